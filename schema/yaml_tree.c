/* yaml_tree.c - a YAML text that people wrote, as a tree. */
#include "schema/yaml_tree.h"

#include <string.h>

#include "utf8.h"
#include "yaml_reader.h"

/* What YAML reads as no value at all. */
static bool is_nothing(const yaml_node_t *node) {
    const char *text = (const char *)node->data.scalar.value;
    return node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (text[0] == '\0' || strcmp(text, "~") == 0 ||
            strcmp(text, "null") == 0);
}

static enum concord_status convert(struct yaml_reader *reader,
                                   const yaml_node_t *node,
                                   struct yaml_tree *out);

static enum concord_status convert_text(struct yaml_reader *reader,
                                        const yaml_node_t *node,
                                        struct yaml_tree *out) {
    const char *text = (const char *)node->data.scalar.value;
    if (is_nothing(node))
        return CONCORD_OK;
    if (strlen(text) < node->data.scalar.length)
        return yaml_fail(reader, node, "a NUL stands in the text; remove it");
    out->kind = TREE_TEXT;
    out->text = arena_string(reader->arena, text);
    return out->text ? CONCORD_OK : concord_no_memory(reader->err);
}

static enum concord_status convert_list(struct yaml_reader *reader,
                                        const yaml_node_t *node,
                                        struct yaml_tree *items) {
    struct yaml_items left = {node->data.sequence.items.start,
                              node->data.sequence.items.top};
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; left.next < left.end && status == CONCORD_OK; i++)
        status = convert(reader, yaml_next(reader, &left), &items[i]);
    return status;
}

static enum concord_status convert_pair(struct yaml_reader *reader,
                                        const yaml_node_pair_t *pair,
                                        struct yaml_tree *out) {
    const yaml_node_t *key =
        yaml_document_get_node(&reader->document, pair->key);
    struct yaml_tree name = {.text = ""};
    enum concord_status status = convert(reader, key, &name);
    if (status == CONCORD_OK && name.kind != TREE_TEXT)
        status = yaml_fail(reader, key, "a key is not a word; write one");
    if (status == CONCORD_OK)
        status = convert(reader,
                         yaml_document_get_node(&reader->document, pair->value),
                         out);
    out->key = name.text;
    out->key_line = name.line;
    return status;
}

static enum concord_status convert_map(struct yaml_reader *reader,
                                       const yaml_node_t *node,
                                       struct yaml_tree *items) {
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0;
         pair < node->data.mapping.pairs.top && status == CONCORD_OK; i++)
        status = convert_pair(reader, pair++, &items[i]);
    return status;
}

static size_t count_items(const yaml_node_t *node) {
    if (node->type == YAML_SEQUENCE_NODE)
        return (size_t)(node->data.sequence.items.top -
                        node->data.sequence.items.start);
    return (size_t)(node->data.mapping.pairs.top -
                    node->data.mapping.pairs.start);
}

/* The depth of the recursion is the file's, which the reader limits. */
static enum concord_status convert(struct yaml_reader *reader,
                                   const yaml_node_t *node,
                                   struct yaml_tree *out) {
    *out = (struct yaml_tree){.line = yaml_line(node), .text = ""};
    if (node->type == YAML_SCALAR_NODE)
        return convert_text(reader, node, out);
    bool list = node->type == YAML_SEQUENCE_NODE;
    size_t count = count_items(node);
    struct yaml_tree *items =
        arena_alloc(reader->arena, (count + 1) * sizeof *items);
    if (!items)
        return concord_no_memory(reader->err);
    out->kind = list ? TREE_LIST : TREE_MAP;
    out->items = items;
    out->count = count;
    return list ? convert_list(reader, node, items)
                : convert_map(reader, node, items);
}

static enum concord_status read_tree(struct yaml_reader *reader,
                                     const struct schema_file *file,
                                     struct arena *arena,
                                     struct yaml_tree *tree,
                                     struct concord_error *err) {
    enum concord_status status = yaml_reader_open(reader, file, arena, err);
    if (status != CONCORD_OK)
        return status;
    const yaml_node_t *root = yaml_document_get_root_node(&reader->document);
    return root ? convert(reader, root, tree) : CONCORD_OK;
}

static size_t line_at(const char *bytes, size_t at) {
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes[i] == '\n';
    return line;
}

enum concord_status yaml_tree_read(const struct yaml_tree **out,
                                   struct arena *arena, const char *file,
                                   const char *bytes, size_t size,
                                   struct concord_error *err) {
    *out = NULL;
    const char *zero = size > 0 ? memchr(bytes, '\0', size) : NULL;
    size_t valid = zero ? (size_t)(zero - bytes) : size;
    valid = utf8_valid_prefix(bytes, valid);
    if (valid < size)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "%s:%zu: a byte there is not UTF-8; save the file "
                            "as UTF-8",
                            file, line_at(bytes, valid));
    struct yaml_tree *tree = arena_alloc(arena, sizeof *tree);
    char *copy = arena_copy(arena, bytes ? bytes : "", size);
    if (!tree || !copy)
        return concord_no_memory(err);
    *tree = (struct yaml_tree){.line = 1, .text = ""};
    const struct schema_file text = {file, copy, size};
    struct yaml_reader reader;
    enum concord_status status = read_tree(&reader, &text, arena, tree, err);
    yaml_reader_close(&reader);
    /* Only the schema's own files make a schema bad. */
    if (status == CONCORD_BAD_SCHEMA) {
        status = CONCORD_BAD_INPUT;
        if (err)
            err->status = status;
    }
    if (status == CONCORD_OK)
        *out = tree;
    return status;
}
