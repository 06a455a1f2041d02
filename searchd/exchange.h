/* exchange.h - one request and its answer, from the request line to the last
 * byte sent. Private to the server.
 *
 *   HEADERS    the request line is in
 *   RECEIVED   the head is good and there is no body
 *   SUSPENDED  it is with the workers; only the worker touches it
 *   ANSWERED   the answer is to be sent
 *
 * Everything but the time in SUSPENDED belongs to the server's thread. */
#ifndef CONCORD_SEARCHD_EXCHANGE_H
#define CONCORD_SEARCHD_EXCHANGE_H

#include <microhttpd.h>
#include <stdint.h>
#include <time.h>

#include "answer_key.h"
#include "negotiation.h"
#include "request_checks.h"
#include "response.h"
#include "routes.h"
#include "workers.h"

enum exchange_phase {
    EXCHANGE_HEADERS,
    EXCHANGE_RECEIVED,
    EXCHANGE_SUSPENDED,
    EXCHANGE_ANSWERED
};

enum { REQUEST_ID_MAX = 40 };

struct server;

struct exchange {
    struct work work; /* the first member: workers hand it back */
    enum exchange_phase phase;
    struct MHD_Connection *connection;
    const char *raw; /* the target, where the library keeps it */
    size_t raw_size;
    char *typed; /* the target as it came, for the log; cut if too long */
    const char *method; /* the library's; NULL until the head is whole */
    struct timespec came;
    int64_t began; /* clock.h */
    int64_t took;  /* nanoseconds until the answer was sent; 0: it was not */
    uint64_t sent; /* bytes of its body */
    uint64_t generation; /* that it was made from; 0: none */
    struct preferences preferences;
    struct request_target target;
    unsigned refusal; /* the HTTP status that its target is refused with */
    struct concord_error refusal_reason;
    const struct route *route;
    struct route_call call;
    struct buffer key; /* answer_key.h; empty: the answer is not to be kept */
    struct answer answer;
    struct server *server; /* for the pieces of a stream */
    char id[REQUEST_ID_MAX];
};

/* Begin with the target as it came, and the request's id; NULL when memory is
 * out. */
struct exchange *exchange_create(struct MHD_Connection *connection,
                                 const char *raw, const char *id);
void exchange_destroy(struct exchange *exchange);

/* The head is whole: check it and the target. False when the request is
 * refused; then the answer says so and closes the connection. */
bool exchange_check(struct exchange *exchange, const char *method,
                    const char *version);

/* Answer without a worker, if that can be done: what needs no index, OPTIONS,
 * paths that nothing stands at, and what was kept of an equal request. False
 * when it takes a worker. */
bool exchange_answer_at_once(struct exchange *exchange, const char *method);

/* For the queue: answer with a reader, then let the server's thread go on with
 * the connection. */
void exchange_run(struct work *work, struct index_reader *reader,
                  const struct concord_error *err);

/* For the queue: make the next piece of a stream, likewise. */
void exchange_run_on(struct work *work, struct index_reader *reader,
                     const struct concord_error *err);

/* The queue is full, or the daemon is about to end. */
void exchange_refuse_busy(struct exchange *exchange);

#endif
