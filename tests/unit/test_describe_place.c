/* test_describe_place.c - claims about where a paper is of. */
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

/* Roles. */

/* What the paper's places do, as "value: role" lines. */
static void assert_roles(const char *text, const char *expected) {
    char found[2048] = "";
    struct document *document = describe_text(text);
    for (size_t i = 0; i < document->place_count; i++) {
        const struct document_place *place = &document->places[i];
        const char *name = strrchr(place->value, '/');
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s: %s\n",
                 name ? name + 1 : place->value,
                 document_place_role_name(place->role));
        assert_true(place->end <= document->text_size);
    }
    assert_string_equal(found, expected);
    document_destroy(document);
}

static void a_venue_is_told_from_the_subject(void **state) {
    (void)state;
    assert_roles("# How Redbridge did it\nThere were workshops in Bedford and "
                 "Nottingham.\n" PROSE,
                 "redbridge: subject\nbedford: venue\nnottingham: venue\n");
}

static void councils_such_as_these_are_examples(void **state) {
    (void)state;
    assert_roles("# How Redbridge did it\nCouncils such as Kent and Devon have "
                 "done it too.\n" PROSE,
                 "redbridge: subject\nkent: example\ndevon: example\n");
}

static void examples_reach_no_facet_however_often(void **state) {
    (void)state;
    assert_where("# What a compact can do\nIn England councils such as Kent "
                 "have one.\nOthers, for example Kent, have two.\nPlaces like "
                 "Kent have money, and every local authority needs it.\n",
                 "england", "");
}

static void the_writers_patch_is_the_papers(void **state) {
    (void)state;
    assert_where("# My first month\nI joined in May as an officer covering "
                 "Devon and Cornwall.\n" PROSE,
                 "south-west", "south-west/devon south-west/cornwall");
    assert_roles("# My first month\nI joined in May as an officer covering "
                 "Devon and Cornwall.\n" PROSE,
                 "devon: author's patch\ncornwall: author's patch\n");
}

static void a_region_may_be_the_patch(void **state) {
    (void)state;
    struct document *document = describe_text(
        "# My first month\nI am the new officer covering the South East and "
        "the North West.\n" PROSE);
    bool patch = false;
    for (size_t i = 0; i < document->evidence_count; i++)
        patch = patch ||
                (strcmp(document->evidence[i].rule, "authors-patch") == 0 &&
                 strcmp(document->evidence[i].facet, "region") == 0);
    assert_true(patch);
    document_destroy(document);
}

static void a_charitys_patch_is_not_the_writers(void **state) {
    (void)state;
    assert_roles("# How Redbridge did it\nA charity covering Devon asked how "
                 "it was done.\n" PROSE,
                 "redbridge: subject\ndevon: example\n");
}

static void a_county_that_lends_a_body_its_name_is_part_of_it(void **state) {
    (void)state;
    assert_roles("# How Redbridge did it\nThe Suffolk Wildlife Trust asked how "
                 "it was done.\n" PROSE,
                 "redbridge: subject\nsuffolk: part of a body's name\n");
}

static void a_streets_name_is_no_place(void **state) {
    (void)state;
    assert_roles("# How Redbridge did it\nThe shop in Essex Road is next to "
                 "the one in Kent Street.\n" PROSE,
                 "redbridge: subject\n");
}

static void a_double_surname_is_no_place(void **state) {
    (void)state;
    assert_roles("# How Redbridge did it\nCouncillor Ann Oldham-Grey and Bob "
                 "Grey-Lancaster signed it.\n" PROSE,
                 "redbridge: subject\n");
}

static void a_surname_alone_is_no_place_either(void **state) {
    (void)state;
    assert_where("# How Redbridge did it\nKevin Lancaster spoke.\nLancaster "
                 "said that it was easy.\nAfterwards Lancaster sat down.\n",
                 "london", "london/redbridge");
}

static void a_title_before_a_name_makes_it_a_persons(void **state) {
    (void)state;
    assert_where("# How Redbridge did it\nMr London and Cllr Kent were there."
                 "\nMrs Derby thanked Mr London.\n",
                 "london", "london/redbridge");
}

