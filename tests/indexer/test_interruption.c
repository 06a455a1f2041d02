/* test_interruption.c - a run that is asked to stop gives up what it has begun,
 * and the index stays as it was. */
#include "indexer_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PAPERS = 1500 };

static void write_papers(const struct fixture *fixture, const char *subject) {
    char name[64];
    char text[64];
    for (int i = 0; i < PAPERS; i++) {
        snprintf(name, sizeof name, "papers/%04d.txt", i);
        snprintf(text, sizeof text, "%s number %d", subject, i);
        fixture_write_paper(fixture, name, text);
    }
}

static bool exists(const struct fixture *fixture, const char *name) {
    return access(fixture_path(fixture, name), F_OK) == 0;
}

/* Start a run and wait until it has begun a generation. */
static pid_t start(const struct fixture *fixture, const char *begun) {
    static const char *const arguments[] = {
        "--index",  "index",        "--schema", "schema",
        "--report", "report.jsonl", "papers",   NULL};
    pid_t pid = fixture_start(fixture, arguments);
    while (!exists(fixture, begun)) {
        assert_int_equal(waitpid(pid, NULL, WNOHANG), 0); /* still at work */
        nanosleep(&(struct timespec){.tv_nsec = 200 * 1000}, NULL);
    }
    return pid;
}

static int index_whole(struct fixture *fixture) {
    return RUN_INDEX(fixture, "--json", "papers");
}

/* What the run ends with. */
static int interrupt(struct fixture *fixture, const char *begun, int signal) {
    pid_t pid = start(fixture, begun);
    assert_int_equal(kill(pid, signal), 0);
    return fixture_wait(fixture, pid);
}

static void the_first_run_leaves_no_index(void **state) {
    struct fixture *fixture = *state;
    write_papers(fixture, "Subject");
    assert_int_equal(
        interrupt(fixture, "index/generations/000001.new/xapian", SIGINT), 130);
    assert_int_equal(fixture_generation(fixture, "index"), 0);
    assert_false(exists(fixture, "index/generations/000001.new"));
    assert_false(exists(fixture, "report.jsonl"));
    assert_false(exists(fixture, "report.jsonl.tmp"));
}

static void a_later_run_leaves_the_generation_before(void **state) {
    struct fixture *fixture = *state;
    static const int signals[] = {SIGINT, SIGTERM};
    write_papers(fixture, "Subject");
    assert_int_equal(index_whole(fixture), 0);
    json_t *before = fixture_documents(fixture, "index");
    write_papers(fixture, "Object");
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(interrupt(fixture,
                                   "index/generations/000002.new/xapian",
                                   signals[i]),
                         128 + signals[i]);
        assert_int_equal(fixture_generation(fixture, "index"), 1);
        assert_false(exists(fixture, "index/generations/000002.new"));
        json_t *after = fixture_documents(fixture, "index");
        assert_same_documents(before, after);
        json_decref(after);
    }
    json_decref(before);
    assert_int_equal(index_whole(fixture), 0);
    assert_int_equal(fixture_count(fixture, "changed"), PAPERS);
}

static void a_schema_changed_in_the_middle_is_not_published(void **state) {
    struct fixture *fixture = *state;
    write_papers(fixture, "Subject");
    pid_t pid = start(fixture, "index/generations/000001.new/xapian");
    fixture_write(fixture, "schema/topics.yaml", "no: schema\n");
    assert_int_equal(fixture_wait(fixture, pid), 76);
    assert_int_equal(fixture_generation(fixture, "index"), 0);
    assert_false(exists(fixture, "index/generations/000001.new"));
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(the_first_run_leaves_no_index),
        TEST(a_later_run_leaves_the_generation_before),
        TEST(a_schema_changed_in_the_middle_is_not_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
