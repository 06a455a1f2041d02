/* exporter.c - from a question to the pieces of a file. */
#include "search/exporter.h"

#include <stdlib.h>
#include <unistd.h>

#include "address.h"
#include "answering.h"
#include "card.h"
#include "engine/generation.h"
#include "engine/result_walk.h"
#include "export_format.h"

enum { RESULTS_A_PIECE = 50 };

struct exporter {
    struct answering answering;
    struct index_reader *reader;
    struct result_walk *walk;
    const struct export_format *format;
    const char *public_url;
    bool begun;
};

/* ---- opening ---- */

/* Find all of it, or, where there is nothing, what has some of the words. */
static enum concord_status find(struct exporter *exporter,
                                struct concord_error *err) {
    struct asked *asked = exporter->answering.asked;
    enum concord_status status = result_walk_open(
        &exporter->walk, exporter->reader, &asked->search, err);
    if (status != CONCORD_OK || result_walk_total(exporter->walk) > 0 ||
        !asked->may_relax || !asked->relaxed)
        return status;
    result_walk_close(exporter->walk);
    asked->search.query = asked->relaxed;
    return result_walk_open(&exporter->walk, exporter->reader, &asked->search,
                            err);
}

/* An export goes on beside searches, with a reader of its own. Where newer
 * generations were published one upon the other, or what went before was
 * purged, the files of the one that is searched may be gone. */
static enum concord_status open_reader(struct exporter *exporter,
                                       struct generation *generation,
                                       struct concord_error *err) {
    enum concord_status status =
        index_reader_open(&exporter->reader, generation, err);
    if (status == CONCORD_OK ||
        access(generation_directory(generation), F_OK) == 0)
        return status;
    return concord_fail(err, CONCORD_BUSY,
                        "the index is being replaced; ask again in a second");
}

static enum concord_status begin(struct exporter *exporter,
                                 const struct question *question,
                                 struct concord_error *err) {
    struct question own = *question;
    enum concord_status status =
        open_reader(exporter, index_reader_generation(question->reader), err);
    if (status != CONCORD_OK)
        return status;
    own.reader = exporter->reader;
    status = answering_begin(&exporter->answering, ASKED_OF_EXPORT,
                             "/v1/export", &own, err);
    if (status != CONCORD_OK)
        return status;
    struct asked *asked = exporter->answering.asked;
    exporter->format = export_format_find(asked->format);
    exporter->public_url = question->public_url ? question->public_url : "";
    if (!exporter->format->copies)
        asked->search.passages = 0;
    status = find(exporter, err);
    /* These name the question's own texts. */
    parameter_list_clear(&exporter->answering.canonical);
    return status;
}

enum concord_status exporter_open(struct exporter **out,
                                  const struct question *question,
                                  struct concord_error *err) {
    struct exporter *exporter = calloc(1, sizeof *exporter);
    *out = NULL;
    if (!exporter)
        return concord_no_memory(err);
    enum concord_status status = begin(exporter, question, err);
    if (status == CONCORD_OK)
        *out = exporter;
    else
        exporter_close(exporter);
    return status;
}

void exporter_close(struct exporter *exporter) {
    if (!exporter)
        return;
    result_walk_close(exporter->walk);
    answering_end(&exporter->answering);
    index_reader_close(exporter->reader);
    free(exporter);
}

uint64_t exporter_total(const struct exporter *exporter) {
    return result_walk_total(exporter->walk);
}

const char *exporter_content_type(const struct exporter *exporter) {
    return exporter->format->content_type;
}

const char *exporter_file_name(const struct exporter *exporter) {
    return exporter->format->file_name;
}

/* ---- pieces ---- */

void exporter_allow_until(struct exporter *exporter, int64_t deadline) {
    exporter->answering.asked->search.deadline = deadline; /* the walk's */
}

/* The card as a tree, for the forms that look into its values. */
static enum concord_status read_tree(json_t **out,
                                     const struct exporter *exporter,
                                     const struct result *result,
                                     struct concord_error *err) {
    *out = NULL;
    if (exporter->format->copies)
        return CONCORD_OK;
    enum concord_status status = card_read(out, result->card, err);
    if (status == CONCORD_OK)
        status = card_relate(*out, exporter->answering.frame.archive, err);
    return status;
}

static void write_record(const struct exporter *exporter, struct buffer *out,
                         struct export_record *record) {
    struct buffer permanent = BUFFER_INIT(ADDRESS_BYTES_MAX);
    char id[DOCUMENT_ID_MAX + 1] = "";
    json_slice_text(card_text_find(record->text, "id"), id, sizeof id);
    address_append_document(&permanent, exporter->public_url, id);
    record->permanent = permanent.data ? permanent.data : "";
    exporter->format->write(out, record);
    out->failed = out->failed || !buffer_ok(&permanent);
    buffer_destroy(&permanent);
}

static enum concord_status write_result(struct exporter *exporter,
                                        struct buffer *out,
                                        const struct result *result,
                                        struct concord_error *err) {
    const struct reply_frame *frame = &exporter->answering.frame;
    struct card_text text;
    json_t *card = NULL;
    enum concord_status status = card_text_open(&text, result->card, err);
    if (status == CONCORD_OK)
        status = card_text_relate(&text, frame->archive, err);
    if (status == CONCORD_OK)
        status = read_tree(&card, exporter, result, err);
    if (status == CONCORD_OK) {
        struct export_record record = {
            .text = &text,
            .card = card,
            .result = result,
            .schema = frame->schema,
        };
        write_record(exporter, out, &record);
        status = card_text_check(&text, err);
    }
    if (status == CONCORD_OK && !buffer_ok(out))
        status = concord_no_memory(err);
    json_decref(card);
    return status;
}

enum concord_status exporter_next(struct exporter *exporter, struct buffer *out,
                                  bool *more, struct concord_error *err) {
    struct result_page *page = NULL;
    *more = false;
    if (!exporter->begun && exporter->format->begin)
        exporter->format->begin(out, exporter->answering.frame.schema);
    exporter->begun = true;
    enum concord_status status =
        result_walk_next(exporter->walk, RESULTS_A_PIECE, &page, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < page->result_count && status == CONCORD_OK; i++)
        status = write_result(exporter, out, &page->results[i], err);
    *more = page->result_count == RESULTS_A_PIECE;
    result_page_destroy(page);
    if (status == CONCORD_OK && !buffer_ok(out))
        status = concord_no_memory(err);
    return status;
}
