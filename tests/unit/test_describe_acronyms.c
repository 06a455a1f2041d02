/* test_describe_acronyms.c - claims about what a paper's capitals stand for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "describe_fixture.h"

/* What the paper says of its acronyms, as "ABC=Words;DEF=Words;". */
static void assert_acronyms(const char *text, const char *expected) {
    struct document *document = describe_text(text);
    char found[1024] = "";
    assert_evidence_sound(document);
    for (size_t i = 0; i < document->acronym_count; i++) {
        const struct document_acronym *acronym = &document->acronyms[i];
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s=%s;", acronym->acronym,
                 acronym->expansion);
        assert_true(acronym->start < acronym->end);
    }
    document_destroy(document);
    assert_string_equal(found, expected);
}

static void capitals_in_brackets_stand_for_the_words_before(void **state) {
    (void)state;
    assert_acronyms("The Barset Compact Forum (BCF) met.\n",
                    "BCF=Barset Compact Forum;");
}

static void words_in_brackets_explain_the_capitals_before(void **state) {
    (void)state;
    assert_acronyms("The BCF (Barset Compact Forum) met.\n",
                    "BCF=Barset Compact Forum;");
    assert_acronyms("The VCS (the voluntary and community sector) agreed.\n",
                    "VCS=voluntary and community sector;");
}

static void small_words_may_be_passed_over(void **state) {
    (void)state;
    assert_acronyms("Department for Barset (DB), Department of Works (DoW) and "
                    "the Union of Allotments in Barset (UAB)\n",
                    "DB=Department for Barset;DoW=Department of Works;"
                    "UAB=Union of Allotments in Barset;");
}

static void initials_must_match_in_order(void **state) {
    (void)state;
    assert_acronyms("The Barset Forum Compact (BCF) met.\n", "");
    assert_acronyms("The Barset Compact Forum (CF) met.\n",
                    "CF=Compact Forum;");
    assert_acronyms("The Compact Steering Panel (BCSP) met.\n", "");
}

static void capitals_for_stress_are_no_acronym(void **state) {
    (void)state;
    assert_acronyms("The budget was set (AGREED) and minuted (NOTED).\n", "");
    assert_acronyms("The draft compact (VERSION 2) is here.\n", "");
}

static void a_plural_is_given_as_one(void **state) {
    (void)state;
    assert_acronyms("All Parish Liaison Groups (PLGs) and Barset Action "
                    "Authorities (BAAs) came.\n",
                    "PLG=Parish Liaison Group;BAA=Barset Action Authority;");
}

static void a_word_that_ends_in_s_stays_whole(void **state) {
    (void)state;
    assert_acronyms("The Office for Civic Services (OCS) wrote.\n",
                    "OCS=Office for Civic Services;");
}

static void hyphens_and_ampersands_join(void **state) {
    (void)state;
    assert_acronyms("Multi-Agency Panel (MAP), Health & Care Forum (HCF), "
                    "Barset Co-ordination Unit (BCU)\n",
                    "MAP=Multi-Agency Panel;HCF=Health & Care Forum;"
                    "BCU=Barset Co-ordination Unit;");
    assert_acronyms("Research & Development (R&D) goes on.\n",
                    "R&D=Research & Development;");
}

static void a_short_name_is_no_acronym(void **state) {
    (void)state;
    assert_acronyms("Barset Primary Care Trust (hereafter 'the Trust') and "
                    "Barset Borough (the Council) agree.\n",
                    "");
}

static void a_lead_in_may_stand_in_the_brackets(void **state) {
    (void)state;
    assert_acronyms("Barset Compact Forum (\"the BCF\") and the Local Action "
                    "Panel (known as the LAP) agree.\n",
                    "BCF=Barset Compact Forum;LAP=Local Action Panel;");
}

static void commas_within_a_name_do_not_part_it(void **state) {
    (void)state;
    assert_acronyms("Panel for Parks, Ponds and Footpaths (PPPF)\n",
                    "PPPF=Panel for Parks, Ponds and Footpaths;");
}

static void a_full_stop_parts_the_words_from_the_capitals(void **state) {
    (void)state;
    assert_acronyms("We met in Barset. Compact Forum (BCF) members came.\n",
                    "");
}

static void a_glossary_is_read_line_by_line(void **state) {
    (void)state;
    assert_acronyms("## Glossary\n- LBP: Local Barset Panel\n- VSF - Voluntary "
                    "Sector Forum\n- FAQ: see the last page\n",
                    "LBP=Local Barset Panel;VSF=Voluntary Sector Forum;");
}

static void a_year_or_figure_in_brackets_is_none(void **state) {
    (void)state;
    assert_acronyms("Two Thousand Seven (2007) and Appendix Two (A2) and "
                    "Barset Compact (B).\n",
                    "");
}

static void each_is_given_once(void **state) {
    (void)state;
    assert_acronyms("Barset Compact Forum (BCF).\nBarset Compact Forum (BCF)\n",
                    "BCF=Barset Compact Forum;");
}

static void many_brackets_cost_little(void **state) {
    (void)state;
    enum { TIMES = 20000 };
    static const char piece[] = "of of of of of of of of (OOOOOOO";
    char *text = malloc(TIMES * sizeof piece);
    assert_non_null(text);
    text[0] = '\0';
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * (sizeof piece - 1), piece, sizeof piece);
    assert_acronyms(text, "");
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capitals_in_brackets_stand_for_the_words_before),
        cmocka_unit_test(words_in_brackets_explain_the_capitals_before),
        cmocka_unit_test(small_words_may_be_passed_over),
        cmocka_unit_test(initials_must_match_in_order),
        cmocka_unit_test(capitals_for_stress_are_no_acronym),
        cmocka_unit_test(a_plural_is_given_as_one),
        cmocka_unit_test(a_word_that_ends_in_s_stays_whole),
        cmocka_unit_test(hyphens_and_ampersands_join),
        cmocka_unit_test(a_short_name_is_no_acronym),
        cmocka_unit_test(a_lead_in_may_stand_in_the_brackets),
        cmocka_unit_test(commas_within_a_name_do_not_part_it),
        cmocka_unit_test(a_full_stop_parts_the_words_from_the_capitals),
        cmocka_unit_test(a_glossary_is_read_line_by_line),
        cmocka_unit_test(a_year_or_figure_in_brackets_is_none),
        cmocka_unit_test(each_is_given_once),
        cmocka_unit_test(many_brackets_cost_little),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
