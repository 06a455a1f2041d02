/* test_verify.c - --verify finds every way in which a generation is not what
 * was published, and needs nothing but to read. */
#include "indexer_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/manifest.h"

enum { PUBLISHED = 12 };

static void publish(struct fixture *fixture) {
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_page(fixture, "papers/b.html", "bridges", NULL);
    assert_int_equal(fixture_index(fixture, NULL), 0);
}

static int verify(struct fixture *fixture) {
    return RUN(fixture, "--index", "index", "--verify");
}

static const char *inside(const struct fixture *fixture, const char *name) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "index/current/%s", name);
    return fixture_path(fixture, path);
}

static void a_good_generation_is_0_and_one_line(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    assert_int_equal(verify(fixture), 0);
    assert_non_null(strstr(fixture->output, "generation 1: "));
    assert_non_null(strstr(fixture->output, " bytes, all as published\n"));
    assert_string_equal(fixture->errors, "");
    assert_int_equal(RUN(fixture, "--index", "index", "--verify", "-q"), 0);
    assert_string_equal(fixture->output, "");
}

static void json_has_what_was_checked(void **state) {
    struct fixture *fixture = *state;
    struct manifest *manifest = NULL;
    publish(fixture);
    assert_int_equal(manifest_read(&manifest, inside(fixture, ""), NULL),
                     CONCORD_OK);
    assert_int_equal(RUN(fixture, "--index", "index", "--verify", "--json"), 0);
    assert_int_equal(fixture_count(fixture, "generation"), 1);
    assert_int_equal(fixture_count(fixture, "documents"), 2);
    assert_int_equal(fixture_count(fixture, "files"), manifest->file_count);
    manifest_destroy(manifest);
    assert_int_equal(truncate(inside(fixture, "columns.bin"), 10), 0);
    assert_int_equal(RUN(fixture, "--index", "index", "--verify", "--json"),
                     76);
    assert_non_null(strstr(fixture->output, "\"whole\":false"));
    assert_non_null(strstr(fixture->output, "columns.bin: has 10 bytes"));
}

/* Turn one bit over, `from_end` bytes before the end of a file. */
static void spoil_at(const char *path, long from_end) {
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, -from_end, SEEK_END), 0);
    int byte = fgetc(file);
    assert_int_equal(fseek(file, -from_end, SEEK_END), 0);
    fputc(byte ^ 0x10, file);
    assert_int_equal(fclose(file), 0);
}

static void spoil(const char *path) {
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    spoil_at(path, facts.st_size - facts.st_size / 2);
}

static void one_bit_in_any_file_is_76_and_its_name(void **state) {
    struct fixture *fixture = *state;
    struct manifest *manifest = NULL;
    publish(fixture);
    assert_int_equal(manifest_read(&manifest, inside(fixture, ""), NULL),
                     CONCORD_OK);
    assert_true(manifest->file_count > 10);
    for (size_t i = 0; i < manifest->file_count; i++) {
        const char *path = manifest->files[i].path;
        if (manifest->files[i].size == 0)
            continue;
        spoil(inside(fixture, path));
        assert_int_equal(verify(fixture), 76);
        assert_non_null(strstr(fixture->errors, path));
        spoil(inside(fixture, path));
    }
    assert_int_equal(verify(fixture), 0);
    manifest_destroy(manifest);
}

/* A run makes what does not change out of its parent's files: it would hash
 * their faults as right. */
static void one_bit_in_a_file_that_is_read_on_stops_the_next_run(void **state) {
    struct fixture *fixture = *state;
    static const char *const files[] = {"columns.bin", "imprints.bin",
                                        "imprints.000001", "sources.bin"};
    const long last = 3; /* of an ordinal, a list or a time */
    publish(fixture);
    fixture_write_paper(fixture, "papers/c.txt", "canals");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        spoil_at(inside(fixture, files[i]), last);
        assert_int_equal(fixture_index(fixture, NULL), 76);
        assert_non_null(strstr(fixture->errors, files[i]));
        assert_non_null(strstr(fixture->errors, "--rebuild"));
        spoil_at(inside(fixture, files[i]), last);
    }
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(verify(fixture), 0);
}

/* A run copies its parent's tables: what it copied it would hash as right. */
static void one_bit_in_a_copied_file_stops_the_next_run(void **state) {
    struct fixture *fixture = *state;
    static const char *const files[] = {"xapian/termlist.glass",
                                        "statements/postlist.glass"};
    publish(fixture);
    fixture_write_paper(fixture, "papers/c.txt", "canals");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        spoil(inside(fixture, files[i]));
        assert_int_equal(fixture_index(fixture, NULL), 76);
        assert_non_null(strstr(fixture->errors, files[i]));
        assert_non_null(strstr(fixture->errors, "--rebuild"));
        spoil(inside(fixture, files[i]));
    }
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(verify(fixture), 0);
}

