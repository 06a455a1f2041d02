/* test_describe_people.c - claims about who is named, as what, and who wrote.
 */
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

/* The people of the paper as "Name/role/body;", a star after who signed. */
static void write_people(const struct document *document, char *out,
                         size_t size) {
    out[0] = '\0';
    for (size_t i = 0; i < document->person_count; i++) {
        const struct document_person *person = &document->people[i];
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s/%s/%s%s;", person->name,
                 person->role ? person->role : "",
                 person->organisation ? person->organisation : "",
                 person->signatory ? "*" : "");
    }
}

static void assert_people(const char *text, const char *expected) {
    struct document *document = describe_text(text);
    char found[2048];
    assert_evidence_sound(document);
    write_people(document, found, sizeof found);
    document_destroy(document);
    assert_string_equal(found, expected);
}

static void a_role_stands_after_the_name(void **state) {
    (void)state;
    assert_people(PROSE "Jane Oldcastle, Chief Officer of Barset CVS, came.\n",
                  "Jane Oldcastle/Chief Officer/Barset CVS;");
    assert_people(PROSE
                  "We met Jane Oldcastle, head of commissioning, there.\n",
                  "Jane Oldcastle/head of commissioning/;");
}

static void a_role_stands_before_the_name(void **state) {
    (void)state;
    assert_people(PROSE "The Drainage Secretary Jane Oldcastle came.\n",
                  "Jane Oldcastle/Drainage Secretary/;");
    assert_people(PROSE "The Minister for Civil Drainage, Jane Oldcastle MP, "
                        "said so.\n",
                  "Jane Oldcastle/Minister for Civil Drainage/;");
    assert_people(PROSE "Meet our new Engagement Officer, Jane Oldcastle.\n",
                  "Jane Oldcastle/Engagement Officer/;");
}

static void a_role_may_stand_further_on(void **state) {
    (void)state;
    assert_people(PROSE "Jane Oldcastle was there in person as the keynote "
                        "speaker.\n",
                  "Jane Oldcastle/keynote speaker/;");
}

static void who_speaks_is_a_person(void **state) {
    (void)state;
    assert_people(PROSE "\"It leaks,\" said Jane Oldcastle, chair of Barset "
                        "Voice.\n",
                  "Jane Oldcastle/chair/Barset Voice;");
}

static void a_name_that_passes_by_is_left(void **state) {
    (void)state;
    assert_people(PROSE "The bench remembers Jane Oldcastle to this day.\n",
                  "");
}

static void a_first_name_may_be_of_wales_or_the_punjab(void **state) {
    (void)state;
    assert_people(PROSE "Gwilym Oldcastle, trustee, and Harjinder Oldstone, "
                        "treasurer, came. Primrose Hill, chair of nothing, "
                        "did not.\n",
                  "Gwilym Oldcastle/trustee/;Harjinder Oldstone/treasurer/;");
}

static void who_is_quoted_as_she_is_a_person(void **state) {
    (void)state;
    assert_people(PROSE "Zelphie Oldcastle had looked for work, and found it. "
                        "She has a room now. \"It leaks,\" she said.\n",
                  "Zelphie Oldcastle//;");
    assert_people(PROSE "We rang Barset Community Transport. \"It leaks,\" "
                        "said Barset Community Transport.\n",
                  "");
}

static void a_foundation_a_street_and_an_award_are_no_people(void **state) {
    (void)state;
    assert_people(PROSE "The Jane Oldcastle Foundation, chair of the panel, "
                        "met in Victoria Road, director of all.\nThe Arthur "
                        "Award, manager of pride, was given.\n",
                  "");
}

static void a_body_that_speaks_is_no_person(void **state) {
    (void)state;
    assert_people(PROSE "\"It leaks,\" said Barset County Council. Midsomer "
                        "Action said so too, and the Primary Care Trust "
                        "agreed.\n",
                  "");
}

static void a_place_where_one_speaks_is_no_person(void **state) {
    (void)state;
    assert_people(PROSE "A woman in Nether Wallop said that it leaks.\n", "");
}

static void a_name_cited_is_left(void **state) {
    (void)state;
    assert_people(PROSE "## References\nJane Oldcastle, director of Barset "
                        "Voice, Drains, 2004\n",
                  "");
}

static void those_who_sign_are_signatories(void **state) {
    (void)state;
    assert_people(PROSE "Signed\nJane Oldcastle, Leader, Barset Council\n"
                        "Amir Fell, Chair, Barset CVS\n",
                  "Jane Oldcastle/Leader/Barset Council*;"
                  "Amir Fell/Chair/Barset CVS*;");
    assert_people(PROSE "Agreed on behalf of the partners by\nCllr Jane "
                        "Oldcastle, Barset Council\nSupt Amir Fell, Barset "
                        "Police\n" PROSE,
                  "Jane Oldcastle/Councillor/Barset Council*;"
                  "Amir Fell/Supt/Barset Police*;");
}

static void a_body_run_together_with_a_name_is_none_of_it(void **state) {
    (void)state;
    assert_people(PROSE "6. Signed\nJoel Belfairs Devon County Council "
                        "Leader\nAnil Rowley Exeter and Torquay Primary Care "
                        "Trust\n",
                  "Joel Belfairs//*;Anil Rowley//*;");
}

static void those_signed_for_may_come_first(void **state) {
    (void)state;
    assert_people(PROSE
                  "For Barset Council: Jane Oldcastle, Leader\n"
                  "For Barset Primary Care Trust: Tom Oldstone, Director\n",
                  "Jane Oldcastle/Leader/Barset Council*;Tom "
                  "Oldstone/Director/Barset Primary Care Trust*;");
}

