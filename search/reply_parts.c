/* reply_parts.c - what stands in the answers of a search and of its facets. */
#include "reply_parts.h"

#include <string.h>

#include "json_writer.h"
#include "search_parameters.h"

static bool narrows(enum search_parameter_kind kind) {
    return kind == PARAMETER_FACET || kind == PARAMETER_SPEAKER ||
           kind == PARAMETER_KIND || kind == PARAMETER_SIDE ||
           (kind >= PARAMETER_DATE && kind <= PARAMETER_IN_FORCE_MATCH);
}

/* What was asked beside the words, by parameter. In the canonical order the
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
            !narrows(known.kind))
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

static void write_expanded(struct buffer *out,
                           const struct expanded_terms *expanded) {
    emit_key(out, "expanded");
    emit_open(out, '[');
    for (size_t i = 0; i < expanded->count; i++) {
        const struct expanded_term *item = &expanded->items[i];
        emit_open(out, '{');
        emit_key(out, "term");
        emit_text(out, item->term);
        emit_key(out, "to");
        emit_open(out, '[');
        for (size_t j = 0; j < item->to_count; j++)
            emit_text(out, item->to[j]);
        emit_close(out, ']');
        emit_close(out, '}');
    }
    emit_close(out, ']');
}

void reply_write_query(struct buffer *out, const struct asked *asked,
                       const struct reply_frame *frame) {
    emit_key(out, "query");
    emit_open(out, '{');
    emit_key(out, "q");
    emit_text(out, asked->q);
    write_filters(out, frame);
    write_expanded(out, &asked->expanded);
    emit_key(out, "correction");
    emit_text(out, asked->correction);
    emit_key(out, "notes");
    emit_open(out, '[');
    for (size_t i = 0; i < asked->note_count; i++)
        emit_text(out, asked->notes[i]);
    emit_close(out, ']');
    emit_close(out, '}');
}

void reply_write_took(struct buffer *out, const struct reply_frame *frame) {
    emit_key(out, "took_ms");
    emit_decimal(out, frame->took_ms, 3);
}

void reply_write_index(struct buffer *out, const struct reply_frame *frame) {
    emit_key(out, "index");
    emit_open(out, '{');
    emit_key(out, "generation");
    emit_unsigned(out, frame->generation);
    emit_key(out, "documents");
    emit_unsigned(out, frame->documents);
    emit_close(out, '}');
}

void reply_write_page(struct buffer *out, const struct asked *asked,
                      const struct page_place *place,
                      const struct reply_frame *frame) {
    reply_write_query(out, asked, frame);
    emit_key(out, "total");
    emit_unsigned(out, place->total);
    emit_key(out, "page");
    emit_unsigned(out, place->page);
    emit_key(out, "size");
    emit_unsigned(out, place->size);
    reply_write_took(out, frame);
    emit_key(out, "links");
    emit_open(out, '{');
    links_write(out, place);
    emit_close(out, '}');
}

struct page_place reply_search_place(const struct asked *asked, uint64_t total,
                                     const struct reply_frame *frame) {
    struct page_place place = reply_facet_place(asked, total, frame);
    place.window = SEARCH_WINDOW_MAX;
    place.by_cursor = asked->cursor != NULL;
    place.generation = frame->fingerprint;
    return place;
}

struct page_place reply_facet_place(const struct asked *asked, uint64_t total,
                                    const struct reply_frame *frame) {
    return (struct page_place){.path = frame->path,
                               .parameters = frame->parameters,
                               .page = asked->search.page,
                               .size = asked->search.size,
                               .total = total,
                               .window = UINT64_MAX};
}
