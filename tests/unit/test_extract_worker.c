/* test_extract_worker.c - claims about the program concord-extract: it reads as
 * extract_read() does, and can do little else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <pty.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "corpus/extract_form.h"
#include "corpus/extract_pool.h"
#include "corpus/source.h"
#include "extract_fixture.h"
#include "worker/extractor.h"

#if defined(__SANITIZE_ADDRESS__)
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif

/* ---- reading ---- */

static struct extract_pool *pool;

static int make_pool(void **state) {
    (void)state;
    struct extract_pool_options options = {.program = CONCORD_EXTRACT,
                                           .workers = 1};
    return extract_pool_create(&pool, &options, NULL) == CONCORD_OK ? 0 : -1;
}

static int end_pool(void **state) {
    (void)state;
    extract_pool_destroy(pool);
    return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD ? 0 : -1;
}

static void assert_same(const struct extract *a, const struct extract *b) {
    struct buffer a_packed = BUFFER_INIT(4 * (size_t)EXTRACT_BYTES_MAX);
    struct buffer b_packed = BUFFER_INIT(4 * (size_t)EXTRACT_BYTES_MAX);
    extract_pack(&a_packed, a);
    extract_pack(&b_packed, b);
    assert_true(buffer_ok(&a_packed) && buffer_ok(&b_packed));
    assert_int_equal(a_packed.size, b_packed.size);
    assert_memory_equal(a_packed.data, b_packed.data, a_packed.size);
    buffer_destroy(&a_packed);
    buffer_destroy(&b_packed);
}

/* The process gives what the call gives, be it a refusal. */
static void assert_reads_as_here(const char *name, const char *bytes,
                                 size_t size) {
    struct extract *here = NULL;
    struct extract *there = NULL;
    struct concord_error here_err = {0};
    struct concord_error there_err = {0};
    enum concord_status status =
        extract_read(&here, name, bytes, size, &here_err);
    if (extract_pool_read(pool, &there, name, bytes, size, &there_err) !=
        status)
        fail_msg("%s: '%s' there, '%s' here", name, there_err.message,
                 here_err.message);
    assert_string_equal(here_err.message, there_err.message);
    if (status == CONCORD_OK)
        assert_same(here, there);
    extract_destroy(here);
    extract_destroy(there);
}

static void assert_reads_file_as_here(const char *root, const char *path) {
    char name[4096];
    snprintf(name, sizeof name, "%s/%s", root, path);
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    struct buffer bytes = BUFFER_INIT(EXTRACT_BYTES_MAX);
    char piece[8192];
    size_t got = 0;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_append(&bytes, piece, got);
    fclose(file);
    assert_reads_as_here(path, bytes.data, bytes.size);
    buffer_destroy(&bytes);
}

/* False when there is no such folder. */
static bool reads_folder_as_here(const char *folder) {
    struct source_list list = {0};
    struct concord_error err = {0};
    if (source_list_walk(&list, &folder, 1, 0, &err) != CONCORD_OK)
        return false;
    size_t files = 0;
    for (size_t i = 0; i < list.count; i++)
        if (list.files[i].outcome == SOURCE_FILE) {
            assert_reads_file_as_here(list.files[i].root, list.files[i].path);
            files++;
        }
    assert_true(files > 0);
    source_list_clear(&list);
    return true;
}

static void the_sample_archive_is_read_as_by_the_call(void **state) {
    (void)state;
    assert_true(reads_folder_as_here(CONCORD_ROOT "/corpus/sample/papers"));
}

static void real_and_hostile_files_are_read_as_by_the_call(void **state) {
    (void)state;
    const char *shared = getenv("CONCORD_SHARED");
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/data/formats", shared ? shared : "");
    if (!reads_folder_as_here(folder)) {
        print_message("skipped: no folder %s\n", folder);
        skip();
    }
}

