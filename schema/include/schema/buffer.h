/* buffer.h - a growing string of bytes with a hard maximum.
 * After a failure the buffer stays as it was and remembers it: a caller may
 * append many pieces and ask once, with buffer_ok(). One thread at a time. */
#ifndef CONCORD_SCHEMA_BUFFER_H
#define CONCORD_SCHEMA_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Start from BUFFER_INIT(maximum); `data` is NUL-terminated once anything was
 * appended, and NULL before. The NUL is not counted in `size`. */
struct buffer {
    char *data;
    size_t size;
    size_t capacity;
    size_t maximum; /* bytes that `size` never passes */
    bool failed;    /* an append found no memory or passed the maximum */
};

#define BUFFER_INIT(most)                                                      \
    { NULL, 0, 0, (most), false }

void buffer_append(struct buffer *buffer, const void *bytes, size_t size);
void buffer_append_string(struct buffer *buffer, const char *text);
void buffer_append_char(struct buffer *buffer, char byte);
void buffer_printf(struct buffer *buffer, const char *format, ...)
    CONCORD_PRINTF(2, 3);

/* Make room for `size` more bytes and a NUL; false, a failed append, when there
 * is none. */
bool buffer_reserve(struct buffer *buffer, size_t size);

/* Where `size` more bytes can be written behind the content, for who makes them
 * piece by piece; NULL, a failed append, when there is no room. Then
 * buffer_grew() says how many were: no more than that, and nothing else was
 * done with the buffer since. */
static inline char *buffer_room(struct buffer *buffer, size_t size) {
    /* A capacity is never past the maximum and its NUL. */
    bool has_room = !buffer->failed && size < buffer->capacity - buffer->size;
    return has_room || buffer_reserve(buffer, size)
               ? buffer->data + buffer->size
               : NULL;
}

static inline void buffer_grew(struct buffer *buffer, size_t size) {
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

/* No append has failed since the start or the last buffer_clear(). */
bool buffer_ok(const struct buffer *buffer);

/* Forget the content and any failure, keep the memory. */
void buffer_clear(struct buffer *buffer);

/* Hand the memory to the caller, who frees it with free(); the buffer is as
 * new. An empty buffer gives an empty string, or NULL when memory is out. */
char *buffer_take(struct buffer *buffer);

void buffer_destroy(struct buffer *buffer);

#ifdef __cplusplus
}
#endif

#endif
