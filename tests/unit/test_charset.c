/* test_charset.c - claims about which character set bytes are in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "../../corpus/charset.h"
#include "text/normal.h"

static void assert_text(const char *bytes, size_t size, const char *declared,
                        const char *charset, const char *text) {
    struct buffer out = BUFFER_INIT(1 << 20);
    const char *found = NULL;
    struct concord_error err = {0};
    assert_int_equal(charset_decode(&out, &found, bytes, size, declared, &err),
                     CONCORD_OK);
    assert_string_equal(found, charset);
    assert_string_equal(out.data ? out.data : "", text);
    assert_int_equal(out.size, strlen(text));
    buffer_destroy(&out);
}

#define BYTES(text) (text), sizeof(text) - 1

static void labels_stand_for_what_browsers_take_them_for(void **state) {
    (void)state;
    static const char *const PAIRS[][2] = {{"iso-8859-1", "windows-1252"},
                                           {"ISO-8859-1", "windows-1252"},
                                           {" latin1\n", "windows-1252"},
                                           {"us-ascii", "windows-1252"},
                                           {"UTF8", "utf-8"},
                                           {"iso-8859-9", "windows-1254"},
                                           {"gb2312", "gbk"},
                                           {"x-sjis", "shift_jis"},
                                           {"unicode", "utf-16le"},
                                           {"iso-8859-15", "iso-8859-15"}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++)
        assert_string_equal(
            charset_from_label(PAIRS[i][0], strlen(PAIRS[i][0])), PAIRS[i][1]);
    assert_null(charset_from_label(BYTES("")));
    assert_null(charset_from_label(BYTES("iso-8859")));
    assert_null(charset_from_label(BYTES("utf-8 utf8")));
    assert_null(charset_from_label(BYTES("\xC3\xA9")));
}

static void every_label_leads_to_a_set_that_iconv_converts(void **state) {
    (void)state;
    static const char *const NAMES[] = {
        "macintosh",    "windows-1250", "windows-1251",   "windows-1253",
        "windows-1254", "windows-1255", "windows-1256",   "windows-1257",
        "windows-1258", "windows-874",  "ibm866",         "iso-8859-2",
        "iso-8859-3",   "iso-8859-4",   "iso-8859-5",     "iso-8859-6",
        "iso-8859-7",   "iso-8859-8",   "iso-8859-10",    "iso-8859-13",
        "iso-8859-14",  "iso-8859-15",  "iso-8859-16",    "koi8-r",
        "koi8-u",       "gbk",          "x-mac-cyrillic", "gb18030",
        "big5",         "euc-jp",       "shift_jis",      "euc-kr"};
    /* No UTF-8, and a letter in every set: the last one's bytes read as two
     * characters or as one. */
    const char *bytes = "\xE0\xE1 \xE1\xE0";
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        struct buffer out = BUFFER_INIT(100);
        const char *found = NULL;
        assert_int_equal(
            charset_decode(&out, &found, bytes, strlen(bytes), NAMES[i], NULL),
            CONCORD_OK);
        assert_string_equal(found, NAMES[i]);
        buffer_destroy(&out);
    }
}

static void a_page_declares_its_set(void **state) {
    (void)state;
    assert_string_equal(charset_declared(BYTES("<meta charset=koi8-r>")),
                        "koi8-r");
    assert_string_equal(
        charset_declared(BYTES("<html><META http-equiv=\"Content-Type\" "
                               "content=\"text/html; charset = latin1\">")),
        "windows-1252");
    assert_string_equal(
        charset_declared(BYTES("<?xml version=\"1.0\" encoding='big5'?>")),
        "big5");
    assert_string_equal(
        charset_declared(BYTES("<!-- <meta charset=big5> --><meta "
                               "charset=\"gbk\">")),
        "gbk");
    assert_string_equal(charset_declared(BYTES("<meta charset=utf-16>")),
                        "utf-8");
    assert_null(charset_declared(BYTES("<p>charset=koi8-r</p><meta charset")));
    assert_null(charset_declared(BYTES("<meta charset=nonesuch>")));
}

static void a_byte_order_mark_decides(void **state) {
    (void)state;
    assert_text(BYTES("\xEF\xBB\xBFhello"), "koi8-r", "utf-8", "hello");
    assert_text(BYTES("\xEF\xBB\xBF\xE9"), NULL, "utf-8", "\xEF\xBF\xBD");
    assert_text(BYTES("\xFF\xFEh\0i\0"), NULL, "utf-16le", "hi");
    assert_text(BYTES("\xFE\xFF\0h\0i"), NULL, "utf-16be", "hi");
    assert_text(BYTES("\xFF\xFE\0\0h\0\0\0"), NULL, "utf-32le", "h");
    assert_text(BYTES("\0\0\xFE\xFF\0\0\0h"), NULL, "utf-32be", "h");
}

