/* gazetteer.c - the gazetteer: one place a line, columns parted by tabs.
 *
 * The file is copied into the arena and cut up there, so that a place's
 * strings point into one piece of memory. A place's line is its index + 2:
 * the header is line 1, and empty lines are refused. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "schema_parts.h"

#define HEADER "path\tname\tkind\tgss\tfrom\tto\tregion\tnames"

enum column { PATH, NAME, KIND, GSS, FROM, TO, REGION, NAMES, COLUMNS };

enum { FIRST_LINE = 2, NAMES_MAX = 64 /* of one place */ };

static const char *const kinds[] = {
    "county",         "unitary",  "district", "metropolitan-district",
    "london-borough", "combined", "town"};

struct gazetteer_reader {
    struct schema *schema;
    const struct facet *regions;
    const char *file;
    size_t line;
    struct concord_error *err;
};

static enum concord_status fail(const struct gazetteer_reader *reader,
                                const char *format, ...) CONCORD_PRINTF(2, 3);

static enum concord_status fail(const struct gazetteer_reader *reader,
                                const char *format, ...) {
    char fault[CONCORD_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault, sizeof fault, format, arguments);
    va_end(arguments);
    return concord_fail(reader->err, CONCORD_BAD_SCHEMA, "%s:%zu: %s",
                        reader->file, reader->line, fault);
}

/* The text at *at up to `stop` or the end, cut off there; *at moves past it,
 * or becomes NULL at the end. */
static char *take(char **at, char stop) {
    char *piece = *at;
    char *end = strchr(piece, stop);
    *at = end ? end + 1 : NULL;
    if (end)
        *end = '\0';
    return piece;
}

/* Cut a line into its columns. Some editors take off blanks at a line's end,
 * and with them the tab before an empty last column. */
static enum concord_status split(const struct gazetteer_reader *reader,
                                 char *line, char **columns) {
    static char nothing[1];
    if (line[0] == '\0')
        return fail(reader, "the line is empty; remove it");
    size_t count = 0;
    char *at = line;
    while (at && count < COLUMNS)
        columns[count++] = take(&at, '\t');
    if (count == NAMES) {
        columns[NAMES] = nothing;
        count++;
    }
    if (at || count < COLUMNS)
        return fail(reader,
                    "there are %s than %d columns; part these with tabs: path "
                    "name kind gss from to region names",
                    at ? "more" : "fewer", COLUMNS);
    return CONCORD_OK;
}

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
    struct schema *schema = reader->schema;
    if (!is_place_path(path))
        return fail(reader,
                    "path '%.*s' is no path of a place; write region/place in "
                    "a-z, 0-9 and hyphens",
                    SHOWN(path));
    int before =
        string_index_put(&schema->place_paths, path, (int)schema->place_count);
    if (before != SCHEMA_NO_INDEX)
        return fail(reader, "path '%.*s' stands in line %d already; remove one",
                    SHOWN(path), before + FIRST_LINE);
    place->path = path;
    return CONCORD_OK;
}

