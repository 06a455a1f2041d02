/* files.h - what the engine asks of the file system: paths, whole files, and
 * getting them onto the disk for certain. Thread-safe. */
#ifndef CONCORD_ENGINE_FILES_H
#define CONCORD_ENGINE_FILES_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Called for each regular file below a folder, with its path relative to it.
 * Anything but CONCORD_OK ends the walk and is its result. */
typedef enum concord_status file_visit(void *context, const char *path,
                                       struct concord_error *err);

enum concord_status files_visit(const char *directory, file_visit *visit,
                                void *context, struct concord_error *err);

/* Remove a folder with all in it; none there is no fault. */
enum concord_status files_remove(const char *directory,
                                 struct concord_error *err);

enum concord_status files_make_directory(const char *path,
                                         struct concord_error *err);

/* The file system is asked to do it, which one that can share what is the same
 * does at once. */
enum concord_status files_copy(const char *from, const char *to,
                               struct concord_error *err);

/* Flush every file and folder of a tree to the disk, the folder itself too. */
enum concord_status files_sync_tree(const char *directory,
                                    struct concord_error *err);
enum concord_status files_sync(const char *path, struct concord_error *err);

/* The folder that `path` stands in. */
void files_parent(char out[PATH_MAX], const char *path);

/* Size in bytes and SHA-256 in hex of a file. */
enum { FILES_SHA256_HEX = 65 };
enum concord_status files_hash(const char *path, uint64_t *size,
                               char hex[FILES_SHA256_HEX],
                               struct concord_error *err);

/* Begin a file anew, for the caller to write to and to end with files_close().
 * CONCORD_IO; then *out is NULL. */
enum concord_status files_create(FILE **out, const char *path,
                                 struct concord_error *err);

/* Close a file that was written to. CONCORD_IO when some of it could not be
 * written, now or before; it is closed all the same. */
enum concord_status files_close(FILE *file, const char *path,
                                struct concord_error *err);

/* A file made of parts, each of which starts on 8 bytes so that it can be used
 * as it is when it is mapped. */
struct parted_file {
    FILE *file;
    uint64_t at; /* bytes written */
};

/* Append a part of `count` items of `width` bytes; returns where it starts, in
 * bytes from the file's start. files_close() tells of failures. */
uint64_t files_add_part(struct parted_file *out, const void *bytes,
                        size_t count, size_t width);

/* A file's bytes, mapped to be read. */
struct mapped_file {
    const void *bytes; /* NULL: there is no file */
    size_t size;
};

/* Map the whole file; without one *out has no bytes. CONCORD_CORRUPT for an
 * empty one; CONCORD_IO. Whoever asked unmaps it. */
enum concord_status files_map(struct mapped_file *out, const char *path,
                              struct concord_error *err);
void files_unmap(struct mapped_file *file);

#ifdef __cplusplus
}
#endif

#endif
