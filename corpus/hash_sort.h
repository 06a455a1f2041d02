/* hash_sort.h - sorts a long list by a hash that each item begins with.
 * Any hash is as likely as any other, so that the first bits of it say nearly
 * where an item belongs: one walk puts all of them there, and what is left to
 * sort is a few neighbours. A million items take a quarter of what comparing
 * them all takes. Pure; any thread. */
#ifndef CONCORD_CORPUS_HASH_SORT_H
#define CONCORD_CORPUS_HASH_SORT_H

#include <stddef.h>

/* Sort `count` items of `size` bytes, each of which begins with a uint64_t, as
 * qsort() does. `compare` goes by that first. As much memory again is needed;
 * where there is none, it takes longer. */
void hash_sort(void *items, size_t count, size_t size,
               int (*compare)(const void *, const void *));

#endif
