/* generation_check.c - reads a generation and compares it with its manifest. */
#include "engine/generation_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "document_store.h"
#include "engine/source_table.h"
#include "files.h"
#include "generation_files.h"
#include "index_check.h"
#include "statement_columns.h"

enum { BLOB_ROOM = 256 * 1024 * 1024 };

struct check {
    struct generation_check *out;
    const char *directory;
    const struct manifest *manifest;
    generation_fault *fault;
    void *context;
    struct concord_error *err;
};

/* A fault is told, and the check goes on; what is none ends it. */
static enum concord_status tell(struct check *check,
                                enum concord_status status) {
    if (status != CONCORD_CORRUPT)
        return status;
    check->out->faults++;
    check->fault(check->context, check->err->message);
    return CONCORD_OK;
}

static enum concord_status path_of(const struct check *check,
                                   char out[PATH_MAX], const char *name) {
    return generation_path(out, check->err, "%s/%s", check->directory, name);
}

/* ---- files ---- */

static enum concord_status compare_file(const struct check *check,
                                        const char *path,
                                        const struct manifest_file *file) {
    char hex[FILES_SHA256_HEX];
    uint64_t size = 0;
    struct stat facts;
    if (stat(path, &facts) != 0)
        return concord_fail(check->err, CONCORD_CORRUPT, "%s: %s", path,
                            strerror(errno));
    enum concord_status status = files_hash(path, &size, hex, check->err);
    if (status != CONCORD_OK) /* the disk cannot give it: as bad as damage */
        return CONCORD_CORRUPT;
    if (size != file->size)
        return concord_fail(check->err, CONCORD_CORRUPT,
                            "%s: has %llu bytes, its manifest says %llu", path,
                            (unsigned long long)size,
                            (unsigned long long)file->size);
    if (strcmp(hex, file->sha256) != 0)
        return concord_fail(check->err, CONCORD_CORRUPT,
                            "%s: its bytes are not those of its manifest",
                            path);
    return CONCORD_OK;
}

static enum concord_status check_known(struct check *check) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < check->manifest->file_count && status == CONCORD_OK;
         i++) {
        const struct manifest_file *file = &check->manifest->files[i];
        char path[PATH_MAX];
        status = path_of(check, path, file->path);
        if (status == CONCORD_OK)
            status = tell(check, compare_file(check, path, file));
        check->out->files++;
        check->out->bytes += file->size;
    }
    return status;
}

static bool is_known(const struct manifest *manifest, const char *path) {
    for (size_t i = 0; i < manifest->file_count; i++)
        if (strcmp(manifest->files[i].path, path) == 0)
            return true;
    return strcmp(path, GENERATION_MANIFEST) == 0;
}

static enum concord_status check_foreign(void *context, const char *path,
                                         struct concord_error *err) {
    struct check *check = context;
    if (is_known(check->manifest, path))
        return CONCORD_OK;
    return tell(check, concord_fail(err, CONCORD_CORRUPT,
                                    "%s/%s: is not in the manifest",
                                    check->directory, path));
}

/* ---- parts ---- */

static enum concord_status compare_count(const struct check *check,
                                         const char *name, uint64_t count,
                                         uint64_t expected) {
    if (count == expected)
        return CONCORD_OK;
    return concord_fail(check->err, CONCORD_CORRUPT,
                        "%s/%s: speaks of %llu, its manifest of %llu",
                        check->directory, name, (unsigned long long)count,
                        (unsigned long long)expected);
}

static enum concord_status check_index(const struct check *check,
                                       const char *name, uint64_t expected) {
    uint64_t count = 0;
    char path[PATH_MAX];
    enum concord_status status = path_of(check, path, name);
    if (status == CONCORD_OK)
        status = index_check(path, &count, check->err);
    return status == CONCORD_OK ? compare_count(check, name, count, expected)
                                : status;
}

static enum concord_status check_statements(const struct check *check,
                                            const struct facet_columns *of) {
    struct statement_columns columns;
    char path[PATH_MAX];
    enum concord_status status =
        path_of(check, path, GENERATION_STATEMENT_COLUMNS);
    if (status == CONCORD_OK)
        status = statement_columns_open(&columns, path, of, check->err);
    if (status != CONCORD_OK || columns.file.bytes == NULL)
        return status; /* an older index has none */
    status = check_index(check, GENERATION_STATEMENTS, columns.count);
    statement_columns_close(&columns);
    return status;
}

static enum concord_status read_shown(const struct check *check,
                                      struct document_reader *reader,
                                      const struct document_blobs *blobs) {
    struct arena arena = {0};
    struct document_text text;
    const char *card = NULL;
    enum concord_status status =
        document_reader_all(reader, blobs, &arena, &card, &text, check->err);
    arena_clear(&arena);
    return status;
}

static enum concord_status check_tokens(struct check *check,
                                        const struct facet_columns *columns) {
    struct token_store tokens;
    enum concord_status status =
        token_store_open(&tokens, check->directory, check->err);
    if (status != CONCORD_OK)
        return status;
    for (uint32_t docid = 1; docid < columns->limit && status == CONCORD_OK;
         docid++)
        if (facet_columns_is_live(columns, docid))
            status =
                tell(check, token_store_check(&tokens, &columns->blobs[docid],
                                              check->err));
    token_store_close(&tokens);
    return status;
}

