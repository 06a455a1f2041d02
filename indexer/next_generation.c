/* next_generation.c - joins the engine's builder and writer. */
#include "next_generation.h"

#include <limits.h>
#include <stdio.h>

enum concord_status next_generation_open(struct next_generation *next,
                                         const char *index_directory,
                                         struct concord_error *err) {
    *next = (struct next_generation){0};
    enum concord_status status =
        generation_builder_open(&next->builder, index_directory, err);
    if (status == CONCORD_OK)
        next->parent = generation_builder_parent(next->builder);
    return status;
}

void next_generation_close(struct next_generation *next) {
    index_writer_destroy(next->writer);
    generation_builder_close(next->builder);
    *next = (struct next_generation){0};
}

void next_generation_begin_again(struct next_generation *next) {
    index_writer_destroy(next->writer);
    next->writer = NULL;
    next->fresh = false;
}

/* ---- the parent ---- */

enum concord_status
next_generation_check_parent(const struct next_generation *next,
                             struct concord_error *err) {
    if (next->parent == NULL)
        return CONCORD_OK;
    return manifest_check_sizes(
        next->parent, generation_builder_parent_directory(next->builder), err);
}

static enum concord_status sources_path(char out[PATH_MAX],
                                        const char *directory,
                                        struct concord_error *err) {
    if (snprintf(out, PATH_MAX, "%s/sources.bin", directory) >= PATH_MAX)
        return concord_fail(err, CONCORD_IO, "%.200s...: the path is too long",
                            directory);
    return CONCORD_OK;
}

enum concord_status
next_generation_read_sources(const struct next_generation *next,
                             struct source_table **out,
                             struct concord_error *err) {
    *out = NULL;
    if (next->parent == NULL)
        return source_table_create(out, err);
    char path[PATH_MAX];
    enum concord_status status = sources_path(
        path, generation_builder_parent_directory(next->builder), err);
    return status == CONCORD_OK ? source_table_read(out, path, err) : status;
}

/* ---- changes ---- */

static enum concord_status open_writer(struct next_generation *next,
                                       struct concord_error *err) {
    if (next->writer != NULL)
        return CONCORD_OK;
    const char *parent =
        next->fresh ? NULL : generation_builder_parent_directory(next->builder);
    enum concord_status status =
        generation_builder_begin(next->builder, &next->directory, err);
    if (status == CONCORD_OK)
        status = index_writer_open(&next->writer, next->directory, parent, err);
    return status;
}

enum concord_status next_generation_put(struct next_generation *next,
                                        const struct posting_plan *plan,
                                        struct concord_error *err) {
    enum concord_status status = open_writer(next, err);
    return status == CONCORD_OK ? index_writer_put(next->writer, plan, err)
                                : status;
}

enum concord_status next_generation_remove(struct next_generation *next,
                                           const char *id,
                                           struct concord_error *err) {
    enum concord_status status = open_writer(next, err);
    return status == CONCORD_OK ? index_writer_remove(next->writer, id, err)
                                : status;
}

/* ---- publishing ---- */

enum concord_status next_generation_finish(struct next_generation *next,
                                           const struct schema *schema,
                                           const struct source_table *table,
                                           uint64_t *documents,
                                           struct concord_error *err) {
    *documents = 0;
    char path[PATH_MAX];
    enum concord_status status = open_writer(next, err);
    if (status == CONCORD_OK)
        status = index_writer_finish(next->writer, schema, documents, err);
    if (status == CONCORD_OK)
        status = sources_path(path, next->directory, err);
    if (status == CONCORD_OK)
        status = source_table_write(table, path, err);
    return status;
}

enum concord_status
next_generation_publish(struct next_generation *next,
                        const struct schema *schema,
                        const char *schema_directory,
                        const struct generation_facts *facts, uint64_t *number,
                        struct concord_error *err) {
    return generation_builder_publish(next->builder, schema, schema_directory,
                                      facts, number, err);
}
