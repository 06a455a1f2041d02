/* time_filter.h - what a request asks of a document's time, asked of the
 * columns. Pure; any thread. `docid` is below the columns' limit. */
#ifndef CONCORD_ENGINE_TIME_FILTER_H
#define CONCORD_ENGINE_TIME_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/search_request.h"
#include "facet_columns.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Its date meets one of those asked for; there must be one. An undated document
 * meets none but `missing`. */
bool time_filter_passes_dates(const struct time_conditions *time,
                              const struct facet_columns *columns,
                              uint32_t docid);

/* Its date is as certain, and it was in force, as is asked. */
bool time_filter_passes_rest(const struct time_conditions *time,
                             const struct facet_columns *columns,
                             uint32_t docid);

#ifdef __cplusplus
}
#endif

#endif
