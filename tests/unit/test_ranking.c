/* test_ranking.c - the order of results, as a client sees it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "answer_fixture.h"

enum { PAPERS = 45 };

static struct fixture fixture;
static struct index_reader *reader;

static const struct {
    const char *id;
    const char *title;
    const char *text;
} written[] = {
    {"near", "A note of March",
     "The council met. Compact funding was cut by a tenth that year, it said, "
     "and no other reason was given."},
    {"twin", "A note of March, again",
     "The council met. Compact funding was cut by a tenth that year, it said, "
     "and no other reason was given."},
    {"a-far", "A note of April",
     "Funding was cut by a tenth that year, it said, and no other reason was "
     "given. The council met. Compact."},
    {"whole", "Volunteering", "A page of advice for those who give time."},
    {"a-part", "Volunteering and nine other things that were heard of",
     "A page of advice for those who give time."},
    {"matter", "Herons", "The heron stands in the river."},
    {"a-form", "What we have found",
     "We were given articles that describe what is interesting about the "
     "papers, and what we give and have found in the articles that describe "
     "it."}};

/* Many papers with the same words at other distances. */
static struct document *make_filler(unsigned i) {
    char id[16];
    char text[1024] = "Badger";
    snprintf(id, sizeof id, "f%02u", (i * 37) % 100);
    for (unsigned j = 0; j < i % 9; j++)
        strcat(text, " walks");
    strcat(text, i % 2 ? " sett." : " sett sett.");
    return fixture_document(&fixture, id, "Nature", text, NULL, NULL);
}

static const char *const groups[] = {"near=near", "twin=near", NULL};

static int set_up(void **state) {
    struct document *documents[PAPERS];
    size_t count = 0;
    (void)state;
    fixture_create(&fixture);
    fixture.groups = groups;
    for (; count < sizeof written / sizeof *written; count++)
        documents[count] =
            fixture_document(&fixture, written[count].id, written[count].title,
                             written[count].text, NULL, NULL);
    for (; count < PAPERS; count++)
        documents[count] = make_filler((unsigned)count);
    reader = fixture_index(&fixture, documents, PAPERS);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

static void assert_first(const char *query, const char *first,
                         const char *second) {
    json_t *answer = answered(reader, answer_search, NULL, query);
    char expected[64];
    snprintf(expected, sizeof expected, "\"%s\"", first);
    assert_json(answer, "results/0/id", expected);
    snprintf(expected, sizeof expected, "\"%s\"", second);
    assert_json(answer, "results/1/id", expected);
    json_decref(answer);
}

static void
neighbours_in_the_question_rank_higher_where_they_meet(void **state) {
    (void)state;
    assert_first("q=compact+funding", "near", "a-far");
}

static void
a_title_that_is_asked_for_ranks_above_one_that_says_more(void **state) {
    (void)state;
    assert_first("q=volunteering", "whole", "a-part");
}

static void a_sentence_is_ranked_by_what_it_asks_about(void **state) {
    (void)state;
    assert_first("q=Can+we+find+articles+that+describe+what+herons+have",
                 "matter", "a-form");
}

static void words_that_say_little_still_find(void **state) {
    (void)state;
    json_t *answer = answered(reader, answer_search, NULL, "q=what+we+have");
    assert_json(answer, "total", "1");
    assert_json(answer, "results/0/id", "\"a-form\"");
    json_decref(answer);
}

/* The ids of a page, each with a space behind. */
static void append_page(char *out, size_t size, unsigned page,
                        unsigned page_size) {
    char query[64];
    snprintf(query, sizeof query, "q=badger+sett&page=%u&size=%u", page,
             page_size);
    json_t *answer = answered(reader, answer_search, NULL, query);
    const json_t *results = json_object_get(answer, "results");
    for (size_t i = 0; i < json_array_size(results); i++) {
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s ",
                 json_string_value(
                     json_object_get(json_array_get(results, i), "id")));
    }
    json_decref(answer);
}

static void pages_of_any_size_cut_one_order(void **state) {
    (void)state;
    char whole[512] = "";
    char parts[512] = "";
    append_page(whole, sizeof whole, 1, 100);
    for (unsigned page = 1; page <= 6; page++)
        append_page(parts, sizeof parts, page, 7);
    assert_string_equal(parts, whole);
    assert_int_equal(strlen(whole),
                     4 * (PAPERS - sizeof written / sizeof *written));
}

