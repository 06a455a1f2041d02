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

bool word_in(const struct reading *reading, size_t word, word_list list) {
    if (word >= reading->word_count)
        return false;
    const char *folded = reading->words[word].folded;
    for (size_t i = 0; list[i]; i++)
        if (same_word(folded, list[i]))
            return true;
    return false;
}

bool word_in_any_number(const struct reading *reading, size_t word,
                        word_list list) {
    if (word >= reading->word_count)
        return false;
    const char *folded = reading->words[word].folded;
    for (size_t i = 0; list[i]; i++)
        if (word_is_form_of(folded, list[i]))
            return true;
    return false;
}

/* How many words of `phrase` stand at `word`: all of them or 0. */
static size_t phrase_at(const struct reading *reading, size_t word, size_t end,
                        const char *phrase) {
    size_t count = 0;
    while (*phrase) {
        size_t length = strcspn(phrase, " ");
        if (word + count >= end)
            return 0;
        const char *folded = reading->words[word + count].folded;
        if (strncmp(folded, phrase, length) != 0 || folded[length] != '\0')
            return 0;
        count++;
        phrase += length;
        phrase += *phrase == ' ';
    }
    return count;
}

size_t words_begin(const struct reading *reading, size_t word, size_t end,
                   word_list list) {
    size_t longest = 0;
    if (word >= end)
        return 0;
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

size_t words_find(const struct reading *reading, size_t first, size_t end,
                  word_list list) {
    for (size_t word = first; word < end; word++)
        if (words_begin(reading, word, end, list) > 0)
            return word;
    return end;
}

bool word_has_class(const struct reading *reading, size_t word,
                    enum word_class wanted) {
    return word < reading->word_count &&
           (reading->words[word].classes & wanted) != 0;
}

bool word_has_capital(const struct reading *reading, size_t word) {
    return word < reading->word_count &&
           reading->words[word].letters != TOKEN_LOWER;
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

struct gap gap_after(const struct reading *reading, size_t word) {
    size_t start = reading->words[word].end;
    size_t end = word + 1 < reading->word_count ? reading->words[word + 1].start
                                                : reading->document->text_size;
    return (struct gap){reading->document->text + start, end - start};
}

bool gap_is(struct gap gap, const char *text) {
    return gap.size == strlen(text) && memcmp(gap.text, text, gap.size) == 0;
}

bool gap_is_space(struct gap gap) {
    return gap.size == 1 && gap.text[0] == ' ';
}

bool gap_has(struct gap gap, const char *mark) {
    size_t length = strlen(mark);
    for (size_t i = 0; i + length <= gap.size; i++)
        if (gap.text[i] == mark[0] && memcmp(gap.text + i, mark, length) == 0)
            return true;
    return false;
}

bool gap_joins(struct gap gap) {
    return gap_is_space(gap) || gap_is(gap, "-") || gap_is(gap, " & ") ||
           gap_is(gap, "&") || gap_is(gap, "' ") || gap_is(gap, "’ ");
}

bool gap_ends_sentence(const struct reading *reading, size_t word) {
    return reading->words[word].ends_sentence;
}
