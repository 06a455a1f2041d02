/* test_schema_facets.c - claims about facets and cues that are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "schema/buffer.h"
#include "sound_schema.h"

/* types.yaml with one value, whose cue is `cue` from line 5 on. */
static void assert_cue_refused(void **state, const char *cue,
                               const char *message) {
    char content[512];
    snprintf(content, sizeof content,
             "values:\n  - value: letter\n    label: Letter\n    cues:\n%s",
             cue);
    assert_file_refused(state, "types.yaml", content, message);
}

/* --- facets --- */

static void a_facet_listed_twice_is_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        SOUND_FACETS
                        "  - name: type\n    label: T\n"
                        "    kind: closed\n    values: types.yaml\n",
                        "facets.yaml:23: facet 'type' is listed twice; ");
}

static void a_seventeenth_facet_is_refused(void **state) {
    struct buffer content = BUFFER_INIT(8192);
    buffer_append_string(&content, "facets:\n");
    for (int i = 0; i < 17; i++)
        buffer_printf(&content,
                      "  - {name: f%d, label: F, kind: closed, values: "
                      "regions.yaml}\n",
                      i);
    assert_file_refused(state, "facets.yaml", content.data,
                        "facets.yaml:18: there are more than 16 facets; ");
    buffer_destroy(&content);
}

static void a_facet_may_not_take_the_name_of_a_parameter(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: page\n    label: Page\n"
                        "    kind: closed\n    values: types.yaml\n",
                        "facets.yaml:2: facet 'page' has the name of another "
                        "key or parameter; ");
}

static void unknown_kinds_and_inferences_are_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: a\n    label: A\n    kind: wild\n",
                        "facets.yaml:4: unknown kind 'wild'; known are "
                        "closed, tree, year, open");
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: a\n    label: A\n    kind: year\n"
                        "    inferred-by: magic\n",
                        "facets.yaml:5: unknown inferred-by 'magic'; known "
                        "are none, kind, subject, party, place, region, date, "
                        "people, organisations, creators");
}

static void an_open_facet_takes_no_values(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: person\n    label: P\n"
                        "    kind: open\n    values: types.yaml\n",
                        "facets.yaml:5: facet 'person' of kind open takes no "
                        "values; ");
}

static void names_are_values_of_open_facets_alone(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: person\n    label: P\n"
                        "    kind: year\n    inferred-by: people\n",
                        "facets.yaml:5: a facet of kind year cannot be "
                        "inferred by people; ");
}

/* A document's creators are a key of their own, with more than names. */
static void only_an_open_facet_may_be_called_creator(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: creator\n    label: C\n"
                        "    kind: closed\n    values: types.yaml\n",
                        "facets.yaml:2: facet 'creator' has the name of "
                        "another ");
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: speaker\n    label: S\n"
                        "    kind: open\n",
                        "facets.yaml:2: facet 'speaker' has the name of "
                        "another ");
    struct schema *schema = schema_loaded_real();
    int creator = schema_find_facet(schema, "creator");
    assert_int_not_equal(creator, SCHEMA_NO_INDEX);
    assert_int_equal(schema_facet(schema, (size_t)creator)->kind, FACET_OPEN);
    assert_string_equal(schema_label(schema, (size_t)creator, "Jane Doe"),
                        "Jane Doe");
    schema_destroy(schema);
}

static void a_year_takes_no_values(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: year\n    label: Y\n"
                        "    kind: year\n    values: types.yaml\n",
                        "facets.yaml:5: facet 'year' of kind year takes no "
                        "values; ");
}

static void a_closed_facet_needs_values(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: a\n    label: A\n"
                        "    kind: closed\n",
                        "facets.yaml:2: key 'values' is missing; ");
}

static void values_from_another_folder_are_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: a\n    label: A\n"
                        "    kind: closed\n    values: ../types.yaml\n",
                        "facets.yaml:5: values '../types.yaml' is no file "
                        "beside this one; ");
}

static void an_inference_that_does_not_fit_the_kind_is_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: a\n    label: A\n"
                        "    kind: closed\n    values: regions.yaml\n"
                        "    inferred-by: date\n",
                        "facets.yaml:6: a facet of kind closed cannot be "
                        "inferred by date; ");
}

