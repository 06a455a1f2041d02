/* test_schema.c - claims about what a sound schema holds, and its version. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "schema/synonyms.h"
#include "schema/wordings.h"
#include "sound_schema.h"

static void facets_keep_their_order_and_their_keys(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    assert_int_equal(schema_facet_count(schema), 4);
    const struct facet *place = schema_facet(schema, 2);
    assert_string_equal(place->name, "place");
    assert_string_equal(place->label, "Place");
    assert_int_equal(place->kind, FACET_TREE);
    assert_int_equal(place->inferred_by, INFER_PLACE);
    assert_int_equal(place->value_count, 0);
    assert_int_equal(schema_find_facet(schema, "year"), 3);
    assert_int_equal(schema_find_facet(schema, "topic"), SCHEMA_NO_INDEX);
    assert_int_equal(schema_find_inferred(schema, INFER_KIND), 0);
    assert_int_equal(schema_find_inferred(schema, INFER_PARTY),
                     SCHEMA_NO_INDEX);
    schema_destroy(schema);
}

static void a_facet_without_a_filter_is_its_own(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    assert_int_equal(schema_facet(schema, 0)->filter, 0);
    assert_int_equal(schema_facet(schema, 1)->filter, 1);
    assert_int_equal(schema_facet(schema, 2)->filter, 1);
    assert_int_equal(schema_facet(schema, 3)->filter, 2);
    schema_destroy(schema);
}

static void a_plain_trigger_counts_one_in_any_block(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    const struct vocabulary_value *value = &schema_facet(schema, 1)->values[0];
    assert_string_equal(value->definition, "from the Tees to the Tweed");
    assert_true(value->title_only);
    assert_int_equal(value->trigger_count, 2);
    const struct trigger *trigger = &value->triggers[0];
    assert_string_equal(trigger->phrase, "the north east");
    assert_null(trigger->feature);
    assert_false(trigger->exact);
    assert_int_equal(trigger->where, CUE_TEXT);
    assert_int_equal(trigger->weight, 1);
    assert_int_equal(trigger->at_least, 1);
    schema_destroy(schema);
}

static void a_trigger_with_an_equals_sign_is_exact(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    const struct trigger *trigger =
        &schema_facet(schema, 1)->values[0].triggers[1];
    assert_string_equal(trigger->phrase, "GONE");
    assert_true(trigger->exact);
    schema_destroy(schema);
}

static void a_cue_has_its_place_weight_and_count(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    const struct vocabulary_value *value = &schema_facet(schema, 0)->values[0];
    assert_int_equal(value->trigger_count, 2);
    const struct trigger *phrase = &value->triggers[0];
    assert_string_equal(phrase->phrase, "yours faithfully");
    assert_int_equal(phrase->where, CUE_OPENING);
    assert_int_equal(phrase->weight, -3);
    assert_int_equal(phrase->at_least, 2);
    const struct trigger *feature = &value->triggers[1];
    assert_null(feature->phrase);
    assert_string_equal(feature->feature, "salutation");
    assert_int_equal(feature->weight, 5);
    assert_int_equal(feature->at_least, 1);
    schema_destroy(schema);
}

static void a_parent_may_stand_below_its_child_in_the_file(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    const struct place *town = schema_place(schema, 0);
    assert_string_equal(town->path, "north-east/durham/seaham");
    assert_int_equal(town->parent, 1);
    assert_int_equal(town->region, 0);
    schema_destroy(schema);
}

static void a_tilde_marks_any_name_as_ambiguous(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    const struct place *town = schema_place(schema, 0);
    assert_string_equal(town->name, "Seaham");
    assert_int_equal(town->name_count, 1);
    assert_true(town->names[0].ambiguous);
    const struct place *county = schema_place(schema, 1);
    assert_int_equal(county->name_count, 3);
    assert_string_equal(county->names[0].name, "County Durham");
    assert_false(county->names[0].ambiguous);
    assert_string_equal(county->names[1].name, "Durham");
    assert_true(county->names[1].ambiguous);
    assert_string_equal(county->names[2].name, "Co. Durham");
    assert_false(county->names[2].ambiguous);
    schema_destroy(schema);
}

static void a_place_without_an_end_still_exists(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    const struct place *county = schema_place(schema, 1);
    edtf_day from = 0;
    assert_true(edtf_day_from_civil(&from, 2009, 4, 1));
    assert_int_equal(county->existed.earliest, from);
    assert_int_equal(county->existed.latest, EDTF_OPEN_LATEST);
    assert_true(edtf_is_undated(schema_place(schema, 0)->existed));
    assert_null(schema_place(schema, 0)->gss);
    schema_destroy(schema);
}

static void a_shape_keeps_its_match_and_its_limit(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    assert_int_equal(schema_shape_count(schema), 2);
    const struct boilerplate_shape *whole = schema_shape(schema, 0);
    assert_string_equal(whole->rule, "share-links");
    assert_string_equal(whole->phrase, "share this");
    assert_int_equal(whole->match, SHAPE_WHOLE);
    assert_int_equal(whole->max_words, 0);
    const struct boilerplate_shape *begins = schema_shape(schema, 1);
    assert_string_equal(begins->phrase, "\xC2\xA9");
    assert_int_equal(begins->match, SHAPE_BEGINS);
    assert_int_equal(begins->max_words, 20);
    schema_destroy(schema);
}

static void labels_fall_back_on_the_value(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    assert_string_equal(schema_label(schema, 1, "north-east"), "North East");
    assert_string_equal(schema_label(schema, 1, "mercia"), "mercia");
    assert_string_equal(schema_label(schema, 2, "north-east/durham"),
                        "County Durham");
    assert_string_equal(schema_label(schema, 2, "north-east/x"),
                        "north-east/x");
    assert_string_equal(schema_label(schema, 3, "2007"), "2007");
    schema_destroy(schema);
}

static void lookups_of_what_is_not_there_find_nothing(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    assert_int_equal(schema_find_place(schema, "north-east"), SCHEMA_NO_INDEX);
    assert_int_equal(schema_find_place(schema, ""), SCHEMA_NO_INDEX);
    assert_int_equal(facet_find_value(schema_facet(schema, 3), "2007"),
                     SCHEMA_NO_INDEX);
    schema_destroy(schema);
}

static void the_files_read_are_listed(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    static const char *const expected[] = {
        "facets.yaml",         "types.yaml",      "regions.yaml",
        "sources.yaml",        "places.tsv",      "boilerplate.yaml",
        "office-holders.yaml", "events.yaml",     "bodies.tsv",
        "name-words.yaml",     "body-kinds.yaml", "relations.yaml",
        "speech.yaml",         "clauses.yaml",    "synonyms.yaml"};
    const char *const *files = schema_files(schema);
    for (size_t i = 0; i < SOUND_FILES; i++)
        assert_string_equal(files[i], expected[i]);
    assert_null(files[SOUND_FILES]);
    schema_destroy(schema);
}

static void synonyms_that_are_faulty_are_refused_by_line(void **state) {
    static const char *const faults[][2] = {
        {"synonyms:\n  - terms: [a]\n", "synonyms.yaml:2: one term"},
        {"synonyms:\n  - terms: [a, A b]\n", "synonyms.yaml:2: 'A b' is not"},
        {"synonyms:\n  - terms:\n      - a\n      - a\n",
         "synonyms.yaml:4: 'a' is given twice"},
        {"synonyms:\n  - acronym: x\n", "synonyms.yaml:2: an item has either"},
        {"synonyms:\n  - terms: [a, b]\n    plain: [c]\n",
         "synonyms.yaml:2: an item has either"},
        {"synonyms:\n  - plain: [a]\n  - plain: [b]\n",
         "synonyms.yaml:3: 'plain' is one list"},
        {"synonyms:\n  - words: [a]\n", "synonyms.yaml:2: unknown key"},
        {"synonyms:\n  - terms: [a, 'b  c']\n", "synonyms.yaml:2: 'b  c' is"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        assert_file_refused(state, "synonyms.yaml", faults[i][0], faults[i][1]);
}

static void synonyms_are_groups_with_or_without_an_acronym(void **state) {
    const struct sound_schema *folder = *state;
    sound_schema_write(folder, "synonyms.yaml",
                       "synonyms:\n  - terms: [third sector, vcs]\n"
                       "  - acronym: pct\n    terms: [primary care trust]\n"
                       "  - plain: [act, it]\n");
    struct schema *schema = schema_loaded(folder->path);
    assert_int_equal(schema_synonym_count(schema), 2);
    assert_null(schema_synonym(schema, 0)->acronym);
    assert_string_equal(schema_synonym(schema, 0)->terms[1], "vcs");
    assert_string_equal(schema_synonym(schema, 1)->acronym, "pct");
    assert_int_equal(schema_synonym(schema, 1)->term_count, 1);
    assert_true(schema_is_plain_word(schema, "it"));
    assert_false(schema_is_plain_word(schema, "pct"));
    schema_destroy(schema);
}

/* Indexes of an earlier version have none, and are still served. */
static void a_schema_without_synonyms_is_whole(void **state) {
    const struct sound_schema *folder = *state;
    char path[SCHEMA_PATH_MAX];
    sound_schema_file(path, folder, "synonyms.yaml");
    assert_int_equal(remove(path), 0);
    struct schema *schema = schema_loaded(folder->path);
    assert_int_equal(schema_synonym_count(schema), 0);
    assert_false(schema_is_plain_word(schema, "it"));
    schema_destroy(schema);
}

