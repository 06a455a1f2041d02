/* channel.h - the pipes to and from one concord-extract, as the program that
 * feeds it has them: nothing waits on them for longer than its patience lasts,
 * and a reader that is gone is no SIGPIPE. One thread at a time. */
#ifndef CONCORD_CORPUS_WORKER_CHANNEL_H
#define CONCORD_CORPUS_WORKER_CHANNEL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/uio.h>

#include "schema/buffer.h"
#include "worker/frames.h"

/* The most that channel_receive() appends: a frame, and what it finds to follow
 * it. */
enum { CHANNEL_RECEIVED_MAX = FRAME_HEAD_SIZE + FRAME_SIZE_MAX + 64 * 1024 };

/* Our ends, which do not block. */
struct channel {
    int request; /* to write to */
    int answer;  /* to read from */
};

/* How long we wait for the other side, in all. Time in which this program could
 * not run either, because someone stopped it, is not counted. */
struct patience {
    int64_t left;             /* nanoseconds */
    bool (*is_stopped)(void); /* or NULL: wait no longer once this is true */
};

struct patience patience_of(unsigned milliseconds, bool (*is_stopped)(void));

enum exchange {
    EXCHANGE_DONE,
    EXCHANGE_ENDED,     /* the other side has closed its end, or died */
    EXCHANGE_LATE,      /* patience is at its end */
    EXCHANGE_STOPPED,   /* is_stopped() */
    EXCHANGE_SENSELESS, /* what came is not what should have come */
    EXCHANGE_NO_MEMORY  /* on our side */
};

/* Write all pieces; they are moved forward meanwhile. */
enum exchange channel_send(const struct channel *channel, struct iovec *pieces,
                           int count, struct patience *patience);

/* Read one frame, head and all, into the empty *frame. EXCHANGE_SENSELESS also
 * when something follows it. */
enum exchange channel_receive(const struct channel *channel,
                              enum frame_kind kind, struct buffer *frame,
                              struct patience *patience);

/* The other side is there and has said nothing unasked. */
bool channel_is_quiet(const struct channel *channel);

#endif
