/* correction.h - what may have been meant by a query with a word that no
 * document has. Private to this room. */
#ifndef CONCORD_SEARCH_CORRECTION_H
#define CONCORD_SEARCH_CORRECTION_H

#include <stddef.h>

#include "engine/index_reader.h"
#include "schema/arena.h"
#include "schema/status.h"

enum { CORRECTIONS_MAX = 3 };

/* The query with each such word replaced by the one nearest to it: of the last
 * such word the first `most` that are near, and so as many queries, at most
 * CORRECTIONS_MAX. How many went to `out`, in `arena`: none when documents have
 * all words, or nothing is near to one. Signs and the words of other languages'
 * operators stay, and so do words that are not wanted, begin others or are of
 * names. CONCORD_NO_MEMORY, CONCORD_CORRUPT. */
enum concord_status correction_find(const char *out[CORRECTIONS_MAX],
                                    size_t *count, size_t most,
                                    struct arena *arena, const char *q,
                                    struct index_reader *reader,
                                    struct concord_error *err);

#endif
