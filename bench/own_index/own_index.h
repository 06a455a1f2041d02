/* own_index.h - an index of documents that come from elsewhere than a folder,
 * made by the engine's own path: posting plan, index writer, generation. */
#ifndef CONCORD_BENCH_OWN_INDEX_H
#define CONCORD_BENCH_OWN_INDEX_H

#include "schema/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Makes one document after the other, each the caller's to destroy; *out is
 * NULL after the last. */
typedef enum concord_status own_index_next(void *source,
                                           const struct schema *schema,
                                           struct document **out,
                                           struct concord_error *err);

/* Publish a generation of all that `next` makes in `directory`, which is made
 * if it is not there, with the vocabularies of `schema_directory`. */
enum concord_status own_index_make(const char *directory,
                                   const char *schema_directory,
                                   own_index_next *next, void *source,
                                   struct concord_error *err);

/* A document of that id, title and text, which must outlive it, undated, its
 * text cut into paragraphs where two line feeds stand. The caller destroys it.
 */
enum concord_status own_document(struct document **out, const char *id,
                                 const char *title, const char *text,
                                 struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
