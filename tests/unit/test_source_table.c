/* test_source_table.c - what is recorded of files, in memory and on disk. */
#include "engine/source_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* cmocka.h wants what stands before it. */
#include <cmocka.h>

static struct source_table *make_table(void) {
    struct source_table *table = NULL;
    assert_int_equal(source_table_create(&table, NULL), CONCORD_OK);
    return table;
}

static void put(struct source_table *table, const char *path, const char *id) {
    struct source_record record = {
        .root = "/archive", .path = path, .id = id, .size = strlen(path)};
    assert_int_equal(source_table_put(table, &record, NULL), CONCORD_OK);
}

static const struct source_record *find(const struct source_table *table,
                                        const char *path) {
    return source_table_find(table, "/archive", path);
}

static void a_record_is_found_by_file_and_by_id(void **state) {
    (void)state;
    struct source_table *table = make_table();
    put(table, "a", "id-a");
    put(table, "b", NULL);
    assert_string_equal(find(table, "a")->id, "id-a");
    assert_null(find(table, "b")->id);
    assert_null(find(table, "c"));
    assert_null(source_table_find(table, "/other", "a"));
    assert_ptr_equal(source_table_find_id(table, "id-a"), find(table, "a"));
    source_table_destroy(table);
}

static void a_record_put_again_takes_the_place_of_the_first(void **state) {
    (void)state;
    struct source_table *table = make_table();
    put(table, "a", "old");
    put(table, "a", "new");
    assert_int_equal(source_table_count(table), 1);
    assert_null(source_table_find_id(table, "old"));
    assert_non_null(source_table_find_id(table, "new"));
    source_table_destroy(table);
}

static void an_id_belongs_to_the_file_that_was_given_it_last(void **state) {
    (void)state;
    struct source_table *table = make_table();
    put(table, "a", "id");
    put(table, "b", "id");
    assert_ptr_equal(source_table_find_id(table, "id"), find(table, "b"));
    put(table, "a", NULL);
    assert_ptr_equal(source_table_find_id(table, "id"), find(table, "b"));
    source_table_destroy(table);
}

static void a_removed_record_is_gone_and_the_rest_stay(void **state) {
    (void)state;
    struct source_table *table = make_table();
    put(table, "a", "id-a");
    put(table, "b", "id-b");
    put(table, "c", "id-c");
    source_table_remove(table, "/archive", "a");
    source_table_remove(table, "/archive", "a");
    source_table_remove(table, "/archive", "never");
    assert_int_equal(source_table_count(table), 2);
    assert_null(find(table, "a"));
    assert_null(source_table_find_id(table, "id-a"));
    assert_non_null(source_table_find_id(table, "id-b"));
    assert_non_null(find(table, "c"));
    source_table_remove(table, "/archive", "c");
    source_table_remove(table, "/archive", "b");
    assert_int_equal(source_table_count(table), 0);
    put(table, "a", "id-a");
    assert_string_equal(source_table_at(table, 0)->path, "a");
    source_table_destroy(table);
}

static void
removing_a_record_leaves_its_id_to_whoever_has_it_now(void **state) {
    (void)state;
    struct source_table *table = make_table();
    put(table, "a", "id");
    put(table, "b", "id");
    source_table_remove(table, "/archive", "a");
    assert_ptr_equal(source_table_find_id(table, "id"), find(table, "b"));
    source_table_destroy(table);
}

static void
every_record_is_listed_once_however_many_came_and_went(void **state) {
    (void)state;
    enum { NAMES = 200, STEPS = 5000 };
    struct source_table *table = make_table();
    bool there[NAMES] = {false};
    char name[16];
    srandom(20040331);
    for (int step = 0; step < STEPS; step++) {
        long number = random() % NAMES;
        snprintf(name, sizeof name, "%ld", number);
        there[number] = random() % 2 == 0;
        if (there[number])
            put(table, name, name);
        else
            source_table_remove(table, "/archive", name);
    }
    size_t listed = 0;
    for (int number = 0; number < NAMES; number++) {
        snprintf(name, sizeof name, "%d", number);
        assert_int_equal(find(table, name) != NULL, there[number]);
        assert_int_equal(source_table_find_id(table, name) != NULL,
                         there[number]);
        listed += there[number];
    }
    assert_int_equal(source_table_count(table), listed);
    for (size_t i = 0; i < listed; i++) {
        const struct source_record *record = source_table_at(table, i);
        assert_ptr_equal(find(table, record->path), record);
    }
    source_table_destroy(table);
}

