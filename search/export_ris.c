/* export_ris.c - a record for each result, in the tags of RIS: two letters or
 * digits, two spaces, a hyphen, a space and one line, from TY to ER. */
#include <stdio.h>
#include <string.h>

#include "export_format.h"

enum { TITLE_BYTES_MAX = 1024 * 1024 };

/* The kinds of paper that RIS has names for; others are generic. */
static const struct {
    const char *type;
    const char *name;
} names[] = {{"letter", "PCOMM"},
             {"ministerial-letter", "PCOMM"},
             {"blog", "BLOG"},
             {"news", "NEWS"},
             {"report", "RPRT"},
             {"annual-review", "RPRT"},
             {"committee-paper", "RPRT"},
             {"parliamentary", "GOVDOC"},
             {"consultation", "GOVDOC"},
             {"national-compact", "GOVDOC"}};

static const char *name_of(const char *type) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (type && strcmp(names[i].type, type) == 0)
            return names[i].name;
    return "GEN";
}

/* Whatever would begin another line is a space. */
static void write_tag(struct buffer *out, const char *tag, const char *text) {
    if (*text == '\0')
        return;
    buffer_printf(out, "%s  - ", tag);
    for (; *text; text++)
        buffer_append_char(out, (unsigned char)*text < ' ' ? ' ' : *text);
    buffer_append_string(out, "\r\n");
}

static void write_title(struct buffer *out,
                        const struct export_record *record) {
    struct buffer title = BUFFER_INIT(TITLE_BYTES_MAX);
    record_append_title(&title, record);
    write_tag(out, "TI", title.data ? title.data : "");
    out->failed = out->failed || !buffer_ok(&title);
    buffer_destroy(&title);
}

static void write_creators(struct buffer *out,
                           const struct export_record *record) {
    const char *name;
    bool is_person;
    for (size_t i = 0; record_creator(record, i, &name, &is_person); i++)
        write_tag(out, "AU", name);
}

/* DA is YYYY/MM/DD/, with what is not known left empty. */
static void write_date(struct buffer *out, const struct export_record *record) {
    char text[64];
    const char *date = record_date(record);
    size_t size = strlen(date);
    snprintf(text, sizeof text, "%04d", record_year(record));
    if (record_year(record) != 0)
        write_tag(out, "PY", text);
    if (record_date_is_plain(record)) {
        snprintf(text, sizeof text, "%.4s/%.2s/%.2s/", date,
                 size >= 7 ? date + 5 : "", size >= 10 ? date + 8 : "");
        write_tag(out, "DA", text);
    } else if (*date) {
        snprintf(text, sizeof text, "Dated %.50s", date);
        write_tag(out, "N1", text);
    }
}

static void write_labels(struct buffer *out, const char *tag,
                         const struct export_record *record,
                         const char *facet) {
    const char *label;
    for (size_t i = 0; (label = record_label(record, facet, i)); i++)
        write_tag(out, tag, label);
}

void ris_write(struct buffer *out, const struct export_record *record) {
    write_tag(out, "TY",
              name_of(json_string_value(
                  json_array_get(json_object_get(record->card, "type"), 0))));
    write_tag(out, "ID", record_text(record, "id"));
    write_title(out, record);
    write_creators(out, record);
    write_tag(out, "PB", record_text(record, "publisher"));
    write_date(out, record);
    write_labels(out, "M3", record, "type");
    write_labels(out, "KW", record, "topic");
    write_tag(out, "UR", record->permanent);
    write_tag(out, "UR", record_address(record));
    buffer_append_string(out, "ER  - \r\n\r\n");
}
