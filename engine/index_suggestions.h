/* index_suggestions.h - writes what may be suggested, from an index whose
 * columns are written. C++ only; throws as Xapian does. */
#ifndef CONCORD_ENGINE_INDEX_SUGGESTIONS_H
#define CONCORD_ENGINE_INDEX_SUGGESTIONS_H

#include <string>
#include <xapian.h>

#include "facet_columns.h"
#include "schema/schema.h"
#include "schema/status.h"

/* CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status index_suggestions_write(const Xapian::Database &database,
                                            const std::string &directory,
                                            const struct facet_columns *columns,
                                            const struct schema *schema,
                                            struct concord_error *err);

#endif
