// page_results.cc - copies cards and passages of what was found.
#include "page_results.h"

#include <cmath>
#include <cstdlib>
#include <string>

#include "explanation.h"
#include "passages.h"
#include "stored_form.h"

// A word is worth more the fewer documents have it.
static void weigh(const Xapian::Database &database,
                  struct sought_words *sought) {
    double documents = database.get_doccount();
    for (size_t i = 0; i < sought->count; i++) {
        struct sought_word *item = &sought->items[i];
        if (item->kind != QUERY_WORD)
            continue;
        double with = database.get_termfreq((item->exact ? "" : "Z") +
                                            std::string(item->words[0]));
        item->weight *= 1.0 + std::log((documents + 1) / (with + 1));
    }
}

static enum concord_status make_result(struct index_reader *reader,
                                       const struct search_request *request,
                                       struct result_page *page, const hit &hit,
                                       const struct sought_words *sought,
                                       struct result *result,
                                       struct concord_error *err) {
    std::string data = reader->database.get_document(hit.docid).get_data();
    std::string_view card;
    std::string_view text;
    enum concord_status status = stored_form_unpack(data, &card, &text, err);
    if (status != CONCORD_OK)
        return status;
    result->score = hit.score;
    result->card = arena_copy(&page->arena, card.data(), card.size());
    if (result->card == nullptr)
        return concord_no_memory(err);
    if (request->explain)
        status = explanation_make(result, page, reader, request, hit, err);
    if (request->passages == 0 || status != CONCORD_OK)
        return status;
    return passages_find(&result->passages, &result->passage_count,
                         &page->arena, sought, reader->stemmer, text.data(),
                         text.size(), request->passages, err);
}

enum concord_status page_results_make(struct result_page *page,
                                      struct index_reader *reader,
                                      const struct search_request *request,
                                      const std::vector<hit> &hits,
                                      struct concord_error *err) {
    struct sought_words sought = {nullptr, 0};
    enum concord_status status = sought_words_collect(
        &sought, &page->arena, request->query, reader->stemmer, err);
    if (status != CONCORD_OK)
        return status;
    weigh(reader->database, &sought);
    auto *results = static_cast<struct result *>(
        arena_alloc(&page->arena, (hits.size() + 1) * sizeof(struct result)));
    if (results == nullptr)
        return concord_no_memory(err);
    page->results = results;
    page->result_count = hits.size();
    for (size_t i = 0; i < hits.size() && status == CONCORD_OK; i++)
        status = make_result(reader, request, page, hits[i], &sought,
                             &results[i], err);
    return status;
}

void result_page_destroy(struct result_page *page) {
    if (page == nullptr)
        return;
    arena_clear(&page->arena);
    free(page);
}
