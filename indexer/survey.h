/* survey.h - looks at every file of a run once and notes in the table what it
 * is now.
 *
 *   size and times as recorded? -- yes --> as before, unread
 *     | no
 *   read; bytes as recorded? ----- yes --> as before, its times noted
 *     | no
 *   extracted? ------------------- no ---> its reason noted; what was extracted
 *     | yes                                from its last good version stays
 *   kept in the store of the next generation
 *
 * When everything is read anew, nothing is "as before". Times that are noted
 * with no other change are not worth publishing: the file is hashed once more
 * in the next run.
 * Files are read by several threads, and noted and kept by one in the order of
 * the worklist. */
#ifndef CONCORD_INDEXER_SURVEY_H
#define CONCORD_INDEXER_SURVEY_H

#include <stdbool.h>

#include "corpus/extract_pool.h"
#include "corpus/source.h"
#include "crew.h"
#include "engine/source_table.h"
#include "next_generation.h"
#include "people.h"
#include "progress.h"
#include "schema/status.h"
#include "worklist.h"

/* Whoever makes it sets these, owns them and keeps them, but for `news`. */
struct survey {
    const struct worklist *worklist;
    struct source_table *table;
    struct next_generation *next;
    const struct schema *schema;
    struct extract_pool *extractors;
    struct crew *crew; /* whose threads ask them, so it must outlive them */
    struct progress *progress;
    bool anew;   /* every file is read and extracted again */
    size_t news; /* out: files of which something is worth publishing */
};

/* Ends early, with CONCORD_OK, when the run is interrupted. CONCORD_IO,
 * CONCORD_CORRUPT, CONCORD_NO_MEMORY. */
enum concord_status survey_files(struct survey *survey,
                                 struct concord_error *err);

/* Afterwards: read the papers again that people have withdrawn and now do not
 * any more, for nothing was kept of them. As survey_files(). */
enum concord_status survey_restored(struct survey *survey,
                                    struct people *people,
                                    struct concord_error *err);

#endif
