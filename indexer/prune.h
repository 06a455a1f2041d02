/* prune.h - documents leave with their files, when that was asked for.
 *
 * A disk that is not there looks like one whose files were all removed. So when
 * more of the documents would go than is likely, none goes. One thread. */
#ifndef CONCORD_INDEXER_PRUNE_H
#define CONCORD_INDEXER_PRUNE_H

#include <stdbool.h>

#include "engine/source_table.h"
#include "papers.h"
#include "schema/status.h"
#include "worklist.h"

enum { PRUNE_LIMIT = 20 }; /* per cent, when nothing else is said */

/* Whoever makes it sets these, owns them and keeps them. */
struct prune {
    const struct worklist *worklist;
    const struct source_table *known; /* as the last generation left it */
    double limit;                     /* in per cent of the documents */
    bool forced;                      /* however many they are */
};

/* Mark the papers below the SOURCEs `pruned` and `dropped` whose file has gone
 * for certain. Their ids are settled, so that none of them has only moved.
 * CONCORD_BAD_REQUEST, with nothing marked, when they are too many. */
enum concord_status prune_papers(const struct prune *prune,
                                 struct papers *papers,
                                 struct concord_error *err);

#endif
