/* channel.c - sends and receives within limits of time. */
#include "worker/channel.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum {
    SLICE_MS = 200, /* how soon a stop is seen */
    PIECE_SIZE = 64 * 1024
};

static const int64_t nanoseconds_in_ms = 1000000;

/* ---- waiting ---- */

struct patience patience_of(unsigned milliseconds, bool (*is_stopped)(void)) {
    return (struct patience){milliseconds * nanoseconds_in_ms, is_stopped};
}

static int64_t now(void) {
    struct timespec time = {0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 * nanoseconds_in_ms + time.tv_nsec;
}

/* A slice that took longer than it should was one in which we did not run. */
static void charge(struct patience *patience, int64_t begun) {
    const int64_t most = SLICE_MS * nanoseconds_in_ms;
    int64_t spent = now() - begun;
    patience->left -= spent < most ? spent : most;
}

static int slice_of(const struct patience *patience) {
    int64_t left = (patience->left + nanoseconds_in_ms - 1) / nanoseconds_in_ms;
    return left < SLICE_MS ? (int)left : SLICE_MS;
}

/* EXCHANGE_DONE when `fd` can be written to or read from without waiting, be it
 * to learn that the other side is gone. */
static enum exchange wait_for(int fd, short events, struct patience *patience) {
    struct pollfd awaited = {.fd = fd, .events = events};
    for (;;) {
        if (patience->is_stopped != NULL && patience->is_stopped())
            return EXCHANGE_STOPPED;
        if (patience->left <= 0)
            return EXCHANGE_LATE;
        int64_t begun = now();
        int ready = poll(&awaited, 1, slice_of(patience));
        charge(patience, begun);
        if (ready > 0)
            return EXCHANGE_DONE;
        if (ready < 0 && errno != EINTR)
            return EXCHANGE_NO_MEMORY;
    }
}

/* After a call failed: EXCHANGE_DONE when it is to be tried again. */
static enum exchange wait_after(int fault, int fd, short events,
                                struct patience *patience) {
    if (fault == EINTR)
        return EXCHANGE_DONE;
    return fault == EAGAIN ? wait_for(fd, events, patience) : EXCHANGE_ENDED;
}

/* ---- sending ---- */

/* Move past what was written; returns how many pieces are empty now. */
static int move_forward(struct iovec *pieces, int count, size_t written) {
    int empty = 0;
    for (; empty < count && written >= pieces[empty].iov_len; empty++)
        written -= pieces[empty].iov_len;
    if (empty < count) {
        pieces[empty].iov_base = (char *)pieces[empty].iov_base + written;
        pieces[empty].iov_len -= written;
    }
    return empty;
}

static enum exchange send_all(int fd, struct iovec *pieces, int count,
                              struct patience *patience) {
    enum exchange exchange = EXCHANGE_DONE;
    while (count > 0 && exchange == EXCHANGE_DONE) {
        ssize_t written = writev(fd, pieces, count);
        if (written < 0) {
            exchange = wait_after(errno, fd, POLLOUT, patience);
            continue;
        }
        int empty = move_forward(pieces, count, (size_t)written);
        pieces += empty;
        count -= empty;
    }
    return exchange;
}

/* A write to a pipe without a reader raises SIGPIPE in the thread that writes.
 * Whatever the program does with that signal is not for us to change, so the
 * thread holds it back meanwhile, and takes it away when it is ours. */
enum exchange channel_send(const struct channel *channel, struct iovec *pieces,
                           int count, struct patience *patience) {
    const struct timespec at_once = {0};
    sigset_t ours;
    sigset_t before;
    sigset_t pending;
    sigemptyset(&ours);
    sigaddset(&ours, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &ours, &before);
    enum exchange exchange =
        send_all(channel->request, pieces, count, patience);
    if (exchange == EXCHANGE_ENDED && !sigismember(&pending, SIGPIPE))
        while (sigtimedwait(&ours, NULL, &at_once) < 0 && errno == EINTR)
            continue;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return exchange;
}

/* ---- receiving ---- */

/* Read what there is and look at the head as soon as it is whole. *needed is
 * the size of the frame as far as it is known. */
static enum exchange receive_piece(int fd, enum frame_kind kind,
                                   struct buffer *frame, size_t *needed,
                                   struct patience *patience) {
    char piece[PIECE_SIZE];
    ssize_t got = read(fd, piece, sizeof piece);
    if (got == 0)
        return EXCHANGE_ENDED;
    if (got < 0)
        return wait_after(errno, fd, POLLIN, patience);
    buffer_append(frame, piece, (size_t)got);
    if (!buffer_ok(frame))
        return EXCHANGE_NO_MEMORY;
    if (*needed == FRAME_HEAD_SIZE && frame->size >= FRAME_HEAD_SIZE) {
        size_t size = 0;
        if (!frame_read_head(frame->data, kind, &size))
            return EXCHANGE_SENSELESS;
        *needed += size;
    }
    return frame->size <= *needed ? EXCHANGE_DONE : EXCHANGE_SENSELESS;
}

enum exchange channel_receive(const struct channel *channel,
                              enum frame_kind kind, struct buffer *frame,
                              struct patience *patience) {
    size_t needed = FRAME_HEAD_SIZE;
    enum exchange exchange = EXCHANGE_DONE;
    while (frame->size < needed && exchange == EXCHANGE_DONE)
        exchange =
            receive_piece(channel->answer, kind, frame, &needed, patience);
    return exchange;
}

bool channel_is_quiet(const struct channel *channel) {
    char byte = 0;
    return read(channel->answer, &byte, 1) < 0 && errno == EAGAIN;
}
