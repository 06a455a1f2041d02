/* read.c - the keys and values of one paper's metadata. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "metadata/parts.h"
#include "schema/buffer.h"
#include "text/normal.h"

enum { WARNING_BYTES = 8 * 1024, SHOWN_BYTES = 60 };

enum concord_status metadata_warnings_add(struct metadata_warnings *warnings,
                                          const char *file, size_t line,
                                          const char *fault,
                                          struct concord_error *err) {
    const char *text = line > 0 ? arena_printf(&warnings->arena, "%s:%zu: %s",
                                               file, line, fault)
                                : arena_string(&warnings->arena, fault);
    const char **added = text ? arena_push(&warnings->arena, &warnings->texts,
                                           &warnings->count, sizeof *added)
                              : NULL;
    if (!added)
        return concord_no_memory(err);
    *added = text;
    return CONCORD_OK;
}

enum concord_status metadata_warn(const struct metadata_reader *reader,
                                  size_t line, const char *format, ...) {
    char fault[WARNING_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault, sizeof fault, format, arguments);
    va_end(arguments);
    return metadata_warnings_add(reader->warnings, reader->file, line, fault,
                                 reader->err);
}

/* ---- keys ---- */

static const struct metadata_key KEYS[] = {
    {"id", KEY_ID, true, 0},
    {"title", KEY_TITLE, true, 0},
    {"date", KEY_DATE, true, 0},
    {"people", KEY_NAMES, false, 0},
    {"organisations", KEY_NAMES, false, 0},
    {"creator", KEY_NAMES, false, 0},
    {"publisher", KEY_TEXT, true, 0},
    {"address", KEY_ADDRESS, true, 0},
    {"rights", KEY_TEXT, true, 0},
    {"supersedes", KEY_TEXT, false, 0},
};

enum { KEY_COUNT = sizeof KEYS / sizeof KEYS[0] };

/* The year comes with the date, and names with the people and bodies. */
static bool takes_values(const struct facet *facet) {
    return facet->kind == FACET_CLOSED || facet->kind == FACET_TREE;
}

static bool find_key(const struct schema *schema, const char *name,
                     struct metadata_key *out) {
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (strcasecmp(KEYS[i].name, name) == 0) {
            *out = KEYS[i];
            return true;
        }
    for (size_t i = 0; i < schema_facet_count(schema); i++) {
        const struct facet *facet = schema_facet(schema, i);
        if (!takes_values(facet) || strcasecmp(facet->name, name) != 0)
            continue;
        *out = (struct metadata_key){
            facet->name, facet->kind == FACET_TREE ? KEY_PLACE : KEY_VALUE,
            false, (unsigned)i};
        return true;
    }
    return false;
}

static enum concord_status warn_unknown_key(struct metadata_reader *reader,
                                            const struct yaml_tree *item) {
    struct buffer known = BUFFER_INIT(WARNING_BYTES / 2);
    for (size_t i = 0; i < KEY_COUNT; i++)
        buffer_printf(&known, "%s%s", i ? ", " : "", KEYS[i].name);
    for (size_t i = 0; i < schema_facet_count(reader->schema); i++) {
        const struct facet *facet = schema_facet(reader->schema, i);
        if (takes_values(facet))
            buffer_printf(&known, ", %s", facet->name);
    }
    enum concord_status status = metadata_warn(
        reader, item->key_line, "unknown key '%.*s'; known are %s", SHOWN_BYTES,
        item->key, known.data ? known.data : "");
    buffer_destroy(&known);
    return status;
}

/* ---- values ---- */

/* *out is a clean copy, or NULL when nothing is left of the text. */
static enum concord_status clean_text(const struct metadata_reader *reader,
                                      const char *text, const char **out) {
    size_t size = strlen(text);
    struct buffer clean = BUFFER_INIT(size * 4 + 16);
    *out = NULL;
    enum concord_status status = text_clean(&clean, text, size, reader->err);
    if (status == CONCORD_OK && clean.size > 0) {
        *out = arena_copy(reader->arena, clean.data, clean.size);
        if (!*out)
            status = concord_no_memory(reader->err);
    }
    buffer_destroy(&clean);
    return status;
}

