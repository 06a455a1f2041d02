/* suggestions_nearest.h - one kind of suggestions, and the keys of it that are
 * spelt nearly as a word. Private to the engine; pure. */
#ifndef CONCORD_ENGINE_SUGGESTIONS_NEAREST_H
#define CONCORD_ENGINE_SUGGESTIONS_NEAREST_H

#include "suggestions_file.h"

struct suggestions_part {
    const uint32_t *starts;
    const uint32_t *counts;
    const uint32_t *weights;
    const uint32_t *keys;
    const uint32_t *tree;
    const char *strings;
    uint64_t strings_size;
    uint32_t entry_count;
    uint32_t key_count;
    uint32_t leaves;
};

/* A string of the part; empty when the offset is not inside. */
static inline const char *
suggestions_part_string(const struct suggestions_part *part, uint64_t at) {
    return at < part->strings_size ? part->strings + at : "";
}

/* The number of the entry that a key is of; of a broken file, none. */
static inline uint32_t
suggestions_part_number(const struct suggestions_part *part, uint32_t key) {
    return part->keys[key] / SUGGESTIONS_KEYS_MAX;
}

/* The folded words from the one on that the key stands for. */
static inline const char *
suggestions_part_words(const struct suggestions_part *part, uint32_t key) {
    uint32_t number = suggestions_part_number(part, key);
    if (number >= part->entry_count)
        return "";
    const char *words = suggestions_part_string(part, part->starts[number]);
    for (uint32_t i = part->keys[key] % SUGGESTIONS_KEYS_MAX; i > 0; i--)
        words = suggestions_next_key(words);
    return words;
}

static inline uint32_t
suggestions_part_weight(const struct suggestions_part *part, uint32_t key) {
    uint32_t number = suggestions_part_number(part, key);
    return number < part->entry_count ? part->weights[number] : 0;
}

static inline struct suggestion
suggestions_part_entry(const struct suggestions_part *part, uint32_t key) {
    uint32_t number = suggestions_part_number(part, key);
    if (number >= part->entry_count)
        return (struct suggestion){"", "", 0};
    uint64_t at = part->starts[number];
    const char *folded = suggestions_part_string(part, at);
    at += strlen(folded) + 1;
    const char *shown = suggestions_part_string(part, at);
    at += strlen(shown) + 1;
    return (struct suggestion){*shown != '\0' ? shown : folded,
                               suggestions_part_string(part, at),
                               part->counts[number]};
}

/* See suggestions_nearest(). */
size_t suggestions_part_nearest(const struct suggestions_part *part,
                                const char *word, struct suggestion *out,
                                size_t most);

#endif
