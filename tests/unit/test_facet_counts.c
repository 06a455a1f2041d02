/* test_facet_counts.c - counts of a real index against a plain count over all
 * documents, for thousands of random questions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plain_counts.h"
#include "random_archive.h"

enum { DOCUMENTS = 300, QUESTIONS = 3000, CONDITIONS_MAX = 6, DATES_MAX = 3 };

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

enum {
    FACETS = sizeof choices / sizeof choices[0],
    WORDS = sizeof words / sizeof words[0]
};

static struct fixture fixture;
static struct index_reader *reader;
static struct plain_paper papers[DOCUMENTS];
static struct plain_archive archive = {NULL, papers, DOCUMENTS};
static struct plain_counts *counts;
static unsigned documents_words[DOCUMENTS]; /* bit i: words[i] is in the text */
static struct randomness randomness = {20071213};

static unsigned pick(unsigned below) {
    return random_below(&randomness, below);
}

static struct edtf_date random_edtf(void) {
    char text[EDTF_TEXT_MAX];
    struct edtf_date date;
    random_date(&randomness, text);
    edtf_parse(&date, text);
    return date;
}

static const char *json_of(char out[EDTF_TEXT_MAX + 2], struct edtf_date date) {
    char text[EDTF_TEXT_MAX];
    edtf_format(text, date);
    snprintf(out, EDTF_TEXT_MAX + 2, text[0] ? "\"%s\"" : "null", text);
    return out;
}

/* A third of the documents are agreements, most of which have some end. */
static void write_forces(void) {
    static char keys[DOCUMENTS][24];
    static char json[DOCUMENTS][256];
    static struct fixture_record records[DOCUMENTS + 1];
    char from[EDTF_TEXT_MAX + 2];
    char term[EDTF_TEXT_MAX + 2];
    char superseded[EDTF_TEXT_MAX + 2];
    for (size_t i = 0; i < DOCUMENTS; i++) {
        struct plain_force *force = &papers[i].force;
        snprintf(keys[i], sizeof keys[i], "document/d%03zu", i);
        records[i] = (struct fixture_record){keys[i], "{\"in_force\":null}"};
        force->is_agreement = pick(3) == 0;
        if (!force->is_agreement)
            continue;
        force->from = random_edtf();
        force->term = edtf_undated();
        if (pick(3) == 0)
            edtf_parse(&force->term, "2005-03-31");
        force->superseded = pick(2) == 0 ? random_edtf() : edtf_undated();
        snprintf(json[i], sizeof json[i],
                 "{\"group\":null,\"in_force\":{\"from\":%s,\"term\":%s,"
                 "\"superseded\":%s}}",
                 json_of(from, force->from), json_of(term, force->term),
                 json_of(superseded, force->superseded));
        records[i].json = json[i];
    }
    fixture.records = records;
}

static struct document *random_document(size_t index) {
    char id[16];
    char text[64] = "paper";
    char date[EDTF_TEXT_MAX];
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
    random_date(&randomness, date);
    struct document *document = fixture_document(&fixture, id, "Title", text,
                                                 date[0] ? date : NULL, values);
    if (date[0])
        document->date_certainty = (enum certainty)pick(4);
    return document;
}

/* Copies of a hundred documents at most, some with three, some with none. A
 * leader is told now that it leads, now nothing. */
static void group_at_random(void) {
    static char words_of_groups[DOCUMENTS][32];
    static const char *groups[DOCUMENTS + 1];
    bool leads[DOCUMENTS] = {false};
    for (int i = 0; i < DOCUMENTS; i++) {
        papers[i].leader = -1;
        if (i % 3 != 0 && pick(3) == 0)
            papers[i].leader = (int)pick(DOCUMENTS / 3) * 3;
        if (papers[i].leader >= 0)
            leads[papers[i].leader] = true;
    }
    for (int i = 0; i < DOCUMENTS; i++) {
        int leader = papers[i].leader;
        if (leads[i])
            papers[i].leader = i;
        if (leads[i] && pick(2) == 0)
            leader = i;
        if (leader < 0)
            snprintf(words_of_groups[i], sizeof *words_of_groups, "d%03d=", i);
        else
            snprintf(words_of_groups[i], sizeof *words_of_groups, "d%03d=d%03d",
                     i, leader);
        groups[i] = words_of_groups[i];
    }
    fixture.groups = groups;
}

