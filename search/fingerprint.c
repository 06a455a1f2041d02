/* fingerprint.c - Fowler, Noll and Vo's hash. */
#include "fingerprint.h"

#include <string.h>

uint64_t fingerprint_text(uint64_t hash, const char *text) {
    size_t size = strlen(text) + 1; /* the NUL keeps two texts two */
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return hash;
}

uint64_t fingerprint_manifest(uint64_t hash, const struct manifest *manifest) {
    for (unsigned shift = 0; shift < 64; shift += 8)
        hash = (hash ^ (manifest->fingerprint >> shift & 0xFF)) *
               UINT64_C(1099511628211);
    return hash;
}
