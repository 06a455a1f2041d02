/* schema_folder.h - the files of a schema: read whole, checked for what no
 * format allows, and counted into the version. One thread at a time. */
#ifndef CONCORD_SCHEMA_FOLDER_PRIVATE_H
#define CONCORD_SCHEMA_FOLDER_PRIVATE_H

#include <nettle/sha2.h>
#include <stdbool.h>
#include <stddef.h>

#include "schema/arena.h"
#include "schema/status.h"

enum { SCHEMA_FILE_MAX = 4 * 1024 * 1024 };

/* UTF-8 without NUL, byte order mark or control characters other than tab and
 * the ends of lines. */
struct schema_file {
    const char *name; /* relative to the folder; as long as the arena lives */
    char *bytes;      /* NUL-terminated; freed by schema_file_free() */
    size_t size;
};

struct schema_folder {
    const char *path;
    int descriptor;
    struct arena *arena;
    struct sha256_ctx digest;
    const char **names; /* of the files read, in the arena */
    size_t name_count;
};

/* `path` and `arena` must outlive the folder, which schema_folder_close()
 * gives back whether this succeeds or not. */
enum concord_status schema_folder_open(struct schema_folder *folder,
                                       const char *path, struct arena *arena,
                                       struct concord_error *err);
void schema_folder_close(struct schema_folder *folder);

/* The folder has an entry of that name. */
bool schema_folder_has(const struct schema_folder *folder, const char *name);

/* Read a file, for which `asker` (a file:line, or NULL) asks and which the
 * caller gives back with schema_file_free() whether
 * this succeeds or not. CONCORD_BAD_SCHEMA when it is not there, too large or
 * no such text; CONCORD_IO when it cannot be read. */
enum concord_status schema_folder_read(struct schema_folder *folder,
                                       const char *name, const char *asker,
                                       struct schema_file *out,
                                       struct concord_error *err);
void schema_file_free(struct schema_file *file);

/* SHA-256 over what was read, in hex: for each file its name, a NUL, its size
 * in 8 bytes (the lowest first) and its bytes. Once only. */
void schema_folder_version(struct schema_folder *folder, char *out);

#endif
