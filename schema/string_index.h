/* string_index.h - from a string to a number, built once and then only read.
 * Holds the keys' addresses, not copies; its memory is the arena's. */
#ifndef CONCORD_SCHEMA_STRING_INDEX_PRIVATE_H
#define CONCORD_SCHEMA_STRING_INDEX_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/arena.h"

struct string_index {
    struct string_slot *slots;
    size_t room; /* a power of two, more than twice the keys; 0 when unmade */
};

/* Make room for `keys` keys; false when memory is out. */
bool string_index_create(struct string_index *index, struct arena *arena,
                         size_t keys);

/* Put `key` in, unless it is there: then its number is returned, else
 * SCHEMA_NO_INDEX. No more keys than there was room made for. */
int string_index_put(struct string_index *index, const char *key, int number);

/* Give a key that is there another number. */
void string_index_replace(struct string_index *index, const char *key,
                          int number);

/* The number of `key`, or SCHEMA_NO_INDEX. */
int string_index_find(const struct string_index *index, const char *key);

#endif
