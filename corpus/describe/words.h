/* words.h - asking about the words of a reading: the closed class of English
 * that tells what a line or a sentence does. Lists are of folded words, end
 * with NULL and outlive the describer, static or the schema's: what was asked
 * of one is remembered by its address. */
#ifndef CONCORD_CORPUS_DESCRIBE_WORDS_H
#define CONCORD_CORPUS_DESCRIBE_WORDS_H

#include <string.h>

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

static inline bool word_has_class(const struct reading *reading, size_t word,
                                  enum word_class wanted) {
    return word < reading->word_count &&
           (reading->words[word].classes & wanted) != 0;
}

static inline bool word_has_capital(const struct reading *reading,
                                    size_t word) {
    return word < reading->word_count &&
           reading->words[word].letters != TOKEN_LOWER;
}

/* Decimal digits only, at most `digits` of them; -1 for anything else. */
int word_number(const struct reading *reading, size_t word, size_t digits);

/* What stands between a word and the next of the text, which must be there. */
struct gap {
    const char *text;
    size_t size;
};
static inline struct gap gap_after(const struct reading *reading, size_t word) {
    size_t start = reading->words[word].end;
    size_t end = word + 1 < reading->word_count ? reading->words[word + 1].start
                                                : reading->document->text_size;
    return (struct gap){reading->document->text + start, end - start};
}
static inline bool gap_is(struct gap gap, const char *text) {
    return gap.size == strlen(text) && memcmp(gap.text, text, gap.size) == 0;
}
/* One space and nothing else, as between most words. */
static inline bool gap_is_space(struct gap gap) {
    return gap.size == 1 && gap.text[0] == ' ';
}
static inline bool gap_has(struct gap gap, const char *mark) {
    size_t length = strlen(mark);
    for (size_t i = 0; i + length <= gap.size; i++)
        if (gap.text[i] == mark[0] && memcmp(gap.text + i, mark, length) == 0)
            return true;
    return false;
}
/* Nothing but one space, hyphen or ampersand: a name may go on over it. */
bool gap_joins(struct gap gap);

/* A sentence or a part of one that stands for itself ends here. */
static inline bool gap_ends_sentence(const struct reading *reading,
                                     size_t word) {
    return reading->words[word].ends_sentence;
}

#endif
