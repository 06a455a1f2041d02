/* moved_papers.h - which paper of the last generation a new file was before it
 * was moved: one with the same bytes whose own file has gone. One thread. */
#ifndef CONCORD_INDEXER_MOVED_PAPERS_H
#define CONCORD_INDEXER_MOVED_PAPERS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/source_table.h"
#include "schema/arena.h"
#include "schema/status.h"

/* Zero before first use; gives its memory back with moved_papers_clear(). */
struct moved_papers {
    struct arena arena;
    const struct source_record **by_content; /* of the last generation */
    size_t count;
    bool sorted;
};

/* *found is the record in `table`, or NULL. `known` is the last generation's
 * table and must be the same at every call; `table` is what this run has made
 * of it, in which a document may have passed to another file. */
enum concord_status moved_papers_find(
    struct moved_papers *moved, const struct source_table *known,
    const struct source_table *table,
    const unsigned char sha256[SOURCE_HASH_SIZE],
    const struct source_record **found, struct concord_error *err);

void moved_papers_clear(struct moved_papers *moved);

#endif
