// matching.cc - runs requests through Xapian's matcher.
#include "matching.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "document_order.h"
#include "generation_files.h"
#include "query_builder.h"
#include "second_stage.h"

namespace {

// Sees every document that the words find, counts it, and lets through those
// that pass the filters.
class match_counter : public Xapian::MatchDecider {
  public:
    match_counter(struct facet_counts *counts_,
                  const struct facet_columns *columns_, const deadline &limit_)
        : counts(counts_), columns(columns_), limit(limit_) {
    }
    bool operator()(const Xapian::Document &document) const override {
        return take(document.get_docid());
    }
    bool take(Xapian::docid docid) const {
        limit.check();
        if (counted)
            return docid < passed.size() && passed[docid];
        if (!facet_counts_add(counts, docid))
            return false;
        if (keep)
            found.push_back(docid);
        if (!passed.empty())
            passed[docid] = true;
        return true;
    }
    // Another member of its group is shown in its place, whatever its rank.
    bool is_stood_for(Xapian::docid docid) const {
        uint32_t leader = columns->leader[docid];
        return leader != 0 && leader != docid &&
               facet_counts_passed(counts, leader);
    }
    // The caller will ask more than once: the first time counts.
    void remember() {
        passed.resize(columns->limit);
    }
    bool keep = false;    // the caller sorts `found` itself
    bool counted = false; // all have been taken
    mutable std::vector<Xapian::docid> found;

  private:
    struct facet_counts *counts;
    const struct facet_columns *columns;
    const deadline &limit;
    mutable std::vector<bool> passed;
};

// Ties in weight go by unique id.
class id_order : public Xapian::KeyMaker {
  public:
    explicit id_order(const struct facet_columns *columns_)
        : columns(columns_) {
    }
    std::string operator()(const Xapian::Document &document) const override {
        return rank_key(columns->id_rank[document.get_docid()]);
    }

  private:
    const struct facet_columns *columns;
};

// One search under way.
struct search {
    struct index_reader *reader;
    const struct search_request *request;
    const struct facet_columns *columns;
    match_counter *counter;
    const deadline *limit;
    bool collapses;         // copies of one document are one result
    std::vector<hit> front; // the first results, ordered anew
    std::vector<hit> hits;  // those of the page asked for
};

} // namespace

// Where the page asked for starts and ends among `total` results.
static size_t page_start(const struct search_request *request, size_t total) {
    size_t start = (request->page - 1) * static_cast<size_t>(request->size);
    return std::min(start, total);
}

static size_t page_end(const struct search_request *request, size_t total) {
    return std::min(page_start(request, total) + request->size, total);
}

// Which document of each group is shown, when its leader is not a result: the
// first that is met in the order of the results.
class group_picker {
  public:
    explicit group_picker(const struct search *search_) : search(search_) {
    }
    bool picks(Xapian::docid docid) {
        uint32_t leader = search->columns->leader[docid];
        if (!search->collapses || leader == 0 || leader == docid)
            return true;
        return !search->counter->is_stood_for(docid) &&
               met.insert(leader).second;
    }

  private:
    const struct search *search;
    std::unordered_set<uint32_t> met; // leaders of groups
};

// Keep one of each group: its leader, or the first in the order.
static void collapse_found(struct search *search, enum search_sort sort) {
    std::vector<Xapian::docid> &found = search->counter->found;
    const struct facet_columns *columns = search->columns;
    const uint32_t *ranks = document_order_ranks(columns, sort);
    std::unordered_map<uint32_t, Xapian::docid> first; // by leader
    auto is_rival = [search, columns](Xapian::docid docid) {
        uint32_t leader = columns->leader[docid];
        return leader != 0 && leader != docid;
    };
    for (Xapian::docid docid : found) {
        if (!is_rival(docid))
            continue;
        Xapian::docid &best = first[columns->leader[docid]];
        if (best == 0 || ranks[docid] < ranks[best])
            best = docid;
    }
    auto is_hidden = [&](Xapian::docid docid) {
        return is_rival(docid) && (search->counter->is_stood_for(docid) ||
                                   first[columns->leader[docid]] != docid);
    };
    found.erase(std::remove_if(found.begin(), found.end(), is_hidden),
                found.end());
}

// Sort the results that were kept, as far as the page needs it.
static void sort_found(struct search *search, enum search_sort sort) {
    if (search->collapses)
        collapse_found(search, sort);
    std::vector<Xapian::docid> &found = search->counter->found;
    size_t start = page_start(search->request, found.size());
    size_t end = page_end(search->request, found.size());
    const uint32_t *ranks = document_order_ranks(search->columns, sort);
    std::partial_sort(found.begin(),
                      found.begin() + static_cast<ptrdiff_t>(end), found.end(),
                      [ranks](Xapian::docid a, Xapian::docid b) {
                          return ranks[a] < ranks[b];
                      });
    for (size_t i = start; i < end; i++)
        search->hits.push_back({found[i], 0.0});
}

static void match_everything(struct search *search) {
    const struct facet_columns *columns = search->columns;
    for (uint32_t docid = 1; docid < columns->limit; docid++)
        if (facet_columns_is_live(columns, docid))
            search->counter->take(docid);
}

// The first `most` results by rank, each of them looked at, or the counts would
// not be exact.
static Xapian::MSet rank_words(struct search *search, Xapian::Enquire &enquire,
                               size_t most) {
    return enquire.get_mset(0, static_cast<Xapian::doccount>(most),
                            search->reader->database.get_doccount(), nullptr,
                            search->counter);
}

