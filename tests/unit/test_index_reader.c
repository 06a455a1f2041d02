/* test_index_reader.c - searches over a real index in a temporary folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine_fixture.h"

static struct fixture fixture;
static struct index_reader *reader;
static struct arena queries;

static const char *const health_values[] = {
    "type=local-compact", "region=west-midlands",
    "place=west-midlands/herefordshire", "topic=health", NULL};
static const char *const funding_values[] = {
    "type=blog",     "region=london", "place=london/redbridge",
    "topic=funding", "topic=health",  NULL};
static const char *const plain_values[] = {"type=blog", NULL};

static int set_up(void **state) {
    (void)state;
    fixture_create(&fixture);
    struct document *documents[] = {
        fixture_document(&fixture, "b-health", "Working for better health",
                         "The children’s health board meets monthly.\n\n"
                         "Twelve weeks are allowed. Consultation is timely.",
                         "2007-04-01", health_values),
        fixture_document(&fixture, "a-funding", "Funding at risk",
                         "Grants for health groups were cut; twelve groups "
                         "closed within weeks.",
                         "2007-12-13", funding_values),
        fixture_document(&fixture, "c-plain", "An undated note",
                         "Nothing of interest was said of commissioning.", NULL,
                         plain_values),
        fixture_document(&fixture, "d-old", "Elder Compact",
                         "An older health paper about commissioners.", "1999",
                         plain_values)};
    reader = fixture_index(&fixture, documents, 4);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    arena_clear(&queries);
    return 0;
}

static struct query *leaf(enum query_kind kind, const char *const *words) {
    struct query *query = query_create(&queries, kind);
    for (; *words != NULL; words++)
        assert_true(query_add_word(&queries, query, *words));
    return query;
}

static struct query *word(const char *text) {
    const char *const words[] = {text, NULL};
    return leaf(QUERY_WORD, words);
}

static struct query *both(enum query_kind kind, struct query *left,
                          struct query *right) {
    struct query *query = query_create(&queries, kind);
    assert_true(query_add_child(&queries, query, left));
    assert_true(query_add_child(&queries, query, right));
    return query;
}

/* The ids found, joined by spaces, in the order given. */
static void assert_found(struct search_request request, const char *expected) {
    struct result_page *page = fixture_search(reader, &request);
    char found[256] = "";
    for (size_t i = 0; i < page->result_count; i++) {
        char *id = fixture_result_id(&page->results[i]);
        if (i > 0)
            strcat(found, " ");
        strcat(found, id);
        free(id);
    }
    assert_string_equal(found, expected);
    result_page_destroy(page);
}

static struct search_request asking(const struct query *query,
                                    enum search_sort sort) {
    struct search_request request = fixture_request(&fixture);
    request.query = query;
    request.sort = sort;
    return request;
}

static void everything_comes_newest_first_and_undated_last(void **state) {
    (void)state;
    assert_found(asking(NULL, SORT_RELEVANCE),
                 "a-funding b-health d-old c-plain");
    assert_found(asking(NULL, SORT_OLDEST), "d-old b-health a-funding c-plain");
}

static void titles_sort_without_regard_to_case(void **state) {
    (void)state;
    assert_found(asking(NULL, SORT_TITLE), "c-plain d-old a-funding b-health");
}

static void a_title_word_weighs_more_than_one_of_the_text(void **state) {
    (void)state;
    assert_found(asking(word("health"), SORT_RELEVANCE),
                 "b-health d-old a-funding");
}

static void words_meet_on_their_stems(void **state) {
    (void)state;
    assert_found(asking(word("consultations"), SORT_RELEVANCE), "b-health");
    struct query *exact = word("consultations");
    exact->exact = true;
    assert_found(asking(exact, SORT_RELEVANCE), "");
}

static void a_phrase_does_not_cross_blocks(void **state) {
    (void)state;
    const char *const within[] = {"twelve", "weeks", NULL};
    const char *const across[] = {"monthly", "twelve", NULL};
    assert_found(asking(leaf(QUERY_PHRASE, within), SORT_RELEVANCE),
                 "b-health");
    assert_found(asking(leaf(QUERY_PHRASE, across), SORT_RELEVANCE), "");
}

static void near_counts_the_words_between(void **state) {
    (void)state;
    const char *const words[] = {"weeks", "twelve", NULL};
    struct query *near = leaf(QUERY_NEAR, words);
    near->window = 4;
    assert_found(asking(near, SORT_OLDEST), "b-health a-funding");
    near->window = 3;
    assert_found(asking(near, SORT_OLDEST), "b-health");
}

static void a_prefix_stands_for_every_word_that_begins_so(void **state) {
    (void)state;
    const char *const words[] = {"commission", NULL};
    assert_found(asking(leaf(QUERY_PREFIX, words), SORT_OLDEST),
                 "d-old c-plain");
}

