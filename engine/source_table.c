/* source_table.c - sources.bin in memory and on disk.
 *
 *   "CONCSRCS", uint32 format, uint32 count of records, then for each record
 *   struct stored_record and its strings, one behind the other.
 *
 * In memory two search trees (tsearch) find a record by file and by id. */
#include "engine/source_table.h"

#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "files.h"
#include "schema/arena.h"

#define SOURCES_MAGIC "CONCSRCS"

enum { SOURCES_FORMAT = 4, RECORD_STRINGS = 8 };

static const uint32_t absent = UINT32_MAX;

struct stored_header {
    char magic[8];
    uint32_t format;
    uint32_t count;
};

struct stored_record {
    uint64_t size;
    int64_t modified;
    int64_t changed;
    unsigned char sha256[SOURCE_HASH_SIZE];
    unsigned char blob_sha256[SOURCE_HASH_SIZE];
    unsigned char described[SOURCE_HASH_SIZE];
    struct block_ref blob;
    struct block_ref claims;
    uint64_t ruling;
    uint32_t lengths[RECORD_STRINGS]; /* UINT32_MAX: NULL */
    uint32_t kind;
    uint32_t unused;
};

/* A record and its place in the list, so that it is found from either. */
struct kept_record {
    struct source_record record; /* first: the trees hold its address */
    size_t index;
};

struct source_table {
    struct arena arena;
    struct kept_record **records;
    size_t count;
    size_t room; /* records that fit; more than count after a removal */
    void *by_file;
    void *by_id;
};

/* The strings of a record, in the order in which they are stored. */
static void list_strings(struct source_record *record,
                         const char **strings[RECORD_STRINGS]) {
    strings[0] = &record->root;
    strings[1] = &record->path;
    strings[2] = &record->id;
    strings[3] = &record->reason;
    strings[4] = &record->first_indexed;
    strings[5] = &record->own_id;
    strings[6] = &record->own_address;
    strings[7] = &record->withdrawn;
}

static int compare_files(const void *left, const void *right) {
    const struct source_record *a = left;
    const struct source_record *b = right;
    int order = strcmp(a->path, b->path);
    return order != 0 ? order : strcmp(a->root, b->root);
}

static int compare_ids(const void *left, const void *right) {
    const struct source_record *a = left;
    const struct source_record *b = right;
    return strcmp(a->id, b->id);
}

enum concord_status source_table_create(struct source_table **out,
                                        struct concord_error *err) {
    *out = calloc(1, sizeof **out);
    return *out != NULL ? CONCORD_OK : concord_no_memory(err);
}

static void keep_record(void *record) {
    (void)record; /* the arena's */
}

void source_table_destroy(struct source_table *table) {
    if (table == NULL)
        return;
    tdestroy(table->by_file, keep_record);
    tdestroy(table->by_id, keep_record);
    arena_clear(&table->arena);
    free(table);
}

const struct source_record *source_table_find(const struct source_table *table,
                                              const char *root,
                                              const char *path) {
    struct source_record key = {.root = root, .path = path};
    struct source_record *const *found =
        tfind(&key, &table->by_file, compare_files);
    return found == NULL ? NULL : *found;
}

const struct source_record *
source_table_find_id(const struct source_table *table, const char *id) {
    struct source_record key = {.id = id};
    struct source_record *const *found =
        tfind(&key, &table->by_id, compare_ids);
    return found == NULL ? NULL : *found;
}

size_t source_table_count(const struct source_table *table) {
    return table->count;
}

const struct source_record *source_table_at(const struct source_table *table,
                                            size_t index) {
    return &table->records[index]->record;
}

struct block_ref **source_table_blobs(struct source_table *table,
                                      size_t *count) {
    struct block_ref **blobs = calloc(2 * table->count + 1, sizeof *blobs);
    *count = 0;
    for (size_t i = 0; blobs != NULL && i < table->count; i++) {
        blobs[(*count)++] = &table->records[i]->record.blob;
        blobs[(*count)++] = &table->records[i]->record.claims;
    }
    return blobs;
}

/* ---- changing ---- */

