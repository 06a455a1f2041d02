/* What is known of the archive as a whole, over HTTP, on the bundled archive:
 * lineage, what is not held, acronyms. Each of it must stand in a document. */
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

enum { PATH_AND_QUERY_MAX = 1024 };

static json_t *document_of(const char *id) {
    char path[PATH_AND_QUERY_MAX];
    char *escaped = curl_easy_escape(NULL, id, 0);
    snprintf(path, sizeof path, "/v1/documents/%s", escaped);
    curl_free(escaped);
    return json_get(&sample, path);
}

/* Its text at start..end, for the caller to json_decref(). */
static json_t *words_at(const char *id, json_t *where) {
    json_t *document = document_of(id);
    const char *text = text_at(document, "text");
    json_int_t start = json_integer_value(json_object_get(where, "start"));
    json_int_t end = json_integer_value(json_object_get(where, "end"));
    assert_true(start >= 0 && start < end && (size_t)end <= strlen(text));
    json_t *words = json_stringn(text + start, (size_t)(end - start));
    assert_non_null(words);
    json_decref(document);
    return words;
}

/* Every record of a list, page by page. */
static json_t *all_of(const char *path_and_query) {
    json_t *gathered = json_array();
    char path[PATH_AND_QUERY_MAX];
    json_int_t total = 0;
    bool more = true;
    snprintf(path, sizeof path, "%s", path_and_query);
    while (more) {
        json_t *page = json_get(&sample, path);
        json_t *next = json_at(page, "links/next");
        total = json_integer_value(json_object_get(page, "total"));
        json_array_extend(gathered, json_object_get(page, "results"));
        more = json_is_string(next);
        if (more)
            snprintf(path, sizeof path, "%s", json_string_value(next));
        json_decref(page);
    }
    assert_int_equal(json_array_size(gathered), total);
    return gathered;
}

static void acronyms_stand_where_they_are_said_to(void **state) {
    json_t *all = all_of("/v1/acronyms?size=7");
    size_t index;
    json_t *acronym;
    (void)state;
    json_array_foreach(all, index, acronym) {
        size_t place;
        json_t *where;
        json_array_foreach(json_object_get(acronym, "documents"), place,
                           where) {
            json_t *words = words_at(text_at(where, "id"), where);
            assert_non_null(
                strstr(json_string_value(words), text_at(acronym, "acronym")));
            json_decref(words);
        }
    }
    json_decref(all);
}

/* By the whole of it and by its beginning. */
static void every_acronym_is_found(void **state) {
    json_t *all = all_of("/v1/acronyms?size=100");
    size_t index;
    json_t *acronym;
    (void)state;
    json_array_foreach(all, index, acronym) {
        char path[PATH_AND_QUERY_MAX];
        char *escaped = curl_easy_escape(NULL, text_at(acronym, "acronym"), 0);
        snprintf(path, sizeof path, "/v1/acronyms?size=100&q=%s", escaped);
        curl_free(escaped);
        json_t *found = all_of(path);
        size_t place;
        json_t *other;
        bool seen = false;
        json_array_foreach(found, place, other) {
            seen = seen || json_equal(other, acronym);
        }
        if (!seen)
            fail_msg("%s is not found", path);
        json_decref(found);
    }
    json_decref(all);
}

/* Each is counted once for each document that speaks of it. */
static void what_is_not_held_is_spoken_of_in_a_document(void **state) {
    json_t *all = all_of("/v1/not-held?size=7");
    size_t index;
    json_t *record;
    json_int_t before = INT64_MAX;
    (void)state;
    json_array_foreach(all, index, record) {
        json_int_t count = json_integer_value(json_object_get(record, "count"));
        size_t place;
        json_t *where;
        assert_true(count > 0 && count <= before);
        before = count;
        json_array_foreach(json_object_get(record, "cited_by"), place, where) {
            json_decref(document_of(text_at(where, "id")));
        }
    }
    json_decref(all);
}

/* A clause's like stands in another document and has the clause in its own
 * lineage. */
