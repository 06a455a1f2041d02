/* offered.h - the parameters of a search as options of concord-search, by what
 * the API's own description says of them. One thread. */
#ifndef CONCORD_SEARCH_TERMINAL_OFFERED_H
#define CONCORD_SEARCH_TERMINAL_OFFERED_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "schema/arena.h"
#include "schema/status.h"

struct offered_option {
    const char *name;        /* "--topic-all" */
    const char *parameter;   /* "topic_all" */
    const char *description; /* of the API */
    const json_t *values;    /* an array of the words that it takes, or NULL */
    bool is_count;           /* it takes a whole number */
};

struct offered {
    struct arena arena;
    json_t *api; /* owns what options point to */
    struct offered_option *options;
    size_t count;
};

/* *out is cleared with offered_clear(), whatever the outcome. CONCORD_INTERNAL
 * when the description is none, CONCORD_NO_MEMORY. */
enum concord_status offered_read(struct offered *out,
                                 struct concord_error *err);
void offered_clear(struct offered *offered);

/* NULL when there is none of that name. */
const struct offered_option *offered_find(const struct offered *offered,
                                          const char *name);

#endif
