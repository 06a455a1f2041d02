/* imprint_record.c - reads and writes imprints.bin and its segments. */
#include "imprint_record.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IMPRINTS_MAGIC "CONCIMPR"

enum { IMPRINTS_FORMAT = 3, PACKED_BYTES_MAX = 1024 * 1024 };

static bool record_path(char out[PATH_MAX], const char *directory) {
    return snprintf(out, PATH_MAX, "%s/" BLOCK_STORE_IMPRINTS ".bin",
                    directory) < PATH_MAX;
}

/* ---- reading ---- */

static bool read_header(FILE *file, struct imprints_header *header) {
    return fread(header, sizeof *header, 1, file) == 1 &&
           memcmp(header->magic, IMPRINTS_MAGIC, sizeof header->magic) == 0 &&
           header->format == IMPRINTS_FORMAT;
}

void imprint_record_open(struct imprint_record *record, const char *directory,
                         const unsigned char rules[IMPRINT_DIGEST_SIZE]) {
    char path[PATH_MAX];
    *record = (struct imprint_record){.directory = NULL};
    if (directory == NULL || !record_path(path, directory))
        return;
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return;
    if (read_header(file, &record->header) &&
        memcmp(record->header.rules, rules, IMPRINT_DIGEST_SIZE) == 0)
        record->directory = directory;
    else
        record->header = (struct imprints_header){.count = 0};
    fclose(file);
}

void imprint_record_close(struct imprint_record *record) {
    free(record->entries);
    block_store_close(record->store);
    *record = (struct imprint_record){.directory = NULL};
}

/* As many as there are: where the file breaks off they end. */
static enum concord_status read_entries(struct imprint_record *record,
                                        struct concord_error *err) {
    char path[PATH_MAX];
    size_t most = record->header.count;
    FILE *file =
        record_path(path, record->directory) ? fopen(path, "rbe") : NULL;
    record->header.count = 0;
    if (file == NULL)
        return CONCORD_OK;
    record->entries = malloc((most + 1) * sizeof *record->entries);
    if (record->entries != NULL &&
        fseek(file, sizeof(struct imprints_header), SEEK_SET) == 0)
        record->header.count = (uint32_t)fread(
            record->entries, sizeof *record->entries, most, file);
    fclose(file);
    return record->entries != NULL ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status imprint_record_load(struct imprint_record *record,
                                        struct concord_error *err) {
    if (record->store != NULL)
        return CONCORD_OK;
    enum concord_status status =
        record->directory != NULL ? read_entries(record, err) : CONCORD_OK;
    return status == CONCORD_OK
               ? block_store_open(&record->store, BLOCK_STORE_IMPRINTS,
                                  record->directory, err)
               : status;
}

/* The entries ascend by hash. */
static const struct imprint_entry *
find_next(struct imprint_record *record,
          const unsigned char sha256[SOURCE_HASH_SIZE]) {
    for (; record->next < record->header.count; record->next++) {
        const struct imprint_entry *entry = &record->entries[record->next];
        int order = memcmp(entry->sha256, sha256, SOURCE_HASH_SIZE);
        if (order >= 0)
            return order == 0 ? entry : NULL;
    }
    return NULL;
}

bool imprint_record_next(struct imprint_record *record,
                         const unsigned char sha256[SOURCE_HASH_SIZE],
                         struct imprint *out, struct block_ref *where) {
    const struct imprint_entry *entry = find_next(record, sha256);
    const void *bytes =
        entry != NULL ? block_store_at(record->store, entry->where) : NULL;
    if (bytes == NULL || !imprint_view(out, bytes, entry->where.size))
        return false;
    *where = entry->where;
    return true;
}

/* ---- writing ---- */

static enum concord_status append_new(struct block_store *store,
                                      const struct imprint_writing *writing,
                                      struct concord_error *err) {
    struct buffer packed = BUFFER_INIT(PACKED_BYTES_MAX);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < writing->count && status == CONCORD_OK; i++) {
        struct block_ref *where = &writing->entries[i].where;
        if (where->segment != 0)
            continue;
        buffer_clear(&packed);
        imprint_pack(&packed, &writing->imprints[i]);
        status = buffer_ok(&packed)
                     ? block_store_append(store, packed.data, packed.size,
                                          where, err)
                     : concord_no_memory(err);
    }
    buffer_destroy(&packed);
    return status;
}

static enum concord_status finish_store(struct block_store *store,
                                        const struct imprint_writing *writing,
                                        struct concord_error *err) {
    struct block_ref **live =
        calloc(writing->count + 1, sizeof(struct block_ref *));
    if (live == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < writing->count; i++)
        live[i] = &writing->entries[i].where;
    enum concord_status status =
        writing->compact ? block_store_compact(store, live, writing->count, err)
                         : block_store_finish(store, live, writing->count, err);
    free(live);
    return status;
}

static enum concord_status write_entries(const struct imprint_writing *writing,
                                         struct concord_error *err) {
    struct imprints_header header = {.format = IMPRINTS_FORMAT,
                                     .count = (uint32_t)writing->count};
    char path[PATH_MAX];
    memcpy(header.magic, IMPRINTS_MAGIC, sizeof header.magic);
    memcpy(header.rules, writing->rules, sizeof header.rules);
    memcpy(header.digest, writing->digest, sizeof header.digest);
    if (!record_path(path, writing->directory))
        return concord_fail(err, CONCORD_IO, "%.200s...: the path is too long",
                            writing->directory);
    FILE *file = fopen(path, "wbe");
    if (file == NULL)
        return concord_fail_file(err, path, errno);
    fwrite(&header, sizeof header, 1, file);
    if (writing->count > 0)
        fwrite(writing->entries, sizeof *writing->entries, writing->count,
               file);
    bool written = ferror(file) == 0;
    errno = 0;
    written = fclose(file) == 0 && written;
    return written ? CONCORD_OK : concord_fail_file(err, path, errno);
}

enum concord_status imprint_record_write(struct imprint_record *record,
                                         const struct imprint_writing *writing,
                                         struct concord_error *err) {
    enum concord_status status =
        block_store_begin(record->store, writing->directory, err);
    if (status == CONCORD_OK)
        status = append_new(record->store, writing, err);
    if (status == CONCORD_OK)
        status = finish_store(record->store, writing, err);
    return status == CONCORD_OK ? write_entries(writing, err) : status;
}
