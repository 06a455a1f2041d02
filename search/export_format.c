/* export_format.c - the table of forms, and what they read of a record. */
#include "export_format.h"

#include <string.h>

#include "schema/json_text.h"
#include "search/exporter.h"

static const struct export_format formats[] = {
    {"csv", "text/csv; charset=utf-8; header=present", "concord.csv", csv_begin,
     csv_write, false},
    {"jsonl", "application/x-ndjson", "concord.jsonl", NULL, jsonl_write, true},
    {"bibtex", "application/x-bibtex; charset=utf-8", "concord.bib", NULL,
     bibtex_write, false},
    {"ris", "application/x-research-info-systems; charset=utf-8", "concord.ris",
     NULL, ris_write, false},
};

enum { FORMATS = sizeof formats / sizeof *formats };

const struct export_format *export_format_find(const char *name) {
    for (size_t i = 0; i < FORMATS; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

void export_format_names(struct buffer *out) {
    for (size_t i = 0; i < FORMATS; i++)
        buffer_printf(out, "%s%s",
                      i == 0             ? ""
                      : i == FORMATS - 1 ? " or "
                                         : ", ",
                      formats[i].name);
}

const char *exporter_format_name(size_t index) {
    return index < FORMATS ? formats[index].name : NULL;
}

/* ---- a record ---- */

const char *record_text(const struct export_record *record, const char *key) {
    return json_text(record->card, key);
}

void record_append_title(struct buffer *out,
                         const struct export_record *record) {
    const char *title = record_text(record, "title");
    bool supplied =
        json_is_true(json_object_get(record->card, "title_supplied"));
    buffer_printf(out, supplied && *title ? "[%s]" : "%s", title);
}

const char *record_address(const struct export_record *record) {
    return json_text(json_object_get(record->card, "source"), "address");
}

const char *record_date(const struct export_record *record) {
    return json_text(json_object_get(record->card, "date"), "value");
}

int record_year(const struct export_record *record) {
    const json_t *date = json_object_get(record->card, "date");
    return (int)json_integer_value(json_object_get(date, "year"));
}

bool record_date_is_plain(const struct export_record *record) {
    static const char form[] = "dddd-dd-dd";
    const char *date = record_date(record);
    size_t size = strlen(date);
    if (size != 4 && size != 7 && size != 10)
        return false;
    for (size_t i = 0; i < size; i++) {
        bool digit = date[i] >= '0' && date[i] <= '9';
        if (form[i] == 'd' ? !digit : date[i] != form[i])
            return false;
    }
    return true;
}

bool record_creator(const struct export_record *record, size_t index,
                    const char **name, bool *is_person) {
    const json_t *creator =
        json_array_get(json_object_get(record->card, "creator"), index);
    *name = json_text(creator, "name");
    *is_person = strcmp(json_text(creator, "kind"), "person") == 0;
    return creator != NULL;
}

const char *record_label(const struct export_record *record, const char *facet,
                         size_t index) {
    int number = schema_find_facet(record->schema, facet);
    const char *value = json_string_value(
        json_array_get(json_object_get(record->card, facet), index));
    return value && number != SCHEMA_NO_INDEX
               ? schema_label(record->schema, (size_t)number, value)
               : NULL;
}
