/* spelling.h - one spelling for words that British and American English write
 * apart, and one number for acronyms. Private to this room: stems are made of
 * what it gives.
 *
 * Most words go to the British spelling, because Snowball's stemmer keeps
 * "organisation" from "organ" and "organization" not. The first letter never
 * changes, nor does a word that is spelt alike everywhere: "exercise" and
 * "promise" have no z to lose, "size" and "prize" keep theirs. Pure; any
 * thread. */
#ifndef CONCORD_TEXT_SPELLING_PRIVATE_H
#define CONCORD_TEXT_SPELLING_PRIVATE_H

#include <stddef.h>

#include "text/tokens.h"

enum {
    SPELLING_GROWTH = 2, /* letters that a word may gain: "catalog" */
    SPELLING_MAX = TOKEN_WORD_MAX + SPELLING_GROWTH
};

/* Changes with every word that is spelt otherwise than before. */
#define SPELLING_VERSION "2"

/* Write the spelling of a folded word (see tokens.h) of at most TOKEN_WORD_MAX
 * bytes to `out`, NUL-terminated; the word itself when it has one only. Returns
 * its size. */
size_t spelling_fold(char out[SPELLING_MAX + 1], const char *word,
                     size_t length);

#endif
