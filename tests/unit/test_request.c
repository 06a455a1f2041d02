/* test_request.c - claims about what may be asked of a search. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "schema/document.h"
#include "schema_fixture.h"
#include "search/request.h"

static enum concord_status ask_of(enum asked_of of, struct asked **out,
                                  const char *query,
                                  struct concord_error *err) {
    struct parameter_list list;
    assert_int_equal(parameter_list_parse(&list, query, err), CONCORD_OK);
    enum concord_status status =
        asked_from_parameters(out, of, &list, schema, err);
    parameter_list_clear(&list);
    return status;
}

static enum concord_status ask(struct asked **out, const char *query,
                               struct concord_error *err) {
    return ask_of(ASKED_OF_SEARCH, out, query, err);
}

/* What is asked; the caller destroys it. It must not need the list. */
static struct asked *asked_of_by(enum asked_of of, const char *query) {
    struct asked *asked = NULL;
    struct concord_error err = {0};
    if (ask_of(of, &asked, query, &err) != CONCORD_OK)
        fail_msg("%s: %s", query, err.message);
    assert_non_null(asked);
    return asked;
}

static struct asked *asked_by(const char *query) {
    return asked_of_by(ASKED_OF_SEARCH, query);
}

static void assert_refused(const char *query, const char *parameter,
                           const char *reason) {
    struct asked *asked = NULL;
    struct concord_error err = {0};
    if (ask(&asked, query, &err) != CONCORD_BAD_REQUEST)
        fail_msg("%s is not refused", query);
    assert_null(asked);
    assert_string_equal(err.parameter, parameter);
    if (!strstr(err.message, reason))
        fail_msg("%s: %s", query, err.message);
}

static void assert_condition(const char *query, const char *facet,
                             enum condition_kind kind, const char *value) {
    struct asked *asked = asked_by(query);
    assert_int_equal(asked->search.condition_count, 1);
    const struct facet_condition *condition = &asked->search.conditions[0];
    assert_int_equal(condition->facet, schema_find_facet(schema, facet));
    assert_int_equal(condition->kind, kind);
    assert_int_equal(condition->missing, value == NULL);
    if (value)
        assert_string_equal(condition->value, value);
    else
        assert_null(condition->value);
    asked_destroy(asked);
}

static void assert_years(const char *query, enum condition_kind kind, int first,
                         int last) {
    struct asked *asked = asked_by(query);
    assert_int_equal(asked->search.condition_count, 1);
    const struct facet_condition *condition = &asked->search.conditions[0];
    assert_int_equal(condition->facet, schema_find_facet(schema, "year"));
    assert_int_equal(condition->kind, kind);
    assert_false(condition->missing);
    assert_null(condition->value);
    assert_int_equal(condition->first_year, first);
    assert_int_equal(condition->last_year, last);
    asked_destroy(asked);
}

static enum search_sort sort_of(const char *query) {
    struct asked *asked = asked_by(query);
    enum search_sort sort = asked->search.sort;
    asked_destroy(asked);
    return sort;
}

static void nothing_asked_is_everything_newest_first(void **state) {
    struct asked *asked = asked_by("");
    (void)state;
    assert_null(asked->search.query);
    assert_null(asked->relaxed);
    assert_string_equal(asked->q, "");
    assert_int_equal(asked->note_count, 0);
    assert_int_equal(asked->search.condition_count, 0);
    assert_int_equal(asked->search.sort, SORT_NEWEST);
    assert_int_equal(asked->search.page, 1);
    assert_int_equal(asked->search.size, 10);
    assert_int_equal(asked->search.facet_size, 10);
    assert_int_equal(asked->search.passages, 1);
    assert_int_equal(asked->search.facets,
                     (1U << schema_facet_count(schema)) - 1);
    assert_int_equal(asked->search.deadline, 0);
    assert_true(asked->may_relax);
    asked_destroy(asked);
}

