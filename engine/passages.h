/* passages.h - the stretches of a text that best show why it was found.
 * Pure; one thread at a time (it uses the caller's stemmer). */
#ifndef CONCORD_ENGINE_PASSAGES_H
#define CONCORD_ENGINE_PASSAGES_H

#include <stddef.h>

#include "engine/query.h"
#include "engine/result_page.h"
#include "schema/arena.h"
#include "schema/status.h"
#include "text/stem.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Words of a passage, at the most. */
enum { PASSAGE_WORDS = 40 };

/* What to look for: a word of the query with what finding it is worth. */
struct sought_word {
    enum query_kind kind; /* QUERY_WORD, QUERY_PREFIX, QUERY_PHRASE */
    bool exact;
    const char *
        *words; /* folded; of a QUERY_WORD that is not exact, the stem */
    size_t word_count;
    double weight;
};

struct sought_words {
    struct sought_word *items;
    size_t count;
};

/* What of `query` can be marked in a text: all but what is excluded or asked
 * of the title. Weights are
 * those of words, 1 but for what a synonym has beside the word; the caller may
 * set others. A NULL query seeks
 * nothing. In `arena`. */
enum concord_status sought_words_collect(struct sought_words *out,
                                         struct arena *arena,
                                         const struct query *query,
                                         struct stemmer *stemmer,
                                         struct concord_error *err);

/* The best `wanted` passages of the text, the best first, that do not overlap;
 * when nothing of the query stands in it, its first paragraph. Everything in
 * `arena`, the text's own bytes copied. An empty text has none. */
enum concord_status passages_find(const struct passage **out, size_t *count,
                                  struct arena *arena,
                                  const struct sought_words *sought,
                                  struct stemmer *stemmer, const char *text,
                                  size_t size, unsigned wanted,
                                  struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
