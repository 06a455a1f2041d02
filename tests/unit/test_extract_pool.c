/* test_extract_pool.c - claims about extraction in processes apart, most of
 * them with processes that go wrong (faulty_extractor.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "corpus/extract_pool.h"

enum { TIMEOUT_MS = 1000, LARGE = 4 * 1024 * 1024 };

static struct extract_pool *make_pool(const char *program, unsigned workers,
                                      bool (*is_stopped)(void)) {
    struct extract_pool *pool = NULL;
    struct concord_error err = {0};
    struct extract_pool_options options = {.program = program,
                                           .workers = workers,
                                           .timeout_ms = TIMEOUT_MS,
                                           .is_stopped = is_stopped};
    if (extract_pool_create(&pool, &options, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    return pool;
}

static int make_faulty(void **state) {
    *state = make_pool(FAULTY_EXTRACTOR, 1, NULL);
    return 0;
}

/* No pool leaves a process behind, not even a dead one. */
static int end_faulty(void **state) {
    extract_pool_destroy(*state);
    return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD ? 0 : -1;
}

static void assert_answer(struct extract_pool *pool, const char *name,
                          const char *text) {
    struct extract *extract = NULL;
    struct concord_error err = {0};
    if (extract_pool_read(pool, &extract, name, "x", 1, &err) != CONCORD_OK)
        fail_msg("%s: %s", name, err.message);
    assert_non_null(extract);
    assert_int_equal(extract->block_count, 1);
    assert_string_equal(extract->blocks[0].text, text);
    extract_destroy(extract);
}

