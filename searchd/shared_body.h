/* shared_body.h - the bytes of an answer that several requests are answered
 * with, counted by reference. Any thread. */
#ifndef CONCORD_SEARCHD_SHARED_BODY_H
#define CONCORD_SEARCHD_SHARED_BODY_H

#include <stddef.h>

#include "schema/buffer.h"

struct shared_body;

/* Take what stands in `buffer`, which is empty then; the caller holds one
 * reference. NULL when memory is out, and the buffer is as it was. */
struct shared_body *shared_body_create(struct buffer *buffer);
struct shared_body *shared_body_retain(struct shared_body *body);

/* NULL is nothing to release. The library takes the function as it is. */
void shared_body_release(void *body);

/* For whoever takes a pointer to anything, and does not write to it. */
void *shared_body_bytes(const struct shared_body *body);
size_t shared_body_size(const struct shared_body *body);

#endif
