/* source_kind.h - files that are no papers, known without being read.
 * Pure functions, any thread; the reasons are static. */
#ifndef CONCORD_CORPUS_SOURCE_KIND_H
#define CONCORD_CORPUS_SOURCE_KIND_H

#include <sys/types.h>

/* Why a file of this name is not read; NULL when it may be. */
const char *source_reason_by_ending(const char *name);

/* Why what is no regular file is not read. */
const char *source_reason_by_type(mode_t mode);

#endif
