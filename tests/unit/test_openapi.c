/* test_openapi.c - docs/openapi.json has the parameters that the search room
 * knows, and no others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "search_parameters.h"

static struct schema *schema;
static json_t *openapi;

static int set_up(void **state) {
    struct concord_error err = {0};
    json_error_t fault;
    (void)state;
    openapi = json_load_file(CONCORD_ROOT "/docs/openapi.json",
                             JSON_REJECT_DUPLICATES, &fault);
    if (openapi == NULL)
        print_error("line %d: %s\n", fault.line, fault.text);
    if (schema_load(&schema, CONCORD_ROOT "/schema/data", &err) != CONCORD_OK)
        print_error("%s\n", err.message);
    return openapi != NULL && schema != NULL ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    json_decref(openapi);
    schema_destroy(schema);
    return 0;
}

static const struct described {
    const char *path;
    enum asked_of of;
} described[] = {{"/v1/search", ASKED_OF_SEARCH},
                 {"/search", ASKED_OF_SEARCH},
                 {"/v1/suggest", ASKED_OF_SUGGESTIONS},
                 {"/v1/crosstab", ASKED_OF_CROSSTAB},
                 {"/v1/export", ASKED_OF_EXPORT},
                 {"/v1/feed", ASKED_OF_FEED},
                 {"/v1/facets", ASKED_OF_FACETS},
                 {"/v1/facets/{facet}", ASKED_OF_FACET},
                 {"/v1/documents/{id}/similar", ASKED_OF_SIMILAR},
                 {"/v1/quotations", ASKED_OF_QUOTATIONS},
                 {"/v1/clauses", ASKED_OF_CLAUSES},
                 {"/v1/clauses/{id}/lineage", ASKED_OF_LINEAGE},
                 {"/v1/not-held", ASKED_OF_LIST},
                 {"/v1/acronyms", ASKED_OF_LIST}};

enum { DESCRIBED = sizeof described / sizeof *described };

static const json_t *parameters_of(const char *path) {
    const json_t *get = json_object_get(
        json_object_get(json_object_get(openapi, "paths"), path), "get");
    const json_t *parameters = json_object_get(get, "parameters");
    assert_true(json_is_array(parameters));
    return parameters;
}

/* What a "#/components/parameters/NAME" stands for. */
static const json_t *resolved(const json_t *parameter) {
    static const char prefix[] = "#/components/parameters/";
    const char *reference =
        json_string_value(json_object_get(parameter, "$ref"));
    assert_non_null(reference);
    assert_int_equal(strncmp(reference, prefix, strlen(prefix)), 0);
    const json_t *found = json_object_get(
        json_object_get(json_object_get(openapi, "components"), "parameters"),
        reference + strlen(prefix));
    if (found == NULL)
        fail_msg("%s leads nowhere", reference);
    return found;
}

/* The query parameter of that name, or NULL. */
static const json_t *described_parameter(const char *path, const char *name) {
    size_t index;
    json_t *item;
    json_array_foreach(parameters_of(path), index, item) {
        const json_t *parameter = resolved(item);
        if (strcmp(json_string_value(json_object_get(parameter, "in")),
                   "query") == 0 &&
            strcmp(json_string_value(json_object_get(parameter, "name")),
                   name) == 0)
            return parameter;
    }
    return NULL;
}

static void what_is_described_is_known(void **state) {
    (void)state;
    for (size_t i = 0; i < DESCRIBED; i++) {
        size_t index;
        json_t *item;
        json_array_foreach(parameters_of(described[i].path), index, item) {
            const json_t *parameter = resolved(item);
            struct search_parameter known;
            const char *name =
                json_string_value(json_object_get(parameter, "name"));
            if (strcmp(json_string_value(json_object_get(parameter, "in")),
                       "query") != 0)
                continue;
            if (!search_parameter_find(&known, schema, name) ||
                !search_parameter_belongs(known.kind, described[i].of))
                fail_msg("%s does not know %s", described[i].path, name);
        }
    }
}

static bool takes_facets(const struct described *where) {
    return search_parameter_belongs(PARAMETER_FACET, where->of);
}

