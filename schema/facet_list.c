/* facet_list.c - facets.yaml: which facets there are, in the order shown. */
#include <string.h>

#include "schema_parts.h"
#include "yaml_reader.h"

enum facet_key { NAME, LABEL, KIND, VALUES, INFERRED_BY, FILTER, FACET_KEYS };

static const char *const kind_names[] = {[FACET_CLOSED] = "closed",
                                         [FACET_TREE] = "tree",
                                         [FACET_YEAR] = "year",
                                         [FACET_OPEN] = "open"};

static const char *const inference_names[] = {[INFER_NONE] = "none",
                                              [INFER_KIND] = "kind",
                                              [INFER_SUBJECT] = "subject",
                                              [INFER_PARTY] = "party",
                                              [INFER_PLACE] = "place",
                                              [INFER_REGION] = "region",
                                              [INFER_DATE] = "date",
                                              [INFER_PEOPLE] = "people",
                                              [INFER_ORGANISATIONS] =
                                                  "organisations",
                                              [INFER_CREATORS] = "creators"};

/* A facet's name is a parameter of the requests, so it must not take one that
 * means something else there, */
static const char *const taken_parameters[] = {
    "broaden", "certainty",  "columns",  "cursor",
    "date",    "date_match", "deadline", "duplicates",
    "expand",  "explain",    "facets",   "format",
    "id",      "include",    "in_force", "in_force_match",
    "kind",    "page",       "passages", "prefix",
    "q",       "relax",      "rows",     "side",
    "size",    "sort",       "speaker"};

/* and unless it is open, whose values stand elsewhere, a key of the answers. */
static const char *const taken_keys[] = {
    "acronyms",   "clauses",       "creator", "dates",  "editions",
    "evidence",   "organisations", "people",  "places", "publisher",
    "quotations", "relations",     "rights",  "score",  "source",
    "text",       "title",         "variants"};

struct facet_reader {
    struct yaml_reader yaml;
    struct schema *schema;
    const char *filters[SCHEMA_FACETS_MAX]; /* by number */
    unsigned filter_count;
};

/* The number of a filter's name, a new one when it is new. */
static unsigned filter_number(struct facet_reader *reader, const char *name) {
    for (unsigned i = 0; i < reader->filter_count; i++)
        if (strcmp(reader->filters[i], name) == 0)
            return i;
    reader->filters[reader->filter_count] = name;
    return reader->filter_count++;
}

