#include "describe/title_lines.h"

#include <ctype.h>

#include "describe/date_text.h"
#include "describe/lines.h"
#include "describe/names.h"
#include "describe/site_head.h"
#include "describe/title_case.h"
#include "describe/words.h"
#include "schema/wordings.h"

static char last_byte(const struct reading *reading, size_t block) {
    return reading->document->text[reading->document->blocks[block].end - 1];
}

static bool in_capitals(const struct reading *reading, size_t block) {
    const struct block *at = &reading->document->blocks[block];
    return is_in_capitals(reading->document->text + at->start,
                          at->end - at->start);
}

bool line_breaks_word(const struct reading *reading, size_t block) {
    const struct block *at = &reading->document->blocks[block];
    return at->end - at->start > 2 && last_byte(reading, block) == '-' &&
           isalpha((unsigned char)reading->document->text[at->end - 2]);
}

/* A line that may go on with another: short, and nothing by itself. */
static bool may_go_on(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 14 };
    const struct block_facts *facts = &reading->blocks[block];
    return block < reading->document->block_count && facts->word_count > 0 &&
           facts->word_count <= WORDS_MAX && !facts->list_item &&
           !strchr(".;", last_byte(reading, block)) &&
           !line_is_date(reading, block) && !line_is_byline(reading, block) &&
           !line_is_labelled(reading, block) &&
           !line_is_name_and_role(reading, block);
}

/* "The Compact between", "Barset Council and the", "The Barset Compact:" */
static bool is_left_open(const struct reading *reading, size_t block) {
    static const char *const joiners[] = {
        "of", "the", "and", "for", "between", "in",      "with",
        "to", "by",  "on",  "a",   "an",      "towards", NULL};
    size_t last = reading_block_end(reading, block) - 1;
    struct gap after = gap_after(reading, last);
    return line_breaks_word(reading, block) ||
           (word_in(reading, last, joiners) && !gap_has(after, "?") &&
            !gap_has(after, ".") && !gap_has(after, ")")) ||
           last_byte(reading, block) == ':';
}

/* Goes on with a small letter, and does not say whose the paper is. */
static bool begins_low(const struct reading *reading, size_t block) {
    static const char *const makers[] = {
        "from",     "between", "by",        "on behalf of", "prepared",
        "produced", "for",     "published", "with",         "in partnership",
        "http",     "www",     NULL};
    const struct block *at = &reading->document->blocks[block];
    return islower((unsigned char)reading->document->text[at->start]) &&
           words_begin(reading, reading->blocks[block].first_word,
                       reading_block_end(reading, block), makers) == 0;
}

static bool has_paper_noun(const struct reading *reading, size_t block) {
    size_t end = reading_block_end(reading, block);
    for (size_t word = reading->blocks[block].first_word; word < end; word++)
        if (word_has_class(reading, word, WORD_PAPER_NOUN))
            return true;
    return false;
}

/* How many lines go on from "A COMPACT": "FOR BARSET", or "FOR", "BARSET". */
static size_t lines_of_place(const struct reading *reading, size_t block) {
    static const char *const links[] = {"for", "in", "of", NULL};
    enum { WORDS_MAX = 4 };
    if (!may_go_on(reading, block) || !in_capitals(reading, block) ||
        reading->blocks[block].word_count > WORDS_MAX ||
        !word_in(reading, reading->blocks[block].first_word, links))
        return 0;
    if (reading->blocks[block].word_count > 1)
        return 1;
    return may_go_on(reading, block + 1) && in_capitals(reading, block + 1) &&
                   reading->blocks[block + 1].word_count <= WORDS_MAX
               ? 2
               : 0;
}

/* "BARSET", "VOLUNTARY SECTOR", "COMPACT": a cover in capitals, up to the line
 * that says what it is. */
