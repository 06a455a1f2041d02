/* test_files_from.c - SOURCEs that come from a list, and those that links lead
 * to. */
#include "indexer_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_three(const struct fixture *fixture) {
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    fixture_write_paper(fixture, "more/c.txt", "canals");
}

/* ---- lists ---- */

static void each_line_is_a_source(void **state) {
    struct fixture *fixture = *state;
    write_three(fixture);
    fixture_write(fixture, "list", "\npapers/a.txt\n\nmore\npapers/a.txt");
    assert_int_equal(RUN_INDEX(fixture, "--json", "--files-from", "list"), 0);
    assert_int_equal(fixture_count(fixture, "added"), 2);
}

static void a_list_adds_to_the_arguments(void **state) {
    struct fixture *fixture = *state;
    write_three(fixture);
    fixture_write(fixture, "list", "more\n");
    assert_int_equal(
        RUN_INDEX(fixture, "--json", "--files-from", "list", "papers"), 0);
    assert_int_equal(fixture_count(fixture, "added"), 3);
}

static void a_name_may_have_spaces(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/ two  words .txt", "allotments");
    fixture_write(fixture, "list", "papers/ two  words .txt\n");
    assert_int_equal(RUN_INDEX(fixture, "--json", "--files-from", "list"), 0);
    assert_int_equal(fixture_count(fixture, "added"), 1);
}

static void a_dash_is_standard_input(void **state) {
    struct fixture *fixture = *state;
    char line[4096];
    write_three(fixture);
    snprintf(line, sizeof line,
             "cd '%s' && find papers more -name '*.txt' | '%s' --index index "
             "--schema schema --files-from - 2>errors",
             fixture->directory, CONCORD_INDEXER);
    int status = system(line);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    json_t *documents = fixture_documents(fixture, "index");
    assert_int_equal(json_object_size(documents), 3);
    json_decref(documents);
}

static void a_missing_source_is_66_with_file_and_line(void **state) {
    struct fixture *fixture = *state;
    write_three(fixture);
    fixture_write(fixture, "list", "papers\n\nnowhere/x.txt\nmore\n");
    assert_int_equal(RUN_INDEX(fixture, "--files-from", "list"), 66);
    assert_non_null(strstr(fixture->errors, "list:3: "));
    assert_non_null(strstr(fixture->errors, "nowhere/x.txt"));
    assert_int_equal(fixture_generation(fixture, "index"), 0);
    assert_int_not_equal(access(fixture_path(fixture, "index"), F_OK), 0);
}

static void a_missing_list_is_66(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(RUN_INDEX(fixture, "--files-from", "nowhere"), 66);
    assert_non_null(strstr(fixture->errors, "nowhere"));
}

static void a_folder_for_a_list_is_74(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(RUN_INDEX(fixture, "--files-from", "papers"), 74);
}

static void a_line_that_can_be_no_path_is_64_by_its_number(void **state) {
    struct fixture *fixture = *state;
    write_three(fixture);
    char list[PATH_MAX + 16] = "papers\n";
    memset(list + 7, 'x', PATH_MAX);
    fixture_write(fixture, "list", list);
    assert_int_equal(RUN_INDEX(fixture, "--files-from", "list"), 64);
    assert_non_null(strstr(fixture->errors, "list:2: "));

    FILE *file = fopen(fixture_path(fixture, "list"), "w");
    assert_non_null(file);
    fwrite("papers\0more\0", 1, sizeof "papers\0more", file);
    fclose(file);
    assert_int_equal(RUN_INDEX(fixture, "--files-from", "list"), 64);
    assert_non_null(strstr(fixture->errors, "list:1: "));
    assert_non_null(strstr(fixture->errors, "NUL"));
}

/* As when "find -newer" finds none. */
static void an_empty_list_changes_nothing(void **state) {
    struct fixture *fixture = *state;
    write_three(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write(fixture, "list", "\n");
    assert_int_equal(RUN_INDEX(fixture, "--json", "--files-from", "list"), 0);
    assert_false(fixture_published(fixture));
    assert_int_equal(fixture_count(fixture, "documents"), 2);
}

/* ---- links ---- */

static void make_link(const struct fixture *fixture, const char *target,
                      const char *name) {
    assert_int_equal(symlink(target, fixture_path(fixture, name)), 0);
}

static void links_are_skipped_and_reported(void **state) {
    struct fixture *fixture = *state;
    write_three(fixture);
    make_link(fixture, "../more", "papers/folder");
    make_link(fixture, "../more/c.txt", "papers/c.txt");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "added"), 2);
    assert_string_equal(fixture_reported(fixture, "folder", "outcome"),
                        "skipped");
    assert_string_equal(fixture_reported(fixture, "c.txt", "outcome"),
                        "skipped");
}

static void
links_are_followed_when_asked_and_each_file_is_read_once(void **state) {
    struct fixture *fixture = *state;
    write_three(fixture);
    make_link(fixture, "../more", "papers/folder");
    make_link(fixture, "../more/c.txt", "papers/c.txt");
    make_link(fixture, ".", "papers/loop");
    make_link(fixture, "a.txt", "papers/z.txt");
    fixture_settle(fixture);
    assert_int_equal(fixture_index(fixture, "--follow-symlinks"), 0);
    assert_string_equal(fixture_reported(fixture, "c.txt", "outcome"), "added");
    assert_string_equal(fixture_reported(fixture, "z.txt", "outcome"),
                        "skipped");
    json_t *documents = fixture_documents(fixture, "index");
    assert_non_null(fixture_card(documents, "a.txt"));
    assert_non_null(fixture_card(documents, "b.txt"));
    assert_non_null(fixture_card(documents, "c.txt"));
    json_decref(documents);
    assert_int_equal(fixture_index(fixture, "--follow-symlinks"), 0);
    assert_false(fixture_published(fixture));
}

static void a_link_into_the_index_is_not_read(void **state) {
    struct fixture *fixture = *state;
    write_three(fixture);
    make_link(fixture, "../index", "papers/index");
    make_link(fixture, "../index/lock", "papers/lock.txt");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_index(fixture, "--follow-symlinks"), 0);
    assert_int_equal(fixture_count(fixture, "unchanged"), 2);
    assert_int_equal(fixture_count(fixture, "rejected"), 0);
    assert_false(fixture_published(fixture));
}

static void
a_document_read_through_a_link_stays_when_links_are_not_followed(void **state) {
    struct fixture *fixture = *state;
    write_three(fixture);
    make_link(fixture, "../more/c.txt", "papers/c.txt");
    fixture_settle(fixture);
    assert_int_equal(fixture_index(fixture, "--follow-symlinks"), 0);
    assert_int_equal(fixture_count(fixture, "documents"), 3);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "documents"), 3);
    assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
    assert_int_equal(fixture_count(fixture, "documents"), 3);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(each_line_is_a_source),
        TEST(a_list_adds_to_the_arguments),
        TEST(a_name_may_have_spaces),
        TEST(a_dash_is_standard_input),
        TEST(a_missing_source_is_66_with_file_and_line),
        TEST(a_missing_list_is_66),
        TEST(a_folder_for_a_list_is_74),
        TEST(a_line_that_can_be_no_path_is_64_by_its_number),
        TEST(an_empty_list_changes_nothing),
        TEST(links_are_skipped_and_reported),
        TEST(links_are_followed_when_asked_and_each_file_is_read_once),
        TEST(a_link_into_the_index_is_not_read),
        TEST(a_document_read_through_a_link_stays_when_links_are_not_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