static bool is_among(const char *const *names, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static enum concord_status check_name(const struct facet_reader *reader,
                                      const struct yaml_field *field,
                                      const struct facet *facet) {
    const char *name = facet->name;
    if (schema_find_facet(reader->schema, name) != SCHEMA_NO_INDEX)
        return yaml_fail(&reader->yaml, field->node,
                         "facet '%s' is listed twice; remove one", name);
    if (is_among(taken_parameters,
                 sizeof taken_parameters / sizeof *taken_parameters, name) ||
        (facet->kind != FACET_OPEN &&
         is_among(taken_keys, sizeof taken_keys / sizeof *taken_keys, name)))
        return yaml_fail(&reader->yaml, field->node,
                         "facet '%s' has the name of another key or "
                         "parameter; choose a different one",
                         name);
    return CONCORD_OK;
}

/* There is one gazetteer, and one date that has a year. */
static enum concord_status check_kind(const struct facet_reader *reader,
                                      const struct yaml_field *field,
                                      const struct facet *facet) {
    const struct schema *schema = reader->schema;
    for (size_t i = 0; i < schema->facet_count; i++)
        if ((facet->kind == FACET_TREE || facet->kind == FACET_YEAR) &&
            schema->facets[i].kind == facet->kind)
            return yaml_fail(&reader->yaml, field->node,
                             "facet '%s' is the second of kind %s; keep one",
                             facet->name, kind_names[facet->kind]);
    return CONCORD_OK;
}

/* Which kind a facet must be of to be inferred so. */
static bool inference_fits(enum facet_inference inferred_by,
                           enum facet_kind kind) {
    switch (inferred_by) {
    case INFER_NONE:
        return true;
    case INFER_PLACE:
        return kind == FACET_TREE;
    case INFER_DATE:
        return kind == FACET_YEAR;
    case INFER_KIND:
    case INFER_SUBJECT:
    case INFER_PARTY:
    case INFER_REGION:
        return kind == FACET_CLOSED;
    case INFER_PEOPLE:
    case INFER_ORGANISATIONS:
    case INFER_CREATORS:
        return kind == FACET_OPEN;
    }
    return false;
}

static enum concord_status check_values_file(const struct facet_reader *reader,
                                             const struct yaml_field *field,
                                             const yaml_node_t *node,
                                             const struct facet *facet,
                                             const char *name) {
    bool listed = facet->kind == FACET_CLOSED || facet->kind == FACET_TREE;
    if (!listed && name)
        return yaml_fail(&reader->yaml, field->node,
                         "facet '%s' of kind %s takes no values; remove "
                         "the key",
                         facet->name, kind_names[facet->kind]);
    if (!listed)
        return CONCORD_OK;
    if (!name)
        return yaml_fail(&reader->yaml, node,
                         "key 'values' is missing; name the file with the "
                         "values of facet '%s'",
                         facet->name);
    if (strchr(name, '/') || name[0] == '.')
        return yaml_fail(&reader->yaml, field->node,
                         "values '%.*s' is no file beside this one; give a "
                         "name without folders",
                         SHOWN(name));
    return CONCORD_OK;
}

static enum concord_status check_facet(const struct facet_reader *reader,
                                       const yaml_node_t *node,
                                       const struct yaml_field *fields,
                                       const struct facet *facet,
                                       const char *values_file) {
    enum concord_status status = check_name(reader, &fields[NAME], facet);
    if (status == CONCORD_OK)
        status = check_kind(reader, &fields[KIND], facet);
    if (status == CONCORD_OK)
        status = check_values_file(reader, &fields[VALUES], node, facet,
                                   values_file);
    if (status == CONCORD_OK &&
        !inference_fits(facet->inferred_by, facet->kind))
        return yaml_fail(&reader->yaml, fields[INFERRED_BY].node,
                         "a facet of kind %s cannot be inferred by %s; change "
                         "kind or inferred-by",
                         kind_names[facet->kind],
                         inference_names[facet->inferred_by]);
    return status;
}

/* Everything that a field alone decides. */
static enum concord_status read_fields(struct facet_reader *reader,
                                       const struct yaml_field *fields,
                                       struct facet *facet,
                                       const char **values_file) {
    struct yaml_reader *yaml = &reader->yaml;
    int kind = FACET_CLOSED;
    int inferred_by = INFER_NONE;
    enum concord_status status =
        yaml_field_slug(yaml, &fields[NAME], &facet->name);
    if (status == CONCORD_OK)
        status = yaml_field_text(yaml, &fields[LABEL], &facet->label);
    if (status == CONCORD_OK)
        status = yaml_field_word(yaml, &fields[KIND], kind_names,
                                 sizeof kind_names / sizeof *kind_names, &kind);
    if (status == CONCORD_OK)
        status = yaml_field_text(yaml, &fields[VALUES], values_file);
    if (status == CONCORD_OK)
        status = yaml_field_word(
            yaml, &fields[INFERRED_BY], inference_names,
            sizeof inference_names / sizeof *inference_names, &inferred_by);
    facet->kind = (enum facet_kind)kind;
    facet->inferred_by = (enum facet_inference)inferred_by;
    return status;
}

static enum concord_status add_facet(struct facet_reader *reader,
                                     const struct facet *facet,
                                     const char *values_file,
                                     const yaml_node_t *asker) {
    struct schema *schema = reader->schema;
    size_t index = schema->facet_count;
    if (values_file) {
        schema->values_files[index] = values_file;
        schema->values_askers[index] = arena_printf(
            &schema->arena, "%s:%zu", reader->yaml.file, yaml_line(asker));
        if (!schema->values_askers[index])
            return concord_no_memory(reader->yaml.err);
    }
    schema->facets[index] = *facet;
    schema->facet_count++;
    return CONCORD_OK;
}

static enum concord_status read_facet(struct facet_reader *reader,
                                      const yaml_node_t *node) {
    if (reader->schema->facet_count == SCHEMA_FACETS_MAX)
        return yaml_fail(&reader->yaml, node,
                         "there are more than %d facets; remove some",
                         SCHEMA_FACETS_MAX);
    struct yaml_field fields[FACET_KEYS] = {
        [NAME] = {"name", true, NULL},
        [LABEL] = {"label", true, NULL},
        [KIND] = {"kind", true, NULL},
        [VALUES] = {"values", false, NULL},
        [INFERRED_BY] = {"inferred-by", false, NULL},
        [FILTER] = {"filter", false, NULL}};
    struct facet facet = {0};
    const char *values_file = NULL;
    enum concord_status status =
        yaml_read_fields(&reader->yaml, node, fields, FACET_KEYS);
    if (status == CONCORD_OK)
        status = read_fields(reader, fields, &facet, &values_file);
    if (status == CONCORD_OK)
        status = check_facet(reader, node, fields, &facet, values_file);
    const char *filter = facet.name;
    if (status == CONCORD_OK)
        status = yaml_field_slug(&reader->yaml, &fields[FILTER], &filter);
    if (status != CONCORD_OK)
        return status;
    facet.filter = filter_number(reader, filter);
    return add_facet(reader, &facet, values_file, fields[VALUES].node);
}

/* The gazetteer's region column speaks of the region facet's values. */
static enum concord_status check_regions(const struct schema *schema,
                                         const struct schema_file *file,
                                         struct concord_error *err) {
    for (size_t i = 0; i < schema->facet_count; i++)
        if (schema->facets[i].kind == FACET_TREE &&
            schema_find_inferred(schema, INFER_REGION) == SCHEMA_NO_INDEX)
            return concord_fail(err, CONCORD_BAD_SCHEMA,
                                "%s:1: facet '%s' of kind tree stands on "
                                "regions; add a facet inferred-by region",
                                file->name, schema->facets[i].name);
    return CONCORD_OK;
}

enum concord_status facet_list_read(struct schema *schema,
                                    const struct schema_file *file,
                                    struct concord_error *err) {
    struct facet_reader reader = {.schema = schema};
    struct yaml_items items = {0};
    enum concord_status status =
        yaml_reader_open(&reader.yaml, file, &schema->arena, err);
    if (status == CONCORD_OK)
        status = yaml_read_root(&reader.yaml, "facets", 1, &items);
    const yaml_node_t *node = NULL;
    while (status == CONCORD_OK && (node = yaml_next(&reader.yaml, &items)))
        status = read_facet(&reader, node);
    yaml_reader_close(&reader.yaml);
    return status == CONCORD_OK ? check_regions(schema, file, err) : status;
}
