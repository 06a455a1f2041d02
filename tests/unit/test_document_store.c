/* test_document_store.c - what is shown of documents, written and read back,
 * whole and not. */
#include "engine_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "document_store.h"
#include "shown_form.h"

static void ok(enum concord_status status) {
    assert_int_equal(status, CONCORD_OK);
}

/* ---- the parts by themselves ---- */

static char a_card[] =
    "{\"id\":\"a\",\"title\":\"A title\",\"title_supplied\":false"
    ",\"evidence\":[{\"facet\":\"place\",\"value\":\"x\""
    ",\"source\":\"text\",\"certainty\":\"stated\",\"rule\":\"phrase-cue\""
    ",\"quote\":\"\",\"start\":1,\"end\":2}],\"relations\":[]"
    ",\"acronyms\":[],\"places\":[],\"boilerplate\":[]}";
static char a_text[] = "Twelve weeks\n\nare allowed";

static struct document_blobs write_with(const char *title, const char *rest) {
    struct document_writer *writer = NULL;
    struct document_blobs blobs;
    struct buffer shown = BUFFER_INIT(1000);
    struct shown_parts parts = {a_card, rest, title, a_text, strlen(a_text)};
    ok(shown_pack(&shown, &parts, NULL));
    struct posting_plan plan = {.shown = shown.data, .shown_size = shown.size};
    ok(document_writer_open(&writer, the_fixture.directory, NULL, NULL));
    ok(document_writer_put(writer, &plan, &blobs, NULL));
    ok(document_writer_finish(writer, &blobs, 1, false, NULL));
    document_writer_close(writer);
    buffer_destroy(&shown);
    return blobs;
}

static struct document_blobs write_one(const char *title) {
    return write_with(title, NULL);
}

/* Card and text; the first failure of either. */
static enum concord_status read_one(struct document_blobs blobs,
                                    const char *title,
                                    struct concord_error *err) {
    struct segment_map segments;
    struct document_reader *reader = NULL;
    struct arena arena = {0};
    const char *card = NULL;
    struct document_text text;
    ok(segment_map_open(&segments, DOCUMENT_STORE_NAME, the_fixture.directory,
                        NULL));
    ok(document_reader_create(&reader, &segments, NULL));
    enum concord_status status =
        document_reader_card(reader, &blobs, &arena, &card, err);
    if (status == CONCORD_OK)
        assert_string_equal(card, a_card);
    if (status == CONCORD_OK)
        status = document_reader_text(reader, &blobs, card, &text, err);
    if (status == CONCORD_OK) {
        assert_string_equal(text.title, title);
        assert_string_equal(text.text, a_text);
        assert_int_equal(text.size, strlen(a_text));
    }
    arena_clear(&arena);
    document_reader_destroy(reader);
    segment_map_close(&segments);
    return status;
}

static void assert_all(struct document_blobs blobs, const char *expected) {
    struct segment_map segments;
    struct document_reader *reader = NULL;
    struct arena arena = {0};
    struct document_text text;
    const char *card = NULL;
    ok(segment_map_open(&segments, DOCUMENT_STORE_NAME, the_fixture.directory,
                        NULL));
    ok(document_reader_create(&reader, &segments, NULL));
    for (int i = 0; i < 2; i++) {
        ok(document_reader_all(reader, &blobs, &arena, &card, &text, NULL));
        assert_string_equal(card, expected);
        assert_string_equal(text.text, a_text);
        ok(document_reader_card(reader, &blobs, &arena, &card, NULL));
        assert_string_equal(card, a_card);
    }
    arena_clear(&arena);
    document_reader_destroy(reader);
    segment_map_close(&segments);
}

static void the_whole_card_is_the_card_and_the_rest(void **state) {
    static const char rest[] = "{\"dates\":[\"2005\"],\"x\":{}}";
    char expected[1000];
    (void)state;
    snprintf(expected, sizeof expected, "%.*s,%s", (int)strlen(a_card) - 1,
             a_card, rest + 1);
    assert_all(write_with("", rest), expected);
}

static void without_a_rest_the_card_is_whole(void **state) {
    (void)state;
    assert_all(write_one("A title"), a_card);
}

static void card_title_and_text_are_read_back(void **state) {
    (void)state;
    struct document_blobs blobs = write_one("A title");
    ok(read_one(blobs, "A title", NULL));
}

