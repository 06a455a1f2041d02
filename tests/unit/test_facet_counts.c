/* test_facet_counts.c - counts of a real index against a plain count over all
 * documents, for thousands of random questions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine_fixture.h"

enum { DOCUMENTS = 300, QUESTIONS = 3000, CONDITIONS_MAX = 6 };

static const char *const words[] = {"grant", "council", "health", "compact"};
static const char *const choices[][6] = {
    {"type=blog", "type=letter", "type=report", NULL},
    {"region=london", "region=north-east", "region=south-west",
     "region=england", NULL},
    {"place=london/redbridge", "place=south-west/bristol",
     "place=west-midlands/herefordshire", NULL},
    {"sector=health", "sector=housing", "sector=business", NULL},
    {"topic=health", "topic=funding", "topic=localism", "topic=awards",
     "topic=training", NULL}};

enum { FACETS = sizeof choices / sizeof choices[0] };

static struct fixture fixture;
static struct index_reader *reader;
static struct document *documents[DOCUMENTS];
static unsigned documents_words[DOCUMENTS]; /* bit i: words[i] is in the text */
static unsigned seed = 20071213;

static unsigned pick(unsigned below) {
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % below;
}

static struct document *random_document(size_t index) {
    char id[16];
    char text[64] = "paper";
    char date[16];
    const char *values[32];
    size_t count = 0;
    for (unsigned i = 0; i < 4; i++) {
        if (pick(3) != 0)
            continue;
        documents_words[index] |= 1u << i;
        strcat(text, " ");
        strcat(text, words[i]);
    }
    for (unsigned facet = 0; facet < FACETS; facet++)
        for (unsigned i = 0; choices[facet][i] != NULL; i++)
            if (pick(4) == 0)
                values[count++] = choices[facet][i];
    values[count] = NULL;
    snprintf(id, sizeof id, "d%03zu", index);
    snprintf(date, sizeof date, "%u", 1998 + pick(9));
    return fixture_document(&fixture, id, "Title", text,
                            pick(5) == 0 ? NULL : date, values);
}

static int set_up(void **state) {
    (void)state;
    fixture_create(&fixture);
    for (size_t i = 0; i < DOCUMENTS; i++)
        documents[i] = random_document(i);
    fixture_publish(&fixture, documents, DOCUMENTS, NULL);
    reader = fixture_reader(&fixture);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    for (size_t i = 0; i < DOCUMENTS; i++)
        document_destroy(documents[i]);
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

/* ---- the plain reading: every rule written out again, the slow way ---- */

static bool has_any_value(const struct document *document, unsigned facet) {
    for (size_t i = 0; i < document->value_count; i++)
        if (document->values[i].facet == facet)
            return true;
    return false;
}

static bool meets(const struct document *document,
                  const struct facet_condition *condition) {
    if (condition->missing)
        return !has_any_value(document, condition->facet);
    if (condition->value != NULL)
        return document_has_value(document, condition->facet, condition->value);
    int year = edtf_single_year(document->date);
    return year != 0 && year >= condition->first_year &&
           year <= condition->last_year;
}

/* Does the document pass what is asked of this one facet? */
static bool passes(const struct search_request *request,
                   const struct document *document, unsigned facet,
                   enum condition_kind hard) {
    bool asked = false;
    bool met = false;
    for (size_t i = 0; i < request->condition_count; i++) {
        const struct facet_condition *condition = &request->conditions[i];
        if (condition->facet != facet ||
            (condition->kind == CONDITION_ALL) != (hard == CONDITION_ALL))
            continue;
        bool meets_it = meets(document, condition);
        if (condition->kind == CONDITION_ANY) {
            asked = true;
            met |= meets_it;
        } else if (meets_it == (condition->kind == CONDITION_NONE)) {
            return false;
        }
    }
    return !asked || met;
}

/* Does it pass everything, but for the filter `aside`? */
static bool passes_all_but(const struct search_request *request,
                           const struct document *document, int aside) {
    for (unsigned i = 0; i < schema_facet_count(fixture.schema); i++) {
        int filter = (int)schema_facet(fixture.schema, i)->filter;
        if (!passes(request, document, i, CONDITION_ALL) ||
            (filter != aside && !passes(request, document, i, CONDITION_ANY)))
            return false;
    }
    return true;
}

static bool found_by_words(size_t index, int wanted) {
    return wanted < 0 || (documents_words[index] >> wanted & 1) != 0;
}

static uint64_t plain_count(const struct search_request *request, int wanted,
                            unsigned facet, const char *value) {
    int aside = (int)schema_facet(fixture.schema, facet)->filter;
    uint64_t count = 0;
    for (size_t i = 0; i < DOCUMENTS; i++)
        count +=
            found_by_words(i, wanted) &&
            passes_all_but(request, documents[i], aside) &&
            (value == NULL ? !has_any_value(documents[i], facet)
                           : document_has_value(documents[i], facet, value));
    return count;
}

/* ---- random questions ---- */

static struct facet_condition random_condition(void) {
    unsigned which = pick(FACETS + 1);
    struct facet_condition condition = {.kind = CONDITION_ANY};
    unsigned kind = pick(6);
    if (kind == 0)
        condition.kind = CONDITION_NONE;
    else if (kind == 1)
        condition.kind = CONDITION_ALL;
    if (which == FACETS) {
        condition.facet =
            (unsigned)schema_find_inferred(fixture.schema, INFER_DATE);
        condition.kind = CONDITION_ANY;
        condition.first_year = 1997 + (int)pick(10);
        condition.last_year = condition.first_year + (int)pick(4);
        condition.missing = pick(6) == 0;
        return condition;
    }
    unsigned count = 0;
    while (choices[which][count] != NULL)
        count++;
    const char *choice = choices[which][pick(count)];
    char name[16];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(choice, "="), choice);
    condition.facet = (unsigned)schema_find_facet(fixture.schema, name);
    condition.missing = pick(6) == 0;
    condition.value = condition.missing ? NULL : strchr(choice, '=') + 1;
    return condition;
}

