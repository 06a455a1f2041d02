/* test_ids.c - what a document is called: by its address, else by its path, and
 * the same for as long as it lives. */
#include "indexer_fixture.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *id_of(const char *name) {
    static char id[17];
    struct sha256_ctx hash;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&hash);
    sha256_update(&hash, strlen(name), (const uint8_t *)name);
    sha256_digest(&hash, sizeof digest, digest);
    for (size_t i = 0; i < 8; i++)
        snprintf(id + 2 * i, 3, "%02x", digest[i]);
    return id;
}

static const char *first_indexed(const struct fixture *fixture,
                                 const char *id) {
    static char found[64];
    json_t *documents = fixture_documents(fixture, "index");
    json_t *card = json_object_get(json_object_get(documents, id), "card");
    json_t *source = json_object_get(card, "source");
    snprintf(found, sizeof found, "%s",
             json_string_value(json_object_get(source, "first_indexed")));
    json_decref(documents);
    return found;
}

/* Times have a precision of a second: wait for the next. */
static void wait_for_the_next_second(void) {
    time_t begun = time(NULL);
    while (time(NULL) == begun)
        nanosleep(&(struct timespec){.tv_nsec = 5 * 1000 * 1000}, NULL);
}

static void an_id_is_of_the_address_else_of_the_path(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/deep/a.txt", "allotments");
    fixture_write_page(fixture, "papers/b.html", "bridges",
                       "http://www.example.org/bridges");
    fixture_write_page(fixture, "papers/c.html", "canals", NULL);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "deep/a.txt", "id"),
                        id_of("deep/a.txt"));
    assert_string_equal(fixture_reported(fixture, "b.html", "id"),
                        id_of("http://www.example.org/bridges"));
    assert_string_equal(fixture_reported(fixture, "c.html", "id"),
                        id_of("c.html"));
}

static void a_source_that_is_a_file_is_called_by_its_name(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/deep/a.txt", "allotments");
    assert_int_equal(
        RUN_INDEX(fixture, "--report", "report.jsonl", "papers/deep/a.txt"), 0);
    assert_string_equal(fixture_reported(fixture, "a.txt", "id"),
                        id_of("a.txt"));
}

static void a_document_says_where_it_is_from(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "papers/a.html",
                  "<html><head><link rel=canonical href=http://example.org/a>"
                  "</head><body><p>All of the paper.</p></body></html>");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    json_t *documents = fixture_documents(fixture, "index");
    json_t *source =
        json_object_get(fixture_card(documents, "a.html"), "source");
    const char *format = json_string_value(json_object_get(source, "format"));
    const char *address = json_string_value(json_object_get(source, "address"));
    const char *rules = json_string_value(json_object_get(source, "rules"));
    const char *hash = json_string_value(json_object_get(source, "sha256"));
    assert_string_equal(format, "text/html");
    assert_string_equal(address, "http://example.org/a");
    assert_true(strlen(rules) > 12);
    assert_int_equal(strlen(hash), 64);
    assert_true(json_is_null(json_object_get(source, "member")));
    json_decref(documents);
}

static void
the_second_of_two_with_one_id_is_rejected_naming_the_first(void **state) {
    struct fixture *fixture = *state;
    const char *address = "http://www.example.org/bridges";
    fixture_write_page(fixture, "papers/a.html", "bridges", address);
    fixture_write_page(fixture, "papers/b.html", "boats", address);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    assert_int_equal(fixture_count(fixture, "documents"), 1);
    assert_string_equal(fixture_reported(fixture, "a.html", "outcome"),
                        "added");
    assert_string_equal(fixture_reported(fixture, "b.html", "outcome"),
                        "rejected");
    assert_non_null(
        strstr(fixture_reported(fixture, "b.html", "reason"), "papers/a.html"));
    assert_null(fixture_reported(fixture, "b.html", "id"));
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(fixture_published(fixture));
    assert_int_equal(fixture_count(fixture, "rejected"), 1);
}

