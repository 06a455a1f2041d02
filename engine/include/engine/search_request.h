/* search_request.h - one checked question to an index. Pure data, built by the
 * search room and read by the engine; all pointers are the builder's and must
 * outlive the search. */
#ifndef CONCORD_ENGINE_SEARCH_REQUEST_H
#define CONCORD_ENGINE_SEARCH_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/query.h"
#include "schema/edtf.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SEARCH_SIZE_MAX = 100,
    SEARCH_WINDOW_MAX = 10000, /* page times size */
    SEARCH_FACET_SIZE_MAX = 200,
    SEARCH_PASSAGES_MAX = 5
};

enum search_sort {
    SORT_RELEVANCE, /* best first */
    SORT_NEWEST,    /* by the latest day of the date, undated last */
    SORT_OLDEST,    /* by the earliest day of the date, undated last */
    SORT_TITLE,
    SORT_INDEXED /* what was first indexed last comes first; for feeds */
};               /* ties by unique id, bytewise, in all of them */

/* The order of a facet's values; those of a facet of years are always in the
 * order of the years. */
enum facet_sort {
    FACET_SORT_COUNT, /* most first, then by value */
    FACET_SORT_VALUE  /* by the bytes of the value */
};

enum condition_kind {
    CONDITION_ANY,  /* a document needs one of the facet's ANY conditions */
    CONDITION_NONE, /* and none of these */
    CONDITION_ALL   /* and each of these; always narrows every count */
};

/* One thing asked of one facet. Exactly one form: a value; `missing`, which
 * asks for documents without a value; or years first_year..last_year of a
 * facet of years, both included. */
struct facet_condition {
    unsigned facet; /* index in the schema */
    enum condition_kind kind;
    const char *value; /* NULL in the other forms */
    bool missing;
    int first_year;
    int last_year;
};

/* A date asked for: the document's own must meet it, or be none. */
struct date_condition {
    struct edtf_date when;
    bool missing;
};

/* What is asked of a document's time; all zero: nothing. Dates count as one
 * filter with the facet of years; the rest narrows every count. */
struct time_conditions {
    const struct date_condition *dates; /* any of them will do */
    size_t date_count;                  /* 0: any date, or none */
    bool within;              /* all of the document's date, not a day of it */
    enum certainty certainty; /* of its date, at least; unknown: any */
    bool asks_force;          /* in force on a day of these: */
    struct edtf_date in_force;
    bool force_possible; /* or perhaps in force; facet_columns.h says when */
};

struct search_request {
    const struct query *query; /* NULL: every document */
    const struct facet_condition *conditions;
    size_t condition_count;
    struct time_conditions time;
    enum search_sort sort;
    unsigned page;       /* from 1 */
    unsigned size;       /* may be 0: totals and counts only */
    uint32_t facets;     /* bit i: count facet i of the schema */
    unsigned facet_size; /* values of each; UINT_MAX: all */
    enum facet_sort facet_sort;
    bool show_duplicates; /* else copies of one document are one result, and
                           * count once */
    bool ids_only;        /* results have no cards */
    bool explain;         /* say of each result what it ranks by */
    unsigned passages;    /* best passages for each result */
    int64_t deadline;     /* nanoseconds of CLOCK_MONOTONIC; 0: none */
};

#ifdef __cplusplus
}
#endif

#endif
