/* block_store.c - segments of blobs. */
#include "engine/block_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "files.h"
#include "generation_files.h"

enum {
    /* Fast, and within a few per cent of the slow levels on short prose. */
    COMPRESSION_LEVEL = 3,
    SMALL_STORE = 1024 * 1024, /* bytes below which holes do not matter */
    READ_AHEAD = 64 * 1024
};

struct segment {
    uint32_t number;
    int file;
    uint64_t size;
    void *map; /* of the whole of it, or NULL until it is asked for */
};

/* What was read last, so that blobs which are asked for in the order that they
 * stand in do not cost a call each. */
struct stretch {
    uint32_t segment;
    uint64_t offset;
    size_t size;
    char *bytes;
    size_t room;
};

struct block_store {
    struct arena arena;
    const char *name;
    struct segment *segments;
    size_t segment_count;
    char directory[PATH_MAX];
    struct segment *own; /* the one that is added to, or NULL */
    struct stretch last;
    ZSTD_CCtx *compressor;
    ZSTD_DCtx *decompressor;
};

static enum concord_status segment_path(const struct block_store *store,
                                        char out[PATH_MAX],
                                        const char *directory, uint32_t number,
                                        struct concord_error *err) {
    return generation_path(out, err, "%s/%s.%06u", directory, store->name,
                           number);
}

/* ---- opening ---- */

static enum concord_status add_segment(struct block_store *store,
                                       uint32_t number, int flags,
                                       struct concord_error *err) {
    char path[PATH_MAX];
    struct stat facts;
    enum concord_status status =
        segment_path(store, path, store->directory, number, err);
    if (status != CONCORD_OK)
        return status;
    int file = open(path, flags | O_CLOEXEC, 0666);
    if (file < 0)
        return concord_fail_file(err, path, errno);
    if (fstat(file, &facts) != 0) {
        close(file);
        return concord_fail_file(err, path, errno);
    }
    struct segment *segment =
        arena_push(&store->arena, &store->segments, &store->segment_count,
                   sizeof *segment);
    if (segment == NULL) {
        close(file);
        return concord_no_memory(err);
    }
    *segment = (struct segment){number, file, (uint64_t)facts.st_size, NULL};
    return CONCORD_OK;
}

uint32_t block_segment_number(const char *file, const char *name) {
    size_t size = strlen(name);
    if (strncmp(file, name, size) != 0 || file[size] != '.')
        return 0;
    return (uint32_t)strtoul(file + size + 1, NULL, 10);
}

static enum concord_status add_segments(struct block_store *store,
                                        struct concord_error *err) {
    DIR *folder = opendir(store->directory);
    if (folder == NULL)
        return concord_fail_file(err, store->directory, errno);
    enum concord_status status = CONCORD_OK;
    while (status == CONCORD_OK) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL && errno != 0)
            status = concord_fail_file(err, store->directory, errno);
        if (entry == NULL)
            break;
        uint32_t number = block_segment_number(entry->d_name, store->name);
        if (number != 0)
            status = add_segment(store, number, O_RDONLY, err);
    }
    closedir(folder);
    return status;
}

static enum concord_status set_up_zstd(struct block_store *store,
                                       struct concord_error *err) {
    store->compressor = ZSTD_createCCtx();
    store->decompressor = ZSTD_createDCtx();
    if (store->compressor == NULL || store->decompressor == NULL)
        return concord_no_memory(err);
    ZSTD_CCtx_setParameter(store->compressor, ZSTD_c_compressionLevel,
                           COMPRESSION_LEVEL);
    /* A damaged blob is found by zstd's own checksum. */
    ZSTD_CCtx_setParameter(store->compressor, ZSTD_c_checksumFlag, 1);
    return CONCORD_OK;
}

enum concord_status block_store_open(struct block_store **out, const char *name,
                                     const char *directory,
                                     struct concord_error *err) {
    *out = NULL;
    struct block_store *store = calloc(1, sizeof *store);
    if (store == NULL)
        return concord_no_memory(err);
    store->name = name;
    enum concord_status status = set_up_zstd(store, err);
    if (status == CONCORD_OK && directory != NULL) {
        status = generation_path(store->directory, err, "%s", directory);
        if (status == CONCORD_OK)
            status = add_segments(store, err);
    }
    if (status != CONCORD_OK) {
        block_store_close(store);
        return status;
    }
    *out = store;
    return CONCORD_OK;
}

