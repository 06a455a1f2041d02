/* test_synonym_source.c - terms and phrases that are ranked as one word, held
 * against a reading of every document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine_fixture.h"

enum { DOCUMENTS = 90, WORDS = 6, LENGTH_MAX = 40 };

/* Few words, so that phrases come about by themselves. */
static const char *const vocabulary[WORDS] = {"primary", "care", "trust",
                                              "pct",     "fund", "board"};

static struct fixture fixture;
static struct index_reader *reader;
static struct arena queries;
static char texts[DOCUMENTS][LENGTH_MAX * 8];
static uint32_t randomness = 42;

static uint32_t next_random(uint32_t below) {
    randomness = randomness * 1664525u + 1013904223u;
    return (randomness >> 8) % below;
}

static void make_text(char *text) {
    uint32_t length = 1 + next_random(LENGTH_MAX - 1);
    text[0] = '\0';
    for (uint32_t i = 0; i < length; i++) {
        strcat(text, vocabulary[next_random(WORDS)]);
        strcat(text, next_random(8) == 0 ? "\n\n" : " ");
    }
}

static int set_up(void **state) {
    struct document *documents[DOCUMENTS];
    char id[16];
    (void)state;
    fixture_create(&fixture);
    for (int i = 0; i < DOCUMENTS; i++) {
        make_text(texts[i]);
        snprintf(id, sizeof id, "d%02d", i);
        documents[i] =
            fixture_document(&fixture, id, "A paper", texts[i], NULL, NULL);
    }
    reader = fixture_index(&fixture, documents, DOCUMENTS);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    arena_clear(&queries);
    return 0;
}

/* A word or a phrase: words parted by spaces. */
static struct query *form(const char *text, double weight) {
    char copy[128];
    struct query *query =
        query_create(&queries, strchr(text, ' ') ? QUERY_PHRASE : QUERY_WORD);
    snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
        assert_true(query_add_word(&queries, query, word));
    query->weight = weight;
    return query;
}

static struct query *synonym(const char *const *forms, double first,
                             double others) {
    struct query *query = query_create(&queries, QUERY_SYNONYM);
    for (size_t i = 0; forms[i]; i++)
        assert_true(query_add_child(&queries, query,
                                    form(forms[i], i == 0 ? first : others)));
    return query;
}

static struct query *join(enum query_kind kind, struct query *left,
                          struct query *right) {
    struct query *query = query_create(&queries, kind);
    assert_true(query_add_child(&queries, query, left));
    assert_true(query_add_child(&queries, query, right));
    return query;
}

static struct result_page *find(const struct query *query) {
    struct search_request request = fixture_request(&fixture);
    request.query = query;
    request.sort = SORT_RELEVANCE;
    request.size = SEARCH_SIZE_MAX;
    return fixture_search(reader, &request);
}

/* The words stand side by side in the text, in one block. */
static bool holds(const char *text, const char *words) {
    size_t size = strlen(words);
    for (const char *at = strstr(text, words); at; at = strstr(at + 1, words))
        if ((at == text || at[-1] == ' ' || at[-1] == '\n') &&
            (at[size] == ' ' || at[size] == '\n'))
            return true;
    return false;
}

static bool holds_any(const char *text, const char *const *forms) {
    for (; *forms; forms++)
        if (holds(text, *forms))
            return true;
    return false;
}

static bool is_found(const struct result_page *page, int document) {
    bool found = false;
    for (size_t i = 0; i < page->result_count && !found; i++) {
        char *id = fixture_result_id(&page->results[i]);
        found = atoi(id + 1) == document;
        free(id);
    }
    return found;
}

static const char *const lists[][5] = {
    {"pct", "primary care trust", NULL},
    {"primary care", NULL},
    {"pct", NULL},
    {"care care", "trust trust trust", "pct pct", NULL},
    {"board", "absent", "absent words", "care absent", NULL},
    {"primary care trust", "care trust", "trust", NULL},
};

