/* test_answer_timeline.c - an agreement's editions over a real index in a
 * temporary folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answer_fixture.h"

static struct fixture fixture;
static struct index_reader *reader;

#define SUPERSEDES(newer, older, date)                                         \
    "{\"type\":\"supersedes\",\"subject\":{\"held\":true,\"id\":\"" newer      \
    "\",\"title\":\"T\"},\"object\":" older ",\"date\":" date                  \
    ",\"certainty\":\"stated\"}"
#define LOST "{\"held\":false,\"id\":null,\"title\":\"The first Compact\"}"
#define ONE  "{\"held\":true,\"id\":\"one\",\"title\":\"Compact one\"}"

/* lost -> one -> two, which says so; three is an edition that only two knows,
 * and gone is in the archive no more. */
static const struct fixture_record records[] = {
    {"document/one",
     "{\"relations\":[" SUPERSEDES(
         "one", LOST,
         "\"1999\"") "],"
                     "\"in_force\":{\"from\":\"2003\",\"until\":\"2007\"}}"},
    {"document/two",
     "{\"editions\":[{\"id\":\"three\",\"title\":\"Compact three\","
     "\"date\":null},{\"id\":\"gone\",\"title\":\"Compact gone\","
     "\"date\":null}],"
     "\"relations\":[" SUPERSEDES("two", ONE, "\"2003\"") "]}"},
    {NULL, NULL}};

static int set_up(void **state) {
    (void)state;
    fixture_create(&fixture);
    fixture.records = records;
    struct document *documents[] = {
        fixture_document(&fixture, "one", "Compact one", "One.", "2003", NULL),
        fixture_document(&fixture, "two", "Compact two", "Two.", "2007", NULL),
        fixture_document(&fixture, "three", "Compact three", "Three.", NULL,
                         NULL)};
    reader = fixture_index(&fixture, documents, 3);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

static void stages_are_found_step_by_step_and_listed_by_date(void **state) {
    (void)state;
    json_t *timeline = answered(reader, answer_timeline, "two", "");
    assert_json(timeline, "id", "\"two\"");
    assert_json(timeline, "total", "5");
    assert_json(timeline, "results/0/title", "\"The first Compact\"");
    assert_json(timeline, "results/0/held", "false");
    assert_json(timeline, "results/0/date", "\"1999\"");
    assert_json(timeline, "results/0/in_force/until", "\"2003\"");
    assert_json(timeline, "results/1/id", "\"one\"");
    assert_json(timeline, "results/1/in_force/until", "\"2007\"");
    assert_json(timeline, "results/1/self", "false");
    assert_json(timeline, "results/2/id", "\"two\"");
    assert_json(timeline, "results/2/self", "true");
    assert_json(timeline, "results/4/id", "\"three\"");
    assert_json(timeline, "results/4/date", "null");
    json_decref(timeline);
}

static void what_the_index_has_no_more_is_a_title(void **state) {
    (void)state;
    json_t *timeline = answered(reader, answer_timeline, "two", "");
    assert_json(timeline, "results/3/title", "\"Compact gone\"");
    assert_json(timeline, "results/3/held", "false");
    assert_json(timeline, "results/3/in_force", "null");
    json_decref(timeline);
}

static void a_paper_without_editions_is_alone(void **state) {
    (void)state;
    json_t *timeline = answered(reader, answer_timeline, "three", "");
    assert_json(timeline, "total", "1");
    assert_json(timeline, "results/0/self", "true");
    json_decref(timeline);
}

static void an_unknown_document_has_no_timeline(void **state) {
    struct outcome outcome;
    (void)state;
    ask(&outcome, reader, answer_timeline, "nobody", "");
    assert_int_equal(outcome.status, CONCORD_NOT_FOUND);
    outcome_clear(&outcome);
    assert_refused(reader, answer_timeline, "two", "page=1", "page");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stages_are_found_step_by_step_and_listed_by_date),
        cmocka_unit_test(what_the_index_has_no_more_is_a_title),
        cmocka_unit_test(a_paper_without_editions_is_alone),
        cmocka_unit_test(an_unknown_document_has_no_timeline),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
