/* test_token_run.c - words looked for in runs of units, against plain search in
 * lists of numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/posting_plan.h"
#include "token_run.h"

enum { WORDS_MAX = 400, ROUNDS = 3000, VOCABULARY = 12 };

/* Numbers of either length, and those where the lengths meet. */
static const uint32_t vocabulary[VOCABULARY] = {
    1,      2,      3,      0x1000,     0xDFFF, 0xE000,
    0xE001, 0xEFFF, 0xF000, 0xF000 + 1, 123456, TOKEN_NUMBER_MAX};

struct text {
    uint32_t numbers[WORDS_MAX]; /* 0: a border */
    uint32_t places[WORDS_MAX];
    size_t count;
    uint16_t units[TOKEN_UNITS_MAX * WORDS_MAX];
    struct token_run run;
};

static uint32_t seed;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static uint32_t draw_word(void) {
    return vocabulary[draw(draw(2) == 0 ? 3 : VOCABULARY)];
}

static void make_text(struct text *text) {
    uint32_t place = 0;
    text->count = draw(WORDS_MAX);
    text->run = (struct token_run){text->units, 0};
    for (size_t i = 0; i < text->count; i++) {
        uint32_t number = draw(20) == 0 ? 0 : draw_word();
        text->numbers[i] = number;
        text->places[i] = place;
        place += number == 0 ? PLAN_BLOCK_GAP : 1;
        if (number == 0)
            text->units[text->run.count++] = TOKEN_BORDER;
        else
            text->run.count +=
                token_encode(text->units + text->run.count, number);
    }
}

static unsigned count_plainly(const struct text *text, const uint32_t *words,
                              size_t count) {
    unsigned found = 0;
    for (size_t i = 0; i + count <= text->count; i++)
        found += memcmp(text->numbers + i, words, count * sizeof *words) == 0;
    return found;
}

static void phrases_are_found_where_they_stand(void **state) {
    (void)state;
    static struct text text;
    unsigned found = 0;
    for (seed = 1; seed < ROUNDS; seed++) {
        uint32_t kept = seed;
        uint32_t words[6];
        size_t count = 1 + draw(6);
        struct token_pattern pattern;
        make_text(&text);
        for (size_t i = 0; i < count; i++)
            words[i] = draw_word();
        token_pattern_make(&pattern, words, count);
        unsigned expected = count_plainly(&text, words, count);
        if (token_run_count_phrase(text.run, &pattern) != expected ||
            token_run_has_phrase(text.run, &pattern) != (expected > 0))
            fail_msg("seed %u", kept);
        found += expected > 0;
        seed = kept;
    }
    assert_true(found > ROUNDS / 10);
    assert_true(found < ROUNDS * 9 / 10);
}

static void a_phrase_of_units_across_words_is_none(void **state) {
    (void)state;
    uint16_t units[TOKEN_UNITS_MAX];
    struct token_pattern pattern;
    uint32_t second = 0xF000; /* as the second unit of another would be */
    token_encode(units, 0xE000);
    token_pattern_make(&pattern, &second, 1);
    assert_false(token_run_has_phrase((struct token_run){units, 2}, &pattern));
}

static void a_phrase_with_an_unknown_word_stands_nowhere(void **state) {
    (void)state;
    const uint16_t units[] = {1, 0, 2};
    const uint32_t words[] = {1, 0, 2};
    struct token_pattern pattern;
    token_pattern_make(&pattern, words, 3);
    assert_false(token_run_has_phrase((struct token_run){units, 3}, &pattern));
    token_pattern_make(&pattern, words, 0);
    assert_false(token_run_has_phrase((struct token_run){units, 3}, &pattern));
}

/* Whether the words from `from` on can be given places of their own, all within
 * `window` from the lowest, which is `low`. */
static bool fit(const struct text *text, const uint32_t *words, size_t count,
                uint32_t low, uint32_t window, bool *taken) {
    if (count == 0)
        return true;
    for (size_t i = 0; i < text->count; i++) {
        if (taken[i] || text->numbers[i] != words[0] || text->places[i] < low ||
            text->places[i] - low >= window)
            continue;
        taken[i] = true;
        if (fit(text, words + 1, count - 1, low, window, taken)) {
            taken[i] = false;
            return true;
        }
        taken[i] = false;
    }
    return false;
}

static bool near_plainly(const struct text *text, const uint32_t *words,
                         size_t count, uint32_t window) {
    static bool taken[WORDS_MAX];
    for (size_t i = 0; i < text->count; i++)
        if (fit(text, words, count, text->places[i], window, taken))
            return true;
    return false;
}

