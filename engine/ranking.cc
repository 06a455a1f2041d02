// ranking.cc - scores documents, and chooses among them.
#include "ranking.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <new>
#include <queue>

#include "bm25.h"
#include "wide_loops.h"

// Docids that are scored roughly at a time: what is in use stays in the
// processor's first cache. The first blocks are smaller: until some are scored,
// all may be among the best.
static const size_t block = 4096;
static const size_t block_words = block / 64;
static const size_t first_words = 4;

// How many words the block has that begins at this one, of so many in all.
static size_t block_size(size_t first, size_t words) {
    return std::min(words - first, std::clamp(first, first_words, block_words));
}

// More than single precision errs by, of the sum of all weights.
static const double rounding = 1e-5;

// ---- exactly ----

static void add_exactly(std::vector<hit> &hits, const ranked_word &word,
                        const std::vector<uint32_t> &places,
                        const std::vector<double> &norms) {
    for (size_t i = 0; i < hits.size(); i++) {
        if (places[i] == UINT32_MAX ||
            (word.within != nullptr && !docset_has(word.within, hits[i].docid)))
            continue;
        double frequency = word.list->frequency_at(places[i]);
        hits[i].score += word.weight * bm25_impact(frequency, norms[i]);
    }
}

// The docids ascend.
static std::vector<hit> score_exactly(const struct ranking &ranking,
                                      const uint32_t *docids, size_t count) {
    std::vector<hit> hits(count);
    std::vector<double> norms(count);
    std::vector<uint32_t> places(count);
    for (size_t i = 0; i < count; i++) {
        hits[i] = {docids[i], 0};
        norms[i] = ranking.norms->norm(docids[i]);
    }
    for (const ranked_word &word : *ranking.words) {
        ranking.limit->look();
        word.list->find(places.data(), docids, count);
        add_exactly(hits, word, places, norms);
    }
    return hits;
}

namespace {

// The better of two comes first; ties go by unique id.
class better {
  public:
    explicit better(const struct facet_columns *columns)
        : ranks(columns->id_rank) {
    }
    bool operator()(const hit &a, const hit &b) const {
        return a.score != b.score ? a.score > b.score
                                  : ranks[a.docid] < ranks[b.docid];
    }

  private:
    const uint32_t *ranks;
};

} // namespace

void ranking_sort(std::vector<hit> &hits, size_t needed,
                  const struct facet_columns *columns) {
    size_t count = std::min(needed, hits.size());
    std::partial_sort(hits.begin(),
                      hits.begin() + static_cast<ptrdiff_t>(count), hits.end(),
                      better(columns));
}

static void keep_best(std::vector<hit> &hits, size_t most,
                      const struct facet_columns *columns) {
    if (most >= hits.size())
        return;
    std::nth_element(hits.begin(), hits.begin() + static_cast<ptrdiff_t>(most),
                     hits.end(), better(columns));
    hits.resize(most);
}

double ranking_least(const std::vector<double> &scores, size_t best) {
    std::vector<double> kept(std::max<size_t>(best, 1));
    std::partial_sort_copy(scores.begin(), scores.end(), kept.begin(),
                           kept.end(), std::greater<>());
    return kept.back();
}

// Drop what is further behind the best `needed` than it may gain.
static void keep_hopeful(std::vector<hit> &hits, size_t needed, double gain) {
    std::vector<double> scores;
    if (needed >= hits.size())
        return;
    scores.reserve(hits.size());
    for (const hit &one : hits)
        scores.push_back(one.score);
    double least = ranking_least(scores, needed) - gain;
    hits.erase(
        std::remove_if(hits.begin(), hits.end(),
                       [least](const hit &one) { return one.score < least; }),
        hits.end());
}

// ---- the best of many keys ----

