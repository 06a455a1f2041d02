/* date_point.c - see date_point.h. Each form is a function that moves the
 * reader only when it stands there; the longer forms are tried first. */
#include "date_point.h"

#include <string.h>

#include "schema/calendar.h"

static bool is_number(const struct date_piece *piece, size_t digits) {
    return piece->kind == PIECE_NUMBER && piece->digits == digits;
}

static bool is_short_number(const struct date_piece *piece) {
    return piece->kind == PIECE_NUMBER && piece->digits <= 2;
}

/* A number of four figures, or one of two behind a sign for the century. */
static bool accept_year(struct date_reader *reader, int *year) {
    struct date_reader ahead = *reader;
    if (is_number(ahead.at, 4) && ahead.at->number > 0) {
        *year = ahead.at->number;
        reader->at++;
        return true;
    }
    if (!date_accept_mark(&ahead, '\'') || !is_number(ahead.at, 2))
        return false;
    *year = calendar_full_year(ahead.at->number);
    reader->at = ahead.at + 1;
    return true;
}

/* A nought is said, too, and is no month and no day. */
static int said(const struct date_piece *piece) {
    return piece->number > 0 ? piece->number : -1;
}

/* "2007-04-01", "2007/4/1", "01/04/2007", "1.4.07": the day comes first in
 * England unless the year does. */
static bool read_figures(struct date_point *out, struct date_reader *reader) {
    const struct date_piece *at = reader->at;
    bool joined = at[0].kind == PIECE_NUMBER && at[1].kind == PIECE_MARK &&
                  at[2].kind == PIECE_NUMBER && at[3].kind == PIECE_MARK &&
                  at[1].mark == at[3].mark && strchr("-/.", at[1].mark) &&
                  at[4].kind == PIECE_NUMBER && !at[1].spaced &&
                  !at[2].spaced && !at[3].spaced && !at[4].spaced;
    if (!joined || !is_short_number(&at[2]))
        return false;
    if (is_number(&at[0], 4) && is_short_number(&at[4])) {
        *out = (struct date_point){
            .year = at[0].number, .month = said(&at[2]), .day = said(&at[4])};
    } else if (is_short_number(&at[0]) &&
               (is_number(&at[4], 4) || is_number(&at[4], 2))) {
        int year =
            at[4].digits == 4 ? at[4].number : calendar_full_year(at[4].number);
        *out = (struct date_point){
            .year = year, .month = said(&at[2]), .day = said(&at[0])};
    } else {
        return false;
    }
    reader->at += 5;
    return true;
}

static struct date_point spanned(struct edtf_date span) {
    return (struct date_point){.span = span, .spanned = true};
}

static const char *const financial[] = {"financial year", "fiscal year",
                                        "financial years", "fy", NULL};

/* "2006/07", and "2006-07" when it is called a financial year; else that is a
 * month. */
static bool read_financial(struct date_point *out, struct date_reader *reader) {
    struct date_reader ahead = *reader;
    bool called = date_accept_any(&ahead, financial);
    const struct date_piece *at = ahead.at;
    if (!is_number(&at[0], 4) || at[0].number == 0 ||
        at[1].kind != PIECE_MARK || !strchr("/-", at[1].mark) ||
        (!is_number(&at[2], 2) && !is_number(&at[2], 4)))
        return false;
    int next = at[0].number + 1;
    bool follows = at[2].number == (at[2].digits == 2 ? next % 100 : next);
    ahead.at += 3;
    called = date_accept_any(&ahead, financial) || called;
    bool plain = at[1].mark == '/' && at[2].digits == 2;
    if (!follows || next > 9999 || (!called && !plain))
        return false;
    *reader = ahead;
    *out = spanned(calendar_financial_year(at[0].number));
    return true;
}

/* "2000s", "the 1990's", "'90s" */
static bool read_decade(struct date_point *out, struct date_reader *reader) {
    struct date_reader ahead = *reader;
    date_accept_mark(&ahead, '\'');
    const struct date_piece *at = ahead.at;
    bool whole = is_number(at, 4) && at->number > 0;
    if ((!whole && !is_number(at, 2)) || at->number % 10 != 0)
        return false;
    int first = whole ? at->number : calendar_full_year(at->number);
    ahead.at++;
    date_accept_mark(&ahead, '\'');
    if (ahead.at->spaced || !date_accept_word(&ahead, "s"))
        return false;
    *reader = ahead;
    *out = spanned((struct edtf_date){edtf_year(first).earliest,
                                      edtf_year(first + 9).latest});
    return true;
}

