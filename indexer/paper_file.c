/* paper_file.c - looks at files and reads them whole. */
#include "paper_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "corpus/extract.h"

/* Two changes of a file within one tick of the kernel's clock have one time; a
 * tick is at most 10 ms. */
static const int64_t racy_nanoseconds = 20 * 1000 * 1000;

/* ---- names to descriptors ---- */

/* Open the folder that *path is below, and move *path past what is opened: a
 * path may be longer than the system takes in one call. -1 and errno. */
static int open_folder(const char *root, const char **path) {
    int folder = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    while (folder >= 0 && strlen(*path) >= PATH_MAX) {
        char piece[PATH_MAX];
        size_t size = PATH_MAX - 1;
        while (size > 0 && (*path)[size] != '/')
            size--;
        memcpy(piece, *path, size);
        piece[size] = '\0';
        *path += size + 1;
        int below = openat(folder, piece, O_PATH | O_DIRECTORY | O_CLOEXEC);
        int fault = errno;
        close(folder);
        errno = fault;
        folder = below;
    }
    return folder;
}

/* What was a file may be a pipe or a link by now: neither is to be waited for
 * or followed, but for a link that was one before. */
static int open_paper(const char *root, const char *path, bool linked) {
    int folder = open_folder(root, &path);
    if (folder < 0)
        return -1;
    int file = openat(folder, path,
                      O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC |
                          (linked ? 0 : O_NOFOLLOW));
    int fault = errno;
    close(folder);
    errno = fault;
    return file;
}

/* False and errno when there is nothing to look at. */
static bool stat_paper(const char *root, const char *path, struct stat *state) {
    int folder = open_folder(root, &path);
    if (folder < 0)
        return false;
    int failed = fstatat(folder, path, state, AT_SYMLINK_NOFOLLOW);
    int fault = errno;
    close(folder);
    errno = fault;
    return failed == 0;
}

static bool means_gone(int fault) {
    return fault == ENOENT || fault == ENOTDIR;
}

bool paper_file_has_gone(const char *root, const char *path) {
    struct stat state;
    if (!stat_paper(root, path, &state))
        return means_gone(errno);
    return !S_ISREG(state.st_mode);
}

/* ---- times ---- */

/* As corpus/source.h has them: a time past 2262 or before 1677 is cut there. */
static int64_t nanoseconds(struct timespec time) {
    const int64_t second = 1000000000;
    if (time.tv_sec >= INT64_MAX / second)
        return INT64_MAX;
    if (time.tv_sec <= INT64_MIN / second)
        return INT64_MIN;
    return (int64_t)time.tv_sec * second + (int64_t)time.tv_nsec;
}

bool paper_file_look(struct source_file *file) {
    struct stat state;
    if (!stat_paper(file->root, file->path, &state) || !S_ISREG(state.st_mode))
        return false;
    file->size = (uint64_t)state.st_size;
    file->modified = nanoseconds(state.st_mtim);
    file->changed = nanoseconds(state.st_ctim);
    return true;
}

static bool is_same_state(const struct stat *a, const struct stat *b) {
    return a->st_size == b->st_size &&
           nanoseconds(a->st_mtim) == nanoseconds(b->st_mtim) &&
           nanoseconds(a->st_ctim) == nanoseconds(b->st_ctim);
}

/* `begun` is the time before the first look. Whoever writes a file sets both
 * of its times, but only the modified one can be set back afterwards. */
static void note_times(struct paper_facts *facts, const struct stat *before,
                       const struct stat *after, int64_t begun) {
    if (!is_same_state(before, after) ||
        nanoseconds(before->st_ctim) > begun - racy_nanoseconds)
        return;
    facts->modified = nanoseconds(before->st_mtim);
    facts->changed = nanoseconds(before->st_ctim);
}

/* ---- reading ---- */

static enum concord_status refuse_open(const char *root, const char *path,
                                       int fault, struct concord_error *err) {
    if (means_gone(fault))
        return concord_fail(err, CONCORD_NOT_FOUND, "%s/%s: has gone", root,
                            path);
    if (fault == ENOMEM)
        return concord_no_memory(err);
    if (fault == EMFILE || fault == ENFILE)
        return concord_fail(err, CONCORD_IO, "%s/%s: %s", root, path,
                            strerror(fault));
    if (fault == ELOOP)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "a symbolic link is not followed");
    return concord_fail(err, CONCORD_BAD_INPUT, "cannot be read: %s",
                        strerror(fault));
}

/* Fill `bytes`, which has room for `most`, from the file; *size says how far it
 * went. */
static enum concord_status read_bytes(int file, char *bytes, size_t most,
                                      size_t *size, struct concord_error *err) {
    *size = 0;
    while (*size < most) {
        ssize_t got = read(file, bytes + *size, most - *size);
        if (got == 0)
            break;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return concord_fail(err, CONCORD_BAD_INPUT, "cannot be read: %s",
                                strerror(errno));
        *size += (size_t)got;
    }
    return CONCORD_OK;
}

static enum concord_status read_whole(struct paper_file *out, int file,
                                      const struct stat *before, int64_t begun,
                                      struct concord_error *err) {
    size_t size = (size_t)before->st_size;
    struct stat after;
    out->bytes = malloc(size + 1);
    if (out->bytes == NULL)
        return concord_no_memory(err);
    enum concord_status status = read_bytes(file, out->bytes, size, &size, err);
    if (status != CONCORD_OK)
        return status;
    out->facts.size = size;
    paper_hash(out->facts.sha256, out->bytes, size);
    if (fstat(file, &after) == 0)
        note_times(&out->facts, before, &after, begun);
    return CONCORD_OK;
}

static enum concord_status read_open(struct paper_file *out, int file,
                                     struct concord_error *err) {
    struct timespec now;
    struct stat state;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t begun = nanoseconds(now);
    if (fstat(file, &state) != 0)
        return concord_fail(err, CONCORD_BAD_INPUT, "cannot be read: %s",
                            strerror(errno));
    if (!S_ISREG(state.st_mode))
        return concord_fail(err, CONCORD_BAD_INPUT, "is no regular file");
    out->facts.size = (uint64_t)state.st_size;
    if (state.st_size <= EXTRACT_BYTES_MAX)
        return read_whole(out, file, &state, begun, err);
    note_times(&out->facts, &state, &state, begun);
    return concord_fail(err, CONCORD_BAD_INPUT,
                        "is too large: %lld bytes, and at most %d are read",
                        (long long)state.st_size, EXTRACT_BYTES_MAX);
}

enum concord_status paper_file_read(struct paper_file *out, const char *root,
                                    const char *path, bool linked,
                                    struct concord_error *err) {
    *out = (struct paper_file){0};
    int file = open_paper(root, path, linked);
    if (file < 0)
        return refuse_open(root, path, errno, err);
    enum concord_status status = read_open(out, file, err);
    close(file);
    return status;
}

void paper_file_free(struct paper_file *file) {
    free(file->bytes);
    file->bytes = NULL;
}

/* ---- hashes ---- */

void paper_hash(unsigned char out[SOURCE_HASH_SIZE], const void *bytes,
                size_t size) {
    struct sha256_ctx hash;
    sha256_init(&hash);
    sha256_update(&hash, size, bytes);
    sha256_digest(&hash, SOURCE_HASH_SIZE, out);
}

void paper_hash_hex(char *out, const unsigned char sha256[SOURCE_HASH_SIZE],
                    size_t digits) {
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < digits; i++)
        out[i] = hex[sha256[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
    out[digits] = '\0';
}