static bool copy_record(struct arena *arena, struct source_record *to,
                        const struct source_record *from) {
    *to = *from;
    const char **strings[RECORD_STRINGS];
    list_strings(to, strings);
    for (int i = 0; i < RECORD_STRINGS; i++) {
        if (*strings[i] == NULL)
            continue;
        *strings[i] = arena_string(arena, *strings[i]);
        if (*strings[i] == NULL)
            return false;
    }
    return true;
}

static bool make_room(struct source_table *table) {
    if (table->count < table->room)
        return true;
    size_t room = table->room == 0 ? 64 : 2 * table->room;
    struct kept_record **records =
        arena_alloc(&table->arena, room * sizeof *records);
    if (records == NULL)
        return false;
    if (table->count > 0)
        memcpy(records, table->records, table->count * sizeof *records);
    table->records = records;
    table->room = room;
    return true;
}

static struct source_record *add_record(struct source_table *table,
                                        const struct source_record *record) {
    struct kept_record *kept = arena_alloc(&table->arena, sizeof *kept);
    if (kept == NULL || !copy_record(&table->arena, &kept->record, record) ||
        !make_room(table))
        return NULL;
    kept->index = table->count;
    table->records[table->count++] = kept;
    return tsearch(&kept->record, &table->by_file, compare_files) != NULL
               ? &kept->record
               : NULL;
}

/* A record's id may pass to another file, so the tree is asked whose it is. */
static void forget_id(struct source_table *table,
                      const struct source_record *record) {
    if (record->id != NULL && source_table_find_id(table, record->id) == record)
        tdelete(record, &table->by_id, compare_ids);
}

static enum concord_status index_id(struct source_table *table,
                                    struct source_record *record,
                                    struct concord_error *err) {
    if (record->id == NULL)
        return CONCORD_OK;
    const struct source_record *other = source_table_find_id(table, record->id);
    if (other != NULL)
        tdelete(other, &table->by_id, compare_ids);
    return tsearch(record, &table->by_id, compare_ids) != NULL
               ? CONCORD_OK
               : concord_no_memory(err);
}

enum concord_status source_table_put(struct source_table *table,
                                     const struct source_record *record,
                                     struct concord_error *err) {
    struct source_record *const *found =
        tfind(record, &table->by_file, compare_files);
    struct source_record *kept = found == NULL ? NULL : *found;
    if (kept == NULL) {
        kept = add_record(table, record);
    } else {
        struct source_record copy;
        forget_id(table, kept);
        if (!copy_record(&table->arena, &copy, record))
            return concord_no_memory(err);
        *kept = copy;
    }
    return kept != NULL ? index_id(table, kept, err) : concord_no_memory(err);
}

/* The last record takes the place of the one that goes. */
void source_table_remove(struct source_table *table, const char *root,
                         const char *path) {
    struct source_record key = {.root = root, .path = path};
    struct kept_record *const *found =
        tfind(&key, &table->by_file, compare_files);
    if (found == NULL)
        return;
    struct kept_record *gone = *found;
    forget_id(table, &gone->record);
    tdelete(&gone->record, &table->by_file, compare_files);
    struct kept_record *last = table->records[--table->count];
    last->index = gone->index;
    table->records[last->index] = last;
}

/* ---- on disk ---- */

static void write_record(FILE *file, struct source_record record) {
    struct stored_record stored = {.size = record.size,
                                   .modified = record.modified,
                                   .changed = record.changed,
                                   .blob = record.blob,
                                   .claims = record.claims,
                                   .ruling = record.ruling,
                                   .kind = (uint32_t)record.kind};
    memcpy(stored.sha256, record.sha256, sizeof stored.sha256);
    memcpy(stored.blob_sha256, record.blob_sha256, sizeof stored.blob_sha256);
    memcpy(stored.described, record.described, sizeof stored.described);
    const char **strings[RECORD_STRINGS];
    list_strings(&record, strings);
    for (int i = 0; i < RECORD_STRINGS; i++)
        stored.lengths[i] =
            *strings[i] == NULL ? absent : (uint32_t)strlen(*strings[i]);
    fwrite(&stored, sizeof stored, 1, file);
    for (int i = 0; i < RECORD_STRINGS; i++)
        if (*strings[i] != NULL)
            fwrite(*strings[i], 1, stored.lengths[i], file);
}

