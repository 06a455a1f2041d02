/* files.c - the engine's dealings with the file system. */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static enum concord_status fail_on(const char *path,
                                   struct concord_error *err) {
    return concord_fail_file(err, path, errno);
}

/* ---- trees ---- */

typedef enum concord_status entry_visit(void *context, const FTSENT *entry,
                                        struct concord_error *err);

static enum concord_status walk(const char *directory, entry_visit *visit,
                                void *context, struct concord_error *err) {
    char *path = strdup(directory);
    char *roots[] = {path, NULL};
    FTS *tree =
        path == NULL ? NULL : fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    enum concord_status status = CONCORD_OK;
    if (tree == NULL)
        status = fail_on(directory, err);
    while (status == CONCORD_OK) {
        errno = 0;
        const FTSENT *entry = fts_read(tree);
        if (entry == NULL && errno != 0)
            status = fail_on(directory, err);
        if (entry == NULL)
            break;
        if (entry->fts_info == FTS_ERR || entry->fts_info == FTS_DNR ||
            entry->fts_info == FTS_NS) {
            errno = entry->fts_errno;
            status = fail_on(entry->fts_path, err);
        } else {
            status = visit(context, entry, err);
        }
    }
    if (tree != NULL)
        fts_close(tree);
    free(path);
    return status;
}

struct relative_visit {
    file_visit *visit;
    void *context;
    size_t prefix; /* bytes of the folder's own path and its slash */
};

static enum concord_status visit_file(void *context, const FTSENT *entry,
                                      struct concord_error *err) {
    const struct relative_visit *relative = context;
    if (entry->fts_info != FTS_F)
        return CONCORD_OK;
    return relative->visit(relative->context,
                           entry->fts_path + relative->prefix, err);
}

enum concord_status files_visit(const char *directory, file_visit *visit,
                                void *context, struct concord_error *err) {
    struct relative_visit relative = {visit, context, strlen(directory) + 1};
    return walk(directory, visit_file, &relative, err);
}

static enum concord_status remove_entry(void *context, const FTSENT *entry,
                                        struct concord_error *err) {
    (void)context;
    if (entry->fts_info == FTS_D)
        return CONCORD_OK;
    int failed = entry->fts_info == FTS_DP ? rmdir(entry->fts_accpath)
                                           : unlink(entry->fts_accpath);
    return failed ? fail_on(entry->fts_path, err) : CONCORD_OK;
}

enum concord_status files_remove(const char *directory,
                                 struct concord_error *err) {
    struct stat facts;
    if (lstat(directory, &facts) != 0)
        return errno == ENOENT ? CONCORD_OK : fail_on(directory, err);
    return walk(directory, remove_entry, NULL, err);
}

static enum concord_status sync_entry(void *context, const FTSENT *entry,
                                      struct concord_error *err) {
    (void)context;
    if (entry->fts_info != FTS_F && entry->fts_info != FTS_DP)
        return CONCORD_OK;
    return files_sync(entry->fts_path, err);
}

/* Have the disk begin with what a file has, without waiting for it. Whether it
 * got there, syncing tells. */
static void begin_sync(int file) {
    sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);
}

static enum concord_status begin_entry(void *context, const FTSENT *entry,
                                       struct concord_error *err) {
    (void)context;
    if (entry->fts_info != FTS_F)
        return CONCORD_OK;
    int file = open(entry->fts_path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return fail_on(entry->fts_path, err);
    begin_sync(file);
    close(file);
    return CONCORD_OK;
}

/* The disk works at all files at once, and one commit of the file system's
 * journal is enough for most of them. */
enum concord_status files_sync_tree(const char *directory,
                                    struct concord_error *err) {
    enum concord_status status = walk(directory, begin_entry, NULL, err);
    return status == CONCORD_OK ? walk(directory, sync_entry, NULL, err)
                                : status;
}

/* ---- single files ---- */

enum concord_status files_sync(const char *path, struct concord_error *err) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return fail_on(path, err);
    int failed = fsync(file);
    enum concord_status status = failed ? fail_on(path, err) : CONCORD_OK;
    close(file);
    return status;
}

enum concord_status files_make_directory(const char *path,
                                         struct concord_error *err) {
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return CONCORD_OK;
    return fail_on(path, err);
}

static bool write_whole(int file, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t put = write(file, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        size -= (size_t)put;
    }
    return true;
}

