/* imprint.h - takes a paper's imprint; see corpus/archive_facts.h. */
#ifndef CONCORD_CORPUS_IMPRINT_H
#define CONCORD_CORPUS_IMPRINT_H

#include "corpus/archive_facts.h"
#include "corpus/extract.h"
#include "shapes.h"

/* *out's edges are the arena's. CONCORD_NO_MEMORY. */
enum concord_status imprint_take(struct imprint *out, struct arena *arena,
                                 struct shape_set *shapes,
                                 const struct extract *extract,
                                 struct concord_error *err);

#endif
