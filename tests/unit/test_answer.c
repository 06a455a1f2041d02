/* test_answer.c - questions answered whole, over a real index in a temporary
 * folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "engine_fixture.h"
#include "search/answer.h"
#include "search/reply.h"

static struct fixture fixture;
static struct index_reader *reader;

static const char *const health_values[] = {
    "type=local-compact", "region=west-midlands",
    "place=west-midlands/herefordshire", "topic=health", NULL};
static const char *const funding_values[] = {
    "type=blog", "region=london", "topic=funding", "topic=health", NULL};
static const char *const plain_values[] = {"type=blog", NULL};

static int set_up(void **state) {
    (void)state;
    fixture_create(&fixture);
    struct document *documents[] = {
        fixture_document(&fixture, "health", "Working for better health",
                         "The health board meets monthly.\n\n"
                         "Twelve weeks are allowed for a consultation.",
                         "2007-04-01", health_values),
        fixture_document(&fixture, "funding", "Funding at risk",
                         "Grants for groups were cut; <b>twelve</b> groups "
                         "closed within weeks.",
                         "2007-12-13", funding_values),
        fixture_document(&fixture, "plain", "An undated note",
                         "Nothing of interest was said of commissioning.", NULL,
                         plain_values)};
    reader = fixture_index(&fixture, documents, 3);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

static json_t *taken(struct buffer *out) {
    json_error_t fault;
    json_t *value = json_loads(out->data, JSON_REJECT_DUPLICATES, &fault);
    if (!value)
        fail_msg("%s in %s", fault.text, out->data);
    buffer_destroy(out);
    return value;
}

/* What came of a question. */
struct outcome {
    struct buffer out;
    struct buffer links;
    struct concord_error err;
    enum concord_status status;
};

static void ask(struct outcome *outcome, answer_function *function,
                const char *segment, const char *query) {
    struct parameter_list list;
    struct question question = {
        .reader = reader, .parameters = &list, .segment = segment};
    *outcome = (struct outcome){.out = BUFFER_INIT(REPLY_BYTES_MAX),
                                .links = BUFFER_INIT(256)};
    assert_int_equal(parameter_list_parse(&list, query, NULL), CONCORD_OK);
    outcome->status =
        function(&outcome->out, &outcome->links, &question, &outcome->err);
    parameter_list_clear(&list);
}

static void clear(struct outcome *outcome) {
    buffer_destroy(&outcome->out);
    buffer_destroy(&outcome->links);
}

static json_t *answered_by(answer_function *function, const char *segment,
                           const char *query) {
    struct outcome outcome;
    ask(&outcome, function, segment, query);
    if (outcome.status != CONCORD_OK)
        fail_msg("%s: %s", query, outcome.err.message);
    buffer_destroy(&outcome.links);
    return taken(&outcome.out);
}

static json_t *answered(const char *query) {
    return answered_by(answer_search, NULL, query);
}

/* The ids found, in their order, joined by spaces. */
static void assert_found(const json_t *reply, const char *expected) {
    char ids[256] = "";
    const json_t *results = json_object_get(reply, "results");
    for (size_t i = 0; i < json_array_size(results); i++) {
        size_t size = strlen(ids);
        snprintf(ids + size, sizeof ids - size, "%s%s", size ? " " : "",
                 json_string_value(
                     json_object_get(json_array_get(results, i), "id")));
    }
    assert_string_equal(ids, expected);
}

static size_t note_count(const json_t *reply) {
    return json_array_size(
        json_object_get(json_object_get(reply, "query"), "notes"));
}

static void assert_answer(const char *query, const char *ids, size_t notes) {
    json_t *reply = answered(query);
    assert_found(reply, ids);
    assert_int_equal(note_count(reply), notes);
    json_decref(reply);
}

