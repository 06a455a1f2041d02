/* reply_search.c - a page of results as JSON, its keys in the contract's
 * order. */
#include <string.h>

#include "card.h"
#include "json_writer.h"
#include "pages/html.h"
#include "reply_parts.h"
#include "search/reply.h"

enum { SCORE_DECIMALS = 4 };

/* ---- results ---- */

/* The text escaped, its marks as <mark>. A mark that does not fit the
 * passage is left out: what is shown matters more. */
static void append_marked(struct buffer *out, const struct passage *passage) {
    size_t size = strlen(passage->text);
    size_t at = 0;
    for (size_t i = 0; i < passage->mark_count; i++) {
        const struct text_span *mark = &passage->marks[i];
        if (mark->start < passage->span.start + at ||
            mark->end <= mark->start || mark->end - passage->span.start > size)
            continue;
        size_t start = mark->start - passage->span.start;
        size_t end = mark->end - passage->span.start;
        html_bytes(out, passage->text + at, start - at);
        buffer_append_string(out, "<mark>");
        html_bytes(out, passage->text + start, end - start);
        buffer_append_string(out, "</mark>");
        at = end;
    }
    html_bytes(out, passage->text + at, size - at);
}

/* With an ellipsis where it begins or ends within a sentence; its text is the
 * paper's own. */
static void append_passage(struct buffer *out, const struct passage *passage) {
    if (passage->cut_before)
        buffer_append_string(out, "… ");
    append_marked(out, passage);
    if (passage->cut_after)
        buffer_append_string(out, " …");
}

static bool holds(const json_t *clause, size_t place) {
    const json_t *start = json_object_get(clause, "start");
    const json_t *end = json_object_get(clause, "end");
    return json_is_integer(start) && json_is_integer(end) &&
           json_integer_value(start) <= (json_int_t)place &&
           json_integer_value(end) > (json_int_t)place;
}

/* The innermost clause at a place, or NULL. */
static const json_t *clause_at(const json_t *clauses, size_t place) {
    for (size_t i = json_array_size(clauses); i > 0; i--) {
        const json_t *clause = json_array_get(clauses, i - 1);
        if (holds(clause, place))
            return clause;
    }
    return NULL;
}

/* The anchor of the clause in which the passage stands: that of the first mark
 * that has one, for a passage may begin a sentence before the clause; else,
 * behind a heading, that of its middle. NULL without one. */
static const json_t *clause_of(const json_t *card,
                               const struct passage *passage) {
    const json_t *clauses = json_object_get(card, "clauses");
    const json_t *clause = NULL;
    for (size_t i = 0; i < passage->mark_count && !clause; i++)
        clause = clause_at(clauses, passage->marks[i].start);
    if (!clause)
        clause =
            clause_at(clauses, passage->span.start / 2 + passage->span.end / 2);
    return json_object_get(clause, "anchor");
}

static void copy_or_null(struct buffer *out, const char *key,
                         const json_t *value) {
    emit_key(out, key);
    if (value)
        emit_copy(out, value);
    else
        emit_null(out);
}

static void write_passage(struct buffer *out, const struct passage *passage,
                          const json_t *card) {
    struct buffer html = BUFFER_INIT(REPLY_BYTES_MAX);
    append_passage(&html, passage);
    emit_open(out, '{');
    emit_key(out, "html");
    emit_bytes(out, html.data ? html.data : "", html.size);
    emit_key(out, "text");
    emit_text(out, passage->text);
    copy_or_null(out, "clause", clause_of(card, passage));
    emit_key(out, "start");
    emit_unsigned(out, passage->span.start);
    emit_key(out, "end");
    emit_unsigned(out, passage->span.end);
    emit_close(out, '}');
    out->failed = out->failed || !buffer_ok(&html);
    buffer_destroy(&html);
}

static void copy_list(struct buffer *out, const char *key, const json_t *card) {
    const json_t *list = json_object_get(card, key);
    emit_key(out, key);
    if (list) {
        emit_copy(out, list);
    } else {
        emit_open(out, '[');
        emit_close(out, ']');
    }
}

/* The facets' values but for names, which only a document's own page has. The
 * year stands in the date, which comes behind the first facet: what kind of
 * paper it is, and of when. */
static void write_facet_values(struct buffer *out, const json_t *card,
                               const struct schema *schema) {
    size_t count = schema_facet_count(schema);
    for (size_t i = 0; i < count; i++) {
        const struct facet *facet = schema_facet(schema, i);
        if (facet->kind != FACET_YEAR && facet->kind != FACET_OPEN)
            copy_list(out, facet->name, card);
        if (i == 0)
            copy_or_null(out, "date", json_object_get(card, "date"));
    }
}

/* What the words add, and what is left of the score: neighbours and the
 * title. */
