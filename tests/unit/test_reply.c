/* test_reply.c - claims about the JSON of answers, on pages made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "schema_fixture.h"
#include "search/reply.h"

static const char card[] =
    "{\"id\":\"a1\",\"title\":\"A \\\"title\\\" \\u2013 <b>\","
    "\"title_supplied\":true,"
    "\"date\":{\"value\":\"2007\",\"earliest\":\"2007-01-01\","
    "\"latest\":\"2007-12-31\",\"year\":2007,\"certainty\":\"stated\"},"
    "\"dates\":[],\"variants\":[\"b2\"],"
    "\"type\":[\"blog\"],\"region\":[\"london\"],\"place\":[],"
    "\"sector\":[\"health\"],\"topic\":[\"funding\",\"health\"],"
    "\"source\":{\"path\":\"a.txt\",\"address\":\"http://example.org/\"},"
    "\"boilerplate\":[{\"text\":\"Share this\",\"rule\":\"share-links\"}]}";

/* The answer to `query` as text, for the caller to free. */
static char *search_text(const char *query, const struct result_page *page) {
    struct parameter_list list;
    struct parameter_list canonical;
    struct asked *asked = NULL;
    struct concord_error err = {0};
    struct buffer out = BUFFER_INIT(REPLY_BYTES_MAX);
    assert_int_equal(parameter_list_parse(&list, query, &err), CONCORD_OK);
    assert_int_equal(
        asked_from_parameters(&asked, ASKED_OF_SEARCH, &list, schema, &err),
        CONCORD_OK);
    assert_int_equal(parameter_list_canonical(&canonical, &list, schema, &err),
                     CONCORD_OK);
    struct reply_frame frame = {.schema = schema,
                                .path = "/v1/search",
                                .parameters = &canonical,
                                .generation = 4,
                                .documents = 5,
                                .took_ms = 0.81251};
    if (reply_search(&out, asked, page, &frame, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    asked_destroy(asked);
    parameter_list_clear(&canonical);
    parameter_list_clear(&list);
    return buffer_take(&out);
}

static json_t *parsed(const char *text) {
    json_error_t fault;
    json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, &fault);
    if (!value)
        fail_msg("%s in %s", fault.text, text);
    return value;
}

static json_t *search_json(const char *query, const struct result_page *page) {
    char *text = search_text(query, page);
    json_t *value = parsed(text);
    free(text);
    return value;
}

/* `path` is keys and array places joined by '/'. */
static const json_t *at(const json_t *value, const char *path) {
    while (value && *path) {
        char key[64];
        size_t size = strcspn(path, "/");
        snprintf(key, sizeof key, "%.*s", (int)size, path);
        value = json_is_array(value)
                    ? json_array_get(value, strtoul(key, NULL, 10))
                    : json_object_get(value, key);
        path += size + (path[size] == '/');
    }
    return value;
}

static void assert_text(const json_t *value, const char *path,
                        const char *expected) {
    const char *text = json_string_value(at(value, path));
    if (!text)
        fail_msg("%s is no string", path);
    assert_string_equal(text, expected);
}

static void assert_json(const json_t *value, const char *path,
                        const char *expected) {
    const json_t *found = at(value, path);
    char *text = json_dumps(found, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text)
        fail_msg("%s is not there", path);
    assert_string_equal(text, expected);
    free(text);
}

/* The object's keys in their order, joined by spaces. */
static void assert_keys(const json_t *object, const char *path,
                        const char *expected) {
    char keys[512] = "";
    const char *key = NULL;
    json_t *value = NULL;
    json_t *inner = json_deep_copy(at(object, path));
    json_object_foreach(inner, key, value) {
        size_t size = strlen(keys);
        snprintf(keys + size, sizeof keys - size, "%s%s", size ? " " : "", key);
    }
    assert_string_equal(keys, expected);
    json_decref(inner);
}

static const struct result_page empty_page = {.total = 0};

static void keys_stand_in_the_contracts_order(void **state) {
    struct result result = {.card = card, .score = 7.25};
    struct result_page page = {
        .total = 1, .results = &result, .result_count = 1};
    json_t *reply = search_json("q=a", &page);
    (void)state;
    assert_keys(reply, "",
                "query total page size took_ms links results facets index");
    assert_keys(reply, "query", "q filters expanded correction notes");
    assert_keys(reply, "links", "self next prev export feed");
    assert_keys(reply, "results/0",
                "id title title_supplied type date region place sector topic "
                "address score passages variants");
    assert_keys(reply, "index", "generation documents");
    json_decref(reply);
}

static void a_result_is_its_card(void **state) {
    struct result result = {.card = card, .score = 7.25};
    struct result_page page = {
        .total = 1, .results = &result, .result_count = 1};
    json_t *reply = search_json("q=a", &page);
    (void)state;
    assert_text(reply, "results/0/id", "a1");
    assert_text(reply, "results/0/title", "A \"title\" – <b>");
    assert_json(reply, "results/0/title_supplied", "true");
    assert_json(reply, "results/0/type", "[\"blog\"]");
    assert_json(reply, "results/0/date/year", "2007");
    assert_json(reply, "results/0/place", "[]");
    assert_json(reply, "results/0/topic", "[\"funding\",\"health\"]");
    assert_text(reply, "results/0/address", "http://example.org/");
    assert_json(reply, "results/0/score", "7.25");
    assert_json(reply, "results/0/variants", "[\"b2\"]");
    assert_json(reply, "results/0/passages", "[]");
    json_decref(reply);
}

static void what_a_card_lacks_is_empty_or_null(void **state) {
    struct result result = {.card = "{\"id\":\"x\",\"source\":null}"};
    struct result_page page = {
        .total = 1, .results = &result, .result_count = 1};
    json_t *reply = search_json("", &page);
    (void)state;
    assert_json(reply, "results/0/address", "null");
    assert_json(reply, "results/0/date", "null");
    assert_json(reply, "results/0/topic", "[]");
    assert_json(reply, "results/0/variants", "[]");
    assert_json(reply, "results/0/score", "0");
    json_decref(reply);
}

static void numbers_of_the_page_are_given(void **state) {
    struct result_page page = {.total = UINT64_C(12345678901)};
    char *text = search_text("page=2&size=7", &page);
    json_t *reply = parsed(text);
    (void)state;
    assert_json(reply, "total", "12345678901");
    assert_json(reply, "page", "2");
    assert_json(reply, "size", "7");
    assert_json(reply, "index", "{\"generation\":4,\"documents\":5}");
    assert_non_null(strstr(text, "\"took_ms\":0.813,"));
    json_decref(reply);
    free(text);
}

static void the_query_is_said_again(void **state) {
    json_t *reply = search_json(
        "year=2005..2010&-topic=funding&region=london&region=_missing"
        "&topic_all=health&q=%E2%80%9Ca%E2%80%9D+-&sort=title",
        &empty_page);
    (void)state;
    assert_text(reply, "query/q", "“a” -");
    assert_json(reply, "query/filters",
                "{\"region\":[\"london\",\"_missing\"],"
                "\"topic_all\":[\"health\"],\"-topic\":[\"funding\"],"
                "\"year\":[\"2005..2010\"]}");
    assert_json(reply, "query/expanded", "[]");
    assert_json(reply, "query/correction", "null");
    assert_int_equal(json_array_size(at(reply, "query/notes")), 1);
    json_decref(reply);
}

static void nothing_asked_has_no_filters_and_notes(void **state) {
    json_t *reply = search_json("facets=none", &empty_page);
    (void)state;
    assert_json(reply, "query/filters", "{}");
    assert_json(reply, "query/notes", "[]");
    assert_json(reply, "results", "[]");
    assert_json(reply, "facets", "{}");
    json_decref(reply);
}

static void assert_links(const char *query, uint64_t total, const char *self,
                         const char *next, const char *prev) {
    struct result_page page = {.total = total};
    json_t *reply = search_json(query, &page);
    assert_text(reply, "links/self", self);
    if (next)
        assert_text(reply, "links/next", next);
    else
        assert_json(reply, "links/next", "null");
    if (prev)
        assert_text(reply, "links/prev", prev);
    else
        assert_json(reply, "links/prev", "null");
    json_decref(reply);
}

static void links_lead_to_the_pages_beside(void **state) {
    (void)state;
    assert_links("", 5, "/v1/search", NULL, NULL);
    assert_links("", 10, "/v1/search", NULL, NULL);
    assert_links("", 11, "/v1/search", "/v1/search?page=2", NULL);
    assert_links("page=2&q=a", 25, "/v1/search?q=a&page=2",
                 "/v1/search?q=a&page=3", "/v1/search?q=a");
    assert_links("page=3&q=a", 25, "/v1/search?q=a&page=3", NULL,
                 "/v1/search?q=a&page=2");
}

static void links_lead_back_from_past_the_end(void **state) {
    (void)state;
    assert_links("page=9", 25, "/v1/search?page=9", NULL, "/v1/search?page=3");
    assert_links("page=9", 0, "/v1/search?page=9", NULL, "/v1/search");
}

static void links_past_the_window_are_cursors(void **state) {
    static const char expected[] = "/v1/search?size=99&cursor=";
    struct result_page page = {.total = 20000};
    json_t *reply = search_json("page=101&size=99", &page);
    const char *next = json_string_value(at(reply, "links/next"));
    (void)state;
    assert_non_null(next);
    assert_int_equal(strncmp(next, expected, strlen(expected)), 0);
    assert_text(reply, "links/prev", "/v1/search?size=99&page=100");
    json_decref(reply);
    assert_links("page=1000", 10000, "/v1/search?page=1000", NULL,
                 "/v1/search?page=999");
}

static void links_are_canonical_and_encoded(void **state) {
    (void)state;
    assert_links(
        "place=east-of-england%2fessex&page=1&q=a%26b%20%22c%22%2B%C3%A9", 1,
        "/v1/search?q=a%26b%20%22c%22%2B%C3%A9"
        "&place=east-of-england/essex",
        NULL, NULL);
    assert_links("-topic=funding&year=2005..2010&topic=health", 1,
                 "/v1/search?topic=health&-topic=funding&year=2005..2010", NULL,
                 NULL);
}

/* Clauses 10..30 and, within it, 20..25. */
static const char card_with_clauses[] =
    "{\"id\":\"c\",\"clauses\":["
    "{\"anchor\":\"funding-1\",\"start\":10,\"end\":30},"
    "{\"anchor\":\"funding-2\",\"start\":20,\"end\":25},"
    "{\"anchor\":\"nowhere\",\"start\":null,\"end\":null}]}";

static void assert_clause(size_t start, const struct text_span *mark,
                          const char *expected) {
    struct passage passage = {
        .span = {start, start + 5},
        .text = "words",
        .marks = mark,
        .mark_count = mark != NULL,
    };
    struct result result = {
        .card = card_with_clauses, .passages = &passage, .passage_count = 1};
    struct result_page page = {
        .total = 1, .results = &result, .result_count = 1};
    json_t *reply = search_json("q=a", &page);
    assert_json(reply, "results/0/passages/0/clause", expected);
    json_decref(reply);
}

static void a_passage_names_the_clause_that_it_stands_in(void **state) {
    struct text_span mark = {10, 12};
    (void)state;
    assert_clause(10, NULL, "\"funding-1\"");
    assert_clause(20, NULL, "\"funding-2\"");
    assert_clause(25, NULL, "\"funding-1\"");
    assert_clause(8, &mark, "\"funding-1\"");
}

static void a_heading_and_its_clause_stand_in_the_clause(void **state) {
    struct text_span heading = {2, 5};
    (void)state;
    struct passage passage = {
        .span = {0, 24}, .text = "words", .marks = &heading, .mark_count = 1};
    struct result result = {
        .card = card_with_clauses, .passages = &passage, .passage_count = 1};
    struct result_page page = {
        .total = 1, .results = &result, .result_count = 1};
    json_t *reply = search_json("q=a", &page);
    assert_json(reply, "results/0/passages/0/clause", "\"funding-1\"");
    json_decref(reply);
}

static void a_passage_outside_of_clauses_names_none(void **state) {
    (void)state;
    assert_clause(0, NULL, "null");
    assert_clause(30, NULL, "null");
}

/* The passage's HTML in the answer. */
static void assert_html(struct passage passage, const char *expected) {
    struct result result = {
        .card = card, .passages = &passage, .passage_count = 1};
    struct result_page page = {
        .total = 1, .results = &result, .result_count = 1};
    json_t *reply = search_json("q=a", &page);
    assert_keys(reply, "results/0/passages/0", "html text clause start end");
    assert_text(reply, "results/0/passages/0/html", expected);
    assert_text(reply, "results/0/passages/0/text", passage.text);
    assert_json(reply, "results/0/passages/0/clause", "null");
    json_decref(reply);
}

static void passages_are_escaped_around_their_marks(void **state) {
    static const char text[] = "<script>alert('x & \"y\"')</script>";
    struct text_span marks[] = {{101, 107}, {117, 118}};
    struct passage passage = {.span = {100, 100 + sizeof text - 1},
                              .text = text,
                              .marks = marks,
                              .mark_count = 2};
    (void)state;
    assert_html(passage, "&lt;<mark>script</mark>&gt;alert(&#39;x "
                         "<mark>&amp;</mark> &quot;y&quot;&#39;)&lt;/script"
                         "&gt;");
}

static void what_is_cut_has_an_ellipsis_in_html_alone(void **state) {
    struct text_span mark = {52, 53};
    struct passage passage = {.span = {50, 54},
                              .text = "a bc",
                              .marks = &mark,
                              .mark_count = 1,
                              .cut_before = true};
    (void)state;
    assert_html(passage, "… a <mark>b</mark>c");
    passage.cut_after = true;
    assert_html(passage, "… a <mark>b</mark>c …");
}

static void marks_keep_to_whole_characters(void **state) {
    static const char text[] = "“Compact” für café";
    struct text_span marks[] = {{3, 10}, {14, 18}, {19, 24}};
    struct passage passage = {.span = {0, sizeof text - 1},
                              .text = text,
                              .marks = marks,
                              .mark_count = 3};
    (void)state;
    assert_html(passage,
                "“<mark>Compact</mark>” <mark>für</mark> <mark>café</mark>");
}

static void marks_may_touch_each_other_and_both_ends(void **state) {
    struct text_span marks[] = {{50, 52}, {52, 54}};
    struct passage passage = {
        .span = {50, 54}, .text = "abcd", .marks = marks, .mark_count = 2};
    (void)state;
    assert_html(passage, "<mark>ab</mark><mark>cd</mark>");
}

static void marks_that_do_not_fit_are_left_out(void **state) {
    struct text_span marks[] = {{40, 51}, {51, 51}, {51, 52},
                                {51, 53}, {53, 60}, {70, 71}};
    struct passage passage = {
        .span = {50, 54}, .text = "abcd", .marks = marks, .mark_count = 6};
    (void)state;
    assert_html(passage, "a<mark>b</mark>cd");
}

static void the_one_markup_of_a_passage_is_ours(void **state) {
    struct text_span marks[] = {{0, 6}};
    struct passage passage = {.span = {0, 20},
                              .text = "<mark>evil</mark>&lt",
                              .marks = marks,
                              .mark_count = 1};
    (void)state;
    assert_html(passage, "<mark>&lt;mark&gt;</mark>evil&lt;/mark&gt;&amp;lt");
}

static void any_text_is_valid_json(void **state) {
    struct passage passage = {
        .span = {7, 40},
        .text = "\x01\x1F\"\\\n\r\t\b\x7F \xE2\x80\xA8 \xF0\x9F\x93\x9C"};
    struct result result = {
        .card = card, .passages = &passage, .passage_count = 1};
    struct result_page page = {
        .total = 1, .results = &result, .result_count = 1};
    json_t *reply = search_json("q=%01%22%5C", &page);
    (void)state;
    assert_text(reply, "results/0/passages/0/text", passage.text);
    assert_json(reply, "results/0/passages/0/start", "7");
    assert_json(reply, "results/0/passages/0/end", "40");
    assert_text(reply, "query/q", "\x01\"\\");
    json_decref(reply);
}

static void what_is_no_utf8_is_replaced(void **state) {
    struct passage passage = {.span = {0, 6},
                              .text = "a\xFF"
                                      "b\xC3"};
    struct result result = {
        .card = card, .passages = &passage, .passage_count = 1};
    struct result_page page = {
        .total = 1, .results = &result, .result_count = 1};
    json_t *reply = search_json("", &page);
    (void)state;
    assert_text(reply, "results/0/passages/0/text",
                "a\xEF\xBF\xBD"
                "b\xEF\xBF\xBD");
    json_decref(reply);
}

static void facets_stand_in_the_schemas_order(void **state) {
    struct facet_bucket regions[] = {{"london", 3, true, false},
                                     {"west-midlands", 1, false, true}};
    struct facet_bucket years[] = {{"2007", 2, false, false}};
    struct facet_result facets[] = {
        {.facet = (unsigned)schema_find_facet(schema, "year"),
         .buckets = years,
         .bucket_count = 1,
         .missing = 3},
        {.facet = (unsigned)schema_find_facet(schema, "region"),
         .buckets = regions,
         .bucket_count = 2,
         .other = 4,
         .distinct = 9}};
    struct result_page page = {.facets = facets, .facet_count = 2};
    json_t *reply = search_json("", &page);
    (void)state;
    assert_keys(reply, "facets", "region year");
    assert_json(reply, "facets/region/values/0",
                "{\"value\":\"london\",\"label\":\"London\",\"count\":3,"
                "\"selected\":true,\"excluded\":false}");
    assert_json(reply, "facets/region/values/1/excluded", "true");
    assert_text(reply, "facets/region/values/1/label", "West Midlands");
    assert_json(reply, "facets/region/other", "4");
    assert_json(reply, "facets/region/distinct", "9");
    assert_json(reply, "facets/year",
                "{\"values\":[{\"value\":\"2007\",\"label\":\"2007\","
                "\"count\":2,\"selected\":false,\"excluded\":false}],"
                "\"missing\":3,\"other\":0,\"distinct\":0}");
    json_decref(reply);
}

/* The answer of /v1/facets/topic to `query` with three values. */
static json_t *facet_json(const char *query) {
    struct facet_bucket topics[] = {{"health", 3, true, false},
                                    {"funding", 2, false, false},
                                    {"awards", 1, false, true}};
    struct facet_result values = {
        .facet = (unsigned)schema_find_facet(schema, "topic"),
        .buckets = topics,
        .bucket_count = 3,
        .missing = 4};
    struct parameter_list list;
    struct asked *asked = NULL;
    struct concord_error err = {0};
    struct buffer out = BUFFER_INIT(REPLY_BYTES_MAX);
    assert_int_equal(parameter_list_parse(&list, query, &err), CONCORD_OK);
    assert_int_equal(
        asked_from_parameters(&asked, ASKED_OF_FACET, &list, schema, &err),
        CONCORD_OK);
    struct reply_frame frame = {
        .schema = schema, .path = "/v1/facets/topic", .parameters = &list};
    assert_int_equal(reply_facet(&out, asked, &values, &frame, &err),
                     CONCORD_OK);
    json_t *reply = parsed(out.data);
    buffer_destroy(&out);
    asked_destroy(asked);
    parameter_list_clear(&list);
    return reply;
}

static void a_facets_values_are_cut_into_pages(void **state) {
    json_t *reply = facet_json("size=2&page=2");
    (void)state;
    assert_keys(reply, "",
                "query facet label total page size took_ms links values "
                "missing index");
    assert_text(reply, "facet", "topic");
    assert_text(reply, "label", "Topic");
    assert_json(reply, "total", "3");
    assert_json(reply, "missing", "4");
    assert_int_equal(json_array_size(at(reply, "values")), 1);
    assert_text(reply, "values/0/value", "awards");
    assert_json(reply, "values/0/excluded", "true");
    assert_text(reply, "links/self", "/v1/facets/topic?size=2&page=2");
    assert_json(reply, "links/next", "null");
    assert_text(reply, "links/prev", "/v1/facets/topic?size=2");
    json_decref(reply);
}

static void a_page_of_values_past_the_end_is_empty(void **state) {
    json_t *reply = facet_json("size=100&page=10000");
    (void)state;
    assert_json(reply, "values", "[]");
    assert_json(reply, "total", "3");
    assert_text(reply, "links/prev", "/v1/facets/topic?size=100");
    json_decref(reply);
}

static void a_broken_card_is_a_corrupt_index(void **state) {
    static const char *const cards[] = {"", "{", "[]", "{\"a\":\"\xFF\"}"};
    struct parameter_list list = {.count = 0};
    struct asked *asked = NULL;
    (void)state;
    assert_int_equal(
        asked_from_parameters(&asked, ASKED_OF_SEARCH, &list, schema, NULL),
        CONCORD_OK);
    for (size_t i = 0; i < sizeof cards / sizeof *cards; i++) {
        struct concord_error err = {0};
        struct buffer out = BUFFER_INIT(REPLY_BYTES_MAX);
        struct result result = {.card = cards[i]};
        struct result_page page = {.results = &result, .result_count = 1};
        struct reply_frame frame = {
            .schema = schema, .path = "/v1/search", .parameters = &list};
        assert_int_equal(reply_search(&out, asked, &page, &frame, &err),
                         CONCORD_CORRUPT);
        buffer_destroy(&out);
    }
    asked_destroy(asked);
}

static void an_answer_too_large_for_its_buffer_fails(void **state) {
    struct parameter_list list = {.count = 0};
    struct asked *asked = NULL;
    struct concord_error err = {0};
    struct buffer out = BUFFER_INIT(100);
    struct reply_frame frame = {
        .schema = schema, .path = "/v1/search", .parameters = &list};
    (void)state;
    assert_int_equal(
        asked_from_parameters(&asked, ASKED_OF_SEARCH, &list, schema, &err),
        CONCORD_OK);
    assert_int_equal(reply_search(&out, asked, &empty_page, &frame, &err),
                     CONCORD_NO_MEMORY);
    asked_destroy(asked);
    buffer_destroy(&out);
}

static json_t *document_json(bool with_boilerplate, const char *text) {
    char own_card[sizeof card];
    char own_text[64];
    struct concord_error err = {0};
    struct buffer out = BUFFER_INIT(REPLY_BYTES_MAX);
    memcpy(own_card, card, sizeof card);
    snprintf(own_text, sizeof own_text, "%s", text);
    struct stored_document document = {
        .card = own_card, .text = own_text, .text_size = strlen(own_text)};
    assert_int_equal(
        reply_document(&out, &document, NULL, with_boilerplate, &err),
        CONCORD_OK);
    json_t *value = parsed(out.data);
    buffer_destroy(&out);
    return value;
}

static void a_document_is_its_card_and_then_its_text(void **state) {
    json_t *document = document_json(false, "First.\n\n“Second” <b>.");
    (void)state;
    assert_keys(document, "",
                "id title title_supplied date dates variants type region place "
                "sector topic source text");
    assert_text(document, "text", "First.\n\n“Second” <b>.");
    assert_text(document, "source/path", "a.txt");
    json_decref(document);
}

static void boilerplate_is_shown_when_it_is_asked_for(void **state) {
    json_t *document = document_json(true, "");
    (void)state;
    assert_text(document, "boilerplate/0/rule", "share-links");
    assert_text(document, "text", "");
    json_decref(document);
}

static json_t *problem_json(unsigned http_status, const char *parameter,
                            const char *message) {
    struct concord_error problem = {0};
    struct buffer out = BUFFER_INIT(REPLY_BYTES_MAX);
    snprintf(problem.parameter, sizeof problem.parameter, "%s", parameter);
    snprintf(problem.message, sizeof problem.message, "%s", message);
    assert_int_equal(reply_problem(&out, http_status, &problem, "1-a"),
                     CONCORD_OK);
    json_t *value = parsed(out.data);
    buffer_destroy(&out);
    return value;
}

static void a_problem_names_the_parameter_when_there_is_one(void **state) {
    json_t *problem = problem_json(400, "sort", "sort is \"x\"");
    (void)state;
    assert_keys(problem, "", "type title status detail parameter request_id");
    assert_text(problem, "request_id", "1-a");
    assert_text(problem, "type", "/problems/bad-request");
    assert_json(problem, "status", "400");
    assert_text(problem, "detail", "sort is \"x\"");
    assert_text(problem, "parameter", "sort");
    json_decref(problem);
    problem = problem_json(404, "", "no such document");
    assert_keys(problem, "", "type title status detail request_id");
    json_decref(problem);
}

static void a_problem_of_any_status_has_type_and_title(void **state) {
    (void)state;
    for (unsigned status = 400; status < 600; status++) {
        json_t *problem = problem_json(status, "", "\xC3");
        assert_true(json_string_length(at(problem, "type")) > 0);
        assert_true(json_string_length(at(problem, "title")) > 0);
        assert_int_equal(json_integer_value(at(problem, "status")), status);
        json_decref(problem);
    }
}

static void every_status_has_its_http_status(void **state) {
    (void)state;
    assert_int_equal(reply_http_status(CONCORD_OK), 200);
    assert_int_equal(reply_http_status(CONCORD_BAD_REQUEST), 400);
    assert_int_equal(reply_http_status(CONCORD_NOT_FOUND), 404);
    assert_int_equal(reply_http_status(CONCORD_DEADLINE), 503);
    assert_int_equal(reply_http_status(CONCORD_NO_MEMORY), 503);
    assert_int_equal(reply_http_status(CONCORD_BUSY), 503);
    assert_int_equal(reply_http_status(CONCORD_CORRUPT), 500);
    assert_int_equal(reply_http_status(CONCORD_IO), 500);
    assert_int_equal(reply_http_status(CONCORD_NO_SPACE), 500);
    assert_int_equal(reply_http_status(CONCORD_BAD_INPUT), 500);
    assert_int_equal(reply_http_status(CONCORD_BAD_SCHEMA), 500);
    assert_int_equal(reply_http_status(CONCORD_INTERNAL), 500);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_stand_in_the_contracts_order),
        cmocka_unit_test(a_result_is_its_card),
        cmocka_unit_test(what_a_card_lacks_is_empty_or_null),
        cmocka_unit_test(numbers_of_the_page_are_given),
        cmocka_unit_test(the_query_is_said_again),
        cmocka_unit_test(nothing_asked_has_no_filters_and_notes),
        cmocka_unit_test(links_lead_to_the_pages_beside),
        cmocka_unit_test(links_lead_back_from_past_the_end),
        cmocka_unit_test(links_past_the_window_are_cursors),
        cmocka_unit_test(links_are_canonical_and_encoded),
        cmocka_unit_test(a_passage_names_the_clause_that_it_stands_in),
        cmocka_unit_test(a_heading_and_its_clause_stand_in_the_clause),
        cmocka_unit_test(a_passage_outside_of_clauses_names_none),
        cmocka_unit_test(passages_are_escaped_around_their_marks),
        cmocka_unit_test(what_is_cut_has_an_ellipsis_in_html_alone),
        cmocka_unit_test(marks_keep_to_whole_characters),
        cmocka_unit_test(marks_may_touch_each_other_and_both_ends),
        cmocka_unit_test(marks_that_do_not_fit_are_left_out),
        cmocka_unit_test(the_one_markup_of_a_passage_is_ours),
        cmocka_unit_test(any_text_is_valid_json),
        cmocka_unit_test(what_is_no_utf8_is_replaced),
        cmocka_unit_test(facets_stand_in_the_schemas_order),
        cmocka_unit_test(a_facets_values_are_cut_into_pages),
        cmocka_unit_test(a_page_of_values_past_the_end_is_empty),
        cmocka_unit_test(a_broken_card_is_a_corrupt_index),
        cmocka_unit_test(an_answer_too_large_for_its_buffer_fails),
        cmocka_unit_test(a_document_is_its_card_and_then_its_text),
        cmocka_unit_test(boilerplate_is_shown_when_it_is_asked_for),
        cmocka_unit_test(a_problem_names_the_parameter_when_there_is_one),
        cmocka_unit_test(a_problem_of_any_status_has_type_and_title),
        cmocka_unit_test(every_status_has_its_http_status),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