static void queries_find_what_they_say(void **state) {
    (void)state;
    assert_answer("", "funding health plain", 0);
    assert_answer("sort=oldest", "health funding plain", 0);
    assert_answer("q=board+monthly", "health", 0);
    assert_answer("q=%22twelve+weeks%22", "health", 0);
    assert_answer("q=twelve+near/6+weeks&sort=newest", "funding health", 0);
    assert_answer("q=%22groups+closed%22+near/2+weeks", "funding", 0);
    assert_answer("q=-twelve", "plain", 0);
    assert_answer("q=title:funding", "funding", 0);
    assert_answer("q=title:groups", "", 0);
    assert_answer("q=consult*", "health", 0);
    assert_answer("q=group", "funding", 0);
    assert_answer("q=%3Dgroup", "", 0);
    assert_answer("region=_missing", "plain", 0);
    assert_answer("-topic=funding&topic=health", "health", 0);
    assert_answer("topic_all=health&topic_all=funding", "funding", 0);
    assert_answer("year=2007..&sort=newest", "funding health", 0);
    assert_answer("place=atlantis", "", 0);
}

static void nothing_for_all_words_is_relaxed_with_a_note(void **state) {
    (void)state;
    assert_answer("q=monthly+grants&sort=newest", "funding health", 1);
    assert_answer("q=monthly+grants+-funding", "health", 1);
    assert_answer("q=monthly+grants&region=london", "funding", 1);
}

static void relaxing_can_be_forbidden_or_in_vain(void **state) {
    (void)state;
    assert_answer("q=monthly+grants&relax=none", "", 0);
    assert_answer("q=zebra+unicorn", "", 0);
    assert_answer("q=zebra", "", 0);
}

static void an_answer_carries_the_page_around_it(void **state) {
    json_t *reply = answered("q=twelve&size=1&sort=newest&facets=region");
    json_t *facets = json_object_get(reply, "facets");
    json_t *index = json_object_get(reply, "index");
    json_t *links = json_object_get(reply, "links");
    json_t *result = json_array_get(json_object_get(reply, "results"), 0);
    json_t *passage = json_array_get(json_object_get(result, "passages"), 0);
    (void)state;
    assert_int_equal(json_integer_value(json_object_get(reply, "total")), 2);
    assert_int_equal(json_object_size(facets), 1);
    assert_int_equal(json_integer_value(json_object_get(index, "documents")),
                     3);
    assert_string_equal(
        json_string_value(json_object_get(links, "next")),
        "/v1/search?q=twelve&sort=newest&size=1&facets=region&page=2");
    assert_non_null(strstr(json_string_value(json_object_get(passage, "html")),
                           "&lt;b&gt;<mark>twelve</mark>&lt;/b&gt;"));
    json_decref(reply);
}

static void assert_links(answer_function *function, const char *segment,
                         const char *query, const char *expected) {
    struct outcome outcome;
    ask(&outcome, function, segment, query);
    assert_int_equal(outcome.status, CONCORD_OK);
    assert_string_equal(outcome.links.data ? outcome.links.data : "", expected);
    clear(&outcome);
}

static void pages_have_a_link_header(void **state) {
    (void)state;
    assert_links(answer_search, NULL, "page=2&size=1&q=twelve",
                 "</v1/search?q=twelve&size=1&page=2>; rel=\"self\", "
                 "</v1/search?q=twelve&size=1>; rel=\"prev\"");
    assert_links(answer_facet, "topic", "size=1",
                 "</v1/facets/topic?size=1>; rel=\"self\", "
                 "</v1/facets/topic?size=1&page=2>; rel=\"next\"");
    assert_links(answer_facets, NULL, "", "");
    assert_links(answer_document, "plain", "", "");
}

static void a_link_header_that_has_no_room_is_left_out(void **state) {
    char query[300] = "q=";
    (void)state;
    memset(query + 2, 'a', 280);
    assert_links(answer_search, NULL, query, "");
}

/* The values of an answer of /v1/facets/{facet}, joined by spaces. */
static void assert_values(const char *facet, const char *query,
                          const char *expected) {
    char text[512] = "";
    json_t *reply = answered_by(answer_facet, facet, query);
    size_t index;
    json_t *bucket;
    json_array_foreach(json_object_get(reply, "values"), index, bucket) {
        size_t size = strlen(text);
        snprintf(text + size, sizeof text - size, "%s%s:%d", size ? " " : "",
                 json_string_value(json_object_get(bucket, "value")),
                 (int)json_integer_value(json_object_get(bucket, "count")));
    }
    assert_string_equal(text, expected);
    json_decref(reply);
}

