/* test_describe_organisations.c - claims about which bodies take part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "The people who look after it meet there once in every week, "             \
    "and they bring their own sandwiches.\n"
#define COMPACT                                                                \
    "- We will consult early.\n- We will pay on time.\n"                       \
    "- We recognise the worth of volunteers.\n"

/* The bodies as "Name/kind;", p for a party and s for one that signed. */
static void assert_bodies(const char *text, const char *expected) {
    struct document *document = describe_text(text);
    char found[2048] = "";
    assert_evidence_sound(document);
    for (size_t i = 0; i < document->organisation_count; i++) {
        const struct document_organisation *body = &document->organisations[i];
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s/%s%s%s;", body->name,
                 body->kind ? body->kind : "", body->party ? "/p" : "",
                 body->signed_it ? "s" : "");
    }
    document_destroy(document);
    assert_string_equal(found, expected);
}

static void a_name_ends_with_the_noun_that_makes_it_one(void **state) {
    (void)state;
    assert_bodies(PROSE "We met Barset County Council Cabinet there.\n",
                  "Barset County Council/council;");
    assert_bodies(
        PROSE
        "In May we met Barset Partnership NHS Trust and talked about it.\n",
        "Barset Partnership NHS Trust/nhs-body;");
}

static void a_name_may_begin_with_its_noun(void **state) {
    (void)state;
    assert_bodies(PROSE "We met the Alliance of Voluntary Clubs in Health and "
                        "Social Care.\n",
                  "Alliance of Voluntary Clubs in Health and Social "
                  "Care/voluntary-organisation;");
}

static void two_bodies_joined_are_two(void **state) {
    (void)state;
    assert_bodies(PROSE "We met Barset Council and Barset Police there.\n",
                  "Barset Council/council;Barset Police/police;");
    assert_bodies(PROSE "We met Barset Voice and the Wold Network there.\n",
                  "Wold Network/voluntary-organisation;");
}

static void a_trust_may_be_called_nhs_and_its_place(void **state) {
    (void)state;
    assert_bodies(PROSE "We met NHS Devon and NHS North Somerset there, and "
                        "talked of the NHS Constitution.\n",
                  "NHS Devon/nhs-body;NHS North Somerset/nhs-body;");
}

static void small_words_within_a_place_part_no_name(void **state) {
    (void)state;
    assert_bodies(PROSE "We met Southend-on-Sea Borough Council and the London "
                        "Borough of Richmond upon Thames on Monday.\n",
                  "Southend-on-Sea Borough Council/council;London Borough of "
                  "Richmond upon Thames/council;");
}

static void a_club_beside_a_council_is_none_of_its_name(void **state) {
    (void)state;
    assert_bodies(PROSE "We met Mill Hedgers and Devon County Council, and "
                        "Brighton and Hove City Council.\n",
                  "Devon County Council/council;Brighton and Hove City "
                  "Council/council;");
}

static void a_person_beside_a_body_is_none_of_its_name(void **state) {
    (void)state;
    assert_bodies(PROSE "Signed by\nJoel Belfairs Devon County Council\n"
                        "Joseph Rowntree Foundation\n",
                  "Devon County Council/council;Joseph Rowntree "
                  "Foundation/voluntary-organisation;");
}

static void parties_stand_under_a_heading_that_says_so(void **state) {
    (void)state;
    assert_bodies("# The Dudley Compact\n" COMPACT "## Who it is between\n"
                  "Dudley Council; Dudley Voluntary Forum, which is many "
                  "groups from the Gornal Club on; and Dudley Police.\n",
                  "Dudley Council/council/p;Dudley Voluntary "
                  "Forum/voluntary-organisation/p;Gornal "
                  "Club/voluntary-organisation;Dudley Police/police/p;");
    assert_bodies("# The Dudley Compact\n" COMPACT "## Signed on behalf of\n"
                  "Dudley Council\nDudley Voluntary Forum\n"
                  "## Contacts\nDudley Police\n",
                  "Dudley Council/council/ps;Dudley Voluntary "
                  "Forum/voluntary-organisation/ps;Dudley Police/police;");
}

