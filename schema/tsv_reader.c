/* tsv_reader.c - a table of the schema, read strictly. */
#include "tsv_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NAMES_MAX = 64 /* of one row */ };

enum concord_status tsv_fail(const struct tsv_reader *tsv, const char *format,
                             ...) {
    char fault[CONCORD_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault, sizeof fault, format, arguments);
    va_end(arguments);
    return concord_fail(tsv->err, CONCORD_BAD_SCHEMA, "%s:%zu: %s", tsv->file,
                        tsv->line, fault);
}

char *tsv_take(char **at, char stop) {
    char *piece = *at;
    char *end = strchr(piece, stop);
    *at = end ? end + 1 : NULL;
    if (end)
        *end = '\0';
    return piece;
}

/* The next line, without its end and a carriage return before it. NULL after
 * the last. */
static char *next_line(char **at) {
    if (!*at || **at == '\0')
        return NULL;
    char *line = tsv_take(at, '\n');
    size_t size = strlen(line);
    if (size > 0 && line[size - 1] == '\r')
        line[size - 1] = '\0';
    return line;
}

static size_t count_lines(const struct schema_file *file) {
    size_t lines = 1;
    for (size_t i = 0; i < file->size; i++)
        lines += file->bytes[i] == '\n';
    return lines;
}

/* The header with blanks for its tabs. */
static void note_columns(struct tsv_reader *tsv, const char *header) {
    snprintf(tsv->columns, sizeof tsv->columns, "%s", header);
    for (char *at = tsv->columns; *at; at++)
        if (*at == '\t')
            *at = ' ';
}

enum concord_status tsv_open(struct tsv_reader *tsv, struct schema *schema,
                             const struct schema_file *file, const char *header,
                             struct concord_error *err) {
    *tsv = (struct tsv_reader){.schema = schema,
                               .file = file->name,
                               .line = 1,
                               .rows_most = count_lines(file),
                               .err = err};
    note_columns(tsv, header);
    tsv->at = arena_copy(&schema->arena, file->bytes, file->size);
    if (!tsv->at)
        return concord_no_memory(err);
    const char *first = next_line(&tsv->at);
    if (!first || strcmp(first, header) != 0)
        return tsv_fail(tsv,
                        "the header is not the columns' names; write, with "
                        "tabs: %s",
                        tsv->columns);
    return CONCORD_OK;
}

static enum concord_status split(const struct tsv_reader *tsv, char *line,
                                 char **columns, size_t count) {
    if (line[0] == '\0')
        return tsv_fail(tsv, "the line is empty; remove it");
    size_t found = 0;
    char *at = line;
    while (at && found < count)
        columns[found++] = tsv_take(&at, '\t');
    if (at || found < count)
        return tsv_fail(tsv,
                        "there are %s than %zu columns; part these with tabs: "
                        "%s",
                        at ? "more" : "fewer", count, tsv->columns);
    return CONCORD_OK;
}

bool tsv_next(struct tsv_reader *tsv, char **columns, size_t count,
              enum concord_status *status) {
    char *line = next_line(&tsv->at);
    if (!line)
        return false;
    tsv->line++;
    *status = split(tsv, line, columns, count);
    return *status == CONCORD_OK;
}

static enum concord_status read_bound(const struct tsv_reader *tsv,
                                      const char *column, const char *text,
                                      struct edtf_date *out) {
    *out = edtf_undated();
    if (text[0] == '\0' || edtf_parse(out, text))
        return CONCORD_OK;
    return tsv_fail(tsv,
                    "%s '%.*s' is no EDTF date; write one as 1998-04-01, "
                    "1998-04 or 1998, or nothing",
                    column, SHOWN(text));
}

enum concord_status tsv_read_span(const struct tsv_reader *tsv,
                                  const char *from, const char *to,
                                  struct edtf_date *out) {
    struct edtf_date first = {0};
    struct edtf_date last = {0};
    enum concord_status status = read_bound(tsv, "from", from, &first);
    if (status == CONCORD_OK)
        status = read_bound(tsv, "to", to, &last);
    if (status != CONCORD_OK)
        return status;
    *out = (struct edtf_date){first.earliest, last.latest};
    if (first.earliest > last.latest)
        return tsv_fail(tsv, "'to' %s is before 'from' %s; mend one of them",
                        to, from);
    return CONCORD_OK;
}

static bool has_name(const struct place_name *names, size_t count,
                     const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i].name, name) == 0)
            return true;
    return false;
}

static enum concord_status add_name(const struct tsv_reader *tsv,
                                    const char *name, struct place_name **names,
                                    size_t *count) {
    bool ambiguous = name[0] == '~';
    name += ambiguous;
    size_t size = strlen(name);
    if (size == 0 || name[0] == ' ' || name[size - 1] == ' ')
        return tsv_fail(tsv,
                        "name '%.*s' is empty or has a blank at its end; write "
                        "the name alone",
                        SHOWN(name));
    if (has_name(*names, *count, name))
        return tsv_fail(tsv, "name '%.*s' is given twice; remove one",
                        SHOWN(name));
    if (*count == NAMES_MAX)
        return tsv_fail(tsv, "there are more than %d names; remove some",
                        NAMES_MAX);
    struct place_name *added =
        arena_push(&tsv->schema->arena, names, count, sizeof *added);
    if (!added)
        return concord_no_memory(tsv->err);
    *added = (struct place_name){name, ambiguous};
    return CONCORD_OK;
}

enum concord_status tsv_read_names(const struct tsv_reader *tsv,
                                   const char *own, char *others,
                                   const struct place_name **out,
                                   size_t *count) {
    struct place_name *names = NULL;
    *count = 0;
    enum concord_status status = add_name(tsv, own, &names, count);
    char *at = others[0] ? others : NULL;
    while (status == CONCORD_OK && at)
        status = add_name(tsv, tsv_take(&at, '|'), &names, count);
    *out = names;
    return status;
}

enum concord_status tsv_read_source(const struct tsv_reader *tsv,
                                    const char *key, int *out) {
    *out = schema_find_source(tsv->schema, key);
    if (*out != SCHEMA_NO_INDEX)
        return CONCORD_OK;
    return tsv_fail(tsv,
                    "source '%.*s' is not in sources.yaml; use one that is, or "
                    "add it there",
                    SHOWN(key));
}
