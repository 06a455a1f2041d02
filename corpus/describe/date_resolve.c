#include "describe/date_resolve.h"

#include <stdlib.h>

#include "describe/words.h"

enum { YEAR_DAYS = 366 };

struct word_span date_surroundings(const struct reading *reading,
                                   const struct found_date *date) {
    enum { BEFORE = 16, AFTER = 10 };
    struct word_span in = reading_sentence(reading, date->first_word);
    size_t end = date->first_word + date->word_count;
    if (date->first_word - in.first > BEFORE)
        in.first = date->first_word - BEFORE;
    if (in.end > end + AFTER)
        in.end = end + AFTER;
    return in;
}

bool words_tell_past(const struct reading *reading, struct word_span in) {
    static const char *const signs[] = {
        "was",      "were",    "had",      "has been", "have been", "held",
        "came",     "took",    "went",     "began",    "started",   "finished",
        "ended",    "met",     "attended", "launched", "gathered",  "agreed",
        "decided",  "opened",  "closed",   "spoke",    "hosted",    "joined",
        "received", "arrived", "heard",    "shared",   "since",     "last",
        "recently", "ago",     "told",     "said",     "signed",    NULL};
    static const char *const turned[] = {"will", "shall", "to be", "is due",
                                         NULL};
    return words_find(reading, in.first, in.end, signs) < in.end &&
           words_find(reading, in.first, in.end, turned) == in.end;
}

bool words_tell_future(const struct reading *reading, struct word_span in) {
    static const char *const signs[] = {
        "will",       "shall",       "to be held", "is to be",     "are to be",
        "due",        "next",        "deadline",   "closing date", "closes",
        "by",         "no later",    "coming",     "planned",      "scheduled",
        "proposed",   "takes place", "please",     "join us",      "book",
        "come",       "forthcoming", "until",      "are invited",  "be sent",
        "is holding", NULL};
    return words_find(reading, in.first, in.end, signs) < in.end;
}

static bool lacks_year(const struct found_date *date) {
    return (date->form == DATE_DAY_NO_YEAR || date->form == DATE_MONTH_ALONE ||
            date->form == DATE_SPAN) &&
           edtf_is_undated(date->when) && date->month > 0;
}

/* The date in a year; undated when the year has no such day. */
static struct edtf_date in_year(const struct found_date *date, int year) {
    edtf_day day = 0;
    if (date->day == 0)
        return edtf_month(year, date->month);
    if (!edtf_day_from_civil(&day, year, date->month, date->day))
        return edtf_undated();
    return (struct edtf_date){day, day};
}

static void settle(struct found_date *date, struct edtf_date when,
                   enum certainty certainty) {
    date->when = when;
    date->certainty = certainty;
}

/* Neighbours. */

/* Nothing but what joins dates stands between the two. */
static bool are_listed(const struct reading *reading,
                       const struct found_date *date,
                       const struct found_date *next) {
    static const char *const joins[] = {
        "and",      "to",      "or",        "until",    "monday",
        "till",     "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday",  NULL};
    enum { JOINS_MAX = 2 };
    size_t word = date->first_word + date->word_count;
    if (date->block != next->block || next->first_word > word + JOINS_MAX)
        return false;
    for (; word < next->first_word; word++)
        if (!word_in(reading, word, joins))
            return false;
    return !gap_ends_sentence(reading, next->first_word - 1) &&
           !gap_ends_sentence(reading, date->first_word + date->word_count - 1);
}

/* "December and January 2008": the first is of the year before. */
static void take_year_of(struct found_date *date,
                         const struct found_date *next) {
    int year = 0;
    int month = 0;
    edtf_day_to_civil(next->when.earliest, &year, &month, NULL);
    struct edtf_date when =
        in_year(date, date->month > month ? year - 1 : year);
    if (!edtf_is_undated(when))
        settle(date, when, CERTAINTY_DERIVED);
}

