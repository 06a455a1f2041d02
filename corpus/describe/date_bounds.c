#include "describe/date_bounds.h"

#include <string.h>

#include "describe/words.h"
#include "schema/authorities.h"

/* Someone named with his office: "the Health Secretary Ann Other". */
struct appointment {
    const struct office *office;
    const struct office_holder *holder;
    size_t first_word; /* of both together */
    size_t end_word;
    bool in_office; /* when the paper was made */
};

static size_t after_word(const struct mention *mention) {
    return mention->first_word + mention->word_count;
}

/* A caption is as old as its picture, or as young as the page. */
static bool is_caption(const struct reading *reading, size_t block) {
    static const char *const openers[] = {
        "pictured", "picture", "photo", "photograph", "image", "above", NULL};
    enum { CAPTION_LINES = 3 }; /* some are broken into lines */
    for (size_t line = 0; line <= CAPTION_LINES && line <= block; line++) {
        size_t at = block - line;
        if (reading->document->blocks[at].kind == BLOCK_CAPTION && line == 0)
            return true;
        size_t first = reading->blocks[at].first_word;
        if (word_in(reading, first, openers) &&
            gap_has(gap_after(reading, first), ":"))
            return true;
    }
    return false;
}

/* What lies ahead of the writer has not begun. */
static bool lies_ahead(const struct reading *reading, struct word_span in) {
    static const char *const signs[] = {
        "will",        "would",        "shall",
        "forthcoming", "upcoming",     "coming",
        "next",        "future",       "before",
        "until",       "till",         "ahead of",
        "prior to",    "run up to",    "leading up to",
        "plan",        "plans",        "planned",
        "planning",    "proposed",     "proposal",
        "proposals",   "intended",     "intends",
        "expected",    "due",          "announced",
        "announces",   "announcement", "pending",
        "bill",        "draft",        "if",
        "prepare",     "preparing",    "preparation",
        "towards",     "scheduled",    NULL};
    return words_find(reading, in.first, in.end, signs) < in.end;
}

/* The sentence tells of something that took place. */
static bool is_told_as_begun(const struct reading *reading,
                             const struct mention *mention) {
    static const char *const signs[] = {
        "since",           "following", "after",  "during",   "response",
        "respond",         "responded", "was",    "were",     "had",
        "has been",        "took",      "held",   "launched", "led",
        "ended",           "closed",    "gave",   "brought",  "introduced",
        "came into force", "published", "agreed", "signed",   NULL};
    struct word_span in = reading_sentence(reading, mention->first_word);
    return words_find(reading, in.first, in.end, signs) < in.end &&
           !lies_ahead(reading, in);
}

/* Offices. */

/* What may stand between an office and its holder: nothing but a style, and a
 * comma. */
static bool only_styles(const struct reading *reading, size_t first,
                        size_t end) {
    static const char *const styles[] = {
        "the", "rt",  "right", "hon",  "honourable", "mr",       "mrs",
        "ms",  "dr",  "sir",   "dame", "lord",       "baroness", "mp",
        "cbe", "obe", "dbe",   "mbe",  "qc",         "our",      "as",
        "is",  "uk",  "uk's",  "who",  NULL};
    enum { STYLES_MAX = 5 };
    if (end < first || end - first > STYLES_MAX)
        return false;
    for (size_t word = first - 1; word < end; word++) {
        struct gap gap = gap_after(reading, word);
        if (gap_has(gap, ")") || gap_has(gap, ";") || gap_has(gap, ":") ||
            (gap_has(gap, ".") && gap_ends_sentence(reading, word) &&
             !word_in(reading, word, styles)))
            return false;
        if (word >= first && !word_in(reading, word, styles))
            return false;
    }
    return true;
}

/* In one block, or name and office on two lines that are nothing else. */
static bool stand_together(const struct reading *reading,
                           const struct mention *first,
                           const struct mention *second) {
    if (!only_styles(reading, after_word(first), second->first_word))
        return false;
    if (first->block == second->block)
        return true;
    enum { NAME_WORDS_MAX = 8 };
    return first->block + 1 == second->block &&
           first->watched->sort == WATCHED_HOLDER &&
           reading->blocks[second->block].first_word == second->first_word &&
           reading->blocks[first->block].word_count <= NAME_WORDS_MAX;
}

