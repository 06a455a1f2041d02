#include "shared_body.h"

#include <stdatomic.h>
#include <stdlib.h>

struct shared_body {
    atomic_size_t references;
    size_t size;
    char *bytes;
};

struct shared_body *shared_body_create(struct buffer *buffer) {
    struct shared_body *body = malloc(sizeof *body);
    size_t size = buffer->size;
    char *bytes = body != NULL ? buffer_take(buffer) : NULL;
    if (bytes == NULL) {
        free(body);
        return NULL;
    }
    /* What grew by doubling is kept for long. */
    char *fitted = realloc(bytes, size + 1);
    body->bytes = fitted != NULL ? fitted : bytes;
    body->size = size;
    atomic_init(&body->references, 1);
    return body;
}

struct shared_body *shared_body_retain(struct shared_body *body) {
    atomic_fetch_add_explicit(&body->references, 1, memory_order_relaxed);
    return body;
}

void shared_body_release(void *body) {
    struct shared_body *released = body;
    if (released == NULL || atomic_fetch_sub_explicit(&released->references, 1,
                                                      memory_order_acq_rel) > 1)
        return;
    free(released->bytes);
    free(released);
}

void *shared_body_bytes(const struct shared_body *body) {
    return body->bytes;
}

size_t shared_body_size(const struct shared_body *body) {
    return body->size;
}
