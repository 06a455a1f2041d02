#include "describe/date_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "describe/words.h"
#include "schema/calendar.h"

/* More dates than any paper has: what comes after them is not read. */
enum { DATES_MAX = 20000 };

enum { YEAR_FIRST = 1900, YEAR_LAST = 2099 };

int month_of_word(const struct reading *reading, size_t word) {
    bool may_be = word_has_capital(reading, word) &&
                  word_has_class(reading, word, WORD_OF_DATE);
    return may_be ? calendar_month(reading->words[word].folded) : 0;
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

/* A gap within one date: a space, a comma, a full stop after a short month, the
 * mark of a left-out century. */
static bool gap_within_date(const struct reading *reading, size_t word) {
    struct gap gap = gap_after(reading, word);
    return gap_is(gap, " ") || gap_is(gap, ", ") || gap_is(gap, ". ") ||
           gap_is(gap, ",") || gap_is(gap, "-") || gap_is(gap, " '") ||
           gap_is(gap, " ’") || gap_is(gap, " ‘");
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

int weekday_before(const struct reading *reading, size_t word) {
    if (word == 0 || !word_has_capital(reading, word - 1) ||
        gap_has(gap_after(reading, word - 1), "\n"))
        return -1;
    return calendar_weekday(reading->words[word - 1].folded);
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

/* "07" as the end of a date: two digits after a mark for the century left out,
 * or with a nought first, or where nothing follows that they could count. */
static int short_year_of_word(const struct reading *reading, size_t word,
                              size_t end, bool short_month) {
    int year = word < end ? word_number(reading, word, 2) : -1;
    if (year < 0 || strlen(reading->words[word].folded) != 2)
        return 0;
    struct gap before = gap_after(reading, word - 1);
    bool marked =
        gap_is(before, " '") || gap_is(before, " ’") || gap_is(before, " ‘");
    bool last = word + 1 == end || !gap_is(gap_after(reading, word), " ");
    if (!marked && year >= 10 && !(short_month && last))
        return 0;
    return calendar_full_year(year);
}

/* "13.12.07": points part the numbers of sections too, which do not pad the
 * day and the month to two figures, or open a block that goes on. */
static bool is_pointed_date(const struct reading *reading, size_t word,
                            size_t end) {
    bool opens = word == 0 || gap_has(gap_after(reading, word - 1), "\n");
    if (reading->words[word + 2].folded[0] == '0' && word + 3 == end)
        return true; /* "12.3.09": nor is a section's last figure padded */
    return strlen(reading->words[word].folded) == 2 &&
           strlen(reading->words[word + 1].folded) == 2 &&
           !(opens && word + 3 < end);
}

/* "01/04/2007", "1/4/07", "13.12.07" */
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
        found = *first.text != '.' && set_day(out, a, b, c);
    else if (year_of_word(reading, word + 2) && a <= 31)
        found = set_numeric(reading, word, out, c, b, a);
    else if (a <= 31 && c <= 99 &&
             (*first.text == '/' || is_pointed_date(reading, word, end)) &&
             strlen(reading->words[word + 2].folded) == 2)
        found = set_day(out, calendar_full_year(c), b, a);
    if (found)
        span_words(reading, word, 3, out);
    return found;
}

/* "Printed by Barset Press, 9/07": a printer's month, at the end of its line.
 */
static bool printers_month_at(const struct reading *reading, size_t word,
                              size_t end, struct found_date *out) {
    static const char *const prints[] = {
        "printed", "print", "rev", "revised", "reprinted", "issued", NULL};
    enum { NEAR = 10 };
    if (word + 2 != end || !gap_is(gap_after(reading, word), "/"))
        return false;
    size_t from = word > NEAR ? word - NEAR : 0;
    int month = word_number(reading, word, 2);
    int year = word_number(reading, word + 1, 2);
    if (month < 1 || month > 12 || year < 0 ||
        strlen(reading->words[word + 1].folded) != 2 ||
        words_find(reading, from, word, prints) == word)
        return false;
    out->form = DATE_MONTH;
    out->when = edtf_month(calendar_full_year(year), month);
    span_words(reading, word, 2, out);
    return true;
}

/* Where the month stands after "1", "1st", "1 st of", "1st day of"; `end` when
 * none can. */
static size_t after_day(const struct reading *reading, size_t word,
                        size_t end) {
    size_t at = word + 1;
    if (at < end && is_day_ending(reading, at))
        at++;
    if (at < end && word_is(reading, at, "day"))
        at++;
    if (at < end && word_is(reading, at, "of"))
        at++;
    return at < end && gap_within_date(reading, at - 1) ? at : end;
}

static bool is_short_month(const struct reading *reading, size_t word) {
    return strlen(reading->words[word].folded) <= 4;
}

/* "No. 14 March/April 2009", "Issue 12 December 2006": the number is a serial's
 * and no day. */
static bool is_serial_number(const struct reading *reading, size_t word) {
    static const char *const labels[] = {"no",  "number", "issue",
                                         "vol", "volume", NULL};
    return word > 0 && word_in(reading, word - 1, labels) &&
           !gap_has(gap_after(reading, word - 1), "\n");
}

/* "1st of April, 2007", "13 Dec 07" and "21 January". */
static bool day_first_at(const struct reading *reading, size_t word, size_t end,
                         struct found_date *out) {
    int day = is_serial_number(reading, word) ? 0 : day_of_word(reading, word);
    size_t at = day > 0 ? after_day(reading, word, end) : end;
    int month = at < end ? month_of_word(reading, at) : 0;
    if (month == 0)
        return false;
    bool goes_on = at + 1 < end && gap_within_date(reading, at);
    int year = goes_on ? year_of_word(reading, at + 1) : 0;
    if (goes_on && year == 0)
        year = short_year_of_word(reading, at + 1, end,
                                  is_short_month(reading, at));
    if (year && set_day(out, year, month, day)) {
        span_words(reading, word, at + 2 - word, out);
        return true;
    }
    out->form = DATE_DAY_NO_YEAR;
    out->when = edtf_undated();
    out->month = month;
    out->day = day;
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
    if (goes_on && !year)
        year = short_year_of_word(reading, word + 1, end, false);
    out->form = year ? DATE_MONTH : day ? DATE_DAY_NO_YEAR : DATE_MONTH_ALONE;
    out->when = year ? edtf_month(year, month) : edtf_undated();
    out->month = month;
    out->day = year ? 0 : day;
    span_words(reading, word, year || day ? 2 : 1, out);
    return true;
}

/* "Spring 2009", "Winter 2009/10". A winter may be of either end of its year.
 */
static bool season_at(const struct reading *reading, size_t word, size_t end,
                      struct found_date *out) {
    int first = 0;
    int last = 0;
    if (!word_has_capital(reading, word) || word + 1 >= end ||
        !gap_within_date(reading, word))
        return false;
    int year = year_of_word(reading, word + 1);
    if (!year || !calendar_season(reading->words[word].folded, &first, &last))
        return false;
    bool turns = last < first;
    bool both = turns && word + 2 < end &&
                gap_is(gap_after(reading, word + 1), "/") &&
                word_number(reading, word + 2, 2) == (year + 1) % 100;
    out->form = DATE_MONTH;
    out->when.earliest = edtf_month(year, turns && !both ? 1 : first).earliest;
    out->when.latest = edtf_month(year + turns, last).latest;
    span_words(reading, word, both ? 3 : 2, out);
    return true;
}

/* "the 2000's" are ten years; "2000s" is one word and no year. */
static bool is_decade(const struct reading *reading, size_t word, size_t end) {
    struct gap gap = gap_after(reading, word);
    return word + 1 < end && word_is(reading, word + 1, "s") &&
           (gap_is(gap, "'") || gap_is(gap, "’"));
}

/* "2007", and the spans "2005/06" and "2005 to 2008". */
static bool year_at(const struct reading *reading, size_t word, size_t end,
                    struct found_date *out) {
    int year = year_of_word(reading, word);
    if (year == 0 || is_decade(reading, word, end))
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
        if (linked && until == year + 1 &&
            strlen(reading->words[last].folded) == 2)
            out->when = calendar_financial_year(year);
        span_words(reading, word, last + 1 - word, out);
    }
    return true;
}

bool date_at(const struct reading *reading, size_t word, size_t end,
             struct found_date *out) {
    *out = (struct found_date){.block = READING_NOWHERE,
                               .when = edtf_undated(),
                               .certainty = CERTAINTY_STATED};
    return numeric_at(reading, word, end, out) ||
           printers_month_at(reading, word, end, out) ||
           day_first_at(reading, word, end, out) ||
           month_first_at(reading, word, end, out) ||
           season_at(reading, word, end, out) ||
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
            dates[i - 1].goes_on = true;
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
        for (size_t word = reading->blocks[block].first_word;
             word < end && *count < DATES_MAX;) {
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
