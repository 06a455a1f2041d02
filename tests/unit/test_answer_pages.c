/* test_answer_pages.c - however results are walked through, they are the same
 * ones in the same order. Random papers with random values, some of them
 * copies of others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "answer_fixture.h"
#include "search/exporter.h"

enum { PAPERS = 90, COPY_EVERY = 9, QUERY_MAX = 512, ADDRESS_MAX = 1024 };

static struct fixture fixture;
static struct index_reader *reader;
static char group_texts[PAPERS][32];
static const char *groups[PAPERS + 1];

/* ---- the archive ---- */

/* Paper `number` was first indexed at the time number modulo these. */
static const char *const times[] = {
    "2026-03-01T10:00:00Z", "2026-03-04T10:00:00Z", "2026-03-02T10:00:00Z",
    "2026-02-28T10:00:00Z", "2026-03-03T10:00:00Z"};

enum { TIMES = sizeof times / sizeof *times };

static unsigned at_random(unsigned below) {
    static uint64_t state = 20100406;
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (unsigned)(state >> 33) % below;
}

static const char *any_of(const char *const *words, unsigned count) {
    return words[at_random(count)];
}

static struct document *random_paper(unsigned number) {
    static const char *const words[] = {"funding", "health",   "compact",
                                        "review",  "partners", "cuts"};
    static const char *const types[] = {"type=blog", "type=local-compact",
                                        "type=news"};
    static const char *const regions[] = {"region=london", "region=wales",
                                          "region=england"};
    static const char *const topics[] = {"topic=health", "topic=funding",
                                         "topic=training"};
    const char *values[8] = {any_of(types, 3), any_of(regions, 3),
                             any_of(topics, 3), NULL};
    char id[32];
    char title[64];
    char date[16];
    char text[256] = "";
    if (at_random(3) == 0)
        values[at_random(3)] = NULL;
    snprintf(id, sizeof id, "paper-%02u", number);
    snprintf(title, sizeof title, "Paper of %s", any_of(words, 6));
    snprintf(date, sizeof date, "20%02u", 4 + at_random(4));
    for (unsigned i = 0; i < 12; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s ",
                 any_of(words, 6));
    struct document *paper = fixture_document(
        &fixture, id, title, text, at_random(5) == 0 ? NULL : date, values);
    paper->source.first_indexed = times[number % TIMES];
    return paper;
}

/* Some papers stand for one or two behind them. */
static void group_papers(void) {
    size_t count = 0;
    for (unsigned i = 0; i + 2 < PAPERS; i += COPY_EVERY)
        for (unsigned member = i; member <= i + 1 + i % 2; member++) {
            snprintf(group_texts[count], sizeof group_texts[count],
                     "paper-%02u=paper-%02u", member, i);
            groups[count] = group_texts[count];
            count++;
        }
    fixture.groups = groups;
}

static void publish(unsigned first, unsigned count) {
    struct document *papers[PAPERS];
    for (unsigned i = 0; i < count; i++)
        papers[i] = random_paper(first + i);
    fixture_publish(&fixture, papers, count, NULL);
    for (unsigned i = 0; i < count; i++)
        document_destroy(papers[i]);
}

