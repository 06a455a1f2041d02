/* xapian_matching.h - what plain Xapian finds: the oracle that matchers of the
 * engine's are held against.
 *
 * It has an index of its own, with positions, of the same terms and
 * docids as the generation. Words, phrases and what joins them are left to
 * Xapian and its BM25Weight; what begins alike and what goes by several names
 * is gathered from the postings here, and weighed by the formulas that
 * synonym_source.h and second_stage.h state. One thread at a time. */
#ifndef CONCORD_TESTS_XAPIAN_MATCHING_H
#define CONCORD_TESTS_XAPIAN_MATCHING_H

#include "engine/index_reader.h"
#include "engine_fixture.h"
#include "plain_reading.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A paper of the archive, and what it weighs. */
struct weighed {
    size_t index;
    double weight;
};

struct xapian_matching;

/* Everything given must outlive what is returned. Each function here fails the
 * running test when Xapian does. */
struct xapian_matching *
xapian_matching_create(const struct fixture *fixture,
                       const struct plain_archive *archive,
                       struct index_reader *reader);
void xapian_matching_destroy(struct xapian_matching *matching);

/* Every paper that the words find, whatever the filters, in no order. `out` has
 * room for all papers. Returns how many there are. */
size_t xapian_matching_find(struct xapian_matching *matching,
                            const struct query *query, struct weighed *out);

/* Add what the second stage adds. */
void xapian_matching_rerank(struct xapian_matching *matching,
                            const struct query *query, struct weighed *hits,
                            size_t count);

/* What the engine's first stage finds, in its order. */
size_t engine_first_stage(struct xapian_matching *matching,
                          const struct search_request *request,
                          struct weighed *out);

#ifdef __cplusplus
}
#endif

#endif
