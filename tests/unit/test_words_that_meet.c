/* test_words_that_meet.c - texts and what finds them, from the question to the
 * index and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "answer_fixture.h"

enum { ROWS_MAX = 200, FIELD_MAX = 128 };

struct row {
    bool meets;
    char text[FIELD_MAX];
    char typed[FIELD_MAX];
};

static struct fixture fixture;
static struct index_reader *reader;
static struct row rows[ROWS_MAX];
static size_t row_count;

static void read_rows(void) {
    FILE *file = fopen(CONCORD_ROOT "/tests/unit/words/meetings.tsv", "r");
    char line[512];
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        char kind[16];
        struct row *row = &rows[row_count];
        if (line[0] == '#')
            continue;
        assert_true(row_count < ROWS_MAX);
        assert_int_equal(sscanf(line, "%15[^\t]\t%127[^\t]\t%127[^\t\n]", kind,
                                row->text, row->typed),
                         3);
        row->meets = strcmp(kind, "meet") == 0;
        row_count++;
    }
    fclose(file);
}

/* Each row's text is a document of its own, with its number as a word. */
static int set_up(void **state) {
    struct document *documents[ROWS_MAX];
    (void)state;
    read_rows();
    fixture_create(&fixture);
    for (size_t i = 0; i < row_count; i++) {
        char id[32];
        char text[2 * FIELD_MAX + 32];
        snprintf(id, sizeof id, "row%zu", i);
        snprintf(text, sizeof text, "%s\n\n%s", id, rows[i].text);
        documents[i] = fixture_document(&fixture, id, "", text, NULL, NULL);
    }
    reader = fixture_index(&fixture, documents, row_count);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

/* `typed` with what an address needs escaped. */
static void append_escaped(char *out, const char *typed) {
    for (; *typed; typed++)
        sprintf(out + strlen(out), "%%%02X", (unsigned char)*typed);
}

static json_t *find(size_t row, const char *more) {
    char query[8 * FIELD_MAX];
    snprintf(query, sizeof query, "relax=none&facets=none%s&q=row%zu%%20", more,
             row);
    append_escaped(query, rows[row].typed);
    return answered(reader, answer_search, NULL, query);
}

static void texts_are_found_by_what_means_them_and_by_no_other(void **state) {
    (void)state;
    assert_true(row_count > 25);
    for (size_t i = 0; i < row_count; i++) {
        json_t *page = find(i, "");
        bool found = json_integer_value(json_object_get(page, "total")) == 1;
        if (found != rows[i].meets)
            fail_msg("\"%s\" should %sfind \"%s\"", rows[i].typed,
                     rows[i].meets ? "" : "not ", rows[i].text);
        json_decref(page);
    }
}

/* Some row of those words has that in a mark of its passage. */
static void assert_marked(const char *typed, const char *marked) {
    char mark[FIELD_MAX + sizeof "<mark></mark>"];
    bool found = false;
    snprintf(mark, sizeof mark, "<mark>%s</mark>", marked);
    for (size_t i = 0; i < row_count && !found; i++) {
        if (strcmp(rows[i].typed, typed) != 0)
            continue;
        json_t *page = find(i, "");
        const json_t *result =
            json_array_get(json_object_get(page, "results"), 0);
        const json_t *passage =
            json_array_get(json_object_get(result, "passages"), 0);
        const char *html = json_string_value(json_object_get(passage, "html"));
        found = html && strstr(html, mark);
        json_decref(page);
    }
    if (!found)
        fail_msg("%s marks %s nowhere", typed, marked);
}

static void a_form_is_marked_whole(void **state) {
    (void)state;
    assert_marked("pct", "Primary Care Trust");
    assert_marked("pct", "Primary Care Trusts");
    assert_marked("primary care trust", "PCT");
    assert_marked("third sector", "voluntary and community sector");
    assert_marked("cafe", "café");
    assert_marked("subregional", "sub-regional");
    assert_marked("co-operation", "cooperation");
    assert_marked("\"health and social care\"", "health &amp; social care");
    assert_marked("voluntary organization", "organisations");
}

static void nothing_is_expanded_that_need_not_be(void **state) {
    size_t fewer = 0;
    (void)state;
    for (size_t i = 0; i < row_count; i++) {
        json_t *page = find(i, "&expand=none");
        const json_t *query = json_object_get(page, "query");
        assert_int_equal(json_array_size(json_object_get(query, "expanded")),
                         0);
        fewer += rows[i].meets &&
                 json_integer_value(json_object_get(page, "total")) == 0;
        json_decref(page);
    }
    assert_true(fewer > 10);
}

static void what_cannot_expand_is_refused(void **state) {
    (void)state;
    assert_refused(reader, answer_search, NULL, "expand=all", "expand");
    assert_refused(reader, answer_search, NULL, "expand=none,acronyms",
                   "expand");
    assert_refused(reader, answer_search, NULL, "expand=none&expand=none",
                   "expand");
    assert_refused(reader, answer_acronyms, NULL, "expand=none", "expand");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_found_by_what_means_them_and_by_no_other),
        cmocka_unit_test(a_form_is_marked_whole),
        cmocka_unit_test(nothing_is_expanded_that_need_not_be),
        cmocka_unit_test(what_cannot_expand_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
