/* test_describe_kind.c - claims about which type of paper it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "The library stands on the hill above the town, and the people "           \
    "who look after it meet there once in every week.\n"

static void assert_kind(struct paper paper, const char *kind) {
    struct document *document = describe_paper(paper);
    assert_values(document, "type", kind);
    assert_evidence_sound(document);
    document_destroy(document);
}

static void assert_kind_of_text(const char *text, const char *kind) {
    assert_kind((struct paper){.text = text}, kind);
}

static void signatures_and_undertakings_make_an_agreement(void **state) {
    (void)state;
    assert_kind_of_text("# The Dudley Compact\nAn agreement between Dudley "
                        "Council and the voluntary sector of Dudley\n"
                        "- We will consult early.\n"
                        "- We will pay on time.\n"
                        "- We recognise the worth of volunteers.\n"
                        "Ann Other, Leader, Dudley Council\n"
                        "Bob Some, Chair, Dudley Voluntary Forum\n",
                        "local-compact");
}

static void a_paper_about_a_compact_is_none(void **state) {
    (void)state;
    assert_kind_of_text("# What is a compact?\nA compact says how the partners "
                        "will work together, and most areas have one.\n" PROSE,
                        "guidance");
}

static void a_ministers_letter_is_told_from_any_other(void **state) {
    (void)state;
    assert_kind_of_text("Minister for the Third Sector\n14 May 2008\n"
                        "Dear colleague\nFunding this winter\n"
                        "I am writing to ask for your help. My officials "
                        "would be glad to hear from you.\n"
                        "Yours sincerely\nAnn Other\n",
                        "ministerial-letter");
    assert_kind_of_text("Dear Minister\nFunding this winter\n"
                        "I am writing for our members, who have had no word "
                        "of their grants.\nYours sincerely\nAnn Other\n",
                        "letter");
}

static void words_that_the_writer_quotes_are_not_the_writers(void **state) {
    (void)state;
    assert_kind_of_text(
        "# Minister writes to councils\nThe minister has written to councils. "
        "In the letter he stated:\n“I am concerned and I would ask my "
        "officials to look at it, as I said when I wrote to you.”\n" PROSE,
        "ministerial-letter");
}

static void one_who_says_i_writes_a_blog(void **state) {
    (void)state;
    assert_kind(
        (struct paper){
            .text = "# What I learned\nI have chaired the forum for ten years "
                    "and I never knew my neighbours.\nI asked them in. I'm "
                    "glad that I did, and I'd do it again.\n" PROSE,
            .path = "blogs/what-i-learned.html",
            .format = "text/html"},
        "blog");
}

static void headings_of_a_form_make_a_committee_paper(void **state) {
    (void)state;
    assert_kind_of_text("THE BARSET COMPACT\nCABINET\n13 DECEMBER 2007\n"
                        "# Wards Affected\nCounty-wide\n"
                        "# Recommendations\nThat the compact be adopted.\n"
                        "# Financial Implications\nNone.\n"
                        "# Background Papers\nNone.\n",
                        "committee-paper");
}

static void what_fits_no_type_is_other(void **state) {
    (void)state;
    assert_kind_of_text("# The hill\n" PROSE PROSE, "other");
}

static void the_address_speaks_for_the_type(void **state) {
    (void)state;
    assert_kind((struct paper){.text = "# The hill\n" PROSE,
                               .path = "case-studies/hill.txt"},
                "case-study");
}

static void a_programme_with_its_times_is_an_event(void **state) {
    (void)state;
    assert_kind_of_text("# Two years of the Barset Compact\n" PROSE
                        "9.30 Coffee\n10.00 Welcome by the Mayor\n"
                        "11.15 Groups\n1.00 Lunch\n2.45 Close\n",
                        "event");
}

static void a_time_or_two_is_no_programme(void **state) {
    (void)state;
    assert_kind_of_text("# The hill\n9.30 is when we open.\n"
                        "10.15 is too late to come.\n" PROSE,
                        "other");
}

static void a_letter_with_a_minister_over_it_needs_no_greeting(void **state) {
    (void)state;
    assert_kind_of_text(
        "BARSET HOUSE\nFrom the Minister of State\n6 May 1999\n"
        "THE COMPACT ON RELATIONS BETWEEN GOVERNMENT AND THE VOLUNTARY AND "
        "COMMUNITY SECTOR\n" PROSE "I want to ask for your help.\n",
        "ministerial-letter");
}

static void a_letter_to_a_minister_is_not_a_ministers(void **state) {
    (void)state;
    assert_kind_of_text("To the Minister of State\nDear Sir\n"
                        "Funding this winter\n" PROSE
                        "Yours faithfully\nAnn Other\nBarset Forum\n",
                        "letter");
}

static void a_vote_on_a_new_compact_is_a_committees(void **state) {
    (void)state;
    assert_kind_of_text("BARSET CARE TRUST\nGOVERNING BODY\n11 September 2012\n"
                        "Item 11: A new Compact for health\n"
                        "Presented by: Ann Other\n" PROSE,
                        "committee-paper");
}

static void writing_a_letter_is_no_ministers_letter(void **state) {
    (void)state;
    assert_kind_of_text("# Writing a grant letter\nPut the sum in the letter, "
                        "and the day.\n" PROSE,
                        "guidance");
}

static void an_answer_to_numbered_questions_is_a_consultations(void **state) {
    (void)state;
    assert_kind_of_text("# Answer to the Office\nThis answer is from our "
                        "members.\nOn more services (your question 1).\nOn "
                        "costs (your question 4).\n" PROSE,
                        "consultation");
}

static void an_invitation_that_praises_a_code_is_an_event(void **state) {
    (void)state;
    assert_kind_of_text(
        "## You are invited\n# Have we been heard?\nSaturday 23 "
        "June 2001, 10.30am\nThe Code of Good Practice came out "
        "in February.\nThere is lunch. There is no fee.\n",
        "event");
}

static void a_byline_makes_two_words_of_the_writers_enough(void **state) {
    (void)state;
    assert_kind_of_text("# When it counts\nby Ann Other on 17 June 2014\n"
                        "I am asked about once a month whether it is law. I am "
                        "then asked whether it is of any use.\n" PROSE,
                        "blog");
}

static void what_a_dated_page_was_told_is_news(void **state) {
    (void)state;
    assert_kind_of_text("# A hall is saved\nPosted on 5 November 2012\n" PROSE,
                        "news");
    assert_kind_of_text(
        "# A hall is saved\n“Nobody on the other side had read "
        "it, so I read it to them over the telephone,” said Ann "
        "Other.\nThe council’s leader said: “We broke our own "
        "rule, and I have said that I am sorry.”\n",
        "news");
}

static void evidence_to_a_committee_is_parliaments(void **state) {
    (void)state;
    assert_kind_of_text("# Memorandum submitted by Barset Voice\nWritten "
                        "Evidence\n" PROSE,
                        "parliamentary");
}

static void a_month_is_no_day_of_a_meeting(void **state) {
    (void)state;
    assert_kind_of_text("# Public funding in Barset\nMarch 2013\n"
                        "## What we found\n" PROSE "## Recommendations\n" PROSE,
                        "report");
}

static void a_page_that_asks_or_answers_is_a_consultation(void **state) {
    (void)state;
    assert_kind_of_text("# Draft Dudley Compact\nThis consultation is CLOSED\n"
                        "## What are we consulting on?\n" PROSE
                        "## How to take part\n" PROSE,
                        "consultation");
    assert_kind_of_text("# You said, we listened\nIn the autumn we consulted "
                        "on a new Compact for Dudley.\n" PROSE,
                        "consultation");
    /* An agreement promises to consult, and asks nobody. */
    assert_kind_of_text("# The Dudley Compact\nAn agreement between Dudley "
                        "Council and the voluntary sector of Dudley\n"
                        "- We will say how to take part in consultations.\n"
                        "- We will pay on time.\n"
                        "- We recognise the worth of volunteers.\n"
                        "Ann Other, Leader, Dudley Council\n"
                        "Bob Some, Chair, Dudley Voluntary Forum\n",
                        "local-compact");
}

