#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/buffer.h"
#include "text/normal.h"
#include "text/phrases.h"

enum {
    MATCHES_MAX = 4096,
    WORDS_MAX = 24,
    PHRASE_WORDS_MAX = 4,
    PHRASES = 12,
    ROUNDS = 3000
};

struct seen {
    struct phrase_match matches[MATCHES_MAX];
    size_t count;
    size_t stop_after; /* 0: never */
};

static bool see(void *context, const struct phrase_match *match) {
    struct seen *seen = context;
    assert_true(seen->count < MATCHES_MAX);
    seen->matches[seen->count++] = *match;
    return seen->count != seen->stop_after;
}

static struct phrase_set *new_set(void) {
    struct phrase_set *set = NULL;
    assert_int_equal(phrase_set_create(&set, NULL), CONCORD_OK);
    return set;
}

static void add(struct phrase_set *set, const char *phrase,
                enum phrase_mode mode, uint32_t payload) {
    assert_int_equal(phrase_set_add(set, phrase, mode, payload, NULL),
                     CONCORD_OK);
}

static void read_set(const struct phrase_set *set, const char *text,
                     struct seen *seen) {
    struct stemmer *stemmer = NULL;
    assert_int_equal(stemmer_create(&stemmer, NULL), CONCORD_OK);
    assert_int_equal(
        phrase_set_read(set, stemmer, text, strlen(text), see, seen, NULL),
        CONCORD_OK);
    stemmer_destroy(stemmer);
}

/* `expected` is "payload:text" of each match, with bars between them. */
static void assert_found(const struct phrase_set *set, const char *text,
                         const char *expected) {
    static struct seen seen;
    struct buffer found = BUFFER_INIT(1 << 16);
    seen = (struct seen){.count = 0};
    read_set(set, text, &seen);
    buffer_append(&found, "", 0);
    for (size_t i = 0; i < seen.count; i++) {
        const struct phrase_match *match = &seen.matches[i];
        buffer_printf(&found, "%s%u:%.*s", i > 0 ? "|" : "",
                      (unsigned)match->payload,
                      (int)(match->end - match->start), text + match->start);
    }
    assert_string_equal(found.data, expected);
    buffer_destroy(&found);
}

static void stems_meet_other_forms(void **state) {
    (void)state;
    struct phrase_set *set = new_set();
    add(set, "funding agreement", PHRASE_STEMS, 7);
    assert_found(set, "Our Funding Agreements, and funds; funded agreement.",
                 "7:Funding Agreements|7:funded agreement");
    phrase_set_destroy(set);
}

static void names_need_a_capital_first(void **state) {
    (void)state;
    struct phrase_set *set = new_set();
    add(set, "Reading", PHRASE_NAME, 1);
    add(set, "REDBRIDGE", PHRASE_NAME, 2);
    add(set, "King's Lynn", PHRASE_NAME, 3);
    assert_found(set, "Reading in reading, READING; redbridge Redbridge",
                 "1:Reading|1:READING|2:Redbridge");
    assert_found(set, "King\u2019s lynn, king's Lynn", "3:King\u2019s lynn");
    assert_found(set, "Readings", "");
    phrase_set_destroy(set);
}

static void names_may_begin_with_a_number(void **state) {
    (void)state;
    struct phrase_set *set = new_set();
    add(set, "1990 Trust", PHRASE_NAME, 1);
    assert_found(set, "the 1990 Trust", "1:1990 Trust");
    phrase_set_destroy(set);
}

static void letters_meet_only_themselves(void **state) {
    (void)state;
    struct phrase_set *set = new_set();
    add(set, "PCT", PHRASE_LETTERS, 1);
    add(set, "Women's Aid", PHRASE_LETTERS, 2);
    add(set, "Caf\u00E9", PHRASE_LETTERS, 3);
    assert_found(set, "pct Pct PCT PCTs", "1:PCT");
    assert_found(set, "Women\u2019s Aid, women's aid", "2:Women\u2019s Aid");
    assert_found(set, "Cafe caf\u00E9 Caf\u00E9", "3:Caf\u00E9");
    phrase_set_destroy(set);
}

