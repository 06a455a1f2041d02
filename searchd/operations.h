/* operations.h - what those ask who run the daemon or write to it: answered at
 * once, on the server's thread, with or without an index. */
#ifndef CONCORD_SEARCHD_OPERATIONS_H
#define CONCORD_SEARCHD_OPERATIONS_H

#include "access_log.h"
#include "answer_cache.h"
#include "metrics.h"
#include "options.h"
#include "response.h"
#include "serving.h"
#include "workers.h"

/* What they look at. */
struct operations {
    struct serving *serving;
    struct workers *workers;
    struct access_log *access_log; /* or NULL */
    struct metrics *metrics;
    struct answer_cache *answers; /* or NULL: none are kept */
    struct posting_cache *postings;
    const struct options *options;
    atomic_uint *streams; /* open */
    size_t connections;   /* open */
};

/* What of a request they look at. */
struct asker {
    const char *held; /* the entity tags that it has, or NULL */
    const char *host; /* what it calls us by, as it came, or NULL */
};

typedef void operation(struct answer *answer,
                       const struct operations *operations,
                       const struct asker *asker);

operation answer_health;
operation answer_ready;
operation answer_metrics;
operation answer_openapi;

#endif
