/* index_check.h - Xapian's own look at its tables. */
#ifndef CONCORD_ENGINE_INDEX_CHECK_H
#define CONCORD_ENGINE_INDEX_CHECK_H

#include <stdint.h>

#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Read all of the inverted index in `path`, a database's folder, and see that
 * its tables agree. *documents says how many things it holds. CONCORD_CORRUPT.
 * It finds less than the hashes of a manifest do: it is no check of the disk
 * but of us. */
enum concord_status index_check(const char *path, uint64_t *documents,
                                struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
