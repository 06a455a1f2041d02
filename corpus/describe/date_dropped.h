/* date_dropped.h - the dates of what was dropped: a footer's years, when the
 * page was last updated. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_DROPPED_H
#define CONCORD_CORPUS_DESCRIBE_DATE_DROPPED_H

#include "describe/date_claims.h"

/* Dates with what stands there for each. */
struct dropped_dates {
    struct document_date *dates;
    size_t count;
};

/* The dates of the document's dropped blocks, which are a footer's; they are
 * the reading's. *updated is the claim of the first that says when the page was
 * last updated, *posted of the only day on which something there was; without
 * one their rank is 0. CONCORD_NO_MEMORY. */
enum concord_status dates_of_dropped(struct reading *reading,
                                     struct dropped_dates *out,
                                     struct claim *updated,
                                     struct claim *posted,
                                     struct concord_error *err);

/* Give them to the document, after those of its text. */
enum concord_status dropped_dates_give(struct reading *reading,
                                       const struct dropped_dates *dropped,
                                       struct concord_error *err);

#endif
