/* The served description of the API against what the daemon answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "client.h"
#include "daemon.h"

enum { PATH_AND_QUERY_MAX = 1024, DEPTH_MAX = 64 };

static char folder[PATH_MAX];
static struct daemon served;
static json_t *openapi;

/* ---- a value against a schema: the words of JSON Schema that are used ---- */

/* What "#/a/b" stands for; others are themselves. */
static json_t *resolved(json_t *schema) {
    const char *reference = json_string_value(json_object_get(schema, "$ref"));
    if (reference == NULL)
        return schema;
    assert_int_equal(strncmp(reference, "#/", 2), 0);
    json_t *found = json_at(openapi, reference + 2);
    if (found == NULL)
        fail_msg("%s leads nowhere", reference);
    return found;
}

static bool has_type(const json_t *value, const char *type) {
    return strcmp(type, "string") == 0    ? json_is_string(value)
           : strcmp(type, "integer") == 0 ? json_is_integer(value)
           : strcmp(type, "number") == 0  ? json_is_number(value)
           : strcmp(type, "boolean") == 0 ? json_is_boolean(value)
           : strcmp(type, "null") == 0    ? json_is_null(value)
           : strcmp(type, "array") == 0   ? json_is_array(value)
                                          : json_is_object(value);
}

static bool is_one_of(const json_t *value, json_t *choices) {
    size_t index;
    json_t *choice;
    json_array_foreach(choices, index, choice) {
        if (json_equal(value, choice))
            return true;
    }
    return false;
}

static bool has_some_type(const json_t *value, json_t *types) {
    if (types == NULL)
        return true;
    if (json_is_string(types))
        return has_type(value, json_string_value(types));
    for (size_t i = 0; i < json_array_size(types); i++)
        if (has_type(value, json_string_value(json_array_get(types, i))))
            return true;
    return false;
}

static bool fits(json_t *value, json_t *schema, const char *where);

static bool fits_any(json_t *value, json_t *schemas, const char *where) {
    size_t index;
    json_t *schema;
    json_array_foreach(schemas, index, schema) {
        json_t *form = resolved(schema);
        if (has_some_type(value, json_object_get(form, "type")))
            return fits(value, form, where);
    }
    return false;
}

static bool fits_keys(json_t *value, json_t *schema) {
    size_t index;
    json_t *required;
    const char *key;
    json_t *member;
    json_array_foreach(json_object_get(schema, "required"), index, required) {
        if (json_object_get(value, json_string_value(required)) == NULL) {
            print_error("%s is missing\n", json_string_value(required));
            return false;
        }
    }
    json_object_foreach(value, key, member) {
        json_t *form = json_at(json_object_get(schema, "properties"), key);
        if (form == NULL)
            form = json_object_get(schema, "additionalProperties");
        if (form == NULL && json_object_get(schema, "properties") != NULL) {
            print_error("%s is not described\n", key);
            return false;
        }
        if (form != NULL && !fits(member, form, key))
            return false;
    }
    return true;
}

/* False, with a line about the first fault, when it does not. */
static bool fits(json_t *value, json_t *schema, const char *where) {
    schema = resolved(schema);
    json_t *any = json_object_get(schema, "anyOf");
    json_t *choices = json_object_get(schema, "enum");
    json_t *same = json_object_get(schema, "const");
    json_t *items = json_object_get(schema, "items");
    size_t index;
    json_t *item;
    bool good = has_some_type(value, json_object_get(schema, "type")) &&
                (any == NULL || fits_any(value, any, where)) &&
                (choices == NULL || is_one_of(value, choices)) &&
                (same == NULL || json_equal(value, same));
    if (!good)
        print_error("%s is not as described\n", where);
    if (good && json_is_object(value))
        good = fits_keys(value, schema);
    if (items != NULL)
        json_array_foreach(value, index, item) {
            good = good && fits(item, items, where);
        }
    return good;
}

/* ---- the document against the daemon ---- */

static json_t *described(const char *path) {
    return json_object_get(
        json_object_get(json_object_get(openapi, "paths"), path), "get");
}

/* Check status, type and headers of the reply to `target`, which is of the path
 * `path`; the schema of its body. */
static json_t *check_head(const struct reply *reply, const char *path,
                          const char *target, long status) {
    char number[16];
    assert_int_equal(reply->status, status);
    snprintf(number, sizeof number, "%ld", status);
    json_t *response = resolved(
        json_object_get(json_object_get(described(path), "responses"), number));
    if (response == NULL)
        fail_msg("%s: %s is not described", path, number);
    const char *key;
    json_t *header;
    json_object_foreach(json_object_get(response, "headers"), key, header) {
        if (strcmp(key, "Retry-After") != 0 && reply_header(reply, key) == NULL)
            fail_msg("%s: there is no header %s", target, key);
    }
    const char *type = reply_header(reply, "Content-Type");
    json_t *content =
        json_object_get(json_object_get(response, "content"), type);
    if (content == NULL)
        fail_msg("%s: %s is not described", target, type);
    return json_object_get(content, "schema");
}

