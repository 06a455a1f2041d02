/* generation_publish.c - makes the generation that was built the current one.
 * Every step leaves either the old state or the new one. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/parallel.h"
#include "files.h"
#include "generation_builder.h"
#include "generation_files.h"

/* ---- the schema ---- */

static enum concord_status copy_files(const struct schema *schema,
                                      const char *from_directory,
                                      const char *to_directory,
                                      struct concord_error *err) {
    char from[PATH_MAX];
    char to[PATH_MAX];
    enum concord_status status = files_make_directory(to_directory, err);
    for (const char *const *name = schema_files(schema);
         status == CONCORD_OK && *name != NULL; name++) {
        status = generation_path(from, err, "%s/%s", from_directory, *name);
        if (status == CONCORD_OK)
            status = generation_path(to, err, "%s/%s", to_directory, *name);
        if (status == CONCORD_OK)
            status = files_copy(from, to, err);
    }
    return status;
}

/* The files may have been edited since they were loaded, and a generation that
 * readers cannot open must never become current. */
static enum concord_status copy_schema(const struct generation_builder *builder,
                                       const struct schema *schema,
                                       const char *schema_directory,
                                       struct concord_error *err) {
    char to[PATH_MAX];
    struct schema *copy = NULL;
    enum concord_status status =
        generation_path(to, err, "%s/" GENERATION_SCHEMA, builder->directory);
    if (status == CONCORD_OK)
        status = copy_files(schema, schema_directory, to, err);
    if (status == CONCORD_OK)
        status = schema_load(&copy, to, err);
    if (status == CONCORD_OK &&
        strcmp(schema_version(copy), schema_version(schema)) != 0)
        status = concord_fail(err, CONCORD_BAD_SCHEMA,
                              "%s: was changed while it was in use; run again",
                              schema_directory);
    schema_destroy(copy);
    return status;
}

/* ---- sealing ---- */

/* Files, for two tasks: they are hashed for the manifest while they go to the
 * disk. */
struct sealing {
    const struct generation_builder *builder;
    const struct manifest_source *from; /* what is hashed already */
    size_t from_count;
    struct manifest *manifest;
    const char *folder; /* that is sealed ahead; NULL: the whole */
};

static enum concord_status seal_folder(void *context, size_t number,
                                       struct concord_error *err) {
    const struct sealing *sealing = context;
    const char *directory = sealing->builder->directory;
    char path[PATH_MAX];
    if (number == 0)
        return manifest_take_folder(sealing->manifest, directory,
                                    sealing->folder, err);
    enum concord_status status =
        generation_path(path, err, "%s/%s", directory, sealing->folder);
    return status == CONCORD_OK ? files_sync_tree(path, err) : status;
}

enum concord_status
generation_builder_seal_index(struct generation_builder *builder,
                              struct concord_error *err) {
    static const char *const folders[] = {GENERATION_XAPIAN,
                                          GENERATION_STATEMENTS};
    enum concord_status status = CONCORD_OK;
    if (builder->trial)
        return CONCORD_OK;
    for (size_t i = 0;
         i < sizeof folders / sizeof *folders && status == CONCORD_OK; i++) {
        struct sealing sealing = {.builder = builder,
                                  .manifest = &builder->sealed,
                                  .folder = folders[i]};
        status = parallel_do(2, seal_folder, &sealing, err);
    }
    return status;
}

static enum concord_status take_or_flush(void *context, size_t number,
                                         struct concord_error *err) {
    const struct sealing *sealing = context;
    const char *directory = sealing->builder->directory;
    return number == 0
               ? manifest_take_files(sealing->manifest, directory,
                                     sealing->from, sealing->from_count, err)
               : files_sync_tree(directory, err);
}

/* The manifest comes last, and its entry in the folder. */
static enum concord_status
write_manifest(const struct generation_builder *builder,
               const struct generation_facts *facts,
               const struct manifest_source *from, struct concord_error *err) {
    struct manifest manifest = {.number = builder->number,
                                .parent = builder->current,
                                .documents = facts->documents,
                                .sources = facts->sources,
                                .versions = facts->versions};
    char created[32];
    time_t now = time(NULL);
    struct tm broken;
    strftime(created, sizeof created, "%Y-%m-%dT%H:%M:%SZ",
             gmtime_r(&now, &broken));
    manifest.created = created;
    const struct manifest_source sources[] = {
        {&builder->sealed, builder->directory}, *from};
    struct sealing sealing = {.builder = builder,
                              .from = sources,
                              .from_count = 2,
                              .manifest = &manifest};
    enum concord_status status = parallel_do(2, take_or_flush, &sealing, err);
    if (status == CONCORD_OK)
        status = manifest_write(&manifest, builder->directory, err);
    if (status == CONCORD_OK)
        status = files_sync(builder->directory, err);
    arena_clear(&manifest.arena);
    return status;
}

static enum concord_status rename_durably(const char *from, const char *to,
                                          const char *directory,
                                          struct concord_error *err) {
    if (rename(from, to) != 0)
        return concord_fail_file(err, to, errno);
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
        return concord_fail_file(err, made, errno);
    if (symlink(target, made) != 0 || rename(made, current) != 0)
        return concord_fail_file(err, made, errno);
    builder->directory[0] = '\0'; /* it is current, and must not be removed */
    status = files_sync(builder->index, err);
    if (status != CONCORD_OK || builder->parent != NULL)
        return status;
    /* A new index is an entry of the folder that it stands in, which we may not
     * be allowed to open. */
    char folder[PATH_MAX];
    struct concord_error ignored;
    files_parent(folder, builder->index);
    files_sync(folder, &ignored);
    return CONCORD_OK;
}

/* Only those that not even a reader that lags behind needs any more. */
static enum concord_status remove_oldest(void *context, uint64_t number,
                                         bool finished, const char *path,
                                         struct concord_error *err) {
    const struct generation_builder *builder = context;
    if (!finished || number + GENERATIONS_KEPT > builder->number)
        return CONCORD_OK;
    return generation_builder_remove(path, err);
}

enum concord_status
generation_builder_seal(struct generation_builder *builder,
                        const struct generation_facts *facts,
                        const struct manifest_source *from, uint64_t *number,
                        struct concord_error *err) {
    *number = 0;
    enum concord_status status = write_manifest(builder, facts, from, err);
    if (status == CONCORD_OK)
        status = give_number(builder, err);
    if (status == CONCORD_OK)
        status = make_current(builder, err);
    if (status != CONCORD_OK)
        return status;
    *number = builder->current = builder->number;
    /* The new generation stands; an old one that stays is no failure, and the
     * next run tries again. */
    struct concord_error ignored;
    generations_visit(builder->index, remove_oldest, builder, &ignored);
    return CONCORD_OK;
}

enum concord_status generation_builder_publish(
    struct generation_builder *builder, const struct schema *schema,
    const char *schema_directory, const struct generation_facts *facts,
    uint64_t *number, struct concord_error *err) {
    const struct manifest_source from = {builder->parent,
                                         builder->parent_directory};
    *number = 0;
    enum concord_status status =
        copy_schema(builder, schema, schema_directory, err);
    return status == CONCORD_OK
               ? generation_builder_seal(builder, facts, &from, number, err)
               : status;
}
