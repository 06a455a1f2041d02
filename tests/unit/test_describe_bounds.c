/* test_describe_bounds.c - claims about what bounds the date of a paper that
 * has none, and about bodies that speak for their areas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "The library stands on the hill above the town, and the people who look "  \
    "after it meet there once in every week.\n"
#define LANSLEY                                                                \
    "We recently wrote to the Health Secretary Andrew Lansley to tell him of " \
    "concerns that we had heard.\n"

static void assert_bounded(const char *body, const char *value,
                           enum certainty certainty) {
    char text[1024];
    snprintf(text, sizeof text, "# The hill\n%s" PROSE, body);
    struct document *document = describe_text(text);
    assert_date(document, value, certainty);
    assert_evidence_sound(document);
    document_destroy(document);
}

static void assert_unbounded(const char *body) {
    assert_bounded(body, "", CERTAINTY_UNKNOWN);
}

/* --- events --- */

static void an_event_and_an_office_bound_a_paper_from_both_sides(void **state) {
    (void)state;
    assert_bounded(LANSLEY "He supported what we had said in our response to "
                           "the NHS Listening Exercise.\n",
                   "[2011-04-06..2012-09-04]", CERTAINTY_DERIVED);
}

static void both_bounds_have_evidence_and_no_year_is_claimed(void **state) {
    (void)state;
    struct document *document =
        describe_text("# The hill\n" LANSLEY
                      "This was after the NHS Listening Exercise.\n" PROSE);
    size_t bounds = 0;
    for (size_t i = 0; i < document->evidence_count; i++) {
        const struct evidence *evidence = &document->evidence[i];
        if (strcmp(evidence->facet, "date") != 0)
            continue;
        bounds++;
        assert_string_equal(evidence->value, "[2011-04-06..2012-09-04]");
        assert_int_equal(evidence->certainty, CERTAINTY_DERIVED);
        assert_int_equal(evidence->source, EVIDENCE_TEXT);
    }
    assert_int_equal(bounds, 2);
    assert_values(document, "year", "");
    document_destroy(document);
}

static void an_event_to_come_bounds_nothing(void **state) {
    (void)state;
    assert_unbounded("We will respond to the NHS Listening Exercise.\n");
    assert_unbounded("The NHS Listening Exercise was announced and is due to "
                     "begin in a week.\n");
    assert_unbounded("We were told of plans before the abolition of primary "
                     "care trusts.\n");
    assert_unbounded(
        "Ahead of the 2010 general election we held a hustings.\n");
}

static void an_event_that_is_only_named_bounds_nothing(void **state) {
    (void)state;
    assert_unbounded("## NHS Listening Exercise\n");
}

static void an_act_is_named_after_its_assent(void **state) {
    (void)state;
    assert_bounded("The Localism Act 2011 gives the parish a right.\n",
                   "[2011-11-15..]", CERTAINTY_UNKNOWN);
    assert_unbounded("The Localism Bill gives the parish a right.\n");
}

static void an_act_may_have_brackets_in_its_name(void **state) {
    (void)state;
    assert_bounded("The Public Services (Social Value) Act 2012 asks for "
                   "that.\n",
                   "[2012-03-08..]", CERTAINTY_UNKNOWN);
}

static void of_several_events_the_last_bounds(void **state) {
    (void)state;
    assert_bounded("Since the 2010 general election there was little money. "
                   "After the abolition of primary care trusts there was "
                   "less.\n",
                   "[2013-04-01..]", CERTAINTY_UNKNOWN);
}

static void a_towns_own_renewed_compact_is_no_event(void **state) {
    (void)state;
    assert_unbounded("The town's renewed Compact was signed by all, and its "
                     "funding code was agreed.\n");
}

/* --- offices --- */

static void a_shadow_is_not_in_office(void **state) {
    (void)state;
    assert_unbounded("We recently met the Shadow Health Secretary Andrew "
                     "Lansley.\n");
    assert_unbounded("We recently met the Shadow Chancellor, George "
                     "Osborne.\n");
}

static void who_has_left_office_bounds_below_only(void **state) {
    (void)state;
    assert_bounded("The former Health Secretary Andrew Lansley says so.\n",
                   "[2010-05-11..]", CERTAINTY_UNKNOWN);
    assert_bounded("The then Health Secretary, Andrew Lansley, recently told "
                   "us.\n",
                   "[2010-05-11..]", CERTAINTY_UNKNOWN);
}

static void what_is_told_of_the_past_bounds_below_only(void **state) {
    (void)state;
    assert_bounded("The Health Secretary Andrew Lansley wrote to us.\n",
                   "[2010-05-11..]", CERTAINTY_UNKNOWN);
    assert_bounded("In 2011 the Health Secretary Andrew Lansley, who has "
                   "praised it, recently saw the hill.\n",
                   "[2010-05-11..]", CERTAINTY_UNKNOWN);
}

static void a_successor_puts_an_office_in_the_past(void **state) {
    (void)state;
    assert_bounded(LANSLEY "Jeremy Hunt MP, Secretary of State for Health, "
                           "says the same.\n",
                   "[2012-09-04..2018-07-09]", CERTAINTY_DERIVED);
}

static void who_held_two_offices_is_dated_by_the_one_named(void **state) {
    (void)state;
    assert_bounded("The Home Secretary John Reid says so.\n",
                   "[2006-05-05..2007-06-28]", CERTAINTY_DERIVED);
    assert_bounded("John Reid, the Health Secretary, says so.\n",
                   "[2003-06-01..2005-05-31]", CERTAINTY_DERIVED);
}