static void a_second_tree_is_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        SOUND_FACETS "  - name: other\n    label: T\n"
                                     "    kind: tree\n    values: places.tsv\n",
                        "facets.yaml:25: facet 'other' is the second of kind "
                        "tree; ");
}

static void a_tree_without_regions_is_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: place\n    label: P\n"
                        "    kind: tree\n    values: places.tsv\n",
                        "facets.yaml:1: facet 'place' of kind tree stands on "
                        "regions; ");
}

/* --- cues --- */

static void a_cue_has_a_phrase_or_a_feature(void **state) {
    assert_cue_refused(state, "      - weight: 3\n",
                       "types.yaml:5: a cue has one of phrase and feature; "
                       "give one, not neither");
    assert_cue_refused(state,
                       "      - phrase: a\n        feature: byline\n"
                       "        weight: 3\n",
                       "types.yaml:5: a cue has one of phrase and feature; "
                       "give one, not both");
}

static void an_unknown_feature_is_refused(void **state) {
    assert_cue_refused(state, "      - feature: smell\n        weight: 1\n",
                       "types.yaml:5: unknown feature 'smell'; known are "
                       "signatories, undertakings, salutation, valediction, "
                       "first-person, quotation, byline, meeting-date, "
                       "timetable, from-minister");
}

static void an_unknown_where_is_refused(void **state) {
    assert_cue_refused(state,
                       "      - phrase: a\n        weight: 1\n"
                       "        where: footer\n",
                       "types.yaml:7: unknown where 'footer'; known are text, "
                       "title, heading, opening, address");
}

static void a_weight_that_is_no_number_is_refused(void **state) {
    static const char *const weights[] = {"much", "1.5",   "\"3\"", "3x",
                                          "0x3",  "[3]",   "",      "1e2",
                                          "- 3",  "three", "{a: 1}"};
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
        char cue[128];
        snprintf(cue, sizeof cue, "      - phrase: a\n        weight: %s\n",
                 weights[i]);
        assert_cue_refused(state, cue, "types.yaml:6: ");
    }
    assert_cue_refused(state, "      - phrase: a\n        weight: much\n",
                       "types.yaml:6: weight 'much' is no whole number; ");
}

static void a_weight_out_of_range_is_refused(void **state) {
    assert_cue_refused(state, "      - phrase: a\n        weight: 101\n",
                       "types.yaml:6: weight 101 is out of range; ");
    assert_cue_refused(state,
                       "      - phrase: a\n        weight: "
                       "99999999999999999999\n",
                       "types.yaml:6: weight '99999999999999999999' is no ");
    assert_cue_refused(state,
                       "      - phrase: a\n        weight: 1\n"
                       "        at-least: 0\n",
                       "types.yaml:7: at-least 0 is out of range; ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(a_facet_listed_twice_is_refused),
        FOLDER_TEST(a_seventeenth_facet_is_refused),
        FOLDER_TEST(a_facet_may_not_take_the_name_of_a_parameter),
        FOLDER_TEST(unknown_kinds_and_inferences_are_refused),
        FOLDER_TEST(an_open_facet_takes_no_values),
        FOLDER_TEST(names_are_values_of_open_facets_alone),
        FOLDER_TEST(only_an_open_facet_may_be_called_creator),
        FOLDER_TEST(a_year_takes_no_values),
        FOLDER_TEST(a_closed_facet_needs_values),
        FOLDER_TEST(values_from_another_folder_are_refused),
        FOLDER_TEST(an_inference_that_does_not_fit_the_kind_is_refused),
        FOLDER_TEST(a_second_tree_is_refused),
        FOLDER_TEST(a_tree_without_regions_is_refused),
        FOLDER_TEST(a_cue_has_a_phrase_or_a_feature),
        FOLDER_TEST(an_unknown_feature_is_refused),
        FOLDER_TEST(an_unknown_where_is_refused),
        FOLDER_TEST(a_weight_that_is_no_number_is_refused),
        FOLDER_TEST(a_weight_out_of_range_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
