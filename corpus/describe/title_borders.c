/* title_borders.c - days before and sites after a title in its own line. */
#include "describe/title_borders.h"

#include <string.h>

#include "describe/date_text.h"
#include "describe/lines.h"
#include "describe/page_title.h"
#include "describe/words.h"

enum { OWN_WORDS_MIN = 2 };

static bool is_bar(struct gap gap) {
    return gap_has(gap, " | ") || gap_has(gap, " :: ") || gap_has(gap, " « ") ||
           gap_has(gap, " » ");
}

static bool is_border(struct gap gap) {
    return is_bar(gap) || gap_has(gap, " - ") || gap_has(gap, " – ") ||
           gap_has(gap, " — ") || gap_has(gap, " > ");
}

static bool has_border(const struct reading *reading, size_t word) {
    struct gap gap = gap_after(reading, word);
    return is_border(gap) || gap_is(gap, ": ");
}

/* The block's words are the words first..end. */
static bool block_says(const struct reading *reading, size_t block,
                       size_t first, size_t end) {
    size_t at = reading->blocks[block].first_word;
    if (reading->blocks[block].word_count != end - first)
        return false;
    for (size_t word = first; word < end; word++)
        if (!word_is(reading, at + (word - first), reading->words[word].folded))
            return false;
    return true;
}

/* The next block near the top that says the words; READING_NOWHERE for none. */
static size_t said_below(const struct reading *reading, size_t block,
                         size_t first, size_t end) {
    enum { PROSE_WORDS = 30 };
    size_t count = reading->document->block_count;
    for (size_t i = block + 1; i < count && i < TITLE_TOP_BLOCKS &&
                               reading->blocks[i].word_count <= PROSE_WORDS;
         i++)
        if (end >= first + OWN_WORDS_MIN && block_says(reading, i, first, end))
            return i;
    return READING_NOWHERE;
}

size_t title_echo_block(const struct reading *reading) {
    enum { LINES = 3, WORDS_MAX = 30 };
    size_t count = reading->document->block_count;
    for (size_t i = 0; i < count && i < LINES; i++) {
        size_t first = reading->blocks[i].first_word;
        size_t end = reading_block_end(reading, i);
        size_t below = READING_NOWHERE;
        for (size_t word = first; word + 1 < end && end - first <= WORDS_MAX &&
                                  below == READING_NOWHERE;
             word++) {
            if (!has_border(reading, word))
                continue;
            below = said_below(reading, i, first, word + 1);
            if (below == READING_NOWHERE)
                below = said_below(reading, i, word + 1, end);
        }
        if (below != READING_NOWHERE)
            return below;
    }
    return READING_NOWHERE;
}

/* The part is a name, every word of it with a capital, and none of a paper. */
static bool is_name(const struct reading *reading, size_t first, size_t end) {
    enum { WORDS_MAX = 5 };
    if (end - first < 2 || end - first > WORDS_MAX)
        return false;
    for (size_t word = first; word < end; word++)
        if ((!word_has_capital(reading, word) &&
             !word_has_class(reading, word, WORD_JOINER)) ||
            word_has_class(reading, word, WORD_PAPER_NOUN) ||
            strpbrk(reading->words[word].folded, "0123456789"))
            return false;
    return true;
}

/* A headline in the letters of a sentence. */
static bool is_sentence(const struct reading *reading, size_t first,
                        size_t end) {
    enum { WORDS_MIN = 4, SMALL_MIN = 2 };
    size_t small = 0;
    for (size_t word = first; word < end; word++)
        small += !word_has_capital(reading, word) &&
                 !word_has_class(reading, word, WORD_JOINER | WORD_OPENER);
    return end - first >= WORDS_MIN && small >= SMALL_MIN;
}

/* What follows the border is no part of the title: a page's kind, which its
 * site gives, or the site's name. After a dash, only a name beside a sentence
 * is surely that. */
static bool is_sites_tail(const struct reading *reading, size_t first,
                          size_t border, size_t end) {
    enum { SITE_WORDS_MAX = 6 };
    size_t next = border + 1;
    while (next + 1 < end && !is_border(gap_after(reading, next)))
        next++;
    const char *part =
        reading->document->text + reading->words[border + 1].start;
    size_t size = reading->words[next].end - reading->words[border + 1].start;
    if (title_is_nobodys(part, size))
        return true;
    if (is_bar(gap_after(reading, border)))
        return end - border - 1 <= SITE_WORDS_MAX;
    return is_sentence(reading, first, border + 1) &&
           is_name(reading, border + 1, end);
}

static void cut_tail(const struct reading *reading,
                     struct title_candidate *title, size_t first, size_t end) {
    for (size_t word = first + OWN_WORDS_MIN - 1; word + 1 < end; word++) {
        if (!is_border(gap_after(reading, word)) ||
            !is_sites_tail(reading, first, word, end))
            continue;
        title->end = reading->words[word].end;
        return;
    }
}

bool title_is_strap(const struct reading *reading, size_t block) {
    enum { NAME_WORDS_MAX = 3 };
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    for (size_t word = first; word + 1 < end && word < first + NAME_WORDS_MAX;
         word++)
        if (is_border(gap_after(reading, word)))
            return words_are_label(reading, word + 1, end);
    return false;
}

/* "12/05/2009 - Grants cut" */
static size_t after_day(const struct reading *reading, size_t first,
                        size_t end) {
    struct found_date date;
    if (!date_at(reading, first, end, &date) || date.form != DATE_DAY)
        return first;
    size_t own = first + date.word_count;
    struct gap gap = own < end ? gap_after(reading, own - 1) : (struct gap){0};
    bool parted = own < end && (is_border(gap) || gap_is(gap, ": "));
    return parted && end - own >= OWN_WORDS_MIN ? own : first;
}

void title_cut_borders(const struct reading *reading,
                       struct title_candidate *title) {
    enum { TOP = 4 };
    const char *format = reading->extract->format;
    if (title->block == READING_NOWHERE || title->block_count != 1)
        return;
    const struct block *block = &reading->document->blocks[title->block];
    if (title->start != block->start || title->end != block->end)
        return;
    size_t end = reading_block_end(reading, title->block);
    size_t first = reading->blocks[title->block].first_word;
    size_t own = after_day(reading, first, end);
    if (own > first)
        title->start = reading->words[own].start;
    if (title->block < TOP && format && strcmp(format, "text/plain") == 0)
        cut_tail(reading, title, own, end);
}
