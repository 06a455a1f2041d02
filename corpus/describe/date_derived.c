/* date_derived.c - a date worked out from what the text tells of its time. */
#include <string.h>

#include "describe/date_claims.h"
#include "describe/date_told.h"
#include "describe/names.h"
#include "describe/words.h"

static const char *const event_nouns[] = {
    "conference", "forum",      "summit",   "seminar",   "workshop", "roadshow",
    "event",      "convention", "congress", "symposium", "day",      "week",
    "awards",     "festival",   "award",    "prize",     "prizes",   "fair",
    "agm",        "lecture",    NULL};

/* The year belongs to a name that has an event's noun: "Barset Compact Forum
 * 2013", "the 2013 Compact Conference". */
static bool is_in_event_name(const struct reading *reading,
                             const struct found_date *date) {
    size_t year = date->first_word;
    struct gap space = {" ", 1};
    if (year > 0 && gap_is(gap_after(reading, year - 1), space.text) &&
        word_in(reading, year - 1, event_nouns) &&
        word_has_capital(reading, year - 1))
        return true;
    static const char *const links[] = {"for", "of", "in", NULL};
    if (year > 1 && word_in(reading, year - 1, links) &&
        word_in(reading, year - 2, event_nouns) &&
        word_has_capital(reading, year - 2))
        return true; /* "the Compact Prize for 2013" */
    enum { NAME_WORDS_MAX = 4 };
    for (size_t i = year + 1; i <= year + NAME_WORDS_MAX; i++) {
        if (!word_has_capital(reading, i) ||
            !gap_is(gap_after(reading, i - 1), space.text))
            return false;
        if (word_in(reading, i, event_nouns))
            return true;
    }
    return false;
}

/* The writer was there. */
static bool is_attended(const struct reading *reading, struct word_span in) {
    static const char *const writers[] = {"i", "we", "i've", "we've", NULL};
    static const char *const verbs[] = {
        "attended",    "went",    "joined",    "spoke",     "held",
        "hosted",      "ran",     "met",       "organised", "gathered",
        "facilitated", "visited", "presented", "launched",  NULL};
    bool writer = false;
    for (size_t word = in.first; word < in.end; word++) {
        writer = writer || word_in(reading, word, writers);
        if (writer && word_in(reading, word, verbs))
            return true;
    }
    return false;
}

/* "as we're celebrating ten years in 2013" */
static bool is_present(const struct reading *reading,
                       const struct found_date *date, struct word_span in) {
    static const char *const now[] = {
        "we're celebrating", "we are celebrating", "is celebrating",
        "are celebrating",   "we're marking",      "we are marking",
        "this year",         "currently",          NULL};
    static const char *const other[] = {"will", "last",  "next", "was",
                                        "were", "since", "than", NULL};
    size_t year = date->first_word;
    bool placed = year > 0 && (word_is(reading, year - 1, "in") ||
                               word_is(reading, year - 1, "year"));
    size_t from = words_find(reading, in.first, in.end, now);
    return placed && from < in.end &&
           words_find(reading, from, in.end, other) == in.end;
}

/* The month that the sentence names before the year, or 0. */
static int month_before(const struct reading *reading,
                        const struct found_date *date, struct word_span in) {
    for (size_t word = in.first; word < date->first_word; word++)
        if (month_of_word(reading, word) > 0)
            return month_of_word(reading, word);
    return 0;
}

/* "Entries for next year's prize open on 3 February 2014": still to come. */
static bool is_next_years(const struct reading *reading,
                          const struct found_date *date, int year) {
    static const char *const next[] = {"next year's", "next year", NULL};
    struct word_span in = reading_sentence(reading, date->first_word);
    return edtf_single_year(date->when) == year + 1 &&
           words_find(reading, in.first, in.end, next) < in.end;
}

/* A later year anywhere in the text and the paper is not of this one. */
static bool is_latest_year(const struct reading *reading,
                           const struct found_date *dates, size_t count,
                           int year) {
    for (size_t i = 0; i < count; i++)
        if (dates[i].when.latest != EDTF_OPEN_LATEST &&
            dates[i].when.latest > edtf_year(year).latest &&
            !is_next_years(reading, &dates[i], year))
            return false;
    return true;
}

static struct edtf_date later_start(struct edtf_date a, struct edtf_date b) {
    return a.earliest > b.earliest ? a : b;
}

/* "last night (27 November)" in a paper of the year: the day after. */
static void narrow_by_day(const struct reading *reading,
                          const struct found_date *dates, size_t count,
                          struct claim *claim) {
    int year = edtf_single_year(claim->when);
    for (size_t i = 0; i < count; i++) {
        edtf_day day = 0;
        struct found_date date = dates[i];
        if (date.form != DATE_DAY_NO_YEAR ||
            !edtf_day_from_civil(&day, year, date.month, date.day))
            continue;
        date.when = (struct edtf_date){day, day};
        struct edtf_date when = date_told_since(reading, &date);
        if (edtf_single_year(when) == year) {
            claim->when = when;
            return;
        }
    }
}

struct claim claim_derived(const struct reading *reading,
                           const struct found_date *dates, size_t count) {
    struct claim claim = {.rank = 0, .when = edtf_undated()};
    for (size_t i = 0; i < count; i++) {
        const struct found_date *date = &dates[i];
        if (date->form != DATE_YEAR || reading->words[date->first_word].quoted)
            continue;
        struct word_span in = reading_sentence(reading, date->first_word);
        bool title = reading->blocks[date->block].title;
        bool event = is_in_event_name(reading, date) &&
                     (title || is_attended(reading, in));
        if (!event && !is_present(reading, date, in))
            continue;
        int year = edtf_single_year(date->when);
        struct edtf_date when = date->when;
        int month = event ? month_before(reading, date, in) : 0;
        if (month > 0)
            when.earliest = edtf_month(year, month).earliest;
        if (claim.rank > 0 && edtf_single_year(claim.when) != year)
            return (struct claim){.rank = 0, .when = edtf_undated()};
        claim = (struct claim){
            .rank = 5,
            .rule = event ? "event-of-the-year" : "year-of-the-present",
            .certainty = CERTAINTY_DERIVED,
            .when = claim.rank > 0 ? later_start(claim.when, when) : when,
            .start = date->start,
            .end = date->end,
            .source = EVIDENCE_TEXT};
    }
    if (claim.rank > 0 &&
        !is_latest_year(reading, dates, count, edtf_single_year(claim.when)))
        claim.rank = 0;
    if (claim.rank > 0)
        narrow_by_day(reading, dates, count, &claim);
    return claim;
}
