/* test_posting_plan.c - what a document becomes in the index, without a disk.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/posting_plan.h"
#include "engine_fixture.h"

static struct posting_plan *plan(const char *id, const char *title,
                                 const char *text, const char *const *values) {
    struct posting_plan *made = NULL;
    struct concord_error err = {0};
    struct document *document =
        fixture_document(&the_fixture, id, title, text, "2007", values);
    if (posting_plan_build(&made, document, the_fixture.schema,
                           the_fixture.stemmer, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    document_destroy(document);
    return made;
}

/* A term that is not there has no count and no position. */
static struct planned_term find(const struct posting_plan *made,
                                const char *term) {
    static const uint32_t nowhere = 0;
    for (size_t i = 0; i < made->term_count; i++)
        if (strcmp(made->terms[i].term, term) == 0)
            return made->terms[i];
    return (struct planned_term){.positions = &nowhere};
}

static bool has(const struct posting_plan *made, const char *term) {
    return find(made, term).term != NULL;
}

static void a_word_is_there_as_it_is_and_by_its_stem(void **state) {
    (void)state;
    struct posting_plan *made =
        plan("a", "Note", "Grants, grants and a Grant.", NULL);
    assert_int_equal(find(made, "grants").count, 2);
    assert_int_equal(find(made, "grants").position_count, 2);
    assert_int_equal(find(made, "Zgrant").count, 3);
    assert_int_equal(find(made, "Zgrant").position_count, 0);
    posting_plan_destroy(made);
}

static void a_word_of_the_title_counts_more_and_has_its_field(void **state) {
    (void)state;
    struct posting_plan *made = plan("a", "Grants cut", "The text.", NULL);
    assert_int_equal(find(made, "Zgrant").count, PLAN_TITLE_WEIGHT);
    assert_int_equal(find(made, "ZSgrant").count, 1);
    assert_false(has(made, "ZStext"));
    posting_plan_destroy(made);
}

static void positions_jump_between_blocks(void **state) {
    (void)state;
    struct posting_plan *made = plan("a", "T", "one two\n\nthree", NULL);
    uint32_t two = find(made, "two").positions[0];
    uint32_t three = find(made, "three").positions[0];
    assert_int_equal(two, find(made, "one").positions[0] + 1);
    assert_true(three > two + PLAN_BLOCK_GAP - 1);
    assert_int_equal(made->length, 4);
    posting_plan_destroy(made);
}

static void facet_values_and_the_id_are_terms_without_weight(void **state) {
    (void)state;
    const char *const values[] = {"topic=health", "region=london", NULL};
    struct posting_plan *made = plan("abc", "T", "text", values);
    assert_true(has(made, "XFtopic:health"));
    assert_int_equal(find(made, "XFtopic:health").count, 0);
    assert_true(has(made, "XFregion:london"));
    assert_true(has(made, "XFyear:2007"));
    assert_true(has(made, "Qabc"));
    posting_plan_destroy(made);
}

static void long_terms_are_cut_and_stay_different(void **state) {
    (void)state;
    char left[400];
    char right[400];
    char term[2][PLAN_TERM_MAX + 1];
    memset(left, 'a', sizeof left);
    memset(right, 'a', sizeof right);
    left[399] = right[399] = '\0';
    right[398] = 'b';
    assert_int_equal(plan_facet_term(term[0], "place", left), PLAN_TERM_MAX);
    assert_int_equal(plan_facet_term(term[1], "place", right), PLAN_TERM_MAX);
    assert_int_equal(strlen(term[0]), PLAN_TERM_MAX);
    assert_string_not_equal(term[0], term[1]);
}

static void terms_are_sorted_and_none_is_twice(void **state) {
    (void)state;
    struct posting_plan *made =
        plan("a", "One two", "two three one\n\none again", NULL);
    for (size_t i = 1; i < made->term_count; i++)
        assert_true(strcmp(made->terms[i - 1].term, made->terms[i].term) < 0);
    posting_plan_destroy(made);
}

static void a_document_is_found_by_whom_it_quotes_and_its_bodies(void **state) {
    (void)state;
    struct posting_plan *made = NULL;
    struct document *document = fixture_document(
        &the_fixture, "a", "T", "\"Enough,\" she said. \"Quite,\" he said.",
        NULL, NULL);
    struct document_quotation she = {
        .speaker = "Jane Éliot", .start = 1, .end = 8};
    struct document_quotation he = {.speaker = "Eliot", .start = 21, .end = 27};
    struct document_organisation body = {.name = "Voluntary Action Barset",
                                         .acronym = "VAB"};
    document_add_quotation(document, she, NULL);
    document_add_quotation(document, he, NULL);
    document_add_organisation(document, body, NULL);
    assert_int_equal(posting_plan_build(&made, document, the_fixture.schema,
                                        the_fixture.stemmer, NULL),
                     CONCORD_OK);
    document_destroy(document);
    assert_int_equal(find(made, "XWjane").count, 0);
    assert_int_equal(find(made, "XWeliot").position_count, 2);
    assert_int_equal(find(made, "XWeliot").positions[0],
                     find(made, "XWjane").positions[0] + 1);
    assert_true(find(made, "XWeliot").positions[1] > PLAN_BLOCK_GAP);
    assert_true(has(made, "XObarset"));
    assert_true(has(made, "XOvab"));
    assert_false(has(made, "eliot"));
    posting_plan_destroy(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_there_as_it_is_and_by_its_stem),
        cmocka_unit_test(a_word_of_the_title_counts_more_and_has_its_field),
        cmocka_unit_test(positions_jump_between_blocks),
        cmocka_unit_test(facet_values_and_the_id_are_terms_without_weight),
        cmocka_unit_test(long_terms_are_cut_and_stay_different),
        cmocka_unit_test(a_document_is_found_by_whom_it_quotes_and_its_bodies),
        cmocka_unit_test(terms_are_sorted_and_none_is_twice),
    };
    return cmocka_run_group_tests(tests, fixture_set_up, fixture_tear_down);
}
