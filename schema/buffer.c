/* buffer.c - a growing string of bytes with a hard maximum. */
#include "schema/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUFFER_FIRST = 64 };

/* The capacity to grow to for `needed` bytes: doubled, so that appending byte
 * by byte stays linear, but never past the maximum and its NUL. */
static size_t grown_capacity(const struct buffer *buffer, size_t needed) {
    size_t doubled = BUFFER_FIRST;
    if (buffer->capacity >= BUFFER_FIRST)
        doubled =
            buffer->capacity > SIZE_MAX / 2 ? needed : buffer->capacity * 2;
    size_t capacity = doubled > needed ? doubled : needed;
    if (buffer->maximum < SIZE_MAX && capacity > buffer->maximum + 1)
        capacity = buffer->maximum + 1;
    return capacity;
}

bool buffer_reserve(struct buffer *buffer, size_t size) {
    if (buffer->failed)
        return false;
    if (size > buffer->maximum - buffer->size ||
        size >= SIZE_MAX - buffer->size) {
        buffer->failed = true;
        return false;
    }
    size_t needed = buffer->size + size + 1;
    if (needed <= buffer->capacity)
        return true;
    size_t capacity = grown_capacity(buffer, needed);
    char *data = realloc(buffer->data, capacity);
    if (!data) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void buffer_append(struct buffer *buffer, const void *bytes, size_t size) {
    char *room = buffer_room(buffer, size);
    if (!room)
        return;
    if (size > 0)
        memcpy(room, bytes, size);
    buffer_grew(buffer, size);
}

void buffer_append_string(struct buffer *buffer, const char *text) {
    buffer_append(buffer, text, strlen(text));
}

void buffer_append_char(struct buffer *buffer, char byte) {
    char *room = buffer_room(buffer, 1);
    if (!room)
        return;
    *room = byte;
    buffer_grew(buffer, 1);
}

/* Most have room at the first attempt. */
void buffer_printf(struct buffer *buffer, const char *format, ...) {
    va_list arguments;
    if (!buffer_reserve(buffer, 0))
        return;
    size_t room = buffer->capacity - buffer->size;
    va_start(arguments, format);
    int size = vsnprintf(buffer->data + buffer->size, room, format, arguments);
    va_end(arguments);
    if (size < 0 || (size_t)size >= room) {
        buffer->data[buffer->size] = '\0';
        buffer->failed = buffer->failed || size < 0;
        if (!buffer_reserve(buffer, (size_t)size))
            return;
        va_start(arguments, format);
        vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format,
                  arguments);
        va_end(arguments);
    }
    buffer->size += (size_t)size;
}

bool buffer_ok(const struct buffer *buffer) {
    return !buffer->failed;
}

void buffer_clear(struct buffer *buffer) {
    buffer->size = 0;
    buffer->failed = false;
    if (buffer->data)
        buffer->data[0] = '\0';
}

char *buffer_take(struct buffer *buffer) {
    char *taken = buffer->data ? buffer->data : calloc(1, 1);
    *buffer = (struct buffer)BUFFER_INIT(buffer->maximum);
    return taken;
}

void buffer_destroy(struct buffer *buffer) {
    free(buffer->data);
    *buffer = (struct buffer)BUFFER_INIT(buffer->maximum);
}
