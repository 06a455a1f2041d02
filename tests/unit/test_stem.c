#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "spelling.h"
#include "text/stem.h"
#include "text/tokens.h"

static int begin(void **state) {
    struct stemmer *stemmer = NULL;
    struct concord_error err = {0};
    enum concord_status status = stemmer_create(&stemmer, &err);
    *state = stemmer;
    return status == CONCORD_OK ? 0 : -1;
}

static int end(void **state) {
    stemmer_destroy(*state);
    return 0;
}

static void assert_stem(struct stemmer *stemmer, const char *word,
                        const char *expected) {
    assert_string_equal(stemmer_stem(stemmer, word, strlen(word)), expected);
}

static void forms_of_a_word_have_one_stem(void **state) {
    assert_stem(*state, "agreement", "agreement");
    assert_stem(*state, "agreements", "agreement");
    assert_stem(*state, "volunteering", "volunt");
    assert_stem(*state, "volunteers", "volunt");
    assert_stem(*state, "charities", "chariti");
    assert_stem(*state, "charity", "chariti");
}

static void possessives_are_stemmed_away(void **state) {
    assert_stem(*state, "children's", "children");
    assert_stem(*state, "partner's", "partner");
}

/* The term of the first word in `text`. */
static void term_of(struct stemmer *stemmer, const char *text,
                    char term[SPELLING_MAX + 1]) {
    struct token_reader reader;
    struct token token;
    token_reader_begin(&reader, text, strlen(text));
    assert_true(token_next(&reader, &token));
    snprintf(term, SPELLING_MAX + 1, "%s",
             stemmer_stem(stemmer, token.word, token.length));
}

/* A line of words/spellings.tsv: "meet" or "apart", and the two words. */
static void check_pair(struct stemmer *stemmer, char *line) {
    char left[SPELLING_MAX + 1];
    char right[SPELLING_MAX + 1];
    const char *kind = strtok(line, "\t\n");
    const char *first = strtok(NULL, "\t\n");
    const char *second = strtok(NULL, "\t\n");
    assert_non_null(second);
    term_of(stemmer, first, left);
    term_of(stemmer, second, right);
    if ((strcmp(left, right) == 0) != (strcmp(kind, "meet") == 0))
        fail_msg("%s and %s should %s, but are %s and %s", first, second, kind,
                 left, right);
}

static void words_meet_whose_spellings_differ_and_no_others(void **state) {
    FILE *pairs = fopen(CONCORD_ROOT "/tests/unit/words/spellings.tsv", "r");
    char line[256];
    int count = 0;
    assert_non_null(pairs);
    while (fgets(line, sizeof line, pairs)) {
        if (line[0] == '#')
            continue;
        check_pair(*state, line);
        count++;
    }
    fclose(pairs);
    assert_true(count > 300);
}

static void words_spelt_alike_everywhere_keep_their_letters(void **state) {
    static const char *const words[] = {
        "exercise", "promise",  "surprise", "advertise",  "size",     "prize",
        "seize",    "capsize",  "resized",  "citizen",    "horizon",  "wizard",
        "maize",    "oversize", "bizarre",  "laboratory", "honorary", "pizza",
        "humorous", "vigorous", "meter",    "practical",  "licensee", "program",
        "z",        "iz",       "ize",      "center5"};
    char spelling[SPELLING_MAX + 1];
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        spelling_fold(spelling, words[i], strlen(words[i]));
        assert_string_equal(spelling, words[i]);
    }
}

/* A fold of a fold would make stems depend on how often it is done; and what
 * marks words in a text looks at their first letters first. */
static void a_spelling_is_its_own_and_keeps_its_first_letter(void **state) {
    FILE *pairs = fopen(CONCORD_ROOT "/tests/unit/words/spellings.tsv", "r");
    char line[256];
    char once[SPELLING_MAX + 1];
    char twice[SPELLING_MAX + 1];
    (void)state;
    assert_non_null(pairs);
    while (fgets(line, sizeof line, pairs)) {
        for (char *word = line[0] == '#' ? NULL : strtok(line, "\t\n"); word;
             word = strtok(NULL, "\t\n")) {
            size_t size = spelling_fold(once, word, strlen(word));
            assert_true(size <= strlen(word) + SPELLING_GROWTH);
            assert_int_equal(spelling_fold(twice, once, size), size);
            assert_string_equal(once, twice);
            assert_int_equal(once[0], word[0]);
        }
    }
    fclose(pairs);
}

/* Known faults of the algorithm, which synonyms must make good. */
static void some_near_words_stem_apart(void **state) {
    assert_stem(*state, "organisation", "organis");
    assert_stem(*state, "organ", "organ");
    assert_stem(*state, "commissioning", "commiss");
    assert_stem(*state, "commissioner", "commission");
}

static void numbers_and_short_words_stay(void **state) {
    assert_stem(*state, "2008", "2008");
    assert_stem(*state, "2.5", "2.5");
    assert_stem(*state, "a", "a");
    assert_stem(*state, "", "");
}

static void only_the_bytes_given_are_stemmed(void **state) {
    assert_string_equal(stemmer_stem(*state, "funding agreement", 7), "fund");
}

/* More words than any cache keeps, each of them twice. */
static void every_word_gets_its_own_stem(void **state) {
    for (int i = 0; i < 40000; i++) {
        char word[32];
        char stem[32];
        snprintf(word, sizeof word, "w%dships", i / 2 % 5000);
        snprintf(stem, sizeof stem, "w%dship", i / 2 % 5000);
        assert_stem(*state, word, stem);
    }
}

static void words_longer_than_tokens_are_cut(void **state) {
    char word[TOKEN_WORD_MAX * 4];
    memset(word, 'x', sizeof word);
    assert_int_equal(strlen(stemmer_stem(*state, word, sizeof word)),
                     TOKEN_WORD_MAX);
}

static void the_release_of_the_library_is_known(void **state) {
    (void)state;
    assert_int_equal(strncmp(stemmer_version(), "snowball-english-", 17), 0);
    /* When this fails, the library's English has changed: add its release to
     * the table in stem.c. */
    assert_string_not_equal(stemmer_version(), "snowball-english-unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_a_word_have_one_stem),
        cmocka_unit_test(possessives_are_stemmed_away),
        cmocka_unit_test(words_meet_whose_spellings_differ_and_no_others),
        cmocka_unit_test(words_spelt_alike_everywhere_keep_their_letters),
        cmocka_unit_test(a_spelling_is_its_own_and_keeps_its_first_letter),
        cmocka_unit_test(some_near_words_stem_apart),
        cmocka_unit_test(numbers_and_short_words_stay),
        cmocka_unit_test(only_the_bytes_given_are_stemmed),
        cmocka_unit_test(every_word_gets_its_own_stem),
        cmocka_unit_test(words_longer_than_tokens_are_cut),
        cmocka_unit_test(the_release_of_the_library_is_known),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
