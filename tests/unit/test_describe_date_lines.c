/* test_describe_date_lines.c - claims about the lines by which papers date
 * themselves, about those that date something else, and about dates that are
 * counted from others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

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

static void assert_file_dated(const char *path, const char *value,
                              enum certainty certainty) {
    struct document *document = describe_paper((struct paper){
        .text = "# The hill\n" PROSE, .path = path, .format = "text/plain"});
    assert_date(document, value, certainty);
    document_destroy(document);
}

static void the_next_meetings_label_dates_no_minutes(void **state) {
    (void)state;
    assert_dated("MINUTES OF A MEETING OF THE LIAISON COMMITTEE HELD ON "
                 "TUESDAY, 12TH OCTOBER, 2004 AT 7.30 P.M. IN THE TOWN HALL\n"
                 "Apologies: Councillor Arabin\n" PROSE
                 "Date of next meeting: 11 January 2005\n",
                 "2004-10-12", CERTAINTY_STATED);
}

static void minutes_taken_up_below_the_attendance_are_the_lasts(void **state) {
    (void)state;
    assert_dated("# Annual General Meeting\n"
                 "Thursday 3rd November 2011, 6pm, Town Hall\n"
                 "1. Apologies\n2. Minutes of the meeting held on 4 November "
                 "2010\n3. Election of trustees\n",
                 "2011-11-03", CERTAINTY_STATED);
}

static void a_cell_may_hold_the_meetings_date(void **state) {
    (void)state;
    assert_dated("# Grants\nDate of meeting | 12 March 2009\n" PROSE,
                 "2009-03-12", CERTAINTY_STATED);
}

static void a_review_to_come_is_no_date(void **state) {
    (void)state;
    assert_undated("# The hill\n" PROSE "Review date: June 2011\n");
    assert_undated("# The hill\n" PROSE "Date for review: June 2011\n");
}

static void approval_outranks_the_review_beside_it(void **state) {
    (void)state;
    assert_dated(COMPACT "Date approved: 12 June 2008\n"
                         "Review date: June 2011\n",
                 "2008-06-12", CERTAINTY_STATED);
}

static void of_two_editions_the_later_is_the_text(void **state) {
    (void)state;
    assert_dated("# A guide\nSecond edition, September 2012. First published "
                 "March 2010.\n" PROSE,
                 "2012-09", CERTAINTY_STATED);
    assert_dated("# A guide\nFirst published 2004, revised 2009\n" PROSE,
                 "2009", CERTAINTY_STATED);
}

static void a_label_may_follow_another_sentence(void **state) {
    (void)state;
    assert_dated("# A survey\nFieldwork: January to March 2011. Published: "
                 "May 2011\n" PROSE,
                 "2011-05", CERTAINTY_STATED);
}

static void an_agreement_is_signed_at_a_place(void **state) {
    (void)state;
    assert_dated(COMPACT "At Dudley, 3 July 2003\n", "2003-07-03",
                 CERTAINTY_STATED);
}

static void this_answer_is_sent_on_its_day(void **state) {
    (void)state;
    assert_dated("# Answer to the Office\nThis answer was put together at a "
                 "meeting on 14 December 2010 and is sent on 4 January 2011, "
                 "one day before you close.\n" PROSE,
                 "2011-01-04", CERTAINTY_STATED);
}

static void what_somebody_else_sent_is_cited(void **state) {
    (void)state;
    assert_undated("# The hill\nThe trust's answer was sent on 4 January "
                   "2011, and nothing came back.\n" PROSE);
}

static void a_line_for_its_readers_dates_a_briefing(void **state) {
    (void)state;
    assert_dated("# The scheme in Wales\nFor members, July 2004\n" PROSE,
                 "2004-07", CERTAINTY_STATED);
}

static void a_review_under_a_title_is_no_date(void **state) {
    (void)state;
    assert_undated(
        "# The scheme in Wales\nFor review at the next meeting, 3 July "
        "2004\n" PROSE);
}

static void rows_of_a_plan_do_not_date_it(void **state) {
    (void)state;
    assert_dated("# Action plan\n"
                 "Put a page in the paper Borough Council June 2005\n"
                 "Talk to all new members of the Council July 2005\n"
                 "Posters in all surgeries Care Trust September 2005\n" PROSE
                 "The working group agreed this plan on 26 April 2005.\n",
                 "2005-04-26", CERTAINTY_STATED);
}

static void a_printout_is_no_printing(void **state) {
    (void)state;
    assert_undated("# The hill\n" PROSE
                   "Printed on 03/05/2012 from www.barset.example\n");
}

static void a_newspapers_line_has_a_weekday(void **state) {
    (void)state;
    assert_dated("# Charities face cuts\nThe Barset Herald, Wednesday 19 "
                 "November 2008\n" PROSE,
                 "2008-11-19", CERTAINTY_STATED);
    assert_dated("# Charities face cuts\nWednesday 19 November 2008 00.01 "
                 "GMT\n" PROSE,
                 "2008-11-19", CERTAINTY_STATED);
}

static void parliaments_record_has_its_day(void **state) {
    (void)state;
    assert_dated("# Voluntary sector\nHC Deb 21 November 2006 vol 453 c12W\n"
                 "Mr. Bold: I am grateful for the chance to speak.\n" PROSE,
                 "2006-11-21", CERTAINTY_STATED);
    assert_dated("# Annual report\nOrdered by the House of Commons to be "
                 "printed on 20 July 2009\n" PROSE,
                 "2009-07-20", CERTAINTY_STATED);
}

static void an_entry_says_when_it_was_posted(void **state) {
    (void)state;
    assert_dated("# The hill\n" PROSE
                 "This entry was posted on Tuesday, May 3rd, 2011 at 4:15 pm "
                 "and is filed under News.\n",
                 "2011-05-03", CERTAINTY_STATED);
}

static void years_that_are_full_this_month_date_the_paper(void **state) {
    (void)state;
    assert_dated("# Two years of it\nThe scheme was signed in June 2006, two "
                 "years ago this month.\n" PROSE,
                 "2008-06", CERTAINTY_DERIVED);
    assert_dated("# Ten years on\nNext month the Compact will be ten years "
                 "old.\nI was in the room in November 1998.\n" PROSE,
                 "2008-10", CERTAINTY_DERIVED);
    assert_dated("# Ten years on\nThis year the scheme is ten years old. It "
                 "was signed in November 1998.\n" PROSE,
                 "2008", CERTAINTY_DERIVED);
}

static void years_without_a_now_count_nothing(void **state) {
    (void)state;
    assert_undated("# Some years on\nThe scheme was signed in June 2006, and "
                   "some two years ago we looked at it again.\n" PROSE);
    assert_undated("# Some years on\nThe hall is ten years old. The scheme was "
                   "signed in June 2006.\n" PROSE);
}

static void a_later_day_unsettles_counted_years(void **state) {
    (void)state;
    assert_undated("# Some years on\nThe scheme was signed in June 2006, two "
                   "years ago this month.\nIn May 2013 it was ended.\n" PROSE);
}

static void a_prize_for_a_year_is_given_in_it(void **state) {
    (void)state;
    assert_dated("# Shelter wins the Compact Prize for 2013\nIt was given at "
                 "a dinner last night (27 November).\nEntries for next year's "
                 "prize open on 3 February 2014.\n" PROSE,
                 "2013-11-28", CERTAINTY_DERIVED);
}

static void a_closing_day_in_march_is_that_years(void **state) {
    (void)state;
    assert_dated("# Compact officer\nThe trust seeks an officer.\nClosing "
                 "date: Friday 14 March 2003\n",
                 "[2003-01-11..2003-03-14]", CERTAINTY_PROBABLE);
}

static void a_term_in_an_agreements_title_is_probable(void **state) {
    (void)state;
    assert_dated("# The Dudley Compact 2008 - 2011\nAn agreement between "
                 "Dudley Council and the voluntary sector of Dudley\n"
                 "- We will consult early.\n- We will pay on time.\n"
                 "- We recognise the worth of volunteers.\n",
                 "2008", CERTAINTY_PROBABLE);
}

static void figures_glued_to_a_records_name_are_a_day(void **state) {
    (void)state;
    assert_file_dated("mins040908.txt", "2008-09-04", CERTAINTY_PROBABLE);
    assert_file_dated("docs/newsletter0308.txt", "2008-03", CERTAINTY_PROBABLE);
    assert_file_dated("docs/hill_Sept09_final.txt", "2009-09",
                      CERTAINTY_DERIVED);
}

static void figures_of_anything_else_are_no_date(void **state) {
    (void)state;
    assert_file_dated("doc2012345.txt", "", CERTAINTY_UNKNOWN);
    assert_file_dated("ward0308.txt", "", CERTAINTY_UNKNOWN);
    assert_file_dated("may-10-visits.txt", "", CERTAINTY_UNKNOWN);
}

static void the_meeting_outranks_when_its_papers_came_out(void **state) {
    (void)state;
    assert_dated("# Grants\nDecision published: 16/01/2009\nDate of decision: "
                 "14/12/2008\n" PROSE,
                 "2008-12-14", CERTAINTY_STATED);
}

static void lists_at_the_foot_date_nothing(void **state) {
    (void)state;
    assert_undated("# Using codes\n" PROSE
                   "Further reading\nCompact Code on Funding, March 2005\n"
                   "The Funding Guide, May 2006\n");
    assert_undated("# Using codes\n" PROSE "June 2015\nMay 2015\n");
}

static void days_that_head_many_items_date_no_page(void **state) {
    (void)state;
    assert_undated("# What is new\n3 May 2012\nThe hall\n5 April 2012\nThe "
                   "code\n7 March 2012\nThe bus\n8 February 2012\nChair\n");
}

static void what_readers_posted_is_not_the_papers(void **state) {
    (void)state;
    assert_undated("# Using codes\n" PROSE "2 comments\nPosted by Bob on 3 May "
                   "2014\nI agree.\n");
}

static void a_meeting_to_come_dates_nothing(void **state) {
    (void)state;
    assert_undated("# The work\nNext meeting of the Steering Group, 3 May "
                   "2012\n" PROSE);
}

static void a_sentence_that_opens_with_a_launch_tells_of_it(void **state) {
    (void)state;
    assert_undated(
        "# How it came\nLaunched in May 2005, the scheme has changed "
        "how we work.\n" PROSE);
    assert_undated("# How it came\nSigned in June 2004 by thirty partners, the "
                   "scheme is now a part of how we all work here.\n" PROSE);
}

static void a_start_to_come_in_a_title_is_no_date(void **state) {
    (void)state;
    assert_undated("# Grants available from April 2010\n" PROSE);
}

static void the_day_of_a_scan_is_no_date(void **state) {
    (void)state;
    assert_file_dated("scan_20150612.txt", "", CERTAINTY_UNKNOWN);
    assert_file_dated("hill_20150612.txt", "2015-06-12", CERTAINTY_STATED);
}

static void a_cell_labels_the_day_and_the_hour(void **state) {
    (void)state;
    assert_dated("# The hill\n| Meeting of | Policy Board\n| Date and time | "
                 "Monday 16th November 2009, 10.00 am\n" PROSE,
                 "2009-11-16", CERTAINTY_STATED);
    assert_dated("# The hill\nHeld on: Wednesday 22nd September 2004\n" PROSE,
                 "2004-09-22", CERTAINTY_STATED);
    /* A closing day only bounds it. */
    assert_dated("# The hill\n| Closing date and time | Monday 16th November "
                 "2009\n" PROSE,
                 "[2009-08-17..2009-11-16]", CERTAINTY_DERIVED);
}