static void any_bytes_are_read_as_by_the_call(void **state) {
    (void)state;
    static const char page[] =
        "<html><head><title>T</title></head><body><h1>One</h1><p>Two &amp; "
        "three<table><tr><td>a<td>b</table><ul><li>x<li>y</ul></body>";
    uint32_t seed = 11;
    for (int i = 0; i < 500; i++) {
        char bytes[2 * sizeof page];
        memcpy(bytes, page, sizeof page);
        size_t size = mutate(bytes, sizeof page - 1, &seed);
        assert_reads_as_here(i % 2 == 0 ? "a.html" : "a.txt", bytes, size);
    }
}

static void deeply_nested_elements_are_read_as_by_the_call(void **state) {
    (void)state;
    enum { DEPTH = 200000 };
    struct buffer page = BUFFER_INIT(EXTRACT_BYTES_MAX);
    buffer_append_string(&page, "<html><body>");
    for (int i = 0; i < DEPTH; i++)
        buffer_append_string(&page, "<div>");
    buffer_append_string(&page, "deep");
    assert_true(buffer_ok(&page));
    assert_reads_as_here("a.html", page.data, page.size);
    buffer_destroy(&page);
}

static void a_long_name_keeps_its_ending(void **state) {
    (void)state;
    char name[3 * FRAME_NAME_MAX];
    memset(name, 'n', sizeof name);
    memcpy(name + sizeof name - 6, ".html", 6);
    static const char piece[] = "<div><p>a word</p></div>";
    assert_reads_as_here(name, piece, sizeof piece - 1);
}

static void a_large_file_passes_through_the_pipes(void **state) {
    (void)state;
    struct buffer text = BUFFER_INIT(EXTRACT_BYTES_MAX);
    for (int i = 0; i < 100000; i++)
        buffer_printf(&text, "This is paragraph %d of a long paper.\n\n", i);
    assert_true(buffer_ok(&text));
    assert_reads_as_here("a.txt", text.data, text.size);
    buffer_destroy(&text);
}

/* A build puts all programs into one folder. */
static void it_is_found_beside_the_program_that_needs_it(void **state) {
    (void)state;
    struct extract_pool_options options = {.workers = 1};
    struct concord_error err = {0};
    extract_pool_destroy(pool);
    assert_int_equal(extract_pool_create(&pool, &options, &err), CONCORD_OK);
    assert_reads_as_here("a.txt", "A word.", 7);
}

/* ---- what it has given up ---- */

static struct extractor start(void) {
    struct extractor extractor = {0};
    struct concord_error err = {0};
    struct patience patience = patience_of(EXTRACT_TIMEOUT_MS, NULL);
    if (extractor_start(&extractor, CONCORD_EXTRACT, &patience, &err) !=
        CONCORD_OK)
        fail_msg("%s", err.message);
    return extractor;
}

static bool reads(struct extractor *extractor) {
    struct buffer answer = BUFFER_INIT(CHANNEL_RECEIVED_MAX);
    struct patience patience = patience_of(EXTRACT_TIMEOUT_MS, NULL);
    enum exchange exchange =
        extractor_ask(extractor, "a.txt", "A word.", 7, &answer, &patience);
    buffer_destroy(&answer);
    return exchange == EXCHANGE_DONE;
}

/* The caller frees it. */
static char *read_proc(pid_t pid, const char *name) {
    char path[64];
    char bytes[8192];
    snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t size = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[size] = '\0';
    return strdup(bytes);
}

static void assert_limit(const char *limits, const char *name,
                         unsigned long long most) {
    const char *line = strstr(limits, name);
    assert_non_null(line);
    char *end = NULL;
    unsigned long long soft = strtoull(line + strlen(name), &end, 10);
    assert_true(soft <= most);
    assert_true(strtoull(end, NULL, 10) <= most);
}

