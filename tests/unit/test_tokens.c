#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "schema/buffer.h"
#include "text/normal.h"
#include "text/tokens.h"

enum { ROUNDS = 20000, PIECES_MAX = 40 };

/* `expected` is the folded words with bars between them. */
static void assert_words(const char *text, const char *expected) {
    struct buffer words = BUFFER_INIT(1 << 16);
    struct token_reader reader;
    struct token token;
    token_reader_begin(&reader, text, strlen(text));
    buffer_append(&words, "", 0);
    while (token_next(&reader, &token)) {
        if (words.size > 0)
            buffer_append_char(&words, '|');
        buffer_append(&words, token.word, token.length);
    }
    assert_string_equal(words.data, expected);
    buffer_destroy(&words);
}

static struct token first_token(const char *text) {
    struct token_reader reader;
    struct token token = {0};
    token_reader_begin(&reader, text, strlen(text));
    assert_true(token_next(&reader, &token));
    return token;
}

static void words_are_runs_of_letters_and_digits(void **state) {
    (void)state;
    assert_words("The Compact: working together (2008).",
                 "the|compact|working|together|2008");
    assert_words("MP3 4Children B&Q", "mp3|4children|b|q");
    assert_words("", "");
    assert_words(" ... \u2014 \u2022 ", "");
}

static void hyphens_and_dashes_end_words(void **state) {
    (void)state;
    assert_words("third-sector", "third|sector");
    assert_words("third\u2010sector\u2011led \u2013 1998\u20142008",
                 "third|sector|led|1998|2008");
}

/* As assert_words(), of a search; '-' before a word that is joined. */
static void assert_search_words(const char *text, const char *expected) {
    struct buffer words = BUFFER_INIT(1 << 16);
    struct token_reader reader;
    struct token token;
    token_reader_begin_search(&reader, text, strlen(text));
    buffer_append(&words, "", 0);
    while (token_next(&reader, &token)) {
        if (words.size > 0)
            buffer_append_char(&words, token.joined ? '-' : '|');
        buffer_append(&words, token.word, token.length);
    }
    assert_string_equal(words.data, expected);
    buffer_destroy(&words);
}

static void a_search_reads_an_ampersand_as_and(void **state) {
    struct token_reader reader;
    struct token token;
    (void)state;
    assert_search_words("health & social care", "health|and|social|care");
    assert_search_words("R&D \uFF06 \uFE60", "r|and|d|and|and");
    assert_search_words("& a && b &", "and|a|and|b|and");
    token_reader_begin_search(&reader, "a &\n", 4);
    assert_true(token_next(&reader, &token));
    assert_true(token_next(&reader, &token));
    assert_int_equal(token.start, 2);
    assert_int_equal(token.end, 3);
    assert_false(token_next(&reader, &token));
}

static void only_a_hyphen_between_letters_joins_words(void **state) {
    (void)state;
    assert_search_words("co-operation", "co-operation");
    assert_search_words("face-to-face", "face-to-face");
    assert_search_words("a\u2010b\u2011c", "a-b-c");
    assert_search_words("caf\u00E9-bar cafe\u0301-bar", "cafe-bar|cafe-bar");
    assert_search_words("a - b", "a|b");
    assert_search_words("a -b", "a|b");
    assert_search_words("a- b", "a|b");
    assert_search_words("a--b", "a|b");
    assert_search_words("a\u2013b a\u2014b", "a|b|a|b");
    assert_search_words("2006-07 MP3-player x-4", "2006|07|mp3|player|x|4");
    assert_search_words("a-&-b", "a|and|b");
}

static void apostrophes_of_every_kind_are_one(void **state) {
    (void)state;
    assert_words("children's", "children's");
    assert_words("children\u2019s", "children's");
    assert_words("children\u2018s", "children's");
    assert_words("children\u02BCs", "children's");
    assert_words("children\u00B4s", "children's");
    assert_words("children`s", "children's");
    assert_words("children\uFF07s", "children's");
    assert_words("cafe\u0301's", "cafe's");
}

static void apostrophes_outside_words_are_no_part_of_them(void **state) {
    (void)state;
    assert_words("partners' partners\u2019 'quoted'",
                 "partners|partners|quoted");
    assert_words("\u02BCtis rock 'n' roll", "tis|rock|n|roll");
    assert_words("a''b 1990's 5'6", "a|b|1990|s|5|6");
}

static void commas_of_thousands_are_dropped(void **state) {
    (void)state;
    assert_words("\u00A35,000 and 1,234,567", "5000|and|1234567");
    assert_words("5,000th 1,000.50", "5000th|1000.50");
}

static void points_of_decimals_are_kept(void **state) {
    (void)state;
    assert_words("2.5 per cent, 3.", "2.5|per|cent|3");
    assert_words("\u00A31.5m .5", "1.5m|5");
}