static int set_up(void **state) {
    (void)state;
    fixture_create(&fixture);
    group_papers();
    publish(0, PAPERS);
    reader = fixture_reader(&fixture);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

/* ---- walks ---- */

static void random_query(char query[QUERY_MAX]) {
    static const char *const words[] = {"",
                                        "q=funding",
                                        "q=health+OR+review",
                                        "q=cuts+-partners",
                                        "q=%22health+compact%22",
                                        "q=funding+nowhere"};
    static const char *const filters[] = {"",
                                          "&type=blog",
                                          "&region=london&region=wales",
                                          "&-topic=health",
                                          "&year=2005..2006",
                                          "&region=_missing"};
    static const char *const sorts[] = {"", "&sort=newest", "&sort=oldest",
                                        "&sort=title", "&sort=relevance"};
    snprintf(query, QUERY_MAX, "%s%s%s%s", any_of(words, 6), any_of(filters, 6),
             any_of(sorts, 5), at_random(2) ? "&duplicates=show" : "");
}

/* Append the ids of the page; its links.next into `next`, empty past the last.
 */
static json_int_t take_page(struct buffer *ids, const char *query,
                            char next[ADDRESS_MAX]) {
    json_t *page = answered(reader, answer_search, NULL, query);
    json_t *links = json_object_get(page, "links");
    const char *link = json_string_value(json_object_get(links, "next"));
    size_t index;
    json_t *result;
    json_array_foreach(json_object_get(page, "results"), index, result) {
        buffer_printf(ids, "%s ",
                      json_string_value(json_object_get(result, "id")));
    }
    snprintf(next, ADDRESS_MAX, "%s", link ? strchr(link, '?') + 1 : "");
    json_int_t total = json_integer_value(json_object_get(page, "total"));
    json_decref(page);
    return total;
}

/* Follow links.next to the end from `query` with `how` behind it. */
static json_int_t walk(struct buffer *ids, const char *query, const char *how,
                       unsigned size) {
    char address[ADDRESS_MAX];
    char next[ADDRESS_MAX];
    json_int_t total = 0;
    snprintf(address, sizeof address, "%s&size=%u&facets=none%s", query, size,
             how);
    while (address[0] != '\0') {
        total = take_page(ids, address, next);
        strcpy(address, next);
    }
    if (ids->data == NULL)
        buffer_append_string(ids, "");
    return total;
}

static size_t count_words(const char *text) {
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += *text == ' ';
    return count;
}

static void cursors_walk_as_pages_do(void **state) {
    (void)state;
    for (unsigned i = 0; i < 40; i++) {
        char query[QUERY_MAX];
        struct buffer pages = BUFFER_INIT(1 << 16);
        struct buffer cursors = BUFFER_INIT(1 << 16);
        struct buffer whole = BUFFER_INIT(1 << 16);
        random_query(query);
        json_int_t total = walk(&pages, query, "", 1 + at_random(20));
        walk(&cursors, query, "&cursor=*", 1 + at_random(20));
        walk(&whole, query, "", 100);
        if (strcmp(pages.data, cursors.data) != 0 ||
            strcmp(pages.data, whole.data) != 0)
            fail_msg("%s:\n%s\n%s\n%s", query, pages.data, cursors.data,
                     whole.data);
        assert_int_equal(count_words(pages.data), total);
        buffer_destroy(&pages);
        buffer_destroy(&cursors);
        buffer_destroy(&whole);
    }
}

/* ---- exports ---- */

static struct exporter *open_export(const char *query) {
    struct exporter *exporter = NULL;
    struct parameter_list list;
    struct concord_error err = {0};
    assert_int_equal(parameter_list_parse(&list, query, NULL), CONCORD_OK);
    struct question question = {.reader = reader, .parameters = &list};
    if (exporter_open(&exporter, &question, &err) != CONCORD_OK)
        fail_msg("%s: %s", query, err.message);
    parameter_list_clear(&list);
    return exporter;
}

/* Append what is left of the file. */
static void finish_export(struct exporter *exporter, struct buffer *file) {
    bool more = true;
    while (more)
        assert_int_equal(exporter_next(exporter, file, &more, NULL),
                         CONCORD_OK);
    if (file->data == NULL)
        buffer_append_string(file, "");
    exporter_close(exporter);
}

/* The ids of a file of JSON Lines. */
static void take_lines(struct buffer *ids, const struct buffer *file) {
    const char *line = file->data;
    while (*line != '\0') {
        size_t size = strcspn(line, "\n");
        json_t *result = json_loadb(line, size, 0, NULL);
        assert_non_null(result);
        buffer_printf(ids, "%s ",
                      json_string_value(json_object_get(result, "id")));
        json_decref(result);
        assert_int_equal(line[size], '\n');
        line += size + 1;
    }
    if (ids->data == NULL)
        buffer_append_string(ids, "");
}

static void an_export_is_all_pages_in_a_row(void **state) {
    (void)state;
    for (unsigned i = 0; i < 40; i++) {
        char query[QUERY_MAX];
        char asked[QUERY_MAX + 16];
        struct buffer pages = BUFFER_INIT(1 << 16);
        struct buffer file = BUFFER_INIT(1 << 20);
        struct buffer lines = BUFFER_INIT(1 << 16);
        random_query(query);
        walk(&pages, query, "", 1 + at_random(20));
        snprintf(asked, sizeof asked, "%s&format=jsonl", query);
        finish_export(open_export(asked), &file);
        take_lines(&lines, &file);
        if (strcmp(pages.data, lines.data) != 0)
            fail_msg("%s:\n%s\n%s", query, pages.data, lines.data);
        buffer_destroy(&pages);
        buffer_destroy(&file);
        buffer_destroy(&lines);
    }
}

static void a_search_links_to_its_export(void **state) {
    (void)state;
    json_t *page = answered(reader, answer_search, NULL,
                            "facets=none&page=2&size=3&topic=health&q=cuts&"
                            "sort=title&facet_size=5&duplicates=show");
    assert_json(page, "links/export",
                "\"/v1/export?q=cuts&topic=health&sort=title&duplicates=show"
                "&format=csv\"");
    json_decref(page);
}

static void a_search_links_to_the_first_page_of_its_feed(void **state) {
    (void)state;
    json_t *page = answered(reader, answer_search, NULL,
                            "q=cuts&page=2&size=3&facets=none&sort=title");
    assert_json(page, "links/feed", "\"/v1/feed?q=cuts&size=3\"");
    json_decref(page);
    page = answered(reader, answer_search, NULL, "cursor=*&facets=none");
    assert_json(page, "links/feed", "\"/v1/feed\"");
    json_decref(page);
}

static void an_export_keeps_to_its_generation(void **state) {
    struct buffer before = BUFFER_INIT(1 << 20);
    struct buffer after = BUFFER_INIT(1 << 20);
    bool more = false;
    (void)state;
    finish_export(open_export("format=csv"), &before);
    struct exporter *exporter = open_export("format=csv");
    assert_int_equal(exporter_next(exporter, &after, &more, NULL), CONCORD_OK);
    assert_true(more);
    publish(PAPERS - 1, 1);
    finish_export(exporter, &after);
    assert_string_equal(after.data, before.data);
    buffer_destroy(&before);
    buffer_destroy(&after);
}

static void each_piece_of_an_export_has_time_of_its_own(void **state) {
    struct buffer file = BUFFER_INIT(1 << 20);
    struct exporter *exporter = open_export("format=jsonl&q=cuts");
    bool more = false;
    (void)state;
    exporter_allow_until(exporter, 1);
    assert_int_equal(exporter_next(exporter, &file, &more, NULL),
                     CONCORD_DEADLINE);
    exporter_close(exporter);
    exporter = open_export("format=jsonl&q=cuts");
    exporter_allow_until(exporter, INT64_MAX);
    finish_export(exporter, &file);
    buffer_destroy(&file);
}

static void an_export_takes_no_page(void **state) {
    static const char *const queries[][2] = {
        {"", "format"},
        {"format=xml", "format"},
        {"format=csv&page=2", "page"},
        {"format=csv&size=2", "size"},
        {"format=csv&cursor=*", "cursor"},
        {"format=csv&facets=none", "facets"}};
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct exporter *exporter = NULL;
        struct parameter_list list;
        struct concord_error err = {0};
        assert_int_equal(parameter_list_parse(&list, queries[i][0], NULL),
                         CONCORD_OK);
        struct question question = {.reader = reader, .parameters = &list};
        assert_int_equal(exporter_open(&exporter, &question, &err),
                         CONCORD_BAD_REQUEST);
        assert_null(exporter);
        assert_string_equal(err.parameter, queries[i][1]);
        parameter_list_clear(&list);
    }
}