enum { MANY = 1500, LONG_TEXT = 40000 };

/* Card, title and text of the document with that number; every seventh is too
 * long to be kept unpacked. */
static void make_numbered(struct buffer *card, struct buffer *text,
                          unsigned number) {
    buffer_clear(card);
    buffer_clear(text);
    buffer_printf(card, "{\"id\":\"%u\"}", number);
    do
        buffer_printf(text, "Words of paper %u. ", number);
    while (number % 7 == 0 && text->size < LONG_TEXT);
}

static void write_many(struct document_blobs *blobs) {
    struct document_writer *writer = NULL;
    struct buffer shown = BUFFER_INIT(1 << 20);
    struct buffer card = BUFFER_INIT(1 << 20);
    struct buffer text = BUFFER_INIT(1 << 20);
    ok(document_writer_open(&writer, the_fixture.directory, NULL, NULL));
    for (unsigned i = 0; i < MANY; i++) {
        make_numbered(&card, &text, i);
        struct shown_parts parts = {card.data, NULL, "Title", text.data,
                                    text.size};
        buffer_clear(&shown);
        ok(shown_pack(&shown, &parts, NULL));
        struct posting_plan plan = {.shown = shown.data,
                                    .shown_size = shown.size};
        ok(document_writer_put(writer, &plan, &blobs[i], NULL));
    }
    ok(document_writer_finish(writer, blobs, MANY, false, NULL));
    document_writer_close(writer);
    buffer_destroy(&shown);
    buffer_destroy(&card);
    buffer_destroy(&text);
}

/* Some again at once, some after many others, some cards without their texts.
 */
static void
papers_are_read_alike_however_often_and_in_whatever_order(void **state) {
    static struct document_blobs blobs[MANY];
    struct segment_map segments;
    struct document_reader *reader = NULL;
    struct arena arena = {0};
    struct buffer card = BUFFER_INIT(1 << 20);
    struct buffer text = BUFFER_INIT(1 << 20);
    (void)state;
    write_many(blobs);
    ok(segment_map_open(&segments, DOCUMENT_STORE_NAME, the_fixture.directory,
                        NULL));
    ok(document_reader_create(&reader, &segments, NULL));
    srand(5);
    for (int i = 0; i < 6 * MANY; i++) {
        unsigned number = (unsigned)rand() % (i % 2 ? 50 : MANY);
        const char *found = NULL;
        struct document_text whole;
        make_numbered(&card, &text, number);
        ok(document_reader_card(reader, &blobs[number], &arena, &found, NULL));
        assert_string_equal(found, card.data);
        if (i % 3 == 0)
            continue;
        ok(document_reader_text(reader, &blobs[number], found, &whole, NULL));
        assert_string_equal(whole.title, "Title");
        assert_string_equal(whole.text, text.data);
        assert_int_equal(whole.size, text.size);
    }
    arena_clear(&arena);
    buffer_destroy(&card);
    buffer_destroy(&text);
    document_reader_destroy(reader);
    segment_map_close(&segments);
}

/* The example of cards is part of the form: where it changes,
 * posting_plan_version() has to change too, and then this sum. */
static void the_example_of_cards_is_that_of_the_plans_version(void **state) {
    (void)state;
    size_t size = 0;
    uint32_t sum = 0;
    const char *example = shown_example(&size);
    for (size_t i = 0; i < size; i++)
        sum = sum * 31 + (unsigned char)example[i];
    assert_int_equal(sum, 0x865c01b8);
}

static void a_title_may_be_empty(void **state) {
    (void)state;
    ok(read_one(write_one(""), "", NULL));
}

static const char *segment_path(struct document_blobs blobs) {
    static char path[256];
    snprintf(path, sizeof path, "%s/" DOCUMENT_STORE_NAME ".%06u",
             the_fixture.directory, blobs.shown.segment);
    return path;
}

static void flip_bit(const char *path, long at, int bit) {
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, at, SEEK_SET);
    int byte = fgetc(file);
    fseek(file, at, SEEK_SET);
    fputc(byte ^ bit, file);
    fclose(file);
}

