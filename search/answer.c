/* answer.c - a question put to the engine, from parameters to JSON. */
#include "search/answer.h"

#include <limits.h>
#include <string.h>

#include "answering.h"
#include "facet_prefix.h"
#include "reply_parts.h"
#include "search/reply.h"

/* ---- searches ---- */

enum concord_status answer_search(struct buffer *out, struct buffer *links,
                                  const struct question *question,
                                  struct concord_error *err) {
    struct answering answering;
    struct result_page *page = NULL;
    enum concord_status status = answering_begin(&answering, ASKED_OF_SEARCH,
                                                 "/v1/search", question, err);
    struct asked *asked = answering.asked;
    if (status == CONCORD_OK)
        status =
            answering_search(&answering, question, &asked->search, &page, err);
    if (status == CONCORD_OK)
        status = reply_search(out, asked, page, &answering.frame, err);
    if (status == CONCORD_OK)
        answering_link(
            links, reply_search_place(asked, page->total, &answering.frame));
    result_page_destroy(page);
    answering_end(&answering);
    return status;
}

/* ---- facets ---- */

/* The same matches and counts, but no results. */
static struct search_request counts_only(const struct asked *asked) {
    struct search_request search = asked->search;
    search.sort = SORT_NEWEST; /* without ranks there is nothing to weigh */
    search.page = 1;
    search.size = 0;
    search.passages = 0;
    return search;
}

enum concord_status answer_facets(struct buffer *out, struct buffer *links,
                                  const struct question *question,
                                  struct concord_error *err) {
    struct answering answering;
    struct result_page *page = NULL;
    enum concord_status status = answering_begin(&answering, ASKED_OF_FACETS,
                                                 "/v1/facets", question, err);
    (void)links; /* it is all on one page */
    if (status == CONCORD_OK) {
        struct search_request search = counts_only(answering.asked);
        status = answering_search(&answering, question, &search, &page, err);
    }
    if (status == CONCORD_OK)
        status =
            reply_facets(out, answering.asked, page, &answering.frame, err);
    result_page_destroy(page);
    answering_end(&answering);
    return status;
}

static enum concord_status find_facet(unsigned *out, const char **path,
                                      struct arena *arena,
                                      const struct schema *schema,
                                      const char *name,
                                      struct concord_error *err) {
    int facet = schema_find_facet(schema, name);
    if (facet == SCHEMA_NO_INDEX)
        return concord_fail(err, CONCORD_NOT_FOUND,
                            "there is no facet \"%.40s\"; /v1/facets has all "
                            "that there are",
                            name);
    *out = (unsigned)facet;
    *path = arena_printf(arena, "/v1/facets/%s", name);
    return *path ? CONCORD_OK : concord_no_memory(err);
}

/* The facet is known; its name is in `path`. */
static enum concord_status answer_known_facet(struct buffer *out,
                                              struct buffer *links,
                                              const struct question *question,
                                              unsigned facet, const char *path,
                                              struct concord_error *err) {
    struct answering answering;
    struct result_page *page = NULL;
    struct facet_result values = {0};
    enum concord_status status =
        answering_begin(&answering, ASKED_OF_FACET, path, question, err);
    struct asked *asked = answering.asked;
    if (status == CONCORD_OK) {
        struct search_request search = counts_only(asked);
        search.facets = UINT32_C(1) << facet;
        search.facet_size = UINT_MAX;
        status = answering_search(&answering, question, &search, &page, err);
    }
    if (status == CONCORD_OK) {
        values = page->facets[0];
        status = facet_prefix_narrow(
            &values, &asked->arena, answering.frame.schema, asked->prefix, err);
    }
    if (status == CONCORD_OK)
        status = reply_facet(out, asked, &values, &answering.frame, err);
    if (status == CONCORD_OK)
        answering_link(links, reply_facet_place(asked, values.bucket_count,
                                                &answering.frame));
    result_page_destroy(page);
    answering_end(&answering);
    return status;
}

enum concord_status answer_facet(struct buffer *out, struct buffer *links,
                                 const struct question *question,
                                 struct concord_error *err) {
    struct arena arena = {0};
    unsigned facet = 0;
    const char *path = NULL;
    enum concord_status status =
        find_facet(&facet, &path, &arena,
                   generation_schema(index_reader_generation(question->reader)),
                   question->segment, err);
    if (status == CONCORD_OK)
        status = answer_known_facet(out, links, question, facet, path, err);
    arena_clear(&arena);
    return status;
}

/* ---- documents ---- */

/* include=boilerplate is all that may be said, once. */
static enum concord_status read_include(const struct parameter_list *parameters,
                                        bool *boilerplate,
                                        struct concord_error *err) {
    *boilerplate = false;
    for (size_t i = 0; i < parameters->count; i++) {
        const struct parameter *item = &parameters->items[i];
        if (strcmp(item->name, "include") != 0)
            return concord_refuse(err, item->name,
                                  "%.40s is no parameter of a document; "
                                  "include is the one that it takes",
                                  item->name);
        if (*boilerplate)
            return concord_refuse(err, "include",
                                  "include is given twice; give it once");
        if (strcmp(item->value, "boilerplate") != 0)
            return concord_refuse(err, "include",
                                  "include is \"%.40s\"; \"boilerplate\" is "
                                  "the one value that it takes",
                                  item->value);
        *boilerplate = true;
    }
    return CONCORD_OK;
}

enum concord_status answer_document(struct buffer *out, struct buffer *links,
                                    const struct question *question,
                                    struct concord_error *err) {
    struct stored_document *document = NULL;
    bool boilerplate = false;
    enum concord_status status =
        read_include(question->parameters, &boilerplate, err);
    (void)links;
    if (status == CONCORD_OK)
        status = index_reader_document(question->reader, question->segment,
                                       &document, err);
    if (status == CONCORD_OK)
        status = reply_document(
            out, document,
            generation_archive(index_reader_generation(question->reader)),
            boilerplate, err);
    stored_document_destroy(document);
    return status;
}
