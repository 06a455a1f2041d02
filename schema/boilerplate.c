/* boilerplate.c - boilerplate.yaml: blocks that are never the paper. */
#include "schema_parts.h"
#include "yaml_reader.h"

enum { SHAPE_WORDS_MOST = 1000 };

enum shape_key {
    RULE,
    WHOLE,
    BEGINS,
    CONTAINS,
    ITEM,
    PART,
    MAX_WORDS,
    STAYS,
    SHAPE_KEYS
};

/* The one of whole, begins, contains, item and part that is given. */
static enum concord_status read_phrase(struct yaml_reader *yaml,
                                       const yaml_node_t *node,
                                       const struct yaml_field *fields,
                                       struct boilerplate_shape *shape) {
    static const enum shape_match matches[] = {[WHOLE] = SHAPE_WHOLE,
                                               [BEGINS] = SHAPE_BEGINS,
                                               [CONTAINS] = SHAPE_CONTAINS,
                                               [ITEM] = SHAPE_ITEM,
                                               [PART] = SHAPE_PART};
    unsigned given = 0;
    for (size_t i = WHOLE; i <= PART; i++) {
        if (!fields[i].node)
            continue;
        given++;
        shape->match = matches[i];
        enum concord_status status =
            yaml_field_text(yaml, &fields[i], &shape->phrase);
        if (status != CONCORD_OK)
            return status;
    }
    if (given != 1)
        return yaml_fail(yaml, node,
                         "a shape has one of whole, begins, contains, item "
                         "and part; give one, not %u",
                         given);
    return CONCORD_OK;
}

static enum concord_status read_shape(struct yaml_reader *yaml,
                                      const yaml_node_t *node,
                                      struct boilerplate_shape *shape) {
    struct yaml_field fields[SHAPE_KEYS] = {
        [RULE] = {"rule", true, NULL},
        [WHOLE] = {"whole", false, NULL},
        [BEGINS] = {"begins", false, NULL},
        [CONTAINS] = {"contains", false, NULL},
        [ITEM] = {"item", false, NULL},
        [PART] = {"part", false, NULL},
        [MAX_WORDS] = {"max-words", false, NULL},
        [STAYS] = {"stays", false, NULL}};
    int max_words = 0;
    enum concord_status status =
        yaml_read_fields(yaml, node, fields, SHAPE_KEYS);
    if (status == CONCORD_OK)
        status = yaml_field_slug(yaml, &fields[RULE], &shape->rule);
    if (status == CONCORD_OK)
        status = read_phrase(yaml, node, fields, shape);
    if (status == CONCORD_OK)
        status = yaml_field_number(yaml, &fields[MAX_WORDS], 0,
                                   SHAPE_WORDS_MOST, &max_words);
    if (status == CONCORD_OK)
        status = yaml_field_flag(yaml, &fields[STAYS], &shape->stays);
    shape->max_words = (unsigned)max_words;
    return status;
}

static enum concord_status read_shapes(struct yaml_reader *yaml,
                                       struct schema *schema,
                                       struct yaml_items *items) {
    size_t count = yaml_items_count(items);
    schema->shapes = arena_alloc(yaml->arena, count * sizeof *schema->shapes);
    if (!schema->shapes)
        return concord_no_memory(yaml->err);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        status = read_shape(yaml, yaml_next(yaml, items), &schema->shapes[i]);
    schema->shape_count = count;
    return status;
}

enum concord_status boilerplate_read(struct schema *schema,
                                     const struct schema_file *file,
                                     struct concord_error *err) {
    struct yaml_reader yaml;
    struct yaml_items items = {0};
    enum concord_status status =
        yaml_reader_open(&yaml, file, &schema->arena, err);
    if (status == CONCORD_OK)
        status = yaml_read_root(&yaml, "shapes", 0, &items);
    if (status == CONCORD_OK)
        status = read_shapes(&yaml, schema, &items);
    yaml_reader_close(&yaml);
    return status;
}
