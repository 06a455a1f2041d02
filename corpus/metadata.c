/* metadata.c - what people say of papers, put together. */
#include "corpus/metadata.h"

#include <string.h>

void metadata_warnings_clear(struct metadata_warnings *warnings) {
    arena_clear(&warnings->arena);
    *warnings = (struct metadata_warnings){0};
}

static struct metadata_entry *find(const struct metadata *metadata,
                                   const char *key) {
    for (size_t i = 0; i < metadata->count; i++)
        if (strcmp(metadata->entries[i].key, key) == 0)
            return &metadata->entries[i];
    return NULL;
}

const struct metadata_entry *metadata_find(const struct metadata *metadata,
                                           const char *key) {
    return find(metadata, key);
}

static const char *first_value(const struct metadata *metadata,
                               const char *key) {
    const struct metadata_entry *entry = find(metadata, key);
    return entry && entry->value_count > 0 ? entry->values[0].value : NULL;
}

const char *metadata_id(const struct metadata *metadata) {
    return first_value(metadata, "id");
}

const char *metadata_address(const struct metadata *metadata) {
    return first_value(metadata, "address");
}

static enum concord_status merge_layer(struct metadata *out,
                                       struct arena *arena,
                                       const struct metadata *layer,
                                       struct concord_error *err) {
    out->withdrawn = out->withdrawn || layer->withdrawn;
    for (size_t i = 0; i < layer->count; i++) {
        struct metadata_entry *entry = find(out, layer->entries[i].key);
        if (!entry)
            entry =
                arena_push(arena, &out->entries, &out->count, sizeof *entry);
        if (!entry)
            return concord_no_memory(err);
        *entry = layer->entries[i];
    }
    return CONCORD_OK;
}

enum concord_status metadata_merge(struct metadata *out, struct arena *arena,
                                   const struct metadata *const *layers,
                                   size_t layer_count,
                                   struct concord_error *err) {
    *out = (struct metadata){0};
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < layer_count && status == CONCORD_OK; i++)
        if (layers[i])
            status = merge_layer(out, arena, layers[i], err);
    return status;
}
