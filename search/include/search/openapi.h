/* openapi.h - docs/openapi.json, put into programs when they are built
 * (cmake/embed.cmake). */
#ifndef CONCORD_SEARCH_OPENAPI_H
#define CONCORD_SEARCH_OPENAPI_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

extern const unsigned char openapi_json[];
extern const size_t openapi_json_size;
extern const char openapi_sha256[]; /* hex */

#ifdef __cplusplus
}
#endif

#endif
