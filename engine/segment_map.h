/* segment_map.h - the segments of a store (engine/block_store.h), mapped to be
 * read where they lie. Immutable; may be shared by threads. */
#ifndef CONCORD_ENGINE_SEGMENT_MAP_H
#define CONCORD_ENGINE_SEGMENT_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "engine/block_store.h"
#include "files.h"
#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct mapped_segment {
    uint32_t number;
    struct mapped_file file;
};

/* Begin as zero. */
struct segment_map {
    const char *name;
    const char *directory; /* as given */
    struct arena arena;
    struct mapped_segment *segments; /* by number */
    size_t count;
};

/* Map every segment of the store `name` in `directory`; both strings must
 * outlive the map. CONCORD_IO, CONCORD_CORRUPT, CONCORD_NO_MEMORY. */
enum concord_status segment_map_open(struct segment_map *map, const char *name,
                                     const char *directory,
                                     struct concord_error *err);
void segment_map_close(struct segment_map *map);

/* Bytes of all segments together. */
uint64_t segment_map_size(const struct segment_map *map);

/* The `ref.size` bytes that are there, for as long as the map is open; NULL
 * when they are not. */
const void *segment_map_at(const struct segment_map *map, struct block_ref ref);

/* CONCORD_CORRUPT, which says that what is there is not whole. */
enum concord_status segment_map_corrupt(const struct segment_map *map,
                                        struct block_ref ref,
                                        struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