/* Which process reads a file that is in order. */
static long pid_of(struct extract_pool *pool) {
    struct extract *extract = NULL;
    struct concord_error err = {0};
    if (extract_pool_read(pool, &extract, "well", "x", 1, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    assert_non_null(extract);
    long pid = strtol(extract->blocks[0].text, NULL, 10);
    extract_destroy(extract);
    assert_true(pid > 0);
    return pid;
}

static void assert_refused_as(struct extract_pool *pool, const char *name,
                              const char *bytes, size_t size,
                              const char *reason) {
    struct extract *extract = NULL;
    struct concord_error err = {0};
    enum concord_status status =
        extract_pool_read(pool, &extract, name, bytes, size, &err);
    assert_null(extract);
    assert_int_equal(status, CONCORD_BAD_INPUT);
    assert_string_equal(err.message, reason);
}

/* The file is refused and its process is replaced for the next one. */
static void assert_costs(struct extract_pool *pool, const char *name,
                         const char *reason) {
    long before = pid_of(pool);
    assert_refused_as(pool, name, "x", 1, reason);
    assert_int_not_equal(pid_of(pool), before);
}

#define NONSENSE "the extractor's answer on this file makes no sense"

static void a_process_is_kept_for_the_next_file(void **state) {
    long pid = pid_of(*state);
    for (int i = 0; i < 20; i++)
        assert_int_equal(pid_of(*state), pid);
}

static void a_process_that_dies_costs_its_file(void **state) {
    assert_costs(*state, "segfault",
                 "the extractor died of signal 11 (Segmentation fault) on this "
                 "file");
    assert_costs(*state, "end",
                 "the extractor ended with status 3 on this file");
}

static void a_process_that_stalls_costs_its_file(void **state) {
    assert_costs(*state, "stall", "reading it took longer than 1 s");
}

static void an_answer_that_comes_in_drops_must_come_in_time(void **state) {
    assert_answer(*state, "in-time", "slow");
    assert_costs(*state, "trickle", "reading it took longer than 1 s");
}

static void a_process_that_only_closes_its_pipe_is_killed(void **state) {
    assert_costs(*state, "close",
                 "the extractor died of signal 9 (Killed) on this file");
}

/* The pipe holds less than the file. */
static void a_process_that_does_not_listen_costs_its_file(void **state) {
    char *bytes = calloc(1, LARGE);
    assert_non_null(bytes);
    assert_refused_as(*state, "deaf-stall", bytes, LARGE,
                      "reading it took longer than 1 s");
    assert_refused_as(*state, "deaf-end", bytes, LARGE,
                      "the extractor ended with status 3 on this file");
    struct extract *extract = NULL;
    struct concord_error err = {0};
    assert_int_equal(
        extract_pool_read(*state, &extract, "well", bytes, LARGE, &err),
        CONCORD_OK);
    extract_destroy(extract);
    free(bytes);
}

static void an_answer_that_is_none_costs_its_file(void **state) {
    assert_costs(*state, "babble", NONSENSE);
    assert_costs(*state, "damaged", NONSENSE);
    assert_costs(*state, "nothing", NONSENSE);
    assert_costs(*state, "no-outcome", NONSENSE);
    assert_costs(*state, "no-reason", NONSENSE);
    assert_costs(*state, "escape", NONSENSE);
    assert_costs(*state, "at-length", NONSENSE);
}

static void an_answer_that_is_too_long_costs_its_file(void **state) {
    assert_costs(*state, "too-much", NONSENSE);
    assert_costs(*state, "without-end", NONSENSE);
}

static void two_answers_are_none(void **state) {
    assert_costs(*state, "two", NONSENSE);
}

/* Until the process is seen to be gone, and has said what it had to say. */
static void await_end(void) {
    siginfo_t info;
    assert_int_equal(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT), 0);
}

static void an_answer_unasked_is_not_taken_for_the_next_files(void **state) {
    for (int i = 0; i < 20; i++) {
        struct extract *extract = NULL;
        struct concord_error err = {0};
        enum concord_status status =
            extract_pool_read(*state, &extract, "on", "x", 1, &err);
        if (status == CONCORD_OK) /* the second was still on its way */
            assert_string_equal(extract->blocks[0].text, "first");
        else
            assert_string_equal(err.message, NONSENSE);
        extract_destroy(extract);
        if (status == CONCORD_OK)
            await_end();
        assert_true(pid_of(*state) > 0);
    }
}

static void a_process_that_ended_between_files_costs_none(void **state) {
    for (int i = 0; i < 20; i++) {
        assert_answer(*state, "last", "last");
        await_end();
        assert_true(pid_of(*state) > 0);
    }
}

static void a_refusal_keeps_its_reason_and_its_process(void **state) {
    long pid = pid_of(*state);
    assert_refused_as(*state, "refuse", "x", 1, "it is a poem");
    assert_int_equal(pid_of(*state), pid);
}

static void running_out_of_memory_costs_the_file(void **state) {
    assert_costs(*state, "memory",
                 "reading it takes more than the 1024 MiB of memory that an "
                 "extractor may have");
}

static void a_file_over_the_limit_starts_no_process(void **state) {
    (void)state;
    struct extract_pool *pool = make_pool("/nonexistent/extract", 1, NULL);
    assert_refused_as(pool, "a.txt", "x", (size_t)EXTRACT_BYTES_MAX + 1,
                      "the file has 67108865 bytes; no more than 67108864 are "
                      "read");
    assert_refused_as(pool, "a.txt", "", 0, "the file is empty");
    extract_pool_destroy(pool);
}

static void the_environment_is_not_passed_on(void **state) {
    setenv("CONCORD_TEST_SECRET", "x", 1);
    assert_answer(*state, "secret", "unknown");
    unsetenv("CONCORD_TEST_SECRET");
}

static void a_process_is_replaced_before_it_grows_old(void **state) {
    long pid = pid_of(*state);
    for (int i = 1; i < 1000; i++)
        assert_int_equal(pid_of(*state), pid);
    assert_int_not_equal(pid_of(*state), pid);
}

/* ---- programs that are none ---- */

static void assert_cannot_start(const char *program, const char *fault) {
    char message[CONCORD_MESSAGE_MAX];
    struct extract_pool *pool = make_pool(program, 1, NULL);
    snprintf(message, sizeof message,
             "%s: %s; it reads the papers, and comes with the program that "
             "starts it: install both again",
             program, fault);
    for (int i = 0; i < 2; i++) {
        struct extract *extract = NULL;
        struct concord_error err = {0};
        assert_int_equal(
            extract_pool_read(pool, &extract, "a.txt", "x", 1, &err),
            CONCORD_IO);
        assert_null(extract);
        assert_string_equal(err.message, message);
    }
    extract_pool_destroy(pool);
}

static void assert_script_cannot_start(const char *script, const char *fault) {
    char path[] = "/tmp/concord-extract-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(fchmod(fd, 0700), 0);
    assert_int_equal(write(fd, script, strlen(script)),
                     (ssize_t)strlen(script));
    close(fd);
    assert_cannot_start(path, fault);
    unlink(path);
}

static void a_program_that_is_missing_is_named(void **state) {
    (void)state;
    assert_cannot_start("/nonexistent/extract", "No such file or directory");
    assert_cannot_start("/etc/passwd", "Permission denied");
}

static void what_the_system_has_run_out_of_is_named(void **state) {
    (void)state;
    struct rlimit before;
    struct rlimit none = {0, 0};
    struct extract *extract = NULL;
    struct concord_error err = {0};
    struct extract_pool *pool = make_pool(FAULTY_EXTRACTOR, 1, NULL);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    enum concord_status status =
        extract_pool_read(pool, &extract, "well", "x", 1, &err);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(status, CONCORD_IO);
    assert_string_equal(err.message, FAULTY_EXTRACTOR
                        ": cannot be started: Too many open files; too much "
                        "else runs or is open");
    assert_true(pid_of(pool) > 0);
    extract_pool_destroy(pool);
}

static void a_program_that_ends_at_once_is_no_extractor(void **state) {
    (void)state;
    assert_script_cannot_start("#!/bin/sh\nexit 127\n",
                               "ended with status 127 before it was ready");
    assert_script_cannot_start("#!/bin/sh\nkill -ABRT $$\n",
                               "died of signal 6 (Aborted) before it was "
                               "ready");
}

static void a_program_that_does_not_greet_is_no_extractor(void **state) {
    (void)state;
    assert_script_cannot_start("#!/bin/sh\nexec cat\n",
                               "does not say that it is ready");
    assert_script_cannot_start("#!/bin/sh\necho hello, hello\nexec cat\n",
                               "is no concord-extract");
}

static void a_program_of_another_version_is_refused(void **state) {
    (void)state;
    assert_script_cannot_start(
        "#!/bin/sh\nprintf 'CXG1\\004\\000\\000\\000abcd'\nexec cat\n",
        "is of another version");
}

/* ---- stopping ---- */

static atomic_bool stopped;

static bool is_stopped(void) {
    return stopped;
}

static void *stop_soon(void *unused) {
    struct timespec soon = {0, 100L * 1000 * 1000};
    nanosleep(&soon, NULL);
    stopped = true;
    return unused;
}

static void what_is_stopped_gives_nothing_and_waits_no_more(void **state) {
    (void)state;
    struct extract_pool *pool = make_pool(FAULTY_EXTRACTOR, 1, is_stopped);
    struct extract *extract = NULL;
    struct concord_error err = {0};
    pthread_t thread;
    stopped = false;
    assert_true(pid_of(pool) > 0);
    assert_int_equal(pthread_create(&thread, NULL, stop_soon, NULL), 0);
    assert_int_equal(extract_pool_read(pool, &extract, "stall", "x", 1, &err),
                     CONCORD_OK);
    assert_null(extract);
    assert_int_equal(extract_pool_read(pool, &extract, "well", "x", 1, &err),
                     CONCORD_OK);
    assert_null(extract);
    pthread_join(thread, NULL);
    extract_pool_destroy(pool);
}

/* ---- several threads ---- */

enum { THREADS = 6, PROCESSES = 3, FILES = 60 };

/* Cmocka's assertions belong to the main thread: the others count. */
static void *read_many(void *pool) {
    static const char *const names[] = {"well", "segfault", "damaged", "well",
                                        "refuse"};
    size_t wrong = 0;
    for (int i = 0; i < FILES; i++) {
        struct extract *extract = NULL;
        struct concord_error err = {0};
        const char *name = names[i % 5];
        enum concord_status expected =
            strcmp(name, "well") == 0 ? CONCORD_OK : CONCORD_BAD_INPUT;
        wrong +=
            extract_pool_read(pool, &extract, name, "x", 1, &err) != expected;
        wrong += (extract != NULL) != (expected == CONCORD_OK);
        extract_destroy(extract);
    }
    return (void *)(uintptr_t)wrong;
}

static void threads_share_a_pool_and_none_gets_anothers_answer(void **state) {
    (void)state;
    struct extract_pool *pool = make_pool(FAULTY_EXTRACTOR, PROCESSES, NULL);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_many, pool), 0);
    for (int i = 0; i < THREADS; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        assert_int_equal((uintptr_t)wrong, 0);
    }
    extract_pool_destroy(pool);
}

