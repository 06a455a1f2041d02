/* words.h - asking about the words of a reading: the closed class of English
 * that tells what a line or a sentence does. Lists are of folded words and end
 * with NULL. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_WORDS_H
#define CONCORD_CORPUS_DESCRIBE_WORDS_H

#include "describe/reading.h"
#include "describe/word_classes.h"

typedef const char *const *word_list;

bool word_is(const struct reading *reading, size_t word, const char *folded);
bool word_in(const struct reading *reading, size_t word, word_list list);

/* The word is in the list, a possessive or plural ending aside. */
bool word_in_any_number(const struct reading *reading, size_t word,
                        word_list list);

/* The words from `word` on, and before `end`, begin with one of the phrases of
 * `list`, whose words are parted by single spaces. How many words that took;
 * 0 for none. The longest phrase wins. */
size_t words_begin(const struct reading *reading, size_t word, size_t end,
                   word_list list);

/* Where in first..end one of the phrases begins; `end` when nowhere. */
size_t words_find(const struct reading *reading, size_t first, size_t end,
                  word_list list);

bool word_has_class(const struct reading *reading, size_t word,
                    enum word_class wanted);

bool word_has_capital(const struct reading *reading, size_t word);

/* Decimal digits only, at most `digits` of them; -1 for anything else. */
int word_number(const struct reading *reading, size_t word, size_t digits);

/* What stands between a word and the next of the text, which must be there. */
struct gap {
    const char *text;
    size_t size;
};
struct gap gap_after(const struct reading *reading, size_t word);
bool gap_is(struct gap gap, const char *text);
/* One space and nothing else, as between most words. */
bool gap_is_space(struct gap gap);
bool gap_has(struct gap gap, const char *mark);
/* Nothing but one space, hyphen or ampersand: a name may go on over it. */
bool gap_joins(struct gap gap);

/* A sentence or a part of one that stands for itself ends here. */
bool gap_ends_sentence(const struct reading *reading, size_t word);

#endif
