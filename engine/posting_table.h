/* posting_table.h - the decoded postings of one generation: a list for each
 * term that was asked for, decoded once, by one thread while others wait, and
 * then found without a lock. Safe for all threads. */
#ifndef CONCORD_ENGINE_POSTING_TABLE_H
#define CONCORD_ENGINE_POSTING_TABLE_H

#include "engine/posting_cache.h"
#include "facet_columns.h"

#ifdef __cplusplus
extern "C" {
#endif

struct posting_table;

/* For the documents of `columns`, which must outlive *out. Without a cache to
 * share its memory has no limit. CONCORD_NO_MEMORY. */
enum concord_status posting_table_create(struct posting_table **out,
                                         const struct facet_columns *columns,
                                         struct concord_error *err);

/* Before the first search. */
void posting_table_share(struct posting_table *table,
                         struct posting_cache *cache);

/* After the last search. */
void posting_table_destroy(struct posting_table *table);

#ifdef __cplusplus
}
#endif

#endif
