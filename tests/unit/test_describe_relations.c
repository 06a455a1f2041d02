/* test_describe_relations.c - claims about what a paper says that it is to
 * others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "The people who look after it meet there once in every week, "             \
    "and they bring their own sandwiches.\n"
#define COMPACT                                                                \
    "# The Dudley Compact\nAn agreement between Dudley Council "               \
    "and the voluntary sector of Dudley\n"                                     \
    "- We will consult early.\n- We will pay on time.\n"                       \
    "- We recognise the worth of volunteers.\n"                                \
    "Ann Other, Leader, Dudley Council\n"                                      \
    "Bob Some, Chair, Dudley Voluntary Forum\n1st April 2007\n"
#define CABINET                                                                \
    "THE BARSET PAPER\nCABINET\n13 DECEMBER 2007\n"                            \
    "# Wards Affected\nCounty-wide\n# Considerations\n"

/* A line for each relation: subject, type, object, date, certainty. */
static void list_relations(const struct document *document, char *out,
                           size_t room) {
    out[0] = '\0';
    for (size_t i = 0; i < document->relation_count; i++) {
        const struct document_relation *relation = &document->relations[i];
        char date[EDTF_TEXT_MAX];
        size_t used = strlen(out);
        edtf_format(date, relation->object.date);
        snprintf(out + used, room - used, "%s %s %s [%s] %s\n",
                 relation->subject.self ? "self" : relation->subject.title,
                 relation_type_name(relation->type), relation->object.title,
                 date, certainty_name(relation->certainty));
        assert_non_null(relation->rule);
        assert_true(relation->start < relation->end);
        assert_memory_equal(relation->quote, document->text + relation->start,
                            relation->end - relation->start);
    }
}

static void assert_relations(const char *text, const char *expected) {
    char found[2048];
    struct document *document = describe_text(text);
    list_relations(document, found, sizeof found);
    assert_string_equal(found, expected);
    document_destroy(document);
}

static void what_a_compact_replaces_it_supersedes(void **state) {
    (void)state;
    assert_relations(
        COMPACT "This document has been reviewed and now replaces the Health "
                "and Housing Compact agreement signed on 31 March 2004.\n",
        "self supersedes Health and Housing Compact [2004-03-31] stated\n");
}

static void when_another_was_signed_may_be_told_further_on(void **state) {
    (void)state;
    assert_relations(PROSE "The Barset Compact, which your predecessor signed "
                           "at the hall in November 2002, asks for more.\n",
                     "self cites Barset Compact [2002-11] stated\n");
    assert_relations(PROSE "The Barset Compact was agreed in 2003 and last "
                           "revised in 2009.\n",
                     "self cites Barset Compact [2003] stated\n");
    assert_relations(PROSE "We have the Barset Compact. It was signed by many "
                           "in 2002.\n",
                     "self cites Barset Compact [2002] stated\n");
    assert_relations(PROSE "The trust put its name to the Barset Compact in "
                           "May 2004.\n",
                     "self cites Barset Compact [2004-05] stated\n");
}

static void when_something_else_was_done_dates_no_compact(void **state) {
    (void)state;
    assert_relations(PROSE "The Barset Compact promises notice, but the hall "
                           "was launched in 2005.\n",
                     "self cites Barset Compact [] stated\n");
    assert_relations(PROSE "The Barset Compact is kept here. The hall was "
                           "agreed in 2005.\n",
                     "self cites Barset Compact [] stated\n");
}

static void a_bracket_may_say_that_a_name_is_a_papers(void **state) {
    (void)state;
    assert_relations(COMPACT "This Compact takes the place of Working Together "
                             "in Dudley (the Dudley Compact, 1999).\n",
                     "self supersedes Working Together in Dudley [1999] "
                     "stated\n");
    assert_relations(COMPACT "This Compact takes the place of Old Ways (which "
                             "were many).\n",
                     "");
    assert_relations(COMPACT "This agreement replaces the refreshed Compact of "
                             "2004.\n",
                     "self supersedes Compact [2004] stated\n");
}

static void an_older_compact_needs_no_name(void **state) {
    (void)state;
    assert_relations(COMPACT "This Compact replaces the previous Compact.\n",
                     "self supersedes Compact [] stated\n");
}

static void a_van_that_is_replaced_is_no_paper(void **state) {
    (void)state;
    assert_relations(COMPACT "The new van replaces the old one. The Trust "
                             "replaces the Barset Health Authority.\n",
                     "");
}

static void what_does_not_replace_supersedes_nothing(void **state) {
    (void)state;
    assert_relations(
        COMPACT "This Compact does not replace the Barset Tenants Charter.\n",
        "");
}

static void the_appendix_will_supersede_and_not_the_report(void **state) {
    (void)state;
    assert_relations(
        CABINET "It is proposed that the Barset Compact (Appendix 1) is "
                "endorsed and it will supersede the existing Health and "
                "Housing Compact.\n",
        "Barset Compact will-supersede Health and Housing Compact [] "
        "probable\nself cites Barset Compact [] stated\n");
}

