/* answer_key.h - what an answer depends on beside the generation: the same for
 * two requests that must be answered the same. Pure. */
#ifndef CONCORD_SEARCHD_ANSWER_KEY_H
#define CONCORD_SEARCHD_ANSWER_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/buffer.h"

enum { ANSWER_KEY_MAX = 16 * 1024 };

/* Everything in a request that its answer is made of. */
struct answer_subject {
    size_t route;        /* its number */
    const char *segment; /* of the path, or NULL */
    const char *query;   /* behind the '?', as it came, or NULL */
    bool gzip;           /* the answer may be packed */
};

/* Append the key. Escapes and the order of parameters of different names make
 * no difference; those given twice or empty do, for they may be refused. False
 * when the query cannot be read, or memory is out: then there is no key. */
bool answer_key_write(struct buffer *out, const struct answer_subject *subject);

#endif
