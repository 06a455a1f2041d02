/* name_index.h - finds the items of a list by a name of theirs.
 *
 * Slots with open addressing, at most half of them used:
 *
 *   [hash|place] [free] [hash|place] [hash|place] [free] ...
 *
 * An item stands at the first free slot from its name's hash on, so that a
 * search ends at the first free one. The list is the owner's, who is asked
 * whether the item at a place has the name that is sought. Unlike a tree it
 * stays fast when the list is longer than a processor's cache. One thread. */
#ifndef CONCORD_SCHEMA_NAME_INDEX_H
#define CONCORD_SCHEMA_NAME_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NAME_NOWHERE UINT32_MAX

struct name_slot {
    uint32_t hash;
    uint32_t after; /* the item's place in the list and one; 0: free */
};

/* Zero before first use. */
struct name_index {
    struct name_slot *slots;
    size_t room; /* a power of two, or 0 */
    size_t used;
};

/* Whether the item at `place` is the one that `context` seeks. */
typedef bool name_match(const void *context, uint32_t place);

/* Where the item is, or NAME_NOWHERE. */
uint32_t name_index_find(const struct name_index *index, uint32_t hash,
                         name_match *match, const void *context);

/* Make room for `count` items in all; false when memory is out. */
bool name_index_reserve(struct name_index *index, size_t count);

/* Note the item at `place`; none with its name may be there. False when
 * memory is out. */
bool name_index_add(struct name_index *index, uint32_t hash, uint32_t place);

/* Take out the item at `place`; none there is no fault. */
void name_index_remove(struct name_index *index, uint32_t hash, uint32_t place);

/* The item at `from` stands at `to` now; none there is no fault. */
void name_index_move(struct name_index *index, uint32_t hash, uint32_t from,
                     uint32_t to);

/* Make the empty *out the same as `of`; false when memory is out. */
bool name_index_copy(struct name_index *out, const struct name_index *of);

void name_index_clear(struct name_index *index);

/* A hash of two strings, the same on every run. */
uint32_t name_index_hash(const char *first, const char *second);

#endif
