/* completion.c - options by the API's description, values by the index. */
#include "completion.h"

#include <stdbool.h>
#include <string.h>

#include "engine/generation.h"
#include "engine/index_reader.h"
#include "offered.h"
#include "search/answer.h"
#include "search/exporter.h"

enum { ANSWER_BYTES_MAX = 16 * 1024 * 1024 };

/* Each hands the words up to the one being typed to concord-search. bash
 * inserts what it is offered as it is, so a name of two words must come quoted.
 */
static const struct {
    const char *shell;
    const char *script;
} scripts[] = {
    {"bash", "_concord_search() {\n"
             "    local value words=(\"${COMP_WORDS[@]:1:COMP_CWORD}\")\n"
             "    COMPREPLY=()\n"
             "    while IFS= read -r value; do\n"
             "        printf -v value %q \"$value\"\n"
             "        COMPREPLY+=(\"$value\")\n"
             "    done < <(concord-search --complete \"${words[@]//\\\\/}\" "
             "2>/dev/null)\n"
             "}\n"
             "complete -o default -F _concord_search concord-search\n"},
    {"zsh", "#compdef concord-search\n"
            "_concord_search() {\n"
            "    local -a found\n"
            "    found=(${(f)\"$(concord-search --complete "
            "${words[2,CURRENT]} 2>/dev/null)\"})\n"
            "    compadd -- $found\n"
            "}\n"
            "compdef _concord_search concord-search\n"},
    {"fish", "complete -c concord-search -f -a '(concord-search --complete "
             "(commandline -opc)[2..] (commandline -ct) 2>/dev/null)'\n"},
};

enum concord_status completion_write_script(FILE *out, const char *shell,
                                            struct concord_error *err) {
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (strcmp(shell, scripts[i].shell) != 0)
            continue;
        fputs(scripts[i].script, out);
        return CONCORD_OK;
    }
    return concord_fail(err, CONCORD_BAD_REQUEST,
                        "--completion is \"%.40s\"; it must be bash, zsh or "
                        "fish",
                        shell);
}

/* ---- options ---- */

static void offer(FILE *out, const char *word, const char *begun) {
    if (strncmp(word, begun, strlen(begun)) == 0)
        fprintf(out, "%s\n", word);
}

static void write_options(FILE *out, const struct offered *offered,
                          const char *begun) {
    static const char *const own[] = {"--index", "--format",  "--color",
                                      "--help",  "--version", "--completion"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        offer(out, own[i], begun);
    for (size_t i = 0; i < offered->count; i++)
        offer(out, offered->options[i].name, begun);
}

/* What an own option takes. */
static bool write_own_values(FILE *out, const char *option, const char *begun) {
    static const char *const values[][7] = {
        {"--format", "table", "json", NULL},
        {"-f", "table", "json", NULL},
        {"--color", "auto", "always", "never", NULL},
        {"--completion", "bash", "zsh", "fish", NULL}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (strcmp(option, values[i][0]) != 0)
            continue;
        for (size_t j = 1; values[i][j] != NULL; j++)
            offer(out, values[i][j], begun);
        for (size_t j = 0;
             strcmp(values[i][1], "table") == 0 && exporter_format_name(j); j++)
            offer(out, exporter_format_name(j), begun);
        return true;
    }
    return false;
}

/* ---- values of facets ---- */

/* The facet that a parameter asks about, cut from "-topic" or "topic_all". */
static void facet_of(char *out, size_t size, const char *parameter) {
    snprintf(out, size, "%s", parameter + (parameter[0] == '-'));
    char *end = strstr(out, "_all");
    if (end != NULL && end[4] == '\0')
        *end = '\0';
}

static void write_values(FILE *out, const char *answer, size_t size,
                         const char *begun) {
    json_t *json = json_loadb(answer, size, 0, NULL);
    const json_t *value = NULL;
    size_t i = 0;
    json_array_foreach(json_object_get(json, "values"), i, value) {
        offer(out, json_string_value(json_object_get(value, "value")), begun);
    }
    json_decref(json);
}

static enum concord_status ask_values(FILE *out, struct index_reader *reader,
                                      const char *facet, const char *begun,
                                      struct concord_error *err) {
    struct parameter items[] = {{"prefix", begun}, {"size", "100"}};
    struct parameter_list parameters = {.items = items, .count = 2};
    struct question question = {
        .reader = reader, .parameters = &parameters, .segment = facet};
    struct buffer answer = BUFFER_INIT(ANSWER_BYTES_MAX);
    struct buffer links = BUFFER_INIT(ANSWER_BYTES_MAX);
    enum concord_status status = answer_facet(&answer, &links, &question, err);
    if (status == CONCORD_OK)
        write_values(out, answer.data, answer.size, begun);
    buffer_destroy(&links);
    buffer_destroy(&answer);
    return status;
}

static enum concord_status write_facet_values(FILE *out, const char *index,
                                              const char *parameter,
                                              const char *begun,
                                              struct concord_error *err) {
    char facet[64];
    struct generation *generation = NULL;
    struct index_reader *reader = NULL;
    facet_of(facet, sizeof facet, parameter);
    enum concord_status status =
        generation_open_current(&generation, index, err);
    if (status == CONCORD_OK)
        status = index_reader_open(&reader, generation, err);
    if (status == CONCORD_OK)
        status = ask_values(out, reader, facet, begun, err);
    index_reader_close(reader);
    generation_release(generation);
    return status == CONCORD_NOT_FOUND ? CONCORD_OK : status;
}

/* ---- the whole ---- */

static enum concord_status write_all(FILE *out, const struct offered *offered,
                                     const char *index, const char *before,
                                     const char *begun,
                                     struct concord_error *err) {
    const struct offered_option *option = offered_find(offered, before);
    size_t i = 0;
    const json_t *value = NULL;
    if (write_own_values(out, before, begun))
        return CONCORD_OK;
    if (option == NULL) {
        if (begun[0] == '-')
            write_options(out, offered, begun);
        return CONCORD_OK;
    }
    json_array_foreach(option->values, i, value) {
        offer(out, json_string_value(value), begun);
    }
    return option->values != NULL
               ? CONCORD_OK
               : write_facet_values(out, index, option->parameter, begun, err);
}

/* The index that the words name, else the one that would be searched. */
static const char *index_of(char *const *words, int count,
                            const char *otherwise) {
    for (int i = 0; i + 1 < count; i++)
        if (strcmp(words[i], "--index") == 0 || strcmp(words[i], "-i") == 0)
            return words[i + 1];
    return otherwise;
}

enum concord_status completion_write(FILE *out, const char *index,
                                     char *const *words, int count,
                                     struct concord_error *err) {
    struct offered offered;
    const char *begun = count > 0 ? words[count - 1] : "";
    const char *before = count > 1 ? words[count - 2] : "";
    /* To bash, "--region=lon" is three words. */
    if (count > 1 && strcmp(begun, "=") == 0)
        begun = "";
    else if (count > 2 && strcmp(before, "=") == 0)
        before = words[count - 3];
    enum concord_status status = offered_read(&offered, err);
    if (status == CONCORD_OK)
        status = write_all(out, &offered, index_of(words, count, index), before,
                           begun, err);
    offered_clear(&offered);
    return status;
}
