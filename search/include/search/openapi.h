/* openapi.h - docs/openapi.json, put into programs when they are built
 * (cmake/embed.cmake). */
#ifndef CONCORD_SEARCH_OPENAPI_H
#define CONCORD_SEARCH_OPENAPI_H

#include <stddef.h>

#include "schema/buffer.h"
#include "schema/schema.h"

#ifdef __cplusplus
extern "C" {
#endif

extern const unsigned char openapi_json[];
extern const size_t openapi_json_size;
extern const char openapi_sha256[]; /* hex */

enum { OPENAPI_BYTES_MAX = 1024 * 1024 };

/* Append the description with the words of `schema` in it: where it says
 * "x-vocabulary" the values that are taken there follow, as an enum or a
 * pattern. They are data, and an index has its own. With `schema` NULL as it
 * stands. `out` has failed when memory was out. */
void openapi_write(struct buffer *out, const struct schema *schema);

#ifdef __cplusplus
}
#endif

#endif