static void parties_stand_in_a_sentence_that_names_them(void **state) {
    (void)state;
    assert_bodies("# The Dudley Compact\n" COMPACT PROSE PROSE
                  "The partners are Dudley Council, Dudley Police and Dudley "
                  "Voluntary Forum.\n",
                  "Dudley Council/council/p;Dudley Police/police/p;Dudley "
                  "Voluntary Forum/voluntary-organisation/p;");
    assert_bodies("# The Dudley Compact\n" COMPACT "## Partners\n"
                  "Dudley Council and Dudley Voluntary Forum.\n"
                  "Dudley Police has been invited to join.\n",
                  "Dudley Council/council/p;Dudley Voluntary "
                  "Forum/voluntary-organisation/p;Dudley Police/police;");
}

static void partners_of_no_agreement_are_no_parties(void **state) {
    (void)state;
    assert_bodies(PROSE "## Partners\nDudley Council and Dudley Police.\n",
                  "Dudley Council/council;Dudley Police/police;");
}

static void bodies_run_together_are_told_by_their_places(void **state) {
    (void)state;
    assert_bodies(PROSE "On the way there we met people from Newham University "
                        "Hospital NHS Trust, and many others from the "
                        "Dudley Alliance of Clubs Devon County Council.\n",
                  "Newham University Hospital NHS Trust/nhs-body;Dudley "
                  "Alliance of Clubs/voluntary-organisation;Devon County "
                  "Council/council;");
    assert_bodies(PROSE "We met NHS Great Yarmouth and Waveney.\n",
                  "NHS Great Yarmouth and Waveney/nhs-body;");
}

static void any_bodys_name_is_no_body(void **state) {
    (void)state;
    assert_bodies(PROSE "The Primary Care Trust, the Local Authorities, the "
                        "Police, Clinical Commissioning Groups and the "
                        "Voluntary and Community Sector met.\n",
                  "");
}

static void a_department_is_named_by_its_lead(void **state) {
    (void)state;
    assert_bodies(PROSE "The Department of Health agreed.\n",
                  "Department of Health/government-department;");
}

static void capitals_at_the_end_are_written_out(void **state) {
    (void)state;
    assert_bodies(PROSE "Barset PCT came, and Barset Primary Care Trust "
                        "stayed.\n",
                  "Barset Primary Care Trust/primary-care-trust;");
}

static void a_possessive_is_no_part_of_the_name(void **state) {
    (void)state;
    assert_bodies(PROSE
                  "Barset Council's website and BarsetCVS\xE2\x80\x99 own "
                  "scheme are known.\n",
                  "Barset Council/council;"
                  "BarsetCVS/voluntary-organisation;");
}

static void a_role_is_no_part_of_the_name(void **state) {
    (void)state;
    assert_bodies(PROSE "Jane Oldcastle, Chief Officer of Barset CVS, came.\n",
                  "Barset CVS/voluntary-organisation;");
}

static void a_gathering_counts_once_it_has_capitals(void **state) {
    (void)state;
    assert_bodies(PROSE "The Local Compact Working Group met.\n", "");
    struct document *document =
        describe_text(PROSE "The Compact Works Group (CWG) met.\n");
    assert_int_equal(document->organisation_count, 1);
    assert_string_equal(document->organisations[0].acronym, "CWG");
    document_destroy(document);
}

static void those_between_whom_it_is_are_parties(void **state) {
    (void)state;
    assert_bodies("# The Barset Compact\nA compact between Barset Council "
                  "(Housing Directorate), the voluntary sector and Barset "
                  "Primary Care Trust.\n" COMPACT PROSE,
                  "Barset Council/council/p;"
                  "Barset Primary Care Trust/primary-care-trust/p;");
}

static void those_whose_people_sign_have_signed(void **state) {
    (void)state;
    assert_bodies("# The Barset Compact\n" COMPACT PROSE
                  "We are the Alliance of Clubs in Barset.\nSigned\n"
                  "Jane Oldcastle, Leader, Barset Council\n"
                  "Amir Fell, Chair The Alliance\n",
                  "Alliance of Clubs in Barset/voluntary-organisation/ps;"
                  "Barset Council/council/ps;");
}

static void one_that_declined_is_a_party_that_has_not_signed(void **state) {
    (void)state;
    assert_bodies(PROSE "We asked Barset Primary Care Trust (PCT) to join.\n"
                        "In the end the PCT decided not to formally sign the "
                        "compact.\n",
                  "Barset Primary Care Trust/primary-care-trust/p;");
}

static void those_who_signed_are_told(void **state) {
    (void)state;
    assert_bodies(PROSE "The compact was signed by Barset Council and Barset "
                        "Police.\n",
                  "Barset Council/council/ps;Barset Police/police/ps;");
}