/* "spring 2007", "winter 2006/07" */
static bool read_season(struct date_point *out, struct date_reader *reader) {
    struct date_reader ahead = *reader;
    static const char *const of[] = {"of", NULL};
    int first = 0;
    int last = 0;
    int year = 0;
    if (ahead.at->kind != PIECE_WORD ||
        !calendar_season(ahead.at->word, &first, &last))
        return false;
    ahead.at++;
    date_accept_any(&ahead, of);
    bool turns = last < first;
    if (!accept_year(&ahead, &year) || (turns && year == 9999))
        return false;
    const struct date_piece *at = ahead.at;
    if (turns && at->kind == PIECE_MARK && strchr("/-", at->mark) &&
        is_number(&at[1], 2) && at[1].number == (year + 1) % 100)
        ahead.at += 2;
    *reader = ahead;
    *out = spanned((struct edtf_date){edtf_month(year, first).earliest,
                                      edtf_month(year + turns, last).latest});
    return true;
}

/* "1", "1st", "the 1st day of" */
static bool accept_day(struct date_reader *reader, int *day) {
    static const char *const endings[] = {"st", "nd", "rd", "th", NULL};
    if (!is_short_number(reader->at) || reader->at->number == 0)
        return false;
    *day = reader->at->number;
    reader->at++;
    if (!reader->at->spaced)
        date_accept_any(reader, endings);
    return true;
}

static bool accept_month(struct date_reader *reader, int *month) {
    *month =
        reader->at->kind == PIECE_WORD ? calendar_month(reader->at->word) : 0;
    reader->at += *month > 0;
    return *month > 0;
}

static void accept_joint(struct date_reader *reader) {
    if (!date_accept_mark(reader, ',') && !date_accept_mark(reader, '.'))
        date_accept_mark(reader, '-');
    date_accept_word(reader, "of");
}

/* The year behind a month, if one is there. "13 Dec 07" has a year of two
 * figures, "April 07" might have a day. */
static void read_year_behind(struct date_point *out,
                             struct date_reader *reader) {
    struct date_reader ahead = *reader;
    bool dashed = ahead.at->kind == PIECE_MARK && ahead.at->mark == '-' &&
                  !ahead.at->spaced && !ahead.at[1].spaced;
    accept_joint(&ahead);
    if (!accept_year(&ahead, &out->year)) {
        bool may_be = dashed || (out->day > 0 && ahead.at == reader->at);
        bool is_day = ahead.at[0].kind == PIECE_NUMBER &&
                      ahead.at[1].kind == PIECE_WORD &&
                      calendar_month(ahead.at[1].word) > 0;
        if (!may_be || is_day || !is_number(ahead.at, 2))
            return;
        out->year = calendar_full_year(ahead.at->number);
        ahead.at++;
    }
    *reader = ahead;
}

/* "1st of April, 2007", "1 April" */
static bool read_day_first(struct date_point *out, struct date_reader *reader) {
    struct date_reader ahead = *reader;
    struct date_point point = {0};
    if (!accept_day(&ahead, &point.day))
        return false;
    date_accept_word(&ahead, "day");
    date_accept_mark(&ahead, '-');
    date_accept_word(&ahead, "of");
    if (!accept_month(&ahead, &point.month))
        return false;
    read_year_behind(&point, &ahead);
    *reader = ahead;
    *out = point;
    return true;
}

/* "April 2007", "April 1st, 2007", "April" */
static bool read_month_first(struct date_point *out,
                             struct date_reader *reader) {
    struct date_reader ahead = *reader;
    struct date_point point = {0};
    if (!accept_month(&ahead, &point.month))
        return false;
    struct date_reader behind = ahead;
    date_accept_word(&behind, "the");
    bool dashed = ahead.at->kind == PIECE_MARK && ahead.at->mark == '-';
    if (!dashed && accept_day(&behind, &point.day))
        ahead = behind;
    read_year_behind(&point, &ahead);
    *reader = ahead;
    *out = point;
    return true;
}

