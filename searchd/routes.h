/* routes.h - what is answered where. */
#ifndef CONCORD_SEARCHD_ROUTES_H
#define CONCORD_SEARCHD_ROUTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/index_reader.h"
#include "operations.h"
#include "response.h"
#include "search/answer.h"

/* All that an answer is made of. */
struct route_call {
    const struct operations *operations;
    struct index_reader *reader; /* NULL for routes that need no index */
    const char *segment;         /* what stands for {...}; NULL without one */
    const char *query;           /* behind the '?', as it came, or NULL */
    const char *held;            /* entity tags, as it came, or NULL */
    int64_t deadline;            /* clock.h */
};

/* As an answer_function, for what is no JSON: the answer is filled whole, its
 * content type included. */
typedef enum concord_status answer_filler(struct answer *answer,
                                          const struct operations *operations,
                                          const struct question *question,
                                          struct concord_error *err);

/* Exactly one of the three functions is there. */
struct route {
    const char *pattern; /* one segment {...} stands for any but an empty */
    answer_function *from_index; /* by a worker with a reader */
    /* On the server's own thread, so it must not wait for anything. */
    operation *at_once;
    answer_filler *filled; /* by a worker with a reader */
    unsigned fresh;        /* seconds for which the answer may be out of date */
    bool may_be_kept;      /* it is made of the generation and nothing else */
};

/* The routes, numbered from 0 in the order of the table. */
size_t route_count(void);
const char *route_pattern(size_t number);
size_t route_number(const struct route *route);

/* The route of a decoded path, or NULL. *segment then points into `path`, which
 * is cut off behind it. */
const struct route *route_find(char *path, const char **segment);

/* Answer a call from the index that its reader has: 304 when the asker has the
 * answer already, without making it. */
void route_answer(const struct route *route, struct answer *answer,
                  const struct route_call *call);

#endif
