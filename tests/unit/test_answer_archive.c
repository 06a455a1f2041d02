/* test_answer_archive.c - what is known of the archive as a whole, answered
 * over a real index in a temporary folder. */
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

/* The third is a copy of the first. */
static const char *const groups[] = {"old=old", "copy=old", NULL};

static const struct fixture_record records[] = {
    {"acronym/00000000", "{\"acronym\":\"CCG\",\"expansion\":\"Clinical "
                         "Commissioning Group\",\"count\":2,"
                         "\"documents\":[]}"},
    {"acronym/00000001", "{\"acronym\":\"CVS\",\"expansion\":\"Council for "
                         "Voluntary Service\",\"count\":1,\"documents\":[]}"},
    {"acronym/00000002", "{\"acronym\":\"PCT\",\"expansion\":\"Primary Care "
                         "Trust\",\"count\":1,\"documents\":[]}"},
    {"document/old", "{\"group\":\"old\",\"variants\":[{\"id\":\"copy\","
                     "\"title\":\"A copy\",\"address\":null}],"
                     "\"editions\":[{\"id\":\"new\",\"title\":\"A new one\","
                     "\"date\":null}],\"relations\":[{\"type\":\"cites\"}],"
                     "\"in_force\":{\"from\":\"2004\",\"until\":\"2006-03-31\","
                     "\"term\":\"2006-03-31\",\"superseded\":\"2008\"}}"},
    {"lineage/old.aims-1",
     "{\"id\":\"old.aims-1\",\"total\":3,\"results\":["
     "{\"id\":\"copy.aims-1\",\"document\":{\"id\":\"copy\"},"
     "\"heading\":\"Aims\",\"text\":\"We will meet.\"},"
     "{\"id\":\"v1.2.aims-1\",\"document\":{\"id\":\"v1.2\"},"
     "\"heading\":null,\"text\":\"We will meet again.\"},"
     "{\"id\":\"lost.aims-1\",\"document\":{\"id\":\"lost\"},"
     "\"heading\":null,\"text\":\"We will meet.\"}]}"},
    {"not-held/00000000", "{\"title\":\"Code on Funding\",\"date\":\"2005\","
                          "\"count\":3,\"cited_by\":[]}"},
    {"not-held/00000001", "{\"title\":\"Volunteering Code\",\"date\":null,"
                          "\"place\":\"london/barnet\",\"count\":1,"
                          "\"cited_by\":[]}"},
    {NULL, NULL}};

static void add_clause(struct document *document, const char *anchor,
                       size_t start, size_t end) {
    struct document_clause clause = {.anchor = anchor,
                                     .heading = "Aims",
                                     .number = 1,
                                     .kind = CLAUSE_COMMITMENT,
                                     .side = SIDE_PUBLIC,
                                     .start = start,
                                     .end = end};
    assert_int_equal(document_add_clause(document, clause, NULL), CONCORD_OK);
}

