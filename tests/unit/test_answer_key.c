/* Which requests are answered with each other's answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "answer_key.h"

static struct buffer key_of(const struct answer_subject *subject) {
    struct buffer key = BUFFER_INIT(ANSWER_KEY_MAX);
    assert_true(answer_key_write(&key, subject));
    assert_true(key.size > 0);
    return key;
}

static bool are_one(const struct answer_subject *one,
                    const struct answer_subject *other) {
    struct buffer left = key_of(one);
    struct buffer right = key_of(other);
    bool same = left.size == right.size &&
                memcmp(left.data, right.data, left.size) == 0;
    buffer_destroy(&left);
    buffer_destroy(&right);
    return same;
}

static bool queries_are_one(const char *one, const char *other) {
    struct answer_subject left = {.query = one};
    struct answer_subject right = {.query = other};
    return are_one(&left, &right);
}

static void order_and_escapes_make_no_difference(void **state) {
    (void)state;
    assert_true(queries_are_one("q=a&topic=b", "topic=b&q=a"));
    assert_true(queries_are_one("q=a+b", "q=%61%20b"));
    assert_true(queries_are_one("q=a", "&q=a&"));
    assert_true(queries_are_one(NULL, ""));
    assert_true(queries_are_one("topic=x&q=a&topic=y", "q=a&topic=x&topic=y"));
}

/* Some of them are refused, and which is not known here. */
static void what_is_said_twice_or_empty_is_another_question(void **state) {
    (void)state;
    assert_false(queries_are_one("size=5", "size=5&size=5"));
    assert_false(queries_are_one("q=&size=5", "size=5&size=5"));
    assert_false(queries_are_one("q=", ""));
    assert_false(queries_are_one("topic=x&topic=y", "topic=y&topic=x"));
    assert_false(queries_are_one("q=a", "q=A"));
}

static void names_and_values_do_not_run_together(void **state) {
    (void)state;
    assert_false(queries_are_one("ab=c", "a=bc"));
    assert_false(queries_are_one("a=b&c=d", "a=b%26c%3Dd"));
}

static void path_and_packing_are_part_of_it(void **state) {
    struct answer_subject plain = {.route = 1, .segment = "a", .query = "q=a"};
    struct answer_subject packed = plain;
    struct answer_subject elsewhere = plain;
    struct answer_subject other = plain;
    (void)state;
    packed.gzip = true;
    elsewhere.route = 2;
    other.segment = "b";
    assert_true(are_one(&plain, &plain));
    assert_false(are_one(&plain, &packed));
    assert_false(are_one(&plain, &elsewhere));
    assert_false(are_one(&plain, &other));
}

static void any_number_of_parameters_is_sorted(void **state) {
    char up[2048] = "";
    char down[2048] = "";
    (void)state;
    for (int i = 0; i < 100; i++) {
        size_t size = strlen(up);
        snprintf(up + size, sizeof up - size, "&p%02d=%d", i, i);
        size = strlen(down);
        snprintf(down + size, sizeof down - size, "&p%02d=%d", 99 - i, 99 - i);
    }
    assert_true(queries_are_one(up, down));
}

static void what_cannot_be_read_has_no_key(void **state) {
    static const char *const queries[] = {"q=%zz", "q=%00", "q=%FF"};
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct answer_subject subject = {.query = queries[i]};
        struct buffer key = BUFFER_INIT(ANSWER_KEY_MAX);
        assert_false(answer_key_write(&key, &subject));
        buffer_destroy(&key);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_and_escapes_make_no_difference),
        cmocka_unit_test(what_is_said_twice_or_empty_is_another_question),
        cmocka_unit_test(names_and_values_do_not_run_together),
        cmocka_unit_test(path_and_packing_are_part_of_it),
        cmocka_unit_test(any_number_of_parameters_is_sorted),
        cmocka_unit_test(what_cannot_be_read_has_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