/* The values of a key, while they are read. */
struct value_list {
    struct metadata_value *values;
    size_t count;
};

static enum concord_status push_value(struct metadata_reader *reader,
                                      struct value_list *list,
                                      struct metadata_value value) {
    struct metadata_value *added =
        arena_push(reader->arena, &list->values, &list->count, sizeof *added);
    if (!added)
        return concord_no_memory(reader->err);
    *added = value;
    return CONCORD_OK;
}

static enum concord_status warn_no_value(struct metadata_reader *reader,
                                         const struct metadata_key *key,
                                         size_t line) {
    return metadata_warn(reader, line,
                         "'%s' has no value; write one, or %s: [] for none",
                         key->name, key->name);
}

static enum concord_status read_text(struct metadata_reader *reader,
                                     const struct metadata_key *key,
                                     const struct yaml_tree *item,
                                     struct value_list *list) {
    const char *text = NULL;
    enum concord_status status = clean_text(reader, item->text, &text);
    if (status != CONCORD_OK)
        return status;
    if (!text)
        return warn_no_value(reader, key, item->line);
    struct metadata_value value = {.quote = text, .line = item->line};
    status = metadata_settle(reader, key, text, item->line, &value.value);
    return status == CONCORD_OK && value.value ? push_value(reader, list, value)
                                               : status;
}

/* Where a part of a person or a body is kept; NULL for no such part. */
static const char **find_part(struct metadata_value *value, const char *name) {
    if (strcasecmp(name, "name") == 0)
        return &value->value;
    if (strcasecmp(name, "role") == 0)
        return &value->role;
    if (strcasecmp(name, "organisation") == 0)
        return &value->organisation;
    if (strcasecmp(name, "acronym") == 0)
        return &value->acronym;
    return strcasecmp(name, "kind") == 0 ? &value->kind : NULL;
}

static enum concord_status read_part(struct metadata_reader *reader,
                                     const struct yaml_tree *item,
                                     struct metadata_value *value) {
    const char **part = find_part(value, item->key);
    if (!part)
        return metadata_warn(reader, item->key_line,
                             "unknown key '%.*s'; known are name, role, "
                             "organisation, acronym, kind",
                             SHOWN_BYTES, item->key);
    enum concord_status status = clean_text(reader, item->text, part);
    if (status == CONCORD_OK && !*part)
        status = metadata_warn(reader, item->line,
                               "'%s' is not a text; write one", item->key);
    return status;
}

/* {name: Jane Doe, role: Chair} */
static enum concord_status read_named(struct metadata_reader *reader,
                                      const struct metadata_key *key,
                                      const struct yaml_tree *map,
                                      struct value_list *list) {
    struct metadata_value value = {.line = map->line};
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < map->count && status == CONCORD_OK; i++)
        status = read_part(reader, &map->items[i], &value);
    if (status != CONCORD_OK)
        return status;
    if (!value.value)
        return metadata_warn(reader, map->line,
                             "one of '%s' has no name; add a key 'name'",
                             key->name);
    value.quote = value.value;
    return push_value(reader, list, value);
}

static enum concord_status read_item(struct metadata_reader *reader,
                                     const struct metadata_key *key,
                                     const struct yaml_tree *item,
                                     struct value_list *list) {
    if (item->kind == TREE_TEXT)
        return read_text(reader, key, item, list);
    if (item->kind == TREE_MAP && key->form == KEY_NAMES)
        return read_named(reader, key, item, list);
    if (item->kind == TREE_NOTHING)
        return warn_no_value(reader, key, item->line);
    return metadata_warn(reader, item->line,
                         "a value of '%s' is a list or a map; write one text "
                         "or a list of texts",
                         key->name);
}

