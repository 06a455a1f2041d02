/* data_folder.c - by the program's own place, so that one that is built does
 * not take the data of another that is installed. */
#include "schema/data_folder.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool find_installed(char out[PATH_MAX], const char *name) {
    char program[PATH_MAX];
    struct stat facts;
    ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
    program[size > 0 ? size : 0] = '\0';
    char *slash = strrchr(program, '/');
    if (slash == NULL)
        return false;
    *slash = '\0';
    int length = snprintf(out, PATH_MAX, "%s/" CONCORD_DATA_FROM_PROGRAMS "/%s",
                          program, name);
    return length > 0 && length < PATH_MAX && stat(out, &facts) == 0 &&
           S_ISDIR(facts.st_mode);
}

const char *data_folder(char out[PATH_MAX], const char *name,
                        const char *source) {
    if (!find_installed(out, name))
        snprintf(out, PATH_MAX, "%s", source);
    return out;
}
