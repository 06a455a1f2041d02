/* test_rebuild.c - reading everything anew: asked for, because a version
 * changed, or because the index is damaged. */
#include "indexer_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
a_rebuild_gives_the_same_documents_and_a_new_generation(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_page(fixture, "papers/b.html", "bridges",
                       "http://example.org/b");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_move(fixture, "papers/a.txt", "papers/moved.txt");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    json_t *before = fixture_documents(fixture, "index");
    assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
    assert_true(fixture_published(fixture));
    assert_int_equal(fixture_count(fixture, "generation"), 3);
    assert_int_equal(fixture_count(fixture, "unchanged"), 2);
    json_t *after = fixture_documents(fixture, "index");
    assert_same_documents(before, after);
    json_decref(before);
    json_decref(after);
}

static void a_rebuild_reads_sources_that_are_not_given(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "others/b.txt", "bridges");
    assert_int_equal(RUN_INDEX(fixture, "papers", "others"), 0);
    fixture_write_paper(fixture, "others/b.txt", "boats");
    assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
    assert_int_equal(fixture_count(fixture, "changed"), 1);
    assert_int_equal(fixture_count(fixture, "documents"), 2);
    json_t *documents = fixture_documents(fixture, "index");
    json_t *card = fixture_card(documents, "b.txt");
    assert_non_null(
        strstr(json_string_value(json_object_get(card, "title")), "boats"));
    json_decref(documents);
}

static void a_rebuild_keeps_documents_whose_file_has_gone(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    fixture_write_paper(fixture, "others/c.txt", "canals");
    assert_int_equal(RUN_INDEX(fixture, "papers", "others"), 0);
    json_t *before = fixture_documents(fixture, "index");
    fixture_remove(fixture, "papers/a.txt");
    fixture_remove(fixture, "others/c.txt");
    assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
    assert_int_equal(fixture_count(fixture, "gone"), 2);
    assert_int_equal(fixture_count(fixture, "documents"), 3);
    json_t *after = fixture_documents(fixture, "index");
    assert_same_documents(before, after);
    json_decref(before);
    json_decref(after);
}

/* Nothing tells beforehand that b.txt cannot be read, so the run has begun from
 * nothing when it finds out. */
static void a_rebuild_keeps_the_last_good_version(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    fixture_write_paper(fixture, "papers/c.txt", "canals");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    json_t *before = fixture_documents(fixture, "index");
    fixture_write_garbage(fixture, "papers/b.txt");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
        assert_int_equal(fixture_count(fixture, "unchanged"), 2);
        assert_int_equal(fixture_count(fixture, "stale"), 1);
        json_t *after = fixture_documents(fixture, "index");
        assert_same_documents(before, after);
        json_decref(after);
    }
    json_decref(before);
}

static void a_rebuild_rejects_again_but_not_newly(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_garbage(fixture, "papers/b.bin");
    fixture_write_page(fixture, "papers/c.html", "canals",
                       "http://example.org/c");
    fixture_write_page(fixture, "papers/d.html", "docks",
                       "http://example.org/c");
    assert_int_equal(fixture_index(fixture, NULL), 65);
    assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
    assert_int_equal(fixture_count(fixture, "rejected"), 2);
}

static void copy_rules(const struct fixture *fixture, char *out, size_t size) {
    json_t *documents = fixture_documents(fixture, "index");
    json_t *source =
        json_object_get(fixture_card(documents, "a.txt"), "source");
    snprintf(out, size, "%s",
             json_string_value(json_object_get(source, "rules")));
    json_decref(documents);
}

static void a_changed_schema_describes_everything_anew_once(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    char rules[128];
    copy_rules(fixture, rules, sizeof rules);
    FILE *file = fopen(fixture_path(fixture, "schema/topics.yaml"), "a");
    fputs("\n# a remark\n", file);
    fclose(file);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_true(fixture_published(fixture));
    char other[128];
    copy_rules(fixture, other, sizeof other);
    assert_string_not_equal(rules, other);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(fixture_published(fixture));
}

static void damage(const struct fixture *fixture, const char *file) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "index/current/%s", file);
    struct stat facts;
    assert_int_equal(stat(fixture_path(fixture, path), &facts), 0);
    assert_int_equal(truncate(fixture_path(fixture, path), facts.st_size / 2),
                     0);
}

static void a_rebuild_mends_a_damaged_index(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "others/b.txt", "bridges");
    assert_int_equal(RUN_INDEX(fixture, "papers", "others"), 0);
    json_t *before = fixture_documents(fixture, "index");
    static const char *const files[] = {"xapian/termlist.glass", "columns.bin",
                                        "xapian/iamglass"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        damage(fixture, files[i]);
        assert_int_equal(fixture_index(fixture, NULL), 76);
        assert_non_null(strstr(fixture->errors, files[i]));
        assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
        json_t *after = fixture_documents(fixture, "index");
        assert_same_documents(before, after);
        json_decref(after);
    }
    json_decref(before);
}

static void
a_rebuild_without_the_table_of_sources_reads_what_is_given(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    damage(fixture, "sources.bin");
    assert_int_equal(fixture_index(fixture, NULL), 76);
    assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
    assert_int_equal(fixture_count(fixture, "added"), 1);
    assert_int_equal(fixture_count(fixture, "documents"), 1);
}

static void what_a_damaged_index_lost_is_reported_as_removed(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    fixture_write_paper(fixture, "papers/c.txt", "canals");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    damage(fixture, "xapian/termlist.glass");
    fixture_remove(fixture, "papers/a.txt");
    fixture_write_garbage(fixture, "papers/b.txt");
    assert_int_equal(fixture_index(fixture, "--rebuild"), 65);
    assert_string_equal(fixture_reported(fixture, "a.txt", "outcome"),
                        "removed");
    assert_string_equal(fixture_reported(fixture, "b.txt", "outcome"),
                        "rejected");
    assert_int_equal(fixture_count(fixture, "documents"), 1);
    json_t *documents = fixture_documents(fixture, "index");
    json_decref(documents);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(a_rebuild_gives_the_same_documents_and_a_new_generation),
        TEST(a_rebuild_reads_sources_that_are_not_given),
        TEST(a_rebuild_keeps_documents_whose_file_has_gone),
        TEST(a_rebuild_keeps_the_last_good_version),
        TEST(a_rebuild_rejects_again_but_not_newly),
        TEST(a_changed_schema_describes_everything_anew_once),
        TEST(a_rebuild_mends_a_damaged_index),
        TEST(a_rebuild_without_the_table_of_sources_reads_what_is_given),
        TEST(what_a_damaged_index_lost_is_reported_as_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
