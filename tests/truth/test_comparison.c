/* test_comparison.c - what the comparison calls right, missing and wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "truth.h"

static json_t *parse(const char *text) {
    json_error_t fault;
    json_t *value = json_loads(text, 0, &fault);
    if (value == NULL)
        fail_msg("%s: %s", text, fault.text);
    return value;
}

/* One paper, "p", held against its record; quotes are typed as ' here. */
static struct truth_report compare(const char *record, const char *card) {
    char truth_text[2000];
    char cards_text[2000];
    struct truth_report report;
    snprintf(truth_text, sizeof truth_text, "{'p': {%s}}", record);
    snprintf(cards_text, sizeof cards_text, "{'p': {'id': 'x', %s}}", card);
    for (char *at = truth_text; *at != '\0'; at++)
        *at = *at == '\'' ? '"' : *at;
    for (char *at = cards_text; *at != '\0'; at++)
        *at = *at == '\'' ? '"' : *at;
    json_t *truth = parse(truth_text);
    json_t *cards = parse(cards_text);
    truth_compare(&report, truth, cards, (struct truth_listing){0});
    json_decref(truth);
    json_decref(cards);
    return report;
}

static void assert_counts(const struct truth_report *report, const char *name,
                          unsigned found, unsigned missed, unsigned wrong) {
    const struct truth_figure *figure = truth_figure(report, name);
    assert_non_null(figure);
    assert_int_equal(figure->papers, 1);
    assert_int_equal(figure->found, found);
    assert_int_equal(figure->missed, missed);
    assert_int_equal(figure->wrong, wrong);
    assert_int_equal(figure->right_papers, missed + wrong == 0);
}

/* ---- claims ---- */

static void a_value_outside_a_closed_list_is_wrong(void **state) {
    (void)state;
    struct truth_report report =
        compare("'topic': {'must': ['funding'], 'may': ['health']}",
                "'topic': ['funding', 'health', 'awards']");
    assert_counts(&report, "topic", 1, 0, 1);
}

static void the_places_above_a_place_are_allowed(void **state) {
    (void)state;
    struct truth_report report =
        compare("'place': {'must': ['north-west/cumbria/kendal'], 'may': []}",
                "'place': ['north-west/cumbria', 'north-west/cumbria/kendal']");
    assert_counts(&report, "place", 1, 0, 0);
}

static void the_first_region_is_held_to_be_first(void **state) {
    (void)state;
    struct truth_report report =
        compare("'region': {'must': ['london', 'wales'], 'first': 'london'}",
                "'region': ['wales', 'london']");
    assert_counts(&report, "region", 2, 0, 1);
}

static void an_open_list_refuses_only_what_it_names(void **state) {
    (void)state;
    struct truth_report report =
        compare("'organisations': {'must': ['The Barset Forum'], "
                "'must_not': ['Annex Two']}",
                "'organisations': [{'name': 'Barset Forum'}, {'name': 'Annex "
                "Two'}, {'name': 'Barset Bees'}]");
    assert_counts(&report, "organisations", 1, 0, 1);
    assert_int_equal(truth_figure(&report, "organisations")->other, 1);
}

static void a_list_may_be_closed_by_its_record(void **state) {
    (void)state;
    struct truth_report report =
        compare("'people': {'must': [], 'closed': true}",
                "'people': [{'name': 'Terms Apply', 'role': null}]");
    assert_counts(&report, "people", 0, 0, 1);
}

static void a_role_may_say_more_than_the_record(void **state) {
    (void)state;
    const char *record =
        "'people': {'must': [{'name': 'Ann Lee', 'role': ['Chair']}]}";
    struct truth_report report = compare(
        record, "'people': [{'name': 'Ann Lee', 'role': 'Chair of Trustees'}]");
    assert_counts(&report, "roles", 1, 0, 0);
    report = compare(record,
                     "'people': [{'name': 'Ann Lee', 'role': 'Chairwoman'}]");
    assert_counts(&report, "roles", 0, 0, 1);
}

static void who_declined_has_not_signed(void **state) {
    (void)state;
    struct truth_report report = compare(
        "'organisations': {'must': [], 'parties': 1, 'declined': ['B Trust']}",
        "'organisations': [{'name': 'A', 'party': true, 'signed': true}, "
        "{'name': 'B Trust', 'party': false, 'signed': true}]");
    assert_counts(&report, "parties", 1, 0, 1);
}

static void a_quotation_is_known_by_its_ends(void **state) {
    (void)state;
    const char *record = "'quotations': {'must': [{'starts': 'We do know', "
                         "'ends': 'all of it', 'speaker': 'Ann Lee'}]}";
    struct truth_report report =
        compare(record, "'quotations': [{'text': 'We do\\nknow nearly all of "
                        "it.', 'speaker': 'Ann Lee'}]");
    assert_counts(&report, "quotations", 1, 0, 0);
    assert_counts(&report, "speakers", 1, 0, 0);
    report = compare(record, "'quotations': [{'text': 'We do know', "
                             "'speaker': null}]");
    assert_counts(&report, "quotations", 0, 1, 0);
    assert_counts(&report, "speakers", 0, 1, 0);
}