/* Ask for `target` and check the whole reply against the document. */
static void check(const char *path, const char *target, long status) {
    struct reply reply;
    http_get(&reply, &served, target);
    json_t *schema = check_head(&reply, path, target, status);
    json_t *body = reply_json(&reply, reply_header(&reply, "Content-Type"));
    if (!fits(body, schema, target))
        fail_msg("%s is not as described", target);
    json_decref(body);
    reply_clear(&reply);
}

/* The same for what is no JSON. */
static void check_file(const char *path, const char *target) {
    struct reply reply;
    http_get(&reply, &served, target);
    check_head(&reply, path, target, 200);
    reply_clear(&reply);
}

static void files_are_as_described(void **state) {
    (void)state;
    check_file("/v1/export", "/v1/export?format=csv");
    check_file("/v1/export", "/v1/export?format=jsonl");
    check_file("/v1/export", "/v1/export?format=bibtex");
    check_file("/v1/export", "/v1/export?format=ris");
    check("/v1/export", "/v1/export", 400);
    check_file("/v1/feed", "/v1/feed?q=compact&size=100");
    check("/v1/feed", "/v1/feed?sort=title", 400);
    check_file("/", "/");
    check_file("/search", "/search?q=compact");
    check_file("/web/{file}", "/web/style.css");
    check_file("/web/{file}", "/web/page.js");
    check("/web/{file}", "/web/none.css", 404);
}

static void answers_are_as_described(void **state) {
    (void)state;
    check("/v1/search", "/v1/search?q=compact&size=100&passages=5", 200);
    check("/v1/search", "/v1/search?-topic=funding&year=2005..2010", 200);
    check("/v1/search", "/v1/search?q=%22open", 200);
    check("/v1/search", "/v1/search?size=0", 400);
    check("/v1/crosstab", "/v1/crosstab?rows=region&columns=year", 200);
    check("/v1/crosstab", "/v1/crosstab?rows=region", 400);
    check("/v1/facets", "/v1/facets?q=compact", 200);
    check("/v1/facets", "/v1/facets?colour=red", 400);
    check("/v1/facets/{facet}", "/v1/facets/place?prefix=n&size=2", 200);
    check("/v1/facets/{facet}", "/v1/facets/topic?page=0", 400);
    check("/v1/facets/{facet}", "/v1/facets/colour", 404);
    check("/v1/documents/{id}", "/v1/documents/nobody", 404);
    check("/v1/documents/{id}", "/v1/documents/nobody?include=x", 400);
    check("/v1/documents/{id}/timeline", "/v1/documents/nobody/timeline", 404);
    check("/v1/documents/{id}/original", "/v1/documents/nobody/original", 404);
    check("/v1/quotations", "/v1/quotations?size=100", 200);
    check("/v1/quotations", "/v1/quotations?q=compact&region=london", 200);
    check("/v1/quotations", "/v1/quotations?kind=principle", 400);
    check("/v1/clauses", "/v1/clauses?size=100&duplicates=show", 200);
    check("/v1/clauses", "/v1/clauses?q=fund&side=public", 200);
    check("/v1/clauses", "/v1/clauses?side=left", 400);
    check("/v1/not-held", "/v1/not-held?q=c", 200);
    check("/v1/not-held", "/v1/not-held?size=100", 200);
    check("/v1/not-held", "/v1/not-held?topic=health", 400);
    check("/v1/acronyms", "/v1/acronyms?size=100", 200);
    check("/v1/acronyms", "/v1/acronyms?page=0", 400);
    check("/v1/clauses/{id}/lineage", "/v1/clauses/nobody.a-1/lineage", 404);
    check("/v1/clauses/{id}/lineage", "/v1/clauses/nobody/lineage?page=1", 400);
    check("/healthz", "/healthz", 200);
    check("/readyz", "/readyz", 200);
    check("/openapi.json", "/openapi.json", 200);
}

/* The lineage of every clause that the document has. */
static void check_clauses(const char *target) {
    json_t *document = json_get(&served, target);
    size_t index;
    json_t *clause;
    json_array_foreach(json_object_get(document, "clauses"), index, clause) {
        char lineage[PATH_AND_QUERY_MAX];
        snprintf(lineage, sizeof lineage, "/v1/clauses/%s/lineage",
                 text_at(clause, "id"));
        check("/v1/clauses/{id}/lineage", lineage, 200);
    }
    json_decref(document);
}

