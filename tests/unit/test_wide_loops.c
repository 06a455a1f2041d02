/* test_wide_loops.c - loops over vectors against plain ones, of every length up
 * to a few vectors, wherever in memory they begin. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "random_archive.h"
#include "wide_loops.h"

enum { WORDS = 40, UNITS = 400, ROUNDS = 3000 };

static struct randomness randomness = {20090116};

static uint32_t pick(uint32_t below) {
    return random_below(&randomness, below);
}

static uint64_t any_word(void) {
    uint64_t word = (uint64_t)pick(1u << 31) << 33 | pick(1u << 31);
    return pick(4) == 0 ? 0 : pick(4) == 0 ? UINT64_MAX : word;
}

static void bitmaps_are_joined_word_by_word(void **state) {
    uint64_t a[WORDS];
    uint64_t b[WORDS];
    uint64_t out[3][WORDS];
    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        size_t first = pick(8);
        size_t count = pick(WORDS - 8);
        size_t common = 0;
        size_t set = 0;
        for (size_t i = 0; i < WORDS; i++) {
            a[i] = out[0][i] = out[1][i] = out[2][i] = any_word();
            b[i] = any_word();
        }
        wide_and(out[0] + first, a + first, b + first, count);
        wide_or(out[1] + first, out[1] + first, b + first, count);
        wide_and_not(out[2] + first, out[2] + first, b + first, count);
        for (size_t i = 0; i < WORDS; i++) {
            bool within = i >= first && i < first + count;
            assert_true(out[0][i] == (within ? a[i] & b[i] : a[i]));
            assert_true(out[1][i] == (within ? a[i] | b[i] : a[i]));
            assert_true(out[2][i] == (within ? a[i] & ~b[i] : a[i]));
            for (unsigned bit = 0; within && bit < 64; bit++) {
                set += a[i] >> bit & 1;
                common += (a[i] & b[i]) >> bit & 1;
            }
        }
        assert_int_equal(wide_count(a + first, count), set);
        assert_int_equal(wide_count_and(a + first, b + first, count), common);
    }
}

static void places_are_looked_up_one_by_one(void **state) {
    uint64_t bits[WORDS];
    uint32_t places[UNITS];
    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        size_t count = pick(UNITS);
        size_t set = 0;
        for (size_t i = 0; i < WORDS; i++)
            bits[i] = any_word();
        for (size_t i = 0; i < count; i++) {
            places[i] = pick(WORDS * 64);
            set += bits[places[i] / 64] >> (places[i] % 64) & 1;
        }
        assert_int_equal(wide_count_at(bits, places, count), set);
    }
}

static void one_is_found_wherever_it_is(void **state) {
    uint64_t a[WORDS];
    uint64_t b[WORDS];
    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        size_t words = pick(WORDS);
        for (size_t i = 0; i < WORDS; i++) {
            a[i] = pick(20) == 0 ? any_word() : 0;
            b[i] = pick(2) == 0 ? ~a[i] : any_word();
        }
        assert_int_equal(wide_any_and(a, b, words),
                         wide_count_and(a, b, words) > 0);
    }
}

static void lists_with_one_are_counted(void **state) {
    enum { LISTS = 20, STEPS = 4 };
    uint64_t bits[WORDS];
    uint32_t places[LISTS * STEPS * WIDE_PLACES_AT_ONCE];
    uint32_t sizes[LISTS];
    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        size_t end = 0;
        size_t with = 0;
        for (size_t i = 0; i < WORDS; i++)
            bits[i] = pick(20) == 0 ? any_word() : 0;
        for (size_t i = 0; i < LISTS; i++) {
            sizes[i] = pick(STEPS) * WIDE_PLACES_AT_ONCE;
            for (size_t j = 0; j < sizes[i]; j++)
                places[end + j] = pick(WORDS * 64);
            with += wide_count_at(bits, places + end, sizes[i]) > 0;
            end += sizes[i];
        }
        assert_int_equal(wide_lists_with_any(bits, places, sizes, LISTS), with);
    }
}

static void a_place_is_the_number_of_bits_before(void **state) {
    uint64_t bits[WORDS];
    uint32_t before[WORDS];
    uint32_t docids[UNITS];
    uint32_t places[UNITS];
    (void)state;
    for (unsigned round = 0; round < ROUNDS / 100; round++) {
        size_t count = pick(UNITS);
        for (size_t i = 0; i < WORDS; i++) {
            bits[i] = any_word();
            before[i] =
                i == 0 ? 0
                       : before[i - 1] + (uint32_t)wide_count(bits + i - 1, 1);
        }
        for (size_t i = 0; i < count; i++)
            docids[i] = pick(WORDS * 64);
        wide_places(places, bits, before, docids, count);
        for (size_t i = 0; i < count; i++) {
            uint32_t set = 0;
            for (uint32_t bit = 0; bit < docids[i]; bit++)
                set += (bits[bit / 64] >> (bit % 64) & 1) != 0;
            bool has = (bits[docids[i] / 64] >> (docids[i] % 64) & 1) != 0;
            assert_int_equal(places[i], has ? set : UINT32_MAX);
        }
    }
}

static void numbers_are_summed_up(void **state) {
    uint32_t numbers[UNITS];
    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        size_t count = pick(UNITS);
        uint64_t sum = 0;
        uint32_t greatest = 0;
        size_t not_zero = 0;
        size_t with = SIZE_MAX;
        for (size_t i = 0; i < count; i++) {
            numbers[i] = pick(2) == 0 ? 0 : UINT32_MAX - pick(1u << pick(31));
            sum += numbers[i];
            not_zero += numbers[i] != 0;
            greatest = numbers[i] > greatest ? numbers[i] : greatest;
        }
        assert_true(wide_sum(numbers, count, &with) == sum);
        assert_int_equal(with, not_zero);
        assert_int_equal(wide_greatest(numbers, count), greatest);
    }
}

static void what_reaches_a_bar_gets_a_bit(void **state) {
    static float scores[WORDS * 64];
    static uint32_t ranks[WORDS * 64];
    static uint8_t impacts[WORDS * 64];
    uint64_t by_score[WORDS];
    uint64_t by_rank[WORDS];
    uint64_t by_impact[WORDS];
    (void)state;
    for (unsigned round = 0; round < ROUNDS / 10; round++) {
        size_t words = pick(WORDS);
        uint32_t bar = pick(1u << pick(8));
        for (size_t i = 0; i < words * 64; i++) {
            ranks[i] = pick(200);
            scores[i] = (float)ranks[i] / 4;
            impacts[i] = (uint8_t)ranks[i];
        }
        wide_scores_from(by_score, scores, (float)bar / 4, words);
        wide_ranks_to(by_rank, ranks, bar, words);
        wide_impacts_from(by_impact, impacts, (uint8_t)bar, words);
        for (size_t i = 0; i < words * 64; i++) {
            assert_int_equal(by_score[i / 64] >> (i % 64) & 1, ranks[i] >= bar);
            assert_int_equal(by_rank[i / 64] >> (i % 64) & 1, ranks[i] <= bar);
            assert_int_equal(by_impact[i / 64] >> (i % 64) & 1,
                             ranks[i] >= bar);
        }
    }
}

static void scores_grow_by_weighed_impacts(void **state) {
    float scores[UNITS];
    uint8_t impacts[UNITS];
    (void)state;
    for (unsigned round = 0; round < ROUNDS / 10; round++) {
        size_t first = pick(64);
        size_t count = pick(UNITS - 64);
        for (size_t i = 0; i < UNITS; i++) {
            impacts[i] = (uint8_t)pick(256);
            scores[i] = (float)i;
        }
        wide_score(scores + first, impacts + first, 0.25F, count);
        for (size_t i = 0; i < UNITS; i++) {
            bool within = i >= first && i < first + count;
            float more = within ? 0.25F * (float)impacts[i] : 0;
            assert_true(scores[i] == (float)i + more);
        }
    }
}

/* In single precision a step may be missed by one where it ends. */
static void impacts_follow_their_curve(void **state) {
    static const struct wide_curve curve = {255, 0.8F, 0.004F, 120};
    uint32_t lengths[UNITS];
    uint32_t frequencies[UNITS];
    uint8_t impacts[UNITS];
    (void)state;
    for (unsigned round = 0; round < ROUNDS / 10; round++) {
        size_t count = pick(UNITS);
        for (size_t i = 0; i < count; i++) {
            lengths[i] = pick(1000);
            frequencies[i] = pick(1u << pick(12));
        }
        wide_impacts(impacts, frequencies, lengths, curve, count);
        for (size_t i = 0; i < count; i++) {
            double length = lengths[i] < 120 ? 120 : lengths[i];
            double exact =
                255 * frequencies[i] / (frequencies[i] + 0.8 + 0.004 * length);
            assert_true(impacts[i] <= exact + 1e-3);
            assert_true(impacts[i] > exact - 1 - 1e-3);
        }
    }
}

