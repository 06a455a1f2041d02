/* sources.c - sources.yaml: where the schema's facts were taken from. */
#include "schema_parts.h"
#include "yaml_reader.h"

static enum concord_status read_source(struct yaml_reader *yaml,
                                       const yaml_node_t *node,
                                       struct authority_source *source) {
    enum { SOURCE, TITLE, ADDRESS, UNREAD, SOURCE_KEYS };
    struct yaml_field fields[SOURCE_KEYS] = {
        [SOURCE] = {"source", true, NULL},
        [TITLE] = {"title", true, NULL},
        [ADDRESS] = {"address", false, NULL},
        [UNREAD] = {"unread", false, NULL}};
    enum concord_status status =
        yaml_read_fields(yaml, node, fields, SOURCE_KEYS);
    if (status == CONCORD_OK)
        status = yaml_field_slug(yaml, &fields[SOURCE], &source->key);
    if (status == CONCORD_OK)
        status = yaml_field_text(yaml, &fields[TITLE], &source->title);
    if (status == CONCORD_OK)
        status = yaml_field_text(yaml, &fields[ADDRESS], &source->address);
    if (status == CONCORD_OK)
        status = yaml_field_flag(yaml, &fields[UNREAD], &source->unread);
    return status;
}

static enum concord_status read_sources(struct yaml_reader *yaml,
                                        struct schema *schema,
                                        struct yaml_items *items) {
    size_t count = yaml_items_count(items);
    schema->sources = arena_alloc(yaml->arena, count * sizeof *schema->sources);
    if (!schema->sources ||
        !string_index_create(&schema->source_keys, yaml->arena, count))
        return concord_no_memory(yaml->err);
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *node = yaml_next(yaml, items);
        struct authority_source *source = &schema->sources[i];
        enum concord_status status = read_source(yaml, node, source);
        if (status != CONCORD_OK)
            return status;
        if (string_index_put(&schema->source_keys, source->key, (int)i) !=
            SCHEMA_NO_INDEX)
            return yaml_fail(yaml, node,
                             "source '%s' is listed twice; remove one",
                             source->key);
        schema->source_count++;
    }
    return CONCORD_OK;
}

enum concord_status source_list_read(struct schema *schema,
                                     const struct schema_file *file,
                                     struct concord_error *err) {
    return schema_read_list(schema, file, "sources", read_sources, err);
}

enum concord_status source_field_read(struct yaml_reader *yaml,
                                      const struct schema *schema,
                                      const struct yaml_field *field,
                                      int *out) {
    const char *key = NULL;
    enum concord_status status = yaml_field_slug(yaml, field, &key);
    if (status != CONCORD_OK)
        return status;
    *out = schema_find_source(schema, key);
    if (*out == SCHEMA_NO_INDEX)
        return yaml_fail(yaml, field->node,
                         "source '%s' is not in sources.yaml; use one that is, "
                         "or add it there",
                         key);
    return CONCORD_OK;
}

size_t schema_source_count(const struct schema *schema) {
    return schema->source_count;
}

const struct authority_source *schema_source(const struct schema *schema,
                                             size_t index) {
    return &schema->sources[index];
}

int schema_find_source(const struct schema *schema, const char *key) {
    return string_index_find(&schema->source_keys, key);
}