static void a_letter_is_signed_in_ordinary_case(void **state) {
    (void)state;
    assert_people("Dear colleague\n" PROSE PROSE
                  "Yours sincerely\nJANE MCOLDCASTLE MP\nMinister for "
                  "Drainage\n",
                  "Jane McOldcastle/Minister for Drainage/*;");
}

static void copies_of_a_letter_sign_nothing(void **state) {
    (void)state;
    assert_people("Dear colleague\n" PROSE "Yours sincerely\nJane Oldcastle\n"
                  "Chair\ncc Mrs Amina Fell, Treasurer\n",
                  "Jane Oldcastle/Chair/*;Amina Fell/Treasurer/;");
}

static void those_present_are_people(void **state) {
    (void)state;
    assert_people("# Minutes of the Drains Panel\n"
                  "Present: Councillors A Oldcastle (Chair), B Fell and "
                  "Wold-Smith\n"
                  "In attendance: Ms Amina Fell (Barset CVS)\n" PROSE,
                  "A Oldcastle/Chair/;B Fell/Councillor/;"
                  "Amina Fell//Barset CVS;Wold-Smith/Councillor/;");
}

static void a_first_name_is_the_one_named_in_full(void **state) {
    (void)state;
    assert_people(PROSE "Ross Oldcastle, chair of Barset CVS, came. Ross said "
                        "that it leaks. Mr Oldcastle is right.\n",
                  "Ross Oldcastle/chair/Barset CVS;");
}

static void a_month_is_no_person(void **state) {
    (void)state;
    assert_people("Signed\nMay 2007\nApril, chair of months\n" PROSE, "");
}

static void titles_are_no_part_of_a_name(void **state) {
    (void)state;
    assert_people(PROSE "The Rt Hon Jane Oldcastle MP, Secretary of State for "
                        "Drains, and Cllr Amir Fell came.\n",
                  "Jane Oldcastle/Secretary of State for Drains/;"
                  "Amir Fell/Councillor/;");
    assert_people(PROSE "Baroness Oldcastle, Minister for Drains, came.\n",
                  "Baroness Oldcastle/Minister for Drains/;");
}

static void a_possessive_is_no_part_of_a_name(void **state) {
    (void)state;
    assert_people(PROSE "We heard the chairman, Jane O'Casey's deputy.\n",
                  "Jane O'Casey/chairman/;");
}

/* ---- who wrote ---- */

static void assert_creator(const char *text, const char *expected) {
    struct document *document = describe_text(text);
    assert_evidence_sound(document);
    const char *found =
        document->creator_count > 0 ? document->creators[0].name : "";
    assert_string_equal(found, expected);
    document_destroy(document);
}

static void a_byline_names_the_author(void **state) {
    (void)state;
    assert_creator("# The drain\nBy Jane Oldcastle\n" PROSE PROSE,
                   "Jane Oldcastle");
    assert_creator(
        "# The drain\nPosted on 3 May 2011 by Jane Oldcastle\n" PROSE,
        "Jane Oldcastle");
}

static void an_image_names_the_author_only_when_it_says_so(void **state) {
    (void)state;
    assert_creator("# The drain\nimage of Zora, blog author\n" PROSE PROSE,
                   "Zora");
    assert_creator("# The drain\nimage of Zora\n" PROSE PROSE, "");
}

static void the_author_says_what_she_is(void **state) {
    (void)state;
    assert_people("# The drain\nimage of Zora, blog author\nI joined Barset "
                  "Voice last year as a Drainage Development Officer.\n" PROSE,
                  "Zora/Drainage Development Officer/Barset Voice;");
}

static void a_guest_who_is_introduced_is_the_author(void **state) {
    (void)state;
    assert_creator("# The drain\n" PROSE
                   "Ross Oldcastle, Chief Officer of Barset CVS, came along. "
                   "Ross told what he saw, and this guest blog gives a short "
                   "account of it.\n" PROSE,
                   "Ross Oldcastle");
    assert_creator("# The drain\nThis guest blog is about drains.\n" PROSE, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_role_stands_after_the_name),
        cmocka_unit_test(a_role_stands_before_the_name),
        cmocka_unit_test(a_role_may_stand_further_on),
        cmocka_unit_test(who_speaks_is_a_person),
        cmocka_unit_test(a_name_that_passes_by_is_left),
        cmocka_unit_test(a_first_name_may_be_of_wales_or_the_punjab),
        cmocka_unit_test(who_is_quoted_as_she_is_a_person),
        cmocka_unit_test(a_foundation_a_street_and_an_award_are_no_people),
        cmocka_unit_test(a_body_that_speaks_is_no_person),
        cmocka_unit_test(a_place_where_one_speaks_is_no_person),
        cmocka_unit_test(a_name_cited_is_left),
        cmocka_unit_test(those_who_sign_are_signatories),
        cmocka_unit_test(a_body_run_together_with_a_name_is_none_of_it),
        cmocka_unit_test(those_signed_for_may_come_first),
        cmocka_unit_test(a_letter_is_signed_in_ordinary_case),
        cmocka_unit_test(copies_of_a_letter_sign_nothing),
        cmocka_unit_test(those_present_are_people),
        cmocka_unit_test(a_first_name_is_the_one_named_in_full),
        cmocka_unit_test(a_month_is_no_person),
        cmocka_unit_test(titles_are_no_part_of_a_name),
        cmocka_unit_test(a_possessive_is_no_part_of_a_name),
        cmocka_unit_test(a_byline_names_the_author),
        cmocka_unit_test(an_image_names_the_author_only_when_it_says_so),
        cmocka_unit_test(the_author_says_what_she_is),
        cmocka_unit_test(a_guest_who_is_introduced_is_the_author),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
