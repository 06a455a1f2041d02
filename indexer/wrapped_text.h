/* wrapped_text.h - text set in a column for people to read.
 * Widths are counted in characters. One thread. */
#ifndef CONCORD_INDEXER_WRAPPED_TEXT_H
#define CONCORD_INDEXER_WRAPPED_TEXT_H

#include <stddef.h>
#include <stdio.h>

struct wrapped_text {
    FILE *out;
    size_t indent; /* columns before each line but the first */
    size_t width;  /* columns that no line passes, unless a word must */
    size_t column; /* where the next character goes; 0 at the start of a line */
};

/* Words of `text`, set on from the current column. What a terminal would obey
 * comes out as "?". */
void wrapped_text_write(struct wrapped_text *text, const char *words);

/* A sign close behind or before a word: no space and no break between. */
void wrapped_text_sign(struct wrapped_text *text, const char *sign);

/* Go to `column`, on a new line if that is passed. */
void wrapped_text_tab(struct wrapped_text *text, size_t column);

/* End the line, if one has been begun. */
void wrapped_text_end(struct wrapped_text *text);

#endif
