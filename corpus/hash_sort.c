/* hash_sort.c - a counting sort by the first bits, then qsort() in each part.
 */
#include "hash_sort.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT_LIST = 64, PART_ITEMS = 4, PART_BITS_MAX = 24 };

static unsigned part_bits(size_t count) {
    unsigned bits = 1;
    while (bits < PART_BITS_MAX && ((size_t)PART_ITEMS << bits) < count)
        bits++;
    return bits;
}

static size_t part_of(const char *item, unsigned bits) {
    uint64_t hash;
    memcpy(&hash, item, sizeof hash);
    return (size_t)(hash >> (64 - bits));
}

/* `ends` has room for a number for each part and one more, and is zero; after
 * this, ends[p] is where the items of part p end. */
static void spread(const char *items, size_t count, size_t size, unsigned bits,
                   size_t *ends, char *out) {
    for (size_t i = 0; i < count; i++)
        ends[part_of(items + i * size, bits) + 1]++;
    for (size_t part = 1; part < (size_t)1 << bits; part++)
        ends[part] += ends[part - 1];
    for (size_t i = 0; i < count; i++) {
        const char *item = items + i * size;
        memcpy(out + ends[part_of(item, bits)]++ * size, item, size);
    }
}

void hash_sort(void *items, size_t count, size_t size,
               int (*compare)(const void *, const void *)) {
    if (count < SHORT_LIST) {
        if (count > 1)
            qsort(items, count, size, compare);
        return;
    }
    unsigned bits = part_bits(count);
    size_t parts = (size_t)1 << bits;
    size_t *ends = calloc(parts + 1, sizeof *ends);
    char *sorted = malloc(count * size);
    if (ends == NULL || sorted == NULL) {
        qsort(items, count, size, compare);
    } else {
        spread(items, count, size, bits, ends, sorted);
        size_t start = 0;
        for (size_t part = 0; part < parts; start = ends[part++])
            if (ends[part] - start > 1)
                qsort(sorted + start * size, ends[part] - start, size, compare);
        memcpy(items, sorted, count * size);
    }
    free(ends);
    free(sorted);
}
