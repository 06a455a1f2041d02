/* yaml_reader.h - a YAML file of the schema, read strictly: every fault is
 * answered with file, line, fault and remedy.
 *
 * A map is read into a table of the keys that it may have:
 *
 *   struct yaml_field fields[] = {{"name", true, NULL}, {"max", false, NULL}};
 *   status = yaml_read_fields(reader, node, fields, 2);
 *
 * after which each field's node is there, or NULL for an optional key that was
 * not given. The readers of a field leave *out alone when its node is NULL,
 * so that the caller's default stands. Text goes into the arena. Anchors and
 * aliases are refused: no file can be larger read than written. */
#ifndef CONCORD_SCHEMA_YAML_READER_PRIVATE_H
#define CONCORD_SCHEMA_YAML_READER_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "schema/arena.h"
#include "schema/edtf.h"
#include "schema/status.h"
#include "schema_folder.h"

enum {
    YAML_NODES_MAX = 200 * 1000,
    YAML_DEPTH_MAX = 16 /* libyaml's time is quadratic in the depth */
};

struct yaml_reader {
    const char *file; /* its name in messages */
    struct arena *arena;
    struct concord_error *err;
    yaml_document_t document;
    bool loaded;
};

struct yaml_field {
    const char *name;
    bool required;
    yaml_node_t *node;
};

/* What is left of a list. */
struct yaml_items {
    const yaml_node_item_t *next;
    const yaml_node_item_t *end;
};

/* `file` must outlive the reader, which yaml_reader_close() gives back
 * whether this succeeds or not. */
enum concord_status yaml_reader_open(struct yaml_reader *reader,
                                     const struct schema_file *file,
                                     struct arena *arena,
                                     struct concord_error *err);
void yaml_reader_close(struct yaml_reader *reader);

/* CONCORD_BAD_SCHEMA with `file:line: ` before the message. */
enum concord_status yaml_fail(const struct yaml_reader *reader,
                              const yaml_node_t *node, const char *format, ...)
    CONCORD_PRINTF(3, 4);

size_t yaml_line(const yaml_node_t *node);

enum concord_status yaml_read_fields(struct yaml_reader *reader,
                                     const yaml_node_t *node,
                                     struct yaml_field *fields, size_t count);

/* The file is a map of one key, `name`, with a list of at least `least`. */
enum concord_status yaml_read_root(struct yaml_reader *reader, const char *name,
                                   size_t least, struct yaml_items *out);

enum concord_status yaml_field_items(struct yaml_reader *reader,
                                     const struct yaml_field *field,
                                     struct yaml_items *out);
size_t yaml_items_count(const struct yaml_items *items);
/* The next item's node, or NULL at the end. */
yaml_node_t *yaml_next(struct yaml_reader *reader, struct yaml_items *items);

/* One line of text that is not empty; `name` is what messages call it. */
enum concord_status yaml_text(struct yaml_reader *reader,
                              const yaml_node_t *node, const char *name,
                              const char **out);
enum concord_status yaml_field_text(struct yaml_reader *reader,
                                    const struct yaml_field *field,
                                    const char **out);
/* An identifier: a-z, 0-9 and hyphen. */
enum concord_status yaml_field_slug(struct yaml_reader *reader,
                                    const struct yaml_field *field,
                                    const char **out);
/* EDTF, as edtf.h draws it. */
enum concord_status yaml_field_date(struct yaml_reader *reader,
                                    const struct yaml_field *field,
                                    struct edtf_date *out);
enum concord_status yaml_field_number(struct yaml_reader *reader,
                                      const struct yaml_field *field, int least,
                                      int most, int *out);
enum concord_status yaml_field_flag(struct yaml_reader *reader,
                                    const struct yaml_field *field, bool *out);
/* One of `words`; *out is its index. */
enum concord_status yaml_field_word(struct yaml_reader *reader,
                                    const struct yaml_field *field,
                                    const char *const *words, size_t count,
                                    int *out);

#endif
