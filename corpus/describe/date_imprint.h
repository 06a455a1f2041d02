/* date_imprint.h - dates that stand on a short line with who made the paper or
 * where: "Barset Council, March 2005", "For members, July 2004", "At
 * Barchester, 14 November 2003". Pure. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_IMPRINT_H
#define CONCORD_CORPUS_DESCRIBE_DATE_IMPRINT_H

#include "describe/date_text.h"

/* Blocks with as many words are prose: what stands under several of them is
 * less likely to be a heading's. How many stand above the block. */
size_t prose_above(const struct reading *reading, size_t block);

/* One of the last lines of the paper. */
bool is_last_line(const struct reading *reading, size_t block);

/* "Barset Council, March 2005": a name and a date, at the top or the end. */
bool date_is_imprint(const struct reading *reading,
                     const struct found_date *date);

/* "For members, July 2004", "Prepared by Ann Other - 3 May 2006": a short line
 * under the title that ends with the date and tells of nothing else. */
bool date_is_under_title(const struct reading *reading,
                         const struct found_date *date);

/* "At Barchester, 14 November 2003", "Done at York on 3 May 2001": where a
 * paper was signed. */
bool date_is_placed(const struct reading *reading,
                    const struct found_date *date);

/* "Written by Ann Other for Barset Voice, June 2006.": the last sentence, who
 * made the paper, at the end of it or under its title. */
bool date_is_credit(const struct reading *reading,
                    const struct found_date *date);

/* "Submitted to Barset Council on 2 March 2012": a line under the title that
 * says to whom a paper was given. */
bool date_is_handed_over(const struct reading *reading,
                         const struct found_date *date);

#endif