static enum concord_status check_shown(struct check *check,
                                       const struct facet_columns *columns) {
    struct segment_map segments;
    struct document_reader *reader = NULL;
    enum concord_status status = segment_map_open(
        &segments, DOCUMENT_STORE_NAME, check->directory, check->err);
    if (status != CONCORD_OK)
        return status;
    status = document_reader_create(&reader, &segments, check->err);
    for (uint32_t docid = 1; docid < columns->limit && status == CONCORD_OK;
         docid++)
        if (facet_columns_is_live(columns, docid))
            status =
                tell(check, read_shown(check, reader, &columns->blobs[docid]));
    document_reader_destroy(reader);
    segment_map_close(&segments);
    return status;
}

static enum concord_status check_columns(struct check *check) {
    struct facet_columns columns;
    char path[PATH_MAX];
    enum concord_status status = path_of(check, path, GENERATION_COLUMNS);
    if (status == CONCORD_OK)
        status = facet_columns_open(&columns, path, check->err);
    if (status != CONCORD_OK)
        return status;
    status = compare_count(check, GENERATION_COLUMNS, columns.live_count,
                           check->manifest->documents);
    if (status == CONCORD_OK)
        status = check_shown(check, &columns);
    if (status == CONCORD_OK)
        status = check_tokens(check, &columns);
    if (status == CONCORD_OK)
        status = check_statements(check, &columns);
    facet_columns_close(&columns);
    return status;
}

/* Every blob has a checksum of its own, and what refers to it must fit. */
static enum concord_status check_blobs(struct check *check,
                                       const struct source_table *table) {
    struct block_store *store = NULL;
    enum concord_status status = block_store_open(&store, BLOCK_STORE_EXTRACTED,
                                                  check->directory, check->err);
    for (size_t i = 0; i < source_table_count(table) && status == CONCORD_OK;
         i++) {
        struct block_ref ref = source_table_at(table, i)->blob;
        struct buffer blob = BUFFER_INIT(BLOB_ROOM);
        if (ref.segment != 0)
            status =
                tell(check, block_store_get(store, ref, &blob, check->err));
        buffer_destroy(&blob);
    }
    block_store_close(store);
    return status;
}

static uint64_t count_documents(const struct source_table *table) {
    uint64_t documents = 0;
    for (size_t i = 0; i < source_table_count(table); i++)
        documents += source_table_at(table, i)->id != NULL;
    return documents;
}

static enum concord_status check_sources(struct check *check) {
    struct source_table *table = NULL;
    char path[PATH_MAX];
    enum concord_status status = path_of(check, path, GENERATION_SOURCES);
    if (status == CONCORD_OK)
        status = source_table_read(&table, path, check->err);
    if (status != CONCORD_OK)
        return status;
    status = tell(check, compare_count(check, GENERATION_SOURCES,
                                       count_documents(table),
                                       check->manifest->documents));
    if (status == CONCORD_OK)
        status = check_blobs(check, table);
    source_table_destroy(table);
    return status;
}

static enum concord_status check_archive(const struct check *check) {
    struct archive_file *file = NULL;
    enum concord_status status =
        archive_file_open(&file, check->directory, check->err);
    if (status == CONCORD_OK)
        status = archive_file_check(file, check->err);
    archive_file_close(file);
    return status;
}

/* On spoilt bytes they would only say the same in other words, or worse. */
static enum concord_status check_parts(struct check *check) {
    enum concord_status status =
        tell(check,
             check_index(check, GENERATION_XAPIAN, check->manifest->documents));
    if (status == CONCORD_OK)
        status = tell(check, check_columns(check));
    if (status == CONCORD_OK)
        status = tell(check, check_archive(check));
    if (status == CONCORD_OK)
        status = tell(check, check_sources(check));
    return status;
}

/* ---- the whole ---- */

static enum concord_status check_whole(struct check *check) {
    const struct manifest *manifest = check->manifest;
    enum concord_status status = CONCORD_OK;
    check->out->documents = manifest->documents;
    if (manifest->number != check->out->number)
        status =
            tell(check, concord_fail(check->err, CONCORD_CORRUPT,
                                     "%s/" GENERATION_MANIFEST
                                     ": is that of generation %llu",
                                     check->directory,
                                     (unsigned long long)manifest->number));
    if (status == CONCORD_OK)
        status = check_known(check);
    if (status == CONCORD_OK)
        status =
            files_visit(check->directory, check_foreign, check, check->err);
    if (status == CONCORD_OK && check->out->faults == 0)
        status = check_parts(check);
    return status;
}

enum concord_status generation_check(struct generation_check *out,
                                     const char *index_directory,
                                     uint64_t number, generation_fault *fault,
                                     void *context, struct concord_error *err) {
    *out = (struct generation_check){.number = number};
    char directory[PATH_MAX];
    struct manifest *manifest = NULL;
    struct concord_error unused = {0};
    struct check check = {.out = out,
                          .directory = directory,
                          .fault = fault,
                          .context = context,
                          .err = err != NULL ? err : &unused};
    enum concord_status status =
        generation_path(directory, err, "%s/generations/%06llu",
                        index_directory, (unsigned long long)number);
    if (status == CONCORD_OK)
        status = tell(&check, manifest_read(&manifest, directory, check.err));
    check.manifest = manifest;
    if (status == CONCORD_OK && manifest != NULL)
        status = check_whole(&check);
    manifest_destroy(manifest);
    return status;
}
