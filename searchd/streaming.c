/* streaming.c - pieces of exports, from the worker to the server's thread. */
#include "streaming.h"

#include <string.h>

#include "log.h"

static bool admit(atomic_uint *open) {
    if (atomic_fetch_add(open, 1) < STREAMS_MAX)
        return true;
    atomic_fetch_sub(open, 1);
    return false;
}

static enum concord_status begin(struct stream *stream, struct buffer *body,
                                 const struct question *question,
                                 const char **content_type,
                                 const char **file_name,
                                 struct concord_error *err) {
    enum concord_status status =
        exporter_open(&stream->exporter, question, err);
    if (status != CONCORD_OK)
        return status;
    *content_type = exporter_content_type(stream->exporter);
    *file_name = exporter_file_name(stream->exporter);
    return exporter_next(stream->exporter, body, &stream->more, err);
}

enum concord_status
stream_begin(struct stream *stream, struct buffer *body, atomic_uint *open,
             const struct question *question, const char **content_type,
             const char **file_name, struct concord_error *err) {
    *stream = (struct stream){.open = open};
    if (!admit(open))
        return concord_fail(err, CONCORD_BUSY,
                            "%d exports are under way; ask again when one has "
                            "ended",
                            STREAMS_MAX);
    enum concord_status status =
        begin(stream, body, question, content_type, file_name, err);
    if (status != CONCORD_OK || !stream->more) {
        atomic_fetch_sub(open, 1);
        exporter_close(stream->exporter);
        stream->exporter = NULL;
    }
    return status;
}

/* What cannot be packed is not sent at all. */
static void pack_piece(struct stream *stream, struct buffer *body) {
    if (stream->packing != NULL &&
        !packing_put(stream->packing, body, !stream->more))
        stream->broken = true;
}

bool stream_pack(struct stream *stream, struct buffer *body) {
    stream->packing = packing_create();
    pack_piece(stream, body);
    return stream->packing != NULL;
}

void stream_go_on(struct stream *stream, struct buffer *body, int64_t deadline,
                  const char *request_id) {
    struct concord_error err = {0};
    buffer_clear(body);
    stream->taken = 0;
    exporter_allow_until(stream->exporter, deadline);
    if (exporter_next(stream->exporter, body, &stream->more, &err) ==
        CONCORD_OK) {
        pack_piece(stream, body);
        return;
    }
    log_line("%s: %s (request %s)", concord_status_name(err.status),
             err.message, request_id);
    stream->broken = true;
}

size_t stream_take(struct stream *stream, const struct buffer *body, char *out,
                   size_t room) {
    size_t left = body->size - stream->taken;
    size_t size = left < room ? left : room;
    if (size > 0)
        memcpy(out, body->data + stream->taken, size);
    stream->taken += size;
    return size;
}

void stream_end(struct stream *stream) {
    if (stream->exporter == NULL)
        return;
    exporter_close(stream->exporter);
    packing_destroy(stream->packing);
    atomic_fetch_sub(stream->open, 1);
    stream->exporter = NULL;
    stream->packing = NULL;
}
