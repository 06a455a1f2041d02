/* archive_header.h - the fixed part of archive.bin, shared by its reader and
 * its writer. engine/archive_file.h draws the whole file. */
#ifndef CONCORD_ENGINE_ARCHIVE_HEADER_H
#define CONCORD_ENGINE_ARCHIVE_HEADER_H

#include <stdint.h>

#define ARCHIVE_MAGIC      "CONCARCH"
#define ARCHIVE_BYTE_ORDER 0x01020304u

enum { ARCHIVE_FORMAT = 1 };

struct archive_header {
    char magic[8];
    uint32_t byte_order;
    uint32_t format;
    uint64_t count;      /* records */
    uint64_t offsets_at; /* a multiple of 8 */
};

#endif
