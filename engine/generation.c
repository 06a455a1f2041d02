/* generation.c - finds and opens published generations. */
#include "engine/generation.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document_store.h"
#include "engine/posting_plan.h"
#include "generation_files.h"
#include "suggestions_file.h"
#include "withdrawn.h"

struct generation {
    atomic_uint references;
    struct manifest *manifest;
    struct schema *schema;
    struct facet_columns columns;
    struct facet_documents *facet_documents;
    struct posting_table *postings;
    struct withdrawn withdrawn;
    struct segment_map documents;
    struct token_store tokens;
    struct statement_columns statements;
    struct archive_file *archive;
    struct thesaurus *thesaurus;
    struct suggestions *suggestions;
    char directory[PATH_MAX];
};

enum concord_status generation_path(char out[PATH_MAX],
                                    struct concord_error *err,
                                    const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(out, PATH_MAX, format, arguments);
    va_end(arguments);
    if (size < 0 || size >= PATH_MAX)
        return concord_fail(err, CONCORD_IO, "%.200s...: the path is too long",
                            out);
    return CONCORD_OK;
}

static enum concord_status visit_entry(const char *folder, const char *name,
                                       generation_visit *visit, void *context,
                                       struct concord_error *err) {
    char path[PATH_MAX];
    char *end = NULL;
    unsigned long long number = strtoull(name, &end, 10);
    if (number == 0)
        return CONCORD_OK;
    enum concord_status status =
        generation_path(path, err, "%s/%s", folder, name);
    return status == CONCORD_OK
               ? visit(context, number, *end == '\0', path, err)
               : status;
}

enum concord_status generations_visit(const char *index_directory,
                                      generation_visit *visit, void *context,
                                      struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status =
        generation_path(path, err, "%s/generations", index_directory);
    if (status != CONCORD_OK)
        return status;
    DIR *directory = opendir(path);
    if (directory == NULL)
        return concord_fail_file(err, path, errno);
    while (status == CONCORD_OK) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (entry == NULL && errno != 0)
            status = concord_fail_file(err, path, errno);
        if (entry == NULL)
            break;
        status = visit_entry(path, entry->d_name, visit, context, err);
    }
    closedir(directory);
    return status;
}

enum concord_status generation_current_number(const char *index_directory,
                                              uint64_t *number,
                                              struct concord_error *err) {
    char path[PATH_MAX];
    char target[64];
    *number = 0;
    enum concord_status status =
        generation_path(path, err, "%s/current", index_directory);
    if (status != CONCORD_OK)
        return status;
    ssize_t size = readlink(path, target, sizeof target - 1);
    if (size < 0 && errno == ENOTDIR)
        return concord_fail(err, CONCORD_NOT_FOUND,
                            "%s: an index is a folder, and this is a file; "
                            "name another with --index",
                            index_directory);
    if (size < 0 && errno == ENOENT)
        return concord_fail(err, CONCORD_NOT_FOUND,
                            "%s: there is no index yet; run concord-indexer "
                            "--index %s SOURCE",
                            index_directory, index_directory);
    if (size < 0)
        return concord_fail_file(err, path, errno);
    target[size] = '\0';
    unsigned long long found = 0;
    if (sscanf(target, "generations/%llu", &found) != 1 || found == 0)
        return concord_fail(err, CONCORD_CORRUPT,
                            "%s: points to %s, which is no generation", path,
                            target);
    *number = found;
    return CONCORD_OK;
}

static enum concord_status open_schema(struct generation *generation,
                                       struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status = generation_path(
        path, err, "%s/" GENERATION_SCHEMA, generation->directory);
    return status == CONCORD_OK ? schema_load(&generation->schema, path, err)
                                : status;
}

/* Both tell of one set of facets, and of one list of words. */
static enum concord_status columns_agree(const struct generation *generation,
                                         const char *path,
                                         struct concord_error *err) {
    const struct facet_columns *columns = &generation->columns;
    if (columns->facet_count != schema_facet_count(generation->schema))
        return concord_fail(err, CONCORD_CORRUPT,
                            "%s: has other facets than its schema", path);
    if (columns->word_limit != generation->tokens.words.words.count + 1)
        return concord_fail(
            err, CONCORD_CORRUPT,
            "%s: counts other words than " TOKEN_WORDS_FILE " has", path);
    return CONCORD_OK;
}

static enum concord_status open_columns(struct generation *generation,
                                        struct concord_error *err) {
    const char *directory = generation->directory;
    char path[PATH_MAX];
    enum concord_status status =
        generation_path(path, err, "%s/" GENERATION_COLUMNS, directory);
    if (status == CONCORD_OK)
        status = facet_columns_open(&generation->columns, path, err);
    if (status == CONCORD_OK)
        status = token_store_open(&generation->tokens, directory, err);
    if (status == CONCORD_OK)
        status = columns_agree(generation, path, err);
    if (status == CONCORD_OK)
        status = facet_documents_create(&generation->facet_documents,
                                        &generation->columns, err);
    return status == CONCORD_OK
               ? posting_table_create(&generation->postings,
                                      &generation->columns, err)
               : status;
}

static enum concord_status open_statements(struct generation *generation,
                                           struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status = generation_path(
        path, err, "%s/" GENERATION_STATEMENT_COLUMNS, generation->directory);
    return status == CONCORD_OK
               ? statement_columns_open(&generation->statements, path,
                                        &generation->columns, err)
               : status;
}