static void matches_say_where_they_stand(void **state) {
    (void)state;
    static struct seen seen;
    struct phrase_set *set = new_set();
    seen = (struct seen){.count = 0};
    add(set, "compact code", PHRASE_STEMS, 9);
    read_set(set, "The Local Compact \u2013 Codes", &seen);
    assert_int_equal(seen.count, 1);
    assert_int_equal(seen.matches[0].payload, 9);
    assert_int_equal(seen.matches[0].start, 10);
    assert_int_equal(seen.matches[0].end, 27);
    assert_int_equal(seen.matches[0].first_word, 2);
    assert_int_equal(seen.matches[0].word_count, 2);
    phrase_set_destroy(set);
}

static void overlapping_matches_come_in_the_order_of_their_ends(void **state) {
    (void)state;
    struct phrase_set *set = new_set();
    add(set, "a b c", PHRASE_STEMS, 1);
    add(set, "b", PHRASE_STEMS, 2);
    add(set, "b c", PHRASE_STEMS, 3);
    add(set, "c", PHRASE_LETTERS, 4);
    add(set, "c d", PHRASE_STEMS, 5);
    assert_found(set, "a b c d", "2:b|1:a b c|3:b c|4:c|5:c d");
    phrase_set_destroy(set);
}

static void a_phrase_may_have_several_payloads_but_each_once(void **state) {
    (void)state;
    struct phrase_set *set = new_set();
    add(set, "charity", PHRASE_STEMS, 5);
    add(set, "charities", PHRASE_STEMS, 3);
    add(set, "Charity", PHRASE_STEMS, 5);
    add(set, "charity", PHRASE_LETTERS, 5);
    assert_found(set, "charity", "5:charity|3:charity|5:charity");
    phrase_set_destroy(set);
}

static void no_match_crosses_a_paragraph_border(void **state) {
    (void)state;
    struct phrase_set *set = new_set();
    add(set, "local compact", PHRASE_STEMS, 1);
    assert_found(set, "local\n\ncompact", "");
    assert_found(set, "local.\n\n\ncompact", "");
    assert_found(set, "local\ncompact", "1:local\ncompact");
    assert_found(set, "local \n \n compact local\n\nlocal compact",
                 "1:local \n \n compact|1:local compact");
    phrase_set_destroy(set);
}

static void a_phrase_without_words_is_refused(void **state) {
    (void)state;
    struct phrase_set *set = new_set();
    struct concord_error err = {0};
    assert_int_equal(phrase_set_add(set, " & ", PHRASE_STEMS, 1, &err),
                     CONCORD_BAD_INPUT);
    assert_non_null(strstr(err.message, "\" & \""));
    assert_found(set, "anything & nothing", "");
    phrase_set_destroy(set);
}

static void reading_ends_when_told_to(void **state) {
    (void)state;
    static struct seen seen;
    struct phrase_set *set = new_set();
    seen = (struct seen){.stop_after = 2};
    add(set, "a", PHRASE_STEMS, 1);
    add(set, "a", PHRASE_STEMS, 2);
    add(set, "a", PHRASE_STEMS, 3);
    read_set(set, "a a a", &seen);
    assert_int_equal(seen.count, 2);
    phrase_set_destroy(set);
}

static void an_empty_set_finds_nothing(void **state) {
    (void)state;
    struct phrase_set *set = new_set();
    assert_found(set, "some text", "");
    assert_found(set, "", "");
    phrase_set_destroy(set);
}

static void thousands_of_phrases_are_all_found(void **state) {
    (void)state;
    static struct seen seen;
    struct phrase_set *set = new_set();
    struct buffer text = BUFFER_INIT(1 << 20);
    char phrase[64];
    seen = (struct seen){.count = 0};
    for (uint32_t i = 0; i < MATCHES_MAX; i++) {
        snprintf(phrase, sizeof phrase, "Parish x%u of y%u", i, i / 7);
        add(set, phrase, PHRASE_NAME, i);
        buffer_printf(&text, "%s. ", phrase);
    }
    read_set(set, text.data, &seen);
    assert_int_equal(seen.count, MATCHES_MAX);
    for (uint32_t i = 0; i < MATCHES_MAX; i++)
        assert_int_equal(seen.matches[i].payload, i);
    buffer_destroy(&text);
    phrase_set_destroy(set);
}

