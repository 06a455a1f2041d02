/* document_order.c - by date or title, then by unique id. */
#include "document_order.h"

/* A day to sort by, from the side that is bounded; undated papers come last
 * both ways. */
static int64_t day_key(const struct facet_columns *columns, uint32_t docid,
                       enum search_sort sort) {
    int64_t earliest = columns->earliest[docid];
    int64_t latest = columns->latest[docid];
    bool no_earliest = earliest == EDTF_OPEN_EARLIEST;
    bool no_latest = latest == EDTF_OPEN_LATEST;
    if (no_earliest && no_latest)
        return INT64_MAX;
    if (sort == SORT_NEWEST)
        return -(no_latest ? earliest : latest);
    return no_earliest ? latest : earliest;
}

bool document_comes_before(const struct facet_columns *columns,
                           enum search_sort sort, uint32_t a, uint32_t b) {
    if (sort == SORT_INDEXED)
        return columns->indexed_rank[a] < columns->indexed_rank[b];
    if (sort == SORT_TITLE)
        return columns->title_rank[a] < columns->title_rank[b];
    int64_t key_a = day_key(columns, a, sort);
    int64_t key_b = day_key(columns, b, sort);
    if (key_a != key_b)
        return key_a < key_b;
    return columns->id_rank[a] < columns->id_rank[b];
}
