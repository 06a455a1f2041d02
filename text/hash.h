/* hash.h - the hash of a word (FNV-1a, 32 bits) for the room's own tables.
 * Private to text/. It withstands no attack and need not: a text's words are
 * only looked up, or kept in one place each; what is chained is our own. */
#ifndef CONCORD_TEXT_HASH_H
#define CONCORD_TEXT_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t hash_word(const char *word, size_t length) {
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619U;
    return hash ^ hash >> 15; /* tables take the low bits */
}

#endif