static int set_up(void **state) {
    struct document *documents[DOCUMENTS];
    (void)state;
    fixture_create(&fixture);
    for (size_t i = 0; i < DOCUMENTS; i++)
        papers[i].document = documents[i] = random_document(i);
    group_at_random();
    write_forces();
    fixture_publish(&fixture, documents, DOCUMENTS, NULL);
    reader = fixture_reader(&fixture);
    archive.schema = fixture.schema;
    counts = plain_counts_create(&archive);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    plain_counts_destroy(counts);
    for (size_t i = 0; i < DOCUMENTS; i++)
        document_destroy(papers[i].document);
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

/* ---- words: a text has those of a document in their order ---- */

static bool has_word(unsigned has, size_t word) {
    return (has >> word & 1) != 0;
}

static int place_of(unsigned has, size_t word) {
    int place = 0;
    for (size_t i = 0; i < word; i++)
        place += has_word(has, i);
    return place;
}

static size_t word_number(const char *text) {
    size_t word = 0;
    while (strcmp(words[word], text) != 0)
        word++;
    return word;
}

static bool finds_leaf(const struct query *query, unsigned has) {
    if (query->kind == QUERY_PREFIX) {
        bool found = false;
        for (size_t i = 0; i < WORDS; i++)
            found |= has_word(has, i) && strncmp(words[i], query->words[0],
                                                 strlen(query->words[0])) == 0;
        return found;
    }
    size_t first = word_number(query->words[0]);
    size_t last = word_number(query->words[query->word_count - 1]);
    int apart = place_of(has, last) - place_of(has, first);
    bool both = has_word(has, first) && has_word(has, last);
    if (query->kind == QUERY_PHRASE)
        return both && apart == 1;
    if (query->kind == QUERY_NEAR)
        return both && abs(apart) <= (int)query->window;
    return both;
}

static bool finds(const struct query *query, unsigned has) {
    if (query->child_count == 0)
        return query->kind == QUERY_ALL || finds_leaf(query, has);
    bool found = finds(query->children[0], has);
    for (size_t i = 1; i < query->child_count; i++) {
        bool more = finds(query->children[i], has);
        if (query->kind == QUERY_OR)
            found |= more;
        else
            found &= query->kind == QUERY_AND ? more : !more;
    }
    return found;
}

static bool found_by_words(const struct search_request *request, size_t index) {
    return request->query == NULL ||
           finds(request->query, documents_words[index]);
}

static void take(const struct search_request *request) {
    bool found[DOCUMENTS];
    for (size_t i = 0; i < DOCUMENTS; i++)
        found[i] = found_by_words(request, i);
    plain_counts_take(counts, request, found);
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

/* Now any span, now the very day on which some document's or agreement's begins
 * or ends, or one beside it. */
static struct edtf_date random_span(void) {
    edtf_day day = EDTF_OPEN_LATEST;
    if (pick(3) == 0)
        return random_edtf();
    while (day == EDTF_OPEN_EARLIEST || day == EDTF_OPEN_LATEST) {
        size_t index = pick(DOCUMENTS);
        const struct plain_force *force = &papers[index].force;
        const struct edtf_date spans[] = {papers[index].document->date,
                                          force->from, force->term,
                                          force->superseded};
        struct edtf_date span = spans[force->is_agreement ? pick(4) : 0];
        day = pick(2) == 0 ? span.earliest : span.latest;
    }
    day += (int)pick(3) - 1;
    return (struct edtf_date){day, day};
}

static void random_time(struct time_conditions *time,
                        struct date_condition *dates) {
    *time = (struct time_conditions){.dates = dates};
    if (pick(2) == 0)
        return;
    time->date_count = pick(DATES_MAX);
    time->within = pick(3) == 0;
    for (size_t i = 0; i < time->date_count; i++)
        dates[i] = (struct date_condition){random_span(), pick(6) == 0};
    if (pick(3) == 0)
        time->certainty = (enum certainty)pick(4);
    time->asks_force = pick(2) == 0;
    time->force_possible = pick(2) == 0;
    time->in_force = random_span();
}

static void check_facet(const struct facet_result *facet) {
    uint64_t listed = 0;
    assert_int_equal(facet->missing,
                     plain_counts_of(counts, facet->facet, NULL));
    for (size_t i = 0; i < facet->bucket_count; i++) {
        const struct facet_bucket *bucket = &facet->buckets[i];
        assert_int_equal(bucket->count,
                         plain_counts_of(counts, facet->facet, bucket->value));
        listed += bucket->count > 0;
    }
    assert_int_equal(facet->other, 0);
    assert_int_equal(facet->distinct, listed);
    assert_int_equal(listed, plain_counts_distinct(counts, facet->facet));
}

static void check_total(const struct search_request *request,
                        const struct result_page *page) {
    uint64_t expected = plain_counts_total(counts);
    assert_int_equal(page->total, expected);
    assert_int_equal(page->result_count,
                     expected < request->size ? expected : request->size);
}

/* ---- which of them are shown ---- */

struct listing {
    size_t indexes[DOCUMENTS];
    size_t count;
};

/* All results, in pages of `size`. */
static struct listing list_all(struct search_request request, unsigned size) {
    struct listing listing = {.count = 0};
    uint64_t total = 1;
    request.facets = 0;
    request.size = size;
    for (request.page = 1; (request.page - 1) * size < total; request.page++) {
        struct result_page *page = fixture_search(reader, &request);
        total = page->total;
        for (size_t i = 0; i < page->result_count; i++) {
            char *id = fixture_result_id(&page->results[i]);
            assert_true(listing.count < DOCUMENTS);
            listing.indexes[listing.count++] = (size_t)atoi(id + 1);
            free(id);
        }
        result_page_destroy(page);
    }
    assert_int_equal(listing.count, total);
    return listing;
}

static void check_shown(struct search_request request, unsigned size) {
    request.show_duplicates = true;
    struct listing expected = list_all(request, 100);
    expected.count = plain_collapse(&archive, expected.indexes, expected.count);
    request.show_duplicates = false;
    struct listing shown = list_all(request, size);
    assert_int_equal(shown.count, expected.count);
    assert_memory_equal(shown.indexes, expected.indexes,
                        shown.count * sizeof *shown.indexes);
}

/* ---- the questions ---- */

static struct query *random_leaf(struct arena *arena) {
    static const char *const beginnings[] = {"co", "gr", "comp", "he", "zz"};
    static const enum query_kind kinds[] = {
        QUERY_WORD, QUERY_WORD, QUERY_PREFIX, QUERY_PHRASE, QUERY_NEAR};
    struct query *query = query_create(arena, kinds[pick(5)]);
    size_t first = pick(WORDS);
    if (query->kind == QUERY_PREFIX) {
        assert_true(query_add_word(arena, query, beginnings[pick(5)]));
        return query;
    }
    query->window = 1 + pick(3);
    assert_true(query_add_word(arena, query, words[first]));
    if (query->kind != QUERY_WORD)
        assert_true(query_add_word(
            arena, query, words[(first + 1 + pick(WORDS - 1)) % WORDS]));
    return query;
}

static struct query *random_query(struct arena *arena, unsigned depth) {
    static const enum query_kind kinds[] = {QUERY_AND, QUERY_OR, QUERY_AND_NOT};
    if (depth == 0)
        return pick(9) == 0 ? query_create(arena, QUERY_ALL)
                            : random_leaf(arena);
    struct query *query = query_create(arena, kinds[pick(3)]);
    size_t children = query->kind == QUERY_AND_NOT ? 2 : 2 + pick(2);
    for (size_t i = 0; i < children; i++)
        assert_true(
            query_add_child(arena, query, random_query(arena, pick(depth))));
    return query;
}

static void ask_at_random(int number) {
    struct arena arena = {0};
    struct facet_condition conditions[CONDITIONS_MAX];
    struct date_condition dates[DATES_MAX];
    struct search_request request = fixture_request(&fixture);
    request.conditions = conditions;
    request.condition_count = pick(pick(2) == 0 ? 2 : CONDITIONS_MAX);
    request.sort = (enum search_sort)pick(4);
    request.passages = 0;
    request.show_duplicates = pick(3) == 0;
    for (size_t i = 0; i < request.condition_count; i++)
        conditions[i] = random_condition();
    random_time(&request.time, dates);
    if (pick(5) > 0)
        request.query = random_query(&arena, pick(4));
    struct result_page *page = fixture_search(reader, &request);
    take(&request);
    check_total(&request, page);
    assert_int_equal(page->facet_count, schema_facet_count(fixture.schema));
    for (size_t i = 0; i < page->facet_count; i++)
        check_facet(&page->facets[i]);
    result_page_destroy(page);
    if (number % 20 == 0)
        check_shown(request, 1 + pick(30));
    arena_clear(&arena);
}

static void counts_equal_a_plain_count_over_all_documents(void **state) {
    (void)state;
    for (int i = 0; i < QUESTIONS; i++)
        ask_at_random(i);
}

/* ---- cut listings ---- */

static bool is_asked_for(const struct facet_bucket *bucket) {
    return bucket->selected || bucket->excluded;
}

/* The first `size` with a count stay, and what was asked for. */
static void check_cut(const struct facet_result *whole,
                      const struct facet_result *cut, unsigned size) {
    size_t listed = 0;
    size_t counted = 0;
    uint64_t other = 0;
    for (size_t i = 0; i < whole->bucket_count; i++) {
        const struct facet_bucket *bucket = &whole->buckets[i];
        bool kept = counted < size || is_asked_for(bucket);
        counted += bucket->count > 0;
        if (!kept) {
            other += bucket->count;
            continue;
        }
        assert_true(listed < cut->bucket_count);
        assert_string_equal(cut->buckets[listed].value, bucket->value);
        assert_int_equal(cut->buckets[listed].count, bucket->count);
        assert_int_equal(is_asked_for(&cut->buckets[listed]),
                         is_asked_for(bucket));
        listed++;
    }
    assert_int_equal(cut->bucket_count, listed);
    assert_int_equal(cut->other, other);
    assert_int_equal(cut->distinct, whole->distinct);
    assert_int_equal(cut->missing, whole->missing);
}

static void a_cut_listing_is_the_head_of_the_whole(void **state) {
    (void)state;
    int year = schema_find_inferred(fixture.schema, INFER_DATE);
    for (int i = 0; i < QUESTIONS / 10; i++) {
        struct facet_condition conditions[CONDITIONS_MAX];
        struct search_request request = fixture_request(&fixture);
        request.conditions = conditions;
        request.condition_count = pick(CONDITIONS_MAX);
        request.facet_sort = (enum facet_sort)pick(2);
        request.size = 0;
        for (size_t j = 0; j < request.condition_count; j++)
            conditions[j] = random_condition();
        struct result_page *whole = fixture_search(reader, &request);
        request.facet_size = pick(5);
        struct result_page *cut = fixture_search(reader, &request);
        for (size_t j = 0; j < whole->facet_count; j++)
            if ((int)whole->facets[j].facet != year)
                check_cut(&whole->facets[j], &cut->facets[j],
                          request.facet_size);
        result_page_destroy(whole);
        result_page_destroy(cut);
    }
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
    take(&request);
    assert_int_equal(listed, plain_counts_sum(counts, place));
    result_page_destroy(page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_equal_a_plain_count_over_all_documents),
        cmocka_unit_test(a_cut_listing_is_the_head_of_the_whole),
        cmocka_unit_test(years_are_listed_with_their_zeros),
        cmocka_unit_test(values_are_sorted_by_count_or_by_value),
        cmocka_unit_test(the_first_by_value_are_those_with_a_count),
        cmocka_unit_test(what_is_selected_is_listed_beyond_the_size),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
