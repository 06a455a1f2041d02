/* test_query_expansion.c - what is looked for beside what was typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine_fixture.h"
#include "search/query_expansion.h"
#include "search/query_language.h"

static struct fixture fixture;
static struct index_reader *reader;

static int set_up(void **state) {
    (void)state;
    fixture_create(&fixture);
    reader = fixture_index(&fixture, NULL, 0);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

struct outcome {
    struct arena arena;
    struct parsed_query parsed;
    const struct query *query;
    const struct query *relaxed;
    struct expanded_terms expanded;
};

static void run(struct outcome *outcome, const char *typed, unsigned sources) {
    memset(outcome, 0, sizeof *outcome);
    struct query_expander expander = {
        generation_thesaurus(index_reader_generation(reader)),
        index_reader_stemmer(reader), sources, &outcome->arena};
    assert_int_equal(
        query_parse(&outcome->parsed, &outcome->arena, typed, NULL),
        CONCORD_OK);
    assert_int_equal(query_expand(&expander, outcome->parsed.query,
                                  &outcome->query, &outcome->expanded, NULL),
                     CONCORD_OK);
    assert_int_equal(query_expand_relaxed(&expander, outcome->parsed.relaxed,
                                          &outcome->relaxed, NULL),
                     CONCORD_OK);
}

static void assert_tree(const struct query *query, const char *typed,
                        const char *expected) {
    char *text = query ? query_to_string(query) : strdup("nothing");
    assert_non_null(text);
    if (strcmp(text, expected) != 0)
        fail_msg("%s is looked for as %s, not as %s", typed, text, expected);
    free(text);
}

static void expect(const char *typed, const char *expected) {
    struct outcome outcome;
    run(&outcome, typed, THESAURUS_ACRONYMS);
    assert_tree(outcome.query, typed, expected);
    arena_clear(&outcome.arena);
}

static void expect_as_parsed(const char *typed) {
    struct outcome outcome;
    run(&outcome, typed, THESAURUS_ACRONYMS | THESAURUS_SYNONYMS);
    char *parsed = query_to_string(outcome.parsed.query);
    assert_tree(outcome.query, typed, parsed);
    assert_int_equal(outcome.expanded.count, 0);
    free(parsed);
    arena_clear(&outcome.arena);
}

#define TRUSTS                                                                 \
    "0.5*(phrase \"primary care trust\") 0.5*(phrase \"primary care trusts\")"

static void an_acronym_is_its_words_too(void **state) {
    (void)state;
    expect("pct", "(synonym pct " TRUSTS ")");
    expect("PCTs", "(synonym pcts " TRUSTS ")");
    expect("pct funding", "(and (synonym pct " TRUSTS ") funding)");
    expect("pct OR funding", "(or (synonym pct " TRUSTS ") funding)");
    expect("funding (pct OR x)",
           "(and funding (or (synonym pct " TRUSTS ") x))");
}

static void words_side_by_side_are_their_acronym_too(void **state) {
    (void)state;
    expect("primary care trust",
           "(or (and primary care trust) (synonym 0.5*pct))");
    expect("new primary-care trusts funding",
           "(and new (or (and primary care trusts) (synonym 0.5*pct)) "
           "funding)");
    expect("care primary trust", "(and care primary trust)");
    expect("primary \"x y\" care trust",
           "(and primary (phrase \"x y\") care trust)");
    expect("primary OR care OR trust", "(or primary care trust)");
    expect("title:primary care trust", "(and title:primary care trust)");
}

static void words_that_hyphens_join_are_one_word_too(void **state) {
    (void)state;
    expect("sub-regional plan",
           "(and (or (and sub regional) subregional) plan)");
    expect("title:(sub-regional plan)",
           "(and (or (and title:sub title:regional) title:subregional) "
           "title:plan)");
    expect("face-to-face", "(or (and face to face) facetoface)");
    expect("sub-regional OR x", "(or (or (and sub regional) subregional) x)");
    expect("x -e-mail", "(and-not x (or (and e mail) email))");
    expect("local-strategic-partnership",
           "(or (and local strategic partnership) "
           "localstrategicpartnership (synonym 0.5*lsp))");
    expect("lsp-led", "(or (and (synonym lsp 0.5*(phrase \"local strategic "
                      "partnership\") 0.5*(phrase \"local strategic "
                      "partnerships\")) led) lspled)");
    expect("sub/regional", "(and sub regional)");
    expect("sub-regional/local", "(and sub regional local)");
    expect("sub-region*", "(and sub region*)");
    expect("=sub-regional", "(phrase \"sub regional\")");
    expect("\"sub-regional\"", "(phrase \"sub regional\")");
    expect("speaker:smith-jones", "(and speaker:=smith speaker:=jones)");
}

static void a_title_is_searched_for_the_same_terms(void **state) {
    (void)state;
    expect("title:lsp",
           "(synonym title:lsp 0.5*title:(phrase \"local strategic "
           "partnership\") 0.5*title:(phrase \"local strategic "
           "partnerships\"))");
}

static void the_plural_stands_beside_the_singular(void **state) {
    (void)state;
    expect("rdas funding",
           "(and (synonym rdas 0.5*(phrase \"regional development agency\") "
           "0.5*(phrase \"regional development agencies\")) funding)");
    expect("rda", "(synonym rda 0.5*(phrase \"regional development agency\") "
                  "0.5*(phrase \"regional development agencies\"))");
}

static void the_head_of_a_term_has_both_numbers_too(void **state) {
    (void)state;
    expect("dh", "(synonym dh 0.5*(phrase \"department of health\") "
                 "0.5*(phrase \"department of healths\") "
                 "0.5*(phrase \"departments of health\") "
                 "0.5*(phrase \"departments of healths\"))");
}

static void what_was_not_typed_as_a_plain_word_stays(void **state) {
    (void)state;
    expect_as_parsed("=pct");
    expect_as_parsed("\"pct\"");
    expect_as_parsed("\"primary care trust\"");
    expect_as_parsed("=primary care trust");
    expect_as_parsed("pct*");
    expect_as_parsed("speaker:pct");
    expect_as_parsed("organisation:pct");
    expect_as_parsed("pct near/5 funding");
    expect_as_parsed("-pct");
    expect_as_parsed("-(pct x) funding");
    expect_as_parsed("x -primary -care -trust");
}

static void what_is_left_out_is_what_was_named(void **state) {
    (void)state;
    expect("pct -lsp", "(and-not (synonym pct " TRUSTS ") lsp)");
}

static void what_was_expanded_is_told_once(void **state) {
    struct outcome outcome;
    (void)state;
    run(&outcome, "primary care trusts LSP lsp -laa",
        THESAURUS_ACRONYMS | THESAURUS_SYNONYMS);
    assert_int_equal(outcome.expanded.count, 2);
    assert_string_equal(outcome.expanded.items[0].term, "primary care trusts");
    assert_int_equal(outcome.expanded.items[0].to_count, 1);
    assert_string_equal(outcome.expanded.items[0].to[0], "pct");
    assert_string_equal(outcome.expanded.items[1].term, "lsp");
    assert_string_equal(outcome.expanded.items[1].to[0],
                        "local strategic partnership");
    arena_clear(&outcome.arena);
}

static void only_what_is_asked_for_expands(void **state) {
    struct outcome outcome;
    (void)state;
    run(&outcome, "pct third sector", 0);
    assert_tree(outcome.query, "pct third sector", "(and pct third sector)");
    assert_int_equal(outcome.expanded.count, 0);
    arena_clear(&outcome.arena);
    run(&outcome, "pct third sector", THESAURUS_SYNONYMS);
    assert_int_equal(outcome.expanded.count, 1);
    assert_string_equal(outcome.expanded.items[0].term, "third sector");
    arena_clear(&outcome.arena);
    run(&outcome, "pct third sector", THESAURUS_ACRONYMS);
    assert_int_equal(outcome.expanded.count, 1);
    assert_string_equal(outcome.expanded.items[0].term, "pct");
    arena_clear(&outcome.arena);
}

static void the_relaxed_query_is_expanded_as_well(void **state) {
    struct outcome outcome;
    (void)state;
    run(&outcome, "sub-regional plan -e-mail", 0);
    assert_tree(outcome.relaxed, "relaxed",
                "(and-not (or sub regional subregional plan) (or (and e mail) "
                "email))");
    arena_clear(&outcome.arena);
    run(&outcome, "primary care trust lsps -pct", THESAURUS_ACRONYMS);
    assert_tree(outcome.relaxed, "relaxed",
                "(and-not (or primary care trust (synonym 0.5*pct) (synonym "
                "lsps 0.5*(phrase \"local strategic partnership\") "
                "0.5*(phrase \"local strategic partnerships\"))) pct)");
    arena_clear(&outcome.arena);
}

static void a_query_of_many_acronyms_is_bounded(void **state) {
    struct outcome outcome;
    char typed[1024] = "";
    size_t terms = 0;
    (void)state;
    for (int i = 0; i < 60; i++)
        strcat(typed, "cvs OR ");
    strcat(typed, "cvs");
    run(&outcome, typed, THESAURUS_ACRONYMS);
    for (size_t i = 0; i < outcome.query->child_count; i++)
        terms += outcome.query->children[i]->kind == QUERY_SYNONYM
                     ? outcome.query->children[i]->child_count - 1
                     : 0;
    assert_true(terms > 0 && terms <= 4 * (size_t)EXPANSION_TERMS_MAX);
    assert_int_equal(outcome.query->child_count, 61);
    arena_clear(&outcome.arena);
}

static void nothing_asked_is_nothing_expanded(void **state) {
    struct outcome outcome;
    (void)state;
    run(&outcome, "", THESAURUS_ACRONYMS);
    assert_null(outcome.query);
    assert_null(outcome.relaxed);
    arena_clear(&outcome.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_acronym_is_its_words_too),
        cmocka_unit_test(words_side_by_side_are_their_acronym_too),
        cmocka_unit_test(words_that_hyphens_join_are_one_word_too),
        cmocka_unit_test(a_title_is_searched_for_the_same_terms),
        cmocka_unit_test(the_plural_stands_beside_the_singular),
        cmocka_unit_test(the_head_of_a_term_has_both_numbers_too),
        cmocka_unit_test(what_was_not_typed_as_a_plain_word_stays),
        cmocka_unit_test(what_is_left_out_is_what_was_named),
        cmocka_unit_test(what_was_expanded_is_told_once),
        cmocka_unit_test(only_what_is_asked_for_expands),
        cmocka_unit_test(the_relaxed_query_is_expanded_as_well),
        cmocka_unit_test(a_query_of_many_acronyms_is_bounded),
        cmocka_unit_test(nothing_asked_is_nothing_expanded),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
