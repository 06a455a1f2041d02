/* document_order.c - each order is a column. */
#include "document_order.h"

const uint32_t *document_order_ranks(const struct facet_columns *columns,
                                     enum search_sort sort) {
    switch (sort) {
    case SORT_OLDEST:
        return columns->oldest_rank;
    case SORT_TITLE:
        return columns->title_rank;
    case SORT_INDEXED:
        return columns->indexed_rank;
    case SORT_RELEVANCE:
    case SORT_NEWEST:
        break;
    }
    return columns->newest_rank;
}
