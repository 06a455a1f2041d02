/* date_bounds.h - between which days a paper without a date of its own was
 * made: after what it tells of as begun, and while those held office whom it
 * shows in it. What it says of the past bounds it on one side only, and what
 * it says of the future not at all. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_BOUNDS_H
#define CONCORD_CORPUS_DESCRIBE_DATE_BOUNDS_H

#include "describe/date_text.h"

/* A day and the words that give it. */
struct date_bound {
    edtf_day day;     /* open where nothing gives one */
    const char *rule; /* "event-begun" or "office-held" */
    size_t start;     /* bytes of the text */
    size_t end;
};

struct date_bounds {
    struct date_bound earliest;
    struct date_bound latest;
};

/* What bounds the paper, in *out. `dates` are all that its text names: one
 * after the latest bound unsettles it. CONCORD_NO_MEMORY. */
enum concord_status date_bounds_find(struct reading *reading,
                                     const struct found_date *dates,
                                     size_t count, struct date_bounds *out,
                                     struct concord_error *err);

#endif
