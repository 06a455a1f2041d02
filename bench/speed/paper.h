/* paper.h - a document as the engines under measurement are given it, and the
 * lines that it is written in.
 *
 *   id, title, date, values, text      with a tab between, a document a line
 *
 * The date is YYYY-MM-DD or empty. Values are facet=value with '|' between. In
 * title and text a line feed is written as a vertical tab; two of them part the
 * blocks of the text. Nothing else is escaped: what would need it is a space.
 * So a line is read in any language by splitting it. */
#ifndef CONCORD_BENCH_PAPER_H
#define CONCORD_BENCH_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "schema/buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { PAPER_BREAK = '\v' };

/* The strings are the maker's, or the line's that it was read from. */
struct paper {
    const char *id;
    const char *title;
    const char *date;
    const char *values;
    const char *text;
};

/* One value of a paper: both are parts of paper.values and not NUL-terminated.
 */
struct paper_value {
    const char *facet;
    size_t facet_size;
    const char *value;
    size_t value_size;
};

/* Cut `line`, without its line feed, into a paper; the line must outlive it.
 * False when it has fewer fields. */
bool paper_read(struct paper *paper, char *line);

bool paper_write(FILE *file, const struct paper *paper);

/* The same as an object of JSON: "id", "title", "text", "date" if there is one
 * and a list of values for each facet. */
bool paper_write_json(FILE *file, const struct paper *paper);

/* Step through the values: set *at to paper.values before the first call. False
 * at the end. */
bool paper_next_value(const char **at, struct paper_value *out);

#ifdef __cplusplus
}
#endif

#endif
