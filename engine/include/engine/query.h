/* query.h - what is asked of the text, as a tree.
 * The tree is the query language's meaning, free of its spelling: words are
 * folded as text/tokens.h does it, and not yet stemmed. Every node lives in the
 * arena that it was made in. Pure data; one thread at a time while it is built.
 */
#ifndef CONCORD_ENGINE_QUERY_H
#define CONCORD_ENGINE_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    QUERY_BYTES_MAX = 1024,
    QUERY_WORDS_MAX = 64,  /* in all */
    QUERY_PHRASE_MAX = 32, /* words of one phrase */
    QUERY_PREFIX_MIN = 2   /* characters before the '*' */
};

enum query_kind {
    QUERY_ALL,     /* every document */
    QUERY_WORD,    /* one word, by its stem or, when exact, by its letters */
    QUERY_PHRASE,  /* the words side by side, unstemmed, within one block */
    QUERY_NEAR,    /* the words within `window` words, in any order */
    QUERY_PREFIX,  /* any word that begins so */
    QUERY_AND,     /* all children */
    QUERY_OR,      /* any child */
    QUERY_SYNONYM, /* any child, all of them as forms of one word */
    QUERY_AND_NOT  /* the first child and not the second */
};

/* Names are not stemmed, so that whoever looks in them asks for exact words. */
enum query_field {
    QUERY_IN_TEXT,
    QUERY_IN_TITLE,
    QUERY_IN_SPEAKER,      /* who is quoted */
    QUERY_IN_ORGANISATION, /* which bodies it has, or their acronyms */
    QUERY_IN_ID            /* the unique id itself, as an exact word */
};

/* The children of a synonym are words and phrases. Ranked, they are one word:
 * it stands in a document as often as they do, each counted by its weight, and
 * as rare as the documents are that have any of them. */
struct query {
    enum query_kind kind;
    enum query_field field;
    bool exact;
    bool hyphened; /* a word that a hyphen joins to the one typed before it */
    unsigned window;
    const char **words; /* of a word, phrase, near or prefix node */
    size_t word_count;
    double weight; /* of a synonym's child: what finding it once counts, the
                    * word itself being 1; 0 of all others */
    double share;  /* of its weight that a word ranks with; 0 is the whole */
    struct query **children;
    size_t child_count;
};

/* NULL when memory is out. */
struct query *query_create(struct arena *arena, enum query_kind kind);
bool query_add_word(struct arena *arena, struct query *query, const char *word);
bool query_add_child(struct arena *arena, struct query *query,
                     struct query *child);

/* The share of its weight that a word ranks with, above 0 and at most 1. */
static inline double query_share(const struct query *query) {
    return query->share > 0 ? query->share : 1.0;
}

/* What it asks for is looked for in names, which have no stems. */
static inline bool query_is_of_names(const struct query *query) {
    return query->field == QUERY_IN_SPEAKER ||
           query->field == QUERY_IN_ORGANISATION;
}

/* How many words the tree holds, in all its nodes. */
size_t query_word_count(const struct query *query);

/* The tree as an S-expression, for tests and `explain`:
 *   (and health (phrase "twelve weeks") (not funding))
 * The caller owns the text and frees it; NULL when memory is out. */
char *query_to_string(const struct query *query);

#ifdef __cplusplus
}
#endif

#endif
