/* test_prune.c - documents leave with their files when that is asked for, and
 * not when a disk seems to be missing. */
#include "indexer_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *name_of(int number) {
    static char name[32];
    snprintf(name, sizeof name, "papers/%02d.txt", number);
    return name;
}

static void publish(struct fixture *fixture, int count) {
    for (int i = 0; i < count; i++) {
        char subject[32];
        snprintf(subject, sizeof subject, "subject %d", i);
        fixture_write_paper(fixture, name_of(i), subject);
    }
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "documents"), count);
}

static void remove_papers(const struct fixture *fixture, int from, int count) {
    for (int i = from; i < from + count; i++)
        fixture_remove(fixture, name_of(i));
}

static int prune(struct fixture *fixture, const char *option,
                 const char *value) {
    return RUN_INDEX(fixture, "--report", "report.jsonl", "--json", "papers",
                     "--prune", option, value);
}

static void without_it_a_document_stays(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 10);
    remove_papers(fixture, 0, 1);
    assert_int_equal(RUN_INDEX(fixture, "papers"), 0);
    assert_non_null(strstr(fixture->errors, "gone: 1; --prune"));
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "documents"), 10);
    assert_int_equal(fixture_count(fixture, "gone"), 1);
}

static void a_document_whose_file_has_gone_is_dropped(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 10);
    remove_papers(fixture, 3, 2);
    assert_int_equal(prune(fixture, NULL, NULL), 0);
    assert_int_equal(fixture_count(fixture, "removed"), 2);
    assert_int_equal(fixture_count(fixture, "unchanged"), 8);
    assert_int_equal(fixture_count(fixture, "documents"), 8);
    assert_int_equal(fixture_count(fixture, "gone"), 0);
    assert_string_equal(fixture_reported(fixture, "03.txt", "outcome"),
                        "removed");
    assert_string_equal(fixture_reported(fixture, "03.txt", "reason"),
                        "the file has gone");
    assert_non_null(fixture_reported(fixture, "03.txt", "id"));
    json_t *documents = fixture_documents(fixture, "index");
    assert_null(fixture_card(documents, "03.txt"));
    json_decref(documents);
    assert_int_equal(prune(fixture, NULL, NULL), 0);
    assert_false(fixture_published(fixture));
}

static void what_is_left_is_what_an_index_from_nothing_has(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 10);
    remove_papers(fixture, 0, 2);
    assert_int_equal(prune(fixture, NULL, NULL), 0);
    json_t *pruned = fixture_documents(fixture, "index");
    assert_int_equal(
        RUN(fixture, "-i", "other", "--schema", "schema", "papers"), 0);
    json_t *fresh = fixture_documents(fixture, "other");
    assert_int_equal(json_object_size(fresh), json_object_size(pruned));
    const char *id;
    json_t *document;
    json_object_foreach(fresh, id, document)
        assert_non_null(json_object_get(pruned, id));
    json_decref(pruned);
    json_decref(fresh);
}

static void more_than_a_fifth_is_64_and_changes_nothing(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 10);
    fixture_remove(fixture, "report.jsonl");
    remove_papers(fixture, 0, 3);
    fixture_write_paper(fixture, "papers/new.txt", "novelties");
    assert_int_equal(prune(fixture, NULL, NULL), 64);
    assert_non_null(strstr(fixture->errors, "3 of the 10 documents"));
    assert_non_null(strstr(fixture->errors, "disk missing"));
    assert_non_null(strstr(fixture->errors, "--force"));
    assert_non_null(strstr(fixture->errors, "--prune-limit 30"));
    assert_int_equal(fixture_generation(fixture, "index"), 1);
    assert_int_not_equal(access(fixture_path(fixture, "report.jsonl"), F_OK),
                         0);
    assert_int_not_equal(
        access(fixture_path(fixture, "index/generations/000002.new"), F_OK), 0);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "added"), 1);
}

static void force_or_a_higher_limit_lets_them_go(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 10);
    remove_papers(fixture, 0, 3);
    assert_int_equal(prune(fixture, "--prune-limit", "29.9"), 64);
    assert_int_equal(prune(fixture, "--prune-limit", "30%"), 0);
    assert_int_equal(fixture_count(fixture, "removed"), 3);
    remove_papers(fixture, 3, 7);
    assert_int_equal(prune(fixture, "--force", NULL), 0);
    assert_int_equal(fixture_count(fixture, "removed"), 7);
    assert_int_equal(fixture_count(fixture, "documents"), 0);
}

static void a_limit_of_nothing_lets_nothing_go(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 10);
    assert_int_equal(prune(fixture, "--prune-limit", "0"), 0);
    remove_papers(fixture, 0, 1);
    assert_int_equal(prune(fixture, "--prune-limit", "0"), 64);
}

static void a_folder_that_is_empty_is_taken_for_a_missing_disk(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 4);
    remove_papers(fixture, 0, 4);
    assert_int_equal(prune(fixture, NULL, NULL), 64);
    assert_non_null(strstr(fixture->errors, "(100%)"));
}

/* A missing disk is no less missing when others are full. */
static void new_files_do_not_make_up_for_gone_ones(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 4);
    remove_papers(fixture, 0, 4);
    for (int i = 10; i < 40; i++)
        fixture_write_paper(fixture, name_of(i), name_of(i));
    assert_int_equal(prune(fixture, NULL, NULL), 64);
}

