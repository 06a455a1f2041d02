/* test_truth.c - the real indexer over real and sample papers, held against
 * what an archivist says of them. */
#include <limits.h>
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "cards.h"
#include "folder_tree.h"
#include "truth.h"
#include "yaml_json.h"

extern char **environ;

static char directory[] = "/tmp/concord-truth-XXXXXX";

static int set_up(void **state) {
    (void)state;
    strcpy(directory, "/tmp/concord-truth-XXXXXX");
    return mkdtemp(directory) == NULL ? -1 : 0;
}

static int tear_down(void **state) {
    (void)state;
    return folder_tree_remove(directory);
}

static struct index_reader *index_papers(const char *papers) {
    char *arguments[] = {strdup("concord-indexer"),
                         strdup("--quiet"),
                         strdup("--index"),
                         directory,
                         strdup(papers),
                         NULL};
    pid_t pid;
    int status = -1;
    assert_int_equal(
        posix_spawn(&pid, CONCORD_INDEXER, NULL, NULL, arguments, environ), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    free(arguments[0]);
    free(arguments[1]);
    free(arguments[2]);
    free(arguments[4]);
    struct generation *generation = NULL;
    struct index_reader *reader = NULL;
    struct concord_error err = {0};
    if (generation_open_current(&generation, directory, &err) != CONCORD_OK ||
        index_reader_open(&reader, generation, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    generation_release(generation);
    return reader;
}

/* Differences are listed to write rules by: never those of papers that no
 * rule is to be written by, unless one asks on purpose. */
static struct truth_listing listing_of(bool unseen) {
    bool hidden = unseen && getenv("CONCORD_TRUTH_UNSEEN") == NULL;
    return (struct truth_listing){.out = hidden ? NULL : stdout,
                                  .others =
                                      getenv("CONCORD_TRUTH_OTHERS") != NULL};
}

static void compare(struct truth_report *report, json_t *truth,
                    const char *papers, struct truth_listing listing) {
    if (truth == NULL)
        fail_msg("%s: no record of what its papers are", papers);
    struct index_reader *reader = index_papers(papers);
    struct concord_error err = {0};
    json_t *cards = NULL;
    if (cards_of_index(&cards, reader, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    truth_compare(report, truth, cards, listing);
    truth_print(report, stdout);
    json_decref(cards);
    index_reader_close(reader);
    json_decref(truth);
}

/* Of each thing recorded, in per cent of the papers wholly right: a floor a
 * little under what the rules reach, so that none is lost unnoticed. `unseen`
 * is for papers that no rule is written by. */
static const struct {
    const char *name;
    unsigned seen;
    unsigned unseen;
} floors[] = {
    {"title", 98, 73},       {"type", 97, 93},          {"date", 96, 73},
    {"region", 98, 100},     {"place", 94, 93},         {"sector", 85, 93},
    {"topic", 75, 66},       {"people", 80, 60},        {"roles", 72, 58},
    {"signatories", 80, 92}, {"organisations", 66, 53}, {"parties", 58, 0},
    {"creator", 81, 88},     {"quotations", 95, 80},    {"speakers", 88, 80},
    {"clauses", 84, 25},     {"clause kinds", 82, 25},  {"relations", 79, 86},
    {"acronyms", 87, 100},   {"boilerplate", 90, 60},   {"kept", 100, 93},
    {"copies", 100, 100},
};

static void assert_right(const struct truth_report *report, const char *name,
                         unsigned share) {
    const struct truth_figure *figure = truth_figure(report, name);
    assert_non_null(figure);
    if (figure->right_papers * 100 < figure->papers * share)
        fail_msg("%s: %u of %u papers are right, which is below %u%%", name,
                 figure->right_papers, figure->papers, share);
}

static void the_seeds_are_what_the_archivist_says(void **state) {
    (void)state;
    char path[PATH_MAX];
    char papers[PATH_MAX];
    const char *shared = getenv("CONCORD_SHARED");
    snprintf(path, sizeof path, "%s/truth/seeds.json",
             shared == NULL ? "" : shared);
    snprintf(papers, sizeof papers, "%s/seeds", shared == NULL ? "" : shared);
    if (access(path, R_OK) != 0) {
        printf("skipped: %s is not here\n", path);
        skip();
    }
    struct truth_report report;
    compare(&report, json_load_file(path, 0, NULL), papers, listing_of(false));
    assert_int_equal(report.missing_papers, 0);
    for (size_t i = 0; i < sizeof floors / sizeof *floors; i++)
        assert_right(&report, floors[i].name, 100);
    assert_int_equal(report.dates.wrong, 0);
}

static void the_sample_archive_is_mostly_what_its_record_says(void **state) {
    (void)state;
    struct truth_report report;
    compare(&report, yaml_json_load(CONCORD_ROOT "/corpus/sample/truth.yaml"),
            CONCORD_ROOT "/corpus/sample/papers", listing_of(false));
    assert_int_equal(report.missing_papers, 0);
    for (size_t i = 0; i < sizeof floors / sizeof *floors; i++)
        assert_right(&report, floors[i].name, floors[i].seen);
    assert_true(report.dates.wrong_stated <= 1);
}

/* No rule is written by these papers, so these floors say whether the rules
 * hold in general. */
static void papers_that_no_rule_was_written_by_are_described(void **state) {
    (void)state;
    const char *path = CONCORD_ROOT "/corpus/sample/truth-unseen.yaml";
    json_t *truth = yaml_json_load(path);
    if (truth != NULL && json_object_size(truth) == 0) {
        json_decref(truth);
        printf("skipped: %s has no papers until new ones are recorded\n", path);
        skip();
    }
    struct truth_report report;
    compare(&report, truth, CONCORD_ROOT "/corpus/sample/papers",
            listing_of(true));
    assert_int_equal(report.missing_papers, 0);
    for (size_t i = 0; i < sizeof floors / sizeof *floors; i++)
        assert_right(&report, floors[i].name, floors[i].unseen);
    assert_true(report.dates.wrong_stated <= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_seeds_are_what_the_archivist_says,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            the_sample_archive_is_mostly_what_its_record_says, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            papers_that_no_rule_was_written_by_are_described, set_up,
            tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