static void q_is_kept_as_typed_and_parsed(void **state) {
    struct asked *asked = asked_by("q=Health++%E2%80%9Cx+y%E2%80%9D+-");
    (void)state;
    assert_string_equal(asked->q, "Health  “x y” -");
    char *tree = query_to_string(asked->search.query);
    assert_string_equal(tree, "(and health (phrase \"x y\"))");
    free(tree);
    assert_non_null(asked->relaxed);
    assert_int_equal(asked->note_count, 1);
    asked_destroy(asked);
}

static void sort_depends_on_the_words_unless_it_is_said(void **state) {
    (void)state;
    assert_int_equal(sort_of("q=health"), SORT_RELEVANCE);
    assert_int_equal(sort_of("q=%22a+b%22"), SORT_RELEVANCE);
    assert_int_equal(sort_of("q=commission*"), SORT_RELEVANCE);
    assert_int_equal(sort_of("q=a+-b"), SORT_RELEVANCE);
    assert_int_equal(sort_of("q="), SORT_NEWEST);
    assert_int_equal(sort_of("q=-a"), SORT_NEWEST);
    assert_int_equal(sort_of("q=!!"), SORT_NEWEST);
    assert_int_equal(sort_of("q=speaker:a+organisation:b"), SORT_NEWEST);
    assert_int_equal(sort_of("q=speaker:a+b"), SORT_RELEVANCE);
    assert_int_equal(sort_of("sort=relevance"), SORT_NEWEST);
    assert_int_equal(sort_of("sort=oldest"), SORT_OLDEST);
    assert_int_equal(sort_of("q=a&sort=newest"), SORT_NEWEST);
    assert_int_equal(sort_of("sort=title&q=a"), SORT_TITLE);
    assert_int_equal(sort_of("sort=relevance&q=a"), SORT_RELEVANCE);
}

static void what_is_asked_of_clauses_is_the_clauses_own(void **state) {
    struct asked *asked = asked_of_by(
        ASKED_OF_CLAUSES, "kind=principle&kind=definition&side=both"
                          "&side=_missing&topic=funding&topic=health"
                          "&-topic=training&region=london");
    (void)state;
    assert_int_equal(asked->kinds,
                     1U << CLAUSE_PRINCIPLE | 1U << CLAUSE_DEFINITION);
    assert_int_equal(asked->sides, 1U << SIDE_BOTH | 1U << SIDE_NONE);
    assert_int_equal(asked->topic_count, 2);
    assert_string_equal(asked->topics[0], "funding");
    assert_string_equal(asked->topics[1], "health");
    assert_int_equal(asked->search.condition_count, 2);
    asked_destroy(asked);
}

static void topics_are_the_documents_everywhere_else(void **state) {
    struct asked *asked =
        asked_of_by(ASKED_OF_QUOTATIONS, "topic=funding&speaker=Jane+Doe");
    (void)state;
    assert_int_equal(asked->topic_count, 0);
    assert_int_equal(asked->search.condition_count, 1);
    assert_string_equal(asked->speaker, "Jane Doe");
    asked_destroy(asked);
    asked = asked_of_by(ASKED_OF_QUOTATIONS, "speaker=");
    assert_null(asked->speaker);
    asked_destroy(asked);
}

static void a_list_reads_q_as_it_is(void **state) {
    struct asked *asked = asked_of_by(ASKED_OF_LIST, "q=%22a+OR+-b&size=3");
    (void)state;
    assert_string_equal(asked->q, "\"a OR -b");
    assert_null(asked->search.query);
    assert_int_equal(asked->note_count, 0);
    assert_int_equal(asked->search.size, 3);
    asked_destroy(asked);
}

