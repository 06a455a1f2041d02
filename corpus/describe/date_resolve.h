/* date_resolve.h - the year that a paper leaves out. "21 January" and "in May"
 * keep their form; what is found is their day, with how sure that is. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_RESOLVE_H
#define CONCORD_CORPUS_DESCRIBE_DATE_RESOLVE_H

#include "describe/date_text.h"

/* From what stands by it: the year of the next date of a list ("6 July and 8
 * September 2007"), or a weekday, which fits one of the years about the latest
 * that the paper names. Both are derived. */
void dates_resolve_by_neighbours(const struct reading *reading,
                                 struct found_date *dates, size_t count);

/* Once the paper's own date is known: what is told as past lies before it, what
 * is announced after. Probable, for want of either, when it is the nearest. */
void dates_resolve_by_own(const struct reading *reading,
                          struct found_date *dates, size_t count);

/* The part of the date's sentence that says what it is the date of: a few words
 * before and after. */
struct word_span date_surroundings(const struct reading *reading,
                                   const struct found_date *date);

/* The words of the span tell of what has been, or is to come. */
bool words_tell_past(const struct reading *reading, struct word_span in);
bool words_tell_future(const struct reading *reading, struct word_span in);

#endif
