#include "describe/features.h"

#include <string.h>

#include "describe/date_text.h"
#include "describe/lines.h"
#include "describe/words.h"

/* Signatories. */

static size_t run_of_name_lines(const struct reading *reading, size_t first) {
    size_t end = first;
    while (end < reading->document->block_count &&
           (line_is_name_and_role(reading, end) ||
            line_is_signed_for(reading, end)))
        end++;
    return end - first;
}

void features_mark_signatories(struct reading *reading) {
    size_t count = reading->document->block_count;
    for (size_t i = 0; i < count; i++) {
        size_t run = run_of_name_lines(reading, i);
        bool signing = i > 0 && line_is_signing(reading, i - 1);
        for (size_t j = i; j < i + run; j++) {
            reading->blocks[j].signatory = run >= 2 || signing;
            reading->blocks[j].heading = false;
        }
        i += run;
    }
}

static bool has_signatories(const struct reading *reading, size_t *block) {
    for (size_t i = 0; i < reading->document->block_count; i++)
        if (reading->blocks[i].signatory) {
            *block = i;
            return true;
        }
    return false;
}

/* Undertakings. */

/* "Public bodies will" over a list: each line of it is an undertaking. */
static bool heads_undertakings(const struct reading *reading, size_t block) {
    size_t end = reading_block_end(reading, block);
    return word_is(reading, end - 1, "will") || word_is(reading, end - 1, "to");
}

static bool has_undertakings(const struct reading *reading, size_t *block) {
    enum { BLOCKS_MIN = 3 };
    size_t found = 0;
    for (size_t i = 0; i < reading->document->block_count; i++) {
        if (!line_is_undertaking(reading, i))
            continue;
        if (found++ == 0)
            *block = i;
        found += heads_undertakings(reading, i);
    }
    return found >= BLOCKS_MIN;
}

/* Lines of one kind, among the first blocks or the last. */

typedef bool line_test(const struct reading *reading, size_t block);

static bool has_line(const struct reading *reading, line_test *test,
                     size_t first, size_t end, size_t *block) {
    for (size_t i = first; i < end && i < reading->document->block_count; i++)
        if (test(reading, i)) {
            *block = i;
            return true;
        }
    return false;
}

static bool has_salutation(const struct reading *reading, size_t *block) {
    enum { TOP = 20 };
    return has_line(reading, line_is_salutation, 0, TOP, block);
}

static bool has_valediction(const struct reading *reading, size_t *block) {
    return has_line(reading, line_is_valediction, 0,
                    reading->document->block_count, block);
}

/* A line that is a date, and of a day: a report has its month. */
static bool line_is_day(const struct reading *reading, size_t block) {
    size_t end = reading_block_end(reading, block);
    if (!line_is_date(reading, block))
        return false;
    for (size_t word = reading->blocks[block].first_word; word < end; word++) {
        struct found_date date;
        if (date_at(reading, word, end, &date) && date.form == DATE_DAY)
            return true;
    }
    return false;
}

static bool has_meeting_date(const struct reading *reading, size_t *block) {
    enum { TOP = 12 };
    return has_line(reading, line_is_day, 0, TOP, block);
}

/* What was dropped was read first: an image's text may name the author. */
static bool has_byline(const struct reading *reading, size_t *block) {
    enum { EDGE = 6 };
    size_t count = reading->document->block_count;
    if (has_line(reading, line_is_byline, 0, EDGE, block) ||
        has_line(reading, line_is_byline, count > EDGE ? count - EDGE : 0,
                 count, block))
        return true;
    for (size_t i = 0; i < reading->document->dropped_count; i++)
        if (strstr(reading->document->dropped[i].text, " author"))
            return true;
    return false;
}

/* The writer says I, in his own words and not in those that he quotes. */
static bool has_first_person(const struct reading *reading, size_t *block) {
    enum { COUNT_MIN = 4, SIGNED_MIN = 2, PER_THOUSAND_MIN = 6 };
    size_t line = 0;
    size_t least = has_byline(reading, &line) ? SIGNED_MIN : COUNT_MIN;
    size_t found = 0;
    for (size_t i = 0; i < reading->word_count; i++) {
        if (reading->words[i].quoted ||
            !word_has_class(reading, i, WORD_FIRST_PERSON))
            continue;
        if (found++ == 0)
            *block = reading_block_at(reading, reading->words[i].start);
    }
    return found >= least &&
           found * 1000 >= reading->word_count * PER_THOUSAND_MIN;
}

