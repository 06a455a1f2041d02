/* originals.c - a path, one folder at a time. */
#include "originals.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SEGMENT_MAX = 256 };

static enum concord_status not_there(const char *path,
                                     struct concord_error *err) {
    return concord_fail(err, CONCORD_NOT_FOUND,
                        "there is no plain file '%.400s' among the originals",
                        path);
}

/* The next piece of the path. False for one that is empty, too long, or leads
 * anywhere but down. */
static bool take_segment(char segment[SEGMENT_MAX], const char **path) {
    size_t size = strcspn(*path, "/");
    snprintf(segment, SEGMENT_MAX, "%.*s", (int)size, *path);
    *path += size;
    return size > 0 && size < SEGMENT_MAX && strcmp(segment, ".") != 0 &&
           strcmp(segment, "..") != 0;
}

/* Open what `path` leads to from `folder`, which is closed. -1, and errno, when
 * that cannot be. */
static int descend(int folder, const char *path) {
    char segment[SEGMENT_MAX];
    int at = folder;
    while (at >= 0) {
        bool good = take_segment(segment, &path);
        bool last = *path == '\0';
        /* A pipe that is opened to be read would wait for a writer. */
        int how = O_RDONLY | O_NOFOLLOW | O_CLOEXEC |
                  (last ? O_NONBLOCK | O_NOCTTY : O_DIRECTORY);
        int next = good ? openat(at, segment, how) : -1;
        int why = good ? errno : ENOENT;
        close(at);
        errno = why;
        if (last || next < 0)
            return next;
        at = next;
        path++;
    }
    return at;
}

enum concord_status originals_open(int *fd, uint64_t *size, const char *folder,
                                   const char *path,
                                   struct concord_error *err) {
    struct stat facts;
    int root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *fd = -1;
    if (root < 0)
        return concord_fail(err, CONCORD_IO, "%s: %s", folder, strerror(errno));
    int file = descend(root, path);
    if (file < 0 && errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
        return concord_fail(err, CONCORD_IO, "%s/%s: %s", folder, path,
                            strerror(errno));
    if (file < 0)
        return not_there(path, err);
    if (fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        close(file);
        return not_there(path, err);
    }
    *fd = file;
    *size = (uint64_t)facts.st_size;
    return CONCORD_OK;
}