static void a_name_without_its_office_bounds_nothing(void **state) {
    (void)state;
    assert_unbounded("We recently wrote to Andrew Lansley.\n");
    assert_unbounded("The Health Secretary was recently asked about Andrew "
                     "Lansley.\n");
    assert_unbounded("The Home Secretary Andrew Lansley says so.\n");
}

static void a_deputy_is_not_his_principal(void **state) {
    (void)state;
    assert_bounded("The Deputy Prime Minister Nick Clegg says so.\n",
                   "[2010-05-11..2015-05-08]", CERTAINTY_DERIVED);
    assert_unbounded("The Prime Minister Nick Clegg says so.\n");
}

static void a_letters_writer_is_in_office(void **state) {
    (void)state;
    assert_bounded("Dear colleague\nI thank you for your help.\n"
                   "Yours sincerely\nNick Hurd MP\nMinister for Civil "
                   "Society\n",
                   "[2010-05-01..2014-07-15]", CERTAINTY_DERIVED);
}

static void a_short_office_gives_a_year(void **state) {
    (void)state;
    struct document *document = describe_text(
        "# The hill\nThe new Minister for Civil Society, Brooks Newmark, came "
        "to see it.\n" PROSE);
    assert_date(document, "[2014-07-01..2014-09-27]", CERTAINTY_DERIVED);
    assert_values(document, "year", "2014");
    document_destroy(document);
}

static void a_later_day_puts_the_office_in_the_past(void **state) {
    (void)state;
    assert_bounded(LANSLEY "The lease of the hill runs to 31 March 2015.\n",
                   "[2010-05-11..]", CERTAINTY_UNKNOWN);
}

static void a_later_event_puts_the_office_in_the_past(void **state) {
    (void)state;
    assert_bounded(LANSLEY "This was after the abolition of primary care "
                           "trusts.\n",
                   "[2013-04-01..]", CERTAINTY_UNKNOWN);
}

static void a_quoted_office_is_the_speakers(void **state) {
    (void)state;
    assert_bounded("“The Health Secretary Andrew Lansley says so”, it read.\n",
                   "[2010-05-11..]", CERTAINTY_UNKNOWN);
}

static void a_caption_bounds_nothing(void **state) {
    (void)state;
    assert_unbounded("Pictured: Ann at the prize giving: with Rob Wilson MP,\n"
                     "Minister for Civil Society [fourth from left]\n");
}

static void a_date_of_its_own_is_better_than_bounds(void **state) {
    (void)state;
    assert_bounded("Published 7 February 2012\n" LANSLEY
                   "This was after the NHS Listening Exercise.\n",
                   "2012-02-07", CERTAINTY_STATED);
}

/* --- bodies --- */

static void assert_about(const char *body, const char *place,
                         const char *region) {
    char text[1024];
    snprintf(text, sizeof text,
             "# The hill\n%s has signed. We wrote to %s.\n" PROSE, body, body);
    struct document *document = describe_text(text);
    assert_values(document, "place", place);
    assert_values(document, "region", region);
    assert_evidence_sound(document);
    document_destroy(document);
}

static void a_trust_speaks_for_its_place(void **state) {
    (void)state;
    assert_about("South Birmingham PCT", "west-midlands/birmingham",
                 "west-midlands");
    assert_about("Langbaurgh Primary Care Trust",
                 "north-east/redcar-and-cleveland", "north-east");
    assert_about("Ashton, Leigh and Wigan PCT", "north-west/wigan",
                 "north-west");
}

static void a_trusts_name_is_not_its_parts(void **state) {
    (void)state;
    assert_about("South East Essex PCT's board", "east-of-england/essex",
                 "east-of-england");
}

static void a_health_authority_speaks_for_its_region(void **state) {
    (void)state;
    assert_about("South Central Strategic Health Authority", "", "south-east");
    assert_about("Trent Strategic Health Authority", "", "east-midlands");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_and_an_office_bound_a_paper_from_both_sides),
        cmocka_unit_test(both_bounds_have_evidence_and_no_year_is_claimed),
        cmocka_unit_test(an_event_to_come_bounds_nothing),
        cmocka_unit_test(an_event_that_is_only_named_bounds_nothing),
        cmocka_unit_test(an_act_is_named_after_its_assent),
        cmocka_unit_test(an_act_may_have_brackets_in_its_name),
        cmocka_unit_test(of_several_events_the_last_bounds),
        cmocka_unit_test(a_towns_own_renewed_compact_is_no_event),
        cmocka_unit_test(a_shadow_is_not_in_office),
        cmocka_unit_test(who_has_left_office_bounds_below_only),
        cmocka_unit_test(what_is_told_of_the_past_bounds_below_only),
        cmocka_unit_test(a_successor_puts_an_office_in_the_past),
        cmocka_unit_test(who_held_two_offices_is_dated_by_the_one_named),
        cmocka_unit_test(a_name_without_its_office_bounds_nothing),
        cmocka_unit_test(a_deputy_is_not_his_principal),
        cmocka_unit_test(a_letters_writer_is_in_office),
        cmocka_unit_test(a_short_office_gives_a_year),
        cmocka_unit_test(a_later_day_puts_the_office_in_the_past),
        cmocka_unit_test(a_later_event_puts_the_office_in_the_past),
        cmocka_unit_test(a_quoted_office_is_the_speakers),
        cmocka_unit_test(a_caption_bounds_nothing),
        cmocka_unit_test(a_date_of_its_own_is_better_than_bounds),
        cmocka_unit_test(a_trust_speaks_for_its_place),
        cmocka_unit_test(a_trusts_name_is_not_its_parts),
        cmocka_unit_test(a_health_authority_speaks_for_its_region),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
