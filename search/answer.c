/* answer.c - a question put to the engine, from parameters to JSON. */
#include "search/answer.h"

#include <limits.h>
#include <string.h>
#include <time.h>

#include "facet_prefix.h"
#include "reply_parts.h"
#include "search/reply.h"

/* ---- what all searches have in common ---- */

/* An answer while it is made. */
struct answering {
    double began; /* milliseconds */
    struct asked *asked;
    struct parameter_list canonical;
    struct reply_frame frame;
    struct result_page *page;
};

static double milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Check what is asked. answering_end() is due whatever comes of it. */
static enum concord_status answering_begin(struct answering *answering,
                                           enum asked_of of, const char *path,
                                           const struct question *question,
                                           struct concord_error *err) {
    struct generation *generation = index_reader_generation(question->reader);
    const struct manifest *manifest = generation_manifest(generation);
    const struct schema *schema = generation_schema(generation);
    *answering = (struct answering){.began = milliseconds_now()};
    answering->frame = (struct reply_frame){.schema = schema,
                                            .path = path,
                                            .parameters = &answering->canonical,
                                            .generation = manifest->number,
                                            .documents = manifest->documents};
    enum concord_status status = asked_from_parameters(
        &answering->asked, of, question->parameters, schema, err);
    if (status == CONCORD_OK)
        status = parameter_list_canonical(&answering->canonical,
                                          question->parameters, schema, err);
    if (status == CONCORD_OK)
        answering->asked->search.deadline = question->deadline;
    return status;
}

static void answering_end(struct answering *answering) {
    result_page_destroy(answering->page);
    parameter_list_clear(&answering->canonical);
    asked_destroy(answering->asked);
}

static enum concord_status add_note(struct asked *asked, const char *note,
                                    struct concord_error *err) {
    const char **slot = arena_push(&asked->arena, &asked->notes,
                                   &asked->note_count, sizeof *slot);
    if (!slot)
        return concord_no_memory(err);
    *slot = note;
    return CONCORD_OK;
}

/* Ask again for any of the words. *page stays the empty one when that finds
 * nothing either. */
static enum concord_status search_relaxed(struct index_reader *reader,
                                          struct asked *asked,
                                          const struct search_request *all,
                                          struct result_page **page,
                                          struct concord_error *err) {
    struct search_request search = *all;
    struct result_page *found = NULL;
    search.query = asked->relaxed;
    enum concord_status status =
        index_reader_search(reader, &search, &found, err);
    if (status != CONCORD_OK)
        return status;
    if (found->total == 0) {
        result_page_destroy(found);
        return CONCORD_OK;
    }
    result_page_destroy(*page);
    *page = found;
    return add_note(
        asked, "Nothing has all of these words; these have some of them.", err);
}

/* `search` is what was asked, or as much of it as the answer needs. */
static enum concord_status answering_search(struct answering *answering,
                                            const struct question *question,
                                            const struct search_request *search,
                                            struct concord_error *err) {
    struct asked *asked = answering->asked;
    enum concord_status status =
        index_reader_search(question->reader, search, &answering->page, err);
    if (status == CONCORD_OK && answering->page->total == 0 &&
        asked->may_relax && asked->relaxed)
        status = search_relaxed(question->reader, asked, search,
                                &answering->page, err);
    answering->frame.took_ms = milliseconds_now() - answering->began;
    return status;
}

/* Without room for all there is none. */
static void write_link_header(struct buffer *links, struct page_place place) {
    links_write_header(links, &place);
    if (!buffer_ok(links))
        buffer_clear(links);
}

/* ---- searches ---- */

enum concord_status answer_search(struct buffer *out, struct buffer *links,
                                  const struct question *question,
                                  struct concord_error *err) {
    struct answering answering;
    enum concord_status status = answering_begin(&answering, ASKED_OF_SEARCH,
                                                 "/v1/search", question, err);
    struct asked *asked = answering.asked;
    if (status == CONCORD_OK)
        status = answering_search(&answering, question, &asked->search, err);
    if (status == CONCORD_OK)
        status =
            reply_search(out, asked, answering.page, &answering.frame, err);
    if (status == CONCORD_OK)
        write_link_header(
            links,
            reply_search_place(asked, answering.page->total, &answering.frame));
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
    enum concord_status status = answering_begin(&answering, ASKED_OF_FACETS,
                                                 "/v1/facets", question, err);
    (void)links; /* it is all on one page */
    if (status == CONCORD_OK) {
        struct search_request search = counts_only(answering.asked);
        status = answering_search(&answering, question, &search, err);
    }
    if (status == CONCORD_OK)
        status = reply_facets(out, answering.asked, answering.page,
                              &answering.frame, err);
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
    struct facet_result values = {0};
    enum concord_status status =
        answering_begin(&answering, ASKED_OF_FACET, path, question, err);
    struct asked *asked = answering.asked;
    if (status == CONCORD_OK) {
        struct search_request search = counts_only(asked);
        search.facets = UINT32_C(1) << facet;
        search.facet_size = UINT_MAX;
        status = answering_search(&answering, question, &search, err);
    }
    if (status == CONCORD_OK) {
        values = answering.page->facets[0];
        status = facet_prefix_narrow(
            &values, &asked->arena, answering.frame.schema, asked->prefix, err);
    }
    if (status == CONCORD_OK)
        status = reply_facet(out, asked, &values, &answering.frame, err);
    if (status == CONCORD_OK)
        write_link_header(links, reply_facet_place(asked, values.bucket_count,
                                                   &answering.frame));
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
        status = reply_document(out, document, boilerplate, err);
    stored_document_destroy(document);
    return status;
}