static void a_paper_that_another_sources_paper_displaces_is_told(void **state) {
    struct fixture *fixture = *state;
    const char *address = "http://www.example.org/bridges";
    fixture_write_page(fixture, "papers/b/page.html", "bridges", address);
    fixture_write_page(fixture, "papers/a/page.html", "boats", address);
    assert_int_equal(RUN_INDEX(fixture, "papers/b"), 0);
    assert_int_equal(RUN_INDEX(fixture, "--report", "report.jsonl", "papers/a"),
                     65);
    json_t *report = fixture_report(fixture);
    assert_int_equal(json_array_size(report), 2);
    json_t *displaced = json_array_get(report, 1);
    assert_string_equal(
        json_string_value(json_object_get(displaced, "outcome")), "rejected");
    assert_non_null(
        strstr(json_string_value(json_object_get(displaced, "reason")),
               "papers/a/page.html"));
    json_decref(report);
}

/* Whichever came first: a rebuild could not know that. */
static void of_two_with_one_id_the_first_by_name_has_it(void **state) {
    struct fixture *fixture = *state;
    const char *address = "http://www.example.org/bridges";
    fixture_write_page(fixture, "papers/b.html", "bridges", address);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write_page(fixture, "papers/a.html", "boats", address);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    assert_string_equal(fixture_reported(fixture, "a.html", "outcome"),
                        "added");
    assert_string_equal(fixture_reported(fixture, "b.html", "outcome"),
                        "rejected");
    assert_int_equal(fixture_count(fixture, "documents"), 1);
}

static void a_rejected_duplicate_is_added_once_the_id_is_free(void **state) {
    struct fixture *fixture = *state;
    const char *address = "http://www.example.org/bridges";
    fixture_write_page(fixture, "papers/a.html", "bridges", address);
    fixture_write_page(fixture, "papers/b.html", "boats", address);
    fixture_settle(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    fixture_write_page(fixture, "papers/a.html", "bridges",
                       "http://www.example.org/other");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "b.html", "outcome"),
                        "added");
    assert_string_equal(fixture_reported(fixture, "b.html", "id"),
                        id_of(address));
    assert_int_equal(fixture_count(fixture, "documents"), 2);
    json_t *documents = fixture_documents(fixture, "index");
    json_decref(documents);
}

static void a_duplicate_gets_the_id_when_the_first_has_gone(void **state) {
    struct fixture *fixture = *state;
    const char *address = "http://www.example.org/bridges";
    fixture_write_page(fixture, "papers/a.html", "bridges", address);
    fixture_write_page(fixture, "papers/b.html", "boats", address);
    fixture_settle(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 65);
    fixture_remove(fixture, "papers/a.html");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "b.html", "outcome"),
                        "moved");
    assert_int_equal(fixture_count(fixture, "documents"), 1);
    assert_int_equal(fixture_count(fixture, "gone"), 0);
}

static void a_moved_file_keeps_its_id_and_first_indexed_date(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    char id[32];
    char date[64];
    snprintf(id, sizeof id, "%s", fixture_reported(fixture, "a.txt", "id"));
    snprintf(date, sizeof date, "%s", first_indexed(fixture, id));
    wait_for_the_next_second();
    fixture_move(fixture, "papers/a.txt", "papers/deep/other.txt");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "deep/other.txt", "outcome"),
                        "moved");
    assert_string_equal(fixture_reported(fixture, "deep/other.txt", "id"), id);
    assert_int_equal(fixture_count(fixture, "documents"), 2);
    assert_int_equal(fixture_count(fixture, "gone"), 0);
    assert_string_equal(first_indexed(fixture, id), date);
    fixture_write_paper(fixture, "papers/deep/other.txt", "aqueducts");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "deep/other.txt", "id"), id);
    assert_string_equal(first_indexed(fixture, id), date);
}

static void a_moved_and_edited_page_keeps_the_id_of_its_address(void **state) {
    struct fixture *fixture = *state;
    const char *address = "http://www.example.org/bridges";
    fixture_write_page(fixture, "papers/a.html", "bridges", address);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_remove(fixture, "papers/a.html");
    fixture_write_page(fixture, "papers/z.html", "boats", address);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "z.html", "outcome"),
                        "moved");
    assert_string_equal(fixture_reported(fixture, "z.html", "id"),
                        id_of(address));
    assert_int_equal(fixture_count(fixture, "documents"), 1);
}

static void a_moved_source_keeps_all_its_ids(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "papers/copy.txt", "allotments");
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    json_t *before = fixture_documents(fixture, "index");
    assert_int_equal(rename(fixture_path(fixture, "papers"),
                            fixture_path(fixture, "archive")),
                     0);
    assert_int_equal(RUN_INDEX(fixture, "--json", "archive"), 0);
    assert_int_equal(fixture_count(fixture, "moved"), 3);
    assert_int_equal(fixture_count(fixture, "documents"), 3);
    json_t *after = fixture_documents(fixture, "index");
    assert_same_documents(before, after);
    json_decref(before);
    json_decref(after);
}

