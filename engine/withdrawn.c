/* withdrawn.c - reads and writes the list of withdrawn ids. */
#include "withdrawn.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/generation.h"
#include "files.h"
#include "generation_files.h"

static enum concord_status read_lines(struct withdrawn *withdrawn, FILE *file,
                                      struct concord_error *err) {
    char *line = NULL;
    size_t room = 0;
    enum concord_status status = CONCORD_OK;
    while (status == CONCORD_OK && getline(&line, &room, file) > 0) {
        size_t length = strcspn(line, "\n");
        const char *id = arena_copy(&withdrawn->arena, line, length);
        const char **slot =
            id == NULL ? NULL
                       : arena_push(&withdrawn->arena, &withdrawn->ids,
                                    &withdrawn->count, sizeof *withdrawn->ids);
        if (slot == NULL)
            status = concord_no_memory(err);
        else
            *slot = id;
    }
    free(line);
    if (status == CONCORD_OK && ferror(file))
        status =
            concord_fail(err, CONCORD_IO, "%s: cannot be read", WITHDRAWN_FILE);
    return status;
}

enum concord_status withdrawn_read(struct withdrawn *withdrawn,
                                   const char *path,
                                   struct concord_error *err) {
    FILE *file = fopen(path, "re");
    if (file == NULL && errno == ENOENT)
        return CONCORD_OK;
    if (file == NULL)
        return concord_fail_file(err, path, errno);
    enum concord_status status = read_lines(withdrawn, file, err);
    fclose(file);
    return status;
}

void withdrawn_clear(struct withdrawn *withdrawn) {
    arena_clear(&withdrawn->arena);
    *withdrawn = (struct withdrawn){0};
}

static int by_id(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool withdrawn_has(const struct withdrawn *withdrawn, const char *id) {
    return withdrawn->count > 0 &&
           bsearch(&id, withdrawn->ids, withdrawn->count,
                   sizeof *withdrawn->ids, by_id) != NULL;
}

enum concord_status generation_write_withdrawn(const char *directory,
                                               const char **ids, size_t count,
                                               struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status =
        generation_path(path, err, "%s/" WITHDRAWN_FILE, directory);
    if (status != CONCORD_OK || count == 0)
        return status;
    qsort(ids, count, sizeof *ids, by_id);
    FILE *file = NULL;
    status = files_create(&file, path, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        fprintf(file, "%s\n", ids[i]);
    return files_close(file, path, err);
}