static void broadening_finds_by_words_of_the_first_results(void **state) {
    (void)state;
    json_t *narrow = answered(reader, answer_search, NULL, "q=volunteering");
    json_t *broad =
        answered(reader, answer_search, NULL, "q=volunteering&broaden=true");
    assert_json(narrow, "total", "2");
    assert_json(broad, "total", "3"); /* and the one that has "give" */
    assert_json(broad, "query/expanded/0/term", "\"volunteering\"");
    assert_json(broad, "results/0/id", "\"whole\"");
    json_decref(narrow);
    json_decref(broad);
}

static void broadening_nothing_is_nothing(void **state) {
    (void)state;
    json_t *broad =
        answered(reader, answer_search, NULL, "q=platypus&broaden=true");
    assert_json(broad, "total", "0");
    assert_json(broad, "query/expanded", "[]");
    json_decref(broad);
    broad = answered(reader, answer_search, NULL, "q=&broaden=true&size=1");
    assert_json(broad, "query/expanded", "[]");
    json_decref(broad);
}

static void what_is_left_out_stays_out_when_broadened(void **state) {
    (void)state;
    json_t *broad = answered(reader, answer_search, NULL,
                             "q=volunteering+-nine&broaden=true");
    const json_t *results = json_object_get(broad, "results");
    for (size_t i = 0; i < json_array_size(results); i++)
        assert_string_not_equal(json_string_value(json_object_get(
                                    json_array_get(results, i), "id")),
                                "a-part");
    json_decref(broad);
}

static void a_document_is_never_similar_to_itself(void **state) {
    (void)state;
    json_t *similar = answered(reader, answer_similar, "near", "");
    assert_json(similar, "results/0/id", "\"a-far\"");
    const json_t *results = json_object_get(similar, "results");
    for (size_t i = 0; i < json_array_size(results); i++)
        assert_string_not_equal(json_string_value(json_object_get(
                                    json_array_get(results, i), "id")),
                                "near");
    json_decref(similar);
    similar = answered(reader, answer_similar, "near", "type=blog");
    assert_json(similar, "results", "[]");
    json_decref(similar);
    assert_refused(reader, answer_similar, "near", "q=words", "q");
}

static void a_copy_is_not_similar_to_its_like(void **state) {
    (void)state;
    json_t *similar =
        answered(reader, answer_similar, "twin", "duplicates=show");
    const json_t *results = json_object_get(similar, "results");
    assert_json(similar, "results/0/id", "\"a-far\"");
    for (size_t i = 0; i < json_array_size(results); i++)
        assert_string_not_equal(json_string_value(json_object_get(
                                    json_array_get(results, i), "id")),
                                "near");
    json_decref(similar);
}

static void explained_weights_are_the_score(void **state) {
    (void)state;
    json_t *answer =
        answered(reader, answer_search, NULL, "q=compact+funding&explain=true");
    const json_t *result =
        json_array_get(json_object_get(answer, "results"), 0);
    const json_t *explanation = json_object_get(result, "explanation");
    const json_t *terms = json_object_get(explanation, "terms");
    double sum =
        json_number_value(json_object_get(explanation, "second_stage"));
    assert_int_equal(json_array_size(terms), 2);
    assert_true(sum > 0); /* they stand side by side */
    for (size_t i = 0; i < 2; i++)
        sum += json_number_value(
            json_object_get(json_array_get(terms, i), "weight"));
    double score = json_number_value(json_object_get(result, "score"));
    assert_true(sum > score - 0.001 && sum < score + 0.001);
    json_decref(answer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            neighbours_in_the_question_rank_higher_where_they_meet),
        cmocka_unit_test(
            a_title_that_is_asked_for_ranks_above_one_that_says_more),
        cmocka_unit_test(a_sentence_is_ranked_by_what_it_asks_about),
        cmocka_unit_test(words_that_say_little_still_find),
        cmocka_unit_test(pages_of_any_size_cut_one_order),
        cmocka_unit_test(broadening_finds_by_words_of_the_first_results),
        cmocka_unit_test(broadening_nothing_is_nothing),
        cmocka_unit_test(what_is_left_out_stays_out_when_broadened),
        cmocka_unit_test(a_document_is_never_similar_to_itself),
        cmocka_unit_test(a_copy_is_not_similar_to_its_like),
        cmocka_unit_test(explained_weights_are_the_score),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
