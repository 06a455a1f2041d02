/* daemon.h - the real programs, run for a test: an index built by
 * concord-indexer and a concord-searchd on a free port of the loopback.
 *
 * Everything fails the running test when it goes wrong, so there is nothing to
 * check. For the thread that runs the test. */
#ifndef CONCORD_TESTS_HTTP_DAEMON_H
#define CONCORD_TESTS_HTTP_DAEMON_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { URL_MAX = 320, PATIENCE_MS = 20 * 1000, MORE_OPTIONS_MAX = 16 };

/* Milliseconds of a clock that never goes back. */
int64_t now_ms(void);

/* For the bodies of loops that wait for something with a deadline. */
void pause_briefly(void);

/* ---- folders ---- */

/* A new folder, with its name in `path`, and its end with all that is in it. */
void folder_make(char path[PATH_MAX]);
void folder_remove(const char *path);

/* `format` and what follows make a path under PATH_MAX. */
void path_make(char path[PATH_MAX], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void file_write(const char *path, const char *text);
bool file_has(const char *path, const char *words);

/* ---- the indexer ---- */

/* Read `papers` into `index` and publish. */
void index_build(const char *index, const char *papers);

/* ---- the daemon ---- */

struct daemon {
    pid_t pid;
    char url[URL_MAX];     /* http://127.0.0.1:PORT, or unix:PATH */
    char folder[PATH_MAX]; /* of its own: the log, and what a test puts there */
    char log[PATH_MAX];    /* what it writes to standard error */
    char slow[PATH_MAX];   /* while this file exists its disk gives nothing */
    char waiting[PATH_MAX]; /* made once a read waits for that */
};

/* Start it on `index` and wait until it listens; on a free port unless
 * `options`, which end with NULL, say otherwise. `options` may be NULL. */
void daemon_start(struct daemon *daemon, const char *index,
                  const char *const *options);

/* The same, with a socket passed to it as systemd passes one. */
void daemon_start_on(struct daemon *daemon, const char *index, int socket);

/* Send it SIGTERM, wait for its end, remove its folder. It must exit 0. */
void daemon_stop(struct daemon *daemon);

/* The two halves of daemon_stop(), for a test that looks in between. */
void daemon_signal(const struct daemon *daemon, int signal_number);
void daemon_wait(struct daemon *daemon);

/* End it at once, as a crash would. */
void daemon_kill(struct daemon *daemon);

/* Hold its reads up, and let them go again. */
void daemon_slow_disk(const struct daemon *daemon);
void daemon_fast_disk(const struct daemon *daemon);
/* One of its reads is held up. */
bool daemon_has_slow_read(const struct daemon *daemon);

/* One on the bundled archive, for all tests of a program: what
 * cmocka_run_group_tests() takes to begin and to end with. */
extern struct daemon sample;
int sample_start(void **state);
int sample_stop(void **state);

/* Run it to its end with these arguments, which end with NULL; its exit code.
 * What it wrote to standard error is in `log`. */
int daemon_run(const char *const *arguments, const char *log);

#endif
