/* facet_bar.h - the few greatest of many numbers, as they come by: which values
 * of a facet have the most documents. Pure. */
#ifndef CONCORD_ENGINE_FACET_BAR_H
#define CONCORD_ENGINE_FACET_BAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"

/* A facet of names may have a hundred thousand values, of which ten are asked
 * for: the rest is summed up and never sorted. Ranks are numbers of which the
 * greatest come first; the bar is the least that is listed for its own sake. */
struct facet_bar {
    uint64_t *heap; /* the greatest ranks so far, the least of them on top */
    size_t size;
    size_t most;
};

/* For the `most` greatest; the heap is in the arena. False when memory is
 * out. */
bool facet_bar_start(struct facet_bar *bar, struct arena *arena, size_t most);

void facet_bar_consider(struct facet_bar *bar, uint64_t rank);

/* The rank of the value at a place of its facet: the more documents the
 * greater, and where they are as many, that which comes first. */
static inline uint64_t facet_bar_rank(uint64_t count, uint32_t place) {
    return count << 32 | (UINT32_MAX - place);
}

/* Ranked so, the least number of documents with which a value may still come to
 * be among the first. */
static inline uint64_t facet_bar_least(const struct facet_bar *bar) {
    if (bar->size < bar->most)
        return 0;
    return bar->most == 0 ? UINT64_MAX : bar->heap[0] >> 32;
}

#endif
