/* wide_loops.h - the few loops that a search spends its time in, over plain
 * arrays, compiled for several widths of vectors; which is used is decided by
 * the processor that it runs on. Pure. */
#ifndef CONCORD_ENGINE_WIDE_LOOPS_H
#define CONCORD_ENGINE_WIDE_LOOPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- bitmaps of `count` words ---- */

/* How many bits are set; in both. */
size_t wide_count(const uint64_t *bits, size_t count);
size_t wide_count_and(const uint64_t *a, const uint64_t *b, size_t count);

/* How many of `count` places have their bit set in `bits`. */
size_t wide_count_at(const uint64_t *bits, const uint32_t *places,
                     size_t count);

/* Whether any bit is set in both. Quick where one of the first is. */
bool wide_any_and(const uint64_t *a, const uint64_t *b, size_t count);

/* How many of `lists` lists of places have any whose bit is set in `bits`. They
 * lie one behind the other, of these sizes, which are multiples of
 * WIDE_PLACES_AT_ONCE. Quick where the first places do. */
enum { WIDE_PLACES_AT_ONCE = 8 };
size_t wide_lists_with_any(const uint64_t *bits, const uint32_t *places,
                           const uint32_t *sizes, size_t lists);

/* places[i]: how many bits are set before that of docids[i], whose own is set;
 * UINT32_MAX when it is not. before[w]: how many are before word w. */
void wide_places(uint32_t *places, const uint64_t *bits, const uint32_t *before,
                 const uint32_t *docids, size_t count);

/* out = a and b; a or b; a and not b. `out` may be either of them. */
void wide_and(uint64_t *out, const uint64_t *a, const uint64_t *b,
              size_t count);
void wide_or(uint64_t *out, const uint64_t *a, const uint64_t *b, size_t count);
void wide_and_not(uint64_t *out, const uint64_t *a, const uint64_t *b,
                  size_t count);

/* ---- arrays ---- */

/* The greatest of `count` numbers; 0 of none. */
uint32_t wide_greatest(const uint32_t *numbers, size_t count);

/* The sum of `count` numbers; *with gets how many are not 0. */
uint64_t wide_sum(const uint32_t *numbers, size_t count, size_t *with);

/* impacts[i] = top * f / (f + base + slope * the greater of `least` and
 * lengths[i]), rounded down, of f = frequencies[i]. */
struct wide_curve {
    float top; /* below 256 */
    float base;
    float slope;
    float least;
};
void wide_impacts(uint8_t *impacts, const uint32_t *frequencies,
                  const uint32_t *lengths, struct wide_curve curve,
                  size_t count);

/* scores[i] += weight * impacts[i]. */
void wide_score(float *scores, const uint8_t *impacts, float weight,
                size_t count);

/* Bit i of `bits`, of `words` words: numbers[i] is at least `bar`; of ranks, at
 * most that. */
void wide_scores_from(uint64_t *bits, const float *numbers, float bar,
                      size_t words);
void wide_impacts_from(uint64_t *bits, const uint8_t *numbers, uint8_t bar,
                       size_t words);
void wide_ranks_to(uint64_t *bits, const uint32_t *numbers, uint32_t bar,
                   size_t words);

/* ---- words as units (token_code.h) ---- */

/* The first place of `first` with `second` behind it, from `at` on and before
 * `end`, where there is one more unit; else `end`. */
size_t wide_find_pair(const uint16_t *units, size_t at, size_t end,
                      uint16_t first, uint16_t second);

size_t wide_count_units(const uint16_t *units, size_t count, uint16_t unit);

#ifdef __cplusplus
}
#endif

#endif
