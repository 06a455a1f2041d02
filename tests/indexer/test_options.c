/* test_options.c - the command line and the statuses that a run ends with. */
#include "indexer_fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool exists(const struct fixture *fixture, const char *name) {
    return access(fixture_path(fixture, name), F_OK) == 0;
}

static void help_names_every_option(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(RUN(fixture, "--help"), 0);
    static const char *const words[] = {
        "--index",
        "--jobs",
        "--schema",
        "--dry-run",
        "--explain",
        "--files-from",
        "--follow-symlinks",
        "--format",
        "--progress",
        "--rebuild",
        "--report",
        "--json",
        "--quiet",
        "--verbose",
        "SOURCE",
        "--prune",
        "--prune-limit",
        "--force",
        "--purge",
        "--verify",
        "--rollback",
        "--list-generations",
        "$CONCORD_INDEX",
        "65 done, but something was newly rejected"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_non_null(strstr(fixture->output, words[i]));
}

static void version_is_the_programs_name_and_number(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(RUN(fixture, "--version"), 0);
    assert_ptr_equal(strstr(fixture->output, "concord-indexer "),
                     fixture->output);
}

static void misuse_is_64(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(RUN(fixture, "--index", "index"), 64);
    assert_non_null(strstr(fixture->errors, "SOURCE"));
    assert_int_equal(RUN(fixture, "--no-such-option", "papers"), 64);
    assert_int_equal(RUN(fixture, "papers", "--index"), 64);
    assert_int_equal(RUN(fixture, "--json=yes", "papers"), 64);
    assert_false(exists(fixture, "index"));
    assert_false(exists(fixture, "concord.index"));
}

static void
a_source_that_does_not_exist_is_66_and_leaves_no_trace(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(RUN_INDEX(fixture, "--report", "report.jsonl", "papers",
                               "no-such-folder"),
                     66);
    assert_non_null(strstr(fixture->errors, "no-such-folder"));
    assert_false(exists(fixture, "index"));
    assert_false(exists(fixture, "report.jsonl"));
    assert_false(exists(fixture, "report.jsonl.tmp"));
}

static void
a_missing_source_is_66_even_while_another_indexer_runs(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(mkdir(fixture_path(fixture, "index"), 0777), 0);
    int lock =
        open(fixture_path(fixture, "index/lock"), O_RDWR | O_CREAT, 0666);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_int_equal(RUN_INDEX(fixture, "no-such-folder"), 66);
    close(lock);
}

static void a_held_lock_is_75(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    int lock = open(fixture_path(fixture, "index/lock"), O_RDWR | O_CLOEXEC);
    assert_true(lock >= 0);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_int_equal(fixture_index(fixture, NULL), 75);
    assert_non_null(strstr(fixture->errors, "index"));
    assert_int_equal(fixture_generation(fixture, "index"), 1);
    close(lock);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "added"), 1);
}

static void a_bad_schema_is_76_and_names_file_and_line(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    char *topics = fixture_read(fixture, "schema/topics.yaml");
    char spoilt[256];
    snprintf(spoilt, sizeof spoilt, "%.100s\n  - [unclosed\n", topics);
    free(topics);
    fixture_write(fixture, "schema/topics.yaml", spoilt);
    assert_int_equal(RUN_INDEX(fixture, "papers"), 76);
    assert_non_null(strstr(fixture->errors, "topics.yaml:"));
    assert_false(exists(fixture, "index"));
}

static void a_schema_that_is_not_there_is_76(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(RUN_INDEX(fixture, "--schema", "nowhere", "papers"), 76);
    assert_non_null(strstr(fixture->errors, "nowhere"));
}

static void a_damaged_index_is_76_and_the_words_tell_the_way_out(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write(fixture, "index/generations/000001/sources.bin", "CONC");
    assert_int_equal(fixture_index(fixture, NULL), 76);
    assert_non_null(strstr(fixture->errors, "sources.bin"));
    assert_non_null(strstr(fixture->errors, "--rebuild"));
}

static void
a_report_that_cannot_be_written_is_74_before_anything_is_done(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(RUN_INDEX(fixture, "--report", "nowhere/r", "papers"), 74);
    assert_false(exists(fixture, "index"));
}

static void
a_full_disk_under_the_report_is_74_and_publishes_nothing(void **state) {
    struct fixture *fixture = *state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(symlink("/dev/full", fixture_path(fixture, "full")), 0);
    assert_int_equal(RUN_INDEX(fixture, "--report", "full", "papers"), 74);
    assert_int_equal(fixture_generation(fixture, "index"), 0);
}

static void an_index_that_cannot_be_made_is_74(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write(fixture, "file", "");
    assert_int_equal(RUN(fixture, "-i", "file/index", "papers"), 74);
    assert_int_equal(RUN(fixture, "-i", "file", "papers"), 74);
}

static void
the_index_is_the_options_then_the_environments_then_the_default(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    unsetenv("CONCORD_INDEX");
    assert_int_equal(RUN(fixture, "papers"), 0);
    assert_int_equal(fixture_generation(fixture, "concord.index"), 1);
    setenv("CONCORD_INDEX", "other.index", 1);
    assert_int_equal(RUN(fixture, "papers"), 0);
    assert_int_equal(fixture_generation(fixture, "other.index"), 1);
    assert_int_equal(RUN(fixture, "-i", "third.index", "papers"), 0);
    assert_int_equal(fixture_generation(fixture, "third.index"), 1);
    unsetenv("CONCORD_INDEX");
}

static void quiet_says_nothing_and_errors_still(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_garbage(fixture, "papers/b.bin");
    assert_int_equal(RUN_INDEX(fixture, "-q", "papers"), 65);
    assert_string_equal(fixture->output, "");
    assert_string_equal(fixture->errors, "");
    assert_int_equal(RUN_INDEX(fixture, "-q", "nowhere"), 66);
    assert_string_not_equal(fixture->errors, "");
}

static void verbose_names_every_file(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write(fixture, "papers/b.png", "");
    assert_int_equal(RUN_INDEX(fixture, "-v", "papers"), 0);
    assert_non_null(strstr(fixture->errors, "added     a.txt\n"));
    assert_non_null(strstr(fixture->errors, "skipped   b.png: "));
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(help_names_every_option),
        TEST(version_is_the_programs_name_and_number),
        TEST(misuse_is_64),
        TEST(a_source_that_does_not_exist_is_66_and_leaves_no_trace),
        TEST(a_missing_source_is_66_even_while_another_indexer_runs),
        TEST(a_held_lock_is_75),
        TEST(a_bad_schema_is_76_and_names_file_and_line),
        TEST(a_schema_that_is_not_there_is_76),
        TEST(a_damaged_index_is_76_and_the_words_tell_the_way_out),
        TEST(a_report_that_cannot_be_written_is_74_before_anything_is_done),
        TEST(a_full_disk_under_the_report_is_74_and_publishes_nothing),
        TEST(an_index_that_cannot_be_made_is_74),
        TEST(the_index_is_the_options_then_the_environments_then_the_default),
        TEST(quiet_says_nothing_and_errors_still),
        TEST(verbose_names_every_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
