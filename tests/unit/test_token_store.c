/* test_token_store.c - the words of documents, written and read back, whole and
 * not, from generation to generation. */
#include "engine_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "document_store.h"
#include "token_store.h"

static void ok(enum concord_status status) {
    assert_int_equal(status, CONCORD_OK);
}

/* ---- runs of the writer ---- */

/* The folder of generation `number`, made if it is not there. */
static const char *folder(unsigned number) {
    static char paths[8][96];
    char *path = paths[number % 8];
    snprintf(path, sizeof paths[0], "%s/%u", the_fixture.directory, number);
    mkdir(path, 0777);
    return path;
}

static struct document_writer *open_run(unsigned number) {
    struct document_writer *writer = NULL;
    ok(document_writer_open(&writer, folder(number),
                            number == 0 ? NULL : folder(number - 1), NULL));
    return writer;
}

static struct document_blobs put(struct document_writer *writer,
                                 const struct document *document) {
    struct document_blobs blobs;
    struct posting_plan *plan = NULL;
    ok(posting_plan_build(&plan, document, the_fixture.schema,
                          the_fixture.stemmer, NULL));
    ok(document_writer_put(writer, plan, &blobs, NULL));
    posting_plan_destroy(plan);
    return blobs;
}

static struct document_blobs put_text(struct document_writer *writer,
                                      const char *title, const char *text) {
    struct document *document =
        fixture_document(&the_fixture, "id", title, text, NULL, NULL);
    struct document_blobs blobs = put(writer, document);
    document_destroy(document);
    return blobs;
}

static void end_run(struct document_writer *writer,
                    struct document_blobs *blobs, size_t count, bool forget) {
    ok(document_writer_finish(writer, blobs, count, forget, NULL));
    document_writer_close(writer);
}

/* ---- what is read ---- */

/* The words of a section, borders as bars. */
static const char *show(const struct token_store *store,
                        const struct document_blobs *blobs,
                        enum token_section section) {
    static char out[1024];
    struct token_run run;
    size_t size = 0;
    assert_true(token_store_run(store, blobs, section, &run));
    out[0] = '\0';
    for (size_t i = 0; i < run.count; i++) {
        struct word_view word = {"|", 1};
        if (run.units[i] != TOKEN_BORDER)
            word = word_list_at(&store->words.words, run.units[i]);
        size +=
            (size_t)snprintf(out + size, sizeof out - size, "%s%.*s",
                             i == 0 ? "" : " ", (int)word.length, word.bytes);
    }
    return out;
}

static struct token_store open_store(unsigned number) {
    struct token_store store = {0};
    ok(token_store_open(&store, folder(number), NULL));
    return store;
}

static void assert_text(unsigned generation, struct document_blobs blobs,
                        const char *expected) {
    struct token_store store = open_store(generation);
    assert_string_equal(show(&store, &blobs, TOKEN_TEXT), expected);
    ok(token_store_check(&store, &blobs, NULL));
    token_store_close(&store);
}

static uint32_t number_of(unsigned generation, const char *word) {
    struct token_store store = open_store(generation);
    uint32_t number = token_store_find(&store, word, strlen(word));
    token_store_close(&store);
    return number;
}

/* ---- sections ---- */

static void title_blocks_and_names_stand_in_order(void **state) {
    (void)state;
    struct document_writer *writer = open_run(0);
    struct document *document = fixture_document(
        &the_fixture, "id", "The Compact, the code",
        "Twelve weeks.\n\n---\n\nHealth & social-care.", NULL, NULL);
    ok(document_add_quotation(
        document,
        (struct document_quotation){
            .text = "x", .speaker = "Jane Doe", .start = 0, .end = 1},
        NULL));
    ok(document_add_quotation(
        document,
        (struct document_quotation){
            .text = "y", .speaker = "John Roe", .start = 1, .end = 2},
        NULL));
    ok(document_add_organisation(
        document,
        (struct document_organisation){.name = "Home Office", .acronym = "HO"},
        NULL));
    struct document_blobs blobs = put(writer, document);
    document_destroy(document);
    end_run(writer, &blobs, 1, false);
    struct token_store store = open_store(0);
    assert_string_equal(show(&store, &blobs, TOKEN_TITLE),
                        "the compact the code");
    assert_string_equal(
        show(&store, &blobs, TOKEN_TEXT),
        "the compact the code | twelve weeks | health and social care");
    assert_string_equal(show(&store, &blobs, TOKEN_SPEAKERS),
                        "jane doe | john roe");
    assert_string_equal(show(&store, &blobs, TOKEN_ORGANISATIONS),
                        "home office | ho");
    token_store_close(&store);
}

