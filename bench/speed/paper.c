/* paper.c - papers as lines of fields, and as JSON. */
#include "paper.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static char *next_field(char **at) {
    char *field = *at;
    char *tab = field == NULL ? NULL : strchr(field, '\t');
    if (tab != NULL)
        *tab = '\0';
    *at = tab == NULL ? NULL : tab + 1;
    return field;
}

static void break_lines(char *text) {
    for (; (text = strchr(text, PAPER_BREAK)) != NULL; text++)
        *text = '\n';
}

bool paper_read(struct paper *paper, char *line) {
    char *at = line;
    char *fields[5];
    for (size_t i = 0; i < 5; i++)
        if ((fields[i] = next_field(&at)) == NULL)
            return false;
    break_lines(fields[1]);
    break_lines(fields[4]);
    *paper =
        (struct paper){fields[0], fields[1], fields[2], fields[3], fields[4]};
    return true;
}

static void append_field(struct buffer *out, const char *text) {
    while (*text != '\0') {
        size_t plain = strcspn(text, "\n\r\t\v");
        buffer_append(out, text, plain);
        text += plain;
        if (*text == '\0')
            break;
        buffer_append_char(out, *text == '\n' ? PAPER_BREAK : ' ');
        text++;
    }
}

bool paper_write(FILE *file, const struct paper *paper) {
    struct buffer line = BUFFER_INIT(256 * 1024 * 1024);
    buffer_printf(&line, "%s\t", paper->id);
    append_field(&line, paper->title);
    buffer_printf(&line, "\t%s\t%s\t", paper->date, paper->values);
    append_field(&line, paper->text);
    buffer_append_char(&line, '\n');
    bool done =
        buffer_ok(&line) && fwrite(line.data, 1, line.size, file) == line.size;
    buffer_destroy(&line);
    return done;
}

bool paper_next_value(const char **at, struct paper_value *out) {
    if (**at == '\0')
        return false;
    size_t size = strcspn(*at, "|");
    size_t facet = strcspn(*at, "=");
    *out = (struct paper_value){*at, facet, *at + facet + 1, size - facet - 1};
    *at += size + ((*at)[size] == '|');
    return true;
}

static void add_value(json_t *object, const struct paper_value *value) {
    char facet[64];
    snprintf(facet, sizeof facet, "%.*s", (int)value->facet_size, value->facet);
    json_t *list = json_object_get(object, facet);
    if (list == NULL) {
        list = json_array();
        json_object_set_new(object, facet, list);
    }
    json_array_append_new(list, json_stringn(value->value, value->value_size));
}

bool paper_write_json(FILE *file, const struct paper *paper) {
    const char *at = paper->values;
    struct paper_value value;
    json_t *object = json_pack("{s:s, s:s, s:s}", "id", paper->id, "title",
                               paper->title, "text", paper->text);
    if (*paper->date != '\0')
        json_object_set_new(object, "date", json_string(paper->date));
    while (paper_next_value(&at, &value))
        add_value(object, &value);
    bool done = object != NULL && json_dumpf(object, file, JSON_COMPACT) == 0 &&
                putc('\n', file) != EOF;
    json_decref(object);
    return done;
}
