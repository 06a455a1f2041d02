/* test_answer_statements.c - quotations and clauses, answered over a real index
 * in a temporary folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "answer_fixture.h"

static struct fixture fixture;
static struct index_reader *reader;

static const char *const north[] = {"region=north-west", "topic=health", NULL};
static const char *const south[] = {"region=south-east", "topic=funding", NULL};

/* Where `part` stands in the document's text. */
static struct text_span span_of(const struct document *document,
                                const char *part) {
    const char *found = strstr(document->text, part);
    assert_non_null(found);
    size_t start = (size_t)(found - document->text);
    return (struct text_span){start, start + strlen(part)};
}

static void add_quotation(struct document *document, const char *text,
                          const char *speaker, const char *role) {
    struct text_span span = span_of(document, text);
    struct document_quotation quotation = {
        .speaker = speaker, .role = role, .start = span.start, .end = span.end};
    assert_int_equal(document_add_quotation(document, quotation, NULL),
                     CONCORD_OK);
}

static void add_clause(struct document *document, const char *text,
                       const char *anchor, enum clause_kind kind,
                       enum clause_side side, const char *topic) {
    struct text_span span = span_of(document, text);
    struct document_clause clause = {.anchor = anchor,
                                     .heading = "Aims",
                                     .number = 1,
                                     .kind = kind,
                                     .side = side,
                                     .topics = &topic,
                                     .topic_count = topic != NULL,
                                     .start = span.start,
                                     .end = span.end};
    assert_int_equal(document_add_clause(document, clause, NULL), CONCORD_OK);
}

