/* test_schema_files.c - claims about files of a schema that cannot be read, or
 * whose YAML is not what it should be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "schema/buffer.h"
#include "sound_schema.h"

/* --- files that cannot be read --- */

static void a_missing_folder_is_named(void **state) {
    (void)state;
    struct schema *schema = NULL;
    struct concord_error err = {0};
    assert_int_equal(schema_load(&schema, "/nonexistent/schema", &err),
                     CONCORD_BAD_SCHEMA);
    assert_null(schema);
    assert_non_null(strstr(err.message, "/nonexistent/schema: "));
}

static void a_missing_values_file_is_named(void **state) {
    const struct sound_schema *folder = *state;
    char path[SCHEMA_PATH_MAX];
    sound_schema_file(path, folder, "types.yaml");
    assert_int_equal(remove(path), 0);
    assert_schema_refused(state,
                          "facets.yaml:5: file 'types.yaml' is not in /tmp/");
}

static void a_missing_facet_list_is_named(void **state) {
    char path[SCHEMA_PATH_MAX];
    sound_schema_file(path, *state, "facets.yaml");
    assert_int_equal(remove(path), 0);
    assert_schema_refused(state, "facets.yaml: is not in /tmp/concord-schema-");
}

static void a_folder_in_the_place_of_a_file_is_refused(void **state) {
    const struct sound_schema *folder = *state;
    char path[SCHEMA_PATH_MAX];
    sound_schema_file(path, folder, "types.yaml");
    assert_int_equal(remove(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_schema_refused(state, "types.yaml: is no regular file; ");
}

static void a_pipe_in_the_place_of_a_file_does_not_hang(void **state) {
    const struct sound_schema *folder = *state;
    char path[SCHEMA_PATH_MAX];
    sound_schema_file(path, folder, "types.yaml");
    assert_int_equal(remove(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_schema_refused(state, "types.yaml: is no regular file; ");
}

static void a_file_past_four_mebibytes_is_refused(void **state) {
    size_t size = 4 * 1024 * 1024 + 1;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, '#', size);
    sound_schema_write_bytes(*state, "types.yaml", bytes, size);
    free(bytes);
    assert_schema_refused(state, "types.yaml: is larger than 4 MiB; ");
}

static void bytes_that_are_not_utf8_are_refused_with_their_line(void **state) {
    assert_values_refused(state, "values:\n  - value: caf\xE9\n",
                          "regions.yaml:2: byte 0xE9 is not UTF-8; ");
    assert_values_refused(state, "# \xC0\x80\n",
                          "regions.yaml:1: byte 0xC0 is not UTF-8; ");
    assert_values_refused(state, "# \xED\xA0\x80\n",
                          "regions.yaml:1: byte 0xED is not UTF-8; ");
    assert_values_refused(state, "# \xF4\x90\x80\x80\n",
                          "regions.yaml:1: byte 0xF4 is not UTF-8; ");
    assert_values_refused(state, "# \xE2\x80",
                          "regions.yaml:1: byte 0xE2 is not UTF-8; ");
}

static void utf8_is_asked_of_the_gazetteer_too(void **state) {
    assert_file_refused(state, "places.tsv", PLACES_HEADER "a\xFF\n",
                        "places.tsv:2: byte 0xFF is not UTF-8; ");
}

static void a_nul_is_refused_with_its_line(void **state) {
    static const char content[] = "values:\n  - value: a\0b\n";
    sound_schema_write_bytes(*state, "regions.yaml", content,
                             sizeof content - 1);
    assert_schema_refused(state, "regions.yaml:2: control character 0x00; ");
    static const char row[] = PLACES_HEADER "london/camden\tCam\0den\n";
    sound_schema_write(*state, "regions.yaml", SOUND_REGIONS);
    sound_schema_write_bytes(*state, "places.tsv", row, sizeof row - 1);
    assert_schema_refused(state, "places.tsv:2: control character 0x00; ");
}

static void a_nul_escaped_in_yaml_is_refused(void **state) {
    assert_values_refused(state,
                          "values:\n  - value: a\n    label: \"a\\0b\"\n",
                          "regions.yaml:3: 'label' holds a line break or "
                          "control character; ");
}

static void a_byte_order_mark_is_refused(void **state) {
    assert_values_refused(state, "\xEF\xBB\xBFvalues:\n",
                          "regions.yaml:1: begins with a byte order mark; ");
}

/* --- YAML --- */

static void broken_yaml_is_refused_with_its_line(void **state) {
    assert_values_refused(state, "values:\n  - value: \"a\n",
                          "regions.yaml:3: ");
    assert_values_refused(state, "values:\n\t- value: a\n", "regions.yaml:2: ");
    assert_values_refused(state, "values: [a, b\n", "regions.yaml:2: ");
}

static void an_empty_file_is_refused(void **state) {
    assert_values_refused(state, "", "regions.yaml:1: the file is empty; ");
    assert_values_refused(state, "# only a remark\n",
                          "regions.yaml:1: the file is empty; ");
}

static void a_second_document_is_refused(void **state) {
    assert_values_refused(state, SOUND_REGIONS "---\nvalues: []\n",
                          "regions.yaml:13: a second document begins; ");
}

static void anchors_and_aliases_are_refused(void **state) {
    assert_values_refused(state, "values:\n  - value: a\n    label: &l A\n",
                          "regions.yaml:3: anchors and aliases ");
    assert_values_refused(state, "a: &a [x,x]\nb: &b [*a,*a]\nvalues: *b\n",
                          "regions.yaml:1: anchors and aliases ");
    assert_values_refused(state, "values:\n  - *nowhere\n",
                          "regions.yaml:2: anchors and aliases ");
}

/* `count` times `piece` after `head` in regions.yaml. */
static void write_repeated(void **state, const char *head, const char *piece,
                           size_t count) {
    struct buffer content = BUFFER_INIT(4 * 1024 * 1024);
    buffer_append_string(&content, head);
    for (size_t i = 0; i < count; i++)
        buffer_append_string(&content, piece);
    assert_true(buffer_ok(&content));
    sound_schema_write_bytes(*state, "regions.yaml", content.data,
                             content.size);
    buffer_destroy(&content);
}

static void more_nodes_than_fit_are_refused(void **state) {
    write_repeated(state, "values:\n", "- a\n", 300000);
    assert_schema_refused(state,
                          "regions.yaml:199997: more than 200000 keys and "
                          "values; ");
}

static void deep_nesting_is_refused(void **state) {
    static const char *const pieces[] = {"[", "{a: ", "- ", "? "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        write_repeated(state, "values:\n ", pieces[i], 1000000);
        assert_schema_refused(state,
                              "regions.yaml:2: more than 16 lists and maps ");
    }
}

static void directives_are_refused(void **state) {
    assert_values_refused(state, "%YAML 1.1\n---\n" SOUND_REGIONS,
                          "regions.yaml:1: directives (%) are not read; ");
    assert_values_refused(state, "# a\n%TAG ! x\n",
                          "regions.yaml:2: directives (%) are not read; ");
}

static void an_unknown_key_is_answered_with_the_known_ones(void **state) {
    assert_values_refused(
        state, "values:\n  - value: a\n    label: A\n    trigers:\n      - b\n",
        "regions.yaml:4: unknown key 'trigers'; known keys are value, label, "
        "definition, triggers, title-only, signs, false-friends");
    assert_file_refused(state, "facets.yaml", "facet:\n",
                        "facets.yaml:1: unknown key 'facet'; known keys are "
                        "facets");
}

static void pairs_are_for_subjects(void **state) {
    assert_values_refused(
        state, "values:\n  - value: a\n    label: A\n    pairs:\n      - b\n",
        "regions.yaml:4: unknown key 'pairs'; known keys are value, label, ");
}

static void cues_and_triggers_keep_to_their_facets(void **state) {
    assert_file_refused(state, "types.yaml",
                        "values:\n  - value: a\n    label: A\n    triggers:\n"
                        "      - b\n",
                        "types.yaml:4: unknown key 'triggers'; known keys are "
                        "value, label, definition, cues");
}

static void a_long_unknown_key_is_cut_between_characters(void **state) {
    struct buffer content = BUFFER_INIT(4096);
    buffer_append_string(&content, "values:\n  - x");
    for (int i = 0; i < 300; i++)
        buffer_append_string(&content, "\xE2\x80\x99");
    buffer_append_string(&content, ": 1\n");
    struct buffer message = BUFFER_INIT(4096);
    buffer_append_string(&message, "regions.yaml:2: unknown key 'x");
    for (int i = 0; i < 19; i++)
        buffer_append_string(&message, "\xE2\x80\x99");
    buffer_append_string(&message, "'; known keys are value,");
    assert_values_refused(state, content.data, message.data);
    buffer_destroy(&content);
    buffer_destroy(&message);
}

static void a_key_given_twice_is_refused(void **state) {
    assert_values_refused(state,
                          "values:\n  - value: a\n    label: A\n    label: B\n",
                          "regions.yaml:4: key 'label' is given twice; ");
}

static void a_key_that_is_a_list_is_refused(void **state) {
    assert_values_refused(state, "values:\n  - [a]: b\n",
                          "regions.yaml:2: a key is a list; ");
}

static void a_missing_key_is_named(void **state) {
    assert_values_refused(state, "values:\n  - value: a\n",
                          "regions.yaml:2: key 'label' is missing; ");
    assert_values_refused(state, "values:\n  - label: A\n",
                          "regions.yaml:2: key 'value' is missing; ");
    assert_values_refused(state, "{}\n",
                          "regions.yaml:1: key 'values' is missing; ");
}

static void wrong_types_are_refused(void **state) {
    assert_values_refused(state, "values: a\n",
                          "regions.yaml:1: 'values' holds text; ");
    assert_values_refused(state, "values:\n",
                          "regions.yaml:1: 'values' holds nothing; ");
    assert_values_refused(state, "- a\n",
                          "regions.yaml:1: here stands a list; ");
    assert_values_refused(state, "values:\n  - a\n",
                          "regions.yaml:2: here stands text; ");
    assert_values_refused(state, "values:\n  - value: [a]\n    label: A\n",
                          "regions.yaml:2: 'value' holds a list; ");
    assert_values_refused(state, "values:\n  - value: a\n    label: {a: b}\n",
                          "regions.yaml:3: 'label' holds a map; ");
    assert_values_refused(
        state, "values:\n  - value: a\n    label: A\n    triggers: b\n",
        "regions.yaml:4: 'triggers' holds text; ");
    assert_values_refused(
        state, "values:\n  - value: a\n    label: A\n    title-only: maybe\n",
        "regions.yaml:4: 'title-only' is neither true nor false; ");
}

static void text_that_is_nothing_is_refused(void **state) {
    assert_values_refused(state, "values:\n  - value: a\n    label:\n",
                          "regions.yaml:3: 'label' holds nothing; ");
    assert_values_refused(state, "values:\n  - value: a\n    label: null\n",
                          "regions.yaml:3: 'label' holds nothing; ");
    assert_values_refused(state, "values:\n  - value: a\n    label: \" \"\n",
                          "regions.yaml:3: 'label' is blank; ");
}

static void an_empty_list_of_values_is_refused(void **state) {
    assert_values_refused(state, "values: []\n",
                          "regions.yaml:1: the list 'values' is empty; ");
    assert_file_refused(state, "facets.yaml", "facets: []\n",
                        "facets.yaml:1: the list 'facets' is empty; ");
}

static void a_value_listed_twice_is_refused(void **state) {
    assert_values_refused(state,
                          "values:\n  - value: a\n    label: A\n"
                          "  - value: a\n    label: B\n",
                          "regions.yaml:4: value 'a' is listed twice; ");
}

static void a_value_of_other_characters_is_refused(void **state) {
    static const char *const values[] = {"North", "a_b",         "a/b",
                                         "a b",   "caf\xC3\xA9", "'a.'"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char content[128];
        snprintf(content, sizeof content,
                 "values:\n  - value: %s\n    label: A\n", values[i]);
        assert_values_refused(state, content, "regions.yaml:2: value '");
    }
}

static void a_value_past_64_bytes_is_refused(void **state) {
    char content[256];
    snprintf(content, sizeof content, "values:\n  - value: %065d\n    label: A",
             0);
    assert_values_refused(state, content, "regions.yaml:2: value '000");
}

static void an_equals_sign_alone_is_no_trigger(void **state) {
    assert_values_refused(
        state,
        "values:\n  - value: a\n    label: A\n    triggers:\n      - \"=\"\n",
        "regions.yaml:5: nothing follows the =; ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_folder_is_named),
        FOLDER_TEST(a_missing_values_file_is_named),
        FOLDER_TEST(a_missing_facet_list_is_named),
        FOLDER_TEST(a_folder_in_the_place_of_a_file_is_refused),
        FOLDER_TEST(a_pipe_in_the_place_of_a_file_does_not_hang),
        FOLDER_TEST(a_file_past_four_mebibytes_is_refused),
        FOLDER_TEST(bytes_that_are_not_utf8_are_refused_with_their_line),
        FOLDER_TEST(utf8_is_asked_of_the_gazetteer_too),
        FOLDER_TEST(a_nul_is_refused_with_its_line),
        FOLDER_TEST(a_nul_escaped_in_yaml_is_refused),
        FOLDER_TEST(a_byte_order_mark_is_refused),
        FOLDER_TEST(broken_yaml_is_refused_with_its_line),
        FOLDER_TEST(an_empty_file_is_refused),
        FOLDER_TEST(a_second_document_is_refused),
        FOLDER_TEST(anchors_and_aliases_are_refused),
        FOLDER_TEST(more_nodes_than_fit_are_refused),
        FOLDER_TEST(deep_nesting_is_refused),
        FOLDER_TEST(directives_are_refused),
        FOLDER_TEST(an_unknown_key_is_answered_with_the_known_ones),
        FOLDER_TEST(pairs_are_for_subjects),
        FOLDER_TEST(cues_and_triggers_keep_to_their_facets),
        FOLDER_TEST(a_long_unknown_key_is_cut_between_characters),
        FOLDER_TEST(a_key_given_twice_is_refused),
        FOLDER_TEST(a_key_that_is_a_list_is_refused),
        FOLDER_TEST(a_missing_key_is_named),
        FOLDER_TEST(wrong_types_are_refused),
        FOLDER_TEST(text_that_is_nothing_is_refused),
        FOLDER_TEST(an_empty_list_of_values_is_refused),
        FOLDER_TEST(a_value_listed_twice_is_refused),
        FOLDER_TEST(a_value_of_other_characters_is_refused),
        FOLDER_TEST(a_value_past_64_bytes_is_refused),
        FOLDER_TEST(an_equals_sign_alone_is_no_trigger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
