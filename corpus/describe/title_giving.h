/* title_giving.h - what a document gets of the title that was chosen for it. */
#ifndef CONCORD_CORPUS_DESCRIBE_TITLE_GIVING_H
#define CONCORD_CORPUS_DESCRIBE_TITLE_GIVING_H

#include "describe/reading.h"

enum { TITLE_TOP_BLOCKS = 14 }; /* where a title may stand */

/* A title and where it was found: bytes of the text when `block` is one. */
struct title_candidate {
    size_t block;
    size_t block_count;
    size_t start;
    size_t end;
    const char *outside; /* when it is in no block */
    const char *rule;
};

/* All letters of the block are capitals. */
bool block_in_capitals(const struct reading *reading, size_t block);

/* A heading may name the site beside the page: "Grants | Barset Council". */
void title_leave_site_out(const struct reading *reading,
                          struct title_candidate *title);

/* Mark the blocks of the title, those above it and the first ones after it. */
void title_mark_blocks(struct reading *reading,
                       const struct title_candidate *title);

/* Give the document the title, in the letters of one, and where it was found.
 * CONCORD_NO_MEMORY. */
enum concord_status title_give(struct reading *reading,
                               const struct title_candidate *from,
                               struct concord_error *err);

#endif
