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
    fixture_publish(&fixture, documents, 3, NULL);
    for (size_t i = 0; i < 3; i++)
        document_destroy(documents[i]);
    reader = fixture_reader(&fixture);
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

static json_t *answered(const char *query) {
    struct parameter_list list;
    struct concord_error err = {0};
    struct buffer out = BUFFER_INIT(REPLY_BYTES_MAX);
    assert_int_equal(parameter_list_parse(&list, query, &err), CONCORD_OK);
    if (answer_search(&out, reader, &list, 0, &err) != CONCORD_OK)
        fail_msg("%s: %s", query, err.message);
    parameter_list_clear(&list);
    return taken(&out);
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

static enum concord_status ask_document(struct buffer *out, const char *id,
                                        const char *query,
                                        struct concord_error *err) {
    struct parameter_list list;
    assert_int_equal(parameter_list_parse(&list, query, err), CONCORD_OK);
    enum concord_status status = answer_document(out, reader, id, &list, err);
    parameter_list_clear(&list);
    return status;
}

static void a_document_is_answered_whole(void **state) {
    struct buffer out = BUFFER_INIT(REPLY_BYTES_MAX);
    struct concord_error err = {0};
    (void)state;
    assert_int_equal(ask_document(&out, "funding", "", &err), CONCORD_OK);
    json_t *document = taken(&out);
    assert_string_equal(json_string_value(json_object_get(document, "text")),
                        "Grants for groups were cut; <b>twelve</b> groups "
                        "closed within weeks.");
    assert_null(json_object_get(document, "boilerplate"));
    json_decref(document);
    assert_int_equal(ask_document(&out, "funding", "include=boilerplate", &err),
                     CONCORD_OK);
    document = taken(&out);
    assert_true(json_is_array(json_object_get(document, "boilerplate")));
    json_decref(document);
}

static void assert_document_refused(const char *query, const char *parameter) {
    struct buffer out = BUFFER_INIT(REPLY_BYTES_MAX);
    struct concord_error err = {0};
    assert_int_equal(ask_document(&out, "funding", query, &err),
                     CONCORD_BAD_REQUEST);
    assert_string_equal(err.parameter, parameter);
    buffer_destroy(&out);
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
    struct buffer out = BUFFER_INIT(REPLY_BYTES_MAX);
    struct concord_error err = {0};
    (void)state;
    assert_int_equal(ask_document(&out, "nobody", "", &err), CONCORD_NOT_FOUND);
    buffer_destroy(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_find_what_they_say),
        cmocka_unit_test(nothing_for_all_words_is_relaxed_with_a_note),
        cmocka_unit_test(relaxing_can_be_forbidden_or_in_vain),
        cmocka_unit_test(an_answer_carries_the_page_around_it),
        cmocka_unit_test(a_document_is_answered_whole),
        cmocka_unit_test(other_parameters_of_a_document_are_refused),
        cmocka_unit_test(an_unknown_document_is_not_found),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
