#include "describe/words.h"

#include <string.h>

/* The first letter tells most words apart, without a call. */
static bool same_word(const char *folded, const char *other) {
    return folded[0] == other[0] && strcmp(folded, other) == 0;
}

bool word_is(const struct reading *reading, size_t word, const char *folded) {
    return word < reading->word_count &&
           same_word(reading->words[word].folded, folded);
}

/* ---- one word and a list ----
 *
 * The same few lists are asked about at every word of every text, and mostly
 * for nothing. So the lexicon keeps the answer with the word. */

enum list_sort { LIST_HAS, LIST_HAS_ANY_NUMBER, LIST_HAS_AS_FIRST };

/* What follows the word in the phrase when that begins with it, else NULL. */
static const char *after_word(const char *phrase, const char *folded) {
    while (*folded && *folded == *phrase) {
        folded++;
        phrase++;
    }
    if (*folded != '\0' || (*phrase != '\0' && *phrase != ' '))
        return NULL;
    return *phrase ? phrase + 1 : phrase;
}

static bool is_listed(const char *folded, word_list list, enum list_sort sort) {
    for (size_t i = 0; list[i]; i++)
        if (sort == LIST_HAS              ? same_word(folded, list[i])
            : sort == LIST_HAS_ANY_NUMBER ? word_is_form_of(folded, list[i])
                                          : after_word(list[i], folded) != NULL)
            return true;
    return false;
}

/* The number of the question whether a word is in the list. */
static int question_of(const struct reading *reading, word_list list,
                       enum list_sort sort) {
    return reading->lexicon ? lexicon_question(reading->lexicon, list, list[0],
                                               (unsigned)sort)
                            : -1;
}

static bool learn(const struct word *word, struct lexicon_answers *answers,
                  uint64_t bit, word_list list, enum list_sort sort) {
    bool yes = is_listed(word->folded, list, sort);
    answers->known |= bit;
    answers->yes |= yes ? bit : 0;
    return yes;
}

static inline bool answer(const struct word *word, int question, word_list list,
                          enum list_sort sort) {
    if (question < 0)
        return is_listed(word->folded, list, sort);
    struct lexicon_answers *answers =
        &word->known->answers[(unsigned)question / 64];
    uint64_t bit = (uint64_t)1 << ((unsigned)question % 64);
    return answers->known & bit ? (answers->yes & bit) != 0
                                : learn(word, answers, bit, list, sort);
}

static bool ask_list(const struct reading *reading, size_t word, word_list list,
                     enum list_sort sort) {
    return answer(&reading->words[word], question_of(reading, list, sort), list,
                  sort);
}

bool word_in(const struct reading *reading, size_t word, word_list list) {
    return word < reading->word_count &&
           ask_list(reading, word, list, LIST_HAS);
}

bool word_in_any_number(const struct reading *reading, size_t word,
                        word_list list) {
    return word < reading->word_count &&
           ask_list(reading, word, list, LIST_HAS_ANY_NUMBER);
}

/* How many words of `phrase` stand at `word`: all of them or 0. */
static size_t phrase_at(const struct reading *reading, size_t word, size_t end,
                        const char *phrase) {
    size_t count = 0;
    for (; *phrase; count++) {
        phrase = word + count < end
                     ? after_word(phrase, reading->words[word + count].folded)
                     : NULL;
        if (!phrase)
            return 0;
    }
    return count;
}

/* words_begin() for a word that one of the phrases begins with. */
static size_t longest_at(const struct reading *reading, size_t word, size_t end,
                         word_list list) {
    size_t longest = 0;
    const char *folded = reading->words[word].folded;
    for (size_t i = 0; list[i]; i++) {
        if (folded[0] != list[i][0])
            continue;
        size_t count = phrase_at(reading, word, end, list[i]);
        if (count > longest)
            longest = count;
    }
    return longest;
}

size_t words_begin(const struct reading *reading, size_t word, size_t end,
                   word_list list) {
    return word < end && ask_list(reading, word, list, LIST_HAS_AS_FIRST)
               ? longest_at(reading, word, end, list)
               : 0;
}

size_t words_find(const struct reading *reading, size_t first, size_t end,
                  word_list list) {
    int question = question_of(reading, list, LIST_HAS_AS_FIRST);
    for (size_t word = first; word < end; word++)
        if (answer(&reading->words[word], question, list, LIST_HAS_AS_FIRST) &&
            longest_at(reading, word, end, list) > 0)
            return word;
    return end;
}

int word_number(const struct reading *reading, size_t word, size_t digits) {
    if (word >= reading->word_count)
        return -1;
    const char *folded = reading->words[word].folded;
    size_t length = strspn(folded, "0123456789");
    if (length == 0 || length > digits || folded[length] != '\0')
        return -1;
    int number = 0;
    for (size_t i = 0; i < length; i++)
        number = number * 10 + (folded[i] - '0');
    return number;
}

bool gap_joins(struct gap gap) {
    return gap_is_space(gap) || gap_is(gap, "-") || gap_is(gap, " & ") ||
           gap_is(gap, "&") || gap_is(gap, "' ") || gap_is(gap, "’ ");
}
