/* query_builder.h - from our query tree to Xapian's. C++ only. */
#ifndef CONCORD_ENGINE_QUERY_BUILDER_H
#define CONCORD_ENGINE_QUERY_BUILDER_H

#include <string>
#include <vector>
#include <xapian.h>

#include "engine/query.h"
#include "index_reader_parts.h"
#include "synonym_source.h"
#include "text/stem.h"

// `limit` must outlive the query.
Xapian::Query query_builder_build(const struct query *query,
                                  struct stemmer *stemmer,
                                  const deadline &limit);

// The term of a word; of a phrase or near, those of its words in order.
std::string query_builder_term(const struct query *query,
                               struct stemmer *stemmer);
std::vector<std::string> query_builder_terms(const struct query *query);

// Of a phrase or near, terms that every document with it has: the stems of its
// words; names have none, and are known by their words.
std::vector<std::string> query_builder_stems(const struct query *query,
                                             struct stemmer *stemmer);

// Of a synonym or a prefix.
std::vector<synonym_member> query_builder_members(const struct query *query,
                                                  struct stemmer *stemmer);

/* Some of it is a phrase or near, whose candidates may cost more than their
 * matches do. */
bool query_builder_has_positions(const struct query *query);

#endif
