/* yaml_json.c - see yaml_json.h. */
#include "yaml_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static json_t *convert(yaml_document_t *document, yaml_node_t *node);

static json_t *convert_scalar(const yaml_node_t *node) {
    const char *text = (const char *)node->data.scalar.value;
    if (node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return json_string(text);
    if (strcmp(text, "null") == 0 || strcmp(text, "~") == 0)
        return json_null();
    if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
        return json_boolean(text[0] == 't');
    char *end = NULL;
    long number = strtol(text, &end, 10);
    if (text[0] != '\0' && *end == '\0')
        return json_integer(number);
    return json_string(text);
}

static json_t *convert_list(yaml_document_t *document,
                            const yaml_node_t *node) {
    json_t *list = json_array();
    const yaml_node_item_t *item = node->data.sequence.items.start;
    for (; item < node->data.sequence.items.top; item++)
        json_array_append_new(
            list, convert(document, yaml_document_get_node(document, *item)));
    return list;
}

static json_t *convert_map(yaml_document_t *document, const yaml_node_t *node) {
    json_t *map = json_object();
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; pair < node->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key = yaml_document_get_node(document, pair->key);
        json_object_set_new(
            map, (const char *)key->data.scalar.value,
            convert(document, yaml_document_get_node(document, pair->value)));
    }
    return map;
}

static json_t *convert(yaml_document_t *document, yaml_node_t *node) {
    switch (node->type) {
    case YAML_SEQUENCE_NODE:
        return convert_list(document, node);
    case YAML_MAPPING_NODE:
        return convert_map(document, node);
    case YAML_SCALAR_NODE:
        return convert_scalar(node);
    case YAML_NO_NODE:
        break;
    }
    return json_null();
}

json_t *yaml_json_load(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    yaml_parser_t parser;
    yaml_document_t document;
    json_t *result = NULL;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_file(&parser, file);
    if (yaml_parser_load(&parser, &document)) {
        yaml_node_t *root = yaml_document_get_root_node(&document);
        result = root == NULL ? json_object() : convert(&document, root);
        yaml_document_delete(&document);
    }
    yaml_parser_delete(&parser);
    fclose(file);
    return result;
}
