#include "describe/date_imprint.h"

#include "describe/words.h"

enum { TOP_BLOCKS = 12, BOTTOM_BLOCKS = 12 };

size_t prose_above(const struct reading *reading, size_t block) {
    enum { PROSE_WORDS = 30 };
    size_t found = 0;
    for (size_t i = 0; i < block; i++)
        found += reading->blocks[i].word_count >= PROSE_WORDS;
    return found;
}

bool is_last_line(const struct reading *reading, size_t block) {
    enum { LAST_BLOCKS = 3 };
    return block + LAST_BLOCKS >= reading->document->block_count;
}

static bool ends_block(const struct reading *reading,
                       const struct found_date *date) {
    return date->first_word + date->word_count ==
           reading_block_end(reading, date->block);
}

/* The day of the week before the date, or the date. */
static size_t whole_first(const struct reading *reading,
                          const struct found_date *date) {
    return weekday_before(reading, date->first_word) >= 0 &&
                   date->first_word > reading->blocks[date->block].first_word
               ? date->first_word - 1
               : date->first_word;
}

static bool is_parted_off(const struct reading *reading, size_t word) {
    static const char *const marks[] = {",", "|", "(", "-", "–", ":", NULL};
    struct gap gap = gap_after(reading, word);
    for (size_t i = 0; marks[i]; i++)
        if (gap_has(gap, marks[i]))
            return true;
    return false;
}

/* What a line tells of that is not the making of this paper. */
static const char *const others[] = {
    "deadline",  "closing",   "close",      "closes",    "review",
    "next",      "until",     "by end",     "expires",   "expiry",
    "last",      "previous",  "since",      "after",     "before",
    "valid",     "from",      "effective",  "due",       "target",
    "timescale", "milestone", "replaces",   "will",      "implementation",
    "start",     "starts",    "completion", "return",    "responses",
    "response",  "reply",     "letter",     "following", NULL};

/* "By: December 2007": a thing is to be done. */
static bool is_deadline(const struct reading *reading,
                        const struct found_date *date) {
    size_t first = reading->blocks[date->block].first_word;
    return date->first_word == first + 1 && word_is(reading, first, "by");
}

bool date_is_imprint(const struct reading *reading,
                     const struct found_date *date) {
    enum { NAME_WORDS_MAX = 8 };
    static const char *const joiners[] = {"of", "for", "and", "the", NULL};
    size_t first = reading->blocks[date->block].first_word;
    bool top =
        date->block < TOP_BLOCKS && prose_above(reading, date->block) == 0;
    if ((!top && !is_last_line(reading, date->block)) ||
        reading->blocks[date->block].list_item || date->first_word == first ||
        date->first_word - first > NAME_WORDS_MAX ||
        !ends_block(reading, date) || is_deadline(reading, date))
        return false;
    size_t line_end = whole_first(reading, date);
    for (size_t word = first; word < date->first_word; word++)
        if ((!word_has_capital(reading, word) &&
             !word_in(reading, word, joiners)) ||
            (!top && word_has_class(reading, word, WORD_PAPER_NOUN)))
            return false; /* at the end, a paper's name is another's */
    return words_find(reading, first, date->first_word, others) ==
               date->first_word &&
           line_end > first && is_parted_off(reading, line_end - 1);
}

bool date_is_under_title(const struct reading *reading,
                         const struct found_date *date) {
    static const char *const openers[] = {"for",
                                          "prepared by",
                                          "prepared for",
                                          "written by",
                                          "compiled by",
                                          "by",
                                          "report by",
                                          "report for",
                                          "a report by",
                                          "a report for",
                                          "briefing for",
                                          "a briefing for",
                                          "paper for",
                                          "a paper for",
                                          "presented to",
                                          "presented by",
                                          "presentation to",
                                          "submitted by",
                                          "submitted to",
                                          "produced by",
                                          "produced for",
                                          "published by",
                                          "issued by",
                                          "edited by",
                                          "designed and printed by",
                                          "printed by",
                                          "designed by",
                                          "typeset and printed by",
                                          "researched by",
                                          "drafted by",
                                          "circulated to",
                                          "sent to",
                                          NULL};
    enum { LINE_WORDS_MAX = 16 };
    size_t first = reading->blocks[date->block].first_word;
    size_t line_end = whole_first(reading, date);
    bool top =
        date->block < TOP_BLOCKS && prose_above(reading, date->block) == 0;
    return (top || is_last_line(reading, date->block)) &&
           (date->form == DATE_DAY || date->form == DATE_MONTH) &&
           ends_block(reading, date) && !is_deadline(reading, date) &&
           line_end > first &&
           reading->blocks[date->block].word_count <= LINE_WORDS_MAX &&
           is_parted_off(reading, line_end - 1) &&
           words_begin(reading, first, line_end, openers) > 0 &&
           words_find(reading, first, line_end, others) == line_end;
}

