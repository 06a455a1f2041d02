/* test_changes.c - only what changed is read again, and what cannot be read
 * costs nothing else. */
#include "indexer_fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what is read ---- */

/* Watch for a file being opened. */
static int watch_opens(const struct fixture *fixture, const char *name) {
    int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    assert_true(watch >= 0);
    assert_true(
        inotify_add_watch(watch, fixture_path(fixture, name), IN_OPEN) >= 0);
    return watch;
}

static bool was_opened(int watch) {
    char events[4096];
    bool opened = read(watch, events, sizeof events) > 0;
    close(watch);
    return opened;
}

static void an_unchanged_file_is_not_opened_and_a_changed_one_is(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    fixture_settle(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write_paper(fixture, "papers/b.txt", "boats");
    int unchanged = watch_opens(fixture, "papers/a.txt");
    int changed = watch_opens(fixture, "papers/b.txt");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(was_opened(unchanged));
    assert_true(was_opened(changed));
    assert_string_equal(fixture_reported(fixture, "a.txt", "outcome"),
                        "unchanged");
    assert_string_equal(fixture_reported(fixture, "b.txt", "outcome"),
                        "changed");
}

static void a_change_that_keeps_size_and_modified_time_is_seen(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_settle(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    struct stat before;
    const char *path = fixture_path(fixture, "papers/a.txt");
    assert_int_equal(stat(path, &before), 0);
    fixture_write_paper(fixture, "papers/a.txt", "apartments");
    const struct timespec times[] = {before.st_atim, before.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "changed"), 1);
}

static void a_change_right_after_the_run_is_seen(void **state) {
    struct fixture *fixture = *state;
    for (int i = 0; i < 20; i++) {
        char subject[16];
        snprintf(subject, sizeof subject, "subject %02d", i);
        fixture_write_paper(fixture, "papers/a.txt", subject);
        assert_int_equal(fixture_index(fixture, NULL), 0);
        assert_true(fixture_published(fixture));
        json_t *documents = fixture_documents(fixture, "index");
        json_t *card = fixture_card(documents, "a.txt");
        const char *title = json_string_value(json_object_get(card, "title"));
        assert_non_null(strstr(title, subject + strlen("subject ")));
        json_decref(documents);
    }
}

/* ---- what is published ---- */

static void an_unchanged_tree_publishes_nothing(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_true(fixture_published(fixture));
    struct stat before;
    struct stat after;
    static const char folder[] = "index/generations";
    assert_int_equal(stat(fixture_path(fixture, folder), &before), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(fixture_index(fixture, NULL), 0);
        assert_false(fixture_published(fixture));
        assert_int_equal(fixture_count(fixture, "generation"), 1);
        assert_int_equal(fixture_count(fixture, "documents"), 1);
        assert_int_equal(fixture_count(fixture, "unchanged"), 1);
    }
    assert_int_equal(stat(fixture_path(fixture, folder), &after), 0);
    assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
}

static void touching_a_file_publishes_nothing(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(fixture_published(fixture));
    assert_string_equal(fixture_reported(fixture, "a.txt", "outcome"),
                        "unchanged");
}

static ino_t inode(const struct fixture *fixture, int generation,
                   const char *name) {
    char path[128];
    struct stat facts;
    snprintf(path, sizeof path, "index/generations/%06d/%s", generation, name);
    assert_int_equal(stat(fixture_path(fixture, path), &facts), 0);
    return facts.st_ino;
}

static void what_has_not_changed_is_linked_and_not_written_again(void **state) {
    static const char *const segments[] = {"blocks.000001", "documents.000001",
                                           "imprints.000001", "tokens.000001"};
    struct fixture *fixture = *state;
    for (int i = 0; i < 5; i++) {
        char name[32];
        snprintf(name, sizeof name, "papers/%d.txt", i);
        fixture_write_paper(fixture, name, name);
    }
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write_paper(fixture, "papers/2.txt", "boats");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    for (size_t i = 0; i < sizeof segments / sizeof *segments; i++)
        assert_int_equal(inode(fixture, 1, segments[i]),
                         inode(fixture, 2, segments[i]));
}

static void an_empty_folder_publishes_an_empty_generation_once(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_true(fixture_published(fixture));
    json_t *documents = fixture_documents(fixture, "index");
    assert_int_equal(json_object_size(documents), 0);
    json_decref(documents);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(fixture_published(fixture));
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "documents"), 1);
}