static void utf16_and_utf32_are_known_without_a_mark(void **state) {
    (void)state;
    assert_text(BYTES("p\0l\0a\0i\0n\0 \0\x19\x20"), NULL, "utf-16le",
                "plain \xE2\x80\x99");
    assert_text(BYTES("\0p\0l\0a\0i\0n\0\xA3"), NULL, "utf-16be",
                "plain\xC2\xA3");
    assert_text(BYTES("h\0\0\0i\0\0\0"), NULL, "utf-32le", "hi");
    assert_text(BYTES("\0\0\0h\0\0\0i"), NULL, "utf-32be", "hi");
}

static void an_odd_byte_and_a_lone_surrogate_are_replaced(void **state) {
    (void)state;
    assert_text(BYTES("\xFF\xFEh\0i"), NULL, "utf-16le", "h\xEF\xBF\xBD");
    assert_text(BYTES("\xFF\xFEh\0\0\xD8i\0"), NULL, "utf-16le",
                "h\xEF\xBF\xBDi");
}

static void what_is_utf8_is_utf8_whatever_it_declares(void **state) {
    (void)state;
    assert_text(BYTES("caf\xC3\xA9"), "windows-1252", "utf-8", "caf\xC3\xA9");
    assert_text(BYTES("cafe"), "koi8-r", "utf-8", "cafe");
}

static void a_broken_byte_does_not_make_utf8_anything_else(void **state) {
    (void)state;
    assert_text(BYTES("\xE2\x80\x9Cone\xE2\x80\x9D \xE2\x80\x93 two "
                      "\xC2\xA3\xC2\xA3 br\x93ken"),
                "windows-1252", "utf-8",
                "\xE2\x80\x9Cone\xE2\x80\x9D \xE2\x80\x93 two "
                "\xC2\xA3\xC2\xA3 br\xEF\xBF\xBDken");
}

