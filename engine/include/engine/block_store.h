/* block_store.h - blocks.NNNNNN: what was extracted from each file, kept from
 * generation to generation so that nothing is extracted twice.
 *
 * A store is a row of segments, each written in one run and never changed
 * after it. The next generation links the segments of the one before and adds
 * its own; when more than half of the bytes belong to nothing any more, all
 * that is alive is written into one new segment. Each blob is compressed with
 * zstd and closed with a checksum of its own. What is in a blob is the
 * caller's affair. One thread at a time. */
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

/* Where a blob is: `size` bytes at `offset` of a segment. Segment 0: nowhere.
 */
struct block_ref {
    uint64_t offset;
    uint32_t segment;
    uint32_t size;
};

/* Read from the segments in `directory`, a generation's folder, or from
 * nothing when it is NULL. The caller frees *out with block_store_close(). */
enum concord_status block_store_open(struct block_store **out,
                                     const char *directory,
                                     struct concord_error *err);
void block_store_close(struct block_store *store);

/* From now on add to a new segment in `directory`, the folder of generation
 * `number` being built, which gets links to all segments so far. */
enum concord_status block_store_begin(struct block_store *store,
                                      const char *directory, uint64_t number,
                                      struct concord_error *err);

/* Keep a blob; *ref says where. Only after block_store_begin(). */
enum concord_status block_store_put(struct block_store *store,
                                    const void *bytes, size_t size,
                                    struct block_ref *ref,
                                    struct concord_error *err);

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

#ifdef __cplusplus
}
#endif

#endif