/* When an agreement was put on a site is no edition's date. */
static void a_posting_does_not_date_an_agreement(void **state) {
    (void)state;
    assert_dated(COMPACT "Submitted by admin on Wed, 08/02/2012 - 11:14\n"
                         "Second edition. First published 2001; revised and "
                         "agreed by the Dudley Partnership on 25 September "
                         "2008.\n",
                 "2008-09-25", CERTAINTY_STATED);
    assert_dated(COMPACT "Submitted by admin on Wed, 08/02/2012 - 11:14\n"
                         "This compact stands for all. It was approved by the "
                         "Liaison Group on 12 May 2009 after workshops.\n",
                 "2009-05-12", CERTAINTY_STATED);
    assert_dated(COMPACT "Submitted by admin on Wed, 08/02/2012 - 11:14\n",
                 "2012-02-08", CERTAINTY_PROBABLE);
    assert_dated("# The hill\nSubmitted by admin on Wed, 08/02/2012 - "
                 "11:14\n" PROSE,
                 "2012-02-08", CERTAINTY_STATED);
    /* "It" may be another's. */
    assert_undated(COMPACT "This compact follows the county's. The county's is "
                           "short. It was approved on 12 May 2009 after "
                           "workshops.\n");
}

static void a_report_says_at_its_end_who_agreed_it(void **state) {
    (void)state;
    assert_dated("# The hill\n" PROSE PROSE "Report agreed by the Steering "
                 "Group on 10 June 2014. Written by Ann Other.\n",
                 "2014-06-10", CERTAINTY_STATED);
}

