/* wide_loops.c - loops that compilers make vectors of. */
#include "wide_loops.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* A clone for each level of the x86-64 psABI; the loader picks one. Its
 * resolvers run before a sanitizer is ready. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&         \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WIDE                                                                   \
    __attribute__((                                                            \
        target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WIDE
#endif

/* ---- bitmaps ---- */

static inline size_t add_bits(const uint64_t *a, const uint64_t *b,
                              size_t count) {
    size_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (size_t)__builtin_popcountll(a[i] & b[i]);
    return sum;
}

/* Counting the bits of a vector is an instruction that no level has. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
__attribute__((target("avx512f,avx512bw,avx512vl,avx512vpopcntdq,popcnt,"
                      "prefer-vector-width=512"))) static size_t
add_bits_of_vectors(const uint64_t *a, const uint64_t *b, size_t count) {
    return add_bits(a, b, count);
}
__attribute__((target("popcnt"))) static size_t
add_bits_of_words(const uint64_t *a, const uint64_t *b, size_t count) {
    return add_bits(a, b, count);
}
size_t wide_count_and(const uint64_t *a, const uint64_t *b, size_t count) {
    if (__builtin_cpu_supports("avx512vpopcntdq") &&
        __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl"))
        return add_bits_of_vectors(a, b, count);
    if (__builtin_cpu_supports("popcnt"))
        return add_bits_of_words(a, b, count);
    return add_bits(a, b, count);
}
#else
size_t wide_count_and(const uint64_t *a, const uint64_t *b, size_t count) {
    return add_bits(a, b, count);
}
#endif

size_t wide_count(const uint64_t *bits, size_t count) {
    return wide_count_and(bits, bits, count);
}

WIDE size_t wide_count_at(const uint64_t *bits, const uint32_t *places,
                          size_t count) {
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += bits[places[i] / 64] >> (places[i] % 64) & 1;
    return (size_t)sum;
}

bool wide_any_and(const uint64_t *a, const uint64_t *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        if ((a[i] & b[i]) != 0)
            return true;
    return false;
}

WIDE size_t wide_lists_with_any(const uint64_t *bits, const uint32_t *places,
                                const uint32_t *sizes, size_t lists) {
    size_t with = 0;
    for (size_t list = 0; list < lists; places += sizes[list++]) {
        uint64_t any = 0;
        for (size_t at = 0; at < sizes[list] && (any & 1) == 0;
             at += WIDE_PLACES_AT_ONCE)
            for (size_t i = at; i < at + WIDE_PLACES_AT_ONCE; i++)
                any |= bits[places[i] / 64] >> (places[i] % 64);
        with += any & 1;
    }
    return with;
}

WIDE void wide_places(uint32_t *places, const uint64_t *bits,
                      const uint32_t *before, const uint32_t *docids,
                      size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint64_t word = bits[docids[i] / 64];
        uint64_t below = (UINT64_C(1) << (docids[i] % 64)) - 1;
        uint32_t place = before[docids[i] / 64] +
                         (uint32_t)__builtin_popcountll(word & below);
        places[i] = (word >> (docids[i] % 64) & 1) != 0 ? place : UINT32_MAX;
    }
}

WIDE void wide_and(uint64_t *out, const uint64_t *a, const uint64_t *b,
                   size_t count) {
    for (size_t i = 0; i < count; i++)
        out[i] = a[i] & b[i];
}

WIDE void wide_or(uint64_t *out, const uint64_t *a, const uint64_t *b,
                  size_t count) {
    for (size_t i = 0; i < count; i++)
        out[i] = a[i] | b[i];
}

WIDE void wide_and_not(uint64_t *out, const uint64_t *a, const uint64_t *b,
                       size_t count) {
    for (size_t i = 0; i < count; i++)
        out[i] = a[i] & ~b[i];
}

/* ---- arrays ---- */

WIDE uint32_t wide_greatest(const uint32_t *numbers, size_t count) {
    uint32_t greatest = 0;
    for (size_t i = 0; i < count; i++)
        greatest = numbers[i] > greatest ? numbers[i] : greatest;
    return greatest;
}

WIDE uint64_t wide_sum(const uint32_t *numbers, size_t count, size_t *with) {
    uint64_t sum = 0;
    size_t not_zero = 0;
    for (size_t i = 0; i < count; i++) {
        sum += numbers[i];
        not_zero += numbers[i] != 0;
    }
    *with = not_zero;
    return sum;
}

WIDE void wide_impacts(uint8_t *restrict impacts,
                       const uint32_t *restrict frequencies,
                       const uint32_t *restrict lengths,
                       struct wide_curve curve, size_t count) {
    for (size_t i = 0; i < count; i++) {
        float frequency = (float)frequencies[i];
        float length = (float)lengths[i];
        length = length > curve.least ? length : curve.least;
        float norm = curve.base + curve.slope * length;
        impacts[i] = (uint8_t)(int)(curve.top * frequency / (frequency + norm));
    }
}

WIDE void wide_score(float *restrict scores, const uint8_t *restrict impacts,
                     float weight, size_t count) {
    for (size_t i = 0; i < count; i++)
        scores[i] += weight * (float)impacts[i];
}

/* A bit of each of 64 bytes that are 0 or 1. */
#ifdef __SSE2__
static inline uint64_t pack_bits(const uint8_t *bytes) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < 4; i++) {
        __m128i chosen = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
        chosen = _mm_slli_epi16(chosen, 7);
        bits |= (uint64_t)(unsigned)_mm_movemask_epi8(chosen) << (16 * i);
    }
    return bits;
}
#else
/* A product gathers those of eight in its highest byte. */
static inline uint64_t pack_bits(const uint8_t *bytes) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < 8; i++) {
        uint64_t eight;
        memcpy(&eight, bytes + 8 * i, sizeof eight);
        bits |= eight * UINT64_C(0x0102040810204080) >> 56 << (8 * i);
    }
    return bits;
}
#endif

#define WIDE_CHOICE(name, type, compares)                                      \
    WIDE void name(uint64_t *restrict bits, const type *restrict numbers,      \
                   type bar, size_t words) {                                   \
        for (size_t word = 0; word < words; word++, numbers += 64) {           \
            uint8_t chosen[64];                                                \
            for (unsigned i = 0; i < 64; i++)                                  \
                chosen[i] = numbers[i] compares bar;                           \
            bits[word] = pack_bits(chosen);                                    \
        }                                                                      \
    }

WIDE_CHOICE(wide_scores_from, float, >=)
WIDE_CHOICE(wide_impacts_from, uint8_t, >=)
WIDE_CHOICE(wide_ranks_to, uint32_t, <=)

/* ---- words as units ---- */

enum { STRIDE = 64 };

/* Most strides have none, which is found out first. */
WIDE size_t wide_find_pair(const uint16_t *units, size_t at, size_t end,
                           uint16_t first, uint16_t second) {
    for (; at + STRIDE <= end; at += STRIDE) {
        uint16_t any = 0;
        for (size_t i = 0; i < STRIDE; i++)
            any |= (uint16_t)((units[at + i] == first) &
                              (units[at + i + 1] == second));
        if (any != 0)
            break;
    }
    for (; at < end; at++)
        if (units[at] == first && units[at + 1] == second)
            return at;
    return end;
}

WIDE size_t wide_count_units(const uint16_t *units, size_t count,
                             uint16_t unit) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += units[i] == unit;
    return found;
}
