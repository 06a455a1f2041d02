// index_reader.cc - runs requests through Xapian's matcher.
#include "engine/index_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>
#include <xapian.h>

#include "document_order.h"
#include "engine/posting_plan.h"
#include "facet_counts.h"
#include "generation_files.h"
#include "index_reader_parts.h"
#include "passages.h"
#include "query_builder.h"
#include "stored_form.h"

namespace {

template <typename T, void (*destroy)(T *)> struct destroyer {
    void operator()(T *thing) const {
        destroy(thing);
    }
};
using page_pointer =
    std::unique_ptr<struct result_page,
                    destroyer<struct result_page, result_page_destroy>>;
using counts_pointer =
    std::unique_ptr<struct facet_counts,
                    destroyer<struct facet_counts, facet_counts_destroy>>;

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

struct hit {
    Xapian::docid docid;
    double score;
};

// One search under way.
struct search {
    struct index_reader *reader;
    const struct search_request *request;
    const struct facet_columns *columns;
    match_counter *counter;
    const deadline *limit;
    bool collapses;        // copies of one document are one result
    std::vector<hit> hits; // those of the page asked for
};

} // namespace

// ---- opening ----

enum concord_status index_reader_open(struct index_reader **out,
                                      struct generation *generation,
                                      struct concord_error *err) {
    *out = nullptr;
    const char *directory = generation_directory(generation);
    struct stemmer *stemmer = nullptr;
    enum concord_status status = stemmer_create(&stemmer, err);
    if (status != CONCORD_OK)
        return status;
    try {
        std::string path(directory);
        Xapian::Database statements;
        if (generation_statements(generation)->count > 0)
            statements = Xapian::Database(path + "/" GENERATION_STATEMENTS);
        *out = new index_reader{nullptr, stemmer,
                                Xapian::Database(path + "/" GENERATION_XAPIAN),
                                statements};
        (*out)->generation = generation_retain(generation);
        return CONCORD_OK;
    } catch (...) {
        stemmer_destroy(stemmer);
        return xapian_guard(directory, err);
    }
}

void index_reader_close(struct index_reader *reader) {
    if (reader == nullptr)
        return;
    stemmer_destroy(reader->stemmer);
    generation_release(reader->generation);
    delete reader;
}

struct generation *index_reader_generation(const struct index_reader *reader) {
    return reader->generation;
}

