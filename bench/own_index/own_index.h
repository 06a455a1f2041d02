/* own_index.h - an index of documents that come from elsewhere than a folder,
 * made by the engine's own path: posting plan, index writer, generation. */
#ifndef CONCORD_BENCH_OWN_INDEX_H
#define CONCORD_BENCH_OWN_INDEX_H

#include "schema/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Makes one document after the other, each the caller's to destroy; *out is
 * NULL after the last. Called by one thread at a time, not always the same. */
typedef enum concord_status own_index_next(void *source,
                                           const struct schema *schema,
                                           struct document **out,
                                           struct concord_error *err);

struct own_index_options {
    const char *directory; /* of the index, made if it is not there */
    const char *schema;    /* folder of the vocabularies */
    unsigned jobs;         /* threads that plan, and that write; 0 is 1 */
};

/* Publish a generation of all that `next` makes. */
enum concord_status own_index_make(const struct own_index_options *options,
                                   own_index_next *next, void *source,
                                   struct concord_error *err);

/* A document of that id, title and text, which are copied, undated, its text
 * cut into paragraphs where two line feeds stand. The caller destroys it. */
enum concord_status own_document(struct document **out, const char *id,
                                 const char *title, const char *text,
                                 struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
