/* source_names.h - the SOURCEs of a run: those of the command line, and those
 * that a file lists. One thread. */
#ifndef CONCORD_INDEXER_SOURCE_NAMES_H
#define CONCORD_INDEXER_SOURCE_NAMES_H

#include <stddef.h>

#include "schema/arena.h"
#include "schema/status.h"

struct source_names {
    struct arena arena;
    const char **names; /* not NULL-terminated */
    size_t count;
};

/* Fill *out, which is zero before, with `given` (whose strings must stay) and
 * then with the lines of `file`, "-" for standard input, NULL for none. Empty
 * lines are skipped. The caller clears it, even after a failure.
 * CONCORD_BAD_REQUEST for a line that can be no path, CONCORD_NOT_FOUND for one
 * that names nothing, both with file and line; CONCORD_NOT_FOUND also when
 * there is no such file; CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status source_names_read(struct source_names *out,
                                      const char *const *given,
                                      size_t given_count, const char *file,
                                      struct concord_error *err);
void source_names_clear(struct source_names *names);

#endif
