/* test_describe_dates.c - claims about what the dates that a paper names are
 * the dates of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "The library stands on the hill above the town, and the people "           \
    "who look after it meet there once in every week.\n"
#define CABINET                                                                \
    "THE BARSET COMPACT\nCABINET\n13 DECEMBER 2007\n"                          \
    "# Wards Affected\nCounty-wide\n# Considerations\n"
#define COMPACT                                                                \
    "# The Dudley Compact\nAn agreement between Dudley Council "               \
    "and the voluntary sector of Dudley\n"                                     \
    "- We will consult early.\n- We will pay on time.\n"                       \
    "- We recognise the worth of volunteers.\n"                                \
    "Ann Other, Leader, Dudley Council\n"                                      \
    "Bob Some, Chair, Dudley Voluntary Forum\n"

/* The dates of the paper, a line each: value, certainty, role. */
static void list_dates(const struct document *document, char *out,
                       size_t room) {
    out[0] = '\0';
    for (size_t i = 0; i < document->date_count; i++) {
        const struct document_date *date = &document->dates[i];
        char value[EDTF_TEXT_MAX];
        size_t used = strlen(out);
        edtf_format(value, date->when);
        snprintf(out + used, room - used, "%s %s %s\n", value,
                 certainty_name(date->certainty), date_role_name(date->role));
        if (date->end == 0)
            continue;
        assert_int_equal(strlen(date->quote), date->end - date->start);
        assert_memory_equal(date->quote, document->text + date->start,
                            date->end - date->start);
    }
}

static void assert_dates(const char *text, const char *expected) {
    char found[2048];
    struct document *document = describe_text(text);
    list_dates(document, found, sizeof found);
    assert_string_equal(found, expected);
    document_destroy(document);
}

static void a_signature_signs_and_what_it_replaces_is_cited(void **state) {
    (void)state;
    assert_dates(COMPACT "1st April 2007\nThis replaces the agreement signed "
                         "on 31 March 2004.\n",
                 "2007-04-01 stated signed\n2004-03-31 stated cited\n");
}

static void a_committees_day_is_a_meeting(void **state) {
    (void)state;
    assert_dates(CABINET "The minutes of the meeting of 8 November 2007 were "
                         "agreed.\n",
                 "2007-12-13 stated meeting\n2007-11-08 stated meeting\n");
}

static void a_day_told_as_past_lies_before_the_paper(void **state) {
    (void)state;
    assert_dates(CABINET "A workshop was held on 6th July.\n",
                 "2007-12-13 stated meeting\n2007-07-06 derived event\n");
}

static void a_day_to_come_lies_after_the_paper(void **state) {
    (void)state;
    assert_dates(CABINET "A workshop will be held on 6th March.\n",
                 "2007-12-13 stated meeting\n2008-03-06 derived event\n");
}

static void a_month_told_as_past_lies_before_the_paper(void **state) {
    (void)state;
    assert_dates(CABINET "The consultation ended in mid August.\n",
                 "2007-12-13 stated meeting\n2007-08 derived event\n");
}

static void may_and_march_are_words_too(void **state) {
    (void)state;
    assert_dates(CABINET "May I say that the band will march. March on.\n",
                 "2007-12-13 stated meeting\n");
}

static void a_day_without_a_year_stays_out_of_an_undated_paper(void **state) {
    (void)state;
    assert_dates("# The hill\nAnn came to the event on 21 January.\n" PROSE,
                 "");
}

static void a_weekday_fixes_the_year(void **state) {
    (void)state;
    assert_dates("# The hill\nIt opened in March 2004.\n" PROSE
                 "The day that we speak of was Thursday 9 June, and it "
                 "rained.\n",
                 "2004-03 stated cited\n2005-06-09 derived cited\n");
}

static void a_weekday_that_fits_no_near_year_fixes_none(void **state) {
    (void)state;
    assert_dates("# The hill\nIt opened in March 2004.\n" PROSE
                 "The day that we speak of was Sunday 9 June, and it "
                 "rained.\n",
                 "2004-03 stated cited\n");
}

static void a_list_of_days_shares_its_last_year(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE
                 "Workshops were held on 6 December and 8 January 2008.\n",
                 "2007-12-06 derived event\n2008-01-08 stated event\n");
}

static void by_a_day_is_a_deadline(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE
                 "Replies should reach the library by noon on Friday 3 May "
                 "2002.\n",
                 "2002-05-03 stated deadline\n");
}

