/* command_line.c - own options by a table, the rest by their form. */
#include "command_line.h"

#include <stdlib.h>
#include <string.h>

#include "schema/buffer.h"
#include "search/exporter.h"
#include "text/normal.h"

/* What an own option sets. */
enum own_option {
    OWN_INDEX,
    OWN_FORMAT,
    OWN_COLOR,
    OWN_FACETS,
    OWN_HELP,
    OWN_VERSION,
    OWN_COMPLETION,
    OWN_COMPLETE
};

struct own {
    const char *name;
    const char *letter;
    enum own_option option;
    bool takes_value;
};

static const struct own owns[] = {
    {"--index", "-i", OWN_INDEX, true},
    {"--format", "-f", OWN_FORMAT, true},
    {"--color", NULL, OWN_COLOR, true},
    {"--facets", NULL, OWN_FACETS, false},
    {"--help", "-h", OWN_HELP, false},
    {"--version", "-V", OWN_VERSION, false},
    {"--completion", NULL, OWN_COMPLETION, true},
    {"--complete", NULL, OWN_COMPLETE, false},
};

/* Parameters of the API that are either on or not said. */
static const char *const switches[] = {"broaden", "explain"};

/* The words while they are read. */
struct reading {
    struct command_line *line;
    char **words;
    int count;
    int at;
    struct buffer q;
    struct concord_error *err;
};

/* ---- own options ---- */

static enum concord_status read_color(struct reading *reading,
                                      const char *value) {
    static const char *const names[] = {[COLOR_AUTO] = "auto",
                                        [COLOR_ALWAYS] = "always",
                                        [COLOR_NEVER] = "never"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(value, names[i]) != 0)
            continue;
        reading->line->color = (enum color_when)i;
        return CONCORD_OK;
    }
    return concord_fail(reading->err, CONCORD_BAD_REQUEST,
                        "--color is \"%.40s\"; it must be auto, always or "
                        "never",
                        value);
}

static enum concord_status add(struct reading *reading, const char *name,
                               const char *value) {
    struct parameter_list *list = &reading->line->parameters;
    if (list->count == PARAMETERS_MAX)
        return concord_fail(reading->err, CONCORD_BAD_REQUEST,
                            "there are more than %d options", PARAMETERS_MAX);
    struct parameter *item =
        arena_push(&list->arena, &list->items, &list->count, sizeof *item);
    if (item == NULL)
        return concord_no_memory(reading->err);
    *item = (struct parameter){name, value};
    return CONCORD_OK;
}

/* `value` is NULL for what takes none or was given none. */
static enum concord_status set(struct reading *reading, enum own_option option,
                               const char *value) {
    struct command_line *line = reading->line;
    const char *given = value == NULL ? "" : value;
    switch (option) {
    case OWN_INDEX:
        line->index = given;
        break;
    case OWN_FORMAT:
        line->format = given;
        break;
    case OWN_COLOR:
        return read_color(reading, given);
    case OWN_FACETS:
        line->facets = true;
        if (value == NULL && reading->at < reading->count)
            line->behind_facets = reading->words[reading->at];
        return value == NULL ? CONCORD_OK : add(reading, "facets", value);
    case OWN_HELP:
        line->action = COMMAND_HELP;
        break;
    case OWN_VERSION:
        line->action = COMMAND_VERSION;
        break;
    case OWN_COMPLETION:
        line->action = COMMAND_COMPLETION;
        line->shell = given;
        break;
    case OWN_COMPLETE:
        line->action = COMMAND_COMPLETE;
        line->typed = reading->words + reading->at;
        line->typed_count = reading->count - reading->at;
        reading->at = reading->count;
        break;
    }
    return CONCORD_OK;
}

/* "--name" and, where there is one, what stands behind its '='. */
static bool is_called(const struct own *own, const char *word,
                      const char **value) {
    size_t size = strlen(own->name);
    *value = NULL;
    if (own->letter != NULL && strcmp(word, own->letter) == 0)
        return true;
    if (strncmp(word, own->name, size) != 0)
        return false;
    if (word[size] == '=')
        *value = word + size + 1;
    return word[size] == '\0' || word[size] == '=';
}

static enum concord_status next_value(struct reading *reading, const char *name,
                                      const char **value) {
    if (*value == NULL && reading->at < reading->count)
        *value = reading->words[reading->at++];
    if (*value != NULL)
        return CONCORD_OK;
    return concord_fail(reading->err, CONCORD_BAD_REQUEST,
                        "%.60s needs a value behind it; see --help", name);
}

static enum concord_status read_own(struct reading *reading, const char *word,
                                    bool *done) {
    const char *value = NULL;
    *done = true;
    for (size_t i = 0; i < sizeof owns / sizeof *owns; i++) {
        if (!is_called(&owns[i], word, &value))
            continue;
        enum concord_status status =
            owns[i].takes_value ? next_value(reading, owns[i].name, &value)
                                : CONCORD_OK;
        return status == CONCORD_OK ? set(reading, owns[i].option, value)
                                    : status;
    }
    *done = false;
    return CONCORD_OK;
}