static void
what_is_under_another_source_stays_and_is_not_counted(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "others/a.txt", "allotments");
    fixture_write_paper(fixture, "others/b.txt", "bridges");
    publish(fixture, 6);
    assert_int_equal(RUN_INDEX(fixture, "others"), 0);
    fixture_remove(fixture, "others/a.txt");
    remove_papers(fixture, 0, 1);
    assert_int_equal(prune(fixture, NULL, NULL), 0);
    assert_int_equal(fixture_count(fixture, "removed"), 1);
    assert_int_equal(fixture_count(fixture, "documents"), 7);
    assert_int_equal(RUN_INDEX(fixture, "--prune", "others"), 64);
    assert_non_null(strstr(fixture->errors, "1 of the 2 documents"));
}

static void what_moved_has_not_gone(void **state) {
    struct fixture *fixture = *state;
    char to[64];
    publish(fixture, 5);
    for (int i = 0; i < 5; i++) {
        snprintf(to, sizeof to, "papers/moved/%d.txt", i);
        fixture_move(fixture, name_of(i), to);
    }
    assert_int_equal(prune(fixture, NULL, NULL), 0);
    assert_int_equal(fixture_count(fixture, "moved"), 5);
    assert_int_equal(fixture_count(fixture, "removed"), 0);
}

static void what_cannot_be_looked_at_has_not_gone_for_certain(void **state) {
    struct fixture *fixture = *state;
    if (geteuid() == 0)
        skip(); /* whom no folder keeps out */
    publish(fixture, 10);
    fixture_write_paper(fixture, "papers/shut/a.txt", "allotments");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(chmod(fixture_path(fixture, "papers/shut"), 0), 0);
    int status = prune(fixture, "--force", NULL);
    assert_int_equal(chmod(fixture_path(fixture, "papers/shut"), 0700), 0);
    assert_int_equal(status, 65);
    assert_int_equal(fixture_count(fixture, "documents"), 11);
}

static void what_people_said_of_it_goes_too(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "papers/00.txt.meta.yaml", "title: Zeppelins\n");
    publish(fixture, 10);
    remove_papers(fixture, 0, 1);
    fixture_remove(fixture, "papers/00.txt.meta.yaml");
    assert_int_equal(prune(fixture, NULL, NULL), 0);
    assert_int_equal(fixture_count(fixture, "removed"), 1);
    char *sources = fixture_read(fixture, "index/current/sources.bin");
    struct stat facts;
    assert_int_equal(
        stat(fixture_path(fixture, "index/current/sources.bin"), &facts), 0);
    assert_null(memmem(sources, (size_t)facts.st_size, "00.txt", 6));
    assert_non_null(memmem(sources, (size_t)facts.st_size, "01.txt", 6));
    free(sources);
    assert_int_equal(prune(fixture, NULL, NULL), 0);
    assert_false(fixture_published(fixture));
}

static void a_file_that_comes_back_has_the_id_of_its_path_again(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 10);
    char *id = strdup(fixture_reported(fixture, "00.txt", "id"));
    remove_papers(fixture, 0, 1);
    assert_int_equal(prune(fixture, NULL, NULL), 0);
    fixture_write_paper(fixture, name_of(0), "subject 0");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "added"), 1);
    assert_string_equal(fixture_reported(fixture, "00.txt", "id"), id);
    free(id);
}

static void a_dry_run_says_what_would_go_and_refuses_alike(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 10);
    remove_papers(fixture, 0, 2);
    assert_int_equal(prune(fixture, "--dry-run", NULL), 0);
    assert_int_equal(fixture_count(fixture, "removed"), 2);
    assert_int_equal(fixture_generation(fixture, "index"), 1);
    remove_papers(fixture, 2, 2);
    assert_int_equal(prune(fixture, "--dry-run", NULL), 64);
    assert_int_equal(prune(fixture, "--explain", NULL), 64);
}

static void misuse_is_64(void **state) {
    struct fixture *fixture = *state;
    publish(fixture, 1);
    assert_int_equal(RUN_INDEX(fixture, "--force", "papers"), 64);
    assert_int_equal(RUN_INDEX(fixture, "--prune-limit", "5", "papers"), 64);
    static const char *const limits[] = {"-1", "101", "", "ten", "5%%", "nan"};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        assert_int_equal(prune(fixture, "--prune-limit", limits[i]), 64);
        assert_non_null(strstr(fixture->errors, "from 0 to 100"));
    }
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(without_it_a_document_stays),
        TEST(a_document_whose_file_has_gone_is_dropped),
        TEST(what_is_left_is_what_an_index_from_nothing_has),
        TEST(more_than_a_fifth_is_64_and_changes_nothing),
        TEST(force_or_a_higher_limit_lets_them_go),
        TEST(a_limit_of_nothing_lets_nothing_go),
        TEST(a_folder_that_is_empty_is_taken_for_a_missing_disk),
        TEST(new_files_do_not_make_up_for_gone_ones),
        TEST(what_is_under_another_source_stays_and_is_not_counted),
        TEST(what_moved_has_not_gone),
        TEST(what_cannot_be_looked_at_has_not_gone_for_certain),
        TEST(what_people_said_of_it_goes_too),
        TEST(a_file_that_comes_back_has_the_id_of_its_path_again),
        TEST(a_dry_run_says_what_would_go_and_refuses_alike),
        TEST(misuse_is_64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
