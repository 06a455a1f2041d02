/* compression.h - gzip, the only user of zlib. Pure. */
#ifndef CONCORD_SEARCHD_COMPRESSION_H
#define CONCORD_SEARCHD_COMPRESSION_H

#include <stdbool.h>

#include "schema/buffer.h"

/* Replace what is in `body` by its gzip form. False, with nothing changed, when
 * that is no shorter or memory is out. */
bool compress_body(struct buffer *body);

/* What is packed a piece at a time. One thread at a time. */
struct packing;

/* NULL when memory is out. */
struct packing *packing_create(void);
void packing_destroy(struct packing *packing);

/* Put the piece in `body`, packed, in its own place; `last` says that none
 * follows. Whoever has all pieces up to it can unpack it at once. False when
 * memory is out; then `body` is nothing to be sent. */
bool packing_put(struct packing *packing, struct buffer *body, bool last);

#endif
