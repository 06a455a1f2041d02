/* document_order.h - the order of documents, when words do not decide it.
 * Pure; any thread. */
#ifndef CONCORD_ENGINE_DOCUMENT_ORDER_H
#define CONCORD_ENGINE_DOCUMENT_ORDER_H

#include <stdint.h>

#include "engine/search_request.h"
#include "facet_columns.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of each docid its place among all documents, which are distinct; the
 * columns'. SORT_RELEVANCE is that of results without words: the newest
 * first. */
const uint32_t *document_order_ranks(const struct facet_columns *columns,
                                     enum search_sort sort);

#ifdef __cplusplus
}
#endif

#endif
