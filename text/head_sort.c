/* head_sort.c - a radix sort by the bytes of heads, the last of them first, and
 * then by comparing within each head. */
#include "text/head_sort.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT_LIST = 128, HEAD_BYTES = 8, VALUES = 256 };

struct comparing {
    headed_order *order; /* or NULL */
    const void *context;
};

static int compare_within(const struct comparing *comparing,
                          const struct headed *a, const struct headed *b) {
    int order =
        comparing->order ? comparing->order(a, b, comparing->context) : 0;
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static int compare(const void *left, const void *right, void *context) {
    const struct headed *a = left;
    const struct headed *b = right;
    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    return compare_within(context, a, b);
}

/* ---- by bytes ---- */

static unsigned byte_of(const struct headed *item, unsigned byte) {
    return (unsigned)(item->head >> 8 * byte & 0xFF);
}

static void count_bytes(size_t counts[HEAD_BYTES][VALUES],
                        const struct headed *items, size_t count) {
    memset(counts, 0, sizeof(size_t[HEAD_BYTES][VALUES]));
    for (size_t i = 0; i < count; i++)
        for (unsigned byte = 0; byte < HEAD_BYTES; byte++)
            counts[byte][byte_of(&items[i], byte)]++;
}

static void spread(struct headed *to, const struct headed *from, size_t count,
                   unsigned byte, size_t counts[VALUES]) {
    size_t next = 0;
    for (unsigned value = 0; value < VALUES; value++) {
        size_t first = next;
        next += counts[value];
        counts[value] = first;
    }
    for (size_t i = 0; i < count; i++)
        to[counts[byte_of(&from[i], byte)]++] = from[i];
}

/* A byte that all heads have the same is passed over. */
static void sort_by_bytes(struct headed *items, struct headed *spare,
                          size_t count) {
    size_t counts[HEAD_BYTES][VALUES];
    struct headed *from = items;
    struct headed *to = spare;
    count_bytes(counts, items, count);
    for (unsigned byte = 0; byte < HEAD_BYTES; byte++) {
        if (counts[byte][byte_of(&items[0], byte)] == count)
            continue;
        spread(to, from, count, byte, counts[byte]);
        struct headed *other = from;
        from = to;
        to = other;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
}

/* ---- within a head ---- */

static bool is_in_order(const struct headed *items, size_t count,
                        const struct comparing *comparing) {
    size_t i = 1;
    while (i < count &&
           compare_within(comparing, &items[i - 1], &items[i]) <= 0)
        i++;
    return i >= count;
}

static void sort_within(struct headed *items, size_t count,
                        struct comparing *comparing) {
    for (size_t first = 0; first < count;) {
        size_t end = first + 1;
        while (end < count && items[end].head == items[first].head)
            end++;
        if (!is_in_order(items + first, end - first, comparing))
            qsort_r(items + first, end - first, sizeof *items, compare,
                    comparing);
        first = end;
    }
}

void head_sort(struct headed *items, size_t count, headed_order *order,
               const void *context) {
    struct comparing comparing = {order, context};
    struct headed *spare =
        count < SHORT_LIST ? NULL : malloc(count * sizeof *spare);
    if (spare != NULL) {
        sort_by_bytes(items, spare, count);
        free(spare);
        sort_within(items, count, &comparing);
    } else if (count > 0) {
        qsort_r(items, count, sizeof *items, compare, &comparing);
    }
}
