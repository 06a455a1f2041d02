/* test_passages.c - which stretch of a text is shown, and what is marked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "passages.h"
#include "text/tokens.h"

static struct arena arena;
static struct stemmer *stemmer;

static int set_up(void **state) {
    (void)state;
    return stemmer_create(&stemmer, NULL) == CONCORD_OK ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    stemmer_destroy(stemmer);
    arena_clear(&arena);
    return 0;
}

static struct query *ask(enum query_kind kind, const char *first,
                         const char *second) {
    struct query *query = query_create(&arena, kind);
    assert_true(query_add_word(&arena, query, first));
    if (second != NULL)
        assert_true(query_add_word(&arena, query, second));
    return query;
}

static size_t find(const struct query *query, const char *text, unsigned wanted,
                   const struct passage **passages) {
    struct sought_words sought = {NULL, 0};
    size_t count = 0;
    assert_int_equal(
        sought_words_collect(&sought, &arena, query, stemmer, NULL),
        CONCORD_OK);
    assert_int_equal(passages_find(passages, &count, &arena, &sought, stemmer,
                                   text, strlen(text), wanted, NULL),
                     CONCORD_OK);
    return count;
}

static const char *marked(const struct passage *passage, size_t index) {
    const struct text_span *mark = &passage->marks[index];
    return arena_copy(&arena, passage->text + mark->start - passage->span.start,
                      mark->end - mark->start);
}

/* Far enough apart that no window holds both. */
static const char filler[] =
    " one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen twenty again one"
    " two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen twenty and more";

static void the_best_passage_is_not_the_first(void **state) {
    (void)state;
    const char *text = arena_printf(
        &arena, "Grants were made.%s.\n\nThe council cut its grants in May.",
        filler);
    struct query *query = query_create(&arena, QUERY_AND);
    query_add_child(&arena, query, ask(QUERY_WORD, "grants", NULL));
    query_add_child(&arena, query, ask(QUERY_WORD, "cut", NULL));
    const struct passage *passages;
    assert_int_equal(find(query, text, 1, &passages), 1);
    assert_string_equal(passages->text, "The council cut its grants in May.");
    assert_int_equal(passages->mark_count, 2);
    assert_string_equal(marked(passages, 0), "cut");
    assert_string_equal(marked(passages, 1), "grants");
}

static void a_phrase_is_one_mark(void **state) {
    (void)state;
    const struct passage *passages;
    const char *text = "Allow twelve weeks, or twelve more weeks.";
    find(ask(QUERY_PHRASE, "twelve", "weeks"), text, 1, &passages);
    assert_int_equal(passages->mark_count, 1);
    assert_string_equal(marked(passages, 0), "twelve weeks");
}

static void a_phrase_that_begins_within_itself_is_found(void **state) {
    (void)state;
    const struct passage *passages;
    struct query *query = ask(QUERY_PHRASE, "local", "local");
    assert_true(query_add_word(&arena, query, "compact"));
    find(query, "A local, local, local compact.", 1, &passages);
    assert_int_equal(passages->mark_count, 1);
    assert_string_equal(marked(passages, 0), "local, local compact");
}

static void a_phrase_over_two_blocks_is_not_marked(void **state) {
    (void)state;
    const struct passage *passages;
    find(ask(QUERY_PHRASE, "twelve", "weeks"), "Allow twelve\n\nWeeks pass.", 1,
         &passages);
    assert_int_equal(passages->mark_count, 0);
}

static void what_is_excluded_is_not_marked(void **state) {
    (void)state;
    struct query *query = query_create(&arena, QUERY_AND_NOT);
    query_add_child(&arena, query, ask(QUERY_WORD, "grants", NULL));
    query_add_child(&arena, query, ask(QUERY_WORD, "cut", NULL));
    const struct passage *passages;
    find(query, "Grants, not cut.", 1, &passages);
    assert_int_equal(passages->mark_count, 1);
    assert_string_equal(marked(passages, 0), "Grants");
}

static void several_passages_do_not_overlap(void **state) {
    (void)state;
    const char *text =
        arena_printf(&arena,
                     "First grant.%s.\n\nSecond grant.%s.\n\nThird "
                     "grant here.",
                     filler, filler);
    const struct passage *passages;
    size_t count = find(ask(QUERY_WORD, "grant", NULL), text, 5, &passages);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(passages[i].span.start >= passages[j].span.end ||
                        passages[j].span.start >= passages[i].span.end);
}

static void without_a_hit_the_first_paragraph_is_shown(void **state) {
    (void)state;
    const struct passage *passages;
    const char *text = "A heading\n\nHere is the first paragraph that has at "
                       "least some words.";
    assert_int_equal(find(NULL, text, 1, &passages), 1);
    assert_int_equal(strncmp(passages->text, "Here is", 7), 0);
    assert_int_equal(passages->mark_count, 0);
    assert_int_equal(find(NULL, "Short", 1, &passages), 1);
    assert_string_equal(passages->text, "Short");
    assert_int_equal(find(NULL, " ", 1, &passages), 0);
}

static void offsets_quote_the_text(void **state) {
    (void)state;
    unsigned seed = 7;
    static const char *const pieces[] = {"grant", " ",    "é",       "\n\n",
                                         ". ",    "cut ", "twelve ", "weeks"};
    for (int round = 0; round < 2000; round++) {
        char text[512] = "";
        for (int i = 0; i < 60; i++) {
            seed = seed * 1103515245u + 12345u;
            strcat(text, pieces[(seed >> 16) % 8]);
        }
        const struct passage *passages;
        struct query *query = query_create(&arena, QUERY_OR);
        query_add_child(&arena, query, ask(QUERY_WORD, "grants", NULL));
        query_add_child(&arena, query, ask(QUERY_PHRASE, "twelve", "weeks"));
        size_t count = find(query, text, 3, &passages);
        for (size_t i = 0; i < count; i++) {
            const struct passage *passage = &passages[i];
            assert_true(passage->span.start < passage->span.end);
            assert_memory_equal(passage->text, text + passage->span.start,
                                passage->span.end - passage->span.start);
            size_t before = passage->span.start;
            for (size_t j = 0; j < passage->mark_count; j++) {
                assert_true(passage->marks[j].start >= before);
                assert_true(passage->marks[j].end <= passage->span.end);
                before = passage->marks[j].end;
            }
        }
        arena_clear(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_passage_is_not_the_first),
        cmocka_unit_test(a_phrase_is_one_mark),
        cmocka_unit_test(a_phrase_that_begins_within_itself_is_found),
        cmocka_unit_test(a_phrase_over_two_blocks_is_not_marked),
        cmocka_unit_test(what_is_excluded_is_not_marked),
        cmocka_unit_test(several_passages_do_not_overlap),
        cmocka_unit_test(without_a_hit_the_first_paragraph_is_shown),
        cmocka_unit_test(offsets_quote_the_text),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