static void it_has_little_memory_and_writes_no_file(void **state) {
    (void)state;
    struct extractor extractor = start();
    char *limits = read_proc(extractor.pid, "limits");
    assert_limit(limits, "Max file size", 0);
    assert_limit(limits, "Max core file size", 0);
    assert_limit(limits, "Max open files", 16);
    if (!IS_SANITIZED)
        assert_limit(limits, "Max address space", 1ULL << 30);
    free(limits);
    extractor_end(&extractor, EXTRACTOR_GRACE_MS, NULL);
}

static void it_can_gain_no_privilege(void **state) {
    (void)state;
    struct extractor extractor = start();
    char *status = read_proc(extractor.pid, "status");
    assert_non_null(strstr(status, "NoNewPrivs:\t1\n"));
    free(status);
    extractor_end(&extractor, EXTRACTOR_GRACE_MS, NULL);
}

/* Only the superuser may look. */
static void it_has_no_descriptors_but_its_streams(void **state) {
    (void)state;
    char path[64];
    int inherited = open("/dev/null", O_RDONLY);
    struct extractor extractor = start();
    snprintf(path, sizeof path, "/proc/%ld/fd", (long)extractor.pid);
    DIR *folder = opendir(path);
    unsigned count = 0;
    if (folder == NULL) {
        print_message("skipped: %s cannot be looked into\n", path);
    } else {
        for (const struct dirent *entry; (entry = readdir(folder));)
            count += entry->d_name[0] != '.';
        closedir(folder);
        assert_int_equal(count, 3);
    }
    extractor_end(&extractor, EXTRACTOR_GRACE_MS, NULL);
    close(inherited);
}

static void it_leaves_interrupts_to_its_parent(void **state) {
    (void)state;
    struct extractor extractor = start();
    assert_int_equal(kill(extractor.pid, SIGINT), 0);
    assert_int_equal(kill(extractor.pid, SIGTERM), 0);
    assert_int_equal(kill(extractor.pid, SIGHUP), 0);
    assert_true(reads(&extractor));
    extractor_end(&extractor, EXTRACTOR_GRACE_MS, NULL);
}

static void it_ends_when_there_are_no_more_requests(void **state) {
    (void)state;
    char how[EXTRACTOR_ENDING_MAX];
    struct extractor extractor = start();
    assert_true(reads(&extractor));
    extractor_end(&extractor, 60 * 1000, how);
    assert_string_equal(how, "ended with status 0");
}

static void *start_in_thread(void *extractor) {
    *(struct extractor *)extractor = start();
    return NULL;
}

static void it_outlives_the_thread_that_started_it(void **state) {
    (void)state;
    struct extractor extractor = {0};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, start_in_thread, &extractor),
                     0);
    pthread_join(thread, NULL);
    for (int i = 0; i < 50; i++)
        assert_true(reads(&extractor));
    extractor_end(&extractor, EXTRACTOR_GRACE_MS, NULL);
}

/* A parent that tells its extractor's process and pipe, and waits to be killed.
 */
static pid_t fork_parent(struct extractor *extractor) {
    int told[2];
    assert_int_equal(pipe2(told, O_CLOEXEC), 0);
    pid_t parent = fork();
    if (parent == 0) {
        struct extractor own = start();
        if (write(told[1], &own, sizeof own) == sizeof own)
            pause();
        _exit(1);
    }
    close(told[1]);
    assert_int_equal(read(told[0], extractor, sizeof *extractor),
                     sizeof *extractor);
    close(told[0]);
    return parent;
}

/* Its pipe is held open, so that it is not the end of that which ends it. */
static void it_dies_with_its_parent(void **state) {
    (void)state;
    struct extractor extractor = {0};
    int how = 0;
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    pid_t parent = fork_parent(&extractor);
    int parent_fd = pidfd_open(parent, 0);
    int request = pidfd_getfd(parent_fd, extractor.channel.request, 0);
    assert_int_equal(kill(parent, SIGKILL), 0);
    assert_int_equal(waitpid(parent, &how, 0), parent);
    assert_int_equal(waitpid(extractor.pid, &how, 0), extractor.pid);
    if (request < 0)
        print_message("skipped: the pipe could not be held open\n");
    else
        assert_int_equal(WEXITSTATUS(how), EX_OSERR);
    close(request);
    close(parent_fd);
}