static void copies_are_one_unless_they_are_asked_for(void **state) {
    static const enum asked_of places[] = {ASKED_OF_SEARCH, ASKED_OF_FACETS,
                                           ASKED_OF_FACET, ASKED_OF_QUOTATIONS,
                                           ASKED_OF_CLAUSES};
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct asked *asked = asked_of_by(places[i], "duplicates=show");
        assert_true(asked->search.show_duplicates);
        asked_destroy(asked);
        asked = asked_of_by(places[i], "duplicates=collapse");
        assert_false(asked->search.show_duplicates);
        asked_destroy(asked);
    }
    assert_refused("duplicates=", "duplicates", "collapse or show");
    assert_refused("duplicates=Show", "duplicates", "collapse or show");
}

static void unknown_sorts_are_refused_with_the_known(void **state) {
    (void)state;
    assert_refused("sort=date", "sort", "relevance, newest, oldest or title");
    assert_refused("sort=", "sort", "newest");
    assert_refused("sort=Newest", "sort", "newest");
}

static void every_facet_is_a_parameter_in_three_forms(void **state) {
    (void)state;
    assert_condition("type=blog", "type", CONDITION_ANY, "blog");
    assert_condition("region=west-midlands", "region", CONDITION_ANY,
                     "west-midlands");
    assert_condition("sector=health", "sector", CONDITION_ANY, "health");
    assert_condition("topic=funding", "topic", CONDITION_ANY, "funding");
    assert_condition("-topic=funding", "topic", CONDITION_NONE, "funding");
    assert_condition("topic_all=funding", "topic", CONDITION_ALL, "funding");
    assert_condition("-region=london", "region", CONDITION_NONE, "london");
    assert_condition("place_all=a/b", "place", CONDITION_ALL, "a/b");
}

static void missing_may_be_asked_of_every_facet(void **state) {
    (void)state;
    assert_condition("type=_missing", "type", CONDITION_ANY, NULL);
    assert_condition("place=_missing", "place", CONDITION_ANY, NULL);
    assert_condition("year=_missing", "year", CONDITION_ANY, NULL);
    assert_condition("-year=_missing", "year", CONDITION_NONE, NULL);
    assert_condition("topic_all=_missing", "topic", CONDITION_ALL, NULL);
}

static void facets_may_be_given_again(void **state) {
    struct asked *asked =
        asked_by("region=london&region=_missing&topic=health&-topic=funding");
    (void)state;
    assert_int_equal(asked->search.condition_count, 4);
    assert_string_equal(asked->search.conditions[0].value, "london");
    assert_true(asked->search.conditions[1].missing);
    assert_string_equal(asked->search.conditions[3].value, "funding");
    assert_int_equal(asked->search.conditions[3].kind, CONDITION_NONE);
    asked_destroy(asked);
}

static void values_that_a_closed_facet_lacks_are_refused(void **state) {
    (void)state;
    assert_refused("type=blogs", "type", "\"blogs\"");
    assert_refused("type=blogs", "type", "local-compact");
    assert_refused("region=mercia", "region", "yorkshire-and-the-humber");
    assert_refused("region=mercia", "region", "_missing");
    assert_refused("sector=x", "sector", "voluntary-and-community");
    assert_refused("topic=x", "topic", "and _missing");
    assert_refused("-topic=x", "-topic", "\"x\"");
    assert_refused("topic_all=x", "topic_all", "\"x\"");
    assert_refused("type=Blog", "type", "\"Blog\"");
    assert_refused("type=blog+", "type", "\"blog \"");
    assert_refused("type=missing", "type", "\"missing\"");
}

static void unknown_places_are_no_fault(void **state) {
    (void)state;
    assert_condition("place=atlantis", "place", CONDITION_ANY, "atlantis");
    assert_condition("person=Nobody", "person", CONDITION_ANY, "Nobody");
    assert_condition("-creator=A+B", "creator", CONDITION_NONE, "A B");
}

static void empty_facet_values_are_refused(void **state) {
    (void)state;
    assert_refused("type=", "type", "empty");
    assert_refused("place=", "place", "empty");
    assert_refused("place", "place", "empty");
    assert_refused("year=", "year", "empty");
    assert_refused("-topic=", "-topic", "empty");
}

