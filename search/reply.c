/* reply.c - the answers that are not a page of results. */
#include "search/reply.h"

#include <string.h>

#include "card_text.h"
#include "json_writer.h"

/* Problem types are stable: a client may tell errors apart by them. */
static const struct problem {
    unsigned http_status;
    const char *type;
    const char *title;
} problems[] = {
    {400, "/problems/bad-request", "The request cannot be understood"},
    {404, "/problems/not-found", "There is nothing here"},
    {405, "/problems/method-not-allowed", "This method is not allowed"},
    {406, "/problems/not-acceptable", "There is no such form of this"},
    {408, "/problems/request-timeout", "The request took too long to arrive"},
    {410, "/problems/gone", "This is here no longer"},
    {413, "/problems/content-too-large", "The request is too large"},
    {414, "/problems/uri-too-long", "The address is too long"},
    {429, "/problems/too-many-requests", "There are too many requests"},
    {431, "/problems/header-too-large", "The request's headers are too large"},
    {500, "/problems/internal-error", "Something broke here"},
    {503, "/problems/unavailable", "This cannot be answered now"},
};

static const struct problem *find_problem(unsigned http_status) {
    static const struct problem other = {0, "about:blank", "Error"};
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
        if (problems[i].http_status == http_status)
            return &problems[i];
    return &other;
}

unsigned reply_http_status(enum concord_status status) {
    switch (status) {
    case CONCORD_OK:
        return 200;
    case CONCORD_BAD_REQUEST:
        return 400;
    case CONCORD_NOT_FOUND:
        return 404;
    case CONCORD_GONE:
        return 410;
    case CONCORD_NO_MEMORY:
    case CONCORD_BUSY:
    case CONCORD_DEADLINE:
        return 503;
    case CONCORD_IO:
    case CONCORD_NO_SPACE:
    case CONCORD_BAD_INPUT:
    case CONCORD_BAD_SCHEMA:
    case CONCORD_CORRUPT:
    case CONCORD_INTERNAL:
        break;
    }
    return 500;
}

enum concord_status reply_problem(struct buffer *out, unsigned http_status,
                                  const struct concord_error *problem,
                                  const char *request_id) {
    const struct problem *kind = find_problem(http_status);
    emit_open(out, '{');
    emit_key(out, "type");
    emit_text(out, kind->type);
    emit_key(out, "title");
    emit_text(out, kind->title);
    emit_key(out, "status");
    emit_unsigned(out, http_status);
    emit_key(out, "detail");
    emit_text(out, problem->message);
    if (problem->parameter[0]) {
        emit_key(out, "parameter");
        emit_text(out, problem->parameter);
    }
    if (request_id) {
        emit_key(out, "request_id");
        emit_text(out, request_id);
    }
    emit_close(out, '}');
    return buffer_ok(out) ? CONCORD_OK : CONCORD_NO_MEMORY;
}

/* Every key of the card, or every one but what was dropped from the paper. */
static void write_card(struct buffer *out, const struct card_text *card,
                       bool with_boilerplate) {
    static const char dropped[] = "boilerplate";
    for (size_t i = 0; i < card->count; i++) {
        const struct card_member *member = &card->members[i];
        if (!with_boilerplate && member->key.size == sizeof dropped - 1 &&
            memcmp(member->key.text, dropped, sizeof dropped - 1) == 0)
            continue;
        emit_bytes(out, member->key.text, member->key.size);
        buffer_append_char(out, ':');
        emit_slice(out, member->value);
    }
}

enum concord_status reply_document(struct buffer *out,
                                   const struct stored_document *document,
                                   const struct archive_file *archive,
                                   bool with_boilerplate,
                                   struct concord_error *err) {
    struct card_text card;
    enum concord_status status = card_text_open(&card, document->card, err);
    if (status == CONCORD_OK)
        status = card_text_read_all(&card, err);
    if (status == CONCORD_OK)
        status = card_text_relate(&card, archive, err);
    if (status != CONCORD_OK)
        return status;
    emit_open(out, '{');
    write_card(out, &card, with_boilerplate);
    emit_key(out, "text");
    emit_bytes(out, document->text, document->text_size);
    emit_close(out, '}');
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}
