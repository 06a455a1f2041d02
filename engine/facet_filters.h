/* facet_filters.h - what counting and reporting know of each other.
 * facet_counts.h says what they do. */
#ifndef CONCORD_ENGINE_FACET_FILTERS_H
#define CONCORD_ENGINE_FACET_FILTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "facet_counts.h"
#include "facet_documents.h"
#include "schema/arena.h"

/* What the conditions say of a value, as bits. */
enum { VALUE_WANTED = 1, VALUE_EXCLUDED = 2, VALUE_REQUIRED = 4 };

/* What is asked of one facet, and counted, by a value's place in it. */
struct facet_filter {
    const struct facet_column *column;
    unsigned char *asked; /* one a value; NULL: nothing is asked */
    unsigned char asked_missing;
    bool any;              /* some value, or none at all, is wanted */
    unsigned required;     /* values that all must be there */
    bool impossible;       /* one of these no document has */
    uint32_t *counts;      /* one a value, and behind the last that of the
                            * documents without any; NULL: not counted */
    uint32_t *counted_for; /* the last group of copies that counted for the
                            * value, by its leader; NULL without groups */
    /* Values that cannot be among those listed may be counted together, and
     * each of them as 0: how many have a count, and the sum of their counts. */
    uint32_t rest_count;
    uint64_t rest_sum;
};

/* The facets that count as one filter. */
struct filter_group {
    unsigned facets[SCHEMA_FACETS_MAX];
    unsigned facet_count;
    bool asked;
    bool dates; /* the request's dates are asked here, too */
};

struct facet_counts {
    struct arena arena;
    const struct facet_columns *columns;
    const struct facet_documents *documents;
    const struct schema *schema;
    const struct search_request *request;
    uint32_t *counts; /* by ordinal, of all facets; NULL: none is counted */
    struct facet_filter filters[SCHEMA_FACETS_MAX];
    struct filter_group groups[SCHEMA_FACETS_MAX + 1];
    unsigned group_count;
    bool has_required;
    unsigned char *verdicts; /* on members of groups of copies, by docid, until
                              * they are settled; NULL: none are collapsed */
    uint64_t total;
};

/* What was found out of a document. */
enum {
    VERDICT_NONE,   /* not found, or it fails more than one filter */
    VERDICT_PASSES, /* a result */
    VERDICT_FAILS   /* and on: it fails only the filter of that number */
};

/* What every document that is counted must have, whatever it is counted for. */
bool facet_passes_always(const struct facet_counts *counts, uint32_t docid);

/* The facets of a filter, and its dates. */
bool facet_passes_group(const struct facet_counts *counts,
                        const struct filter_group *group, uint32_t docid);

/* Every value of a facet must be counted by itself, not only those that have
 * the most documents. */
bool facet_report_needs_all(const struct facet_counts *counts, unsigned facet);

/* The bit for what the conditions of that kind say of a value. */
unsigned char facet_condition_bit(enum condition_kind kind);

#endif