static void check_facet(const struct search_request *request, int wanted,
                        const struct facet_result *facet) {
    uint64_t listed = 0;
    assert_int_equal(facet->missing,
                     plain_count(request, wanted, facet->facet, NULL));
    for (size_t i = 0; i < facet->bucket_count; i++) {
        const struct facet_bucket *bucket = &facet->buckets[i];
        assert_int_equal(
            bucket->count,
            plain_count(request, wanted, facet->facet, bucket->value));
        listed += bucket->count > 0;
    }
    assert_int_equal(facet->other, 0);
    assert_int_equal(facet->distinct, listed);
}

static void check_total(const struct search_request *request, int wanted,
                        const struct result_page *page) {
    uint64_t expected = 0;
    for (size_t i = 0; i < DOCUMENTS; i++)
        expected += found_by_words(i, wanted) &&
                    passes_all_but(request, documents[i], -1);
    assert_int_equal(page->total, expected);
    assert_int_equal(page->result_count,
                     expected < request->size ? expected : request->size);
}

static void ask_at_random(void) {
    struct arena arena = {0};
    struct facet_condition conditions[CONDITIONS_MAX];
    struct search_request request = fixture_request(&fixture);
    int wanted = (int)pick(5) - 1;
    request.conditions = conditions;
    request.condition_count = pick(CONDITIONS_MAX);
    request.sort = (enum search_sort)pick(4);
    request.passages = 0;
    for (size_t i = 0; i < request.condition_count; i++)
        conditions[i] = random_condition();
    if (wanted >= 0) {
        struct query *query = query_create(&arena, QUERY_WORD);
        assert_true(query_add_word(&arena, query, words[wanted]));
        request.query = query;
    }
    struct result_page *page = fixture_search(reader, &request);
    check_total(&request, wanted, page);
    assert_int_equal(page->facet_count, schema_facet_count(fixture.schema));
    for (size_t i = 0; i < page->facet_count; i++)
        check_facet(&request, wanted, &page->facets[i]);
    result_page_destroy(page);
    arena_clear(&arena);
}

static void counts_equal_a_plain_count_over_all_documents(void **state) {
    (void)state;
    for (int i = 0; i < QUESTIONS; i++)
        ask_at_random();
}