static void a_broken_quotation_may_be_given_in_halves(void **state) {
    (void)state;
    struct truth_report report = compare(
        "'quotations': {'closed': true, 'must': [{'starts': 'Not teeth', "
        "'ends': 'Reading glasses', 'broken': true}]}",
        "'quotations': [{'text': 'Not teeth,'}, {'text': 'Reading "
        "glasses.'}]");
    assert_counts(&report, "quotations", 1, 0, 0);
}

static void a_clause_too_many_is_as_wrong_as_one_too_few(void **state) {
    (void)state;
    const char *card = "'clauses': [{'kind': 'principle'}, {'kind': "
                       "'commitment'}]";
    struct truth_report report = compare("'clauses': {'count': 1}", card);
    assert_counts(&report, "clauses", 1, 0, 1);
    report = compare("'clauses': {'count': 4}", card);
    assert_counts(&report, "clauses", 2, 2, 0);
    report = compare("'clauses': {'kinds': {'principle': 1}}", card);
    assert_counts(&report, "clause kinds", 1, 0, 0);
}

static void a_relation_has_all_that_the_record_says(void **state) {
    (void)state;
    const char *card =
        "'relations': [{'type': 'supersedes', 'subject': {'id': 'x'}, "
        "'object': {'held': false, 'id': null, 'title': 'Barset Compact'}, "
        "'date': '2004-03-31', 'certainty': 'stated'}]";
    struct truth_report report =
        compare("'relations': {'must': [{'type': ['cites', 'supersedes'], "
                "'subject_self': true, 'object_held': false, "
                "'about': 'the Barset compact', 'date': '2004'}]}",
                card);
    assert_counts(&report, "relations", 1, 0, 0);
    report = compare("'relations': {'must': [{'type': 'supersedes', "
                     "'date': '2005'}], 'must_not': ['supersedes']}",
                     card);
    assert_counts(&report, "relations", 0, 1, 1);
}

static void what_was_dropped_is_gone_and_kept_apart(void **state) {
    (void)state;
    const char *record =
        "'boilerplate': {'must': ['Share this'], 'must_keep': ['We live']}";
    struct truth_report report =
        compare(record, "'text': 'We live here.', 'boilerplate': [{'text': "
                        "'Share this page', 'rule': 'x'}]");
    assert_counts(&report, "boilerplate", 1, 0, 0);
    assert_counts(&report, "kept", 1, 0, 0);
    report = compare(record, "'text': 'Share this', 'boilerplate': []");
    assert_counts(&report, "boilerplate", 0, 1, 0);
    assert_counts(&report, "kept", 0, 1, 0);
}

static void a_date_is_right_wrong_or_not_said(void **state) {
    (void)state;
    const char *record = "'date': {'ok': [['stated', 2007]], "
                         "'within': ['2007-04-01', '2007-04-01']}";
    struct truth_report report =
        compare(record, "'date': {'value': '2007-04-01', 'year': 2007, "
                        "'certainty': 'stated'}");
    assert_int_equal(report.dates.right, 1);
    assert_int_equal(report.dates.year_right, 1);
    report = compare(record, "'date': {'value': '2004', 'year': 2004, "
                             "'certainty': 'stated'}");
    assert_int_equal(report.dates.wrong, 1);
    assert_int_equal(report.dates.wrong_stated, 1);
    assert_int_equal(report.dates.year_right, 0);
    report = compare(record, "'date': {'value': null, 'year': null, "
                             "'certainty': 'unknown'}");
    assert_int_equal(report.dates.not_said, 1);
    assert_int_equal(report.dates.wrong, 0);
}

static void a_paper_that_is_not_there_is_counted(void **state) {
    (void)state;
    json_t *truth = parse("{\"q\": {}, \"_about\": \"\"}");
    json_t *cards = parse("{}");
    struct truth_report report;
    truth_compare(&report, truth, cards, (struct truth_listing){0});
    assert_int_equal(report.missing_papers, 1);
    json_decref(truth);
    json_decref(cards);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_outside_a_closed_list_is_wrong),
        cmocka_unit_test(the_places_above_a_place_are_allowed),
        cmocka_unit_test(the_first_region_is_held_to_be_first),
        cmocka_unit_test(an_open_list_refuses_only_what_it_names),
        cmocka_unit_test(a_list_may_be_closed_by_its_record),
        cmocka_unit_test(a_role_may_say_more_than_the_record),
        cmocka_unit_test(who_declined_has_not_signed),
        cmocka_unit_test(a_quotation_is_known_by_its_ends),
        cmocka_unit_test(a_broken_quotation_may_be_given_in_halves),
        cmocka_unit_test(a_clause_too_many_is_as_wrong_as_one_too_few),
        cmocka_unit_test(a_relation_has_all_that_the_record_says),
        cmocka_unit_test(what_was_dropped_is_gone_and_kept_apart),
        cmocka_unit_test(a_date_is_right_wrong_or_not_said),
        cmocka_unit_test(a_paper_that_is_not_there_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