/* The word before the two, styles aside: "shadow", "former". */
static size_t word_before(const struct reading *reading, size_t first_word,
                          size_t block) {
    static const char *const styles[] = {"the", "rt", "hon", "mr", NULL};
    size_t first = reading->blocks[block].first_word;
    size_t word = first_word;
    while (word > first && word_in(reading, word - 1, styles))
        word--;
    return word > first ? word - 1 : SIZE_MAX;
}

/* The sentence says when, or that it is over. */
static bool is_of_the_past(const struct reading *reading, struct word_span in) {
    static const char *const past[] = {
        "then",      "ago",         "when",        "once",
        "last year", "at the time", "previously",  "former",
        "since",     "resigned",    "predecessor", NULL};
    for (size_t word = in.first; word < in.end; word++)
        if (word_number(reading, word, 4) >= 1900)
            return true;
    return words_find(reading, in.first, in.end, past) < in.end;
}

/* "Ann Other was asked" tells nothing of when; what she says or does now, and
 * what lately was done, does. */
static bool is_in_office(const struct reading *reading,
                         const struct appointment *pair, size_t before) {
    static const char *const now[] = {"recently",  "today",      "yesterday",
                                      "this week", "this month", "last week",
                                      "currently", NULL};
    static const char *const acts[] = {
        "says",      "is",       "has",      "will",     "welcomes",
        "urges",     "writes",   "calls",    "wants",    "explains",
        "believes",  "supports", "replies",  "responds", "launches",
        "agrees",    "invites",  "promises", "confirms", "encourages",
        "announces", "backs",    "praises",  NULL};
    struct word_span in = reading_sentence(reading, pair->first_word);
    if (reading->words[pair->first_word].quoted || is_of_the_past(reading, in))
        return false;
    bool fresh = before != SIZE_MAX && word_is(reading, before, "new");
    if (fresh || words_find(reading, in.first, in.end, now) < in.end)
        return true;
    size_t next = pair->end_word;
    while (word_is(reading, next, "mp"))
        next++;
    return next < in.end && word_in(reading, next, acts);
}

/* The two mentions, in the order of the text, as an appointment. False when
 * the words before say that it is none, or not yet. */
static bool make_appointment(const struct reading *reading,
                             const struct mention *first,
                             const struct mention *second,
                             struct appointment *out) {
    static const char *const not_yet[] = {"shadow",   "future",     "next",
                                          "incoming", "opposition", NULL};
    static const char *const no_more[] = {"former",   "ex",   "then",
                                          "previous", "late", NULL};
    const struct mention *named =
        first->watched->sort == WATCHED_HOLDER ? first : second;
    out->office = schema_office(reading->schema, named->watched->value);
    out->holder = &out->office->holders[named->watched->holder];
    out->first_word = first->first_word;
    out->end_word = after_word(second);
    size_t before = word_before(reading, first->first_word, first->block);
    if (before != SIZE_MAX && word_in(reading, before, not_yet))
        return false;
    bool signature = first->block != second->block;
    out->in_office =
        !(before != SIZE_MAX && word_in(reading, before, no_more)) &&
        (signature || is_in_office(reading, out, before));
    return true;
}

/* The appointment that the mention begins, with one that stands after it. */
static bool appointment_at(const struct reading *reading, size_t index,
                           struct appointment *out) {
    const struct mention *first = &reading->dated[index];
    for (size_t i = index + 1; i < reading->dated_count; i++) {
        const struct mention *second = &reading->dated[i];
        enum { FAR = 12 }; /* words: no style is so long */
        if (second->first_word > after_word(first) + FAR)
            return false;
        bool paired = (first->watched->sort == WATCHED_OFFICE &&
                       second->watched->sort == WATCHED_HOLDER) ||
                      (first->watched->sort == WATCHED_HOLDER &&
                       second->watched->sort == WATCHED_OFFICE);
        if (paired && first->watched->value == second->watched->value &&
            second->first_word >= after_word(first) &&
            stand_together(reading, first, second))
            return make_appointment(reading, first, second, out);
    }
    return false;
}

