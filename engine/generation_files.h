/* generation_files.h - where things are inside an index, and what an open
 * generation offers to the engine alone. engine/generation.h draws it all. */
#ifndef CONCORD_ENGINE_GENERATION_FILES_H
#define CONCORD_ENGINE_GENERATION_FILES_H

#include <limits.h>

#include "engine/generation.h"
#include "facet_columns.h"

#ifdef __cplusplus
extern "C" {
#endif

#define GENERATION_XAPIAN  "xapian"
#define GENERATION_COLUMNS "columns.bin"
#define GENERATION_SCHEMA  "schema"

/* Write a path into `out`; CONCORD_IO when it is too long. */
enum concord_status generation_path(char out[PATH_MAX],
                                    struct concord_error *err,
                                    const char *format, ...)
    CONCORD_PRINTF(3, 4);

/* The columns live as long as the generation. */
const struct facet_columns *
generation_columns(const struct generation *generation);

#ifdef __cplusplus
}
#endif

#endif
