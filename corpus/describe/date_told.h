/* date_told.h - a date worked out from how the text tells of another: "today (3
 * May 2007)", "the Act, which became law last month", "the consultation runs
 * from 3 March to 26 May 2008". */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_TOLD_H
#define CONCORD_CORPUS_DESCRIBE_DATE_TOLD_H

#include "describe/date_claims.h"

/* From a day or an event that the text calls today's, last week's, last
 * month's: derived. */
struct claim claim_told_since(const struct reading *reading,
                              const struct found_date *dates, size_t count);

/* When the text was written that calls the day or month so; undated when it
 * does not. */
struct edtf_date date_told_since(const struct reading *reading,
                                 const struct found_date *date);

/* From what the text asks for or announces, which is still to come: between the
 * two ends of a consultation, else in the months before the day; derived where
 * that is in one year for sure, else probable. */
struct claim claim_announced(const struct reading *reading,
                             const struct found_date *dates, size_t count);

/* From the day of what news or a committee's paper opens with: probable, in the
 * weeks after it. */
struct claim claim_news(const struct reading *reading,
                        const struct found_date *dates, size_t count);

#endif