static void a_file_that_is_missing_short_or_too_many_is_named(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    assert_int_equal(unlink(inside(fixture, "sources.bin")), 0);
    assert_int_equal(truncate(inside(fixture, "xapian/postlist.glass"), 5), 0);
    fixture_write(fixture, "index/current/xapian/foreign", "not ours");
    assert_int_equal(verify(fixture), 76);
    assert_non_null(strstr(fixture->errors, "sources.bin: No such file"));
    assert_non_null(strstr(fixture->errors, "postlist.glass: has 5 bytes"));
    assert_non_null(strstr(fixture->errors, "xapian/foreign: is not in"));
    assert_non_null(strstr(fixture->errors, "--rollback"));
}

static void a_manifest_that_cannot_be_read_is_76(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    fixture_write(fixture, "index/current/manifest.json", "{}");
    assert_int_equal(verify(fixture), 76);
    assert_non_null(strstr(fixture->errors, "manifest.json"));
    assert_int_equal(unlink(inside(fixture, "manifest.json")), 0);
    assert_int_equal(verify(fixture), 76);
    assert_non_null(strstr(fixture->errors, "manifest.json"));
}

/* The files are as hashed, and yet do not belong together. */
static void parts_that_do_not_agree_are_76(void **state) {
    struct fixture *fixture = *state;
    struct manifest *manifest = NULL;
    publish(fixture);
    fixture_write_paper(fixture, "papers/c.txt", "canals");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    const char *directory = fixture_path(fixture, "index/generations/000002");
    assert_int_equal(manifest_read(&manifest, directory, NULL), CONCORD_OK);
    fixture_move(fixture, "index/generations/000001/columns.bin",
                 "index/generations/000002/columns.bin");
    assert_int_equal(manifest_take_files(manifest, directory, NULL, 0, NULL),
                     CONCORD_OK);
    assert_int_equal(manifest_write(manifest, directory, NULL), CONCORD_OK);
    manifest_destroy(manifest);
    assert_int_equal(verify(fixture), 76);
    assert_non_null(strstr(fixture->errors, "columns.bin: speaks of 2"));
}

static void no_index_is_66_and_none_is_made(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(verify(fixture), 66);
    assert_non_null(strstr(fixture->errors, "there is no index"));
    assert_int_not_equal(access(fixture_path(fixture, "index"), F_OK), 0);
}

static void a_current_that_leads_nowhere_is_76(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    fixture_move(fixture, "index/generations/000001", "elsewhere");
    assert_int_equal(verify(fixture), 76);
}

static void misuse_is_64(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    assert_int_equal(RUN_INDEX(fixture, "--verify", "papers"), 64);
    assert_non_null(strstr(fixture->errors, "SOURCE"));
    assert_int_equal(RUN_INDEX(fixture, "--verify", "--rollback"), 64);
    assert_int_equal(RUN_INDEX(fixture, "--verify", "--rebuild"), 64);
    assert_int_equal(RUN_INDEX(fixture, "--verify", "--purge"), 64);
}

static void a_held_lock_is_no_hindrance(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    int lock = open(fixture_path(fixture, "index/lock"), O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_int_equal(verify(fixture), 0);
    close(lock);
}

static void what_is_published_meanwhile_does_not_confuse_it(void **state) {
    struct fixture *fixture = *state;
    static const char *const arguments[] = {"--index", "index", "--verify",
                                            NULL};
    char subject[32];
    publish(fixture);
    for (int i = 0; i < PUBLISHED; i++) {
        int status = -1;
        snprintf(subject, sizeof subject, "subject %d", i);
        fixture_write_paper(fixture, "papers/a.txt", subject);
        pid_t pid = fixture_start(fixture, arguments);
        assert_int_equal(RUN_INDEX(fixture, "--purge", "papers"), 0);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_int_equal(WEXITSTATUS(status), 0);
    }
}

/* A file that keeps its reader waiting. */
static void make_endless(const char *path) {
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
}

/* Wait until somebody reads it. */
static int hold_reader(const char *path) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    assert_true(file >= 0);
    return file;
}

static void a_signal_ends_it_at_once(void **state) {
    struct fixture *fixture = *state;
    static const char *const arguments[] = {"--index", "index", "--verify",
                                            NULL};
    static const int signals[] = {SIGINT, SIGTERM};
    publish(fixture);
    make_endless(inside(fixture, "columns.bin"));
    for (size_t i = 0; i < 2; i++) {
        int status = -1;
        pid_t pid = fixture_start(fixture, arguments);
        int held = hold_reader(inside(fixture, "columns.bin"));
        assert_int_equal(kill(pid, signals[i]), 0);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 128 + signals[i]);
        close(held);
    }
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(a_good_generation_is_0_and_one_line),
        TEST(json_has_what_was_checked),
        TEST(one_bit_in_any_file_is_76_and_its_name),
        TEST(one_bit_in_a_copied_file_stops_the_next_run),
        TEST(one_bit_in_a_file_that_is_read_on_stops_the_next_run),
        TEST(a_file_that_is_missing_short_or_too_many_is_named),
        TEST(a_manifest_that_cannot_be_read_is_76),
        TEST(parts_that_do_not_agree_are_76),
        TEST(no_index_is_66_and_none_is_made),
        TEST(a_current_that_leads_nowhere_is_76),
        TEST(misuse_is_64),
        TEST(a_held_lock_is_no_hindrance),
        TEST(what_is_published_meanwhile_does_not_confuse_it),
        TEST(a_signal_ends_it_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