// ---- matching ----

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
    std::unordered_map<uint32_t, Xapian::docid> first; // by leader
    auto is_rival = [search, columns](Xapian::docid docid) {
        uint32_t leader = columns->leader[docid];
        return leader != 0 && leader != docid;
    };
    for (Xapian::docid docid : found) {
        if (!is_rival(docid))
            continue;
        Xapian::docid &best = first[columns->leader[docid]];
        if (best == 0 || document_comes_before(columns, sort, docid, best))
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
    const struct facet_columns *columns = search->columns;
    std::partial_sort(found.begin(),
                      found.begin() + static_cast<ptrdiff_t>(end), found.end(),
                      [columns, sort](Xapian::docid a, Xapian::docid b) {
                          return document_comes_before(columns, sort, a, b);
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

// True when the results that were got reach the end of the page.
static bool pick_page(struct search *search, const Xapian::MSet &matches) {
    size_t start = page_start(search->request, SIZE_MAX);
    size_t end = start + search->request->size;
    size_t place = 0;
    group_picker picker(search);
    search->hits.clear();
    for (auto match = matches.begin(); match != matches.end() && place < end;
         ++match) {
        if (!picker.picks(*match))
            continue;
        if (place++ >= start)
            search->hits.push_back({*match, match.get_weight()});
    }
    return place >= end;
}

// How many results copies take the places of is not known before they are
// there: ask for some more, and for many more when that was not enough.
static void rank_page(struct search *search, Xapian::Enquire &enquire) {
    size_t documents = search->columns->live_count;
    size_t end = page_start(search->request, SIZE_MAX) + search->request->size;
    size_t most = search->request->size == 0 ? 0 : end;
    if (search->collapses) {
        most += std::min<size_t>(most, search->columns->grouped_count);
        search->counter->remember();
    }
    Xapian::MSet matches = rank_words(search, enquire, most);
    search->counter->counted = true;
    while (!pick_page(search, matches) && search->collapses &&
           matches.size() == most && most < documents && most > 0) {
        most = std::min(4 * most, documents);
        matches = rank_words(search, enquire, most);
    }
}

static void match_words(struct search *search, bool ranked) {
    const struct search_request *request = search->request;
    Xapian::Database &database = search->reader->database;
    Xapian::Query query =
        query_builder_build(request->query, search->reader->stemmer);
    if (query_builder_has_positions(request->query))
        query = Xapian::Query(
            Xapian::Query::OP_FILTER, query,
            Xapian::Query((new deadline_source(*search->limit))->release()));
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
    id_order ties(search->columns);
    if (ranked) {
        enquire.set_weighting_scheme(make_weighting());
        enquire.set_sort_by_relevance_then_key(&ties, false);
        rank_page(search, enquire);
    } else {
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        rank_words(search, enquire, 0);
    }
}

static void match(struct search *search) {
    const struct search_request *request = search->request;
    bool all = request->query == nullptr || request->query->kind == QUERY_ALL;
    bool ranked = request->sort == SORT_RELEVANCE && !all;
    search->counter->keep = !ranked;
    if (search->columns->live_count == 0)
        return;
    if (all)
        match_everything(search);
    else
        match_words(search, ranked);
    if (!ranked)
        sort_found(search, request->sort == SORT_RELEVANCE ? SORT_NEWEST
                                                           : request->sort);
}

// ---- the page ----

// A word is worth more the fewer documents have it.
static void weigh(struct search *search, struct sought_words *sought) {
    const Xapian::Database &database = search->reader->database;
    double documents = database.get_doccount();
    for (size_t i = 0; i < sought->count; i++) {
        struct sought_word *item = &sought->items[i];
        if (item->kind != QUERY_WORD)
            continue;
        double with = database.get_termfreq((item->exact ? "" : "Z") +
                                            std::string(item->words[0]));
        item->weight = 1.0 + std::log((documents + 1) / (with + 1));
    }
}

static enum concord_status make_result(struct search *search,
                                       struct result_page *page, const hit &hit,
                                       const struct sought_words *sought,
                                       struct result *result,
                                       struct concord_error *err) {
    std::string data =
        search->reader->database.get_document(hit.docid).get_data();
    std::string_view card;
    std::string_view text;
    enum concord_status status = stored_form_unpack(data, &card, &text, err);
    if (status != CONCORD_OK)
        return status;
    result->score = hit.score;
    result->card = arena_copy(&page->arena, card.data(), card.size());
    if (result->card == nullptr)
        return concord_no_memory(err);
    return passages_find(&result->passages, &result->passage_count,
                         &page->arena, sought, search->reader->stemmer,
                         text.data(), text.size(), search->request->passages,
                         err);
}

static enum concord_status make_results(struct search *search,
                                        struct result_page *page,
                                        struct concord_error *err) {
    struct sought_words sought = {nullptr, 0};
    enum concord_status status =
        sought_words_collect(&sought, &page->arena, search->request->query,
                             search->reader->stemmer, err);
    if (status != CONCORD_OK)
        return status;
    weigh(search, &sought);
    auto *results = static_cast<struct result *>(arena_alloc(
        &page->arena, (search->hits.size() + 1) * sizeof(struct result)));
    if (results == nullptr)
        return concord_no_memory(err);
    page->results = results;
    page->result_count = search->hits.size();
    for (size_t i = 0; i < search->hits.size() && status == CONCORD_OK; i++)
        status = make_result(search, page, search->hits[i], &sought,
                             &results[i], err);
    return status;
}

static enum concord_status run(struct index_reader *reader,
                               const struct search_request *request,
                               struct result_page *page,
                               struct concord_error *err) {
    const struct facet_columns *columns =
        generation_columns(reader->generation);
    struct facet_counts *raw = nullptr;
    enum concord_status status = facet_counts_create(
        &raw, columns, generation_schema(reader->generation), request, err);
    counts_pointer counts(raw);
    if (status != CONCORD_OK)
        return status;
    deadline limit(request->deadline);
    match_counter counter(counts.get(), columns, limit);
    bool collapses = !request->show_duplicates && columns->grouped_count > 0;
    struct search search = {reader, request,   columns, &counter,
                            &limit, collapses, {}};
    match(&search);
    status = facet_counts_settle(counts.get(), err);
    if (status != CONCORD_OK)
        return status;
    page->total = facet_counts_total(counts.get());
    status = make_results(&search, page, err);
    if (status == CONCORD_OK)
        status = facet_counts_report(counts.get(), page, err);
    return status;
}

enum concord_status index_reader_search(struct index_reader *reader,
                                        const struct search_request *request,
                                        struct result_page **out,
                                        struct concord_error *err) {
    *out = nullptr;
    page_pointer page(
        static_cast<struct result_page *>(calloc(1, sizeof **out)));
    if (page == nullptr)
        return concord_no_memory(err);
    try {
        enum concord_status status = run(reader, request, page.get(), err);
        if (status == CONCORD_OK)
            *out = page.release();
        return status;
    } catch (...) {
        return xapian_guard(generation_directory(reader->generation), err);
    }
}

void result_page_destroy(struct result_page *page) {
    if (page == nullptr)
        return;
    arena_clear(&page->arena);
    free(page);
}

// ---- one document ----

static enum concord_status copy_document(const std::string &data,
                                         struct stored_document **out,
                                         struct concord_error *err) {
    std::string_view card;
    std::string_view text;
    enum concord_status status = stored_form_unpack(data, &card, &text, err);
    if (status != CONCORD_OK)
        return status;
    auto *document =
        static_cast<struct stored_document *>(calloc(1, sizeof **out));
    if (document == nullptr)
        return concord_no_memory(err);
    document->card = strndup(card.data(), card.size());
    document->text = static_cast<char *>(malloc(text.size() + 1));
    if (document->card == nullptr || document->text == nullptr) {
        stored_document_destroy(document);
        return concord_no_memory(err);
    }
    memcpy(document->text, text.data(), text.size());
    document->text[text.size()] = '\0';
    document->text_size = text.size();
    *out = document;
    return CONCORD_OK;
}

enum concord_status index_reader_document(struct index_reader *reader,
                                          const char *id,
                                          struct stored_document **out,
                                          struct concord_error *err) {
    *out = nullptr;
    try {
        char name[PLAN_TERM_MAX + 1];
        plan_id_term(name, id);
        std::string term(name);
        auto posting = reader->database.postlist_begin(term);
        if (posting == reader->database.postlist_end(term) &&
            generation_has_withdrawn(reader->generation, id))
            return concord_fail(err, CONCORD_GONE,
                                "the document with the id '%.200s' was "
                                "withdrawn from the archive",
                                id);
        if (posting == reader->database.postlist_end(term))
            return concord_fail(err, CONCORD_NOT_FOUND,
                                "there is no document with the id '%.200s'",
                                id);
        return copy_document(reader->database.get_document(*posting).get_data(),
                             out, err);
    } catch (...) {
        return xapian_guard(id, err);
    }
}

void stored_document_destroy(struct stored_document *document) {
    if (document == nullptr)
        return;
    free(document->card);
    free(document->text);
    free(document);
}
