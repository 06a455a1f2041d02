/* search_parameters.h - the parameters of a search and of what is asked like
 * one, in the one order in which links and caches name them. Private to this
 * room; pure. */
#ifndef CONCORD_SEARCH_SEARCH_PARAMETERS_H
#define CONCORD_SEARCH_SEARCH_PARAMETERS_H

#include <stdbool.h>

#include "engine/search_request.h"
#include "schema/buffer.h"
#include "schema/schema.h"
#include "search/request.h"

enum search_parameter_kind {
    PARAMETER_Q,
    PARAMETER_SPEAKER, /* of quotations */
    PARAMETER_KIND,    /* of clauses; may be given again, as may the next */
    PARAMETER_SIDE,
    PARAMETER_FACET, /* topic, topic_all, -topic; may be given again */
    PARAMETER_DATE,  /* may be given again */
    PARAMETER_DATE_MATCH,
    PARAMETER_CERTAINTY,
    PARAMETER_IN_FORCE,
    PARAMETER_IN_FORCE_MATCH,
    PARAMETER_SORT,
    PARAMETER_SIZE,
    PARAMETER_FACETS,
    PARAMETER_FACET_SIZE,
    PARAMETER_FACET_SORT,
    PARAMETER_RELAX,
    PARAMETER_EXPAND,
    PARAMETER_PASSAGES,
    PARAMETER_BROADEN,
    PARAMETER_EXPLAIN,
    PARAMETER_DUPLICATES,
    PARAMETER_PREFIX, /* of one facet's values */
    PARAMETER_FORMAT, /* of an export */
    PARAMETER_ROWS,   /* of a cross-table */
    PARAMETER_COLUMNS,
    PARAMETER_PAGE,   /* last: these are what links change */
    PARAMETER_CURSOR, /* in the place of a page */
    PARAMETER_KINDS
};

struct search_parameter {
    enum search_parameter_kind kind;
    unsigned facet; /* index in the schema, and what is asked of it */
    enum condition_kind condition;
};

/* What that name stands for; false when it is none of these. */
bool search_parameter_find(struct search_parameter *out,
                           const struct schema *schema, const char *name);

/* The place of the parameter in the order; equal for equal names only. */
unsigned search_parameter_rank(const struct search_parameter *parameter);

/* It says which part of the results is wanted, not which results. */
bool search_parameter_is_place(const char *name);

/* May it be given again, for another value? */
bool search_parameter_repeats(enum search_parameter_kind kind);

/* May it be given there? */
bool search_parameter_belongs(enum search_parameter_kind kind,
                              enum asked_of of);

/* Append the names of those that may, for a person to read. */
void search_parameter_names(struct buffer *out, const struct schema *schema,
                            enum asked_of of);

#endif
