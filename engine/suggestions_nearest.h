/* suggestions_nearest.h - one kind of suggestions, and the keys of it that are
 * spelt nearly as a word. Private to the engine; pure. */
#ifndef CONCORD_ENGINE_SUGGESTIONS_NEAREST_H
#define CONCORD_ENGINE_SUGGESTIONS_NEAREST_H

#include "suggestions_file.h"

struct suggestions_part {
    const struct suggestions_entry *entries;
    const struct suggestions_key *keys;
    const uint32_t *tree;
    const char *strings;
    uint64_t strings_size;
    uint32_t entry_count;
    uint32_t key_count;
    uint32_t leaves;
};

/* A string of the part; empty when the offset is not inside. */
static inline const char *
suggestions_part_string(const struct suggestions_part *part, uint32_t at) {
    return at < part->strings_size ? part->strings + at : "";
}

static inline const char *
suggestions_part_words(const struct suggestions_part *part, uint32_t key) {
    return suggestions_part_string(part, part->keys[key].at);
}

static inline struct suggestion
suggestions_part_entry(const struct suggestions_part *part, uint32_t key) {
    uint32_t number = part->keys[key].entry;
    if (number >= part->entry_count)
        return (struct suggestion){"", "", 0};
    const struct suggestions_entry *entry = &part->entries[number];
    return (struct suggestion){suggestions_part_string(part, entry->shown),
                               suggestions_part_string(part, entry->value),
                               entry->count};
}

/* See suggestions_nearest(). */
size_t suggestions_part_nearest(const struct suggestions_part *part,
                                const char *word, struct suggestion *out,
                                size_t most);

#endif
