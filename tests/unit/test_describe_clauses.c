/* test_describe_clauses.c - claims about the units of agreements and committee
 * papers. Each test names the trap that it stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "describe_fixture.h"
#include "schema/buffer.h"

#define COMPACT                                                                \
    "# The Dudley Compact\nAn agreement between Dudley Council and the "       \
    "voluntary and community sector\n"
#define SIGNED                                                                 \
    "Ann Other, Leader, Dudley Council\n"                                      \
    "Bob Some, Chair, Dudley Voluntary Forum\n"
#define CABINET                                                                \
    "# Review of grants\nCabinet\n13 December 2007\nWards affected\nAll\n"     \
    "## Purpose\nTo report on the grants that the council pays.\n"

/* Each clause as "anchor kind side[first words]" on a line of its own. */
static void assert_clauses(const char *text, const char *expected) {
    struct document *document = describe_text(text);
    struct buffer found = BUFFER_INIT(100000);
    assert_evidence_sound(document);
    for (size_t i = 0; i < document->clause_count; i++) {
        const struct document_clause *clause = &document->clauses[i];
        const char *side = clause_side_name(clause->side);
        buffer_printf(&found, "%s %s %s\n", clause->anchor,
                      clause_kind_name(clause->kind), side ? side : "-");
    }
    assert_string_equal(found.data ? found.data : "", expected);
    buffer_destroy(&found);
    document_destroy(document);
}

/* What stands at the clause's span. */
static void assert_extent(const char *text, size_t index,
                          const char *expected) {
    struct document *document = describe_text(text);
    assert_true(index < document->clause_count);
    const struct document_clause *clause = &document->clauses[index];
    assert_int_equal(clause->end - clause->start, strlen(expected));
    assert_memory_equal(document->text + clause->start, expected,
                        strlen(expected));
    document_destroy(document);
}

static void a_heading_makes_clauses_of_the_items_under_it(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Shared principles\n"
                           "- We believe in voluntary action.\n"
                           "- An independent sector is a good thing.\n"
                           "## Commitments\n- We will meet.\n" SIGNED,
                   "shared-principles-1 principle both\n"
                   "shared-principles-2 principle both\n"
                   "commitments-1 commitment both\n");
}

static void a_clause_goes_on_over_paragraphs_without_a_mark(void **state) {
    (void)state;
    static const char text[] =
        COMPACT "## Commitments\n- We will write two codes.\n"
                "One will cover consultation.\nAnother covers grants.\n"
                "- We will meet.\n" SIGNED;
    assert_extent(text, 0,
                  "We will write two codes.\n\nOne will cover consultation."
                  "\n\nAnother covers grants.");
    assert_extent(text, 1, "We will meet.");
}

static void signatures_and_dates_are_no_part_of_the_last_clause(void **state) {
    (void)state;
    static const char text[] =
        COMPACT "## Commitments\n- We will meet.\n- We will write.\n" SIGNED
                "1 April 2007\nThis compact replaces an older one.\n";
    assert_extent(text, 1, "We will write.");
}

static void nested_items_belong_to_their_parent(void **state) {
    (void)state;
    static const char text[] =
        COMPACT "## Commitments\n- 1. The Council will consult:\n"
                "- (a) in writing;\n- (b) for twelve weeks.\n"
                "- 2. The Council will pay in advance.\n" SIGNED;
    assert_clauses(text, "commitments-1 commitment public\n"
                         "commitments-2 commitment public\n");
    assert_extent(text, 0,
                  "1. The Council will consult:\n\n(a) in writing;\n\n"
                  "(b) for twelve weeks.");
}

static void a_roman_i_after_h_is_a_letter(void **state) {
    (void)state;
    assert_clauses(CABINET "## Recommendations\n- (g) grants be paid;\n"
                           "- (h) halls be let;\n- (i) ivy be cut;\n"
                           "- (j) jam be made.\n",
                   "recommendations-1 recommendation -\n"
                   "recommendations-2 recommendation -\n"
                   "recommendations-3 recommendation -\n"
                   "recommendations-4 recommendation -\n");
}

