/* frames.h - what a program and its concord-extract say to each other, over one
 * pipe each way.
 *
 * All is said in frames: four bytes that say which, the size of the rest as a
 * uint32, and the rest. Numbers are little-endian.
 *
 *   concord-extract   "CXG1" size | what it is (below), once it is ready
 *   the program       "CXQ1" size | uint32 size of a name, the name, the bytes
 *   concord-extract   "CXA1" size | uint32 outcome, then what goes with it:
 *                                   FRAME_EXTRACTED  a packed extract
 *                                   FRAME_REFUSED    the reason, UTF-8
 *                                   FRAME_NO_MEMORY  nothing
 *
 * One request is answered before the next is made; the end of the requests ends
 * concord-extract. Whoever reads a frame does not trust whoever wrote it. Pure
 * functions, any thread. */
#ifndef CONCORD_CORPUS_WORKER_FRAMES_H
#define CONCORD_CORPUS_WORKER_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus/extract.h"
#include "schema/buffer.h"

enum frame_kind { FRAME_GREETING, FRAME_REQUEST, FRAME_ANSWER };

enum frame_outcome { FRAME_EXTRACTED, FRAME_REFUSED, FRAME_NO_MEMORY };

enum {
    FRAME_NUMBER_SIZE = 4,
    FRAME_HEAD_SIZE = 8,
    FRAME_NAME_MAX = 4096,
    /* No text is so much larger than its file. */
    FRAME_SIZE_MAX = 4 * EXTRACT_BYTES_MAX
};

/* Append a frame's head, then, after all that belongs to it was appended, set
 * its size. `start` is the buffer's size before the head; `to_follow` is how
 * many bytes belong to the frame but not to the buffer. */
void frame_begin(struct buffer *out, enum frame_kind kind);
void frame_end(struct buffer *out, size_t start, size_t to_follow);

/* *size is that of the rest. False when this is no head of a `kind`, or one of
 * more than may follow it. */
bool frame_read_head(const void *head, enum frame_kind kind, size_t *size);

/* What a greeting says: the versions of all that goes into an extract. Both
 * sides must be of the same, for an index says how its papers were read. */
void frame_append_versions(struct buffer *out);

void frame_append_number(struct buffer *out, uint32_t number);
uint32_t frame_read_number(const void *bytes);

#endif
