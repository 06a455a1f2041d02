/* memory_available.c - reads what the kernel tells of memory. */
#include "memory_available.h"

#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What stands behind `name` in the first line that begins with it; of a file
 * that is not there, or has none: false. */
static bool read_line(char out[PATH_MAX], const char *root, const char *path,
                      const char *name) {
    char whole[2 * PATH_MAX];
    size_t size = strlen(name);
    bool found = false;
    snprintf(whole, sizeof whole, "%s%s", root, path);
    FILE *file = fopen(whole, "re");
    while (file != NULL && !found && fgets(out, PATH_MAX, file) != NULL)
        found = strncmp(out, name, size) == 0;
    if (file != NULL)
        fclose(file);
    if (!found)
        return false;
    memmove(out, out + size, strlen(out + size) + 1);
    out[strcspn(out, "\n")] = '\0';
    return true;
}

/* A group without a limit has "max" for a number. */
static uint64_t group_limit(const char *root, const char *group) {
    char path[PATH_MAX];
    char line[PATH_MAX];
    uint64_t limit = 0;
    int size =
        snprintf(path, sizeof path, "/sys/fs/cgroup%s/memory.max", group);
    return size > 0 && (size_t)size < sizeof path &&
                   read_line(line, root, path, "") &&
                   sscanf(line, "%" SCNu64, &limit) == 1
               ? limit
               : UINT64_MAX;
}

/* The least of the limits of the process's group and of those around it. */
static uint64_t least_limit(const char *root) {
    char group[PATH_MAX];
    uint64_t least = UINT64_MAX;
    if (!read_line(group, root, "/proc/self/cgroup", "0::"))
        return least;
    for (char *end = group + strlen(group); end != NULL;
         end = strrchr(group, '/')) {
        *end = '\0';
        uint64_t limit = group_limit(root, group);
        least = limit < least ? limit : least;
    }
    return least;
}

uint64_t memory_available_below(const char *root) {
    char line[PATH_MAX];
    uint64_t kilobytes = 0;
    if (!read_line(line, root, "/proc/meminfo", "MemAvailable:") ||
        sscanf(line, "%" SCNu64, &kilobytes) != 1)
        return 0;
    uint64_t limit = least_limit(root);
    return kilobytes * 1024 < limit ? kilobytes * 1024 : limit;
}

uint64_t memory_available(void) {
    return memory_available_below("");
}