static void close_segments(struct block_store *store) {
    for (size_t i = 0; i < store->segment_count; i++) {
        if (store->segments[i].map != NULL)
            munmap(store->segments[i].map, store->segments[i].size);
        close(store->segments[i].file);
    }
    store->segment_count = 0;
    store->segments = NULL;
    store->own = NULL;
}

void block_store_close(struct block_store *store) {
    if (store == NULL)
        return;
    close_segments(store);
    free(store->last.bytes);
    ZSTD_freeCCtx(store->compressor);
    ZSTD_freeDCtx(store->decompressor);
    arena_clear(&store->arena);
    free(store);
}

/* ---- reading ---- */

static struct segment *find_segment(const struct block_store *store,
                                    uint32_t number) {
    for (size_t i = 0; i < store->segment_count; i++)
        if (store->segments[i].number == number)
            return &store->segments[i];
    return NULL;
}

static bool read_at(int file, void *bytes, size_t size, uint64_t offset) {
    char *to = bytes;
    while (size > 0) {
        ssize_t got = pread(file, to, size, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        size -= (size_t)got;
        offset += (uint64_t)got;
    }
    return true;
}

static bool expand(struct block_store *store, const void *packed, size_t size,
                   struct buffer *out) {
    unsigned long long whole = ZSTD_getFrameContentSize(packed, size);
    if (whole > BLOCK_BYTES_MAX)
        return false;
    char *bytes = buffer_room(out, (size_t)whole);
    if (bytes == NULL ||
        ZSTD_decompressDCtx(store->decompressor, bytes, (size_t)whole, packed,
                            size) != whole)
        return false;
    buffer_grew(out, (size_t)whole);
    return true;
}

static enum concord_status not_whole(const struct block_store *store,
                                     struct block_ref ref,
                                     struct concord_error *err) {
    return concord_fail(err, CONCORD_CORRUPT,
                        "%s/%s.%06u: is not whole at byte %llu; run "
                        "concord-indexer --rebuild",
                        store->directory, store->name, ref.segment,
                        (unsigned long long)ref.offset);
}

static bool stretch_has(const struct stretch *last, struct block_ref ref) {
    return last->segment == ref.segment && ref.offset >= last->offset &&
           ref.offset + ref.size <= last->offset + last->size;
}

/* How much to read for a blob: more than itself when it goes on where the last
 * stretch ends, but never past the end of its segment. */
static size_t stretch_size(const struct stretch *last, struct block_ref ref,
                           const struct segment *segment) {
    bool goes_on = last->segment == ref.segment && ref.offset >= last->offset &&
                   ref.offset <= last->offset + last->size;
    size_t left = (size_t)(segment->size - ref.offset);
    if (!goes_on || ref.size > READ_AHEAD)
        return ref.size;
    return left < READ_AHEAD ? left : READ_AHEAD;
}

static bool make_room(struct stretch *last, size_t size) {
    if (size <= last->room)
        return true;
    free(last->bytes);
    last->bytes = malloc(size);
    last->room = last->bytes != NULL ? size : 0;
    return last->bytes != NULL;
}

static enum concord_status read_stretch(struct block_store *store,
                                        struct block_ref ref,
                                        struct concord_error *err) {
    const struct segment *segment = find_segment(store, ref.segment);
    struct stretch *last = &store->last;
    if (segment == NULL || ref.offset > segment->size ||
        ref.size > segment->size - ref.offset)
        return not_whole(store, ref, err);
    size_t size = stretch_size(last, ref, segment);
    last->segment = 0;
    if (!make_room(last, size))
        return concord_no_memory(err);
    if (!read_at(segment->file, last->bytes, size, ref.offset))
        return not_whole(store, ref, err);
    last->segment = ref.segment;
    last->offset = ref.offset;
    last->size = size;
    return CONCORD_OK;
}

/* *out stands until the next blob is read. */
static enum concord_status read_blob(struct block_store *store,
                                     struct block_ref ref, const char **out,
                                     struct concord_error *err) {
    enum concord_status status = stretch_has(&store->last, ref)
                                     ? CONCORD_OK
                                     : read_stretch(store, ref, err);
    *out = status == CONCORD_OK
               ? store->last.bytes + (ref.offset - store->last.offset)
               : NULL;
    return status;
}

enum concord_status block_store_read(struct block_store *store,
                                     struct block_ref ref, struct buffer *out,
                                     struct concord_error *err) {
    const char *bytes = NULL;
    enum concord_status status = read_blob(store, ref, &bytes, err);
    if (status != CONCORD_OK)
        return status;
    buffer_append(out, bytes, ref.size);
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status block_store_get(struct block_store *store,
                                    struct block_ref ref, struct buffer *out,
                                    struct concord_error *err) {
    const char *packed = NULL;
    enum concord_status status = read_blob(store, ref, &packed, err);
    if (status == CONCORD_OK && !expand(store, packed, ref.size, out))
        status = not_whole(store, ref, err);
    return status;
}

/* The segment that is added to has no end yet. */
static bool map_segment(const struct block_store *store,
                        struct segment *segment) {
    if (segment->map != NULL)
        return true;
    if (segment == store->own || segment->size == 0)
        return false;
    void *map =
        mmap(NULL, segment->size, PROT_READ, MAP_SHARED, segment->file, 0);
    segment->map = map != MAP_FAILED ? map : NULL;
    return segment->map != NULL;
}

const void *block_store_at(struct block_store *store, struct block_ref ref) {
    struct segment *segment = find_segment(store, ref.segment);
    if (segment == NULL || ref.offset > segment->size ||
        ref.size > segment->size - ref.offset || !map_segment(store, segment))
        return NULL;
    return (const char *)segment->map + ref.offset;
}

/* ---- writing ---- */

static enum concord_status link_segments(struct block_store *store,
                                         const char *directory,
                                         struct concord_error *err) {
    char from[PATH_MAX];
    char to[PATH_MAX];
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < store->segment_count && status == CONCORD_OK; i++) {
        uint32_t number = store->segments[i].number;
        status = segment_path(store, from, store->directory, number, err);
        if (status == CONCORD_OK)
            status = segment_path(store, to, directory, number, err);
        /* Where links are not to be had, a copy does. */
        if (status == CONCORD_OK && link(from, to) != 0)
            status = files_copy(from, to, err);
    }
    return status;
}

/* Behind all that there are. */
static enum concord_status add_own_segment(struct block_store *store,
                                           struct concord_error *err) {
    uint32_t last = 0;
    for (size_t i = 0; i < store->segment_count; i++)
        if (store->segments[i].number > last)
            last = store->segments[i].number;
    enum concord_status status =
        add_segment(store, last + 1, O_RDWR | O_CREAT | O_EXCL, err);
    if (status == CONCORD_OK)
        store->own = &store->segments[store->segment_count - 1];
    return status;
}

enum concord_status block_store_begin(struct block_store *store,
                                      const char *directory,
                                      struct concord_error *err) {
    enum concord_status status = link_segments(store, directory, err);
    if (status == CONCORD_OK)
        status = generation_path(store->directory, err, "%s", directory);
    return status == CONCORD_OK ? add_own_segment(store, err) : status;
}

static enum concord_status fail_to_append(const struct block_store *store,
                                          int fault,
                                          struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status =
        segment_path(store, path, store->directory, store->own->number, err);
    return status == CONCORD_OK ? concord_fail_file(err, path, fault) : status;
}

enum concord_status block_store_append(struct block_store *store,
                                       const void *bytes, size_t size,
                                       struct block_ref *ref,
                                       struct concord_error *err) {
    const char *from = bytes;
    *ref = (struct block_ref){0, 0, 0};
    if (store->own == NULL || size > UINT32_MAX)
        return concord_fail(err, CONCORD_INTERNAL,
                            "a blob that the store cannot take");
    *ref = (struct block_ref){store->own->size, store->own->number,
                              (uint32_t)size};
    while (size > 0) {
        ssize_t put =
            pwrite(store->own->file, from, size, (off_t)store->own->size);
        if (put < 0)
            return fail_to_append(store, errno, err);
        from += put;
        size -= (size_t)put;
        store->own->size += (uint64_t)put;
    }
    return CONCORD_OK;
}

enum concord_status block_store_put(struct block_store *store,
                                    const void *bytes, size_t size,
                                    struct block_ref *ref,
                                    struct concord_error *err) {
    *ref = (struct block_ref){0, 0, 0};
    if (size > BLOCK_BYTES_MAX)
        return concord_fail(err, CONCORD_INTERNAL,
                            "a blob that the store cannot take");
    size_t room = ZSTD_compressBound(size);
    void *packed = malloc(room);
    if (packed == NULL)
        return concord_no_memory(err);
    size_t packed_size =
        ZSTD_compress2(store->compressor, packed, room, bytes, size);
    enum concord_status status =
        ZSTD_isError(packed_size)
            ? concord_no_memory(err)
            : block_store_append(store, packed, packed_size, ref, err);
    free(packed);
    return status;
}

/* ---- compacting ---- */

static uint64_t total_size(const struct block_store *store) {
    uint64_t total = 0;
    for (size_t i = 0; i < store->segment_count; i++)
        total += store->segments[i].size;
    return total;
}

static uint64_t live_size(struct block_ref *const *live, size_t count) {
    uint64_t used = 0;
    for (size_t i = 0; i < count; i++)
        used += live[i]->size;
    return used;
}

bool block_store_has_holes(const struct block_store *store,
                           struct block_ref *const *live, size_t count) {
    return total_size(store) != live_size(live, count);
}

static bool is_scattered(const struct block_store *store,
                         struct block_ref *const *live, size_t count) {
    uint64_t total = total_size(store);
    return store->segment_count > BLOCK_SEGMENTS_MOST ||
           (total > SMALL_STORE && live_size(live, count) < total / 2);
}

static enum concord_status move_blob(struct block_store *store,
                                     struct block_ref *ref,
                                     struct concord_error *err) {
    const char *bytes = NULL;
    enum concord_status status = read_blob(store, *ref, &bytes, err);
    return status == CONCORD_OK
               ? block_store_append(store, bytes, ref->size, ref, err)
               : status;
}

static enum concord_status remove_old_segments(struct block_store *store,
                                               struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i + 1 < store->segment_count && status == CONCORD_OK;
         i++) {
        status = segment_path(store, path, store->directory,
                              store->segments[i].number, err);
        if (status == CONCORD_OK && unlink(path) != 0)
            status = concord_fail_file(err, path, errno);
    }
    return status;
}

