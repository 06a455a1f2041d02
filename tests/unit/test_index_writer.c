/* test_index_writer.c - a new index is the same however it was written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/posting_plan.h"
#include "engine_fixture.h"
#include "schema/buffer.h"

enum { DOCUMENTS = 120, TEXT_MAX = 256, ANSWERS_MAX = 1 << 20 };

static const char *const blog_values[] = {"type=blog", "topic=health", NULL};
static const char *const news_values[] = {"type=news", "region=london", NULL};

/* Number `i` of a row in which no two are alike and many share a word. */
static struct document *make_numbered(int i) {
    char id[32];
    char title[32];
    char date[32];
    char text[TEXT_MAX];
    snprintf(id, sizeof id, "paper-%03d", i);
    snprintf(title, sizeof title, "Paper %d", i);
    snprintf(date, sizeof date, "%d", 2000 + i % 11);
    snprintf(text, sizeof text,
             "Compact compact%d of group%d and twelve weeks.\n\nWord%d "
             "stands in paper%d alone.",
             i % 5, i % 3, i % 7, i);
    return fixture_document(&the_fixture, id, title, text, date,
                            i % 2 == 0 ? blog_values : news_values);
}

static struct index_reader *index_numbered(unsigned jobs, size_t batch_bytes) {
    struct document *documents[DOCUMENTS];
    the_fixture.writing =
        (struct index_writer_options){.jobs = jobs, .batch_bytes = batch_bytes};
    for (int i = 0; i < DOCUMENTS; i++)
        documents[i] = make_numbered(i);
    return fixture_index(&the_fixture, documents, DOCUMENTS);
}

/* ---- what an index answers ---- */

static void tell_facets(const struct result_page *page, struct buffer *out) {
    for (size_t i = 0; i < page->facet_count; i++)
        for (size_t j = 0; j < page->facets[i].bucket_count; j++)
            buffer_printf(out, " %zu:%s=%llu", i,
                          page->facets[i].buckets[j].value,
                          (unsigned long long)page->facets[i].buckets[j].count);
}

/* Every result with its score and card, and every count. */
static void tell(struct index_reader *reader, const struct query *query,
                 struct buffer *out) {
    struct search_request request = fixture_request(&the_fixture);
    request.query = query;
    request.size = SEARCH_SIZE_MAX;
    struct result_page *page = fixture_search(reader, &request);
    buffer_printf(out, "%llu:", (unsigned long long)page->total);
    for (size_t i = 0; i < page->result_count; i++)
        buffer_printf(out, " %s %.9f", page->results[i].card,
                      page->results[i].score);
    tell_facets(page, out);
    buffer_append_string(out, "\n");
    result_page_destroy(page);
}

static struct query *ask(struct arena *arena, enum query_kind kind,
                         const char *first, const char *second) {
    struct query *query = query_create(arena, kind);
    assert_non_null(query);
    assert_true(query_add_word(arena, query, first));
    if (second != NULL)
        assert_true(query_add_word(arena, query, second));
    return query;
}

/* For the caller to destroy. */
static struct buffer tell_all(struct index_reader *reader) {
    struct arena arena = {0};
    struct buffer out = BUFFER_INIT(ANSWERS_MAX);
    tell(reader, NULL, &out);
    tell(reader, ask(&arena, QUERY_WORD, "compact", NULL), &out);
    tell(reader, ask(&arena, QUERY_WORD, "word3", NULL), &out);
    tell(reader, ask(&arena, QUERY_PHRASE, "twelve", "weeks"), &out);
    assert_true(buffer_ok(&out));
    arena_clear(&arena);
    return out;
}

static uint64_t count_found(struct index_reader *reader, const char *word) {
    struct arena arena = {0};
    struct search_request request = fixture_request(&the_fixture);
    request.query = ask(&arena, QUERY_WORD, word, NULL);
    struct result_page *page = fixture_search(reader, &request);
    uint64_t total = page->total;
    result_page_destroy(page);
    arena_clear(&arena);
    return total;
}

/* ---- the tests ---- */

enum { LONG_PAPERS = 3, LONG_WORDS = 45000 };

/* Words of its own, and of all, and every other word of all those before. */
static struct document *make_long(int i) {
    char id[32];
    struct buffer text = BUFFER_INIT(1 << 20);
    snprintf(id, sizeof id, "long-%d", i);
    for (int word = 0; word < LONG_WORDS; word++)
        buffer_printf(&text, "w%d ", word % 2 == 0 ? word : word + i);
    assert_true(buffer_ok(&text));
    struct document *document =
        fixture_document(&the_fixture, id, "Long", text.data, "2007", NULL);
    buffer_destroy(&text);
    return document;
}

/* Each is more than is gathered between two commits. */
static void what_is_committed_piece_by_piece_is_all_there(void **state) {
    (void)state;
    struct document *documents[LONG_PAPERS];
    the_fixture.writing =
        (struct index_writer_options){.jobs = 1, .batch_bytes = SIZE_MAX};
    for (int i = 0; i < LONG_PAPERS; i++)
        documents[i] = make_long(2 * i);
    struct index_reader *reader =
        fixture_index(&the_fixture, documents, LONG_PAPERS);
    assert_int_equal(count_found(reader, "long"), LONG_PAPERS);
    assert_int_equal(count_found(reader, "w30000"), LONG_PAPERS);
    assert_int_equal(count_found(reader, "w1"), 1);
    assert_int_equal(count_found(reader, "w3"), 2);
    assert_int_equal(count_found(reader, "w45003"), 1);
    index_reader_close(reader);
}

