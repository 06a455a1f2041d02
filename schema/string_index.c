/* string_index.c - from a string to a number: a hash table with linear
 * probing, never more than half full. */
#include "string_index.h"

#include <stdint.h>
#include <string.h>

#include "schema/schema.h"

struct string_slot {
    const char *key; /* NULL while the slot is free */
    int number;
};

/* FNV-1a in 64 bits. The keys come from our own data: nobody gains by making
 * them collide. */
static uint64_t hash(const char *key) {
    uint64_t sum = 0xcbf29ce484222325u;
    for (; *key; key++)
        sum = (sum ^ (unsigned char)*key) * 0x100000001b3u;
    return sum ^ sum >> 32;
}

bool string_index_create(struct string_index *index, struct arena *arena,
                         size_t keys) {
    size_t room = 8;
    while (room / 2 <= keys && room <= SIZE_MAX / 4)
        room *= 2;
    if (room > SIZE_MAX / sizeof *index->slots)
        return false;
    index->slots = arena_alloc(arena, room * sizeof *index->slots);
    index->room = index->slots ? room : 0;
    return index->slots != NULL;
}

/* The slot that holds `key`, or the free one where it belongs. */
static struct string_slot *find_slot(const struct string_index *index,
                                     const char *key) {
    size_t at = (size_t)hash(key) & (index->room - 1);
    while (index->slots[at].key && strcmp(index->slots[at].key, key) != 0)
        at = (at + 1) & (index->room - 1);
    return &index->slots[at];
}

int string_index_put(struct string_index *index, const char *key, int number) {
    struct string_slot *slot = find_slot(index, key);
    if (slot->key)
        return slot->number;
    *slot = (struct string_slot){key, number};
    return SCHEMA_NO_INDEX;
}

int string_index_find(const struct string_index *index, const char *key) {
    if (index->room == 0)
        return SCHEMA_NO_INDEX;
    const struct string_slot *slot = find_slot(index, key);
    return slot->key ? slot->number : SCHEMA_NO_INDEX;
}

void string_index_replace(struct string_index *index, const char *key,
                          int number) {
    struct string_slot *slot = find_slot(index, key);
    if (slot->key)
        slot->number = number;
}