namespace {

// Great scores come first, and small ranks.
struct by_score {
    using key = float;
    bool operator()(float a, float b) const {
        return a > b;
    }
    static float behind(float key, float by) {
        return key - by;
    }
};
struct by_rank {
    using key = uint32_t;
    bool operator()(uint32_t a, uint32_t b) const {
        return a < b;
    }
    static uint32_t behind(uint32_t key, uint32_t) {
        return key;
    }
};

// Keeps what may be among the `most` that come first, as docids come by. Keys
// are scores or ranks; `slack` is how far behind the last of them one may be.
template <typename Order> class front_runners {
  public:
    using Key = typename Order::key;
    struct runner {
        Key key;
        uint32_t docid;
    };
    front_runners(size_t most_, Key slack_, Key worst)
        : bar(worst), most(most_), slack(slack_) {
    }
    // What comes by in large pieces is known by a bar that may be old.
    void add(Key key, uint32_t docid) {
        if (comes_before(bar, key) || most == 0)
            return;
        runners.push_back({key, docid});
        if (first.size() == most && !comes_before(key, first.top()))
            return;
        first.push(key);
        if (first.size() > most)
            first.pop();
        if (first.size() == most)
            bar = Order::behind(first.top(), slack);
    }
    // By docid: those that the bar has not left behind.
    std::vector<uint32_t> docids() const {
        std::vector<uint32_t> kept;
        for (const runner &each : runners)
            if (!comes_before(bar, each.key))
                kept.push_back(each.docid);
        return kept;
    }
    Key bar; // a key that is behind it is not to be added

  private:
    Order comes_before;
    size_t most;
    Key slack;
    std::vector<runner> runners;
    // The keys that come first; that which comes last of them is on top.
    std::priority_queue<Key, std::vector<Key>, Order> first;
};

// ---- roughly ----

// Scores a block of docids after the other.
class rough_scores {
  public:
    rough_scores(const struct ranking &ranking_, const struct docset &results_)
        : ranking(ranking_), results(results_), at(ranking_.words->size()),
          scores(block) {
    }
    // How far below its exact score a rough one may be.
    double error() const {
        double sum = 0;
        for (const ranked_word &word : *ranking.words)
            sum += word.weight *
                   (rounding +
                    (word.list->impacts() != nullptr ? 1 / IMPACT_STEPS : 0));
        return sum;
    }
    void find(front_runners<by_score> &runners) {
        size_t words = docset_words(results.limit);
        size_t size = 0;
        for (size_t first = 0; first < words; first += size) {
            size = block_size(first, words);
            find_in_block(runners, first, size);
        }
    }

  private:
    void find_in_block(front_runners<by_score> &runners, size_t first,
                       size_t words) {
        if (std::all_of(results.bits + first, results.bits + first + words,
                        [](uint64_t word) { return word == 0; }))
            return;
        ranking.limit->look();
        if (is_one_impact()) {
            choose_impacts(runners, first, words);
            return;
        }
        std::fill(scores.begin(), scores.end(), 0.0F);
        for (size_t i = 0; i < ranking.words->size(); i++)
            add_word((*ranking.words)[i], &at[i],
                     static_cast<uint32_t>(first * 64), words);
        choose(runners, first, words);
    }
    void add_word(const ranked_word &word, size_t *place, uint32_t base,
                  size_t words) {
        if (!word.list->is_by_docid())
            add_list(word, place, base,
                     base + static_cast<uint32_t>(words * 64));
        else if (word.within == nullptr)
            wide_score(scores.data(), word.list->impacts() + base,
                       static_cast<float>(word.weight / IMPACT_STEPS),
                       words * 64);
        else
            add_within(word, base, words);
    }
    void add_list(const ranked_word &word, size_t *place, uint32_t base,
                  uint32_t end) {
        const struct docset &documents = word.list->documents();
        *place = docset_seek(documents.docids, documents.count, *place, base);
        *place = word.list->impacts() != nullptr && word.within == nullptr
                     ? add_impacts(word, *place, base, end)
                     : add_exact(word, *place, base, end);
    }
    // From a place in the list on, those before `end`; returns where that is.
    size_t add_impacts(const ranked_word &word, size_t i, uint32_t base,
                       uint32_t end) {
        const struct docset &documents = word.list->documents();
        const uint8_t *impacts = word.list->impacts();
        auto weight = static_cast<float>(word.weight / IMPACT_STEPS);
        float *to = scores.data();
        for (; i < documents.count && documents.docids[i] < end; i++)
            to[documents.docids[i] - base] +=
                weight * static_cast<float>(impacts[i]);
        return i;
    }
    size_t add_exact(const ranked_word &word, size_t i, uint32_t base,
                     uint32_t end) {
        const struct docset &documents = word.list->documents();
        const uint32_t *docids = documents.docids;
        for (; i < documents.count && docids[i] < end; i++) {
            if (word.within != nullptr && !docset_has(word.within, docids[i]))
                continue;
            double impact = bm25_impact(word.list->frequency_at(i),
                                        ranking.norms->norm(docids[i]));
            scores[docids[i] - base] +=
                static_cast<float>(word.weight * impact);
        }
        return i;
    }
    void add_within(const ranked_word &word, uint32_t base, size_t words) {
        const uint8_t *impacts = word.list->impacts() + base;
        for (uint32_t i = 0; i < words * 64; i++)
            if (impacts[i] != 0 && docset_has(word.within, base + i))
                scores[i] +=
                    static_cast<float>(word.weight * impacts[i] / IMPACT_STEPS);
    }
    // What is set in `bits` and a result.
    template <typename Score>
    void add(front_runners<by_score> &runners, const uint64_t *bits,
             size_t first, size_t words, Score score) {
        for (size_t i = 0; i < words; i++)
            for (uint64_t left = bits[i] & results.bits[first + i]; left != 0;
                 left &= left - 1) {
                size_t place =
                    64 * i + static_cast<size_t>(__builtin_ctzll(left));
                runners.add(score(place),
                            static_cast<uint32_t>(first * 64 + place));
            }
    }
    void choose(front_runners<by_score> &runners, size_t first, size_t words) {
        uint64_t bits[block_words];
        wide_scores_from(bits, scores.data(), runners.bar, words);
        add(runners, bits, first, words,
            [this](size_t place) { return scores[place]; });
    }
    // Then impacts are as good as scores.
    bool is_one_impact() const {
        if (ranking.words->size() != 1)
            return false;
        const ranked_word &word = ranking.words->front();
        return word.list->is_by_docid() && word.within == nullptr;
    }
    void choose_impacts(front_runners<by_score> &runners, size_t first,
                        size_t words) {
        uint64_t bits[block_words];
        const ranked_word &word = ranking.words->front();
        const uint8_t *impacts = word.list->impacts() + first * 64;
        auto weight = static_cast<float>(word.weight / IMPACT_STEPS);
        float least = std::max(0.0F, std::floor(runners.bar / weight));
        if (least > IMPACT_STEPS)
            return;
        wide_impacts_from(bits, impacts, static_cast<uint8_t>(least), words);
        add(runners, bits, first, words, [weight, impacts](size_t place) {
            return weight * static_cast<float>(impacts[place]);
        });
    }