static int set_up(void **state) {
    (void)state;
    fixture_create(&fixture);
    fixture.records = records;
    fixture.groups = groups;
    struct document *documents[] = {
        fixture_document(&fixture, "old", "An old one",
                         "We will meet.\n\nWe will listen.", "2004", NULL),
        fixture_document(&fixture, "v1.2", "A new one",
                         "We will meet.\n\nWe will listen.", "2007", NULL),
        fixture_document(&fixture, "copy", "A copy",
                         "We will meet.\n\nWe will listen, always.", "2004",
                         NULL)};
    add_clause(documents[0], "aims-1", 0, 13);
    add_clause(documents[1], "aims-2", 15, 30);
    reader = fixture_index(&fixture, documents, 3);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

/* The values of one key of the results, joined by spaces, behind the total. */
static void assert_listed(answer_function *function, const char *query,
                          const char *key, const char *expected) {
    char text[256];
    json_t *reply = answered(reader, function, NULL, query);
    size_t index;
    json_t *record;
    snprintf(text, sizeof text,
             "%d:", (int)json_integer_value(json_object_get(reply, "total")));
    json_array_foreach(json_object_get(reply, "results"), index, record) {
        size_t size = strlen(text);
        snprintf(text + size, sizeof text - size, " %s",
                 json_string_value(json_object_get(record, key)));
    }
    assert_string_equal(text, expected);
    json_decref(reply);
}

static void lists_come_page_by_page_in_their_order(void **state) {
    (void)state;
    assert_listed(answer_acronyms, "", "acronym", "3: CCG CVS PCT");
    assert_listed(answer_acronyms, "size=2", "acronym", "3: CCG CVS");
    assert_listed(answer_acronyms, "size=2&page=2", "acronym", "3: PCT");
    assert_listed(answer_acronyms, "page=9", "acronym", "3:");
    assert_listed(answer_not_held, "size=1", "title", "2: Code on Funding");
}

static void
acronyms_are_found_by_their_beginning_and_their_words(void **state) {
    (void)state;
    assert_listed(answer_acronyms, "q=c", "acronym", "3: CCG CVS PCT");
    assert_listed(answer_acronyms, "q=cC", "acronym", "1: CCG");
    assert_listed(answer_acronyms, "q=trust+prim", "acronym", "1: PCT");
    assert_listed(answer_acronyms, "q=ommissioning", "acronym", "0:");
    assert_listed(answer_acronyms, "q=clinical+trust", "acronym", "0:");
    assert_listed(answer_acronyms, "q=!", "acronym", "0:");
    assert_listed(answer_acronyms, "q=c&size=1&page=2", "acronym", "3: CVS");
}

static void what_is_not_held_is_found_by_title_and_place(void **state) {
    (void)state;
    assert_listed(answer_not_held, "q=code", "title",
                  "2: Code on Funding Volunteering Code");
    assert_listed(answer_not_held, "q=barnet+code", "title",
                  "1: Volunteering Code");
}

static void lists_link_their_pages(void **state) {
    struct outcome outcome;
    (void)state;
    ask(&outcome, reader, answer_acronyms, NULL, "q=c&size=1&page=2");
    assert_string_equal(outcome.links.data,
                        "</v1/acronyms?q=c&size=1&page=2>; rel=\"self\", "
                        "</v1/acronyms?q=c&size=1&page=3>; rel=\"next\", "
                        "</v1/acronyms?q=c&size=1>; rel=\"prev\"");
    outcome_clear(&outcome);
}

static void other_parameters_of_a_list_are_refused(void **state) {
    char long_q[1100] = "q=";
    (void)state;
    memset(long_q + 2, 'a', 1025);
    assert_refused(reader, answer_acronyms, NULL, "topic=health", "topic");
    assert_refused(reader, answer_acronyms, NULL, "colour=red", "colour");
    assert_refused(reader, answer_not_held, NULL, "size=0", "size");
    assert_refused(reader, answer_not_held, NULL, "size=101", "size");
    assert_refused(reader, answer_not_held, NULL, "page=x", "page");
    assert_refused(reader, answer_not_held, NULL, "sort=title", "sort");
    assert_refused(reader, answer_not_held, NULL, "q=a&q=b", "q");
    assert_refused(reader, answer_not_held, NULL, long_q, "q");
}

static void a_document_has_what_the_archive_says_of_it(void **state) {
    json_t *document = answered(reader, answer_document, "old", "");
    (void)state;
    assert_json(document, "variants/0/id", "\"copy\"");
    assert_json(document, "editions/0/id", "\"new\"");
    assert_json(document, "relations", "[{\"type\":\"cites\"}]");
    assert_json(document, "in_force/from", "\"2004\"");
    json_decref(document);
    document = answered(reader, answer_document, "v1.2", "");
    assert_json(document, "variants", "[]");
    assert_json(document, "relations", "[]");
    assert_null(json_object_get(document, "in_force"));
    json_decref(document);
}

/* Begun some day of 2004, for a term, and replaced some day of 2008. */
static void agreements_are_found_by_when_they_were_in_force(void **state) {
    static const struct {
        const char *asked;
        int known;
        int possible;
    } days[] = {
        {"2003-12-31", 0, 0},  {"2004-06-01", 0, 1}, {"2004-12-30", 0, 1},
        {"2004-12-31", 1, 1},  {"2006-03-31", 1, 1}, {"1+April+2006", 0, 1},
        {"2008-12-30", 0, 1},  {"2008-12-31", 0, 0}, {"2004", 1, 1},
        {"before+2004", 0, 0}, {"2006/07", 0, 1},    {"since+2006", 1, 1},
        {"after+2008", 0, 0}};
    char query[128];
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        snprintf(query, sizeof query, "in_force=%s", days[i].asked);
        json_t *reply = answered(reader, answer_search, NULL, query);
        if (json_integer_value(json_object_get(reply, "total")) !=
            days[i].known)
            fail_msg("%s", query);
        json_decref(reply);
        strcat(query, "&in_force_match=possible");
        reply = answered(reader, answer_search, NULL, query);
        if (json_integer_value(json_object_get(reply, "total")) !=
            days[i].possible)
            fail_msg("%s", query);
        json_decref(reply);
    }
}

static void an_answer_says_how_dates_were_read(void **state) {
    json_t *reply =
        answered(reader, answer_search, NULL, "in_force=early+2005&date=2004");
    (void)state;
    assert_json(reply, "query/filters/date", "[\"2004\"]");
    assert_json(reply, "query/filters/in_force", "[\"early 2005\"]");
    assert_json(reply, "query/notes",
                "[\"in_force was read as 2005-01-01..2005-04-30.\"]");
    json_decref(reply);
}

