/* exporter.csv.c - RFC 4180: a header, then a line for each result, ended by CR
 * and LF. Several values of a cell have "; " between them. */
#include <string.h>

#include "export_format.h"

enum { CELL_BYTES_MAX = 1024 * 1024 };

/* ---- cells ---- */

/* A spreadsheet would run it: an apostrophe before makes it text. */
static bool is_formula(const char *text) {
    return *text != '\0' && strchr("=+-@\t\r\n", *text) != NULL;
}

void csv_append_cell(struct buffer *out, const char *text) {
    bool quoted = strpbrk(text, ",\"\r\n") != NULL;
    if (quoted)
        buffer_append_char(out, '"');
    if (is_formula(text))
        buffer_append_char(out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            buffer_append_char(out, '"');
        buffer_append_char(out, *text);
    }
    if (quoted)
        buffer_append_char(out, '"');
}

/* Of what was gathered in `cell`, which is cleared. */
static void take_cell(struct buffer *out, struct buffer *cell) {
    buffer_append_char(out, ',');
    csv_append_cell(out, cell->data ? cell->data : "");
    out->failed = out->failed || !buffer_ok(cell);
    buffer_clear(cell);
}

static void append_value(struct buffer *cell, const char *value) {
    if (cell->size > 0)
        buffer_append_string(cell, "; ");
    buffer_append_string(cell, value);
}

/* ---- lines ---- */

/* The facets' values but for names, which are no facets of a citation, and the
 * year, which has a column of its own. */
static bool has_column(const struct facet *facet) {
    return facet->kind != FACET_YEAR && facet->kind != FACET_OPEN;
}

void csv_begin(struct buffer *out, const struct schema *schema) {
    buffer_append_string(out, "id,title,creator,publisher,date,year");
    for (size_t i = 0; i < schema_facet_count(schema); i++) {
        const struct facet *facet = schema_facet(schema, i);
        if (!has_column(facet))
            continue;
        buffer_append_char(out, ',');
        csv_append_cell(out, facet->name);
    }
    buffer_append_string(out, ",permanent_address,address\r\n");
}

static void write_creators(struct buffer *out, struct buffer *cell,
                           const struct export_record *record) {
    const char *name;
    bool is_person;
    for (size_t i = 0; record_creator(record, i, &name, &is_person); i++)
        append_value(cell, name);
    take_cell(out, cell);
}

static void write_facets(struct buffer *out, struct buffer *cell,
                         const struct export_record *record) {
    for (size_t i = 0; i < schema_facet_count(record->schema); i++) {
        const struct facet *facet = schema_facet(record->schema, i);
        const json_t *values = json_object_get(record->card, facet->name);
        if (!has_column(facet))
            continue;
        for (size_t j = 0; j < json_array_size(values); j++) {
            const char *value = json_string_value(json_array_get(values, j));
            append_value(cell, value ? value : "");
        }
        take_cell(out, cell);
    }
}

static void write_text(struct buffer *out, const char *text) {
    buffer_append_char(out, ',');
    csv_append_cell(out, text);
}

void csv_write(struct buffer *out, const struct export_record *record) {
    struct buffer cell = BUFFER_INIT(CELL_BYTES_MAX);
    csv_append_cell(out, record_text(record, "id"));
    record_append_title(&cell, record);
    take_cell(out, &cell);
    write_creators(out, &cell, record);
    write_text(out, record_text(record, "publisher"));
    write_text(out, record_date(record));
    if (record_year(record) != 0)
        buffer_printf(&cell, "%04d", record_year(record));
    take_cell(out, &cell);
    write_facets(out, &cell, record);
    write_text(out, record->permanent);
    write_text(out, record_address(record));
    buffer_append_string(out, "\r\n");
    buffer_destroy(&cell);
}