static enum concord_status read_region(const struct gazetteer_reader *reader,
                                       const char *region,
                                       struct place *place) {
    place->region = facet_find_value(reader->regions, region);
    if (place->region == SCHEMA_NO_INDEX)
        return fail(reader,
                    "region '%.*s' is no value of facet '%s'; use one, or add "
                    "it to the values",
                    SHOWN(region), reader->regions->name);
    size_t size = strlen(region);
    if (strncmp(place->path, region, size) != 0 || place->path[size] != '/')
        return fail(reader,
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
    return fail(reader,
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
        return fail(reader,
                    "gss '%.*s' is no code; write a letter and eight digits, "
                    "or nothing",
                    SHOWN(code));
    place->gss = code;
    return CONCORD_OK;
}

static enum concord_status read_bound(const struct gazetteer_reader *reader,
                                      const char *column, const char *text,
                                      struct edtf_date *out) {
    *out = edtf_undated();
    if (text[0] == '\0' || edtf_parse(out, text))
        return CONCORD_OK;
    return fail(reader,
                "%s '%.*s' is no EDTF date; write one as 1998-04-01, 1998-04 "
                "or 1998, or nothing",
                column, SHOWN(text));
}

static enum concord_status read_existed(const struct gazetteer_reader *reader,
                                        const char *from, const char *to,
                                        struct place *place) {
    struct edtf_date first = {0};
    struct edtf_date last = {0};
    enum concord_status status = read_bound(reader, "from", from, &first);
    if (status == CONCORD_OK)
        status = read_bound(reader, "to", to, &last);
    if (status != CONCORD_OK)
        return status;
    place->existed = (struct edtf_date){first.earliest, last.latest};
    if (first.earliest > last.latest)
        return fail(reader, "'to' %s is before 'from' %s; mend one of them", to,
                    from);
    return CONCORD_OK;
}

static bool has_name(const struct place *place, const char *name) {
    for (size_t i = 0; i < place->name_count; i++)
        if (strcmp(place->names[i].name, name) == 0)
            return true;
    return false;
}

/* A ~ before the name marks one that needs support from its surroundings. */
static enum concord_status add_name(const struct gazetteer_reader *reader,
                                    const char *name, struct place *place,
                                    struct place_name **names) {
    bool ambiguous = name[0] == '~';
    name += ambiguous;
    size_t size = strlen(name);
    if (size == 0 || name[0] == ' ' || name[size - 1] == ' ')
        return fail(reader,
                    "name '%.*s' is empty or has a blank at its end; write "
                    "the name alone",
                    SHOWN(name));
    if (has_name(place, name))
        return fail(reader, "name '%.*s' is given twice; remove one",
                    SHOWN(name));
    if (place->name_count == NAMES_MAX)
        return fail(reader, "the place has more than %d names; remove some",
                    NAMES_MAX);
    struct place_name *added = arena_push(&reader->schema->arena, names,
                                          &place->name_count, sizeof *added);
    if (!added)
        return concord_no_memory(reader->err);
    *added = (struct place_name){name, ambiguous};
    place->names = *names;
    return CONCORD_OK;
}

static enum concord_status read_names(const struct gazetteer_reader *reader,
                                      const char *own, char *others,
                                      struct place *place) {
    struct place_name *names = NULL;
    enum concord_status status = add_name(reader, own, place, &names);
    char *at = others[0] ? others : NULL;
    while (status == CONCORD_OK && at)
        status = add_name(reader, take(&at, '|'), place, &names);
    if (status == CONCORD_OK)
        place->name = names[0].name;
    return status;
}

static enum concord_status read_place(struct gazetteer_reader *reader,
                                      char *line, struct place *place) {
    char *columns[COLUMNS] = {0};
    *place = (struct place){.parent = SCHEMA_NO_INDEX};
    enum concord_status status = split(reader, line, columns);
    if (status == CONCORD_OK)
        status = read_path(reader, columns[PATH], place);
    if (status == CONCORD_OK)
        status = read_region(reader, columns[REGION], place);
    if (status == CONCORD_OK)
        status = read_kind(reader, columns[KIND], place);
    if (status == CONCORD_OK)
        status = read_gss(reader, columns[GSS], place);
    if (status == CONCORD_OK)
        status = read_existed(reader, columns[FROM], columns[TO], place);
    if (status == CONCORD_OK)
        status = read_names(reader, columns[NAME], columns[NAMES], place);
    return status;
}

/* Join each place to the one above it, which may stand anywhere in the file.
 * What is right below a region has none. */
static enum concord_status find_parents(struct gazetteer_reader *reader) {
    struct schema *schema = reader->schema;
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
        reader->line = i + FIRST_LINE;
        if (place->parent == SCHEMA_NO_INDEX)
            return fail(reader,
                        "no line has the path '%s' above this place; add one",
                        above);
    }
    return CONCORD_OK;
}

/* The next line, without its end and a carriage return before it. NULL after
 * the last. */
static char *next_line(char **at) {
    if (!*at || **at == '\0')
        return NULL;
    char *line = take(at, '\n');
    size_t size = strlen(line);
    if (size > 0 && line[size - 1] == '\r')
        line[size - 1] = '\0';
    return line;
}

static enum concord_status read_lines(struct gazetteer_reader *reader,
                                      char *text) {
    struct schema *schema = reader->schema;
    char *at = text;
    const char *header = next_line(&at);
    reader->line = 1;
    if (!header || strcmp(header, HEADER) != 0)
        return fail(reader, "the header is not the columns' names; write, "
                            "with tabs: path name kind gss from to region "
                            "names");
    char *line = NULL;
    while ((line = next_line(&at))) {
        reader->line++;
        enum concord_status status =
            read_place(reader, line, &schema->places[schema->place_count]);
        if (status != CONCORD_OK)
            return status;
        schema->place_count++;
    }
    return find_parents(reader);
}

static size_t count_lines(const struct schema_file *file) {
    size_t lines = 1;
    for (size_t i = 0; i < file->size; i++)
        lines += file->bytes[i] == '\n';
    return lines;
}

enum concord_status gazetteer_read(struct schema *schema,
                                   const struct schema_file *file,
                                   struct concord_error *err) {
    int regions = schema_find_inferred(schema, INFER_REGION);
    struct gazetteer_reader reader = {.schema = schema,
                                      .regions = &schema->facets[regions],
                                      .file = file->name,
                                      .err = err};
    size_t most = count_lines(file);
    char *text = arena_copy(&schema->arena, file->bytes, file->size);
    schema->places = arena_alloc(&schema->arena, most * sizeof *schema->places);
    if (!text || !schema->places ||
        !string_index_create(&schema->place_paths, &schema->arena, most))
        return concord_no_memory(err);
    return read_lines(&reader, text);
}