static void the_passive_turns_the_two_round(void **state) {
    (void)state;
    assert_relations(COMPACT
                     "The Barset Volunteering Code was replaced by this "
                     "agreement.\n",
                     "self supersedes Barset Volunteering Code [] stated\n");
}

static void a_code_published_in_a_month_is_cited(void **state) {
    (void)state;
    assert_relations(
        COMPACT "It follows the Funding and Procurement Code of Good Practice "
                "published in November 2005.\n",
        "self cites Funding and Procurement Code of Good Practice [2005-11] "
        "stated\n");
}

static void the_compact_alone_is_no_citation(void **state) {
    (void)state;
    assert_relations("# The hill\nThe Compact is a good thing. The local "
                     "Compact is better, as the Compact says.\n" PROSE,
                     "");
}

static void framing_the_compact_is_no_title(void **state) {
    (void)state;
    assert_relations("# The hill\n- Framing the Compact within the law\n"
                     "- Keeping the Compact alive\n" PROSE,
                     "");
}

static void a_compact_with_a_name_is_cited(void **state) {
    (void)state;
    assert_relations("# The hill\nThey have not kept to the Barset Compact of "
                     "2004, nor to the Compact for Loamshire.\n" PROSE,
                     "self cites Barset Compact [2004] stated\n"
                     "self cites Compact for Loamshire [] stated\n");
}

static void a_group_named_after_a_compact_is_no_compact(void **state) {
    (void)state;
    assert_relations("# The hill\nThe Barset Compact Steering Group met the "
                     "Barset Compact Forum.\n" PROSE,
                     "");
}

static void a_list_of_sources_cites_each_without_its_date(void **state) {
    (void)state;
    assert_relations(
        CABINET PROSE
        "# Background Papers\n"
        "Strong towns - The Town White Paper - October 2006;\n"
        "Keeping the books – Department for Towns and Local Government April "
        "2007.\nBarset Plan (2003); Rules for halls, March 2004\nNone\n",
        "self cites Strong towns - The Town White Paper [2006-10] stated\n"
        "self cites Keeping the books [2007-04] stated\n"
        "self cites Barset Plan [2003] stated\n"
        "self cites Rules for halls [2004-03] stated\n");
}

static void no_background_papers_cite_nothing(void **state) {
    (void)state;
    assert_relations(CABINET PROSE "# Background Papers\nNone identified.\n"
                                   "Contact officer: Ann Other, 01632 960355\n"
                                   "www.barset.example\n",
                     "");
}

static void a_case_study_may_be_cited_without_a_title(void **state) {
    (void)state;
    assert_relations("# The hill\nIt is a project that we outlined in one of "
                     "our good practice case studies.\n" PROSE,
                     "self cites good practice case studies [] stated\n");
}

static void a_response_replies_to_what_it_answers(void **state) {
    (void)state;
    assert_relations("# Response to the draft Barset Volunteering Code\n" PROSE
                     "We answer each question in turn.\n",
                     "self replies-to Barset Volunteering Code [] stated\n");
}

static void thanks_for_a_letter_reply_to_it(void **state) {
    (void)state;
    assert_relations(
        "12 High Street\n3 June 2006\nDear Ross\nThank you for your letter of "
        "3 May about the hall.\nYours sincerely\nAnn Other\n",
        "self replies-to letter [2006-05-03] stated\n");
}

static void thanks_for_tea_reply_to_nothing(void **state) {
    (void)state;
    assert_relations("# The hill\nThank you for the letter box and thank you "
                     "for coming.\nWe reply to any letter within a week.\n",
                     "");
}

static void a_code_is_part_of_its_compact(void **state) {
    (void)state;
    assert_relations("# Code of Practice: Small Groups\nA code under the "
                     "Barset Compact\n- We will consult early.\n- We will pay "
                     "on time.\n- We will share rooms.\n",
                     "self part-of Barset Compact [] stated\n");
}

static void an_appendix_is_part_of_what_it_is_appended_to(void **state) {
    (void)state;
    assert_relations(
        "Appendix 2 to the Barset Funding Strategy\n# The hill\n" PROSE,
        "self part-of Barset Funding Strategy [] stated\n");
}

static void a_paper_does_not_cite_itself(void **state) {
    (void)state;
    assert_relations("THE BARSET COMPACT\nCABINET\n13 DECEMBER 2007\n# Wards "
                     "Affected\nCounty-wide\n# Considerations\nThe Barset "
                     "Compact is good.\n",
                     "");
}

static void a_thing_said_twice_is_one_relation(void **state) {
    (void)state;
    assert_relations(
        COMPACT "This Compact replaces the Barset Tenants Charter. So this "
                "Compact supersedes the Barset Tenants Charter.\n",
        "self supersedes Barset Tenants Charter [] stated\n");
}

static void the_revised_compact_replaces_the_old_one(void **state) {
    (void)state;
    assert_relations(CABINET "To approve the revised Compact, which replaces "
                             "the Barset Compact of 2003.\n",
                     "revised Compact supersedes Barset Compact [2003] "
                     "stated\n");
}

