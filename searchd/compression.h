/* compression.h - gzip, the only user of zlib. Pure. */
#ifndef CONCORD_SEARCHD_COMPRESSION_H
#define CONCORD_SEARCHD_COMPRESSION_H

#include <stdbool.h>

#include "schema/buffer.h"

/* Replace what is in `body` by its gzip form. False, with nothing changed, when
 * that is no shorter or memory is out. */
bool compress_body(struct buffer *body);

#endif
