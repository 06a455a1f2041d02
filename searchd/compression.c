#include "compression.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    LEVEL = 4,            /* half the time of 6 for a twentieth more bytes */
    WINDOW_GZIP = 15 + 16 /* the largest window, in gzip's frame */
};

/* Into `room` bytes at `out`; the size, or 0 when they are not enough. */
static size_t deflate_whole(const struct buffer *body, char *out, size_t room) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_GZIP, MAX_MEM_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return 0;
    stream.next_in = (Bytef *)body->data;
    stream.avail_in = (uInt)body->size;
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)room;
    bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    size_t size = whole ? room - stream.avail_out : 0;
    deflateEnd(&stream);
    return size;
}

bool compress_body(struct buffer *body) {
    struct buffer packed = BUFFER_INIT(body->maximum);
    if (body->size < 2 || body->size > UINT_MAX)
        return false;
    /* What has no room in the original's size is not worth sending. */
    buffer_append(&packed, body->data, body->size);
    size_t size = buffer_ok(&packed)
                      ? deflate_whole(body, packed.data, body->size - 1)
                      : 0;
    if (size == 0) {
        buffer_destroy(&packed);
        return false;
    }
    packed.size = size;
    packed.data[size] = '\0';
    buffer_destroy(body);
    *body = packed;
    return true;
}

/* ---- piece by piece ---- */

enum { PACKING_BYTES = 16 * 1024 };

struct packing {
    z_stream stream;
    struct buffer packed; /* the piece at hand */
};

struct packing *packing_create(void) {
    struct packing *packing = calloc(1, sizeof *packing);
    if (packing != NULL &&
        deflateInit2(&packing->stream, LEVEL, Z_DEFLATED, WINDOW_GZIP,
                     MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
        free(packing);
        return NULL;
    }
    return packing;
}

void packing_destroy(struct packing *packing) {
    if (packing == NULL)
        return;
    deflateEnd(&packing->stream);
    buffer_destroy(&packing->packed);
    free(packing);
}

bool packing_put(struct packing *packing, struct buffer *body, bool last) {
    z_stream *stream = &packing->stream;
    struct buffer *packed = &packing->packed;
    char some[PACKING_BYTES];
    if (body->size > UINT_MAX)
        return false;
    packed->maximum = body->maximum;
    buffer_clear(packed);
    stream->next_in = (Bytef *)body->data;
    stream->avail_in = (uInt)body->size;
    do {
        stream->next_out = (Bytef *)some;
        stream->avail_out = sizeof some;
        deflate(stream, last ? Z_FINISH : Z_SYNC_FLUSH);
        buffer_append(packed, some, sizeof some - stream->avail_out);
    } while (stream->avail_out == 0);
    struct buffer plain = *body;
    *body = *packed;
    *packed = plain;
    return buffer_ok(body);
}
