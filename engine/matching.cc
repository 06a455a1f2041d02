// matching.cc - finds, filters, counts and orders.
#include "matching.h"

#include <algorithm>
#include <new>
#include <unordered_map>
#include <unordered_set>

#include "document_order.h"
#include "generation_files.h"
#include "query_matches.h"
#include "ranking.h"
#include "second_stage.h"

namespace {

// One search under way.
struct search {
    struct index_reader *reader;
    const struct search_request *request;
    const struct facet_columns *columns;
    const deadline *limit;
    query_matches *matches;
    bool collapses;        // copies of one document are one result
    struct docset passed;  // of what was found, all that passes the filters
    std::vector<hit> hits; // those of the page asked for
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

// ---- copies ----

// Another member of its group is shown in its place, whatever its rank.
static bool is_stood_for(const struct search *search, Xapian::docid docid) {
    uint32_t leader = search->columns->leader[docid];
    return leader != 0 && leader != docid &&
           docset_has(&search->passed, leader);
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
        return !is_stood_for(search, docid) && met.insert(leader).second;
    }

  private:
    const struct search *search;
    std::unordered_set<uint32_t> met; // leaders of groups
};

// Of each group one: its leader, or the first by `ranks`.
static struct docset collapse(const struct search *search,
                              const uint32_t *ranks) {
    const struct facet_columns *columns = search->columns;
    struct arena *arena = &search->reader->scratch;
    std::unordered_map<uint32_t, uint32_t> first; // by leader
    std::vector<uint32_t> hidden;
    for (uint32_t i = 0; i < columns->grouped_count; i++) {
        uint32_t docid = columns->grouped[i];
        uint32_t leader = columns->leader[docid];
        if (leader == docid || !docset_has(&search->passed, docid))
            continue;
        hidden.push_back(docid);
        uint32_t &best = first[leader];
        if (best == 0 || ranks[docid] < ranks[best])
            best = docid;
    }
    auto is_shown = [search, &first, columns](uint32_t docid) {
        return !is_stood_for(search, docid) &&
               first[columns->leader[docid]] == docid;
    };
    hidden.erase(std::remove_if(hidden.begin(), hidden.end(), is_shown),
                 hidden.end());
    std::sort(hidden.begin(), hidden.end());
    struct docset copies;
    struct docset shown;
    if (!docset_of_list(&copies, arena, hidden.data(),
                        static_cast<uint32_t>(hidden.size()), columns->limit) ||
        !docset_and_not(&shown, arena, &search->passed, &copies))
        throw std::bad_alloc();
    return shown;
}

// ---- by a column ----

static void sort_page(struct search *search) {
    const struct search_request *request = search->request;
    const uint32_t *ranks =
        document_order_ranks(search->columns, request->sort);
    struct docset results =
        search->collapses ? collapse(search, ranks) : search->passed;
    std::vector<hit> first =
        ranking_first(ranks, results, page_end(request, results.count),
                      &search->reader->scratch);
    auto start = static_cast<ptrdiff_t>(page_start(request, first.size()));
    search->hits.assign(first.begin() + start, first.end());
}

// ---- by relevance ----

// The best by the words alone, in no order.
static std::vector<hit> rank_words(const struct search *search,
                                   const struct wanted_hits &wanted) {
    std::vector<ranked_word> words = search->matches->rank();
    struct ranking ranking = {
        &words,
        &posting_table_norms(generation_postings(search->reader->generation)),
        search->columns, search->limit};
    return ranking_best(ranking, search->passed, wanted,
                        &search->reader->scratch);
}

// Bring so many to their places, by the second stage first. Returns how many
// are in them.
static size_t order(const struct search *search, second_stage &stage,
                    std::vector<hit> &hits, size_t needed) {
    const struct facet_columns *columns = search->columns;
    size_t front_size = std::min<size_t>(hits.size(), SECOND_STAGE_MOST);
    if (front_size < hits.size())
        ranking_sort(hits, hits.size(), columns);
    auto border = hits.begin() + static_cast<ptrdiff_t>(front_size);
    std::vector<hit> front(hits.begin(), border);
    stage.add(front, needed);
    ranking_sort(front, needed, columns);
    std::copy(front.begin(), front.end(), hits.begin());
    return needed < front_size ? needed : hits.size();
}

// True when the first `count` of these reach the end of the page.
static bool pick_page(struct search *search, const std::vector<hit> &ordered,
                      size_t count) {
    size_t start = page_start(search->request, SIZE_MAX);
    size_t end = start + search->request->size;
    size_t place = 0;
    group_picker picker(search);
    search->hits.clear();
    for (size_t i = 0; i < count && place < end; i++) {
        if (!picker.picks(ordered[i].docid))
            continue;
        if (place++ >= start)
            search->hits.push_back(ordered[i]);
    }
    return place >= end;
}

// How many results copies take the places of is not known before they are
// there: ask for some more, and for many more when that was not enough.
static void rank_page(struct search *search) {
    size_t found = search->passed.count;
    size_t end = page_start(search->request, SIZE_MAX) + search->request->size;
    if (search->request->size == 0)
        return;
    if (search->collapses)
        end += std::min<size_t>(end, search->columns->grouped_count);
    second_stage stage(search->reader, search->request->query, *search->limit);
    for (size_t needed = end;; needed *= 4) {
        size_t most = std::max<size_t>(needed, SECOND_STAGE_MOST);
        std::vector<hit> ordered =
            rank_words(search, {std::min(most, found), needed, stage.most()});
        size_t right = order(search, stage, ordered, needed);
        if (pick_page(search, ordered, right) || needed >= found)
            return;
    }
}

// ---- all ----

// Find, filter and count.
static void match(struct search *search, struct facet_counts *counts) {
    struct concord_error err;
    struct arena *arena = &search->reader->scratch;
    const struct docset &found = search->matches->find(search->request->query);
    search->limit->look();
    if (facet_counts_add_set(counts, &found, &search->passed, arena, &err) !=
        CONCORD_OK)
        throw std::bad_alloc();
    search->limit->look();
}

static bool is_ranked(const struct search_request *request) {
    return request->sort == SORT_RELEVANCE && request->query != nullptr &&
           request->query->kind != QUERY_ALL;
}

std::vector<hit> match_request(struct index_reader *reader,
                               const struct search_request *request,
                               struct facet_counts *counts) {
    const struct facet_columns *columns =
        generation_columns(reader->generation);
    arena_reset(&reader->scratch);
    deadline limit(request->deadline);
    query_matches matches(reader, &reader->scratch, limit);
    bool collapses = !request->show_duplicates && columns->grouped_count > 0;
    struct search search = {reader,   request,   columns, &limit,
                            &matches, collapses, {},      {}};
    match(&search, counts);
    if (is_ranked(request))
        rank_page(&search);
    else
        sort_page(&search);
    return search.hits;
}

std::vector<Xapian::docid> match_documents(struct index_reader *reader,
                                           const struct search_request *request,
                                           struct facet_counts *counts) {
    std::vector<Xapian::docid> docids;
    arena_reset(&reader->scratch);
    deadline limit(request->deadline);
    query_matches matches(reader, &reader->scratch, limit);
    struct search search = {
        reader, request,  generation_columns(reader->generation),
        &limit, &matches, false,
        {},     {}};
    match(&search, counts);
    const uint32_t *found = docset_list(&search.passed, &reader->scratch);
    if (found == nullptr)
        throw std::bad_alloc();
    docids.assign(found, found + search.passed.count);
    return docids;
}

std::vector<hit> match_first_stage(struct index_reader *reader,
                                   const struct search_request *request,
                                   struct facet_counts *counts) {
    arena_reset(&reader->scratch);
    deadline limit(request->deadline);
    query_matches matches(reader, &reader->scratch, limit);
    struct search search = {
        reader, request,  generation_columns(reader->generation),
        &limit, &matches, false,
        {},     {}};
    match(&search, counts);
    std::vector<hit> hits = rank_words(&search, {search.passed.count, 0, 0});
    ranking_sort(hits, hits.size(), search.columns);
    return hits;
}