static void every_document_is_as_described(void **state) {
    (void)state;
    json_t *all = json_get(&served, "/v1/search?size=100&facets=none");
    size_t index;
    json_t *result;
    json_array_foreach(json_object_get(all, "results"), index, result) {
        char target[PATH_AND_QUERY_MAX];
        snprintf(target, sizeof target, "/v1/documents/%s?include=boilerplate",
                 text_at(result, "id"));
        check("/v1/documents/{id}", target, 200);
        check_clauses(target);
        snprintf(target, sizeof target, "/v1/documents/%s/timeline",
                 text_at(result, "id"));
        check("/v1/documents/{id}/timeline", target, 200);
    }
    json_decref(all);
}

static void unreadiness_is_as_described(void **state) {
    (void)state;
    char nowhere[PATH_MAX];
    struct daemon ready = served;
    path_make(nowhere, "%.4000s/nowhere", folder);
    daemon_start(&served, nowhere, NULL);
    check("/readyz", "/readyz", 503);
    check("/v1/search", "/v1/search", 503);
    daemon_stop(&served);
    served = ready;
}

/* The metrics name every route that the daemon has. */
static void the_paths_are_the_routes(void **state) {
    (void)state;
    static const char before[] = "concord_http_requests_total{route=\"";
    struct reply reply;
    size_t routes = 0;
    http_get(&reply, &served, "/metrics");
    for (char *found = strstr(reply.body, before); found != NULL;
         found = strstr(found, before)) {
        char route[128];
        found += strlen(before);
        snprintf(route, sizeof route, "%.*s", (int)strcspn(found, "\""), found);
        if (strncmp(strchr(found, ','), ",status=\"200\"", 13) != 0 ||
            strcmp(route, "other") == 0)
            continue;
        routes++;
        if (described(route) == NULL)
            fail_msg("%s is not described", route);
    }
    assert_int_equal(routes,
                     json_object_size(json_object_get(openapi, "paths")));
    reply_clear(&reply);
}

/* Every "$ref" leads somewhere, and everything that is kept aside is used. */
static void mark_references(json_t *json, json_t *used, int depth) {
    const char *key;
    json_t *member;
    size_t index;
    assert_true(depth < DEPTH_MAX);
    if (json_object_get(json, "$ref") != NULL) {
        resolved(json);
        json_object_set_new(used,
                            json_string_value(json_object_get(json, "$ref")),
                            json_true());
    }
    json_object_foreach(json, key, member) {
        mark_references(member, used, depth + 1);
    }
    json_array_foreach(json, index, member) {
        mark_references(member, used, depth + 1);
    }
}

static void references_meet(void **state) {
    (void)state;
    json_t *used = json_object();
    const char *kind;
    const char *name;
    json_t *group;
    json_t *item;
    mark_references(openapi, used, 0);
    json_object_foreach(json_object_get(openapi, "components"), kind, group) {
        json_object_foreach(group, name, item) {
            char reference[128];
            snprintf(reference, sizeof reference, "#/components/%s/%s", kind,
                     name);
            if (json_object_get(used, reference) == NULL)
                fail_msg("%s is not used", reference);
        }
    }
    json_decref(used);
}

/* `word` is among the values that the schema of that name takes. */
static bool takes(const char *name, const char *word) {
    json_t *schema = json_at(json_at(openapi, "components/schemas"), name);
    json_t *value = json_string(word);
    bool found = is_one_of(value, json_object_get(schema, "enum"));
    json_decref(value);
    return found;
}

static void the_words_of_the_index_are_filled_in(void **state) {
    (void)state;
    assert_true(takes("TopicFilter", "funding"));
    assert_true(takes("TopicFilter", "_missing"));
    assert_true(takes("TopicValue", "funding"));
    assert_false(takes("TopicValue", "_missing"));
    assert_true(takes("FacetName", "organisation"));
    json_t *form = json_at(openapi, "components/parameters/facets/schema");
    assert_non_null(strstr(text_at(form, "pattern"), "none|"));
}

static void it_is_of_this_version(void **state) {
    (void)state;
    assert_string_equal(text_at(openapi, "openapi"), "3.1.0");
    assert_string_equal(text_at(openapi, "info/version"), CONCORD_VERSION);
}

static int start(void **state) {
    char index[PATH_MAX];
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    folder_make(folder);
    path_make(index, "%.4000s/index", folder);
    index_build(index, CONCORD_PAPERS);
    daemon_start(&served, index, NULL);
    openapi = json_get(&served, "/openapi.json");
    return 0;
}

static int stop(void **state) {
    (void)state;
    json_decref(openapi);
    daemon_stop(&served);
    folder_remove(folder);
    curl_global_cleanup();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_as_described),
        cmocka_unit_test(files_are_as_described),
        cmocka_unit_test(every_document_is_as_described),
        cmocka_unit_test(unreadiness_is_as_described),
        cmocka_unit_test(the_paths_are_the_routes),
        cmocka_unit_test(references_meet),
        cmocka_unit_test(the_words_of_the_index_are_filled_in),
        cmocka_unit_test(it_is_of_this_version),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
