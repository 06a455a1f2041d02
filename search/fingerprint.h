/* fingerprint.h - tells texts and generations apart by a number. FNV-1a, 64
 * bits: it withstands no forger, and nothing that is named by it needs to.
 * Private to this room; pure. */
#ifndef CONCORD_SEARCH_FINGERPRINT_H
#define CONCORD_SEARCH_FINGERPRINT_H

#include <stdint.h>

#include "engine/manifest.h"

#define FINGERPRINT_START UINT64_C(14695981039346656037)

/* Each returns `hash` with the thing taken in. Two texts stay two. */
uint64_t fingerprint_text(uint64_t hash, const char *text);

/* What the generation is, wherever it was built and under whatever number. */
uint64_t fingerprint_manifest(uint64_t hash, const struct manifest *manifest);

#endif