/* Who wrote it may stand in a last sentence of its own. */
static void a_closing_credit_dates_what_it_closes(void **state) {
    (void)state;
    assert_dated("# The hill\n" PROSE PROSE
                 "With thanks to all at the hall. Written by Ann Other for "
                 "Barset Voice, June 2006.\n",
                 "2006-06", CERTAINTY_STATED);
    assert_dated("# The hill\n" PROSE PROSE
                 "Case study by Ann Other, 3 May 2006\nPrinter friendly\n",
                 "2006-05-03", CERTAINTY_STATED);
    assert_dated("# The hill\n" PROSE PROSE
                 "Pictures by the members. First appeared in the Barset Echo "
                 "of Friday 9 March 2007.\n",
                 "2007-03-09", CERTAINTY_STATED);
    assert_dated("# The hill\n" PROSE PROSE
                 "Case study collected in May 2007 by Ann Other\n",
                 "2007-05", CERTAINTY_STATED);
    /* Somebody else's work, told in a sentence. */
    assert_undated("# The hill\n" PROSE PROSE
                   "It uses a survey. Compiled by students who asked twenty "
                   "members, it was ready in June 2006.\n");
    assert_undated("# The hill\n" PROSE PROSE
                   "Written by the next review, June 2006\n");
}

static void who_was_given_a_paper_and_when_dates_it(void **state) {
    (void)state;
    assert_dated("# Our answer to the plan\nSubmitted to the Borough of Barset "
                 "on 2 March 2012\n" PROSE PROSE,
                 "2012-03-02", CERTAINTY_STATED);
    assert_dated("# The hill\nSpeech given at the Barset Conference, 3 May "
                 "2006\n" PROSE,
                 "2006-05-03", CERTAINTY_STATED);
    assert_undated("# The hill\nResponse to the Paper of 2 March 2012\n" PROSE);
    assert_undated(
        "# The hill\nIt was kept open by nine people who "
        "had keys, a rota, a kettle and no money at all, until a letter came "
        "from the owners one wet morning in the spring to say no.\n"
        "Sent to the Borough of Barset on 2 March 2012\n" PROSE);
    assert_undated("# The hill\n- Sent to Barset Council on 2 March 2012\n"
                   "- Nothing came back\n" PROSE);
}