static void a_text_cut_within_a_character_is_still_utf8(void **state) {
    (void)state;
    assert_text(BYTES("only \xC2\xA3 5 and\xE2\x80"), NULL, "utf-8",
                "only \xC2\xA3 5 and\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_text(BYTES("the caf\xE9"), NULL, "windows-1252", "the caf\xC3\xA9");
}

static void a_nul_character_is_left_out(void **state) {
    (void)state;
    assert_text(BYTES("\xFF\xFEh\0\0\0i\0"), NULL, "utf-16le", "hi");
}

static void a_declared_set_is_believed(void **state) {
    (void)state;
    assert_text(BYTES("\xC4\xC1"), "koi8-r", "koi8-r", "\xD0\xB4\xD0\xB0");
    assert_text(BYTES("\x83\x65\x83\x58\x83\x67"), "shift_jis", "shift_jis",
                "\xE3\x83\x86\xE3\x82\xB9\xE3\x83\x88");
}

static void a_declared_set_that_the_bytes_contradict_is_not(void **state) {
    (void)state;
    assert_text(BYTES("the borough\x92s grants"), "utf-8", "windows-1252",
                "the borough\xE2\x80\x99s grants");
    assert_text(BYTES("grants of \xA3 900"), "iso-8859-6", "windows-1252",
                "grants of \xC2\xA3 900");
}

static void english_with_a_few_signs_is_windows_1252(void **state) {
    (void)state;
    assert_text(BYTES("He said \x93no\x94 and left \x96 quickly."), NULL,
                "windows-1252",
                "He said \xE2\x80\x9Cno\xE2\x80\x9D and left \xE2\x80\x93 "
                "quickly.");
    assert_text(BYTES("caf\xE9 society is here and there"), NULL,
                "windows-1252", "caf\xC3\xA9 society is here and there");
    assert_text(BYTES("It cost \xA3"
                      "38,000, \xA9 2006"),
                NULL, "windows-1252",
                "It cost \xC2\xA3"
                "38,000, \xC2\xA9 2006");
}

static void english_of_an_old_macintosh_is_known(void **state) {
    (void)state;
    assert_text(BYTES("The borough\xD5s own \xD2"
                      "compact\xD3 of 1999"),
                NULL, "macintosh",
                "The borough\xE2\x80\x99s own \xE2\x80\x9C"
                "compact\xE2\x80\x9D "
                "of 1999");
}

static void another_language_is_left_to_the_detector(void **state) {
    (void)state;
    /* "Привет, как дела? Это простой русский текст." in windows-1251 */
    assert_text(BYTES("\xCF\xF0\xE8\xE2\xE5\xF2, \xEA\xE0\xEA "
                      "\xE4\xE5\xEB\xE0? \xDD\xF2\xEE "
                      "\xEF\xF0\xEE\xF1\xF2\xEE\xE9 "
                      "\xF0\xF3\xF1\xF1\xEA\xE8\xE9 \xF2\xE5\xEA\xF1\xF2."),
                NULL, "windows-1251",
                "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82, "
                "\xD0\xBA\xD0\xB0\xD0\xBA \xD0\xB4\xD0\xB5\xD0\xBB\xD0\xB0? "
                "\xD0\xAD\xD1\x82\xD0\xBE "
                "\xD0\xBF\xD1\x80\xD0\xBE\xD1\x81\xD1\x82\xD0\xBE\xD0\xB9 "
                "\xD1\x80\xD1\x83\xD1\x81\xD1\x81\xD0\xBA\xD0\xB8\xD0\xB9 "
                "\xD1\x82\xD0\xB5\xD0\xBA\xD1\x81\xD1\x82.");
}

static void mojibake_is_not_repaired(void **state) {
    (void)state;
    assert_text(BYTES("donâ€™t"), NULL, "utf-8", "donâ€™t");
}

static void characters_that_nobody_types_are_read_as_meant(void **state) {
    (void)state;
    struct buffer out = BUFFER_INIT(1000);
    const char *text = "don\xC2\x92t \xC2\x93go\xC2\x94 \xC2\x80 \xC2\x83 "
                       "\xC2\x81 \xC2\xA3 \xC2";
    charset_append_unmasked(&out, text, strlen(text));
    assert_string_equal(out.data,
                        "don\xE2\x80\x99t \xE2\x80\x9Cgo\xE2\x80\x9D "
                        "\xE2\x82\xAC \xC6\x92 \xC2\x81 \xC2\xA3 \xC2");
    buffer_destroy(&out);
}

/* Any bytes at all give valid UTF-8 without a NUL. */
static void any_bytes_give_valid_text(void **state) {
    (void)state;
    static const char *const DECLARED[] = {NULL,     "utf-8", "gbk",
                                           "koi8-r", "big5",  "iso-2022-jp"};
    uint32_t seed = 1;
    for (unsigned round = 0; round < 3000; round++) {
        char bytes[200];
        seed = seed * 1664525U + 1013904223U;
        size_t size = (seed >> 8) % sizeof bytes;
        for (size_t i = 0; i < size; i++) {
            seed = seed * 1664525U + 1013904223U;
            bytes[i] = (char)(seed >> 24 & (round % 2 ? 0xFF : 0x9F));
        }
        struct buffer out = BUFFER_INIT(1000);
        const char *charset = NULL;
        assert_int_equal(charset_decode(&out, &charset, bytes, size,
                                        DECLARED[round % 6], NULL),
                         CONCORD_OK);
        assert_non_null(charset);
        if (out.size > 0) {
            assert_true(text_is_utf8(out.data, out.size));
            assert_int_equal(strlen(out.data), out.size);
        }
        buffer_destroy(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_stand_for_what_browsers_take_them_for),
        cmocka_unit_test(every_label_leads_to_a_set_that_iconv_converts),
        cmocka_unit_test(a_page_declares_its_set),
        cmocka_unit_test(a_byte_order_mark_decides),
        cmocka_unit_test(utf16_and_utf32_are_known_without_a_mark),
        cmocka_unit_test(an_odd_byte_and_a_lone_surrogate_are_replaced),
        cmocka_unit_test(what_is_utf8_is_utf8_whatever_it_declares),
        cmocka_unit_test(a_broken_byte_does_not_make_utf8_anything_else),
        cmocka_unit_test(a_text_cut_within_a_character_is_still_utf8),
        cmocka_unit_test(a_nul_character_is_left_out),
        cmocka_unit_test(a_declared_set_is_believed),
        cmocka_unit_test(a_declared_set_that_the_bytes_contradict_is_not),
        cmocka_unit_test(english_with_a_few_signs_is_windows_1252),
        cmocka_unit_test(english_of_an_old_macintosh_is_known),
        cmocka_unit_test(another_language_is_left_to_the_detector),
        cmocka_unit_test(mojibake_is_not_repaired),
        cmocka_unit_test(characters_that_nobody_types_are_read_as_meant),
        cmocka_unit_test(any_bytes_give_valid_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
