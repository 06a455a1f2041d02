/* random.h - numbers that are the same on every machine: whole-number
 * arithmetic only, and no state but the caller's.
 * SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
 * Generators", OOPSLA 2014. */
#ifndef CONCORD_BENCH_RANDOM_H
#define CONCORD_BENCH_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state;
};

static inline uint64_t random_next(struct random *random) {
    uint64_t mixed = random->state += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
}

/* The numbers that belong to the thing `number` of the kind `kind`, whatever
 * was drawn before. */
static inline struct random random_of(uint64_t seed, uint64_t kind,
                                      uint64_t number) {
    struct random random = {seed};
    random.state = random_next(&random) ^ (kind << 56);
    random.state = random_next(&random) ^ number;
    return random;
}

/* One of 0..below-1. */
static inline uint64_t random_below(struct random *random, uint64_t below) {
    uint64_t drawn = random_next(random) >> 32;
    return below <= UINT32_MAX ? drawn * below >> 32
                               : random_next(random) % below;
}

static inline int random_percent(struct random *random, unsigned percent) {
    return random_below(random, 100) < percent;
}

#endif
