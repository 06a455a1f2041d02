/* yaml_fields.c - the maps, lists and scalars of a YAML file, read strictly. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema_parts.h"
#include "yaml_reader.h"

enum { LISTED_MAX = 256 /* bytes of known words in a message */ };

static const char *scalar_text(const yaml_node_t *node) {
    return (const char *)node->data.scalar.value;
}

static bool scalar_is(const yaml_node_t *node, const char *text) {
    return node->data.scalar.length == strlen(text) &&
           memcmp(scalar_text(node), text, strlen(text)) == 0;
}

static bool is_plain(const yaml_node_t *node) {
    return node->type == YAML_SCALAR_NODE &&
           node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

/* What YAML reads as no value at all. */
static bool is_null(const yaml_node_t *node) {
    return is_plain(node) && (scalar_is(node, "") || scalar_is(node, "~") ||
                              scalar_is(node, "null"));
}

static const char *node_kind(const yaml_node_t *node) {
    if (is_null(node))
        return "nothing";
    if (node->type == YAML_SCALAR_NODE)
        return "text";
    return node->type == YAML_SEQUENCE_NODE ? "a list" : "a map";
}

/* Add ", word" to the list in `out`, as far as there is room. */
static void list_word(char *out, const char *word) {
    size_t used = strlen(out);
    snprintf(out + used, LISTED_MAX - used, "%s%s", used ? ", " : "", word);
}

static enum concord_status unknown_key(const struct yaml_reader *reader,
                                       const yaml_node_t *key,
                                       const struct yaml_field *fields,
                                       size_t count) {
    char known[LISTED_MAX] = "";
    for (size_t i = 0; i < count; i++)
        list_word(known, fields[i].name);
    if (key->type != YAML_SCALAR_NODE)
        return yaml_fail(reader, key, "a key is %s; known keys are %s",
                         node_kind(key), known);
    return yaml_fail(reader, key, "unknown key '%.*s'; known keys are %s",
                     SHOWN(scalar_text(key)), known);
}

static struct yaml_field *find_field(const yaml_node_t *key,
                                     struct yaml_field *fields, size_t count) {
    for (size_t i = 0; key->type == YAML_SCALAR_NODE && i < count; i++)
        if (scalar_is(key, fields[i].name))
            return &fields[i];
    return NULL;
}

static enum concord_status check_required(const struct yaml_reader *reader,
                                          const yaml_node_t *node,
                                          const struct yaml_field *fields,
                                          size_t count) {
    for (size_t i = 0; i < count; i++)
        if (fields[i].required && !fields[i].node)
            return yaml_fail(reader, node, "key '%s' is missing; add it",
                             fields[i].name);
    return CONCORD_OK;
}

enum concord_status yaml_read_fields(struct yaml_reader *reader,
                                     const yaml_node_t *node,
                                     struct yaml_field *fields, size_t count) {
    if (node->type != YAML_MAPPING_NODE)
        return yaml_fail(reader, node,
                         "here stands %s; write a map that begins '%s:'",
                         node_kind(node), fields[0].name);
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; pair < node->data.mapping.pairs.top; pair++) {
        yaml_node_t *key = yaml_document_get_node(&reader->document, pair->key);
        struct yaml_field *field = find_field(key, fields, count);
        if (!field)
            return unknown_key(reader, key, fields, count);
        if (field->node)
            return yaml_fail(reader, key, "key '%s' is given twice; remove one",
                             field->name);
        field->node = yaml_document_get_node(&reader->document, pair->value);
    }
    return check_required(reader, node, fields, count);
}

enum concord_status yaml_read_root(struct yaml_reader *reader, const char *name,
                                   size_t least, struct yaml_items *out) {
    const yaml_node_t *root = yaml_document_get_root_node(&reader->document);
    if (!root)
        return concord_fail(reader->err, CONCORD_BAD_SCHEMA,
                            "%s:1: the file is empty; begin it with '%s:'",
                            reader->file, name);
    struct yaml_field field = {name, true, NULL};
    enum concord_status status = yaml_read_fields(reader, root, &field, 1);
    if (status == CONCORD_OK)
        status = yaml_field_items(reader, &field, out);
    if (status == CONCORD_OK && yaml_items_count(out) < least)
        return yaml_fail(reader, field.node,
                         "the list '%s' is empty; give it an item", name);
    return status;
}

enum concord_status yaml_field_items(struct yaml_reader *reader,
                                     const struct yaml_field *field,
                                     struct yaml_items *out) {
    const yaml_node_t *node = field->node;
    if (node == NULL)
        return CONCORD_OK;
    if (node->type != YAML_SEQUENCE_NODE)
        return yaml_fail(reader, node,
                         "'%s' holds %s; write a list, each line of it "
                         "beginning '- '",
                         field->name, node_kind(node));
    out->next = node->data.sequence.items.start;
    out->end = node->data.sequence.items.top;
    return CONCORD_OK;
}

size_t yaml_items_count(const struct yaml_items *items) {
    return (size_t)(items->end - items->next);
}

