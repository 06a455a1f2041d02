/* answer_cache.h - whole answers, kept for whoever asks the same again.
 *
 * It holds answers of one generation, the one that is served: with the next all
 * are dropped, and one that was made from another is neither given nor taken.
 * An answer is kept as it is sent, packed or not, with the headers that are its
 * own; a 304, an answer to HEAD and what depends on who asks are made of it.
 * What was asked for longest ago goes when there is no room. Every byte counts:
 * text, keys and tables.
 *
 * Any thread may call any function but the first and the last. The lock is held
 * to find and to link one answer, never to make one. */
#ifndef CONCORD_SEARCHD_ANSWER_CACHE_H
#define CONCORD_SEARCHD_ANSWER_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/generation.h"
#include "response.h"
#include "schema/status.h"

/* Larger answers are seldom asked for twice and would drive out many. */
enum { ANSWER_KEPT_MAX = 1024 * 1024 };

struct answer_cache;

/* One of at most `bytes`. CONCORD_NO_MEMORY. */
enum concord_status answer_cache_create(struct answer_cache **out, size_t bytes,
                                        struct concord_error *err);
void answer_cache_destroy(struct answer_cache *cache);

/* Keep answers from `generation` from now on, and drop all others; the cache
 * has its own reference to it. NULL: keep none. */
void answer_cache_turn(struct answer_cache *cache,
                       struct generation *generation);

/* Fill `answer`, which is as answer_init() made it, with what is kept under
 * `key` of `generation`. False when there is nothing, and no memory. */
bool answer_cache_find(struct answer_cache *cache,
                       const struct generation *generation,
                       const struct buffer *key, struct answer *answer);

/* Keep an answer that answer_finish() is done with, if it is a whole 200 that
 * has a tag and is not too large. Its body is shared from then on. */
void answer_cache_add(struct answer_cache *cache,
                      const struct generation *generation,
                      const struct buffer *key, struct answer *answer);

struct answer_cache_numbers {
    uint64_t hits; /* since the start, as the next two */
    uint64_t misses;
    uint64_t evictions; /* for want of room, not for a new generation */
    size_t answers;
    size_t bytes;
    size_t limit; /* bytes */
};

/* All zeros for NULL: no cache. */
void answer_cache_describe(struct answer_cache *cache,
                           struct answer_cache_numbers *out);

#endif
