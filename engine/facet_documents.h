/* facet_documents.h - the rows of the columns turned round, once: which
 * documents have each ordinal, as docids or, when they are many, as a bitmap:
 * to count a value among many documents is to count bits. Immutable; any
 * thread. */
#ifndef CONCORD_ENGINE_FACET_DOCUMENTS_H
#define CONCORD_ENGINE_FACET_DOCUMENTS_H

#include "facet_columns.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct facet_documents;

/* Everything is made of the columns here, so that no search waits for it.
 * `columns` must outlive *out, which facet_documents_destroy() frees. */
enum concord_status facet_documents_create(struct facet_documents **out,
                                           const struct facet_columns *columns,
                                           struct concord_error *err);
void facet_documents_destroy(struct facet_documents *all);

/* How many documents have each ordinal. */
const uint32_t *facet_documents_counts(const struct facet_documents *all);

/* How many of a set, given as bits, have an ordinal. */
uint32_t facet_documents_count_in(const struct facet_documents *all,
                                  uint32_t ordinal, const uint64_t *bits);

/* ---- facets of many values, most of which few documents have ---- */

/* The ordinals of such a facet's values, those that the most documents have
 * first; NULL of any other facet. */
const uint32_t *facet_documents_falling(const struct facet_documents *all,
                                        uint32_t facet);

/* The sum of the counts of all its values in a set; how many of them have a
 * count there, from place `from` in that order on. */
uint64_t facet_documents_sum_in(const struct facet_documents *all,
                                uint32_t facet, const uint64_t *bits);
uint32_t facet_documents_with_any(const struct facet_documents *all,
                                  uint32_t facet, uint32_t from,
                                  const uint64_t *bits);

/* Of each ordinal: whether some document that has it is in a group of
 * copies. */
const bool *facet_documents_copied(const struct facet_documents *all);

/* ---- all facets ---- */

/* Set the bit of each document that has the ordinal. */
void facet_documents_add(const struct facet_documents *all, uint32_t ordinal,
                         uint64_t *bits);

/* How long it takes to count every ordinal of a facet in a set, in look-ups of
 * one document in a bitmap. */
size_t facet_documents_cost(const struct facet_documents *all, uint32_t facet);

#ifdef __cplusplus
}
#endif

#endif
