#include "describe/date_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "describe/words.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2099, CENTURY_TURN = 50 };

int month_of_word(const struct reading *reading, size_t word) {
    static const char *const names[][3] = {
        {"january", "jan", ""},
        {"february", "feb", ""},
        {"march", "mar", ""},
        {"april", "apr", ""},
        {"may", "", ""},
        {"june", "jun", ""},
        {"july", "jul", ""},
        {"august", "aug", ""},
        {"september", "sep", "sept"},
        {"october", "oct", ""},
        {"november", "nov", ""},
        {"december", "dec", ""},
    };
    if (!word_has_capital(reading, word))
        return 0;
    for (int month = 0; month < 12; month++)
        for (int form = 0; form < 3; form++)
            if (names[month][form][0] &&
                word_is(reading, word, names[month][form]))
                return month + 1;
    return 0;
}

/* 1 to 31 for "1", "01" and "1st"; 0 for no day. */
static int day_of_word(const struct reading *reading, size_t word) {
    static const char *const endings[] = {"", "st", "nd", "rd", "th", NULL};
    const char *folded = reading->words[word].folded;
    size_t digits = strspn(folded, "0123456789");
    if (digits == 0 || digits > 2)
        return 0;
    for (size_t i = 0; endings[i]; i++)
        if (strcmp(folded + digits, endings[i]) == 0) {
            int day = atoi(folded);
            return day <= 31 ? day : 0;
        }
    return 0;
}

static int year_of_word(const struct reading *reading, size_t word) {
    const char *folded =
        word < reading->word_count ? reading->words[word].folded : "";
    if (strlen(folded) != 4)
        return 0;
    int year = word_number(reading, word, 4);
    return year >= YEAR_FIRST && year <= YEAR_LAST ? year : 0;
}

/* A gap within one date: a space, a comma, a full stop after a short month. */
static bool gap_within_date(const struct reading *reading, size_t word) {
    struct gap gap = gap_after(reading, word);
    return gap_is(gap, " ") || gap_is(gap, ", ") || gap_is(gap, ". ") ||
           gap_is(gap, ",") || gap_is(gap, "-");
}

static bool gap_is_dash(struct gap gap) {
    return gap_is(gap, "-") || gap_is(gap, "–") || gap_is(gap, "/") ||
           gap_is(gap, " - ") || gap_is(gap, " – ") || gap_is(gap, "—");
}

static bool is_day_ending(const struct reading *reading, size_t word) {
    static const char *const endings[] = {"st", "nd", "rd", "th", NULL};
    return word_in(reading, word, endings);
}

static void span_words(const struct reading *reading, size_t word, size_t count,
                       struct found_date *out) {
    out->first_word = word;
    out->word_count = count;
    out->start = reading->words[word].start;
    out->end = reading->words[word + count - 1].end;
}

static bool set_day(struct found_date *out, int year, int month, int day) {
    edtf_day when = 0;
    if (!edtf_day_from_civil(&when, year, month, day))
        return false;
    out->form = DATE_DAY;
    out->when = (struct edtf_date){when, when};
    return true;
}

/* 0 for Sunday to 6, of the weekday named before the date; -1 for none. */
static int weekday_before(const struct reading *reading, size_t word) {
    static const char *const days[] = {"sun", "mon", "tue", "wed",
                                       "thu", "fri", "sat"};
    if (word == 0 || !word_has_capital(reading, word - 1))
        return -1;
    for (int day = 0; day < 7; day++)
        if (strncmp(reading->words[word - 1].folded, days[day], 3) == 0)
            return day;
    return -1;
}

/* The day comes first in England; a weekday that fits only the other order
 * says that a program of another country wrote the date. */
static bool set_numeric(const struct reading *reading, size_t word,
                        struct found_date *out, int year, int second,
                        int first) {
    int weekday = weekday_before(reading, word);
    struct found_date swapped = *out;
    bool found = set_day(out, year, second, first);
    if (weekday < 0 || !set_day(&swapped, year, first, second) ||
        edtf_weekday(swapped.when.earliest) != weekday)
        return found;
    if (!found || edtf_weekday(out->when.earliest) != weekday)
        *out = swapped;
    return true;
}

/* "01/04/2007", "1.4.07" */
static bool numeric_at(const struct reading *reading, size_t word, size_t end,
                       struct found_date *out) {
    if (word + 3 > end)
        return false;
    struct gap first = gap_after(reading, word);
    struct gap second = gap_after(reading, word + 1);
    bool same = first.size == 1 && second.size == 1 &&
                first.text[0] == second.text[0] && strchr("/.-", *first.text);
    int a = word_number(reading, word, 4);
    int b = word_number(reading, word + 1, 2);
    int c = word_number(reading, word + 2, 4);
    if (!same || a < 0 || b < 0 || c < 0)
        return false;
    bool found = false;
    if (year_of_word(reading, word) && c <= 31)
        found = *first.text == '-' && set_day(out, a, b, c);
    else if (year_of_word(reading, word + 2) && a <= 31)
        found = set_numeric(reading, word, out, c, b, a);
    else if (a <= 31 && c <= 99 && *first.text == '/' &&
             strlen(reading->words[word + 2].folded) == 2)
        found = set_day(out, c + (c < CENTURY_TURN ? 2000 : 1900), b, a);
    if (found)
        span_words(reading, word, 3, out);
    return found;
}

