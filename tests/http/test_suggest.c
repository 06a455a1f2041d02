/* What is suggested, over HTTP, on the bundled archive: each count must be what
 * a search for it finds. */
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

static json_t *ask(const char *path, const char *name, const char *value) {
    char whole[PATH_AND_QUERY_MAX];
    char *escaped = curl_easy_escape(NULL, value, 0);
    snprintf(whole, sizeof whole, "%s%s=%s", path, name, escaped);
    curl_free(escaped);
    return json_get(&sample, whole);
}

static json_int_t total_of(const char *name, const char *value) {
    json_t *page =
        ask("/v1/search?facets=none&expand=none&relax=none&", name, value);
    json_int_t total = json_integer_value(json_object_get(page, "total"));
    json_decref(page);
    return total;
}

static const char *const typed[] = {"vol", "lond",  "comm",         "third sec",
                                    "ann", "rich",  "primary care", "hous",
                                    "n",   "green", "compact "};

static void every_count_is_what_a_search_for_it_finds(void **state) {
    (void)state;
    size_t checked = 0;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        json_t *answer = ask("/v1/suggest?size=30&", "q", typed[i]);
        json_t *completion = NULL;
        size_t j = 0;
        json_array_foreach(json_object_get(answer, "completions"), j,
                           completion) {
            const char *kind = text_at(completion, "kind");
            if (strcmp(kind, "title") == 0)
                continue;
            bool is_word = strcmp(kind, "word") == 0;
            json_int_t total =
                total_of(is_word ? "q" : kind,
                         text_at(completion, is_word ? "text" : "value"));
            assert_int_equal(
                json_integer_value(json_object_get(completion, "count")),
                total);
            checked++;
        }
        json_decref(answer);
    }
    assert_true(checked > 50);
}

static bool has_completion(json_t *answer, const char *kind, const char *text) {
    json_t *completion = NULL;
    size_t i = 0;
    json_array_foreach(json_object_get(answer, "completions"), i, completion) {
        if (strcmp(text_at(completion, "kind"), kind) == 0 &&
            strcmp(text_at(completion, "text"), text) == 0)
            return true;
    }
    return false;
}

static void words_titles_and_values_are_completed(void **state) {
    (void)state;
    json_t *answer = ask("/v1/suggest?", "q", "lond");
    assert_true(has_completion(answer, "word", "london"));
    assert_true(has_completion(answer, "region", "London"));
    json_decref(answer);
    answer = ask("/v1/suggest?", "q", "The Richmond up");
    assert_true(
        has_completion(answer, "title", "The Richmond upon Thames Compact"));
    json_decref(answer);
}

static void what_begins_nothing_is_corrected_and_not_applied(void **state) {
    (void)state;
    json_t *answer = ask("/v1/suggest?", "q", "fundng consultaton");
    json_t *first = json_array_get(json_object_get(answer, "corrections"), 0);
    assert_string_equal(text_at(first, "text"), "funding consultation");
    assert_int_equal(json_integer_value(json_object_get(first, "count")),
                     total_of("q", "funding consultation"));
    json_decref(answer);
    answer = ask("/v1/search?relax=none&", "q", "fundng consultaton");
    assert_int_equal(json_integer_value(json_object_get(answer, "total")), 0);
    assert_string_equal(text_at(json_object_get(answer, "query"), "correction"),
                        "funding consultation");
    json_decref(answer);
}

/* A word that is not wanted finds no less for being unknown. */
static void what_is_found_or_not_wanted_is_not_corrected(void **state) {
    (void)state;
    static const char *const asked[] = {"funding", "funding -fundng",
                                        "qqqqzzzz", "speaker:fundng"};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        json_t *answer = ask("/v1/search?facets=none&", "q", asked[i]);
        json_t *query = json_object_get(answer, "query");
        assert_true(json_is_null(json_object_get(query, "correction")));
        json_decref(answer);
    }
}

static void nothing_typed_suggests_nothing(void **state) {
    (void)state;
    static const char *const asked[] = {"", " ", "!?", "\"", "-"};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        json_t *answer = ask("/v1/suggest?", "q", asked[i]);
        assert_int_equal(
            json_array_size(json_object_get(answer, "completions")), 0);
        assert_int_equal(
            json_array_size(json_object_get(answer, "corrections")), 0);
        json_decref(answer);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_count_is_what_a_search_for_it_finds),
        cmocka_unit_test(words_titles_and_values_are_completed),
        cmocka_unit_test(what_begins_nothing_is_corrected_and_not_applied),
        cmocka_unit_test(what_is_found_or_not_wanted_is_not_corrected),
        cmocka_unit_test(nothing_typed_suggests_nothing),
    };
    return cmocka_run_group_tests(tests, sample_start, sample_stop);
}
