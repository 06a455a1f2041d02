// synonym_source.cc - gathers and weighs the documents of a synonym.
#include "synonym_source.h"

#include <algorithm>
#include <cmath>

// ---- gathering ----

using postings = std::vector<synonym_posting>;

static postings read_word(const Xapian::Database &index,
                          const synonym_member &member, const deadline &limit) {
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
static postings read_phrase(const Xapian::Database &index,
                            const synonym_member &member,
                            const deadline &limit) {
    postings out;
    std::vector<std::string> others = member.terms;
    std::sort(others.begin(), others.end(),
              [&index](const std::string &a, const std::string &b) {
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
static postings read_prefix(const Xapian::Database &index,
                            const synonym_member &member,
                            const deadline &limit) {
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

static postings read(const Xapian::Database &index,
                     const synonym_member &member, const deadline &limit) {
    if (member.prefix)
        return read_prefix(index, member, limit);
    return member.terms.size() > 1 ? read_phrase(index, member, limit)
                                   : read_word(index, member, limit);
}

postings synonym_add(const postings &all, const postings &more) {
    postings both;
    postings sums;
    both.reserve(all.size() + more.size());
    std::merge(all.begin(), all.end(), more.begin(), more.end(),
               std::back_inserter(both),
               [](const synonym_posting &a, const synonym_posting &b) {
                   return a.docid < b.docid;
               });
    for (const synonym_posting &each : both)
        if (!sums.empty() && sums.back().docid == each.docid)
            sums.back().frequency += each.frequency;
        else
            sums.push_back(each);
    return sums;
}

std::vector<synonym_posting>
synonym_gather(const Xapian::Database &database,
               const std::vector<synonym_member> &members,
               const deadline &limit) {
    postings found;
    for (const synonym_member &member : members)
        found = synonym_add(found, read(database, member, limit));
    return found;
}

// ---- weighing ----

void synonym_source::prepare_weights() {
    double most = 0;
    average_length = index.get_average_length();
    rarity =
        bm25_rarity(index.get_doccount(), static_cast<double>(found.size()));
    for (const synonym_posting &each : found)
        most = std::max(most, each.frequency);
    set_maxweight(rarity * bm25_impact(most, bm25_norm(0)));
}

// A search may match more than once: what was gathered stays.
void synonym_source::init(const Xapian::Database &database) {
    place = 0;
    if (!gathered) {
        index = database;
        found = synonym_gather(database, members, limit);
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
    auto to =
        std::lower_bound(from, found.end(), docid,
                         [](const synonym_posting &each, Xapian::docid wanted) {
                             return each.docid < wanted;
                         });
    place = static_cast<size_t>(to - found.begin()) + 1;
}

double synonym_source::get_weight() const {
    const synonym_posting &here = found[place - 1];
    double length = index.get_doclength(here.docid);
    double norm = bm25_norm(bm25_relative_length(length, average_length));
    return rarity * bm25_impact(std::min(here.frequency, length), norm);
}
