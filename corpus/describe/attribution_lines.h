/* attribution_lines.h - lines that say who spoke where no sentence does:
 *
 *   "We are glad." Ann Other, Chair     on the quotation's own line
 *   "We are glad." (a trustee)
 *
 *   "We are glad."                      under it, or over it
 *   - Ann Other, Chair
 *
 * Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_ATTRIBUTION_LINES_H
#define CONCORD_CORPUS_DESCRIBE_ATTRIBUTION_LINES_H

#include "describe/attributions.h"

/* What follows on the line of the quotation, before the word `end`. */
struct attribution attribution_on_line(const struct reading *reading,
                                       const struct quoted *quoted, size_t end);

/* The line under a quotation that is a paragraph. */
struct attribution attribution_under(const struct reading *reading,
                                     const struct quoted *quoted);

/* The line over it, where names come first. */
struct attribution attribution_over(const struct reading *reading,
                                    const struct quoted *quoted);

#endif
