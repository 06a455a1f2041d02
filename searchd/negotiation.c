#include "negotiation.h"

#include <microhttpd.h>
#include <string.h>
#include <strings.h>

/* ---- fields ---- */

struct field {
    const char *name;
    struct buffer *value;
};

/* A field that is there twice is one list. */
static enum MHD_Result join_field(void *context, enum MHD_ValueKind kind,
                                  const char *name, const char *value) {
    const struct field *field = context;
    (void)kind;
    if (value == NULL || strcasecmp(name, field->name) != 0)
        return MHD_YES;
    if (field->value->size > 0)
        buffer_append_string(field->value, ", ");
    buffer_append_string(field->value, value);
    return MHD_YES;
}

static void read_field(struct buffer *out, struct MHD_Connection *connection,
                       const char *name) {
    struct field field = {name, out};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, join_field, &field);
    if (!buffer_ok(out))
        buffer_clear(out);
}

void preferences_read(struct preferences *preferences,
                      struct MHD_Connection *connection) {
    struct buffer encodings = BUFFER_INIT(PREFERENCES_BYTES_MAX);
    read_field(&preferences->held, connection, MHD_HTTP_HEADER_IF_NONE_MATCH);
    read_field(&encodings, connection, MHD_HTTP_HEADER_ACCEPT_ENCODING);
    preferences->gzip = encodings.size > 0 && gzip_is_accepted(encodings.data);
    buffer_destroy(&encodings);
    struct buffer types = BUFFER_INIT(PREFERENCES_BYTES_MAX);
    read_field(&types, connection, MHD_HTTP_HEADER_ACCEPT);
    preferences->html = types.size > 0 && html_is_accepted(types.data);
    buffer_destroy(&types);
}

void preferences_clear(struct preferences *preferences) {
    buffer_destroy(&preferences->held);
}

/* ---- entity tags ---- */

static const char *skip_blanks(const char *text) {
    return text + strspn(text, " \t");
}

bool any_is_held(const char *held) {
    if (held == NULL)
        return false;
    held = skip_blanks(held);
    return *held == '*' && *skip_blanks(held + 1) == '\0';
}

/* The quoted part of a tag, which is all that a weak comparison looks at. */
static const char *opaque_part(const char *tag) {
    return strncmp(tag, "W/", 2) == 0 ? tag + 2 : tag;
}

bool tag_is_held(const char *held, const char *tag) {
    const char *wanted = opaque_part(tag);
    size_t size = strlen(wanted);
    while (held != NULL && *held) {
        held = opaque_part(held + strspn(held, " \t,"));
        const char *end = *held == '"' ? strchr(held + 1, '"') : NULL;
        if (end == NULL)
            return false;
        end++;
        if ((size_t)(end - held) == size && memcmp(held, wanted, size) == 0)
            return true;
        held = end;
    }
    return false;
}

/* ---- codings and types ---- */

static bool is_named(const char *item, size_t size, const char *name) {
    return strlen(name) == size && strncasecmp(item, name, size) == 0;
}

/* "q=0", "q=0.0", ... and what is no weight at all. */
static bool is_refused(const char *weight) {
    weight = skip_blanks(weight);
    if (*weight != ';')
        return false;
    weight = skip_blanks(weight + 1);
    if (strncasecmp(weight, "q=", 2) != 0)
        return true;
    weight += 2;
    return weight[strspn(weight, "0.")] < '1' ||
           weight[strspn(weight, "0.")] > '9';
}

bool gzip_is_accepted(const char *field) {
    bool any = false;
    while (*field) {
        field += strspn(field, " \t,");
        size_t size = strcspn(field, " \t,;");
        bool accepted = !is_refused(field + size);
        if (is_named(field, size, "gzip") || is_named(field, size, "x-gzip"))
            return accepted;
        if (is_named(field, size, "*"))
            any = accepted;
        field += strcspn(field, ",");
    }
    return any;
}

bool html_is_accepted(const char *field) {
    while (*field) {
        field += strspn(field, " \t,");
        size_t size = strcspn(field, " \t,;");
        if (is_named(field, size, "text/html"))
            return !is_refused(field + size);
        field += strcspn(field, ",");
    }
    return false;
}
