/* worklist.h - the files that one run looks at, in order of root and path.
 * One thread. */
#ifndef CONCORD_INDEXER_WORKLIST_H
#define CONCORD_INDEXER_WORKLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/source.h"
#include "engine/source_table.h"
#include "schema/arena.h"
#include "schema/status.h"

struct worklist {
    struct arena arena;
    struct source_list found;
    const char **places; /* the SOURCEs as absolute paths without links */
    size_t place_count;
    struct source_file *files;
    size_t count;
};

/* Walk the SOURCEs with the flags of corpus/source.h; *list must be zero. The
 * caller clears it, even after a failure, with worklist_clear().
 * CONCORD_NOT_FOUND names a SOURCE that does not exist. */
enum concord_status worklist_walk(struct worklist *list,
                                  const char *const *sources,
                                  size_t source_count, unsigned flags,
                                  struct concord_error *err);
void worklist_clear(struct worklist *list);

/* After the walk: leave out what belongs to the index itself, give each file
 * that `known` has by another SOURCE its name there, and, when `anew`, add the
 * known files that no SOURCE led to and that are still there. */
enum concord_status worklist_settle(struct worklist *list,
                                    const struct source_table *known,
                                    const char *index_directory, bool anew,
                                    struct concord_error *err);

/* After settling. */
bool worklist_has(const struct worklist *list, const char *root,
                  const char *path);

/* root/path is one of the SOURCEs or stands below it. */
bool worklist_covers(const struct worklist *list, const char *root,
                     const char *path);

#endif
