/* phrase_search.h - which documents have words as a phrase, or near each other,
 * by the words of the documents in order. C++ only; throws deadline_passed, and
 * a struct concord_error when a document's words are not whole. */
#ifndef CONCORD_ENGINE_PHRASE_SEARCH_H
#define CONCORD_ENGINE_PHRASE_SEARCH_H

#include <vector>

#include "docset.h"
#include "engine/query.h"
#include "index_reader_parts.h"
#include "synonym_source.h"

// Of the candidates, which may have all the words, those that have them as
// `query`, a phrase or near, asks for. The set is in the arena.
struct docset phrase_search(const struct index_reader *reader,
                            const struct query *query,
                            const struct docset &candidates,
                            struct arena *arena, const deadline &limit);

// How often these have a phrase, `weight` each time; none that has it not.
std::vector<synonym_posting>
phrase_search_counts(const struct index_reader *reader,
                     const struct query *phrase,
                     const struct docset &candidates, double weight,
                     struct arena *arena, const deadline &limit);

#endif
