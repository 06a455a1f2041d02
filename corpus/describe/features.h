/* features.h - what the shape of a paper says, beside its words: that people
 * signed it, that someone is greeted, that its writer says I. */
#ifndef CONCORD_CORPUS_DESCRIBE_FEATURES_H
#define CONCORD_CORPUS_DESCRIBE_FEATURES_H

#include "describe/reading.h"

/* Mark the lines of those who signed: a run of two or more lines of name and
 * role, or such lines under "Signed". After reading_begin(). */
void features_mark_signatories(struct reading *reading);

/* Whether the paper has the feature of that name, one of those that the
 * schema's README lists; false for any other. *block is one that shows it, or
 * READING_NOWHERE when no one block does. Worked out once; after
 * describe_title(). */
bool feature_holds(struct reading *reading, const char *name, size_t *block);

#endif