/* ---- cross-tables ---- */

/* What a plain count holds of one result: values of two facets, "" for none. */
struct seen {
    char leader[32];
    json_t *rows;
    json_t *columns;
};

/* The paper that stands for this one; itself when none does. */
static const char *leader_of(const char *id) {
    for (size_t i = 0; groups[i] != NULL; i++)
        if (strncmp(groups[i], id, strlen(id)) == 0)
            return groups[i] + strlen(id) + 1;
    return id;
}

static void see_values(json_t *into, const json_t *values) {
    size_t index;
    json_t *value;
    json_array_foreach(values, index, value) {
        json_object_set_new(into, json_string_value(value), json_true());
    }
    if (json_array_size(values) == 0)
        json_object_set_new(into, "", json_true());
}

/* Every result of the query, copies one by one or as one. */
static size_t see_all(struct seen seen[PAPERS], const char *query,
                      bool collapses) {
    char address[ADDRESS_MAX];
    size_t count = 0;
    size_t index;
    json_t *result;
    snprintf(address, sizeof address, "%s&facets=none&size=100&duplicates=show",
             query);
    json_t *page = answered(reader, answer_search, NULL, address);
    json_array_foreach(json_object_get(page, "results"), index, result) {
        const char *id = json_string_value(json_object_get(result, "id"));
        const char *leader = collapses ? leader_of(id) : id;
        size_t place = 0;
        while (place < count && strcmp(seen[place].leader, leader) != 0)
            place++;
        if (place == count) {
            snprintf(seen[count].leader, sizeof seen[count].leader, "%s",
                     leader);
            seen[count].rows = json_object();
            seen[count++].columns = json_object();
        }
        see_values(seen[place].rows, json_object_get(result, "region"));
        see_values(seen[place].columns, json_object_get(result, "topic"));
    }
    json_decref(page);
    return count;
}

