#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "text/normal.h"

enum { ROUNDS = 20000, PIECES_MAX = 40 };

static void assert_clean(const char *text, const char *expected) {
    struct buffer out = BUFFER_INIT(1 << 16);
    struct concord_error err = {0};
    assert_int_equal(text_clean(&out, text, strlen(text), &err), CONCORD_OK);
    assert_string_equal(out.data ? out.data : "", expected);
    buffer_destroy(&out);
}

static void assert_straight(const char *text, const char *expected) {
    struct buffer out = BUFFER_INIT(1 << 16);
    text_straighten(&out, text, strlen(text));
    assert_true(buffer_ok(&out));
    assert_string_equal(out.data ? out.data : "", expected);
    buffer_destroy(&out);
}

static void white_space_of_every_kind_becomes_one_space(void **state) {
    (void)state;
    assert_clean("a \t\n\v\f\r b", "a b");
    assert_clean("a\u00A0b\u1680c\u3000d", "a b c d");
    assert_clean("a\u2002\u2003\u2009\u200A\u202F\u205Fb", "a b");
    assert_clean("a\u2028b\u2029c", "a b c");
    assert_clean("a\xC2\x85z", "a z"); /* U+0085, next line */
    assert_clean("one two  three", "one two three");
}

static void no_space_is_left_at_either_end(void **state) {
    (void)state;
    assert_clean("  a  ", "a");
    assert_clean("\u00A0\n é \u2003", "é");
    assert_clean(" \t\u3000", "");
    assert_clean("", "");
    assert_clean("\u200B a \u200B", "a");
}

static void invisible_characters_are_removed(void **state) {
    (void)state;
    assert_clean("a\x01\x1F\x7F"
                 "b",
                 "ab");
    assert_clean("a\xC2\x80z\xC2\x9Fy", "azy"); /* C1 controls */
    assert_clean("com\u00ADpact", "compact");
    assert_clean("\uFEFFa\u200B\u200C\u200Db\u2060", "ab");
    assert_clean("\u200Ea\u200F\u202Ab\u202E\u2066c\u2069\u061C", "abc");
    assert_clean("a \u200B b", "a b");
}

static void what_is_no_utf8_becomes_replacement_characters(void **state) {
    (void)state;
    assert_clean("a\xFFz", "a\uFFFDz");
    assert_clean("a\xC3(", "a\uFFFD(");
    assert_clean("\xC0\x80", "\uFFFD\uFFFD");           /* overlong */
    assert_clean("\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"); /* a surrogate */
    assert_clean("\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD");
    assert_clean("a\xE2\x80", "a\uFFFD\uFFFD"); /* cut short */
}

static void noncharacters_become_replacement_characters(void **state) {
    (void)state;
    assert_clean("a\xEF\xB7\x90z", "a\uFFFDz");     /* U+FDD0 */
    assert_clean("a\xEF\xBF\xBFz", "a\uFFFDz");     /* U+FFFF */
    assert_clean("a\xF0\x9F\xBF\xBEz", "a\uFFFDz"); /* U+1FFFE */
}

static void composed_and_decomposed_spellings_become_one(void **state) {
    (void)state;
    assert_clean("cafe\u0301", "caf\u00E9");
    assert_clean("caf\u00E9", "caf\u00E9");
    assert_clean("s\u0307\u0323", "\u1E69");
    assert_clean("s\u0323\u0307", "\u1E69");
    assert_clean("\u212B \u2126", "\u00C5 \u03A9"); /* Angstrom and ohm signs */
    assert_clean("\u1112\u1161\u11AB", "\uD55C");
    assert_clean("\u0958", "\u0915\u093C"); /* excluded from composition */
}

static void marks_compose_over_what_is_removed(void **state) {
    (void)state;
    assert_clean("e\u200B\u0301", "\u00E9");
    assert_clean("e\u00AD\x01\u0301", "\u00E9");
}

