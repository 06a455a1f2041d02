/* reply_archive.c - what is known of the archive as a whole, as JSON. */
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
