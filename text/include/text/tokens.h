/* tokens.h - the words of a text, in order, with where they stand.
 *
 * A word is a run of letters, digits and their marks; raised figures and
 * fractions, which mark footnotes and measures, are none ("policy²" is policy).
 * An apostrophe of any kind between letters is part of it ("children's"); so is
 * the comma between digits of a thousand ("5,000" is 5000) and the point in a
 * decimal (2.5), but not in a chain ("12.05.2009" is three). Every hyphen and
 * dash ends a word: "third-sector" is two. Words are folded: case, accents and
 * the kinds of apostrophe make no difference ("Café" is cafe, "children’s" is
 * children's). A reader belongs to one thread; it allocates nothing. */
#ifndef CONCORD_TEXT_TOKENS_H
#define CONCORD_TEXT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of a folded word; a longer one is cut there, which makes two long words
 * with the same beginning one. */
enum { TOKEN_WORD_MAX = 64 };

enum token_case {
    TOKEN_LOWER,       /* no capital first */
    TOKEN_CAPITALISED, /* "Reading", and "A" */
    TOKEN_ALL_CAPITALS /* two capitals or more and no small letter: "NHS" */
};

struct token {
    size_t start; /* bytes start..end of the text */
    size_t end;
    size_t length; /* of word, in bytes */
    bool joined;   /* a hyphen between letters, and no space, joins it to the
                    * word before */
    enum token_case letters;
    char word[TOKEN_WORD_MAX + 1]; /* folded, NUL-terminated */
};

struct token_reader {
    const char *text;
    size_t size;
    size_t at;
    bool ampersands; /* "&" is the word "and" */
    bool hyphen;     /* `at` is behind a letter and before a hyphen */
};

/* The text must outlive the reader. `start`..`size` is what it reads. */
void token_reader_begin(struct token_reader *reader, const char *text,
                        size_t size);

/* As token_reader_begin(), with "&" read as the word "and": for what is put
 * into an index and what is asked of it, so that "health & social care" has the
 * words of "health and social care". */
void token_reader_begin_search(struct token_reader *reader, const char *text,
                               size_t size);

/* Fill *token with the next word; false at the end. */
bool token_next(struct token_reader *reader, struct token *token);

/* How many plain small letters, a to z, `size` bytes of text begin with. Before
 * a space or a stop they are a word, which they fold to. */
size_t token_small_letters(const char *text, size_t size);

/* Append the folded words of `text`, one space between. */
void token_fold(struct buffer *out, const char *text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