static void letters_at_the_top_are_clauses_of_their_own(void **state) {
    (void)state;
    assert_clauses(CABINET "## Recommendations\n"
                           "- THAT (a) the code be adopted; and\n"
                           "- (b) grants be paid on time.\n"
                           "## Financial implications\n"
                           "- 1. There are none.\n- 2. None at all.\n",
                   "recommendations-1 recommendation -\n"
                   "recommendations-2 recommendation -\n");
}

static void reasons_for_recommendations_are_none(void **state) {
    (void)state;
    assert_clauses(CABINET "## Reasons for recommendations\n"
                           "- 1. The code is old.\n- 2. It is long.\n",
                   "");
}

static void the_bullets_of_a_blog_are_no_clauses(void **state) {
    (void)state;
    static const char blog[] =
        "# My week on the hill: a blog\nPosted by Ann Other on 3 May 2011\n"
        "I went up the hill and I saw my friends, and I told them of my day.\n"
        "## Our commitments\n- We will meet.\n- We will eat cake.\n"
        "I think that my friends liked it, and I shall go again, I am sure.\n";
    struct document *document = describe_text(blog);
    assert_true(has_value(document, "type", "blog"));
    assert_int_equal(document->clause_count, 0);
    document_destroy(document);
}

static void the_heading_says_which_side_we_are(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Commitments by the public sector\n"
                           "- We will pay in advance.\n"
                           "## Undertakings for the voluntary sector\n"
                           "- We will keep accounts.\n- To say early when "
                           "things go wrong.\n" SIGNED,
                   "commitments-by-the-public-sector-1 commitment public\n"
                   "undertakings-for-the-voluntary-sector-1 commitment "
                   "voluntary\n"
                   "undertakings-for-the-voluntary-sector-2 commitment "
                   "voluntary\n");
}

static void a_lead_in_says_who_undertakes_the_list_under_it(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Money\nPublic bodies will:\n"
                           "- pay in advance\n- give notice\n"
                           "The voluntary and community sector undertakes to:\n"
                           "- keep accounts\n" SIGNED,
                   "money-1 commitment public\nmoney-2 commitment public\n"
                   "money-3 commitment voluntary\n");
}

static void a_council_for_voluntary_service_is_no_council(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Money\n"
                           "- The Council for Voluntary Service will help "
                           "groups.\n- The Council will pay.\n"
                           "- The public and voluntary sectors will "
                           "meet.\n" SIGNED,
                   "money-1 commitment voluntary\nmoney-2 commitment public\n"
                   "money-3 commitment both\n");
}

static void who_is_done_to_does_not_undertake(void **state) {
    (void)state;
    assert_clauses(COMPACT
                   "## Commitments\n"
                   "- The police will tell residents' groups what was "
                   "done.\n- Where a group is closed its books shall be "
                   "kept.\n" SIGNED,
                   "commitments-1 commitment public\n"
                   "commitments-2 commitment both\n");
}

static void sections_of_one_name_keep_their_clauses_apart(void **state) {
    (void)state;
    assert_clauses(COMPACT
                   "## Commitments\n- We will meet.\n"
                   "## Purpose\nTo agree.\n"
                   "## Commitments\n- We will write.\n- We will sing.\n" SIGNED,
                   "commitments-1 commitment both\n"
                   "commitments--2-1 commitment both\n"
                   "commitments--2-2 commitment both\n");
}

static void an_anchor_stays_when_text_elsewhere_changes(void **state) {
    (void)state;
    static const char clause[] = "commitments-1 commitment both\n";
    assert_clauses(COMPACT "## Commitments\n- We will meet.\n" SIGNED, clause);
    assert_clauses(COMPACT "## Purpose\nTo live in peace.\n## History\n"
                           "There was a war.\n## Commitments\n"
                           "- We will meet.\n" SIGNED,
                   clause);
}

static void items_that_undertake_nothing_are_left(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Background\n- The borough has a castle.\n"
                           "- It has a zoo.\n## Commitments\n"
                           "- We will meet.\n" SIGNED,
                   "commitments-1 commitment both\n");
}