static void years_are_one_or_a_range(void **state) {
    (void)state;
    assert_years("year=2007", CONDITION_ANY, 2007, 2007);
    assert_years("year=2005..2010", CONDITION_ANY, 2005, 2010);
    assert_years("year=2007..2007", CONDITION_ANY, 2007, 2007);
    assert_years("year=..2010", CONDITION_ANY, 1, 2010);
    assert_years("year=2010..", CONDITION_ANY, 2010, 9999);
    assert_years("-year=2005..2010", CONDITION_NONE, 2005, 2010);
    assert_years("year_all=2007", CONDITION_ALL, 2007, 2007);
}

static void other_years_are_refused(void **state) {
    static const char *const wrong[] = {"year=..",
                                        "year=207",
                                        "year=20070",
                                        "year=+2007",
                                        "year=-2007",
                                        "year=%202007",
                                        "year=2007%20",
                                        "year=2007.",
                                        "year=2007-04",
                                        "year=2005...2010",
                                        "year=2005..2010..",
                                        "year=2005..201",
                                        "year=2005-2010",
                                        "year=0000",
                                        "year=0000..2007",
                                        "year=..0000",
                                        "year=x",
                                        "year=2007x",
                                        "year=MMVII",
                                        "year=99999999999999999999"};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_refused(wrong[i], "year", "2005..2010");
    assert_refused("year=2010..2005", "year", "ends before it begins");
    assert_refused("-year=2010..2005", "-year", "ends before it begins");
}

static void numbers_are_digits_within_their_range(void **state) {
    struct asked *asked = asked_by("page=3&size=100&facet_size=200&passages=5");
    (void)state;
    assert_int_equal(asked->search.page, 3);
    assert_int_equal(asked->search.size, 100);
    assert_int_equal(asked->search.facet_size, 200);
    assert_int_equal(asked->search.passages, 5);
    asked_destroy(asked);
}

static void other_numbers_are_refused(void **state) {
    static const char *const names[] = {"page", "size", "facet_size",
                                        "passages"};
    static const char *const wrong[] = {"",           "0",
                                        "-1",         "%2B1",
                                        "%201",       "1%20",
                                        "1.0",        "1e1",
                                        "0x1",        "one",
                                        "1,0",        "10001",
                                        "4294967297", "18446744073709551617",
                                        "%D9%A1"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t j = 0; j < sizeof wrong / sizeof *wrong; j++) {
            char query[64];
            snprintf(query, sizeof query, "%s=%s", names[i], wrong[j]);
            assert_refused(query, names[i], "whole number from 1 to");
        }
    assert_refused("size=101", "size", "100");
    assert_refused("facet_size=201", "facet_size", "200");
    assert_refused("passages=6", "passages", "from 1 to 5");
}

static void pages_end_at_the_window(void **state) {
    (void)state;
    asked_destroy(asked_by("page=1000"));
    asked_destroy(asked_by("page=100&size=100"));
    asked_destroy(asked_by("size=1&page=10000"));
    assert_refused("page=1001", "page", "10000");
    assert_refused("size=100&page=101", "page", "10000");
    assert_refused("page=102&size=99", "page", "10000");
}

static uint32_t facets_of(const char *query) {
    struct asked *asked = asked_by(query);
    uint32_t facets = asked->search.facets;
    asked_destroy(asked);
    return facets;
}

static void facets_are_those_named(void **state) {
    uint32_t region = UINT32_C(1) << schema_find_facet(schema, "region");
    uint32_t year = UINT32_C(1) << schema_find_facet(schema, "year");
    (void)state;
    assert_int_equal(facets_of("facets=none"), 0);
    assert_int_equal(facets_of("facets=region"), region);
    assert_int_equal(facets_of("facets=year,region"), region | year);
    assert_int_equal(facets_of("facets=region,region"), region);
}

