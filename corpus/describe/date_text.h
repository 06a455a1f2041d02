/* date_text.h - dates as English papers write them: "1st April 2007", "13
 * DECEMBER 2007", "13 Dec 07", "April 2007", "Spring 2009", "01/04/2007" (day
 * first), "13.12.07", "2007-04-01", "2005/06", "2007"; and the pieces "21
 * January" and "May". What a date is to the paper is not asked here. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_TEXT_H
#define CONCORD_CORPUS_DESCRIBE_DATE_TEXT_H

#include "describe/reading.h"

enum date_form {
    DATE_DAY,
    DATE_MONTH, /* or a season: "Spring 2009" */
    DATE_YEAR,
    DATE_SPAN, /* "2005/06", "2005 to 2008", "April 2008 to March 2009" */
    DATE_DAY_NO_YEAR, /* "21 January" */
    DATE_MONTH_ALONE  /* "May" */
};

struct found_date {
    enum date_form form;
    struct edtf_date when;    /* undated for the last two until resolved */
    enum certainty certainty; /* that it is this day: stated, but for what
                               * date_resolve.h found */
    int month;                /* of the last two */
    int day;                  /* of DATE_DAY_NO_YEAR */
    bool goes_on; /* the next date is the end of the span that it opens */
    size_t block;
    size_t first_word;
    size_t word_count;
    size_t start; /* bytes of the clean text */
    size_t end;
};

/* The date that begins at `word` and ends before `end`, the longest form that
 * can be read there; false when none does. */
bool date_at(const struct reading *reading, size_t word, size_t end,
             struct found_date *out);

/* 0 for Sunday to 6, of the weekday named before the date's first word; -1 for
 * none. */
int weekday_before(const struct reading *reading, size_t word);

/* 1 to 12 for a month's name or its short form, 0 for no month. */
int month_of_word(const struct reading *reading, size_t word);

/* Every date of the text in its order; the array is the reading's. */
enum concord_status dates_find(struct reading *reading,
                               struct found_date **dates, size_t *count,
                               struct concord_error *err);

#endif