static void by_someone_on_a_day_is_no_deadline(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE
                 "The old code was written by the gardener on 3 May 2002.\n",
                 "2002-05-03 stated cited\n");
}

static void years_celebrated_are_an_anniversary(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE
                 "The Compact has its tenth anniversary in 2008.\n",
                 "2008 stated anniversary\n");
}

static void years_of_money_are_no_anniversary(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE
                 "Three years of money were promised in 2008.\n",
                 "2008 stated cited\n");
}

static void a_footers_years_are_a_footers(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE "© Barset Voice 2006–2021\n",
                 "[2006-01-01..2021-12-31] stated footer\n");
}

static void a_bibliography_cites_whatever_it_says(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE "# Background papers\n"
                 "Minutes of the meeting of 3 May 2002\n",
                 "2002-05-03 stated cited\n");
}

static void a_count_of_people_is_no_year(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE
                 "Over 2000 people came, and 1995 volunteers.\n",
                 "");
}

static void a_decade_is_no_year(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE "It began in the early 2000’s.\n", "");
}

static void a_financial_year_runs_from_april(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE "The grant for 2009/10 was cut.\n",
                 "[2009-04-01..2010-03-31] stated cited\n");
}

static void a_term_is_one_span(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE
                 "The plan runs from April 2007 - March 2010 and lapses.\n",
                 "[2007-04-01..2010-03-31] stated cited\n");
}

static void short_forms_are_read(void **state) {
    (void)state;
    static const char *const ways[] = {
        "13 December 2007", "13th December, 2007",
        "13 Dec 07",        "13.12.07",
        "13/12/2007",       "13 December '07",
        "13-12-2007",       "13th day of December 2007"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char text[256];
        snprintf(text, sizeof text,
                 "# The hill\n" PROSE "It was opened on %s.\n", ways[i]);
        assert_dates(text, "2007-12-13 stated cited\n");
    }
}

static void the_number_of_a_section_is_no_day(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE
                 "10.12.07 The council pays for the library.\n"
                 "3.2.10 The library is open, as 4.2.11 says.\n",
                 "");
}

static void a_day_before_a_number_has_no_year(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE "On 3 May 20 people came.\n", "");
}

static void a_season_is_three_months(void **state) {
    (void)state;
    assert_dates("# The hill\n" PROSE "The bulletin of Spring 2009 told it.\n",
                 "[2009-03-01..2009-05-31] stated cited\n");
}

static void an_address_stands_outside_the_text(void **state) {
    (void)state;
    char found[512];
    struct document *document = describe_paper((struct paper){
        .text = "# The box\n" PROSE, .path = "blogs/2012/03/14/box.html"});
    list_dates(document, found, sizeof found);
    assert_string_equal(found, "2012-03-14 stated published\n");
    document_destroy(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signature_signs_and_what_it_replaces_is_cited),
        cmocka_unit_test(a_committees_day_is_a_meeting),
        cmocka_unit_test(a_day_told_as_past_lies_before_the_paper),
        cmocka_unit_test(a_day_to_come_lies_after_the_paper),
        cmocka_unit_test(a_month_told_as_past_lies_before_the_paper),
        cmocka_unit_test(may_and_march_are_words_too),
        cmocka_unit_test(a_day_without_a_year_stays_out_of_an_undated_paper),
        cmocka_unit_test(a_weekday_fixes_the_year),
        cmocka_unit_test(a_weekday_that_fits_no_near_year_fixes_none),
        cmocka_unit_test(a_list_of_days_shares_its_last_year),
        cmocka_unit_test(by_a_day_is_a_deadline),
        cmocka_unit_test(by_someone_on_a_day_is_no_deadline),
        cmocka_unit_test(years_celebrated_are_an_anniversary),
        cmocka_unit_test(years_of_money_are_no_anniversary),
        cmocka_unit_test(a_footers_years_are_a_footers),
        cmocka_unit_test(a_bibliography_cites_whatever_it_says),
        cmocka_unit_test(a_count_of_people_is_no_year),
        cmocka_unit_test(a_decade_is_no_year),
        cmocka_unit_test(a_financial_year_runs_from_april),
        cmocka_unit_test(a_term_is_one_span),
        cmocka_unit_test(short_forms_are_read),
        cmocka_unit_test(the_number_of_a_section_is_no_day),
        cmocka_unit_test(a_day_before_a_number_has_no_year),
        cmocka_unit_test(a_season_is_three_months),
        cmocka_unit_test(an_address_stands_outside_the_text),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
