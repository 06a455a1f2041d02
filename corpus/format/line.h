/* line.h - the lines of a plain text, one after another, and whether they were
 * broken to fit a width. Nothing is allocated. Any thread. */
#ifndef CONCORD_CORPUS_FORMAT_LINE_H
#define CONCORD_CORPUS_FORMAT_LINE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One line without blanks at its ends; its text belongs to the reader's. */
struct line {
    const char *text;
    size_t size;   /* bytes; 0 for a blank line */
    size_t indent; /* columns before the text; a tab goes to the next eighth */
    size_t width;  /* columns with the indent */
};

/* Start with {.text = ..., .size = ...}. */
struct line_reader {
    const char *text;
    size_t size;
    size_t at;
};

/* Fill *line with the next one; false at the end. A line ends with LF, CR LF,
 * CR, a form feed, a vertical tab, U+2028 or U+2029. */
bool line_next(struct line_reader *reader, struct line *line);

/* The width that the text's lines were broken to, or 0 when each line is a
 * paragraph or a thing of its own. */
size_t line_margin(const char *text, size_t size);

/* Columns that text takes, each character one. */
size_t line_columns(const char *text, size_t size);

/* `next` would not have fitted behind `line` within the margin, so that the
 * break between them says nothing. */
bool line_is_full(const struct line *line, const struct line *next,
                  size_t margin);

#ifdef __cplusplus
}
#endif

#endif
