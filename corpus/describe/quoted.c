#include "describe/quoted.h"

#include <string.h>

#include "describe/words.h"
#include "schema/wordings.h"

enum {
    BEFORE_WORDS = QUOTED_NEAR, /* that are looked at before a quotation ... */
    AFTER_WORDS = 26,           /* ... and after it */
    TITLE_WORDS = 12
};

static word_list wording(const struct reading *reading, enum wording list) {
    return schema_wording(reading->schema, list);
}

size_t quoted_words(const struct quoted *quoted) {
    return quoted->end_word - quoted->first_word;
}

/* The bytes between the word before and the quotation's first: the mark is
 * among them. */
struct gap quoted_gap_before(const struct reading *reading,
                             const struct quoted *quoted) {
    if (quoted->first_word == 0)
        return (struct gap){"", 0};
    return gap_after(reading, quoted->first_word - 1);
}

bool quoted_opens_block(const struct reading *reading,
                        const struct quoted *quoted) {
    return reading->blocks[quoted->block].first_word == quoted->first_word;
}

bool quoted_ends_block(const struct reading *reading,
                       const struct quoted *quoted) {
    return reading_block_end(reading, quoted->end_block) == quoted->end_word;
}

/* The quotation ends as a sentence does, or breaks off for "she said". */
bool quoted_ends_spoken(const struct reading *reading,
                        const struct quoted *quoted) {
    char last = reading->document->text[quoted->end - 1];
    return last == '.' || last == ',' || last == '!' || last == '?' ||
           (quoted->end >= 3 &&
            memcmp(reading->document->text + quoted->end - 3, "…", 3) == 0);
}

bool quoted_breaks_off(const struct reading *reading,
                       const struct quoted *quoted) {
    char last = reading->document->text[quoted->end - 1];
    struct gap gap = gap_after(reading, quoted->end_word - 1);
    return last == ',' || last == '!' || last == '?' || gap_has(gap, ",") ||
           gap_has(gap, " –") || gap_has(gap, " -") || gap_has(gap, "…");
}

/* The sentence before the quotation in its block, up to BEFORE_WORDS. */
size_t quoted_before(const struct reading *reading,
                     const struct quoted *quoted) {
    size_t first = reading->blocks[quoted->block].first_word;
    size_t word = quoted->first_word;
    if (word > first + BEFORE_WORDS)
        first = word - BEFORE_WORDS;
    while (word > first) {
        size_t before = word - 1;
        bool ends = word < quoted->first_word
                        ? gap_ends_sentence(reading, before) &&
                              !reading->words[before].quoted
                        : gap_has(gap_after(reading, before), ". ") ||
                              gap_has(gap_after(reading, before), "? ") ||
                              gap_has(gap_after(reading, before), "! ");
        if (ends)
            break;
        word--;
    }
    return word;
}

size_t quoted_after(const struct reading *reading,
                    const struct quoted *quoted) {
    size_t end = reading_block_end(reading, quoted->end_block);
    size_t word = quoted->end_word;
    if (end > word + AFTER_WORDS)
        end = word + AFTER_WORDS;
    while (word < end) {
        struct gap gap = gap_after(reading, word);
        word++;
        if (gap_ends_sentence(reading, word - 1) || gap_has(gap, "“") ||
            gap_has(gap, " \"") || gap_has(gap, " ‘"))
            break;
    }
    return word;
}

/* What is no quotation. */

bool quoted_is_title_case(const struct reading *reading,
                          const struct quoted *quoted) {
    static const char *const small[] = {
        "a",  "an", "and", "as",  "at", "by",   "for",  "from", "in",
        "of", "on", "or",  "the", "to", "with", "your", "our",  NULL};
    size_t capitals = 0;
    size_t others = 0;
    for (size_t word = quoted->first_word; word < quoted->end_word; word++) {
        if (word_has_capital(reading, word))
            capitals++;
        else if (!word_in(reading, word, small))
            others++;
    }
    return quoted_words(quoted) <= TITLE_WORDS && capitals > 1 &&
           capitals > others * 2;
}

/* "entitled ‘...’", "the term ‘...’", "the ‘...’ scheme" */
static bool is_name(const struct reading *reading,
                    const struct quoted *quoted) {
    enum { LOOK_BACK = 2, NAME_WORDS = 12, TERM_WORDS = 6 };
    struct gap gap = quoted_gap_before(reading, quoted);
    size_t word = quoted->first_word;
    size_t first = reading->blocks[quoted->block].first_word;
    if (quoted_words(quoted) > NAME_WORDS)
        return false;
    for (size_t back = 1; back <= LOOK_BACK && word >= first + back; back++)
        if (words_begin(reading, word - back, word,
                        wording(reading, WORDING_NAMING_WORDS)) == back &&
            !gap_has(gap, ":") && !gap_has(gap, ","))
            return true;
    char last = reading->document->text[quoted->end - 1];
    return quoted_words(quoted) <= TERM_WORDS && last != '.' &&
           quoted->end_word < reading_block_end(reading, quoted->end_block) &&
           gap_after(reading, quoted->end_word - 1).size <= 4 &&
           words_begin(reading, quoted->end_word,
                       reading_block_end(reading, quoted->end_block),
                       wording(reading, WORDING_MEANING_WORDS)) > 0;
}

bool quoted_may_be_said(const struct reading *reading,
                        const struct quoted *quoted) {
    return !reading->blocks[quoted->block].cited && quoted_words(quoted) > 0 &&
           !is_name(reading, quoted) &&
           (quoted_ends_spoken(reading, quoted) ||
            !quoted_is_title_case(reading, quoted));
}
