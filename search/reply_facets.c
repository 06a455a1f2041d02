/* reply_facets.c - facets and their values as JSON. */
#include "json_writer.h"
#include "reply_parts.h"
#include "search/reply.h"

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

static void write_buckets(struct buffer *out, const struct facet_result *facet,
                          size_t begin, size_t end,
                          const struct schema *schema) {
    emit_key(out, "values");
    emit_open(out, '[');
    for (size_t i = begin; i < end; i++)
        write_bucket(
            out, &facet->buckets[i],
            schema_label(schema, facet->facet, facet->buckets[i].value));
    emit_close(out, ']');
    emit_key(out, "missing");
    emit_unsigned(out, facet->missing);
}

static void write_facet(struct buffer *out, const struct facet_result *facet,
                        const struct schema *schema) {
    emit_key(out, schema_facet(schema, facet->facet)->name);
    emit_open(out, '{');
    write_buckets(out, facet, 0, facet->bucket_count, schema);
    emit_key(out, "other");
    emit_unsigned(out, facet->other);
    emit_key(out, "distinct");
    emit_unsigned(out, facet->distinct);
    emit_close(out, '}');
}

/* In the schema's order, whatever order they were counted in. */
void reply_write_facets(struct buffer *out, const struct result_page *page,
                        const struct schema *schema) {
    emit_key(out, "facets");
    emit_open(out, '{');
    for (size_t facet = 0; facet < schema_facet_count(schema); facet++)
        for (size_t i = 0; i < page->facet_count; i++)
            if (page->facets[i].facet == facet)
                write_facet(out, &page->facets[i], schema);
    emit_close(out, '}');
}

enum concord_status reply_facets(struct buffer *out, const struct asked *asked,
                                 const struct result_page *page,
                                 const struct reply_frame *frame,
                                 struct concord_error *err) {
    emit_open(out, '{');
    reply_write_query(out, asked, frame);
    emit_key(out, "total");
    emit_unsigned(out, page->total);
    reply_write_took(out, frame);
    reply_write_facets(out, page, frame->schema);
    reply_write_index(out, frame);
    emit_close(out, '}');
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

static void write_links(struct buffer *out, const struct asked *asked,
                        uint64_t total, const struct reply_frame *frame) {
    struct page_place place = reply_facet_place(asked, total, frame);
    emit_key(out, "links");
    emit_open(out, '{');
    links_write(out, &place);
    emit_close(out, '}');
}

static size_t least(uint64_t a, size_t b) {
    return a < b ? (size_t)a : b;
}

enum concord_status reply_facet(struct buffer *out, const struct asked *asked,
                                const struct facet_result *values,
                                const struct reply_frame *frame,
                                struct concord_error *err) {
    const struct search_request *search = &asked->search;
    const struct facet *facet = schema_facet(frame->schema, values->facet);
    uint64_t begin = (uint64_t)(search->page - 1) * search->size;
    size_t count = values->bucket_count;
    emit_open(out, '{');
    reply_write_query(out, asked, frame);
    emit_key(out, "facet");
    emit_text(out, facet->name);
    emit_key(out, "label");
    emit_text(out, facet->label);
    emit_key(out, "total");
    emit_unsigned(out, count);
    emit_key(out, "page");
    emit_unsigned(out, search->page);
    emit_key(out, "size");
    emit_unsigned(out, search->size);
    reply_write_took(out, frame);
    write_links(out, asked, count, frame);
    write_buckets(out, values, least(begin, count),
                  least(begin + search->size, count), frame->schema);
    reply_write_index(out, frame);
    emit_close(out, '}');
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}
