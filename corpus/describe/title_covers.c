/* title_covers.c - a title over two lines of a cover. */
#include <string.h>

#include "describe/title_above.h"
#include "describe/title_candidate.h"
#include "describe/title_lines.h"
#include "describe/words.h"

/* A title over two lines. */

/* A line that says what kind of paper the one above it is. */
static bool names_a_paper(const struct reading *reading, size_t block) {
    static const char *const nouns[] = {
        "code",     "review",    "plan",    "report",    "protocol",
        "guide",    "guidance",  "charter", "agreement", "survey",
        "strategy", "framework", "toolkit", NULL};
    enum { WORDS_MAX = 14 };
    const struct block_facts *facts = &reading->blocks[block];
    if (facts->word_count < 2 || facts->word_count > WORDS_MAX ||
        line_ends_like_prose(reading, block) ||
        line_is_no_title(reading, block))
        return false;
    for (size_t i = 0; i < facts->word_count; i++)
        if (word_in(reading, facts->first_word + i, nouns) &&
            word_has_capital(reading, facts->first_word + i))
            return true;
    return false;
}

/* "Funding" over "Code of Practice": a line that names no paper by itself, and
 * one that does nothing else. */
static bool is_a_codes_name(const struct reading *reading, size_t block) {
    static const char *const kinds[] = {"code of practice",
                                        "code of good practice",
                                        "a code of practice",
                                        "a code of good practice",
                                        "a guide",
                                        "good practice code",
                                        "codes of practice",
                                        "action plan",
                                        "annual report",
                                        "annual review",
                                        "good practice guide",
                                        "guidelines",
                                        "protocol",
                                        "guidance",
                                        "toolkit",
                                        NULL};
    enum { WORDS_MAX = 7 };
    size_t next = block + 1;
    if (next >= reading->document->block_count ||
        reading->blocks[block].word_count > WORDS_MAX ||
        line_ends_like_prose(reading, block) ||
        line_is_no_title(reading, block) ||
        line_is_letterhead(reading, block) ||
        line_opens_a_section(reading, block))
        return false;
    size_t first = reading->blocks[next].first_word;
    size_t end = reading_block_end(reading, next);
    return first < end &&
           words_begin(reading, first, end, kinds) == end - first;
}

/* "Compact" by itself, which ends the name that the lines above it begin. */
static bool is_the_noun(const struct reading *reading, size_t block) {
    return reading->blocks[block].word_count == 1 &&
           word_is(reading, reading->blocks[block].first_word, "compact");
}

static bool may_begin_cover(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 6 };
    size_t end = reading_block_end(reading, block);
    for (size_t word = reading->blocks[block].first_word; word < end; word++)
        if (word_has_class(reading, word, WORD_PAPER_NOUN))
            return false;
    return reading->blocks[block].word_count <= WORDS_MAX &&
           !line_is_no_title(reading, block) &&
           !line_is_letterhead(reading, block) &&
           !line_ends_like_prose(reading, block);
}

static bool begins_with_article(const struct reading *reading, size_t block) {
    static const char *const articles[] = {"the", "a", "our", NULL};
    return word_in(reading, reading->blocks[block].first_word, articles);
}

struct title_candidate title_of_cover(const struct reading *reading) {
    enum { TOP = 7 };
    size_t count = reading->document->block_count;
    for (size_t i = 1; i < count && i < TOP; i++) {
        if (line_is_prose(reading, i - 1) || title_is_pages(reading))
            break;
        if (!is_the_noun(reading, i) || block_in_capitals(reading, i) ||
            !may_begin_cover(reading, i - 1))
            continue;
        size_t first = i - 1;
        if (first > 0 && !begins_with_article(reading, first) &&
            begins_with_article(reading, first - 1) &&
            may_begin_cover(reading, first - 1))
            first--;
        size_t end = i + 1;
        if (end < count && names_a_paper(reading, end) &&
            word_is(reading, reading->blocks[end].first_word, "code"))
            end += title_line_count(reading, end);
        return title_of_blocks(reading, first, end - first, "cover");
    }
    return title_nothing();
}

/* The same words in another order: the name in the paper's other tongue. */
static bool has_the_same_words(const struct reading *reading, size_t a,
                               size_t b) {
    size_t end = reading_block_end(reading, b);
    if (reading->blocks[a].word_count != reading->blocks[b].word_count)
        return false;
    for (size_t i = reading->blocks[a].first_word;
         i < reading_block_end(reading, a); i++) {
        size_t at = reading->blocks[b].first_word;
        while (at < end && !word_is(reading, at, reading->words[i].folded))
            at++;
        if (at == end)
            return false;
    }
    return true;
}

/* "Barset Compact" over "Annual Review" is one title. Over "CODE OF PRACTICE"
 * it is the series that the paper belongs to. */
struct title_candidate title_take_second_line(const struct reading *reading,
                                              struct title_candidate first) {
    enum { FIRST_WORDS_MAX = 5 };
    size_t next = first.block + 1;
    const struct block_facts *facts = &reading->blocks[first.block];
    if (first.block == READING_NOWHERE || title_is_pages(reading) ||
        facts->word_count > FIRST_WORDS_MAX ||
        next + 1 >= reading->document->block_count ||
        !word_is(reading, facts->first_word + facts->word_count - 1, "compact"))
        return first;
    if (has_the_same_words(reading, first.block, next) &&
        names_a_paper(reading, next + 1))
        return title_of_block(reading, next + 1, first.rule);
    size_t lines = 0;
    if (names_a_paper(reading, next))
        lines = title_line_count(reading, next);
    else if (is_a_codes_name(reading, next))
        lines = 2;
    if (lines == 0)
        return first;
    if (block_in_capitals(reading, next) &&
        !block_in_capitals(reading, first.block))
        return title_of_blocks(reading, next, lines, first.rule);
    return title_of_blocks(reading, first.block, lines + 1, first.rule);
}
