/* reply_search.c - a page of results as JSON, its keys in the contract's
 * order. */
#include <string.h>

#include "json_writer.h"
#include "links.h"
#include "reply_parts.h"
#include "search/reply.h"
#include "search_parameters.h"

enum { LINK_BYTES_MAX = 8 * PARAMETERS_BYTES_MAX, SCORE_DECIMALS = 4 };

/* ---- query ---- */

/* What was asked of the facets, by parameter. In the canonical order the
 * values of one parameter stand together. */
static void write_filters(struct buffer *out, const struct reply_frame *frame) {
    const struct parameter_list *list = frame->parameters;
    struct search_parameter known;
    const char *open = NULL;
    emit_key(out, "filters");
    emit_open(out, '{');
    for (size_t i = 0; i < list->count; i++) {
        const struct parameter *item = &list->items[i];
        if (!search_parameter_find(&known, frame->schema, item->name) ||
            known.kind != PARAMETER_FACET)
            continue;
        if (!open || strcmp(open, item->name) != 0) {
            if (open)
                emit_close(out, ']');
            emit_key(out, item->name);
            emit_open(out, '[');
            open = item->name;
        }
        emit_text(out, item->value);
    }
    if (open)
        emit_close(out, ']');
    emit_close(out, '}');
}

static void write_query(struct buffer *out, const struct asked *asked,
                        const struct reply_frame *frame) {
    emit_key(out, "query");
    emit_open(out, '{');
    emit_key(out, "q");
    emit_text(out, asked->q);
    write_filters(out, frame);
    emit_key(out, "expanded");
    emit_open(out, '[');
    emit_close(out, ']');
    emit_key(out, "correction");
    emit_null(out);
    emit_key(out, "notes");
    emit_open(out, '[');
    for (size_t i = 0; i < asked->note_count; i++)
        emit_text(out, asked->notes[i]);
    emit_close(out, ']');
    emit_close(out, '}');
}

/* ---- links ---- */

/* The page's address, or null for page 0. */
static void write_link(struct buffer *out, const char *name,
                       const struct reply_frame *frame, unsigned page) {
    struct buffer link = BUFFER_INIT(LINK_BYTES_MAX);
    emit_key(out, name);
    if (page == 0) {
        emit_null(out);
        return;
    }
    link_to_search(&link, frame->parameters, page);
    emit_text(out, link.data);
    out->failed = out->failed || !buffer_ok(&link);
    buffer_destroy(&link);
}

static unsigned page_behind(const struct search_request *search,
                            uint64_t total) {
    uint64_t shown = (uint64_t)search->page * search->size;
    bool more = search->size > 0 && shown < total &&
                shown + search->size <= SEARCH_WINDOW_MAX;
    return more ? search->page + 1 : 0;
}

/* From past the end the way back is the last page that has results. */
static unsigned page_before(const struct search_request *search,
                            uint64_t total) {
    if (search->page <= 1 || search->size == 0)
        return 0;
    uint64_t last = (total + search->size - 1) / search->size;
    if (last == 0)
        return 1;
    return last < search->page - 1 ? (unsigned)last : search->page - 1;
}

static void write_links(struct buffer *out, const struct asked *asked,
                        uint64_t total, const struct reply_frame *frame) {
    emit_key(out, "links");
    emit_open(out, '{');
    write_link(out, "self", frame, asked->search.page);
    write_link(out, "next", frame, page_behind(&asked->search, total));
    write_link(out, "prev", frame, page_before(&asked->search, total));
    write_link(out, "export", frame, 0);
    write_link(out, "feed", frame, 0);
    emit_close(out, '}');
}

/* ---- results ---- */

static void append_html(struct buffer *out, const char *text, size_t size) {
    for (size_t i = 0; i < size; i++) {
        switch (text[i]) {
        case '&':
            buffer_append_string(out, "&amp;");
            break;
        case '<':
            buffer_append_string(out, "&lt;");
            break;
        case '>':
            buffer_append_string(out, "&gt;");
            break;
        case '"':
            buffer_append_string(out, "&quot;");
            break;
        case '\'':
            buffer_append_string(out, "&#39;");
            break;
        default:
            buffer_append_char(out, text[i]);
        }
    }
}

/* The passage escaped, its marks as <mark>. A mark that does not fit the
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
        append_html(out, passage->text + at, start - at);
        buffer_append_string(out, "<mark>");
        append_html(out, passage->text + start, end - start);
        buffer_append_string(out, "</mark>");
        at = end;
    }
    append_html(out, passage->text + at, size - at);
}

static void write_passage(struct buffer *out, const struct passage *passage) {
    struct buffer html = BUFFER_INIT(REPLY_BYTES_MAX);
    append_marked(&html, passage);
    emit_open(out, '{');
    emit_key(out, "html");
    emit_bytes(out, html.data ? html.data : "", html.size);
    emit_key(out, "text");
    emit_text(out, passage->text);
    emit_key(out, "clause");
    emit_null(out);
    emit_key(out, "start");
    emit_unsigned(out, passage->span.start);
    emit_key(out, "end");
    emit_unsigned(out, passage->span.end);
    emit_close(out, '}');
    out->failed = out->failed || !buffer_ok(&html);
    buffer_destroy(&html);
}

static void copy_or_null(struct buffer *out, const char *key,
                         const json_t *value) {
    emit_key(out, key);
    if (value)
        emit_copy(out, value);
    else
        emit_null(out);
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

/* The facets' values; the year stands in the date, which comes behind the
 * first facet: what kind of paper it is, and of when. */
