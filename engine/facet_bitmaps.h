/* facet_bitmaps.h - what of a facet is worked out once: for each value which
 * documents have it, as a bitmap when the values are few or the documents many:
 * to count a value among many documents is to count bits. Immutable; any
 * thread. */
#ifndef CONCORD_ENGINE_FACET_BITMAPS_H
#define CONCORD_ENGINE_FACET_BITMAPS_H

#include "facet_columns.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Facets of more values are counted by their columns. */
enum { FACET_BITMAPS_MOST = 128 };

struct facet_bitmaps;

/* Everything is made of the columns here, so that no search waits for it.
 * `columns` must outlive *out, which facet_bitmaps_destroy() frees. */
enum concord_status facet_bitmaps_create(struct facet_bitmaps **out,
                                         const struct facet_columns *columns,
                                         struct concord_error *err);
void facet_bitmaps_destroy(struct facet_bitmaps *bitmaps);

/* The bitmap of each value by its ordinal, and behind the last that of the
 * documents without a value. NULL for a facet of many values. */
const uint64_t *const *facet_bitmaps_of(const struct facet_bitmaps *bitmaps,
                                        uint32_t facet);

/* The documents of each value, one value after the other: those of value i are
 * docids[starts[i]]..docids[starts[i + 1]], ascending; behind the last value
 * those without any. */
struct facet_documents {
    const uint32_t *starts;
    const uint32_t *docids;
    /* Of each value, and behind the last of none: those of many documents as a
     * bitmap, too; NULL: they are few. */
    const uint64_t **bits;
};

/* Of a facet of many values; NULL for one of few. */
const struct facet_documents *
facet_bitmaps_documents(const struct facet_bitmaps *bitmaps, uint32_t facet);

#ifdef __cplusplus
}
#endif

#endif
