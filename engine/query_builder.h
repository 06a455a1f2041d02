/* query_builder.h - from our query tree to Xapian's. C++ only. */
#ifndef CONCORD_ENGINE_QUERY_BUILDER_H
#define CONCORD_ENGINE_QUERY_BUILDER_H

#include <xapian.h>

#include "engine/query.h"
#include "index_reader_parts.h"
#include "text/stem.h"

// `limit` must outlive the query.
Xapian::Query query_builder_build(const struct query *query,
                                  struct stemmer *stemmer,
                                  const deadline &limit);

/* Some of it is a phrase or near, whose candidates may cost more than their
 * matches do. */
bool query_builder_has_positions(const struct query *query);

#endif