static void a_facets_values_are_all_listed(void **state) {
    (void)state;
    assert_values("topic", "", "health:2 funding:1");
    assert_values("topic", "facet_sort=value", "funding:1 health:2");
    assert_values("topic", "size=1&page=2", "funding:1");
    assert_values("topic", "facets=none&facet_size=1", "health:2 funding:1");
    assert_values("year", "", "2007:2");
}

static void a_facets_values_are_counted_under_the_other_filters(void **state) {
    (void)state;
    assert_values("topic", "type=blog", "funding:1 health:1");
    assert_values("topic", "topic=funding", "health:2 funding:1");
    assert_values("topic", "-topic=funding", "health:2 funding:1");
    assert_values("topic", "topic_all=funding", "funding:1 health:1");
    assert_values("topic", "q=board", "health:1");
    assert_values("region", "place=west-midlands/herefordshire",
                  "london:1 west-midlands:1");
    assert_values("type", "region=_missing", "blog:1");
    assert_values("topic", "q=monthly+grants", "health:2 funding:1");
    assert_values("topic", "q=monthly+grants&relax=none", "");
}

static void a_prefix_meets_values_and_labels(void **state) {
    (void)state;
    assert_values("place", "prefix=HEREF", "west-midlands/herefordshire:1");
    assert_values("place", "prefix=west-mid", "west-midlands/herefordshire:1");
    assert_values("place", "prefix=West+Midlands/h",
                  "west-midlands/herefordshire:1");
    assert_values("region", "prefix=l%C3%B3", "london:1");
    assert_values("region", "prefix=midlands", "");
    assert_values("region", "prefix=londoner", "");
    assert_values("region", "prefix=!", "");
    assert_values("region", "prefix=", "london:1 west-midlands:1");
}

static void an_unknown_facet_is_not_found(void **state) {
    static const char *const names[] = {"colour", "Topic", "topi", "topic_all"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct outcome outcome;
        ask(&outcome, answer_facet, names[i], "colour=red");
        assert_int_equal(outcome.status, CONCORD_NOT_FOUND);
        clear(&outcome);
    }
}

static void facets_are_a_searchs_with_all_their_values(void **state) {
    static const char query[] = "q=twelve&topic=health&-type=letter";
    char search[128];
    (void)state;
    snprintf(search, sizeof search, "%s&facet_size=200", query);
    json_t *found = answered(search);
    json_t *reply = answered_by(answer_facets, NULL, query);
    assert_true(json_equal(json_object_get(found, "facets"),
                           json_object_get(reply, "facets")));
    assert_int_equal(json_integer_value(json_object_get(reply, "total")),
                     json_integer_value(json_object_get(found, "total")));
    json_decref(found);
    json_decref(reply);
}

static void the_facets_asked_for_are_cut_when_that_is_asked_for(void **state) {
    json_t *reply =
        answered_by(answer_facets, NULL, "facets=topic&facet_size=1");
    json_t *facets = json_object_get(reply, "facets");
    json_t *topic = json_object_get(facets, "topic");
    (void)state;
    assert_int_equal(json_object_size(facets), 1);
    assert_int_equal(json_array_size(json_object_get(topic, "values")), 1);
    assert_int_equal(json_integer_value(json_object_get(topic, "other")), 1);
    json_decref(reply);
}

static void tag(char out[ANSWER_TAG_MAX], const char *version,
                const char *pattern, const char *segment, const char *query) {
    struct parameter_list list;
    struct question question = {
        .reader = reader, .parameters = &list, .segment = segment};
    assert_int_equal(parameter_list_parse(&list, query, NULL), CONCORD_OK);
    assert_int_equal(answer_tag(out, version, pattern, &question, NULL),
                     CONCORD_OK);
    parameter_list_clear(&list);
}

