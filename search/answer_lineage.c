/* answer_lineage.c - where the words of a clause came from, and where they
 * went. */
#include <stdio.h>
#include <string.h>

#include "answering.h"
#include "archive_list.h"
#include "card.h"
#include "json_writer.h"
#include "schema/document.h"

enum { LINEAGE_KEY_MAX = 64 * 1024 }; /* longer than any address */

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

/* ---- those that are asked for ---- */

static const char *owner_of(const json_t *clause) {
    const char *id = json_string_value(
        json_object_get(json_object_get(clause, "document"), "id"));
    return id ? id : "";
}

/* Which of the clauses stand in documents that pass the filters. */
static enum concord_status filter(bool *passes, const json_t *clauses,
                                  const struct answering *answering,
                                  const struct question *question,
                                  struct concord_error *err) {
    struct arena *arena = &answering->asked->arena;
    size_t count = json_array_size(clauses);
    const char **owners = arena_alloc(arena, (count + 1) * sizeof *owners);
    if (!owners)
        return concord_no_memory(err);
    for (size_t i = 0; i < count; i++)
        owners[i] = owner_of(json_array_get(clauses, i));
    return index_reader_filter(question->reader, &answering->asked->search,
                               owners, count, passes, err);
}

static enum concord_status keep_those(json_t *kept, const json_t *clauses,
                                      const bool *passes, const char *q,
                                      struct concord_error *err) {
    static const char *const fields[] = {"heading", "text", NULL};
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < json_array_size(clauses); i++) {
        json_t *clause = json_array_get(clauses, i);
        bool has = passes[i];
        if (has && *q)
            status = archive_record_has(&has, clause, fields, q, err);
        if (status != CONCORD_OK)
            return status;
        if (has && json_array_append(kept, clause) != 0)
            return concord_no_memory(err);
    }
    return CONCORD_OK;
}

/* Leave of the record's clauses those that are asked for. */
static enum concord_status narrow(json_t *record,
                                  const struct answering *answering,
                                  const struct question *question,
                                  struct concord_error *err) {
    const json_t *clauses = json_object_get(record, "results");
    json_t *kept = json_array();
    bool *passes =
        arena_alloc(&answering->asked->arena, json_array_size(clauses) + 1);
    if (!kept || !passes) {
        json_decref(kept);
        return concord_no_memory(err);
    }
    enum concord_status status =
        filter(passes, clauses, answering, question, err);
    if (status == CONCORD_OK)
        status = keep_those(kept, clauses, passes, answering->asked->q, err);
    if (status == CONCORD_OK &&
        (json_object_set_new(record, "total",
                             json_integer((json_int_t)json_array_size(kept))) !=
             0 ||
         json_object_set(record, "results", kept) != 0))
        status = concord_no_memory(err);
    json_decref(kept);
    return status;
}

static enum concord_status write_record(struct buffer *out, const char *text,
                                        const struct answering *answering,
                                        const struct question *question,
                                        struct concord_error *err) {
    json_t *record = NULL;
    enum concord_status status = card_read(&record, text, err);
    if (status == CONCORD_OK && question->parameters->count > 0)
        status = narrow(record, answering, question, err);
    if (status == CONCORD_OK)
        emit_copy(out, record);
    json_decref(record);
    if (status == CONCORD_OK && !buffer_ok(out))
        status = concord_no_memory(err);
    return status;
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
    struct answering answering;
    const char *json = NULL;
    enum concord_status status = answering_begin(&answering, ASKED_OF_LINEAGE,
                                                 "/v1/clauses", question, err);
    (void)links; /* it is all on one page */
    if (status == CONCORD_OK)
        status = find_lineage(question, &json)
                     ? write_record(out, json, &answering, question, err)
                     : answer_unrelated(out, question, err);
    answering_end(&answering);
    return status;
}