static enum concord_status copy_bytes(int from, int to, const char *to_path,
                                      struct concord_error *err) {
    static const size_t piece = (size_t)1 << 30;
    for (;;) {
        ssize_t copied = copy_file_range(from, NULL, to, NULL, piece, 0);
        if (copied == 0)
            return CONCORD_OK;
        if (copied < 0 && (errno == EXDEV || errno == ENOSYS ||
                           errno == EINVAL || errno == EOPNOTSUPP))
            break;
        if (copied < 0)
            return fail_on(to_path, err);
    }
    char bytes[65536];
    for (;;) {
        ssize_t got = read(from, bytes, sizeof bytes);
        if (got == 0)
            return CONCORD_OK;
        if (got < 0 || !write_whole(to, bytes, (size_t)got))
            return fail_on(to_path, err);
    }
}

enum concord_status files_copy(const char *from, const char *to,
                               struct concord_error *err) {
    int source = open(from, O_RDONLY | O_CLOEXEC);
    if (source < 0)
        return fail_on(from, err);
    int target = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    enum concord_status status =
        target < 0 ? fail_on(to, err) : copy_bytes(source, target, to, err);
    close(source);
    if (target >= 0 && close(target) != 0 && status == CONCORD_OK)
        status = fail_on(to, err);
    return status;
}

static void to_hex(const uint8_t *bytes, size_t count, char *hex) {
    for (size_t i = 0; i < count; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
}

static enum concord_status hash_bytes(int file, const char *path,
                                      uint64_t *size, struct sha256_ctx *hash,
                                      struct concord_error *err) {
    enum { PIECE = 256 * 1024 };
    uint8_t *bytes = malloc(PIECE);
    enum concord_status status =
        bytes != NULL ? CONCORD_OK : concord_no_memory(err);
    *size = 0;
    while (status == CONCORD_OK) {
        ssize_t got = read(file, bytes, PIECE);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            status = fail_on(path, err);
        if (got <= 0)
            break;
        sha256_update(hash, (size_t)got, bytes);
        *size += (uint64_t)got;
    }
    free(bytes);
    return status;
}

enum concord_status files_hash(const char *path, uint64_t *size,
                               char hex[FILES_SHA256_HEX],
                               struct concord_error *err) {
    struct sha256_ctx hash;
    uint8_t digest[SHA256_DIGEST_SIZE];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return fail_on(path, err);
    sha256_init(&hash);
    enum concord_status status = hash_bytes(file, path, size, &hash, err);
    close(file);
    sha256_digest(&hash, sizeof digest, digest);
    to_hex(digest, sizeof digest, hex);
    return status;
}

void files_parent(char out[PATH_MAX], const char *path) {
    snprintf(out, PATH_MAX, "%s", path);
    size_t size = strlen(out);
    while (size > 1 && out[size - 1] == '/')
        size--;
    while (size > 0 && out[size - 1] != '/')
        size--;
    if (size == 0)
        snprintf(out, PATH_MAX, ".");
    else
        out[size > 1 ? size - 1 : 1] = '\0';
}

/* ---- writing ---- */

enum concord_status files_create(FILE **out, const char *path,
                                 struct concord_error *err) {
    *out = fopen(path, "wbe");
    return *out == NULL ? fail_on(path, err) : CONCORD_OK;
}

/* What kept an earlier write from the file is forgotten by now: most often the
 * disk is full. */
enum concord_status files_close(FILE *file, const char *path,
                                struct concord_error *err) {
    bool written = ferror(file) == 0;
    errno = 0;
    written = fflush(file) == 0 && written;
    if (written)
        begin_sync(fileno(file));
    written = fclose(file) == 0 && written;
    if (written)
        return CONCORD_OK;
    return concord_fail_file(err, path, errno);
}

uint64_t files_add_part(struct parted_file *out, const void *bytes,
                        size_t count, size_t width) {
    static const char zeros[8] = {0};
    size_t padding = (size_t)(-out->at & 7);
    fwrite(zeros, 1, padding, out->file);
    uint64_t at = out->at + padding;
    if (count > 0)
        fwrite(bytes, width, count, out->file);
    out->at = at + count * width;
    return at;
}

/* ---- mapping ---- */

enum concord_status files_map(struct mapped_file *out, const char *path,
                              struct concord_error *err) {
    *out = (struct mapped_file){NULL, 0};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno == ENOENT ? CONCORD_OK : fail_on(path, err);
    struct stat facts;
    void *map = MAP_FAILED;
    if (fstat(file, &facts) == 0 && facts.st_size > 0)
        map = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (map == MAP_FAILED)
        return concord_fail(err, CONCORD_CORRUPT, "%s: empty or unreadable",
                            path);
    *out = (struct mapped_file){map, (size_t)facts.st_size};
    return CONCORD_OK;
}

void files_unmap(struct mapped_file *file) {
    if (file->bytes != NULL)
        munmap((void *)(uintptr_t)file->bytes, file->size);
    *file = (struct mapped_file){NULL, 0};
}
