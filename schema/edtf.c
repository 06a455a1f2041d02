/* edtf.c - dates as an archivist writes them. */
#include "schema/edtf.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { YEAR_FIRST = 1, YEAR_LAST = 9999 };

static bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int edtf_days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* The two conversions follow "chrono-Compatible Low-Level Date Algorithms" by
 * Howard Hinnant (days_from_civil, civil_from_days): years begin in March, so
 * that the leap day ends a year, and are taken in eras of 400 years, which all
 * have 146,097 days. Day 0 of era 0 is 0000-03-01, which is 719,468 days
 * before 1970-01-01. */
enum { ERA_YEARS = 400, ERA_DAYS = 146097, EPOCH_SHIFT = 719468 };

static edtf_day day_number(int year, int month, int day) {
    int shifted = month > 2 ? year : year - 1;
    int era = shifted / ERA_YEARS; /* years 0 and later only */
    int year_of_era = shifted % ERA_YEARS;
    int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH_SHIFT;
}

bool edtf_day_from_civil(edtf_day *out, int year, int month, int day) {
    if (year < YEAR_FIRST || year > YEAR_LAST || day < 1 ||
        day > edtf_days_in_month(year, month))
        return false;
    *out = day_number(year, month, day);
    return true;
}

void edtf_day_to_civil(edtf_day day, int *year, int *month, int *day_of_month) {
    int64_t shifted = (int64_t)day + EPOCH_SHIFT;
    int64_t era =
        (shifted >= 0 ? shifted : shifted - (ERA_DAYS - 1)) / ERA_DAYS;
    int day_of_era = (int)(shifted - era * ERA_DAYS);
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                       day_of_era / 146096) /
                      365;
    int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int civil_month = month_from_march + (month_from_march < 10 ? 3 : -9);
    if (year)
        *year = (int)(era * ERA_YEARS) + year_of_era + (civil_month <= 2);
    if (month)
        *month = civil_month;
    if (day_of_month)
        *day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
}

int edtf_weekday(edtf_day day) {
    return (day % 7 + 11) % 7; /* 1970-01-01 was a Thursday */
}

struct edtf_date edtf_month(int year, int month) {
    return (struct edtf_date){
        day_number(year, month, 1),
        day_number(year, month, edtf_days_in_month(year, month))};
}

struct edtf_date edtf_year(int year) {
    return (struct edtf_date){day_number(year, 1, 1), day_number(year, 12, 31)};
}

struct edtf_date edtf_undated(void) {
    return (struct edtf_date){EDTF_OPEN_EARLIEST, EDTF_OPEN_LATEST};
}

bool edtf_is_undated(struct edtf_date date) {
    return date.earliest == EDTF_OPEN_EARLIEST &&
           date.latest == EDTF_OPEN_LATEST;
}

/* Exactly `digits` digits at *at, which moves past them; -1 when there are
 * fewer. */
static int read_number(const char **at, int digits) {
    int number = 0;
    const char *text = *at;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    *at = text + digits;
    return number;
}

/* -MM or -DD; 0 when there is none, -1 when it is malformed. */
static int read_part(const char **at) {
    if (**at != '-')
        return 0;
    (*at)++;
    int number = read_number(at, 2);
    return number > 0 ? number : -1;
}

/* YYYY, YYYY-MM or YYYY-MM-DD at *at, which moves past it. */
static bool read_plain(const char **at, struct edtf_date *out) {
    int year = read_number(at, 4);
    if (year < YEAR_FIRST)
        return false;
    int month = read_part(at);
    if (month < 0 || month > 12)
        return false;
    int day = month ? read_part(at) : 0;
    if (day < 0)
        return false;
    if (day) {
        bool is_day = edtf_day_from_civil(&out->earliest, year, month, day);
        out->latest = out->earliest;
        return is_day;
    }
    *out = month ? edtf_month(year, month) : edtf_year(year);
    return true;
}

static bool skip(const char **at, const char *token) {
    size_t size = strlen(token);
    if (strncmp(*at, token, size) != 0)
        return false;
    *at += size;
    return true;
}

