/* next_generation.h - the generation that this run may come to publish.
 * Nothing is made on disk before the first change, so that a run that finds
 * none costs nothing. One thread. After any failure but CONCORD_BAD_INPUT it
 * can only be closed, and the parent stays current. */
#ifndef CONCORD_INDEXER_NEXT_GENERATION_H
#define CONCORD_INDEXER_NEXT_GENERATION_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "engine/block_store.h"
#include "engine/generation.h"
#include "engine/index_writer.h"
#include "engine/source_table.h"
#include "schema/schema.h"

/* The copying of the parent's index, in a thread of its own. */
struct copying_ahead {
    bool begun;
    bool joined;
    pthread_t thread;
    enum concord_status status; /* these two are the thread's until then */
    struct concord_error err;
};

/* Zero before next_generation_open(). */
struct next_generation {
    struct generation_builder *builder;
    const struct manifest *parent; /* NULL in a new index and when it cannot be
                                    * read; the builder's */
    struct block_store *store;     /* what was extracted, old and new */
    const char *directory; /* the builder's; NULL before the first change */
    struct index_writer *writer; /* NULL before the first document */
    bool fresh; /* begun from nothing, not from a copy of the parent's index */
    bool unwritten; /* documents are described and not put anywhere */
    bool purge;     /* what is in no use is to be in none of its files */
    unsigned jobs;  /* threads that write a new index; 0 is 1 */
    struct copying_ahead ahead; /* once it has begun, `fresh` stays false */
};

/* Take the index's lock. CONCORD_BUSY; CONCORD_CORRUPT when the parent is not
 * whole: then next_generation_ignore_parent() may follow, or the close. */
enum concord_status next_generation_open(struct next_generation *next,
                                         const char *index_directory,
                                         struct concord_error *err);

/* As next_generation_open(), for one that is never published and leaves no
 * trace. With NULL for the index it has no parent, and documents are not
 * written, so that it is not to be finished either. */
enum concord_status next_generation_open_trial(struct next_generation *next,
                                               const char *index_directory,
                                               struct concord_error *err);

/* The parent is damaged: go on as if there were nothing in it. */
enum concord_status next_generation_ignore_parent(struct next_generation *next,
                                                  struct concord_error *err);

/* Give up what was not published. */
void next_generation_close(struct next_generation *next);

/* The parent's table of sources for the caller to destroy; an empty one in a
 * new index. CONCORD_CORRUPT. */
enum concord_status
next_generation_read_sources(const struct next_generation *next,
                             struct source_table **out,
                             struct concord_error *err);

/* The folder of the parent, or NULL without one. The builder's. */
const char *next_generation_parent(const struct next_generation *next);

/* Keep a blob in the store; *ref says where. */
enum concord_status next_generation_keep(struct next_generation *next,
                                         const void *bytes, size_t size,
                                         struct block_ref *ref,
                                         struct concord_error *err);

/* Something will be published, and most documents carried over: begin to copy
 * the parent's index, of which next_generation_open_index() waits for the end.
 * Only an order, for speed. */
enum concord_status next_generation_copy_ahead(struct next_generation *next,
                                               struct concord_error *err);

/* Make the folder and the index in it, if no document has yet. */
enum concord_status next_generation_open_index(struct next_generation *next,
                                               struct concord_error *err);

/* As index_writer_put(); in a trial that writes nothing *plan stays. */
enum concord_status next_generation_put(struct next_generation *next,
                                        struct posting_plan **plan,
                                        struct concord_error *err);
enum concord_status next_generation_remove(struct next_generation *next,
                                           const char *id,
                                           struct concord_error *err);

/* Write everything down, `table` with it. *documents says how many there are.
 * Then the generation can only be published or closed. */
enum concord_status next_generation_finish(struct next_generation *next,
                                           const struct schema *schema,
                                           struct source_table *table,
                                           uint64_t *documents,
                                           struct concord_error *err);

/* There is something for a purge to do, though nothing has changed: older
 * generations, or what no record of `table` has in use. */
enum concord_status
next_generation_needs_purge(const struct next_generation *next,
                            struct source_table *table, bool *needed,
                            struct concord_error *err);

/* Make it current; *number says which one it became. */
enum concord_status next_generation_publish(
    struct next_generation *next, const struct schema *schema,
    const char *schema_directory, const struct generation_facts *facts,
    uint64_t *number, struct concord_error *err);

#endif