static void
the_version_changes_with_any_byte_and_with_nothing_else(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *first = schema_loaded(folder->path);
    struct schema *again = schema_loaded(folder->path);
    assert_int_equal(strlen(schema_version(first)), 64);
    assert_string_equal(schema_version(first), schema_version(again));
    schema_destroy(again);
    sound_schema_write(folder, "boilerplate.yaml", SOUND_SHAPES "# a remark\n");
    again = schema_loaded(folder->path);
    assert_string_not_equal(schema_version(first), schema_version(again));
    schema_destroy(again);
    schema_destroy(first);
}

static void the_version_changes_with_a_files_name(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *first = schema_loaded(folder->path);
    char from[SCHEMA_PATH_MAX];
    char to[SCHEMA_PATH_MAX];
    sound_schema_file(from, folder, "regions.yaml");
    sound_schema_file(to, folder, "r.yaml");
    assert_int_equal(rename(from, to), 0);
    sound_schema_write(
        folder, "facets.yaml",
        "facets:\n  - name: region\n    label: Region\n    kind: "
        "closed\n    values: r.yaml\n");
    struct schema *renamed = schema_loaded(folder->path);
    assert_string_not_equal(schema_version(first), schema_version(renamed));
    schema_destroy(renamed);
    schema_destroy(first);
    assert_int_equal(remove(to), 0);
}

