/* typical_words.h - the words that tell some documents from the rest of the
 * archive: of the best results of a search, to broaden it by; of one document,
 * to find others like it.
 *
 * A word is worth what Bo1 says of it, the divergence of how often it stands in
 * these documents from how often it would by chance (Amati, Probability models
 * for information retrieval based on divergence from randomness, 2003). */
#ifndef CONCORD_ENGINE_TYPICAL_WORDS_H
#define CONCORD_ENGINE_TYPICAL_WORDS_H

#include <stddef.h>

#include "engine/index_reader.h"
#include "engine/search_request.h"
#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    TYPICAL_WORDS_MOST = 40,
    TYPICAL_RESULTS = 10 /* of a search that words are taken from */
};

struct typical_word {
    const char *word; /* folded; of its stem the form that is met most */
    double worth;     /* 1 of the best, above 0 */
};

struct typical_words {
    struct typical_word *items; /* the best first; ties by stem */
    size_t count;
    /* Of one document: the unique ids of itself and of its copies. */
    const char **ids;
    size_t id_count;
};

/* Of the first TYPICAL_RESULTS results by relevance, whatever page, order and
 * facets are asked for. A word that only one of them has is that one's matter.
 * Everything is in `arena`. Fails as index_reader_search() does. */
enum concord_status typical_words_of_results(
    struct typical_words *out, struct arena *arena, struct index_reader *reader,
    const struct search_request *request, struct concord_error *err);

/* Of the document with that id. CONCORD_NOT_FOUND; CONCORD_GONE once withdrawn.
 */
enum concord_status typical_words_of_document(struct typical_words *out,
                                              struct arena *arena,
                                              struct index_reader *reader,
                                              const char *id,
                                              struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