static void chains_of_digits_are_several_words(void **state) {
    (void)state;
    assert_words("12.05.2009", "12|05|2009");
    assert_words("2004,2005", "2004|2005");
    assert_words("1,2,3 12,34 1,0000", "1|2|3|12|34|1|0000");
    assert_words("1,000,50 1.2.3.4", "1|000|50|1|2|3|4");
    assert_words("A1,000", "a1|000");
}

static void case_and_accents_make_no_difference(void **state) {
    (void)state;
    assert_words("Caf\u00E9 CAFE\u0301", "cafe|cafe");
    assert_words("Stra\u00DFe \uFB01nance \uFB03", "strasse|finance|ffi");
    assert_words("\u0174y\u0177 \u0130 \u212B \U0001D400bc", "wyy|i|a|abc");
    assert_words("Encyclop\u00E6dia man\u0152uvre \u00D8re",
                 "encyclopaedia|manoeuvre|ore");
    assert_words("\uFF21\uFF22\uFF11", "ab1");
    assert_words("\u0391\u0398\u0397\u039D\u0391", "\u03B1\u03B8\u03B7\u03BD"
                                                   "\u03B1");
}

static void raised_figures_and_fractions_are_no_words(void **state) {
    (void)state;
    assert_words("policy\u00B2 5\u00BD m\u00B3", "policy|5|m");
}

static void marks_begin_no_word(void **state) {
    (void)state;
    assert_words("\u0301a \u0301", "a");
}

static void case_of_the_original_letters_is_told(void **state) {
    (void)state;
    assert_int_equal(first_token("reading").letters, TOKEN_LOWER);
    assert_int_equal(first_token("iPhone").letters, TOKEN_LOWER);
    assert_int_equal(first_token("2008").letters, TOKEN_LOWER);
    assert_int_equal(first_token("Reading").letters, TOKEN_CAPITALISED);
    assert_int_equal(first_token("A").letters, TOKEN_CAPITALISED);
    assert_int_equal(first_token("McDonald").letters, TOKEN_CAPITALISED);
    assert_int_equal(first_token("\u00C9cole").letters, TOKEN_CAPITALISED);
    assert_int_equal(first_token("4Children").letters, TOKEN_CAPITALISED);
    assert_int_equal(first_token("NHS").letters, TOKEN_ALL_CAPITALS);
    assert_int_equal(first_token("\u00C9U").letters, TOKEN_ALL_CAPITALS);
    assert_int_equal(first_token("G20S").letters, TOKEN_ALL_CAPITALS);
}

static void offsets_are_bytes_of_the_original(void **state) {
    (void)state;
    struct token token = first_token("  \u201CCaf\u00E9\u2019s\u201D");
    assert_int_equal(token.start, 5);
    assert_int_equal(token.end, 14);
    assert_string_equal(token.word, "cafe's");
    assert_int_equal(token.length, 6);
}

static void long_words_are_cut_but_covered(void **state) {
    (void)state;
    char text[301];
    memset(text, 'a', 300);
    text[300] = '\0';
    struct token token = first_token(text);
    assert_int_equal(token.length, TOKEN_WORD_MAX);
    assert_int_equal(token.end, 300);
    /* Two-byte letters from an odd offset: the cut falls on a border. */
    for (size_t i = 1; i + 1 < 300; i += 2)
        memcpy(text + i, "\u03B1", 2);
    text[299] = '\0';
    token = first_token(text);
    assert_int_equal(token.length, TOKEN_WORD_MAX - 1);
    assert_int_equal(token.end, 299);
    assert_true(text_is_utf8(token.word, token.length));
}

/* A letter that would still fit is not taken after one that did not. */
static void the_cut_word_is_the_beginning_of_the_whole(void **state) {
    (void)state;
    char text[TOKEN_WORD_MAX + 8];
    memset(text, 'a', TOKEN_WORD_MAX - 1);
    memcpy(text + TOKEN_WORD_MAX - 1, "\u03B1b", 4);
    struct token token = first_token(text);
    assert_int_equal(token.length, TOKEN_WORD_MAX - 1);
    assert_int_equal(token.word[token.length - 1], 'a');
    assert_int_equal(token.end, TOKEN_WORD_MAX + 2);
}

/* Letters are read eight at a time; signs of ASCII stand beside them on either
 * side. */
static void
a_word_ends_behind_its_last_letter_whatever_its_length(void **state) {
    static const char signs[] = " `{@[/0-'\0";
    char text[TOKEN_WORD_MAX + 32];
    (void)state;
    for (size_t length = 1; length < TOKEN_WORD_MAX; length++)
        for (size_t i = 0; i < sizeof signs; i++) {
            memset(text, ' ', sizeof text);
            memset(text + 1, i % 2 ? 'a' : 'z', length);
            text[1 + length] = signs[i];
            text[2 + length] = '\0';
            struct token token = first_token(text);
            size_t read = length + (signs[i] == '0');
            assert_int_equal(token.start, 1);
            assert_int_equal(token.end, 1 + read);
            assert_int_equal(token.length, read);
            assert_memory_equal(token.word, text + 1, read);
            assert_int_equal(strlen(token.word), read);
            assert_int_equal(token.letters, TOKEN_LOWER);
        }
}

