/* generation_trial.c - builds a generation without a trace. */
#include "generation_trial.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "generation_files.h"

static enum concord_status fail_on(const char *path,
                                   struct concord_error *err) {
    return concord_fail_file(err, path, errno);
}

/* ---- opening ---- */

/* A run would make files in that folder. */
static enum concord_status check_writable(const char *folder,
                                          struct concord_error *err) {
    struct stat state;
    if (stat(folder, &state) != 0)
        return fail_on(folder, err);
    errno = ENOTDIR;
    if (!S_ISDIR(state.st_mode) || access(folder, W_OK | X_OK) != 0)
        return fail_on(folder, err);
    return CONCORD_OK;
}

static enum concord_status open_index(struct generation_builder *builder,
                                      const char *index_directory,
                                      struct concord_error *err) {
    struct stat state;
    enum concord_status status =
        generation_path(builder->index, err, "%s", index_directory);
    if (status != CONCORD_OK)
        return status;
    if (stat(builder->index, &state) != 0 && errno == ENOENT) {
        char folder[PATH_MAX];
        files_parent(folder, builder->index);
        return check_writable(folder, err);
    }
    status = check_writable(builder->index, err);
    if (status == CONCORD_OK)
        status = generation_builder_lock(builder, err);
    return status == CONCORD_OK ? generation_builder_find_parent(builder, err)
                                : status;
}

enum concord_status
generation_builder_open_trial(struct generation_builder **out,
                              const char *index_directory,
                              struct concord_error *err) {
    *out = NULL;
    struct generation_builder *builder = calloc(1, sizeof *builder);
    if (builder == NULL)
        return concord_no_memory(err);
    builder->lock = -1;
    builder->trial = true;
    builder->number = 1;
    if (index_directory != NULL) {
        enum concord_status status = open_index(builder, index_directory, err);
        if (status != CONCORD_OK) {
            generation_builder_close(builder);
            return status;
        }
    }
    *out = builder;
    return CONCORD_OK;
}

/* ---- building ---- */

static enum concord_status make_scratch(struct generation_builder *builder,
                                        struct concord_error *err) {
    const char *base = getenv("TMPDIR");
    if (base == NULL || base[0] == '\0')
        base = "/tmp";
    char path[PATH_MAX];
    enum concord_status status =
        generation_path(path, err, "%s/concord-indexer-XXXXXX", base);
    if (status != CONCORD_OK)
        return status;
    if (mkdtemp(path) == NULL)
        return fail_on(path, err);
    memcpy(builder->scratch, path, sizeof path);
    return CONCORD_OK;
}

enum concord_status generation_trial_place(struct generation_builder *builder,
                                           struct concord_error *err) {
    if (builder->current != 0)
        return generation_path(builder->directory, err,
                               "%s/generations/%06llu.trial", builder->index,
                               (unsigned long long)builder->number);
    enum concord_status status =
        builder->scratch[0] == '\0' ? make_scratch(builder, err) : CONCORD_OK;
    if (status == CONCORD_OK)
        status = generation_path(builder->directory, err, "%s/%06llu.trial",
                                 builder->scratch,
                                 (unsigned long long)builder->number);
    return status;
}

void generation_trial_clear(struct generation_builder *builder) {
    struct concord_error ignored;
    if (builder->scratch[0] != '\0')
        files_remove(builder->scratch, &ignored);
}
