/* posting_cache.h - how much memory decoded postings may take, of all
 * generations that are open together. The least used go first; a list that
 * finds no room is decoded for its search alone. Safe for all threads. */
#ifndef CONCORD_ENGINE_POSTING_CACHE_H
#define CONCORD_ENGINE_POSTING_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct posting_cache;

struct posting_cache_numbers {
    size_t bytes; /* in use */
    size_t limit;
    uint64_t lists;   /* in memory now */
    uint64_t hits;    /* lists asked for that were */
    uint64_t misses;  /* and that had to be decoded */
    uint64_t evicted; /* lists let go to make room */
};

/* At most `bytes`, with what the allocator cannot use in between. So that this
 * is little, the process takes large blocks from the system one by one from now
 * on (M_MMAP_THRESHOLD of mallopt(3), which would grow by itself). The caller
 * frees *out with posting_cache_destroy(), after the last generation that
 * shares it is closed. CONCORD_NO_MEMORY. */
enum concord_status posting_cache_create(struct posting_cache **out,
                                         size_t bytes,
                                         struct concord_error *err);
void posting_cache_destroy(struct posting_cache *cache);

void posting_cache_describe(struct posting_cache *cache,
                            struct posting_cache_numbers *out);

#ifdef __cplusplus
}
#endif

#endif
