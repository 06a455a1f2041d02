/* update.h - makes the next index what the papers are now.
 *
 * A document depends on what was extracted, what the archive says of it, the id
 * and name of its paper, and the versions of schema and code. A hash of these
 * is kept with each; only those whose hash is another than the last
 * generation's are described and written again. So however an index came about,
 * it is what the papers, ids and versions say, and no more. One thread. */
#ifndef CONCORD_INDEXER_UPDATE_H
#define CONCORD_INDEXER_UPDATE_H

#include <stdbool.h>

#include "archive_state.h"
#include "crew.h"
#include "next_generation.h"
#include "papers.h"
#include "people.h"
#include "pipeline.h"
#include "progress.h"
#include "schema/buffer.h"
#include "schema/status.h"

/* Shown every document once it is described, in the order of the papers.
 * Anything but CONCORD_OK fails the update. */
typedef enum concord_status document_shown(void *context,
                                           const struct document *document,
                                           struct concord_error *err);

/* Whoever makes it sets these, owns them and keeps them, but for what stands
 * behind `damaged`. */
struct update {
    struct papers *papers; /* with their ids settled */
    const struct source_table *known;
    struct people *people;
    struct archive_state *archive;
    struct pipeline *pipeline;
    struct next_generation *next;
    struct crew *crew; /* of as many threads as the pipeline has workers */
    struct progress *progress;
    document_shown *show; /* or NULL */
    void *shown_by;
    const char *time; /* of the run, RFC 3339, UTC */
    bool anew;        /* every document is described and written again */
    bool damaged;     /* the last generation's documents are not to be had */
    bool found;       /* out: some document is new, other or gone */

    /* Its own, for one paper after the other. */
    unsigned char versions[SOURCE_HASH_SIZE]; /* a hash of them all */
    struct buffer dependencies;
};

/* Ends early, with CONCORD_OK, when the run is interrupted. A paper that turns
 * out to hold nothing loses its id and gets the reason. CONCORD_IO,
 * CONCORD_CORRUPT, CONCORD_NO_MEMORY. */
enum concord_status update_index(struct update *update,
                                 struct concord_error *err);

#endif