static void a_row_of_undertakings_has_the_passive_ones_too(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Money\n- 1.1 The Council will pay in advance.\n"
                           "- 1.2 Forms will be short.\n"
                           "- 1.3 Nobody shall pay twice.\n" SIGNED,
                   "money-1 commitment public\nmoney-2 commitment both\n"
                   "money-3 commitment both\n");
}

static void a_definition_is_known_by_its_term(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Terms\n“Group” means any charity.\n"
                           "- ‘Notice’ refers to a letter.\n"
                           "This means that all is well.\n"
                           "## Glossary\n- VCS: the sector\n" SIGNED,
                   "terms-1 definition -\nglossary-1 definition -\n");
}

static void a_table_has_a_clause_in_each_row_but_its_head(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Money\n| Commitment | Who\n"
                           "| Pay grants in advance | The Council\n"
                           "| Keep accounts | Voluntary organisations\n" SIGNED,
                   "money-1 commitment public\nmoney-2 commitment voluntary\n");
}

static void a_label_says_the_kind(void **state) {
    (void)state;
    static const char text[] =
        COMPACT "## Principle 1: Respect\nEach respects the other.\n"
                "So it has always been.\n"
                "## Principle 2: Trust\nEach trusts the other.\n" SIGNED;
    assert_clauses(text, "principle-1-respect-1 principle both\n"
                         "principle-2-trust-1 principle both\n");
    assert_extent(text, 0,
                  "Each respects the other.\n\nSo it has always been.");
}

static void a_clause_has_the_topics_it_treats_and_no_listed_ones(void **state) {
    (void)state;
    struct document *document = describe_text(
        COMPACT "## Commitments\n- We will consult for twelve weeks on every "
                "consultation.\n- We will look at matters such as social "
                "inclusion, housing, community safety and health.\n" SIGNED);
    assert_int_equal(document->clause_count, 2);
    assert_int_equal(document->clauses[0].topic_count, 1);
    assert_string_equal(document->clauses[0].topics[0], "consultation");
    assert_int_equal(document->clauses[1].topic_count, 0);
    document_destroy(document);
}

static void undertakings_in_prose_are_clauses(void **state) {
    (void)state;
    assert_clauses(COMPACT "The borough lies west of the hill.\n"
                           "The Council will pay its grants in advance.\n"
                           "It has always done so.\n"
                           "We will meet twice a year.\n" SIGNED,
                   "commitment-1 commitment public\n"
                   "commitment-2 commitment both\n");
}

static void
numbered_provisions_are_clauses_where_most_of_them_bind(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Money\n1.1 Three months' notice will be given.\n"
                           "1.2 No cut will fall on one group alone.\n"
                           "1.3 Reserves are not spare money.\n"
                           "## Opinions\n2.1 Twelve weeks for anything new.\n"
                           "2.2 Work in Urdu will be sought out.\n"
                           "2.3 Answers will be printed.\n" SIGNED,
                   "money-1 commitment both\nmoney-2 commitment both\n"
                   "money-3 commitment both\nopinions-1 commitment both\n"
                   "opinions-2 commitment both\nopinions-3 commitment both\n");
}

static void key_issues_of_a_cabinet_paper_are_considerations(void **state) {
    (void)state;
    assert_clauses(CABINET "## Key issues\n1. The settlement is late.\n"
                           "2. The council holds ninety grants.\n",
                   "key-issues-1 consideration -\n"
                   "key-issues-2 consideration -\n");
}

static void items_of_a_letter_and_a_number_are_of_one_row(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Fair\nF1. A funder pays the full cost.\n"
                           "F2. A funder shall not ask for less.\n"
                           "F3. The form shall be short.\n" SIGNED,
                   "fair-1 commitment both\nfair-2 commitment public\n"
                   "fair-3 commitment both\n");
}

static void a_star_after_a_number_is_a_note_of_it(void **state) {
    (void)state;
    assert_clauses(COMPACT "## What public bodies will do\n1. Meet early.\n"
                           "2.* Pay on time.\n3. Write.\n" SIGNED,
                   "what-public-bodies-will-do-1 commitment public\n"
                   "what-public-bodies-will-do-2 commitment public\n"
                   "what-public-bodies-will-do-3 commitment public\n");
}

