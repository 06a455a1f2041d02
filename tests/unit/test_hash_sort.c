/* test_hash_sort.c - long lists sorted by the hashes that items begin with. */
#include "hash_sort.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h wants what stands before it. */
#include <cmocka.h>

struct item {
    uint64_t hash;
    uint32_t number;
};

static int compare(const void *left, const void *right) {
    const struct item *a = left;
    const struct item *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static uint64_t any_hash(void) {
    return (uint64_t)random() << 33 ^ (uint64_t)random() << 11 ^
           (uint64_t)random();
}

/* `hashes` is how many there are to choose from; none for any. */
static void check(size_t count, size_t hashes) {
    struct item *items = calloc(count + 1, sizeof *items);
    struct item *wanted = calloc(count + 1, sizeof *wanted);
    assert_non_null(items);
    assert_non_null(wanted);
    for (size_t i = 0; i < count; i++) {
        items[i].hash = any_hash();
        if (hashes > 0)
            items[i].hash = UINT64_MAX / hashes * (items[i].hash % hashes);
        items[i].number = (uint32_t)(count - i);
    }
    memcpy(wanted, items, count * sizeof *items);
    qsort(wanted, count, sizeof *wanted, compare);
    hash_sort(items, count, sizeof *items, compare);
    assert_memory_equal(items, wanted, count * sizeof *items);
    free(items);
    free(wanted);
}

static void a_list_of_any_length_is_sorted_as_by_qsort(void **state) {
    (void)state;
    srandom(19981116);
    for (size_t count = 0; count < 200; count++)
        check(count, 0);
    check(50000, 0);
}

static void items_of_one_hash_are_in_order_too(void **state) {
    (void)state;
    srandom(19981116);
    check(5000, 1);
    check(5000, 3);
    check(5000, 700);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_of_any_length_is_sorted_as_by_qsort),
        cmocka_unit_test(items_of_one_hash_are_in_order_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
