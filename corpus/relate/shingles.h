/* shingles.h - a text as the set of its short runs of words, and that set cut
 * down to what two texts can be held together by.
 *
 * A shingle is the hash of some folded words running. Three things are kept of
 * a text's set of shingles, each of fixed size:
 *   bands   one-permutation MinHash: the space of hashes is cut into rows, and
 *           of each the least hash is taken. Two sets agree in a row with the
 *           probability of their Jaccard index, so that sets which agree in a
 *           band of rows are likely to be near. Kept is a hash of each band's
 *           rows, and one of the whole sketch.
 *   sketch  the least hashes of all. The same of two sets say how much they
 *           have in common: exactly while all fit, by sampling when not.
 *   marks   the words with a capital within a sentence, and years: what a
 *           template is filled in with.
 * The hashes are the same on every machine. */
#ifndef CONCORD_CORPUS_RELATE_SHINGLES_H
#define CONCORD_CORPUS_RELATE_SHINGLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"
#include "schema/status.h"

enum {
    SHINGLE_TEXT_WORDS = 4,
    SHINGLE_CLAUSE_WORDS = 3,
    PRINT_BANDS = 33, /* the last: the whole sketch */
    SKETCH_MAX = 512,
    MARKS_MAX = 128,
    CLAUSE_SHINGLES_MAX = 48,
    SHINGLE_WORDS_MAX = 2 * 1000 * 1000 /* of a text; the rest is not read */
};

/* A word of a text: where it begins and its hash. */
struct hashed_word {
    uint32_t start;
    uint32_t hash;
    bool marked; /* a capital within a sentence, or a year */
};

struct hashed_words {
    struct hashed_word *words;
    size_t count;
};

/* A hash as it stands in packed claims, at any address: hashes of papers are
 * many, and stay where they were read. */
struct packed_hash {
    unsigned char bytes[4]; /* the least first */
};

static inline uint32_t unpack_hash(struct packed_hash hash) {
    return (uint32_t)hash.bytes[0] | (uint32_t)hash.bytes[1] << 8 |
           (uint32_t)hash.bytes[2] << 16 | (uint32_t)hash.bytes[3] << 24;
}

static inline struct packed_hash pack_hash(uint32_t hash) {
    return (struct packed_hash){
        {(unsigned char)(hash & 0xFF), (unsigned char)(hash >> 8 & 0xFF),
         (unsigned char)(hash >> 16 & 0xFF), (unsigned char)(hash >> 24)}};
}

/* Hashes in ascending order, none twice. */
struct sketch {
    const struct packed_hash *hashes;
    size_t count;
    size_t total; /* about how many there were before the cut */
};

struct mark {
    uint32_t hash;
    uint32_t count;
};

/* Of a text. The arena owns what it points at. */
struct text_print {
    const struct packed_hash *bands; /* PRINT_BANDS of them */
    struct sketch sketch;
    const struct mark *marks; /* by hash */
    size_t mark_count;
    uint32_t mark_floor; /* a mark this rare may have been left out */
};

/* The words of `text`; at most SHINGLE_WORDS_MAX. */
enum concord_status words_hash(struct hashed_words *out, struct arena *arena,
                               const char *text, size_t size,
                               struct concord_error *err);

/* What is kept of a whole text. */
enum concord_status text_print_make(struct text_print *out, struct arena *arena,
                                    const struct hashed_words *words,
                                    struct concord_error *err);

/* The least `most` (at most SKETCH_MAX) shingles of `width` words of `words`
 * first..end. A text shorter than a shingle has one, of all its words. */
enum concord_status sketch_make(struct sketch *out, struct arena *arena,
                                const struct hashed_words *words, size_t first,
                                size_t end, size_t width, size_t most,
                                struct concord_error *err);

/* How much two sets have in common, from 0 to 1: of all that is in either, and
 * of the smaller. */
struct likeness {
    double jaccard;
    double contained;
};
struct likeness sketch_compare(const struct sketch *a, const struct sketch *b);

#endif