static void a_report_on_a_code_is_a_boards_paper(void **state) {
    (void)state;
    assert_kind_of_text(
        "DUDLEY STRATEGY BOARD\nHeld on: 22 September 2004\n"
        "Subject: Compact Code on Halls - Report on "
        "Consultation\nReport of: Ann Other\nFor: Decision\n" PROSE
        "The Board is asked to:\n- endorse the code\n",
        "committee-paper");
}

/* A local compact may say what the national one holds. */
static void the_governments_compact_is_no_local_one(void **state) {
    (void)state;
    assert_kind_of_text("# The Dudley Compact\nAn agreement between Dudley "
                        "Council and the voluntary sector of Dudley\n"
                        "In the national Compact the Government undertakes to "
                        "pay on time.\n"
                        "- We will consult early.\n"
                        "- We will pay on time.\n"
                        "- We recognise the worth of volunteers.\n"
                        "Ann Other, Leader, Dudley Council\n"
                        "Bob Some, Chair, Dudley Voluntary Forum\n",
                        "local-compact");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_and_undertakings_make_an_agreement),
        cmocka_unit_test(a_paper_about_a_compact_is_none),
        cmocka_unit_test(a_ministers_letter_is_told_from_any_other),
        cmocka_unit_test(words_that_the_writer_quotes_are_not_the_writers),
        cmocka_unit_test(one_who_says_i_writes_a_blog),
        cmocka_unit_test(headings_of_a_form_make_a_committee_paper),
        cmocka_unit_test(what_fits_no_type_is_other),
        cmocka_unit_test(the_address_speaks_for_the_type),
        cmocka_unit_test(a_programme_with_its_times_is_an_event),
        cmocka_unit_test(a_time_or_two_is_no_programme),
        cmocka_unit_test(a_letter_with_a_minister_over_it_needs_no_greeting),
        cmocka_unit_test(a_letter_to_a_minister_is_not_a_ministers),
        cmocka_unit_test(a_vote_on_a_new_compact_is_a_committees),
        cmocka_unit_test(writing_a_letter_is_no_ministers_letter),
        cmocka_unit_test(an_answer_to_numbered_questions_is_a_consultations),
        cmocka_unit_test(an_invitation_that_praises_a_code_is_an_event),
        cmocka_unit_test(a_byline_makes_two_words_of_the_writers_enough),
        cmocka_unit_test(what_a_dated_page_was_told_is_news),
        cmocka_unit_test(evidence_to_a_committee_is_parliaments),
        cmocka_unit_test(a_month_is_no_day_of_a_meeting),
        cmocka_unit_test(a_page_that_asks_or_answers_is_a_consultation),
        cmocka_unit_test(a_report_on_a_code_is_a_boards_paper),
        cmocka_unit_test(the_governments_compact_is_no_local_one),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
