/* document_order.h - which of two documents comes first, when words do not
 * decide it. Pure; any thread. */
#ifndef CONCORD_ENGINE_DOCUMENT_ORDER_H
#define CONCORD_ENGINE_DOCUMENT_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/search_request.h"
#include "facet_columns.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Document `a` comes before `b`; SORT_RELEVANCE is not asked here. */
bool document_comes_before(const struct facet_columns *columns,
                           enum search_sort sort, uint32_t a, uint32_t b);

#ifdef __cplusplus
}
#endif

#endif
