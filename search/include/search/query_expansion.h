/* query_expansion.h - beside what was typed, what it stands for too.
 *
 * A word that the thesaurus knows becomes a synonym of the terms that it stands
 * for, each of which counts half as much where it is found. Words that stand
 * side by side ("primary care trust", all wanted) become either all of them, as
 * they were, or a synonym of the terms ("pct"); the longest run that is known
 * counts, and its words not for themselves. A term of several words is a
 * phrase, in the plural and in the singular.
 *
 * Words that hyphens join are looked for as one word too, whatever expands:
 * "co-operation" finds "cooperation".
 *
 * What is left out with "-" is not expanded, or it would take away what nobody
 * named; nor are exact words, phrases, prefixes, what stands beside near, and
 * names. Pure; the trees given are not changed. */
#ifndef CONCORD_SEARCH_QUERY_EXPANSION_H
#define CONCORD_SEARCH_QUERY_EXPANSION_H

#include <stddef.h>

#include "engine/query.h"
#include "engine/thesaurus.h"
#include "schema/arena.h"
#include "schema/status.h"
#include "text/stem.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Terms that one query is expanded with, at the most: the rest of it is looked
 * for as it is. */
enum { EXPANSION_TERMS_MAX = 48 };

struct expanded_term {
    const char *term; /* folded, as it was typed */
    const char **to;
    size_t to_count;
};

struct expanded_terms {
    struct expanded_term *items; /* in the order typed, no two alike */
    size_t count;
};

/* What expands, and from where. */
struct query_expander {
    const struct thesaurus *thesaurus;
    struct stemmer *stemmer;
    unsigned sources;    /* bits: THESAURUS_ACRONYMS, THESAURUS_SYNONYMS */
    struct arena *arena; /* of *out and *expanded */
};

/* The tree of a query, expanded, into *out; *expanded says how. `query` may be
 * NULL, as *out is then. CONCORD_NO_MEMORY. */
enum concord_status query_expand(const struct query_expander *expander,
                                 const struct query *query,
                                 const struct query **out,
                                 struct expanded_terms *expanded,
                                 struct concord_error *err);

/* As query_expand() for what a query is relaxed to, where words that were typed
 * side by side are each enough. */
enum concord_status query_expand_relaxed(const struct query_expander *expander,
                                         const struct query *relaxed,
                                         const struct query **out,
                                         struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
