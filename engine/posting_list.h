/* posting_list.h - the documents that have a term, and how often, as arrays.
 * C++ only. Immutable once made.
 *
 * A term of few documents keeps their docids and a frequency for each. One that
 * an eighth of all documents have or more keeps a frequency for every docid, 0
 * where it is not. Beside each frequency stands the impact (bm25.h) in steps of
 * 1/255, rounded down: enough to tell which documents may be among the best. */
#ifndef CONCORD_ENGINE_POSTING_LIST_H
#define CONCORD_ENGINE_POSTING_LIST_H

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "bm25.h"
#include "docset.h"
#include "wide_loops.h"

inline constexpr double IMPACT_STEPS = 255;

// What postings are weighed with.
struct posting_norms {
    const uint32_t *lengths = nullptr; // by docid
    double documents = 0;              // how many there are
    double average_length = 0;

    // bm25_norm() of a document.
    double norm(uint32_t docid) const {
        return bm25_norm(bm25_relative_length(lengths[docid], average_length));
    }
    // Impacts in steps, of frequencies and lengths.
    struct wide_curve curve() const {
        double average = average_length > 0 ? average_length : 1;
        double least = BM25_MIN_LENGTH * average;
        double slope = BM25_K1 * BM25_B / average;
        return {static_cast<float>(IMPACT_STEPS),
                static_cast<float>(BM25_K1 * (1 - BM25_B)),
                static_cast<float>(slope), static_cast<float>(least)};
    }
};

class posting_list {
  public:
    class maker;

    const struct docset &documents() const {
        return set;
    }
    // What is kept is kept for every docid, not by place in the list.
    bool is_by_docid() const {
        return by_docid;
    }
    // By place, or for every docid and padded to whole words of a bitmap; null:
    // not kept.
    const uint8_t *impacts() const {
        return steps.empty() ? nullptr : steps.data();
    }
    // Where each of `count` documents is, whose docids ascend: frequency_at()
    // wants it. UINT32_MAX of one that is not there, unless is_by_docid().
    void find(uint32_t *places, const uint32_t *wanted, size_t count) const;
    double frequency_at(size_t place) const {
        return !sums.empty()    ? sums[place]
               : !large.empty() ? large[place]
                                : small[place];
    }
    // Calls see(docid, frequency) for each posting, in the order of docids.
    template <typename See> void each(See see) const {
        for (size_t i = 0; i < docids.size(); i++)
            see(docids[i], frequency_at(i));
        if (!by_docid)
            return;
        for (uint32_t docid = 0; docid < set.limit; docid++)
            if (docset_bit(bits.data(), docid))
                see(docid, frequency_at(docid));
    }
    // What the allocator holds for it.
    size_t bytes() const;

    // The same of a list of so many postings whose frequencies are below 256.
    static size_t estimate(size_t count, uint32_t limit);

  private:
    struct docset set = {nullptr, nullptr, 0, 0};
    bool by_docid = false;
    std::vector<uint32_t> docids;
    std::vector<uint64_t> bits;
    std::vector<uint32_t> before; // docids before each word of the bits
    // Frequencies, in one of these: by place in docids, or by docid.
    std::vector<uint8_t> small;
    std::vector<uint32_t> large;
    std::vector<double> sums; // of the members of a synonym
    std::vector<uint8_t> steps;
};

// Postings come in the order of their docids, each document once.
class posting_list::maker {
  public:
    // Frequencies are counts, or sums of what the members of a synonym have.
    enum kind { COUNTS, SUMS };

    // For `count` postings of documents below `limit`. `norms` must outlive it.
    maker(size_t count, uint32_t limit_, const posting_norms &norms_,
          kind kind_ = COUNTS);
    void add(uint32_t docid, uint32_t frequency);
    void add_sum(uint32_t docid, double frequency);
    std::unique_ptr<posting_list> finish();

  private:
    void set_bits();
    void spread(std::vector<uint32_t> &lengths);
    void weigh();

    std::unique_ptr<posting_list> list;
    const posting_norms &norms;
    uint32_t limit;
    std::vector<uint32_t> docids;
    std::vector<uint32_t> frequencies; // one a docid, unless they are sums
};

#endif
