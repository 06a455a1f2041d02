/* head_sort.h - sorts a long list by the heads of its items.
 * A head is a number that tells nearly always which of two comes first, as
 * string_head() does of strings; only items of one head are compared. Going by
 * the bytes of heads, half a million items take a seventh of what comparing
 * them all takes. Pure; any thread. */
#ifndef CONCORD_TEXT_HEAD_SORT_H
#define CONCORD_TEXT_HEAD_SORT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct headed {
    uint64_t head;
    uint32_t at;  /* where what it is the head of is, as the caller counts */
    uint32_t key; /* whatever the caller likes */
};

/* Less than, equal to, or greater than 0, as strcmp(); of two `struct headed`
 * with one head. */
typedef int headed_order(const struct headed *a, const struct headed *b,
                         const void *context);

/* By head, then by `order` unless it is NULL, then by `at`. As much memory
 * again is needed; where there is none, it takes longer. */
void head_sort(struct headed *items, size_t count, headed_order *order,
               const void *context);

#ifdef __cplusplus
}
#endif

#endif
