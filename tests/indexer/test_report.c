/* test_report.c - what a run tells programs and people. */
#include "indexer_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void prepare(const struct fixture *fixture) {
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write(fixture, "papers/c.png", "");
    fixture_write_garbage(fixture, "papers/d.bin");
}

static void a_line_has_five_keys_in_their_order(void **state) {
    struct fixture *fixture = *state;
    prepare(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    json_t *lines = fixture_report(fixture);
    static const char *const keys[] = {"path", "member", "id", "outcome",
                                       "reason"};
    size_t index;
    json_t *line;
    json_array_foreach(lines, index, line) {
        assert_int_equal(json_object_size(line), 5);
        void *entry = json_object_iter(line);
        for (size_t i = 0; i < 5;
             i++, entry = json_object_iter_next(line, entry))
            assert_string_equal(json_object_iter_key(entry), keys[i]);
        assert_true(json_is_null(json_object_get(line, "member")));
    }
    json_decref(lines);
}

static void every_file_has_one_line_in_order(void **state) {
    struct fixture *fixture = *state;
    prepare(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    json_t *lines = fixture_report(fixture);
    static const char *const expected[][2] = {{"a.txt", "added"},
                                              {"b.txt", "added"},
                                              {"c.png", "skipped"},
                                              {"d.bin", "rejected"}};
    assert_int_equal(json_array_size(lines), 4);
    for (size_t i = 0; i < 4; i++) {
        json_t *line = json_array_get(lines, i);
        assert_string_equal(json_string_value(json_object_get(line, "path")),
                            expected[i][0]);
        assert_string_equal(json_string_value(json_object_get(line, "outcome")),
                            expected[i][1]);
        assert_int_equal(json_is_null(json_object_get(line, "id")), i >= 2);
        assert_int_equal(json_is_null(json_object_get(line, "reason")), i < 2);
    }
    json_decref(lines);
}

static void equal_runs_write_equal_reports(void **state) {
    struct fixture *fixture = *state;
    prepare(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    char *first = fixture_read(fixture, "report.jsonl");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    char *second = fixture_read(fixture, "report.jsonl");
    assert_string_equal(first, second);
    assert_int_not_equal(
        access(fixture_path(fixture, "report.jsonl.tmp"), F_OK), 0);
    free(first);
    free(second);
}

static void a_run_that_fails_leaves_the_old_report(void **state) {
    struct fixture *fixture = *state;
    prepare(fixture);
    fixture_write(fixture, "report.jsonl", "the old one\n");
    assert_int_equal(RUN(fixture, "--index", "index", "--schema", "nowhere",
                         "--report", "report.jsonl", "papers"),
                     76);
    fixture_write(fixture, "index/current", "no link");
    assert_int_not_equal(fixture_index(fixture, NULL), 0);
    char *report = fixture_read(fixture, "report.jsonl");
    assert_string_equal(report, "the old one\n");
    assert_int_not_equal(
        access(fixture_path(fixture, "report.jsonl.tmp"), F_OK), 0);
    free(report);
}

static void names_that_are_no_utf8_do_not_spoil_the_report(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/caf\xe9.txt", "coffee");
    fixture_write_page(fixture, "papers/\xe2\x82\xac.html", "euros",
                       "http://example.org/1");
    fixture_write_page(fixture, "na\xefve/other.html", "euros",
                       "http://example.org/1");
    assert_int_equal(
        RUN_INDEX(fixture, "--report", "report.jsonl", "papers", "na\xefve"),
        65);
    json_t *lines = fixture_report(fixture);
    assert_int_equal(json_array_size(lines), 3);
    json_decref(lines);
}

static void the_summary_counts_what_the_report_lists(void **state) {
    struct fixture *fixture = *state;
    prepare(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    assert_int_equal(fixture_count(fixture, "added"), 2);
    assert_int_equal(fixture_count(fixture, "skipped"), 1);
    assert_int_equal(fixture_count(fixture, "rejected"), 1);
    assert_int_equal(fixture_count(fixture, "changed"), 0);
    assert_int_equal(fixture_count(fixture, "documents"), 2);
    assert_int_equal(fixture_count(fixture, "generation"), 1);
    assert_non_null(strstr(fixture->output, "\"index\":\"index\""));
    assert_non_null(strstr(fixture->output, "\"seconds\":"));
    assert_string_equal(fixture->errors, "");
}

static void the_summary_for_people_is_one_line(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(RUN_INDEX(fixture, "papers"), 0);
    assert_string_equal(fixture->output, "");
    assert_ptr_equal(
        strstr(fixture->errors, "index: generation 1: 1 added; 1 document in "),
        fixture->errors);
    assert_int_equal(RUN_INDEX(fixture, "papers"), 0);
    assert_string_equal(fixture->errors,
                        "index: nothing has changed; generation 1 stands\n");
}

static void the_first_ten_rejected_files_are_named(void **state) {
    struct fixture *fixture = *state;
    char name[32];
    for (int i = 0; i < 12; i++) {
        snprintf(name, sizeof name, "papers/%02d.bin", i);
        fixture_write_garbage(fixture, name);
    }
    assert_int_equal(RUN_INDEX(fixture, "papers"), 65);
    assert_non_null(strstr(fixture->errors, "12 rejected"));
    assert_non_null(strstr(fixture->errors, "rejected  09.bin: "));
    assert_null(strstr(fixture->errors, "10.bin"));
    assert_non_null(strstr(fixture->errors, "2 more; --report FILE"));
}

static void a_files_name_gives_the_terminal_no_orders(void **state) {
    struct fixture *fixture = *state;
    fixture_write_garbage(fixture, "papers/a\x1b[2J\n.bin");
    assert_int_equal(RUN_INDEX(fixture, "-v", "papers"), 65);
    assert_null(strchr(fixture->errors, '\x1b'));
    assert_non_null(strstr(fixture->errors, "a?[2J?.bin"));
}

/* The links are the fixture's own, so that a fault breaks nothing but them. */
static void a_report_goes_through_a_link_and_leaves_it(void **state) {
    struct fixture *fixture = *state;
    prepare(fixture);
    assert_int_equal(symlink("/proc/self/fd/1", fixture_path(fixture, "link")),
                     0);
    assert_int_equal(RUN_INDEX(fixture, "--report", "link", "-q", "papers"),
                     65);
    assert_non_null(strstr(fixture->output, "\"path\":\"a.txt\""));
    char target[64];
    assert_int_equal(
        readlink(fixture_path(fixture, "link"), target, sizeof target),
        strlen("/proc/self/fd/1"));
    assert_int_not_equal(access(fixture_path(fixture, "link.tmp"), F_OK), 0);
}

static void a_closed_standard_output_is_74(void **state) {
    struct fixture *fixture = *state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    prepare(fixture);
    char command[PATH_MAX + 128];
    snprintf(command, sizeof command,
             "cd %s && exec %s -i index --json papers >/dev/full 2>errors",
             fixture->directory, CONCORD_INDEXER);
    int status = system(command);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 74);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(a_line_has_five_keys_in_their_order),
        TEST(every_file_has_one_line_in_order),
        TEST(equal_runs_write_equal_reports),
        TEST(a_run_that_fails_leaves_the_old_report),
        TEST(names_that_are_no_utf8_do_not_spoil_the_report),
        TEST(the_summary_counts_what_the_report_lists),
        TEST(the_summary_for_people_is_one_line),
        TEST(the_first_ten_rejected_files_are_named),
        TEST(a_files_name_gives_the_terminal_no_orders),
        TEST(a_report_goes_through_a_link_and_leaves_it),
        TEST(a_closed_standard_output_is_74),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
