/* sought_words.h - what of a query can be found in a text, told by its words.
 * Pure; read-only once collected. */
#ifndef CONCORD_ENGINE_SOUGHT_WORDS_H
#define CONCORD_ENGINE_SOUGHT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/query.h"
#include "schema/arena.h"
#include "schema/status.h"
#include "text/stem.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One thing to find: a word, the beginning of words, a phrase, or words near
 * each other, with what finding it is worth. */
struct sought_word {
    enum query_kind kind; /* QUERY_WORD, _PREFIX, _PHRASE or _NEAR */
    bool exact;
    const char *
        *words; /* folded; of a QUERY_WORD that is not exact, the stem */
    size_t word_count;
    unsigned window;   /* of QUERY_NEAR: how far apart its words may be */
    unsigned matter;   /* forms of one thing asked for have the same number */
    unsigned near_one; /* of QUERY_NEAR: its first place among all of these */
    double weight;
};

/* Where a word stands among what is sought: word `place` of an item. */
struct sought_place {
    const char *word;
    unsigned item;
    unsigned place;
};

/* Places sorted by their words, then by item. */
struct sought_places {
    struct sought_place *items;
    size_t count;
    bool begins[256]; /* some word begins with this byte */
};

struct sought_words {
    struct sought_word *items;
    size_t count;
    unsigned matters;   /* numbers of these in use: 0.. */
    unsigned near_ones; /* words of all QUERY_NEAR */
    struct sought_places exact;
    struct sought_places stems;
    struct sought_places prefixes;
};

/* What of `query` can be marked in a text: all but what is excluded and what is
 * asked of the title, which is shown in any case. Of speaker: and organisation:
 * it is the names. Weights are those of words, 1 but for what a form has beside
 * the word typed and for words that say little; the caller may set others. A
 * NULL query seeks nothing. In `arena`. CONCORD_NO_MEMORY. */
enum concord_status sought_words_collect(struct sought_words *out,
                                         struct arena *arena,
                                         const struct query *query,
                                         struct stemmer *stemmer,
                                         struct concord_error *err);

/* The places of a word; *count of them follow each other. */
const struct sought_place *sought_places_find(const struct sought_places *among,
                                              const char *word, size_t *count);

#ifdef __cplusplus
}
#endif

#endif
