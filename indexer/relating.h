/* relating.h - holds the documents of the next generation together by their
 * claims: copies, editions, relations, acronyms, lineages. Claims are kept
 * beside each document's blocks, so that a document that has not changed is
 * not described again for it. One thread. */
#ifndef CONCORD_INDEXER_RELATING_H
#define CONCORD_INDEXER_RELATING_H

#include "corpus/relate.h"
#include "engine/source_table.h"
#include "next_generation.h"
#include "schema/schema.h"
#include "schema/status.h"

/* A relator that has run over the claims of every document of `table`. The
 * caller owns *out and frees it with relator_destroy(). CONCORD_CORRUPT,
 * CONCORD_NO_MEMORY. */
enum concord_status relating_hold(struct relator **out,
                                  const struct next_generation *next,
                                  const struct schema *schema,
                                  const struct source_table *table,
                                  struct concord_error *err);

/* Write what came of it into the generation being built: its archive file, and
 * which documents are copies. Before next_generation_finish(). */
enum concord_status relating_write(struct relator *relator,
                                   struct next_generation *next,
                                   const struct source_table *table,
                                   struct concord_error *err);

#endif
