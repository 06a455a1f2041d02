/* archive_file.c - reads archive.bin: a binary search over mapped records. */
#include "engine/archive_file.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "archive_header.h"
#include "files.h"
#include "generation_files.h"

struct archive_file {
    struct mapped_file mapped;
    const uint64_t *offsets;
    size_t count;
    char path[PATH_MAX];
};

/* One record, both strings ended by NUL within it. */
struct record {
    const char *key;
    const char *json;
    size_t size; /* of the JSON */
};

static const char *bytes_of(const struct archive_file *file) {
    return file->mapped.bytes;
}

/* ---- opening ---- */

/* The offsets lie wholly inside, behind the records, and end the file. */
static bool take_header(struct archive_file *file) {
    struct archive_header header;
    if (file->mapped.size < sizeof header)
        return false;
    memcpy(&header, file->mapped.bytes, sizeof header);
    if (memcmp(header.magic, ARCHIVE_MAGIC, sizeof header.magic) != 0 ||
        header.byte_order != ARCHIVE_BYTE_ORDER ||
        header.format != ARCHIVE_FORMAT ||
        header.offsets_at % sizeof(uint64_t) != 0 ||
        header.offsets_at < sizeof header ||
        header.offsets_at > file->mapped.size ||
        (file->mapped.size - header.offsets_at) % sizeof(uint64_t) != 0)
        return false;
    size_t offsets =
        (file->mapped.size - (size_t)header.offsets_at) / sizeof(uint64_t);
    if (offsets == 0 || header.count != offsets - 1)
        return false;
    /* Mapped on a page and a multiple of eight into it: aligned. */
    file->offsets =
        (const uint64_t *)(const void *)(bytes_of(file) + header.offsets_at);
    file->count = (size_t)header.count;
    return file->offsets[0] == sizeof header &&
           file->offsets[file->count] <= header.offsets_at;
}

static enum concord_status read_file(struct archive_file *file,
                                     const char *directory,
                                     struct concord_error *err) {
    enum concord_status status =
        generation_path(file->path, err, "%s/" GENERATION_ARCHIVE, directory);
    if (status != CONCORD_OK)
        return status;
    status = files_map(&file->mapped, file->path, err);
    if (status != CONCORD_OK || file->mapped.bytes == NULL)
        return status;
    if (!take_header(file))
        status = concord_fail(err, CONCORD_CORRUPT,
                              "%s: not whole, or of another format; run "
                              "concord-indexer --rebuild",
                              file->path);
    return status;
}

enum concord_status archive_file_open(struct archive_file **out,
                                      const char *directory,
                                      struct concord_error *err) {
    *out = NULL;
    struct archive_file *file = calloc(1, sizeof *file);
    if (file == NULL)
        return concord_no_memory(err);
    enum concord_status status = read_file(file, directory, err);
    if (status != CONCORD_OK) {
        archive_file_close(file);
        return status;
    }
    *out = file;
    return CONCORD_OK;
}

void archive_file_close(struct archive_file *file) {
    if (file == NULL)
        return;
    files_unmap(&file->mapped);
    free(file);
}

/* ---- records ---- */

/* False when the record is not two strings inside the file. */
static bool read_record(const struct archive_file *file, size_t index,
                        struct record *record) {
    uint64_t start = file->offsets[index];
    uint64_t end = file->offsets[index + 1];
    uint64_t limit = file->offsets[file->count];
    if (start < sizeof(struct archive_header) || start >= end || end > limit ||
        bytes_of(file)[end - 1] != '\0')
        return false;
    record->key = bytes_of(file) + start;
    size_t key_size = strlen(record->key) + 1;
    size_t left = (size_t)(end - start);
    if (key_size + 1 >= left)
        return false;
    record->json = record->key + key_size;
    record->size = left - key_size - 1;
    return true;
}

/* The first record whose key is not before `key`, or, with `past`, not before
 * and no longer begins with it. A damaged one counts as before: the search
 * ends all the same, and what it ends on is looked at by who asked. */
static size_t find_bound(const struct archive_file *file, const char *key,
                         bool past) {
    size_t size = strlen(key);
    size_t low = 0;
    size_t high = file->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct record record;
        bool before = true;
        if (read_record(file, middle, &record))
            before = past ? strncmp(record.key, key, size) <= 0
                          : strcmp(record.key, key) < 0;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool archive_file_find(const struct archive_file *file, const char *key,
                       const char **json, size_t *size) {
    struct record record;
    size_t index = find_bound(file, key, false);
    if (index == file->count || !read_record(file, index, &record) ||
        strcmp(record.key, key) != 0)
        return false;
    *json = record.json;
    *size = record.size;
    return true;
}

size_t archive_file_count(const struct archive_file *file, const char *prefix) {
    size_t first = find_bound(file, prefix, false);
    size_t end = find_bound(file, prefix, true);
    return end > first ? end - first : 0;
}

bool archive_file_at(const struct archive_file *file, const char *prefix,
                     size_t index, const char **key, const char **json,
                     size_t *size) {
    struct record record;
    size_t first = find_bound(file, prefix, false);
    if (index >= file->count - first ||
        !read_record(file, first + index, &record) ||
        strncmp(record.key, prefix, strlen(prefix)) != 0)
        return false;
    *key = record.key;
    *json = record.json;
    *size = record.size;
    return true;
}

/* ---- checking ---- */

static bool is_json(const struct record *record) {
    json_t *json =
        json_loadb(record->json, record->size, JSON_DECODE_ANY, NULL);
    json_decref(json);
    return json != NULL;
}

enum concord_status archive_file_check(const struct archive_file *file,
                                       struct concord_error *err) {
    const char *before = "";
    for (size_t i = 0; i < file->count; i++) {
        struct record record;
        if (!read_record(file, i, &record) || strcmp(before, record.key) >= 0 ||
            !is_json(&record))
            return concord_fail(err, CONCORD_CORRUPT,
                                "%s: record %zu is not whole, or not in its "
                                "place",
                                file->path, i);
        before = record.key;
    }
    return CONCORD_OK;
}