static void without_a_title_the_text_begins_with_a_border(void **state) {
    (void)state;
    struct document_writer *writer = open_run(0);
    struct document_blobs blobs[2];
    blobs[0] = put_text(writer, "", "Twelve weeks");
    blobs[1] = put_text(writer, "Title alone", "");
    end_run(writer, blobs, 2, false);
    assert_text(0, blobs[0], "| twelve weeks");
    assert_text(0, blobs[1], "title alone");
    struct token_store store = open_store(0);
    assert_string_equal(show(&store, &blobs[0], TOKEN_TITLE), "");
    assert_string_equal(show(&store, &blobs[1], TOKEN_TITLE), "title alone");
    token_store_close(&store);
}

/* ---- pairs ---- */

enum { PAIRED = 400 };

/* "no a0 b1 ..": `dropped` and then words that differ, in a row. */
static char *many_words(const char *dropped) {
    static char text[16 * PAIRED];
    size_t size = (size_t)snprintf(text, sizeof text, "%s.\n\n", dropped);
    for (int i = 0; i < PAIRED; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%c%d",
                                 i == 0 ? "" : " ", 'a' + i % 26, i);
    return text;
}

static uint32_t number_at(const struct token_store *store, int place) {
    char word[16];
    int length = snprintf(word, sizeof word, "%c%d", 'a' + place % 26, place);
    return token_store_find(store, word, (size_t)length);
}

static bool may_have(const struct token_store *store,
                     const struct document_blobs *blobs, int first,
                     int second) {
    struct token_pairs pairs = {
        {token_pair_hash(number_at(store, first), number_at(store, second))},
        1};
    return token_store_may_have(store, blobs, &pairs);
}

static void assert_pairs(unsigned generation, struct document_blobs blobs) {
    struct token_store store = open_store(generation);
    int denied = 0;
    for (int i = 0; i + 2 < PAIRED; i++) {
        assert_true(may_have(&store, &blobs, i, i + 1));
        denied += !may_have(&store, &blobs, i, i + 2);
        denied += !may_have(&store, &blobs, i + 1, i);
    }
    assert_true(denied > 2 * PAIRED * 6 / 10);
    token_store_close(&store);
}

static void
pairs_that_are_there_are_not_denied_and_most_others_are(void **state) {
    (void)state;
    struct document_writer *writer = open_run(0);
    struct document_blobs blobs[2];
    blobs[0] = put_text(writer, "", "some words that will be forgotten");
    blobs[1] = put_text(writer, "A title", many_words("words"));
    end_run(writer, blobs, 2, false);
    assert_pairs(0, blobs[1]);
    writer = open_run(1);
    blobs[0] = (struct document_blobs){{0}, {0}};
    end_run(writer, blobs, 2, true);
    assert_pairs(1, blobs[1]);
}

/* ---- from generation to generation ---- */

static ino_t file_of(unsigned generation) {
    struct stat facts;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/" TOKEN_WORDS_FILE, folder(generation));
    assert_int_equal(stat(path, &facts), 0);
    return facts.st_ino;
}

static void numbers_are_kept(void **state) {
    (void)state;
    struct document_writer *writer = open_run(0);
    struct document_blobs blobs[2];
    blobs[0] = put_text(writer, "first", "some words");
    end_run(writer, blobs, 1, false);
    writer = open_run(1);
    blobs[1] = put_text(writer, "second", "other words");
    end_run(writer, blobs, 2, false);
    assert_text(1, blobs[0], "first | some words");
    assert_text(1, blobs[1], "second | other words");
    assert_int_equal(number_of(0, "words"), number_of(1, "words"));
    assert_int_equal(number_of(0, "other"), 0);
    assert_int_not_equal(number_of(1, "other"), 0);
}

static void without_new_words_their_file_is_linked(void **state) {
    (void)state;
    struct document_writer *writer = open_run(0);
    struct document_blobs blobs = put_text(writer, "first", "some words");
    end_run(writer, &blobs, 1, false);
    writer = open_run(1);
    blobs = put_text(writer, "words", "some first");
    end_run(writer, &blobs, 1, false);
    assert_text(1, blobs, "words | some first");
    assert_int_equal(file_of(0), file_of(1));
}

