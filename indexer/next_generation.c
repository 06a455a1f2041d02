/* next_generation.c - joins the engine's builder and writer. */
#include "next_generation.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/parallel.h"

/* A parent that is not whole has nothing to copy from. */
static enum concord_status open_store(struct next_generation *next,
                                      struct concord_error *err) {
    if (next->parent == NULL)
        return block_store_open(&next->store, BLOCK_STORE_EXTRACTED, NULL, err);
    const char *directory = generation_builder_parent_directory(next->builder);
    enum concord_status status =
        manifest_check_sizes(next->parent, directory, err);
    return status == CONCORD_OK
               ? block_store_open(&next->store, BLOCK_STORE_EXTRACTED,
                                  directory, err)
               : status;
}

static enum concord_status open_parent(struct next_generation *next,
                                       struct concord_error *err) {
    next->parent = generation_builder_parent(next->builder);
    enum concord_status status =
        generation_builder_check_parent(next->builder, err);
    return status == CONCORD_OK ? open_store(next, err) : status;
}

enum concord_status next_generation_open(struct next_generation *next,
                                         const char *index_directory,
                                         struct concord_error *err) {
    *next = (struct next_generation){0};
    enum concord_status status =
        generation_builder_open(&next->builder, index_directory, err);
    return status == CONCORD_OK ? open_parent(next, err) : status;
}

enum concord_status next_generation_open_trial(struct next_generation *next,
                                               const char *index_directory,
                                               struct concord_error *err) {
    *next = (struct next_generation){0};
    enum concord_status status =
        generation_builder_open_trial(&next->builder, index_directory, err);
    next->unwritten = index_directory == NULL;
    return status == CONCORD_OK ? open_parent(next, err) : status;
}

enum concord_status next_generation_ignore_parent(struct next_generation *next,
                                                  struct concord_error *err) {
    next->fresh = true;
    block_store_close(next->store);
    return block_store_open(&next->store, BLOCK_STORE_EXTRACTED, NULL, err);
}

static enum concord_status join_copying(struct copying_ahead *ahead,
                                        struct concord_error *err) {
    if (!ahead->joined)
        pthread_join(ahead->thread, NULL);
    ahead->joined = true;
    if (ahead->status != CONCORD_OK && err != NULL)
        *err = ahead->err;
    return ahead->status;
}

void next_generation_close(struct next_generation *next) {
    if (next->ahead.begun)
        join_copying(&next->ahead, NULL);
    index_writer_destroy(next->writer);
    block_store_close(next->store);
    generation_builder_close(next->builder);
    *next = (struct next_generation){0};
}

/* ---- the parent's table ---- */

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
    const char *directory = generation_builder_parent_directory(next->builder);
    char path[PATH_MAX];
    *out = NULL;
    if (directory == NULL)
        return source_table_create(out, err);
    enum concord_status status = sources_path(path, directory, err);
    return status == CONCORD_OK ? source_table_read(out, path, err) : status;
}

/* ---- changes ---- */

/* Everything is made at the first change, the copy of the parent's index at the
 * first that a document sees. */
static enum concord_status begin(struct next_generation *next,
                                 struct concord_error *err) {
    if (next->directory != NULL)
        return CONCORD_OK;
    enum concord_status status =
        generation_builder_begin(next->builder, &next->directory, err);
    if (status == CONCORD_OK)
        status = block_store_begin(next->store, next->directory, err);
    return status;
}

static enum concord_status copy_index(const struct next_generation *next,
                                      const char *parent,
                                      struct concord_error *err) {
    enum concord_status status =
        manifest_copy_index(next->parent, parent, next->directory, err);
    if (status != CONCORD_CORRUPT)
        return status;
    struct concord_error fault = *err;
    return concord_fail(err, CONCORD_CORRUPT,
                        "%s; run concord-indexer --rebuild, which reads every "
                        "file anew",
                        fault.message);
}

/* ---- copying ahead ---- */

static void *copy_ahead(void *context) {
    struct next_generation *next = context;
    struct copying_ahead *ahead = &next->ahead;
    ahead->status = copy_index(next, next_generation_parent(next), &ahead->err);
    return NULL;
}

enum concord_status next_generation_copy_ahead(struct next_generation *next,
                                               struct concord_error *err) {
    struct copying_ahead *ahead = &next->ahead;
    if (next->parent == NULL || next->fresh || next->unwritten)
        return CONCORD_OK;
    enum concord_status status = begin(next, err);
    /* Without a thread it is copied when it is needed. */
    if (status == CONCORD_OK)
        ahead->begun =
            pthread_create(&ahead->thread, NULL, copy_ahead, next) == 0;
    return status;
}

static enum concord_status settle_copy(struct next_generation *next,
                                       const char *parent,
                                       struct concord_error *err) {
    return next->ahead.begun ? join_copying(&next->ahead, err)
                             : copy_index(next, parent, err);
}

/* ---- the index ---- */

enum concord_status next_generation_open_index(struct next_generation *next,
                                               struct concord_error *err) {
    if (next->writer != NULL)
        return CONCORD_OK;
    const char *parent =
        next->fresh ? NULL : generation_builder_parent_directory(next->builder);
    const struct index_writer_options options = {.jobs = next->jobs};
    enum concord_status status = begin(next, err);
    if (status == CONCORD_OK && parent != NULL)
        status = settle_copy(next, parent, err);
    if (status == CONCORD_OK)
        status = index_writer_open(&next->writer, next->directory, parent,
                                   &options, err);
    return status;
}

