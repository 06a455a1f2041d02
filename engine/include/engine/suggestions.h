/* suggestions.h - what may be meant by words that are still being typed: the
 * words of the archive, its titles and its facets' values, by how they begin;
 * and the words nearest to one that no document has. Immutable once open, and
 * shared by threads. */
#ifndef CONCORD_ENGINE_SUGGESTIONS_H
#define CONCORD_ENGINE_SUGGESTIONS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct suggestions;

/* Kinds are numbered: words, titles, and then each facet of the schema. */
enum { SUGGESTION_WORD, SUGGESTION_TITLE, SUGGESTION_FACETS };

struct suggestion {
    const char *text;  /* as it is shown */
    const char *value; /* of the facet; a word's stem; empty for a title */
    uint32_t count;    /* documents that have it, copies as one; a word, in any
                        * of its forms */
};

/* How many kinds there are; 0 in a generation that has no suggestions. */
size_t suggestions_kind_count(const struct suggestions *suggestions);

/* Of the things of one kind the first `most`, and 128 at the most, by count,
 * words by that of their own form, of which a word, and those behind it, begin
 * with `begun`: words as text/tokens.h folds them, one space between. How many
 * went to `out`, whose strings are the suggestions'. Takes time by `most`, not
 * by how many there are. */
size_t suggestions_complete(const struct suggestions *suggestions, size_t kind,
                            const char *begun, struct suggestion *out,
                            size_t most);

/* The words nearest to `word`, which is folded: fewest letters added, left out,
 * changed or swapped with their neighbour, at most one in a word of three to
 * five letters and two in longer ones; then by count. Optimal string alignment
 * (Boytsov, "Indexing methods for approximate dictionary searching", 2011). */
size_t suggestions_nearest(const struct suggestions *suggestions,
                           const char *word, struct suggestion *out,
                           size_t most);

#ifdef __cplusplus
}
#endif

#endif
