/* gazetteer.c - the gazetteer: one place a line.
 *
 * A place's line is its index + TSV_FIRST_LINE. */
#include <string.h>

#include "tsv_reader.h"

#define HEADER "path\tname\tkind\tgss\tfrom\tto\tregion\tnames\tsource"

enum column { PATH, NAME, KIND, GSS, FROM, TO, REGION, NAMES, SOURCE, COLUMNS };

static const char *const kinds[] = {
    "county",         "unitary",  "district", "metropolitan-district",
    "london-borough", "combined", "town"};

struct gazetteer_reader {
    struct tsv_reader tsv;
    const struct facet *regions;
};

/* Identifiers with slashes between them, at least the region's and one. */
static bool is_place_path(const char *path) {
    size_t segments = 0;
    for (const char *at = path;; at++) {
        size_t size = strcspn(at, "/");
        if (!is_slug(at, size))
            return false;
        segments++;
        at += size;
        if (*at == '\0')
            break;
    }
    return segments >= 2 && strlen(path) <= PLACE_PATH_MAX;
}

static enum concord_status read_path(struct gazetteer_reader *reader,
                                     const char *path, struct place *place) {
    struct schema *schema = reader->tsv.schema;
    if (!is_place_path(path))
        return tsv_fail(
            &reader->tsv,
            "path '%.*s' is no path of a place; write region/place in "
            "a-z, 0-9 and hyphens",
            SHOWN(path));
    int before =
        string_index_put(&schema->place_paths, path, (int)schema->place_count);
    if (before != SCHEMA_NO_INDEX)
        return tsv_fail(&reader->tsv,
                        "path '%.*s' stands in line %d already; remove one",
                        SHOWN(path), before + TSV_FIRST_LINE);
    place->path = path;
    return CONCORD_OK;
}

static enum concord_status read_region(const struct gazetteer_reader *reader,
                                       const char *region,
                                       struct place *place) {
    place->region = facet_find_value(reader->regions, region);
    if (place->region == SCHEMA_NO_INDEX)
        return tsv_fail(
            &reader->tsv,
            "region '%.*s' is no value of facet '%s'; use one, or add "
            "it to the values",
            SHOWN(region), reader->regions->name);
    size_t size = strlen(region);
    if (strncmp(place->path, region, size) != 0 || place->path[size] != '/')
        return tsv_fail(
            &reader->tsv,
            "path '%.*s' does not begin with its region '%s/'; mend "
            "one of them",
            SHOWN(place->path), region);
    return CONCORD_OK;
}

static enum concord_status read_kind(const struct gazetteer_reader *reader,
                                     const char *kind, struct place *place) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i], kind) == 0) {
            place->kind = kinds[i];
            return CONCORD_OK;
        }
    }
    return tsv_fail(&reader->tsv,
                    "unknown kind '%.*s'; known are county, unitary, district, "
                    "metropolitan-district, london-borough, combined, town",
                    SHOWN(kind));
}

/* A letter and eight digits: E06000019. */
static bool is_gss(const char *code) {
    return code[0] >= 'A' && code[0] <= 'Z' &&
           strspn(code + 1, "0123456789") == 8 && code[9] == '\0';
}

static enum concord_status read_gss(const struct gazetteer_reader *reader,
                                    const char *code, struct place *place) {
    if (code[0] == '\0')
        return CONCORD_OK;
    if (!is_gss(code))
        return tsv_fail(
            &reader->tsv,
            "gss '%.*s' is no code; write a letter and eight digits, "
            "or nothing",
            SHOWN(code));
    place->gss = code;
    return CONCORD_OK;
}

static enum concord_status read_place(struct gazetteer_reader *reader,
                                      char **columns, struct place *place) {
    const struct tsv_reader *tsv = &reader->tsv;
    *place = (struct place){.parent = SCHEMA_NO_INDEX};
    enum concord_status status = read_path(reader, columns[PATH], place);
    if (status == CONCORD_OK)
        status = read_region(reader, columns[REGION], place);
    if (status == CONCORD_OK)
        status = read_kind(reader, columns[KIND], place);
    if (status == CONCORD_OK)
        status = read_gss(reader, columns[GSS], place);
    if (status == CONCORD_OK)
        status =
            tsv_read_span(tsv, columns[FROM], columns[TO], &place->existed);
    if (status == CONCORD_OK)
        status = tsv_read_names(tsv, columns[NAME], columns[NAMES],
                                &place->names, &place->name_count);
    if (status == CONCORD_OK)
        status = tsv_read_source(tsv, columns[SOURCE], &place->source);
    if (status == CONCORD_OK)
        place->name = place->names[0].name;
    return status;
}

/* Join each place to the one above it, which may stand anywhere in the file.
 * What is right below a region has none. */
static enum concord_status find_parents(struct gazetteer_reader *reader) {
    struct schema *schema = reader->tsv.schema;
    for (size_t i = 0; i < schema->place_count; i++) {
        struct place *place = &schema->places[i];
        const char *last = strrchr(place->path, '/');
        size_t size = (size_t)(last - place->path);
        if (!memchr(place->path, '/', size))
            continue;
        char above[PLACE_PATH_MAX + 1];
        memcpy(above, place->path, size);
        above[size] = '\0';
        place->parent = string_index_find(&schema->place_paths, above);
        reader->tsv.line = i + TSV_FIRST_LINE;
        if (place->parent == SCHEMA_NO_INDEX)
            return tsv_fail(
                &reader->tsv,
                "no line has the path '%s' above this place; add one", above);
    }
    return CONCORD_OK;
}

static enum concord_status read_rows(struct gazetteer_reader *reader) {
    struct schema *schema = reader->tsv.schema;
    enum concord_status status = CONCORD_OK;
    char *columns[COLUMNS];
    while (tsv_next(&reader->tsv, columns, COLUMNS, &status)) {
        status =
            read_place(reader, columns, &schema->places[schema->place_count]);
        if (status != CONCORD_OK)
            return status;
        schema->place_count++;
    }
    return status == CONCORD_OK ? find_parents(reader) : status;
}

enum concord_status gazetteer_read(struct schema *schema,
                                   const struct schema_file *file,
                                   struct concord_error *err) {
    int regions = schema_find_inferred(schema, INFER_REGION);
    struct gazetteer_reader reader = {.regions = &schema->facets[regions]};
    enum concord_status status =
        tsv_open(&reader.tsv, schema, file, HEADER, err);
    if (status != CONCORD_OK)
        return status;
    size_t most = reader.tsv.rows_most;
    schema->places = arena_alloc(&schema->arena, most * sizeof *schema->places);
    if (!schema->places ||
        !string_index_create(&schema->place_paths, &schema->arena, most))
        return concord_no_memory(err);
    return read_rows(&reader);
}
