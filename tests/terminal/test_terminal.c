/* test_terminal.c - the real concord-search over an index of the real
 * indexer. */
#include "indexer_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static char output[64 * 1024]; /* of the last run, standard error with it */

static void index_papers(struct fixture *fixture) {
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    fixture_write(fixture, "papers/c.txt",
                  "---\nregion: london\npeople: Ann Lee\n---\n\n"
                  "What canals are for, and who looks after them.\n");
    assert_int_equal(fixture_index(fixture, NULL), 0);
}

/* `words` are the shell's. The exit status. */
static int search(const struct fixture *fixture, const char *words) {
    char command[1024];
    snprintf(command, sizeof command, "CONCORD_INDEX='%s' '%s' %s 2>&1",
             fixture_path(fixture, "index"), CONCORD_SEARCH, words);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t size = fread(output, 1, sizeof output - 1, pipe);
    output[size] = '\0';
    int status = pclose(pipe);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void what_is_found_is_listed(void **state) {
    index_papers(*state);
    assert_int_equal(search(*state, "bridges"), 0);
    assert_ptr_equal(strstr(output, "1 document\n"), output);
    assert_null(strchr(output, '\033')); /* no terminal, no color */
}

static void nothing_found_is_told_by_the_exit_status(void **state) {
    index_papers(*state);
    assert_int_equal(search(*state, "xylophones"), 1);
    assert_int_equal(search(*state, "--format json xylophones"), 1);
    json_t *answer = json_loads(output, 0, NULL);
    assert_int_equal(json_integer_value(json_object_get(answer, "total")), 0);
    json_decref(answer);
}

static void an_unknown_filter_is_an_error_of_usage(void **state) {
    index_papers(*state);
    assert_int_equal(search(*state, "--colour red bridges"), 64);
    assert_non_null(strstr(output, "colour"));
    assert_int_equal(search(*state, "--region atlantis"), 64);
    assert_non_null(strstr(output, "region"));
}

static void an_export_has_all_that_is_found(void **state) {
    index_papers(*state);
    assert_int_equal(search(*state, "--format csv"), 0);
    size_t lines = 0;
    for (const char *at = output; (at = strstr(at, "\r\n")) != NULL; at++)
        lines++;
    assert_int_equal(lines, 4); /* the header too */
    assert_int_equal(search(*state, "--format ris xylophones"), 1);
    assert_int_equal(search(*state, "--format bibtex --page 2"), 64);
    assert_int_equal(search(*state, "--format xml"), 64);
}

static void without_an_index_it_says_how_to_make_one(void **state) {
    assert_int_equal(search(*state, "bridges"), 76);
    assert_non_null(strstr(output, "concord-indexer"));
}

static void every_word_of_help_is_there_without_an_index(void **state) {
    assert_int_equal(search(*state, "--help"), 0);
    assert_non_null(strstr(output, "--topic-all VALUE\n"));
    assert_non_null(strstr(output, "--size N\n"));
    assert_non_null(strstr(output, "--date-match overlaps|within\n"));
    assert_non_null(strstr(output, "--broaden\n"));
    assert_non_null(strstr(output, "Exit status:"));
}

static void a_facet_is_completed_from_the_index(void **state) {
    index_papers(*state);
    assert_int_equal(search(*state, "--complete --sort n"), 0);
    assert_string_equal(output, "newest\n");
    assert_int_equal(search(*state, "--complete --reg"), 0);
    assert_string_equal(output, "--region\n--region-all\n");
    assert_int_equal(search(*state, "--complete --not-region lon"), 0);
    assert_string_equal(output, "london\n");
}

/* bash itself asks. */
static void bash_completes_what_is_begun(void **state) {
    index_papers(*state);
    char command[1024];
    snprintf(command, sizeof command,
             "--version; PATH=\"$(dirname '%s'):$PATH\"; "
             "bash -c 'eval \"$(concord-search --completion bash)\"; "
             "COMP_WORDS=(concord-search --sort ti); COMP_CWORD=2; "
             "_concord_search; echo \"${COMPREPLY[@]}\"'",
             CONCORD_SEARCH);
    assert_int_equal(search(*state, command), 0);
    assert_non_null(strstr(output, "\ntitle\n"));
}

static void bash_completes_behind_an_equals_sign(void **state) {
    index_papers(*state);
    assert_int_equal(search(*state, "--complete --region = lon"), 0);
    assert_string_equal(output, "london\n");
    assert_int_equal(search(*state, "--complete --sort ="), 0);
    assert_string_equal(output, "relevance\nnewest\noldest\ntitle\n");
}

/* Which bash would otherwise take for two words. */
static void bash_is_given_a_name_of_two_words_quoted(void **state) {
    index_papers(*state);
    char command[1024];
    snprintf(command, sizeof command,
             "--version; PATH=\"$(dirname '%s'):$PATH\"; "
             "bash -c 'eval \"$(concord-search --completion bash)\"; "
             "COMP_WORDS=(concord-search --index %s --person \"Ann\\ L\"); "
             "COMP_CWORD=4; _concord_search; echo \"${COMPREPLY[@]}\"'",
             CONCORD_SEARCH, fixture_path(*state, "index"));
    assert_int_equal(search(*state, command), 0);
    assert_non_null(strstr(output, "\nAnn\\ Lee\n"));
}

static void words_that_are_not_utf8_are_an_error_of_usage(void **state) {
    index_papers(*state);
    assert_int_equal(search(*state, "\"$(printf 'caf\\351')\""), 64);
    assert_non_null(strstr(output, "UTF-8"));
}

static void flip_a_byte(const struct fixture *fixture, const char *name) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "index/current/%s", name);
    FILE *file = fopen(fixture_path(fixture, path), "r+");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long middle = ftell(file) / 2;
    assert_int_equal(fseek(file, middle, SEEK_SET), 0);
    int byte = fgetc(file);
    assert_int_equal(fseek(file, middle, SEEK_SET), 0);
    assert_int_not_equal(fputc(byte ^ 1, file), EOF);
    assert_int_equal(fclose(file), 0);
}

