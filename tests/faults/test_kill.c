/* test_kill.c - the indexer is killed outright at moments all over its run: the
 * index then has the documents of the generation before or of the next, each
 * whole, and the run that follows completes it. */
#include "indexer_fixture.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 25, PAPERS = 300, CHANGED = 100 };

static const char *const arguments[] = {
    "--index", "index", "--schema", "schema", "--json", "papers", NULL};

static void write_paper(const struct fixture *fixture, int number, int round) {
    char name[64];
    char text[64];
    snprintf(name, sizeof name, "papers/%04d.txt", number);
    snprintf(text, sizeof text, "Subject %d as of round %d", number, round);
    fixture_write_paper(fixture, name, text);
}

/* Edits all over the archive, and one paper more. */
static void change_papers(const struct fixture *fixture, int round) {
    for (int i = 0; i < CHANGED; i++)
        write_paper(fixture, (int)(random() % PAPERS), round);
    write_paper(fixture, PAPERS + round, round);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void run_whole(struct fixture *fixture) {
    int status = fixture_run(fixture, arguments);
    if (status != 0)
        print_error("%s", fixture->errors);
    assert_int_equal(status, 0);
}

/* Kill a run `delay` nanoseconds after its start, if it lives that long. */
static void run_killed(struct fixture *fixture, int64_t delay) {
    pid_t pid = fixture_start(fixture, arguments);
    nanosleep(&(struct timespec){.tv_sec = delay / 1000000000,
                                 .tv_nsec = delay % 1000000000},
              NULL);
    assert_int_equal(kill(pid, SIGKILL), 0);
    int status = fixture_wait(fixture, pid);
    assert_true(status == 128 + SIGKILL || status == 0);
}

static void nothing_unfinished_is_left(const struct fixture *fixture) {
    DIR *folder = opendir(fixture_path(fixture, "index/generations"));
    assert_non_null(folder);
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL)
        assert_null(strstr(entry->d_name, ".new"));
    closedir(folder);
}

static void kill_and_complete(struct fixture *fixture, int64_t delay) {
    uint64_t number = fixture_generation(fixture, "index");
    json_t *before = fixture_documents(fixture, "index");
    run_killed(fixture, delay);
    bool published = fixture_generation(fixture, "index") != number;
    json_t *between = fixture_documents(fixture, "index");
    run_whole(fixture);
    nothing_unfinished_is_left(fixture);
    json_t *after = fixture_documents(fixture, "index");
    assert_same_documents(published ? after : before, between);
    json_decref(before);
    json_decref(between);
    json_decref(after);
}

static void check_against_rebuild(struct fixture *fixture) {
    json_t *found = fixture_documents(fixture, "index");
    assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
    json_t *expected = fixture_documents(fixture, "index");
    assert_int_equal(json_object_size(expected), PAPERS + ROUNDS);
    assert_same_documents(expected, found);
    json_decref(found);
    json_decref(expected);
}

static void killed_at_any_moment_the_index_is_whole(void **state) {
    struct fixture *fixture = *state;
    srandom(20040331);
    for (int i = 0; i < PAPERS; i++)
        write_paper(fixture, i, 0);
    run_whole(fixture);
    change_papers(fixture, 0);
    int64_t begun = now();
    run_whole(fixture);
    int64_t length = now() - begun;
    for (int round = 1; round < ROUNDS; round++) {
        change_papers(fixture, round);
        int64_t jitter = random() % (length / ROUNDS + 1);
        kill_and_complete(fixture, length * round / ROUNDS + jitter);
    }
    check_against_rebuild(fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(killed_at_any_moment_the_index_is_whole,
                                        fixture_create, fixture_destroy)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
