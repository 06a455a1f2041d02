#include "describe/attribution_lines.h"

#include <string.h>

#include "describe/lines.h"
#include "describe/person_names.h"
#include "describe/quoted.h"
#include "describe/speaker_candidates.h"
#include "describe/words.h"
#include "schema/wordings.h"

enum {
    SCARE_WORDS = 3,
    LINE_WORDS = 26, /* of a line that attributes */
    ROLE_WORDS = 10  /* of one that has no name */
};

static const struct attribution nobody = {.rule = NULL};

static struct attribution line_of(size_t first, size_t end,
                                  enum speaker_place place) {
    return (struct attribution){"line-after", first, end, place, true};
}

static bool has_verb(const struct reading *reading, size_t first, size_t end) {
    for (size_t word = first; word < end; word++)
        if (speaker_verb_at(reading, word))
            return true;
    return false;
}

static bool is_parted(struct gap gap) {
    return gap_has(gap, ",") || gap_has(gap, "(") || gap_has(gap, " -") ||
           gap_has(gap, " –") || gap_has(gap, "|") || gap_has(gap, "\t") ||
           gap_has(gap, "\n") || gap_has(gap, ";");
}

/* Words that are somebody's name, with what the person is, and no more. */
static bool is_name_with_role(const struct reading *reading, size_t first,
                              size_t end) {
    struct person_name person;
    if (first >= end || end - first > LINE_WORDS ||
        !person_name_at(reading, first, end, &person) ||
        !(person.titled || (person.given && person.words > 1)))
        return false;
    for (size_t word = first; word + 1 < end; word++)
        if (gap_ends_sentence(reading, word) && word >= person.after)
            return false;
    return person.after == end ||
           (is_parted(gap_after(reading, person.after - 1)) &&
            !has_verb(reading, person.after, end));
}

/* "Workshop participant", "a trustee of a small charity": what somebody is, and
 * no name. */
static bool is_role_alone(const struct reading *reading, size_t first,
                          size_t end) {
    enum { BEFORE_MAX = 3 };
    struct person_name person;
    if (first >= end || end - first > ROLE_WORDS ||
        has_verb(reading, first, end))
        return false;
    word_list roles = schema_wording(reading->schema, WORDING_SPEAKER_ROLES);
    size_t at = words_find(reading, first, end, roles);
    for (size_t word = first; word < end; word++)
        if (person_name_at(reading, word, end, &person) &&
            (person.titled || person.given))
            return false;
    return at < end && at - first <= BEFORE_MAX;
}

static char last_byte(const struct reading *reading, size_t block) {
    const struct document *document = reading->document;
    return document->text[document->blocks[block].end - 1];
}

static bool begins_with_dash(const struct reading *reading, size_t block) {
    const char *text =
        reading->document->text + reading->document->blocks[block].start;
    return strncmp(text, "-", 1) == 0 || strncmp(text, "–", 3) == 0 ||
           strncmp(text, "—", 3) == 0 || strncmp(text, "~", 1) == 0;
}

static bool begins_with_mark(const struct reading *reading, size_t block) {
    const char *text =
        reading->document->text + reading->document->blocks[block].start;
    return strchr("\"'", text[0]) || strncmp(text, "“", 3) == 0 ||
           strncmp(text, "‘", 3) == 0;
}

/* The block is a line that names somebody and says no more of him than what he
 * is. */
static bool is_speaker_line(const struct reading *reading, size_t block) {
    size_t first = reading->blocks[block].first_word;
    size_t words = reading->blocks[block].word_count;
    char last = words > 0 ? last_byte(reading, block) : '.';
    for (size_t word = first; word < first + words; word++)
        if (reading->words[word].quoted)
            return false;
    return words > 0 && words <= LINE_WORDS && !strchr(".:?!", last) &&
           !begins_with_mark(reading, block) &&
           (line_is_name_and_role(reading, block) ||
            is_name_with_role(reading, first, first + words));
}

/* A row of names and quotations that begins with a name: each stands over what
 * it said. */
static bool names_come_first(const struct reading *reading, size_t block) {
    enum { ROWS_MAX = 40 };
    for (size_t row = 0;
         row < ROWS_MAX && block >= 2 && is_speaker_line(reading, block - 1) &&
         begins_with_mark(reading, block - 2);
         row++)
        block -= 2;
    return block >= 1 && is_speaker_line(reading, block - 1) &&
           !(block >= 2 && begins_with_mark(reading, block - 2));
}

static bool is_paragraph(const struct reading *reading,
                         const struct quoted *quoted) {
    return quoted_opens_block(reading, quoted) &&
           quoted_ends_block(reading, quoted);
}

struct attribution attribution_on_line(const struct reading *reading,
                                       const struct quoted *quoted,
                                       size_t end) {
    size_t first = quoted->end_word;
    size_t line_end = reading_block_end(reading, quoted->end_block);
    struct gap gap = gap_after(reading, first - 1);
    bool dash = gap_has(gap, " –") || gap_has(gap, " -") || gap_has(gap, "—") ||
                gap_has(gap, " (") || gap_has(gap, "~");
    bool capital = word_has_capital(reading, first);
    bool spoken = quoted_ends_spoken(reading, quoted);
    bool alone = quoted_opens_block(reading, quoted);
    char last = reading->document->text[quoted->end - 1];
    if ((dash || (spoken && capital && last != ',')) && alone &&
        quoted_words(quoted) > 1 && is_role_alone(reading, first, line_end))
        return line_of(first, line_end, SPEAKER_ROLE);
    if (dash && capital && spoken && quoted_words(quoted) > SCARE_WORDS)
        return line_of(first, end, SPEAKER_AHEAD);
    if (alone && spoken && last != ',' && capital &&
        is_name_with_role(reading, first, line_end))
        return line_of(first, line_end, SPEAKER_AHEAD);
    return nobody;
}

struct attribution attribution_under(const struct reading *reading,
                                     const struct quoted *quoted) {
    size_t block = quoted->end_block + 1;
    if (!is_paragraph(reading, quoted) ||
        block >= reading->document->block_count)
        return nobody;
    size_t first = reading->blocks[block].first_word;
    size_t words = reading->blocks[block].word_count;
    size_t end = first + words;
    if (words == 0 || words > LINE_WORDS || last_byte(reading, block) == ':')
        return nobody;
    bool dash = begins_with_dash(reading, block);
    bool heading = reading->document->blocks[block].kind == BLOCK_HEADING;
    if (is_role_alone(reading, first, end) && !heading &&
        quoted_words(quoted) > SCARE_WORDS &&
        !strchr(".?!", last_byte(reading, block)))
        return line_of(first, end, SPEAKER_ROLE);
    if (!(dash || is_speaker_line(reading, block)) ||
        !word_has_capital(reading, first) ||
        names_come_first(reading, quoted->block))
        return nobody;
    return line_of(first, end, SPEAKER_AHEAD);
}

struct attribution attribution_over(const struct reading *reading,
                                    const struct quoted *quoted) {
    if (quoted->block == 0 || !is_paragraph(reading, quoted) ||
        quoted_words(quoted) <= SCARE_WORDS ||
        !names_come_first(reading, quoted->block))
        return nobody;
    size_t first = reading->blocks[quoted->block - 1].first_word;
    size_t end = reading_block_end(reading, quoted->block - 1);
    struct attribution over = line_of(first, end, SPEAKER_AHEAD);
    over.rule = "line-over";
    return over;
}
