/* truth.h - holds what Concord says of papers against a file that says what
 * they are, in the terms that corpus/sample/README.md explains.
 *
 * One thread. Memory that is out ends the program: this is for tests and
 * benchmarks. */
#ifndef CONCORD_BENCH_TRUTH_H
#define CONCORD_BENCH_TRUTH_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

enum truth_figure_id {
    TRUTH_TITLE,
    TRUTH_TYPE,
    TRUTH_DATE,
    TRUTH_REGION,
    TRUTH_PLACE,
    TRUTH_SECTOR,
    TRUTH_TOPIC,
    TRUTH_PEOPLE,
    TRUTH_ROLES,
    TRUTH_SIGNATORIES,
    TRUTH_ORGANISATIONS,
    TRUTH_PARTIES,
    TRUTH_CREATOR,
    TRUTH_QUOTATIONS,
    TRUTH_SPEAKERS,
    TRUTH_CLAUSES,
    TRUTH_CLAUSE_KINDS,
    TRUTH_RELATIONS,
    TRUTH_ACRONYMS,
    TRUTH_BOILERPLATE,
    TRUTH_KEPT,
    TRUTH_COPIES,
    TRUTH_FIGURES
};

/* One thing recorded of papers. Values are counted; of title and date there is
 * one a paper. */
struct truth_figure {
    const char *name;
    unsigned papers;       /* held against the truth */
    unsigned right_papers; /* wholly as recorded */
    unsigned found;        /* values that the truth wants, and are there */
    unsigned missed;       /* values that the truth wants, and are not */
    unsigned wrong;        /* values that the truth does not allow */
    unsigned other;        /* of an open list: neither wanted nor refused */
};

struct truth_dates {
    unsigned right;
    unsigned wrong;
    unsigned not_said;
    unsigned wrong_stated; /* wrong, and called stated */
    unsigned year_known;   /* the truth has a year */
    unsigned year_given;   /* ... and one is given */
    unsigned year_claimed; /* given, whether there is one or not */
    unsigned year_right;   /* of those claimed */
};

struct truth_report {
    struct truth_figure figures[TRUTH_FIGURES];
    struct truth_dates dates;
    unsigned papers;         /* found in the archive */
    unsigned missing_papers; /* in the truth and not in the archive */
};

/* What is written while papers are compared. */
struct truth_listing {
    FILE *out;   /* a line for each difference; NULL for none */
    bool others; /* values of open lists that nobody asked about, too */
};

/* Compare every paper of `truth` (path -> record) with `cards`
 * (path -> document as /v1/documents/{id} has it, with "text"). */
void truth_compare(struct truth_report *report, const json_t *truth,
                   const json_t *cards, struct truth_listing listing);

/* The figures as a table, and as an object that is the caller's. */
void truth_print(const struct truth_report *report, FILE *out);
json_t *truth_to_json(const struct truth_report *report);

const struct truth_figure *truth_figure(const struct truth_report *report,
                                        const char *name);

#endif
