/* source.h - which papers there are: files, and whole trees of them.
 * Pure walking; nothing is read but folders. One thread. */
#ifndef CONCORD_CORPUS_SOURCE_H
#define CONCORD_CORPUS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum source_outcome {
    SOURCE_FILE,    /* to be read */
    SOURCE_SKIPPED, /* a hidden file, an image, a link ...: `reason` says */
    SOURCE_REJECTED /* cannot be read: `reason` says */
};

/* One file. `root` is the SOURCE as an absolute path without links, `path` is
 * relative to it; a SOURCE that is a file has its folder for root and its name
 * for path. */
struct source_file {
    const char *root;
    const char *path;
    enum source_outcome outcome;
    bool linked;        /* reached by a symbolic link that was followed */
    const char *reason; /* NULL for SOURCE_FILE */
    uint64_t size;      /* bytes */
    int64_t modified;   /* nanoseconds since the epoch */
    int64_t changed;    /* the inode's change time, likewise */
};

/* Every file found, sorted by root and path, none twice however often and by
 * whatever names it was given. */
struct source_list {
    struct arena arena;
    struct source_file *files;
    size_t count;
};

/* Links within a SOURCE are followed, not skipped. What a link leads to is
 * passed over when it is found under another name as well. */
enum { SOURCE_FOLLOW_LINKS = 1 };

/* Walk `sources`, as `flags` say. The list is the caller's, to be cleared by
 * source_list_clear(). CONCORD_NOT_FOUND names a SOURCE that does not exist;
 * a folder that cannot be opened within one is a rejected entry. */
enum concord_status source_list_walk(struct source_list *list,
                                     const char *const *sources,
                                     size_t source_count, unsigned flags,
                                     struct concord_error *err);
void source_list_clear(struct source_list *list);

#ifdef __cplusplus
}
#endif

#endif
