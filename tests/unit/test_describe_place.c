/* test_describe_place.c - claims about where a paper is of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "The people who look after it meet there once in every week, "             \
    "and they bring their own sandwiches.\n"

static void assert_where(const char *text, const char *regions,
                         const char *places) {
    struct document *document = describe_text(text);
    assert_values(document, "region", regions);
    assert_values(document, "place", places);
    assert_evidence_sound(document);
    document_destroy(document);
}

static void a_place_in_the_title_is_the_papers(void **state) {
    (void)state;
    assert_where("# The Dudley Compact\n" PROSE, "west-midlands",
                 "west-midlands/dudley");
}

static void a_district_carries_its_county(void **state) {
    (void)state;
    assert_where("# The South Lakeland Compact\n" PROSE, "north-west",
                 "north-west/cumbria/south-lakeland north-west/cumbria");
}

static void a_possessive_is_the_place(void **state) {
    (void)state;
    assert_where("# Working together\nRedbridge’s first compact was signed in "
                 "the town hall.\nRedbridge's second one was better.\n" PROSE,
                 "london", "london/redbridge");
}

static void where_a_workshop_was_held_is_no_subject(void **state) {
    (void)state;
    assert_where("# How Redbridge did it\nThere were workshops in Bedford and "
                 "Nottingham, and she came to the Bedford event with us.\n"
                 "A meeting was held at the YMCA in Chelmsford.\n" PROSE,
                 "london", "london/redbridge");
}

static void an_organisations_name_is_not_its_region(void **state) {
    (void)state;
    assert_where("# How Redbridge did it\nOne East Midlands have set up a "
                 "page for it.\nOne East Midlands paid for the tea.\n" PROSE,
                 "london", "london/redbridge");
}

static void an_ambiguous_name_needs_support(void **state) {
    (void)state;
    assert_where("# Reading the small print\nReading takes time. The clauses "
                 "deal with grants.\n" PROSE,
                 "", "");
    assert_where("# Compact news\nReading Borough Council has a new compact.\n"
                 "The voluntary sector in Reading has signed it.\n" PROSE,
                 "south-east", "south-east/reading");
}

static void a_persons_name_is_no_place(void **state) {
    (void)state;
    assert_where("# News from Dudley\nJoel Lincoln and Ann Chester were there."
                 " Joel Lincoln spoke. Ann Chester sang.\n" PROSE,
                 "west-midlands", "west-midlands/dudley");
}

static void march_is_a_month(void **state) {
    (void)state;
    assert_where("# The grants round\nNotices were served in March and "
                 "withdrawn in March.\nIn March we met again.\n" PROSE,
                 "", "");
}

static void a_short_name_is_the_long_one(void **state) {
    (void)state;
    assert_where("# Great Yarmouth Compact\nYarmouth Voluntary Action met in "
                 "the autumn.\nThe people of Yarmouth came.\n" PROSE,
                 "east-of-england",
                 "east-of-england/norfolk/great-yarmouth "
                 "east-of-england/norfolk");
}

static void a_police_authority_lends_no_county(void **state) {
    (void)state;
    assert_where(
        "# Brighton & Hove Compact\nBrighton & Hove City Council and "
        "the East Sussex Police Authority have signed it.\n" PROSE PROSE,
        "south-east", "south-east/brighton-and-hove");
}

static void examples_from_all_over_make_no_place(void **state) {
    (void)state;
    assert_where("# What a compact can do\nEvery local authority in England "
                 "has one.\nIn Dudley they share a van. In Tameside they share "
                 "a hall.\nIn Southampton they share both. In Kirklees nobody "
                 "shares anything.\n" PROSE,
                 "england", "");
}

static void a_national_paper_is_englands(void **state) {
    (void)state;
    assert_where("# Secretary of State for Health writes to councils\nEvery "
                 "health body in England should sign.\n" PROSE,
                 "england", "");
}

static void a_letterheads_address_is_no_place(void **state) {
    (void)state;
    assert_where("Minister for the Third Sector\n9 Newarke Street, Leicester "
                 "LE1 5SN\nDear colleague\nFunding this winter\n"
                 "I am writing to every local authority in England.\n" PROSE
                 "Yours sincerely\nAnn Other\n",
                 "england", "");
}

static void regions_are_named_in_the_order_of_their_weight(void **state) {
    (void)state;
    assert_where("# Notes from Essex and the South East\nEssex has a new "
                 "compact.\nPeople in the "
                 "South East have asked for it.\nThe partners in Essex wrote "
                 "it.\nThe South East is next.\nEssex County Council paid.\n",
                 "east-of-england south-east", "east-of-england/essex");
}

static void two_examples_from_two_regions_make_neither(void **state) {
    (void)state;
    assert_where("# Why it matters\nIn Lambeth the council's plans were "
                 "welcomed.\nIn Leeds it was the opposite.\n" PROSE
                 "Every local authority in England should look at this.\n",
                 "england", "");
}

static void a_round_of_one_region_is_the_regions(void **state) {
    (void)state;
    assert_where("# My first month\nI have been to Truro, Taunton, Dorchester "
                 "and Swindon.\nIn Devon there is a group without money. In "
                 "Gloucestershire they have some.\nIn Bristol they argue. In "
                 "Wiltshire they do not.\n",
                 "south-west", "");
}

static void a_members_constituency_is_no_place(void **state) {
    (void)state;
    assert_where("# Written answers of the House of Commons\nI refer the "
                 "Member for Doncaster to the answer that I gave.\n" PROSE,
                 "england", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_in_the_title_is_the_papers),
        cmocka_unit_test(a_district_carries_its_county),
        cmocka_unit_test(a_possessive_is_the_place),
        cmocka_unit_test(where_a_workshop_was_held_is_no_subject),
        cmocka_unit_test(an_organisations_name_is_not_its_region),
        cmocka_unit_test(an_ambiguous_name_needs_support),
        cmocka_unit_test(a_persons_name_is_no_place),
        cmocka_unit_test(march_is_a_month),
        cmocka_unit_test(a_short_name_is_the_long_one),
        cmocka_unit_test(a_police_authority_lends_no_county),
        cmocka_unit_test(examples_from_all_over_make_no_place),
        cmocka_unit_test(a_national_paper_is_englands),
        cmocka_unit_test(a_letterheads_address_is_no_place),
        cmocka_unit_test(regions_are_named_in_the_order_of_their_weight),
        cmocka_unit_test(two_examples_from_two_regions_make_neither),
        cmocka_unit_test(a_round_of_one_region_is_the_regions),
        cmocka_unit_test(a_members_constituency_is_no_place),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