static void long_runs_of_marks_are_composed(void **state) {
    (void)state;
    enum { MARKS = 2000 };
    char *text = calloc(1 + 2 * MARKS + 1, 1);
    assert_non_null(text);
    text[0] = 'e';
    for (size_t i = 0; i < MARKS; i++)
        memcpy(text + 1 + 2 * i, "\u0301", 2);
    struct buffer out = BUFFER_INIT(1 << 16);
    assert_int_equal(text_clean(&out, text, strlen(text), NULL), CONCORD_OK);
    assert_int_equal(out.size, 2 * MARKS);
    assert_memory_equal(out.data, "\u00E9\u0301", 4);
    buffer_destroy(&out);
    free(text);
}

static void quotation_marks_and_dashes_stay(void **state) {
    (void)state;
    assert_clean("\u201Cchildren\u2019s\u201D \u2013 1998\u20142008",
                 "\u201Cchildren\u2019s\u201D \u2013 1998\u20142008");
}

static void cleaning_appends(void **state) {
    (void)state;
    struct buffer out = BUFFER_INIT(64);
    buffer_append_string(&out, "x:");
    assert_int_equal(text_clean(&out, " a  b ", 6, NULL), CONCORD_OK);
    assert_int_equal(text_clean(&out, "e\u0301", 3, NULL), CONCORD_OK);
    assert_string_equal(out.data, "x:a b\u00E9");
    buffer_destroy(&out);
}

static void a_text_above_the_maximum_is_bad_input(void **state) {
    (void)state;
    struct buffer out = BUFFER_INIT(4);
    struct concord_error err = {0};
    assert_int_equal(text_clean(&out, "abcde", 5, &err), CONCORD_BAD_INPUT);
    assert_non_null(strstr(err.message, "5 bytes"));
    buffer_clear(&out);
    assert_int_equal(text_clean(&out, "abc\u00E9", 5, &err), CONCORD_BAD_INPUT);
    buffer_destroy(&out);
}

static void well_formed_utf8_is_told_from_the_rest(void **state) {
    (void)state;
    assert_true(text_is_utf8("", 0));
    assert_true(text_is_utf8("caf\u00E9 \U0001F600", 10));
    assert_true(text_is_utf8("\xEF\xBF\xBF", 3));
    assert_false(text_is_utf8("caf\xE9", 4));
    assert_false(text_is_utf8("\xED\xA0\x80", 3));
    assert_false(text_is_utf8("\xC1\xBF", 2));
    assert_false(text_is_utf8("a\u00E9", 2)); /* cut short */
}

static void characters_are_read_one_by_one(void **state) {
    (void)state;
    const char *text = "a\u00E9\xFF\u2019\U0001F600";
    const int expected[] = {'a', 0xE9, 0xFFFD, 0x2019, 0x1F600};
    size_t at = 0;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(text_next_character(text, strlen(text), &at),
                         expected[i]);
    assert_int_equal(at, strlen(text));
}

static void curly_marks_and_dashes_are_straightened(void **state) {
    (void)state;
    assert_straight("\u2018a\u2019 \u201Cb\u201D", "'a' \"b\"");
    assert_straight("5\u2032 6\u2033", "5' 6\"");
    assert_straight("a\u2010b\u2011c\u2012d\u2013e\u2014f\u2015g\u2212h",
                    "a-b-c-d-e-f-g-h");
    assert_straight("", "");
}

static void straightening_changes_nothing_else(void **state) {
    (void)state;
    assert_straight("Caf\u00E9  \n \xFF \u00AB\u00BB & e\u0301",
                    "Caf\u00E9  \n \xFF \u00AB\u00BB & e\u0301");
}