yaml_node_t *yaml_next(struct yaml_reader *reader, struct yaml_items *items) {
    if (items->next == items->end)
        return NULL;
    return yaml_document_get_node(&reader->document, *items->next++);
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* The node's text without the blanks around it: a folded scalar ends in a
 * newline. */
static const char *trimmed(const yaml_node_t *node, size_t *size) {
    const char *text = scalar_text(node);
    *size = node->data.scalar.length;
    while (*size > 0 && is_space(text[*size - 1]))
        (*size)--;
    while (*size > 0 && is_space(*text)) {
        text++;
        (*size)--;
    }
    return text;
}

enum concord_status yaml_text(struct yaml_reader *reader,
                              const yaml_node_t *node, const char *name,
                              const char **out) {
    if (node->type != YAML_SCALAR_NODE || is_null(node))
        return yaml_fail(reader, node, "'%s' holds %s; write text", name,
                         node_kind(node));
    size_t size = 0;
    const char *text = trimmed(node, &size);
    if (size == 0)
        return yaml_fail(reader, node, "'%s' is blank; write text", name);
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
            return yaml_fail(reader, node,
                             "'%s' holds a line break or control character; "
                             "write one line of plain text",
                             name);
    *out = arena_copy(reader->arena, text, size);
    return *out ? CONCORD_OK : concord_no_memory(reader->err);
}

enum concord_status yaml_field_text(struct yaml_reader *reader,
                                    const struct yaml_field *field,
                                    const char **out) {
    return field->node ? yaml_text(reader, field->node, field->name, out)
                       : CONCORD_OK;
}

enum concord_status yaml_field_slug(struct yaml_reader *reader,
                                    const struct yaml_field *field,
                                    const char **out) {
    if (!field->node)
        return CONCORD_OK;
    const char *text = NULL;
    enum concord_status status =
        yaml_text(reader, field->node, field->name, &text);
    if (status != CONCORD_OK)
        return status;
    if (!is_slug(text, strlen(text)))
        return yaml_fail(reader, field->node,
                         "%s '%.*s' is no identifier; use a-z, 0-9 and "
                         "hyphens, at most %d of them",
                         field->name, SHOWN(text), SLUG_MAX);
    *out = text;
    return CONCORD_OK;
}

enum concord_status yaml_field_date(struct yaml_reader *reader,
                                    const struct yaml_field *field,
                                    struct edtf_date *out) {
    const char *text = NULL;
    enum concord_status status = yaml_field_text(reader, field, &text);
    if (status != CONCORD_OK || !text || edtf_parse(out, text))
        return status;
    return yaml_fail(reader, field->node,
                     "%s '%.*s' is no EDTF date; write one as 1998-04-01, "
                     "1998-04, 1998 or 1998/1999",
                     field->name, SHOWN(text));
}

/* A whole number and nothing else; quoted digits are text. */
static bool parse_number(const yaml_node_t *node, long *out) {
    if (!is_plain(node) || is_space(*scalar_text(node)))
        return false;
    char *end = NULL;
    errno = 0;
    *out = strtol(scalar_text(node), &end, 10);
    return errno == 0 && end != scalar_text(node) && *end == '\0';
}

enum concord_status yaml_field_number(struct yaml_reader *reader,
                                      const struct yaml_field *field, int least,
                                      int most, int *out) {
    const yaml_node_t *node = field->node;
    if (!node)
        return CONCORD_OK;
    long number = 0;
    if (!parse_number(node, &number)) {
        const char *text =
            node->type == YAML_SCALAR_NODE ? scalar_text(node) : "";
        return yaml_fail(reader, node,
                         "%s '%.*s' is no whole number; write one from %d to "
                         "%d",
                         field->name, SHOWN(text), least, most);
    }
    if (number < least || number > most)
        return yaml_fail(reader, node,
                         "%s %ld is out of range; write one from %d to %d",
                         field->name, number, least, most);
    *out = (int)number;
    return CONCORD_OK;
}

enum concord_status yaml_field_flag(struct yaml_reader *reader,
                                    const struct yaml_field *field, bool *out) {
    const yaml_node_t *node = field->node;
    if (!node)
        return CONCORD_OK;
    if (!is_plain(node) ||
        (!scalar_is(node, "true") && !scalar_is(node, "false")))
        return yaml_fail(reader, node,
                         "'%s' is neither true nor false; write one of them",
                         field->name);
    *out = scalar_is(node, "true");
    return CONCORD_OK;
}

enum concord_status yaml_field_word(struct yaml_reader *reader,
                                    const struct yaml_field *field,
                                    const char *const *words, size_t count,
                                    int *out) {
    if (!field->node)
        return CONCORD_OK;
    const char *text = NULL;
    enum concord_status status =
        yaml_text(reader, field->node, field->name, &text);
    if (status != CONCORD_OK || text == NULL)
        return status;
    char known[LISTED_MAX] = "";
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], text) == 0) {
            *out = (int)i;
            return CONCORD_OK;
        }
        list_word(known, words[i]);
    }
    return yaml_fail(reader, field->node, "unknown %s '%.*s'; known are %s",
                     field->name, SHOWN(text), known);
}
