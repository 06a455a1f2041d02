/* test_statements.c - quotations and clauses as things to search for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <jansson.h>

#include "engine_fixture.h"

static struct fixture fixture;
static struct index_reader *reader;
static struct arena queries;

static const char *const north[] = {"region=north-east", "type=local-compact",
                                    NULL};
static const char *const south[] = {"region=south-west", "topic=funding", NULL};

/* Two papers; each claim stands in the text, so that its bytes can be cut. */
static const char early_text[] =
    "Our commitments\n\n"
    "The council will consult for twelve weeks.\n\n"
    "Groups will answer\n\nin good time.\n\n"
    "We consider that funding is short.";
static const char late_text[] =
    "Jane Doe said: consultation works when weeks are given. John Roe said: "
    "funding was cut.\n\n"
    "The council will fund groups fully.";

static void span_of(const char *text, const char *first, const char *last,
                    size_t *start, size_t *end) {
    const char *from = strstr(text, first);
    const char *to = from == NULL ? NULL : strstr(from, last);
    assert_non_null(to);
    *start = (size_t)(from - text);
    *end = (size_t)(to - text) + strlen(last);
}

static void add_clause(struct document *document, const char *anchor,
                       const char *first, const char *last,
                       enum clause_kind kind, enum clause_side side,
                       const char *topic) {
    const char *topics[] = {topic};
    struct document_clause clause = {.anchor = anchor,
                                     .heading = "Our commitments",
                                     .number = 1,
                                     .kind = kind,
                                     .side = side,
                                     .topics = topics,
                                     .topic_count = topic != NULL};
    span_of(document->text, first, last, &clause.start, &clause.end);
    assert_int_equal(document_add_clause(document, clause, NULL), CONCORD_OK);
}

static void add_quotation(struct document *document, const char *first,
                          const char *last, const char *speaker) {
    struct document_quotation quotation = {.speaker = speaker};
    span_of(document->text, first, last, &quotation.start, &quotation.end);
    assert_int_equal(document_add_quotation(document, quotation, NULL),
                     CONCORD_OK);
}

static struct document *early_paper(void) {
    struct document *document = fixture_document(
        &fixture, "early", "Barset Compact", early_text, "2001", north);
    add_clause(document, "c1", "The council", "weeks.", CLAUSE_COMMITMENT,
               SIDE_PUBLIC, "consultation");
    add_clause(document, "c2", "Groups will", "time.", CLAUSE_COMMITMENT,
               SIDE_VOLUNTARY, NULL);
    add_clause(document, "c3", "We consider", "short.", CLAUSE_CONSIDERATION,
               SIDE_NONE, "funding");
    return document;
}

static struct document *late_paper(void) {
    struct document *document = fixture_document(
        &fixture, "late", "Cuts", late_text, "2011-05-04", south);
    add_quotation(document, "consultation works", "given.", "Jane Doe");
    add_quotation(document, "funding was", "cut.", "John Roe");
    add_clause(document, "c1", "The council", "fully.", CLAUSE_COMMITMENT,
               SIDE_BOTH, "funding");
    return document;
}

static int set_up(void **state) {
    (void)state;
    fixture_create(&fixture);
    struct document *documents[] = {early_paper(), late_paper()};
    reader = fixture_index(&fixture, documents, 2);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    arena_clear(&queries);
    return 0;
}

/* ---- asking ---- */

static struct statement_request asking(enum statement_type of) {
    return (struct statement_request){.of = of, .page = 1, .size = 10};
}