static enum concord_status read_values(struct metadata_reader *reader,
                                       const struct metadata_key *key,
                                       const struct yaml_tree *item,
                                       struct value_list *list) {
    if (item->kind != TREE_LIST)
        return read_item(reader, key, item, list);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < item->count && status == CONCORD_OK; i++)
        status = read_item(reader, key, &item->items[i], list);
    if (status == CONCORD_OK && key->single && list->count > 1) {
        status = metadata_warn(reader, list->values[1].line,
                               "'%s' has several values; the first one counts",
                               key->name);
        list->count = 1;
    }
    return status;
}

/* ---- maps ---- */

static enum concord_status read_key(struct metadata_reader *reader,
                                    const struct metadata_key *key,
                                    const struct yaml_tree *item,
                                    struct metadata *out) {
    struct value_list list = {0};
    bool emptied = item->kind == TREE_LIST && item->count == 0;
    if (metadata_find(out, key->name))
        return metadata_warn(reader, item->key_line,
                             "'%s' is given twice; the first one counts",
                             key->name);
    enum concord_status status = read_values(reader, key, item, &list);
    /* Values that are all unknown say nothing; no value at all says none. */
    if (status != CONCORD_OK || (list.count == 0 && !emptied))
        return status;
    struct metadata_entry *entry =
        arena_push(reader->arena, &out->entries, &out->count, sizeof *entry);
    if (!entry)
        return concord_no_memory(reader->err);
    *entry = (struct metadata_entry){key->name, reader->source, item->key_line,
                                     list.values, list.count};
    return CONCORD_OK;
}

static bool text_is_any(const char *text, const char *const *words) {
    for (size_t i = 0; words[i]; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return false;
}

/* In doubt a paper is withdrawn: somebody wanted it gone. */
static enum concord_status read_withdraw(struct metadata_reader *reader,
                                         const struct yaml_tree *item,
                                         struct metadata *out) {
    static const char *const yes[] = {"true", "yes", "on", NULL};
    static const char *const no[] = {"false", "no", "off", NULL};
    if (reader->source != METADATA_OVERRIDE)
        return metadata_warn(reader, item->key_line,
                             "'withdraw' counts in %s only; move it there",
                             METADATA_OVERRIDES_NAME);
    out->withdrawn = !text_is_any(item->text, no);
    if (!out->withdrawn || text_is_any(item->text, yes))
        return CONCORD_OK;
    return metadata_warn(reader, item->line,
                         "'withdraw' is neither true nor false and is read as "
                         "true; write one of them");
}

enum concord_status metadata_read_map(struct metadata_reader *reader,
                                      const struct yaml_tree *map,
                                      struct metadata *out) {
    *out = (struct metadata){0};
    enum concord_status status = CONCORD_OK;
    if (map->kind != TREE_MAP && map->kind != TREE_NOTHING)
        return metadata_warn(reader, map->line,
                             "there are no keys here; write key: value");
    for (size_t i = 0; i < map->count && status == CONCORD_OK; i++) {
        const struct yaml_tree *item = &map->items[i];
        struct metadata_key key;
        if (strcasecmp(item->key, "withdraw") == 0)
            status = read_withdraw(reader, item, out);
        else if (find_key(reader->schema, item->key, &key))
            status = read_key(reader, &key, item, out);
        else
            status = warn_unknown_key(reader, item);
    }
    return status;
}

enum concord_status metadata_read(struct metadata *out, struct arena *arena,
                                  enum metadata_source source, const char *file,
                                  const char *bytes, size_t size,
                                  const struct schema *schema,
                                  struct metadata_warnings *warnings,
                                  struct concord_error *err) {
    struct metadata_reader reader = {arena,  file,     source,
                                     schema, warnings, err};
    struct concord_error fault = {0};
    const struct yaml_tree *tree = NULL;
    *out = (struct metadata){0};
    if (!bytes)
        return CONCORD_OK;
    enum concord_status status =
        yaml_tree_read(&tree, arena, file, bytes, size, &fault);
    if (status == CONCORD_OK)
        return metadata_read_map(&reader, tree, out);
    /* The message has file and line already. */
    return status == CONCORD_BAD_INPUT
               ? metadata_warn(&reader, 0, "%s", fault.message)
               : concord_no_memory(err);
}
