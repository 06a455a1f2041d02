/* name_index.c - a table of hashes. */
#include "schema/name_index.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_MIN = 64 };

/* ---- hashes ---- */

static uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15U; /* 2^64 by the golden ratio */
    return hash ^ (hash >> 29);
}

static uint64_t mix_string(uint64_t hash, const char *text) {
    size_t size = strlen(text);
    uint64_t word;
    for (; size >= sizeof word; size -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    memcpy(&word, text, size);
    /* The number of bytes left over tells "a" from "a" and a zero. */
    return mix(mix(hash, word), size);
}

uint32_t name_index_hash(const char *first, const char *second) {
    return (uint32_t)(mix_string(mix_string(0, first), second) >> 32);
}

/* ---- slots ---- */

static struct name_slot *find_place(const struct name_index *index,
                                    uint32_t hash, uint32_t place) {
    if (index->room == 0)
        return NULL;
    for (size_t at = hash & (index->room - 1); index->slots[at].after != 0;
         at = (at + 1) & (index->room - 1))
        if (index->slots[at].after == place + 1)
            return &index->slots[at];
    return NULL;
}

uint32_t name_index_find(const struct name_index *index, uint32_t hash,
                         name_match *match, const void *context) {
    if (index->room == 0)
        return NAME_NOWHERE;
    for (size_t at = hash & (index->room - 1); index->slots[at].after != 0;
         at = (at + 1) & (index->room - 1))
        if (index->slots[at].hash == hash &&
            match(context, index->slots[at].after - 1))
            return index->slots[at].after - 1;
    return NAME_NOWHERE;
}

static void fill(struct name_index *index, struct name_slot slot) {
    size_t at = slot.hash & (index->room - 1);
    while (index->slots[at].after != 0)
        at = (at + 1) & (index->room - 1);
    index->slots[at] = slot;
    index->used++;
}

bool name_index_reserve(struct name_index *index, size_t count) {
    size_t room = index->room == 0 ? ROOM_MIN : index->room;
    while (room < 2 * count)
        room *= 2;
    if (room == index->room)
        return true;
    struct name_index larger = {calloc(room, sizeof *larger.slots), room, 0};
    if (larger.slots == NULL)
        return false;
    for (size_t i = 0; i < index->room; i++)
        if (index->slots[i].after != 0)
            fill(&larger, index->slots[i]);
    free(index->slots);
    *index = larger;
    return true;
}

bool name_index_add(struct name_index *index, uint32_t hash, uint32_t place) {
    if (!name_index_reserve(index, index->used + 1))
        return false;
    fill(index, (struct name_slot){hash, place + 1});
    return true;
}

/* A gap would end searches that go past it, so what follows moves up, but for
 * what stands where it ought to or behind that. */
void name_index_remove(struct name_index *index, uint32_t hash,
                       uint32_t place) {
    struct name_slot *slot = find_place(index, hash, place);
    if (slot == NULL)
        return;
    size_t last = index->room - 1;
    size_t gap = (size_t)(slot - index->slots);
    for (size_t at = (gap + 1) & last; index->slots[at].after != 0;
         at = (at + 1) & last) {
        size_t wanted = index->slots[at].hash & last;
        if (((at - wanted) & last) < ((at - gap) & last))
            continue;
        index->slots[gap] = index->slots[at];
        gap = at;
    }
    index->slots[gap] = (struct name_slot){0, 0};
    index->used--;
}

void name_index_move(struct name_index *index, uint32_t hash, uint32_t from,
                     uint32_t to) {
    struct name_slot *slot = find_place(index, hash, from);
    if (slot != NULL)
        slot->after = to + 1;
}

/* ---- the whole ---- */

bool name_index_copy(struct name_index *out, const struct name_index *of) {
    if (of->room == 0)
        return true;
    out->slots = malloc(of->room * sizeof *out->slots);
    if (out->slots == NULL)
        return false;
    memcpy(out->slots, of->slots, of->room * sizeof *out->slots);
    out->room = of->room;
    out->used = of->used;
    return true;
}

void name_index_clear(struct name_index *index) {
    free(index->slots);
    *index = (struct name_index){NULL, 0, 0};
}
