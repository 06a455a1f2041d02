/* place_mentions.h - every place that a paper names, with what it does there:
 * also those that are not the paper's own. */
#ifndef CONCORD_CORPUS_DESCRIBE_PLACE_MENTIONS_H
#define CONCORD_CORPUS_DESCRIBE_PLACE_MENTIONS_H

#include "describe/place_scores.h"

/* Give the document the mentioned places, each once for each role, in the
 * order of the text; after the values of their facet. A plain mention of a
 * place that is no value is an example. CONCORD_NO_MEMORY. */
enum concord_status place_mentions_give(struct reading *reading,
                                        const struct place_scores *places,
                                        struct concord_error *err);

#endif