/* A speaker's verb in the block itself or in the one before it. */
static bool is_spoken(const struct reading *reading, size_t block) {
    static const char *const verbs[] = {
        "said",  "says",      "stated",   "states",    "replied",    "replies",
        "added", "adds",      "writes",   "wrote",     "reiterated", "told",
        "goes",  "explained", "explains", "commented", "comments",   "asked",
        "asks",  "admits",    "admitted", "announced", "concluded",  NULL};
    size_t first = reading->blocks[block > 0 ? block - 1 : 0].first_word;
    size_t end = reading_block_end(reading, block);
    for (size_t word = first; word < end; word++)
        if (!reading->words[word].quoted && word_in(reading, word, verbs))
            return true;
    return false;
}

static bool has_quotation(const struct reading *reading, size_t *block) {
    enum { WORDS_MIN = 12 };
    for (size_t i = 0; i < reading->document->block_count; i++) {
        size_t quoted = 0;
        size_t end = reading_block_end(reading, i);
        for (size_t word = reading->blocks[i].first_word; word < end; word++)
            quoted += reading->words[word].quoted;
        if (quoted >= WORDS_MIN && is_spoken(reading, i)) {
            *block = i;
            return true;
        }
    }
    return false;
}

/* "9.45", "10:15am": a time of the day that begins a block. */
static bool begins_with_time(const struct reading *reading, size_t block) {
    const struct block_facts *facts = &reading->blocks[block];
    if (facts->word_count < 2)
        return false;
    const char *folded = reading->words[facts->first_word].folded;
    size_t hour = strspn(folded, "0123456789");
    size_t minutes =
        folded[hour] == '.' ? strspn(folded + hour + 1, "0123456789") : 0;
    if (minutes == 2)
        return hour >= 1 && hour <= 2;
    return hour >= 1 && hour <= 2 && folded[hour] == '\0' &&
           gap_is(gap_after(reading, facts->first_word), ":") &&
           strspn(reading->words[facts->first_word + 1].folded, "0123456789") ==
               2;
}

/* The programme of a day. */
static bool has_timetable(const struct reading *reading, size_t *block) {
    enum { TIMES_MIN = 4 };
    size_t found = 0;
    for (size_t i = 0; i < reading->document->block_count; i++) {
        if (!begins_with_time(reading, i))
            continue;
        if (found++ == 0)
            *block = i;
    }
    return found >= TIMES_MIN;
}

static bool line_is_ministers(const struct reading *reading, size_t block) {
    static const char *const offices[] = {"minister",
                                          "minister for",
                                          "minister of state",
                                          "the rt hon",
                                          "secretary of state",
                                          "parliamentary under secretary",
                                          "rt hon",
                                          "under secretary of state",
                                          "prime minister",
                                          NULL};
    enum { WORDS_MAX = 16 };
    const struct block_facts *facts = &reading->blocks[block];
    size_t end = reading_block_end(reading, block);
    return facts->word_count <= WORDS_MAX &&
           words_find(reading, facts->first_word, end, offices) < end;
}

/* Whose letter it is stands on its head, from whom, or under its farewell. To
 * whom it goes stands on its head as well. */
static bool is_from_minister(const struct reading *reading, size_t *block) {
    enum { HEAD = 6, FOOT = 5 };
    static const char *const from[] = {"from", NULL};
    size_t farewell = 0;
    size_t count = reading->document->block_count;
    for (size_t i = 0; i < count && i < HEAD; i++)
        if (word_in(reading, reading->blocks[i].first_word, from) &&
            line_is_ministers(reading, i)) {
            *block = i;
            return true;
        }
    return has_line(reading, line_is_valediction, 0, count, &farewell) &&
           has_line(reading, line_is_ministers, farewell + 1,
                    farewell + 1 + FOOT, block);
}

bool feature_holds(struct reading *reading, const char *name, size_t *block) {
    static const struct {
        const char *name;
        bool (*holds)(const struct reading *reading, size_t *block);
    } features[READING_FEATURES] = {
        {"signatories", has_signatories},
        {"undertakings", has_undertakings},
        {"salutation", has_salutation},
        {"valediction", has_valediction},
        {"first-person", has_first_person},
        {"quotation", has_quotation},
        {"byline", has_byline},
        {"meeting-date", has_meeting_date},
        {"timetable", has_timetable},
        {"from-minister", is_from_minister},
    };
    *block = READING_NOWHERE;
    for (size_t i = 0; i < READING_FEATURES; i++) {
        struct feature_state *state = &reading->features[i];
        if (strcmp(features[i].name, name) != 0)
            continue;
        if (!state->is_known) {
            state->block = READING_NOWHERE;
            state->holds = features[i].holds(reading, &state->block);
            state->is_known = true;
        }
        *block = state->block;
        return state->holds;
    }
    return false;
}
