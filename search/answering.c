#include "answering.h"

#include <time.h>

#include "advice.h"
#include "broadening.h"
#include "correction.h"
#include "cursor.h"
#include "fingerprint.h"

static double milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static enum concord_status find_page(struct answering *answering,
                                     struct concord_error *err) {
    const struct reply_frame *frame = &answering->frame;
    struct cursor_scope scope = {frame->path, frame->parameters,
                                 frame->fingerprint};
    struct asked *asked = answering->asked;
    return cursor_read(&asked->search.page, asked->cursor, &scope, err);
}

/* What is looked for is the expanded tree from here on. */
static enum concord_status expand_words(struct asked *asked,
                                        const struct question *question,
                                        struct concord_error *err) {
    struct generation *generation = index_reader_generation(question->reader);
    struct query_expander expander = {
        .thesaurus = generation_thesaurus(generation),
        .stemmer = index_reader_stemmer(question->reader),
        .sources = asked->expand,
        .arena = &asked->arena};
    enum concord_status status =
        query_expand(&expander, asked->search.query, &asked->search.query,
                     &asked->expanded, err);
    if (status == CONCORD_OK)
        status = query_expand_relaxed(&expander, asked->relaxed,
                                      &asked->relaxed, err);
    return status;
}

enum concord_status answering_begin(struct answering *answering,
                                    enum asked_of of, const char *path,
                                    const struct question *question,
                                    struct concord_error *err) {
    struct generation *generation = index_reader_generation(question->reader);
    const struct manifest *manifest = generation_manifest(generation);
    const struct schema *schema = generation_schema(generation);
    *answering = (struct answering){.began = milliseconds_now()};
    answering->frame = (struct reply_frame){
        .schema = schema,
        .archive = generation_archive(generation),
        .path = path,
        .parameters = &answering->canonical,
        .generation = manifest->number,
        .fingerprint = fingerprint_manifest(FINGERPRINT_START, manifest),
        .documents = manifest->documents};
    enum concord_status status = asked_from_parameters(
        &answering->asked, of, question->parameters, schema, err);
    if (status == CONCORD_OK)
        status = parameter_list_canonical(&answering->canonical,
                                          question->parameters, schema, err);
    if (status == CONCORD_OK)
        status = expand_words(answering->asked, question, err);
    if (status == CONCORD_OK && answering->asked->cursor)
        status = find_page(answering, err);
    if (status == CONCORD_OK)
        answering->asked->search.deadline = question->deadline;
    if (status == CONCORD_OK && answering->asked->broaden)
        status = broaden(answering->asked, question->reader, err);
    return status;
}

void answering_end(struct answering *answering) {
    parameter_list_clear(&answering->canonical);
    asked_destroy(answering->asked);
}

void answering_found(struct answering *answering) {
    answering->frame.took_ms = milliseconds_now() - answering->began;
}

enum concord_status answering_note_relaxed(struct answering *answering,
                                           struct concord_error *err) {
    return asked_note(
        answering->asked,
        "Nothing has all of these words; these have some of them.", err);
}

void answering_link(struct buffer *links, struct page_place place) {
    links_write_header(links, &place);
    if (!buffer_ok(links))
        buffer_clear(links);
}

/* Ask again for any of the words. *page stays the empty one when that finds
 * nothing either. */
static enum concord_status search_relaxed(struct answering *answering,
                                          const struct question *question,
                                          const struct search_request *all,
                                          struct result_page **page,
                                          struct concord_error *err) {
    struct search_request search = *all;
    struct result_page *found = NULL;
    search.query = answering->asked->relaxed;
    enum concord_status status =
        index_reader_search(question->reader, &search, &found, err);
    if (status != CONCORD_OK)
        return status;
    if (found->total == 0) {
        result_page_destroy(found);
        return CONCORD_OK;
    }
    result_page_destroy(*page);
    *page = found;
    status = answering_note_relaxed(answering, err);
    return status == CONCORD_OK
               ? advice_note(answering->asked, question->reader, err)
               : status;
}

/* Note what may have been meant by words that no document has. */
static enum concord_status correct(struct asked *asked,
                                   const struct question *question,
                                   struct concord_error *err) {
    const char *texts[CORRECTIONS_MAX] = {NULL};
    size_t count = 0;
    enum concord_status status = correction_find(
        texts, &count, 1, &asked->arena, asked->q, question->reader, err);
    asked->correction = texts[0];
    return status;
}

enum concord_status answering_search(struct answering *answering,
                                     const struct question *question,
                                     const struct search_request *search,
                                     struct result_page **page,
                                     struct concord_error *err) {
    struct asked *asked = answering->asked;
    enum concord_status status =
        index_reader_search(question->reader, search, page, err);
    if (status == CONCORD_OK && (*page)->total == 0)
        status = correct(asked, question, err);
    if (status == CONCORD_OK && (*page)->total == 0 && asked->may_relax &&
        asked->relaxed)
        status = search_relaxed(answering, question, search, page, err);
    answering_found(answering);
    return status;
}
