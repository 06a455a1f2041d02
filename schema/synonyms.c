/* synonyms.c - synonyms.yaml: words that stand for the same thing. */
#include "schema/synonyms.h"

#include <string.h>

#include "schema_parts.h"
#include "yaml_reader.h"

enum { ACRONYM, TERMS, PLAIN, GROUP_KEYS };

static enum concord_status read_phrase(struct yaml_reader *yaml,
                                       const yaml_node_t *node,
                                       const char *name, const char **out) {
    enum concord_status status = yaml_text(yaml, node, name, out);
    if (status == CONCORD_OK && !is_folded_phrase(*out))
        return yaml_fail(yaml, node,
                         "'%.*s' is not in small letters and single blanks; "
                         "write it so",
                         SHOWN(*out));
    return status;
}

/* A phrase twice in a list would stand for itself. */
static enum concord_status check_new(struct yaml_reader *yaml,
                                     const yaml_node_t *node,
                                     const char *const *phrases, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (strcmp(phrases[i], phrases[index]) == 0)
            return yaml_fail(yaml, node, "'%.*s' is given twice; remove one",
                             SHOWN(phrases[index]));
    return CONCORD_OK;
}

static enum concord_status read_phrases(struct yaml_reader *yaml,
                                        const struct yaml_field *field,
                                        const char *const **out,
                                        size_t *count) {
    struct yaml_items items = {0};
    enum concord_status status = yaml_field_items(yaml, field, &items);
    if (status != CONCORD_OK)
        return status;
    *count = yaml_items_count(&items);
    const char **phrases =
        arena_alloc(yaml->arena, (*count + 1) * sizeof *phrases);
    if (!phrases)
        return concord_no_memory(yaml->err);
    for (size_t i = 0; i < *count && status == CONCORD_OK; i++) {
        const yaml_node_t *node = yaml_next(yaml, &items);
        status = read_phrase(yaml, node, field->name, &phrases[i]);
        if (status == CONCORD_OK)
            status = check_new(yaml, node, phrases, i);
    }
    *out = phrases;
    return status;
}

static enum concord_status read_group(struct yaml_reader *yaml,
                                      struct schema *schema,
                                      const yaml_node_t *node,
                                      const struct yaml_field *fields) {
    struct synonym_group *group =
        &schema->synonym_groups[schema->synonym_group_count++];
    enum concord_status status = CONCORD_OK;
    if (fields[ACRONYM].node)
        status =
            read_phrase(yaml, fields[ACRONYM].node, "acronym", &group->acronym);
    if (status == CONCORD_OK)
        status = read_phrases(yaml, &fields[TERMS], &group->terms,
                              &group->term_count);
    if (status == CONCORD_OK && group->term_count + !!group->acronym < 2)
        return yaml_fail(yaml, node,
                         "one term stands for nothing else; give two, or an "
                         "acronym");
    return status;
}

static enum concord_status read_plain(struct yaml_reader *yaml,
                                      struct schema *schema,
                                      const yaml_node_t *node,
                                      const struct yaml_field *fields) {
    if (fields[ACRONYM].node || schema->plain_words)
        return yaml_fail(yaml, node,
                         "'plain' is one list, and stands by itself; move its "
                         "words there");
    return read_phrases(yaml, &fields[PLAIN], &schema->plain_words,
                        &schema->plain_word_count);
}

static enum concord_status read_item(struct yaml_reader *yaml,
                                     struct schema *schema,
                                     const yaml_node_t *node) {
    struct yaml_field fields[GROUP_KEYS] = {
        [ACRONYM] = {"acronym", false, NULL},
        [TERMS] = {"terms", false, NULL},
        [PLAIN] = {"plain", false, NULL}};
    enum concord_status status =
        yaml_read_fields(yaml, node, fields, GROUP_KEYS);
    if (status != CONCORD_OK)
        return status;
    if (!fields[TERMS].node == !fields[PLAIN].node)
        return yaml_fail(yaml, node,
                         "an item has either 'terms' or 'plain'; give one");
    return fields[PLAIN].node ? read_plain(yaml, schema, node, fields)
                              : read_group(yaml, schema, node, fields);
}

static enum concord_status read_items(struct yaml_reader *yaml,
                                      struct schema *schema,
                                      struct yaml_items *items) {
    size_t count = yaml_items_count(items);
    schema->synonym_groups =
        arena_alloc(yaml->arena, (count + 1) * sizeof *schema->synonym_groups);
    if (!schema->synonym_groups)
        return concord_no_memory(yaml->err);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        status = read_item(yaml, schema, yaml_next(yaml, items));
    return status;
}

enum concord_status synonyms_read(struct schema *schema,
                                  const struct schema_file *file,
                                  struct concord_error *err) {
    return schema_read_list(schema, file, "synonyms", read_items, err);
}

size_t schema_synonym_count(const struct schema *schema) {
    return schema->synonym_group_count;
}

const struct synonym_group *schema_synonym(const struct schema *schema,
                                           size_t index) {
    return &schema->synonym_groups[index];
}

bool schema_is_plain_word(const struct schema *schema, const char *word) {
    for (size_t i = 0; i < schema->plain_word_count; i++)
        if (strcmp(schema->plain_words[i], word) == 0)
            return true;
    return false;
}