static void a_prefix_may_stand_for_any_number_of_words(void **state) {
    enum { WORDS = 5000 };
    (void)state;
    struct document *wordy = NULL;
    char *text = calloc(WORDS + 1, 8);
    assert_non_null(text);
    for (int i = 0; i <= WORDS; i++)
        sprintf(text + strlen(text), "zz%d ", i);
    struct fixture other;
    fixture_create(&other);
    wordy = fixture_document(&other, "w", "Wordy", text, NULL, NULL);
    fixture_publish(&other, &wordy, 1, NULL);
    struct index_reader *wordy_reader = fixture_reader(&other);
    const char *const words[] = {"zz", NULL};
    struct search_request request =
        asking(leaf(QUERY_PREFIX, words), SORT_RELEVANCE);
    struct result_page *page = fixture_search(wordy_reader, &request);
    assert_int_equal(page->total, 1);
    assert_true(page->results[0].score > 0);
    result_page_destroy(page);
    index_reader_close(wordy_reader);
    document_destroy(wordy);
    fixture_destroy(&other);
    free(text);
}

static void a_title_field_looks_at_titles_only(void **state) {
    (void)state;
    struct query *query = word("health");
    query->field = QUERY_IN_TITLE;
    assert_found(asking(query, SORT_RELEVANCE), "b-health");
}

static void and_or_and_not_combine(void **state) {
    (void)state;
    assert_found(
        asking(both(QUERY_AND, word("health"), word("cut")), SORT_OLDEST),
        "a-funding");
    assert_found(
        asking(both(QUERY_OR, word("cut"), word("interest")), SORT_OLDEST),
        "a-funding c-plain");
    assert_found(
        asking(both(QUERY_AND_NOT, word("health"), word("cut")), SORT_OLDEST),
        "d-old b-health");
    assert_found(asking(both(QUERY_AND_NOT, query_create(&queries, QUERY_ALL),
                             word("health")),
                        SORT_OLDEST),
                 "c-plain");
}

static void pages_follow_each_other(void **state) {
    (void)state;
    struct search_request request = asking(NULL, SORT_OLDEST);
    request.size = 3;
    assert_found(request, "d-old b-health a-funding");
    request.page = 2;
    assert_found(request, "c-plain");
    request.page = 3;
    assert_found(request, "");
    request = asking(word("health"), SORT_RELEVANCE);
    request.size = 2;
    request.page = 2;
    assert_found(request, "a-funding");
}

static void a_spent_deadline_ends_the_search(void **state) {
    (void)state;
    const char *const words[] = {"twelve", "weeks", NULL};
    struct search_request request =
        asking(leaf(QUERY_PHRASE, words), SORT_RELEVANCE);
    struct result_page *page = NULL;
    struct concord_error err = {0};
    request.deadline = 1;
    assert_int_equal(index_reader_search(reader, &request, &page, &err),
                     CONCORD_DEADLINE);
    assert_null(page);
    request.query = NULL;
    assert_int_equal(index_reader_search(reader, &request, &page, &err),
                     CONCORD_DEADLINE);
}

static void a_passage_marks_what_was_found(void **state) {
    (void)state;
    struct search_request request = asking(word("children"), SORT_RELEVANCE);
    struct result_page *page = fixture_search(reader, &request);
    assert_int_equal(page->result_count, 1);
    assert_int_equal(page->results[0].passage_count, 1);
    const struct passage *passage = &page->results[0].passages[0];
    assert_int_equal(passage->mark_count, 1);
    size_t start = passage->marks[0].start - passage->span.start;
    assert_memory_equal(passage->text + start, "children’s",
                        strlen("children’s"));
    result_page_destroy(page);
}

static void a_document_is_found_by_its_id(void **state) {
    (void)state;
    struct stored_document *document = NULL;
    struct concord_error err = {0};
    assert_int_equal(index_reader_document(reader, "c-plain", &document, &err),
                     CONCORD_OK);
    assert_string_equal(document->text,
                        "Nothing of interest was said of commissioning.");
    stored_document_destroy(document);
    assert_int_equal(index_reader_document(reader, "c", &document, &err),
                     CONCORD_NOT_FOUND);
    assert_null(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_comes_newest_first_and_undated_last),
        cmocka_unit_test(titles_sort_without_regard_to_case),
        cmocka_unit_test(a_title_word_weighs_more_than_one_of_the_text),
        cmocka_unit_test(words_meet_on_their_stems),
        cmocka_unit_test(a_phrase_does_not_cross_blocks),
        cmocka_unit_test(near_counts_the_words_between),
        cmocka_unit_test(a_prefix_stands_for_every_word_that_begins_so),
        cmocka_unit_test(a_prefix_may_stand_for_any_number_of_words),
        cmocka_unit_test(a_title_field_looks_at_titles_only),
        cmocka_unit_test(and_or_and_not_combine),
        cmocka_unit_test(pages_follow_each_other),
        cmocka_unit_test(a_spent_deadline_ends_the_search),
        cmocka_unit_test(a_passage_marks_what_was_found),
        cmocka_unit_test(a_document_is_found_by_its_id),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
