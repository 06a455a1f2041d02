/* generation_builder.c - builds one generation beside the current one and
 * publishes it. Every step leaves either the old state or the new one. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "files.h"
#include "generation_files.h"

struct generation_builder {
    int lock;
    char index[PATH_MAX];
    struct manifest *parent;
    char parent_directory[PATH_MAX];
    uint64_t number;          /* of the generation to come */
    char directory[PATH_MAX]; /* where it is built; empty before begin */
};

/* ---- opening ---- */

static enum concord_status take_lock(struct generation_builder *builder,
                                     struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status =
        generation_path(path, err, "%s/lock", builder->index);
    if (status != CONCORD_OK)
        return status;
    builder->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (builder->lock < 0)
        return concord_fail(err, CONCORD_IO, "%s: %s", path, strerror(errno));
    if (flock(builder->lock, LOCK_EX | LOCK_NB) == 0)
        return CONCORD_OK;
    if (errno == EWOULDBLOCK)
        return concord_fail(err, CONCORD_BUSY,
                            "%s: another concord-indexer is at work on this "
                            "index; wait for it, or end it",
                            builder->index);
    return concord_fail(err, CONCORD_IO, "%s: %s", path, strerror(errno));
}

static enum concord_status find_parent(struct generation_builder *builder,
                                       struct concord_error *err) {
    uint64_t number = 0;
    enum concord_status status =
        generation_current_number(builder->index, &number, err);
    builder->number = number + 1;
    if (status == CONCORD_NOT_FOUND)
        return CONCORD_OK;
    if (status == CONCORD_OK)
        status = generation_path(builder->parent_directory, err,
                                 "%s/generations/%06llu", builder->index,
                                 (unsigned long long)number);
    if (status == CONCORD_OK)
        status =
            manifest_read(&builder->parent, builder->parent_directory, err);
    if (status == CONCORD_NOT_FOUND)
        status = CONCORD_CORRUPT;
    return status;
}

/* Call `visit` with the number of every generation's folder; a folder still
 * being built, "000043.new", has `unfinished` set. */
static enum concord_status visit_generations(
    struct generation_builder *builder,
    enum concord_status (*visit)(struct generation_builder *, uint64_t number,
                                 bool unfinished, const char *path,
                                 struct concord_error *),
    struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status =
        generation_path(path, err, "%s/generations", builder->index);
    if (status != CONCORD_OK)
        return status;
    DIR *directory = opendir(path);
    if (directory == NULL)
        return concord_fail(err, CONCORD_IO, "%s: %s", path, strerror(errno));
    while (status == CONCORD_OK) {
        const struct dirent *entry = readdir(directory);
        if (entry == NULL)
            break;
        char *end = NULL;
        unsigned long long number = strtoull(entry->d_name, &end, 10);
        if (number == 0)
            continue;
        status = generation_path(path, err, "%s/generations/%s", builder->index,
                                 entry->d_name);
        if (status == CONCORD_OK)
            status = visit(builder, number, *end != '\0', path, err);
    }
    closedir(directory);
    return status;
}

