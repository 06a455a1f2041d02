/* plain_counts.h - counts each value of every facet under all filters but the
 * facet's own, copies once for each value, from the documents themselves. One
 * thread at a time. */
#ifndef CONCORD_TESTS_PLAIN_COUNTS_H
#define CONCORD_TESTS_PLAIN_COUNTS_H

#include "plain_reading.h"

struct plain_counts;

/* The archive must outlive what is returned. */
struct plain_counts *plain_counts_create(const struct plain_archive *archive);
void plain_counts_destroy(struct plain_counts *counts);

/* Count anew, of a request and the papers that its words find: found[i] for
 * paper i. */
void plain_counts_take(struct plain_counts *counts,
                       const struct search_request *request, const bool *found);

/* Results, a group of copies being one of them. */
uint64_t plain_counts_total(const struct plain_counts *counts);

/* Of a value; NULL: of papers without one. */
uint64_t plain_counts_of(const struct plain_counts *counts, unsigned facet,
                         const char *value);

/* How many values with a count are listed before this one. */
uint64_t plain_counts_before(const struct plain_counts *counts, unsigned facet,
                             const char *value, enum facet_sort sort);

/* How many values of the facet have a count, and what all of these add up to.
 */
uint64_t plain_counts_distinct(const struct plain_counts *counts,
                               unsigned facet);
uint64_t plain_counts_sum(const struct plain_counts *counts, unsigned facet);

#endif
