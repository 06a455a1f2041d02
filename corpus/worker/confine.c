/* confine.c - lets go of what reading files does not need. */
#include "worker/confine.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

/* AddressSanitizer maps terabytes for its shadow, and its search for leaks
 * traces the process. */
#if defined(__SANITIZE_ADDRESS__)
enum { IS_SANITIZED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif
#else
enum { IS_SANITIZED = 0 };
#endif

static const rlim_t memory_max = (rlim_t)CONFINE_MEMORY_MIB * 1024 * 1024;
static const rlim_t files_max = 16; /* iconv() opens its tables when asked */

static enum concord_status fail(const char *what, struct concord_error *err) {
    return concord_fail(err, CONCORD_IO, "cannot give up %s: %s", what,
                        strerror(errno));
}

/* Never up: only the superuser may, and a lower limit was set for a reason. */
static bool limit(int resource, rlim_t most) {
    struct rlimit limits;
    if (getrlimit((__rlimit_resource_t)resource, &limits) != 0)
        return false;
    if (limits.rlim_max > most)
        limits.rlim_max = most;
    limits.rlim_cur = limits.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &limits) == 0;
}

static enum concord_status limit_resources(struct concord_error *err) {
    if (!IS_SANITIZED && !limit(RLIMIT_AS, memory_max))
        return fail("memory", err);
    if (!limit(RLIMIT_FSIZE, 0))
        return fail("writing to files", err);
    if (!limit(RLIMIT_NOFILE, files_max))
        return fail("descriptors", err);
    if (!limit(RLIMIT_CORE, 0))
        return fail("core dumps", err);
    return CONCORD_OK;
}

static enum concord_status drop_privileges(struct concord_error *err) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return fail("new privileges", err);
    if (!IS_SANITIZED && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return fail("being traced", err);
    if (chdir("/") != 0)
        return fail("the working folder", err);
    return CONCORD_OK;
}

static pid_t parent;

/* The system tells a process of the end of the thread that started it, too.
 * The program has then others, which still use it. */
static void end_with_parent(int signal) {
    (void)signal;
    if (getppid() != parent)
        _exit(EX_OSERR);
}

/* A parent that died before the call would never be noticed. One that died
 * before this program began has closed its pipe, which is noticed later. */
static enum concord_status die_with_parent(struct concord_error *err) {
    struct sigaction action = {.sa_flags = SA_RESTART};
    action.sa_handler = end_with_parent;
    sigemptyset(&action.sa_mask);
    parent = getppid();
    if (sigaction(SIGHUP, &action, NULL) != 0 ||
        prctl(PR_SET_PDEATHSIG, SIGHUP, 0, 0, 0) != 0)
        return fail("outliving the program that started this one", err);
    if (getppid() != parent)
        return concord_fail(err, CONCORD_IO,
                            "the program that started this one is gone");
    return CONCORD_OK;
}

/* An interrupt from the keyboard goes to the whole group, and it is for the
 * program that started this one to say when it ends. A write to a file is to
 * fail, not to kill. */
static void ignore_signals(void) {
    static const int ignored[] = {SIGINT, SIGTERM, SIGXFSZ};
    struct sigaction action = {0};
    action.sa_handler = SIG_IGN;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        sigaction(ignored[i], &action, NULL);
}

enum concord_status confine_self(struct concord_error *err) {
    ignore_signals();
    enum concord_status status = die_with_parent(err);
    if (status != CONCORD_OK)
        return status;
    closefrom(STDERR_FILENO + 1);
    status = drop_privileges(err);
    return status == CONCORD_OK ? limit_resources(err) : status;
}
