// page_results.cc - copies cards and passages of what was found.
#include "page_results.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "engine/posting_plan.h"
#include "explanation.h"
#include "generation_files.h"
#include "passages.h"
#include "term_postings.h"

using finder_pointer =
    std::unique_ptr<struct passage_finder, void (*)(struct passage_finder *)>;

namespace {

// What all results of a page have in common.
struct showing {
    struct index_reader *reader;
    const struct search_request *request;
    struct result_page *page;
    struct passage_finder *finder; // null when no passages are asked for
};

} // namespace

static double rarity(const struct index_reader *reader, double with) {
    double documents = reader->database.get_doccount();
    return 1.0 + std::log((documents + 1) / (std::min(with, documents) + 1));
}

// A word as it is spelled is taken to be as common as its stem.
static double word_rarity(const struct index_reader *reader,
                          const struct sought_word *item, size_t word) {
    const char *stem = item->words[word];
    if (item->exact)
        stem = stemmer_stem(reader->stemmer, stem, strlen(stem));
    return rarity(reader, static_cast<double>(term_postings_count(
                              reader, std::string("Z") + stem)));
}

// A word is worth more the fewer documents have it, and several words as much
// as one of them is on the average.
static void weigh(const struct index_reader *reader,
                  struct sought_words *sought) {
    for (size_t i = 0; i < sought->count; i++) {
        struct sought_word *item = &sought->items[i];
        double sum = 0;
        for (size_t j = 0; j < item->word_count; j++)
            sum += item->kind == QUERY_PREFIX
                       ? rarity(reader, term_postings_count_beginning(
                                            reader, item->words[j]))
                       : word_rarity(reader, item, j);
        item->weight *= sum / static_cast<double>(item->word_count);
    }
}

static enum concord_status find_passages(const showing &showing,
                                         const struct document_blobs *blobs,
                                         struct result *result,
                                         struct concord_error *err) {
    struct document_text text = {};
    enum concord_status status = document_reader_text(
        showing.reader->documents, blobs, result->card, &text, err);
    if (status != CONCORD_OK)
        return status;
    struct passage_source source = {};
    source.text = text.text;
    source.size = text.size;
    source.title = text.title;
    source.wanted = showing.request->passages;
    source.deadline = showing.request->deadline;
    status = passages_find(&result->passages, &result->passage_count,
                           &showing.page->arena, showing.finder, &source, err);
    if (status == CONCORD_DEADLINE)
        throw deadline_passed();
    return status;
}

static enum concord_status make_result(const showing &showing, const hit &hit,
                                       struct result *result,
                                       struct concord_error *err) {
    const struct facet_columns *columns =
        generation_columns(showing.reader->generation);
    const struct document_blobs *blobs = &columns->blobs[hit.docid];
    result->score = hit.score;
    result->id = arena_string(&showing.page->arena,
                              facet_columns_id(columns, hit.docid));
    if (result->id == nullptr)
        return concord_no_memory(err);
    enum concord_status status =
        showing.request->ids_only
            ? CONCORD_OK
            : document_reader_card(showing.reader->documents, blobs,
                                   &showing.page->arena, &result->card, err);
    if (status == CONCORD_OK && showing.request->explain)
        status = explanation_make(result, showing.page, showing.reader,
                                  showing.request, hit, err);
    return status != CONCORD_OK || showing.finder == nullptr
               ? status
               : find_passages(showing, blobs, result, err);
}

static enum concord_status make_results(const showing &showing,
                                        const std::vector<hit> &hits,
                                        struct concord_error *err) {
    struct result_page *page = showing.page;
    auto *results = static_cast<struct result *>(
        arena_alloc(&page->arena, (hits.size() + 1) * sizeof(struct result)));
    if (results == nullptr)
        return concord_no_memory(err);
    page->results = results;
    page->result_count = hits.size();
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < hits.size() && status == CONCORD_OK; i++)
        status = make_result(showing, hits[i], &results[i], err);
    return status;
}

enum concord_status page_results_make(struct result_page *page,
                                      struct index_reader *reader,
                                      const struct search_request *request,
                                      const std::vector<hit> &hits,
                                      struct concord_error *err) {
    showing showing = {reader, request, page, nullptr};
    if (request->passages == 0 || hits.empty())
        return make_results(showing, hits, err);
    struct sought_words sought = {};
    enum concord_status status = sought_words_collect(
        &sought, &page->arena, request->query, reader->stemmer, err);
    if (status != CONCORD_OK)
        return status;
    weigh(reader, &sought);
    status =
        passage_finder_create(&showing.finder, &sought, reader->stemmer, err);
    if (status != CONCORD_OK)
        return status;
    finder_pointer finder(showing.finder, passage_finder_destroy);
    return make_results(showing, hits, err);
}

void result_page_destroy(struct result_page *page) {
    if (page == nullptr)
        return;
    arena_clear(&page->arena);
    free(page);
}
