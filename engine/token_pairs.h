/* token_pairs.h - which words stand side by side in a text, in a few bits: what
 * they deny need not be looked for among the words. A Bloom filter with one
 * hash function (B. H. Bloom, Space/time trade-offs in hash coding with
 * allowable errors, CACM 13, 1970): of pairs that are nowhere in a text, the
 * bits deny about seven in ten. */
#ifndef CONCORD_ENGINE_TOKEN_PAIRS_H
#define CONCORD_ENGINE_TOKEN_PAIRS_H

#include <stddef.h>
#include <stdint.h>

#include "engine/query.h"

enum { TOKEN_PAIR_BITS = 3 /* a unit of the text */ };

/* The bits of a text of so many units; they fill whole units. */
static inline uint64_t token_pairs_bits(uint32_t units) {
    return ((uint64_t)units * TOKEN_PAIR_BITS + 15) / 16 * 16;
}

/* One word behind another, by their numbers. */
static inline uint32_t token_pair_hash(uint32_t first, uint32_t second) {
    uint64_t both = (uint64_t)first << 32 | second;
    both *= 0x9E3779B97F4A7C15u;
    both ^= both >> 32;
    return (uint32_t)((both * 0x9E3779B97F4A7C15u) >> 32);
}

/* The bit of a pair, of so many. */
static inline uint64_t token_pair_bit(uint32_t hash, uint64_t bits) {
    return hash * bits >> 32;
}

/* The pairs of a phrase, hashed. */
struct token_pairs {
    uint32_t hashes[QUERY_PHRASE_MAX];
    size_t count;
};

#endif