/* "1st of April, 2007" and "21 January". */
static bool day_first_at(const struct reading *reading, size_t word, size_t end,
                         struct found_date *out) {
    int day = day_of_word(reading, word);
    size_t at = word + 1;
    if (day == 0 || at >= end)
        return false;
    if (is_day_ending(reading, at) || word_is(reading, at, "of"))
        at++;
    if (at < end && word_is(reading, at, "of"))
        at++;
    if (at >= end || !gap_within_date(reading, at - 1))
        return false;
    int month = month_of_word(reading, at);
    if (month == 0)
        return false;
    int year = at + 1 < end && gap_within_date(reading, at)
                   ? year_of_word(reading, at + 1)
                   : 0;
    if (year && set_day(out, year, month, day)) {
        span_words(reading, word, at + 2 - word, out);
        return true;
    }
    out->form = DATE_DAY_NO_YEAR;
    out->when = edtf_undated();
    out->month = month;
    span_words(reading, word, at + 1 - word, out);
    return true;
}

/* "April 2007", "April 1st, 2007", "May". */
static bool month_first_at(const struct reading *reading, size_t word,
                           size_t end, struct found_date *out) {
    int month = month_of_word(reading, word);
    if (month == 0)
        return false;
    bool goes_on = word + 1 < end && gap_within_date(reading, word);
    int year = goes_on ? year_of_word(reading, word + 1) : 0;
    int day = goes_on && !year ? day_of_word(reading, word + 1) : 0;
    bool dated = day && word + 2 < end && gap_within_date(reading, word + 1) &&
                 year_of_word(reading, word + 2);
    if (dated && set_day(out, year_of_word(reading, word + 2), month, day)) {
        span_words(reading, word, 3, out);
        return true;
    }
    out->form = year ? DATE_MONTH : day ? DATE_DAY_NO_YEAR : DATE_MONTH_ALONE;
    out->when = year ? edtf_month(year, month) : edtf_undated();
    out->month = month;
    span_words(reading, word, year || day ? 2 : 1, out);
    return true;
}

/* "2007", and the spans "2005/06" and "2005 to 2008". */
static bool year_at(const struct reading *reading, size_t word, size_t end,
                    struct found_date *out) {
    int year = year_of_word(reading, word);
    if (year == 0)
        return false;
    bool linked = word + 1 < end && gap_is_dash(gap_after(reading, word));
    bool worded = word + 2 < end &&
                  (word_is(reading, word + 1, "to") ||
                   word_is(reading, word + 1, "and")) &&
                  year_of_word(reading, word + 2);
    size_t last = worded ? word + 2 : word + 1;
    int until = linked || worded ? word_number(reading, last, 4) : -1;
    if (until >= 0 && until < 100)
        until += year / 100 * 100;
    out->form = DATE_YEAR;
    out->when = edtf_year(year);
    span_words(reading, word, 1, out);
    if (until > year && until <= YEAR_LAST) {
        out->form = DATE_SPAN;
        out->when.latest = edtf_year(until).latest;
        span_words(reading, word, last + 1 - word, out);
    }
    return true;
}

bool date_at(const struct reading *reading, size_t word, size_t end,
             struct found_date *out) {
    *out =
        (struct found_date){.block = READING_NOWHERE, .when = edtf_undated()};
    return numeric_at(reading, word, end, out) ||
           day_first_at(reading, word, end, out) ||
           month_first_at(reading, word, end, out) ||
           year_at(reading, word, end, out);
}

/* "April 2008 to March 2009": what stands before and after is one span. */
static bool is_linked(const struct reading *reading,
                      const struct found_date *before,
                      const struct found_date *after) {
    static const char *const links[] = {"to", "until", NULL};
    size_t last = before->first_word + before->word_count - 1;
    if (before->block != after->block || edtf_is_undated(after->when))
        return false;
    if (after->first_word == last + 1)
        return gap_is_dash(gap_after(reading, last));
    return after->first_word == last + 2 && word_in(reading, last + 1, links);
}

static void join_spans(const struct reading *reading, struct found_date *dates,
                       size_t count) {
    for (size_t i = 1; i < count; i++)
        if (is_linked(reading, &dates[i - 1], &dates[i])) {
            dates[i - 1].form = DATE_SPAN;
            dates[i].form = DATE_SPAN;
        }
}

/* A page's markup may give the year that its text leaves out: "12 February" in
 * <time datetime="2015-02-12">. */
static void complete_from_markup(const struct reading *reading,
                                 struct found_date *date) {
    size_t count = reading->extract ? reading->extract->property_count : 0;
    for (size_t i = 0; i < count && date->form == DATE_DAY_NO_YEAR; i++) {
        const struct extracted_property *property =
            &reading->extract->properties[i];
        int year = 0;
        int month = 0;
        int day = 0;
        if (strncmp(property->name, "time.", 5) != 0 ||
            sscanf(property->value, "%4d-%2d-%2d", &year, &month, &day) != 3 ||
            year < YEAR_FIRST || year > YEAR_LAST || month != date->month)
            continue;
        for (size_t j = 0; j < date->word_count; j++)
            if (day_of_word(reading, date->first_word + j) == day)
                set_day(date, year, month, day);
    }
}

enum concord_status dates_find(struct reading *reading,
                               struct found_date **dates, size_t *count,
                               struct concord_error *err) {
    *dates = NULL;
    *count = 0;
    for (size_t block = 0; block < reading->document->block_count; block++) {
        size_t end = reading_block_end(reading, block);
        for (size_t word = reading->blocks[block].first_word; word < end;) {
            struct found_date found;
            if (!word_has_class(reading, word, WORD_OF_DATE) ||
                !date_at(reading, word, end, &found)) {
                word++;
                continue;
            }
            struct found_date *added =
                arena_push(&reading->arena, dates, count, sizeof *added);
            if (!added)
                return concord_no_memory(err);
            *added = found;
            added->block = block;
            complete_from_markup(reading, added);
            word += found.word_count;
        }
    }
    join_spans(reading, *dates, *count);
    return CONCORD_OK;
}
