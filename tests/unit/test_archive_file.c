/* test_archive_file.c - keys, prefixes and damage of archive.bin. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/archive_file.h"

enum { MANY = 100000 };

static char directory[64];
static char path[128];

static int set_up(void **state) {
    (void)state;
    strcpy(directory, "/tmp/concord-test-XXXXXX");
    assert_non_null(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/archive.bin", directory);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    unlink(path);
    return rmdir(directory);
}

static struct archive_writer *create(void) {
    struct archive_writer *writer = NULL;
    assert_int_equal(archive_writer_create(&writer, directory, NULL),
                     CONCORD_OK);
    return writer;
}

static void add(struct archive_writer *writer, const char *key,
                const char *json) {
    assert_int_equal(archive_writer_add(writer, key, json, strlen(json), NULL),
                     CONCORD_OK);
}

static void finish(struct archive_writer *writer) {
    assert_int_equal(archive_writer_finish(writer, NULL), CONCORD_OK);
    archive_writer_destroy(writer);
}

static struct archive_file *open_file(void) {
    struct archive_file *file = NULL;
    struct concord_error err = {0};
    if (archive_file_open(&file, directory, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    return file;
}

static void write_some(void) {
    struct archive_writer *writer = create();
    add(writer, "acronym/00000000", "{\"acronym\":\"CCG\"}");
    add(writer, "acronym/00000001", "{\"acronym\":\"PCT\"}");
    add(writer, "document/a", "[1]");
    add(writer, "document/ab", "[2]");
    add(writer, "document/b\xC3\xA9", "[3]");
    add(writer, "not-held/00000000", "null");
    finish(writer);
}

static void assert_found(const struct archive_file *file, const char *key,
                         const char *expected) {
    const char *json = NULL;
    size_t size = 0;
    assert_true(archive_file_find(file, key, &json, &size));
    assert_int_equal(size, strlen(expected));
    assert_string_equal(json, expected);
}

static void a_key_finds_its_json_and_no_other(void **state) {
    (void)state;
    const char *json = NULL;
    size_t size = 0;
    write_some();
    struct archive_file *file = open_file();
    assert_found(file, "document/a", "[1]");
    assert_found(file, "document/ab", "[2]");
    assert_found(file, "document/b\xC3\xA9", "[3]");
    assert_found(file, "not-held/00000000", "null");
    assert_false(archive_file_find(file, "document/", &json, &size));
    assert_false(archive_file_find(file, "document/abc", &json, &size));
    assert_false(archive_file_find(file, "", &json, &size));
    assert_false(archive_file_find(file, "zzz", &json, &size));
    assert_int_equal(archive_file_check(file, NULL), CONCORD_OK);
    archive_file_close(file);
}

static void a_prefix_counts_and_lists_its_keys(void **state) {
    (void)state;
    const char *key = NULL;
    const char *json = NULL;
    size_t size = 0;
    write_some();
    struct archive_file *file = open_file();
    assert_int_equal(archive_file_count(file, "acronym/"), 2);
    assert_int_equal(archive_file_count(file, "document/"), 3);
    assert_int_equal(archive_file_count(file, "document/a"), 2);
    assert_int_equal(archive_file_count(file, "lineage/"), 0);
    assert_int_equal(archive_file_count(file, ""), 6);
    assert_true(archive_file_at(file, "acronym/", 1, &key, &json, &size));
    assert_string_equal(key, "acronym/00000001");
    assert_string_equal(json, "{\"acronym\":\"PCT\"}");
    assert_false(archive_file_at(file, "acronym/", 2, &key, &json, &size));
    assert_false(archive_file_at(file, "lineage/", 0, &key, &json, &size));
    assert_false(
        archive_file_at(file, "acronym/", SIZE_MAX, &key, &json, &size));
    archive_file_close(file);
}

static void a_generation_without_the_file_has_an_empty_one(void **state) {
    (void)state;
    const char *json = NULL;
    size_t size = 0;
    struct archive_file *file = open_file();
    assert_int_equal(archive_file_count(file, ""), 0);
    assert_false(archive_file_find(file, "document/a", &json, &size));
    assert_int_equal(archive_file_check(file, NULL), CONCORD_OK);
    archive_file_close(file);
}

static void a_file_without_records_is_whole(void **state) {
    (void)state;
    finish(create());
    struct archive_file *file = open_file();
    assert_int_equal(archive_file_count(file, ""), 0);
    assert_int_equal(archive_file_check(file, NULL), CONCORD_OK);
    archive_file_close(file);
}

static void keys_out_of_order_are_refused(void **state) {
    (void)state;
    struct concord_error err = {0};
    struct archive_writer *writer = create();
    assert_int_equal(archive_writer_add(writer, "", "1", 1, &err),
                     CONCORD_INTERNAL);
    add(writer, "b", "1");
    assert_int_equal(archive_writer_add(writer, "b", "1", 1, &err),
                     CONCORD_INTERNAL);
    assert_int_equal(archive_writer_add(writer, "a", "1", 1, &err),
                     CONCORD_INTERNAL);
    assert_non_null(strstr(err.message, "'a'"));
    assert_int_equal(archive_writer_add(writer, "c", "", 0, &err),
                     CONCORD_INTERNAL);
    assert_int_equal(archive_writer_add(writer, "c", "1\0", 2, &err),
                     CONCORD_INTERNAL);
    add(writer, "b0", "1"); /* bytes, not letters, decide */
    add(writer, "\xC3\xA9", "1");
    finish(writer);
}

