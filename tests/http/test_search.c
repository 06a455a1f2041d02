/* Faceted search over HTTP, on the bundled archive. What is expected is worked
 * out from the documents themselves, so that it holds for any archive. */
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

enum { PATH_AND_QUERY_MAX = 4096 };

/* ---- what the documents say ---- */

static bool has_value(json_t *document, const char *facet, const char *value) {
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(document, facet), index, item) {
        if (strcmp(json_string_value(item), value) == 0)
            return true;
    }
    return false;
}

static json_int_t count_in_documents(json_t *page, const char *facet,
                                     const char *value) {
    json_int_t count = 0;
    size_t index;
    json_t *document;
    json_array_foreach(json_object_get(page, "results"), index, document) {
        count += has_value(document, facet, value);
    }
    return count;
}

static json_t *facet_values(json_t *page, const char *facet) {
    json_t *facets = json_object_get(page, "facets");
    return json_object_get(json_object_get(facets, facet), "values");
}

static const char *value_at(json_t *values, size_t index) {
    json_t *bucket = json_array_get(values, index);
    const char *value = json_string_value(json_object_get(bucket, "value"));
    assert_non_null(value);
    return value;
}

static json_int_t count_in_facet(json_t *page, const char *facet,
                                 const char *value) {
    size_t index;
    json_t *bucket;
    json_array_foreach(facet_values(page, facet), index, bucket) {
        if (strcmp(json_string_value(json_object_get(bucket, "value")),
                   value) == 0)
            return json_integer_value(json_object_get(bucket, "count"));
    }
    return 0;
}

static json_int_t total(json_t *page) {
    return json_integer_value(json_object_get(page, "total"));
}

/* Every result, with every facet. */
static json_t *everything(const char *duplicates) {
    char path[PATH_AND_QUERY_MAX];
    snprintf(path, sizeof path,
             "/v1/search?size=100&facet_size=200&duplicates=%s", duplicates);
    json_t *all = json_get(&sample, path);
    json_t *results = json_object_get(all, "results");
    for (int page = 2; (json_int_t)json_array_size(results) < total(all);
         page++) {
        snprintf(path, sizeof path,
                 "/v1/search?size=100&facets=none&duplicates=%s&page=%d",
                 duplicates, page);
        json_t *more = json_get(&sample, path);
        assert_true(json_array_size(json_object_get(more, "results")) > 0);
        json_array_extend(results, json_object_get(more, "results"));
        json_decref(more);
    }
    return all;
}

/* ---- claims ---- */

static void a_search_finds_what_has_the_words(void **state) {
    (void)state;
    json_t *all = everything("show");
    json_t *found = json_get(&sample, "/v1/search?q=compact");
    assert_true(total(found) > 0);
    assert_true(total(found) <= total(all));
    json_t *first = json_array_get(json_object_get(found, "results"), 0);
    json_t *passage = json_array_get(json_object_get(first, "passages"), 0);
    const char *html = json_string_value(json_object_get(passage, "html"));
    assert_non_null(html);
    assert_non_null(strstr(html, "<mark>"));
    json_decref(found);
    json_decref(all);
}

static void a_word_is_looked_for_as_what_it_stands_for(void **state) {
    (void)state;
    json_t *found = json_get(&sample, "/v1/search?q=pct&facets=none");
    json_t *plain =
        json_get(&sample, "/v1/search?q=pct&facets=none&expand=none");
    json_t *phrase =
        json_get(&sample, "/v1/search?q=%22primary+care+trust%22&facets=none");
    assert_string_equal(text_at(found, "query/expanded/0/term"), "pct");
    assert_string_equal(text_at(found, "query/expanded/0/to/0"),
                        "primary care trust");
    assert_int_equal(json_array_size(json_at(plain, "query/expanded")), 0);
    assert_true(total(found) > total(plain));
    assert_true(total(found) >= total(phrase));
    json_decref(phrase);
    json_decref(plain);
    json_decref(found);
}