static enum concord_status open_withdrawn(struct generation *generation,
                                          struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status =
        generation_path(path, err, "%s/" WITHDRAWN_FILE, generation->directory);
    return status == CONCORD_OK
               ? withdrawn_read(&generation->withdrawn, path, err)
               : status;
}

/* What the manifest lists. */
static enum concord_status open_parts(struct generation *generation,
                                      struct concord_error *err) {
    const char *directory = generation->directory;
    enum concord_status status =
        manifest_check_sizes(generation->manifest, directory, err);
    if (status == CONCORD_OK)
        status = open_schema(generation, err);
    if (status == CONCORD_OK)
        status = open_columns(generation, err);
    if (status == CONCORD_OK)
        status = segment_map_open(&generation->documents, DOCUMENT_STORE_NAME,
                                  directory, err);
    if (status == CONCORD_OK)
        status = open_statements(generation, err);
    if (status == CONCORD_OK)
        status = open_withdrawn(generation, err);
    if (status == CONCORD_OK)
        status = archive_file_open(&generation->archive, directory, err);
    if (status == CONCORD_OK)
        status = thesaurus_build(&generation->thesaurus, generation->schema,
                                 generation->archive, err);
    return status == CONCORD_OK
               ? suggestions_open(&generation->suggestions, directory, err)
               : status;
}

/* What another version wrote is no damage. */
static enum concord_status open_all(struct generation *generation,
                                    struct concord_error *err) {
    enum concord_status status =
        manifest_read(&generation->manifest, generation->directory, err);
    if (status != CONCORD_OK)
        return status;
    const char *plan = generation->manifest->versions.plan;
    status = open_parts(generation, err);
    if (status != CONCORD_CORRUPT || strcmp(plan, posting_plan_version()) == 0)
        return status;
    return concord_fail(err, status,
                        "%s: made by another version of Concord, as %s, and "
                        "this one reads %s; run concord-indexer again, which "
                        "writes it anew",
                        generation->directory, plan, posting_plan_version());
}

enum concord_status generation_open(struct generation **out,
                                    const char *index_directory,
                                    uint64_t number,
                                    struct concord_error *err) {
    *out = NULL;
    struct generation *generation = calloc(1, sizeof *generation);
    if (generation == NULL)
        return concord_no_memory(err);
    atomic_init(&generation->references, 1);
    enum concord_status status =
        generation_path(generation->directory, err, "%s/generations/%06llu",
                        index_directory, (unsigned long long)number);
    if (status == CONCORD_OK)
        status = open_all(generation, err);
    if (status != CONCORD_OK) {
        generation_release(generation);
        return status;
    }
    *out = generation;
    return CONCORD_OK;
}

enum concord_status generation_open_current(struct generation **out,
                                            const char *index_directory,
                                            struct concord_error *err) {
    *out = NULL;
    uint64_t number = 0;
    enum concord_status status =
        generation_current_number(index_directory, &number, err);
    if (status != CONCORD_OK)
        return status;
    status = generation_open(out, index_directory, number, err);
    if (status == CONCORD_NOT_FOUND)
        status = CONCORD_CORRUPT; /* `current` points to it, so it was there */
    return status;
}

struct generation *generation_retain(struct generation *generation) {
    atomic_fetch_add_explicit(&generation->references, 1, memory_order_relaxed);
    return generation;
}

void generation_release(struct generation *generation) {
    if (generation == NULL ||
        atomic_fetch_sub_explicit(&generation->references, 1,
                                  memory_order_acq_rel) != 1)
        return;
    statement_columns_close(&generation->statements);
    segment_map_close(&generation->documents);
    token_store_close(&generation->tokens);
    posting_table_destroy(generation->postings);
    facet_documents_destroy(generation->facet_documents);
    facet_columns_close(&generation->columns);
    withdrawn_clear(&generation->withdrawn);
    thesaurus_destroy(generation->thesaurus);
    archive_file_close(generation->archive);
    suggestions_close(generation->suggestions);
    schema_destroy(generation->schema);
    manifest_destroy(generation->manifest);
    free(generation);
}

const struct manifest *
generation_manifest(const struct generation *generation) {
    return generation->manifest;
}

const struct schema *generation_schema(const struct generation *generation) {
    return generation->schema;
}

bool generation_has_withdrawn(const struct generation *generation,
                              const char *id) {
    return withdrawn_has(&generation->withdrawn, id);
}

const char *generation_directory(const struct generation *generation) {
    return generation->directory;
}

const struct archive_file *
generation_archive(const struct generation *generation) {
    return generation->archive;
}

const struct thesaurus *
generation_thesaurus(const struct generation *generation) {
    return generation->thesaurus;
}

const struct suggestions *
generation_suggestions(const struct generation *generation) {
    return generation->suggestions;
}

const struct facet_columns *
generation_columns(const struct generation *generation) {
    return &generation->columns;
}

const struct segment_map *
generation_documents(const struct generation *generation) {
    return &generation->documents;
}

const struct token_store *
generation_tokens(const struct generation *generation) {
    return &generation->tokens;
}

const struct facet_documents *
generation_facet_documents(const struct generation *generation) {
    return generation->facet_documents;
}

struct posting_table *generation_postings(const struct generation *generation) {
    return generation->postings;
}

void generation_share_postings(struct generation *generation,
                               struct posting_cache *cache) {
    posting_table_share(generation->postings, cache);
}

const struct statement_columns *
generation_statements(const struct generation *generation) {
    return &generation->statements;
}