static void words_are_near_within_the_window_in_any_order(void **state) {
    (void)state;
    static struct text text;
    unsigned found = 0;
    for (seed = 1; seed < ROUNDS; seed++) {
        uint32_t kept = seed;
        uint32_t words[3];
        size_t count = 2 + draw(2);
        uint32_t window = 1 + draw(draw(2) == 0 ? 6 : PLAN_BLOCK_GAP);
        struct arena arena = {0};
        struct token_near near;
        make_text(&text);
        text.count = text.count / 8;
        text.run.count = 0;
        for (size_t i = 0; i < text.count; i++)
            text.run.count += text.numbers[i] < TOKEN_LEAD ? 1 : 2;
        for (size_t i = 0; i < count; i++)
            words[i] = draw_word();
        assert_true(token_near_make(&near, &arena, words, count, window));
        bool expected = near_plainly(&text, words, count, window);
        if (token_run_has_near(text.run, &near) != expected)
            fail_msg("seed %u", kept);
        found += expected;
        arena_clear(&arena);
        seed = kept;
    }
    assert_true(found > ROUNDS / 10);
    assert_true(found < ROUNDS * 9 / 10);
}

static void a_walk_meets_every_word_sought_and_no_other(void **state) {
    (void)state;
    static struct text text;
    for (seed = 1; seed < ROUNDS; seed++) {
        uint32_t kept = seed;
        struct token_sought sought[VOCABULARY];
        uint32_t tags[VOCABULARY] = {0};
        size_t count = 0;
        struct arena arena = {0};
        struct token_hit hit;
        make_text(&text);
        for (uint32_t i = 0; i < VOCABULARY; i++)
            if (draw(3) == 0) {
                tags[i] = 1 + draw(3);
                sought[count++] = (struct token_sought){vocabulary[i], tags[i]};
            }
        const struct token_seeker *seeker =
            token_seeker_create(&arena, sought, count);
        struct token_walk walk = token_walk_begin(text.run, seeker);
        for (size_t i = 0; i < text.count; i++)
            for (uint32_t j = 0; j < VOCABULARY; j++)
                if (text.numbers[i] == vocabulary[j] && tags[j] != 0 &&
                    (!token_walk_next(&walk, &hit) ||
                     hit.place != text.places[i] || hit.tag != tags[j]))
                    fail_msg("seed %u", kept);
        assert_false(token_walk_next(&walk, &hit));
        arena_clear(&arena);
        seed = kept;
    }
}

/* Damaged units are looked at and no others. */
static void any_units_can_be_walked(void **state) {
    (void)state;
    struct arena arena = {0};
    struct token_sought sought[VOCABULARY];
    struct token_near near;
    struct token_pattern pattern;
    for (uint32_t i = 0; i < VOCABULARY; i++)
        sought[i] = (struct token_sought){vocabulary[i], i};
    const struct token_seeker *seeker =
        token_seeker_create(&arena, sought, VOCABULARY);
    assert_true(token_near_make(&near, &arena, vocabulary, VOCABULARY, 9));
    token_pattern_make(&pattern, vocabulary, VOCABULARY);
    for (seed = 1; seed < ROUNDS; seed++) {
        uint32_t kept = seed;
        size_t count = draw(50);
        /* So that a tool that watches memory sees a step too far. */
        uint16_t *units = malloc(count * sizeof *units + 1);
        assert_non_null(units);
        for (size_t i = 0; i < count; i++)
            units[i] = (uint16_t)(draw(2) == 0 ? 0xE000 + draw(0x2000)
                                               : draw(0x10000));
        struct token_run run = {units, count};
        struct token_walk walk = token_walk_begin(run, seeker);
        struct token_hit hit;
        while (token_walk_next(&walk, &hit))
            assert_true(hit.tag < VOCABULARY);
        token_run_has_near(run, &near);
        token_run_count_phrase(run, &pattern);
        free(units);
        seed = kept;
    }
    arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_are_found_where_they_stand),
        cmocka_unit_test(a_phrase_of_units_across_words_is_none),
        cmocka_unit_test(a_phrase_with_an_unknown_word_stands_nowhere),
        cmocka_unit_test(words_are_near_within_the_window_in_any_order),
        cmocka_unit_test(a_walk_meets_every_word_sought_and_no_other),
        cmocka_unit_test(any_units_can_be_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
