/* site_head.h - where a site's own lines end at the top of a page that was
 * saved as text: its name, its slogan and its menus stand over the page's
 * title. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_SITE_HEAD_H
#define CONCORD_CORPUS_DESCRIBE_SITE_HEAD_H

#include "describe/reading.h"

/* How many of the document's blocks stand above the last menu, line of where
 * one is or link past them that was dropped near the top, before any prose; 0
 * when none does. Where the first block is surely a site's name (`headed`),
 * links to print or to share the page and the day of its last change do too. */
size_t site_head_end(const struct reading *reading, bool headed);

/* The site says the line again, at the end of its line of where one is or of
 * its count of readers' comments: "Home > Blogs > Small grants", "2 thoughts on
 * “Small grants”". */
bool line_is_echoed(const struct reading *reading, size_t block);

/* The block near the top, above all prose, that a line of where one is ends
 * with: "Refreshed Compact" under "You are here: Home > Compact > Refreshed
 * Compact". READING_NOWHERE when there is none, or when it is one word and no
 * heading, as menus have many. */
size_t site_crumb_block(const struct reading *reading);

/* What a line of where one is ends with, of several words and *size bytes, when
 * it is a page's name and no site's or kind's; NULL for none. */
const char *site_crumb_title(const struct reading *reading, size_t *size);

/* A line that stood between the block and the next one was dropped. */
bool site_line_follows(const struct reading *reading, size_t block);

#endif
