/* relations.c - relations.yaml: how papers say what they are to others. */
#include "schema_parts.h"
#include "yaml_reader.h"

static const char *const sides[] = {[CITED_AFTER] = "after",
                                    [CITED_BEFORE] = "before",
                                    [CITED_WHOLE] = "whole"};

static enum concord_status read_cue(struct yaml_reader *yaml,
                                    const yaml_node_t *node,
                                    struct relation_cue *cue) {
    enum { RELATION, OTHER, PHRASES, CUE_KEYS };
    struct yaml_field fields[CUE_KEYS] = {[RELATION] = {"relation", true, NULL},
                                          [OTHER] = {"other", true, NULL},
                                          [PHRASES] = {"phrases", true, NULL}};
    int side = CITED_AFTER;
    enum concord_status status = yaml_read_fields(yaml, node, fields, CUE_KEYS);
    if (status == CONCORD_OK)
        status = yaml_field_slug(yaml, &fields[RELATION], &cue->relation);
    if (status == CONCORD_OK)
        status = yaml_field_word(yaml, &fields[OTHER], sides,
                                 sizeof sides / sizeof *sides, &side);
    if (status == CONCORD_OK)
        status = trigger_list_read(yaml, &fields[PHRASES], &cue->phrases,
                                   &cue->phrase_count);
    cue->other = (enum cited_side)side;
    return status;
}

static enum concord_status read_cues(struct yaml_reader *yaml,
                                     struct schema *schema,
                                     struct yaml_items *items) {
    size_t count = yaml_items_count(items);
    schema->relation_cues =
        arena_alloc(yaml->arena, count * sizeof *schema->relation_cues);
    if (!schema->relation_cues)
        return concord_no_memory(yaml->err);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        status =
            read_cue(yaml, yaml_next(yaml, items), &schema->relation_cues[i]);
    schema->relation_cue_count = count;
    return status;
}

enum concord_status relation_cues_read(struct schema *schema,
                                       const struct schema_file *file,
                                       struct concord_error *err) {
    return schema_read_list(schema, file, "relations", read_cues, err);
}

size_t schema_relation_cue_count(const struct schema *schema) {
    return schema->relation_cue_count;
}

const struct relation_cue *schema_relation_cue(const struct schema *schema,
                                               size_t index) {
    return &schema->relation_cues[index];
}
