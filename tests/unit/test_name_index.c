/* test_name_index.c - items found by the hashes of their names. */
#include "schema/name_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
/* cmocka.h wants what stands before it. */
#include <cmocka.h>

enum { NAMES = 300, STEPS = 20000 };

/* Place i has the name i; `sought` is a number. */
static bool is_place(const void *context, uint32_t place) {
    return *(const uint32_t *)context == place;
}

/* A few hashes for many, so that most searches go past others. */
static uint32_t crowded(uint32_t place) {
    return 60 + place % 7;
}

static uint32_t find(const struct name_index *index, uint32_t place) {
    return name_index_find(index, crowded(place), is_place, &place);
}

static void what_shares_a_hash_is_found_after_any_removals(void **state) {
    (void)state;
    struct name_index index = {NULL, 0, 0};
    bool there[NAMES] = {false};
    srandom(20040331);
    for (int step = 0; step < STEPS; step++) {
        uint32_t place = (uint32_t)(random() % NAMES);
        if (there[place])
            name_index_remove(&index, crowded(place), place);
        else
            assert_true(name_index_add(&index, crowded(place), place));
        there[place] = !there[place];
    }
    size_t count = 0;
    for (uint32_t place = 0; place < NAMES; place++) {
        assert_int_equal(find(&index, place),
                         there[place] ? place : NAME_NOWHERE);
        count += there[place];
    }
    assert_int_equal(index.used, count);
    name_index_clear(&index);
}

static void an_item_that_moved_is_found_at_its_new_place(void **state) {
    (void)state;
    struct name_index index = {NULL, 0, 0};
    uint32_t place = 9;
    name_index_move(&index, 1, 4, place);
    assert_true(name_index_add(&index, 1, 4));
    name_index_move(&index, 1, 4, place);
    assert_int_equal(name_index_find(&index, 1, is_place, &place), place);
    name_index_clear(&index);
}

static void a_copy_does_not_see_what_becomes_of_the_first(void **state) {
    (void)state;
    struct name_index index = {NULL, 0, 0};
    struct name_index copy = {NULL, 0, 0};
    assert_true(name_index_add(&index, crowded(1), 1));
    assert_true(name_index_copy(&copy, &index));
    name_index_remove(&index, crowded(1), 1);
    assert_int_equal(find(&index, 1), NAME_NOWHERE);
    assert_int_equal(find(&copy, 1), 1);
    name_index_clear(&index);
    name_index_clear(&copy);
}

static void names_of_any_length_have_hashes_of_their_own(void **state) {
    (void)state;
    assert_int_not_equal(name_index_hash("a", "b"), name_index_hash("b", "a"));
    assert_int_not_equal(name_index_hash("ab", ""), name_index_hash("a", "b"));
    assert_int_not_equal(name_index_hash("12345678", ""),
                         name_index_hash("123456789", ""));
    assert_int_equal(name_index_hash("12345678", "/"),
                     name_index_hash("12345678", "/"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_shares_a_hash_is_found_after_any_removals),
        cmocka_unit_test(an_item_that_moved_is_found_at_its_new_place),
        cmocka_unit_test(a_copy_does_not_see_what_becomes_of_the_first),
        cmocka_unit_test(names_of_any_length_have_hashes_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
