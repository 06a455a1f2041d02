// posting_list.cc - makes lists of postings that come one by one.
#include "posting_list.h"

#include <algorithm>

// A list of docids takes 6 bytes a posting, one of all documents 2 a document:
// more than it must, for being read at the speed of memory.
static const size_t all_documents_share = 8;

// What the allocator takes beside, for the list and its arrays.
static const size_t allocation_bytes = 6 * 32;

// Lists of all sizes come and go: of what the allocator holds, two sevenths are
// in none of them (measured; posting_cache.h has what is done about large
// ones).
static size_t held_for(size_t bytes) {
    return bytes + bytes * 2 / 5;
}

static bool suits_by_docid(size_t count, uint32_t limit) {
    return count * all_documents_share >= limit && limit > 0;
}

static size_t padded(uint32_t limit) {
    return docset_words(limit) * 64;
}

size_t posting_list::estimate(size_t count, uint32_t limit) {
    size_t words = docset_is_many(count, limit) ? docset_words(limit) : 0;
    return held_for(sizeof(posting_list) + allocation_bytes +
                    (suits_by_docid(count, limit)
                         ? 8 * words + 2 * padded(limit)
                         : 12 * words + 6 * count));
}

size_t posting_list::bytes() const {
    return held_for(sizeof *this + allocation_bytes +
                    docids.capacity() * sizeof docids[0] +
                    bits.capacity() * sizeof bits[0] +
                    before.capacity() * sizeof before[0] + small.capacity() +
                    large.capacity() * sizeof large[0] +
                    sums.capacity() * sizeof sums[0] + steps.capacity());
}

void posting_list::find(uint32_t *places, const uint32_t *wanted,
                        size_t count) const {
    if (by_docid) {
        std::copy(wanted, wanted + count, places);
        return;
    }
    if (!before.empty()) {
        wide_places(places, bits.data(), before.data(), wanted, count);
        return;
    }
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        at = docset_seek(docids.data(), docids.size(), at, wanted[i]);
        bool found = at < docids.size() && docids[at] == wanted[i];
        places[i] = found ? static_cast<uint32_t>(at) : UINT32_MAX;
    }
}

posting_list::maker::maker(size_t count, uint32_t limit_,
                           const posting_norms &norms_, kind kind_)
    : list(new posting_list), norms(norms_), limit(limit_) {
    docids.reserve(count);
    if (kind_ == SUMS)
        list->sums.reserve(count);
    else
        frequencies.reserve(count);
}

// A damaged table may have any docid.
void posting_list::maker::add(uint32_t docid, uint32_t frequency) {
    if (docid >= limit)
        return;
    docids.push_back(docid);
    frequencies.push_back(frequency);
}

void posting_list::maker::add_sum(uint32_t docid, double frequency) {
    if (docid >= limit)
        return;
    docids.push_back(docid);
    list->sums.push_back(frequency);
}

// ---- what is made of them ----

void posting_list::maker::set_bits() {
    list->bits.resize(docset_words(limit));
    for (uint32_t docid : docids)
        list->bits[docid / 64] |= UINT64_C(1) << (docid % 64);
}

static std::vector<uint32_t> count_before(const std::vector<uint64_t> &bits) {
    std::vector<uint32_t> before(bits.size());
    for (size_t i = 1; i < bits.size(); i++)
        before[i] = before[i - 1] +
                    static_cast<uint32_t>(__builtin_popcountll(bits[i - 1]));
    return before;
}

// From one a posting to one for every docid; `lengths` likewise.
void posting_list::maker::spread(std::vector<uint32_t> &lengths) {
    std::vector<uint32_t> all(padded(limit));
    for (size_t i = 0; i < docids.size(); i++)
        all[docids[i]] = frequencies[i];
    frequencies = std::move(all);
    lengths.assign(norms.lengths, norms.lengths + limit);
    lengths.resize(padded(limit));
}

// All at once, which is several times as quick as one by one.
void posting_list::maker::weigh() {
    std::vector<uint32_t> lengths;
    lengths.reserve(docids.size());
    if (list->by_docid)
        spread(lengths);
    else
        for (uint32_t docid : docids)
            lengths.push_back(norms.lengths[docid]);
    list->steps.resize(frequencies.size());
    wide_impacts(list->steps.data(), frequencies.data(), lengths.data(),
                 norms.curve(), frequencies.size());
    if (wide_greatest(frequencies.data(), frequencies.size()) > UINT8_MAX)
        list->large = std::move(frequencies);
    else
        list->small.assign(frequencies.begin(), frequencies.end());
}

std::unique_ptr<posting_list> posting_list::maker::finish() {
    size_t count = docids.size();
    list->by_docid = list->sums.empty() && suits_by_docid(count, limit);
    if (list->sums.empty())
        weigh();
    if (docset_is_many(count, limit))
        set_bits();
    if (!list->by_docid) {
        list->before = count_before(list->bits);
        list->docids = std::move(docids);
    }
    list->set = {list->docids.empty() ? nullptr : list->docids.data(),
                 list->bits.empty() ? nullptr : list->bits.data(),
                 static_cast<uint32_t>(count), limit};
    return std::move(list);
}
