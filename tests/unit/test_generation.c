/* test_generation.c - publishing, falling over while publishing, and opening
 * what is damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine_fixture.h"

static uint64_t publish_one(const char *id) {
    struct document *document =
        fixture_document(&the_fixture, id, "A title", "Some text.", NULL, NULL);
    uint64_t number = fixture_publish(&the_fixture, &document, 1, NULL);
    document_destroy(document);
    return number;
}

static uint64_t count_documents(void) {
    struct index_reader *reader = fixture_reader(&the_fixture);
    struct search_request request = fixture_request(&the_fixture);
    struct result_page *page = fixture_search(reader, &request);
    uint64_t total = page->total;
    result_page_destroy(page);
    index_reader_close(reader);
    return total;
}

static const char *inside(const char *name) {
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", the_fixture.index, name);
    return path;
}

static enum concord_status open_current(struct concord_error *err) {
    struct generation *generation = NULL;
    enum concord_status status =
        generation_open_current(&generation, the_fixture.index, err);
    generation_release(generation);
    return status;
}

static void no_index_yet_says_what_to_run(void **state) {
    (void)state;
    struct concord_error err = {0};
    assert_int_equal(open_current(&err), CONCORD_NOT_FOUND);
    assert_non_null(strstr(err.message, "concord-indexer"));
}

static void each_generation_adds_to_the_one_before(void **state) {
    (void)state;
    assert_int_equal(publish_one("a"), 1);
    assert_int_equal(publish_one("b"), 2);
    assert_int_equal(count_documents(), 2);
    assert_int_equal(publish_one("b"), 3);
    assert_int_equal(count_documents(), 2);
}

static void a_removed_document_is_gone(void **state) {
    (void)state;
    const char *const removed[] = {"a", "never-there", NULL};
    publish_one("a");
    publish_one("b");
    fixture_publish(&the_fixture, NULL, 0, removed);
    assert_int_equal(count_documents(), 1);
}

static void three_generations_are_kept(void **state) {
    (void)state;
    for (int i = 0; i < 5; i++)
        publish_one("a");
    assert_int_not_equal(access(inside("generations/000002"), F_OK), 0);
    assert_int_equal(access(inside("generations/000003"), F_OK), 0);
    assert_int_equal(access(inside("generations/000005"), F_OK), 0);
}

static void a_second_builder_is_told_to_wait(void **state) {
    (void)state;
    struct generation_builder *first = NULL;
    struct generation_builder *second = NULL;
    struct concord_error err = {0};
    assert_int_equal(generation_builder_open(&first, the_fixture.index, &err),
                     CONCORD_OK);
    assert_int_equal(generation_builder_open(&second, the_fixture.index, &err),
                     CONCORD_BUSY);
    assert_null(second);
    generation_builder_close(first);
    assert_int_equal(generation_builder_open(&first, the_fixture.index, &err),
                     CONCORD_OK);
    generation_builder_close(first);
}

static void what_was_never_published_is_swept_away(void **state) {
    (void)state;
    struct concord_error err = {0};
    struct generation_builder *builder = NULL;
    publish_one("a");
    assert_int_equal(mkdir(inside("generations/000002"), 0777), 0);
    assert_int_equal(mkdir(inside("generations/000002.new"), 0777), 0);
    assert_int_equal(mkdir(inside("generations/000002.new/xapian"), 0777), 0);
    assert_int_equal(symlink("generations/000002", inside("current.new")), 0);
    assert_int_equal(count_documents(), 1);
    assert_int_equal(generation_builder_open(&builder, the_fixture.index, &err),
                     CONCORD_OK);
    generation_builder_close(builder);
    assert_int_not_equal(access(inside("generations/000002"), F_OK), 0);
    assert_int_not_equal(access(inside("generations/000002.new"), F_OK), 0);
    assert_int_equal(publish_one("b"), 2);
    assert_int_equal(count_documents(), 2);
}

static void a_builder_given_up_leaves_the_old_generation(void **state) {
    (void)state;
    struct concord_error err = {0};
    struct generation_builder *builder = NULL;
    const char *directory = NULL;
    publish_one("a");
    assert_int_equal(generation_builder_open(&builder, the_fixture.index, &err),
                     CONCORD_OK);
    assert_int_equal(generation_builder_begin(builder, &directory, &err),
                     CONCORD_OK);
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", directory);
    assert_int_equal(access(path, F_OK), 0);
    generation_builder_close(builder);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(count_documents(), 1);
}

static void spoil(const char *name, long at, const char *bytes) {
    FILE *file = fopen(inside(name), "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, strlen(bytes), file), strlen(bytes));
    assert_int_equal(fclose(file), 0);
}

static void a_shortened_file_is_found_when_opening(void **state) {
    (void)state;
    struct concord_error err = {0};
    publish_one("a");
    assert_int_equal(truncate(inside("generations/000001/columns.bin"), 100),
                     0);
    assert_int_equal(open_current(&err), CONCORD_CORRUPT);
    assert_non_null(strstr(err.message, "columns.bin"));
}

/* Put `text` in place of the text of the same length that a file has once. */
static void replace(const char *name, const char *from, const char *text) {
    static char bytes[1 << 16];
    FILE *file = fopen(inside(name), "rb");
    assert_non_null(file);
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    const char *found = strstr(bytes, from);
    assert_non_null(found);
    assert_int_equal(strlen(from), strlen(text));
    spoil(name, found - bytes, text);
}