static void a_copy_changes_and_the_first_does_not(void **state) {
    (void)state;
    struct source_table *table = make_table();
    struct source_table *copy = NULL;
    put(table, "a", "id-a");
    put(table, "b", "id-b");
    assert_int_equal(source_table_copy(&copy, table, NULL), CONCORD_OK);
    source_table_remove(copy, "/archive", "a");
    put(copy, "b", "id-a");
    put(copy, "c", "id-c");
    assert_string_equal(find(table, "a")->id, "id-a");
    assert_string_equal(find(table, "b")->id, "id-b");
    assert_null(find(table, "c"));
    assert_null(find(copy, "a"));
    assert_ptr_equal(source_table_find_id(copy, "id-a"), find(copy, "b"));
    assert_null(source_table_find_id(copy, "id-b"));
    assert_int_equal(source_table_count(copy), 2);
    source_table_destroy(copy);
    source_table_destroy(table);
}

static void a_string_that_a_record_has_already_is_not_copied(void **state) {
    (void)state;
    struct source_table *table = make_table();
    put(table, "a", "id-a");
    struct source_record record = *find(table, "a");
    record.reason = "stale";
    assert_int_equal(source_table_put(table, &record, NULL), CONCORD_OK);
    assert_ptr_equal(find(table, "a")->path, record.path);
    assert_ptr_not_equal(find(table, "a")->reason, record.reason);
    assert_string_equal(find(table, "a")->reason, "stale");
    assert_ptr_equal(source_table_find_id(table, "id-a"), find(table, "a"));
    source_table_destroy(table);
}

/* ---- on disk ---- */

static void write_whole(const struct source_table *table, char path[64]) {
    snprintf(path, 64, "/tmp/concord-sources-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    assert_int_equal(source_table_write(table, path, NULL), CONCORD_OK);
}

static void what_was_written_is_read(void **state) {
    (void)state;
    struct source_table *table = make_table();
    struct source_record record = {.root = "/archive",
                                   .path = "a",
                                   .reason = "has the same id as b",
                                   .own_id = "id-b",
                                   .size = 7,
                                   .modified = -5,
                                   .changed = 1234567890123456789,
                                   .sha256 = {1, 2, 3}};
    assert_int_equal(source_table_put(table, &record, NULL), CONCORD_OK);
    put(table, "b", "id-b");
    put(table, "c", "id-c");
    source_table_remove(table, "/archive", "c");
    char path[64];
    write_whole(table, path);
    struct source_table *read = NULL;
    assert_int_equal(source_table_read(&read, path, NULL), CONCORD_OK);
    assert_int_equal(source_table_count(read), 2);
    const struct source_record *found = find(read, "a");
    assert_null(found->id);
    assert_null(found->first_indexed);
    assert_string_equal(found->reason, record.reason);
    assert_string_equal(found->own_id, record.own_id);
    assert_int_equal(found->size, 7);
    assert_true(found->modified == -5 && found->changed == record.changed);
    assert_memory_equal(found->sha256, record.sha256, SOURCE_HASH_SIZE);
    assert_non_null(source_table_find_id(read, "id-b"));
    source_table_destroy(read);
    source_table_destroy(table);
    unlink(path);
}

static void a_file_cut_anywhere_is_corrupt(void **state) {
    (void)state;
    struct source_table *table = make_table();
    put(table, "a", "id-a");
    put(table, "b", NULL);
    char path[64];
    write_whole(table, path);
    source_table_destroy(table);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fclose(file);
    while (size-- > 0) {
        struct source_table *read = NULL;
        struct concord_error err = {0};
        assert_int_equal(truncate(path, size), 0);
        assert_int_equal(source_table_read(&read, path, &err), CONCORD_CORRUPT);
        assert_null(read);
        assert_non_null(strstr(err.message, path));
    }
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_found_by_file_and_by_id),
        cmocka_unit_test(a_record_put_again_takes_the_place_of_the_first),
        cmocka_unit_test(an_id_belongs_to_the_file_that_was_given_it_last),
        cmocka_unit_test(a_removed_record_is_gone_and_the_rest_stay),
        cmocka_unit_test(removing_a_record_leaves_its_id_to_whoever_has_it_now),
        cmocka_unit_test(
            every_record_is_listed_once_however_many_came_and_went),
        cmocka_unit_test(a_copy_changes_and_the_first_does_not),
        cmocka_unit_test(a_string_that_a_record_has_already_is_not_copied),
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(a_file_cut_anywhere_is_corrupt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
