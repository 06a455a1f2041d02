/* date_years.h - what a year without a day claims: "Published 2004", "Barset
 * Council 2005" on a cover, "The Barset Compact 2005", "Annual review 2006-07".
 * A year is named for much, so that it claims less than a day does. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_YEARS_H
#define CONCORD_CORPUS_DESCRIBE_DATE_YEARS_H

#include "describe/date_claims.h"

/* What a year or a span of years, found in the text, claims. */
struct claim claim_of_years(const struct reading *reading,
                            const struct found_date *date,
                            enum paper_kind kind);

/* "for the year ended 31 March 2007": the day is the accounts' last. */
bool date_ends_a_year(const struct reading *reading,
                      const struct found_date *date);

#endif