static void what_another_version_made_is_not_called_damaged(void **state) {
    (void)state;
    struct concord_error err = {0};
    publish_one("a");
    replace("generations/000001/manifest.json", posting_plan_version(),
            "plan/00");
    assert_int_equal(open_current(&err), CONCORD_OK);
    spoil("generations/000001/columns.bin", 12, "\1"); /* its format */
    assert_int_equal(open_current(&err), CONCORD_CORRUPT);
    assert_non_null(strstr(err.message, "another version"));
    assert_non_null(strstr(err.message, "run concord-indexer"));
}

static void a_changed_byte_is_found_by_its_hash(void **state) {
    (void)state;
    struct concord_error err = {0};
    struct generation *generation = NULL;
    publish_one("a");
    spoil("generations/000001/xapian/postlist.glass", 4000, "x");
    assert_int_equal(
        generation_open_current(&generation, the_fixture.index, &err),
        CONCORD_OK);
    assert_int_equal(manifest_check_hashes(generation_manifest(generation),
                                           generation_directory(generation),
                                           &err),
                     CONCORD_CORRUPT);
    assert_non_null(strstr(err.message, "postlist.glass"));
    generation_release(generation);
}

static void
a_changed_byte_of_what_xapian_trusts_is_found_when_opening(void **state) {
    (void)state;
    struct concord_error err = {0};
    publish_one("a");
    spoil("generations/000001/xapian/iamglass", 60, "x");
    assert_int_equal(open_current(&err), CONCORD_CORRUPT);
    assert_non_null(strstr(err.message, "xapian/iamglass"));
}

static void a_spoiled_manifest_is_no_manifest(void **state) {
    (void)state;
    struct concord_error err = {0};
    publish_one("a");
    spoil("generations/000001/manifest.json", 0, "]");
    assert_int_equal(open_current(&err), CONCORD_CORRUPT);
    assert_non_null(strstr(err.message, "manifest.json"));
}

static void a_manifest_names_every_file_with_its_hash(void **state) {
    (void)state;
    struct concord_error err = {0};
    struct manifest *manifest = NULL;
    publish_one("a");
    assert_int_equal(
        manifest_read(&manifest, inside("generations/000001"), &err),
        CONCORD_OK);
    assert_int_equal(manifest->number, 1);
    assert_int_equal(manifest->parent, 0);
    assert_int_equal(manifest->documents, 1);
    bool columns = false;
    bool schema = false;
    for (size_t i = 0; i < manifest->file_count; i++) {
        assert_int_equal(strlen(manifest->files[i].sha256), 64);
        columns |= strcmp(manifest->files[i].path, "columns.bin") == 0;
        schema |= strcmp(manifest->files[i].path, "schema/facets.yaml") == 0;
    }
    assert_true(columns);
    assert_true(schema);
    assert_int_equal(
        manifest_check_hashes(manifest, inside("generations/000001"), &err),
        CONCORD_OK);
    manifest_destroy(manifest);
}

/* ---- groups of copies ---- */

