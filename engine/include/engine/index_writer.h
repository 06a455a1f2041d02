/* index_writer.h - puts planned documents into the index of a generation that
 * is being built. One writer, one thread. After any failure but
 * CONCORD_BAD_INPUT the writer is dead: destroy it and give the generation up.
 */
#ifndef CONCORD_ENGINE_INDEX_WRITER_H
#define CONCORD_ENGINE_INDEX_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/posting_plan.h"
#include "schema/schema.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct index_writer;

/* All may be zero. */
struct index_writer_options {
    unsigned jobs;      /* threads that write a new index; 0 is 1 */
    size_t batch_bytes; /* of plans in each of the small databases that a new
                         * index is merged of; 0: they grow with it, up to what
                         * a quarter of the memory available allows */
};

/* Open the index in `directory` (a generation_builder's), starting from a copy
 * of what `parent_directory` holds, or from nothing when that is NULL. `as` may
 * be NULL, and is not needed after the call. */
enum concord_status index_writer_open(struct index_writer **out,
                                      const char *directory,
                                      const char *parent_directory,
                                      const struct index_writer_options *as,
                                      struct concord_error *err);

/* Add the document, or put it in the place of the one with its id. The plan is
 * the writer's from here on, whatever is returned, and *plan is NULL. */
enum concord_status index_writer_put(struct index_writer *writer,
                                     struct posting_plan **plan,
                                     struct concord_error *err);

/* Take the document with that id out; none there is no fault. */
enum concord_status index_writer_remove(struct index_writer *writer,
                                        const char *id,
                                        struct concord_error *err);

/* Say which document stands for the one with that id and its other copies:
 * itself perhaps, or, with NULL, that it has no copies. To be said of every
 * document once all are put, since a document that was put anew has forgotten
 * it; what was said before costs nothing to say again. CONCORD_INTERNAL when
 * one is named and there is no document `id`; a leader that is not there leads
 * nothing. */
enum concord_status index_writer_set_group(struct index_writer *writer,
                                           const char *id, const char *leader,
                                           struct concord_error *err);

/* The index in `directory`, of a published generation, holds something of
 * documents that are not in it any more. CONCORD_CORRUPT, CONCORD_IO. */
enum concord_status index_writer_has_holes(const char *directory, bool *holes,
                                           struct concord_error *err);

/* index_writer_finish() is to leave nothing of removed documents in any file of
 * the index, also of those removed long ago. It then takes as long as there are
 * documents, however few have changed. */
void index_writer_forget(struct index_writer *writer);

/* Commit what was put and removed, compact when much has changed: the database
 * and the segments are not written to any more. Only index_writer_finish() can
 * follow. */
enum concord_status index_writer_settle(struct index_writer *writer,
                                        struct concord_error *err);

/* Write everything down: settle, if that has not been done, and build the facet
 * columns, with what archive.bin says of agreements if it is there by now.
 * *documents says how many there are. The writer can only be destroyed
 * afterwards. */
enum concord_status index_writer_finish(struct index_writer *writer,
                                        const struct schema *schema,
                                        uint64_t *documents,
                                        struct concord_error *err);
void index_writer_destroy(struct index_writer *writer);

#ifdef __cplusplus
}
#endif

#endif