static void
forgotten_words_leave_nothing_and_the_rest_is_as_it_was(void **state) {
    (void)state;
    struct document_writer *writer = open_run(0);
    struct document_blobs blobs[3];
    blobs[0] = put_text(writer, "first", "zyxw vutsrq");
    blobs[1] = put_text(writer, "second", "some words");
    end_run(writer, blobs, 2, false);
    writer = open_run(1);
    blobs[0] = (struct document_blobs){{0}, {0}};
    blobs[2] = put_text(writer, "third", "some other words");
    end_run(writer, blobs, 3, true);
    assert_text(1, blobs[1], "second | some words");
    assert_text(1, blobs[2], "third | some other words");
    assert_int_equal(number_of(1, "zyxw"), 0);
    assert_int_equal(number_of(1, "first"), 0);
    assert_true(number_of(1, "words") <= 5);
}

/* So many that all segments were written into one on the way. */
static void after_many_runs_every_document_is_whole(void **state) {
    (void)state;
    enum { RUNS = BLOCK_SEGMENTS_MOST + 6 };
    struct document_blobs blobs[RUNS];
    char text[64];
    for (unsigned run = 0; run < RUNS; run++) {
        struct document_writer *writer = open_run(run);
        snprintf(text, sizeof text, "text%u", run);
        blobs[run] = put_text(writer, "of", text);
        end_run(writer, blobs, run + 1, false);
    }
    assert_true(blobs[0].tokens.segment > BLOCK_SEGMENTS_MOST);
    assert_true(blobs[0].shown.segment > BLOCK_SEGMENTS_MOST);
    for (unsigned run = 0; run < RUNS; run++) {
        snprintf(text, sizeof text, "of | text%u", run);
        assert_text(RUNS - 1, blobs[run], text);
    }
}

static void more_words_than_one_unit_holds_are_told_apart(void **state) {
    (void)state;
    enum { WORDS = TOKEN_LEAD + 500, PER_TEXT = 500 };
    struct document_writer *writer = open_run(0);
    struct document_blobs blobs[WORDS / PER_TEXT + 2];
    size_t count = 0;
    for (unsigned word = 0; word < WORDS;) {
        char text[PER_TEXT * 8];
        size_t size = 0;
        for (unsigned i = 0; i < PER_TEXT; i++)
            size += (size_t)snprintf(text + size, sizeof text - size, "%06u ",
                                     word++);
        blobs[count++] = put_text(writer, "", text);
    }
    blobs[count++] = put_text(writer, "", "000001 057400 000001 057500");
    end_run(writer, blobs, count, false);
    struct token_store store = open_store(0);
    struct token_run run;
    struct token_pattern pattern;
    uint32_t words[] = {token_store_find(&store, "057400", 6),
                        token_store_find(&store, "000001", 6)};
    token_pattern_make(&pattern, words, 2);
    for (size_t i = 0; i < count; i++) {
        assert_true(token_store_run(&store, &blobs[i], TOKEN_TEXT, &run));
        assert_int_equal(token_run_has_phrase(run, &pattern), i == count - 1);
        ok(token_store_check(&store, &blobs[i], NULL));
    }
    token_store_close(&store);
    /* All but the last are forgotten, whose words need one unit each then. */
    memset(blobs, 0, (count - 1) * sizeof *blobs);
    writer = open_run(1);
    end_run(writer, blobs, count, true);
    assert_text(1, blobs[count - 1], "| 000001 057400 000001 057500");
}

/* ---- stems ---- */

static void assert_forms(unsigned generation, const char *stem,
                         const char *expected) {
    struct token_store store = open_store(generation);
    char out[256] = "";
    uint32_t count = 0;
    const uint32_t *forms =
        token_words_forms(&store.words, stem, strlen(stem), &count);
    for (uint32_t i = 0; i < count; i++) {
        struct word_view word = word_list_at(&store.words.words, forms[i]);
        snprintf(out + strlen(out), sizeof out - strlen(out), "%.*s ",
                 (int)word.length, word.bytes);
    }
    assert_string_equal(out, expected);
    token_store_close(&store);
}