static struct statement_page *ask(struct statement_request request) {
    struct statement_page *page = NULL;
    struct concord_error err = {0};
    if (index_reader_statements(reader, &request, &page, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    return page;
}

static struct query *words(enum query_kind kind, const char *first,
                           const char *second) {
    struct query *query = query_create(&queries, kind);
    assert_true(query_add_word(&queries, query, first));
    if (second != NULL)
        assert_true(query_add_word(&queries, query, second));
    return query;
}

/* What each result begins with, a text or an id, joined by " | ". */
static void assert_found(struct statement_request request, const char *key,
                         const char *expected) {
    struct statement_page *page = ask(request);
    char found[512] = "";
    for (size_t i = 0; i < page->count; i++) {
        json_t *json = json_loads(page->statements[i].json, 0, NULL);
        assert_non_null(json);
        if (i > 0)
            strcat(found, " | ");
        strncat(found, json_string_value(json_object_get(json, key)), 100);
        json_decref(json);
    }
    assert_string_equal(found, expected);
    assert_true(page->total >= page->count);
    statement_page_destroy(page);
}

static void assert_total(struct statement_request request, uint64_t total) {
    struct statement_page *page = ask(request);
    assert_int_equal(page->total, total);
    statement_page_destroy(page);
}

/* ---- the claims ---- */

static void without_words_all_come_newest_document_first(void **state) {
    (void)state;
    struct statement_request request = asking(STATEMENT_CLAUSE);
    assert_found(request, "id", "late.c1 | early.c1 | early.c2 | early.c3");
    assert_found(asking(STATEMENT_QUOTATION), "text",
                 "consultation works when weeks are given. | funding was cut.");
    request.size = 2;
    request.page = 2;
    assert_found(request, "id", "early.c2 | early.c3");
    assert_total(request, 4);
    request.page = 9;
    assert_found(request, "id", "");
    assert_total(request, 4);
    request.size = 0;
    assert_total(request, 4);
}

static void words_find_what_says_them_and_no_other(void **state) {
    (void)state;
    struct statement_request request = asking(STATEMENT_CLAUSE);
    request.query = words(QUERY_WORD, "consulted", NULL);
    assert_found(request, "id", "early.c1");
    request.query = words(QUERY_WORD, "funding", NULL);
    assert_found(request, "id", "late.c1 | early.c3");
    request.of = STATEMENT_QUOTATION;
    assert_found(request, "text", "funding was cut.");
    request.query = words(QUERY_PHRASE, "weeks", "are");
    assert_found(request, "text", "consultation works when weeks are given.");
}

static void a_clause_is_found_by_its_heading_too(void **state) {
    (void)state;
    struct statement_request request = asking(STATEMENT_CLAUSE);
    request.query = words(QUERY_WORD, "commitment", NULL);
    assert_total(request, 4);
    struct query *heading = words(QUERY_WORD, "commitment", NULL);
    heading->field = QUERY_IN_TITLE;
    request.query = heading;
    assert_total(request, 4);
    struct query *text = words(QUERY_WORD, "weeks", NULL);
    text->field = QUERY_IN_TITLE;
    request.query = text;
    assert_total(request, 0);
}

static void no_phrase_crosses_the_blocks_of_a_clause(void **state) {
    (void)state;
    struct statement_request request = asking(STATEMENT_CLAUSE);
    request.query = words(QUERY_PHRASE, "answer", "in");
    assert_total(request, 0);
    request.query = words(QUERY_PHRASE, "good", "time");
    assert_found(request, "id", "early.c2");
}

static void a_part_of_the_speakers_name_will_do(void **state) {
    (void)state;
    struct statement_request request = asking(STATEMENT_QUOTATION);
    request.speaker = "jane";
    assert_found(request, "speaker", "Jane Doe");
    request.speaker = "ROE, John";
    assert_found(request, "speaker", "John Roe");
    request.speaker = "Jane Roe";
    assert_total(request, 0);
}

static void kind_side_and_topic_narrow(void **state) {
    (void)state;
    struct statement_request request = asking(STATEMENT_CLAUSE);
    request.kinds = 1u << CLAUSE_CONSIDERATION;
    assert_found(request, "id", "early.c3");
    request.kinds = 0;
    request.sides = 1u << SIDE_PUBLIC | 1u << SIDE_BOTH;
    assert_found(request, "id", "late.c1 | early.c1");
    request.sides = 0;
    const char *const topics[] = {"consultation", "nothing"};
    request.topics = topics;
    request.topic_count = 2;
    assert_found(request, "id", "early.c1");
    request.query = words(QUERY_WORD, "council", NULL);
    assert_found(request, "id", "early.c1");
}

static void the_filters_of_a_search_are_asked_of_the_document(void **state) {
    (void)state;
    struct facet_condition conditions[] = {
        {.facet = (unsigned)schema_find_facet(fixture.schema, "region"),
         .kind = CONDITION_ANY,
         .value = "north-east"}};
    struct statement_request request = asking(STATEMENT_CLAUSE);
    request.conditions = conditions;
    request.condition_count = 1;
    assert_found(request, "id", "early.c1 | early.c2 | early.c3");
    conditions[0].kind = CONDITION_NONE;
    assert_found(request, "id", "late.c1");
    conditions[0] = (struct facet_condition){
        .facet = (unsigned)schema_find_inferred(fixture.schema, INFER_DATE),
        .kind = CONDITION_ANY,
        .first_year = 2010,
        .last_year = 2012};
    assert_found(request, "id", "late.c1");
    request.query = words(QUERY_WORD, "council", NULL);
    assert_found(request, "id", "late.c1");
}

static void a_result_says_whose_it_is(void **state) {
    (void)state;
    struct statement_request request = asking(STATEMENT_CLAUSE);
    request.sides = 1u << SIDE_BOTH;
    struct statement_page *page = ask(request);
    assert_int_equal(page->count, 1);
    json_t *json = json_loads(page->statements[0].json, 0, NULL);
    json_t *document = json_object_get(json, "document");
    assert_string_equal(json_string_value(json_object_get(document, "id")),
                        "late");
    assert_string_equal(json_string_value(json_object_get(document, "title")),
                        "Cuts");
    assert_string_equal(json_string_value(json_object_get(
                            json_object_get(document, "date"), "value")),
                        "2011-05-04");
    assert_string_equal(json_string_value(json_object_get(json, "text")),
                        "The council will fund groups fully.");
    assert_string_equal(json_string_value(json_object_get(json, "side")),
                        "both");
    json_decref(json);
    statement_page_destroy(page);
}

static void past_the_deadline_a_search_is_given_up(void **state) {
    (void)state;
    struct statement_page *page = NULL;
    struct statement_request request = asking(STATEMENT_CLAUSE);
    request.deadline = 1;
    assert_int_equal(index_reader_statements(reader, &request, &page, NULL),
                     CONCORD_DEADLINE);
    assert_null(page);
}

/* ---- changes ---- */

static void reopen(void) {
    index_reader_close(reader);
    reader = fixture_reader(&fixture);
}

static void statements_change_with_their_document(void **state) {
    (void)state;
    struct document *document = fixture_document(
        &fixture, "early", "Barset Compact", early_text, "2015", north);
    add_clause(document, "n1", "Groups will", "time.", CLAUSE_PRINCIPLE,
               SIDE_NONE, NULL);
    fixture_publish(&fixture, &document, 1, NULL);
    document_destroy(document);
    reopen();
    assert_found(asking(STATEMENT_CLAUSE), "id", "early.n1 | late.c1");
    const char *const removed[] = {"late", NULL};
    fixture_publish(&fixture, NULL, 0, removed);
    reopen();
    assert_found(asking(STATEMENT_CLAUSE), "id", "early.n1");
    assert_total(asking(STATEMENT_QUOTATION), 0);
    document = fixture_document(&fixture, "early", "Barset Compact", early_text,
                                "2015", north);
    fixture_publish(&fixture, &document, 1, NULL);
    document_destroy(document);
    reopen();
    assert_total(asking(STATEMENT_CLAUSE), 0);
    struct statement_request request = asking(STATEMENT_CLAUSE);
    request.query = words(QUERY_WORD, "council", NULL);
    request.speaker = "Jane";
    assert_total(request, 0);
}

static void copies_say_nothing_of_their_own(void **state) {
    (void)state;
    static const char *const groups[] = {"early=late", "late=late", NULL};
    static const char *const apart[] = {"early=", "late=", NULL};
    struct statement_request request = asking(STATEMENT_CLAUSE);
    fixture.groups = groups;
    fixture_publish(&fixture, NULL, 0, NULL);
    reopen();
    assert_found(request, "id", "late.c1");
    request.query = words(QUERY_WORD, "council", NULL);
    assert_found(request, "id", "late.c1");
    request.show_duplicates = true;
    assert_total(request, 2);
    request.query = NULL;
    assert_total(request, 4);
    fixture.groups = apart;
    fixture_publish(&fixture, NULL, 0, NULL);
    reopen();
    request.show_duplicates = false;
    assert_total(request, 4);
    fixture.groups = NULL;
}

static void no_spoilt_byte_of_their_columns_is_believed(void **state) {
    (void)state;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/current/statements.bin", fixture.index);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    for (long at = 0; at < 24 + 4 * 6; at++) {
        struct generation *generation = NULL;
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        int before = fgetc(file);
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        fputc(before ^ 0x55, file);
        assert_int_equal(fflush(file), 0);
        assert_int_equal(
            generation_open_current(&generation, fixture.index, NULL),
            CONCORD_CORRUPT);
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        fputc(before, file);
    }
    fclose(file);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(without_words_all_come_newest_document_first),
        TEST(words_find_what_says_them_and_no_other),
        TEST(a_clause_is_found_by_its_heading_too),
        TEST(no_phrase_crosses_the_blocks_of_a_clause),
        TEST(a_part_of_the_speakers_name_will_do),
        TEST(kind_side_and_topic_narrow),
        TEST(the_filters_of_a_search_are_asked_of_the_document),
        TEST(a_result_says_whose_it_is),
        TEST(past_the_deadline_a_search_is_given_up),
        TEST(statements_change_with_their_document),
        TEST(copies_say_nothing_of_their_own),
        TEST(no_spoilt_byte_of_their_columns_is_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
