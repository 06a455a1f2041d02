/* routes.h - what is answered where. */
#ifndef CONCORD_SEARCHD_ROUTES_H
#define CONCORD_SEARCHD_ROUTES_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/index_reader.h"
#include "response.h"
#include "serving.h"

/* All that an answer is made of. */
struct route_call {
    struct serving *serving;
    struct index_reader *reader; /* NULL for routes that need no index */
    const char *segment;         /* what stands for {id}; NULL without one */
    const char *query;           /* behind the '?', as it came, or NULL */
    int64_t deadline;            /* clock.h */
};

struct route {
    const char *pattern; /* a last segment {id} stands for any but an empty */
    /* Answered by a worker with a reader; others at once, on the server's own
     * thread, so they must not wait for anything. */
    bool needs_index;
    void (*answer)(struct answer *answer, const struct route_call *call);
};

/* The route of a decoded path, or NULL; *segment then points into `path`. */
const struct route *route_find(const char *path, const char **segment);

#endif
