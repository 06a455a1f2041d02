/* answer_similar.c - documents like one. */
#include "answering.h"
#include "engine/typical_words.h"
#include "search/answer.h"
#include "search/reply.h"

static struct query *words_query(struct arena *arena,
                                 const struct typical_words *words) {
    struct query *any = query_create(arena, QUERY_OR);
    for (size_t i = 0; any && i < words->count; i++) {
        struct query *leaf = query_create(arena, QUERY_WORD);
        if (!leaf || !query_add_word(arena, leaf, words->items[i].word) ||
            !query_add_child(arena, any, leaf))
            return NULL;
        leaf->share = words->items[i].worth;
    }
    return any;
}

static struct query *ids_query(struct arena *arena,
                               const struct typical_words *words) {
    struct query *any = query_create(arena, QUERY_OR);
    for (size_t i = 0; any && i < words->id_count; i++) {
        struct query *leaf = query_create(arena, QUERY_WORD);
        if (!leaf || !query_add_word(arena, leaf, words->ids[i]) ||
            !query_add_child(arena, any, leaf))
            return NULL;
        leaf->field = QUERY_IN_ID;
        leaf->exact = true;
    }
    return any;
}

/* Any of the document's words, but neither itself nor its copies. */
static enum concord_status make_query(struct asked *asked,
                                      const struct typical_words *words,
                                      struct concord_error *err) {
    struct arena *arena = &asked->arena;
    struct query *query = query_create(arena, QUERY_AND_NOT);
    struct query *any = words_query(arena, words);
    struct query *ids = ids_query(arena, words);
    if (!query || !any || !ids || !query_add_child(arena, query, any) ||
        !query_add_child(arena, query, ids))
        return concord_no_memory(err);
    asked->search.query = query;
    asked->search.sort = SORT_RELEVANCE;
    asked->search.facets = 0;
    return CONCORD_OK;
}

static enum concord_status find_similar(struct result_page **page,
                                        struct asked *asked,
                                        const struct question *question,
                                        struct concord_error *err) {
    struct typical_words words;
    enum concord_status status = typical_words_of_document(
        &words, &asked->arena, question->reader, question->segment, err);
    if (status == CONCORD_OK)
        status = make_query(asked, &words, err);
    if (status == CONCORD_OK && words.count == 0)
        asked->search.size = 0; /* a paper without words is like none */
    return status == CONCORD_OK ? index_reader_search(question->reader,
                                                      &asked->search, page, err)
                                : status;
}

enum concord_status answer_similar(struct buffer *out, struct buffer *links,
                                   const struct question *question,
                                   struct concord_error *err) {
    struct answering answering;
    struct result_page *page = NULL;
    enum concord_status status =
        answering_begin(&answering, ASKED_OF_SIMILAR,
                        "/v1/documents/{id}/similar", question, err);
    (void)links; /* the best of them, and no pages */
    if (status == CONCORD_OK)
        status = find_similar(&page, answering.asked, question, err);
    if (status == CONCORD_OK)
        status = reply_similar(out, page, &answering.frame, err);
    result_page_destroy(page);
    answering_end(&answering);
    return status;
}