static void pairs_of_units_are_found_where_they_first_stand(void **state) {
    uint16_t units[UNITS + 1];
    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        uint32_t kinds = 2 + pick(1u << pick(10));
        uint16_t first = (uint16_t)pick(kinds);
        uint16_t second = (uint16_t)pick(kinds);
        size_t at = pick(UNITS);
        size_t end = at + pick((uint32_t)(UNITS - at) + 1);
        size_t place = at;
        size_t count = 0;
        for (size_t i = 0; i <= UNITS; i++)
            units[i] = (uint16_t)pick(kinds);
        if (end > at) { /* or few would be found far from the beginning */
            size_t planted = at + pick((uint32_t)(end - at));
            units[planted] = first;
            units[planted + 1] = second;
        }
        for (size_t i = at; i < end; i++)
            count += units[i] == first;
        while (place < end &&
               (units[place] != first || units[place + 1] != second))
            place++;
        assert_int_equal(wide_find_pair(units, at, end, first, second), place);
        assert_int_equal(wide_count_units(units + at, end - at, first), count);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bitmaps_are_joined_word_by_word),
        cmocka_unit_test(places_are_looked_up_one_by_one),
        cmocka_unit_test(one_is_found_wherever_it_is),
        cmocka_unit_test(lists_with_one_are_counted),
        cmocka_unit_test(a_place_is_the_number_of_bits_before),
        cmocka_unit_test(numbers_are_summed_up),
        cmocka_unit_test(what_reaches_a_bar_gets_a_bit),
        cmocka_unit_test(scores_grow_by_weighed_impacts),
        cmocka_unit_test(impacts_follow_their_curve),
        cmocka_unit_test(pairs_of_units_are_found_where_they_first_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
