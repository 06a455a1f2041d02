/* shown_date.h - a date in the words of people, for the page and the terminal.
 * Pure. */
#ifndef CONCORD_SEARCH_SHOWN_DATE_H
#define CONCORD_SEARCH_SHOWN_DATE_H

#include "schema/buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Append a date in the form of schema/edtf.h: a day, a month or a year as it
 * is, "[2007-04-01..2007-09-02]" as "between 2007-04-01 and 2007-09-02",
 * "[2011-04-06..]" as "2011-04-06 or later", "[..2010]" as "2010 or earlier",
 * "2004/2007" as "2004 to 2007", and nothing as "no date". */
void shown_date(struct buffer *out, const char *edtf);

#ifdef __cplusplus
}
#endif

#endif