static void assert_like(const char *id, json_t *like) {
    char path[PATH_AND_QUERY_MAX];
    json_t *words = words_at(text_at(like, "document/id"), like);
    assert_string_equal(json_string_value(words), text_at(like, "text"));
    json_decref(words);
    snprintf(path, sizeof path, "/v1/clauses/%s/lineage", text_at(like, "id"));
    json_t *back = json_get(&sample, path);
    size_t index;
    json_t *other;
    bool seen = false;
    json_array_foreach(json_object_get(back, "results"), index, other) {
        seen = seen || strcmp(text_at(other, "id"), id) == 0;
    }
    if (!seen)
        fail_msg("%s does not lead back to %s", path, id);
    json_decref(back);
}

static void assert_lineage(const char *id) {
    char path[PATH_AND_QUERY_MAX];
    snprintf(path, sizeof path, "/v1/clauses/%s/lineage", id);
    json_t *lineage = json_get(&sample, path);
    json_t *results = json_object_get(lineage, "results");
    size_t index;
    json_t *like;
    assert_string_equal(text_at(lineage, "id"), id);
    assert_int_equal(json_integer_value(json_object_get(lineage, "total")),
                     json_array_size(results));
    json_array_foreach(results, index, like) {
        assert_string_not_equal(text_at(like, "document/id"),
                                text_at(lineage, "document/id"));
        assert_like(id, like);
    }
    json_decref(lineage);
}

static void every_clause_has_a_lineage(void **state) {
    json_t *all = all_of("/v1/clauses?size=100&duplicates=show");
    size_t index;
    json_t *clause;
    (void)state;
    json_array_foreach(all, index, clause) {
        assert_lineage(text_at(clause, "id"));
    }
    json_decref(all);
}

static void an_unknown_clause_is_not_found(void **state) {
    static const char *const paths[] = {"/v1/clauses/nobody.aims-1/lineage",
                                        "/v1/clauses/x/lineage",
                                        "/v1/clauses/./lineage",
                                        "/v1/clauses//lineage",
                                        "/v1/clauses/x.y",
                                        "/v1/clauses/%FF.a/lineage"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        json_decref(problem_get(&sample, paths[i], 404));
}

static void wrong_parameters_are_refused_by_name(void **state) {
    (void)state;
    assert_refused(&sample, "/v1/acronyms?sort=title", "sort");
    assert_refused(&sample, "/v1/acronyms?size=0", "size");
    assert_refused(&sample, "/v1/not-held?topic=health", "topic");
    assert_refused(&sample, "/v1/not-held?page=first", "page");
    assert_refused(&sample, "/v1/clauses/x.y/lineage?page=2", "page");
}

static void lists_are_cached_as_searches_are(void **state) {
    static const char *const paths[] = {"/v1/acronyms", "/v1/not-held?q=a"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct reply reply;
        char held[256];
        http_ask(&reply, &sample, "HEAD", paths[i], NULL);
        assert_int_equal(reply.status, 200);
        assert_int_equal(reply.size, 0);
        assert_non_null(reply_header(&reply, "Access-Control-Allow-Origin"));
        assert_non_null(reply_header(&reply, "Link"));
        snprintf(held, sizeof held, "If-None-Match: %s",
                 reply_header(&reply, "ETag"));
        reply_clear(&reply);
        http_ask(&reply, &sample, NULL, paths[i], held);
        assert_int_equal(reply.status, 304);
        reply_clear(&reply);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acronyms_stand_where_they_are_said_to),
        cmocka_unit_test(every_acronym_is_found),
        cmocka_unit_test(what_is_not_held_is_spoken_of_in_a_document),
        cmocka_unit_test(every_clause_has_a_lineage),
        cmocka_unit_test(an_unknown_clause_is_not_found),
        cmocka_unit_test(wrong_parameters_are_refused_by_name),
        cmocka_unit_test(lists_are_cached_as_searches_are),
    };
    return cmocka_run_group_tests(tests, sample_start, sample_stop);
}
