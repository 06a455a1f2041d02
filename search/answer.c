/* answer.c - a question put to the engine, from parameters to JSON. */
#include <string.h>
#include <time.h>

#include "search/reply.h"

static double milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
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
                                          struct result_page **page,
                                          struct concord_error *err) {
    struct search_request search = asked->search;
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

static enum concord_status search(struct index_reader *reader,
                                  struct asked *asked,
                                  struct result_page **page,
                                  struct concord_error *err) {
    enum concord_status status =
        index_reader_search(reader, &asked->search, page, err);
    if (status == CONCORD_OK && (*page)->total == 0 && asked->may_relax &&
        asked->relaxed)
        status = search_relaxed(reader, asked, page, err);
    return status;
}

enum concord_status answer_search(struct buffer *out,
                                  struct index_reader *reader,
                                  const struct parameter_list *parameters,
                                  int64_t deadline, struct concord_error *err) {
    double began = milliseconds_now();
    struct generation *generation = index_reader_generation(reader);
    const struct manifest *manifest = generation_manifest(generation);
    struct parameter_list canonical = {.count = 0};
    struct reply_frame frame = {.schema = generation_schema(generation),
                                .parameters = &canonical,
                                .generation = manifest->number,
                                .documents = manifest->documents};
    struct asked *asked = NULL;
    struct result_page *page = NULL;
    enum concord_status status =
        asked_from_parameters(&asked, parameters, frame.schema, err);
    if (status == CONCORD_OK)
        status =
            parameter_list_canonical(&canonical, parameters, frame.schema, err);
    if (status != CONCORD_OK)
        goto out;
    asked->search.deadline = deadline;
    status = search(reader, asked, &page, err);
    frame.took_ms = milliseconds_now() - began;
    if (status == CONCORD_OK)
        status = reply_search(out, asked, page, &frame, err);
out:
    result_page_destroy(page);
    parameter_list_clear(&canonical);
    asked_destroy(asked);
    return status;
}

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

enum concord_status answer_document(struct buffer *out,
                                    struct index_reader *reader, const char *id,
                                    const struct parameter_list *parameters,
                                    struct concord_error *err) {
    struct stored_document *document = NULL;
    bool boilerplate = false;
    enum concord_status status = read_include(parameters, &boilerplate, err);
    if (status == CONCORD_OK)
        status = index_reader_document(reader, id, &document, err);
    if (status == CONCORD_OK)
        status = reply_document(out, document, boilerplate, err);
    stored_document_destroy(document);
    return status;
}