enum concord_status source_table_write(const struct source_table *table,
                                       const char *path,
                                       struct concord_error *err) {
    FILE *file = NULL;
    enum concord_status status = files_create(&file, path, err);
    if (status != CONCORD_OK)
        return status;
    struct stored_header header = {.format = SOURCES_FORMAT,
                                   .count = (uint32_t)table->count};
    memcpy(header.magic, SOURCES_MAGIC, sizeof header.magic);
    fwrite(&header, sizeof header, 1, file);
    for (size_t i = 0; i < table->count; i++)
        write_record(file, table->records[i]->record);
    return files_close(file, path, err);
}

static enum concord_status read_record(struct source_table *table, FILE *file,
                                       uint64_t left,
                                       struct concord_error *err) {
    struct stored_record stored;
    if (fread(&stored, sizeof stored, 1, file) != 1)
        return CONCORD_CORRUPT;
    struct source_record record = {.size = stored.size,
                                   .modified = stored.modified,
                                   .changed = stored.changed,
                                   .blob = stored.blob,
                                   .claims = stored.claims,
                                   .ruling = stored.ruling,
                                   .kind = (enum source_kind)stored.kind};
    memcpy(record.sha256, stored.sha256, sizeof record.sha256);
    memcpy(record.blob_sha256, stored.blob_sha256, sizeof record.blob_sha256);
    memcpy(record.described, stored.described, sizeof record.described);
    struct arena scratch = {0};
    const char **strings[RECORD_STRINGS];
    list_strings(&record, strings);
    enum concord_status status = CONCORD_OK;
    for (int i = 0; i < RECORD_STRINGS && status == CONCORD_OK; i++) {
        uint32_t length = stored.lengths[i];
        if (length == absent)
            continue;
        char *text =
            length <= left ? arena_alloc(&scratch, (size_t)length + 1) : NULL;
        if (length <= left && text == NULL)
            status = concord_no_memory(err);
        else if (text == NULL || fread(text, 1, length, file) != length)
            status = CONCORD_CORRUPT;
        *strings[i] = text;
    }
    if (status == CONCORD_OK && (record.root == NULL || record.path == NULL ||
                                 stored.kind > SOURCE_IS_OVERRIDES))
        status = CONCORD_CORRUPT;
    if (status == CONCORD_OK)
        status = source_table_put(table, &record, err);
    arena_clear(&scratch);
    return status;
}

static enum concord_status read_all(struct source_table *table, FILE *file,
                                    struct concord_error *err) {
    struct stored_header header;
    struct stat facts;
    if (fstat(fileno(file), &facts) != 0 ||
        fread(&header, sizeof header, 1, file) != 1 ||
        memcmp(header.magic, SOURCES_MAGIC, sizeof header.magic) != 0 ||
        header.format != SOURCES_FORMAT)
        return CONCORD_CORRUPT;
    enum concord_status status = CONCORD_OK;
    for (uint32_t i = 0; i < header.count && status == CONCORD_OK; i++)
        status = read_record(table, file, (uint64_t)facts.st_size, err);
    if (status == CONCORD_OK && fgetc(file) != EOF)
        status = CONCORD_CORRUPT;
    return status;
}

enum concord_status source_table_read(struct source_table **out,
                                      const char *path,
                                      struct concord_error *err) {
    *out = NULL;
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return concord_fail(err, CONCORD_IO, "%s: %s", path, strerror(errno));
    struct source_table *table = NULL;
    enum concord_status status = source_table_create(&table, err);
    if (status == CONCORD_OK)
        status = read_all(table, file, err);
    bool failed = ferror(file) != 0;
    fclose(file);
    if (status == CONCORD_CORRUPT && failed)
        status = concord_fail(err, CONCORD_IO, "%s: cannot be read", path);
    if (status == CONCORD_CORRUPT)
        concord_fail(err, status, "%s: not whole, or of another format", path);
    if (status != CONCORD_OK) {
        source_table_destroy(table);
        return status;
    }
    *out = table;
    return CONCORD_OK;
}
