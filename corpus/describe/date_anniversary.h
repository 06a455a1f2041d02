/* date_anniversary.h - a date worked out by counting from another that the text
 * names: "signed in June 2006, two years ago this month", "next month the
 * Compact will be ten", "five days after the 2015 general election". Pure. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_ANNIVERSARY_H
#define CONCORD_CORPUS_DESCRIBE_DATE_ANNIVERSARY_H

#include "describe/date_claims.h"

/* Derived, from a number of years and the word that tells when they are full;
 * or probable, in the weeks after the days that the text counts from an event.
 */
struct claim claim_of_anniversary(const struct reading *reading,
                                  const struct found_date *dates, size_t count);

#endif