static void it_is_the_agreement_that_this_began_with(void **state) {
    (void)state;
    assert_dated(COMPACT "This is the third, and it replaces both. It came "
                         "into force on 1 October 2013, after a vote.\n",
                 "2013-10-01", CERTAINTY_STATED);
    assert_undated(COMPACT "The county has a compact. It came into force on 1 "
                           "October 2013, after a vote.\n");
}

/* A plan says by when a thing is to be done, and a newspaper by whom. */
static void a_deadline_is_no_byline(void **state) {
    (void)state;
    assert_undated("# A plan of action\nAction: Train staff\nBy: December "
                   "2007\nAction: Write a code\nBy 3 June 2008\n" PROSE);
    assert_dated("# The hill\nBy June Other, 3 May 2008\n" PROSE, "2008-05-03",
                 CERTAINTY_STATED);
    assert_dated("# The hill\nFiled by Ann Other, 14 May 2014, under "
                 "consultation\n" PROSE,
                 "2014-05-14", CERTAINTY_STATED);
}

static void a_byline_may_name_nobody(void **state) {
    (void)state;
    assert_dated("# The hill\nMarch 12th, 2009 by admin\n" PROSE, "2009-03-12",
                 CERTAINTY_STATED);
    assert_undated("# The hill\n" PROSE "By: December 2007\n");
}

