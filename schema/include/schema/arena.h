/* arena.h - memory that is given back all at once.
 * A description is made of hundreds of small strings that live and die
 * together; an arena owns them, so that no path has to free them one by one.
 * One thread at a time may use an arena. */
#ifndef CONCORD_SCHEMA_ARENA_H
#define CONCORD_SCHEMA_ARENA_H

#include <stddef.h>

#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero-initialise before first use: struct arena arena = {0}. */
struct arena {
    struct arena_chunk *newest;
};

/* `size` zeroed bytes aligned for any type, or NULL when memory is out. They
 * live until arena_clear(). */
void *arena_alloc(struct arena *arena, size_t size);

/* As arena_alloc(), for what is written before it is read: its bytes may be
 * anything. */
void *arena_alloc_raw(struct arena *arena, size_t size);

/* A NUL-terminated copy of `size` bytes at `text`, or NULL. */
char *arena_copy(struct arena *arena, const char *text, size_t size);

/* A copy of a NUL-terminated string, or NULL. */
char *arena_string(struct arena *arena, const char *text);

char *arena_printf(struct arena *arena, const char *format, ...)
    CONCORD_PRINTF(2, 3);

/* Make room for one more item in an array that the arena owns: *items holds
 * *count items of `size` bytes and room for a power of two of them (none while
 * it is empty). Returns the address of the new, zeroed item and counts it, or
 * NULL with nothing changed. The array may move; the old one stays in the
 * arena, which wastes at most as much again. */
void *arena_push(struct arena *arena, void *items, size_t *count, size_t size);

/* Give everything back. The arena may be used again. */
void arena_clear(struct arena *arena);

/* All pieces are gone, as with arena_clear(), but some memory is kept for those
 * to come. For an arena that is filled again and again. */
void arena_reset(struct arena *arena);

#ifdef __cplusplus
}
#endif

#endif