static void years_are_listed_with_their_zeros(void **state) {
    (void)state;
    struct search_request request = fixture_request(&fixture);
    struct facet_condition rare[] = {
        {.facet = (unsigned)schema_find_facet(fixture.schema, "place"),
         .kind = CONDITION_ALL,
         .value = "london/nowhere"}};
    request.conditions = rare;
    request.condition_count = 1;
    request.facet_size = 1;
    struct result_page *page = fixture_search(reader, &request);
    const struct facet_result *years = fixture_facet(&fixture, page, "year");
    assert_int_equal(page->total, 0);
    assert_int_equal(years->bucket_count, 9);
    assert_string_equal(years->buckets[0].value, "1998");
    assert_string_equal(years->buckets[8].value, "2006");
    assert_int_equal(years->distinct, 0);
    result_page_destroy(page);
}

static void assert_sorted(const struct facet_result *facet,
                          enum facet_sort sort) {
    for (size_t i = 1; i < facet->bucket_count; i++) {
        const struct facet_bucket *before = &facet->buckets[i - 1];
        const struct facet_bucket *after = &facet->buckets[i];
        bool by_value = strcmp(before->value, after->value) < 0;
        assert_true(sort == FACET_SORT_VALUE
                        ? by_value
                        : before->count > after->count ||
                              (before->count == after->count && by_value));
    }
}

static void values_are_sorted_by_count_or_by_value(void **state) {
    (void)state;
    struct search_request request = fixture_request(&fixture);
    for (int sort = FACET_SORT_COUNT; sort <= FACET_SORT_VALUE; sort++) {
        request.facet_sort = (enum facet_sort)sort;
        struct result_page *page = fixture_search(reader, &request);
        assert_sorted(fixture_facet(&fixture, page, "topic"),
                      request.facet_sort);
        assert_sorted(fixture_facet(&fixture, page, "year"), FACET_SORT_VALUE);
        result_page_destroy(page);
    }
}

/* By value, what was selected without a count may stand first. */
static void the_first_by_value_are_those_with_a_count(void **state) {
    (void)state;
    struct search_request request = fixture_request(&fixture);
    struct facet_condition asked[] = {
        {.facet = (unsigned)schema_find_facet(fixture.schema, "place"),
         .kind = CONDITION_ANY,
         .value = "a/nowhere"}};
    request.conditions = asked;
    request.condition_count = 1;
    request.facet_size = 1;
    request.facet_sort = FACET_SORT_VALUE;
    struct result_page *page = fixture_search(reader, &request);
    const struct facet_result *places = fixture_facet(&fixture, page, "place");
    assert_int_equal(places->bucket_count, 2);
    assert_string_equal(places->buckets[0].value, "a/nowhere");
    assert_string_equal(places->buckets[1].value, "london/redbridge");
    assert_int_equal(places->distinct, 3);
    result_page_destroy(page);
}

static void what_is_selected_is_listed_beyond_the_size(void **state) {
    (void)state;
    struct search_request request = fixture_request(&fixture);
    unsigned place = (unsigned)schema_find_facet(fixture.schema, "place");
    struct facet_condition asked[] = {
        {.facet = place, .kind = CONDITION_ANY, .value = "london/nowhere"},
        {.facet = place, .kind = CONDITION_NONE, .value = "london/redbridge"}};
    request.conditions = asked;
    request.condition_count = 2;
    request.facet_size = 1;
    struct result_page *page = fixture_search(reader, &request);
    const struct facet_result *places = fixture_facet(&fixture, page, "place");
    bool selected = false;
    bool excluded = false;
    uint64_t listed = places->other;
    for (size_t i = 0; i < places->bucket_count; i++) {
        const struct facet_bucket *bucket = &places->buckets[i];
        listed += bucket->count;
        selected |= bucket->selected && bucket->count == 0 &&
                    strcmp(bucket->value, "london/nowhere") == 0;
        excluded |=
            bucket->excluded && strcmp(bucket->value, "london/redbridge") == 0;
    }
    assert_true(selected);
    assert_true(excluded);
    assert_int_equal(
        listed,
        plain_count(&request, -1, place, "london/redbridge") +
            plain_count(&request, -1, place, "south-west/bristol") +
            plain_count(&request, -1, place, "west-midlands/herefordshire"));
    result_page_destroy(page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_equal_a_plain_count_over_all_documents),
        cmocka_unit_test(years_are_listed_with_their_zeros),
        cmocka_unit_test(values_are_sorted_by_count_or_by_value),
        cmocka_unit_test(the_first_by_value_are_those_with_a_count),
        cmocka_unit_test(what_is_selected_is_listed_beyond_the_size),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
