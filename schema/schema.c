/* schema.c - the vocabularies, loaded and looked up. */
#include "schema/schema.h"

#include <stdlib.h>
#include <string.h>

#include "schema_parts.h"
#include "yaml_reader.h"

bool is_slug(const char *text, size_t size) {
    if (size == 0 || size > SLUG_MAX)
        return false;
    for (size_t i = 0; i < size; i++) {
        char byte = text[i];
        if (!((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
              byte == '-'))
            return false;
    }
    return true;
}

enum concord_status schema_read_list(struct schema *schema,
                                     const struct schema_file *file,
                                     const char *name, list_items_read *read,
                                     struct concord_error *err) {
    struct yaml_reader yaml;
    struct yaml_items items = {0};
    enum concord_status status =
        yaml_reader_open(&yaml, file, &schema->arena, err);
    if (status == CONCORD_OK)
        status = yaml_read_root(&yaml, name, 0, &items);
    if (status == CONCORD_OK)
        status = read(&yaml, schema, &items);
    yaml_reader_close(&yaml);
    return status;
}

static enum concord_status load_values_of(struct schema *schema, size_t index,
                                          struct schema_folder *folder,
                                          struct concord_error *err) {
    struct facet *facet = &schema->facets[index];
    struct schema_file file = {0};
    enum concord_status status =
        schema_folder_read(folder, schema->values_files[index],
                           schema->values_askers[index], &file, err);
    if (status == CONCORD_OK && facet->kind == FACET_CLOSED)
        status = vocabulary_read(&schema->arena, facet, &file, err);
    else if (status == CONCORD_OK)
        status = gazetteer_read(schema, &file, err);
    schema_file_free(&file);
    return status;
}

/* The values of every facet of one kind. */
static enum concord_status load_values(struct schema *schema,
                                       enum facet_kind kind,
                                       struct schema_folder *folder,
                                       struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < schema->facet_count && status == CONCORD_OK; i++)
        if (schema->facets[i].kind == kind)
            status = load_values_of(schema, i, folder, err);
    return status;
}

typedef enum concord_status list_reader(struct schema *,
                                        const struct schema_file *,
                                        struct concord_error *);

/* A file that every schema has, by its name. */
static enum concord_status load_list(struct schema *schema, const char *name,
                                     list_reader *read,
                                     struct schema_folder *folder,
                                     struct concord_error *err) {
    struct schema_file file = {0};
    enum concord_status status =
        schema_folder_read(folder, name, NULL, &file, err);
    if (status == CONCORD_OK)
        status = read(schema, &file, err);
    schema_file_free(&file);
    return status;
}

/* Indexes of an earlier version have a schema without it. */
static enum concord_status load_synonyms(struct schema *schema,
                                         struct schema_folder *folder,
                                         struct concord_error *err) {
    if (!schema_folder_has(folder, "synonyms.yaml"))
        return CONCORD_OK;
    return load_list(schema, "synonyms.yaml", synonyms_read, folder, err);
}

/* Files that a folder made before them does without. */
static enum concord_status load_later_lists(struct schema *schema,
                                            struct schema_folder *folder,
                                            struct concord_error *err) {
    static const char *const files[] = {"lines.yaml", "question-words.yaml"};
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < 2 && status == CONCORD_OK; i++)
        if (schema_folder_has(folder, files[i]))
            status =
                load_list(schema, files[i], wording_list_read, folder, err);
    return status;
}

static enum concord_status load_authorities(struct schema *schema,
                                            struct schema_folder *folder,
                                            struct concord_error *err) {
    enum concord_status status =
        load_list(schema, "office-holders.yaml", office_list_read, folder, err);
    if (status == CONCORD_OK)
        status = load_list(schema, "events.yaml", event_list_read, folder, err);
    if (status == CONCORD_OK)
        status = load_list(schema, "bodies.tsv", body_list_read, folder, err);
    if (status == CONCORD_OK)
        status =
            load_list(schema, "name-words.yaml", name_words_read, folder, err);
    if (status == CONCORD_OK)
        status =
            load_list(schema, "body-kinds.yaml", body_kinds_read, folder, err);
    if (status == CONCORD_OK)
        status = load_list(schema, "relations.yaml", relation_cues_read, folder,
                           err);
    return status;
}