static void unknown_facets_are_refused(void **state) {
    (void)state;
    assert_refused("facets=colour", "facets", "\"colour\"");
    assert_refused("facets=colour", "facets", "region");
    assert_refused("facets=", "facets", "\"\"");
    assert_refused("facets=region,", "facets", "\"\"");
    assert_refused("facets=,region", "facets", "\"\"");
    assert_refused("facets=region,none", "facets", "\"none\"");
    assert_refused("facets=region,%20topic", "facets", "\" topic\"");
    assert_refused("facets=regio", "facets", "\"regio\"");
}

static enum facet_sort facet_sort_of(const char *query) {
    struct asked *asked = asked_by(query);
    enum facet_sort sort = asked->search.facet_sort;
    asked_destroy(asked);
    return sort;
}

static void facets_are_sorted_by_count_or_value(void **state) {
    (void)state;
    assert_int_equal(facet_sort_of(""), FACET_SORT_COUNT);
    assert_int_equal(facet_sort_of("facet_sort=count"), FACET_SORT_COUNT);
    assert_int_equal(facet_sort_of("facet_sort=value"), FACET_SORT_VALUE);
    assert_refused("facet_sort=label", "facet_sort", "count or value");
    assert_refused("facet_sort=", "facet_sort", "count or value");
}

static void all_values_of_facets_are_asked_for_by_default(void **state) {
    struct asked *asked = asked_of_by(ASKED_OF_FACETS, "");
    (void)state;
    assert_int_equal(asked->search.facet_size, UINT_MAX);
    asked_destroy(asked);
    asked = asked_of_by(ASKED_OF_FACETS, "facet_size=200&page=1000&size=100");
    assert_int_equal(asked->search.facet_size, 200);
    asked_destroy(asked);
}

static void a_page_of_a_facets_values_has_a_hundred(void **state) {
    struct asked *asked = asked_of_by(ASKED_OF_FACET, "");
    (void)state;
    assert_int_equal(asked->search.size, 100);
    assert_int_equal(asked->search.page, 1);
    assert_string_equal(asked->prefix, "");
    asked_destroy(asked);
    asked = asked_of_by(ASKED_OF_FACET, "size=7&page=10000&prefix=No+%C3%A9");
    assert_int_equal(asked->search.size, 7);
    assert_int_equal(asked->search.page, 10000);
    assert_string_equal(asked->prefix, "No é");
    asked_destroy(asked);
}

static void a_prefix_belongs_to_one_facet_and_has_its_limit(void **state) {
    char query[256] = "prefix=";
    struct asked *asked = NULL;
    struct concord_error err = {0};
    (void)state;
    assert_refused("prefix=a", "prefix", "prefix is no parameter");
    assert_int_equal(ask_of(ASKED_OF_FACETS, &asked, "prefix=a", &err),
                     CONCORD_BAD_REQUEST);
    assert_null(
        strstr(err.message, "passages, broaden, explain, duplicates, prefix"));
    assert_int_equal(ask_of(ASKED_OF_FACET, &asked, "colour=a", &err),
                     CONCORD_BAD_REQUEST);
    assert_non_null(
        strstr(err.message, "passages, broaden, explain, duplicates, prefix"));
    memset(query + 7, 'a', 201);
    assert_int_equal(ask_of(ASKED_OF_FACET, &asked, query, &err),
                     CONCORD_BAD_REQUEST);
    assert_string_equal(err.parameter, "prefix");
    query[7 + 200] = '\0';
    asked_destroy(asked_of_by(ASKED_OF_FACET, query));
}

static void relax_takes_none_only(void **state) {
    struct asked *asked = asked_by("q=a+b&relax=none");
    (void)state;
    assert_false(asked->may_relax);
    asked_destroy(asked);
    assert_refused("relax=any", "relax", "none");
    assert_refused("relax=", "relax", "none");
}