/* ---- by hand ---- */

/* What it writes to standard error, and how it ends. */
static int run(const char *command, char *said, size_t size) {
    FILE *out = popen(command, "r");
    assert_non_null(out);
    said[fread(said, 1, size - 1, out)] = '\0';
    int status = pclose(out);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void what_is_no_request_is_told_in_one_line(void **state) {
    (void)state;
    static const char *const requests[] = {
        "garbage, all of it",
        "CXQ1",
        "CXQ1\\377\\377\\377\\377",
        "CXQ1\\001\\000\\000\\000x",
        "CXQ1\\010\\000\\000\\000\\377\\377\\377\\377abcd",
        "CXQ1\\020\\000\\000\\000\\001\\000\\000\\000n"};
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        char command[512];
        char said[512];
        snprintf(command, sizeof command, "printf '%s' | '%s' 2>&1 >/dev/null",
                 requests[i], CONCORD_EXTRACT);
        assert_int_equal(run(command, said, sizeof said), EX_PROTOCOL);
        assert_string_equal(said,
                            "concord-extract: what came on standard input is "
                            "no request, or was broken off\n");
    }
}

static void it_says_what_it_is(void **state) {
    (void)state;
    char said[4096];
    assert_int_equal(run("'" CONCORD_EXTRACT "' --version", said, sizeof said),
                     0);
    assert_memory_equal(said, "concord-extract ", strlen("concord-extract "));
    assert_int_equal(run("'" CONCORD_EXTRACT "' --help", said, sizeof said), 0);
    assert_non_null(strstr(said, "Usage: concord-extract"));
    assert_int_equal(run("'" CONCORD_EXTRACT "' a.txt 2>&1", said, sizeof said),
                     EX_USAGE);
}

static void on_a_terminal_it_explains_itself(void **state) {
    (void)state;
    int terminal = -1;
    char said[512];
    int how = 0;
    pid_t pid = forkpty(&terminal, NULL, NULL, NULL);
    if (pid == 0) {
        execl(CONCORD_EXTRACT, "concord-extract", (char *)NULL);
        _exit(1);
    }
    if (pid < 0) {
        print_message("skipped: there are no terminals here\n");
        skip();
    }
    ssize_t size = read(terminal, said, sizeof said - 1);
    assert_true(size > 0);
    said[size] = '\0';
    assert_non_null(strstr(said, "started by concord-indexer"));
    assert_int_equal(waitpid(pid, &how, 0), pid);
    assert_int_equal(WEXITSTATUS(how), EX_USAGE);
    close(terminal);
}

int main(void) {
#define READS(test) cmocka_unit_test_setup_teardown(test, make_pool, end_pool)
    const struct CMUnitTest tests[] = {
        READS(the_sample_archive_is_read_as_by_the_call),
        READS(real_and_hostile_files_are_read_as_by_the_call),
        READS(any_bytes_are_read_as_by_the_call),
        READS(deeply_nested_elements_are_read_as_by_the_call),
        READS(a_long_name_keeps_its_ending),
        READS(a_large_file_passes_through_the_pipes),
        READS(it_is_found_beside_the_program_that_needs_it),
        cmocka_unit_test(it_has_little_memory_and_writes_no_file),
        cmocka_unit_test(it_can_gain_no_privilege),
        cmocka_unit_test(it_has_no_descriptors_but_its_streams),
        cmocka_unit_test(it_leaves_interrupts_to_its_parent),
        cmocka_unit_test(it_ends_when_there_are_no_more_requests),
        cmocka_unit_test(it_outlives_the_thread_that_started_it),
        cmocka_unit_test(it_dies_with_its_parent),
        cmocka_unit_test(what_is_no_request_is_told_in_one_line),
        cmocka_unit_test(it_says_what_it_is),
        cmocka_unit_test(on_a_terminal_it_explains_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