/* The names are those that a refusal lists, up to the facets. */
static void what_is_known_is_described(void **state) {
    (void)state;
    for (size_t i = 0; i < DESCRIBED; i++) {
        struct buffer names = BUFFER_INIT(4096);
        search_parameter_names(&names, schema, described[i].of);
        char *end = strstr(names.data, ", and the facets ");
        assert_int_equal(end != NULL, takes_facets(&described[i]));
        if (end != NULL)
            *end = '\0';
        char *rest = NULL;
        for (char *name = strtok_r(names.data, ", ", &rest); name != NULL;
             name = strtok_r(NULL, ", ", &rest))
            if (described_parameter(described[i].path, name) == NULL)
                fail_msg("%s: %s is not described", described[i].path, name);
        buffer_destroy(&names);
    }
}

static void assert_described(const char *path, const char *before,
                             const char *facet, const char *behind) {
    char name[64];
    snprintf(name, sizeof name, "%s%s%s", before, facet, behind);
    if (described_parameter(path, name) == NULL)
        fail_msg("%s: %s is not described", path, name);
}

static void every_facet_is_described_in_three_forms(void **state) {
    (void)state;
    for (size_t i = 0; i < DESCRIBED; i++)
        for (size_t facet = 0;
             takes_facets(&described[i]) && facet < schema_facet_count(schema);
             facet++) {
            const char *name = schema_facet(schema, facet)->name;
            assert_described(described[i].path, "", name, "");
            assert_described(described[i].path, "-", name, "");
            assert_described(described[i].path, "", name, "_all");
        }
}

/* Ask with one value, and with those that must be there; whether it is taken.
 */
static bool is_taken(enum asked_of of, const char *name, const char *value) {
    struct asked *asked = NULL;
    static const struct parameter needed[] = {
        {"format", "csv"}, {"rows", "type"}, {"columns", "type"}};
    struct parameter items[4] = {{name, value}};
    struct parameter_list list = {.items = items, .count = 1};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        struct search_parameter known;
        search_parameter_find(&known, schema, needed[i].name);
        if (strcmp(name, needed[i].name) != 0 &&
            search_parameter_belongs(known.kind, of))
            items[list.count++] = needed[i];
    }
    bool taken =
        asked_from_parameters(&asked, of, &list, schema, NULL) == CONCORD_OK;
    asked_destroy(asked);
    return taken;
}

static void assert_range(const struct described *where, const char *name,
                         const json_t *range) {
    json_int_t least = json_integer_value(json_object_get(range, "minimum"));
    json_int_t most = json_integer_value(json_object_get(range, "maximum"));
    char value[32];
    for (json_int_t i = -1; i <= 1; i += 2) {
        json_int_t inside = i < 0 ? least : most;
        snprintf(value, sizeof value, "%d", (int)inside);
        /* A page at the end needs pages of one. */
        if (strcmp(name, "page") != 0 && !is_taken(where->of, name, value))
            fail_msg("%s: %s=%s is refused", where->path, name, value);
        snprintf(value, sizeof value, "%d", (int)(inside + i));
        if (is_taken(where->of, name, value))
            fail_msg("%s: %s=%s is taken", where->path, name, value);
    }
}

static void assert_words(const struct described *where, const char *name,
                         const json_t *words) {
    size_t index;
    json_t *word;
    json_array_foreach(words, index, word) {
        if (!is_taken(where->of, name, json_string_value(word)))
            fail_msg("%s: %s=%s is refused", where->path, name,
                     json_string_value(word));
    }
    if (is_taken(where->of, name, "frob"))
        fail_msg("%s: %s=frob is taken", where->path, name);
}

static void ranges_and_words_are_those_that_are_taken(void **state) {
    (void)state;
    for (size_t i = 0; i < DESCRIBED; i++) {
        size_t index;
        json_t *item;
        json_array_foreach(parameters_of(described[i].path), index, item) {
            const json_t *parameter = resolved(item);
            const json_t *form = json_object_get(parameter, "schema");
            const char *name =
                json_string_value(json_object_get(parameter, "name"));
            if (json_object_get(form, "maximum") != NULL)
                assert_range(&described[i], name, form);
            if (json_object_get(form, "items") != NULL)
                form = json_object_get(form, "items");
            if (json_object_get(form, "enum") != NULL)
                assert_words(&described[i], name,
                             json_object_get(form, "enum"));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_described_is_known),
        cmocka_unit_test(what_is_known_is_described),
        cmocka_unit_test(every_facet_is_described_in_three_forms),
        cmocka_unit_test(ranges_and_words_are_those_that_are_taken),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