static void a_result_has_its_variants(void **state) {
    json_t *reply = answered(reader, answer_search, NULL, "sort=oldest");
    (void)state;
    assert_json(reply, "results/0/variants/0/id", "\"copy\"");
    assert_json(reply, "results/1/variants", "[]");
    json_decref(reply);
}

static json_int_t total_of(answer_function *function, const char *query) {
    json_t *reply = answered(reader, function, NULL, query);
    json_int_t total = json_integer_value(json_object_get(reply, "total"));
    json_decref(reply);
    return total;
}

static void copies_are_one_unless_they_are_asked_for(void **state) {
    (void)state;
    assert_int_equal(total_of(answer_search, ""), 2);
    assert_int_equal(total_of(answer_search, "duplicates=collapse"), 2);
    assert_int_equal(total_of(answer_search, "duplicates=show"), 3);
    assert_int_equal(total_of(answer_facets, ""), 2);
    assert_int_equal(total_of(answer_facets, "duplicates=show"), 3);
    assert_int_equal(total_of(answer_search, "q=always"), 1);
}

static void a_lineage_is_the_archives(void **state) {
    json_t *reply = answered(reader, answer_lineage, "old.aims-1", "");
    (void)state;
    assert_json(reply, "total", "3");
    assert_json(reply, "results/0/id", "\"copy.aims-1\"");
    json_decref(reply);
}

static void assert_lineage(const char *query, const char *total,
                           const char *first) {
    json_t *reply = answered(reader, answer_lineage, "old.aims-1", query);
    assert_json(reply, "total", total);
    assert_json(reply, "results/0/id", first);
    json_decref(reply);
}

static void a_lineage_is_narrowed_by_filters_of_documents(void **state) {
    (void)state;
    assert_lineage("year=2007", "1", "\"v1.2.aims-1\"");
    assert_lineage("date=2004", "1", "\"copy.aims-1\"");
    assert_lineage("topic=_missing", "2", "\"copy.aims-1\"");
    assert_refused(reader, answer_lineage, "old.aims-1", "topic=frob", "topic");
}

static void a_lineage_is_narrowed_by_words(void **state) {
    (void)state;
    assert_lineage("q=AG+meet", "1", "\"v1.2.aims-1\"");
    assert_lineage("q=aims", "1", "\"copy.aims-1\"");
}

static void a_clause_without_its_like_has_an_empty_lineage(void **state) {
    json_t *reply = answered(reader, answer_lineage, "v1.2.aims-2", "");
    (void)state;
    assert_json(reply, "id", "\"v1.2.aims-2\"");
    assert_json(reply, "document/title", "\"A new one\"");
    assert_json(reply, "document/date/year", "2007");
    assert_json(reply, "kind", "\"commitment\"");
    assert_json(reply, "side", "\"public\"");
    assert_json(reply, "text", "\"We will listen.\"");
    assert_json(reply, "total", "0");
    assert_json(reply, "results", "[]");
    json_decref(reply);
}

static void an_unknown_clause_has_no_lineage(void **state) {
    static const char *const ids[] = {
        "old.aims-9", "nobody.aims-1", "old", "aims-1", ".", "v1.2"};
    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct outcome outcome;
        ask(&outcome, reader, answer_lineage, ids[i], "");
        assert_int_equal(outcome.status, CONCORD_NOT_FOUND);
        outcome_clear(&outcome);
    }
    assert_refused(reader, answer_lineage, "old.aims-1", "page=1", "page");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_come_page_by_page_in_their_order),
        cmocka_unit_test(acronyms_are_found_by_their_beginning_and_their_words),
        cmocka_unit_test(what_is_not_held_is_found_by_title_and_place),
        cmocka_unit_test(lists_link_their_pages),
        cmocka_unit_test(other_parameters_of_a_list_are_refused),
        cmocka_unit_test(a_document_has_what_the_archive_says_of_it),
        cmocka_unit_test(agreements_are_found_by_when_they_were_in_force),
        cmocka_unit_test(an_answer_says_how_dates_were_read),
        cmocka_unit_test(a_result_has_its_variants),
        cmocka_unit_test(copies_are_one_unless_they_are_asked_for),
        cmocka_unit_test(a_lineage_is_the_archives),
        cmocka_unit_test(a_lineage_is_narrowed_by_filters_of_documents),
        cmocka_unit_test(a_lineage_is_narrowed_by_words),
        cmocka_unit_test(a_clause_without_its_like_has_an_empty_lineage),
        cmocka_unit_test(an_unknown_clause_has_no_lineage),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
