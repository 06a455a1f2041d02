/* test_parallel.c - tasks done at one time. */
#include "engine/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
/* cmocka.h wants what stands before it. */
#include <cmocka.h>

enum { TASKS = 500 };

struct tally {
    unsigned char done[TASKS]; /* each touched by its own task only */
    size_t failing;            /* tasks from here on fail */
};

static enum concord_status count(void *context, size_t number,
                                 struct concord_error *err) {
    struct tally *tally = context;
    tally->done[number]++;
    return number < tally->failing
               ? CONCORD_OK
               : concord_fail(err, CONCORD_IO, "task %zu", number);
}

static void every_task_is_done_once(void **state) {
    struct tally tally = {.failing = TASKS};
    (void)state;
    assert_int_equal(parallel_do(0, count, &tally, NULL), CONCORD_OK);
    assert_int_equal(tally.done[0], 0);
    assert_int_equal(parallel_do(TASKS, count, &tally, NULL), CONCORD_OK);
    for (size_t i = 0; i < TASKS; i++)
        assert_int_equal(tally.done[i], 1);
}

/* A task is taken after those of lower numbers, so that none of these is still
 * to fail. */
static void the_first_failure_is_told_and_ends_the_rest(void **state) {
    struct tally tally = {.failing = 7};
    struct concord_error err = {0};
    (void)state;
    assert_int_equal(parallel_do(TASKS, count, &tally, &err), CONCORD_IO);
    assert_string_equal(err.message, "task 7");
    for (size_t i = 0; i <= tally.failing; i++)
        assert_int_equal(tally.done[i], 1);
    assert_int_equal(tally.done[TASKS - 1], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_task_is_done_once),
        cmocka_unit_test(the_first_failure_is_told_and_ends_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
