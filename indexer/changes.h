/* changes.h - what has become of each file since the last generation, and what
 * follows from it for the next.
 *
 *   survey      every file is looked at; what changed is read and extracted
 *   identities  every paper has its id, or none
 *   update      documents that depend on other things than before are written
 *
 * Each step is a function of the state that the one before left, and not of how
 * that came about: however many runs led to a state, it is the same as that of
 * one run. One thread. */
#ifndef CONCORD_INDEXER_CHANGES_H
#define CONCORD_INDEXER_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "archive_state.h"
#include "corpus/extract_pool.h"
#include "next_generation.h"
#include "options.h"
#include "people.h"
#include "pipeline.h"
#include "progress.h"
#include "report.h"
#include "schema/status.h"
#include "update.h"
#include "worklist.h"

enum { RUN_TIME_SIZE = sizeof "2000-01-01T00:00:00Z" };

struct changes {
    /* Whoever makes it sets these, owns them and keeps them. */
    const struct options *options;
    const struct worklist *worklist;
    const struct schema *schema;
    struct extract_pool *extractors;
    const struct source_table *known; /* as the last generation left it */
    struct pipeline *pipeline;
    struct crew *crew;    /* of as many threads as the pipeline has workers */
    document_shown *show; /* or NULL; see update.h */
    void *shown_by;
    struct next_generation *next;
    struct report *report;
    struct progress *progress;
    bool anew;    /* every known file is read again */
    bool damaged; /* documents of the last generation cannot be carried over */
    bool renewed; /* the index is new, or was made by other rules */
    char time[RUN_TIME_SIZE]; /* of the run, RFC 3339, UTC */

    /* These are found out by changes_apply(). */
    struct source_table *table; /* as the next generation will have it */
    struct people *people;      /* with the faults in what people say */
    struct papers papers;
    struct archive_state archive;
    bool any;    /* there is something to publish */
    size_t gone; /* documents under the SOURCEs, or all when anew, without a
                  * file */
};

/* Look at every file and put what follows into the next generation, its table
 * and the report. Ends early, with CONCORD_OK, when the run is interrupted.
 * `table` and `people` are to be destroyed by the caller. CONCORD_IO,
 * CONCORD_CORRUPT, CONCORD_NO_MEMORY: the next generation can only be given up.
 */
enum concord_status changes_apply(struct changes *changes,
                                  struct concord_error *err);

/* Give back what was found out, but for `table` and `people`. */
void changes_clear(struct changes *changes);

/* How many files of `table` have a document. */
size_t changes_document_count(const struct source_table *table);

#endif
