/* document_ranks.h - where each document stands in the orders that results can
 * have. Pure; any thread. */
#ifndef CONCORD_ENGINE_DOCUMENT_RANKS_H
#define CONCORD_ENGINE_DOCUMENT_RANKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What one document is sorted by. */
struct sort_key {
    const char *id;
    const char *title;
    const char *indexed; /* RFC 3339; many may share one string */
    int64_t newest;      /* the day to sort by, the smallest first */
    int64_t oldest;
    uint32_t docid;
};

/* By docid, from 0; ties go by id. */
struct document_ranks {
    uint32_t *id;
    uint32_t *title;
    uint32_t *indexed; /* the latest first */
    uint32_t *newest;
    uint32_t *oldest;
};

/* Set the ranks of the documents that `keys`, which are sorted by id for it,
 * speak of. False when memory is out. */
bool document_ranks_settle(const struct document_ranks *ranks,
                           struct sort_key *keys, size_t count);

#endif
