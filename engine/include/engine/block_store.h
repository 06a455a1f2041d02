/* block_store.h - NAME.NNNNNN: blobs kept from generation to generation, such
 * as what was extracted from each file, so that nothing is extracted twice.
 *
 * A store is a row of segments, each written in one run and never changed
 * after it. The next generation links the segments of the one before and adds
 * its own; when more than half of the bytes belong to nothing any more, or
 * there are more than BLOCK_SEGMENTS_MOST, all that is alive is written into
 * one new segment. A blob is compressed with zstd and closed with a checksum of
 * its own, or kept as it is. What is in a blob is the caller's affair. One
 * thread at a time; many threads read segments with engine/segment_map.h. */
#ifndef CONCORD_ENGINE_BLOCK_STORE_H
#define CONCORD_ENGINE_BLOCK_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/buffer.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct block_store;

/* The stores of a generation. */
#define BLOCK_STORE_EXTRACTED "blocks"
#define BLOCK_STORE_IMPRINTS  "imprints"

enum {
    /* Each is a file to open, and a run adds one. */
    BLOCK_SEGMENTS_MOST = 64,
    BLOCK_BYTES_MAX = 256 * 1024 * 1024 /* of a blob */
};

/* Where a blob is: `size` bytes at `offset` of a segment. Segment 0: nowhere.
 */
struct block_ref {
    uint64_t offset;
    uint32_t segment;
    uint32_t size;
};

/* Read from the segments of the store `name` in `directory`, a generation's
 * folder, or from nothing when it is NULL. `name` must outlive the store. The
 * caller frees *out with block_store_close(). */
enum concord_status block_store_open(struct block_store **out, const char *name,
                                     const char *directory,
                                     struct concord_error *err);
void block_store_close(struct block_store *store);

/* From now on add to a new segment in `directory`, the folder of a generation
 * being built, which gets links to all segments so far. */
enum concord_status block_store_begin(struct block_store *store,
                                      const char *directory,
                                      struct concord_error *err);

/* Keep a blob; *ref says where. Only after block_store_begin(). */
enum concord_status block_store_put(struct block_store *store,
                                    const void *bytes, size_t size,
                                    struct block_ref *ref,
                                    struct concord_error *err);

/* Keep a blob as it is, packed by the caller perhaps. */
enum concord_status block_store_append(struct block_store *store,
                                       const void *bytes, size_t size,
                                       struct block_ref *ref,
                                       struct concord_error *err);

/* Append a blob kept with block_store_append() to *out. CONCORD_CORRUPT when it
 * is not in its segment. */
enum concord_status block_store_read(struct block_store *store,
                                     struct block_ref ref, struct buffer *out,
                                     struct concord_error *err);

/* The `ref.size` bytes of a blob kept with block_store_append(), until the
 * store is closed; NULL when they are not in a segment of the generation that
 * it was opened on, or that cannot be mapped. */
const void *block_store_at(struct block_store *store, struct block_ref ref);

/* Append the blob to *out. CONCORD_CORRUPT when it is not whole. */
enum concord_status block_store_get(struct block_store *store,
                                    struct block_ref ref, struct buffer *out,
                                    struct concord_error *err);

/* Write everything down. `live` points to every reference in use; they are
 * changed when the store is compacted. */
enum concord_status block_store_finish(struct block_store *store,
                                       struct block_ref *const *live,
                                       size_t count, struct concord_error *err);

/* As block_store_finish(), and what is not in use is not in any segment of the
 * folder after it, however little that is. */
enum concord_status block_store_compact(struct block_store *store,
                                        struct block_ref *const *live,
                                        size_t count,
                                        struct concord_error *err);

/* Some of the bytes in the segments belong to none of `live`. */
bool block_store_has_holes(const struct block_store *store,
                           struct block_ref *const *live, size_t count);

/* The number of a store's segment by its file's name; 0: it is none. */
uint32_t block_segment_number(const char *file, const char *name);

#ifdef __cplusplus
}
#endif

#endif
