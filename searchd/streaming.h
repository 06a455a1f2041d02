/* streaming.h - answers that are made while they are sent, a piece at a time.
 *
 * The first piece is made before anything is sent, so that what goes wrong by
 * then is a problem with a status of its own; what goes wrong later ends the
 * connection in the middle, which tells the client that the answer is
 * incomplete. Between pieces nothing waits but the connection: a worker makes a
 * piece when the one before it is sent. */
#ifndef CONCORD_SEARCHD_STREAMING_H
#define CONCORD_SEARCHD_STREAMING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>

#include "compression.h"
#include "schema/buffer.h"
#include "search/answer.h"
#include "search/exporter.h"

enum {
    STREAMS_MAX = 32, /* at once, each with a reader of its own */
    STREAM_DESCRIPTORS = 12
};

/* What is left of an answer that is being sent. */
struct stream {
    struct exporter *exporter; /* NULL: the answer is no stream */
    struct packing *packing;   /* NULL: it goes out as it is */
    atomic_uint *open;         /* streams of the daemon, counted */
    size_t taken;              /* bytes of the piece at hand that are sent */
    bool more;                 /* pieces are to come */
    bool broken;               /* one could not be made */
};

/* Begin an export: its first piece is in `body`. When that is all there is the
 * stream is over, and the answer one like any other. CONCORD_BUSY when too many
 * are open. *content_type and *file_name are static. */
enum concord_status
stream_begin(struct stream *stream, struct buffer *body, atomic_uint *open,
             const struct question *question, const char **content_type,
             const char **file_name, struct concord_error *err);

/* Pack the stream from its first piece on, which is in `body`. False when there
 * is no memory to begin with, and it stays as it is. */
bool stream_pack(struct stream *stream, struct buffer *body);

/* By a worker: the next piece into `body`, in the place of the one before, made
 * until `deadline` (clock.h). How long the others took, and the client to read
 * them, does not count. */
void stream_go_on(struct stream *stream, struct buffer *body, int64_t deadline,
                  const char *request_id);

/* By the server's thread: up to `room` bytes of the piece. 0: it is all sent.
 */
size_t stream_take(struct stream *stream, const struct buffer *body, char *out,
                   size_t room);

void stream_end(struct stream *stream);

#endif
