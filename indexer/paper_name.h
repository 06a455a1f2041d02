/* paper_name.h - the name of a file, in two parts: `root`, the absolute path of
 * the SOURCE that it was found in, and `path`, relative to it. One file may be
 * found through several SOURCEs, so names are compared as the whole that they
 * make. Pure functions, any thread. */
#ifndef CONCORD_INDEXER_PAPER_NAME_H
#define CONCORD_INDEXER_PAPER_NAME_H

#include <stdbool.h>

#include "engine/source_table.h"
#include "schema/arena.h"

/* root/path is `place`, an absolute path, or stands below it. */
bool paper_name_is_below(const char *root, const char *path, const char *place);

/* root/path as one string of the arena; NULL when memory is out. */
char *paper_name_whole(struct arena *arena, const char *root, const char *path);

/* By root, then path, both bytewise: the order of runs and reports. */
int paper_name_compare(const char *root_a, const char *path_a,
                       const char *root_b, const char *path_b);

/* The record of the file root/path, whatever SOURCE it was found in then.
 * *found is NULL when the table has none. CONCORD_NO_MEMORY. */
enum concord_status paper_name_find(const struct source_table *table,
                                    const char *root, const char *path,
                                    const struct source_record **found,
                                    struct concord_error *err);

#endif
