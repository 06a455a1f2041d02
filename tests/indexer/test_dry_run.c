/* test_dry_run.c - what --dry-run says and what it leaves alone. */
#include "indexer_fixture.h"

#include <fcntl.h>
#include <ftw.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema/buffer.h"

/* ---- what is in a folder ---- */

enum { LINES_MAX = 1000 };

static char *lines[LINES_MAX];
static size_t line_count;

static int note_one(const char *path, const struct stat *facts, int type,
                    struct FTW *walk) {
    struct sha256_ctx hash;
    unsigned char digest[SHA256_DIGEST_SIZE];
    char target[PATH_MAX] = "";
    char bytes[65536];
    (void)walk;
    sha256_init(&hash);
    FILE *file = type == FTW_F ? fopen(path, "r") : NULL;
    for (size_t got = 1; file != NULL && got > 0;) {
        got = fread(bytes, 1, sizeof bytes, file);
        sha256_update(&hash, got, (const unsigned char *)bytes);
    }
    if (file != NULL)
        fclose(file);
    sha256_digest(&hash, sizeof digest, digest);
    if (type == FTW_SL)
        assert_true(readlink(path, target, sizeof target - 1) > 0);
    struct buffer line = BUFFER_INIT(8192);
    buffer_printf(&line, "%s %o %s ", path, (unsigned)facts->st_mode, target);
    for (size_t i = 0; i < sizeof digest; i++)
        buffer_printf(&line, "%02x", digest[i]);
    assert_true(line_count < LINES_MAX);
    lines[line_count++] = buffer_take(&line);
    return 0;
}

static int by_text(const void *left, const void *right) {
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* All below a folder, a line each, with the hashes of what is in the files. */
static char *list_folder(const struct fixture *fixture, const char *name) {
    struct buffer list = BUFFER_INIT(1 << 20);
    line_count = 0;
    assert_int_equal(nftw(fixture_path(fixture, name), note_one, 16, FTW_PHYS),
                     0);
    qsort(lines, line_count, sizeof *lines, by_text);
    for (size_t i = 0; i < line_count; i++) {
        buffer_printf(&list, "%s\n", lines[i]);
        free(lines[i]);
    }
    return buffer_take(&list);
}

static bool exists(const struct fixture *fixture, const char *name) {
    return access(fixture_path(fixture, name), F_OK) == 0;
}

/* Temporary folders are made here, and none may stay. */
static void use_own_temporary_folder(const struct fixture *fixture) {
    assert_int_equal(mkdir(fixture_path(fixture, "temporary"), 0777), 0);
    setenv("TMPDIR", fixture_path(fixture, "temporary"), 1);
}

static void assert_temporary_folder_is_empty(const struct fixture *fixture) {
    assert_int_equal(rmdir(fixture_path(fixture, "temporary")), 0);
    unsetenv("TMPDIR");
}

/* Whatever a run has to do: add, change, move, reject, skip, leave, lose. */
static void write_much(struct fixture *fixture) {
    fixture_write_paper(fixture, "papers/same.txt", "allotments");
    fixture_write_paper(fixture, "papers/changed.txt", "bridges");
    fixture_write_paper(fixture, "papers/moved.txt", "canals");
    fixture_write_paper(fixture, "papers/gone.txt", "docks");
    fixture_write_paper(fixture, "papers/stale.txt", "embankments");
    fixture_write_garbage(fixture, "papers/bad.bin");
    fixture_settle(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    fixture_write_paper(fixture, "papers/changed.txt", "footbridges");
    fixture_move(fixture, "papers/moved.txt", "papers/there/moved.txt");
    fixture_remove(fixture, "papers/gone.txt");
    fixture_write_garbage(fixture, "papers/stale.txt");
    fixture_write_paper(fixture, "papers/new.txt", "gardens");
    fixture_write(fixture, "papers/picture.png", "");
    fixture_write_garbage(fixture, "papers/worse.bin");
    fixture_settle(fixture);
}

/* ---- claims ---- */

static void a_run_does_what_a_dry_run_said(void **state) {
    struct fixture *fixture = *state;
    write_much(fixture);
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "--json", "--report",
                               "dry.jsonl", "papers"),
                     65);
    assert_false(fixture_published(fixture));
    assert_int_equal(fixture_count(fixture, "generation"), 1);
    json_int_t documents = fixture_count(fixture, "documents");
    json_int_t gone = fixture_count(fixture, "gone");
    assert_int_equal(fixture_index(fixture, NULL), 65);
    assert_true(fixture_published(fixture));
    assert_int_equal(fixture_count(fixture, "generation"), 2);
    assert_int_equal(fixture_count(fixture, "documents"), documents);
    assert_int_equal(fixture_count(fixture, "gone"), gone);
    char *said = fixture_read(fixture, "dry.jsonl");
    char *done = fixture_read(fixture, "report.jsonl");
    assert_string_equal(said, done);
    assert_non_null(strstr(said, "\"moved\""));
    assert_non_null(strstr(said, "\"stale\""));
    free(said);
    free(done);
}

