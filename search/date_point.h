/* date_point.h - one date as people write it: "2007", "2007-04", "1st of April
 * 2007", "April '07", "01/04/2007" (day first), "spring 2007", "early 2004",
 * "the 1990s", "2006/07" (a financial year). Private to the reading of dates;
 * pure. */
#ifndef CONCORD_SEARCH_DATE_POINT_H
#define CONCORD_SEARCH_DATE_POINT_H

#include <stdbool.h>

#include "date_pieces.h"
#include "schema/edtf.h"

/* What is wrong with a date. */
enum date_fault {
    DATE_SOUND,
    DATE_UNREADABLE, /* at `piece` of the one who asks */
    DATE_NO_YEAR,    /* "april" */
    DATE_NO_DAY,     /* "31 June" */
    DATE_RELATIVE,   /* "last year" */
    DATE_BACKWARDS,
    DATE_TOO_LONG,
    DATE_EMPTY
};

/* A part that was not said is 0. A year may be told by a date beside it. */
struct date_point {
    int year;
    int month;
    int day;
    int part; /* 1 to 3: the first, second or third third of what is said */
    struct edtf_date span; /* of what is no year, month or day, when spanned */
    bool spanned;
};

/* Read one and move past it; DATE_UNREADABLE, DATE_RELATIVE. */
enum date_fault date_point_read(struct date_point *out,
                                struct date_reader *reader);

/* Its first and last day; DATE_NO_YEAR, DATE_NO_DAY. */
enum date_fault date_point_span(struct edtf_date *out,
                                const struct date_point *point);

#endif