static void a_body_cited_takes_no_part(void **state) {
    (void)state;
    assert_bodies(PROSE "## References\nBarset Council, Drains, 2004\n", "");
}

static void a_footer_names_the_publisher(void **state) {
    (void)state;
    struct document *document = describe_text(
        "# The drain\n" PROSE "\xC2\xA9 Barset Voice 2006\xE2\x80\x93"
        "2021 | Charity 1\n");
    assert_non_null(document->publisher);
    assert_string_equal(document->publisher, "Barset Voice");
    assert_string_equal(document->rights,
                        "\xC2\xA9 Barset Voice 2006\xE2\x80\x93"
                        "2021");
    document_destroy(document);
}

static const struct document_organisation *
body_called(const struct document *document, const char *name) {
    for (size_t i = 0; i < document->organisation_count; i++)
        if (strcmp(document->organisations[i].name, name) == 0)
            return &document->organisations[i];
    fail_msg("nobody is called %s", name);
    return NULL;
}

static void a_trust_is_linked_to_group_and_board_that_followed(void **state) {
    (void)state;
    struct document *document = describe_text(
        PROSE "We met Rotherham PCT there and, later, Rotherham Clinical "
              "Commissioning Group.\n");
    const struct document_organisation *trust =
        body_called(document, "Rotherham Primary Care Trust");
    assert_int_equal(trust->successor_count, 2);
    assert_string_equal(trust->successors[0],
                        "Rotherham Clinical Commissioning Group");
    assert_string_equal(trust->successors[1],
                        "South Yorkshire Integrated Care Board");
    const struct document_organisation *group =
        body_called(document, "Rotherham Clinical Commissioning Group");
    assert_int_equal(group->predecessor_count, 1);
    assert_string_equal(group->predecessors[0], trust->name);
    document_destroy(document);
}

/* Barset is nowhere, and Devon's trust was followed by two groups that had not
 * its area. */
static void a_body_of_known_shape_alone_is_linked_to_none(void **state) {
    (void)state;
    struct document *document = describe_text(
        PROSE "We met Barset Primary Care Trust and Devon Primary Care Trust "
              "there.\n");
    assert_int_equal(
        body_called(document, "Barset Primary Care Trust")->successor_count, 0);
    assert_int_equal(
        body_called(document, "Devon Primary Care Trust")->successor_count, 0);
    document_destroy(document);
}

static void a_crown_publishes_nothing(void **state) {
    (void)state;
    struct document *document =
        describe_text("# The drain\n" PROSE "\xC2\xA9 Crown copyright 2006\n");
    assert_null(document->publisher);
    document_destroy(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_ends_with_the_noun_that_makes_it_one),
        cmocka_unit_test(a_name_may_begin_with_its_noun),
        cmocka_unit_test(two_bodies_joined_are_two),
        cmocka_unit_test(a_trust_may_be_called_nhs_and_its_place),
        cmocka_unit_test(small_words_within_a_place_part_no_name),
        cmocka_unit_test(a_club_beside_a_council_is_none_of_its_name),
        cmocka_unit_test(a_person_beside_a_body_is_none_of_its_name),
        cmocka_unit_test(parties_stand_under_a_heading_that_says_so),
        cmocka_unit_test(parties_stand_in_a_sentence_that_names_them),
        cmocka_unit_test(partners_of_no_agreement_are_no_parties),
        cmocka_unit_test(bodies_run_together_are_told_by_their_places),
        cmocka_unit_test(any_bodys_name_is_no_body),
        cmocka_unit_test(a_department_is_named_by_its_lead),
        cmocka_unit_test(capitals_at_the_end_are_written_out),
        cmocka_unit_test(a_possessive_is_no_part_of_the_name),
        cmocka_unit_test(a_role_is_no_part_of_the_name),
        cmocka_unit_test(a_gathering_counts_once_it_has_capitals),
        cmocka_unit_test(those_between_whom_it_is_are_parties),
        cmocka_unit_test(those_whose_people_sign_have_signed),
        cmocka_unit_test(one_that_declined_is_a_party_that_has_not_signed),
        cmocka_unit_test(those_who_signed_are_told),
        cmocka_unit_test(a_body_cited_takes_no_part),
        cmocka_unit_test(a_footer_names_the_publisher),
        cmocka_unit_test(a_trust_is_linked_to_group_and_board_that_followed),
        cmocka_unit_test(a_body_of_known_shape_alone_is_linked_to_none),
        cmocka_unit_test(a_crown_publishes_nothing),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
