/* calendar.h - how English papers, and people who ask for them, name months,
 * weekdays, seasons and years. Words are folded, as text/tokens.h does it.
 * Pure functions, any thread. */
#ifndef CONCORD_SCHEMA_CALENDAR_H
#define CONCORD_SCHEMA_CALENDAR_H

#include <stdbool.h>

#include "schema/edtf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* 1 to 12 for a month's name or its short form, 0 for no month. */
int calendar_month(const char *word);

/* 0 for Sunday to 6 for a weekday's name or its short form, -1 for none. */
int calendar_weekday(const char *word);

/* The months of a season or feast; the last is of the next year when it is
 * before the first. False when it is none. */
bool calendar_season(const char *word, int *first_month, int *last_month);

/* "07" is 2007 and "98" is 1998: years from 1950 to 2049. */
int calendar_full_year(int two_digits);

/* "2005/06": from April to March, as public bodies count. */
struct edtf_date calendar_financial_year(int year);

#ifdef __cplusplus
}
#endif

#endif
