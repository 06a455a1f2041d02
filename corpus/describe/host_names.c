#include "describe/host_names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *make_word(struct arena *arena, const char *name) {
    char *word = arena_copy(arena, name, strlen(name));
    size_t size = 0;
    for (const char *at = name; word && *at; at++)
        if (isalnum((unsigned char)*at))
            word[size++] = (char)tolower((unsigned char)*at);
    if (word)
        word[size] = '\0';
    return word;
}

static int compare(const void *left, const void *right) {
    const struct host_name *a = left;
    const struct host_name *b = right;
    int order = strcmp(a->word, b->word);
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

enum concord_status host_names_create(struct host_names *out,
                                      struct arena *arena,
                                      const struct schema *schema,
                                      struct concord_error *err) {
    *out = (struct host_names){NULL, 0};
    for (unsigned i = 0; i < schema_place_count(schema); i++) {
        const struct place *place = schema_place(schema, i);
        for (size_t j = 0; j < place->name_count; j++) {
            struct host_name *added =
                arena_push(arena, &out->items, &out->count, sizeof *added);
            const char *word =
                added ? make_word(arena, place->names[j].name) : NULL;
            if (!word)
                return concord_no_memory(err);
            *added = (struct host_name){word, i, place->names[j].ambiguous,
                                        strcmp(place->kind, "town") == 0};
        }
    }
    if (out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, compare);
    return CONCORD_OK;
}

/* As strcmp(), of a word and bytes that no '\0' ends. */
static int order_of(const char *word, const char *text, size_t size) {
    int order = strncmp(word, text, size);
    return order != 0 ? order : word[size] != '\0';
}

const struct host_name *host_names_find(const struct host_names *names,
                                        const char *text, size_t size,
                                        size_t *count) {
    size_t low = 0;
    size_t high = names->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order_of(names->items[middle].word, text, size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < names->count &&
           order_of(names->items[low + *count].word, text, size) == 0)
        ++*count;
    return *count > 0 ? &names->items[low] : NULL;
}