/* "2007", "2007-04", "2007 April", "04/2007" */
static bool read_year_or_month(struct date_point *out,
                               struct date_reader *reader) {
    const struct date_piece *at = reader->at;
    struct date_point point = {0};
    bool joined = at[0].kind == PIECE_NUMBER && at[1].kind == PIECE_MARK &&
                  strchr("-/.", at[1].mark) && !at[1].spaced && !at[2].spaced;
    if (joined && is_short_number(&at[0]) && is_number(&at[2], 4)) {
        *out = (struct date_point){.year = at[2].number, .month = said(&at[0])};
        reader->at += 3;
        return true;
    }
    if (!accept_year(reader, &point.year))
        return false;
    if (joined && at[1].mark == '-' && is_number(&at[2], 2)) {
        point.month = said(&at[2]);
        reader->at += 2;
    } else if (reader->at->kind == PIECE_WORD &&
               accept_month(reader, &point.month)) {
        accept_day(reader, &point.day);
    }
    *out = point;
    return true;
}

/* "1" of "1 to 5 April 2007" */
static bool read_day_alone(struct date_point *out, struct date_reader *reader) {
    *out = (struct date_point){0};
    return accept_day(reader, &out->day);
}

static int accept_part(struct date_reader *reader) {
    static const char *const parts[] = {"early", "mid", "late"};
    for (int i = 0; i < 3; i++)
        if (date_accept_word(reader, parts[i])) {
            date_accept_mark(reader, '-');
            return i + 1;
        }
    return 0;
}

static bool is_relative(const struct date_piece *at) {
    static const char *const words[] = {
        "today", "yesterday", "tomorrow", "now",      "last",     "this",
        "next",  "past",      "recent",   "recently", "previous", "current"};
    if (at->kind == PIECE_NUMBER && at[1].kind == PIECE_WORD)
        return date_piece_is_word(&at[2], "ago");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (date_piece_is_word(at, words[i]))
            return true;
    return false;
}

enum date_fault date_point_read(struct date_point *out,
                                struct date_reader *reader) {
    static bool (*const forms[])(struct date_point *, struct date_reader *) = {
        read_figures,   read_financial,   read_decade,        read_season,
        read_day_first, read_month_first, read_year_or_month, read_day_alone};
    static const char *const lead[] = {"the", "year", NULL};
    if (is_relative(reader->at))
        return DATE_RELATIVE;
    date_accept_any(reader, lead);
    int part = accept_part(reader);
    date_accept_any(reader, lead);
    if (is_relative(reader->at))
        return DATE_RELATIVE;
    if (reader->at->kind == PIECE_WORD &&
        calendar_weekday(reader->at->word) >= 0) {
        reader->at++;
        date_accept_mark(reader, ',');
        date_accept_word(reader, "the");
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i](out, reader)) {
            out->part = part;
            return DATE_SOUND;
        }
    return DATE_UNREADABLE;
}

/* The first, second or last third: four months of a year, else whole days. */
static struct edtf_date third_of(const struct date_point *point,
                                 struct edtf_date span) {
    int part = point->part;
    if (!point->spanned && point->month == 0)
        return (struct edtf_date){
            edtf_month(point->year, 4 * part - 3).earliest,
            edtf_month(point->year, 4 * part).latest};
    int days = span.latest - span.earliest + 1;
    return (struct edtf_date){span.earliest + days * (part - 1) / 3,
                              span.earliest + days * part / 3 - 1};
}

enum date_fault date_point_span(struct edtf_date *out,
                                const struct date_point *point) {
    *out = point->span;
    if (!point->spanned && (point->year == 0 || point->year > 9999))
        return DATE_NO_YEAR;
    if (point->day > 0 && point->month == 0)
        return DATE_NO_DAY;
    if (!point->spanned) {
        int month = point->month ? point->month : 1;
        int day = point->day ? point->day : 1;
        if (!edtf_day_from_civil(&out->earliest, point->year, month, day))
            return DATE_NO_DAY;
        out->latest = out->earliest;
        if (point->day == 0)
            *out = point->month ? edtf_month(point->year, month)
                                : edtf_year(point->year);
    }
    if (point->part > 0 && out->latest > out->earliest)
        *out = third_of(point, *out);
    return DATE_SOUND;
}
