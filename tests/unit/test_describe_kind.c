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
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