/* Another held the office later, and the paper knows him. */
static bool is_succeeded(const struct appointment *pairs, size_t count,
                         const struct appointment *pair) {
    for (size_t i = 0; i < count; i++)
        if (pairs[i].office == pair->office &&
            pairs[i].holder->held.earliest > pair->holder->held.earliest)
            return true;
    return false;
}

/* Bounds. */

static void raise_earliest(struct date_bounds *bounds, edtf_day day,
                           const char *rule, size_t start, size_t end) {
    if (day > bounds->earliest.day)
        bounds->earliest = (struct date_bound){day, rule, start, end};
}

static void bound_by_appointment(const struct reading *reading,
                                 const struct appointment *pair, bool shown,
                                 struct date_bounds *bounds) {
    size_t start = reading->words[pair->first_word].start;
    size_t end = reading->words[pair->end_word - 1].end;
    const struct edtf_date *held = &pair->holder->held;
    raise_earliest(bounds, held->earliest, "office-held", start, end);
    if (shown && held->latest < bounds->latest.day)
        bounds->latest =
            (struct date_bound){held->latest, "office-held", start, end};
}

static void bound_by_event(const struct reading *reading,
                           const struct mention *mention,
                           struct date_bounds *bounds) {
    const struct dated_event *event =
        schema_event(reading->schema, mention->watched->value);
    if (event->named_after || is_told_as_begun(reading, mention))
        raise_earliest(bounds, event->date.earliest, "event-begun",
                       mention->start, mention->end);
}

/* A later day anywhere in the text, or bounds that leave none between them,
 * and what seemed to be the paper's present is its past. */
static void settle(const struct found_date *dates, size_t count,
                   struct date_bounds *bounds) {
    bool unsettled = bounds->latest.day <= bounds->earliest.day;
    for (size_t i = 0; i < count; i++)
        unsettled = unsettled || (!edtf_is_undated(dates[i].when) &&
                                  dates[i].when.earliest > bounds->latest.day);
    if (unsettled)
        bounds->latest = (struct date_bound){.day = EDTF_OPEN_LATEST};
}

static enum concord_status find_appointments(struct reading *reading,
                                             struct appointment **pairs,
                                             size_t *count,
                                             struct concord_error *err) {
    for (size_t i = 0; i < reading->dated_count; i++) {
        struct appointment pair;
        if (is_caption(reading, reading->dated[i].block) ||
            !appointment_at(reading, i, &pair))
            continue;
        struct appointment *added =
            arena_push(&reading->arena, pairs, count, sizeof *added);
        if (!added)
            return concord_no_memory(err);
        *added = pair;
    }
    return CONCORD_OK;
}

enum concord_status date_bounds_find(struct reading *reading,
                                     const struct found_date *dates,
                                     size_t count, struct date_bounds *out,
                                     struct concord_error *err) {
    struct appointment *pairs = NULL;
    size_t pair_count = 0;
    *out = (struct date_bounds){{.day = EDTF_OPEN_EARLIEST},
                                {.day = EDTF_OPEN_LATEST}};
    enum concord_status status =
        find_appointments(reading, &pairs, &pair_count, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < pair_count; i++)
        bound_by_appointment(reading, &pairs[i],
                             pairs[i].in_office &&
                                 !is_succeeded(pairs, pair_count, &pairs[i]),
                             out);
    for (size_t i = 0; i < reading->dated_count; i++) {
        const struct mention *mention = &reading->dated[i];
        if (mention->watched->sort == WATCHED_EVENT &&
            !is_caption(reading, mention->block))
            bound_by_event(reading, mention, out);
    }
    settle(dates, count, out);
    return CONCORD_OK;
}
