/* source_table.c - sources.bin in memory and on disk.
 *
 *   "CONCSRCS", uint32 format, uint32 count of records, then for each record
 *   struct stored_record and its strings, one behind the other.
 *
 * In memory two indexes find a record by file and by id. */
#include "engine/source_table.h"

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "schema/arena.h"
#include "schema/name_index.h"

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
    struct source_record record; /* first: whoever has it has this too */
    uint32_t place;
};

struct source_table {
    struct arena arena;
    struct kept_record **records;
    size_t count;
    size_t room; /* records that fit; more than count after a removal */
    struct name_index by_file;
    struct name_index by_id;
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

/* ---- finding ---- */

struct wanted {
    const struct source_table *table;
    const char *root; /* NULL when an id is wanted */
    const char *name; /* path or id */
};

static bool is_file(const void *context, uint32_t place) {
    const struct wanted *wanted = context;
    const struct source_record *record = &wanted->table->records[place]->record;
    return strcmp(record->path, wanted->name) == 0 &&
           (record->root == wanted->root ||
            strcmp(record->root, wanted->root) == 0);
}

static bool has_id(const void *context, uint32_t place) {
    const struct wanted *wanted = context;
    const char *id = wanted->table->records[place]->record.id;
    return strcmp(id, wanted->name) == 0;
}

static uint32_t hash_file(const struct source_record *record) {
    return name_index_hash(record->path, record->root);
}

static uint32_t hash_id(const struct source_record *record) {
    return name_index_hash(record->id, "");
}

static struct kept_record *find_file(const struct source_table *table,
                                     const char *root, const char *path) {
    const struct wanted wanted = {table, root, path};
    uint32_t place = name_index_find(
        &table->by_file, name_index_hash(path, root), is_file, &wanted);
    return place == NAME_NOWHERE ? NULL : table->records[place];
}

static struct kept_record *find_id(const struct source_table *table,
                                   const char *id) {
    const struct wanted wanted = {table, NULL, id};
    uint32_t place = name_index_find(&table->by_id, name_index_hash(id, ""),
                                     has_id, &wanted);
    return place == NAME_NOWHERE ? NULL : table->records[place];
}

const struct source_record *source_table_find(const struct source_table *table,
                                              const char *root,
                                              const char *path) {
    const struct kept_record *kept = find_file(table, root, path);
    return kept == NULL ? NULL : &kept->record;
}

const struct source_record *
source_table_find_id(const struct source_table *table, const char *id) {
    const struct kept_record *kept = find_id(table, id);
    return kept == NULL ? NULL : &kept->record;
}

size_t source_table_count(const struct source_table *table) {
    return table->count;
}

const struct source_record *source_table_at(const struct source_table *table,
                                            size_t index) {
    return &table->records[index]->record;
}

/* Claims are read all together, by every run. */
struct block_ref **source_table_blobs(struct source_table *table,
                                      size_t *count) {
    struct block_ref **blobs = calloc(2 * table->count + 1, sizeof *blobs);
    *count = 0;
    for (size_t i = 0; blobs != NULL && i < table->count; i++)
        blobs[(*count)++] = &table->records[i]->record.blob;
    for (size_t i = 0; blobs != NULL && i < table->count; i++)
        blobs[(*count)++] = &table->records[i]->record.claims;
    return blobs;
}

/* ---- changing ---- */

/* Strings that `old`, an earlier state of the record or NULL, has as well are
 * the arena's already. */
static bool copy_record(struct arena *arena, struct source_record *to,
                        const struct source_record *from,
                        struct source_record *old) {
    struct source_record copy = *from;
    struct source_record nothing = {0};
    const char **strings[RECORD_STRINGS];
    const char **olds[RECORD_STRINGS];
    list_strings(&copy, strings);
    list_strings(old != NULL ? old : &nothing, olds);
    for (int i = 0; i < RECORD_STRINGS; i++) {
        if (*strings[i] == *olds[i])
            continue;
        if (*strings[i] != NULL) {
            *strings[i] = arena_string(arena, *strings[i]);
            if (*strings[i] == NULL)
                return false;
        }
    }
    *to = copy;
    return true;
}

static bool make_room(struct source_table *table, size_t count) {
    size_t room = table->room == 0 ? 64 : table->room;
    while (room < count)
        room *= 2;
    if (room == table->room)
        return true;
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

/* Note a record that is the table's, under a name that no other has. */
static bool append(struct source_table *table, struct kept_record *kept) {
    if (!make_room(table, table->count + 1) ||
        !name_index_add(&table->by_file, hash_file(&kept->record),
                        (uint32_t)table->count))
        return false;
    kept->place = (uint32_t)table->count;
    table->records[table->count++] = kept;
    return true;
}

/* A record's id may have passed to another file, which keeps it. */
static void forget_id(struct source_table *table,
                      const struct kept_record *kept) {
    if (kept->record.id != NULL)
        name_index_remove(&table->by_id, hash_id(&kept->record), kept->place);
}

static bool index_id(struct source_table *table,
                     const struct kept_record *kept) {
    if (kept->record.id == NULL)
        return true;
    const struct kept_record *other = find_id(table, kept->record.id);
    if (other == kept)
        return true;
    if (other != NULL)
        forget_id(table, other);
    return name_index_add(&table->by_id, hash_id(&kept->record), kept->place);
}

static bool replace_record(struct source_table *table, struct kept_record *kept,
                           const struct source_record *record) {
    struct source_record copy;
    if (!copy_record(&table->arena, &copy, record, &kept->record))
        return false;
    if (copy.id != kept->record.id)
        forget_id(table, kept);
    kept->record = copy;
    return index_id(table, kept);
}

static bool add_record(struct source_table *table,
                       const struct source_record *record) {
    struct kept_record *kept = arena_alloc(&table->arena, sizeof *kept);
    return kept != NULL &&
           copy_record(&table->arena, &kept->record, record, NULL) &&
           append(table, kept) && index_id(table, kept);
}

enum concord_status source_table_put(struct source_table *table,
                                     const struct source_record *record,
                                     struct concord_error *err) {
    struct kept_record *kept = find_file(table, record->root, record->path);
    bool put = kept != NULL ? replace_record(table, kept, record)
                            : add_record(table, record);
    return put ? CONCORD_OK : concord_no_memory(err);
}

/* The last record takes the place of the one that goes. */
void source_table_remove(struct source_table *table, const char *root,
                         const char *path) {
    struct kept_record *gone = find_file(table, root, path);
    if (gone == NULL)
        return;
    forget_id(table, gone);
    name_index_remove(&table->by_file, hash_file(&gone->record), gone->place);
    struct kept_record *last = table->records[--table->count];
    if (last == gone)
        return;
    name_index_move(&table->by_file, hash_file(&last->record), last->place,
                    gone->place);
    if (last->record.id != NULL)
        name_index_move(&table->by_id, hash_id(&last->record), last->place,
                        gone->place);
    last->place = gone->place;
    table->records[last->place] = last;
}

/* ---- the whole ---- */

enum concord_status source_table_create(struct source_table **out,
                                        struct concord_error *err) {
    *out = calloc(1, sizeof **out);
    return *out != NULL ? CONCORD_OK : concord_no_memory(err);
}

void source_table_destroy(struct source_table *table) {
    if (table == NULL)
        return;
    name_index_clear(&table->by_file);
    name_index_clear(&table->by_id);
    arena_clear(&table->arena);
    free(table);
}

static bool copy_records(struct source_table *out,
                         const struct source_table *table) {
    struct kept_record *records =
        arena_alloc(&out->arena, table->count * sizeof *records);
    if (records == NULL || !make_room(out, table->count) ||
        !name_index_copy(&out->by_file, &table->by_file) ||
        !name_index_copy(&out->by_id, &table->by_id))
        return false;
    for (size_t i = 0; i < table->count; i++) {
        records[i] = *table->records[i];
        out->records[i] = &records[i];
    }
    out->count = table->count;
    return true;
}

enum concord_status source_table_copy(struct source_table **out,
                                      const struct source_table *table,
                                      struct concord_error *err) {
    struct source_table *copy = calloc(1, sizeof *copy);
    *out = NULL;
    if (copy == NULL || !copy_records(copy, table)) {
        source_table_destroy(copy);
        return concord_no_memory(err);
    }
    *out = copy;
    return CONCORD_OK;
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

/* What is still to be read of the file, and where its strings go: they are in
 * it without an end, so each needs one byte more than it has there. */
struct reading {
    struct source_table *table;
    const char *bytes;
    size_t left;
    char *text;
    const struct source_record *last; /* the record before, or NULL */
};

static const void *take(struct reading *reading, size_t size) {
    const void *taken = reading->bytes;
    if (size > reading->left)
        return NULL;
    reading->bytes += size;
    reading->left -= size;
    return taken;
}

/* Neighbours often have the same root and time. */
static bool read_string(struct reading *reading, const char **out,
                        uint32_t length, const char *last) {
    *out = NULL;
    if (length == absent)
        return true;
    const char *bytes = take(reading, length);
    if (bytes == NULL || memchr(bytes, '\0', length) != NULL)
        return false;
    if (last != NULL && strncmp(last, bytes, length) == 0 &&
        last[length] == '\0') {
        *out = last;
        return true;
    }
    memcpy(reading->text, bytes, length);
    *out = reading->text;
    reading->text += length + 1; /* zeroed */
    return true;
}

static bool read_strings(struct reading *reading, struct source_record *record,
                         const uint32_t lengths[RECORD_STRINGS]) {
    struct source_record nothing = {0};
    struct source_record last =
        reading->last != NULL ? *reading->last : nothing;
    const char **strings[RECORD_STRINGS];
    const char **lasts[RECORD_STRINGS];
    list_strings(record, strings);
    list_strings(&last, lasts);
    for (int i = 0; i < RECORD_STRINGS; i++)
        if (!read_string(reading, strings[i], lengths[i], *lasts[i]))
            return false;
    return record->root != NULL && record->path != NULL;
}

static enum concord_status read_record(struct reading *reading,
                                       struct kept_record *kept,
                                       struct concord_error *err) {
    struct stored_record stored;
    struct source_record *record = &kept->record;
    const void *bytes = take(reading, sizeof stored);
    if (bytes == NULL)
        return CONCORD_CORRUPT;
    memcpy(&stored, bytes, sizeof stored);
    *record = (struct source_record){.size = stored.size,
                                     .modified = stored.modified,
                                     .changed = stored.changed,
                                     .blob = stored.blob,
                                     .claims = stored.claims,
                                     .ruling = stored.ruling,
                                     .kind = (enum source_kind)stored.kind};
    memcpy(record->sha256, stored.sha256, sizeof stored.sha256);
    memcpy(record->blob_sha256, stored.blob_sha256, sizeof stored.blob_sha256);
    memcpy(record->described, stored.described, sizeof stored.described);
    if (stored.kind > SOURCE_IS_OVERRIDES ||
        !read_strings(reading, record, stored.lengths) ||
        find_file(reading->table, record->root, record->path) != NULL)
        return CONCORD_CORRUPT;
    reading->last = record;
    return append(reading->table, kept) && index_id(reading->table, kept)
               ? CONCORD_OK
               : concord_no_memory(err);
}

static enum concord_status read_records(struct reading *reading, uint32_t count,
                                        struct concord_error *err) {
    struct source_table *table = reading->table;
    /* No more of them than there are bytes for. */
    if (count > reading->left / sizeof(struct stored_record))
        return CONCORD_CORRUPT;
    struct kept_record *records =
        arena_alloc(&table->arena, count * sizeof *records);
    reading->text = arena_alloc(
        &table->arena, reading->left - count * (sizeof(struct stored_record) -
                                                RECORD_STRINGS));
    if (records == NULL || reading->text == NULL || !make_room(table, count) ||
        !name_index_reserve(&table->by_file, count) ||
        !name_index_reserve(&table->by_id, count))
        return concord_no_memory(err);
    enum concord_status status = CONCORD_OK;
    for (uint32_t i = 0; i < count && status == CONCORD_OK; i++)
        status = read_record(reading, &records[i], err);
    return status == CONCORD_OK && reading->left > 0 ? CONCORD_CORRUPT : status;
}

static enum concord_status read_all(struct source_table *table,
                                    const struct mapped_file *file,
                                    struct concord_error *err) {
    struct reading reading = {
        .table = table, .bytes = file->bytes, .left = file->size};
    const struct stored_header *header = take(&reading, sizeof *header);
    if (header == NULL ||
        memcmp(header->magic, SOURCES_MAGIC, sizeof header->magic) != 0 ||
        header->format != SOURCES_FORMAT)
        return CONCORD_CORRUPT;
    return read_records(&reading, header->count, err);
}

enum concord_status source_table_read(struct source_table **out,
                                      const char *path,
                                      struct concord_error *err) {
    *out = NULL;
    struct mapped_file file;
    enum concord_status status = files_map(&file, path, err);
    if (status == CONCORD_OK && file.bytes == NULL)
        status = concord_fail(err, CONCORD_IO, "%s: is not there", path);
    if (status != CONCORD_OK)
        return status;
    struct source_table *table = calloc(1, sizeof *table);
    status =
        table != NULL ? read_all(table, &file, err) : concord_no_memory(err);
    files_unmap(&file);
    if (status == CONCORD_CORRUPT)
        concord_fail(err, status, "%s: not whole, or of another format", path);
    if (status != CONCORD_OK) {
        source_table_destroy(table);
        return status;
    }
    *out = table;
    return CONCORD_OK;
}
