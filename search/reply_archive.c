/* reply_archive.c - pages of things that are no documents: statements, and what
 * is known of the archive as a whole. */
#include "card.h"
#include "json_writer.h"
#include "reply_parts.h"
#include "search/reply.h"

enum concord_status reply_list(struct buffer *out, const struct asked *asked,
                               const json_t *results, uint64_t total,
                               const struct reply_frame *frame,
                               struct concord_error *err) {
    struct page_place place = reply_facet_place(asked, total, frame);
    emit_open(out, '{');
    reply_write_page(out, asked, &place, frame);
    emit_key(out, "results");
    emit_copy(out, results);
    reply_write_index(out, frame);
    emit_close(out, '}');
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status write_statement(struct buffer *out,
                                           const struct statement *statement,
                                           struct concord_error *err) {
    json_t *json = NULL;
    enum concord_status status = card_read(&json, statement->json, err);
    if (status == CONCORD_OK)
        emit_copy(out, json);
    json_decref(json);
    return status;
}

enum concord_status reply_statements(struct buffer *out,
                                     const struct asked *asked,
                                     const struct statement_page *page,
                                     const struct reply_frame *frame,
                                     struct concord_error *err) {
    struct page_place place = reply_search_place(asked, page->total, frame);
    enum concord_status status = CONCORD_OK;
    emit_open(out, '{');
    reply_write_page(out, asked, &place, frame);
    emit_key(out, "results");
    emit_open(out, '[');
    for (size_t i = 0; i < page->count && status == CONCORD_OK; i++)
        status = write_statement(out, &page->statements[i], err);
    emit_close(out, ']');
    reply_write_index(out, frame);
    emit_close(out, '}');
    if (status != CONCORD_OK)
        return status;
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}