/* What the random texts are made of: everything that a rule treats. */
static const char *const pieces[] = {
    "a",      "e",      "s",      "K",      " ",          "  ",       "\n",
    "\t",     "'",      "-",      "\x01",   "\x7F",       "\u0301",   "\u0323",
    "\u0307", "\u0327", "\u00E9", "\u1E69", "\u212B",     "\u0344",   "\u1112",
    "\u1161", "\u11AB", "\u0958", "\u0F73", "\uFB01",     "\u00A0",   "\u3000",
    "\u200B", "\u00AD", "\uFEFF", "\u2019", "\U0001F600", "\u0345",   "\u1FEF",
    "\xFF",   "\xC3",   "\xE2",   "\x80",   "\xED\xA0",   "\xEF\xBF", "\xBF",
};

static uint64_t random_next(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void random_text(struct buffer *text, uint64_t *seed) {
    size_t count = random_next(seed) % PIECES_MAX;
    buffer_clear(text);
    buffer_append(text, "", 0);
    for (size_t i = 0; i < count; i++)
        if (random_next(seed) % 8 == 0)
            buffer_append_char(text, (char)random_next(seed));
        else
            buffer_append_string(
                text,
                pieces[random_next(seed) % (sizeof pieces / sizeof pieces[0])]);
}

static void assert_nfc(const struct buffer *text) {
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t size = utf8proc_map(
        (const utf8proc_uint8_t *)text->data, (utf8proc_ssize_t)text->size,
        &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    assert_int_equal(size, text->size);
    assert_memory_equal(composed, text->data, text->size);
    free(composed);
}

static void assert_tidy(const struct buffer *text) {
    assert_null(strstr(text->data, "  "));
    assert_true(text->data[0] != ' ');
    assert_true(text->size == 0 || text->data[text->size - 1] != ' ');
    for (size_t i = 0; i < text->size; i++)
        assert_true((unsigned char)text->data[i] >= ' ');
}

static void random_text_becomes_clean_and_stays_so(void **state) {
    (void)state;
    uint64_t seed = 20080229;
    struct buffer text = BUFFER_INIT(1 << 16);
    struct buffer once = BUFFER_INIT(1 << 16);
    struct buffer twice = BUFFER_INIT(1 << 16);
    for (int round = 0; round < ROUNDS; round++) {
        random_text(&text, &seed);
        buffer_clear(&once);
        buffer_append(&once, "", 0);
        assert_int_equal(text_clean(&once, text.data, text.size, NULL),
                         CONCORD_OK);
        assert_true(text_is_utf8(once.data, once.size));
        assert_nfc(&once);
        assert_tidy(&once);
        buffer_clear(&twice);
        buffer_append(&twice, "", 0);
        assert_int_equal(text_clean(&twice, once.data, once.size, NULL),
                         CONCORD_OK);
        assert_string_equal(twice.data, once.data);
    }
    buffer_destroy(&text);
    buffer_destroy(&once);
    buffer_destroy(&twice);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space_of_every_kind_becomes_one_space),
        cmocka_unit_test(no_space_is_left_at_either_end),
        cmocka_unit_test(invisible_characters_are_removed),
        cmocka_unit_test(what_is_no_utf8_becomes_replacement_characters),
        cmocka_unit_test(noncharacters_become_replacement_characters),
        cmocka_unit_test(composed_and_decomposed_spellings_become_one),
        cmocka_unit_test(marks_compose_over_what_is_removed),
        cmocka_unit_test(long_runs_of_marks_are_composed),
        cmocka_unit_test(quotation_marks_and_dashes_stay),
        cmocka_unit_test(cleaning_appends),
        cmocka_unit_test(a_text_above_the_maximum_is_bad_input),
        cmocka_unit_test(well_formed_utf8_is_told_from_the_rest),
        cmocka_unit_test(characters_are_read_one_by_one),
        cmocka_unit_test(curly_marks_and_dashes_are_straightened),
        cmocka_unit_test(straightening_changes_nothing_else),
        cmocka_unit_test(random_text_becomes_clean_and_stays_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
