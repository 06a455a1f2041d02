/* overrides.c - what one file says of many papers. */
#include <stdlib.h>
#include <string.h>

#include "metadata/parts.h"

static int by_name(const void *left, const void *right) {
    const struct metadata_override *a = left;
    const struct metadata_override *b = right;
    return strcmp(a->name, b->name);
}

/* The first of one name comes first. */
static int by_name_and_line(const void *left, const void *right) {
    const struct metadata_override *a = left;
    const struct metadata_override *b = right;
    int order = by_name(left, right);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static const char *plain_path(const char *path) {
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return path;
}

static enum concord_status read_entries(struct metadata_reader *reader,
                                        const struct yaml_tree *map,
                                        struct metadata_overrides *out) {
    out->entries =
        arena_alloc(reader->arena, (map->count + 1) * sizeof *out->entries);
    if (!out->entries)
        return concord_no_memory(reader->err);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < map->count && status == CONCORD_OK; i++) {
        const struct yaml_tree *item = &map->items[i];
        struct metadata_override *entry = &out->entries[out->count++];
        entry->name = plain_path(item->key);
        entry->line = item->key_line;
        status = metadata_read_map(reader, item, &entry->metadata);
    }
    return status;
}

static enum concord_status drop_repeated(struct metadata_reader *reader,
                                         struct metadata_overrides *out) {
    size_t kept = 0;
    enum concord_status status = CONCORD_OK;
    if (out->count > 0)
        qsort(out->entries, out->count, sizeof *out->entries, by_name_and_line);
    for (size_t i = 0; i < out->count && status == CONCORD_OK; i++) {
        const struct metadata_override *entry = &out->entries[i];
        if (kept == 0 || by_name(&out->entries[kept - 1], entry) != 0)
            out->entries[kept++] = *entry;
        else
            status = metadata_warn(reader, entry->line,
                                   "'%.60s' is named twice; what line %zu says "
                                   "counts",
                                   entry->name, out->entries[kept - 1].line);
    }
    out->count = kept;
    return status;
}

enum concord_status metadata_overrides_read(
    struct metadata_overrides *out, struct arena *arena, const char *file,
    const char *bytes, size_t size, const struct schema *schema,
    struct metadata_warnings *warnings, struct concord_error *err) {
    struct metadata_reader reader = {arena,  file,     METADATA_OVERRIDE,
                                     schema, warnings, err};
    const struct yaml_tree *tree = NULL;
    *out = (struct metadata_overrides){0};
    enum concord_status status =
        yaml_tree_read(&tree, arena, file, bytes, size, err);
    if (status != CONCORD_OK)
        return status;
    if (tree->kind != TREE_MAP && tree->kind != TREE_NOTHING)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "%s:%zu: no map stands there; write the id or path "
                            "of a paper, a colon, and under it key: value",
                            file, tree->line);
    status = read_entries(&reader, tree, out);
    return status == CONCORD_OK ? drop_repeated(&reader, out) : status;
}

const struct metadata_override *
metadata_overrides_find(const struct metadata_overrides *overrides,
                        const char *id_or_path) {
    struct metadata_override key = {.name = plain_path(id_or_path)};
    return overrides->count == 0
               ? NULL
               : bsearch(&key, overrides->entries, overrides->count,
                         sizeof *overrides->entries, by_name);
}
