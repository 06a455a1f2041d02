/* test_generations.c - which generations there are, and going back to one. */
#include "indexer_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 12 };

/* Generation 1 has a.txt, 2 has b.txt, too, and so on. */
static void publish(struct fixture *fixture, int count) {
    char name[32];
    for (int i = 0; i < count; i++) {
        snprintf(name, sizeof name, "papers/%c.txt", 'a' + i);
        fixture_write_paper(fixture, name, name);
        assert_int_equal(fixture_index(fixture, NULL), 0);
    }
}

static int roll_back(struct fixture *fixture) {
    return RUN(fixture, "--index", "index", "--rollback", "--json");
}

static bool exists(const struct fixture *fixture, const char *name) {
    return access(fixture_path(fixture, name), F_OK) == 0;
}

static size_t count_documents(const struct fixture *fixture) {
    json_t *documents = fixture_documents(fixture, "index");
    size_t count = json_object_size(documents);
    json_decref(documents);
    return count;
}

/* ---- list ---- */

static json_t *list(struct fixture *fixture) {
    assert_int_equal(
        RUN(fixture, "--index", "index", "--list-generations", "--json"), 0);
    json_t *whole = json_loads(fixture->output, 0, NULL);
    assert_non_null(whole);
    json_t *generations = json_incref(json_object_get(whole, "generations"));
    json_decref(whole);
    return generations;
}

static json_int_t number_of(json_t *generations, size_t at, const char *key) {
    json_t *value = json_object_get(json_array_get(generations, at), key);
    assert_true(json_is_integer(value) || json_is_null(value));
    return json_integer_value(value);
}

static void the_list_has_each_kept_generation_in_order(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 4);
    json_t *generations = list(fixture);
    assert_int_equal(json_array_size(generations), 3);
    for (size_t i = 0; i < 3; i++) {
        json_t *item = json_array_get(generations, i);
        assert_int_equal(number_of(generations, i, "number"), i + 2);
        assert_int_equal(number_of(generations, i, "parent"), i + 1);
        assert_int_equal(number_of(generations, i, "documents"), i + 2);
        assert_int_equal(number_of(generations, i, "sources"), i + 2);
        assert_true(number_of(generations, i, "disk_bytes") > 10000);
        assert_int_equal(json_is_true(json_object_get(item, "current")),
                         i == 2);
    }
    json_decref(generations);
}

static void the_table_marks_the_current_one(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 2);
    assert_int_equal(RUN(fixture, "--index", "index", "--list-generations"), 0);
    char *rest = NULL;
    const char *head = strtok_r(fixture->output, "\n", &rest);
    assert_non_null(strstr(head, "documents"));
    assert_null(strstr(strtok_r(NULL, "\n", &rest), "current"));
    assert_non_null(strstr(strtok_r(NULL, "\n", &rest), "current"));
    assert_null(strtok_r(NULL, "\n", &rest));
}

static void a_damaged_generation_is_listed_as_that(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 2);
    fixture_write(fixture, "index/generations/000001/manifest.json", "{");
    json_t *generations = list(fixture);
    assert_int_equal(json_array_size(generations), 2);
    assert_true(json_is_true(
        json_object_get(json_array_get(generations, 0), "damaged")));
    json_decref(generations);
    assert_int_equal(RUN(fixture, "--index", "index", "--list-generations"), 0);
    assert_non_null(strstr(fixture->output, "damaged"));
}

static void listing_and_rolling_back_without_an_index_is_66(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(RUN(fixture, "--index", "index", "--list-generations"),
                     66);
    assert_int_equal(roll_back(fixture), 66);
    assert_false(exists(fixture, "index"));
}

/* ---- rollback ---- */

