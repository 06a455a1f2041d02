/* title_borders.h - a line of text that came from a page's format: "Grants cut
 * | News | Barset Voices", "12/05/2009 - Grants cut". Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_TITLE_BORDERS_H
#define CONCORD_CORPUS_DESCRIBE_TITLE_BORDERS_H

#include "describe/title_giving.h"

/* The block near the top, above all prose, that says again what a line above it
 * says between borders: that line was the format's, and names the site too.
 * READING_NOWHERE when none does. */
size_t title_echo_block(const struct reading *reading);

/* "Barset Voices | Briefing": who issues papers, and of what kind. */
bool title_is_strap(const struct reading *reading, size_t block);

/* Take from a title of one line near the top the day that stands before it and
 * the site's name that stands after it. */
void title_cut_borders(const struct reading *reading,
                       struct title_candidate *title);

#endif
