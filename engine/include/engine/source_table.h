/* source_table.h - sources.bin: every file that the index knows, and what
 * became of it. It is what lets a run read only what has changed.
 *
 * The table is loaded whole, changed in memory and written whole; a record is
 * a few hundred bytes. One thread at a time. Strings added are copied, but for
 * those that a record has already. */
#ifndef CONCORD_ENGINE_SOURCE_TABLE_H
#define CONCORD_ENGINE_SOURCE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/block_store.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct source_table;

enum { SOURCE_HASH_SIZE = 32 };

enum source_kind {
    SOURCE_IS_PAPER,
    SOURCE_IS_SIDECAR,  /* FILE.meta.yaml: what people say of FILE */
    SOURCE_IS_OVERRIDES /* overrides.yaml at a root: what they say of all */
};

/* What is known of the file root/path. */
struct source_record {
    const char *root;
    const char *path;
    enum source_kind kind;
    const char *id; /* of its document; NULL when it has none */
    /* What this file itself says its paper's id and address are, or NULL. */
    const char *own_id;
    const char *own_address;
    const char *withdrawn; /* the id that was withdrawn, or NULL */
    const char *reason; /* why it has no document, or a stale one; else NULL */
    const char *first_indexed; /* RFC 3339; NULL without a document */
    uint64_t size;
    int64_t modified; /* nanoseconds; both 0 when not to be trusted */
    int64_t changed;
    unsigned char sha256[SOURCE_HASH_SIZE]; /* of the bytes last seen */
    /* Of the bytes that `blob` was made from: others when the file is stale. */
    unsigned char blob_sha256[SOURCE_HASH_SIZE];
    /* What the indexed document was made from; zeros without one. */
    unsigned char described[SOURCE_HASH_SIZE];
    struct block_ref blob;   /* a paper's blocks, nowhere when it is withdrawn;
                              * another kind's own bytes */
    struct block_ref claims; /* of its document, for holding the archive
                              * together; nowhere without one */
    uint64_t ruling; /* what the archive says of its blocks, as a number */
};

enum concord_status source_table_create(struct source_table **out,
                                        struct concord_error *err);

/* CONCORD_CORRUPT when the file is not what source_table_write() wrote. */
enum concord_status source_table_read(struct source_table **out,
                                      const char *path,
                                      struct concord_error *err);
enum concord_status source_table_write(const struct source_table *table,
                                       const char *path,
                                       struct concord_error *err);
void source_table_destroy(struct source_table *table);

/* A table with the same records, to be changed while `table`, whose strings it
 * uses, stays and outlives it. */
enum concord_status source_table_copy(struct source_table **out,
                                      const struct source_table *table,
                                      struct concord_error *err);

/* The record of a file, or of the document with that id, or NULL. It is the
 * table's and stands until that record is put again or removed. */
const struct source_record *source_table_find(const struct source_table *table,
                                              const char *root,
                                              const char *path);
const struct source_record *
source_table_find_id(const struct source_table *table, const char *id);

/* Add the record, or put it in the place of the one with its root and path. */
enum concord_status source_table_put(struct source_table *table,
                                     const struct source_record *record,
                                     struct concord_error *err);

/* Take the record of a file out; none there is no fault. Records may change
 * places; its own strings stay until the table is destroyed. */
void source_table_remove(struct source_table *table, const char *root,
                         const char *path);

/* Where the blobs of all records are, and then their claims, for
 * block_store_finish() to have them side by side in that order: the pointers
 * are into the records, *count says how many. The caller frees the list; NULL
 * when memory is out. */
struct block_ref **source_table_blobs(struct source_table *table,
                                      size_t *count);

size_t source_table_count(const struct source_table *table);
const struct source_record *source_table_at(const struct source_table *table,
                                            size_t index);

#ifdef __cplusplus
}
#endif

#endif