static void a_rollback_brings_the_generation_before_back(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 1);
    json_t *before = fixture_documents(fixture, "index");
    fixture_write_paper(fixture, "papers/b.txt", "bridges");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(roll_back(fixture), 0);
    assert_int_equal(fixture_count(fixture, "generation"), 3);
    assert_int_equal(fixture_count(fixture, "restored"), 1);
    assert_int_equal(fixture_count(fixture, "replaced"), 2);
    assert_int_equal(fixture_generation(fixture, "index"), 3);
    json_t *after = fixture_documents(fixture, "index");
    assert_same_documents(before, after);
    json_decref(before);
    json_decref(after);
    assert_int_equal(RUN(fixture, "--index", "index", "--verify"), 0);
}

static void its_words_say_what_it_did(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 2);
    assert_int_equal(RUN(fixture, "--index", "index", "--rollback"), 0);
    assert_non_null(
        strstr(fixture->errors, "generation 3: 1 again, with 1 document;"));
    assert_string_equal(fixture->output, "");
    assert_int_equal(RUN(fixture, "--index", "index", "--rollback", "-q"), 0);
    assert_string_equal(fixture->errors, "");
}

static void a_second_rollback_undoes_the_first(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 3);
    assert_int_equal(roll_back(fixture), 0);
    assert_int_equal(count_documents(fixture), 2);
    assert_int_equal(roll_back(fixture), 0);
    assert_int_equal(fixture_generation(fixture, "index"), 5);
    assert_int_equal(count_documents(fixture), 3);
}

static void the_next_run_reads_again_what_differs(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 2);
    fixture_write_paper(fixture, "papers/a.txt", "aqueducts");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    json_t *before = fixture_documents(fixture, "index");
    assert_int_equal(roll_back(fixture), 0);
    assert_int_equal(roll_back(fixture), 0);
    assert_int_equal(roll_back(fixture), 0);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "changed"), 1);
    assert_int_equal(fixture_count(fixture, "generation"), 7);
    json_t *after = fixture_documents(fixture, "index");
    assert_same_documents(before, after);
    json_decref(before);
    json_decref(after);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(fixture_published(fixture));
}

static void the_files_are_shared_and_outlive_the_generation(void **state) {
    struct fixture *fixture = *state;
    struct stat old;
    struct stat new;
    publish(fixture, 2);
    assert_int_equal(roll_back(fixture), 0);
    assert_int_equal(
        stat(fixture_path(fixture,
                          "index/generations/000001/xapian/termlist.glass"),
             &old),
        0);
    assert_int_equal(
        stat(fixture_path(fixture,
                          "index/generations/000003/xapian/termlist.glass"),
             &new),
        0);
    assert_int_equal(old.st_ino, new.st_ino);
    publish(fixture, 4);
    assert_false(exists(fixture, "index/generations/000001"));
    assert_int_equal(count_documents(fixture), 4);
}

static void nothing_to_go_back_to_is_66_and_changes_nothing(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 1);
    assert_int_equal(roll_back(fixture), 66);
    assert_non_null(strstr(fixture->errors, "there is no generation before 1"));
    assert_int_equal(fixture_generation(fixture, "index"), 1);
}

static void a_parent_that_is_not_kept_gives_way_to_an_older_one(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 3);
    fixture_move(fixture, "index/generations/000002", "elsewhere");
    assert_int_equal(roll_back(fixture), 0);
    assert_int_equal(fixture_count(fixture, "restored"), 1);
}

static void what_is_broken_is_not_gone_back_to_and_is_76(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 2);
    assert_int_equal(
        truncate(fixture_path(fixture, "index/generations/000001/columns.bin"),
                 50),
        0);
    assert_int_equal(roll_back(fixture), 76);
    assert_non_null(strstr(fixture->errors, "000001/columns.bin"));
    assert_int_equal(fixture_generation(fixture, "index"), 2);
}

