/* generation_check.h - is a published generation what was published? Reads
 * every byte of it and takes no lock. One thread. */
#ifndef CONCORD_ENGINE_GENERATION_CHECK_H
#define CONCORD_ENGINE_GENERATION_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Called for each fault, with words that name the file. */
typedef void generation_fault(void *context, const char *words);

struct generation_check {
    uint64_t number;
    uint64_t documents;
    size_t files; /* of the manifest */
    uint64_t bytes;
    size_t faults; /* 0: all is as published */
};

/* Check one generation:
 *   files    each has the size and the SHA-256 of its manifest, and there are
 *            no others
 *   parts    when the files are right: the inverted index by the engine's own
 *            check, columns, what is known of the archive, sources and blocks
 *            by reading them, and all of them speak of the same documents
 * CONCORD_OK, too, when there are faults; CONCORD_NOT_FOUND when there is no
 * such generation; CONCORD_IO, CONCORD_NO_MEMORY when it could not be found
 * out. */
enum concord_status generation_check(struct generation_check *out,
                                     const char *index_directory,
                                     uint64_t number, generation_fault *fault,
                                     void *context, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
