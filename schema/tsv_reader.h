/* tsv_reader.h - a table of the schema, read strictly: one row a line, columns
 * parted by tabs, the columns' names in line 1. The last column is never
 * empty, so that no editor that takes off blanks at a line's end harms a row.
 *
 *   status = tsv_open(&tsv, schema, file, "key\tname\tsource", err);
 *   char *columns[3];
 *   while (status == CONCORD_OK && tsv_next(&tsv, columns, 3, &status))
 *       ...
 *
 * The file is copied into the schema's arena and cut up there, so that the
 * rows' strings point into one piece of memory. Every fault is answered with
 * file, line, fault and remedy. One thread at a time. */
#ifndef CONCORD_SCHEMA_TSV_READER_PRIVATE_H
#define CONCORD_SCHEMA_TSV_READER_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "schema_parts.h"

enum {
    TSV_FIRST_LINE = 2, /* of the rows: no line is empty */
    TSV_HEADER_MAX = 160
};

struct tsv_reader {
    struct schema *schema;
    const char *file;
    size_t line;
    size_t rows_most;             /* no more rows than this */
    char columns[TSV_HEADER_MAX]; /* their names, as messages list them */
    char *at;
    struct concord_error *err;
};

/* `file` must outlive the reader; nothing is to be given back. */
enum concord_status tsv_open(struct tsv_reader *tsv, struct schema *schema,
                             const struct schema_file *file, const char *header,
                             struct concord_error *err);

/* The next row's columns, whose number is the header's; false at the end or
 * when *status says why not. */
bool tsv_next(struct tsv_reader *tsv, char **columns, size_t count,
              enum concord_status *status);

/* CONCORD_BAD_SCHEMA with `file:line: ` before the message. */
enum concord_status tsv_fail(const struct tsv_reader *tsv, const char *format,
                             ...) CONCORD_PRINTF(2, 3);

/* The text at *at up to `stop` or the end, cut off there; *at moves past it,
 * or becomes NULL at the end. */
char *tsv_take(char **at, char stop);

/* From the columns `from` and `to`, of which either may be empty. */
enum concord_status tsv_read_span(const struct tsv_reader *tsv,
                                  const char *from, const char *to,
                                  struct edtf_date *out);

/* A name and the others of its row, parted by |. A ~ before one marks it as
 * ambiguous. */
enum concord_status tsv_read_names(const struct tsv_reader *tsv,
                                   const char *own, char *others,
                                   const struct place_name **out,
                                   size_t *count);

enum concord_status tsv_read_source(const struct tsv_reader *tsv,
                                    const char *key, int *out);

#endif