static void a_gazetteer_with_carriage_returns_is_read(void **state) {
    const struct sound_schema *folder = *state;
    sound_schema_write(
        folder, "places.tsv",
        "path\tname\tkind\tgss\tfrom\tto\tregion\tnames\tsource\r\n"
        "london/camden\tCamden\tlondon-borough\t\t\t\tlondon\t\t"
        "order\r\n");
    struct schema *schema = schema_loaded(folder->path);
    assert_int_equal(schema_place_count(schema), 1);
    assert_int_equal(schema_place(schema, 0)->name_count, 1);
    schema_destroy(schema);
}

static void a_gazetteers_last_line_may_lack_its_end(void **state) {
    const struct sound_schema *folder = *state;
    sound_schema_write(folder, "places.tsv",
                       PLACES_HEADER
                       "london/camden\tCamden\ttown\t\t\t\tlondon\t\torder");
    struct schema *schema = schema_loaded(folder->path);
    assert_int_equal(schema_place_count(schema), 1);
    schema_destroy(schema);
}

static void phrases_are_listed_by_what_they_are_for(void **state) {
    const struct sound_schema *folder = *state;
    struct schema *schema = schema_loaded(folder->path);
    const char *const *verbs = schema_wording(schema, WORDING_SPEECH_VERBS);
    assert_string_equal(verbs[0], "said");
    assert_string_equal(verbs[1], "put it");
    assert_null(verbs[2]);
    assert_null(schema_wording(schema, WORDING_CLAUSE_LABELS)[0]);
    schema_destroy(schema);
}