static void a_serials_number_is_no_day(void **state) {
    (void)state;
    assert_dated("Hill News No. 14 March/April 2009\n# The hill\n" PROSE,
                 "[2009-03-01..2009-04-30]", CERTAINTY_DERIVED);
}

static void a_padded_year_makes_a_date_of_figures(void **state) {
    (void)state;
    assert_dated("# The hill\n12.3.09\n" PROSE, "2009-03-12", CERTAINTY_STATED);
    assert_undated("# The hill\n12.3.9\n" PROSE);
}

static void a_dateline_opens_what_was_filed(void **state) {
    (void)state;
    assert_dated("# The hill\nBARCHESTER, 12 March 2009 - A library has been "
                 "opened on the hill.\n" PROSE,
                 "2009-03-12", CERTAINTY_STATED);
    assert_undated("# The hill\n" PROSE
                   "It rained, 12 March 2009 - not that a roof was there.\n");
}

static void what_a_table_tells_of_is_no_meetings_date(void **state) {
    (void)state;
    assert_undated("# The hill\nPublish a guide | Hill Group | Done. 1,500 "
                   "copies printed in September 2006\n" PROSE);
    assert_dated(
        "CABINET Thursday, 12th March, 2009 6.30 p.m.\nThe hill\n" PROSE,
        "2009-03-12", CERTAINTY_STATED);
}

static void nobody_meets_at_a_weekend(void **state) {
    (void)state;
    assert_file_dated("docs/cabinet_100312_item.txt", "2010-03-12",
                      CERTAINTY_PROBABLE);
    assert_file_dated("docs/cabinet_090312_item.txt", "2012-03-09",
                      CERTAINTY_PROBABLE);
}

static void a_term_under_the_title_began_the_agreement(void **state) {
    (void)state;
    assert_dated("# The Dudley Compact\n2009 - 2012\nAn agreement between "
                 "Dudley Council and the voluntary sector of Dudley\n"
                 "- We will consult early.\n- We will pay on time.\n"
                 "- We recognise the worth of volunteers.\n",
                 "2009", CERTAINTY_PROBABLE);
}

static void whose_a_piece_is_stands_before_its_day(void **state) {
    (void)state;
    assert_dated(
        "# The hill\nAnn Other, Thursday 12 March 2009 00.05 GMT\n" PROSE,
        "2009-03-12", CERTAINTY_STATED);
    assert_undated(
        "# The hill\n" PROSE
        "Ann Other, Thursday 12 March 2009 and the day after\n" PROSE);
}

static void a_report_is_of_the_meeting_that_it_is_for(void **state) {
    (void)state;
    assert_dated("# The hill\nReport to the meeting of the Board to be held on "
                 "12 March 2009\n" PROSE,
                 "2009-03-12", CERTAINTY_STATED);
}

static void a_columns_number_may_have_letters(void **state) {
    (void)state;
    assert_dated("# The hill\n12 Mar 2009 : Column WA270\n" PROSE, "2009-03-12",
                 CERTAINTY_STATED);
}

