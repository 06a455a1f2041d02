/* test_jobs.c - how many jobs a run has changes nothing of what comes of it. */
#include "indexer_fixture.h"

#include <stdlib.h>
#include <string.h>

static void copy_sample(const struct fixture *fixture) {
    fixture_copy_tree(CONCORD_ROOT "/corpus/sample/papers",
                      fixture_path(fixture, "sample"));
}

/* Without the time of the run. */
static json_t *index_with(struct fixture *fixture, const char *jobs,
                          const char *index) {
    assert_int_equal(RUN(fixture, "--schema", "schema", "--jobs", jobs,
                         "--index", index, "sample"),
                     0);
    json_t *documents = fixture_documents(fixture, index);
    const char *id = NULL;
    json_t *document = NULL;
    json_object_foreach(documents, id, document) json_object_del(
        json_object_get(json_object_get(document, "card"), "source"),
        "first_indexed");
    return documents;
}

static void any_number_of_jobs_makes_the_same_documents(void **state) {
    struct fixture *fixture = *state;
    copy_sample(fixture);
    json_t *one = index_with(fixture, "1", "index-of-one");
    json_t *four = index_with(fixture, "4", "index-of-four");
    assert_true(json_object_size(one) > 100);
    assert_same_documents(one, four);
    json_decref(one);
    json_decref(four);
}

static char *explain_with(struct fixture *fixture, const char *jobs) {
    assert_int_equal(RUN(fixture, "--schema", "schema", "--explain", "--jobs",
                         jobs, "sample"),
                     0);
    char *output = strdup(fixture->output);
    assert_non_null(output);
    return output;
}

static void documents_are_explained_in_one_order(void **state) {
    struct fixture *fixture = *state;
    copy_sample(fixture);
    char *one = explain_with(fixture, "1");
    char *four = explain_with(fixture, "4");
    assert_string_equal(one, four);
    free(one);
    free(four);
}

static void what_is_no_number_of_jobs_is_64(void **state) {
    struct fixture *fixture = *state;
    static const char *const wrong[] = {"0", "-1", "257", "two", "2x", ""};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(RUN_INDEX(fixture, "-j", wrong[i], "papers"), 64);
        assert_non_null(strstr(fixture->errors, "--jobs"));
    }
    assert_int_equal(RUN(fixture, "--verify", "--jobs", "2"), 64);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(any_number_of_jobs_makes_the_same_documents),
        TEST(documents_are_explained_in_one_order),
        TEST(what_is_no_number_of_jobs_is_64)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