static void a_changed_byte_in_any_file_is_refused(void **state) {
    index_papers(*state);
    json_t *manifest = json_load_file(
        fixture_path(*state, "index/current/manifest.json"), 0, NULL);
    const json_t *file = NULL;
    size_t i = 0;
    assert_non_null(manifest);
    json_array_foreach(json_object_get(manifest, "files"), i, file) {
        const char *name = json_string_value(json_object_get(file, "path"));
        if (json_integer_value(json_object_get(file, "size")) == 0)
            continue;
        flip_a_byte(*state, name);
        assert_int_equal(search(*state, "--broaden bridges"), 76);
        flip_a_byte(*state, name); /* back */
    }
    assert_true(i > 0);
    json_decref(manifest);
    assert_int_equal(search(*state, "--broaden bridges"), 0);
}

static void a_facet_behind_a_space_is_hinted_at(void **state) {
    index_papers(*state);
    search(*state, "--facets region");
    assert_non_null(strstr(output, "--facets=region"));
    search(*state, "--facets bridges");
    assert_null(strstr(output, "--facets="));
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(what_is_found_is_listed),
        TEST(nothing_found_is_told_by_the_exit_status),
        TEST(an_unknown_filter_is_an_error_of_usage),
        TEST(an_export_has_all_that_is_found),
        TEST(without_an_index_it_says_how_to_make_one),
        TEST(every_word_of_help_is_there_without_an_index),
        TEST(a_facet_is_completed_from_the_index),
        TEST(bash_completes_what_is_begun),
        TEST(bash_completes_behind_an_equals_sign),
        TEST(bash_is_given_a_name_of_two_words_quoted),
        TEST(words_that_are_not_utf8_are_an_error_of_usage),
        TEST(a_changed_byte_in_any_file_is_refused),
        TEST(a_facet_behind_a_space_is_hinted_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