static char *hash_of(const char *generation, const char *file) {
    struct manifest *manifest = NULL;
    char *found = NULL;
    assert_int_equal(manifest_read(&manifest, inside(generation), NULL),
                     CONCORD_OK);
    for (size_t i = 0; i < manifest->file_count && found == NULL; i++)
        if (strcmp(manifest->files[i].path, file) == 0)
            found = strdup(manifest->files[i].sha256);
    manifest_destroy(manifest);
    assert_non_null(found);
    return found;
}

/* The relation of all documents is told anew in every run. */
static void a_group_that_is_said_again_writes_nothing(void **state) {
    (void)state;
    static const char *const groups[] = {"a=b", "b=b", NULL};
    static const char *const none[] = {"a=", "b=", NULL};
    static const char *const files[] = {"xapian/termlist.glass",
                                        "xapian/postlist.glass", "columns.bin"};
    publish_one("a");
    publish_one("b");
    assert_int_equal(count_documents(), 2);
    the_fixture.groups = groups;
    fixture_publish(&the_fixture, NULL, 0, NULL);
    assert_int_equal(count_documents(), 1);
    fixture_publish(&the_fixture, NULL, 0, NULL);
    assert_int_equal(count_documents(), 1);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *before = hash_of("generations/000003", files[i]);
        char *after = hash_of("generations/000004", files[i]);
        assert_string_equal(before, after);
        free(before);
        free(after);
    }
    the_fixture.groups = none;
    fixture_publish(&the_fixture, NULL, 0, NULL);
    assert_int_equal(count_documents(), 2);
}

static void a_document_put_anew_has_no_group_until_it_is_said(void **state) {
    (void)state;
    static const char *const groups[] = {"a=b", NULL};
    publish_one("a");
    publish_one("b");
    the_fixture.groups = groups;
    fixture_publish(&the_fixture, NULL, 0, NULL);
    assert_int_equal(count_documents(), 1);
    the_fixture.groups = NULL;
    publish_one("a");
    assert_int_equal(count_documents(), 2);
}

static void whose_leader_has_gone_is_found_by_itself(void **state) {
    (void)state;
    static const char *const groups[] = {"a=b", "c=b", NULL};
    static const char *const removed[] = {"b", NULL};
    publish_one("a");
    publish_one("b");
    publish_one("c");
    the_fixture.groups = groups;
    fixture_publish(&the_fixture, NULL, 0, NULL);
    assert_int_equal(count_documents(), 1);
    the_fixture.groups = NULL;
    fixture_publish(&the_fixture, NULL, 0, removed);
    assert_int_equal(count_documents(), 2);
}

/* ---- the generations before ---- */

static struct generation_builder *open_builder(void) {
    struct concord_error err = {0};
    struct generation_builder *builder = NULL;
    assert_int_equal(generation_builder_open(&builder, the_fixture.index, &err),
                     CONCORD_OK);
    return builder;
}

/* The disk spoils a shared file: to hash it again would hide that. */
static void a_link_has_the_hash_that_its_file_had(void **state) {
    (void)state;
    struct manifest *old = NULL;
    struct manifest new = {0};
    publish_one("a");
    assert_int_equal(manifest_read(&old, inside("generations/000001"), NULL),
                     CONCORD_OK);
    assert_int_equal(mkdir(inside("copy"), 0777), 0);
    char from[PATH_MAX];
    snprintf(from, sizeof from, "%s", inside("generations/000001/columns.bin"));
    assert_int_equal(link(from, inside("copy/columns.bin")), 0);
    spoil("copy/columns.bin", 100, "spoilt");
    char directory[PATH_MAX];
    snprintf(directory, sizeof directory, "%s", inside("copy"));
    const struct manifest_source source = {old, inside("generations/000001")};
    assert_int_equal(manifest_take_files(&new, directory, &source, 1, NULL),
                     CONCORD_OK);
    assert_int_equal(new.file_count, 1);
    assert_int_equal(manifest_check_hashes(&new, directory, NULL),
                     CONCORD_CORRUPT);
    arena_clear(&new.arena);
    new = (struct manifest){0};
    assert_int_equal(manifest_take_files(&new, directory, NULL, 0, NULL),
                     CONCORD_OK);
    assert_int_equal(manifest_check_hashes(&new, directory, NULL), CONCORD_OK);
    arena_clear(&new.arena);
    manifest_destroy(old);
}

