/* ranking.h - the best of many documents by BM25, over arrays.
 *
 * Of few documents every score is worked out. Of many, rough scores are made
 * first, a block of docids at a time: what may still be among the best by them,
 * their greatest error allowed for, is then worked out exactly. So the results
 * and their scores are those of working out all of them. C++ only; throws
 * deadline_passed. */
#ifndef CONCORD_ENGINE_RANKING_H
#define CONCORD_ENGINE_RANKING_H

#include <vector>

#include "docset.h"
#include "facet_columns.h"
#include "matching.h"
#include "query_matches.h"

// What results are ranked by.
struct ranking {
    const std::vector<ranked_word> *words;
    const posting_norms *norms;
    const struct facet_columns *columns;
    const deadline *limit;
};

// How many are wanted.
struct wanted_hits {
    size_t most;
    // And, when it is above 0, of these no more than may be among the best
    // `needed` once each has got up to `gain` on top.
    size_t needed;
    double gain;
};

// The best of `results` by score, ties by unique id; in no order.
std::vector<hit> ranking_best(const struct ranking &ranking,
                              const struct docset &results,
                              const struct wanted_hits &wanted,
                              struct arena *arena);

// The least of the `best` greatest scores, of which there are as many, and one
// at least is asked for.
double ranking_least(const std::vector<double> &scores, size_t best);

// Bring the best `needed` of them to their places.
void ranking_sort(std::vector<hit> &hits, size_t needed,
                  const struct facet_columns *columns);

// The `most` of `results` with the smallest of `ranks`, which are distinct, in
// their order; scores are 0.
std::vector<hit> ranking_first(const uint32_t *ranks,
                               const struct docset &results, size_t most,
                               struct arena *arena);

#endif