static void what_is_added_and_changed_can_be_found(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write_paper(fixture, "papers/a.txt", "aqueducts");
    fixture_write_paper(fixture, "papers/deep/er/b.txt", "bridges");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "added"), 1);
    assert_int_equal(fixture_count(fixture, "changed"), 1);
    assert_int_equal(fixture_count(fixture, "generation"), 2);
    json_t *documents = fixture_documents(fixture, "index");
    assert_int_equal(json_object_size(documents), 2);
    const char *id = fixture_reported(fixture, "a.txt", "id");
    json_t *text = json_object_get(json_object_get(documents, id), "text");
    assert_non_null(strstr(json_string_value(text), "aqueducts"));
    assert_non_null(fixture_card(documents, "deep/er/b.txt"));
    json_decref(documents);
}

static void leaving_a_source_out_removes_nothing(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "others/b.txt", "bridges");
    assert_int_equal(RUN_INDEX(fixture, "papers", "others"), 0);
    fixture_write_paper(fixture, "papers/c.txt", "canals");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "documents"), 3);
    assert_int_equal(fixture_count(fixture, "unchanged"), 1);
}

static void a_file_that_has_gone_keeps_its_document(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_remove(fixture, "papers/a.txt");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(fixture_published(fixture));
    assert_int_equal(fixture_count(fixture, "gone"), 1);
    assert_int_equal(fixture_count(fixture, "documents"), 2);
    assert_non_null(
        strstr(fixture_reported(fixture, "a.txt", "reason"), "gone"));
}

static void the_index_within_a_source_is_not_read(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(RUN(fixture, "--json", "--schema", "schema", "-i",
                             "papers/index", "papers"),
                         0);
        assert_int_equal(fixture_count(fixture, "rejected"), 0);
        assert_int_equal(fixture_count(fixture, "documents"), 1);
    }
    assert_false(fixture_published(fixture));
}

static void a_file_found_through_another_source_is_the_same(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/deep/er/a.txt", "allotments");
    assert_int_equal(RUN_INDEX(fixture, "papers/deep"), 0);
    static const char *const sources[] = {"papers", "papers/deep/er",
                                          "papers/deep/er/a.txt"};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        assert_int_equal(RUN_INDEX(fixture, "--json", sources[i]), 0);
        assert_int_equal(fixture_count(fixture, "unchanged"), 1);
        assert_int_equal(fixture_count(fixture, "documents"), 1);
        assert_false(fixture_published(fixture));
    }
    json_t *documents = fixture_documents(fixture, "index");
    assert_non_null(fixture_card(documents, "er/a.txt"));
    json_decref(documents);
}

/* ---- what cannot be read ---- */

static void a_rejected_file_is_65_once_and_the_rest_is_published(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_garbage(fixture, "papers/b.bin");
    fixture_settle(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    assert_int_equal(fixture_count(fixture, "documents"), 1);
    assert_int_equal(fixture_count(fixture, "rejected"), 1);
    assert_null(fixture_reported(fixture, "b.bin", "id"));
    char first[1024];
    snprintf(first, sizeof first, "%s",
             fixture_reported(fixture, "b.bin", "reason"));
    int watch = watch_opens(fixture, "papers/b.bin");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(was_opened(watch));
    assert_false(fixture_published(fixture));
    assert_int_equal(fixture_count(fixture, "rejected"), 1);
    assert_string_equal(fixture_reported(fixture, "b.bin", "outcome"),
                        "rejected");
    assert_string_equal(fixture_reported(fixture, "b.bin", "reason"), first);
}

static void a_rejected_file_that_was_mended_is_added(void **state) {
    struct fixture *fixture = *state;
    fixture_write_garbage(fixture, "papers/a.txt");
    assert_int_equal(fixture_index(fixture, NULL), 65);
    assert_true(fixture_published(fixture));
    assert_int_equal(fixture_count(fixture, "documents"), 0);
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "a.txt", "outcome"), "added");
}

