/* test_ranking_few.c - among many papers, a page of few results is the top of
 * the order that a walk through all of them finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine_fixture.h"

/* More than are scored at a time, so that what is passed over in one block was
 * measured by the best of another; and more than the second stage looks at. */
enum { PAPERS = 6000, MOST = 1200, ID_MAX = 16 };

static struct index_reader *reader;

static unsigned draw(unsigned *state, unsigned below) {
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

/* "compact" stands in all, "grants" in most, "code" in one of eight: more or
 * less often and apart, in papers of other lengths, and many are alike. */
static struct document *make_paper(unsigned i, unsigned *state) {
    char id[ID_MAX];
    char text[2048] = "Compact";
    snprintf(id, sizeof id, "p%04u", i * 7919 % PAPERS);
    unsigned words = 2 + draw(state, draw(state, 4) == 0 ? 120 : 12);
    for (unsigned j = 0; j < words; j++) {
        unsigned kind = draw(state, 24);
        strcat(text, kind < 5                  ? " grants"
                     : kind < 7                ? " compact"
                     : kind == 7 && i % 8 == 0 ? " code"
                                               : " other");
    }
    return fixture_document(&the_fixture, id,
                            i % 97 == 0 ? "Grants of a compact" : "A paper",
                            text, NULL, NULL);
}

static int set_up(void **state) {
    struct document **documents = calloc(PAPERS, sizeof(struct document *));
    unsigned seed = 20261122;
    fixture_set_up(state);
    assert_non_null(documents);
    for (unsigned i = 0; i < PAPERS; i++)
        documents[i] = make_paper(i, &seed);
    reader = fixture_index(&the_fixture, documents, PAPERS);
    free(documents);
    return 0;
}

static int tear_down(void **state) {
    index_reader_close(reader);
    return fixture_tear_down(state);
}

struct found {
    char id[ID_MAX];
    double score;
};

/* What a page of `size` has, appended. */
static size_t append_page(struct found *found, size_t count,
                          const struct query *query, unsigned page,
                          unsigned size) {
    struct search_request request = fixture_request(&the_fixture);
    request.query = query;
    request.sort = SORT_RELEVANCE;
    request.page = page;
    request.size = size;
    struct result_page *made = fixture_search(reader, &request);
    for (size_t i = 0; i < made->result_count; i++) {
        char *id = fixture_result_id(&made->results[i]);
        snprintf(found[count].id, ID_MAX, "%s", id);
        found[count++].score = made->results[i].score;
        free(id);
    }
    result_page_destroy(made);
    return count;
}

static void assert_cut_from(const struct found *all, size_t count,
                            const struct query *query, unsigned page,
                            unsigned size) {
    struct found some[SEARCH_SIZE_MAX];
    size_t first = (size_t)(page - 1) * size;
    size_t given = append_page(some, 0, query, page, size);
    assert_true(first + given <= count);
    for (size_t i = 0; i < given; i++)
        if (strcmp(some[i].id, all[first + i].id) != 0 ||
            some[i].score != all[first + i].score)
            fail_msg("result %zu of page %u of %u is %s (%.9f), not %s (%.9f)",
                     i, page, size, some[i].id, some[i].score,
                     all[first + i].id, all[first + i].score);
}

static void assert_few_are_the_top(const struct query *query) {
    static const unsigned pages[][2] = {{1, 1}, {2, 1},   {1, 2},   {1, 10},
                                        {7, 3}, {40, 25}, {101, 10}};
    static struct found all[MOST];
    size_t count = 0;
    for (unsigned page = 1; count + SEARCH_SIZE_MAX <= MOST; page++)
        count = append_page(all, count, query, page, SEARCH_SIZE_MAX);
    assert_int_equal(count, MOST);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        assert_cut_from(all, count, query, pages[i][0], pages[i][1]);
}

static struct query *ask(struct arena *arena, enum query_kind kind,
                         const char *const *words) {
    struct query *query = query_create(arena, kind);
    assert_non_null(query);
    for (; *words != NULL; words++) {
        struct query *word = query_create(arena, QUERY_WORD);
        assert_non_null(word);
        assert_true(query_add_word(arena, word, *words) &&
                    query_add_child(arena, query, word));
    }
    return query;
}

static void few_of_one_word_are_the_top_of_many(void **state) {
    (void)state;
    struct arena arena = {0};
    assert_few_are_the_top(
        ask(&arena, QUERY_AND, (const char *const[]){"compact", NULL}));
    assert_few_are_the_top(
        ask(&arena, QUERY_AND, (const char *const[]){"grants", NULL}));
    arena_clear(&arena);
}

static void few_of_all_words_are_the_top_of_many(void **state) {
    (void)state;
    struct arena arena = {0};
    assert_few_are_the_top(ask(
        &arena, QUERY_AND, (const char *const[]){"compact", "grants", NULL}));
    arena_clear(&arena);
}

static void few_of_any_word_are_the_top_of_many(void **state) {
    (void)state;
    struct arena arena = {0};
    assert_few_are_the_top(
        ask(&arena, QUERY_OR,
            (const char *const[]){"code", "grants", "compact", NULL}));
    arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_of_one_word_are_the_top_of_many),
        cmocka_unit_test(few_of_all_words_are_the_top_of_many),
        cmocka_unit_test(few_of_any_word_are_the_top_of_many),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
