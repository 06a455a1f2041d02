/* openapi_vocabulary.c - puts the words of a schema into the description of the
 * API, where it is written as a text and has no words of its own. */
#include <string.h>

#include "search/openapi.h"

static const char mark[] = "\"x-vocabulary\": \"";

static void append_value(struct buffer *out, const char **separator,
                         const char *value) {
    /* Names of facets and values have letters, digits, '-' and '_' only. */
    buffer_printf(out, "%s\"%s\"", *separator, value);
    *separator = ", ";
}

static void append_names(struct buffer *out, const struct schema *schema) {
    const char *separator = "";
    buffer_append_string(out, ", \"enum\": [");
    for (size_t i = 0; i < schema_facet_count(schema); i++)
        append_value(out, &separator, schema_facet(schema, i)->name);
    buffer_append_char(out, ']');
}

/* "none", or names with commas between them. */
static void append_list_pattern(struct buffer *out,
                                const struct schema *schema) {
    struct buffer names = BUFFER_INIT(OPENAPI_BYTES_MAX);
    for (size_t i = 0; i < schema_facet_count(schema); i++)
        buffer_printf(&names, "%s%s", i > 0 ? "|" : "",
                      schema_facet(schema, i)->name);
    if (names.size > 0)
        buffer_printf(out, ", \"pattern\": \"^(none|(%s)(,(%s))*)$\"",
                      names.data, names.data);
    buffer_destroy(&names);
}

static void append_values(struct buffer *out, const struct facet *facet,
                          bool with_missing) {
    const char *separator = "";
    buffer_append_string(out, ", \"enum\": [");
    for (size_t i = 0; i < facet->value_count; i++)
        append_value(out, &separator, facet->values[i].value);
    if (with_missing)
        append_value(out, &separator, "_missing");
    buffer_append_char(out, ']');
}

/* `what` is "facets", "list of facets", or the name of a facet, with or without
 * " or _missing" behind it. One that the schema has not is left as it is. */
static void append_words(struct buffer *out, const struct schema *schema,
                         const char *what, size_t size) {
    char name[64];
    if (size >= sizeof name)
        return;
    memcpy(name, what, size);
    name[size] = '\0';
    if (strcmp(name, "facets") == 0) {
        append_names(out, schema);
        return;
    }
    if (strcmp(name, "list of facets") == 0) {
        append_list_pattern(out, schema);
        return;
    }
    bool with_missing = strstr(name, " or _missing") != NULL;
    name[strcspn(name, " ")] = '\0';
    int found = schema_find_facet(schema, name);
    if (found != SCHEMA_NO_INDEX &&
        schema_facet(schema, (size_t)found)->kind == FACET_CLOSED)
        append_values(out, schema_facet(schema, (size_t)found), with_missing);
}

void openapi_write(struct buffer *out, const struct schema *schema) {
    const char *at = (const char *)openapi_json;
    const char *end = at + openapi_json_size;
    const char *found = NULL;
    while (schema != NULL && (found = memmem(at, (size_t)(end - at), mark,
                                             sizeof mark - 1)) != NULL) {
        const char *what = found + sizeof mark - 1;
        const char *quote = memchr(what, '"', (size_t)(end - what));
        if (quote == NULL)
            break;
        buffer_append(out, at, (size_t)(quote + 1 - at));
        append_words(out, schema, what, (size_t)(quote - what));
        at = quote + 1;
    }
    buffer_append(out, at, (size_t)(end - at));
}
