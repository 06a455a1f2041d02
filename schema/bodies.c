/* bodies.c - bodies.tsv: the bodies of the time, one a line.
 *
 * A body's line is its index + TSV_FIRST_LINE. A successor may stand anywhere
 * in the file, so that successors are found when all rows are read: until then
 * each body's are kept as they are written. */
#include <string.h>

#include "tsv_reader.h"

#define HEADER                                                                 \
    "body\tname\tkind\tfrom\tto\tregion\tplaces\tacronym\tsuccessors\tnames\t" \
    "source"

enum column {
    BODY,
    NAME,
    KIND,
    FROM,
    TO,
    REGION,
    PLACES,
    ACRONYM,
    SUCCESSORS,
    NAMES,
    SOURCE,
    COLUMNS
};

static const char *const kinds[] = {
    [BODY_PRIMARY_CARE_TRUST] = "primary-care-trust",
    [BODY_CARE_TRUST] = "care-trust",
    [BODY_STRATEGIC_HEALTH_AUTHORITY] = "strategic-health-authority",
    [BODY_CLINICAL_COMMISSIONING_GROUP] = "clinical-commissioning-group",
    [BODY_INTEGRATED_CARE_BOARD] = "integrated-care-board",
    [BODY_GOVERNMENT] = "government",
    [BODY_PUBLIC] = "public",
    [BODY_GOVERNMENT_OFFICE] = "government-office",
    [BODY_REGIONAL] = "regional",
    [BODY_VOLUNTARY] = "voluntary"};

struct body_reader {
    struct tsv_reader tsv;
    const struct facet *regions; /* NULL in a schema without them */
    bool has_places;
    char **successors; /* of each body, as written */
};

static enum concord_status read_key(const struct body_reader *reader,
                                    const char *key, struct body *body) {
    struct schema *schema = reader->tsv.schema;
    if (!is_slug(key, strlen(key)))
        return tsv_fail(&reader->tsv,
                        "body '%.*s' is no identifier; use a-z, 0-9 and "
                        "hyphens, at most %d of them",
                        SHOWN(key), SLUG_MAX);
    int before =
        string_index_put(&schema->body_keys, key, (int)schema->body_count);
    if (before != SCHEMA_NO_INDEX)
        return tsv_fail(&reader->tsv,
                        "body '%s' stands in line %d already; remove one", key,
                        before + TSV_FIRST_LINE);
    body->body = key;
    return CONCORD_OK;
}

static enum concord_status read_kind(const struct body_reader *reader,
                                     const char *kind, struct body *body) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i], kind) == 0) {
            body->kind = (enum body_kind)i;
            return CONCORD_OK;
        }
    }
    return tsv_fail(&reader->tsv,
                    "unknown kind '%.*s'; known are primary-care-trust, "
                    "care-trust, strategic-health-authority, "
                    "clinical-commissioning-group, integrated-care-board, "
                    "government, public, government-office, regional, "
                    "voluntary",
                    SHOWN(kind));
}

/* Empty for a body of no one region. */
static enum concord_status read_region(const struct body_reader *reader,
                                       const char *region, struct body *body) {
    body->region = SCHEMA_NO_INDEX;
    if (region[0] == '\0' || !reader->regions)
        return CONCORD_OK;
    body->region = facet_find_value(reader->regions, region);
    if (body->region == SCHEMA_NO_INDEX)
        return tsv_fail(&reader->tsv,
                        "region '%.*s' is no value of facet '%s'; use one, or "
                        "add it to the values",
                        SHOWN(region), reader->regions->name);
    return CONCORD_OK;
}

/* What finds the index of one piece of a column. */
typedef int finder(const struct schema *, const char *);

/* The pieces of a column, parted by |, as indexes. */
static enum concord_status read_indexes(const struct body_reader *reader,
                                        char *column, finder *find,
                                        const char *fault, const int **out,
                                        size_t *count) {
    const struct tsv_reader *tsv = &reader->tsv;
    int *indexes = NULL;
    char *at = column[0] ? column : NULL;
    while (at) {
        const char *piece = tsv_take(&at, '|');
        int index = find(tsv->schema, piece);
        if (index == SCHEMA_NO_INDEX)
            return tsv_fail(tsv, "'%.*s' %s", SHOWN(piece), fault);
        int *added =
            arena_push(&tsv->schema->arena, &indexes, count, sizeof *added);
        if (!added)
            return concord_no_memory(tsv->err);
        *added = index;
    }
    *out = indexes;
    return CONCORD_OK;
}

static enum concord_status read_places(const struct body_reader *reader,
                                       char *places, struct body *body) {
    if (!reader->has_places)
        return CONCORD_OK;
    return read_indexes(reader, places, schema_find_place,
                        "is no path of the gazetteer; use one that is, or add "
                        "the place there",
                        &body->places, &body->place_count);
}

static enum concord_status read_body(struct body_reader *reader, char **columns,
                                     struct body *body) {
    const struct tsv_reader *tsv = &reader->tsv;
    *body =
        (struct body){.acronym = columns[ACRONYM][0] ? columns[ACRONYM] : NULL};
    enum concord_status status = read_key(reader, columns[BODY], body);
    if (status == CONCORD_OK)
        status = read_kind(reader, columns[KIND], body);
    if (status == CONCORD_OK)
        status = tsv_read_span(tsv, columns[FROM], columns[TO], &body->existed);
    if (status == CONCORD_OK)
        status = read_region(reader, columns[REGION], body);
    if (status == CONCORD_OK)
        status = read_places(reader, columns[PLACES], body);
    if (status == CONCORD_OK)
        status = tsv_read_names(tsv, columns[NAME], columns[NAMES],
                                &body->names, &body->name_count);
    if (status == CONCORD_OK)
        status = tsv_read_source(tsv, columns[SOURCE], &body->source);
    return status;
}