static void the_national_compact_is_that_of_the_time(void **state) {
    (void)state;
    assert_relations(CABINET "The undertakings in the national Compact are "
                             "known.\n",
                     "self cites national Compact [1998-11] stated\n");
    assert_relations("# The hill\nThe undertakings in the national Compact are "
                     "known.\n" PROSE,
                     "self cites national Compact [] stated\n");
}

static void
the_governments_compact_of_a_month_is_the_national_one(void **state) {
    (void)state;
    assert_relations(COMPACT "In November 1998 the Government and the "
                             "voluntary sector signed a Compact.\n",
                     "self cites national Compact [1998-11] stated\n");
    assert_relations(COMPACT "In November 1998 the churches of Dudley signed "
                             "a Compact.\n",
                     "");
}

static void a_year_tells_a_compact_from_others(void **state) {
    (void)state;
    assert_relations("# The hill\nThe Compact of 2001 was kept, and so was the "
                     "2003 Compact. The Compact was good.\n" PROSE,
                     "self cites Compact [2001] stated\n"
                     "self cites Compact [2003] stated\n");
    assert_relations("# The hill\nThe Barset Compact, signed in 2004, says "
                     "so.\n" PROSE,
                     "self cites Barset Compact [2004] stated\n");
}

static void a_review_cites_what_its_title_reviews(void **state) {
    (void)state;
    assert_relations("BARSET COMPACT: SECOND ANNUAL REVIEW\n" PROSE,
                     "self cites BARSET COMPACT [] stated\n");
}

static void this_supersedes_needs_no_noun(void **state) {
    (void)state;
    assert_relations(COMPACT "It was agreed.\nThis supersedes the Compact of "
                             "2003.\n",
                     "self supersedes Compact [2003] stated\n");
    assert_relations(COMPACT "This Compact replaced the 2003 Compact.\n",
                     "self supersedes Compact [2003] stated\n");
}

static void what_it_builds_on_is_cited(void **state) {
    (void)state;
    assert_relations("# The hill\nOur plan builds on the Barset Volunteering "
                     "Code (2004) and on goodwill.\n" PROSE,
                     "self cites Barset Volunteering Code [2004] stated\n");
}

static void what_it_is_adapted_from_it_is_derived_from(void **state) {
    (void)state;
    assert_relations(COMPACT "The text is adapted from the Barset Tenants "
                             "Charter.\n",
                     "self derived-from Barset Tenants Charter [] stated\n");
}

static void a_response_to_a_consultation_says_on_what(void **state) {
    (void)state;
    assert_relations("# The hill\nThis is our response to the consultation on "
                     "the draft Barset Library Rules.\n" PROSE,
                     "self replies-to consultation on the draft Barset Library "
                     "Rules [] stated\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_compact_replaces_it_supersedes),
        cmocka_unit_test(when_another_was_signed_may_be_told_further_on),
        cmocka_unit_test(when_something_else_was_done_dates_no_compact),
        cmocka_unit_test(a_bracket_may_say_that_a_name_is_a_papers),
        cmocka_unit_test(an_older_compact_needs_no_name),
        cmocka_unit_test(a_van_that_is_replaced_is_no_paper),
        cmocka_unit_test(what_does_not_replace_supersedes_nothing),
        cmocka_unit_test(the_appendix_will_supersede_and_not_the_report),
        cmocka_unit_test(the_passive_turns_the_two_round),
        cmocka_unit_test(a_code_published_in_a_month_is_cited),
        cmocka_unit_test(the_compact_alone_is_no_citation),
        cmocka_unit_test(framing_the_compact_is_no_title),
        cmocka_unit_test(a_compact_with_a_name_is_cited),
        cmocka_unit_test(a_group_named_after_a_compact_is_no_compact),
        cmocka_unit_test(a_list_of_sources_cites_each_without_its_date),
        cmocka_unit_test(no_background_papers_cite_nothing),
        cmocka_unit_test(a_case_study_may_be_cited_without_a_title),
        cmocka_unit_test(a_response_replies_to_what_it_answers),
        cmocka_unit_test(thanks_for_a_letter_reply_to_it),
        cmocka_unit_test(thanks_for_tea_reply_to_nothing),
        cmocka_unit_test(a_code_is_part_of_its_compact),
        cmocka_unit_test(an_appendix_is_part_of_what_it_is_appended_to),
        cmocka_unit_test(a_paper_does_not_cite_itself),
        cmocka_unit_test(a_thing_said_twice_is_one_relation),
        cmocka_unit_test(the_revised_compact_replaces_the_old_one),
        cmocka_unit_test(the_national_compact_is_that_of_the_time),
        cmocka_unit_test(
            the_governments_compact_of_a_month_is_the_national_one),
        cmocka_unit_test(a_year_tells_a_compact_from_others),
        cmocka_unit_test(a_review_cites_what_its_title_reviews),
        cmocka_unit_test(this_supersedes_needs_no_noun),
        cmocka_unit_test(what_it_builds_on_is_cited),
        cmocka_unit_test(what_it_is_adapted_from_it_is_derived_from),
        cmocka_unit_test(a_response_to_a_consultation_says_on_what),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
