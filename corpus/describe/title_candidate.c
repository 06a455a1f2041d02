/* title_candidate.c - what those who look for a title share. */
#include "describe/title_candidate.h"

#include <string.h>

#include "describe/page_title.h"
#include "describe/title_above.h"
#include "describe/title_lines.h"
#include "describe/words.h"

struct title_candidate title_nothing(void) {
    return (struct title_candidate){.block = READING_NOWHERE};
}

bool title_is_found(const struct title_candidate *candidate) {
    return candidate->block != READING_NOWHERE || candidate->outside;
}

struct title_candidate title_of_block(const struct reading *reading,
                                      size_t block, const char *rule) {
    const struct block *at = &reading->document->blocks[block];
    return (struct title_candidate){block, 1, at->start, at->end, NULL, rule};
}

size_t title_top_end(const struct reading *reading) {
    size_t count = reading->document->block_count;
    return count < TITLE_TOP_BLOCKS ? count : TITLE_TOP_BLOCKS;
}

/* Prose has begun: what comes now has a title above it or none. */
bool line_is_prose(const struct reading *reading, size_t block) {
    enum { LINE_WORDS_MAX = 30, SENTENCE_WORDS = 9 };
    size_t words = reading->blocks[block].word_count;
    return words > LINE_WORDS_MAX ||
           (words >= SENTENCE_WORDS && line_ends_like_prose(reading, block)) ||
           reading->blocks[block].list_item;
}

bool line_opens_a_section(const struct reading *reading, size_t block) {
    static const char *const names[] = {
        "introduction",    "background",  "purpose",   "contents",
        "foreword",        "summary",     "overview",  "contact",
        "comments",        "about",       "related",   "why",
        "context",         "aims",        "executive", "recommendation",
        "recommendations", "recommended", "reasons",   "decision",
        "decisions",       "wards",       "appendix",  "appendices",
        "conclusion",      "conclusions", "apologies", "present",
        "minutes",         NULL};
    static const char *const attendance[] = {"present",
                                             "apologies",
                                             "apologies for absence",
                                             "in attendance",
                                             "also present",
                                             "members present",
                                             "also in attendance",
                                             "officers present",
                                             NULL};
    size_t first = reading->blocks[block].first_word;
    if (reading->blocks[block].word_count > 1 &&
        word_number(reading, first, 2) >= 0)
        first++; /* "1. Introduction" */
    size_t count = words_begin(reading, first,
                               reading_block_end(reading, block), attendance);
    if (count > 0 && gap_has(gap_after(reading, first + count - 1), ":"))
        return true;
    return word_in(reading, first, names) &&
           reading->blocks[block].word_count <= 3;
}

bool line_is_nobodys(const struct reading *reading, size_t block) {
    const struct block *at = &reading->document->blocks[block];
    return line_is_a_house(reading, block) ||
           title_is_nobodys(reading->document->text + at->start,
                            at->end - at->start);
}

bool title_is_pages(const struct reading *reading) {
    return reading->extract->format &&
           strcmp(reading->extract->format, "text/html") == 0;
}

struct title_candidate title_of_blocks(const struct reading *reading,
                                       size_t first, size_t count,
                                       const char *rule) {
    const struct block *blocks = reading->document->blocks;
    return (struct title_candidate){
        first, count, blocks[first].start, blocks[first + count - 1].end,
        NULL,  rule};
}