/* How often a result counts for `wanted`: "" is having no value, "*" each that
 * is not among `listed`. */
static json_int_t plain_weight(const json_t *values, const char *wanted,
                               const json_t *listed) {
    const char *value;
    json_t *unused;
    json_int_t weight = 0;
    if (strcmp(wanted, "*") != 0)
        return json_object_get(values, wanted) != NULL;
    json_object_foreach((json_t *)(uintptr_t)values, value, unused) {
        bool is_listed = value[0] == '\0';
        for (size_t i = 0; i < json_array_size(listed); i++)
            is_listed |=
                strcmp(value, json_string_value(json_object_get(
                                  json_array_get(listed, i), "value"))) == 0;
        weight += !is_listed;
    }
    return weight;
}

static json_int_t plain_cell(const struct seen *seen, size_t count,
                             const char *row, const json_t *rows,
                             const char *column, const json_t *columns) {
    json_int_t cell = 0;
    for (size_t i = 0; i < count; i++)
        cell += plain_weight(seen[i].rows, row, rows) *
                plain_weight(seen[i].columns, column, columns);
    return cell;
}

static void check_row(const char *query, const struct seen *seen, size_t count,
                      const json_t *table, const char *row,
                      const json_t *cells) {
    const json_t *rows =
        json_object_get(json_object_get(table, "rows"), "values");
    const json_t *columns =
        json_object_get(json_object_get(table, "columns"), "values");
    const json_t *counts = json_object_get(cells, "counts");
    assert_int_equal(json_array_size(counts), json_array_size(columns));
    for (size_t i = 0; i < json_array_size(counts); i++) {
        const char *column = json_string_value(
            json_object_get(json_array_get(columns, i), "value"));
        json_int_t expected =
            plain_cell(seen, count, row, rows, column, columns);
        if (json_integer_value(json_array_get(counts, i)) != expected)
            fail_msg("%s: %s and %s are not %lld", query, row, column,
                     (long long)expected);
    }
    assert_int_equal(json_integer_value(json_object_get(cells, "missing")),
                     plain_cell(seen, count, row, rows, "", columns));
    assert_int_equal(json_integer_value(json_object_get(cells, "other")),
                     plain_cell(seen, count, row, rows, "*", columns));
}

static void check_table(const char *query, bool collapses) {
    struct seen seen[PAPERS];
    char asked[QUERY_MAX + 128];
    size_t count = see_all(seen, query, collapses);
    snprintf(asked, sizeof asked,
             "%s&rows=region&columns=topic&facet_size=%u%s", query,
             1 + at_random(4), collapses ? "" : "&duplicates=show");
    json_t *table = answered(reader, answer_crosstab, NULL, asked);
    const json_t *rows = json_object_get(table, "rows");
    const json_t *values = json_object_get(rows, "values");
    assert_int_equal(json_integer_value(json_object_get(table, "total")),
                     count);
    for (size_t i = 0; i < json_array_size(values); i++) {
        const json_t *row = json_array_get(values, i);
        check_row(asked, seen, count, table,
                  json_string_value(json_object_get(row, "value")), row);
    }
    check_row(asked, seen, count, table, "", json_object_get(rows, "missing"));
    check_row(asked, seen, count, table, "*", json_object_get(rows, "other"));
    json_decref(table);
    for (size_t i = 0; i < count; i++) {
        json_decref(seen[i].rows);
        json_decref(seen[i].columns);
    }
}

static void a_cross_table_is_a_plain_count_of_the_results(void **state) {
    static const char *const queries[] = {
        "relax=none",
        "q=funding",
        "q=health+OR+review&type=blog",
        "region=london&-topic=funding",
        "topic=health&topic=training&year=2005..2006",
        "q=cuts&region=_missing"};
    (void)state;
    for (unsigned i = 0; i < 60; i++)
        check_table(queries[i % 6], i % 4 < 2);
}

static void a_facet_may_be_counted_against_itself(void **state) {
    (void)state;
    json_t *table = answered(reader, answer_crosstab, NULL,
                             "rows=type&columns=type&type=blog");
    assert_json(table, "rows/values/0/value", "\"blog\"");
    const json_t *row = json_array_get(
        json_object_get(json_object_get(table, "rows"), "values"), 0);
    assert_true(json_equal(json_object_get(row, "count"),
                           json_array_get(json_object_get(row, "counts"), 0)));
    json_decref(table);
}

