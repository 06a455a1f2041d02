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
    {"a-far", "A note of April",
     "Funding was cut by a tenth that year, it said, and no other reason was "
     "given. The council met. Compact."},
    {"whole", "Volunteering", "A page of advice for those who give time."},
    {"a-part", "Volunteering and nine other things that were heard of",
     "A page of advice for those who give time."},
    {"matter", "Herons", "The heron stands in the river."},
    {"a-form", "What we have found",
     "We were given articles that describe what is interesting about the "
     "papers, and what we have found in the articles that describe it."}};

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

static int set_up(void **state) {
    struct document *documents[PAPERS];
    size_t count = 0;
    (void)state;
    fixture_create(&fixture);
    for (; count < sizeof written / sizeof *written; count++)
        documents[count] =
            fixture_document(&fixture, written[count].id, written[count].title,
                             written[count].text, NULL, NULL);
    for (; count < PAPERS; count++)
        documents[count] = make_filler((unsigned)count);
    fixture_publish(&fixture, documents, PAPERS, NULL);
    for (size_t i = 0; i < PAPERS; i++)
        document_destroy(documents[i]);
    reader = fixture_reader(&fixture);
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
    assert_int_equal(strlen(whole), 4 * (PAPERS - 6));
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
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
