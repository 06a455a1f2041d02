/* answer_archive.c - what is known of the archive as a whole: acronyms, what is
 * cited and not held, where clauses came from. */
#include <stdio.h>
#include <string.h>

#include "answering.h"
#include "archive_list.h"
#include "card.h"
#include "json_writer.h"
#include "reply_parts.h"
#include "schema/document.h"

/* ---- lists ---- */

static enum concord_status answer_list(struct buffer *out, struct buffer *links,
                                       const struct question *question,
                                       const char *path, const char *prefix,
                                       const char *const *fields,
                                       struct concord_error *err) {
    struct answering answering;
    struct archive_list list = {.results = NULL};
    enum concord_status status =
        answering_begin(&answering, ASKED_OF_LIST, path, question, err);
    const struct asked *asked = answering.asked;
    if (status == CONCORD_OK) {
        struct archive_list_request request = {.archive =
                                                   answering.frame.archive,
                                               .prefix = prefix,
                                               .fields = fields,
                                               .q = asked->q,
                                               .page = asked->search.page,
                                               .size = asked->search.size,
                                               .deadline = question->deadline};
        status = archive_list_read(&list, &request, err);
        answering_found(&answering);
    }
    if (status == CONCORD_OK)
        status = reply_list(out, asked, list.results, list.total,
                            &answering.frame, err);
    if (status == CONCORD_OK)
        answering_link(links,
                       reply_facet_place(asked, list.total, &answering.frame));
    archive_list_clear(&list);
    answering_end(&answering);
    return status;
}

enum concord_status answer_acronyms(struct buffer *out, struct buffer *links,
                                    const struct question *question,
                                    struct concord_error *err) {
    static const char *const fields[] = {"acronym", "expansion", NULL};
    return answer_list(out, links, question, "/v1/acronyms", "acronym/", fields,
                       err);
}

enum concord_status answer_not_held(struct buffer *out, struct buffer *links,
                                    const struct question *question,
                                    struct concord_error *err) {
    static const char *const fields[] = {"title", "place", NULL};
    return answer_list(out, links, question, "/v1/not-held", "not-held/",
                       fields, err);
}

/* ---- lineage ---- */

enum { LINEAGE_KEY_MAX = 64 * 1024 }; /* longer than any address */

static enum concord_status refuse_parameters(const struct question *question,
                                             struct concord_error *err) {
    const struct parameter_list *list = question->parameters;
    if (list->count == 0)
        return CONCORD_OK;
    return concord_refuse(err, list->items[0].name,
                          "%.40s is no parameter of a lineage; it takes none",
                          list->items[0].name);
}

static enum concord_status no_such_clause(const char *id,
                                          struct concord_error *err) {
    return concord_fail(err, CONCORD_NOT_FOUND,
                        "there is no clause with the id '%.200s'; /v1/clauses "
                        "has all that there are",
                        id);
}

static const json_t *find_clause(const json_t *card, const char *id) {
    const json_t *clauses = json_object_get(card, "clauses");
    for (size_t i = 0; i < json_array_size(clauses); i++) {
        const json_t *clause = json_array_get(clauses, i);
        const char *own = json_string_value(json_object_get(clause, "id"));
        if (own && strcmp(own, id) == 0)
            return clause;
    }
    return NULL;
}

static void copy_key(struct buffer *out, const json_t *from, const char *key) {
    const json_t *value = json_object_get(from, key);
    emit_key(out, key);
    if (value)
        emit_copy(out, value);
    else
        emit_null(out);
}

/* What the clause says, or null when its place is none. */
static void write_clause_text(struct buffer *out, const json_t *clause,
                              const struct stored_document *document) {
    const json_t *start = json_object_get(clause, "start");
    const json_t *end = json_object_get(clause, "end");
    json_int_t from = json_integer_value(start);
    json_int_t to = json_integer_value(end);
    emit_key(out, "text");
    if (json_is_integer(start) && json_is_integer(end) && from >= 0 &&
        from <= to && (uint64_t)to <= document->text_size)
        emit_bytes(out, document->text + from, (size_t)(to - from));
    else
        emit_null(out);
}

/* A clause that no other document has the like of. */
static enum concord_status write_lone(struct buffer *out, const json_t *clause,
                                      const json_t *card,
                                      const struct stored_document *document,
                                      struct concord_error *err) {
    json_t *reference = NULL;
    enum concord_status status = card_refer(&reference, card, err);
    if (status != CONCORD_OK)
        return status;
    emit_open(out, '{');
    copy_key(out, clause, "id");
    emit_key(out, "document");
    emit_copy(out, reference);
    copy_key(out, clause, "heading");
    copy_key(out, clause, "kind");
    copy_key(out, clause, "side");
    write_clause_text(out, clause, document);
    emit_key(out, "total");
    emit_unsigned(out, 0);
    emit_key(out, "results");
    emit_open(out, '[');
    emit_close(out, ']');
    emit_close(out, '}');
    json_decref(reference);
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status answer_lone(struct buffer *out, const char *id,
                                       const struct stored_document *document,
                                       struct concord_error *err) {
    json_t *card = NULL;
    enum concord_status status = card_read(&card, document->card, err);
    if (status != CONCORD_OK)
        return status;
    const json_t *clause = find_clause(card, id);
    status = clause ? write_lone(out, clause, card, document, err)
                    : no_such_clause(id, err);
    json_decref(card);
    return status;
}

/* A clause's id is its document's, a full stop and its anchor, which has none.
 * CONCORD_GONE, too, when its document was withdrawn. */
static enum concord_status answer_unrelated(struct buffer *out,
                                            const struct question *question,
                                            struct concord_error *err) {
    const char *id = question->segment;
    const char *dot = strrchr(id, '.');
    char owner[DOCUMENT_ID_MAX + 1];
    struct stored_document *document = NULL;
    if (!dot || dot - id > DOCUMENT_ID_MAX)
        return no_such_clause(id, err);
    snprintf(owner, sizeof owner, "%.*s", (int)(dot - id), id);
    enum concord_status status =
        index_reader_document(question->reader, owner, &document, err);
    if (status == CONCORD_NOT_FOUND)
        return no_such_clause(id, err);
    if (status == CONCORD_OK)
        status = answer_lone(out, id, document, err);
    stored_document_destroy(document);
    return status;
}

static enum concord_status write_record(struct buffer *out, const char *text,
                                        struct concord_error *err) {
    json_t *record = NULL;
    enum concord_status status = card_read(&record, text, err);
    if (status != CONCORD_OK)
        return status;
    emit_copy(out, record);
    json_decref(record);
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

/* False when the archive knows no like of the clause. */
static bool find_lineage(const struct question *question, const char **json) {
    struct buffer key = BUFFER_INIT(LINEAGE_KEY_MAX);
    size_t size = 0;
    buffer_printf(&key, "lineage/%s", question->segment);
    bool found =
        buffer_ok(&key) &&
        archive_file_find(
            generation_archive(index_reader_generation(question->reader)),
            key.data, json, &size);
    buffer_destroy(&key);
    return found;
}

enum concord_status answer_lineage(struct buffer *out, struct buffer *links,
                                   const struct question *question,
                                   struct concord_error *err) {
    const char *json = NULL;
    enum concord_status status = refuse_parameters(question, err);
    (void)links; /* it is all on one page */
    if (status != CONCORD_OK)
        return status;
    return find_lineage(question, &json) ? write_record(out, json, err)
                                         : answer_unrelated(out, question, err);
}
