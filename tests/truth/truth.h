/* truth.h - holds an index against a file that says what each paper is, in the
 * terms that corpus/sample/README.md explains. */
#ifndef CONCORD_TESTS_TRUTH_H
#define CONCORD_TESTS_TRUTH_H

#include <jansson.h>
#include <stddef.h>

#include "engine/index_reader.h"

/* One thing recorded of papers: title, type, date, region, place, sector or
 * topic. Values are counted for the lists, papers for title and date. */
struct truth_figure {
    const char *name;
    unsigned papers;       /* held against the truth */
    unsigned right_papers; /* wholly as recorded */
    unsigned found;        /* values that the truth wants, and are there */
    unsigned missed;       /* values that the truth wants, and are not */
    unsigned wrong;        /* values that the truth does not allow */
};

enum { TRUTH_FIGURES = 7 };

struct truth_report {
    struct truth_figure figures[TRUTH_FIGURES];
    unsigned wrong_stated_dates; /* a date that is wrong and called stated */
    unsigned missing_papers;     /* in the truth and not in the index */
};

/* Compare every paper of `truth` (path -> record) with the index, and write a
 * line on standard output for each difference. */
void truth_compare(struct truth_report *report, const json_t *truth,
                   struct index_reader *reader);

/* The figures as a table on standard output. */
void truth_print(const struct truth_report *report);

const struct truth_figure *truth_figure(const struct truth_report *report,
                                        const char *name);

#endif
