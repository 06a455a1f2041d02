/* suggestions_builder.c - gathers what may be suggested and writes it down. */
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "generation_files.h"
#include "schema/arena.h"
#include "schema/buffer.h"
#include "suggestions_file.h"

enum { KEY_LETTERS_MIN = 3 };

struct kind {
    struct suggestions_entry *entries;
    size_t entry_count;
    uint32_t *weights; /* one an entry */
    size_t weight_count;
    struct suggestions_key *keys;
    size_t key_count;
    struct buffer strings;
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
    for (size_t i = 0; i < builder->kind_count; i++)
        buffer_destroy(&builder->kinds[i].strings);
    arena_clear(&builder->arena);
    free(builder);
}

/* ---- gathering ---- */

static uint32_t keep(struct kind *kind, const char *text) {
    uint32_t at = (uint32_t)kind->strings.size;
    buffer_append(&kind->strings, text, strlen(text) + 1);
    return at;
}

static bool add_key(struct arena *arena, struct kind *kind, uint32_t at) {
    struct suggestions_key *key =
        arena_push(arena, &kind->keys, &kind->key_count, sizeof *key);
    if (key == NULL)
        return false;
    *key = (struct suggestions_key){(uint32_t)kind->entry_count - 1, at};
    return true;
}

static bool add_keys(struct arena *arena, struct kind *kind, uint32_t folded,
                     const char *words) {
    unsigned count = 0;
    for (const char *word = words;
         *word != '\0' && count < SUGGESTIONS_KEYS_MAX;) {
        size_t size = strcspn(word, " ");
        if (word == words || size >= KEY_LETTERS_MIN) {
            if (!add_key(arena, kind, folded + (uint32_t)(word - words)))
                return false;
            count++;
        }
        word += size + (word[size] == ' ');
    }
    return true;
}

enum concord_status suggestions_builder_add(struct suggestions_builder *builder,
                                            size_t kind_number,
                                            const struct suggestion *suggestion,
                                            const char *folded, uint32_t weight,
                                            struct concord_error *err) {
    struct kind *kind = &builder->kinds[kind_number];
    struct suggestions_entry *entry = arena_push(
        &builder->arena, &kind->entries, &kind->entry_count, sizeof *entry);
    uint32_t *own_weight = arena_push(&builder->arena, &kind->weights,
                                      &kind->weight_count, sizeof *own_weight);
    if (entry == NULL || own_weight == NULL)
        return concord_no_memory(err);
    *own_weight = weight;
    bool is_shown_so = strcmp(folded, suggestion->text) == 0;
    entry->folded = keep(kind, folded);
    entry->shown = is_shown_so ? entry->folded : keep(kind, suggestion->text);
    entry->value = keep(kind, suggestion->value);
    entry->count = suggestion->count;
    if (!buffer_ok(&kind->strings) ||
        !add_keys(&builder->arena, kind, entry->folded, folded))
        return concord_no_memory(err);
    return CONCORD_OK;
}

/* ---- writing ---- */

static int by_words(const void *left, const void *right, void *strings) {
    const struct suggestions_key *a = left;
    const struct suggestions_key *b = right;
    int order =
        strcmp((const char *)strings + a->at, (const char *)strings + b->at);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static uint32_t *make_tree(const struct kind *kind, uint32_t leaves) {
    uint32_t *tree = calloc((size_t)2 * leaves + 1, sizeof *tree);
    for (size_t i = 0; tree != NULL && i < kind->key_count; i++)
        tree[leaves + i] = kind->weights[kind->keys[i].entry];
    for (size_t i = leaves; tree != NULL && i-- > 1;)
        tree[i] = tree[2 * i] > tree[2 * i + 1] ? tree[2 * i] : tree[2 * i + 1];
    return tree;
}

static bool write_kind(struct parted_file *output, struct kind *kind,
                       struct suggestions_kind *written) {
    uint32_t leaves = kind->key_count > 0;
    while (leaves < kind->key_count)
        leaves *= 2;
    if (kind->key_count > 0)
        qsort_r(kind->keys, kind->key_count, sizeof *kind->keys, by_words,
                kind->strings.data);
    uint32_t *tree = make_tree(kind, leaves);
    if (tree == NULL)
        return false;
    *written =
        (struct suggestions_kind){.strings_size = kind->strings.size,
                                  .entry_count = (uint32_t)kind->entry_count,
                                  .key_count = (uint32_t)kind->key_count,
                                  .leaves = leaves};
    written->entries_at = files_add_part(
        output, kind->entries, kind->entry_count, sizeof *kind->entries);
    written->keys_at =
        files_add_part(output, kind->keys, kind->key_count, sizeof *kind->keys);
    written->tree_at =
        files_add_part(output, tree, (size_t)2 * leaves, sizeof *tree);
    written->strings_at =
        files_add_part(output, kind->strings.data, kind->strings.size, 1);
    free(tree);
    return true;
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
    for (size_t i = 0; i < builder->kind_count; i++)
        if (!write_kind(&output, &builder->kinds[i], &written[i]))
            return false;
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