static void the_hour_of_a_change_stands_before_its_day(void **state) {
    (void)state;
    assert_dated(
        "# The hill\nPage last updated at 10:22 GMT, Thursday, 12 March "
        "2009\n" PROSE,
        "2009-03-12", CERTAINTY_STATED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_meetings_label_dates_no_minutes),
        cmocka_unit_test(minutes_taken_up_below_the_attendance_are_the_lasts),
        cmocka_unit_test(a_cell_may_hold_the_meetings_date),
        cmocka_unit_test(a_review_to_come_is_no_date),
        cmocka_unit_test(approval_outranks_the_review_beside_it),
        cmocka_unit_test(of_two_editions_the_later_is_the_text),
        cmocka_unit_test(a_label_may_follow_another_sentence),
        cmocka_unit_test(an_agreement_is_signed_at_a_place),
        cmocka_unit_test(this_answer_is_sent_on_its_day),
        cmocka_unit_test(what_somebody_else_sent_is_cited),
        cmocka_unit_test(a_line_for_its_readers_dates_a_briefing),
        cmocka_unit_test(a_review_under_a_title_is_no_date),
        cmocka_unit_test(rows_of_a_plan_do_not_date_it),
        cmocka_unit_test(a_printout_is_no_printing),
        cmocka_unit_test(a_newspapers_line_has_a_weekday),
        cmocka_unit_test(parliaments_record_has_its_day),
        cmocka_unit_test(an_entry_says_when_it_was_posted),
        cmocka_unit_test(years_that_are_full_this_month_date_the_paper),
        cmocka_unit_test(years_without_a_now_count_nothing),
        cmocka_unit_test(a_later_day_unsettles_counted_years),
        cmocka_unit_test(a_prize_for_a_year_is_given_in_it),
        cmocka_unit_test(a_closing_day_in_march_is_that_years),
        cmocka_unit_test(a_term_in_an_agreements_title_is_probable),
        cmocka_unit_test(figures_glued_to_a_records_name_are_a_day),
        cmocka_unit_test(figures_of_anything_else_are_no_date),
        cmocka_unit_test(the_meeting_outranks_when_its_papers_came_out),
        cmocka_unit_test(lists_at_the_foot_date_nothing),
        cmocka_unit_test(days_that_head_many_items_date_no_page),
        cmocka_unit_test(what_readers_posted_is_not_the_papers),
        cmocka_unit_test(a_meeting_to_come_dates_nothing),
        cmocka_unit_test(a_sentence_that_opens_with_a_launch_tells_of_it),
        cmocka_unit_test(a_start_to_come_in_a_title_is_no_date),
        cmocka_unit_test(the_day_of_a_scan_is_no_date),
        cmocka_unit_test(a_cell_labels_the_day_and_the_hour),
        cmocka_unit_test(a_posting_does_not_date_an_agreement),
        cmocka_unit_test(a_report_says_at_its_end_who_agreed_it),
        cmocka_unit_test(a_closing_credit_dates_what_it_closes),
        cmocka_unit_test(who_was_given_a_paper_and_when_dates_it),
        cmocka_unit_test(it_is_the_agreement_that_this_began_with),
        cmocka_unit_test(a_deadline_is_no_byline),
        cmocka_unit_test(a_byline_may_name_nobody),
        cmocka_unit_test(a_serials_number_is_no_day),
        cmocka_unit_test(whose_a_piece_is_stands_before_its_day),
        cmocka_unit_test(a_report_is_of_the_meeting_that_it_is_for),
        cmocka_unit_test(a_columns_number_may_have_letters),
        cmocka_unit_test(the_hour_of_a_change_stands_before_its_day),
        cmocka_unit_test(a_padded_year_makes_a_date_of_figures),
        cmocka_unit_test(a_dateline_opens_what_was_filed),
        cmocka_unit_test(what_a_table_tells_of_is_no_meetings_date),
        cmocka_unit_test(nobody_meets_at_a_weekend),
        cmocka_unit_test(a_term_under_the_title_began_the_agreement),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
