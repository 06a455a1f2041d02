/* query_builder.h - from our query tree to Xapian's. C++ only. */
#ifndef CONCORD_ENGINE_QUERY_BUILDER_H
#define CONCORD_ENGINE_QUERY_BUILDER_H

#include <xapian.h>

#include "engine/query.h"
#include "text/stem.h"

Xapian::Query query_builder_build(const struct query *query,
                                  struct stemmer *stemmer);

/* Some of it is a phrase or near, whose candidates may cost more than their
 * matches do. */
bool query_builder_has_positions(const struct query *query);

#endif
