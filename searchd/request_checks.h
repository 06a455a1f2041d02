/* request_checks.h - refuses what two programs in a row might read in two
 * ways: a target or a head that is not exactly what HTTP/1.1 asks for. The
 * library accepts most of it, and decodes what we must see as it came. Pure,
 * but for reading the connection's headers on the server's thread. */
#ifndef CONCORD_SEARCHD_REQUEST_CHECKS_H
#define CONCORD_SEARCHD_REQUEST_CHECKS_H

#include <microhttpd.h>
#include <stddef.h>

#include "schema/status.h"

enum { TARGET_BYTES_MAX = 16 * 1024 };

/* A checked request target: "/v1/documents/a%20b?q=x". Both parts lie in one
 * piece of memory, which request_target_clear() frees. */
struct request_target {
    char *path;        /* percent-decoded, once */
    const char *query; /* behind the '?', as it came; NULL without one */
};

/* Check `raw`, as it came, and take it apart. 0 when it is good; otherwise the
 * HTTP status to refuse it with, and *err says why: 414 when it is too long;
 * 400 when it does not start with '/', has control bytes, a broken %-escape, a
 * %00, or a %2F in its path; 503 when memory is out. */
unsigned request_target_read(struct request_target *out, const char *raw,
                             struct concord_error *err);
void request_target_clear(struct request_target *target);

/* Check method, version and headers. 0 when they are good; otherwise the
 * status to refuse with, after which the connection must be closed: 505, 400
 * (unreadable or ambiguous), 405, 413 (a body). */
unsigned request_head_check(struct MHD_Connection *connection,
                            const char *method, const char *version,
                            struct concord_error *err);

#endif