/* What is unfinished, or newer than the current, was never published. */
static enum concord_status sweep_one(struct generation_builder *builder,
                                     uint64_t number, bool unfinished,
                                     const char *path,
                                     struct concord_error *err) {
    if (!unfinished && number < builder->number)
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
        status = take_lock(builder, err);
    if (status == CONCORD_OK)
        status = find_parent(builder, err);
    if (status == CONCORD_OK)
        status = visit_generations(builder, sweep_one, err);
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

const char *
generation_builder_parent_directory(const struct generation_builder *builder) {
    return builder->parent == NULL ? NULL : builder->parent_directory;
}

enum concord_status generation_builder_begin(struct generation_builder *builder,
                                             const char **directory,
                                             struct concord_error *err) {
    *directory = NULL;
    enum concord_status status =
        generation_path(builder->directory, err, "%s/generations/%06llu.new",
                        builder->index, (unsigned long long)builder->number);
    if (status == CONCORD_OK)
        status = files_make_directory(builder->directory, err);
    if (status == CONCORD_OK)
        *directory = builder->directory;
    return status;
}

/* ---- publishing ---- */

static enum concord_status copy_schema(const struct generation_builder *builder,
                                       const struct schema *schema,
                                       const char *schema_directory,
                                       struct concord_error *err) {
    char from[PATH_MAX];
    char to[PATH_MAX];
    enum concord_status status =
        generation_path(to, err, "%s/" GENERATION_SCHEMA, builder->directory);
    if (status == CONCORD_OK)
        status = files_make_directory(to, err);
    for (const char *const *name = schema_files(schema);
         status == CONCORD_OK && *name != NULL; name++) {
        status = generation_path(from, err, "%s/%s", schema_directory, *name);
        if (status == CONCORD_OK)
            status = generation_path(to, err, "%s/" GENERATION_SCHEMA "/%s",
                                     builder->directory, *name);
        if (status == CONCORD_OK)
            status = files_copy(from, to, err);
    }
    return status;
}

static enum concord_status
write_manifest(const struct generation_builder *builder,
               const struct generation_facts *facts,
               struct concord_error *err) {
    struct manifest manifest = {
        .number = builder->number,
        .parent = builder->parent == NULL ? 0 : builder->parent->number,
        .documents = facts->documents,
        .sources = facts->sources,
        .versions = facts->versions};
    char created[32];
    time_t now = time(NULL);
    struct tm broken;
    strftime(created, sizeof created, "%Y-%m-%dT%H:%M:%SZ",
             gmtime_r(&now, &broken));
    manifest.created = created;
    enum concord_status status =
        manifest_take_files(&manifest, builder->directory, err);
    if (status == CONCORD_OK)
        status = manifest_write(&manifest, builder->directory, err);
    arena_clear(&manifest.arena);
    return status;
}

static enum concord_status rename_durably(const char *from, const char *to,
                                          const char *directory,
                                          struct concord_error *err) {
    if (rename(from, to) != 0)
        return concord_fail(err, CONCORD_IO, "%s: %s", to, strerror(errno));
    return files_sync(directory, err);
}

static enum concord_status give_number(struct generation_builder *builder,
                                       struct concord_error *err) {
    char final[PATH_MAX];
    char folder[PATH_MAX];
    enum concord_status status =
        generation_path(final, err, "%s/generations/%06llu", builder->index,
                        (unsigned long long)builder->number);
    if (status == CONCORD_OK)
        status = generation_path(folder, err, "%s/generations", builder->index);
    if (status == CONCORD_OK)
        status = rename_durably(builder->directory, final, folder, err);
    if (status == CONCORD_OK)
        memcpy(builder->directory, final, sizeof final);
    return status;
}

static enum concord_status make_current(struct generation_builder *builder,
                                        struct concord_error *err) {
    char target[64];
    char made[PATH_MAX];
    char current[PATH_MAX];
    snprintf(target, sizeof target, "generations/%06llu",
             (unsigned long long)builder->number);
    enum concord_status status =
        generation_path(made, err, "%s/current.new", builder->index);
    if (status == CONCORD_OK)
        status = generation_path(current, err, "%s/current", builder->index);
    if (status != CONCORD_OK)
        return status;
    if (unlink(made) != 0 && errno != ENOENT)
        return concord_fail(err, CONCORD_IO, "%s: %s", made, strerror(errno));
    if (symlink(target, made) != 0)
        return concord_fail(err, CONCORD_IO, "%s: %s", made, strerror(errno));
    return rename_durably(made, current, builder->index, err);
}

static enum concord_status prune_one(struct generation_builder *builder,
                                     uint64_t number, bool unfinished,
                                     const char *path,
                                     struct concord_error *err) {
    (void)unfinished;
    if (number + GENERATIONS_KEPT > builder->number)
        return CONCORD_OK;
    return files_remove(path, err);
}

enum concord_status generation_builder_publish(
    struct generation_builder *builder, const struct schema *schema,
    const char *schema_directory, const struct generation_facts *facts,
    uint64_t *number, struct concord_error *err) {
    *number = 0;
    enum concord_status status =
        copy_schema(builder, schema, schema_directory, err);
    if (status == CONCORD_OK)
        status = write_manifest(builder, facts, err);
    if (status == CONCORD_OK)
        status = files_sync_tree(builder->directory, err);
    if (status == CONCORD_OK)
        status = give_number(builder, err);
    if (status == CONCORD_OK)
        status = make_current(builder, err);
    if (status != CONCORD_OK)
        return status;
    builder->directory[0] = '\0';
    *number = builder->number;
    /* The new generation stands; an old one that stays is no failure, and the
     * next run tries again. */
    struct concord_error ignored;
    visit_generations(builder, prune_one, &ignored);
    return CONCORD_OK;
}

void generation_builder_close(struct generation_builder *builder) {
    if (builder == NULL)
        return;
    struct concord_error ignored;
    if (builder->directory[0] != '\0')
        files_remove(builder->directory, &ignored);
    if (builder->lock >= 0)
        close(builder->lock);
    manifest_destroy(builder->parent);
    free(builder);
}
