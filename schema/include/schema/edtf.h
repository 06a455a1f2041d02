/* edtf.h - dates as an archivist writes them: exact, to a month or a year, or
 * only bounded.
 *
 * The form is the part of the Extended Date/Time Format (EDTF, ISO 8601-2:2019,
 * levels 0 and 1, and one-of-a-set of level 2) that the archive needs:
 *   2007-04-01   2007-04   2007          a day, a month, a year
 *   [2011-04-06..2012-09-04]             one unknown day of these
 *   [2011-04-06..]   [..2012-09-04]      bounded on one side
 *   2004/2007                            a span
 * A date is held as its first and last day. Pure functions, any thread. */
#ifndef CONCORD_SCHEMA_EDTF_H
#define CONCORD_SCHEMA_EDTF_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A day of the proleptic Gregorian calendar, counted from 1970-01-01 = 0. */
typedef int32_t edtf_day;

#define EDTF_OPEN_EARLIEST INT32_MIN /* no lower bound */
#define EDTF_OPEN_LATEST   INT32_MAX /* no upper bound */

struct edtf_date {
    edtf_day earliest;
    edtf_day latest;
};

/* How sure a date is, the surest last so that they compare. */
enum certainty {
    CERTAINTY_UNKNOWN,
    CERTAINTY_PROBABLE,
    CERTAINTY_DERIVED, /* worked out from dated events that the paper names */
    CERTAINTY_STATED   /* by the paper, its metadata or its address */
};

enum { EDTF_TEXT_MAX = 32 };

/* Years 1 to 9999 only. False for what is no day of the calendar. */
bool edtf_day_from_civil(edtf_day *out, int year, int month, int day);

/* `day` must be bounded; any of the out-parameters may be NULL. */
void edtf_day_to_civil(edtf_day day, int *year, int *month, int *day_of_month);

/* 0 for Sunday to 6 for Saturday. */
int edtf_weekday(edtf_day day);

int edtf_days_in_month(int year, int month);

/* The whole of a month, or of a year. The numbers must be valid. */
struct edtf_date edtf_month(int year, int month);
struct edtf_date edtf_year(int year);

/* A date with no bounds at all, which is what an undated paper has. */
struct edtf_date edtf_undated(void);

/* Read `text`; false, and *out undated, when it is not in the form above or
 * ends before it begins. */
bool edtf_parse(struct edtf_date *out, const char *text);

/* Write the shortest form: a day, a month, a year, else a set. An undated one
 * is the empty string. `out` has room for EDTF_TEXT_MAX bytes. */
void edtf_format(char *out, struct edtf_date date);

/* One bound as YYYY-MM-DD, or the empty string when open. */
void edtf_format_day(char *out, edtf_day day);

bool edtf_is_undated(struct edtf_date date);

/* The one year that the whole date falls in, or 0. */
int edtf_single_year(struct edtf_date date);

/* "unknown", "probable", "derived", "stated". */
const char *certainty_name(enum certainty certainty);
bool certainty_from_name(enum certainty *out, const char *name);

#ifdef __cplusplus
}
#endif

#endif