static void write_facet_values(struct buffer *out, const json_t *card,
                               const struct schema *schema) {
    size_t count = schema_facet_count(schema);
    for (size_t i = 0; i < count; i++) {
        const struct facet *facet = schema_facet(schema, i);
        if (facet->kind != FACET_YEAR)
            copy_list(out, facet->name, card);
        if (i == 0)
            copy_or_null(out, "date", json_object_get(card, "date"));
    }
}

static void write_result(struct buffer *out, const struct result *result,
                         const json_t *card, const struct schema *schema) {
    const json_t *source = json_object_get(card, "source");
    emit_open(out, '{');
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
        write_passage(out, &result->passages[i]);
    emit_close(out, ']');
    copy_list(out, "variants", card);
    emit_close(out, '}');
}

static enum concord_status write_results(struct buffer *out,
                                         const struct result_page *page,
                                         const struct schema *schema,
                                         struct concord_error *err) {
    emit_key(out, "results");
    emit_open(out, '[');
    for (size_t i = 0; i < page->result_count; i++) {
        json_t *card = NULL;
        enum concord_status status =
            reply_read_card(&card, page->results[i].card, err);
        if (status != CONCORD_OK)
            return status;
        write_result(out, &page->results[i], card, schema);
        json_decref(card);
    }
    emit_close(out, ']');
    return CONCORD_OK;
}

/* ---- facets ---- */

static void write_bucket(struct buffer *out, const struct facet_bucket *bucket,
                         const char *label) {
    emit_open(out, '{');
    emit_key(out, "value");
    emit_text(out, bucket->value);
    emit_key(out, "label");
    emit_text(out, label);
    emit_key(out, "count");
    emit_unsigned(out, bucket->count);
    emit_key(out, "selected");
    emit_truth(out, bucket->selected);
    emit_key(out, "excluded");
    emit_truth(out, bucket->excluded);
    emit_close(out, '}');
}

static void write_facet(struct buffer *out, const struct facet_result *facet,
                        const struct schema *schema) {
    emit_key(out, schema_facet(schema, facet->facet)->name);
    emit_open(out, '{');
    emit_key(out, "values");
    emit_open(out, '[');
    for (size_t i = 0; i < facet->bucket_count; i++)
        write_bucket(
            out, &facet->buckets[i],
            schema_label(schema, facet->facet, facet->buckets[i].value));
    emit_close(out, ']');
    emit_key(out, "missing");
    emit_unsigned(out, facet->missing);
    emit_key(out, "other");
    emit_unsigned(out, facet->other);
    emit_key(out, "distinct");
    emit_unsigned(out, facet->distinct);
    emit_close(out, '}');
}

/* In the schema's order, whatever order they were counted in. */
static void write_facets(struct buffer *out, const struct result_page *page,
                         const struct schema *schema) {
    emit_key(out, "facets");
    emit_open(out, '{');
    for (size_t facet = 0; facet < schema_facet_count(schema); facet++)
        for (size_t i = 0; i < page->facet_count; i++)
            if (page->facets[i].facet == facet)
                write_facet(out, &page->facets[i], schema);
    emit_close(out, '}');
}

/* ---- the whole ---- */

static void write_counts(struct buffer *out, const struct asked *asked,
                         uint64_t total, double took_ms) {
    emit_key(out, "total");
    emit_unsigned(out, total);
    emit_key(out, "page");
    emit_unsigned(out, asked->search.page);
    emit_key(out, "size");
    emit_unsigned(out, asked->search.size);
    emit_key(out, "took_ms");
    emit_decimal(out, took_ms, 3);
}

static void write_index(struct buffer *out, const struct reply_frame *frame) {
    emit_key(out, "index");
    emit_open(out, '{');
    emit_key(out, "generation");
    emit_unsigned(out, frame->generation);
    emit_key(out, "documents");
    emit_unsigned(out, frame->documents);
    emit_close(out, '}');
}

enum concord_status reply_search(struct buffer *out, const struct asked *asked,
                                 const struct result_page *page,
                                 const struct reply_frame *frame,
                                 struct concord_error *err) {
    emit_open(out, '{');
    write_query(out, asked, frame);
    write_counts(out, asked, page->total, frame->took_ms);
    write_links(out, asked, page->total, frame);
    enum concord_status status = write_results(out, page, frame->schema, err);
    if (status != CONCORD_OK)
        return status;
    write_facets(out, page, frame->schema);
    write_index(out, frame);
    emit_close(out, '}');
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}