static void a_copy_beside_its_original_is_a_document_of_its_own(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write_paper(fixture, "papers/b.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "b.txt", "outcome"), "added");
    assert_string_equal(fixture_reported(fixture, "b.txt", "id"),
                        id_of("b.txt"));
    assert_int_equal(fixture_count(fixture, "documents"), 2);
}

static void
a_page_that_gains_an_address_takes_its_document_along(void **state) {
    struct fixture *fixture = *state;
    fixture_write_page(fixture, "papers/a.html", "bridges", NULL);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write_page(fixture, "papers/a.html", "bridges",
                       "http://www.example.org/a");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "a.html", "outcome"),
                        "changed");
    assert_string_equal(fixture_reported(fixture, "a.html", "id"),
                        id_of("http://www.example.org/a"));
    assert_int_equal(fixture_count(fixture, "documents"), 1);
}

/* Pages named by number, one of which is dropped: every file has become the one
 * after it. */
static void pages_that_all_move_up_by_one_keep_their_ids(void **state) {
    struct fixture *fixture = *state;
    enum { PAGES = 6 };
    char name[32];
    char address[64];
    for (int step = 0; step < 2; step++) {
        for (int i = 0; i + step < PAGES; i++) {
            snprintf(name, sizeof name, "papers/%03d.html", i);
            snprintf(address, sizeof address, "http://example.org/%d",
                     i + step);
            fixture_write_page(fixture, name, address, address);
        }
        if (step == 1)
            fixture_remove(fixture, "papers/005.html");
        assert_int_equal(fixture_index(fixture, NULL), 0);
        assert_int_equal(fixture_count(fixture, "rejected"), 0);
    }
    assert_int_equal(fixture_count(fixture, "stale"), 0);
    assert_int_equal(fixture_count(fixture, "documents"), PAGES - 1);
    for (int i = 0; i + 1 < PAGES; i++) {
        snprintf(name, sizeof name, "%03d.html", i);
        snprintf(address, sizeof address, "http://example.org/%d", i + 1);
        assert_string_equal(fixture_reported(fixture, name, "id"),
                            id_of(address));
    }
}

static void pages_that_changed_places_keep_their_ids_and_dates(void **state) {
    struct fixture *fixture = *state;
    const char *first = "http://example.org/first";
    const char *second = "http://example.org/second";
    fixture_write_page(fixture, "papers/a.html", "bridges", first);
    fixture_write_page(fixture, "papers/b.html", "boats", second);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    char date[64];
    snprintf(date, sizeof date, "%s", first_indexed(fixture, id_of(first)));
    wait_for_the_next_second();
    fixture_write_page(fixture, "papers/a.html", "boats", second);
    fixture_write_page(fixture, "papers/b.html", "bridges", first);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "changed"), 2);
    assert_int_equal(fixture_count(fixture, "documents"), 2);
    assert_string_equal(fixture_reported(fixture, "a.html", "id"),
                        id_of(second));
    assert_string_equal(fixture_reported(fixture, "b.html", "id"),
                        id_of(first));
    assert_string_equal(first_indexed(fixture, id_of(first)), date);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(an_id_is_of_the_address_else_of_the_path),
        TEST(a_source_that_is_a_file_is_called_by_its_name),
        TEST(a_document_says_where_it_is_from),
        TEST(the_second_of_two_with_one_id_is_rejected_naming_the_first),
        TEST(a_paper_that_another_sources_paper_displaces_is_told),
        TEST(of_two_with_one_id_the_first_by_name_has_it),
        TEST(a_rejected_duplicate_is_added_once_the_id_is_free),
        TEST(a_duplicate_gets_the_id_when_the_first_has_gone),
        TEST(a_moved_file_keeps_its_id_and_first_indexed_date),
        TEST(a_moved_and_edited_page_keeps_the_id_of_its_address),
        TEST(a_moved_source_keeps_all_its_ids),
        TEST(a_copy_beside_its_original_is_a_document_of_its_own),
        TEST(a_page_that_gains_an_address_takes_its_document_along),
        TEST(pages_that_all_move_up_by_one_keep_their_ids),
        TEST(pages_that_changed_places_keep_their_ids_and_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
