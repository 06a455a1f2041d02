/* statement_search.h - a checked question for quotations or clauses, and the
 * page that answers it. The request is pure data, whose pointers are the
 * builder's and must outlive the search; a page is immutable, owns all that it
 * points to and may cross threads. */
#ifndef CONCORD_ENGINE_STATEMENT_SEARCH_H
#define CONCORD_ENGINE_STATEMENT_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/query.h"
#include "engine/search_request.h"
#include "schema/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

enum statement_type { STATEMENT_QUOTATION, STATEMENT_CLAUSE };

/* What comes first: with words, the best; without, that of the newest document
 * (by the latest day of its date, undated last), then by its id, then in the
 * order of its text. That order also settles ties. */
struct statement_request {
    enum statement_type of;
    const struct query *query; /* NULL: all; title: asks a clause's heading */
    const char *speaker; /* a name or a part of it, in any case: every word must
                          * be the speaker's; NULL: anybody or nobody */
    uint32_t kinds;      /* bit i: enum clause_kind i will do; 0: any */
    uint32_t sides;      /* bit i: enum clause_side i will do; 0: any */
    const char *const *topics; /* a clause needs one of them; none: any */
    size_t topic_count;
    /* As in a search: they are asked of the statement's document. */
    const struct facet_condition *conditions;
    size_t condition_count;
    struct time_conditions time;
    bool show_duplicates; /* also those of copies that another stands for */
    unsigned page;        /* from 1 */
    unsigned size;        /* may be 0: only the total */
    int64_t deadline;     /* nanoseconds of CLOCK_MONOTONIC; 0: none */
};

struct statement {
    const char *json; /* as /v1/quotations or /v1/clauses shows it */
    double score;     /* BM25; 0 without words */
};

struct statement_page {
    struct arena arena;
    uint64_t total;
    const struct statement *statements;
    size_t count;
};

void statement_page_destroy(struct statement_page *page);

#ifdef __cplusplus
}
#endif

#endif