static void two_towns_in_a_row_are_no_body(void **state) {
    (void)state;
    assert_roles("# How Redbridge did it\nThey spoke to people from Walsall "
                 "and Sandwell.\n" PROSE,
                 "redbridge: subject\nwalsall: example\nsandwell: example\n");
}

static void a_university_is_not_its_towns(void **state) {
    (void)state;
    assert_where("# How Redbridge did it\nThe University of Reading measured "
                 "it.\n" PROSE,
                 "london", "london/redbridge");
}

static void wells_and_deal_are_words(void **state) {
    (void)state;
    assert_roles("# How Redbridge did it\nWells were dug. Deal with it. "
                 "Battle was joined. Bath time came.\n" PROSE,
                 "redbridge: subject\n");
}

static void new_south_wales_is_not_wales(void **state) {
    (void)state;
    assert_where("# News from Dudley\nA visitor from New South Wales spoke in "
                 "New South Wales fashion.\n" PROSE,
                 "west-midlands", "west-midlands/dudley");
}

static void the_scottish_compact_is_scotlands(void **state) {
    (void)state;
    assert_where("# The Scottish Compact\nThe Scottish Executive and the "
                 "voluntary sector in Scotland have agreed.\n" PROSE,
                 "scotland", "");
}

static void where_people_went_for_a_day_is_no_subject(void **state) {
    (void)state;
    assert_roles("# How Redbridge did it\nThe club paid for a trip to Kent and "
                 "the band travelled to Devon.\nShe thanked them for the visit "
                 "to Kirklees Council.\n" PROSE,
                 "redbridge: subject\nkent: venue\ndevon: venue\n"
                 "kirklees: example\n");
}

static void another_towns_model_is_an_example(void **state) {
    (void)state;
    assert_where("# How Redbridge did it\nDevon's compact was the model for "
                 "ours.\nWe borrowed the Devon Compact and its codes.\nIt is "
                 "done twice a year, as in Devon.\n" PROSE,
                 "london", "london/redbridge");
}

static void england_and_wales_are_two(void **state) {
    (void)state;
    assert_where("# The law of compacts in England and Wales\nEvery local "
                 "authority in England has one, and every council in Wales.\n"
                 "England and Wales have one law.\n" PROSE,
                 "wales england", "");
    assert_where("# How Redbridge did it\nThe Prince of Wales came. A charity "
                 "registered in England and Wales paid.\n" PROSE,
                 "london", "london/redbridge");
}

static void assert_where_of(struct paper paper, const char *regions,
                            const char *places) {
    struct document *document = describe_paper(paper);
    assert_values(document, "region", regions);
    assert_values(document, "place", places);
    assert_evidence_sound(document);
    document_destroy(document);
}

static void a_place_said_once_in_passing_is_no_subject(void **state) {
    (void)state;
    assert_where("# How they did it\nRedbridge has a compact.\nBy Dartford "
                 "they were arguing about the kitchen.\nThe Redbridge Compact "
                 "was signed.\n" PROSE,
                 "london", "london/redbridge");
    assert_where("# How they did it\nThe Plymouth Compact promises three "
                 "months.\n" PROSE PROSE PROSE
                 "Exeter's advice agencies went through the same last year.\n",
                 "south-west", "south-west/plymouth");
}

static void two_places_that_a_paper_comes_back_to_are_both_its(void **state) {
    (void)state;
    assert_where("# How they did it\nRedbridge and Havering have one "
                 "compact.\nIn Havering it is kept, and so it is in "
                 "Redbridge.\n" PROSE,
                 "london", "london/redbridge london/havering");
}

static void a_county_is_not_short_for_its_districts(void **state) {
    (void)state;
    assert_where("# How they did it\nDorset has a compact, and the county "
                 "council keeps it.\nIn Dorset it is well known.\nWest Dorset "
                 "District Council signed too.\n" PROSE,
                 "south-west", "south-west/dorset");
}