static void the_forms_of_a_stem_are_its_words(void **state) {
    (void)state;
    struct document_writer *writer = open_run(0);
    struct document_blobs blobs = put_text(writer, "", "funding funded");
    end_run(writer, &blobs, 1, false);
    assert_forms(0, "fund", "funded funding ");
    assert_forms(0, "consult", "");
    writer = open_run(1);
    blobs = put_text(writer, "", "funds consulted");
    end_run(writer, &blobs, 1, false);
    assert_forms(1, "fund", "funded funding funds ");
    assert_forms(1, "consult", "consulted ");
    writer = open_run(2);
    end_run(writer, &blobs, 1, true);
    assert_forms(2, "fund", "funds ");
}

/* ---- damage ---- */

static void flip_bit(const char *path, long at, int bit) {
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, at, SEEK_SET);
    int byte = fgetc(file);
    fseek(file, at, SEEK_SET);
    fputc(byte ^ bit, file);
    fclose(file);
}

static void use(const struct token_store *store,
                const struct document_blobs *blobs) {
    uint32_t count = 0;
    struct token_run run;
    for (int section = TOKEN_TITLE; section <= TOKEN_ORGANISATIONS; section++)
        token_store_run(store, blobs, (enum token_section)section, &run);
    token_store_find(store, "weeks", 5);
    token_words_forms(&store->words, "week", 4, &count);
}

static void a_changed_byte_among_tokens_is_noticed(void **state) {
    (void)state;
    char path[PATH_MAX];
    struct document_writer *writer = open_run(0);
    struct document_blobs blobs = put_text(writer, "A title", "Twelve weeks");
    end_run(writer, &blobs, 1, false);
    snprintf(path, sizeof path, "%s/" TOKEN_STORE_NAME ".%06u", folder(0),
             blobs.tokens.segment);
    for (long at = 0; at < (long)blobs.tokens.size; at++)
        for (int bit = 1; bit < 256; bit *= 2) {
            struct concord_error err = {0};
            flip_bit(path, at, bit);
            struct token_store store = open_store(0);
            use(&store, &blobs);
            assert_int_equal(token_store_check(&store, &blobs, &err),
                             CONCORD_CORRUPT);
            assert_non_null(strstr(err.message, path));
            token_store_close(&store);
            flip_bit(path, at, bit);
        }
    for (long size = (long)blobs.tokens.size - 1; size > 0; size--) {
        assert_int_equal(truncate(path, size), 0);
        struct token_store store = open_store(0);
        struct token_run run;
        assert_false(token_store_run(&store, &blobs, TOKEN_TEXT, &run));
        token_store_close(&store);
    }
}

static void a_changed_byte_among_words_never_leads_outside(void **state) {
    (void)state;
    char path[PATH_MAX];
    struct stat facts;
    struct document_writer *writer = open_run(0);
    struct document_blobs blobs = put_text(writer, "A title", "Twelve weeks");
    end_run(writer, &blobs, 1, false);
    snprintf(path, sizeof path, "%s/" TOKEN_WORDS_FILE, folder(0));
    assert_int_equal(stat(path, &facts), 0);
    for (long at = 0; at < facts.st_size; at++)
        for (int bit = 1; bit < 256; bit *= 2) {
            struct concord_error err = {0};
            struct token_store store = {0};
            flip_bit(path, at, bit);
            if (token_store_open(&store, folder(0), &err) == CONCORD_OK)
                use(&store, &blobs);
            else
                assert_non_null(strstr(err.message, path));
            token_store_close(&store);
            flip_bit(path, at, bit);
        }
    for (long size = facts.st_size - 1; size > 0; size -= 3) {
        struct token_store store = {0};
        assert_int_equal(truncate(path, size), 0);
        assert_int_equal(token_store_open(&store, folder(0), NULL),
                         CONCORD_CORRUPT);
    }
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(title_blocks_and_names_stand_in_order),
        TEST(without_a_title_the_text_begins_with_a_border),
        TEST(pairs_that_are_there_are_not_denied_and_most_others_are),
        TEST(numbers_are_kept),
        TEST(without_new_words_their_file_is_linked),
        TEST(forgotten_words_leave_nothing_and_the_rest_is_as_it_was),
        TEST(after_many_runs_every_document_is_whole),
        TEST(more_words_than_one_unit_holds_are_told_apart),
        TEST(the_forms_of_a_stem_are_its_words),
        TEST(a_changed_byte_among_tokens_is_noticed),
        TEST(a_changed_byte_among_words_never_leads_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
