/* request.h - from the parameters of an address to a checked request.
 * Strict: what is unknown, twice where once is meant, or out of range is
 * refused by name. One thread at a time. */
#ifndef CONCORD_SEARCH_REQUEST_H
#define CONCORD_SEARCH_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/search_request.h"
#include "schema/arena.h"
#include "schema/schema.h"
#include "schema/status.h"
#include "search/query_expansion.h"

#ifdef __cplusplus
extern "C" {
#endif

struct parameter {
    const char *name;
    const char *value;
};

struct parameter_list {
    struct arena arena;
    struct parameter *items;
    size_t count;
};

enum { PARAMETERS_MAX = 256, PARAMETERS_BYTES_MAX = 16 * 1024 };

/* Read the part of an address behind '?': "q=health&region=london". '+' is a
 * space. CONCORD_BAD_REQUEST for a broken %-escape, %00, what is no UTF-8 once
 * decoded, or too much of it. `query` may be NULL or empty. */
enum concord_status parameter_list_parse(struct parameter_list *list,
                                         const char *query,
                                         struct concord_error *err);
void parameter_list_clear(struct parameter_list *list);

/* The parameters of a search in one order, whatever order they were typed in:
 * what links and caches name. Values of one name keep theirs; what is said
 * twice or says nothing is left out. *out is cleared by the caller, and its
 * strings are `list`'s. CONCORD_NO_MEMORY. */
enum concord_status parameter_list_canonical(struct parameter_list *out,
                                             const struct parameter_list *list,
                                             const struct schema *schema,
                                             struct concord_error *err);

/* Where the parameters were given: it decides which are known, and what they
 * are when they are not said. */
enum asked_of {
    ASKED_OF_SEARCH,
    ASKED_OF_FACETS, /* all values of each facet, unless facet_size is given */
    ASKED_OF_FACET,  /* `page` and `size` are of one facet's values */
    ASKED_OF_QUOTATIONS,
    ASKED_OF_CLAUSES, /* `topic` is the clause's own, other filters are of its
                       * document */
    ASKED_OF_EXPORT,  /* all of it: no page, and no facets */
    ASKED_OF_FEED,    /* sorted by when a document was first indexed */
    ASKED_OF_CROSSTAB,
    ASKED_OF_SIMILAR,     /* of a document: size, and no page */
    ASKED_OF_SUGGESTIONS, /* q and size alone; q is what was typed so far */
    ASKED_OF_LINEAGE,     /* q is plain words; filters are of the documents */
    ASKED_OF_LIST         /* q, page and size alone; q is plain words */
};

/* What was asked, checked, with what a reply says again. It owns all that
 * `search` points to. */
struct asked {
    struct arena arena;
    struct search_request search;
    const char *q;      /* as it was typed */
    const char *cursor; /* in the place of a page, as it was typed, or NULL */
    const char **notes; /* what was understood otherwise than it was typed */
    size_t note_count;
    const char *correction; /* what may have been meant instead, or NULL */
    bool may_relax;         /* relax=none was not said */
    const char *format;     /* of an export */
    unsigned rows;          /* of a cross-table: indexes in the schema */
    unsigned columns;
    const char *prefix;  /* what the values begin with; empty: anything */
    const char *speaker; /* of quotations; NULL: anybody or nobody */
    uint32_t kinds;      /* of clauses: bit i: enum clause_kind i; 0: any */
    uint32_t sides;      /* likewise of enum clause_side */
    const char **topics; /* of clauses; none: any */
    size_t topic_count;
    unsigned expand; /* bits of engine/thesaurus.h: what words are
                      * expanded by */
    bool broaden;    /* by words of the first results */
    struct expanded_terms expanded; /* how they were; set as it is done */
    const struct query *relaxed; /* any of the words, for when all find nothing,
                                  * or NULL when there is nothing to relax */
};

/* Check the parameters of a search, or of what is asked like one. `*out` is the
 * caller's, freed with asked_destroy(). CONCORD_BAD_REQUEST names the
 * parameter, what is wrong and what is allowed. */
enum concord_status asked_from_parameters(struct asked **out, enum asked_of of,
                                          const struct parameter_list *list,
                                          const struct schema *schema,
                                          struct concord_error *err);
void asked_destroy(struct asked *asked);

/* Add a note for people; the text is copied. CONCORD_NO_MEMORY. */
enum concord_status asked_note(struct asked *asked, const char *note,
                               struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
