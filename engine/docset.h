/* docset.h - sets of documents: their docids in ascending order while they are
 * few, and a bit for each docid when they are many. What is made of sets is of
 * the cheaper form, and lives in the arena that is given. Pure; sets are
 * immutable. */
#ifndef CONCORD_ENGINE_DOCSET_H
#define CONCORD_ENGINE_DOCSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One of both may be NULL, and is NULL when it would be the dearer. An empty
 * set has neither. */
struct docset {
    const uint32_t *docids; /* `count` of them, ascending */
    const uint64_t *bits;   /* docset_words() of the limit */
    uint32_t count;
    uint32_t limit; /* every docid is below */
};

/* Words of a bitmap. */
static inline size_t docset_words(uint32_t limit) {
    return ((size_t)limit + 63) / 64;
}

/* So many are better kept as bits: one in a word. */
static inline bool docset_is_many(size_t count, uint32_t limit) {
    return count >= docset_words(limit);
}

static inline bool docset_bit(const uint64_t *bits, uint32_t docid) {
    return (bits[docid / 64] >> (docid % 64) & 1) != 0;
}

/* Each returns false when memory is out. Those given are below one limit. */
bool docset_and(struct docset *out, struct arena *arena, const struct docset *a,
                const struct docset *b);
bool docset_or(struct docset *out, struct arena *arena, const struct docset *a,
               const struct docset *b);
bool docset_and_not(struct docset *out, struct arena *arena,
                    const struct docset *a, const struct docset *b);

/* The set of these bits, which are kept when they are many. */
bool docset_of_bits(struct docset *out, struct arena *arena,
                    const uint64_t *bits, uint32_t limit);

/* The set of these docids, which are kept. */
bool docset_of_list(struct docset *out, struct arena *arena,
                    const uint32_t *docids, uint32_t count, uint32_t limit);

/* The set as docids, and as bits, whichever it has; NULL when memory is out. */
const uint32_t *docset_list(const struct docset *set, struct arena *arena);
const uint64_t *docset_bitmap(const struct docset *set, struct arena *arena);

bool docset_has(const struct docset *set, uint32_t docid);

/* Where `docid` is in `docids` from place `at` on, or the place of the next
 * greater one; `count` when there is none. Quick when it is near. */
size_t docset_seek(const uint32_t *docids, size_t count, size_t at,
                   uint32_t docid);

#ifdef __cplusplus
}
#endif

#endif
