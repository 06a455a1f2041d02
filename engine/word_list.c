/* word_list.c - open addressing over strings laid end to end. */
#include "word_list.h"

#include <stdlib.h>
#include <string.h>

#include "schema/buffer.h"

/* FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint32_t hash_bytes(const char *bytes, size_t size) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash;
}

/* ---- a view ---- */

struct word_view word_list_at(const struct word_list *list, uint32_t number) {
    uint32_t start = number > 1 ? list->ends[number - 2] : 0;
    return (struct word_view){list->bytes + start,
                              list->ends[number - 1] - start};
}

/* The string's slot, or the free one that it would take. As many slots as
 * please share the hashes out: no power of two, up to twice as many as needed.
 */
static uint32_t find_slot(const struct word_list *list, const char *word,
                          size_t length) {
    uint32_t slot =
        (uint32_t)((uint64_t)hash_bytes(word, length) * list->slot_count >> 32);
    while (list->slots[slot] != 0) {
        struct word_view other = word_list_at(list, list->slots[slot]);
        if (other.length == length && memcmp(other.bytes, word, length) == 0)
            break;
        slot = slot + 1 < list->slot_count ? slot + 1 : 0;
    }
    return slot;
}

uint32_t word_list_find(const struct word_list *list, const char *word,
                        size_t length) {
    return list->slot_count == 0 ? 0
                                 : list->slots[find_slot(list, word, length)];
}

bool word_list_is_whole(const struct word_list *list, size_t byte_count) {
    uint32_t start = 0;
    uint32_t taken = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->ends[i] < start)
            return false;
        start = list->ends[i];
    }
    for (uint32_t i = 0; i < list->slot_count; i++) {
        if (list->slots[i] > list->count)
            return false;
        taken += list->slots[i] != 0;
    }
    return start == byte_count && taken == list->count &&
           (taken < list->slot_count || list->slot_count == 0);
}

/* ---- growing ---- */

struct word_growth {
    struct word_list base;
    struct word_list more; /* views of what follows; numbers from 1 */
    struct buffer bytes;
    uint32_t *ends;
    size_t room; /* of ends */
    uint32_t *slots;
};

struct word_growth *word_growth_create(const struct word_list *base) {
    struct word_growth *growth = calloc(1, sizeof *growth);
    if (growth == NULL)
        return NULL;
    growth->base = *base;
    growth->bytes = (struct buffer)BUFFER_INIT(UINT32_MAX);
    return growth;
}

void word_growth_destroy(struct word_growth *growth) {
    if (growth == NULL)
        return;
    buffer_destroy(&growth->bytes);
    free(growth->ends);
    free(growth->slots);
    free(growth);
}

/* So many that a fifth of them is free. */
static uint32_t slots_for(uint32_t count) {
    return count + count / 4 + 1;
}

static bool widen_slots(struct word_growth *growth) {
    struct word_list *more = &growth->more;
    uint32_t count = slots_for(2 * (more->count + 1));
    uint32_t *slots = calloc(count, sizeof *slots);
    if (slots == NULL)
        return false;
    free(growth->slots);
    growth->slots = slots;
    more->slots = slots;
    more->slot_count = count;
    for (uint32_t number = 1; number <= more->count; number++) {
        struct word_view word = word_list_at(more, number);
        slots[find_slot(more, word.bytes, word.length)] = number;
    }
    return true;
}

static bool widen_ends(struct word_growth *growth) {
    size_t room = growth->room == 0 ? 256 : 2 * growth->room;
    uint32_t *ends = realloc(growth->ends, room * sizeof *ends);
    if (ends == NULL)
        return false;
    growth->room = room;
    growth->ends = ends;
    growth->more.ends = ends;
    return true;
}

static bool make_room(struct word_growth *growth) {
    const struct word_list *more = &growth->more;
    return (more->count < growth->room || widen_ends(growth)) &&
           (more->count < more->slot_count / 4 * 3 || widen_slots(growth));
}

uint32_t word_growth_number(struct word_growth *growth, const char *word,
                            size_t length) {
    struct word_list *more = &growth->more;
    uint32_t known = word_list_find(&growth->base, word, length);
    if (known != 0)
        return known;
    if (!make_room(growth))
        return 0;
    uint32_t slot = find_slot(more, word, length);
    if (growth->slots[slot] == 0) {
        buffer_append(&growth->bytes, word, length);
        if (!buffer_ok(&growth->bytes))
            return 0;
        more->bytes = growth->bytes.data;
        growth->ends[more->count++] = (uint32_t)growth->bytes.size;
        growth->slots[slot] = more->count;
    }
    return growth->base.count + growth->slots[slot];
}

uint32_t word_growth_count(const struct word_growth *growth) {
    return growth->base.count + growth->more.count;
}

static uint32_t base_bytes(const struct word_growth *growth) {
    const struct word_list *base = &growth->base;
    return base->count == 0 ? 0 : base->ends[base->count - 1];
}

size_t word_growth_bytes(const struct word_growth *growth) {
    return base_bytes(growth) + growth->bytes.size;
}

struct word_view word_growth_at(const struct word_growth *growth,
                                uint32_t number) {
    return number <= growth->base.count
               ? word_list_at(&growth->base, number)
               : word_list_at(&growth->more, number - growth->base.count);
}

uint32_t word_growth_slots(const struct word_growth *growth) {
    return slots_for(word_growth_count(growth));
}

/* ---- writing ---- */

static uint32_t *join_ends(const struct word_growth *growth) {
    uint32_t *ends =
        calloc((size_t)word_growth_count(growth) + 1, sizeof *ends);
    const struct word_list *base = &growth->base;
    if (ends == NULL)
        return NULL;
    if (base->count > 0)
        memcpy(ends, base->ends, base->count * sizeof *ends);
    for (uint32_t i = 0; i < growth->more.count; i++)
        ends[base->count + i] = base_bytes(growth) + growth->ends[i];
    return ends;
}

static char *join_bytes(const struct word_growth *growth) {
    char *bytes = calloc(word_growth_bytes(growth) + 1, 1);
    if (bytes == NULL)
        return NULL;
    if (growth->base.count > 0)
        memcpy(bytes, growth->base.bytes, base_bytes(growth));
    if (growth->bytes.size > 0)
        memcpy(bytes + base_bytes(growth), growth->bytes.data,
               growth->bytes.size);
    return bytes;
}

/* The slots of a list that has none yet. */
static uint32_t *fill_slots(struct word_list *list) {
    uint32_t *slots = calloc(list->slot_count, sizeof *slots);
    if (slots == NULL)
        return NULL;
    list->slots = slots;
    for (uint32_t number = 1; number <= list->count; number++) {
        struct word_view word = word_list_at(list, number);
        slots[find_slot(list, word.bytes, word.length)] = number;
    }
    return slots;
}

bool word_growth_write(const struct word_growth *growth,
                       struct parted_file *out) {
    uint32_t *ends = join_ends(growth);
    char *bytes = join_bytes(growth);
    struct word_list all = {.ends = ends,
                            .bytes = bytes,
                            .count = word_growth_count(growth),
                            .slot_count = word_growth_slots(growth)};
    uint32_t *slots = ends == NULL || bytes == NULL ? NULL : fill_slots(&all);
    if (slots != NULL) {
        files_add_part(out, ends, all.count, sizeof *ends);
        files_add_part(out, bytes, word_growth_bytes(growth), 1);
        files_add_part(out, slots, all.slot_count, sizeof *slots);
    }
    free(ends);
    free(bytes);
    free(slots);
    return slots != NULL;
}
