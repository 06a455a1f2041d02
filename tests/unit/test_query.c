/* test_query.c - query trees and how they print. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/query.h"

static struct arena arena;

static int tear_down(void **state) {
    (void)state;
    arena_clear(&arena);
    return 0;
}

static struct query *leaf(enum query_kind kind, const char *first,
                          const char *second) {
    struct query *query = query_create(&arena, kind);
    assert_true(query_add_word(&arena, query, first));
    if (second != NULL)
        assert_true(query_add_word(&arena, query, second));
    return query;
}

static struct query *parent(enum query_kind kind, struct query *left,
                            struct query *right) {
    struct query *query = query_create(&arena, kind);
    assert_true(query_add_child(&arena, query, left));
    assert_true(query_add_child(&arena, query, right));
    return query;
}

static void assert_prints(const struct query *query, const char *expected) {
    char *text = query_to_string(query);
    assert_string_equal(text, expected);
    free(text);
}

static void every_kind_prints_as_its_own(void **state) {
    (void)state;
    struct query *exact = leaf(QUERY_WORD, "grant", NULL);
    exact->exact = true;
    struct query *near = leaf(QUERY_NEAR, "right", "campaign");
    near->window = 5;
    struct query *title = leaf(QUERY_PHRASE, "twelve", "weeks");
    title->field = QUERY_IN_TITLE;
    assert_prints(query_create(&arena, QUERY_ALL), "all");
    assert_prints(exact, "=grant");
    assert_prints(near, "(near/5 right campaign)");
    assert_prints(title, "title:(phrase \"twelve weeks\")");
    assert_prints(leaf(QUERY_PREFIX, "comm", NULL), "comm*");
    assert_prints(parent(QUERY_AND_NOT,
                         parent(QUERY_OR, leaf(QUERY_WORD, "a", NULL), exact),
                         leaf(QUERY_WORD, "b", NULL)),
                  "(and-not (or a =grant) b)");
}

static void words_are_counted_in_all_nodes(void **state) {
    (void)state;
    struct query *query = parent(QUERY_AND, leaf(QUERY_PHRASE, "a", "b"),
                                 parent(QUERY_OR, leaf(QUERY_WORD, "c", NULL),
                                        leaf(QUERY_WORD, "d", NULL)));
    assert_int_equal(query_word_count(query), 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_prints_as_its_own),
        cmocka_unit_test(words_are_counted_in_all_nodes),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
