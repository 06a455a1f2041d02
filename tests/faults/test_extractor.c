/* test_extractor.c - concord-extract is missing, dies or stalls under the
 * indexer: that costs the file that it was reading, or the run, and never the
 * index. The indexer looks for it beside itself, so each test has both in a
 * folder of its own. */
#include "indexer_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PROMPT_SECONDS = 20 }; /* a stalled file has a minute */

static void copy_program(const struct fixture *fixture, const char *from,
                         const char *name) {
    struct stat state;
    int in = open(from, O_RDONLY);
    int out = open(fixture_path(fixture, name), O_WRONLY | O_CREAT, 0755);
    assert_true(in >= 0 && out >= 0);
    assert_int_equal(fstat(in, &state), 0);
    for (off_t left = state.st_size; left > 0;) {
        ssize_t copied = copy_file_range(in, NULL, out, NULL, (size_t)left, 0);
        assert_true(copied > 0);
        left -= copied;
    }
    close(in);
    close(out);
}

/* `extractor` may be NULL: there is none. */
static void install(const struct fixture *fixture, const char *extractor) {
    assert_int_equal(mkdir(fixture_path(fixture, "bin"), 0777), 0);
    copy_program(fixture, CONCORD_INDEXER, "bin/concord-indexer");
    if (extractor != NULL)
        copy_program(fixture, extractor, "bin/concord-extract");
}

static void redirect(int stream, const char *file) {
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0 || dup2(fd, stream) < 0)
        _exit(99);
    close(fd);
}

/* The indexer over "papers", from the test's own folder. */
static pid_t start(const struct fixture *fixture) {
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    if (chdir(fixture->directory) != 0)
        _exit(98);
    redirect(STDOUT_FILENO, "output");
    redirect(STDERR_FILENO, "errors");
    execl("bin/concord-indexer", "concord-indexer", "--index", "index",
          "--schema", "schema", "--report", "report.jsonl", "--json", "papers",
          (char *)NULL);
    _exit(97);
}

/* No process is left when it has ended. */
static int finish(struct fixture *fixture, pid_t pid) {
    int status = fixture_wait(fixture, pid);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    return status;
}

static int run(struct fixture *fixture) {
    return finish(fixture, start(fixture));
}

static void assert_reported(const struct fixture *fixture, const char *path,
                            const char *outcome, const char *reason) {
    assert_string_equal(fixture_reported(fixture, path, "outcome"), outcome);
    const char *found = fixture_reported(fixture, path, "reason");
    if (reason == NULL)
        assert_null(found);
    else
        assert_string_equal(found, reason);
}

static void a_file_that_breaks_it_is_rejected_and_no_other(void **state) {
    struct fixture *fixture = *state;
    install(fixture, FAULTY_EXTRACTOR);
    fixture_write(fixture, "papers/babble", "x");
    fixture_write(fixture, "papers/end", "x");
    fixture_write(fixture, "papers/paper", "x");
    fixture_write(fixture, "papers/segfault", "x");
    assert_int_equal(run(fixture), 65);
    assert_reported(fixture, "babble", "rejected",
                    "the extractor's answer on this file makes no sense");
    assert_reported(fixture, "end", "rejected",
                    "the extractor ended with status 3 on this file");
    assert_reported(fixture, "paper", "added", NULL);
    assert_reported(fixture, "segfault", "rejected",
                    "the extractor died of signal 11 (Segmentation fault) on "
                    "this file");
    assert_int_equal(fixture_generation(fixture, "index"), 1);
}

static bool is_installed(void) {
    return access(CONCORD_EXTRACT_INSTALLED, F_OK) == 0;
}

static void without_it_nothing_is_read_and_it_is_named(void **state) {
    struct fixture *fixture = *state;
    if (is_installed())
        skip();
    install(fixture, NULL);
    fixture_write_paper(fixture, "papers/a.txt", "funding");
    assert_int_equal(run(fixture), 74);
    assert_non_null(strstr(fixture->errors, "concord-extract: No such file"));
    assert_int_equal(fixture_generation(fixture, "index"), 0);
}

static void a_run_that_reads_nothing_does_without_it(void **state) {
    struct fixture *fixture = *state;
    if (is_installed())
        skip();
    install(fixture, CONCORD_EXTRACT);
    fixture_write_paper(fixture, "papers/a.txt", "funding");
    fixture_settle(fixture);
    assert_int_equal(run(fixture), 0);
    assert_int_equal(unlink(fixture_path(fixture, "bin/concord-extract")), 0);
    assert_int_equal(run(fixture), 0);
    assert_false(fixture_published(fixture));
}

static bool is_empty(const char *path) {
    FILE *file = fopen(path, "r");
    int first = file == NULL ? EOF : fgetc(file);
    if (file != NULL)
        fclose(file);
    return first == EOF;
}

/* Of any thread. The kernel may have been built without these lists. */
static bool has_children(pid_t pid) {
    char pattern[64];
    glob_t lists;
    snprintf(pattern, sizeof pattern, "/proc/%ld/task/*/children", (long)pid);
    if (glob(pattern, 0, NULL, &lists) != 0) {
        print_message("skipped: no %s\n", pattern);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        skip();
    }
    bool any = false;
    for (size_t i = 0; i < lists.gl_pathc; i++)
        any = any || !is_empty(lists.gl_pathv[i]);
    globfree(&lists);
    return any;
}

static time_t seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

static void an_interruption_does_not_wait_for_a_stalled_file(void **state) {
    struct fixture *fixture = *state;
    install(fixture, FAULTY_EXTRACTOR);
    fixture_write(fixture, "papers/stall", "x");
    pid_t pid = start(fixture);
    while (!has_children(pid))
        assert_int_equal(waitpid(pid, NULL, WNOHANG), 0);
    time_t begun = seconds();
    assert_int_equal(kill(pid, SIGINT), 0);
    assert_int_equal(finish(fixture, pid), 130);
    assert_true(seconds() - begun < PROMPT_SECONDS);
    assert_int_equal(fixture_generation(fixture, "index"), 0);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(a_file_that_breaks_it_is_rejected_and_no_other),
        TEST(without_it_nothing_is_read_and_it_is_named),
        TEST(a_run_that_reads_nothing_does_without_it),
        TEST(an_interruption_does_not_wait_for_a_stalled_file),
    };
    /* Processes that the indexer left behind would become this one's. */
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
