/* original.h - which file a document was read from. One thread at a time for
 * one reader. */
#ifndef CONCORD_SEARCH_ORIGINAL_H
#define CONCORD_SEARCH_ORIGINAL_H

#include "schema/status.h"
#include "search/answer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { ORIGINAL_PATH_MAX = 4096, ORIGINAL_FORMAT_MAX = 128 };

/* As the index has it: nobody has looked whether there is such a file, nor
 * whether the path stays where it should. */
struct original {
    char path[ORIGINAL_PATH_MAX];     /* relative to its SOURCE */
    char format[ORIGINAL_FORMAT_MAX]; /* media type; fit for a header */
};

/* For /v1/documents/{id}/original, which takes no parameter.
 * CONCORD_BAD_REQUEST; CONCORD_NOT_FOUND for no such document, and for one that
 * is a part of a larger file; CONCORD_GONE. */
enum concord_status original_find(struct original *out,
                                  const struct question *question,
                                  struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