static void counts_are_those_of_the_documents(void **state) {
    (void)state;
    json_t *all = everything("show");
    assert_int_equal(json_array_size(json_object_get(all, "results")),
                     total(all));
    json_t *values = facet_values(all, "type");
    assert_true(json_array_size(values) > 1);
    for (size_t i = 0; i < json_array_size(values); i++)
        assert_int_equal(count_in_facet(all, "type", value_at(values, i)),
                         count_in_documents(all, "type", value_at(values, i)));
    json_decref(all);
}

/* A facet ignores its own filter, so that another of its values can still be
 * chosen, and what is chosen narrows the other facets. */
static void a_second_value_of_a_facet_is_counted(void **state) {
    (void)state;
    char path[PATH_AND_QUERY_MAX];
    json_t *all = everything("show");
    json_t *values = facet_values(all, "type");
    assert_true(json_array_size(values) > 1);
    const char *first = value_at(values, 0);
    const char *second = value_at(values, 1);
    snprintf(path, sizeof path,
             "/v1/search?size=100&facet_size=200&duplicates=show&type=%s",
             first);
    json_t *narrowed = json_get(&sample, path);
    assert_int_equal(total(narrowed), count_in_documents(all, "type", first));
    assert_int_equal(count_in_facet(narrowed, "type", second),
                     count_in_documents(all, "type", second));
    json_t *regions = facet_values(narrowed, "region");
    for (size_t i = 0; i < json_array_size(regions); i++)
        assert_int_equal(
            count_in_facet(narrowed, "region", value_at(regions, i)),
            count_in_documents(narrowed, "region", value_at(regions, i)));
    json_decref(narrowed);
    json_decref(all);
}

/* The last note of a search for `query`, or "" when there is none. */
static void assert_advice(const char *query, const char *expected) {
    char path[512];
    snprintf(path, sizeof path, "/v1/search?facets=none&q=%s", query);
    json_t *page = json_get(&sample, path);
    const json_t *notes = json_at(page, "query/notes");
    const json_t *last = json_array_get(notes, json_array_size(notes) - 1);
    const char *note = json_is_string(last) ? json_string_value(last) : "";
    assert_string_equal(note, expected);
    json_decref(page);
}

static void
places_and_years_among_the_words_are_advised_as_filters(void **state) {
    (void)state;
    assert_advice("commissioning+health+Devon+2009",
                  "What names a place or a year may be a filter too: "
                  "place=south-west/devon, year=2009.");
    assert_advice("north+devon+xyzzy+grants",
                  "What names a place or a year may be a filter too: "
                  "place=south-west/devon/north-devon.");
    assert_advice("xyzzy+grants+SOUTH-WEST",
                  "What names a place or a year may be a filter too: "
                  "region=south-west.");
}

static void no_filter_is_advised_that_is_set_or_not_needed(void **state) {
    (void)state;
    static const char relaxed[] =
        "Nothing has all of these words; these have some of them.";
    assert_advice("xyzzy+grants", relaxed);
    assert_advice("xyzzy+grants+12345+1066", relaxed);
    assert_advice("xyzzy+grants+2009&date=2005..2010", relaxed);
    assert_advice("xyzzy+grants+devon&place=south-west/devon", relaxed);
    assert_advice("devon", "");
}

static void an_unknown_parameter_is_refused_by_name(void **state) {
    (void)state;
    assert_refused(&sample, "/v1/search?q=health&colour=red", "colour");
    assert_refused(&sample, "/v1/search?Q=health", "Q");
}

static void an_unknown_value_is_refused_by_name(void **state) {
    (void)state;
    assert_refused(&sample, "/v1/search?type=poem", "type");
    assert_refused(&sample, "/v1/search?region=atlantis", "region");
    assert_refused(&sample, "/v1/search?sort=random", "sort");
    assert_refused(&sample, "/v1/search?size=101", "size");
    assert_refused(&sample, "/v1/search?page=0", "page");
}

static void an_escape_is_undone_once(void **state) {
    (void)state;
    json_t *found = json_get(&sample, "/v1/search?q=a%2Bb%2520c&relax=none");
    json_t *query = json_object_get(found, "query");
    assert_string_equal(json_string_value(json_object_get(query, "q")),
                        "a+b%20c");
    json_decref(found);
}

