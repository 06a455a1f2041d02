/* test_suggestions.c - claims about suggestions.bin, against a plain look at
 * all of what was put into it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "suggestions_file.h"

enum { WORDS = 400, ASKED = 7, LETTERS = 4 };

static char directory[] = "/tmp/concord-test-XXXXXX";
static struct suggestions_builder *builder;
static struct suggestions *suggestions;

static int set_up(void **state) {
    (void)state;
    strcpy(directory, "/tmp/concord-test-XXXXXX");
    assert_non_null(mkdtemp(directory));
    assert_int_equal(suggestions_builder_create(&builder, 3, NULL), CONCORD_OK);
    return 0;
}

static const char *path(void) {
    static char name[64];
    snprintf(name, sizeof name, "%s/suggestions.bin", directory);
    return name;
}

static int tear_down(void **state) {
    (void)state;
    suggestions_close(suggestions);
    suggestions = NULL;
    suggestions_builder_destroy(builder);
    builder = NULL;
    unlink(path());
    return rmdir(directory);
}

static void add(size_t kind, const char *text, const char *folded,
                uint32_t count) {
    struct suggestion suggestion = {text, "", count};
    assert_int_equal(suggestions_builder_add(builder, kind, &suggestion, folded,
                                             count, NULL),
                     CONCORD_OK);
}

static void open_all(void) {
    assert_int_equal(suggestions_builder_write(builder, directory, NULL),
                     CONCORD_OK);
    assert_int_equal(suggestions_open(&suggestions, directory, NULL),
                     CONCORD_OK);
}

/* The same words in every run. */
static unsigned next_random(void) {
    static uint32_t state = 12345;
    state = state * 1664525 + 1013904223;
    return state >> 16;
}

static char words[WORDS][LETTERS + 4];

/* Of three letters, so that many are near to each other. */
static void add_words(void) {
    for (size_t i = 0; i < WORDS; i++) {
        bool known = true;
        while (known) {
            size_t size = 3 + next_random() % LETTERS;
            for (size_t j = 0; j < size; j++)
                words[i][j] = (char)('a' + next_random() % 3);
            words[i][size] = '\0';
            known = false;
            for (size_t j = 0; j < i; j++)
                known = known || strcmp(words[i], words[j]) == 0;
        }
        add(SUGGESTION_WORD, words[i], words[i], (uint32_t)(i + 1));
    }
}

static void the_most_frequent_come_first_of_those_that_begin_so(void **state) {
    (void)state;
    struct suggestion found[ASKED];
    static const char *const begun[] = {"a", "b", "cc", "abc", "cab", "bbbb"};
    add_words();
    open_all();
    for (size_t i = 0; i < sizeof begun / sizeof *begun; i++) {
        size_t count = suggestions_complete(suggestions, SUGGESTION_WORD,
                                            begun[i], found, ASKED);
        size_t expected = 0;
        for (size_t j = WORDS; j-- > 0 && expected < ASKED;)
            if (strncmp(words[j], begun[i], strlen(begun[i])) == 0) {
                assert_true(expected < count);
                assert_string_equal(found[expected].text, words[j]);
                assert_int_equal(found[expected++].count, j + 1);
            }
        assert_int_equal(count, expected);
    }
}

enum { MANY = 20000, MANY_ASKED = 100 };

/* Numbered by their place in the order of words, weighed at random. */
static void the_most_frequent_of_many_are_all_found(void **state) {
    (void)state;
    static uint32_t weights[MANY];
    struct suggestion found[MANY_ASKED];
    char text[16];
    for (uint32_t i = 0; i < MANY; i++)
        weights[i] = i + 1;
    for (uint32_t i = MANY - 1; i > 0; i--) {
        uint32_t j = (next_random() << 8 ^ next_random()) % (i + 1);
        uint32_t weight = weights[i];
        weights[i] = weights[j];
        weights[j] = weight;
    }
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "word%05u", i);
        add(SUGGESTION_WORD, text, text, weights[i]);
    }
    open_all();
    assert_int_equal(suggestions_complete(suggestions, SUGGESTION_WORD, "word",
                                          found, MANY_ASKED),
                     MANY_ASKED);
    for (uint32_t i = 0; i < MANY_ASKED; i++)
        assert_int_equal(found[i].count, MANY - i);
}

/* Wherever among the keys those begin and end that begin so. */
static void all_that_begin_so_are_found(void **state) {
    (void)state;
    static struct suggestion found[MANY_ASKED];
    char text[16];
    for (unsigned i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "%05u", i);
        add(SUGGESTION_WORD, text, text, MANY - i);
    }
    open_all();
    for (unsigned i = 0; i < MANY; i += 37) {
        for (unsigned digits = 3; digits <= 5; digits++) {
            unsigned alike = digits == 3 ? 100 : digits == 4 ? 10 : 1;
            snprintf(text, sizeof text, "%05u", i);
            text[digits] = '\0';
            assert_int_equal(suggestions_complete(suggestions, SUGGESTION_WORD,
                                                  text, found, MANY_ASKED),
                             alike);
            for (unsigned j = 0; j < alike; j++)
                assert_int_equal(found[j].count,
                                 MANY - (i / alike * alike + j));
        }
    }
}

