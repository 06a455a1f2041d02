#include "compression.h"

#include <limits.h>
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