static void a_phrase_that_no_text_can_meet_is_refused(void **state) {
    assert_file_refused(state, "speech.yaml",
                        "lists:\n  - list: speech-verbs\n"
                        "    phrases: [Said]\n",
                        "speech.yaml:3: phrase 'Said' is not in small ");
    assert_file_refused(state, "speech.yaml",
                        "lists:\n  - list: speech-verbs\n"
                        "    phrases: [put  it]\n",
                        "speech.yaml:3: phrase 'put  it' is not in small ");
    assert_file_refused(state, "speech.yaml",
                        "lists:\n  - list: verbs\n    phrases: [a]\n",
                        "speech.yaml:2: unknown list 'verbs'; known are ");
    assert_file_refused(state, "speech.yaml",
                        "lists:\n  - list: speech-verbs\n    phrases: [a]\n"
                        "  - list: speech-verbs\n    phrases: [b]\n",
                        "speech.yaml:4: list 'speech-verbs' is given twice");
}

static void there_may_be_no_shapes(void **state) {
    const struct sound_schema *folder = *state;
    sound_schema_write(folder, "boilerplate.yaml", "shapes: []\n");
    struct schema *schema = schema_loaded(folder->path);
    assert_int_equal(schema_shape_count(schema), 0);
    schema_destroy(schema);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(facets_keep_their_order_and_their_keys),
        FOLDER_TEST(a_facet_without_a_filter_is_its_own),
        FOLDER_TEST(a_plain_trigger_counts_one_in_any_block),
        FOLDER_TEST(a_trigger_with_an_equals_sign_is_exact),
        FOLDER_TEST(a_cue_has_its_place_weight_and_count),
        FOLDER_TEST(a_parent_may_stand_below_its_child_in_the_file),
        FOLDER_TEST(a_tilde_marks_any_name_as_ambiguous),
        FOLDER_TEST(a_place_without_an_end_still_exists),
        FOLDER_TEST(a_shape_keeps_its_match_and_its_limit),
        FOLDER_TEST(labels_fall_back_on_the_value),
        FOLDER_TEST(lookups_of_what_is_not_there_find_nothing),
        FOLDER_TEST(the_files_read_are_listed),
        FOLDER_TEST(synonyms_that_are_faulty_are_refused_by_line),
        FOLDER_TEST(synonyms_are_groups_with_or_without_an_acronym),
        FOLDER_TEST(a_schema_without_synonyms_is_whole),
        FOLDER_TEST(the_version_changes_with_any_byte_and_with_nothing_else),
        FOLDER_TEST(the_version_changes_with_a_files_name),
        FOLDER_TEST(a_gazetteer_with_carriage_returns_is_read),
        FOLDER_TEST(a_gazetteers_last_line_may_lack_its_end),
        FOLDER_TEST(phrases_are_listed_by_what_they_are_for),
        FOLDER_TEST(a_phrase_that_no_text_can_meet_is_refused),
        FOLDER_TEST(there_may_be_no_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