static unsigned smaller(unsigned a, unsigned b) {
    return a < b ? a : b;
}

/* Optimal string alignment, by its definition. */
static unsigned distance(const char *a, const char *b) {
    unsigned table[16][16];
    size_t m = strlen(a);
    size_t n = strlen(b);
    for (size_t i = 0; i <= m; i++)
        for (size_t j = 0; j <= n; j++) {
            if (i == 0 || j == 0) {
                table[i][j] = (unsigned)(i + j);
                continue;
            }
            unsigned least = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            least = smaller(least, table[i - 1][j] + 1);
            least = smaller(least, table[i][j - 1] + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                least = smaller(least, table[i - 2][j - 2] + 1);
            table[i][j] = least;
        }
    return table[m][n];
}

static size_t nearest_of_all(const char *word) {
    size_t best = WORDS;
    unsigned least = strlen(word) <= 5 ? 1 : 2;
    for (size_t i = WORDS; i-- > 0;) {
        unsigned far = distance(word, words[i]);
        if (far < least || (far == least && best == WORDS)) {
            least = far;
            best = i;
        }
    }
    return best;
}

static void the_nearest_is_the_nearest_of_all(void **state) {
    (void)state;
    static const char *const asked[] = {"adc",    "bca",    "ddd",   "cabx",
                                        "acbb",   "xabcab", "ddddd", "abcddd",
                                        "bbaacc", "ccabxx", "bac"};
    struct suggestion found[1];
    add_words();
    open_all();
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        size_t best = nearest_of_all(asked[i]);
        size_t count = suggestions_nearest(suggestions, asked[i], found, 1);
        assert_int_equal(count, best < WORDS);
        if (count > 0)
            assert_string_equal(found[0].text, words[best]);
    }
}

static void a_name_is_found_by_its_later_words_once(void **state) {
    (void)state;
    struct suggestion found[ASKED];
    add(2, "Bath and Bathford Forum", "bath and bathford forum", 4);
    add(2, "Forum of the North", "forum of the north", 9);
    open_all();
    assert_int_equal(suggestions_complete(suggestions, 2, "bath", found, ASKED),
                     1);
    assert_string_equal(found[0].text, "Bath and Bathford Forum");
    assert_int_equal(
        suggestions_complete(suggestions, 2, "forum", found, ASKED), 2);
    assert_string_equal(found[0].text, "Forum of the North");
    assert_int_equal(
        suggestions_complete(suggestions, 2, "bathford fo", found, ASKED), 1);
    assert_int_equal(suggestions_complete(suggestions, 1, "bath", found, ASKED),
                     0);
}

static void short_words_are_near_to_nothing(void **state) {
    (void)state;
    struct suggestion found[ASKED];
    add(SUGGESTION_WORD, "of", "of", 4);
    open_all();
    assert_int_equal(suggestions_nearest(suggestions, "or", found, ASKED), 0);
}

static void without_a_file_there_is_nothing_to_suggest(void **state) {
    (void)state;
    struct suggestion found[ASKED];
    assert_int_equal(suggestions_open(&suggestions, directory, NULL),
                     CONCORD_OK);
    assert_int_equal(suggestions_kind_count(suggestions), 0);
    assert_int_equal(suggestions_complete(suggestions, 0, "a", found, ASKED),
                     0);
    assert_int_equal(suggestions_nearest(suggestions, "abc", found, ASKED), 0);
}

/* Cut or changed anywhere, it is refused or answers something; it never reads
 * outside. */
static void a_damaged_file_harms_nobody(void **state) {
    (void)state;
    struct concord_error err = {0};
    struct suggestion found[ASKED];
    char bytes[4096];
    add_words();
    open_all();
    FILE *file = fopen(path(), "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t i = 0; i < 300; i++) {
        suggestions_close(suggestions);
        suggestions = NULL;
        size_t at = next_random() % 200;
        char was = bytes[at];
        bytes[at] = (char)next_random();
        file = fopen(path(), "r+b");
        assert_non_null(file);
        fwrite(bytes, 1, size, file);
        fclose(file);
        if (suggestions_open(&suggestions, directory, &err) == CONCORD_OK) {
            suggestions_complete(suggestions, 0, "ab", found, ASKED);
            suggestions_nearest(suggestions, "abcab", found, ASKED);
        } else {
            assert_int_equal(err.status, CONCORD_CORRUPT);
        }
        bytes[at] = was;
    }
    assert_int_equal(truncate(path(), 100), 0);
    suggestions_close(suggestions);
    assert_int_equal(suggestions_open(&suggestions, directory, &err),
                     CONCORD_CORRUPT);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_most_frequent_come_first_of_those_that_begin_so),
        TEST(the_most_frequent_of_many_are_all_found),
        TEST(all_that_begin_so_are_found),
        TEST(the_nearest_is_the_nearest_of_all),
        TEST(a_name_is_found_by_its_later_words_once),
        TEST(short_words_are_near_to_nothing),
        TEST(without_a_file_there_is_nothing_to_suggest),
        TEST(a_damaged_file_harms_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
