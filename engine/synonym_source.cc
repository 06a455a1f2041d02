// synonym_source.cc - gathers and weighs the documents of a synonym.
#include "synonym_source.h"

#include <algorithm>
#include <cmath>

// ---- gathering ----

synonym_source::postings
synonym_source::read_word(const synonym_member &member) const {
    postings out;
    const std::string &term = member.terms.front();
    out.reserve(index.get_termfreq(term));
    for (auto at = index.postlist_begin(term); at != index.postlist_end(term);
         ++at) {
        limit.check();
        out.push_back({*at, at.get_wdf() * member.weight});
    }
    return out;
}

// How often the terms stand side by side in the document.
static unsigned count_places(const Xapian::Database &index, Xapian::docid docid,
                             const std::vector<std::string> &terms) {
    std::vector<Xapian::PositionIterator> at;
    const Xapian::PositionIterator end;
    unsigned count = 0;
    at.reserve(terms.size());
    for (const std::string &term : terms)
        at.push_back(index.positionlist_begin(docid, term));
    for (; at[0] != end; ++at[0]) {
        size_t i = 1;
        for (; i < terms.size(); i++) {
            Xapian::termpos wanted = *at[0] + static_cast<Xapian::termpos>(i);
            if (at[i] != end)
                at[i].skip_to(wanted);
            if (at[i] == end)
                return count;
            if (*at[i] != wanted)
                break;
        }
        count += i == terms.size();
    }
    return count;
}

// The rarest term leads, and the others follow.
synonym_source::postings
synonym_source::read_phrase(const synonym_member &member) const {
    postings out;
    std::vector<std::string> others = member.terms;
    std::sort(others.begin(), others.end(),
              [this](const std::string &a, const std::string &b) {
                  return index.get_termfreq(a) < index.get_termfreq(b);
              });
    if (index.get_termfreq(others.front()) == 0)
        return out;
    std::vector<Xapian::PostingIterator> at;
    at.reserve(others.size());
    for (const std::string &term : others)
        at.push_back(index.postlist_begin(term));
    const Xapian::PostingIterator end;
    for (; at[0] != end; ++at[0]) {
        limit.check();
        bool all = true;
        for (size_t i = 1; i < at.size() && all; i++) {
            at[i].skip_to(*at[0]);
            if (at[i] == end)
                return out;
            all = *at[i] == *at[0];
        }
        unsigned count = all ? count_places(index, *at[0], member.terms) : 0;
        if (count > 0)
            out.push_back({*at[0], count * member.weight});
    }
    return out;
}

// Of each document how often it has any of the terms. Those of names have no
// frequency, and are found all the same.
synonym_source::postings
synonym_source::read_prefix(const synonym_member &member) const {
    const std::string &prefix = member.terms.front();
    std::vector<double> sums(index.get_lastdocid() + size_t{1}, -1);
    postings out;
    for (auto term = index.allterms_begin(prefix);
         term != index.allterms_end(prefix); ++term)
        for (auto at = index.postlist_begin(*term);
             at != index.postlist_end(*term); ++at) {
            limit.check();
            sums[*at] = std::max(sums[*at], 0.0) + at.get_wdf() * member.weight;
        }
    for (size_t docid = 1; docid < sums.size(); docid++)
        if (sums[docid] >= 0)
            out.push_back({static_cast<Xapian::docid>(docid), sums[docid]});
    return out;
}

synonym_source::postings
synonym_source::read(const synonym_member &member) const {
    if (member.prefix)
        return read_prefix(member);
    return member.terms.size() > 1 ? read_phrase(member) : read_word(member);
}

void synonym_source::add(const postings &more) {
    postings both;
    both.reserve(found.size() + more.size());
    std::merge(
        found.begin(), found.end(), more.begin(), more.end(),
        std::back_inserter(both),
        [](const posting &a, const posting &b) { return a.docid < b.docid; });
    found.clear();
    for (const posting &each : both)
        if (!found.empty() && found.back().docid == each.docid)
            found.back().frequency += each.frequency;
        else
            found.push_back(each);
}

// As BM25Weight has it, without parameters of the query.
static double rarity_of(double documents, double with) {
    double odds = (documents - with + 0.5) / (with + 0.5);
    return std::log(odds < 2 ? odds * 0.5 + 1 : odds) * (BM25_K1 + 1);
}

static double saturate(double frequency, double relative_length) {
    double length = std::max(relative_length, BM25_MIN_LENGTH);
    return frequency / (BM25_K1 * (length * BM25_B + (1 - BM25_B)) + frequency);
}

void synonym_source::prepare_weights() {
    double most = 0;
    average_length = index.get_average_length();
    rarity = rarity_of(index.get_doccount(), static_cast<double>(found.size()));
    for (const posting &each : found)
        most = std::max(most, each.frequency);
    set_maxweight(rarity * saturate(most, 0));
}

// A search may match more than once: what was gathered stays.
void synonym_source::init(const Xapian::Database &database) {
    place = 0;
    if (!gathered) {
        index = database;
        for (const synonym_member &member : members)
            add(read(member));
        gathered = true;
    }
    prepare_weights();
}

// ---- matching ----

void synonym_source::next(double) {
    limit.check();
    place++;
}

void synonym_source::skip_to(Xapian::docid docid, double) {
    limit.check();
    auto from =
        found.begin() + static_cast<ptrdiff_t>(place > 0 ? place - 1 : 0);
    auto to = std::lower_bound(from, found.end(), docid,
                               [](const posting &each, Xapian::docid wanted) {
                                   return each.docid < wanted;
                               });
    place = static_cast<size_t>(to - found.begin()) + 1;
}

double synonym_source::get_weight() const {
    const posting &here = found[place - 1];
    double length = index.get_doclength(here.docid);
    double relative = average_length > 0 ? length / average_length : length;
    return rarity * saturate(std::min(here.frequency, length), relative);
}
