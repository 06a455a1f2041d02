/* test_buffer.c - claims about the growing string with a hard maximum. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "schema/buffer.h"

static void a_buffer_holds_nothing_before_the_first_append(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(10);
    assert_null(buffer.data);
    assert_int_equal(buffer.size, 0);
    assert_true(buffer_ok(&buffer));
    buffer_destroy(&buffer);
}

static void pieces_are_joined_in_order_and_end_in_nul(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(100);
    buffer_append(&buffer, "Here", 4);
    buffer_append_char(&buffer, 'f');
    buffer_append_string(&buffer, "ord");
    buffer_printf(&buffer, "%s%d", "shire ", 2007);
    assert_string_equal(buffer.data, "Herefordshire 2007");
    assert_int_equal(buffer.size, 18);
    buffer_destroy(&buffer);
}

static void an_empty_append_gives_an_empty_string(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(0);
    buffer_append(&buffer, NULL, 0);
    assert_true(buffer_ok(&buffer));
    assert_string_equal(buffer.data, "");
    buffer_destroy(&buffer);
}

static void bytes_may_hold_nul(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(10);
    buffer_append(&buffer, "a\0b", 3);
    assert_int_equal(buffer.size, 3);
    assert_memory_equal(buffer.data, "a\0b", 4);
    buffer_destroy(&buffer);
}

static void a_buffer_fills_to_its_maximum_exactly(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(1000);
    for (int i = 0; i < 1000; i++)
        buffer_append_char(&buffer, 'x');
    assert_true(buffer_ok(&buffer));
    assert_int_equal(buffer.size, 1000);
    assert_true(buffer.capacity <= 1001);
    buffer_append_char(&buffer, 'x');
    assert_false(buffer_ok(&buffer));
    assert_int_equal(buffer.size, 1000);
    buffer_destroy(&buffer);
}

static void after_a_failure_nothing_more_is_appended(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(5);
    buffer_append_string(&buffer, "abc");
    buffer_append_string(&buffer, "too long");
    buffer_append_char(&buffer, 'd');
    buffer_printf(&buffer, "%d", 5);
    assert_false(buffer_ok(&buffer));
    assert_string_equal(buffer.data, "abc");
    buffer_destroy(&buffer);
}

static void printf_past_the_maximum_leaves_the_content(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(5);
    buffer_append_string(&buffer, "abc");
    buffer_printf(&buffer, "%s", "def");
    assert_false(buffer_ok(&buffer));
    assert_string_equal(buffer.data, "abc");
    buffer_destroy(&buffer);
}

static void an_append_larger_than_memory_fails(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(SIZE_MAX);
    buffer_append_string(&buffer, "abc");
    volatile size_t size = SIZE_MAX - 2;
    buffer_append(&buffer, "x", size);
    assert_false(buffer_ok(&buffer));
    assert_string_equal(buffer.data, "abc");
    buffer_destroy(&buffer);
}

static void what_is_written_into_room_is_appended(void **state) {
    struct buffer buffer = BUFFER_INIT(6);
    (void)state;
    buffer_append_string(&buffer, "ab");
    char *room = buffer_room(&buffer, 4);
    assert_non_null(room);
    memcpy(room, "cd..", 4);
    buffer_grew(&buffer, 2);
    assert_string_equal(buffer.data, "abcd");
    assert_null(buffer_room(&buffer, 3));
    assert_false(buffer_ok(&buffer));
    assert_string_equal(buffer.data, "abcd");
    buffer_destroy(&buffer);
}

static void clear_forgets_content_and_failure(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(5);
    buffer_append_string(&buffer, "abc");
    buffer_append_string(&buffer, "too long");
    buffer_clear(&buffer);
    assert_true(buffer_ok(&buffer));
    assert_int_equal(buffer.size, 0);
    assert_string_equal(buffer.data, "");
    buffer_append_string(&buffer, "fresh");
    assert_string_equal(buffer.data, "fresh");
    buffer_destroy(&buffer);
}

static void what_is_taken_is_the_callers_and_the_buffer_is_new(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(20);
    buffer_append_string(&buffer, "taken");
    char *taken = buffer_take(&buffer);
    assert_null(buffer.data);
    assert_int_equal(buffer.size, 0);
    assert_int_equal(buffer.maximum, 20);
    buffer_append_string(&buffer, "next");
    assert_string_equal(taken, "taken");
    assert_string_equal(buffer.data, "next");
    free(taken);
    buffer_destroy(&buffer);
}

static void an_empty_buffer_gives_an_empty_string(void **state) {
    (void)state;
    struct buffer buffer = BUFFER_INIT(20);
    char *taken = buffer_take(&buffer);
    assert_string_equal(taken, "");
    free(taken);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_holds_nothing_before_the_first_append),
        cmocka_unit_test(pieces_are_joined_in_order_and_end_in_nul),
        cmocka_unit_test(an_empty_append_gives_an_empty_string),
        cmocka_unit_test(bytes_may_hold_nul),
        cmocka_unit_test(a_buffer_fills_to_its_maximum_exactly),
        cmocka_unit_test(after_a_failure_nothing_more_is_appended),
        cmocka_unit_test(printf_past_the_maximum_leaves_the_content),
        cmocka_unit_test(an_append_larger_than_memory_fails),
        cmocka_unit_test(what_is_written_into_room_is_appended),
        cmocka_unit_test(clear_forgets_content_and_failure),
        cmocka_unit_test(what_is_taken_is_the_callers_and_the_buffer_is_new),
        cmocka_unit_test(an_empty_buffer_gives_an_empty_string),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
