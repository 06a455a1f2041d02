/* openapi.h - docs/openapi.json, put into the program when it is built
 * (cmake/embed.cmake). */
#ifndef CONCORD_SEARCHD_OPENAPI_H
#define CONCORD_SEARCHD_OPENAPI_H

#include <stddef.h>

extern const unsigned char openapi_json[];
extern const size_t openapi_json_size;
extern const char openapi_sha256[]; /* hex */

#endif
