/* generation_older.c - what is done with the generations before the current
 * one: publishing one of them again, and removing them. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "generation_builder.h"
#include "generation_files.h"

/* ---- which one ---- */

struct search {
    const struct generation_builder *builder;
    uint64_t parent; /* of the current one, by its manifest; 0: not known */
    uint64_t best;   /* so far; 0: none */
};

static enum concord_status consider(void *context, uint64_t number,
                                    bool finished, const char *path,
                                    struct concord_error *err) {
    struct search *search = context;
    (void)path;
    (void)err;
    if (!finished || number >= search->builder->current)
        return CONCORD_OK;
    bool nearer = number > search->best &&
                  (search->parent == 0 || number <= search->parent);
    if (nearer)
        search->best = number;
    return CONCORD_OK;
}

enum concord_status
generation_builder_previous(const struct generation_builder *builder,
                            uint64_t *previous, struct concord_error *err) {
    struct search search = {
        builder, builder->parent == NULL ? 0 : builder->parent->parent, 0};
    enum concord_status status =
        generations_visit(builder->index, consider, &search, err);
    *previous = search.best;
    if (status == CONCORD_OK && search.best == 0)
        return concord_fail(
            err, CONCORD_NOT_FOUND, "%s: there is no generation before %llu",
            builder->index, (unsigned long long)builder->current);
    return status;
}

/* ---- publishing again ---- */

/* Of all that a generation has, these folders have files of their own. */
static enum concord_status make_folders(const char *directory,
                                        struct concord_error *err) {
    static const char *const folders[] = {
        GENERATION_XAPIAN, GENERATION_STATEMENTS, GENERATION_SCHEMA};
    char path[PATH_MAX];
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0;
         i < sizeof folders / sizeof *folders && status == CONCORD_OK; i++) {
        status = generation_path(path, err, "%s/%s", directory, folders[i]);
        if (status == CONCORD_OK)
            status = files_make_directory(path, err);
    }
    return status;
}

static enum concord_status link_files(const struct manifest_source *from,
                                      const char *directory,
                                      struct concord_error *err) {
    char source[PATH_MAX];
    char target[PATH_MAX];
    enum concord_status status = make_folders(directory, err);
    for (size_t i = 0; i < from->kept->file_count && status == CONCORD_OK;
         i++) {
        const char *name = from->kept->files[i].path;
        status = generation_path(source, err, "%s/%s", from->directory, name);
        if (status == CONCORD_OK)
            status = generation_path(target, err, "%s/%s", directory, name);
        if (status == CONCORD_OK && link(source, target) != 0)
            status = files_copy(source, target, err);
    }
    return status;
}

static enum concord_status republish(struct generation_builder *builder,
                                     const struct manifest_source *from,
                                     uint64_t *number,
                                     struct concord_error *err) {
    const struct generation_facts facts = {.documents = from->kept->documents,
                                           .sources = from->kept->sources,
                                           .versions = from->kept->versions};
    const char *directory = NULL;
    enum concord_status status =
        generation_builder_begin(builder, &directory, err);
    if (status == CONCORD_OK)
        status = link_files(from, directory, err);
    return status == CONCORD_OK
               ? generation_builder_seal(builder, &facts, from, number, err)
               : status;
}

enum concord_status
generation_builder_republish(struct generation_builder *builder,
                             uint64_t previous, uint64_t *number,
                             struct concord_error *err) {
    char directory[PATH_MAX];
    struct manifest *kept = NULL;
    *number = 0;
    enum concord_status status =
        generation_path(directory, err, "%s/generations/%06llu", builder->index,
                        (unsigned long long)previous);
    if (status == CONCORD_OK)
        status = manifest_read(&kept, directory, err);
    if (status == CONCORD_OK) {
        const struct manifest_source from = {kept, directory};
        status = republish(builder, &from, number, err);
    }
    manifest_destroy(kept);
    return status;
}

/* ---- removing ---- */

enum concord_status generation_builder_remove(const char *path,
                                              struct concord_error *err) {
    char going[PATH_MAX];
    enum concord_status status = generation_path(going, err, "%s.old", path);
    if (status != CONCORD_OK)
        return status;
    if (rename(path, going) != 0)
        return concord_fail_file(err, path, errno);
    return files_remove(going, err);
}

struct removal {
    const struct generation_builder *builder;
    size_t count;
};

static enum concord_status count_one(void *context, uint64_t number,
                                     bool finished, const char *path,
                                     struct concord_error *err) {
    struct removal *removal = context;
    (void)path;
    (void)err;
    removal->count += finished && number < removal->builder->current;
    return CONCORD_OK;
}

static enum concord_status remove_one(void *context, uint64_t number,
                                      bool finished, const char *path,
                                      struct concord_error *err) {
    struct removal *removal = context;
    if (!finished || number >= removal->builder->current)
        return CONCORD_OK;
    removal->count++;
    return generation_builder_remove(path, err);
}

enum concord_status
generation_builder_count_older(const struct generation_builder *builder,
                               size_t *older, struct concord_error *err) {
    struct removal removal = {builder, 0};
    enum concord_status status = CONCORD_OK;
    if (builder->current != 0)
        status = generations_visit(builder->index, count_one, &removal, err);
    *older = removal.count;
    return status;
}

/* The builder has swept away what is unfinished; what this leaves by half has a
 * name that the next one sweeps. */
enum concord_status
generation_builder_remove_older(struct generation_builder *builder,
                                size_t *removed, struct concord_error *err) {
    struct removal removal = {builder, 0};
    char folder[PATH_MAX];
    enum concord_status status =
        generations_visit(builder->index, remove_one, &removal, err);
    if (status == CONCORD_OK)
        status = generation_path(folder, err, "%s/generations", builder->index);
    if (status == CONCORD_OK)
        status = files_sync(folder, err);
    *removed = removal.count;
    return status;
}
