/* next_generation.h - the generation that this run may come to publish.
 * Nothing is made on disk before the first change, so that a run that finds
 * none costs nothing. One thread. After any failure but CONCORD_BAD_INPUT it can
 * only be closed, and the parent stays current. */
#ifndef CONCORD_INDEXER_NEXT_GENERATION_H
#define CONCORD_INDEXER_NEXT_GENERATION_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/generation.h"
#include "engine/index_writer.h"
#include "engine/source_table.h"
#include "schema/schema.h"

/* Zero before next_generation_open(). */
struct next_generation {
    struct generation_builder *builder;
    const struct manifest *parent; /* NULL in a new index; the builder's */
    struct index_writer *writer;   /* NULL before the first change */
    const char *directory;         /* the builder's; NULL likewise */
    bool fresh; /* begun from nothing, not from a copy of the parent's index */
};

/* Take the index's lock. CONCORD_BUSY, CONCORD_CORRUPT. */
enum concord_status next_generation_open(struct next_generation *next,
                                         const char *index_directory,
                                         struct concord_error *err);

/* Give up what was not published. */
void next_generation_close(struct next_generation *next);

/* Every file of the parent is there in its size. CONCORD_CORRUPT. */
enum concord_status
next_generation_check_parent(const struct next_generation *next,
                             struct concord_error *err);

/* The parent's table of sources for the caller to destroy; an empty one in a
 * new index. CONCORD_CORRUPT. */
enum concord_status
next_generation_read_sources(const struct next_generation *next,
                             struct source_table **out,
                             struct concord_error *err);

enum concord_status next_generation_put(struct next_generation *next,
                                        const struct posting_plan *plan,
                                        struct concord_error *err);
enum concord_status next_generation_remove(struct next_generation *next,
                                           const char *id,
                                           struct concord_error *err);

/* Drop all changes and begin again from a copy of the parent's index. */
void next_generation_begin_again(struct next_generation *next);

/* Write everything down, `table` with it. *documents says how many there are.
 * Then the generation can only be published or closed. */
enum concord_status next_generation_finish(struct next_generation *next,
                                           const struct schema *schema,
                                           const struct source_table *table,
                                           uint64_t *documents,
                                           struct concord_error *err);

/* Make it current; *number says which one it became. */
enum concord_status
next_generation_publish(struct next_generation *next,
                        const struct schema *schema,
                        const char *schema_directory,
                        const struct generation_facts *facts, uint64_t *number,
                        struct concord_error *err);

#endif
