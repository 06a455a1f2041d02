/* query_lexemes.h - what is typed, cut into the words and signs of the query
 * language. Private to the language, which works in three steps:
 *
 *   lexemes_read()    text -> lexemes; a sign is one only where it may stand
 *   lexemes_settle()  signs that lack a partner become plain words or go
 *   query_parse()     what is left fits the grammar and becomes a tree
 *
 * Each step takes time in proportion to the text, and leaves a note for
 * whatever it read otherwise than it was typed. */
#ifndef CONCORD_SEARCH_QUERY_LEXEMES_H
#define CONCORD_SEARCH_QUERY_LEXEMES_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/posting_plan.h"
#include "engine/query.h"
#include "schema/arena.h"
#include "schema/status.h"

enum {
    LEXEME_DEPTH_MAX = 20, /* brackets within brackets */
    /* A wider window would reach from one block into the next. */
    LEXEME_WINDOW_MAX = PLAN_BLOCK_GAP - 1
};

enum lexeme_kind {
    LEXEME_NOTHING, /* taken out */
    LEXEME_WORDS,   /* no space between them: health, third-sector */
    LEXEME_PHRASE,
    LEXEME_OPEN,
    LEXEME_CLOSE,
    LEXEME_MINUS, /* what follows at once is not wanted */
    LEXEME_FIELD, /* what follows at once is wanted there: title: */
    LEXEME_OR,
    LEXEME_AND, /* of other languages; settled, it is gone */
    LEXEME_NOT, /* likewise, and is a LEXEME_MINUS */
    LEXEME_NEAR
};

struct lexeme {
    enum lexeme_kind kind;
    const char **words; /* folded; OR, AND, NOT and near/5 keep theirs, for they
                         * may turn out to be plain words */
    size_t word_count;
    bool exact;
    bool hyphened;          /* nothing but hyphens joins the words */
    bool prefix;            /* the last word is the beginning of one */
    unsigned window;        /* of near/5: 5 */
    enum query_field field; /* of title: */
};

struct lexeme_list {
    struct arena *arena; /* owns all of it */
    struct lexeme *items;
    size_t count;
    const char **notes;
    size_t note_count;
    bool failed; /* memory ran out; remembered, so that it is asked for once */
};

/* Add a note, unless the same one is there. */
void lexemes_note(struct lexeme_list *list, const char *format, ...)
    CONCORD_PRINTF(2, 3);

/* Take out the signs right before `end`, which govern what stands there. */
void lexemes_drop_signs(struct lexeme_list *list, size_t end);

/* Take out the item at `index`, and the signs that govern it. */
void lexemes_drop(struct lexeme_list *list, size_t index);

/* Cut `text`: clean UTF-8 with straight quotes and hyphens, `size` bytes. */
void lexemes_read(struct lexeme_list *list, const char *text, size_t size);

/* Take out or turn into words what has no partner: brackets, OR, near. What
 * is left has balanced brackets, and words or phrases on both sides of every
 * near, and something on both sides of every OR. */
void lexemes_settle(struct lexeme_list *list);

#endif
