/* hash_bits.h - which hashes were met, a bit for each: a hash that was not is
 * said to be in one case of eight at most. So a long list is rid of what has no
 * equal before it is sorted. */
#ifndef CONCORD_CORPUS_HASH_BITS_H
#define CONCORD_CORPUS_HASH_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* A bit for each of the hashes that its width allows. */
struct hash_bits {
    unsigned char *bits;
    unsigned width; /* of a hash, in bits; at least 3 */
};

/* With eight times as many bits as there are hashes, or more; none set. False
 * when memory is out. The caller frees `bits`. */
static inline bool hash_bits_create(struct hash_bits *out, size_t hashes) {
    for (out->width = 3; out->width < 35 && hashes >> (out->width - 3) > 0;)
        out->width++;
    out->bits = (unsigned char *)calloc((size_t)1 << (out->width - 3), 1);
    return out->bits != NULL;
}

static inline bool hash_bits_has(const struct hash_bits *bits, uint64_t hash) {
    size_t at = (size_t)(hash >> (64 - bits->width));
    return (bits->bits[at >> 3] >> (at & 7) & 1) != 0;
}

static inline void hash_bits_set(struct hash_bits *bits, uint64_t hash) {
    size_t at = (size_t)(hash >> (64 - bits->width));
    bits->bits[at >> 3] |= (unsigned char)(1U << (at & 7));
}

#endif
