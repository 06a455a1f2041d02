/* relation_told.h - what a paper tells of another one further on in its
 * sentence, or at the beginning of the next: "the Barset Compact, which your
 * predecessor signed in November 2002". Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_RELATION_TOLD_H
#define CONCORD_CORPUS_DESCRIBE_RELATION_TOLD_H

#include "describe/relation_title.h"

/* Give the title the first date on which the paper says that the other one was
 * signed, agreed, revised or the like; left as it is when none is told. */
void told_date(const struct reading *reading, struct cited_title *title);

#endif
