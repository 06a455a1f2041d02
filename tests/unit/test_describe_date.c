/* test_describe_date.c - claims about which of its dates is a paper's own. */
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
#define COMPACT                                                                \
    "# The Dudley Compact\nAn agreement between Dudley Council "               \
    "and the voluntary sector of Dudley\n"                                     \
    "- We will consult early.\n- We will pay on time.\n"                       \
    "- We recognise the worth of volunteers.\n"
#define SIGNED                                                                 \
    "Ann Other, Leader, Dudley Council\n"                                      \
    "Bob Some, Chair, Dudley Voluntary Forum\n"

static void assert_dated(const char *text, const char *value,
                         enum certainty certainty) {
    struct document *document = describe_text(text);
    assert_date(document, value, certainty);
    assert_evidence_sound(document);
    document_destroy(document);
}

static void assert_undated(const char *text) {
    assert_dated(text, "", CERTAINTY_UNKNOWN);
}

static void every_way_of_writing_a_day_is_read(void **state) {
    (void)state;
    static const char *const ways[] = {
        "1 April 2007",       "1st April 2007",
        "1st of April, 2007", "01/04/2007",
        "1.4.2007",           "2007-04-01",
        "1 APRIL 2007",       "Sunday 1 April 2007",
        "1 Apr 2007",         "April 1, 2007",
        "1 st April 2007"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char text[256];
        snprintf(text, sizeof text, "# The hill\nDate: %s\n" PROSE, ways[i]);
        assert_dated(text, "2007-04-01", CERTAINTY_STATED);
    }
}

static void the_date_under_the_signatures_is_the_agreements(void **state) {
    (void)state;
    assert_dated(COMPACT SIGNED
                 "1st April 2007\n"
                 "This document has been reviewed and now replaces the "
                 "agreement signed on 31 March 2004.\n",
                 "2007-04-01", CERTAINTY_STATED);
}

static void the_edition_that_is_replaced_does_not_date_the_new(void **state) {
    (void)state;
    assert_dated(COMPACT "Agreed by the Steering Group on 21 June 2007. This "
                         "edition replaces the one signed on 18 March 2004.\n",
                 "2007-06-21", CERTAINTY_STATED);
}

static void of_four_dates_adoption_is_the_codes(void **state) {
    (void)state;
    assert_dated(
        "# Code of practice on funding\nConsultation ended on 25 "
        "February 2005. This Code was adopted by the Board on 20 May "
        "2005 and applies to funding agreed after 1 September 2005.\n" PROSE
        "Review: this Code will be reviewed in May 2008.\n",
        "2005-05-20", CERTAINTY_STATED);
}

static void a_month_is_not_made_a_day(void **state) {
    (void)state;
    assert_dated(COMPACT "Adopted July 2011 by Dudley Council.\n", "2011-07",
                 CERTAINTY_STATED);
}

static void a_meetings_date_is_its_papers(void **state) {
    (void)state;
    assert_dated("THE BARSET COMPACT\nCABINET\n13 DECEMBER 2007\n"
                 "# Wards Affected\nCounty-wide\n# Background Papers\n"
                 "Strong communities - White Paper - October 2006;\n",
                 "2007-12-13", CERTAINTY_STATED);
}

static void a_letter_is_dated_at_its_head(void **state) {
    (void)state;
    assert_dated("12 High Street\n3 March 2006\nDear Ross\nThe grants budget\n"
                 "I am writing about the letter of 4 May 2005.\n"
                 "Yours sincerely\nAnn Other\n",
                 "2006-03-03", CERTAINTY_STATED);
}

static void a_page_is_dated_by_its_publication(void **state) {
    (void)state;
    assert_dated(
        "# Charity wins pause\nPublished 12:41, Thursday 7 February "
        "2013\nIt was told on 10 December 2012 that it must close.\n" PROSE,
        "2013-02-07", CERTAINTY_STATED);
}

static void an_address_may_state_the_date(void **state) {
    (void)state;
    struct document *document = describe_paper((struct paper){
        .text = "# The box\n" PROSE "The library opens on 2 April.\n",
        .path = "blogs/2012/03/14/the-box.html",
        .format = "text/html"});
    assert_date(document, "2012-03-14", CERTAINTY_STATED);
    document_destroy(document);
}

