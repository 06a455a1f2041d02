/* manifest.h - manifest.json: what a generation is and what its files hash to.
 * One thread at a time. */
#ifndef CONCORD_ENGINE_MANIFEST_H
#define CONCORD_ENGINE_MANIFEST_H

#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What made the descriptions; when one differs, all is described anew. */
struct manifest_versions {
    const char *schema;    /* schema_version() */
    const char *stemmer;   /* stemmer_version() */
    const char *describer; /* describer_version() */
    const char *formats;   /* extract_version() */
    const char *plan;      /* posting_plan_version() */
};

struct manifest_file {
    const char *path; /* relative to the generation's folder */
    uint64_t size;    /* bytes */
    const char *sha256;
};

struct manifest {
    struct arena arena;
    uint64_t number;     /* never reused */
    uint64_t parent;     /* 0: none */
    const char *created; /* RFC 3339, UTC */
    uint64_t documents;
    uint64_t sources; /* files known, with and without a document */
    struct manifest_versions versions;
    struct manifest_file *files; /* sorted by path */
    size_t file_count;
    /* Of when it was made and of every file's hash, as manifest_read() found
     * them: what the generation is, under whatever number. FNV-1a, 64 bits. */
    uint64_t fingerprint;
};

/* Files of `directory` that have been hashed already; `kept` may be NULL. */
struct manifest_source {
    const struct manifest *kept;
    const char *directory;
};

/* Fill `files` from what is in `directory`, its manifest aside. A file that is
 * one of a source's, or a link to it, is not read: it has the hash that it has
 * there. */
enum concord_status manifest_take_files(struct manifest *manifest,
                                        const char *directory,
                                        const struct manifest_source *sources,
                                        size_t source_count,
                                        struct concord_error *err);

/* Add what is in `folder` of `directory` to `files`. */
enum concord_status manifest_take_folder(struct manifest *manifest,
                                         const char *directory,
                                         const char *folder,
                                         struct concord_error *err);

/* Write directory/manifest.json and flush it to the disk. */
enum concord_status manifest_write(const struct manifest *manifest,
                                   const char *directory,
                                   struct concord_error *err);

/* The caller owns *out and frees it with manifest_destroy().
 * CONCORD_NOT_FOUND, CONCORD_CORRUPT. */
enum concord_status manifest_read(struct manifest **out, const char *directory,
                                  struct concord_error *err);
void manifest_destroy(struct manifest *manifest);

/* Every file is there in its size, and the smallest have their SHA-256, glass's
 * version files among them: Xapian trusts these, and one flipped bit there has
 * it write where it may not. Cheap, done at every open. CONCORD_CORRUPT. */
enum concord_status manifest_check_sizes(const struct manifest *manifest,
                                         const char *directory,
                                         struct concord_error *err);

/* Every file has its SHA-256: reads all of them. CONCORD_CORRUPT names the
 * first that has not. */
enum concord_status manifest_check_hashes(const struct manifest *manifest,
                                          const char *directory,
                                          struct concord_error *err);

/* Copy the inverted indexes in `directory`, which the next generation begins
 * with, into the folder `to`. Their bytes are held against the manifest on the
 * way, and so are those of the other files that it is made from: a fault in
 * them would be hashed as right. Segments, which are linked, are not read.
 * CONCORD_CORRUPT names the file that has a fault; CONCORD_IO. */
enum concord_status manifest_copy_index(const struct manifest *manifest,
                                        const char *directory, const char *to,
                                        struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
