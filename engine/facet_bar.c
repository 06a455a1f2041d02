/* facet_bar.c - a heap with the least of the greatest on top. */
#include "facet_bar.h"

bool facet_bar_start(struct facet_bar *bar, struct arena *arena, size_t most) {
    *bar = (struct facet_bar){.most = most};
    bar->heap = arena_alloc_raw(arena, (most + 1) * sizeof *bar->heap);
    return bar->heap != NULL;
}

static void sink(struct facet_bar *bar) {
    size_t at = 0;
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2; child++)
            if (child < bar->size && bar->heap[child] < bar->heap[least])
                least = child;
        if (least == at)
            return;
        uint64_t rank = bar->heap[at];
        bar->heap[at] = bar->heap[least];
        bar->heap[least] = rank;
        at = least;
    }
}

static void rise(struct facet_bar *bar) {
    size_t at = bar->size - 1;
    while (at > 0 && bar->heap[at] < bar->heap[(at - 1) / 2]) {
        uint64_t rank = bar->heap[at];
        bar->heap[at] = bar->heap[(at - 1) / 2];
        bar->heap[(at - 1) / 2] = rank;
        at = (at - 1) / 2;
    }
}

void facet_bar_consider(struct facet_bar *bar, uint64_t rank) {
    if (bar->size < bar->most) {
        bar->heap[bar->size++] = rank;
        rise(bar);
    } else if (bar->most > 0 && rank > bar->heap[0]) {
        bar->heap[0] = rank;
        sink(bar);
    }
}
