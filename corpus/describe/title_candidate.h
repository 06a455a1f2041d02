/* title_candidate.h - what those who look for a title share: candidates, and
 * where a title may stand. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_TITLE_CANDIDATE_H
#define CONCORD_CORPUS_DESCRIBE_TITLE_CANDIDATE_H

#include "describe/title_giving.h"

enum { TITLE_WORDS_MAX = 40 }; /* a longer line is prose */

struct title_candidate title_nothing(void);
bool title_is_found(const struct title_candidate *candidate);
struct title_candidate title_of_block(const struct reading *reading,
                                      size_t block, const char *rule);
struct title_candidate title_of_blocks(const struct reading *reading,
                                       size_t first, size_t count,
                                       const char *rule);

/* One past the last block that may be a title. */
size_t title_top_end(const struct reading *reading);

/* The paper is a page of a site, with the markup of one. */
bool title_is_pages(const struct reading *reading);

/* Prose has begun: what comes now has a title above it or none. */
bool line_is_prose(const struct reading *reading, size_t block);

/* "Introduction", "Present: ...": what stands under a title. */
bool line_opens_a_section(const struct reading *reading, size_t block);

/* A house's name, or one that any page may have: "Latest news". */
bool line_is_nobodys(const struct reading *reading, size_t block);

/* A title that a page's own markup or properties give. */
struct title_candidate title_of_page(const struct reading *reading);

/* The first heading of a level no higher than that, which is the paper's own.
 */
struct title_candidate title_first_heading(const struct reading *reading,
                                           unsigned level_max);

/* A block near the top that says what the format's title says, or a part of
 * it: then it is the paper's and not the site's. */
struct title_candidate title_of_format(const struct reading *reading);

/* The first block is a site's name. */
bool title_is_under_site(const struct reading *reading);

/* The line that a text opens with, under menus, straps and letterheads. */
struct title_candidate title_opening_line(const struct reading *reading);

/* The value of "Title:", "Subject:" and the like near the top. */
struct title_candidate title_labelled(const struct reading *reading);

/* The lines of a cover that end with "Compact" by itself: "The Barset",
 * "Compact".
 */
struct title_candidate title_of_cover(const struct reading *reading);

/* The title with the line below it when that says what kind of paper it is:
 * "Barset Compact" over "Annual Review". */
struct title_candidate title_take_second_line(const struct reading *reading,
                                              struct title_candidate first);

#endif