// The results in their order: the first of them by the second stage, those
// behind as the first stage has them.
static std::vector<hit> order_matches(struct search *search,
                                      const Xapian::MSet &matches) {
    std::vector<hit> ordered;
    for (auto match = matches.begin(); match != matches.end(); ++match)
        ordered.push_back({*match, match.get_weight()});
    auto border = ordered.begin() + static_cast<ptrdiff_t>(std::min<size_t>(
                                        ordered.size(), SECOND_STAGE_MOST));
    if (search->front.empty()) {
        search->front.assign(ordered.begin(), border);
        second_stage_order(search->front, search->reader,
                           search->request->query, *search->limit);
    }
    std::copy(search->front.begin(), search->front.end(), ordered.begin());
    return ordered;
}

// True when the results that were got reach the end of the page.
static bool pick_page(struct search *search, const Xapian::MSet &matches) {
    size_t start = page_start(search->request, SIZE_MAX);
    size_t end = start + search->request->size;
    size_t place = 0;
    group_picker picker(search);
    search->hits.clear();
    for (const hit &match : order_matches(search, matches)) {
        if (place == end)
            break;
        if (!picker.picks(match.docid))
            continue;
        if (place++ >= start)
            search->hits.push_back(match);
    }
    return place >= end;
}

// How many results copies take the places of is not known before they are
// there: ask for some more, and for many more when that was not enough.
static void rank_page(struct search *search, Xapian::Enquire &enquire) {
    size_t documents = search->columns->live_count;
    size_t end = page_start(search->request, SIZE_MAX) + search->request->size;
    size_t most = search->request->size == 0
                      ? 0
                      : std::max<size_t>(end, SECOND_STAGE_MOST);
    if (search->collapses) {
        most += std::min<size_t>(most, search->columns->grouped_count);
        search->counter->remember();
    }
    most = std::min(most, documents);
    Xapian::MSet matches = rank_words(search, enquire, most);
    search->counter->counted = true;
    while (!pick_page(search, matches) && search->collapses &&
           matches.size() == most && most < documents && most > 0) {
        most = std::min(4 * most, documents);
        matches = rank_words(search, enquire, most);
    }
}

static void ask_words(const struct search *search, Xapian::Enquire &enquire) {
    const struct query *words = search->request->query;
    Xapian::Query query =
        query_builder_build(words, search->reader->stemmer, *search->limit);
    if (query_builder_has_positions(words))
        query = Xapian::Query(
            Xapian::Query::OP_FILTER, query,
            Xapian::Query((new deadline_source(*search->limit))->release()));
    enquire.set_query(query);
    enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
}

static void rank_by(Xapian::Enquire &enquire, id_order &ties) {
    enquire.set_weighting_scheme(make_weighting());
    enquire.set_sort_by_relevance_then_key(&ties, false);
}

static void match_words(struct search *search, bool ranked) {
    Xapian::Enquire enquire(search->reader->database);
    id_order ties(search->columns);
    ask_words(search, enquire);
    if (ranked) {
        rank_by(enquire, ties);
        rank_page(search, enquire);
    } else {
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        rank_words(search, enquire, 0);
    }
}

static bool asks_for_all(const struct search_request *request) {
    return request->query == nullptr || request->query->kind == QUERY_ALL;
}

static void match(struct search *search, bool ranked) {
    search->counter->keep = !ranked;
    if (search->columns->live_count == 0)
        return;
    if (asks_for_all(search->request))
        match_everything(search);
    else
        match_words(search, ranked);
}

static void match_in_order(struct search *search) {
    const struct search_request *request = search->request;
    bool ranked = request->sort == SORT_RELEVANCE && !asks_for_all(request);
    match(search, ranked);
    if (!ranked)
        sort_found(search, request->sort);
}

std::vector<hit> match_request(struct index_reader *reader,
                               const struct search_request *request,
                               struct facet_counts *counts) {
    const struct facet_columns *columns =
        generation_columns(reader->generation);
    deadline limit(request->deadline);
    match_counter counter(counts, columns, limit);
    bool collapses = !request->show_duplicates && columns->grouped_count > 0;
    struct search search = {reader, request,   columns, &counter,
                            &limit, collapses, {},      {}};
    match_in_order(&search);
    return search.hits;
}

std::vector<Xapian::docid> match_documents(struct index_reader *reader,
                                           const struct search_request *request,
                                           struct facet_counts *counts) {
    const struct facet_columns *columns =
        generation_columns(reader->generation);
    deadline limit(request->deadline);
    match_counter counter(counts, columns, limit);
    struct search search = {reader, request, columns, &counter,
                            &limit, false,   {},      {}};
    match(&search, false);
    return counter.found;
}

std::vector<hit> match_first_stage(struct index_reader *reader,
                                   const struct search_request *request,
                                   struct facet_counts *counts) {
    const struct facet_columns *columns =
        generation_columns(reader->generation);
    deadline limit(request->deadline);
    match_counter counter(counts, columns, limit);
    struct search search = {reader, request, columns, &counter,
                            &limit, false,   {},      {}};
    Xapian::Enquire enquire(reader->database);
    id_order ties(columns);
    std::vector<hit> hits;
    if (columns->live_count == 0)
        return hits;
    ask_words(&search, enquire);
    rank_by(enquire, ties);
    Xapian::MSet matches = rank_words(&search, enquire, columns->live_count);
    for (auto match = matches.begin(); match != matches.end(); ++match)
        hits.push_back({*match, match.get_weight()});
    return hits;
}