static int set_up(void **state) {
    (void)state;
    fixture_create(&fixture);
    struct document *documents[] = {
        fixture_document(&fixture, "letter", "A letter",
                         "\"Volunteers give their time freely,\" said the "
                         "minister.\n\n\"Grants came too late,\" she was told.",
                         "2009-02-01", north),
        fixture_document(&fixture, "code", "A code",
                         "We will consult for twelve weeks.\n\n"
                         "Groups will account for their grants.\n\n"
                         "A grant is money given for a purpose.",
                         "2005", south)};
    add_quotation(documents[0], "Volunteers give their time freely,",
                  "Jane Éliot", "Minister");
    add_quotation(documents[0], "Grants came too late,", NULL, NULL);
    add_clause(documents[1], "We will consult for twelve weeks.", "aims-1",
               CLAUSE_COMMITMENT, SIDE_PUBLIC, "consultation");
    add_clause(documents[1], "Groups will account for their grants.", "aims-2",
               CLAUSE_COMMITMENT, SIDE_VOLUNTARY, "funding");
    add_clause(documents[1], "A grant is money given for a purpose.", "aims-3",
               CLAUSE_DEFINITION, SIDE_NONE, NULL);
    reader = fixture_index(&fixture, documents, 2);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

/* One key of the results, joined by spaces, behind their number. */
static void assert_listed(answer_function *function, const char *query,
                          const char *key, const char *expected) {
    char text[256];
    json_t *reply = answered(reader, function, NULL, query);
    size_t index;
    json_t *result;
    snprintf(text, sizeof text,
             "%d:", (int)json_integer_value(json_object_get(reply, "total")));
    json_array_foreach(json_object_get(reply, "results"), index, result) {
        size_t size = strlen(text);
        const char *value = json_string_value(json_object_get(result, key));
        snprintf(text + size, sizeof text - size, " %.6s",
                 value != NULL ? value : "-");
    }
    if (strcmp(text, expected) != 0)
        fail_msg("%s: %s", query, text);
    json_decref(reply);
}

static void assert_quotations(const char *query, const char *expected) {
    assert_listed(answer_quotations, query, "text", expected);
}

static void assert_clauses(const char *query, const char *expected) {
    assert_listed(answer_clauses, query, "anchor", expected);
}

static void quotations_are_found_by_their_words(void **state) {
    (void)state;
    assert_quotations("", "2: Volunt Grants");
    assert_quotations("q=volunteer", "1: Volunt");
    assert_quotations("q=%22time+freely%22", "1: Volunt");
    assert_quotations("q=minister", "0:"); /* said of it, not in it */
    assert_quotations("q=-grants", "1: Volunt");
    assert_quotations("q=grants+OR+time&size=1&page=2", "2: Grants");
    assert_quotations("q=time+near/3+give", "1: Volunt");
}

static void quotations_are_found_by_their_speaker(void **state) {
    (void)state;
    assert_quotations("speaker=eliot", "1: Volunt");
    assert_quotations("speaker=JANE+%C3%A9liot", "1: Volunt");
    assert_quotations("speaker=jane+smith", "0:");
    assert_quotations("speaker=eliot&q=grants", "0:");
    assert_quotations("speaker=", "2: Volunt Grants");
    assert_quotations("q=speaker:eliot", "1: Volunt");
    assert_quotations("q=-speaker:eliot", "1: Grants");
    assert_quotations("q=speaker:%22jane+eliot%22", "1: Volunt");
}

static void filters_are_of_the_document(void **state) {
    (void)state;
    assert_quotations("region=north-west", "2: Volunt Grants");
    assert_quotations("region=south-east", "0:");
    assert_quotations("-topic=health", "0:");
    assert_quotations("year=2009&topic=health", "2: Volunt Grants");
    assert_clauses("region=south-east&year=2005", "3: aims-1 aims-2 aims-3");
    assert_clauses("-topic=funding", "0:");
    assert_quotations("date=february+2009", "2: Volunt Grants");
    assert_quotations("date=before+2009", "0:");
    assert_clauses("date=june+2005", "3: aims-1 aims-2 aims-3");
    assert_clauses("date=june+2005&date_match=within", "0:");
    assert_clauses("date=2005/06&year=2005", "3: aims-1 aims-2 aims-3");
    assert_clauses("certainty=stated", "3: aims-1 aims-2 aims-3");
    assert_clauses("in_force=2005", "0:");
}

static void a_clause_has_kind_side_and_topic_of_its_own(void **state) {
    (void)state;
    assert_clauses("", "3: aims-1 aims-2 aims-3");
    assert_clauses("kind=definition", "1: aims-3");
    assert_clauses("kind=definition&kind=commitment&q=grant",
                   "2: aims-2 aims-3");
    assert_clauses("side=voluntary", "1: aims-2");
    assert_clauses("side=voluntary&side=_missing", "2: aims-2 aims-3");
    assert_clauses("topic=funding", "1: aims-2");
    assert_clauses("topic=funding&topic=consultation", "2: aims-1 aims-2");
    assert_clauses("topic=health", "0:");
    assert_clauses("q=%22twelve+weeks%22&side=public", "1: aims-1");
}

static void nothing_for_all_words_is_relaxed_with_a_note(void **state) {
    json_t *reply =
        answered(reader, answer_clauses, NULL, "q=consult+purpose+zebra");
    (void)state;
    assert_json(reply, "total", "2");
    assert_int_equal(json_array_size(json_object_get(
                         json_object_get(reply, "query"), "notes")),
                     1);
    json_decref(reply);
    assert_clauses("q=consult+purpose+zebra&relax=none", "0:");
}

static void a_quotation_says_where_it_stands(void **state) {
    json_t *reply =
        answered(reader, answer_quotations, NULL, "q=volunteers&speaker=jane");
    (void)state;
    assert_json(reply, "results/0/text",
                "\"Volunteers give their time freely,\"");
    assert_json(reply, "results/0/speaker", "\"Jane Éliot\"");
    assert_json(reply, "results/0/role", "\"Minister\"");
    assert_json(reply, "results/0/told_by", "null");
    assert_json(reply, "results/0/document/id", "\"letter\"");
    assert_json(reply, "results/0/document/date/value", "\"2009-02-01\"");
    assert_json(reply, "results/0/start", "1");
    assert_json(reply, "query/filters", "{\"speaker\":[\"jane\"]}");
    assert_json(reply, "links/self",
                "\"/v1/quotations?q=volunteers&speaker=jane\"");
    json_decref(reply);
}

static void a_clause_has_an_id_and_its_words(void **state) {
    json_t *reply = answered(reader, answer_clauses, NULL, "kind=definition");
    (void)state;
    assert_json(reply, "results/0/id", "\"code.aims-3\"");
    assert_json(reply, "results/0/text",
                "\"A grant is money given for a purpose.\"");
    assert_json(reply, "results/0/heading", "\"Aims\"");
    assert_json(reply, "results/0/side", "null");
    assert_json(reply, "results/0/document/title", "\"A code\"");
    json_decref(reply);
}

static void pages_of_statements_are_linked(void **state) {
    struct outcome outcome;
    (void)state;
    ask(&outcome, reader, answer_clauses, NULL, "side=public&size=1&kind=");
    assert_int_equal(outcome.status, CONCORD_BAD_REQUEST);
    outcome_clear(&outcome);
    ask(&outcome, reader, answer_clauses, NULL,
        "size=1&page=2&kind=commitment&side=public&side=voluntary");
    assert_string_equal(
        outcome.links.data,
        "</v1/clauses?kind=commitment&side=public&side=voluntary&size=1&page=2>"
        "; rel=\"self\", "
        "</v1/clauses?kind=commitment&side=public&side=voluntary&size=1>"
        "; rel=\"prev\"");
    outcome_clear(&outcome);
}

static void what_is_not_known_of_statements_is_refused(void **state) {
    static const char *const quotations[][2] = {
        {"kind=commitment", "kind"}, {"side=both", "side"},
        {"sort=newest", "sort"},     {"facets=none", "facets"},
        {"passages=1", "passages"},  {"duplicates=all", "duplicates"},
        {"topic=frob", "topic"},     {"size=101", "size"},
        {"page=1001", "page"},       {"speaker=a&speaker=b", "speaker"}};
    static const char *const clauses[][2] = {
        {"speaker=a", "speaker"}, {"kind=promise", "kind"},
        {"side=left", "side"},    {"topic=_missing", "topic"},
        {"topic=frob", "topic"},  {"relax=all", "relax"}};
    (void)state;
    for (size_t i = 0; i < sizeof quotations / sizeof *quotations; i++)
        assert_refused(reader, answer_quotations, NULL, quotations[i][0],
                       quotations[i][1]);
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        assert_refused(reader, answer_clauses, NULL, clauses[i][0],
                       clauses[i][1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotations_are_found_by_their_words),
        cmocka_unit_test(quotations_are_found_by_their_speaker),
        cmocka_unit_test(filters_are_of_the_document),
        cmocka_unit_test(a_clause_has_kind_side_and_topic_of_its_own),
        cmocka_unit_test(nothing_for_all_words_is_relaxed_with_a_note),
        cmocka_unit_test(a_quotation_says_where_it_stands),
        cmocka_unit_test(a_clause_has_an_id_and_its_words),
        cmocka_unit_test(pages_of_statements_are_linked),
        cmocka_unit_test(what_is_not_known_of_statements_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
