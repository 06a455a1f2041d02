/* changes.h - what has become of each file since the last generation, and what
 * follows from it for the next.
 *
 * Every file of the worklist is looked at once:
 *
 *   size and times as recorded? -- yes --> as before, unread
 *     | no
 *   read; bytes as recorded? ----- yes --> as before, its times noted
 *     | no
 *   extracted, described? -------- no ---> refused: stale if its last good
 *     | yes                                document stays, else rejected
 *   id free? --------------------- no ---> waits (claims.h), refused at the end
 *     | yes
 *   put into the index: added, changed or moved
 *
 * When everything is read anew, nothing is "as before". Times that are noted
 * but with no other change are not published: the file is hashed once more in
 * the next run. What was refused is, so that it is not read again until it
 * changes. One thread. */
#ifndef CONCORD_INDEXER_CHANGES_H
#define CONCORD_INDEXER_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "claims.h"
#include "next_generation.h"
#include "options.h"
#include "pipeline.h"
#include "report.h"
#include "schema/status.h"
#include "worklist.h"

enum { RUN_TIME_SIZE = sizeof "2000-01-01T00:00:00Z" };

struct changes {
    /* Whoever makes it sets these, owns them and keeps them. */
    const struct options *options;
    const struct worklist *worklist;
    const struct source_table *known; /* as the last generation left it */
    struct pipeline *pipeline;
    struct next_generation *next;
    struct report *report;
    bool anew;    /* every known file is read again */
    bool damaged; /* documents of the last generation cannot be carried over */
    char time[RUN_TIME_SIZE]; /* of the run, RFC 3339, UTC */

    /* These are found out by changes_apply(). */
    struct source_table *table; /* as the next generation will have it */
    size_t put_count;
    size_t gone; /* documents under the SOURCEs, or all when anew, without a
                  * file */
    bool any;    /* there is something to publish */
};

/* Look at every file and put what follows into the next generation, its table
 * and the report. Ends early, with CONCORD_OK, when the run is interrupted.
 * `table` is to be destroyed by the caller. CONCORD_IO, CONCORD_CORRUPT,
 * CONCORD_NO_MEMORY: the next generation can only be given up. */
enum concord_status changes_apply(struct changes *changes,
                                  struct concord_error *err);

/* How many files of `table` have a document. */
size_t changes_document_count(const struct source_table *table);

#endif
