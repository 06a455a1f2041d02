/* test_describe_subject.c - claims about what a paper treats. */
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

static bool treats(const char *text, const char *topic) {
    struct document *document = describe_text(text);
    assert_evidence_sound(document);
    bool found = has_value(document, "topic", topic);
    document_destroy(document);
    return found;
}

static void a_subject_in_the_title_is_treated(void **state) {
    (void)state;
    assert_true(
        treats("# A code on volunteering\n" PROSE PROSE PROSE, "volunteering"));
}

static void a_heading_of_its_own_is_enough(void **state) {
    (void)state;
    assert_true(treats("# The hill\n" PROSE PROSE "## Housing need\n" PROSE,
                       "housing"));
    assert_true(treats("# The hill\n" PROSE PROSE
                       "Training. Four half-days were planned.\n" PROSE,
                       "training"));
}

static void a_forms_heading_is_not_the_papers(void **state) {
    (void)state;
    assert_false(treats("# The hill\nWards affected\nAll\n" PROSE PROSE
                        "## Equality implications\nNone.\n"
                        "## Background papers\nNone.\n",
                        "equality"));
}

static void two_blocks_treat_a_subject_and_one_mentions_it(void **state) {
    (void)state;
    assert_true(treats("# The hill\nThe grants were cut.\n" PROSE
                       "They asked for grants again.\n" PROSE,
                       "funding"));
    assert_false(treats("# The hill\nThe grants were cut.\n" PROSE PROSE PROSE,
                        "funding"));
}

static void a_list_of_short_items_treats_nothing(void **state) {
    (void)state;
    static const char list[] =
        "# The hill\nIt speaks of social value, localism, housing and many "
        "more.\n" PROSE "There was talk of localism, social value, housing "
        "and transport.\n" PROSE;
    assert_false(treats(list, "social-value"));
    assert_false(treats(list, "localism"));
    assert_false(treats(list, "housing"));
}

static void a_long_lead_in_does_not_hide_a_list(void **state) {
    (void)state;
    static const char list[] =
        "# The hill\nWe shall address common concerns such as social "
        "inclusion, community safety and health improvement.\n" PROSE
        "The strategy covers concerns such as community safety, housing need "
        "and fuel poverty.\n" PROSE;
    assert_false(treats(list, "crime-and-safety"));
}

static void a_bodys_name_is_no_subject(void **state) {
    (void)state;
    static const char text[] =
        "# The hill\nThe Department of Health paid for it.\n" PROSE
        "The Barset Primary Care Trust and two primary care trusts "
        "came.\n" PROSE
        "The Director of Housing and Adult Social Services spoke.\n"
        "The Department of Health left.\n";
    assert_false(treats(text, "health"));
    assert_false(treats(text, "housing"));
    assert_false(treats(text, "social-care"));
}

static void an_undertaking_is_a_clause_of_its_own(void **state) {
    (void)state;
    static const char text[] =
        "# The Dudley Compact\nAn agreement between Dudley Council and the "
        "voluntary sector\n- We will promote equality in all that we do.\n"
        "- We will respect the right to campaign.\n- We will meet often.\n"
        "Ann Other, Leader, Dudley Council\n"
        "Bob Some, Chair, Dudley Voluntary Forum\n";
    assert_true(treats(text, "equality"));
    assert_true(treats(text, "independence-and-campaigning"));
}

static void every_compact_mentions_partnership(void **state) {
    (void)state;
    assert_false(
        treats("# The hill\nWe believe in working together.\n" PROSE PROSE PROSE
               "It was good partnership working.\n" PROSE,
               "partnership-working"));
    assert_true(treats("# Working in partnership on the hill\n" PROSE PROSE,
                       "partnership-working"));
}

static void the_main_matter_of_a_short_paper_counts(void **state) {
    (void)state;
    assert_true(treats("# The hill\nVolunteers carry the dinners. Volunteers "
                       "know who has left the gas on.\n",
                       "volunteering"));
    assert_false(treats("# The hill\nThe dinners are carried by volunteers "
                        "who have a card, which they post.\n",
                        "volunteering"));
}

/* Cuts and breaches are told as stories, seldom by their names. */
static void a_story_of_a_cut_or_a_breach_is_known_by_its_verbs(void **state) {
    (void)state;
    static const struct {
        const char *first;
        const char *second;
        const char *topic;
    } stories[] = {
        {"The club lost its grant in May.", "The money stopped within a week.",
         "decommissioning-and-cuts"},
        {"It was told that its funding would end.",
         "The letter came without any notice.", "decommissioning-and-cuts"},
        {"The grant was cut by a third.",
         "Next year the grant will end, they said.",
         "decommissioning-and-cuts"},
        {"The contract was not renewed.", "Two others lost their funding.",
         "decommissioning-and-cuts"},
        {"The Trust withdrew its funding.",
         "It had meant to stop funding them all.", "decommissioning-and-cuts"},
        {"The council broke the Compact.",
         "It did not keep to what it had signed.", "breach-and-advocacy"},
        {"The Trust went back on its word.",
         "That was contrary to the Compact.", "breach-and-advocacy"},
        {"The district had not followed its own code.",
         "It had ignored the code before.", "breach-and-advocacy"},
        {"The groups were not consulted.", "The county failed to consult.",
         "consultation"},
    };
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        char text[1024];
        snprintf(text, sizeof text, "# The hill\n%s\n" PROSE "%s\n" PROSE,
                 stories[i].first, stories[i].second);
        if (!treats(text, stories[i].topic))
            fail_msg("%s is not found in: %s", stories[i].topic, text);
    }
    assert_false(
        treats("# The hill\nThey ended the evening with a song.\n" PROSE
               "The money was counted twice.\n" PROSE,
               "decommissioning-and-cuts"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subject_in_the_title_is_treated),
        cmocka_unit_test(a_heading_of_its_own_is_enough),
        cmocka_unit_test(a_forms_heading_is_not_the_papers),
        cmocka_unit_test(two_blocks_treat_a_subject_and_one_mentions_it),
        cmocka_unit_test(a_list_of_short_items_treats_nothing),
        cmocka_unit_test(a_long_lead_in_does_not_hide_a_list),
        cmocka_unit_test(a_bodys_name_is_no_subject),
        cmocka_unit_test(an_undertaking_is_a_clause_of_its_own),
        cmocka_unit_test(every_compact_mentions_partnership),
        cmocka_unit_test(the_main_matter_of_a_short_paper_counts),
        cmocka_unit_test(a_story_of_a_cut_or_a_breach_is_known_by_its_verbs),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