bool date_is_placed(const struct reading *reading,
                    const struct found_date *date) {
    static const char *const openers[] = {"at",       "done at",  "signed at",
                                          "given at", "dated at", "agreed at",
                                          "made at",  NULL};
    static const char *const small[] = {"the", "of",   "and",  "on",
                                        "in",  "upon", "this", NULL};
    enum { LINE_WORDS_MAX = 14 };
    size_t first = reading->blocks[date->block].first_word;
    size_t end = reading_block_end(reading, date->block);
    size_t count = words_begin(reading, first, end, openers);
    if (count == 0 || end - first > LINE_WORDS_MAX || date->form != DATE_DAY ||
        !ends_block(reading, date) || date->first_word <= first + count ||
        date->block + BOTTOM_BLOCKS < reading->document->block_count)
        return false;
    for (size_t word = first + count; word < date->first_word; word++)
        if (!word_has_capital(reading, word) && !word_in(reading, word, small))
            return false;
    return true;
}

static bool only_names_between(const struct reading *reading, size_t first,
                               size_t end) {
    static const char *const small[] = {"of", "for", "and",  "the",
                                        "at", "in",  "on",   "by",
                                        "to", "a",   "with", NULL};
    for (size_t word = first; word < end; word++)
        if (!word_has_capital(reading, word) && !word_in(reading, word, small))
            return false;
    return true;
}

bool date_is_credit(const struct reading *reading,
                    const struct found_date *date) {
    static const char *const openers[] = {"written by",
                                          "compiled by",
                                          "prepared by",
                                          "story by",
                                          "words by",
                                          "text by",
                                          "interview by",
                                          "interviews by",
                                          "case study by",
                                          "report by",
                                          "researched by",
                                          "article by",
                                          "written up by",
                                          "produced by",
                                          "edited by",
                                          "this story was written by",
                                          "case study written by",
                                          "research and writing by",
                                          "author",
                                          "first appeared in",
                                          "first published in",
                                          "first printed in",
                                          "this first appeared in",
                                          "this article first appeared in",
                                          "this story first appeared in",
                                          "originally published in",
                                          "originally appeared in",
                                          "reprinted from",
                                          "reproduced from",
                                          NULL};
    enum { DISTANCE_MAX = 14, BLOCKS_MAX = 8 };
    size_t opening = reading->blocks[date->block].first_word;
    size_t first = reading_sentence(reading, date->first_word).first;
    if (first < opening)
        first = opening;
    size_t count = words_begin(reading, first, date->first_word, openers);
    bool top =
        date->block < TOP_BLOCKS && prose_above(reading, date->block) == 0;
    bool foot = date->block + BLOCKS_MAX >= reading->document->block_count;
    return count > 0 && (top || foot) && ends_block(reading, date) &&
           date->first_word > first + count &&
           date->first_word - first <= DISTANCE_MAX &&
           !reading->blocks[date->block].list_item &&
           only_names_between(reading, first + count, date->first_word) &&
           words_find(reading, first + count, date->first_word, others) ==
               date->first_word;
}

bool date_is_handed_over(const struct reading *reading,
                         const struct found_date *date) {
    static const char *const openers[] = {
        "submitted to",      "presented to",      "sent to",
        "submission to",     "response to",       "evidence to",
        "evidence given to", "a submission to",   "address to",
        "an address to",     "a speech to",       "speech to",
        "speech given to",   "a talk to",         "talk given to",
        "presentation to",   "a presentation to", "a talk given to",
        "speech given at",   "given at",          "delivered at",
        "delivered to",      "a report to",       "report to",
        "a paper to",        "paper to",          NULL};
    static const char *const cited[] = {"of", "from", "by", NULL};
    enum { LINE_WORDS_MAX = 16 };
    size_t first = reading->blocks[date->block].first_word;
    size_t count = words_begin(reading, first, date->first_word, openers);
    return count > 0 && date->block < TOP_BLOCKS &&
           prose_above(reading, date->block) == 0 &&
           !reading->blocks[date->block].list_item &&
           date->first_word > first + count && date->form == DATE_DAY &&
           ends_block(reading, date) &&
           reading->blocks[date->block].word_count <= LINE_WORDS_MAX &&
           !word_in(reading, date->first_word - 1, cited) &&
           only_names_between(reading, first + count, date->first_word);
}
