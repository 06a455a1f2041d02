/* access_log.h - a line for every request, for whoever counts visits.
 *
 *   2026-03-01T10:00:00.123Z 65e1a2b3-1f 127.0.0.1 "GET /v1/search?q=x" 200
 * 5123 1.482 4
 *
 * all in one line: when it came, the request's id, the client's address, method
 * and target, HTTP status, bytes of the body as they were sent, milliseconds
 * until the answer, the generation it was made from. '-' stands for what there
 * is not. Quotes, backslashes and whatever is not printable ASCII are \xHH.
 *
 * A line is put into memory and written by a thread of the log's own, so that a
 * slow disk holds up nobody; when memory for LOG_BYTES_MAX of them is full,
 * lines are lost and counted. Any thread. */
#ifndef CONCORD_SEARCHD_ACCESS_LOG_H
#define CONCORD_SEARCHD_ACCESS_LOG_H

#include <stdint.h>
#include <time.h>

#include "schema/status.h"

enum { LOG_BYTES_MAX = 4 * 1024 * 1024 };

struct access_log;

struct access_line {
    struct timespec came; /* CLOCK_REALTIME */
    const char *request_id;
    const char *client;   /* NULL: it has no address */
    const char *method;   /* NULL: never understood */
    const char *target;   /* as it came */
    unsigned http_status; /* 0: there was no answer */
    uint64_t bytes;
    int64_t took;        /* nanoseconds */
    uint64_t generation; /* 0: none */
};

/* Open `path`, to append; "-" is standard output. It must outlive the log.
 * CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status access_log_open(struct access_log **out, const char *path,
                                    struct concord_error *err);

/* Write what is there, and end. `log` may be NULL, here and below. */
void access_log_close(struct access_log *log);

void access_log_add(struct access_log *log, const struct access_line *line);

/* Open the path anew before the next line: the file may have been renamed. */
void access_log_reopen(struct access_log *log);

/* Lines that were lost. */
uint64_t access_log_lost(struct access_log *log);

#endif