/* The same search done the slow way: each phrase against each place. */

struct form {
    char stem[TOKEN_WORD_MAX + 1];
    char folded[TOKEN_WORD_MAX + 1];
    char letters[TOKEN_WORD_MAX + 1];
    enum token_case case_of_letters;
    size_t start;
    size_t end;
    bool after_border;
};

struct forms {
    struct form words[WORDS_MAX * 2];
    size_t count;
};

static void straight_letters(char *out, size_t room, const char *text,
                             const struct token *token) {
    struct buffer letters = BUFFER_INIT(TOKEN_WORD_MAX);
    text_straighten(&letters, text + token->start, token->end - token->start);
    snprintf(out, room, "%s", letters.data);
    buffer_destroy(&letters);
}

static void split(struct forms *forms, const char *text,
                  struct stemmer *stemmer) {
    struct token_reader reader;
    struct token token;
    size_t end = 0;
    forms->count = 0;
    token_reader_begin(&reader, text, strlen(text));
    while (token_next(&reader, &token)) {
        struct form *form = &forms->words[forms->count++];
        const char *border = strstr(text + end, "\n\n");
        snprintf(form->folded, sizeof form->folded, "%s", token.word);
        snprintf(form->stem, sizeof form->stem, "%s",
                 stemmer_stem(stemmer, token.word, token.length));
        straight_letters(form->letters, sizeof form->letters, text, &token);
        form->case_of_letters = token.letters;
        form->start = token.start;
        form->end = token.end;
        form->after_border = border && border + 2 <= text + token.start;
        end = token.end;
    }
}

struct sample {
    char text[256];
    enum phrase_mode mode;
    uint32_t payload;
    struct forms forms;
};

static bool same_word(const struct form *a, const struct form *b,
                      enum phrase_mode mode) {
    if (mode == PHRASE_STEMS)
        return strcmp(a->stem, b->stem) == 0;
    if (mode == PHRASE_NAME)
        return strcmp(a->folded, b->folded) == 0;
    return strcmp(a->letters, b->letters) == 0;
}

static bool same_words(const struct sample *a, const struct sample *b) {
    if (a->forms.count != b->forms.count)
        return false;
    for (size_t i = 0; i < a->forms.count; i++)
        if (!same_word(&a->forms.words[i], &b->forms.words[i], a->mode))
            return false;
    return true;
}

static bool stands_at(const struct sample *phrase, const struct forms *text,
                      size_t at) {
    const struct form *first = &text->words[at];
    if (at + phrase->forms.count > text->count)
        return false;
    if (phrase->mode == PHRASE_NAME && first->case_of_letters == TOKEN_LOWER &&
        strspn(first->folded, "0123456789.") != strlen(first->folded))
        return false;
    for (size_t i = 0; i < phrase->forms.count; i++)
        if (!same_word(&phrase->forms.words[i], &text->words[at + i],
                       phrase->mode) ||
            (i > 0 && text->words[at + i].after_border))
            return false;
    return true;
}

static bool is_repeated(const struct sample *samples, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (samples[i].mode == samples[at].mode &&
            samples[i].payload == samples[at].payload &&
            same_words(&samples[i], &samples[at]))
            return true;
    return false;
}

/* Matches of one mode that begin at word `first` and end with word `last`. */
static void search_place(const struct sample *samples, const struct forms *text,
                         size_t first, size_t last, enum phrase_mode mode,
                         struct seen *seen) {
    for (size_t i = 0; i < PHRASES; i++) {
        const struct sample *phrase = &samples[i];
        if (phrase->mode != mode || first + phrase->forms.count != last + 1 ||
            is_repeated(samples, i) || !stands_at(phrase, text, first))
            continue;
        seen->matches[seen->count++] = (struct phrase_match){
            phrase->payload, text->words[first].start, text->words[last].end,
            first, phrase->forms.count};
    }
}