static size_t cover_count(const struct reading *reading, size_t block) {
    enum { LINES_MAX = 4, WORDS_MAX = 4 };
    for (size_t i = 0; i < LINES_MAX; i++) {
        size_t at = block + i;
        if (!may_go_on(reading, at) || !in_capitals(reading, at) ||
            reading->blocks[at].word_count > WORDS_MAX ||
            line_is_bare_label(reading, at))
            return 1;
        if (has_paper_noun(reading, at))
            return i + 1 + lines_of_place(reading, at + 1);
    }
    return 1;
}

size_t title_line_count(const struct reading *reading, size_t block) {
    enum { LINES_MAX = 5 };
    size_t count = 1;
    while (count < LINES_MAX && may_go_on(reading, block + count) &&
           !site_line_follows(reading, block + count - 1) &&
           (is_left_open(reading, block + count - 1) ||
            begins_low(reading, block + count)))
        count++;
    return count > 1 ? count : cover_count(reading, block);
}

static const char *const sittings[] = {
    "cabinet",  "council", "committee", "executive",  "board", "panel",
    "assembly", "meeting", "forum",     "commission", NULL};

/* Where the date begins that ends the block; its end when none does. */
static size_t closing_date(const struct reading *reading, size_t block) {
    size_t end = reading_block_end(reading, block);
    for (size_t word = reading->blocks[block].first_word; word < end; word++) {
        struct found_date date;
        if (date_at(reading, word, end, &date) && date.form == DATE_DAY &&
            word + date.word_count == end)
            return word;
    }
    return end;
}

bool line_is_reference(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 5, LETTERS_MAX = 4 };
    size_t first = reading->blocks[block].first_word;
    size_t end = closing_date(reading, block);
    bool figures = false;
    if (end - first > WORDS_MAX || line_is_date(reading, block))
        return false;
    for (size_t word = first; word < end; word++) {
        const char *folded = reading->words[word].folded;
        bool digit = strpbrk(folded, "0123456789") != NULL;
        figures = figures || digit;
        if (!digit && strlen(folded) > LETTERS_MAX - 1)
            return false;
    }
    return figures;
}

bool line_is_sitting(const struct reading *reading, size_t block) {
    static const char *const papers[] = {
        "minutes", "agenda", "report", "newsletter", "notes", "compact", NULL};
    enum { WORDS_MAX = 12 };
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    size_t date = end - first <= WORDS_MAX ? closing_date(reading, block) : end;
    if (date == end || date == first)
        return false;
    if (weekday_before(reading, date) >= 0 && date > first + 1)
        date--;
    return word_in(reading, date - 1, sittings) &&
           word_has_capital(reading, date - 1) &&
           words_find(reading, first, date, papers) == date;
}

bool line_is_dated_name(const struct reading *reading, size_t block) {
    enum { NAME_WORDS_MAX = 4, WORDS_MAX = 9 };
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    size_t date = end - first <= WORDS_MAX ? closing_date(reading, block) : end;
    if (date < end && date > first && weekday_before(reading, date) >= 0)
        date--;
    if (date == end || date == first || date - first > NAME_WORDS_MAX ||
        !gap_has(gap_after(reading, date - 1), ","))
        return false;
    for (size_t word = first; word < date; word++)
        if (!word_has_capital(reading, word) ||
            word_has_class(reading, word, WORD_PAPER_NOUN))
            return false;
    return true;
}

bool line_is_timed(const struct reading *reading, size_t block) {
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    for (size_t word = first; word < end && word <= first + 1; word++) {
        struct found_date date;
        size_t after = 0;
        if (!date_at(reading, word, end, &date) ||
            (date.form != DATE_DAY && date.form != DATE_DAY_NO_YEAR) ||
            (word > first && weekday_before(reading, word) < 0))
            continue;
        after = word + date.word_count;
        return after < end &&
               strchr("0123456789", reading->words[after].folded[0]) != NULL;
    }
    return false;
}