static void what_becomes_of_the_paper_is_no_clause(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Consultation\nThe Council will ask early.\n"
                           "## If things go wrong\n"
                           "The parties should first talk.\n"
                           "## Review\nThe partners will meet about it.\n" //
                   SIGNED,
                   "consultation-1 commitment public\n");
}

static void what_a_board_is_asked_is_recommended(void **state) {
    (void)state;
    assert_clauses(CABINET
                   "## 7.0 RECOMMENDATIONS\n7.1 The Board is asked to:\n"
                   "i) note the cases;\nii) agree the post.\n",
                   "recommendations-1 recommendation -\n"
                   "recommendations-2 recommendation -\n");
    assert_clauses(CABINET "## Conclusions and recommendations\n"
                           "There is less money.\n## We recommend that\n"
                           "1. the post should stay\n2. it be paid.\n",
                   "we-recommend-that-1 recommendation -\n"
                   "we-recommend-that-2 recommendation -\n");
}

static void principles_under_their_own_labels_follow_each_other(void **state) {
    (void)state;
    assert_clauses(COMPACT "## Principle 1: Respect\nEverybody matters.\n"
                           "## Principle 2: Thrift\nMoney matters.\n" SIGNED,
                   "principle-1-respect-1 principle both\n"
                   "principle-2-thrift-1 principle both\n");
}

static void hostile_lists_take_linear_time(void **state) {
    (void)state;
    enum { TIMES = 200000 };
    struct buffer text = BUFFER_INIT(64 * 1024 * 1024);
    buffer_append_string(&text, COMPACT "## Commitments\n");
    for (size_t i = 0; i < TIMES; i++)
        buffer_append_string(&text, "- (a) We will:\n");
    assert_true(buffer_ok(&text));
    struct document *document = describe_text(text.data);
    assert_int_equal(document->clause_count, TIMES);
    document_destroy(document);
    buffer_destroy(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heading_makes_clauses_of_the_items_under_it),
        cmocka_unit_test(a_clause_goes_on_over_paragraphs_without_a_mark),
        cmocka_unit_test(signatures_and_dates_are_no_part_of_the_last_clause),
        cmocka_unit_test(nested_items_belong_to_their_parent),
        cmocka_unit_test(a_roman_i_after_h_is_a_letter),
        cmocka_unit_test(letters_at_the_top_are_clauses_of_their_own),
        cmocka_unit_test(reasons_for_recommendations_are_none),
        cmocka_unit_test(the_bullets_of_a_blog_are_no_clauses),
        cmocka_unit_test(the_heading_says_which_side_we_are),
        cmocka_unit_test(a_lead_in_says_who_undertakes_the_list_under_it),
        cmocka_unit_test(a_council_for_voluntary_service_is_no_council),
        cmocka_unit_test(who_is_done_to_does_not_undertake),
        cmocka_unit_test(sections_of_one_name_keep_their_clauses_apart),
        cmocka_unit_test(an_anchor_stays_when_text_elsewhere_changes),
        cmocka_unit_test(items_that_undertake_nothing_are_left),
        cmocka_unit_test(a_row_of_undertakings_has_the_passive_ones_too),
        cmocka_unit_test(a_definition_is_known_by_its_term),
        cmocka_unit_test(a_table_has_a_clause_in_each_row_but_its_head),
        cmocka_unit_test(a_label_says_the_kind),
        cmocka_unit_test(a_clause_has_the_topics_it_treats_and_no_listed_ones),
        cmocka_unit_test(undertakings_in_prose_are_clauses),
        cmocka_unit_test(
            numbered_provisions_are_clauses_where_most_of_them_bind),
        cmocka_unit_test(key_issues_of_a_cabinet_paper_are_considerations),
        cmocka_unit_test(items_of_a_letter_and_a_number_are_of_one_row),
        cmocka_unit_test(a_star_after_a_number_is_a_note_of_it),
        cmocka_unit_test(what_becomes_of_the_paper_is_no_clause),
        cmocka_unit_test(what_a_board_is_asked_is_recommended),
        cmocka_unit_test(principles_under_their_own_labels_follow_each_other),
        cmocka_unit_test(hostile_lists_take_linear_time),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
