/* time_values.h - the values of the parameters that ask for a document's time:
 * date, certainty, in_force. Private to this room. Each function refuses by
 * name what it does not know: CONCORD_BAD_REQUEST; CONCORD_NO_MEMORY. */
#ifndef CONCORD_SEARCH_TIME_VALUES_H
#define CONCORD_SEARCH_TIME_VALUES_H

#include "search/request.h"

/* One more date that will do, into *dates, which is the arena's; its count is
 * asked->search.time's. A note says how words were read. */
enum concord_status time_date_read(struct asked *asked,
                                   struct date_condition **dates,
                                   const struct parameter *item,
                                   struct concord_error *err);

enum concord_status time_in_force_read(struct asked *asked,
                                       const struct parameter *item,
                                       struct concord_error *err);

enum concord_status time_certainty_read(struct time_conditions *time,
                                        const struct parameter *item,
                                        struct concord_error *err);

/* *out is false for the first word and true for the second. */
enum concord_status time_choice_read(bool *out, const struct parameter *item,
                                     const char *first, const char *second,
                                     struct concord_error *err);

#endif
