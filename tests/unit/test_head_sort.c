/* test_head_sort.c - long lists sorted by the heads of their items. */
#include "text/head_sort.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
/* cmocka.h wants what stands before it. */
#include <cmocka.h>

/* The greater key first, where keys are compared. */
static int by_key(const struct headed *a, const struct headed *b,
                  const void *context) {
    (void)context;
    return (a->key < b->key) - (a->key > b->key);
}

static bool is_before(const struct headed *a, const struct headed *b,
                      headed_order *order) {
    if (a->head != b->head)
        return a->head < b->head;
    int told = order != NULL ? order(a, b, NULL) : 0;
    return told != 0 ? told < 0 : a->at < b->at;
}

static uint64_t any_head(void) {
    return (uint64_t)random() << 33 ^ (uint64_t)random() << 11 ^
           (uint64_t)random();
}

/* `heads` is how many there are to choose from. */
static void check(size_t count, uint64_t heads, unsigned shift,
                  headed_order *order) {
    struct headed *items = calloc(count + 1, sizeof *items);
    bool *seen = calloc(count + 1, sizeof *seen);
    assert_non_null(items);
    assert_non_null(seen);
    for (size_t i = 0; i < count; i++)
        items[i] =
            (struct headed){any_head() % heads << shift, (uint32_t)(count - i),
                            (uint32_t)(random() % 4)};
    head_sort(items, count, order, NULL);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || is_before(&items[i - 1], &items[i], order));
        assert_false(seen[items[i].at]);
        seen[items[i].at] = true;
    }
    free(items);
    free(seen);
}

static void a_list_of_any_length_is_in_the_order_of_heads(void **state) {
    (void)state;
    srandom(19981116);
    for (size_t count = 0; count < 300; count++)
        check(count, UINT64_MAX, 0, NULL);
    check(30000, UINT64_MAX, 0, NULL);
    check(30000, UINT64_MAX, 0, by_key);
}

static void items_of_one_head_are_compared_then_by_their_places(void **state) {
    (void)state;
    srandom(19981116);
    for (uint64_t heads = 1; heads < 2000; heads *= 3) {
        check(100, heads, 0, by_key);
        check(3000, heads, 0, by_key);
        check(3000, heads, 0, NULL);
        check(3000, heads, 40, by_key);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_of_any_length_is_in_the_order_of_heads),
        cmocka_unit_test(items_of_one_head_are_compared_then_by_their_places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
