/* slow_disk.c - a disk that gives nothing for a while, loaded before the C
 * library: pread(), which is how Xapian reads its tables, waits as long as the
 * file $CONCORD_SLOW_DISK exists, and makes $CONCORD_SLOW_DISK_WAITS to say
 * so. It waits a minute at the longest. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS_MAX = 6000 };

static void wait_while_slow(void) {
    const char *slow = getenv("CONCORD_SLOW_DISK");
    const char *waits = getenv("CONCORD_SLOW_DISK_WAITS");
    const struct timespec round = {.tv_nsec = 10 * 1000 * 1000};
    if (slow == NULL || waits == NULL || access(slow, F_OK) != 0)
        return;
    int fd = open(waits, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    for (int i = 0; i < ROUNDS_MAX && access(slow, F_OK) == 0; i++)
        nanosleep(&round, NULL);
}

ssize_t pread(int fd, void *bytes, size_t size, off_t at) {
    ssize_t (*next)(int, void *, size_t, off_t) = NULL;
    void *symbol = dlsym(RTLD_NEXT, "pread");
    memcpy(&next, &symbol, sizeof next);
    wait_while_slow();
    return next(fd, bytes, size, at);
}
