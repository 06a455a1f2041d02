/* generation_builder.c - takes the lock and makes the folder of the generation
 * to come. generation_publish.c makes it current. */
#include "generation_builder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "files.h"
#include "generation_files.h"
#include "generation_trial.h"

/* ---- opening ---- */

enum concord_status generation_builder_lock(struct generation_builder *builder,
                                            struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status =
        generation_path(path, err, "%s/lock", builder->index);
    if (status != CONCORD_OK)
        return status;
    builder->lock =
        open(path, O_RDWR | O_CLOEXEC | (builder->trial ? 0 : O_CREAT), 0666);
    if (builder->lock < 0 && builder->trial && errno == ENOENT)
        return CONCORD_OK;
    if (builder->lock < 0)
        return concord_fail_file(err, path, errno);
    if (flock(builder->lock, LOCK_EX | LOCK_NB) == 0)
        return CONCORD_OK;
    if (errno == EWOULDBLOCK)
        return concord_fail(err, CONCORD_BUSY,
                            "%s: another concord-indexer is at work on this "
                            "index; wait for it, or end it",
                            builder->index);
    return concord_fail_file(err, path, errno);
}

/* A parent whose manifest is damaged has a number and a folder all the same. */
static enum concord_status read_parent(struct generation_builder *builder,
                                       struct concord_error *err) {
    enum concord_status status =
        generation_path(builder->parent_directory, err, "%s/generations/%06llu",
                        builder->index, (unsigned long long)builder->current);
    if (status != CONCORD_OK)
        return status;
    status = manifest_read(&builder->parent, builder->parent_directory,
                           &builder->fault);
    if (status == CONCORD_NOT_FOUND || status == CONCORD_CORRUPT)
        return CONCORD_OK;
    if (status != CONCORD_OK)
        *err = builder->fault;
    return status;
}

enum concord_status
generation_builder_find_parent(struct generation_builder *builder,
                               struct concord_error *err) {
    enum concord_status status =
        generation_current_number(builder->index, &builder->current, err);
    builder->number = builder->current + 1;
    if (status == CONCORD_NOT_FOUND)
        return CONCORD_OK;
    return status == CONCORD_OK ? read_parent(builder, err) : status;
}

/* What is unfinished, or newer than the current, was never published. */
static enum concord_status sweep_one(void *context, uint64_t number,
                                     bool finished, const char *path,
                                     struct concord_error *err) {
    const struct generation_builder *builder = context;
    if (finished && number < builder->number)
        return CONCORD_OK;
    return files_remove(path, err);
}

static enum concord_status make_folders(struct generation_builder *builder,
                                        const char *index_directory,
                                        struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status =
        generation_path(builder->index, err, "%s", index_directory);
    if (status == CONCORD_OK)
        status = files_make_directory(builder->index, err);
    if (status == CONCORD_OK)
        status = generation_path(path, err, "%s/generations", index_directory);
    if (status == CONCORD_OK)
        status = files_make_directory(path, err);
    return status;
}

enum concord_status generation_builder_open(struct generation_builder **out,
                                            const char *index_directory,
                                            struct concord_error *err) {
    *out = NULL;
    struct generation_builder *builder = calloc(1, sizeof *builder);
    if (builder == NULL)
        return concord_no_memory(err);
    builder->lock = -1;
    enum concord_status status = make_folders(builder, index_directory, err);
    if (status == CONCORD_OK)
        status = generation_builder_lock(builder, err);
    if (status == CONCORD_OK)
        status = generation_builder_find_parent(builder, err);
    if (status == CONCORD_OK)
        status = generations_visit(builder->index, sweep_one, builder, err);
    if (status != CONCORD_OK) {
        generation_builder_close(builder);
        return status;
    }
    *out = builder;
    return CONCORD_OK;
}

const struct manifest *
generation_builder_parent(const struct generation_builder *builder) {
    return builder->parent;
}

enum concord_status
generation_builder_check_parent(const struct generation_builder *builder,
                                struct concord_error *err) {
    if (builder->parent == NULL && builder->current != 0)
        return concord_fail(err, CONCORD_CORRUPT, "%s", builder->fault.message);
    return CONCORD_OK;
}

const char *
generation_builder_parent_directory(const struct generation_builder *builder) {
    return builder->current == 0 ? NULL : builder->parent_directory;
}

uint64_t generation_builder_number(const struct generation_builder *builder) {
    return builder->number;
}

static void forget_sealed(struct generation_builder *builder) {
    arena_clear(&builder->sealed.arena);
    builder->sealed = (struct manifest){.number = 0};
}

enum concord_status generation_builder_begin(struct generation_builder *builder,
                                             const char **directory,
                                             struct concord_error *err) {
    *directory = NULL;
    forget_sealed(builder);
    enum concord_status status =
        builder->trial
            ? generation_trial_place(builder, err)
            : generation_path(builder->directory, err,
                              "%s/generations/%06llu.new", builder->index,
                              (unsigned long long)builder->number);
    if (status == CONCORD_OK) /* a first attempt may have been given up */
        status = files_remove(builder->directory, err);
    if (status == CONCORD_OK)
        status = files_make_directory(builder->directory, err);
    if (status == CONCORD_OK)
        *directory = builder->directory;
    return status;
}

void generation_builder_give_up(struct generation_builder *builder) {
    struct concord_error ignored;
    if (builder->directory[0] != '\0')
        files_remove(builder->directory, &ignored);
    generation_trial_clear(builder);
}

void generation_builder_close(struct generation_builder *builder) {
    if (builder == NULL)
        return;
    generation_builder_give_up(builder);
    if (builder->lock >= 0)
        close(builder->lock);
    manifest_destroy(builder->parent);
    forget_sealed(builder);
    free(builder);
}