/* The latest year that the paper dates something with, or 0. */
static int latest_year(const struct reading *reading,
                       const struct found_date *dates, size_t count) {
    int latest = 0;
    for (size_t i = 0; i < count; i++) {
        int year = 0;
        if (dates[i].when.latest == EDTF_OPEN_LATEST ||
            dates[i].form == DATE_SPAN || reading->blocks[dates[i].block].cited)
            continue;
        edtf_day_to_civil(dates[i].when.latest, &year, NULL, NULL);
        if (year > latest)
            latest = year;
    }
    return latest;
}

/* Of three years in a row one at most has the day on that weekday. */
static void take_weekday(const struct reading *reading, struct found_date *date,
                         int about) {
    int weekday =
        date->day > 0 ? weekday_before(reading, date->first_word) : -1;
    for (int year = about - 1; weekday >= 0 && year <= about + 1; year++) {
        struct edtf_date when = in_year(date, year);
        if (!edtf_is_undated(when) && edtf_weekday(when.earliest) == weekday)
            settle(date, when, CERTAINTY_DERIVED);
    }
}

void dates_resolve_by_neighbours(const struct reading *reading,
                                 struct found_date *dates, size_t count) {
    int about = latest_year(reading, dates, count);
    for (size_t i = count; i > 0; i--) {
        struct found_date *date = &dates[i - 1];
        if (!lacks_year(date))
            continue;
        if (i < count && dates[i].when.earliest != EDTF_OPEN_EARLIEST &&
            are_listed(reading, date, &dates[i]))
            take_year_of(date, &dates[i]);
        else if (about > 0)
            take_weekday(reading, date, about);
    }
}

/* The paper's own date. */

/* "in May", "mid August", "last March": a month and not a name or a verb. */
static bool is_month_said(const struct reading *reading,
                          const struct found_date *date) {
    static const char *const before[] = {
        "in",    "mid",   "early", "late", "since", "during", "by",
        "until", "from",  "of",    "for",  "last",  "this",   "next",
        "end",   "after", "about", "till", "to",    "and",    NULL};
    return date->day > 0 ||
           (date->first_word > reading->blocks[date->block].first_word &&
            word_in(reading, date->first_word - 1, before));
}

static int distance(struct edtf_date a, struct edtf_date b) {
    int middle_a = (a.earliest + a.latest) / 2;
    int middle_b = (b.earliest + b.latest) / 2;
    return abs(middle_a - middle_b);
}

static void resolve(const struct reading *reading, struct found_date *date) {
    const struct edtf_date *own = &reading->document->date;
    struct word_span in = date_surroundings(reading, date);
    bool past = words_tell_past(reading, in);
    bool future = !past && words_tell_future(reading, in);
    int weekday =
        date->day > 0 ? weekday_before(reading, date->first_word) : -1;
    int year = 0;
    struct edtf_date best = edtf_undated();
    edtf_day_to_civil(own->earliest, &year, NULL, NULL);
    for (int at = year - 1; at <= year + 2; at++) {
        struct edtf_date when = in_year(date, at);
        if (edtf_is_undated(when) || (past && when.earliest > own->latest) ||
            (future && when.latest < own->earliest) ||
            (weekday >= 0 && edtf_weekday(when.earliest) != weekday) ||
            distance(when, *own) > YEAR_DAYS)
            continue;
        if (edtf_is_undated(best) ||
            distance(when, *own) < distance(best, *own))
            best = when;
    }
    bool sure = reading->document->date_certainty >= CERTAINTY_DERIVED &&
                (past || future || weekday >= 0);
    if (!edtf_is_undated(best))
        settle(date, best, sure ? CERTAINTY_DERIVED : CERTAINTY_PROBABLE);
}

void dates_resolve_by_own(const struct reading *reading,
                          struct found_date *dates, size_t count) {
    const struct edtf_date *own = &reading->document->date;
    if (own->earliest == EDTF_OPEN_EARLIEST ||
        own->latest == EDTF_OPEN_LATEST ||
        own->latest - own->earliest > YEAR_DAYS)
        return;
    for (size_t i = 0; i < count; i++)
        if (lacks_year(&dates[i]) && is_month_said(reading, &dates[i]))
            resolve(reading, &dates[i]);
}