static void write_explanation(struct buffer *out, const struct result *result) {
    double rest = result->score;
    emit_key(out, "explanation");
    emit_open(out, '{');
    emit_key(out, "terms");
    emit_open(out, '[');
    for (size_t i = 0; i < result->explained_count; i++) {
        const struct explained_term *term = &result->explained[i];
        rest -= term->weight;
        emit_open(out, '{');
        emit_key(out, "term");
        emit_text(out, term->term);
        emit_key(out, "weight");
        emit_decimal(out, term->weight, SCORE_DECIMALS);
        emit_close(out, '}');
    }
    emit_close(out, ']');
    emit_key(out, "second_stage");
    emit_decimal(out, rest > 0 ? rest : 0, SCORE_DECIMALS);
    emit_close(out, '}');
}

static void write_result_keys(struct buffer *out, const struct result *result,
                              const json_t *card, const struct schema *schema) {
    const json_t *source = json_object_get(card, "source");
    copy_or_null(out, "id", json_object_get(card, "id"));
    copy_or_null(out, "title", json_object_get(card, "title"));
    emit_key(out, "title_supplied");
    emit_truth(out, json_is_true(json_object_get(card, "title_supplied")));
    write_facet_values(out, card, schema);
    copy_or_null(out, "address", json_object_get(source, "address"));
    emit_key(out, "score");
    emit_decimal(out, result->score, SCORE_DECIMALS);
    emit_key(out, "passages");
    emit_open(out, '[');
    for (size_t i = 0; i < result->passage_count; i++)
        write_passage(out, &result->passages[i], card);
    emit_close(out, ']');
    copy_list(out, "variants", card);
    if (result->explained_count > 0)
        write_explanation(out, result);
}

static void write_result(struct buffer *out, const struct result *result,
                         const json_t *card, const struct schema *schema) {
    emit_open(out, '{');
    write_result_keys(out, result, card, schema);
    emit_close(out, '}');
}

void reply_write_export_result(struct buffer *out, const struct result *result,
                               const json_t *card, const struct schema *schema,
                               const char *permanent) {
    emit_open(out, '{');
    write_result_keys(out, result, card, schema);
    copy_list(out, "creator", card);
    copy_or_null(out, "publisher", json_object_get(card, "publisher"));
    emit_key(out, "permanent_address");
    emit_text(out, permanent);
    emit_close(out, '}');
}

static enum concord_status write_result_of(struct buffer *out,
                                           const struct result *result,
                                           const struct reply_frame *frame,
                                           struct concord_error *err) {
    json_t *card = NULL;
    enum concord_status status = card_read(&card, result->card, err);
    if (status == CONCORD_OK)
        status = card_relate(card, frame->archive, err);
    if (status == CONCORD_OK)
        write_result(out, result, card, frame->schema);
    json_decref(card);
    return status;
}

static enum concord_status write_results(struct buffer *out,
                                         const struct result_page *page,
                                         const struct reply_frame *frame,
                                         struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    emit_key(out, "results");
    emit_open(out, '[');
    for (size_t i = 0; i < page->result_count && status == CONCORD_OK; i++)
        status = write_result_of(out, &page->results[i], frame, err);
    emit_close(out, ']');
    return status;
}

enum concord_status reply_similar(struct buffer *out,
                                  const struct result_page *page,
                                  const struct reply_frame *frame,
                                  struct concord_error *err) {
    emit_open(out, '{');
    enum concord_status status = write_results(out, page, frame, err);
    emit_close(out, '}');
    if (status != CONCORD_OK)
        return status;
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

/* ---- the whole ---- */

static void write_links(struct buffer *out, const struct asked *asked,
                        uint64_t total, const struct reply_frame *frame) {
    struct page_place place = reply_search_place(asked, total, frame);
    emit_key(out, "links");
    emit_open(out, '{');
    links_write(out, &place);
    links_write_sibling(
        out, "export", &place,
        &(struct sibling){"/v1/export", ASKED_OF_EXPORT, frame->schema, "csv"});
    links_write_sibling(
        out, "feed", &place,
        &(struct sibling){"/v1/feed", ASKED_OF_FEED, frame->schema, NULL});
    emit_close(out, '}');
}

static void write_counts(struct buffer *out, const struct asked *asked,
                         uint64_t total, const struct reply_frame *frame) {
    emit_key(out, "total");
    emit_unsigned(out, total);
    emit_key(out, "page");
    emit_unsigned(out, asked->search.page);
    emit_key(out, "size");
    emit_unsigned(out, asked->search.size);
    reply_write_took(out, frame);
}

enum concord_status reply_search(struct buffer *out, const struct asked *asked,
                                 const struct result_page *page,
                                 const struct reply_frame *frame,
                                 struct concord_error *err) {
    emit_open(out, '{');
    reply_write_query(out, asked, frame);
    write_counts(out, asked, page->total, frame);
    write_links(out, asked, page->total, frame);
    enum concord_status status = write_results(out, page, frame, err);
    if (status != CONCORD_OK)
        return status;
    reply_write_facets(out, page, frame->schema);
    reply_write_index(out, frame);
    emit_close(out, '}');
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}