static void what_was_not_finished_cannot_be_opened(void **state) {
    (void)state;
    struct archive_file *file = NULL;
    struct concord_error err = {0};
    struct archive_writer *writer = create();
    add(writer, "a", "1");
    archive_writer_destroy(writer);
    assert_int_equal(archive_file_open(&file, directory, &err),
                     CONCORD_CORRUPT);
    assert_null(file);
    assert_non_null(strstr(err.message, "archive.bin"));
}

/* Every entry of a file of that many keys is found in its place. */
static void a_hundred_thousand_keys_are_found(void **state) {
    (void)state;
    char key[32];
    char json[32];
    const char *found_key = NULL;
    const char *found = NULL;
    size_t size = 0;
    struct archive_writer *writer = create();
    for (size_t i = 0; i < MANY; i++) {
        snprintf(key, sizeof key, "document/%08zu", i);
        snprintf(json, sizeof json, "{\"n\":%zu}", i);
        add(writer, key, json);
    }
    finish(writer);
    struct archive_file *file = open_file();
    assert_int_equal(archive_file_count(file, "document/"), MANY);
    for (size_t i = 0; i < MANY; i += 7) {
        snprintf(key, sizeof key, "document/%08zu", i);
        snprintf(json, sizeof json, "{\"n\":%zu}", i);
        assert_true(archive_file_find(file, key, &found, &size));
        assert_string_equal(found, json);
        assert_true(
            archive_file_at(file, "document/", i, &found_key, &found, &size));
        assert_string_equal(found_key, key);
        assert_string_equal(found, json);
    }
    assert_int_equal(archive_file_check(file, NULL), CONCORD_OK);
    archive_file_close(file);
}

static void every_shorter_file_is_refused(void **state) {
    (void)state;
    struct stat facts;
    write_some();
    assert_int_equal(stat(path, &facts), 0);
    for (off_t size = facts.st_size - 1; size >= 0; size--) {
        struct archive_file *file = NULL;
        assert_int_equal(truncate(path, size), 0);
        assert_int_equal(archive_file_open(&file, directory, NULL),
                         CONCORD_CORRUPT);
        assert_null(file);
    }
}

/* Ask for everything; what comes back is not judged, only that it does. */
static void ask_all(const struct archive_file *file) {
    static const char *const keys[] = {"",          "acronym/00000001",
                                       "document/", "document/ab",
                                       "not-held/", "\xFF"};
    const char *key = NULL;
    const char *json = NULL;
    size_t size = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (archive_file_find(file, keys[i], &json, &size))
            assert_int_equal(json[size], '\0');
        size_t count = archive_file_count(file, keys[i]);
        for (size_t j = 0; j < count + 2; j++)
            if (archive_file_at(file, keys[i], j, &key, &json, &size))
                assert_int_equal(json[size], '\0');
    }
    (void)archive_file_check(file, NULL);
}

/* Under the sanitizers this is what finds a step outside the file. */
static void no_garbled_byte_leads_outside_the_file(void **state) {
    (void)state;
    struct stat facts;
    static const unsigned char patterns[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
    write_some();
    assert_int_equal(stat(path, &facts), 0);
    FILE *bytes = fopen(path, "r+b");
    assert_non_null(bytes);
    for (long at = 0; at < facts.st_size; at++) {
        assert_int_equal(fseek(bytes, at, SEEK_SET), 0);
        int before = fgetc(bytes);
        for (size_t i = 0; i < sizeof patterns; i++) {
            struct archive_file *file = NULL;
            assert_int_equal(fseek(bytes, at, SEEK_SET), 0);
            fputc(patterns[i], bytes);
            assert_int_equal(fflush(bytes), 0);
            if (archive_file_open(&file, directory, NULL) == CONCORD_OK)
                ask_all(file);
            archive_file_close(file);
        }
        assert_int_equal(fseek(bytes, at, SEEK_SET), 0);
        fputc(before, bytes);
    }
    fclose(bytes);
}

static void a_check_finds_what_is_no_json(void **state) {
    (void)state;
    struct concord_error err = {0};
    struct archive_writer *writer = create();
    add(writer, "a", "{");
    finish(writer);
    struct archive_file *file = open_file();
    assert_int_equal(archive_file_check(file, &err), CONCORD_CORRUPT);
    assert_non_null(strstr(err.message, "archive.bin"));
    archive_file_close(file);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_key_finds_its_json_and_no_other),
        TEST(a_prefix_counts_and_lists_its_keys),
        TEST(a_generation_without_the_file_has_an_empty_one),
        TEST(a_file_without_records_is_whole),
        TEST(keys_out_of_order_are_refused),
        TEST(what_was_not_finished_cannot_be_opened),
        TEST(a_hundred_thousand_keys_are_found),
        TEST(every_shorter_file_is_refused),
        TEST(no_garbled_byte_leads_outside_the_file),
        TEST(a_check_finds_what_is_no_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
