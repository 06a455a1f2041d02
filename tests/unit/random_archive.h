/* random_archive.h - archives made at random, and published: papers of words of
 * which few are frequent and most are rare, some very long, some empty, some
 * without a title, a date or a facet, some copies of others; put, put again and
 * removed, so that docids have holes. One seed makes one archive. */
#ifndef CONCORD_TESTS_RANDOM_ARCHIVE_H
#define CONCORD_TESTS_RANDOM_ARCHIVE_H

#include "engine_fixture.h"
#include "plain_reading.h"

struct randomness {
    uint64_t state;
};

/* From 0 to below - 1; `below` is not 0. */
uint32_t random_below(struct randomness *randomness, uint32_t below);

struct random_archive {
    struct fixture fixture;
    struct randomness randomness; /* what is random of it; ask on with it */
    struct plain_archive plain;   /* the papers that are there in the end */
    struct arena arena;
    const char **words; /* the most frequent first */
    size_t word_count;
    bool has_rare_words; /* its first paper has tens of thousands of others */
};

/* Publish it. Fails the running test when something goes wrong. */
void random_archive_create(struct random_archive *archive, uint64_t seed);
void random_archive_destroy(struct random_archive *archive);

/* A word as often as papers have it, or seldom one that none has. */
const char *random_word(struct random_archive *archive);

/* A date as papers have them, of any form; empty for none. */
void random_date(struct randomness *randomness, char out[EDTF_TEXT_MAX]);

/* A value as papers have them, "facet=value". */
const char *random_value(struct random_archive *archive);

#endif