static void a_cross_table_needs_two_facets(void **state) {
    (void)state;
    assert_refused(reader, answer_crosstab, NULL, "", "rows");
    assert_refused(reader, answer_crosstab, NULL, "rows=type", "columns");
    assert_refused(reader, answer_crosstab, NULL, "rows=type&columns=colour",
                   "columns");
    assert_refused(reader, answer_crosstab, NULL,
                   "rows=type&columns=year&size=2", "size");
}

/* ---- feeds ---- */

static const xmlNode *next_named(const xmlNode *node, const char *name) {
    while (node != NULL && (node->type != XML_ELEMENT_NODE ||
                            strcmp((const char *)node->name, name) != 0 ||
                            strcmp((const char *)node->ns->href,
                                   "http://www.w3.org/2005/Atom") != 0))
        node = node->next;
    return node;
}

/* What the one element of that name says, for the caller to xmlFree(). */
static char *said(const xmlNode *parent, const char *name) {
    const xmlNode *found = next_named(parent->children, name);
    if (found == NULL || next_named(found->next, name) != NULL)
        fail_msg("%s is not there once", name);
    return (char *)xmlNodeGetContent(found);
}

/* The number of the paper that an entry leads to. */
static unsigned paper_of(const xmlNode *entry) {
    static const char before[] = "https://a.example/documents/paper-";
    xmlNode *link = (xmlNode *)(uintptr_t)next_named(entry->children, "link");
    char *address = (char *)xmlGetProp(link, (const xmlChar *)"href");
    assert_int_equal(strncmp(address, before, strlen(before)), 0);
    unsigned number = (unsigned)strtoul(address + strlen(before), NULL, 10);
    xmlFree(address);
    return number;
}

static xmlDoc *feed_of(const char *query) {
    struct buffer out = BUFFER_INIT(1 << 20);
    struct buffer links = BUFFER_INIT(4096);
    struct parameter_list list;
    struct concord_error err = {0};
    assert_int_equal(parameter_list_parse(&list, query, NULL), CONCORD_OK);
    struct question question = {.reader = reader,
                                .parameters = &list,
                                .public_url = "https://a.example"};
    if (answer_feed(&out, &links, &question, &err) != CONCORD_OK)
        fail_msg("%s: %s", query, err.message);
    xmlDoc *feed = xmlReadMemory(out.data, (int)out.size, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR);
    if (feed == NULL)
        fail_msg("no XML: %s", out.data);
    parameter_list_clear(&list);
    buffer_destroy(&links);
    buffer_destroy(&out);
    return feed;
}

static void assert_says(const xmlNode *parent, const char *name,
                        const char *expected) {
    char *text = said(parent, name);
    if (expected != NULL)
        assert_string_equal(text, expected);
    assert_true(text[0] != '\0');
    xmlFree(text);
}

static void a_feed_begins_with_what_was_indexed_last(void **state) {
    (void)state;
    xmlDoc *feed = feed_of("duplicates=show&size=100");
    const xmlNode *root = xmlDocGetRootElement(feed);
    const char *before_time = "9";
    unsigned before = 0;
    unsigned count = 0;
    assert_says(root, "id", NULL);
    assert_says(root, "title", "Concord");
    assert_says(root, "updated", times[1]);
    for (const xmlNode *entry = next_named(root->children, "entry");
         entry != NULL; entry = next_named(entry->next, "entry")) {
        unsigned paper = paper_of(entry);
        const char *time = times[paper % TIMES];
        int order = strcmp(time, before_time);
        assert_true(order < 0 || (order == 0 && before < paper));
        assert_says(entry, "id", NULL);
        assert_says(entry, "title", NULL);
        assert_says(entry, "updated", time);
        assert_says(entry, "summary", NULL);
        before_time = time;
        before = paper;
        count++;
    }
    assert_int_equal(count, PAPERS);
    xmlFreeDoc(feed);
}

static void entries_keep_their_ids(void **state) {
    (void)state;
    xmlDoc *one = feed_of("q=health&sector=_missing&size=1");
    xmlDoc *two = feed_of("q=health&sector=_missing&size=100");
    const xmlNode *first = xmlDocGetRootElement(one);
    const xmlNode *second = xmlDocGetRootElement(two);
    char *id = said(next_named(first->children, "entry"), "id");
    char *feed_id = said(first, "id");
    assert_int_equal(strncmp(id, "urn:uuid:", 9), 0);
    assert_int_equal(strlen(id), 45);
    assert_says(next_named(second->children, "entry"), "id", id);
    assert_string_not_equal(id, feed_id);
    xmlFree(id);
    xmlFree(feed_id);
    xmlFreeDoc(one);
    xmlFreeDoc(two);
}

