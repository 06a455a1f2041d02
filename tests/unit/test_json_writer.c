/* test_json_writer.c - claims about JSON as it is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_writer.h"

enum { ROUNDS = 200000, BYTES_MAX = 4096, DECIMALS = 4 };

/* What printf() makes of it, without noughts at the end. */
static void print_decimal(char *out, size_t room, double number, int decimals) {
    int size = snprintf(out, room, "%.*f", decimals, number);
    assert_in_range(size, 1, room - 1);
    char *end = out + size;
    if (decimals > 0) {
        while (end[-1] == '0')
            *--end = '\0';
        if (end[-1] == '.')
            *--end = '\0';
    }
}

static void assert_decimal(double number, int decimals) {
    struct buffer out = BUFFER_INIT(BYTES_MAX);
    char expected[512];
    print_decimal(expected, sizeof expected, number, decimals);
    emit_decimal(&out, number, decimals);
    assert_string_equal(out.data, expected);
    buffer_destroy(&out);
}

static void numbers_are_rounded_as_printf_rounds_them(void **state) {
    static const double numbers[] = {
        0,       1,        10,           100,      0.5,     0.05,
        0.00005, 0.00015,  0.00025,      0.0001,   0.99995, 1.00005,
        2.675,   1.005,    12.34565,     1e5,      1e9,     1e15,
        1e300,   99999.99, 123456.78905, 0.1 + 0.2};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        for (int decimals = 0; decimals < 8; decimals++)
            assert_decimal(numbers[i], decimals);
    srand(11);
    for (int i = 0; i < ROUNDS; i++) {
        double number = (double)rand() / RAND_MAX * (i % 2 ? 40 : 100000);
        double ten_thousandths = (double)(rand() % 1000000);
        assert_decimal(number, DECIMALS);
        assert_decimal((ten_thousandths + 0.5) / 10000, DECIMALS);
    }
}

static void numbers_below_nought_keep_their_sign(void **state) {
    (void)state;
    assert_decimal(-1.5, DECIMALS);
    assert_decimal(-0.00004, 5);
}

static void what_is_no_number_is_nought(void **state) {
    struct buffer out = BUFFER_INIT(BYTES_MAX);
    (void)state;
    emit_open(&out, '[');
    emit_decimal(&out, strtod("nan", NULL), DECIMALS);
    emit_decimal(&out, strtod("inf", NULL), DECIMALS);
    emit_close(&out, ']');
    assert_string_equal(out.data, "[0,0]");
    buffer_destroy(&out);
}

static void commas_stand_between_and_nowhere_else(void **state) {
    struct buffer out = BUFFER_INIT(BYTES_MAX);
    (void)state;
    emit_open(&out, '{');
    emit_key(&out, "a");
    emit_open(&out, '[');
    emit_text(&out, "");
    emit_text(&out, "[");
    emit_text(&out, NULL);
    emit_close(&out, ']');
    emit_key(&out, "b\"");
    emit_unsigned(&out, 0);
    emit_close(&out, '}');
    assert_string_equal(out.data, "{\"a\":[\"\",\"[\",null],\"b\\\"\":0}");
    buffer_destroy(&out);
}

static void text_is_escaped_wherever_it_has_to_be(void **state) {
    struct buffer out = BUFFER_INIT(BYTES_MAX);
    (void)state;
    emit_text(&out, "plain");
    emit_text(&out, "\"quoted\" and\\or\nnext\tline\x01\x7f");
    emit_text(&out, "caf\xC3\xA9 \xFF bad");
    assert_string_equal(
        out.data, "\"plain\",\"\\\"quoted\\\" and\\\\or\\nnext\\tline\\u0001"
                  "\\u007f\",\"caf\xC3\xA9 \xEF\xBF\xBD bad\"");
    buffer_destroy(&out);
}

/* Text is read eight bytes at a time: every byte in every place is found. */
static void every_byte_is_written_so_that_it_is_read_back(void **state) {
    (void)state;
    for (unsigned byte = 1; byte < 0x80; byte++)
        for (size_t place = 0; place < 20; place++) {
            struct buffer out = BUFFER_INIT(BYTES_MAX);
            char text[] = "twenty letters, all.";
            text[place] = (char)byte;
            emit_open(&out, '[');
            emit_text(&out, text);
            emit_close(&out, ']');
            json_t *read = json_loads(out.data, 0, NULL);
            assert_non_null(read);
            assert_string_equal(json_string_value(json_array_get(read, 0)),
                                text);
            json_decref(read);
            buffer_destroy(&out);
        }
}

static void text_that_has_no_room_fails_as_a_whole(void **state) {
    struct buffer out = BUFFER_INIT(8);
    (void)state;
    emit_text(&out, "six");
    assert_true(buffer_ok(&out));
    emit_text(&out, "seven");
    assert_false(buffer_ok(&out));
    assert_string_equal(out.data, "\"six\"");
    buffer_destroy(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_rounded_as_printf_rounds_them),
        cmocka_unit_test(numbers_below_nought_keep_their_sign),
        cmocka_unit_test(what_is_no_number_is_nought),
        cmocka_unit_test(commas_stand_between_and_nowhere_else),
        cmocka_unit_test(text_is_escaped_wherever_it_has_to_be),
        cmocka_unit_test(every_byte_is_written_so_that_it_is_read_back),
        cmocka_unit_test(text_that_has_no_room_fails_as_a_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
