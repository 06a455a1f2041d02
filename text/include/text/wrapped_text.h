/* wrapped_text.h - text set in a column for people to read.
 * Widths are counted in characters. One thread. */
#ifndef CONCORD_TEXT_WRAPPED_TEXT_H
#define CONCORD_TEXT_WRAPPED_TEXT_H

#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In the words that are written: what stands between them is marked. */
#define WRAPPED_TEXT_MARK   "\1"
#define WRAPPED_TEXT_UNMARK "\2"

struct wrapped_text {
    FILE *out;
    size_t indent; /* columns before each line but the first */
    size_t width;  /* columns that no line passes, unless a word must */
    size_t column; /* where the next character goes; 0 at the start of a line */
    const char *mark;   /* how marking begins and ends on `out`: codes that */
    const char *unmark; /* take no column; NULL for no sign of it */
};

/* The columns of the terminal behind `out`, within reason, or 80 when that is
 * no terminal. */
size_t wrapped_text_width(FILE *out);

/* Words of `text`, set on from the current column. What a terminal would obey
 * comes out as "?". */
void wrapped_text_write(struct wrapped_text *text, const char *words);

/* A sign close behind or before a word: no space and no break between. */
void wrapped_text_sign(struct wrapped_text *text, const char *sign);

/* Go to `column`, on a new line if that is passed. */
void wrapped_text_tab(struct wrapped_text *text, size_t column);

/* End the line, if one has been begun. */
void wrapped_text_end(struct wrapped_text *text);

#ifdef __cplusplus
}
#endif

#endif