static void
a_rejected_file_that_went_and_came_back_is_rejected_anew(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_garbage(fixture, "papers/b.bin");
    assert_int_equal(fixture_index(fixture, NULL), 65);
    fixture_remove(fixture, "papers/b.bin");
    fixture_write_paper(fixture, "papers/c.txt", "canals");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "rejected"), 0);
    fixture_write_garbage(fixture, "papers/b.bin");
    assert_int_equal(fixture_index(fixture, NULL), 65);
}

static void
a_version_that_cannot_be_read_keeps_the_last_good_one(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    json_t *before = fixture_documents(fixture, "index");
    fixture_write_garbage(fixture, "papers/a.txt");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "a.txt", "outcome"), "stale");
    assert_non_null(fixture_reported(fixture, "a.txt", "reason"));
    assert_non_null(fixture_reported(fixture, "a.txt", "id"));
    json_t *after = fixture_documents(fixture, "index");
    assert_same_documents(before, after);
    json_decref(after);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(fixture_published(fixture));
    assert_string_equal(fixture_reported(fixture, "a.txt", "outcome"), "stale");
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "stale"), 0);
    after = fixture_documents(fixture, "index");
    assert_same_documents(before, after);
    json_decref(after);
    json_decref(before);
}

static void a_file_that_is_too_large_is_rejected_unread(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write(fixture, "papers/big.txt", "");
    assert_int_equal(
        truncate(fixture_path(fixture, "papers/big.txt"), 64 * 1024 * 1024 + 1),
        0);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    assert_non_null(
        strstr(fixture_reported(fixture, "big.txt", "reason"), "too large"));
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(fixture_published(fixture));
}

static void pictures_links_and_hidden_files_are_skipped(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write(fixture, "papers/b.png", "");
    fixture_write_paper(fixture, "papers/.hidden.txt", "hedges");
    assert_int_equal(symlink("a.txt", fixture_path(fixture, "papers/link.txt")),
                     0);
    assert_int_equal(mkfifo(fixture_path(fixture, "papers/pipe.txt"), 0666), 0);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "skipped"), 4);
    assert_int_equal(fixture_count(fixture, "documents"), 1);
    assert_string_equal(fixture_reported(fixture, "link.txt", "outcome"),
                        "skipped");
}

static void a_path_longer_than_the_system_takes_is_read(void **state) {
    struct fixture *fixture = *state;
    char name[201];
    memset(name, 'd', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    int folder = open(fixture_path(fixture, "papers"), O_PATH | O_DIRECTORY);
    for (int depth = 0; depth < 25; depth++) {
        assert_int_equal(mkdirat(folder, name, 0777), 0);
        int below = openat(folder, name, O_PATH | O_DIRECTORY);
        assert_true(below >= 0);
        close(folder);
        folder = below;
    }
    int file = openat(folder, "a.txt", O_WRONLY | O_CREAT, 0666);
    static const char text[] = "Notes on depth\n\nHow far down can it be?\n";
    assert_int_equal(write(file, text, sizeof text - 1), sizeof text - 1);
    close(file);
    close(folder);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(fixture_index(fixture, NULL), 0);
        assert_int_equal(fixture_count(fixture, i == 0 ? "added" : "unchanged"),
                         1);
    }
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(an_unchanged_file_is_not_opened_and_a_changed_one_is),
        TEST(a_change_that_keeps_size_and_modified_time_is_seen),
        TEST(a_change_right_after_the_run_is_seen),
        TEST(an_unchanged_tree_publishes_nothing),
        TEST(touching_a_file_publishes_nothing),
        TEST(what_has_not_changed_is_linked_and_not_written_again),
        TEST(an_empty_folder_publishes_an_empty_generation_once),
        TEST(what_is_added_and_changed_can_be_found),
        TEST(leaving_a_source_out_removes_nothing),
        TEST(a_file_that_has_gone_keeps_its_document),
        TEST(the_index_within_a_source_is_not_read),
        TEST(a_file_found_through_another_source_is_the_same),
        TEST(a_rejected_file_is_65_once_and_the_rest_is_published),
        TEST(a_rejected_file_that_was_mended_is_added),
        TEST(a_rejected_file_that_went_and_came_back_is_rejected_anew),
        TEST(a_version_that_cannot_be_read_keeps_the_last_good_one),
        TEST(a_file_that_is_too_large_is_rejected_unread),
        TEST(pictures_links_and_hidden_files_are_skipped),
        TEST(a_path_longer_than_the_system_takes_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
