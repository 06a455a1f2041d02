/* paper_file.h - a file of the archive: whether it is there, and its bytes.
 * Thread-safe. */
#ifndef CONCORD_INDEXER_PAPER_FILE_H
#define CONCORD_INDEXER_PAPER_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "corpus/source.h"
#include "engine/source_table.h"
#include "schema/status.h"

enum { PAPER_SHA256_HEX = 2 * SOURCE_HASH_SIZE + 1 };

/* By what a file's next version is known to be another. */
struct paper_facts {
    uint64_t size;    /* bytes */
    int64_t modified; /* nanoseconds; both 0 when not to be trusted */
    int64_t changed;
    unsigned char sha256[SOURCE_HASH_SIZE]; /* zeros when not read */
};

struct paper_file {
    char *bytes;
    struct paper_facts facts;
};

/* Read the whole file, through a link when it is `linked`; the caller frees
 * *out with paper_file_free(), even after a failure. Facts that were found are
 * there then, too. Times are not to be trusted, and 0, when the file changed
 * while it was read or so shortly before that a later change could have the
 * same time. CONCORD_NOT_FOUND when it has gone; CONCORD_BAD_INPUT when it is
 * too large or cannot be read; CONCORD_IO when nothing can be opened any more;
 * CONCORD_NO_MEMORY. */
enum concord_status paper_file_read(struct paper_file *out, const char *root,
                                    const char *path, bool linked,
                                    struct concord_error *err);
void paper_file_free(struct paper_file *file);

/* Where root/path was there is no regular file any more. False when that
 * cannot be known. */
bool paper_file_has_gone(const char *root, const char *path);

/* Set the file's size and times; false when it has gone. */
bool paper_file_look(struct source_file *file);

/* SHA-256 of `size` bytes. */
void paper_hash(unsigned char out[SOURCE_HASH_SIZE], const void *bytes,
                size_t size);

/* The first `digits` hex digits of a hash, and a NUL. */
void paper_hash_hex(char *out, const unsigned char sha256[SOURCE_HASH_SIZE],
                    size_t digits);

#endif
