/* daemon.c - processes and folders of a test. */
#include "daemon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "folder_tree.h"

enum { LOG_MAX = 64 * 1024 };

int64_t now_ms(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

void pause_briefly(void) {
    struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
    nanosleep(&pause, NULL);
}

/* ---- folders ---- */

void folder_make(char path[PATH_MAX]) {
    const char *above = getenv("TMPDIR");
    path_make(path, "%s/concord-http-XXXXXX", above ? above : "/tmp");
    assert_non_null(mkdtemp(path));
}

void folder_remove(const char *path) {
    folder_tree_remove(path);
}

void path_make(char path[PATH_MAX], const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(path, PATH_MAX, format, arguments);
    va_end(arguments);
    assert_true(size > 0 && size < PATH_MAX);
}

void file_write(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* The first LOG_MAX bytes of a file, for the caller to free. */
static char *file_read(const char *path) {
    char *text = calloc(1, LOG_MAX);
    assert_non_null(text);
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        text[fread(text, 1, LOG_MAX - 1, file)] = '\0';
        fclose(file);
    }
    return text;
}

bool file_has(const char *path, const char *words) {
    char *text = file_read(path);
    bool found = strstr(text, words) != NULL;
    free(text);
    return found;
}

/* ---- processes ---- */

/* What a child does before it becomes another program. It ends with the test,
 * however the test ends. */
static void become(const char *const *arguments, const char *log) {
    int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || dup2(fd, STDERR_FILENO) < 0 ||
        prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        _exit(126);
    execv(arguments[0], (char *const *)(uintptr_t)arguments);
    _exit(127);
}

static pid_t start(const char *const *arguments, const char *log) {
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        become(arguments, log);
    return pid;
}

/* The exit code of a child that must end by itself before long. */
static int await(pid_t pid) {
    int64_t until = now_ms() + PATIENCE_MS;
    int outcome = 0;
    pid_t ended = 0;
    while ((ended = waitpid(pid, &outcome, WNOHANG)) == 0 && now_ms() < until)
        pause_briefly();
    if (ended == 0) {
        kill(pid, SIGKILL);
        waitpid(pid, &outcome, 0);
        fail_msg("process %ld did not end", (long)pid);
    }
    return WIFEXITED(outcome) ? WEXITSTATUS(outcome) : -1;
}

static int run(const char *const *arguments, const char *log) {
    return await(start(arguments, log));
}

static void show(const char *log) {
    char *text = file_read(log);
    print_error("%s", text);
    free(text);
}

void index_build(const char *index, const char *papers) {
    char log[PATH_MAX];
    path_make(log, "%s.log", index);
    const char *const arguments[] = {CONCORD_INDEXER, "--quiet", "--index",
                                     index,           papers,    NULL};
    int code = run(arguments, log);
    if (code != 0)
        show(log);
    unlink(log);
    assert_int_equal(code, 0);
}

/* ---- the daemon ---- */

int daemon_run(const char *const *arguments, const char *log) {
    return run(arguments, log);
}

/* AddressSanitizer wants to be loaded first; it need not be. */
static void set_environment(const struct daemon *daemon) {
    const char *before = getenv("ASAN_OPTIONS");
    char options[PATH_MAX];
    path_make(options, "%s%sverify_asan_link_order=0", before ? before : "",
              before ? ":" : "");
    setenv("ASAN_OPTIONS", options, 1);
    setenv("CONCORD_SLOW_DISK", daemon->slow, 1);
    setenv("CONCORD_SLOW_DISK_WAITS", daemon->waiting, 1);
    setenv("LD_PRELOAD", CONCORD_SLOW_DISK_LIBRARY, 1);
}

/* As systemd does: the first descriptor behind standard error, and whose it
 * is. */
static void pass_socket(int socket) {
    char pid[32];
    snprintf(pid, sizeof pid, "%ld", (long)getpid());
    setenv("LISTEN_PID", pid, 1);
    setenv("LISTEN_FDS", "1", 1);
    if (dup2(socket, STDERR_FILENO + 1) < 0)
        _exit(126);
}

/* `socket` is passed unless it is -1. */
static pid_t start_daemon(const struct daemon *daemon,
                          const char *const *arguments, int socket) {
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        set_environment(daemon);
        if (socket >= 0)
            pass_socket(socket);
        become(arguments, daemon->log);
    }
    return pid;
}