static enum concord_status find_successors(struct body_reader *reader) {
    struct schema *schema = reader->tsv.schema;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < schema->body_count && status == CONCORD_OK; i++) {
        struct body *body = &schema->bodies[i];
        reader->tsv.line = i + TSV_FIRST_LINE;
        status = read_indexes(reader, reader->successors[i], schema_find_body,
                              "is no body of this file; use one that is, or "
                              "add a line for it",
                              &body->successors, &body->successor_count);
    }
    return status;
}

/* After the successors of all. */
static enum concord_status find_predecessors(struct body_reader *reader) {
    struct schema *schema = reader->tsv.schema;
    for (size_t i = 0; i < schema->body_count; i++) {
        const struct body *body = &schema->bodies[i];
        for (size_t j = 0; body->successors && j < body->successor_count; j++) {
            struct body *next = &schema->bodies[body->successors[j]];
            int *added = arena_push(&schema->arena, &next->predecessors,
                                    &next->predecessor_count, sizeof *added);
            if (!added)
                return concord_no_memory(reader->tsv.err);
            *added = (int)i;
        }
    }
    return CONCORD_OK;
}

/* ---- names ---- */

enum { NAME_MAX_BYTES = 160, TWO_BODIES = -2 };

/* In small letters, "&" as "and"; false for a name too long to be a body's. */
static bool fold_name(char *out, const char *name) {
    size_t size = 0;
    for (const char *at = name; *at; at++) {
        if (size + 4 > NAME_MAX_BYTES)
            return false;
        if (*at == '&') {
            memcpy(out + size, "and", 3);
            size += 3;
        } else {
            out[size++] = (char)(*at >= 'A' && *at <= 'Z' ? *at + 32 : *at);
        }
    }
    out[size] = '\0';
    return true;
}

static void note_name(struct schema *schema, const char *name, int body) {
    int before = string_index_put(&schema->body_names, name, body);
    if (before != SCHEMA_NO_INDEX && before != body)
        string_index_replace(&schema->body_names, name, TWO_BODIES);
}

static enum concord_status index_names(struct body_reader *reader) {
    struct schema *schema = reader->tsv.schema;
    size_t names = 0;
    for (size_t i = 0; i < schema->body_count; i++)
        names += schema->bodies[i].name_count + 1;
    if (!string_index_create(&schema->body_names, &schema->arena, names))
        return concord_no_memory(reader->tsv.err);
    for (size_t i = 0; i < schema->body_count; i++) {
        const struct body *body = &schema->bodies[i];
        if (body->acronym)
            note_name(schema, body->acronym, (int)i);
        for (size_t j = 0; j < body->name_count; j++) {
            char folded[NAME_MAX_BYTES];
            if (body->names[j].ambiguous ||
                !fold_name(folded, body->names[j].name))
                continue;
            const char *kept = arena_string(&schema->arena, folded);
            if (!kept)
                return concord_no_memory(reader->tsv.err);
            note_name(schema, kept, (int)i);
        }
    }
    return CONCORD_OK;
}

static enum concord_status read_rows(struct body_reader *reader) {
    struct schema *schema = reader->tsv.schema;
    enum concord_status status = CONCORD_OK;
    char *columns[COLUMNS];
    while (tsv_next(&reader->tsv, columns, COLUMNS, &status)) {
        size_t index = schema->body_count;
        status = read_body(reader, columns, &schema->bodies[index]);
        if (status != CONCORD_OK)
            return status;
        reader->successors[index] = columns[SUCCESSORS];
        schema->body_count++;
    }
    if (status == CONCORD_OK)
        status = find_successors(reader);
    if (status == CONCORD_OK)
        status = find_predecessors(reader);
    return status == CONCORD_OK ? index_names(reader) : status;
}

enum concord_status body_list_read(struct schema *schema,
                                   const struct schema_file *file,
                                   struct concord_error *err) {
    int regions = schema_find_inferred(schema, INFER_REGION);
    struct body_reader reader = {
        .regions = regions == SCHEMA_NO_INDEX ? NULL : &schema->facets[regions],
        .has_places =
            schema_find_inferred(schema, INFER_PLACE) != SCHEMA_NO_INDEX};
    enum concord_status status =
        tsv_open(&reader.tsv, schema, file, HEADER, err);
    if (status != CONCORD_OK)
        return status;
    size_t most = reader.tsv.rows_most;
    schema->bodies = arena_alloc(&schema->arena, most * sizeof *schema->bodies);
    reader.successors =
        arena_alloc(&schema->arena, most * sizeof *reader.successors);
    if (!schema->bodies || !reader.successors ||
        !string_index_create(&schema->body_keys, &schema->arena, most))
        return concord_no_memory(err);
    return read_rows(&reader);
}

size_t schema_body_count(const struct schema *schema) {
    return schema->body_count;
}

const struct body *schema_body(const struct schema *schema, size_t index) {
    return &schema->bodies[index];
}

int schema_find_body(const struct schema *schema, const char *body) {
    return string_index_find(&schema->body_keys, body);
}

int schema_find_body_named(const struct schema *schema, const char *name) {
    char folded[NAME_MAX_BYTES];
    int found = string_index_find(&schema->body_names, name);
    if (found == SCHEMA_NO_INDEX && fold_name(folded, name))
        found = string_index_find(&schema->body_names, folded);
    return found >= 0 ? found : SCHEMA_NO_INDEX;
}
