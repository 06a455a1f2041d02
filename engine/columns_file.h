/* columns_file.h - the fixed parts of columns.bin, shared by its reader and
 * its builder. facet_columns.h draws the whole file. */
#ifndef CONCORD_ENGINE_COLUMNS_FILE_H
#define CONCORD_ENGINE_COLUMNS_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COLUMNS_MAGIC      "CONCCOLS"
#define COLUMNS_BYTE_ORDER 0x01020304u

struct columns_header {
    char magic[8];
    uint32_t byte_order;
    uint32_t format;
    uint32_t limit;
    uint32_t live_count;
    uint32_t facet_count;
    uint32_t grouped_count;
    uint32_t id_bytes;
    uint32_t ordinal_count;
    uint32_t word_limit;
    uint32_t unused;
};

struct columns_facet {
    uint32_t value_count;
    uint32_t name_bytes;
};

/* Every part starts on 8 bytes. */
static inline size_t columns_align(size_t at) {
    return (at + 7) & ~(size_t)7;
}

/* A walk over mapped bytes that never leaves them. */
struct columns_cursor {
    const char *bytes;
    size_t size;
    size_t at;
    bool failed;
};

/* The next part, `count` items of `width` bytes; NULL when it is not wholly
 * there. */
static inline const void *columns_take(struct columns_cursor *cursor,
                                       size_t count, size_t width) {
    size_t start = columns_align(cursor->at);
    if (cursor->failed || start > cursor->size ||
        count > (cursor->size - start) / width) {
        cursor->failed = true;
        return NULL;
    }
    cursor->at = start + count * width;
    return cursor->bytes + start;
}

#endif
