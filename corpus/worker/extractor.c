/* extractor.c - starts, asks and ends one process of concord-extract. */
#include "worker/extractor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIPE_SIZE = 256 * 1024 }; /* fewer turns for a large file */

/* ---- pipes ---- */

struct pipe_ends {
    int read;
    int write;
};

static void close_end(int *fd) {
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* A program may run with its standard streams closed. A pipe that got their
 * numbers would be in the way when the child's streams are put there. */
static int lift(int fd) {
    if (fd > STDERR_FILENO)
        return fd;
    int lifted = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int fault = errno;
    close(fd);
    errno = fault;
    return lifted;
}

static bool open_pipe(struct pipe_ends *ends) {
    int fds[2];
    *ends = (struct pipe_ends){-1, -1};
    if (pipe2(fds, O_CLOEXEC) != 0)
        return false;
    *ends = (struct pipe_ends){lift(fds[0]), lift(fds[1])};
    fcntl(ends->write, F_SETPIPE_SZ, PIPE_SIZE); /* it works without, slower */
    return ends->read >= 0 && ends->write >= 0;
}

static bool never_block(int fd) {
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

/* ---- the process ---- */

/* What a program's environment holds is no business of a file that may have
 * taken the extractor over. What the loader and the sanitizers need stays. */
static bool is_passed_on(const char *variable) {
    static const char *const beginnings[] = {"LD_", "ASAN_", "LSAN_", "UBSAN_"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncmp(variable, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

/* The strings stay the environment's; NULL when memory is out. */
static char **child_environment(void) {
    size_t count = 0;
    while (environ != NULL && environ[count] != NULL)
        count++;
    char **kept = calloc(count + 1, sizeof *kept);
    size_t size = 0;
    for (size_t i = 0; i < count && kept != NULL; i++)
        if (is_passed_on(environ[i]))
            kept[size++] = environ[i];
    return kept;
}

/* Signals are in the child as they are in a program started from a shell,
 * whatever this one does with them. */
static int set_signals(posix_spawnattr_t *attributes) {
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK |
                                                    POSIX_SPAWN_SETSIGDEF);
}

static int set_streams(posix_spawn_file_actions_t *actions, int request,
                       int answer) {
    int fault =
        posix_spawn_file_actions_adddup2(actions, request, STDIN_FILENO);
    if (fault == 0)
        fault =
            posix_spawn_file_actions_adddup2(actions, answer, STDOUT_FILENO);
    return fault;
}

/* Returns an errno. */
static int spawn(pid_t *pid, const char *program, int request, int answer) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char name[] = "concord-extract";
    char *arguments[] = {name, NULL};
    char **environment = child_environment();
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    int fault = environment == NULL ? ENOMEM : set_signals(&attributes);
    if (fault == 0)
        fault = set_streams(&actions, request, answer);
    if (fault == 0)
        fault = posix_spawn(pid, program, &actions, &attributes, arguments,
                            environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    free(environment);
    if (fault != 0)
        *pid = 0;
    return fault;
}

static int start_process(struct extractor *extractor, const char *program) {
    struct pipe_ends request = {-1, -1};
    struct pipe_ends answer = {-1, -1};
    int fault = 0;
    if (!open_pipe(&request) || !open_pipe(&answer) ||
        !never_block(request.write) || !never_block(answer.read))
        fault = errno;
    else
        fault = spawn(&extractor->pid, program, request.read, answer.write);
    close_end(&request.read);
    close_end(&answer.write);
    if (fault == 0) {
        extractor->channel = (struct channel){request.write, answer.read};
        return 0;
    }
    close_end(&request.write);
    close_end(&answer.read);
    return fault;
}

/* ---- starting ---- */

static enum concord_status fail_start(const char *program, const char *fault,
                                      struct concord_error *err) {
    return concord_fail(err, CONCORD_IO,
                        "%s: %s; it reads the papers, and comes with the "
                        "program that starts it: install both again",
                        program, fault);
}

static enum concord_status fail_spawn(const char *program, int fault,
                                      struct concord_error *err) {
    if (fault == ENOMEM)
        return concord_no_memory(err);
    if (fault == EAGAIN || fault == EMFILE || fault == ENFILE)
        return concord_fail(err, CONCORD_IO,
                            "%s: cannot be started: %s; too much else runs or "
                            "is open",
                            program, strerror(fault));
    return fail_start(program, strerror(fault), err);
}

/* It is the right program, and from the same build: what it reads goes into an
 * index that says how it was read. */
static enum concord_status check_greeting(const char *program,
                                          const struct buffer *greeting,
                                          struct concord_error *err) {
    struct buffer own = BUFFER_INIT(CHANNEL_RECEIVED_MAX);
    frame_append_versions(&own);
    bool same =
        buffer_ok(&own) && greeting->size == FRAME_HEAD_SIZE + own.size &&
        memcmp(greeting->data + FRAME_HEAD_SIZE, own.data, own.size) == 0;
    buffer_destroy(&own);
    return same ? CONCORD_OK
                : fail_start(program, "is of another version", err);
}

static enum concord_status refuse_start(struct extractor *extractor,
                                        const char *program,
                                        enum exchange exchange,
                                        struct concord_error *err) {
    char how[EXTRACTOR_ENDING_MAX];
    char fault[EXTRACTOR_ENDING_MAX + 40];
    extractor_end(extractor,
                  exchange == EXCHANGE_ENDED ? EXTRACTOR_GRACE_MS : 0, how);
    switch (exchange) {
    case EXCHANGE_DONE:
    case EXCHANGE_STOPPED:
        return CONCORD_OK;
    case EXCHANGE_ENDED:
        snprintf(fault, sizeof fault, "%s before it was ready", how);
        return fail_start(program, fault, err);
    case EXCHANGE_LATE:
        return fail_start(program, "does not say that it is ready", err);
    case EXCHANGE_SENSELESS:
        return fail_start(program, "is no concord-extract", err);
    case EXCHANGE_NO_MEMORY:
        break;
    }
    return concord_no_memory(err);
}

static enum concord_status await_greeting(struct extractor *extractor,
                                          const char *program,
                                          struct patience *patience,
                                          struct concord_error *err) {
    struct buffer greeting = BUFFER_INIT(CHANNEL_RECEIVED_MAX);
    enum concord_status status = CONCORD_OK;
    enum exchange exchange = channel_receive(
        &extractor->channel, FRAME_GREETING, &greeting, patience);
    if (exchange != EXCHANGE_DONE) {
        status = refuse_start(extractor, program, exchange, err);
    } else {
        status = check_greeting(program, &greeting, err);
        if (status != CONCORD_OK)
            extractor_end(extractor, 0, NULL);
    }
    buffer_destroy(&greeting);
    return status;
}

enum concord_status extractor_start(struct extractor *extractor,
                                    const char *program,
                                    struct patience *patience,
                                    struct concord_error *err) {
    *extractor = (struct extractor){0};
    int fault = start_process(extractor, program);
    if (fault != 0)
        return fail_spawn(program, fault, err);
    return await_greeting(extractor, program, patience, err);
}

/* ---- asking ---- */

/* The end of a name tells a file's kind. */
static const char *cut_name(const char *name) {
    size_t size = strlen(name);
    return size > FRAME_NAME_MAX ? name + (size - FRAME_NAME_MAX) : name;
}

enum exchange extractor_ask(struct extractor *extractor, const char *name,
                            const char *bytes, size_t size,
                            struct buffer *answer, struct patience *patience) {
    struct buffer head =
        BUFFER_INIT(FRAME_HEAD_SIZE + FRAME_NUMBER_SIZE + FRAME_NAME_MAX);
    name = cut_name(name);
    frame_begin(&head, FRAME_REQUEST);
    frame_append_number(&head, (uint32_t)strlen(name));
    buffer_append_string(&head, name);
    frame_end(&head, 0, size);
    enum exchange exchange = EXCHANGE_NO_MEMORY;
    struct iovec pieces[] = {{head.data, head.size}, {NULL, size}};
    /* What is written is not changed, but struct iovec cannot say so. */
    memcpy(&pieces[1].iov_base, &bytes, sizeof bytes);
    if (buffer_ok(&head))
        exchange = channel_send(&extractor->channel, pieces, 2, patience);
    buffer_destroy(&head);
    if (exchange == EXCHANGE_DONE)
        exchange = channel_receive(&extractor->channel, FRAME_ANSWER, answer,
                                   patience);
    extractor->served++;
    return exchange;
}

/* ---- ending ---- */

/* Let a process that is on its way out get there, so that it is seen what it
 * died of and not what we did to it. */
static void wait_for_end(pid_t pid, int grace_ms) {
    int fd = pidfd_open(pid, 0);
    struct pollfd awaited = {.fd = fd, .events = POLLIN};
    if (fd < 0)
        return;
    while (poll(&awaited, 1, grace_ms) < 0 && errno == EINTR)
        continue;
    close(fd);
}

static void describe_end(char *how, int state) {
    const char *name = WIFSIGNALED(state) ? sigdescr_np(WTERMSIG(state)) : NULL;
    if (WIFSIGNALED(state))
        snprintf(how, EXTRACTOR_ENDING_MAX, "died of signal %d (%s)",
                 WTERMSIG(state), name != NULL ? name : "of no name");
    else
        snprintf(how, EXTRACTOR_ENDING_MAX, "ended with status %d",
                 WEXITSTATUS(state));
}

/* It is gone when this returns. A program that ignores SIGCHLD is not told how
 * its children end. */
static void reap(pid_t pid, char *how) {
    int state = 0;
    pid_t reaped = 0;
    do
        reaped = waitpid(pid, &state, 0);
    while (reaped < 0 && errno == EINTR);
    if (how != NULL && reaped == pid)
        describe_end(how, state);
    else if (how != NULL)
        snprintf(how, EXTRACTOR_ENDING_MAX, "ended");
}

void extractor_end(struct extractor *extractor, int grace_ms, char *how) {
    /* Before it sees its pipe closed and begins to end by itself. */
    if (grace_ms == 0)
        kill(extractor->pid, SIGKILL);
    close_end(&extractor->channel.request);
    close_end(&extractor->channel.answer);
    if (grace_ms > 0) {
        wait_for_end(extractor->pid, grace_ms);
        kill(extractor->pid, SIGKILL);
    }
    reap(extractor->pid, how);
    *extractor = (struct extractor){0};
}