/* What follows the opening bracket of a set: `a..b]`, `a..]` or `..b]`. */
static bool read_set(const char **at, struct edtf_date *out) {
    struct edtf_date first = edtf_undated();
    struct edtf_date last = edtf_undated();
    bool bounded_below = read_plain(at, &first);
    if (!bounded_below && **at != '.')
        return false;
    if (!skip(at, ".."))
        return false;
    bool bounded_above = **at != ']';
    if (bounded_above && !read_plain(at, &last))
        return false;
    *out = (struct edtf_date){first.earliest, last.latest};
    return (bounded_below || bounded_above) && skip(at, "]");
}

/* A plain date, or two with a slash between them. */
static bool read_plain_or_span(const char **at, struct edtf_date *out) {
    if (!read_plain(at, out))
        return false;
    if (!skip(at, "/"))
        return true;
    struct edtf_date last = edtf_undated();
    if (!read_plain(at, &last))
        return false;
    out->latest = last.latest;
    return true;
}

bool edtf_parse(struct edtf_date *out, const char *text) {
    *out = edtf_undated();
    if (!text)
        return false;
    struct edtf_date date = edtf_undated();
    const char *at = text;
    bool read =
        skip(&at, "[") ? read_set(&at, &date) : read_plain_or_span(&at, &date);
    if (!read || *at != '\0' || date.earliest > date.latest)
        return false;
    *out = date;
    return true;
}

static bool is_open(edtf_day day) {
    return day == EDTF_OPEN_EARLIEST || day == EDTF_OPEN_LATEST;
}

void edtf_format_day(char *out, edtf_day day) {
    out[0] = '\0';
    if (is_open(day))
        return;
    int year = 0;
    int month = 0;
    int day_of_month = 0;
    edtf_day_to_civil(day, &year, &month, &day_of_month);
    snprintf(out, EDTF_TEXT_MAX, "%04d-%02d-%02d", year, month, day_of_month);
}

static bool same_date(struct edtf_date a, struct edtf_date b) {
    return a.earliest == b.earliest && a.latest == b.latest;
}

static void format_set(char *out, struct edtf_date date) {
    char first[EDTF_TEXT_MAX];
    char last[EDTF_TEXT_MAX];
    edtf_format_day(first, date.earliest);
    edtf_format_day(last, date.latest);
    snprintf(out, EDTF_TEXT_MAX, "[%.10s..%.10s]", first, last);
}

void edtf_format(char *out, struct edtf_date date) {
    out[0] = '\0';
    if (edtf_is_undated(date))
        return;
    if (date.earliest == date.latest) {
        edtf_format_day(out, date.earliest);
        return;
    }
    int year = 0;
    int month = 0;
    if (!is_open(date.earliest) && !is_open(date.latest))
        edtf_day_to_civil(date.earliest, &year, &month, NULL);
    if (year >= YEAR_FIRST && same_date(date, edtf_month(year, month)))
        snprintf(out, EDTF_TEXT_MAX, "%04d-%02d", year, month);
    else if (year >= YEAR_FIRST && same_date(date, edtf_year(year)))
        snprintf(out, EDTF_TEXT_MAX, "%04d", year);
    else
        format_set(out, date);
}

int edtf_single_year(struct edtf_date date) {
    if (is_open(date.earliest) || is_open(date.latest))
        return 0;
    int first = 0;
    int last = 0;
    edtf_day_to_civil(date.earliest, &first, NULL, NULL);
    edtf_day_to_civil(date.latest, &last, NULL, NULL);
    return first == last ? first : 0;
}

static const char *const certainty_names[] = {
    [CERTAINTY_UNKNOWN] = "unknown",
    [CERTAINTY_PROBABLE] = "probable",
    [CERTAINTY_DERIVED] = "derived",
    [CERTAINTY_STATED] = "stated",
};

const char *certainty_name(enum certainty certainty) {
    return certainty_names[certainty];
}

bool certainty_from_name(enum certainty *out, const char *name) {
    for (int i = CERTAINTY_UNKNOWN; i <= CERTAINTY_STATED; i++) {
        if (strcmp(certainty_names[i], name) == 0) {
            *out = (enum certainty)i;
            return true;
        }
    }
    return false;
}
