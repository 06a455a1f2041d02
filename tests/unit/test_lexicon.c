/* The lexicon looks a word up once, and says of it what a lookup would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/lexicon.h"

struct parts {
    struct phrase_set *set;
    struct stemmer *stemmer;
    struct lexicon *lexicon;
};

static unsigned classified;

static void classify(const void *context, struct lexicon_word *word) {
    assert_null(context);
    classified++;
    word->classes = (uint32_t)strlen(word->folded);
}

static int set_up(void **state) {
    static struct parts parts;
    memset(&parts, 0, sizeof parts);
    classified = 0;
    *state = &parts;
    return phrase_set_create(&parts.set, NULL) == CONCORD_OK &&
                   phrase_set_add(parts.set, "funding agreement", PHRASE_STEMS,
                                  7, NULL) == CONCORD_OK &&
                   phrase_set_add(parts.set, "Barset", PHRASE_NAME, 8, NULL) ==
                       CONCORD_OK &&
                   stemmer_create(&parts.stemmer, NULL) == CONCORD_OK &&
                   lexicon_create(&parts.lexicon, parts.set, parts.stemmer,
                                  classify, NULL, NULL) == CONCORD_OK
               ? 0
               : -1;
}

static int tear_down(void **state) {
    struct parts *parts = *state;
    lexicon_destroy(parts->lexicon);
    stemmer_destroy(parts->stemmer);
    phrase_set_destroy(parts->set);
    return 0;
}

static const struct lexicon_word *find(struct parts *parts, const char *text) {
    struct token_reader reader;
    struct token token;
    token_reader_begin(&reader, text, strlen(text));
    assert_true(token_next(&reader, &token));
    return lexicon_find(parts->lexicon, &token);
}

static void a_word_is_one_however_it_is_written(void **state) {
    struct parts *parts = *state;
    const struct lexicon_word *word = find(parts, "Funding");
    assert_string_equal(word->folded, "funding");
    assert_ptr_equal(find(parts, "FUNDING"), word);
    assert_int_equal(classified, 1);
}

static void its_forms_are_those_of_a_lookup(void **state) {
    struct parts *parts = *state;
    const char *words[] = {"funding", "agreements", "barset", "elsewhere"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct phrase_forms forms;
        const struct lexicon_word *word = find(parts, words[i]);
        phrase_set_find_forms(parts->set, parts->stemmer, words[i],
                              strlen(words[i]), &forms);
        assert_int_equal(word->forms.stem, forms.stem);
        assert_int_equal(word->forms.folded, forms.folded);
        assert_int_equal(word->classes, strlen(words[i]));
    }
}

static void many_words_are_all_found_again(void **state) {
    enum { WORDS = 300 * 1000 };
    struct parts *parts = *state;
    char text[32];
    for (unsigned i = 0; i < WORDS; i++) {
        snprintf(text, sizeof text, "w%u", i);
        assert_string_equal(find(parts, text)->folded, text);
    }
    assert_string_equal(find(parts, "w17")->folded, "w17");
    assert_int_equal(classified, WORDS);
    lexicon_trim(parts->lexicon); /* more than it keeps */
    assert_string_equal(find(parts, "w17")->folded, "w17");
    assert_int_equal(classified, WORDS + 1);
}

static void few_words_are_kept_from_text_to_text(void **state) {
    struct parts *parts = *state;
    const struct lexicon_word *word = find(parts, "compact");
    lexicon_trim(parts->lexicon);
    assert_ptr_equal(find(parts, "compact"), word);
}

struct seen {
    struct phrase_match matches[8];
    size_t count;
};

static bool see(void *context, const struct phrase_match *match) {
    struct seen *seen = context;
    seen->matches[seen->count++] = *match;
    return true;
}

static void read_paragraph(struct parts *parts, struct phrase_reader *reader,
                           const char *text, size_t base) {
    struct token_reader tokens;
    struct token token;
    phrase_reader_paragraph(reader, text, base);
    token_reader_begin(&tokens, text, strlen(text));
    while (token_next(&tokens, &token))
        assert_true(phrase_reader_word(
            reader, &token, &lexicon_find(parts->lexicon, &token)->forms));
}

static void words_fed_one_by_one_meet_the_same_phrases(void **state) {
    struct parts *parts = *state;
    struct phrase_reader *reader = NULL;
    struct seen seen = {.count = 0};
    assert_int_equal(phrase_reader_create(&reader, parts->set, NULL),
                     CONCORD_OK);
    phrase_reader_begin(reader, see, &seen);
    read_paragraph(parts, reader, "Barset funds", 0);
    read_paragraph(parts, reader, "the Funding Agreements; funding", 100);
    read_paragraph(parts, reader, "agreement", 200);
    assert_int_equal(seen.count, 2); /* none over a paragraph's border */
    assert_int_equal(seen.matches[0].payload, 8);
    assert_int_equal(seen.matches[1].payload, 7);
    assert_int_equal(seen.matches[1].start, 104);
    assert_int_equal(seen.matches[1].end, 122);
    assert_int_equal(seen.matches[1].first_word, 3);
    phrase_reader_destroy(reader);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_word_is_one_however_it_is_written,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(its_forms_are_those_of_a_lookup, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(many_words_are_all_found_again, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(few_words_are_kept_from_text_to_text,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            words_fed_one_by_one_meet_the_same_phrases, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