/* It says where it listens in a line of its log. */
static bool read_url(struct daemon *daemon, const char *index) {
    char words[PATH_MAX];
    path_make(words, "serving %s on ", index);
    char *text = file_read(daemon->log);
    char *found = strstr(text, words);
    char *end = found != NULL ? strchr(found, '\n') : NULL;
    if (end != NULL) {
        *end = '\0';
        snprintf(daemon->url, sizeof daemon->url, "%s", found + strlen(words));
    }
    free(text);
    return end != NULL;
}

static void await_listening(struct daemon *daemon, const char *index) {
    int64_t until = now_ms() + PATIENCE_MS;
    while (!read_url(daemon, index)) {
        int outcome = 0;
        bool ended = waitpid(daemon->pid, &outcome, WNOHANG) == daemon->pid;
        if (ended || now_ms() > until) {
            show(daemon->log);
            fail_msg("the daemon did not start");
        }
        pause_briefly();
    }
}

static void start_with(struct daemon *daemon, const char *index,
                       const char *const *options, int socket) {
    const char *arguments[MORE_OPTIONS_MAX + 6] = {
        CONCORD_SEARCHD, "--index", index, "--listen", "127.0.0.1:0"};
    size_t count = 5;
    for (size_t i = 0; options != NULL && options[i] != NULL; i++) {
        assert_true(i < MORE_OPTIONS_MAX);
        arguments[count++] = options[i];
    }
    *daemon = (struct daemon){.pid = -1};
    folder_make(daemon->folder);
    path_make(daemon->log, "%.4000s/log", daemon->folder);
    path_make(daemon->slow, "%.4000s/slow", daemon->folder);
    path_make(daemon->waiting, "%.4000s/waiting", daemon->folder);
    daemon->pid = start_daemon(daemon, arguments, socket);
    await_listening(daemon, index);
}

void daemon_start(struct daemon *daemon, const char *index,
                  const char *const *options) {
    start_with(daemon, index, options, -1);
}

void daemon_start_on(struct daemon *daemon, const char *index, int socket) {
    start_with(daemon, index, NULL, socket);
}

void daemon_signal(const struct daemon *daemon, int signal_number) {
    assert_int_equal(kill(daemon->pid, signal_number), 0);
}

void daemon_wait(struct daemon *daemon) {
    int code = await(daemon->pid);
    if (code != 0)
        show(daemon->log);
    folder_remove(daemon->folder);
    assert_int_equal(code, 0);
}

void daemon_stop(struct daemon *daemon) {
    daemon_signal(daemon, SIGTERM);
    daemon_wait(daemon);
}

void daemon_kill(struct daemon *daemon) {
    daemon_signal(daemon, SIGKILL);
    await(daemon->pid);
    folder_remove(daemon->folder);
}

void daemon_slow_disk(const struct daemon *daemon) {
    file_write(daemon->slow, "");
}

void daemon_fast_disk(const struct daemon *daemon) {
    unlink(daemon->slow);
    unlink(daemon->waiting);
}

bool daemon_has_slow_read(const struct daemon *daemon) {
    return access(daemon->waiting, F_OK) == 0;
}

/* ---- the bundled archive ---- */

struct daemon sample;
static char sample_folder[PATH_MAX];

int sample_start(void **state) {
    char index[PATH_MAX];
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    folder_make(sample_folder);
    path_make(index, "%.4000s/index", sample_folder);
    index_build(index, CONCORD_PAPERS);
    daemon_start(&sample, index, NULL);
    return 0;
}

int sample_stop(void **state) {
    (void)state;
    daemon_stop(&sample);
    folder_remove(sample_folder);
    curl_global_cleanup();
    return 0;
}
