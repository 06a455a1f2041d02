/* layout.h - furniture that is told by where it stands: menus, lists under a
 * dropped heading, readers' comments, footers, running heads. */
#ifndef CONCORD_CORPUS_LAYOUT_H
#define CONCORD_CORPUS_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/extract.h"
#include "schema/status.h"
#include "shapes.h"

/* Add what the layout of all blocks says to what each block's own shape did:
 * a verdict for each block of the extract. CONCORD_NO_MEMORY. */
enum concord_status layout_judge(struct shape_set *set,
                                 const struct extract *extract,
                                 struct verdict *verdicts,
                                 struct concord_error *err);

/* The parts of layout_judge() that have a file of their own. `page` says that
 * the paper is a page of a site. */
enum concord_status page_edges_judge(struct shape_set *set,
                                     const struct extract *extract, bool page,
                                     struct verdict *verdicts,
                                     struct concord_error *err);
enum concord_status page_regions_judge(struct shape_set *set,
                                       const struct extract *extract,
                                       struct verdict *verdicts,
                                       struct concord_error *err);
void running_heads_judge(const struct extract *extract,
                         struct verdict *verdicts);

/* Gives back what stands amid the paper's own text or heads its letter; after
 * menus' lines are judged and before runs of them are. */
void page_spares_judge(const struct extract *extract, struct verdict *verdicts);

/* The block is no heading and has as many words as prose. */
bool layout_is_prose(const struct extracted_block *block);

#endif