static void the_folder_of_an_upload_dates_nothing(void **state) {
    (void)state;
    struct document *document = describe_paper(
        (struct paper){.text = "# The box\n" PROSE,
                       .path = "wp-content/uploads/2012/03/box.html"});
    assert_date(document, "", CERTAINTY_UNKNOWN);
    document_destroy(document);
}

static void a_date_in_a_sentence_is_cited(void **state) {
    (void)state;
    assert_undated("# The hill\nThe first compact was published in November "
                   "1998 and the code of 3 May 2005 followed it.\n" PROSE);
}

static void a_footers_years_are_nobodys(void **state) {
    (void)state;
    assert_undated("# The hill\n" PROSE "© Barset Voice 2006–2021\n");
}

static void a_day_without_a_year_dates_nothing(void **state) {
    (void)state;
    assert_undated(
        "# The hill\nAnn came to the event with us on 21 January.\n"
        "Pictured: accepting the 2014 Compact Innovation Award\n" PROSE);
}

static void a_financial_year_is_a_span_and_no_date(void **state) {
    (void)state;
    assert_undated("# Budget for 2005/06\nApril 2005 to March 2006\n" PROSE);
}

static void an_event_that_the_writer_went_to_gives_a_year(void **state) {
    (void)state;
    assert_dated("# The hill\nIn May, I attended the Barset Compact Forum "
                 "2013. It rained.\n" PROSE,
                 "[2013-05-01..2013-12-31]", CERTAINTY_DERIVED);
}

static void a_later_year_unsettles_what_was_derived(void **state) {
    (void)state;
    assert_undated("# The hill\nIn May, I attended the Barset Compact Forum "
                   "2013. It rained.\nIn 2014 the forum was closed.\n" PROSE);
}

static void last_updated_dates_a_page_for_want_of_better(void **state) {
    (void)state;
    assert_dated("# The hill\n" PROSE "Last updated: 4 February 2011\n",
                 "2011-02-04", CERTAINTY_STATED);
    assert_dated(COMPACT "Adopted July 2011 by Dudley Council.\n"
                         "Last updated: 4 February 2014\n",
                 "2011-07", CERTAINTY_STATED);
}

static void a_quoted_date_is_the_speakers(void **state) {
    (void)state;
    assert_undated("# The hill\nThe notice on the door said\n"
                   "“Published 7 February 2013 by order”\n" PROSE);
}

static void a_page_of_many_posts_has_no_date(void **state) {
    (void)state;
    assert_undated("# News\nPosted on 3 May 2012\n" PROSE
                   "Posted on 4 June 2011\n" PROSE
                   "Posted on 7 July 2010\n" PROSE);
}

static void the_weekday_tells_which_number_is_the_month(void **state) {
    (void)state;
    assert_dated(
        "# The hill\nSubmitted by Ann on Mon, 05/03/2012 - 10:21\n" PROSE,
        "2012-03-05", CERTAINTY_STATED);
    assert_dated(
        "# The hill\nSubmitted by Ann on Thu, 05/03/2012 - 10:21\n" PROSE,
        "2012-05-03", CERTAINTY_STATED);
}

static void an_addresss_month_is_narrowed_by_the_text(void **state) {
    (void)state;
    struct document *document = describe_paper(
        (struct paper){.text = "# The box\nThursday, November 17, 2011\n" PROSE,
                       .path = "blog/2011/11/the-box.html",
                       .format = "text/html"});
    assert_date(document, "2011-11-17", CERTAINTY_STATED);
    document_destroy(document);
}

static void what_background_papers_are_dated_is_cited(void **state) {
    (void)state;
    assert_undated("# The hill\n" PROSE "## Background papers\n"
                   "Published 3 May 2006\n4 June 2007\n");
}

static void no_day_is_made_of_an_impossible_one(void **state) {
    (void)state;
    assert_undated("# The hill\nDate: 31/02/2007\n" PROSE);
}

static void an_agreement_is_made_on_its_day(void **state) {
    (void)state;
    assert_dated("# The Dudley Compact\nTHIS AGREEMENT is made on 1st March "
                 "2000 between\nDudley Council and the voluntary sector\n"
                 "- We will consult early.\n- We will pay on time.\n"
                 "- We recognise the worth of volunteers.\n" PROSE
                 "This agreement ends on 31st December 2006.\n",
                 "2000-03-01", CERTAINTY_STATED);
}

