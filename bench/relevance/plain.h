/* plain.h - libxapian as it comes: its TermGenerator, its English stemmer, its
 * BM25Weight with every constant as it is by default, any word of the question.
 * The stop list leaves out of questions what would only harm it. */
#ifndef CONCORD_BENCH_PLAIN_H
#define CONCORD_BENCH_PLAIN_H

#include "measures.h"

#ifdef __cplusplus
extern "C" {
#endif

struct plain_index;

/* Papers are given to it as they are to Concord. The collection must outlive
 * it. The caller owns *out and frees it with plain_index_destroy(). */
enum concord_status plain_index_create(struct plain_index **out,
                                       const struct collection *collection,
                                       struct concord_error *err);
enum concord_status plain_index_ask(struct plain_index *index,
                                    struct ranking *out, const char *words,
                                    struct concord_error *err);
void plain_index_destroy(struct plain_index *index);

#ifdef __cplusplus
}
#endif

#endif
