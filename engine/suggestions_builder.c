/* suggestions_builder.c - gathers what may be suggested and writes it down. */
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "generation_files.h"
#include "schema/arena.h"
#include "schema/buffer.h"
#include "suggestions_file.h"
#include "text/head_sort.h"
#include "text/string_head.h"

/* A key is a number of 32 bits. */
enum { ENTRIES_MAX = UINT32_MAX / SUGGESTIONS_KEYS_MAX };

struct entry {
    uint32_t start; /* in strings */
    uint32_t count;
    uint32_t weight;
};

struct kind {
    struct arena arena; /* of the lists that follow */
    struct entry *entries;
    size_t entry_count;
    struct headed *keys; /* at a place in strings */
    size_t key_count;
    struct buffer strings;
    bool settled;
};

struct suggestions_builder {
    struct arena arena;
    struct kind *kinds;
    size_t kind_count;
};

enum concord_status suggestions_builder_create(struct suggestions_builder **out,
                                               size_t kind_count,
                                               struct concord_error *err) {
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return concord_no_memory(err);
    (*out)->kinds =
        arena_alloc(&(*out)->arena, kind_count * sizeof *(*out)->kinds);
    if ((*out)->kinds == NULL) {
        suggestions_builder_destroy(*out);
        *out = NULL;
        return concord_no_memory(err);
    }
    (*out)->kind_count = kind_count;
    for (size_t i = 0; i < kind_count; i++)
        (*out)->kinds[i].strings = (struct buffer)BUFFER_INIT(UINT32_MAX);
    return CONCORD_OK;
}

void suggestions_builder_destroy(struct suggestions_builder *builder) {
    if (builder == NULL)
        return;
    for (size_t i = 0; i < builder->kind_count; i++) {
        buffer_destroy(&builder->kinds[i].strings);
        arena_clear(&builder->kinds[i].arena);
    }
    arena_clear(&builder->arena);
    free(builder);
}

/* ---- gathering ---- */

static uint32_t keep(struct kind *kind, const char *text) {
    uint32_t at = (uint32_t)kind->strings.size;
    buffer_append(&kind->strings, text, strlen(text) + 1);
    return at;
}

static bool add_keys(struct kind *kind, const char *folded, uint32_t start) {
    uint32_t first = (uint32_t)(kind->entry_count - 1) * SUGGESTIONS_KEYS_MAX;
    const char *word = folded;
    for (uint32_t i = 0; *word != '\0' && i < SUGGESTIONS_KEYS_MAX; i++) {
        struct headed *key = arena_push(&kind->arena, &kind->keys,
                                        &kind->key_count, sizeof *key);
        if (key == NULL)
            return false;
        *key = (struct headed){.at = start + (uint32_t)(word - folded),
                               .key = first + i};
        word = suggestions_next_key(word);
    }
    return true;
}

enum concord_status suggestions_builder_add(struct suggestions_builder *builder,
                                            size_t kind_number,
                                            const struct suggestion *suggestion,
                                            const char *folded, uint32_t weight,
                                            struct concord_error *err) {
    struct kind *kind = &builder->kinds[kind_number];
    struct entry *entry = arena_push(&kind->arena, &kind->entries,
                                     &kind->entry_count, sizeof *entry);
    if (entry == NULL || kind->entry_count > ENTRIES_MAX)
        return concord_no_memory(err);
    bool is_shown_so = strcmp(folded, suggestion->text) == 0;
    *entry = (struct entry){keep(kind, folded), suggestion->count, weight};
    keep(kind, is_shown_so ? "" : suggestion->text);
    keep(kind, suggestion->value);
    return buffer_ok(&kind->strings) && add_keys(kind, folded, entry->start)
               ? CONCORD_OK
               : concord_no_memory(err);
}

/* ---- settling ---- */

static int by_words(const struct headed *a, const struct headed *b,
                    const void *strings) {
    return strcmp((const char *)strings + a->at, (const char *)strings + b->at);
}

void suggestions_builder_settle(struct suggestions_builder *builder,
                                size_t kind_number) {
    struct kind *kind = &builder->kinds[kind_number];
    if (kind->settled)
        return;
    for (size_t i = 0; i < kind->key_count; i++)
        kind->keys[i].head = string_head(kind->strings.data + kind->keys[i].at);
    head_sort(kind->keys, kind->key_count, by_words, kind->strings.data);
    kind->settled = true;
}

/* ---- writing ---- */

