/* export_bibtex.c - an entry for each result, in the fields that BibTeX and
 * biblatex know. Every text is escaped: it has no command and no brace that is
 * not ours. */
#include <stdio.h>
#include <string.h>

#include "export_format.h"

enum { TITLE_BYTES_MAX = 1024 * 1024 };

/* Braces count for BibTeX even behind a backslash, so they are named. */
static const char *escaped(char byte) {
    switch (byte) {
    case '\\':
        return "\\textbackslash{}";
    case '{':
        return "\\textbraceleft{}";
    case '}':
        return "\\textbraceright{}";
    case '~':
        return "\\textasciitilde{}";
    case '^':
        return "\\textasciicircum{}";
    case '#':
        return "\\#";
    case '$':
        return "\\$";
    case '%':
        return "\\%";
    case '&':
        return "\\&";
    case '_':
        return "\\_";
    default:
        return NULL;
    }
}

static void append_escaped(struct buffer *out, const char *text) {
    for (; *text; text++) {
        const char *instead = escaped(*text);
        if (instead)
            buffer_append_string(out, instead);
        else
            buffer_append_char(out, (unsigned char)*text < ' ' ? ' ' : *text);
    }
}

static void open_field(struct buffer *out, const char *name) {
    buffer_printf(out, ",\n  %s = {", name);
}

static void write_field(struct buffer *out, const char *name,
                        const char *text) {
    if (*text == '\0')
        return;
    open_field(out, name);
    append_escaped(out, text);
    buffer_append_char(out, '}');
}

/* Letters, digits and "-" of the id as they are, any other byte by its number:
 * no two ids have one key. */
static void append_key(struct buffer *out, const char *id) {
    for (; *id; id++) {
        bool plain = (*id >= 'a' && *id <= 'z') || (*id >= 'A' && *id <= 'Z') ||
                     (*id >= '0' && *id <= '9') || *id == '-';
        if (plain)
            buffer_append_char(out, *id);
        else
            buffer_printf(out, "_%02x", (unsigned)(unsigned char)*id);
    }
}

/* The second pair of braces keeps the capitals. */
static void write_title(struct buffer *out,
                        const struct export_record *record) {
    struct buffer title = BUFFER_INIT(TITLE_BYTES_MAX);
    record_append_title(&title, record);
    if (title.size > 0) {
        open_field(out, "title");
        buffer_append_char(out, '{');
        append_escaped(out, title.data);
        buffer_append_string(out, "}}");
    }
    out->failed = out->failed || !buffer_ok(&title);
    buffer_destroy(&title);
}

/* A person's name is left to be taken apart; a body's is one word, as is any
 * in which something would stand for a border. */
static void write_creators(struct buffer *out,
                           const struct export_record *record) {
    const char *name;
    bool is_person;
    for (size_t i = 0; record_creator(record, i, &name, &is_person); i++) {
        bool whole = !is_person || strstr(name, " and ") || strchr(name, ',');
        if (i == 0)
            open_field(out, "author");
        else
            buffer_append_string(out, " and ");
        buffer_append_string(out, whole ? "{" : "");
        append_escaped(out, name);
        buffer_append_string(out, whole ? "}" : "");
    }
    if (record_creator(record, 0, &name, &is_person))
        buffer_append_char(out, '}');
}

static void write_date(struct buffer *out, const struct export_record *record) {
    char year[16];
    const char *date = record_date(record);
    snprintf(year, sizeof year, "%04d", record_year(record));
    if (record_year(record) != 0)
        write_field(out, "year", year);
    if (record_date_is_plain(record)) {
        write_field(out, "date", date);
    } else if (*date) {
        open_field(out, "note");
        buffer_append_string(out, "Dated ");
        append_escaped(out, date);
        buffer_append_char(out, '}');
    }
}

/* An address is taken as it is, so what would end the field is escaped as
 * addresses do it. */
static void write_address(struct buffer *out, const char *name,
                          const char *address) {
    if (*address == '\0')
        return;
    open_field(out, name);
    for (; *address; address++) {
        unsigned char byte = (unsigned char)*address;
        if (byte <= ' ' || strchr("{}\\", *address))
            buffer_printf(out, "%%%02X", (unsigned)byte);
        else
            buffer_append_char(out, *address);
    }
    buffer_append_char(out, '}');
}

static void write_keywords(struct buffer *out,
                           const struct export_record *record) {
    const char *label;
    for (size_t i = 0; (label = record_label(record, "topic", i)); i++) {
        if (i == 0)
            open_field(out, "keywords");
        else
            buffer_append_string(out, ", ");
        append_escaped(out, label);
    }
    if (record_label(record, "topic", 0))
        buffer_append_char(out, '}');
}

void bibtex_write(struct buffer *out, const struct export_record *record) {
    const char *type = record_label(record, "type", 0);
    buffer_append_string(out, "@misc{");
    append_key(out, record_text(record, "id"));
    write_title(out, record);
    write_creators(out, record);
    write_field(out, "publisher", record_text(record, "publisher"));
    write_date(out, record);
    write_field(out, "type", type ? type : "");
    write_keywords(out, record);
    write_address(out, "url", record->permanent);
    write_address(out, "source", record_address(record));
    buffer_append_string(out, "\n}\n\n");
}