static void assert_dated(const char *query, const char *earliest,
                         const char *latest, size_t notes) {
    struct asked *asked = asked_by(query);
    char shown[EDTF_TEXT_MAX];
    assert_int_equal(asked->search.time.date_count, 1);
    const struct date_condition *date = &asked->search.time.dates[0];
    assert_false(date->missing);
    edtf_format_day(shown, date->when.earliest);
    assert_string_equal(shown, earliest);
    edtf_format_day(shown, date->when.latest);
    assert_string_equal(shown, latest);
    assert_int_equal(asked->note_count, notes);
    asked_destroy(asked);
}

static void dates_are_edtf_or_words_with_a_note(void **state) {
    (void)state;
    assert_dated("date=2007", "2007-01-01", "2007-12-31", 0);
    assert_dated("date=..2007-04", "", "2007-04-30", 0);
    assert_dated("date=april+2007", "2007-04-01", "2007-04-30", 1);
    assert_dated("date=before+2010", "", "2009-12-31", 1);
    assert_dated("date=2006/07", "2006-04-01", "2007-03-31", 1);
    assert_refused("date=last+year", "date", "move with today");
    assert_refused("date=", "date", "nothing in it");
    assert_refused("date=2010..2005", "date", "ends before it begins");
}

static void dates_may_be_given_again_or_be_missing(void **state) {
    struct asked *asked = asked_by("date=2007&date=_missing&q=a&date=2009");
    const struct time_conditions *time = &asked->search.time;
    (void)state;
    assert_int_equal(time->date_count, 3);
    assert_false(time->dates[0].missing);
    assert_true(time->dates[1].missing);
    assert_false(time->within);
    asked_destroy(asked);
}

static void times_are_asked_for_by_their_words(void **state) {
    struct asked *asked =
        asked_by("certainty=derived&date_match=within&in_force=2007-04-01&"
                 "in_force_match=possible");
    const struct time_conditions *time = &asked->search.time;
    (void)state;
    assert_int_equal(time->certainty, CERTAINTY_DERIVED);
    assert_true(time->within);
    assert_true(time->asks_force);
    assert_true(time->force_possible);
    assert_true(time->in_force.earliest == time->in_force.latest);
    asked_destroy(asked);
    asked = asked_of_by(ASKED_OF_CLAUSES, "in_force=2007&in_force_match=yes");
    assert_true(asked->search.time.asks_force);
    assert_false(asked->search.time.force_possible);
    asked_destroy(asked);
    assert_refused("certainty=sure", "certainty", "stated, derived, probable");
    assert_refused("date_match=in", "date_match", "overlaps or within");
    assert_refused("in_force=soon", "in_force", "in_force is");
    assert_refused("in_force=_missing", "in_force", "in_force is");
    assert_refused("in_force_match=no", "in_force_match", "yes or possible");
}

static void unknown_parameters_are_refused_with_the_known(void **state) {
    (void)state;
    assert_refused("colour=red", "colour",
                   "q, date, date_match, certainty, in_force, "
                   "in_force_match, sort, size");
    assert_refused("colour=red", "colour", "type, region, place");
    assert_refused("Q=a", "Q", "Q is no parameter");
    assert_refused("=a", "", "is no parameter");
    assert_refused("-q=a", "-q", "-q is no parameter");
    assert_refused("--topic=funding", "--topic", "no parameter");
    assert_refused("-topic_all=funding", "-topic_all", "no parameter");
    assert_refused("topic_=funding", "topic_", "no parameter");
    assert_refused("topics=funding", "topics", "no parameter");
    assert_refused("all=funding", "all", "no parameter");
}

