/* extract_form.h - an extract as bytes: what a worker sends back over its pipe,
 * and what a generation keeps so that nothing is extracted twice. Pure. */
#ifndef CONCORD_CORPUS_EXTRACT_FORM_H
#define CONCORD_CORPUS_EXTRACT_FORM_H

#include <stddef.h>

#include "corpus/extract.h"
#include "schema/buffer.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Append the packed form to *out; a failure shows in buffer_ok(). */
void extract_pack(struct buffer *out, const struct extract *extract);

/* The caller owns *out and frees it with extract_destroy(). CONCORD_CORRUPT
 * when the bytes are not a packed extract, whatever they are: they may come
 * from a worker that a hostile file has taken over. CONCORD_NO_MEMORY. */
enum concord_status extract_unpack(struct extract **out, const void *bytes,
                                   size_t size, struct concord_error *err);

/* Which form this is: another one is not understood. */
const char *extract_form_version(void);

#ifdef __cplusplus
}
#endif

#endif
