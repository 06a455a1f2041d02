/* client.h - asks a daemon: over libcurl as clients do, and with the bare bytes
 * that no client sends. All but the http_try functions fail the running test
 * when the network does. */
#ifndef CONCORD_TESTS_HTTP_CLIENT_H
#define CONCORD_TESTS_HTTP_CLIENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "daemon.h"

enum { HEADERS_BYTES_MAX = 8 * 1024 };

struct reply {
    long status;
    char headers[HEADERS_BYTES_MAX]; /* as they came, status line first */
    char *body;                      /* NUL-terminated */
    size_t size;
};

/* ---- as clients do ---- */

/* Ask for `path`, which may have a query. The reply must be cleared. */
void http_get(struct reply *reply, const struct daemon *daemon,
              const char *path);

/* As http_get(), with a method and one header, either of which may be NULL. */
void http_ask(struct reply *reply, const struct daemon *daemon,
              const char *method, const char *path, const char *header);

/* From any thread, failing no test: false when there was no reply. */
bool http_try_get(struct reply *reply, const char *url, const char *path);

void reply_clear(struct reply *reply);

/* The value of a header; NULL when it is not there. It lives until the next
 * call. */
const char *reply_header(const struct reply *reply, const char *name);

/* The body, which must be JSON of this type, for the caller to json_decref().
 */
json_t *reply_json(const struct reply *reply, const char *content_type);

/* Ask for `path`; the JSON of its 200. */
json_t *json_get(const struct daemon *daemon, const char *path);

/* Ask for `path`; it must be refused with this status as a problem, the JSON of
 * which is returned. */
json_t *problem_get(const struct daemon *daemon, const char *path, long status);

/* Ask for `path`; it must be refused as a bad request, for that parameter. */
void assert_refused(const struct daemon *daemon, const char *path,
                    const char *parameter);

/* What stands in `json` at keys and array places joined by '/': "links/next".
 * NULL when there is nothing. */
json_t *json_at(json_t *json, const char *path);

/* The text there, which must be one. */
const char *text_at(json_t *json, const char *path);

/* The value of the line of /metrics that begins with `name` and a space; -1
 * when there is none. */
double metric_get(const struct daemon *daemon, const char *name);

/* ---- with bare bytes ---- */

/* A connection; reads give up after PATIENCE_MS. */
int raw_connect(const struct daemon *daemon);
void raw_send(int fd, const void *bytes, size_t size);

/* Send these bytes and read until the daemon closes; false when it does not.
 * `reply` has room for `room` bytes and is NUL-terminated. */
bool raw_ask(const struct daemon *daemon, const void *bytes, size_t size,
             char *reply, size_t room);

/* Read one reply, head and Content-Length of body; its status. */
long raw_read_reply(int fd, char *reply, size_t room);

/* Read until the daemon closes; false when it does not. */
bool raw_read_to_end(int fd, char *reply, size_t room);

#endif