static void a_changed_byte_is_corrupt_and_names_the_file(void **state) {
    (void)state;
    struct document_blobs blobs = write_one("A title");
    const char *path = segment_path(blobs);
    for (long at = 0; at < (long)blobs.shown.size; at++)
        for (int bit = 1; bit < 256; bit *= 2) {
            struct concord_error err = {0};
            flip_bit(path, at, bit);
            /* Some bits of zstd's header mean nothing; then all is well. */
            if (read_one(blobs, "A title", &err) != CONCORD_OK) {
                assert_int_equal(err.status, CONCORD_CORRUPT);
                assert_non_null(strstr(err.message, path));
            }
            flip_bit(path, at, bit);
        }
}

static void a_cut_segment_is_corrupt(void **state) {
    (void)state;
    struct document_blobs blobs = write_one("A title");
    for (long size = (long)blobs.shown.size - 1; size > 0; size--) {
        assert_int_equal(truncate(segment_path(blobs), size), 0);
        assert_int_equal(read_one(blobs, "A title", NULL), CONCORD_CORRUPT);
    }
}

static void a_document_that_is_nowhere_is_corrupt(void **state) {
    (void)state;
    struct document_blobs blobs = write_one("A title");
    blobs.shown.segment = 0;
    assert_int_equal(read_one(blobs, "A title", NULL), CONCORD_CORRUPT);
    blobs.shown.segment = 9;
    assert_int_equal(read_one(blobs, "A title", NULL), CONCORD_CORRUPT);
}

/* ---- in an index ---- */

static void publish(const char *id, const char *text,
                    const char *const *removed) {
    struct document *document =
        fixture_document(&the_fixture, id, "Title", text, NULL, NULL);
    fixture_publish(&the_fixture, &document, 1, removed);
    document_destroy(document);
}

static void assert_text(const char *id, const char *text) {
    struct index_reader *reader = fixture_reader(&the_fixture);
    struct stored_document *document = NULL;
    ok(index_reader_document(reader, id, &document, NULL));
    assert_string_equal(document->text, text);
    assert_non_null(strstr(document->card, id));
    stored_document_destroy(document);
    index_reader_close(reader);
}

static void what_is_not_put_anew_is_carried_over(void **state) {
    (void)state;
    static const char *const removed[] = {"two", NULL};
    publish("one", "The first.", NULL);
    publish("two", "The second.", NULL);
    publish("three", "The third.", removed);
    publish("one", "The first, changed.", NULL);
    publish("two", "The second, come back.", NULL);
    assert_text("one", "The first, changed.");
    assert_text("two", "The second, come back.");
    assert_text("three", "The third.");
}

static bool has_holes(void) {
    char path[256];
    bool holes = false;
    snprintf(path, sizeof path, "%s/current", the_fixture.index);
    ok(index_writer_has_holes(path, &holes, NULL));
    return holes;
}

static void what_is_put_anew_leaves_a_hole(void **state) {
    (void)state;
    publish("one", "The first.", NULL);
    publish("two", "The second.", NULL);
    assert_false(has_holes());
    publish("one", "The first, changed.", NULL);
    assert_true(has_holes());
}

static void republish(uint64_t before) {
    struct generation_builder *builder = NULL;
    uint64_t number = 0;
    ok(generation_builder_open(&builder, the_fixture.index, NULL));
    ok(generation_builder_republish(builder, before, &number, NULL));
    generation_builder_close(builder);
}

/* The generation that was given up had segments of the same numbers. */
static void after_a_rollback_every_document_is_where_it_was(void **state) {
    (void)state;
    publish("one", "The first.", NULL);
    publish("two", "The second.", NULL);
    publish("three", "The third, given up.", NULL);
    republish(2);
    assert_text("one", "The first.");
    publish("three", "The third.", NULL);
    publish("two", "The second, changed.", NULL);
    assert_text("one", "The first.");
    assert_text("two", "The second, changed.");
    assert_text("three", "The third.");
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(card_title_and_text_are_read_back),
        TEST(the_whole_card_is_the_card_and_the_rest),
        TEST(without_a_rest_the_card_is_whole),
        TEST(papers_are_read_alike_however_often_and_in_whatever_order),
        cmocka_unit_test(the_example_of_cards_is_that_of_the_plans_version),
        TEST(a_title_may_be_empty),
        TEST(a_changed_byte_is_corrupt_and_names_the_file),
        TEST(a_cut_segment_is_corrupt),
        TEST(a_document_that_is_nowhere_is_corrupt),
        TEST(what_is_not_put_anew_is_carried_over),
        TEST(what_is_put_anew_leaves_a_hole),
        TEST(after_a_rollback_every_document_is_where_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