static void an_older_generation_is_published_again(void **state) {
    (void)state;
    uint64_t previous = 0;
    uint64_t number = 0;
    publish_one("a");
    publish_one("b");
    struct generation_builder *builder = open_builder();
    assert_int_equal(generation_builder_previous(builder, &previous, NULL),
                     CONCORD_OK);
    assert_int_equal(previous, 1);
    assert_int_equal(
        generation_builder_republish(builder, previous, &number, NULL),
        CONCORD_OK);
    generation_builder_close(builder);
    assert_int_equal(number, 3);
    assert_int_equal(count_documents(), 1);
    struct manifest *manifest = NULL;
    assert_int_equal(
        manifest_read(&manifest, inside("generations/000003"), NULL),
        CONCORD_OK);
    assert_int_equal(manifest->number, 3);
    assert_int_equal(manifest->parent, 2);
    assert_int_equal(
        manifest_check_hashes(manifest, inside("generations/000003"), NULL),
        CONCORD_OK);
    manifest_destroy(manifest);
}

static void a_damaged_manifest_is_no_bar_to_the_next_generation(void **state) {
    (void)state;
    struct concord_error err = {0};
    uint64_t previous = 0;
    publish_one("a");
    publish_one("b");
    spoil("generations/000002/manifest.json", 0, "]");
    struct generation_builder *builder = open_builder();
    assert_null(generation_builder_parent(builder));
    assert_int_equal(generation_builder_check_parent(builder, &err),
                     CONCORD_CORRUPT);
    assert_non_null(strstr(err.message, "manifest.json"));
    assert_int_equal(generation_builder_number(builder), 3);
    assert_int_equal(generation_builder_previous(builder, &previous, NULL),
                     CONCORD_OK);
    assert_int_equal(previous, 1);
    generation_builder_close(builder);
}

static void
older_generations_are_removed_and_the_current_one_not(void **state) {
    (void)state;
    size_t count = 0;
    uint64_t previous = 0;
    publish_one("a");
    publish_one("b");
    publish_one("c");
    struct generation_builder *builder = open_builder();
    assert_int_equal(generation_builder_count_older(builder, &count, NULL),
                     CONCORD_OK);
    assert_int_equal(count, 2);
    assert_int_equal(generation_builder_remove_older(builder, &count, NULL),
                     CONCORD_OK);
    assert_int_equal(count, 2);
    assert_int_equal(generation_builder_previous(builder, &previous, NULL),
                     CONCORD_NOT_FOUND);
    generation_builder_close(builder);
    assert_int_not_equal(access(inside("generations/000002"), F_OK), 0);
    assert_int_equal(count_documents(), 3);
}

static void what_was_removed_by_half_is_swept_away(void **state) {
    (void)state;
    publish_one("a");
    publish_one("b");
    char from[PATH_MAX];
    snprintf(from, sizeof from, "%s", inside("generations/000001"));
    assert_int_equal(rename(from, inside("generations/000001.old")), 0);
    generation_builder_close(open_builder());
    assert_int_not_equal(access(inside("generations/000001.old"), F_OK), 0);
    assert_int_equal(count_documents(), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_index_yet_says_what_to_run,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(each_generation_adds_to_the_one_before,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_removed_document_is_gone,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(three_generations_are_kept,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_second_builder_is_told_to_wait,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(what_was_never_published_is_swept_away,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            a_builder_given_up_leaves_the_old_generation, fixture_set_up,
            fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_shortened_file_is_found_when_opening,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            what_another_version_made_is_not_called_damaged, fixture_set_up,
            fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_changed_byte_is_found_by_its_hash,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            a_changed_byte_of_what_xapian_trusts_is_found_when_opening,
            fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_spoiled_manifest_is_no_manifest,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            a_manifest_names_every_file_with_its_hash, fixture_set_up,
            fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_link_has_the_hash_that_its_file_had,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            a_group_that_is_said_again_writes_nothing, fixture_set_up,
            fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            a_document_put_anew_has_no_group_until_it_is_said, fixture_set_up,
            fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            whose_leader_has_gone_is_found_by_itself, fixture_set_up,
            fixture_tear_down),
        cmocka_unit_test_setup_teardown(an_older_generation_is_published_again,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            a_damaged_manifest_is_no_bar_to_the_next_generation, fixture_set_up,
            fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            older_generations_are_removed_and_the_current_one_not,
            fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(what_was_removed_by_half_is_swept_away,
                                        fixture_set_up, fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