    const struct ranking &ranking;
    const struct docset &results;
    std::vector<size_t> at; // of each word: its first posting in the block
    std::vector<float> scores;
};

} // namespace

static std::vector<uint32_t> find_front_runners(const struct ranking &ranking,
                                                const struct docset &results,
                                                size_t first, double slack) {
    rough_scores rough(ranking, results);
    front_runners<by_score> runners(
        first, static_cast<float>(rough.error() + slack), -HUGE_VALF);
    rough.find(runners);
    return runners.docids();
}

std::vector<hit> ranking_best(const struct ranking &ranking,
                              const struct docset &results,
                              const struct wanted_hits &wanted,
                              struct arena *arena) {
    std::vector<hit> hits;
    size_t most = wanted.most;
    bool few = wanted.needed > 0 && wanted.needed < most;
    if (most == 0)
        return hits;
    if (results.bits != nullptr && most < results.count) {
        std::vector<uint32_t> docids =
            find_front_runners(ranking, results, few ? wanted.needed : most,
                               few ? wanted.gain : 0);
        hits = score_exactly(ranking, docids.data(), docids.size());
    } else {
        const uint32_t *docids = docset_list(&results, arena);
        if (docids == nullptr)
            throw std::bad_alloc();
        hits = score_exactly(ranking, docids, results.count);
    }
    if (few)
        keep_hopeful(hits, wanted.needed, wanted.gain);
    keep_best(hits, most, ranking.columns);
    return hits;
}

// ---- by ranks ----

// Whole words of the bitmap at a time, and the docids behind the last of them.
static void find_first(front_runners<by_rank> &runners, const uint32_t *ranks,
                       const struct docset &results) {
    size_t whole = results.limit / 64;
    uint64_t bits[block_words];
    size_t words = 0;
    for (size_t first = 0; first < whole; first += words) {
        words = block_size(first, whole);
        wide_ranks_to(bits, ranks + 64 * first, runners.bar, words);
        for (size_t i = 0; i < words; i++)
            for (uint64_t left = bits[i] & results.bits[first + i]; left != 0;
                 left &= left - 1) {
                auto docid = static_cast<uint32_t>(
                    64 * (first + i) +
                    static_cast<size_t>(__builtin_ctzll(left)));
                runners.add(ranks[docid], docid);
            }
    }
    for (auto docid = static_cast<uint32_t>(64 * whole); docid < results.limit;
         docid++)
        if (docset_bit(results.bits, docid))
            runners.add(ranks[docid], docid);
}

std::vector<hit> ranking_first(const uint32_t *ranks,
                               const struct docset &results, size_t most,
                               struct arena *arena) {
    std::vector<hit> hits;
    if (results.bits != nullptr && most < results.count) {
        front_runners<by_rank> runners(most, 0, UINT32_MAX);
        find_first(runners, ranks, results);
        for (uint32_t docid : runners.docids())
            hits.push_back({docid, 0});
    } else {
        const uint32_t *docids = docset_list(&results, arena);
        if (docids == nullptr)
            throw std::bad_alloc();
        for (uint32_t i = 0; i < results.count; i++)
            hits.push_back({docids[i], 0});
    }
    auto before = [ranks](const hit &a, const hit &b) {
        return ranks[a.docid] < ranks[b.docid];
    };
    size_t kept = std::min(most, hits.size());
    std::partial_sort(hits.begin(), hits.begin() + static_cast<ptrdiff_t>(kept),
                      hits.end(), before);
    hits.resize(kept);
    return hits;
}
