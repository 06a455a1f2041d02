/* date_roles.h - what each date that a paper names is the date of: its own
 * signing or publication, a meeting, an event, a time set for something, or
 * another paper's. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_ROLES_H
#define CONCORD_CORPUS_DESCRIBE_DATE_ROLES_H

#include "describe/date_claims.h"

/* Give the document all dates of the text that have a year, given or found,
 * each with its role. `claims` are those of `dates`. CONCORD_NO_MEMORY. */
enum concord_status dates_give(struct reading *reading,
                               const struct found_date *dates,
                               const struct claim *claims, size_t count,
                               struct concord_error *err);

/* Give the document a date that stands elsewhere than in the text. */
enum concord_status date_give_outside(struct document *document,
                                      const struct claim *claim,
                                      struct concord_error *err);

#endif