static void a_dry_run_leaves_the_index_as_it_was(void **state) {
    struct fixture *fixture = *state;
    write_much(fixture);
    /* What an interrupted run left is not a dry run's to sweep. */
    fixture_write(fixture, "index/generations/000002.new/xapian/half", "half");
    char *before = list_folder(fixture, "index");
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "papers"), 65);
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "--rebuild", "papers"),
                     65);
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "--prune", "--force",
                               "--purge", "papers"),
                     65);
    char *after = list_folder(fixture, "index");
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void without_an_index_nothing_is_left_behind(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    use_own_temporary_folder(fixture);
    assert_int_equal(fixture_index(fixture, "--dry-run"), 0);
    assert_temporary_folder_is_empty(fixture);
    assert_int_equal(fixture_count(fixture, "added"), 1);
    assert_int_equal(fixture_count(fixture, "documents"), 1);
    assert_int_equal(fixture_count(fixture, "generation"), 0);
    assert_false(exists(fixture, "index"));
}

static void an_empty_folder_for_an_index_stays_empty(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(mkdir(fixture_path(fixture, "index"), 0777), 0);
    assert_int_equal(fixture_index(fixture, "--dry-run"), 0);
    assert_int_equal(rmdir(fixture_path(fixture, "index")), 0);
}

static void a_dry_run_takes_the_lock(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    int lock = open(fixture_path(fixture, "index/lock"), O_RDWR | O_CLOEXEC);
    assert_true(lock >= 0);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_int_equal(fixture_index(fixture, "--dry-run"), 75);
    close(lock);
    assert_int_equal(fixture_index(fixture, "--dry-run"), 0);
}

static void a_first_run_under_way_is_75_for_a_dry_run(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write(fixture, "index/lock", "");
    int lock = open(fixture_path(fixture, "index/lock"), O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_int_equal(fixture_index(fixture, "--dry-run"), 75);
    close(lock);
}

static void a_dry_run_ends_as_the_run_would(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write(fixture, "file", "");
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "nowhere"), 66);
    assert_int_equal(RUN(fixture, "--dry-run", "-i", "file/index", "papers"),
                     74);
    assert_int_equal(RUN(fixture, "--dry-run", "-i", "file", "papers"), 74);
    assert_int_equal(RUN(fixture, "--dry-run", "-i", "no/index", "papers"), 74);
    assert_int_equal(
        RUN_INDEX(fixture, "--dry-run", "--schema", "nowhere", "papers"), 76);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write(fixture, "index/generations/000001/sources.bin", "CONC");
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "papers"), 76);
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "--rebuild", "papers"), 0);
    assert_int_equal(RUN_INDEX(fixture, "papers"), 76);
}

static void what_a_dry_run_rejects_is_news_to_the_run(void **state) {
    struct fixture *fixture = *state;
    fixture_write_garbage(fixture, "papers/a.bin");
    assert_int_equal(fixture_index(fixture, "--dry-run"), 65);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    assert_int_equal(fixture_index(fixture, "--dry-run"), 0);
}

static void the_summary_speaks_of_what_would_be(void **state) {
    struct fixture *fixture = *state;
    write_much(fixture);
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "papers"), 65);
    assert_non_null(strstr(fixture->errors, "index: would add 1, change 1, "));
    assert_non_null(strstr(fixture->errors, "nothing was published"));
    assert_non_null(strstr(fixture->errors, "worse.bin"));
    assert_int_equal(fixture_index(fixture, NULL), 65);
    fixture_settle(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "papers"), 0);
    assert_non_null(strstr(fixture->errors, "nothing would change"));
}

static void the_json_says_whether_the_run_was_dry(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, "--dry-run"), 0);
    assert_non_null(strstr(fixture->output, "\"dry_run\":true"));
    assert_non_null(strstr(fixture->output, "\"published\":false"));
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_non_null(strstr(fixture->output, "\"dry_run\":false"));
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(a_run_does_what_a_dry_run_said),
        TEST(a_dry_run_leaves_the_index_as_it_was),
        TEST(without_an_index_nothing_is_left_behind),
        TEST(an_empty_folder_for_an_index_stays_empty),
        TEST(a_dry_run_takes_the_lock),
        TEST(a_first_run_under_way_is_75_for_a_dry_run),
        TEST(a_dry_run_ends_as_the_run_would),
        TEST(what_a_dry_run_rejects_is_news_to_the_run),
        TEST(the_summary_speaks_of_what_would_be),
        TEST(the_json_says_whether_the_run_was_dry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
