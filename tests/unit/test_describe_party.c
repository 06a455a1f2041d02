/* test_describe_party.c - claims about whose sectors take part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "The people who look after it meet there once in every week, "             \
    "and they bring their own sandwiches.\n"

static bool takes_part(const char *text, const char *sector) {
    struct document *document = describe_text(text);
    assert_evidence_sound(document);
    bool found = has_value(document, "sector", sector);
    document_destroy(document);
    return found;
}

static void those_between_whom_it_is_are_parties(void **state) {
    (void)state;
    static const char text[] =
        "# The Dudley Compact\nDudley has a castle and a zoo.\n" PROSE PROSE
        "- We will consult early.\n- We will pay on time.\n"
        "- We recognise the worth of volunteers.\n## Who it is between\n"
        "Dudley Council, the Black Country Health Authority, the Dudley "
        "College and the members of the forum.\n";
    assert_true(takes_part(text, "health"));
    assert_true(takes_part(text, "education"));
    assert_true(takes_part(text, "local-government"));
}

static void those_who_sign_are_parties(void **state) {
    (void)state;
    assert_true(takes_part("# The Dudley Compact\n" PROSE PROSE PROSE PROSE
                           "Signed\nAnn Other, Chief Constable, West Midlands "
                           "Constabulary\nBob Some, Leader, Dudley Council\n",
                           "police-and-justice"));
}

static void one_who_is_mentioned_once_takes_no_part(void **state) {
    (void)state;
    assert_false(takes_part("# Annual review\n" PROSE PROSE PROSE PROSE
                            "4. Barset Police to sign. Lead: Chair\n" PROSE,
                            "police-and-justice"));
}

static void a_body_is_met_again_by_its_short_name(void **state) {
    (void)state;
    assert_true(takes_part("# The kitchen\n" PROSE PROSE PROSE
                           "In 2007 Barset Primary Care Trust closed it.\n"
                           "The Trust's manager was frank about that.\n",
                           "health"));
    assert_false(takes_part("# The kitchen\n" PROSE PROSE PROSE
                            "In 2007 Barset Primary Care Trust closed it.\n"
                            "The trust between them was gone for good.\n",
                            "health"));
}

static void a_care_trust_within_a_longer_name_is_not_social_care(void **state) {
    (void)state;
    assert_false(takes_part("# The kitchen\nBarset Primary Care Trust opened "
                            "it.\nBarset Primary Care Trust closed it.\n",
                            "social-care"));
}

static void a_department_that_speaks_is_central_government(void **state) {
    (void)state;
    assert_true(takes_part("# Secretary of State for Health writes\n" PROSE
                           "The Department of Health agrees.\n",
                           "central-government"));
}

static void one_who_should_join_has_not(void **state) {
    (void)state;
    assert_false(
        takes_part("# The Dudley Compact reviewed\n" PROSE PROSE PROSE PROSE
                   "The Compact of the Council and the "
                   "voluntary sector needs teeth, and the police "
                   "should be asked to join it.\n",
                   "police-and-justice"));
}

static void one_who_is_cited_takes_no_part(void **state) {
    (void)state;
    assert_false(takes_part("# Annual review\n" PROSE PROSE PROSE PROSE
                            "## Background papers\n"
                            "Circular of the Department of Health, 2004\n"
                            "Guidance of the Department of Health, 2005\n",
                            "central-government"));
}

static void a_ministers_letter_is_of_the_government(void **state) {
    (void)state;
    struct document *document = describe_text(
        "From the Minister of State\n6 May 1999\nDear colleague\nFunding this "
        "winter\nI am writing to ask for your help. My officials would be glad "
        "to hear from you.\nYours sincerely\nAnn Other\n");
    assert_true(has_value(document, "type", "ministerial-letter"));
    assert_true(has_value(document, "sector", "central-government"));
    document_destroy(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ministers_letter_is_of_the_government),
        cmocka_unit_test(those_between_whom_it_is_are_parties),
        cmocka_unit_test(those_who_sign_are_parties),
        cmocka_unit_test(one_who_is_mentioned_once_takes_no_part),
        cmocka_unit_test(a_body_is_met_again_by_its_short_name),
        cmocka_unit_test(a_care_trust_within_a_longer_name_is_not_social_care),
        cmocka_unit_test(a_department_that_speaks_is_central_government),
        cmocka_unit_test(one_who_should_join_has_not),
        cmocka_unit_test(one_who_is_cited_takes_no_part),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