static void it_is_the_way_out_of_a_broken_generation(void **state) {
    struct fixture *fixture = *state;
    static const char *const files[] = {"columns.bin", "manifest.json",
                                        "sources.bin"};
    for (size_t i = 0; i < 3; i++) {
        char path[64];
        publish(fixture, 2);
        snprintf(path, sizeof path, "index/current/%s", files[i]);
        assert_int_equal(truncate(fixture_path(fixture, path), 9), 0);
        assert_int_equal(fixture_index(fixture, NULL), 76);
        assert_int_equal(roll_back(fixture), 0);
        assert_int_equal(RUN(fixture, "--index", "index", "--verify"), 0);
        assert_int_equal(fixture_index(fixture, NULL), 0);
        assert_int_equal(count_documents(fixture), 2);
    }
}

static void a_rebuild_is_the_other_way_out_of_a_broken_manifest(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 2);
    fixture_write(fixture, "index/current/manifest.json", "{}");
    assert_int_equal(fixture_index(fixture, NULL), 76);
    assert_non_null(strstr(fixture->errors, "--rebuild"));
    assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
    assert_int_equal(fixture_count(fixture, "generation"), 3);
    assert_int_equal(count_documents(fixture), 2);
}

static void a_held_lock_is_75(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 2);
    int lock = open(fixture_path(fixture, "index/lock"), O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_int_equal(roll_back(fixture), 75);
    assert_int_equal(fixture_generation(fixture, "index"), 2);
    close(lock);
}

static void a_signal_while_it_checks_ends_it_at_once(void **state) {
    struct fixture *fixture = *state;
    static const char *const arguments[] = {"--index", "index", "--rollback",
                                            NULL};
    publish(fixture, 2);
    const char *path =
        fixture_path(fixture, "index/generations/000001/columns.bin");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    pid_t pid = fixture_start(fixture, arguments);
    int held = open(path, O_WRONLY | O_CLOEXEC); /* once it is read */
    int status = -1;
    assert_int_equal(kill(pid, SIGINT), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 130);
    close(held);
    assert_int_equal(fixture_generation(fixture, "index"), 2);
}

static void killed_at_any_moment_it_is_done_or_it_is_not(void **state) {
    struct fixture *fixture = *state;
    static const char *const arguments[] = {"--index", "index", "--rollback",
                                            NULL};
    publish(fixture, 2);
    for (int i = 0; i < ROUNDS; i++) {
        uint64_t before = fixture_generation(fixture, "index");
        pid_t pid = fixture_start(fixture, arguments);
        nanosleep(&(struct timespec){.tv_nsec = (long)i * 1000 * 1000}, NULL);
        kill(pid, SIGKILL);
        fixture_wait(fixture, pid);
        uint64_t after = fixture_generation(fixture, "index");
        assert_true(after == before || after == before + 1);
        assert_int_equal(RUN(fixture, "--index", "index", "--verify"), 0);
    }
    assert_int_equal(roll_back(fixture), 0);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(count_documents(fixture), 2);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(the_list_has_each_kept_generation_in_order),
        TEST(the_table_marks_the_current_one),
        TEST(a_damaged_generation_is_listed_as_that),
        TEST(listing_and_rolling_back_without_an_index_is_66),
        TEST(a_rollback_brings_the_generation_before_back),
        TEST(its_words_say_what_it_did),
        TEST(a_second_rollback_undoes_the_first),
        TEST(the_next_run_reads_again_what_differs),
        TEST(the_files_are_shared_and_outlive_the_generation),
        TEST(nothing_to_go_back_to_is_66_and_changes_nothing),
        TEST(a_parent_that_is_not_kept_gives_way_to_an_older_one),
        TEST(what_is_broken_is_not_gone_back_to_and_is_76),
        TEST(it_is_the_way_out_of_a_broken_generation),
        TEST(a_rebuild_is_the_other_way_out_of_a_broken_manifest),
        TEST(a_held_lock_is_75),
        TEST(a_signal_while_it_checks_ends_it_at_once),
        TEST(killed_at_any_moment_it_is_done_or_it_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