static void search_slowly(const struct sample *samples,
                          const struct forms *text, struct seen *seen) {
    for (size_t last = 0; last < text->count; last++)
        for (size_t first = 0; first <= last; first++)
            for (int mode = PHRASE_STEMS; mode <= PHRASE_LETTERS; mode++)
                search_place(samples, text, first, last, (enum phrase_mode)mode,
                             seen);
}

static uint64_t random_next(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void random_words(char *out, size_t room, size_t count, uint64_t *seed) {
    static const char *const words[] = {
        "fund",  "Funding", "FUNDS",        "caf\u00E9", "Cafe",    "women's",
        "WOMEN", "5,000",   "Women\u2019s", "5000",      "compact", "Compacts",
    };
    static const char *const gaps[] = {" ", ", ", "-", "\n", "\n\n", " \n\n "};
    size_t size = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const char *word = words[random_next(seed) % 12];
        const char *gap = gaps[random_next(seed) % 6];
        size += (size_t)snprintf(out + size, room - size, "%s%s", word, gap);
    }
}

static void assert_same_matches(const struct seen *a, const struct seen *b) {
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->matches[i].payload, b->matches[i].payload);
        assert_int_equal(a->matches[i].start, b->matches[i].start);
        assert_int_equal(a->matches[i].end, b->matches[i].end);
        assert_int_equal(a->matches[i].first_word, b->matches[i].first_word);
        assert_int_equal(a->matches[i].word_count, b->matches[i].word_count);
    }
}

static void random_set_finds_what_a_slow_search_finds(struct stemmer *stemmer,
                                                      uint64_t *seed) {
    static struct sample samples[PHRASES];
    static struct forms forms;
    static struct seen fast;
    static struct seen slow;
    char text[1024];
    struct phrase_set *set = new_set();
    for (size_t i = 0; i < PHRASES; i++) {
        struct sample *sample = &samples[i];
        random_words(sample->text, sizeof sample->text,
                     1 + random_next(seed) % PHRASE_WORDS_MAX, seed);
        sample->mode = (enum phrase_mode)(random_next(seed) % 3);
        sample->payload = (uint32_t)(random_next(seed) % 4);
        split(&sample->forms, sample->text, stemmer);
        add(set, sample->text, sample->mode, sample->payload);
    }
    random_words(text, sizeof text, random_next(seed) % WORDS_MAX, seed);
    split(&forms, text, stemmer);
    fast = slow = (struct seen){.count = 0};
    read_set(set, text, &fast);
    search_slowly(samples, &forms, &slow);
    assert_same_matches(&fast, &slow);
    phrase_set_destroy(set);
}

static void reading_finds_what_a_slow_search_finds(void **state) {
    (void)state;
    struct stemmer *stemmer = NULL;
    uint64_t seed = 19981116;
    assert_int_equal(stemmer_create(&stemmer, NULL), CONCORD_OK);
    for (int round = 0; round < ROUNDS; round++)
        random_set_finds_what_a_slow_search_finds(stemmer, &seed);
    stemmer_destroy(stemmer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stems_meet_other_forms),
        cmocka_unit_test(names_need_a_capital_first),
        cmocka_unit_test(names_may_begin_with_a_number),
        cmocka_unit_test(letters_meet_only_themselves),
        cmocka_unit_test(matches_say_where_they_stand),
        cmocka_unit_test(overlapping_matches_come_in_the_order_of_their_ends),
        cmocka_unit_test(a_phrase_may_have_several_payloads_but_each_once),
        cmocka_unit_test(no_match_crosses_a_paragraph_border),
        cmocka_unit_test(a_phrase_without_words_is_refused),
        cmocka_unit_test(reading_ends_when_told_to),
        cmocka_unit_test(an_empty_set_finds_nothing),
        cmocka_unit_test(thousands_of_phrases_are_all_found),
        cmocka_unit_test(reading_finds_what_a_slow_search_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