enum concord_status next_generation_keep(struct next_generation *next,
                                         const void *bytes, size_t size,
                                         struct block_ref *ref,
                                         struct concord_error *err) {
    enum concord_status status = begin(next, err);
    return status == CONCORD_OK
               ? block_store_put(next->store, bytes, size, ref, err)
               : status;
}

enum concord_status next_generation_put(struct next_generation *next,
                                        struct posting_plan **plan,
                                        struct concord_error *err) {
    if (next->unwritten)
        return CONCORD_OK;
    enum concord_status status = next_generation_open_index(next, err);
    return status == CONCORD_OK ? index_writer_put(next->writer, plan, err)
                                : status;
}

enum concord_status next_generation_remove(struct next_generation *next,
                                           const char *id,
                                           struct concord_error *err) {
    enum concord_status status = next_generation_open_index(next, err);
    return status == CONCORD_OK ? index_writer_remove(next->writer, id, err)
                                : status;
}

const char *next_generation_parent(const struct next_generation *next) {
    return generation_builder_parent_directory(next->builder);
}

/* ---- publishing ---- */

static enum concord_status finish_store(struct next_generation *next,
                                        struct source_table *table,
                                        struct concord_error *err) {
    size_t count = 0;
    struct block_ref **live = source_table_blobs(table, &count);
    if (live == NULL)
        return concord_no_memory(err);
    /* Nothing of a database from nothing needs the segments of the one before,
     * and a rebuild must not carry damage along in them. */
    bool anew = next->purge || (next->fresh && next->parent != NULL);
    enum concord_status status =
        anew ? block_store_compact(next->store, live, count, err)
             : block_store_finish(next->store, live, count, err);
    free(live);
    return status;
}

enum concord_status
next_generation_needs_purge(const struct next_generation *next,
                            struct source_table *table, bool *needed,
                            struct concord_error *err) {
    size_t older = 0;
    *needed = false;
    size_t count = 0;
    struct block_ref **live = source_table_blobs(table, &count);
    if (live == NULL)
        return concord_no_memory(err);
    bool holes = block_store_has_holes(next->store, live, count);
    free(live);
    enum concord_status status = CONCORD_OK;
    if (!holes && next->parent != NULL)
        status = index_writer_has_holes(
            generation_builder_parent_directory(next->builder), &holes, err);
    if (status == CONCORD_OK)
        status = generation_builder_count_older(next->builder, &older, err);
    *needed = holes || older > 0;
    return status;
}

static enum concord_status write_withdrawn(const struct next_generation *next,
                                           const struct source_table *table,
                                           struct concord_error *err) {
    size_t count = 0;
    const char **ids = calloc(source_table_count(table) + 1, sizeof *ids);
    if (ids == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < source_table_count(table); i++)
        if (source_table_at(table, i)->withdrawn != NULL)
            ids[count++] = source_table_at(table, i)->withdrawn;
    enum concord_status status =
        generation_write_withdrawn(next->directory, ids, count, err);
    free(ids);
    return status;
}

/* What is written once the index is: two tasks. */
struct finishing {
    struct next_generation *next;
    const struct schema *schema;
    struct source_table *table;
    uint64_t *documents;
};

static enum concord_status write_sources(const struct finishing *finishing,
                                         struct concord_error *err) {
    struct next_generation *next = finishing->next;
    char path[PATH_MAX];
    enum concord_status status = finish_store(next, finishing->table, err);
    if (status == CONCORD_OK)
        status = sources_path(path, next->directory, err);
    if (status == CONCORD_OK)
        status = source_table_write(finishing->table, path, err);
    return status == CONCORD_OK ? write_withdrawn(next, finishing->table, err)
                                : status;
}

static enum concord_status finish_part(void *context, size_t number,
                                       struct concord_error *err) {
    const struct finishing *finishing = context;
    struct next_generation *next = finishing->next;
    if (number == 0)
        return index_writer_finish(next->writer, finishing->schema,
                                   finishing->documents, err);
    enum concord_status status = write_sources(finishing, err);
    return status == CONCORD_OK
               ? generation_builder_seal_index(next->builder, err)
               : status;
}

enum concord_status next_generation_finish(struct next_generation *next,
                                           const struct schema *schema,
                                           struct source_table *table,
                                           uint64_t *documents,
                                           struct concord_error *err) {
    *documents = 0;
    struct finishing finishing = {next, schema, table, documents};
    enum concord_status status = next_generation_open_index(next, err);
    if (status == CONCORD_OK && next->purge)
        index_writer_forget(next->writer);
    if (status == CONCORD_OK)
        status = index_writer_settle(next->writer, err);
    return status == CONCORD_OK ? parallel_do(2, finish_part, &finishing, err)
                                : status;
}

enum concord_status next_generation_publish(
    struct next_generation *next, const struct schema *schema,
    const char *schema_directory, const struct generation_facts *facts,
    uint64_t *number, struct concord_error *err) {
    return generation_builder_publish(next->builder, schema, schema_directory,
                                      facts, number, err);
}