static void a_councils_host_says_where_its_page_is_of(void **state) {
    (void)state;
    assert_where_of((struct paper){.text = "# Our compact\n" PROSE PROSE,
                                   .address = "http://www.redbridge.gov.uk/"
                                              "compact"},
                    "london", "london/redbridge");
    assert_where_of((struct paper){.text = "# Our compact\n" PROSE PROSE,
                                   .address = "http://www.voluntaryaction"
                                              "leeds.org.uk/compact"},
                    "yorkshire-and-the-humber",
                    "yorkshire-and-the-humber/leeds");
    assert_where_of((struct paper){.text = "# Our compact\n" PROSE PROSE,
                                   .path = "www.northumberlandvoices.example/"
                                           "compact.txt"},
                    "north-east", "north-east/northumberland");
}

static void a_file_name_is_no_host(void **state) {
    (void)state;
    assert_where_of((struct paper){.text = "# Our hill\n" PROSE PROSE,
                                   .path = "redbridge.txt"},
                    "", "");
}

static void a_common_word_in_a_host_is_no_place(void **state) {
    (void)state;
    static const char *const hosts[] = {
        "http://www.readingwell.org.uk/a",  "http://www.battleground.org/a",
        "http://www.bathroomnews.co.uk/a",  "http://www.rugbyunion.com/a",
        "http://www.saleroom.co.uk/a",      "http://www.kentucky.gov/a",
        "http://www.dealmakers.example/a",  "http://www.yorker.example/a",
        "http://www.sandwichbar.example/a", "http://www.essexual.example/a"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        assert_where_of((struct paper){.text = "# Our hill\n" PROSE PROSE,
                                       .address = hosts[i]},
                        "", "");
}

static void the_text_wins_over_the_host(void **state) {
    (void)state;
    assert_where_of((struct paper){.text = "# How Redbridge did it\n" PROSE,
                                   .address = "http://www.leeds.gov.uk/a"},
                    "london", "london/redbridge");
    assert_where_of(
        (struct paper){.text = "# The law of compacts\nEvery local authority "
                               "in England has one, says the Home Office.\n"
                               "The Cabinet Office and the Home Office agree "
                               "with the Prime Minister.\nThe Home Office and "
                               "HM Treasury pay.\nThe Cabinet Office pays.\n",
                       .address = "http://www.leeds.gov.uk/a"},
        "england", "");
}

static void the_owner_in_a_footer_says_where_its_page_is_of(void **state) {
    (void)state;
    assert_where_of(
        (struct paper){.text = "# Our compact\n" PROSE PROSE
                               "© Wirral CVS 2011. Registered charity 1.\n"},
        "north-west", "north-west/wirral");
}

static void a_paper_for_all_councils_is_englands(void **state) {
    (void)state;
    assert_where("# Before you decide\nIf you have a local Compact, read it, "
                 "for most local authorities have one.\n" PROSE,
                 "england", "");
    assert_where("# The hill\n" PROSE PROSE, "", "");
    assert_where("# When it counts\n" PROSE PROSE PROSE "This note is about "
                 "England. In Wales it is another story.\n" PROSE,
                 "england", "");
}

static void a_welsh_town_is_not_its_english_namesake(void **state) {
    (void)state;
    assert_where("# A review for Newport\nThe Welsh Assembly Government paid "
                 "for it.\nNewport is in Wales.\n" PROSE
                 "The county voluntary councils in Wales met.\n",
                 "wales", "");
}

static void londons_groups_are_londons(void **state) {
    (void)state;
    assert_where("# London's minority groups and the Compact\nThe Home Office "
                 "wrote it.\n" PROSE,
                 "london", "");
}

static void a_charitys_registration_is_no_country(void **state) {
    (void)state;
    assert_where("# The hill\nThe trust is a charity registered in England "
                 "and Wales, and banks with the Bank of England.\n" PROSE,
                 "", "");
}

static void a_month_in_a_table_is_no_town(void **state) {
    (void)state;
    assert_where("# Action plan for Redbridge\n| Publish a register | County "
                 "Council March 2009\n| Report | Until March 2010\n" PROSE,
                 "london", "london/redbridge");
}

static void a_town_on_a_line_of_an_address_is_no_subject(void **state) {
    (void)state;
    assert_where("From the Rt Hon Ann Other MP\nMinister of State\nRichmond "
                 "House\n79 Whitehall\nLondon\nSW1A 2NS\nDear colleague\nThe "
                 "Compact\nI am writing to ask for your help with the Compact "
                 "that the Government renewed.\nYours sincerely\nAnn Other\n",
                 "england", "");
}

static void a_county_of_wales_is_in_wales(void **state) {
    (void)state;
    assert_where("# Ceredigion Compact\nCeredigion County Council signed it in "
                 "the town hall.\n" PROSE,
                 "wales", "");
}

/* Members speak of their seats in passing. */
static void
a_debate_is_the_nations_unless_it_comes_back_to_a_place(void **state) {
    (void)state;
    assert_where("31 Mar 2009 : Column 221WH\nWestminster Hall\n# Voluntary "
                 "Sector (Recession)\nAnn Other (Barset) (Con): I am grateful "
                 "to the Minister and to you, Mr. Lyneham.\nDr Thorne (Salford "
                 "East) (Lab): Does my hon. Friend agree? Salford has paid its "
                 "grants early.\nAnn Other: I commend Salford to the House.\n",
                 "england", "");
    assert_where("31 Mar 2009 : Column 221WH\nWestminster Hall\n# Voluntary "
                 "Sector (Salford)\nAnn Other (Barset) (Con): I am grateful "
                 "to the Minister and to you, Mr. Lyneham.\n",
                 "north-west", "north-west/salford");
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
        cmocka_unit_test(a_venue_is_told_from_the_subject),
        cmocka_unit_test(councils_such_as_these_are_examples),
        cmocka_unit_test(examples_reach_no_facet_however_often),
        cmocka_unit_test(the_writers_patch_is_the_papers),
        cmocka_unit_test(a_region_may_be_the_patch),
        cmocka_unit_test(a_charitys_patch_is_not_the_writers),
        cmocka_unit_test(a_county_that_lends_a_body_its_name_is_part_of_it),
        cmocka_unit_test(a_streets_name_is_no_place),
        cmocka_unit_test(a_double_surname_is_no_place),
        cmocka_unit_test(a_surname_alone_is_no_place_either),
        cmocka_unit_test(a_title_before_a_name_makes_it_a_persons),
        cmocka_unit_test(two_towns_in_a_row_are_no_body),
        cmocka_unit_test(a_university_is_not_its_towns),
        cmocka_unit_test(wells_and_deal_are_words),
        cmocka_unit_test(new_south_wales_is_not_wales),
        cmocka_unit_test(the_scottish_compact_is_scotlands),
        cmocka_unit_test(where_people_went_for_a_day_is_no_subject),
        cmocka_unit_test(another_towns_model_is_an_example),
        cmocka_unit_test(england_and_wales_are_two),
        cmocka_unit_test(a_place_said_once_in_passing_is_no_subject),
        cmocka_unit_test(two_places_that_a_paper_comes_back_to_are_both_its),
        cmocka_unit_test(a_county_is_not_short_for_its_districts),
        cmocka_unit_test(a_councils_host_says_where_its_page_is_of),
        cmocka_unit_test(a_file_name_is_no_host),
        cmocka_unit_test(a_common_word_in_a_host_is_no_place),
        cmocka_unit_test(the_text_wins_over_the_host),
        cmocka_unit_test(the_owner_in_a_footer_says_where_its_page_is_of),
        cmocka_unit_test(a_paper_for_all_councils_is_englands),
        cmocka_unit_test(a_welsh_town_is_not_its_english_namesake),
        cmocka_unit_test(londons_groups_are_londons),
        cmocka_unit_test(a_charitys_registration_is_no_country),
        cmocka_unit_test(a_month_in_a_table_is_no_town),
        cmocka_unit_test(a_town_on_a_line_of_an_address_is_no_subject),
        cmocka_unit_test(a_county_of_wales_is_in_wales),
        cmocka_unit_test(
            a_debate_is_the_nations_unless_it_comes_back_to_a_place),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