static void what_is_meant_once_is_refused_twice(void **state) {
    static const char *const pairs[] = {"q=a&q=a",
                                        "sort=title&sort=title",
                                        "page=1&page=1",
                                        "size=1&size=2",
                                        "facets=none&facets=region",
                                        "facet_size=1&facet_size=1",
                                        "facet_sort=value&facet_sort=value",
                                        "relax=none&relax=none",
                                        "passages=1&passages=1",
                                        "date_match=within&date_match=within",
                                        "certainty=stated&certainty=derived",
                                        "in_force=2007&in_force=2008"};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char name[32];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(pairs[i], "="),
                 pairs[i]);
        assert_refused(pairs[i], name, "given twice");
    }
}

static void limits_of_q_are_refused_by_name(void **state) {
    char query[2048] = "q=";
    (void)state;
    for (int i = 0; i < 65; i++)
        strcat(query, "a+");
    assert_refused(query, "q", "64");
    memset(query + 2, 'a', 1025);
    query[2 + 1025] = '\0';
    assert_refused(query, "q", "1024");
}

static void hostile_values_do_not_hide_what_is_allowed(void **state) {
    char query[4096] = "sort=";
    (void)state;
    memset(query + 5, 'x', 4000);
    query[4005] = '\0';
    assert_refused(query, "sort", "relevance, newest, oldest or title");
    memcpy(query, "type=", 5);
    assert_refused(query, "type", "local-compact");
    query[4] = 'x';
    struct asked *asked = NULL;
    struct concord_error err = {0};
    assert_int_equal(ask(&asked, query, &err), CONCORD_BAD_REQUEST);
    assert_non_null(strstr(err.message,
                           "q, date, date_match, certainty, in_force, "
                           "in_force_match, sort, size"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_asked_is_everything_newest_first),
        cmocka_unit_test(q_is_kept_as_typed_and_parsed),
        cmocka_unit_test(sort_depends_on_the_words_unless_it_is_said),
        cmocka_unit_test(what_is_asked_of_clauses_is_the_clauses_own),
        cmocka_unit_test(topics_are_the_documents_everywhere_else),
        cmocka_unit_test(a_list_reads_q_as_it_is),
        cmocka_unit_test(copies_are_one_unless_they_are_asked_for),
        cmocka_unit_test(unknown_sorts_are_refused_with_the_known),
        cmocka_unit_test(every_facet_is_a_parameter_in_three_forms),
        cmocka_unit_test(missing_may_be_asked_of_every_facet),
        cmocka_unit_test(facets_may_be_given_again),
        cmocka_unit_test(values_that_a_closed_facet_lacks_are_refused),
        cmocka_unit_test(unknown_places_are_no_fault),
        cmocka_unit_test(empty_facet_values_are_refused),
        cmocka_unit_test(years_are_one_or_a_range),
        cmocka_unit_test(other_years_are_refused),
        cmocka_unit_test(numbers_are_digits_within_their_range),
        cmocka_unit_test(other_numbers_are_refused),
        cmocka_unit_test(pages_end_at_the_window),
        cmocka_unit_test(facets_are_those_named),
        cmocka_unit_test(unknown_facets_are_refused),
        cmocka_unit_test(facets_are_sorted_by_count_or_value),
        cmocka_unit_test(all_values_of_facets_are_asked_for_by_default),
        cmocka_unit_test(a_page_of_a_facets_values_has_a_hundred),
        cmocka_unit_test(a_prefix_belongs_to_one_facet_and_has_its_limit),
        cmocka_unit_test(relax_takes_none_only),
        cmocka_unit_test(dates_are_edtf_or_words_with_a_note),
        cmocka_unit_test(dates_may_be_given_again_or_be_missing),
        cmocka_unit_test(times_are_asked_for_by_their_words),
        cmocka_unit_test(unknown_parameters_are_refused_with_the_known),
        cmocka_unit_test(what_is_meant_once_is_refused_twice),
        cmocka_unit_test(limits_of_q_are_refused_by_name),
        cmocka_unit_test(hostile_values_do_not_hide_what_is_allowed),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
