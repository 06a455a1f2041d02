// statement_reader.cc - searches quotations and clauses.
//
// What is asked of a statement's document is found out once a document, by the
// columns, and remembered while the search goes on. Without words the answer is
// a walk through statements.bin, which has the order already; with words Xapian
// ranks, and asks the same filter.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>
#include <xapian.h>

#include "engine/posting_plan.h"
#include "facet_counts.h"
#include "generation_files.h"
#include "index_reader_parts.h"
#include "query_builder.h"
#include "statement_columns.h"
#include "term_gathering.h"
#include "text/tokens.h"

namespace {

struct page_deleter {
    void operator()(struct statement_page *page) const {
        statement_page_destroy(page);
    }
};
struct counts_deleter {
    void operator()(struct facet_counts *counts) const {
        facet_counts_destroy(counts);
    }
};
using page_pointer = std::unique_ptr<struct statement_page, page_deleter>;
using counts_pointer = std::unique_ptr<struct facet_counts, counts_deleter>;
using docid_set = std::vector<bool>;

// Passes the statements that are asked for, each of them counted.
class statement_filter : public Xapian::MatchDecider {
  public:
    statement_filter(const struct statement_request *request_,
                     const struct statement_columns *columns_,
                     const struct facet_columns *documents_,
                     struct facet_counts *counts_, const deadline &limit_)
        : request(request_), columns(columns_), documents(documents_),
          counts(counts_), limit(limit_), passed(documents_->limit, unknown) {
    }
    bool operator()(const Xapian::Document &document) const override {
        return take(document.get_docid());
    }
    bool take(Xapian::docid docid) const {
        limit.check();
        if (docid >= columns->limit || columns->parents[docid] == 0 ||
            !is_asked_for(columns->facts[docid]))
            return false;
        for (const docid_set &set : needed)
            if (!set[docid])
                return false;
        if (!passes_document(columns->parents[docid]))
            return false;
        total++;
        return true;
    }
    std::vector<docid_set> needed; // a statement must be in all of them
    mutable uint64_t total = 0;

  private:
    static constexpr char unknown = 2;

    bool is_asked_for(uint8_t facts) const {
        uint32_t kind = UINT32_C(1) << statement_facts_kind(facts);
        uint32_t side = UINT32_C(1) << statement_facts_side(facts);
        if (statement_facts_of(facts) != request->of)
            return false;
        if (request->of != STATEMENT_CLAUSE)
            return true;
        return (request->kinds == 0 || (request->kinds & kind) != 0) &&
               (request->sides == 0 || (request->sides & side) != 0);
    }
    bool is_copy(uint32_t parent) const {
        uint32_t leader = documents->leader[parent];
        return leader != 0 && leader != parent;
    }
    bool passes_document(uint32_t parent) const {
        if (!request->show_duplicates && is_copy(parent))
            return false;
        if (passed[parent] == unknown)
            passed[parent] = facet_counts_add(counts, parent);
        return passed[parent] != 0;
    }

    const struct statement_request *request;
    const struct statement_columns *columns;
    const struct facet_columns *documents;
    struct facet_counts *counts;
    const deadline &limit;
    mutable std::vector<char> passed; // by docid of the document
};

// Ties in weight go by the order of statements without words.
class statement_order : public Xapian::KeyMaker {
  public:
    explicit statement_order(const struct statement_columns *columns_)
        : columns(columns_) {
    }
    std::string operator()(const Xapian::Document &document) const override {
        return rank_key(columns->rank[document.get_docid()]);
    }

  private:
    const struct statement_columns *columns;
};

struct hit {
    Xapian::docid docid;
    double score;
};

// One search under way.
struct statement_search {
    struct index_reader *reader;
    const struct statement_request *request;
    const struct statement_columns *columns;
    const deadline *limit;
    statement_filter *filter;
    std::vector<hit> hits; // those of the page asked for
};

} // namespace

// ---- what is looked up by a term ----

// A damaged table may have numbers that the columns do not know.
static void add_postings(docid_set &set, const struct statement_search *search,
                         const char *prefix, const char *text) {
    const Xapian::Database &statements = search->reader->statements;
    char name[PLAN_TERM_MAX + 1];
    std::string term(name, term_join(name, prefix, text));
    for (auto posting = statements.postlist_begin(term);
         posting != statements.postlist_end(term); ++posting) {
        search->limit->check();
        if (*posting < set.size())
            set[*posting] = true;
    }
}

static void need_speaker(struct statement_search *search) {
    const char *speaker = search->request->speaker;
    struct token_reader words;
    struct token word;
    token_reader_begin_search(&words, speaker, strlen(speaker));
    while (token_next(&words, &word)) {
        docid_set set(search->columns->limit);
        add_postings(set, search, PLAN_SPEAKER_PREFIX, word.word);
        search->filter->needed.push_back(std::move(set));
    }
}

