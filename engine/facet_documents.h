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

/* How many documents have an ordinal; how many of a set, given as bits, do. */
uint32_t facet_documents_count(const struct facet_documents *all,
                               uint32_t ordinal);
uint32_t facet_documents_count_in(const struct facet_documents *all,
                                  uint32_t ordinal, const uint64_t *bits);

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