static void a_query_past_its_limit_is_refused(void **state) {
    (void)state;
    char path[PATH_AND_QUERY_MAX] = "/v1/search?q=";
    size_t begin = strlen(path);
    memset(path + begin, 'a', 1025);
    path[begin + 1025] = '\0';
    assert_refused(&sample, path, "q");
}

static void a_document_is_got_by_its_id(void **state) {
    (void)state;
    json_t *all = everything("show");
    size_t index;
    json_t *result;
    json_array_foreach(json_object_get(all, "results"), index, result) {
        const char *id = json_string_value(json_object_get(result, "id"));
        char path[PATH_AND_QUERY_MAX];
        char *escaped = curl_easy_escape(NULL, id, 0);
        snprintf(path, sizeof path, "/v1/documents/%s", escaped);
        curl_free(escaped);
        json_t *document = json_get(&sample, path);
        assert_string_equal(json_string_value(json_object_get(document, "id")),
                            id);
        assert_non_null(json_string_value(json_object_get(document, "text")));
        json_decref(document);
    }
    json_decref(all);
}

static void an_unknown_document_is_not_found(void **state) {
    (void)state;
    json_decref(problem_get(&sample, "/v1/documents/0000", 404));
    json_decref(problem_get(&sample, "/v1/documents/%FF", 404));
    json_decref(problem_get(&sample, "/v1/documents/%25%32%46", 404));
}

static void pages_do_not_overlap(void **state) {
    (void)state;
    json_t *first = json_get(&sample, "/v1/search?size=1&page=1&facets=none");
    json_t *second = json_get(&sample, "/v1/search?size=1&page=2&facets=none");
    json_t *one = json_array_get(json_object_get(first, "results"), 0);
    json_t *two = json_array_get(json_object_get(second, "results"), 0);
    assert_string_not_equal(json_string_value(json_object_get(one, "id")),
                            json_string_value(json_object_get(two, "id")));
    json_decref(first);
    json_decref(second);
}

static void head_of_a_search_has_its_length(void **state) {
    (void)state;
    static const char path[] = "/v1/documents/0000";
    struct reply get;
    struct reply head;
    char length[32];
    http_get(&get, &sample, path);
    http_ask(&head, &sample, "HEAD", path, NULL);
    snprintf(length, sizeof length, "%zu", get.size);
    assert_int_equal(head.status, get.status);
    assert_int_equal(head.size, 0);
    assert_string_equal(reply_header(&head, "Content-Length"), length);
    reply_clear(&get);
    reply_clear(&head);
}

static void readiness_says_what_is_served(void **state) {
    (void)state;
    json_t *all = everything("show");
    json_t *ready = json_get(&sample, "/readyz");
    assert_string_equal(json_string_value(json_object_get(ready, "status")),
                        "ready");
    assert_int_equal(json_integer_value(json_object_get(ready, "generation")),
                     1);
    assert_int_equal(json_integer_value(json_object_get(ready, "documents")),
                     total(all));
    assert_null(json_object_get(ready, "refused"));
    json_decref(ready);
    json_decref(all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_search_finds_what_has_the_words),
        cmocka_unit_test(a_word_is_looked_for_as_what_it_stands_for),
        cmocka_unit_test(counts_are_those_of_the_documents),
        cmocka_unit_test(a_second_value_of_a_facet_is_counted),
        cmocka_unit_test(
            places_and_years_among_the_words_are_advised_as_filters),
        cmocka_unit_test(no_filter_is_advised_that_is_set_or_not_needed),
        cmocka_unit_test(an_unknown_parameter_is_refused_by_name),
        cmocka_unit_test(an_unknown_value_is_refused_by_name),
        cmocka_unit_test(an_escape_is_undone_once),
        cmocka_unit_test(a_query_past_its_limit_is_refused),
        cmocka_unit_test(a_document_is_got_by_its_id),
        cmocka_unit_test(an_unknown_document_is_not_found),
        cmocka_unit_test(pages_do_not_overlap),
        cmocka_unit_test(head_of_a_search_has_its_length),
        cmocka_unit_test(readiness_says_what_is_served),
    };
    return cmocka_run_group_tests(tests, sample_start, sample_stop);
}
