/* index_suggestions.h - writes what may be suggested, from an index whose
 * columns are written. C++ only. */
#ifndef CONCORD_ENGINE_INDEX_SUGGESTIONS_H
#define CONCORD_ENGINE_INDEX_SUGGESTIONS_H

#include <string>

#include "facet_columns.h"
#include "schema/schema.h"
#include "schema/status.h"

/* CONCORD_IO, CONCORD_CORRUPT, CONCORD_NO_MEMORY. */
enum concord_status index_suggestions_write(const std::string &directory,
                                            const struct facet_columns *columns,
                                            const struct schema *schema,
                                            struct concord_error *err);

#endif
