/* arena.c - memory that is given back all at once.
 *
 * An arena is a list of chunks, the one being filled first:
 *
 *   newest -> [header|used....|free..] -> [header|used...] -> NULL
 *
 * Chunks come as they are, and pieces are zeroed when they are handed out, but
 * for those that are written whole. */
#include "schema/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_MIN = 8 * 1024,
    CHUNK_MAX = 1024 * 1024,
    ALIGNMENT = _Alignof(max_align_t)
};

struct arena_chunk {
    struct arena_chunk *older;
    size_t used;
    size_t capacity;
    max_align_t bytes[];
};

static struct arena_chunk *chunk_create(size_t capacity) {
    if (capacity > SIZE_MAX - sizeof(struct arena_chunk))
        return NULL;
    struct arena_chunk *chunk = malloc(sizeof *chunk + capacity);
    if (chunk) {
        chunk->older = NULL;
        chunk->used = 0;
        chunk->capacity = capacity;
    }
    return chunk;
}

static void *chunk_take(struct arena_chunk *chunk, size_t size) {
    void *taken = (char *)chunk->bytes + chunk->used;
    chunk->used += size;
    return taken;
}

/* Chunks double up to a limit, so that a small arena stays small and a large
 * one needs few of them. */
static size_t next_capacity(const struct arena *arena) {
    if (!arena->newest)
        return CHUNK_MIN;
    size_t doubled = arena->newest->capacity * 2;
    return doubled < CHUNK_MAX ? doubled : CHUNK_MAX;
}

/* A large piece gets a chunk to itself behind the newest, whose free room is
 * not lost by it, nor is its size doubled for the next small one. */
static void *alloc_apart(struct arena *arena, size_t size) {
    if (!arena->newest)
        arena->newest = chunk_create(CHUNK_MIN);
    struct arena_chunk *chunk = arena->newest ? chunk_create(size) : NULL;
    if (!chunk)
        return NULL;
    chunk->older = arena->newest->older;
    arena->newest->older = chunk;
    return chunk_take(chunk, size);
}

void *arena_alloc_raw(struct arena *arena, size_t size) {
    if (size > SIZE_MAX - ALIGNMENT)
        return NULL;
    /* An empty piece still needs an address of its own. */
    size_t rounded = (size + !size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct arena_chunk *newest = arena->newest;
    if (newest && rounded <= newest->capacity - newest->used)
        return chunk_take(newest, rounded);

    size_t capacity = next_capacity(arena);
    if (rounded > capacity / 4)
        return alloc_apart(arena, rounded);
    struct arena_chunk *chunk = chunk_create(capacity);
    if (!chunk)
        return NULL;
    chunk->older = newest;
    arena->newest = chunk;
    return chunk_take(chunk, rounded);
}

void *arena_alloc(struct arena *arena, size_t size) {
    void *piece = arena_alloc_raw(arena, size);
    if (piece)
        memset(piece, 0, size);
    return piece;
}

char *arena_copy(struct arena *arena, const char *text, size_t size) {
    char *copy = size < SIZE_MAX ? arena_alloc_raw(arena, size + 1) : NULL;
    if (!copy)
        return NULL;
    if (size > 0)
        memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

char *arena_string(struct arena *arena, const char *text) {
    return arena_copy(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = size >= 0 ? arena_alloc_raw(arena, (size_t)size + 1) : NULL;
    if (!text)
        return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)size + 1, format, arguments);
    va_end(arguments);
    return text;
}

void *arena_push(struct arena *arena, void *items, size_t *count, size_t size) {
    /* `items` is the address of a pointer of a type unknown here; memcpy is
     * the way to read and write it that aliasing rules allow. */
    char *array = NULL;
    memcpy(&array, items, sizeof array);
    size_t full = *count;
    if ((full & (full - 1)) == 0) { /* none, or as many as there is room for */
        size_t room = full ? full * 2 : 1;
        if (full > SIZE_MAX / 2 || (size && room > SIZE_MAX / size))
            return NULL;
        char *grown = arena_alloc_raw(arena, room * size);
        if (!grown)
            return NULL;
        if (full)
            memcpy(grown, array, full * size);
        array = grown;
        memcpy(items, &array, sizeof array);
    }
    *count = full + 1;
    return memset(array + full * size, 0, size);
}

static void free_chunks(struct arena_chunk *chunk) {
    while (chunk) {
        struct arena_chunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
}

void arena_clear(struct arena *arena) {
    free_chunks(arena->newest);
    arena->newest = NULL;
}

void arena_reset(struct arena *arena) {
    struct arena_chunk *kept = arena->newest;
    if (!kept)
        return;
    free_chunks(kept->older);
    kept->older = NULL;
    if (kept->capacity > CHUNK_MAX) {
        arena_clear(arena);
        return;
    }
    kept->used = 0;
}
