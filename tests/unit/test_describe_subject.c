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

/* The halves of a pair stand apart in one sentence. */
static void a_grant_and_its_end_are_met_in_one_sentence(void **state) {
    (void)state;
    static const char *const told[] = {
        "The grant of four thousand pounds that kept it was to end in May.",
        "It stands to lose the whole of its council grant.",
        "The Trust had withdrawn, by letter, the contract for dinners."};
    static const char *const not_told[] = {
        "The grant pays for dinners. The road was to end at the mill.",
        "The ribbon was cut before the grants officer had found her glasses, "
        "and there was cake.",
        "The evening had ended and nobody had asked for money."};
    for (size_t i = 0; i < 3; i++) {
        char text[1024];
        snprintf(text, sizeof text, "# The hill\n%s\n" PROSE "%s\n" PROSE,
                 told[i], told[(i + 1) % 3]);
        assert_true(treats(text, "decommissioning-and-cuts"));
        snprintf(text, sizeof text, "# The hill\n%s\n" PROSE "%s\n" PROSE,
                 not_told[i], not_told[i]);
        if (i != 1)
            assert_false(treats(text, "decommissioning-and-cuts"));
    }
    assert_true(treats("# The hill\nThe council broke, twice in one week, its "
                       "own Compact.\n" PROSE
                       "It apologised for what the Compact forbids.\n" PROSE,
                       "breach-and-advocacy"));
}

/* Words of a subject that papers say in passing. */
static void a_sign_alone_treats_nothing(void **state) {
    (void)state;
    static const struct {
        const char *said;
        const char *topic;
    } passing[] = {
        {"It is good for their health.", "health"},
        {"NHS Barset sent a cake.", "health"},
        {"Some young people came.", "children-and-young-people"},
        {"Their carers came too.", "social-care"},
        {"It was on the way to the housing office.", "housing"},
        {"The environment was pleasant.", "environment"},
        {"Their jobs were safe.", "employment-and-skills"},
        {"A solicitor was there.", "public-law"},
        {"The savings were small.", "decommissioning-and-cuts"},
        {"It was transparent.", "transparency"},
        {"The retired were there.", "older-people"},
    };
    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++) {
        char text[1024];
        snprintf(text, sizeof text, "# The hill\n%s\n" PROSE "%s\n" PROSE,
                 passing[i].said, passing[i].said);
        if (treats(text, passing[i].topic))
            fail_msg("%s is found in: %s", passing[i].topic, text);
    }
    assert_true(treats("# The hill\nIt is good for their health.\n" PROSE
                       "A health visitor comes on Mondays.\n" PROSE,
                       "health"));
    assert_true(treats("# The hill\nIt is good for their health.\n" PROSE
                       "Health came first.\n" PROSE "So did their health.\n",
                       "health"));
    assert_true(
        treats("# The hill\n" PROSE PROSE "## Health\n" PROSE, "health"));
}

/* Phrases that have a subject's word and mean something else. */
static void a_false_friend_is_no_mention(void **state) {
    (void)state;
    static const struct {
        const char *said;
        const char *topic;
    } friends[] = {
        {"Health and safety was read out, and a compact health check done, "
         "with a clean bill of health.",
         "health"},
        {"It was signed in good faith, and they have faith in it.", "faith"},
        {"The policy environment and the funding environment change.",
         "environment"},
        {"It cuts both ways, and the haircuts were free.",
         "decommissioning-and-cuts"},
        {"The award of contracts and a grant award were minuted.", "awards"},
        {"A consultant wrote it, and consultants printed it.", "consultation"},
        {"Judicial review was not sought under the Compact.", "compact-review"},
        {"The voluntary and community groups came with their steering groups.",
         "community-groups"},
        {"A volunteer is what she volunteered to be.", "equality"},
        {"Refreshments were served, and all were refreshed.", "compact-review"},
        {"The survey was commissioned by the council.", "commissioning"},
        {"The training room and its training store were locked.", "training"},
        {"The Council House and the council house steps were swept.",
         "housing"},
    };
    for (size_t i = 0; i < sizeof friends / sizeof *friends; i++) {
        char text[1024];
        snprintf(text, sizeof text, "# The hill\n%s\n" PROSE "%s\n" PROSE,
                 friends[i].said, friends[i].said);
        if (treats(text, friends[i].topic))
            fail_msg("%s is found in: %s", friends[i].topic, text);
    }
}

