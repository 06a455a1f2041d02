/* date_words.h - the language of `date` and `in_force`: a date as an archivist
 * writes it (schema/edtf.h), a range of dates, or words.
 *
 *   date    = range | point ".." [ point ] | ".." point
 *   range   = point [ ( "to" | "until" | "-" ) point ] | "between" point "and"
 *             point | "from" point "to" point
 *           | ( "before" | "after" | "since" | "until" | "by" ) point
 *           | point ( "onwards" | "or later" | "or earlier" )
 *   point   = [ "early" | "mid" | "late" ] ( year | month | day | season year |
 *             decade | financial year )
 *
 * 1. "before" and "after" leave the date named out; "since", "from", "until",
 *    "to", "by" and ranges have both their ends.
 * 2. The day comes first: 1/4/2007 is in April.
 * 3. 2006-07 is a month, as in EDTF; 2006/07 is a financial year, April to
 *    March, and so is 2006-07 when it is called one.
 * 4. A winter begins in November of the year that it is named by. "Early",
 *    "mid" and "late" are thirds: four months of a year.
 * 5. What the first end of a range leaves out, its second has: "April to June
 *    2007", "1 to 5 April 2007".
 * 6. "Last year" and the like are refused: an answer must not depend on the day
 *    on which it is asked for, or it could be neither cached nor cited.
 *
 * Pure; takes time in proportion to the text. */
#ifndef CONCORD_SEARCH_DATE_WORDS_H
#define CONCORD_SEARCH_DATE_WORDS_H

#include <stdbool.h>

#include "schema/edtf.h"
#include "schema/status.h"

enum { DATE_SHOWN_MAX = EDTF_TEXT_MAX };

/* Read the date that parameter `name` asks for. *worded says that it was not
 * written as EDTF or a range of that, and how it was read may be worth saying.
 * CONCORD_BAD_REQUEST names the parameter, the fault and the forms that are
 * understood; CONCORD_NO_MEMORY. */
enum concord_status date_words_read(struct edtf_date *out, bool *worded,
                                    const char *name, const char *text,
                                    struct concord_error *err);

/* Write a date as this language has it: 2007, 2007-04, 2003-01-01..2006-12-31,
 * ..2006-12-31. */
void date_words_format(char out[DATE_SHOWN_MAX], struct edtf_date date);

#endif
