/* test_recurrence.c - what recurs across the archive is told as it comes and
 * goes, and only the documents that it concerns are described again. */
#include "indexer_fixture.h"

#include <string.h>

#define LANES                                                                  \
    "Mending the lanes\n\nThe parish walked every lane in March and counted "  \
    "the holes that winter had left between the church and the mill.\n\n"      \
    "Volunteers from three villages then marked each of them on a map that "   \
    "hangs in the library until summer.\n\n"
#define LUNCHES                                                                \
    "Lunch on Thursdays\n\nForty older neighbours come to the hall for soup "  \
    "and company, and the school sends its choir at Christmas.\n\nMoney for "  \
    "the kitchen came from a bequest, a raffle and the district's small "      \
    "grants scheme last autumn.\n\n"
#define BUSES                                                                  \
    "A bus on Sundays\n\nNobody could reach the hospital on a Sunday before "  \
    "drivers offered their own cars and a rota was made.\n\nPatients now "     \
    "telephone the office by Friday noon and are called for at their door "    \
    "by someone they know.\n\n"
#define FOOTER                                                                 \
    "Share this\n\nBarset Voice, the people's forum\n\nA thing of beauty by "  \
    "Tin Roof\n\n© Barset Voice 2006–2021\n"

static const char line[] = "A thing of beauty by Tin Roof";

static bool drops_line(const struct fixture *fixture, const char *path) {
    json_t *documents = fixture_documents(fixture, "index");
    json_t *card = fixture_card(documents, path);
    assert_non_null(card);
    bool dropped = false;
    size_t index;
    json_t *block;
    json_array_foreach(json_object_get(card, "boilerplate"), index, block) {
        if (strcmp(json_string_value(json_object_get(block, "text")), line) ==
            0) {
            assert_string_equal(
                json_string_value(json_object_get(block, "rule")),
                "recurs-in-archive");
            dropped = true;
        }
    }
    json_decref(documents);
    return dropped;
}

static void a_footer_comes_with_the_second_file_that_has_it(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "papers/lanes.txt", LANES FOOTER);
    fixture_write(fixture, "papers/buses.txt", BUSES);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(drops_line(fixture, "lanes.txt"));
    fixture_write(fixture, "papers/lunches.txt", LUNCHES FOOTER);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_true(drops_line(fixture, "lanes.txt"));
    assert_true(drops_line(fixture, "lunches.txt"));
}

static void a_footer_is_none_once_the_other_file_has_gone(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "papers/lanes.txt", LANES FOOTER);
    fixture_write(fixture, "papers/lunches.txt", LUNCHES FOOTER);
    fixture_write(fixture, "papers/buses.txt", BUSES);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_true(drops_line(fixture, "lanes.txt"));
    fixture_remove(fixture, "papers/lunches.txt");
    assert_int_equal(
        RUN_INDEX(fixture, "--json", "--prune", "--force", "papers"), 0);
    assert_false(drops_line(fixture, "lanes.txt"));
}

static void only_those_with_the_footer_are_described_again(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "papers/lanes.txt", LANES FOOTER);
    fixture_write(fixture, "papers/buses.txt", BUSES);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write(fixture, "papers/lunches.txt", LUNCHES FOOTER);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_string_equal(fixture_reported(fixture, "lanes.txt", "outcome"),
                        "changed");
    assert_string_equal(fixture_reported(fixture, "buses.txt", "outcome"),
                        "unchanged");
}

static void what_is_withdrawn_is_no_witness(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "papers/lanes.txt", LANES FOOTER);
    fixture_write(fixture, "papers/lunches.txt", LUNCHES FOOTER);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_true(drops_line(fixture, "lanes.txt"));
    fixture_write(fixture, "papers/overrides.yaml",
                  "lunches.txt:\n  withdraw: true\n");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_false(drops_line(fixture, "lanes.txt"));
}

/* A sidecar alone: nothing that rulings depend on has changed, and yet the
 * paper is described again by its ruling. */
static void a_ruling_outlives_what_people_say(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "papers/lanes.txt", LANES FOOTER);
    fixture_write(fixture, "papers/lunches.txt", LUNCHES FOOTER);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write(fixture, "papers/lanes.txt.meta.yaml", "title: On lanes\n");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_true(fixture_published(fixture));
    assert_true(drops_line(fixture, "lanes.txt"));
    assert_int_equal(RUN(fixture, "--index", "index", "--verify"), 0);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(a_footer_comes_with_the_second_file_that_has_it),
        TEST(a_footer_is_none_once_the_other_file_has_gone),
        TEST(only_those_with_the_footer_are_described_again),
        TEST(what_is_withdrawn_is_no_witness),
        TEST(a_ruling_outlives_what_people_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