/* What pages call a subject beside its own name. */
static void a_subject_goes_by_many_names(void **state) {
    (void)state;
    static const struct {
        const char *first;
        const char *second;
        const char *topic;
    } names[] = {
        {"Graffiti was washed off.", "CCTV had not helped.",
         "crime-and-safety"},
        {"Stop and search was talked over.", "Fear of crime fell.",
         "crime-and-safety"},
        {"Many were out of work.", "The job club found some a place.",
         "employment-and-skills"},
        {"Rent arrears had grown.", "Two evictions were stopped.", "housing"},
        {"The litter pick is on Sunday.", "Tree planting follows.",
         "environment"},
        {"The youth club reopened.", "Care leavers run the bar.",
         "children-and-young-people"},
        {"It offers respite.", "Day care is on Tuesdays.", "social-care"},
        {"Talking therapies were added.", "Smoking cessation was not.",
         "health"},
        {"Ethnic minorities were asked.", "ESOL is taught upstairs.",
         "black-and-minority-ethnic"},
        {"Faith leaders met.", "The gurdwara lent its hall.", "faith"},
        {"Have your say, it said.", "They want your views by Friday.",
         "consultation"},
        {"The grant application was short.", "Rate relief was given.",
         "funding"},
        {"They took on volunteer drivers.", "Their volunteers are insured.",
         "volunteering"},
        {"The finalists came.", "The prize was a lamp.", "awards"},
        {"The Compact is being rewritten by six people.",
         "We shall revise the Compact in May.", "compact-review"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char text[1024];
        snprintf(text, sizeof text, "# The hill\n%s\n" PROSE "%s\n" PROSE,
                 names[i].first, names[i].second);
        if (!treats(text, names[i].topic))
            fail_msg("%s is not found in: %s", names[i].topic, text);
    }
}

static void notice_withdrawal_and_a_broken_word_are_subjects(void **state) {
    (void)state;
    assert_true(treats("# Giving notice: a guide\n" PROSE PROSE,
                       "decommissioning-and-cuts"));
    assert_true(treats("# Proposed withdrawal of rent relief\n" PROSE PROSE,
                       "decommissioning-and-cuts"));
    assert_true(
        treats("# Council backs down\n" PROSE PROSE, "breach-and-advocacy"));
    assert_true(treats("# The hill\n" PROSE
                       "They hold that the Compact had been broken.\n" PROSE
                       "It was not followed.\n" PROSE,
                       "breach-and-advocacy"));
    assert_true(treats("# The hill\n" PROSE
                       "## A provider of support to voluntary groups\n" PROSE,
                       "infrastructure-bodies"));
    assert_true(treats("# The hill\n" PROSE "## Commissioning\n" PROSE PROSE,
                       "commissioning"));
    assert_false(treats("# The hill\n" PROSE
                        "The compact is in the induction of new staff.\n" PROSE,
                        "training"));
    /* A hall's rent houses nobody. */
    assert_false(treats("# Dance hall rent\n" PROSE PROSE, "housing"));
    assert_false(
        treats("# Public notice\n" PROSE PROSE, "decommissioning-and-cuts"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notice_withdrawal_and_a_broken_word_are_subjects),
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
        cmocka_unit_test(a_grant_and_its_end_are_met_in_one_sentence),
        cmocka_unit_test(a_sign_alone_treats_nothing),
        cmocka_unit_test(a_false_friend_is_no_mention),
        cmocka_unit_test(a_subject_goes_by_many_names),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