static uint32_t greater(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

static uint32_t weight_of(const struct kind *kind, size_t key) {
    return kind->entries[kind->keys[key].key / SUGGESTIONS_KEYS_MAX].weight;
}

static uint64_t write_tree(struct parted_file *output, const struct kind *kind,
                           uint32_t leaves, struct arena *arena) {
    uint32_t *tree =
        arena_alloc(arena, ((size_t)2 * leaves + 1) * sizeof *tree);
    if (tree == NULL)
        return 0;
    for (size_t i = 0; i < kind->key_count; i++) {
        uint32_t *leaf = &tree[leaves + i / SUGGESTIONS_LEAF];
        *leaf = greater(*leaf, weight_of(kind, i));
    }
    for (size_t i = leaves; i-- > 1;)
        tree[i] = greater(tree[2 * i], tree[2 * i + 1]);
    return files_add_part(output, tree, (size_t)2 * leaves, sizeof *tree);
}

static uint64_t write_keys(struct parted_file *output, const struct kind *kind,
                           struct arena *arena) {
    uint32_t *keys = arena_alloc(arena, (kind->key_count + 1) * sizeof *keys);
    for (size_t i = 0; keys != NULL && i < kind->key_count; i++)
        keys[i] = kind->keys[i].key;
    return keys == NULL
               ? 0
               : files_add_part(output, keys, kind->key_count, sizeof *keys);
}

static bool weigh_as_counted(const struct kind *kind) {
    for (size_t i = 0; i < kind->entry_count; i++)
        if (kind->entries[i].weight != kind->entries[i].count)
            return false;
    return true;
}

/* One number of each entry, which stands at `part` of it. */
static uint64_t write_numbers(struct parted_file *output,
                              const struct kind *kind, size_t part,
                              struct arena *arena) {
    uint32_t *numbers =
        arena_alloc(arena, (kind->entry_count + 1) * sizeof *numbers);
    for (size_t i = 0; numbers != NULL && i < kind->entry_count; i++)
        memcpy(&numbers[i], (const char *)&kind->entries[i] + part,
               sizeof *numbers);
    return numbers == NULL ? 0
                           : files_add_part(output, numbers, kind->entry_count,
                                            sizeof *numbers);
}

static bool write_kind(struct parted_file *output, const struct kind *kind,
                       struct suggestions_kind *written, struct arena *arena) {
    uint32_t leaves = kind->key_count > 0;
    while ((uint64_t)leaves * SUGGESTIONS_LEAF < kind->key_count)
        leaves *= 2;
    *written = (struct suggestions_kind){
        .starts_at =
            write_numbers(output, kind, offsetof(struct entry, start), arena),
        .counts_at =
            write_numbers(output, kind, offsetof(struct entry, count), arena),
        .keys_at = write_keys(output, kind, arena),
        .tree_at = write_tree(output, kind, leaves, arena),
        .strings_at =
            files_add_part(output, kind->strings.data, kind->strings.size, 1),
        .strings_size = kind->strings.size,
        .entry_count = (uint32_t)kind->entry_count,
        .key_count = (uint32_t)kind->key_count,
        .leaves = leaves};
    written->weights_at =
        weigh_as_counted(kind)
            ? written->counts_at
            : write_numbers(output, kind, offsetof(struct entry, weight),
                            arena);
    return written->starts_at != 0 && written->counts_at != 0 &&
           written->weights_at != 0 && written->keys_at != 0 &&
           written->tree_at != 0;
}

/* The header comes last: until then there is none to be believed. */
static bool write_all(struct suggestions_builder *builder, FILE *file) {
    struct suggestions_header header = {.byte_order = SUGGESTIONS_BYTE_ORDER,
                                        .format = SUGGESTIONS_FORMAT,
                                        .kind_count =
                                            (uint32_t)builder->kind_count};
    struct suggestions_kind *written =
        arena_alloc(&builder->arena, builder->kind_count * sizeof *written);
    if (written == NULL)
        return false;
    size_t head = sizeof header + builder->kind_count * sizeof *written;
    struct parted_file output = {file, head};
    memcpy(header.magic, SUGGESTIONS_MAGIC, sizeof header.magic);
    fseek(file, (long)head, SEEK_SET);
    for (size_t i = 0; i < builder->kind_count; i++) {
        suggestions_builder_settle(builder, i);
        if (!write_kind(&output, &builder->kinds[i], &written[i],
                        &builder->arena))
            return false;
    }
    rewind(file);
    fwrite(&header, sizeof header, 1, file);
    fwrite(written, sizeof *written, builder->kind_count, file);
    return true;
}

enum concord_status
suggestions_builder_write(struct suggestions_builder *builder,
                          const char *directory, struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status =
        generation_path(path, err, "%s/" GENERATION_SUGGESTIONS, directory);
    FILE *file = NULL;
    if (status == CONCORD_OK)
        status = files_create(&file, path, err);
    if (status != CONCORD_OK)
        return status;
    bool memory = write_all(builder, file);
    status = files_close(file, path, err);
    return memory ? status : concord_no_memory(err);
}
