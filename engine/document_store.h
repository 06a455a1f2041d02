/* document_store.h - documents.NNNNNN: what is shown of a document
 * (shown_form.h), read only of those that are shown, and tokens.NNNNNN: its
 * words in order (token_store.h). columns.bin says where either is, struct
 * document_blobs. */
#ifndef CONCORD_ENGINE_DOCUMENT_STORE_H
#define CONCORD_ENGINE_DOCUMENT_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "document_blobs.h"
#include "engine/posting_plan.h"
#include "facet_columns.h"
#include "schema/arena.h"
#include "schema/status.h"
#include "segment_map.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DOCUMENT_STORE_NAME "documents"

/* ---- reading ---- */

/* Reads out of one generation's segments, which must outlive it. One thread. */
struct document_reader;

enum concord_status document_reader_create(struct document_reader **out,
                                           const struct segment_map *segments,
                                           struct concord_error *err);
void document_reader_destroy(struct document_reader *reader);

/* The card without what only a document's own page shows, NUL-terminated, in
 * `arena`. CONCORD_CORRUPT; CONCORD_NO_MEMORY. */
enum concord_status document_reader_card(struct document_reader *reader,
                                         const struct document_blobs *blobs,
                                         struct arena *arena, const char **card,
                                         struct concord_error *err);

struct document_text {
    const char *title; /* as it is shown */
    const char *text;  /* NUL-terminated */
    size_t size;
};

/* Title and text, until the next call; `card` is the document's, as above.
 * Fails as document_reader_card() does. */
enum concord_status document_reader_text(struct document_reader *reader,
                                         const struct document_blobs *blobs,
                                         const char *card,
                                         struct document_text *out,
                                         struct concord_error *err);

/* All that is kept: the whole card, in `arena`, and title and text. Fails as
 * document_reader_card() does. */
enum concord_status document_reader_all(struct document_reader *reader,
                                        const struct document_blobs *blobs,
                                        struct arena *arena, const char **card,
                                        struct document_text *text,
                                        struct concord_error *err);

/* ---- writing ---- */

struct document_writer;

/* Write into `directory`, a generation being built, starting from what
 * `parent_directory` holds, or from nothing when that is NULL. The writer keeps
 * the string `directory`. */
enum concord_status document_writer_open(struct document_writer **out,
                                         const char *directory,
                                         const char *parent_directory,
                                         struct concord_error *err);
void document_writer_close(struct document_writer *writer);

/* Keep what is shown of a document, and its words; *blobs says where. */
enum concord_status document_writer_put(struct document_writer *writer,
                                        const struct posting_plan *plan,
                                        struct document_blobs *blobs,
                                        struct concord_error *err);

/* Write everything down. `blobs` are those of all documents, by docid; they
 * change when a store is compacted. When `forget`, nothing else is in any
 * segment after it, and no word that none of them has in words.bin. */
enum concord_status document_writer_finish(struct document_writer *writer,
                                           struct document_blobs *blobs,
                                           size_t count, bool forget,
                                           struct concord_error *err);

/* Some of what the segments in `directory` hold is of no document of
 * `columns`. */
enum concord_status
document_store_has_holes(const char *directory,
                         const struct facet_columns *columns, bool *holes,
                         struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