/* End the list of the files read with NULL, and sum them up. */
static enum concord_status note_files(struct schema *schema,
                                      struct schema_folder *folder,
                                      struct concord_error *err) {
    const char **end = arena_push(&schema->arena, &folder->names,
                                  &folder->name_count, sizeof *end);
    if (!end)
        return concord_no_memory(err);
    schema->files = folder->names;
    schema_folder_version(folder, schema->version);
    return CONCORD_OK;
}

enum concord_status schema_load(struct schema **out, const char *directory,
                                struct concord_error *err) {
    *out = NULL;
    struct schema *schema = calloc(1, sizeof *schema);
    if (!schema)
        return concord_no_memory(err);
    struct schema_folder folder;
    enum concord_status status =
        schema_folder_open(&folder, directory, &schema->arena, err);
    if (status == CONCORD_OK)
        status =
            load_list(schema, "facets.yaml", facet_list_read, &folder, err);
    if (status == CONCORD_OK)
        status = load_values(schema, FACET_CLOSED, &folder, err);
    if (status == CONCORD_OK) /* what names a source comes after it */
        status =
            load_list(schema, "sources.yaml", source_list_read, &folder, err);
    if (status == CONCORD_OK) /* its regions are a closed facet's values */
        status = load_values(schema, FACET_TREE, &folder, err);
    if (status == CONCORD_OK)
        status = load_list(schema, "boilerplate.yaml", boilerplate_read,
                           &folder, err);
    if (status == CONCORD_OK) /* its bodies have places */
        status = load_authorities(schema, &folder, err);
    if (status == CONCORD_OK)
        status =
            load_list(schema, "speech.yaml", wording_list_read, &folder, err);
    if (status == CONCORD_OK)
        status =
            load_list(schema, "clauses.yaml", wording_list_read, &folder, err);
    if (status == CONCORD_OK)
        status = load_synonyms(schema, &folder, err);
    if (status == CONCORD_OK)
        status = load_later_lists(schema, &folder, err);
    if (status == CONCORD_OK)
        status = note_files(schema, &folder, err);
    schema_folder_close(&folder);
    if (status == CONCORD_OK)
        *out = schema;
    else
        schema_destroy(schema);
    return status;
}

void schema_destroy(struct schema *schema) {
    if (!schema)
        return;
    arena_clear(&schema->arena);
    free(schema);
}

const char *schema_version(const struct schema *schema) {
    return schema->version;
}

const char *const *schema_files(const struct schema *schema) {
    return schema->files;
}

size_t schema_facet_count(const struct schema *schema) {
    return schema->facet_count;
}

const struct facet *schema_facet(const struct schema *schema, size_t index) {
    return &schema->facets[index];
}

int schema_find_facet(const struct schema *schema, const char *name) {
    for (size_t i = 0; i < schema->facet_count; i++)
        if (strcmp(schema->facets[i].name, name) == 0)
            return (int)i;
    return SCHEMA_NO_INDEX;
}

int schema_find_inferred(const struct schema *schema,
                         enum facet_inference inferred_by) {
    for (size_t i = 0; i < schema->facet_count; i++)
        if (schema->facets[i].inferred_by == inferred_by)
            return (int)i;
    return SCHEMA_NO_INDEX;
}

/* A closed facet has some dozens of values: going through them is quicker
 * than a table is to reach. */
int facet_find_value(const struct facet *facet, const char *value) {
    for (size_t i = 0; i < facet->value_count; i++)
        if (strcmp(facet->values[i].value, value) == 0)
            return (int)i;
    return SCHEMA_NO_INDEX;
}

size_t schema_place_count(const struct schema *schema) {
    return schema->place_count;
}

const struct place *schema_place(const struct schema *schema, size_t index) {
    return &schema->places[index];
}

int schema_find_place(const struct schema *schema, const char *path) {
    return string_index_find(&schema->place_paths, path);
}

size_t schema_shape_count(const struct schema *schema) {
    return schema->shape_count;
}

const struct boilerplate_shape *schema_shape(const struct schema *schema,
                                             size_t index) {
    return &schema->shapes[index];
}

const char *schema_label(const struct schema *schema, size_t facet,
                         const char *value) {
    const struct facet *held = schema_facet(schema, facet);
    if (held->kind == FACET_CLOSED) {
        int index = facet_find_value(held, value);
        return index == SCHEMA_NO_INDEX ? value : held->values[index].label;
    }
    if (held->kind == FACET_TREE) {
        int index = schema_find_place(schema, value);
        return index == SCHEMA_NO_INDEX ? value : schema->places[index].name;
    }
    return value;
}