/* ---- the surroundings ---- */

static void a_program_without_standard_streams_may_have_a_pool(void **state) {
    (void)state;
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        struct extract_pool_options options = {.program = FAULTY_EXTRACTOR,
                                               .workers = 1};
        struct extract_pool *pool = NULL;
        struct extract *extract = NULL;
        close(STDIN_FILENO);
        close(STDOUT_FILENO);
        bool read = extract_pool_create(&pool, &options, NULL) == CONCORD_OK &&
                    extract_pool_read(pool, &extract, "well", "x", 1, NULL) ==
                        CONCORD_OK;
        extract_destroy(extract);
        extract_pool_destroy(pool);
        _exit(read ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

int main(void) {
#define CLAIM(test)                                                            \
    cmocka_unit_test_setup_teardown(test, make_faulty, end_faulty)
    const struct CMUnitTest tests[] = {
        CLAIM(a_process_is_kept_for_the_next_file),
        CLAIM(a_process_that_dies_costs_its_file),
        CLAIM(a_process_that_stalls_costs_its_file),
        CLAIM(an_answer_that_comes_in_drops_must_come_in_time),
        CLAIM(a_process_that_only_closes_its_pipe_is_killed),
        CLAIM(a_process_that_does_not_listen_costs_its_file),
        CLAIM(an_answer_that_is_none_costs_its_file),
        CLAIM(an_answer_that_is_too_long_costs_its_file),
        CLAIM(two_answers_are_none),
        CLAIM(an_answer_unasked_is_not_taken_for_the_next_files),
        CLAIM(a_process_that_ended_between_files_costs_none),
        CLAIM(a_refusal_keeps_its_reason_and_its_process),
        CLAIM(running_out_of_memory_costs_the_file),
        CLAIM(a_file_over_the_limit_starts_no_process),
        CLAIM(the_environment_is_not_passed_on),
        CLAIM(a_process_is_replaced_before_it_grows_old),
        CLAIM(a_program_that_is_missing_is_named),
        CLAIM(what_the_system_has_run_out_of_is_named),
        CLAIM(a_program_that_ends_at_once_is_no_extractor),
        CLAIM(a_program_that_does_not_greet_is_no_extractor),
        CLAIM(a_program_of_another_version_is_refused),
        CLAIM(what_is_stopped_gives_nothing_and_waits_no_more),
        CLAIM(threads_share_a_pool_and_none_gets_anothers_answer),
        CLAIM(a_program_without_standard_streams_may_have_a_pool),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