static void minutes_name_their_day_and_go_on(void **state) {
    (void)state;
    assert_dated("MINUTES of a meeting of the POLICY SUB-COMMITTEE held at the "
                 "Town Hall, Barset, on TUESDAY, 8 DECEMBER 1998 at 7.00 p.m.\n"
                 "# Apologies\nRESOLVED that the Minutes of the meeting held "
                 "on 13 October 1998 be confirmed and signed.\n" PROSE,
                 "1998-12-08", CERTAINTY_STATED);
}

static void minutes_to_be_confirmed_date_nothing(void **state) {
    (void)state;
    assert_undated("# The hill\nMinutes of the meeting held on 13 October 1998 "
                   "to be confirmed and signed\n" PROSE);
}

static void a_version_has_a_season(void **state) {
    (void)state;
    assert_dated("# The hill\nVersion 3 - Spring 2010\n" PROSE,
                 "[2010-03-01..2010-05-31]", CERTAINTY_STATED);
}

static void a_short_date_heads_a_paper(void **state) {
    (void)state;
    assert_dated("THE BARSET COMPACT\nCABINET\n13.12.07\n"
                 "# Wards Affected\nCounty-wide\n",
                 "2007-12-13", CERTAINTY_STATED);
    assert_dated("THE BARSET COMPACT\nCABINET\nThursday 13 Dec 07\n"
                 "# Wards Affected\nCounty-wide\n",
                 "2007-12-13", CERTAINTY_STATED);
}

static void a_year_found_by_a_weekday_is_never_stated(void **state) {
    (void)state;
    assert_dated("# The hill\nDate: Thursday 9 June\nIt opened in March "
                 "2004.\n" PROSE,
                 "2005-06-09", CERTAINTY_DERIVED);
}

static void a_release_is_dated_by_its_release(void **state) {
    (void)state;
    assert_dated("# The hill\nFor immediate release: 4 November 2008\n" PROSE
                 "It was told on 10 December 2007 that it must close.\n",
                 "2008-11-04", CERTAINTY_STATED);
}

static void who_agreed_this_plan_dated_it(void **state) {
    (void)state;
    assert_dated("# Action plan\nThe steering group agreed this plan on "
                 "22.04.10.\nActions are to be done by 31 March 2011.\n" PROSE,
                 "2010-04-22", CERTAINTY_STATED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_of_writing_a_day_is_read),
        cmocka_unit_test(the_date_under_the_signatures_is_the_agreements),
        cmocka_unit_test(the_edition_that_is_replaced_does_not_date_the_new),
        cmocka_unit_test(of_four_dates_adoption_is_the_codes),
        cmocka_unit_test(a_month_is_not_made_a_day),
        cmocka_unit_test(a_meetings_date_is_its_papers),
        cmocka_unit_test(a_letter_is_dated_at_its_head),
        cmocka_unit_test(a_page_is_dated_by_its_publication),
        cmocka_unit_test(an_address_may_state_the_date),
        cmocka_unit_test(the_folder_of_an_upload_dates_nothing),
        cmocka_unit_test(a_date_in_a_sentence_is_cited),
        cmocka_unit_test(a_footers_years_are_nobodys),
        cmocka_unit_test(a_day_without_a_year_dates_nothing),
        cmocka_unit_test(a_financial_year_is_a_span_and_no_date),
        cmocka_unit_test(an_event_that_the_writer_went_to_gives_a_year),
        cmocka_unit_test(a_later_year_unsettles_what_was_derived),
        cmocka_unit_test(last_updated_dates_a_page_for_want_of_better),
        cmocka_unit_test(a_quoted_date_is_the_speakers),
        cmocka_unit_test(a_page_of_many_posts_has_no_date),
        cmocka_unit_test(the_weekday_tells_which_number_is_the_month),
        cmocka_unit_test(an_addresss_month_is_narrowed_by_the_text),
        cmocka_unit_test(what_background_papers_are_dated_is_cited),
        cmocka_unit_test(no_day_is_made_of_an_impossible_one),
        cmocka_unit_test(an_agreement_is_made_on_its_day),
        cmocka_unit_test(minutes_name_their_day_and_go_on),
        cmocka_unit_test(minutes_to_be_confirmed_date_nothing),
        cmocka_unit_test(a_version_has_a_season),
        cmocka_unit_test(a_short_date_heads_a_paper),
        cmocka_unit_test(a_year_found_by_a_weekday_is_never_stated),
        cmocka_unit_test(a_release_is_dated_by_its_release),
        cmocka_unit_test(who_agreed_this_plan_dated_it),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