static void the_same_question_has_the_same_tag(void **state) {
    char one[ANSWER_TAG_MAX];
    char other[ANSWER_TAG_MAX];
    (void)state;
    tag(one, "1", "/v1/search", NULL, "q=a&topic=health&-topic=funding");
    tag(other, "1", "/v1/search", NULL,
        "-topic=funding&topic=health&topic=health&q=%61");
    assert_string_equal(one, other);
    assert_int_equal(strncmp(one, "W/\"1-", 5), 0);
    assert_int_equal(one[strlen(one) - 1], '"');
}

static void another_question_has_another_tag(void **state) {
    static const char *const others[][4] = {
        {"1", "/v1/search", "", "q=b"},
        {"1", "/v1/search", "", "q=a&page=2"},
        {"1", "/v1/facets", "", "q=a"},
        {"2", "/v1/search", "", "q=a"},
        {"1", "/v1/search", "x", "q=a"},
        {"1", "/v1/search", "", "q=a&-topic=health"},
        {"1", "/v1/search", "", "q=aa"}};
    char one[ANSWER_TAG_MAX];
    (void)state;
    tag(one, "1", "/v1/search", "", "q=a");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char other[ANSWER_TAG_MAX];
        tag(other, others[i][0], others[i][1], others[i][2], others[i][3]);
        assert_string_not_equal(one, other);
    }
}

static void a_document_is_answered_whole(void **state) {
    json_t *document = answered_by(answer_document, "funding", "");
    (void)state;
    assert_string_equal(json_string_value(json_object_get(document, "text")),
                        "Grants for groups were cut; <b>twelve</b> groups "
                        "closed within weeks.");
    assert_null(json_object_get(document, "boilerplate"));
    json_decref(document);
    document = answered_by(answer_document, "funding", "include=boilerplate");
    assert_true(json_is_array(json_object_get(document, "boilerplate")));
    json_decref(document);
}

static void assert_document_refused(const char *query, const char *parameter) {
    struct outcome outcome;
    ask(&outcome, answer_document, "funding", query);
    assert_int_equal(outcome.status, CONCORD_BAD_REQUEST);
    assert_string_equal(outcome.err.parameter, parameter);
    clear(&outcome);
}

static void other_parameters_of_a_document_are_refused(void **state) {
    (void)state;
    assert_document_refused("include=text", "include");
    assert_document_refused("include=", "include");
    assert_document_refused("include=boilerplate&include=boilerplate",
                            "include");
    assert_document_refused("q=a", "q");
}

static void an_unknown_document_is_not_found(void **state) {
    struct outcome outcome;
    (void)state;
    ask(&outcome, answer_document, "nobody", "");
    assert_int_equal(outcome.status, CONCORD_NOT_FOUND);
    clear(&outcome);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_find_what_they_say),
        cmocka_unit_test(nothing_for_all_words_is_relaxed_with_a_note),
        cmocka_unit_test(relaxing_can_be_forbidden_or_in_vain),
        cmocka_unit_test(an_answer_carries_the_page_around_it),
        cmocka_unit_test(pages_have_a_link_header),
        cmocka_unit_test(a_link_header_that_has_no_room_is_left_out),
        cmocka_unit_test(a_facets_values_are_all_listed),
        cmocka_unit_test(a_facets_values_are_counted_under_the_other_filters),
        cmocka_unit_test(a_prefix_meets_values_and_labels),
        cmocka_unit_test(an_unknown_facet_is_not_found),
        cmocka_unit_test(facets_are_a_searchs_with_all_their_values),
        cmocka_unit_test(the_facets_asked_for_are_cut_when_that_is_asked_for),
        cmocka_unit_test(the_same_question_has_the_same_tag),
        cmocka_unit_test(another_question_has_another_tag),
        cmocka_unit_test(a_document_is_answered_whole),
        cmocka_unit_test(other_parameters_of_a_document_are_refused),
        cmocka_unit_test(an_unknown_document_is_not_found),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
