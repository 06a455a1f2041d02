/* test_posting_table.c - decoded postings are kept as long as there is room for
 * them, and answers do not depend on it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "engine_fixture.h"

/* Every paper has "compact" and the words of its number: "fourth" every fourth,
 * "group0" to "group4" every fifth, and one that is its own. */
enum { PAPERS = 400, ROOM = 64 * 1024 * 1024 };

static struct posting_cache *cache;

static struct document *make_paper(unsigned i) {
    char id[16];
    char text[128];
    snprintf(id, sizeof id, "p%03u", i);
    snprintf(text, sizeof text, "Compact of group%u%s, alone%u.", i % 5,
             i % 4 == 0 ? " and fourth" : "", i);
    return fixture_document(&the_fixture, id, "A paper", text, NULL, NULL);
}

static void publish_papers(void) {
    struct document *documents[PAPERS];
    for (unsigned i = 0; i < PAPERS; i++)
        documents[i] = make_paper(i);
    fixture_publish(&the_fixture, documents, PAPERS, NULL);
    for (unsigned i = 0; i < PAPERS; i++)
        document_destroy(documents[i]);
}

/* A reader whose generation keeps its postings in `cache`. */
static struct index_reader *open_reader(void) {
    struct concord_error err = {0};
    struct generation *generation = NULL;
    struct index_reader *reader = NULL;
    assert_int_equal(
        generation_open_current(&generation, the_fixture.index, &err),
        CONCORD_OK);
    generation_share_postings(generation, cache);
    assert_int_equal(index_reader_open(&reader, generation, &err), CONCORD_OK);
    generation_release(generation); /* the reader has it, too */
    return reader;
}

static struct index_reader *set_up_with(size_t room) {
    struct concord_error err = {0};
    assert_int_equal(posting_cache_create(&cache, room, &err), CONCORD_OK);
    publish_papers();
    return open_reader();
}

static void clean_up(struct index_reader *reader) {
    index_reader_close(reader);
    posting_cache_destroy(cache);
}

static uint64_t count_found(struct index_reader *reader, const char *word) {
    struct arena arena = {0};
    struct search_request request = fixture_request(&the_fixture);
    struct query *query = query_create(&arena, QUERY_WORD);
    assert_non_null(query);
    assert_true(query_add_word(&arena, query, word));
    request.query = query;
    struct result_page *page = fixture_search(reader, &request);
    uint64_t total = page->total;
    result_page_destroy(page);
    arena_clear(&arena);
    return total;
}

static struct posting_cache_numbers describe(void) {
    struct posting_cache_numbers numbers;
    posting_cache_describe(cache, &numbers);
    return numbers;
}

static void assert_all_is_found(struct index_reader *reader) {
    assert_int_equal(count_found(reader, "compact"), PAPERS);
    assert_int_equal(count_found(reader, "fourth"), PAPERS / 4);
    assert_int_equal(count_found(reader, "group0"), PAPERS / 5);
    assert_int_equal(count_found(reader, "group4"), PAPERS / 5);
    assert_int_equal(count_found(reader, "alone17"), 1);
    assert_int_equal(count_found(reader, "nowhere"), 0);
}

/* ---- the tests ---- */

static void a_word_asked_for_again_is_not_decoded_again(void **state) {
    (void)state;
    struct index_reader *reader = set_up_with(ROOM);
    assert_int_equal(count_found(reader, "fourth"), PAPERS / 4);
    struct posting_cache_numbers before = describe();
    assert_int_equal(count_found(reader, "fourth"), PAPERS / 4);
    struct posting_cache_numbers after = describe();
    assert_true(before.lists > 0);
    assert_true(after.hits > before.hits);
    assert_int_equal(after.misses, before.misses);
    assert_int_equal(after.bytes, before.bytes);
    clean_up(reader);
}

static void a_rare_word_is_not_kept(void **state) {
    (void)state;
    struct index_reader *reader = set_up_with(ROOM);
    assert_int_equal(count_found(reader, "alone17"), 1);
    assert_int_equal(describe().lists, 0);
    assert_int_equal(describe().bytes, 0);
    clean_up(reader);
}

static void without_room_all_is_found_and_nothing_kept(void **state) {
    (void)state;
    struct index_reader *reader = set_up_with(0);
    assert_all_is_found(reader);
    assert_all_is_found(reader);
    assert_int_equal(describe().lists, 0);
    assert_int_equal(describe().bytes, 0);
    clean_up(reader);
}

/* Room for the slots of all words and the lists of some. */
static void the_least_used_make_room_for_others(void **state) {
    (void)state;
    struct index_reader *reader = set_up_with(ROOM);
    assert_all_is_found(reader);
    size_t all = describe().bytes;
    uint64_t lists = describe().lists;
    clean_up(reader);

    struct concord_error err = {0};
    assert_int_equal(posting_cache_create(&cache, all * 3 / 4, &err),
                     CONCORD_OK);
    reader = open_reader();
    for (unsigned i = 0; i < 5; i++) {
        assert_all_is_found(reader);
        assert_true(describe().bytes <= describe().limit);
    }
    assert_true(describe().evicted > 0);
    assert_true(describe().lists < lists);
    clean_up(reader);
}

static void a_generation_takes_its_lists_along_when_it_closes(void **state) {
    (void)state;
    struct index_reader *old = set_up_with(ROOM);
    publish_papers();
    struct index_reader *new = open_reader();
    assert_all_is_found(old);
    struct posting_cache_numbers of_one = describe();
    assert_all_is_found(new);
    assert_int_equal(describe().lists, 2 * of_one.lists);
    index_reader_close(old);
    assert_int_equal(describe().lists, of_one.lists);
    assert_int_equal(describe().bytes, of_one.bytes);
    assert_all_is_found(new);
    index_reader_close(new);
    assert_int_equal(describe().lists, 0);
    assert_int_equal(describe().bytes, 0);
    posting_cache_destroy(cache);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_word_asked_for_again_is_not_decoded_again, fixture_set_up,
            fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_rare_word_is_not_kept, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            without_room_all_is_found_and_nothing_kept, fixture_set_up,
            fixture_tear_down),
        cmocka_unit_test_setup_teardown(the_least_used_make_room_for_others,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            a_generation_takes_its_lists_along_when_it_closes, fixture_set_up,
            fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