static enum concord_status remove_own_segment(struct block_store *store,
                                              struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status =
        segment_path(store, path, store->directory, store->own->number, err);
    if (status == CONCORD_OK && unlink(path) != 0)
        status = concord_fail_file(err, path, errno);
    return status;
}

static enum concord_status compact(struct block_store *store,
                                   struct block_ref *const *live, size_t count,
                                   struct concord_error *err) {
    enum concord_status status = add_own_segment(store, err);
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        if (live[i]->segment != 0)
            status = move_blob(store, live[i], err);
    if (status == CONCORD_OK)
        status = remove_old_segments(store, err);
    if (status == CONCORD_OK && store->own->size == 0)
        status = remove_own_segment(store, err);
    return status;
}

enum concord_status block_store_finish(struct block_store *store,
                                       struct block_ref *const *live,
                                       size_t count,
                                       struct concord_error *err) {
    if (store->own == NULL)
        return CONCORD_OK;
    if (is_scattered(store, live, count))
        return compact(store, live, count, err);
    return store->own->size == 0 ? remove_own_segment(store, err) : CONCORD_OK;
}

/* One that has no holes may still have its own segment, empty. */
enum concord_status block_store_compact(struct block_store *store,
                                        struct block_ref *const *live,
                                        size_t count,
                                        struct concord_error *err) {
    if (store->own == NULL || !block_store_has_holes(store, live, count))
        return block_store_finish(store, live, count, err);
    return compact(store, live, count, err);
}