static void the_matches_are_those_of_any_form(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct result_page *page = find(synonym(lists[i], 1, 0.5));
        uint64_t expected = 0;
        for (int j = 0; j < DOCUMENTS; j++) {
            bool wanted = holds_any(texts[j], lists[i]);
            expected += wanted;
            assert_int_equal(is_found(page, j), wanted);
        }
        assert_int_equal(page->total, expected);
        result_page_destroy(page);
    }
}

static void a_synonym_goes_with_other_parts_of_a_query(void **state) {
    static const char *const forms[] = {"pct", "primary care", NULL};
    (void)state;
    struct result_page *all =
        find(join(QUERY_AND, synonym(forms, 1, 0.5), form("board", 0)));
    struct result_page *either =
        find(join(QUERY_OR, synonym(forms, 1, 0.5), form("board", 0)));
    struct result_page *without =
        find(join(QUERY_AND_NOT, synonym(forms, 1, 0.5), form("board", 0)));
    for (int i = 0; i < DOCUMENTS; i++) {
        bool one = holds_any(texts[i], forms);
        bool other = holds(texts[i], "board");
        assert_int_equal(is_found(all, i), one && other);
        assert_int_equal(is_found(either, i), one || other);
        assert_int_equal(is_found(without, i), one && !other);
    }
    result_page_destroy(all);
    result_page_destroy(either);
    result_page_destroy(without);
}

static void a_synonym_of_the_word_alone_ranks_as_the_word(void **state) {
    (void)state;
    for (size_t i = 0; i < WORDS; i++) {
        const char *const forms[] = {vocabulary[i], NULL};
        struct result_page *plain = find(form(vocabulary[i], 0));
        struct result_page *page = find(synonym(forms, 1, 1));
        assert_int_equal(page->result_count, plain->result_count);
        for (size_t j = 0; j < plain->result_count; j++) {
            assert_string_equal(page->results[j].card, plain->results[j].card);
            assert_float_equal(page->results[j].score, plain->results[j].score,
                               1e-9);
        }
        result_page_destroy(plain);
        result_page_destroy(page);
    }
}

/* Of a document of its own the score, to be compared. */
static double score_of(const struct query *query, const char *id) {
    struct result_page *page = find(query);
    double score = -1;
    for (size_t i = 0; i < page->result_count; i++) {
        char *found = fixture_result_id(&page->results[i]);
        if (strcmp(found, id) == 0)
            score = page->results[i].score;
        free(found);
    }
    result_page_destroy(page);
    return score;
}

static void what_was_typed_weighs_more_than_what_it_stands_for(void **state) {
    static const char *const forms[] = {"zeta", "eta theta", NULL};
    static const char *const others[] = {"eta theta", "zeta", NULL};
    (void)state;
    struct document *documents[] = {
        fixture_document(&fixture, "word", "A note",
                         "Of zeta we say one thing more.", NULL, NULL),
        fixture_document(&fixture, "phrase", "A note",
                         "Of eta theta we say one thing.", NULL, NULL),
        fixture_document(&fixture, "apart", "A note",
                         "Of eta we say theta one thing.", NULL, NULL),
        fixture_document(&fixture, "both", "A note",
                         "Of eta theta we say zeta once.", NULL, NULL)};
    index_reader_close(reader);
    reader = fixture_index(&fixture, documents, 4);
    double typed = score_of(synonym(forms, 1, 0.5), "word");
    double form = score_of(synonym(forms, 1, 0.5), "phrase");
    assert_true(form > 0);
    assert_true(typed > form);
    assert_true(score_of(synonym(others, 1, 0.5), "phrase") >
                score_of(synonym(others, 1, 0.5), "word"));
    assert_true(score_of(synonym(forms, 1, 0.5), "both") > typed);
    assert_true(score_of(synonym(forms, 1, 0.5), "apart") < 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_matches_are_those_of_any_form),
        cmocka_unit_test(a_synonym_goes_with_other_parts_of_a_query),
        cmocka_unit_test(a_synonym_of_the_word_alone_ranks_as_the_word),
        cmocka_unit_test(what_was_typed_weighs_more_than_what_it_stands_for),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
