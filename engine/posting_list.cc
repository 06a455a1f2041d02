// posting_list.cc - makes lists of postings that come one by one.
#include "posting_list.h"

#include <algorithm>

// A list of docids takes 6 bytes a posting, one of all documents 2 a document:
// more than it must, for being read at the speed of memory.
static const size_t all_documents_share = 8;

// What the allocator takes beside, for the list and its arrays.
static const size_t allocation_bytes = 6 * 32;

static bool suits_by_docid(size_t count, uint32_t limit) {
    return count * all_documents_share >= limit && limit > 0;
}

static size_t padded(uint32_t limit) {
    return docset_words(limit) * 64;
}

size_t posting_list::estimate(size_t count, uint32_t limit) {
    size_t words = docset_is_many(count, limit) ? docset_words(limit) : 0;
    return sizeof(posting_list) + allocation_bytes +
           (suits_by_docid(count, limit) ? 8 * words + 2 * padded(limit)
                                         : 12 * words + 6 * count);
}

size_t posting_list::bytes() const {
    return sizeof *this + allocation_bytes +
           docids.capacity() * sizeof docids[0] +
           bits.capacity() * sizeof bits[0] +
           before.capacity() * sizeof before[0] + small.capacity() +
           large.capacity() * sizeof large[0] +
           sums.capacity() * sizeof sums[0] + steps.capacity();
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
    list->by_docid = kind_ == COUNTS && suits_by_docid(count, limit);
    if (docset_is_many(count, limit))
        list->bits.resize(docset_words(limit));
    if (list->by_docid) {
        list->small.resize(padded(limit));
        return;
    }
    list->docids.reserve(count);
    if (kind_ == SUMS) {
        list->sums.reserve(count);
        return;
    }
    list->small.reserve(count);
}

void posting_list::maker::take(uint32_t docid) {
    list->set.count++;
    if (!list->bits.empty())
        list->bits[docid / 64] |= UINT64_C(1) << (docid % 64);
    if (!list->by_docid)
        list->docids.push_back(docid);
}

void posting_list::maker::put(size_t place, uint32_t frequency) {
    if (!wide && frequency > UINT8_MAX) {
        wide = true;
        list->large.reserve(list->small.capacity());
        list->large.assign(list->small.begin(), list->small.end());
        list->small = {};
    }
    if (wide && place == list->large.size())
        list->large.push_back(frequency);
    else if (wide)
        list->large[place] = frequency;
    else if (place == list->small.size())
        list->small.push_back(static_cast<uint8_t>(frequency));
    else
        list->small[place] = static_cast<uint8_t>(frequency);
}

// A damaged table may have any docid.
void posting_list::maker::add(uint32_t docid, uint32_t frequency) {
    if (docid >= limit)
        return;
    put(list->by_docid ? docid : list->set.count, frequency);
    take(docid);
}

void posting_list::maker::add_sum(uint32_t docid, double frequency) {
    if (docid >= limit)
        return;
    list->sums.push_back(frequency);
    take(docid);
}

static std::vector<uint32_t> count_before(const std::vector<uint64_t> &bits) {
    std::vector<uint32_t> before(bits.size());
    for (size_t i = 1; i < bits.size(); i++)
        before[i] = before[i - 1] +
                    static_cast<uint32_t>(__builtin_popcountll(bits[i - 1]));
    return before;
}

// The length of the document at each place; 0 where there is none.
std::vector<uint32_t> posting_list::maker::lengths() const {
    std::vector<uint32_t> out;
    if (list->by_docid) {
        out.assign(norms.lengths, norms.lengths + limit);
        out.resize(padded(limit));
        return out;
    }
    out.reserve(list->docids.size());
    for (uint32_t docid : list->docids)
        out.push_back(norms.lengths[docid]);
    return out;
}

// All at once, which is several times as quick as one by one.
void posting_list::maker::weigh() {
    const struct wide_curve curve = norms.curve();
    std::vector<uint32_t> of = lengths();
    list->steps.resize(of.size());
    if (wide)
        wide_impacts(list->steps.data(), list->large.data(), of.data(), curve,
                     of.size());
    else
        wide_small_impacts(list->steps.data(), list->small.data(), of.data(),
                           curve, of.size());
}

std::unique_ptr<posting_list> posting_list::maker::finish() {
    if (list->sums.empty())
        weigh();
    if (!list->by_docid)
        list->before = count_before(list->bits);
    list->set.limit = limit;
    list->set.docids = list->docids.empty() ? nullptr : list->docids.data();
    list->set.bits = list->bits.empty() ? nullptr : list->bits.data();
    return std::move(list);
}
