/* server.h - the HTTP server: connections, requests, and their way to the
 * workers and back.
 *
 * One thread of the library's reads and writes every connection and must never
 * wait. A search is put before the workers while its connection is suspended;
 * what needs no index is answered at once. So a slow search holds up its own
 * connection and no other. For one thread, the one that starts the daemon. */
#ifndef CONCORD_SEARCHD_SERVER_H
#define CONCORD_SEARCHD_SERVER_H

#include <stdbool.h>

#include "access_log.h"
#include "answer_cache.h"
#include "listener.h"
#include "options.h"
#include "schema/status.h"
#include "serving.h"
#include "workers.h"

struct server;

/* What it works with; all of it must outlive the server. */
struct server_parts {
    const struct options *options;
    struct listener *listener;
    struct serving *serving;
    struct workers *workers;
    struct access_log *access_log; /* NULL: nobody wants one */
    struct answer_cache *answers;  /* NULL: none are kept */
    struct posting_cache *postings;
};

/* Answer what comes to the listener from now on.
 * CONCORD_NO_MEMORY; CONCORD_IO when the library does not start. */
enum concord_status server_start(struct server **out,
                                 const struct server_parts *parts,
                                 struct concord_error *err);

/* Take no more connections, and wait until every request that has begun is
 * answered, until `deadline` (clock.h) at the longest. */
void server_drain(struct server *server, int64_t deadline);

/* End what is left of it. No worker may hold a request any more. */
void server_stop(struct server *server);

#endif
