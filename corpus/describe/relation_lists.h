/* relation_lists.h - the papers that a paper lists under "Background papers" or
 * "References". */
#ifndef CONCORD_CORPUS_DESCRIBE_RELATION_LISTS_H
#define CONCORD_CORPUS_DESCRIBE_RELATION_LISTS_H

#include "describe/reading.h"

/* It cites them, but for those of which it says more elsewhere.
 * CONCORD_NO_MEMORY. */
enum concord_status relations_read_lists(struct reading *reading,
                                         struct concord_error *err);

#endif
