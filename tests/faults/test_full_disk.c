/* test_full_disk.c - the disk is full wherever in its run the indexer gets to:
 * the run says so and ends with 74, and the generation before goes on. */
#include "indexer_fixture.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { PAPERS = 200, STEP = 32 << 10, WIDE_STEP = 256 << 10 };

/* One run, perhaps with an option more. */
static int run(struct fixture *fixture, const char *option) {
    const char *const arguments[] = {
        "--index", "disk/index", "--schema", "schema", "--json",
        "--jobs",  "2",          "papers",   option,   NULL};
    return fixture_run(fixture, arguments);
}

/* A disk of its own, seen by this process and what it starts. False when that
 * is not allowed here. */
static bool mount_disk(const struct fixture *fixture) {
    const char *disk = fixture_path(fixture, "disk");
    int scope = CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER);
    assert_int_equal(mkdir(disk, 0777), 0);
    static bool apart;
    apart = apart || unshare(scope) == 0;
    return apart && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("none", disk, "tmpfs", 0, "size=64m") == 0;
}

/* Nothing is mounted when that was not allowed. */
static int unmount_disk(void **state) {
    umount2(fixture_path(*state, "disk"), MNT_DETACH);
    return fixture_destroy(state);
}

/* Fill the disk but for so many bytes. */
static void leave_room(const struct fixture *fixture, uint64_t room) {
    struct statvfs disk;
    const char *path = fixture_path(fixture, "disk/other");
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    assert_true(file >= 0);
    assert_int_equal(statvfs(path, &disk), 0);
    uint64_t available = (uint64_t)disk.f_bavail * disk.f_frsize;
    assert_true(room < available);
    assert_int_equal(posix_fallocate(file, 0, (off_t)(available - room)), 0);
    close(file);
}

static void write_papers(const struct fixture *fixture, int first, int step,
                         const char *of) {
    for (int i = first; i < PAPERS; i += step) {
        char name[64];
        char text[64];
        snprintf(name, sizeof name, "papers/%04d.txt", i);
        snprintf(text, sizeof text, "Subject %d of %s", i, of);
        fixture_write_paper(fixture, name, text);
    }
}

static void is_spoken_of(const struct fixture *fixture) {
    assert_non_null(strstr(fixture->errors, "concord-indexer: disk/index"));
    assert_non_null(strstr(fixture->errors, "No space left on device"));
    assert_non_null(strstr(fixture->errors, "; make room and run again\n"));
}

static void nothing_unfinished_is_left(const struct fixture *fixture) {
    assert_int_equal(
        access(fixture_path(fixture, "disk/index/generations/000002.new"),
               F_OK),
        -1);
}

/* Run with more and more room, a step each time, until there is enough; how
 * often there was not. */
static int run_in_growing_room(struct fixture *fixture, const char *option,
                               uint64_t step) {
    uint64_t number = fixture_generation(fixture, "disk/index");
    int rounds = 0;
    for (uint64_t room = 0;; room += step, rounds++) {
        leave_room(fixture, room);
        int status = run(fixture, option);
        if (status == 0)
            return rounds;
        if (status != 74)
            print_error("%d with room for %llu bytes: %s", status,
                        (unsigned long long)room, fixture->errors);
        assert_int_equal(status, 74);
        is_spoken_of(fixture);
        nothing_unfinished_is_left(fixture);
        assert_int_equal(fixture_generation(fixture, "disk/index"), number);
    }
}

static void
a_disk_full_at_any_moment_is_74_and_the_index_goes_on(void **state) {
    struct fixture *fixture = *state;
    if (!mount_disk(fixture))
        skip();
    write_papers(fixture, 0, 1, "the first run");
    assert_int_equal(run(fixture, NULL), 0);
    json_t *before = fixture_documents(fixture, "disk/index");
    write_papers(fixture, 0, 6, "the second run");
    leave_room(fixture, STEP);
    assert_int_equal(run(fixture, NULL), 74);
    json_t *between = fixture_documents(fixture, "disk/index");
    assert_same_documents(before, between);
    assert_true(run_in_growing_room(fixture, NULL, STEP) > 10);
    assert_int_equal(fixture_generation(fixture, "disk/index"), 2);
    json_t *after = fixture_documents(fixture, "disk/index");
    assert_int_equal(json_object_size(after), PAPERS);
    json_decref(before);
    json_decref(between);
    json_decref(after);
}

/* Two generations, and what the second has. NULL when no disk can be had. */
static json_t *fill_disk_with_index(struct fixture *fixture) {
    if (!mount_disk(fixture))
        return NULL;
    write_papers(fixture, 0, 1, "the first run");
    assert_int_equal(run(fixture, NULL), 0);
    write_papers(fixture, 0, 6, "the second run");
    assert_int_equal(run(fixture, NULL), 0);
    return fixture_documents(fixture, "disk/index");
}

static void a_rebuild_on_a_full_disk_is_74_and_the_index_goes_on(void **state) {
    struct fixture *fixture = *state;
    json_t *before = fill_disk_with_index(fixture);
    if (before == NULL)
        skip();
    leave_room(fixture, WIDE_STEP);
    assert_int_equal(run(fixture, "--rebuild"), 74);
    json_t *between = fixture_documents(fixture, "disk/index");
    assert_same_documents(before, between);
    assert_true(run_in_growing_room(fixture, "--rebuild", WIDE_STEP) > 2);
    assert_int_equal(fixture_generation(fixture, "disk/index"), 3);
    json_t *after = fixture_documents(fixture, "disk/index");
    assert_same_documents(before, after);
    json_decref(before);
    json_decref(between);
    json_decref(after);
}

static bool has_generation(const struct fixture *fixture, int number) {
    char name[64];
    snprintf(name, sizeof name, "disk/index/generations/%06d", number);
    return access(fixture_path(fixture, name), F_OK) == 0;
}

/* What was withdrawn stays where it was until there is a generation without it;
 * only then do those that have it go. */
static void a_purge_on_a_full_disk_is_74_and_removes_nothing(void **state) {
    struct fixture *fixture = *state;
    json_t *before = fill_disk_with_index(fixture);
    if (before == NULL)
        skip();
    fixture_write(fixture, "papers/overrides.yaml",
                  "0007.txt:\n  withdraw: true\n");
    leave_room(fixture, WIDE_STEP);
    assert_int_equal(run(fixture, "--purge"), 74);
    json_t *between = fixture_documents(fixture, "disk/index");
    assert_same_documents(before, between);
    assert_true(has_generation(fixture, 1));
    assert_true(run_in_growing_room(fixture, "--purge", WIDE_STEP) > 2);
    assert_false(has_generation(fixture, 1) || has_generation(fixture, 2));
    json_t *after = fixture_documents(fixture, "disk/index");
    assert_int_equal(json_object_size(after), PAPERS - 1);
    json_decref(before);
    json_decref(between);
    json_decref(after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_disk_full_at_any_moment_is_74_and_the_index_goes_on,
            fixture_create, unmount_disk),
        cmocka_unit_test_setup_teardown(
            a_rebuild_on_a_full_disk_is_74_and_the_index_goes_on,
            fixture_create, unmount_disk),
        cmocka_unit_test_setup_teardown(
            a_purge_on_a_full_disk_is_74_and_removes_nothing, fixture_create,
            unmount_disk)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
