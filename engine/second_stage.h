/* second_stage.h - scores the best results anew by what the first stage, which
 * counts words, does not see: words of the question that stand together, and
 * titles that are about the question.
 *
 *   score = first stage
 *         + PAIRS * sum over neighbours a, b in the question of
 *               min(idf a, idf b) * n (k1 + 1) / (n + K)
 *         + TITLE * (share of the title that is asked for)
 *                 * sum of the idf of the words in the title
 *
 * where n is the sum of 1 / distance over all places where a and b stand within
 * a window, either way round, and K is BM25's own k1 (1 - b + b * length). Both
 * are what bench-relevance chose between; bench/README.md has the figures. The
 * first follows Metzler and Croft, A Markov random field model for term
 * dependencies (2005), with the distance taken as Buettcher, Clarke and Lushman
 * do, Term proximity scoring for ad-hoc retrieval (2006).
 *
 * It needs positions, a title and the statistics of terms, and nothing of how
 * the first stage found its results. C++ only; throws as Xapian does, and
 * deadline_passed. */
#ifndef CONCORD_ENGINE_SECOND_STAGE_H
#define CONCORD_ENGINE_SECOND_STAGE_H

#include <memory>
#include <vector>
#include <xapian.h>

#include "engine/query.h"
#include "index_reader_parts.h"
#include "matching.h"

/* So many are scored anew, whichever page is asked for: the order is one, and
 * pages, cursors and exports cut it. */
enum { SECOND_STAGE_MOST = 1000 };

// Of one question. One search, one thread.
class second_stage {
  public:
    struct state;

    // What is given must outlive it.
    second_stage(struct index_reader *reader, const struct query *query,
                 const deadline &limit);
    ~second_stage();
    second_stage(const second_stage &) = delete;
    second_stage &operator=(const second_stage &) = delete;

    // The most that it adds to any score.
    double most() const;

    // Add to the scores of `hits`, those of the best SECOND_STAGE_MOST of the
    // first stage that may come to be among the best `needed`, in any order;
    // the best `needed` are then the right ones. No score falls, so that they
    // stay above whatever the first stage put behind them.
    void add(std::vector<hit> &hits, size_t needed);

  private:
    std::unique_ptr<state> parts;
};

#endif