static void nothing_after_the_size_is_read(void **state) {
    (void)state;
    struct token_reader reader;
    struct token token;
    token_reader_begin(&reader, "children's", 9);
    assert_true(token_next(&reader, &token));
    assert_string_equal(token.word, "children");
    assert_false(token_next(&reader, &token));
    token_reader_begin(&reader, "5,0005", 5);
    assert_true(token_next(&reader, &token));
    assert_string_equal(token.word, "5000");
}

static const char *const pieces[] = {
    "a",      "Ab",     "xyz",      "children",   "5",      "000",
    "2008",   ",",      ".",        "'",          "\u2019", "`",
    "-",      " ",      "\n",       "\u0301",     "\u00E9", "\u00DF",
    "\uFB01", "\u0130", "\u02BC",   "\u00BD",     "\u0661", "\uFDFA",
    "\u037A", "\uD55C", "\u00C6",   "\U0001D400", "\xFF",   "\xED\xA0",
    "\xC3",   "\x80",   "\xF0\x9F",
};

static uint64_t random_next(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* In memory of its exact size, so that a sanitizer sees a byte read beyond. */
static char *random_text(uint64_t *seed, size_t *size) {
    struct buffer text = BUFFER_INIT(1 << 16);
    size_t count = random_next(seed) % PIECES_MAX;
    for (size_t i = 0; i < count; i++)
        if (random_next(seed) % 8 == 0)
            buffer_append_char(&text, (char)random_next(seed));
        else
            buffer_append_string(
                &text,
                pieces[random_next(seed) % (sizeof pieces / sizeof pieces[0])]);
    char *exact = malloc(text.size > 0 ? text.size : 1);
    assert_non_null(exact);
    if (text.size > 0)
        memcpy(exact, text.data, text.size);
    *size = text.size;
    buffer_destroy(&text);
    return exact;
}

static void assert_token_sound(const struct token *token, const char *text,
                               size_t size, size_t after) {
    assert_true(token->start >= after);
    assert_true(token->start < token->end);
    assert_true(token->end <= size);
    assert_true(token->length > 0 && token->length <= TOKEN_WORD_MAX);
    assert_int_equal(token->word[token->length], '\0');
    assert_true(text_is_utf8(token->word, token->length));
    assert_true(text_is_utf8(text + token->start, token->end - token->start));
}

/* A folded word, read by itself, is the same word. One that was cut may end
 * otherwise, in a point or an apostrophe. */
static void assert_folding_is_final(const struct token *token) {
    struct token_reader reader;
    struct token again;
    if (token->length > TOKEN_WORD_MAX - 4)
        return;
    token_reader_begin(&reader, token->word, token->length);
    assert_true(token_next(&reader, &again));
    assert_string_equal(again.word, token->word);
    assert_false(token_next(&reader, &again));
}

static void random_bytes_give_sound_tokens(void **state) {
    (void)state;
    uint64_t seed = 19981116;
    for (int round = 0; round < ROUNDS; round++) {
        size_t size = 0;
        char *text = random_text(&seed, &size);
        struct token_reader reader;
        struct token token;
        size_t after = 0;
        token_reader_begin(&reader, text, size);
        while (token_next(&reader, &token)) {
            assert_token_sound(&token, text, size, after);
            assert_folding_is_final(&token);
            after = token.end;
        }
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_runs_of_letters_and_digits),
        cmocka_unit_test(hyphens_and_dashes_end_words),
        cmocka_unit_test(a_search_reads_an_ampersand_as_and),
        cmocka_unit_test(only_a_hyphen_between_letters_joins_words),
        cmocka_unit_test(apostrophes_of_every_kind_are_one),
        cmocka_unit_test(apostrophes_outside_words_are_no_part_of_them),
        cmocka_unit_test(commas_of_thousands_are_dropped),
        cmocka_unit_test(points_of_decimals_are_kept),
        cmocka_unit_test(chains_of_digits_are_several_words),
        cmocka_unit_test(case_and_accents_make_no_difference),
        cmocka_unit_test(raised_figures_and_fractions_are_no_words),
        cmocka_unit_test(marks_begin_no_word),
        cmocka_unit_test(case_of_the_original_letters_is_told),
        cmocka_unit_test(offsets_are_bytes_of_the_original),
        cmocka_unit_test(long_words_are_cut_but_covered),
        cmocka_unit_test(the_cut_word_is_the_beginning_of_the_whole),
        cmocka_unit_test(
            a_word_ends_behind_its_last_letter_whatever_its_length),
        cmocka_unit_test(nothing_after_the_size_is_read),
        cmocka_unit_test(random_bytes_give_sound_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
