/* facet_counts.h - filters a match set and counts its facets, in one pass.
 *
 * For each document that the words find, take the filters that it fails. None:
 * it is a result, and counts in every facet. Exactly one: it counts only in the
 * facets of that filter, which are counted as if it were not there. So every
 * facet has its exact counts under all filters but its own. Conditions of the
 * kind CONDITION_ALL are no such filter, nor are certainty and times in force:
 * what fails one counts nowhere. Dates are of the filter that years are of.
 *
 * Unless the request shows duplicates, the documents of a group of copies count
 * as one: the group is a result when a member is, and each value that a member
 * has which would count by itself counts once, as does having none.
 * One search, one thread. */
#ifndef CONCORD_ENGINE_FACET_COUNTS_H
#define CONCORD_ENGINE_FACET_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "docset.h"
#include "engine/generation.h"
#include "engine/result_page.h"
#include "engine/search_request.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct facet_counts;

/* Everything given must outlive *out, which facet_counts_destroy() frees. */
enum concord_status facet_counts_create(struct facet_counts **out,
                                        const struct generation *generation,
                                        const struct search_request *request,
                                        struct concord_error *err);
void facet_counts_destroy(struct facet_counts *counts);

/* Take one document that the words find, once. True when it passes every
 * filter, which makes it, or its group, a result. */
bool facet_counts_add(struct facet_counts *counts, uint32_t docid);

/* Take all that the words find, at once and for the first and only time.
 * *passed gets the documents that pass every filter; it and what is needed on
 * the way are in `arena`. CONCORD_NO_MEMORY. */
enum concord_status facet_counts_add_set(struct facet_counts *counts,
                                         const struct docset *found,
                                         struct docset *passed,
                                         struct arena *arena,
                                         struct concord_error *err);

/* All are taken: count the groups of copies. CONCORD_NO_MEMORY. */
enum concord_status facet_counts_settle(struct facet_counts *counts,
                                        struct concord_error *err);

/* Results, once they are settled. */
uint64_t facet_counts_total(const struct facet_counts *counts);

/* The facets asked for, in the schema's order, into the page. */
enum concord_status facet_counts_report(const struct facet_counts *counts,
                                        struct result_page *page,
                                        struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