static void what_was_asked_is_escaped(void **state) {
    (void)state;
    xmlDoc *feed = feed_of("q=%22a%22%3Cb%3E%26%01c+OR+health&size=2");
    assert_says(xmlDocGetRootElement(feed), "title",
                "Concord: \"a\"<b>& c OR health");
    xmlFreeDoc(feed);
}

static void a_feed_takes_no_order(void **state) {
    (void)state;
    assert_refused(reader, answer_feed, NULL, "sort=title", "sort");
    assert_refused(reader, answer_feed, NULL, "topic=frob", "topic");
}

/* ---- what is refused ---- */

static void assert_fault(struct index_reader *of, const char *query,
                         enum concord_status status, const char *words) {
    struct outcome outcome;
    ask(&outcome, of, answer_search, NULL, query);
    if (outcome.status != status)
        fail_msg("%s: %s", query, outcome.err.message);
    assert_string_equal(outcome.err.parameter, "cursor");
    assert_non_null(strstr(outcome.err.message, words));
    outcome_clear(&outcome);
}

static void a_cursor_of_another_request_is_refused(void **state) {
    char next[ADDRESS_MAX];
    char query[2 * ADDRESS_MAX];
    struct buffer ids = BUFFER_INIT(1 << 16);
    (void)state;
    take_page(&ids, "q=funding&size=3&cursor=*", next);
    buffer_destroy(&ids);
    snprintf(query, sizeof query, "%s&region=london", next);
    assert_fault(reader, query, CONCORD_BAD_REQUEST, "cursor=*");
    snprintf(query, sizeof query, "%s0", next);
    assert_fault(reader, query, CONCORD_BAD_REQUEST, "cursor=*");
    snprintf(query, sizeof query, "%s&page=2", next);
    assert_fault(reader, query, CONCORD_BAD_REQUEST, "page");
    assert_fault(reader, "cursor=", CONCORD_BAD_REQUEST, "cursor=*");
}

static void a_cursor_of_another_generation_is_gone(void **state) {
    char next[ADDRESS_MAX];
    struct buffer ids = BUFFER_INIT(1 << 16);
    (void)state;
    take_page(&ids, "sort=title&size=3&cursor=*", next);
    buffer_destroy(&ids);
    publish(PAPERS - 1, 1);
    struct index_reader *fresh = fixture_reader(&fixture);
    assert_fault(fresh, next, CONCORD_GONE, "cursor=*");
    index_reader_close(fresh);
}

/* Past them a page has no number; the message names the way on. */
static void pages_past_the_window_are_named_by_cursors(void **state) {
    struct outcome outcome;
    (void)state;
    ask(&outcome, reader, answer_search, NULL, "page=102&size=99");
    assert_int_equal(outcome.status, CONCORD_BAD_REQUEST);
    assert_string_equal(outcome.err.parameter, "page");
    assert_non_null(strstr(outcome.err.message, "cursor=*"));
    outcome_clear(&outcome);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cursors_walk_as_pages_do),
        cmocka_unit_test(an_export_is_all_pages_in_a_row),
        cmocka_unit_test(a_search_links_to_its_export),
        cmocka_unit_test(a_search_links_to_the_first_page_of_its_feed),
        cmocka_unit_test(each_piece_of_an_export_has_time_of_its_own),
        cmocka_unit_test(an_export_takes_no_page),
        cmocka_unit_test(a_cross_table_is_a_plain_count_of_the_results),
        cmocka_unit_test(a_facet_may_be_counted_against_itself),
        cmocka_unit_test(a_cross_table_needs_two_facets),
        cmocka_unit_test(a_feed_begins_with_what_was_indexed_last),
        cmocka_unit_test(entries_keep_their_ids),
        cmocka_unit_test(what_was_asked_is_escaped),
        cmocka_unit_test(a_feed_takes_no_order),
        cmocka_unit_test(a_cursor_of_another_request_is_refused),
        cmocka_unit_test(a_cursor_of_another_generation_is_gone),
        cmocka_unit_test(an_export_keeps_to_its_generation),
        cmocka_unit_test(pages_past_the_window_are_named_by_cursors),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