static void need_topics(struct statement_search *search) {
    docid_set set(search->columns->limit);
    for (size_t i = 0; i < search->request->topic_count; i++)
        add_postings(set, search, PLAN_TOPIC_PREFIX,
                     search->request->topics[i]);
    search->filter->needed.push_back(std::move(set));
}

// ---- matching ----

static size_t page_start(const struct statement_search *search) {
    const struct statement_request *request = search->request;
    size_t start = (request->page - 1) * static_cast<size_t>(request->size);
    return std::min<size_t>(start, search->columns->count);
}

static void match_all(struct statement_search *search) {
    const struct statement_columns *columns = search->columns;
    size_t start = page_start(search);
    size_t end = start + search->request->size;
    for (uint32_t i = 0; i < columns->count; i++) {
        size_t place = search->filter->total;
        if (search->filter->take(columns->order[i]) && place >= start &&
            place < end)
            search->hits.push_back({columns->order[i], 0.0});
    }
}

static void match_words(struct statement_search *search) {
    const struct statement_request *request = search->request;
    Xapian::Database &database = search->reader->statements;
    Xapian::Query query = query_builder_build(
        request->query, search->reader->stemmer, *search->limit);
    if (query_builder_has_positions(request->query))
        query = Xapian::Query(
            Xapian::Query::OP_FILTER, query,
            Xapian::Query((new deadline_source(*search->limit))->release()));
    statement_order ties(search->columns);
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
    enquire.set_weighting_scheme(make_weighting());
    enquire.set_sort_by_relevance_then_key(&ties, false);
    // Every match has to be looked at, or the total would not be exact.
    Xapian::MSet matches = enquire.get_mset(
        static_cast<Xapian::doccount>(page_start(search)), request->size,
        database.get_doccount(), nullptr, search->filter);
    for (auto match = matches.begin(); match != matches.end(); ++match)
        search->hits.push_back({*match, match.get_weight()});
}

static void match(struct statement_search *search) {
    const struct statement_request *request = search->request;
    if (search->columns->count == 0)
        return;
    if (request->speaker != nullptr)
        need_speaker(search);
    if (request->topic_count > 0)
        need_topics(search);
    if (request->query == nullptr || request->query->kind == QUERY_ALL)
        match_all(search);
    else
        match_words(search);
}

// ---- the page ----

static enum concord_status fill_page(const struct statement_search *search,
                                     struct statement_page *page,
                                     struct concord_error *err) {
    size_t count = search->hits.size();
    auto *statements = static_cast<struct statement *>(
        arena_alloc(&page->arena, (count + 1) * sizeof(struct statement)));
    if (statements == nullptr)
        return concord_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        const hit &found = search->hits[i];
        std::string data =
            search->reader->statements.get_document(found.docid).get_data();
        statements[i].score = found.score;
        statements[i].json = arena_copy(&page->arena, data.data(), data.size());
        if (statements[i].json == nullptr)
            return concord_no_memory(err);
    }
    page->statements = statements;
    page->count = count;
    return CONCORD_OK;
}

static enum concord_status run(struct index_reader *reader,
                               const struct statement_request *request,
                               struct statement_page *page,
                               struct concord_error *err) {
    const struct facet_columns *documents =
        generation_columns(reader->generation);
    struct search_request conditions = {};
    conditions.conditions = request->conditions;
    conditions.condition_count = request->condition_count;
    conditions.time = request->time;
    conditions.show_duplicates = true; // each document is asked by itself
    struct facet_counts *raw = nullptr;
    enum concord_status status =
        facet_counts_create(&raw, reader->generation, &conditions, err);
    counts_pointer counts(raw);
    if (status != CONCORD_OK)
        return status;
    const struct statement_columns *columns =
        generation_statements(reader->generation);
    deadline limit(request->deadline);
    statement_filter filter(request, columns, documents, counts.get(), limit);
    struct statement_search search = {reader, request, columns,
                                      &limit, &filter, {}};
    match(&search);
    page->total = filter.total;
    return fill_page(&search, page, err);
}

static page_pointer make_page() {
    return page_pointer(static_cast<struct statement_page *>(
        calloc(1, sizeof(struct statement_page))));
}

enum concord_status index_reader_statements(
    struct index_reader *reader, const struct statement_request *request,
    struct statement_page **out, struct concord_error *err) {
    *out = nullptr;
    page_pointer page = make_page();
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

void statement_page_destroy(struct statement_page *page) {
    if (page == nullptr)
        return;
    arena_clear(&page->arena);
    free(page);
}
