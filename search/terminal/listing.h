/* listing.h - a search's answer set out for people at a terminal. One thread.
 *
 *   2 documents
 *
 *    1. The Barset Compact
 *       2007-04-01 · local-compact · west-midlands/herefordshire
 *       … where both sides of the Compact agree to …
 *       3f1b2c4d5e6f7081
 *
 *   region
 *     west-midlands   2 ██████████
 */
#ifndef CONCORD_SEARCH_TERMINAL_LISTING_H
#define CONCORD_SEARCH_TERMINAL_LISTING_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* How it looks. */
struct listing {
    FILE *out;
    size_t width; /* columns */
    bool color;   /* codes of ECMA-48 may be written */
    bool unicode; /* `out` shows more than ASCII */
    bool facets;  /* below the results, as bars */
};

/* Write an answer of /v1/search. What a terminal would obey in a paper's words
 * comes out as "?". */
void listing_write(const struct listing *listing, const json_t *answer);

#endif