/* ---- parameters ---- */

static bool is_switch(const char *name) {
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (strcmp(name, switches[i]) == 0)
            return true;
    return false;
}

/* "not-topic" is "-topic", "topic-all" is "topic_all". */
static char *parameter_name(struct arena *arena, const char *option,
                            size_t size) {
    static const char not [] = "not-";
    bool negated = strncmp(option, not, sizeof not -1) == 0;
    size_t skipped = negated ? sizeof not -1 : 0;
    char *name = arena_printf(arena, "%s%.*s", negated ? "-" : "",
                              (int)(size - skipped), option + skipped);
    for (char *sign = name == NULL ? NULL : strchr(name + negated, '-');
         sign != NULL; sign = strchr(sign, '-'))
        *sign = '_';
    return name;
}

static enum concord_status read_parameter(struct reading *reading,
                                          const char *word) {
    const char *option = word + 2;
    size_t size = strcspn(option, "=");
    const char *value = option[size] == '=' ? option + size + 1 : NULL;
    char *name = parameter_name(&reading->line->parameters.arena, option, size);
    if (name == NULL)
        return concord_no_memory(reading->err);
    if (value == NULL && is_switch(name))
        value = "true";
    enum concord_status status = next_value(reading, word, &value);
    return status == CONCORD_OK ? add(reading, name, value) : status;
}

/* ---- all words ---- */

static void read_word(struct reading *reading, const char *word) {
    if (reading->q.size > 0)
        buffer_append_char(&reading->q, ' ');
    buffer_append_string(&reading->q, word);
}

static enum concord_status read_next(struct reading *reading,
                                     bool *only_words) {
    const char *word = reading->words[reading->at++];
    bool done = false;
    if (!text_is_utf8(word, strlen(word)))
        return concord_fail(reading->err, CONCORD_BAD_REQUEST,
                            "word %d is not UTF-8", reading->at);
    if (!*only_words && strcmp(word, "--") == 0) {
        *only_words = true;
        return CONCORD_OK;
    }
    enum concord_status status =
        *only_words ? CONCORD_OK : read_own(reading, word, &done);
    if (status != CONCORD_OK || done)
        return status;
    if (!*only_words && strncmp(word, "--", 2) == 0)
        return read_parameter(reading, word);
    read_word(reading, word); /* "-word" excludes, as anywhere */
    return CONCORD_OK;
}

/* What is not shown here is an export, whose parameter the format is. */
static enum concord_status read_format(struct reading *reading) {
    struct command_line *line = reading->line;
    line->exports = false;
    if (strcmp(line->format, "table") == 0 || strcmp(line->format, "json") == 0)
        return CONCORD_OK;
    for (size_t i = 0; exporter_format_name(i) != NULL; i++)
        line->exports |= strcmp(line->format, exporter_format_name(i)) == 0;
    if (line->exports)
        return add(reading, "format", line->format);
    return concord_fail(reading->err, CONCORD_BAD_REQUEST,
                        "--format is \"%.40s\"; it must be one of those that "
                        "--help names",
                        line->format);
}

/* What would not be seen need not be counted. */
static enum concord_status leave_out_facets(struct reading *reading) {
    const struct command_line *line = reading->line;
    if (line->facets || strcmp(line->format, "table") != 0)
        return CONCORD_OK;
    return add(reading, "facets", "none");
}

static enum concord_status finish_q(struct reading *reading) {
    if (!buffer_ok(&reading->q))
        return concord_fail(reading->err, CONCORD_BAD_REQUEST,
                            "the words have more than %d bytes",
                            PARAMETERS_BYTES_MAX);
    if (reading->q.size == 0)
        return CONCORD_OK;
    const char *q =
        arena_string(&reading->line->parameters.arena, reading->q.data);
    return q != NULL ? add(reading, "q", q) : concord_no_memory(reading->err);
}

enum concord_status command_line_read(struct command_line *line, int argc,
                                      char **argv, struct concord_error *err) {
    const char *index = getenv("CONCORD_INDEX");
    *line = (struct command_line){
        .index = index != NULL && *index != '\0' ? index : "./concord.index",
        .format = "table"};
    struct reading reading = {.line = line,
                              .words = argv,
                              .count = argc,
                              .at = 1,
                              .q = BUFFER_INIT(PARAMETERS_BYTES_MAX),
                              .err = err};
    enum concord_status status = CONCORD_OK;
    bool only_words = false;
    while (reading.at < argc && status == CONCORD_OK)
        status = read_next(&reading, &only_words);
    if (status == CONCORD_OK)
        status = read_format(&reading);
    if (status == CONCORD_OK)
        status = leave_out_facets(&reading);
    if (status == CONCORD_OK)
        status = finish_q(&reading);
    buffer_destroy(&reading.q);
    return status;
}

void command_line_clear(struct command_line *line) {
    parameter_list_clear(&line->parameters);
}
