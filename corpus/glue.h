/* glue.h - where words of a paper may have run together, and the words that it
 * knows; see corpus/archive_facts.h. Pure. */
#ifndef CONCORD_CORPUS_GLUE_H
#define CONCORD_CORPUS_GLUE_H

#include "corpus/archive_facts.h"
#include "corpus/extract.h"

/* Fill the imprint's glued places and words; both are the arena's.
 * CONCORD_NO_MEMORY. */
enum concord_status glue_find(struct imprint *out, struct arena *arena,
                              const struct extract *extract,
                              struct concord_error *err);

#endif
