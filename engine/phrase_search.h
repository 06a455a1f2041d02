/* phrase_search.h - which documents have words as a phrase, or near each other.
 * C++ only; throws as Xapian does, and deadline_passed. */
#ifndef CONCORD_ENGINE_PHRASE_SEARCH_H
#define CONCORD_ENGINE_PHRASE_SEARCH_H

#include "docset.h"
#include "engine/query.h"
#include "index_reader_parts.h"

// Of the candidates, which have all the words, those that have them as `query`,
// a phrase or near, asks for. The set is in the arena.
struct docset phrase_search(struct index_reader *reader,
                            const struct query *query,
                            const struct docset &candidates,
                            struct arena *arena, const deadline &limit);

#endif