bool line_is_of_address(const struct reading *reading, size_t block) {
    static const char *const nouns[] = {
        "house", "street", "road",     "place",  "square",    "lane", "avenue",
        "hall",  "court",  "building", "centre", "buildings", NULL};
    enum { WORDS_MAX = 4, NEAR = 3 };
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    if (end - first > WORDS_MAX || end - first < 2 ||
        !word_in(reading, end - 1, nouns))
        return false;
    for (size_t i = block + 1;
         i <= block + NEAR && i < reading->document->block_count; i++)
        if (line_is_postal(reading, i))
            return true;
    return false;
}

static word_list ways_of(const struct reading *reading) {
    return schema_wording(reading->schema, WORDING_SITE_WAYS);
}

bool line_is_way(const struct reading *reading, size_t block) {
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    return first < end &&
           words_begin(reading, first, end, ways_of(reading)) == end - first;
}

bool line_is_of_menus(const struct reading *reading, size_t block) {
    enum { WAYS_MIN = 3, WORDS_MAX = 40, SHARE = 8 };
    size_t end = reading_block_end(reading, block);
    size_t count = end - reading->blocks[block].first_word;
    size_t found = 0;
    char last = last_byte(reading, block);
    if (count > WORDS_MAX || strchr(".:;?!", last))
        return false;
    for (size_t word = reading->blocks[block].first_word; word < end;) {
        size_t took = words_begin(reading, word, end, ways_of(reading));
        bool way = took > 0 && (word_has_capital(reading, word) ||
                                word == reading->blocks[block].first_word);
        found += way;
        word += way ? took : 1;
    }
    return found >= WAYS_MIN && found * SHARE >= count;
}

bool line_is_a_house(const struct reading *reading, size_t block) {
    static const char *const houses[] = {"westminster hall",
                                         "house of commons",
                                         "house of lords",
                                         "house of commons debates",
                                         "commons debates",
                                         "lords debates",
                                         "commons chamber",
                                         "lords chamber",
                                         "grand committee",
                                         "public bill committee",
                                         "standing committee",
                                         "written answers",
                                         "written answers to questions",
                                         "oral answers to questions",
                                         "oral answers",
                                         "written ministerial statements",
                                         "written statements",
                                         "hansard",
                                         "parliamentary debates",
                                         "daily hansard",
                                         NULL};
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    return first < end &&
           words_begin(reading, first, end, houses) == end - first;
}

bool line_opens_minutes(const struct reading *reading, size_t block) {
    static const char *const labels[] = {"present",
                                         "in attendance",
                                         "members present",
                                         "also present",
                                         "apologies",
                                         "apologies for absence",
                                         "those present",
                                         "attendance",
                                         "councillors present",
                                         NULL};
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    size_t count = words_begin(reading, first, end, labels);
    return count > 0 && (count == end - first ||
                         gap_has(gap_after(reading, first + count - 1), ":"));
}

bool line_is_nobodys_minutes(const struct reading *reading, size_t block) {
    static const char *const records[] = {
        "minutes of the meeting held",   "minutes of a meeting held",
        "minutes of meeting held",       "notes of the meeting held",
        "notes of a meeting held",       "notes of meeting held",
        "notes from the meeting held",   "minutes of the meeting on",
        "notes of the meeting on",       "record of the meeting held",
        "minutes from the meeting held", NULL};
    size_t first = reading->blocks[block].first_word;
    return words_begin(reading, first, reading_block_end(reading, block),
                       records) > 0;
}

size_t after_item_label(const struct reading *reading, size_t block) {
    static const char *const labels[] = {
        "item",    "agenda item",        "agenda item no",
        "item no", "agenda item number", "item number",
        NULL};
    enum { TITLE_WORDS_MIN = 2 };
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    size_t count = words_begin(reading, first, end, labels);
    if (count == 0 || first + count + TITLE_WORDS_MIN >= end ||
        !strpbrk(reading->words[first + count].folded, "0123456789"))
        return end;
    struct gap gap = gap_after(reading, first + count);
    bool parted = gap_has(gap, ":") || gap_has(gap, " - ") ||
                  gap_has(gap, " – ") || gap_has(gap, "|");
    return parted && !line_is_date(reading, block) ? first + count + 1 : end;
}
