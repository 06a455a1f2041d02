/* source_names.c - gathers the names of SOURCEs. */
#include "source_names.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct name_list {
    FILE *file;
    const char *name; /* as messages call it */
    size_t line;
    struct concord_error *err;
};

static enum concord_status add(struct source_names *names, const char *name,
                               struct concord_error *err) {
    const char **slot =
        arena_push(&names->arena, &names->names, &names->count, sizeof *slot);
    if (slot == NULL || name == NULL)
        return concord_no_memory(err);
    *slot = name;
    return CONCORD_OK;
}

/* Said here, with the line, and not by the walk, which does not know it. */
static enum concord_status check_there(const struct name_list *list,
                                       const char *path) {
    struct stat state;
    if (stat(path, &state) == 0 ||
        (errno != ENOENT && errno != ENOTDIR && errno != ELOOP))
        return CONCORD_OK;
    return concord_fail(list->err, CONCORD_NOT_FOUND,
                        "%s:%zu: the SOURCE %s does not exist (%s)", list->name,
                        list->line, path, strerror(errno));
}

/* The next line without its newline; *ended when there is none. */
static enum concord_status read_line(struct name_list *list, char out[PATH_MAX],
                                     bool *ended) {
    size_t size = 0;
    int byte = getc(list->file);
    *ended = byte == EOF;
    list->line++;
    for (; byte != EOF && byte != '\n'; byte = getc(list->file)) {
        if (byte == '\0')
            return concord_fail(list->err, CONCORD_BAD_REQUEST,
                                "%s:%zu: has a NUL byte; one path a line is "
                                "wanted",
                                list->name, list->line);
        if (size + 1 == PATH_MAX)
            return concord_fail(list->err, CONCORD_BAD_REQUEST,
                                "%s:%zu: is longer than a path may be (%d "
                                "bytes)",
                                list->name, list->line, PATH_MAX - 1);
        out[size++] = (char)byte;
    }
    out[size] = '\0';
    return CONCORD_OK;
}

static enum concord_status read_lines(struct source_names *names,
                                      struct name_list *list) {
    char line[PATH_MAX] = "";
    bool ended = false;
    enum concord_status status = CONCORD_OK;
    while (status == CONCORD_OK && !ended) {
        status = read_line(list, line, &ended);
        if (status != CONCORD_OK || line[0] == '\0')
            continue;
        status = check_there(list, line);
        if (status == CONCORD_OK)
            status = add(names, arena_string(&names->arena, line), list->err);
    }
    if (status == CONCORD_OK && ferror(list->file))
        return concord_fail(list->err, CONCORD_IO, "%s: cannot be read: %s",
                            list->name, strerror(errno));
    return status;
}

static enum concord_status read_file(struct source_names *names,
                                     const char *file,
                                     struct concord_error *err) {
    struct name_list list = {stdin, "standard input", 0, err};
    if (strcmp(file, "-") == 0)
        return read_lines(names, &list);
    list.name = file;
    list.file = fopen(file, "re");
    if (list.file == NULL)
        return concord_fail(err,
                            errno == ENOENT ? CONCORD_NOT_FOUND : CONCORD_IO,
                            "%s: cannot be read: %s", file, strerror(errno));
    enum concord_status status = read_lines(names, &list);
    fclose(list.file);
    return status;
}

enum concord_status source_names_read(struct source_names *out,
                                      const char *const *given,
                                      size_t given_count, const char *file,
                                      struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < given_count && status == CONCORD_OK; i++)
        status = add(out, given[i], err);
    return status == CONCORD_OK && file != NULL ? read_file(out, file, err)
                                                : status;
}

void source_names_clear(struct source_names *names) {
    arena_clear(&names->arena);
    *names = (struct source_names){0};
}
