/* export_jsonl.c - JSON Lines: a result as in a search on each, with what a
 * citation needs besides. */
#include "export_format.h"
#include "reply_parts.h"
#include "search/reply.h"

/* A line is a text of its own: behind another object would be a comma. */
void jsonl_write(struct buffer *out, const struct export_record *record) {
    struct buffer line = BUFFER_INIT(REPLY_BYTES_MAX);
    reply_write_export_result(&line, record->result, record->text,
                              record->schema, record->permanent);
    buffer_append(out, line.data ? line.data : "", line.size);
    buffer_append_char(out, '\n');
    out->failed = out->failed || !buffer_ok(&line);
    buffer_destroy(&line);
}