/* One for each document are more than can be merged at once. */
static void many_small_databases_make_the_index_that_one_makes(void **state) {
    (void)state;
    struct index_reader *one = index_numbered(1, 0);
    struct buffer expected = tell_all(one);
    index_reader_close(one);
    fixture_destroy(&the_fixture);
    fixture_create(&the_fixture);
    struct index_reader *many = index_numbered(3, 1);
    struct buffer got = tell_all(many);
    index_reader_close(many);
    assert_string_equal(got.data, expected.data);
    buffer_destroy(&expected);
    buffer_destroy(&got);
}

static struct document *make_paper(const char *id, const char *text) {
    return fixture_document(&the_fixture, id, "Paper", text, "2007",
                            blog_values);
}

static void assert_last_stands(size_t batch_bytes) {
    struct document *documents[] = {
        make_paper("a", "first"), make_paper("b", "other"),
        make_paper("a", "second"), make_paper("a", "third")};
    the_fixture.writing =
        (struct index_writer_options){.jobs = 2, .batch_bytes = batch_bytes};
    struct index_reader *reader = fixture_index(&the_fixture, documents, 4);
    assert_int_equal(count_found(reader, "first"), 0);
    assert_int_equal(count_found(reader, "second"), 0);
    assert_int_equal(count_found(reader, "third"), 1);
    assert_int_equal(count_found(reader, "other"), 1);
    assert_int_equal(count_found(reader, "paper"), 2);
    index_reader_close(reader);
}

static void of_plans_with_one_id_the_last_stands(void **state) {
    (void)state;
    assert_last_stands(0);
}

static void the_last_stands_also_when_it_is_in_another_database(void **state) {
    (void)state;
    assert_last_stands(1);
}

static void what_is_removed_again_leaves_an_index_without_it(void **state) {
    (void)state;
    const char *const removed[] = {"a", "nobody", NULL};
    struct document *document = make_paper("a", "only");
    the_fixture.writing = (struct index_writer_options){.batch_bytes = 1};
    fixture_publish(&the_fixture, &document, 1, removed);
    document_destroy(document);
    struct index_reader *reader = fixture_reader(&the_fixture);
    assert_int_equal(count_found(reader, "only"), 0);
    index_reader_close(reader);
}

static void a_new_index_knows_its_copies(void **state) {
    (void)state;
    static const char *const groups[] = {"a=a", "c=a", "c=", "b=a", NULL};
    struct document *documents[] = {make_paper("a", "same"),
                                    make_paper("b", "same"),
                                    make_paper("c", "same")};
    the_fixture.writing =
        (struct index_writer_options){.jobs = 2, .batch_bytes = 1};
    the_fixture.groups = groups;
    struct index_reader *reader = fixture_index(&the_fixture, documents, 3);
    assert_int_equal(count_found(reader, "same"), 2);
    index_reader_close(reader);
}

/* ---- faults ---- */

static enum concord_status put(struct index_writer *writer,
                               struct concord_error *err) {
    struct document *document = make_paper("a", "text");
    struct posting_plan *plan = NULL;
    assert_int_equal(posting_plan_build(&plan, document, the_fixture.schema,
                                        the_fixture.stemmer, err),
                     CONCORD_OK);
    enum concord_status status = index_writer_put(writer, &plan, err);
    assert_null(plan);
    document_destroy(document);
    return status;
}

/* A file stands where the folder of small databases should be. */
static void what_a_thread_cannot_write_fails_the_writer(void **state) {
    (void)state;
    const struct index_writer_options as = {.jobs = 2, .batch_bytes = 1};
    struct concord_error err = {0};
    struct index_writer *writer = NULL;
    uint64_t documents = 0;
    char path[128];
    snprintf(path, sizeof path, "%s/batches", the_fixture.directory);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fclose(file);
    assert_int_equal(
        index_writer_open(&writer, the_fixture.directory, NULL, &as, &err),
        CONCORD_OK);
    (void)put(writer, &err);
    assert_int_equal(
        index_writer_finish(writer, the_fixture.schema, &documents, &err),
        CONCORD_IO);
    assert_non_null(strstr(err.message, "batches"));
    assert_int_equal(put(writer, &err), CONCORD_IO);
    index_writer_destroy(writer);
}

static void a_group_for_a_stranger_is_refused(void **state) {
    (void)state;
    struct concord_error err = {0};
    struct index_writer *writer = NULL;
    assert_int_equal(
        index_writer_open(&writer, the_fixture.directory, NULL, NULL, &err),
        CONCORD_OK);
    assert_int_equal(index_writer_set_group(writer, "nobody", "a", &err),
                     CONCORD_INTERNAL);
    index_writer_destroy(writer);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_committed_piece_by_piece_is_all_there),
        TEST(many_small_databases_make_the_index_that_one_makes),
        TEST(of_plans_with_one_id_the_last_stands),
        TEST(the_last_stands_also_when_it_is_in_another_database),
        TEST(what_is_removed_again_leaves_an_index_without_it),
        TEST(a_new_index_knows_its_copies),
        TEST(what_a_thread_cannot_write_fails_the_writer),
        TEST(a_group_for_a_stranger_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
