/* test_purge.c - after --purge nothing of what was withdrawn or dropped is in
 * any file of the index. */
#include "indexer_fixture.h"

#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "engine/block_store.h"
#include "engine/index_writer.h"
#include "engine/source_table.h"

enum { PAPERS = 30, ROUNDS = 12 };

/* A word that the stemmer leaves alone: the index has it as a term. */
static const char secret[] = "zyxwvutsrq";

/* It is in what is said, in what is undertaken and in a name for the archive's
 * list of acronyms. */
static void write_secret(struct fixture *fixture) {
    char text[1024];
    snprintf(text, sizeof text,
             "%s Compact\n\nAn agreement between the council and the voluntary "
             "sector.\n\nOur commitments\n\n"
             "1. The council will consult %s groups for twelve weeks.\n\n"
             "2. The council will publish what %s groups answered.\n\n"
             "3. We will meet %s groups every year.\n\n"
             "Jane Doe, chair of the Zyxwvutsrq Voluntary Forum (ZVF), said: "
             "\"We are glad that %s groups will be heard in our county.\"\n",
             secret, secret, secret, secret, secret);
    fixture_write(fixture, "papers/secret.txt", text);
}

static void publish(struct fixture *fixture) {
    char name[32];
    char subject[32];
    for (int i = 0; i < PAPERS; i++) {
        snprintf(name, sizeof name, "papers/%02d.txt", i);
        snprintf(subject, sizeof subject, "subject %d", i);
        fixture_write_paper(fixture, name, subject);
    }
    write_secret(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 0);
}

static int purge(struct fixture *fixture) {
    return fixture_index(fixture, "--purge");
}

static void withdraw(struct fixture *fixture) {
    fixture_write(fixture, "papers/overrides.yaml",
                  "secret.txt:\n  withdraw: true\n");
}

/* ---- looking for it ---- */

static size_t holders;
static bool among_statements; /* a file of statements/ is among them */
static bool in_archive;       /* archive.bin is */

static int look_into(const char *path, const struct stat *facts, int type,
                     struct FTW *walk) {
    (void)walk;
    if (type != FTW_F || facts->st_size == 0)
        return 0;
    char *bytes = malloc((size_t)facts->st_size);
    assert_non_null(bytes);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, (size_t)facts->st_size, file),
                     facts->st_size);
    fclose(file);
    /* In a name it begins with a capital. */
    bool holds = memmem(bytes, (size_t)facts->st_size, secret + 1,
                        strlen(secret + 1)) != NULL;
    holders += holds;
    among_statements |= holds && strstr(path, "/statements/") != NULL;
    in_archive |= holds && strstr(path, "/archive.bin") != NULL;
    free(bytes);
    return 0;
}

/* In how many files of the index the word stands. */
static size_t count_holders(const struct fixture *fixture) {
    holders = 0;
    among_statements = in_archive = false;
    assert_int_equal(
        nftw(fixture_path(fixture, "index"), look_into, 16, FTW_PHYS), 0);
    return holders;
}

/* What is compressed cannot be searched for a word, but it can be measured. */
static void assert_no_holes(const struct fixture *fixture) {
    struct source_table *table = NULL;
    struct block_store *store = NULL;
    assert_int_equal(
        source_table_read(
            &table, fixture_path(fixture, "index/current/sources.bin"), NULL),
        CONCORD_OK);
    assert_int_equal(block_store_open(&store, BLOCK_STORE_EXTRACTED,
                                      fixture_path(fixture, "index/current"),
                                      NULL),
                     CONCORD_OK);
    size_t count = 0;
    struct block_ref **live = source_table_blobs(table, &count);
    bool holes = block_store_has_holes(store, live, count);
    assert_false(holes);
    assert_int_equal(index_writer_has_holes(
                         fixture_path(fixture, "index/current"), &holes, NULL),
                     CONCORD_OK);
    assert_false(holes);
    free(live);
    block_store_close(store);
    source_table_destroy(table);
}

/* imprints.bin ends in where each imprint is, 48 bytes of which the last four
 * are its size; segments have nothing else. */
static void assert_no_imprint_without_a_paper(const struct fixture *fixture) {
    enum { HEADER = 80, ENTRY = 48 };
    size_t sizes = 0;
    struct stat facts = {.st_size = 0};
    char entry[ENTRY];
    FILE *file =
        fopen(fixture_path(fixture, "index/current/imprints.bin"), "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, HEADER, SEEK_SET), 0);
    while (fread(entry, sizeof entry, 1, file) == 1) {
        uint32_t size = 0;
        memcpy(&size, entry + ENTRY - sizeof size, sizeof size);
        sizes += size;
    }
    fclose(file);
    for (int i = 1; i <= 64; i++) {
        char name[64];
        snprintf(name, sizeof name, "index/current/imprints.%06d", i);
        if (stat(fixture_path(fixture, name), &facts) == 0)
            sizes -= (size_t)facts.st_size;
    }
    assert_int_equal(sizes, 0);
}

static size_t count_generations(struct fixture *fixture) {
    assert_int_equal(
        RUN(fixture, "--index", "index", "--list-generations", "--json"), 0);
    json_t *whole = json_loads(fixture->output, 0, NULL);
    size_t count = json_array_size(json_object_get(whole, "generations"));
    json_decref(whole);
    return count;
}

static void assert_purged(struct fixture *fixture) {
    assert_int_equal(count_holders(fixture), 0);
    assert_no_holes(fixture);
    assert_no_imprint_without_a_paper(fixture);
    assert_int_equal(count_generations(fixture), 1);
    assert_int_equal(RUN(fixture, "--index", "index", "--verify"), 0);
}

/* ---- the claims ---- */

static void what_is_withdrawn_is_in_older_generations_without_it(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    withdraw(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "documents"), PAPERS);
    assert_true(count_holders(fixture) > 0);
    assert_true(among_statements);
    assert_true(in_archive);
    assert_int_equal(count_generations(fixture), 2);
}

static void what_is_withdrawn_is_nowhere_after_it(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    withdraw(fixture);
    assert_int_equal(purge(fixture), 0);
    assert_int_equal(fixture_count(fixture, "removed"), 1);
    assert_int_equal(fixture_count(fixture, "purged"), 1);
    assert_purged(fixture);
}

static void it_also_purges_what_was_withdrawn_before(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    withdraw(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(purge(fixture), 0);
    assert_true(fixture_published(fixture));
    assert_int_equal(fixture_count(fixture, "generation"), 3);
    assert_int_equal(fixture_count(fixture, "purged"), 2);
    assert_purged(fixture);
}

static void it_also_purges_what_never_was_a_document(void **state) {
    struct fixture *fixture = *state;
    withdraw(fixture);
    publish(fixture);
    assert_int_equal(fixture_count(fixture, "documents"), PAPERS);
    assert_int_equal(purge(fixture), 0);
    assert_true(fixture_published(fixture));
    assert_purged(fixture);
}

static void what_is_pruned_is_purged(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    fixture_remove(fixture, "papers/secret.txt");
    assert_int_equal(RUN_INDEX(fixture, "--prune", "--purge", "papers"), 0);
    assert_non_null(
        strstr(fixture->errors, "older generations removed: 1; nothing"));
    assert_purged(fixture);
}

static void with_nothing_left_to_purge_nothing_is_published(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    assert_int_equal(purge(fixture), 0);
    assert_false(fixture_published(fixture));
    withdraw(fixture);
    assert_int_equal(purge(fixture), 0);
    assert_int_equal(purge(fixture), 0);
    assert_false(fixture_published(fixture));
    assert_int_equal(fixture_count(fixture, "purged"), 0);
}

static void there_is_nothing_to_roll_back_to_after_it(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    withdraw(fixture);
    assert_int_equal(purge(fixture), 0);
    assert_int_equal(RUN(fixture, "--index", "index", "--rollback"), 66);
}

static void the_rest_is_as_it_was(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    withdraw(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    json_t *before = fixture_documents(fixture, "index");
    assert_int_equal(purge(fixture), 0);
    json_t *purged = fixture_documents(fixture, "index");
    assert_same_documents(before, purged);
    assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
    json_t *rebuilt = fixture_documents(fixture, "index");
    assert_same_documents(before, rebuilt);
    json_decref(before);
    json_decref(purged);
    json_decref(rebuilt);
}

static void what_is_withdrawn_no_more_is_read_again(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    json_t *before = fixture_documents(fixture, "index");
    withdraw(fixture);
    assert_int_equal(purge(fixture), 0);
    fixture_remove(fixture, "papers/overrides.yaml");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "added"), 1);
    json_t *after = fixture_documents(fixture, "index");
    assert_same_documents(before, after);
    json_decref(before);
    json_decref(after);
}

/* Its id has come with it from another path, and that is what people name. */
static void a_moved_paper_stays_withdrawn_by_its_id(void **state) {
    struct fixture *fixture = *state;
    char overrides[128];
    publish(fixture);
    const char *id = fixture_reported(fixture, "secret.txt", "id");
    snprintf(overrides, sizeof overrides, "%s:\n  withdraw: true\n", id);
    fixture_move(fixture, "papers/secret.txt", "papers/moved.txt");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    fixture_write(fixture, "papers/overrides.yaml", overrides);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(fixture_count(fixture, "documents"), PAPERS);
    fixture_move(fixture, "papers/moved.txt", "papers/again.txt");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(purge(fixture), 0);
        assert_int_equal(fixture_count(fixture, "documents"), PAPERS);
        assert_purged(fixture);
    }
    assert_int_equal(fixture_index(fixture, "--rebuild"), 0);
    assert_int_equal(fixture_count(fixture, "documents"), PAPERS);
}

static void a_dry_run_removes_nothing(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "--purge", "papers"), 0);
    publish(fixture);
    withdraw(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_int_equal(RUN_INDEX(fixture, "--dry-run", "--purge", "papers"), 0);
    assert_int_equal(count_generations(fixture), 2);
    assert_int_equal(fixture_generation(fixture, "index"), 2);
}

static void killed_at_any_moment_the_next_one_completes_it(void **state) {
    struct fixture *fixture = *state;
    static const char *const arguments[] = {
        "--index", "index", "--schema", "schema", "--purge", "papers", NULL};
    publish(fixture);
    for (int i = 0; i < ROUNDS; i++) {
        unlink(fixture_path(fixture, "papers/overrides.yaml"));
        assert_int_equal(fixture_index(fixture, NULL), 0);
        withdraw(fixture);
        pid_t pid = fixture_start(fixture, arguments);
        nanosleep(&(struct timespec){.tv_nsec = (long)i * 8 * 1000 * 1000},
                  NULL);
        kill(pid, SIGKILL);
        fixture_wait(fixture, pid);
        assert_int_equal(RUN(fixture, "--index", "index", "--verify"), 0);
        assert_int_equal(purge(fixture), 0);
        assert_purged(fixture);
    }
}

static void an_override_that_names_no_paper_is_warned_of_once(void **state) {
    struct fixture *fixture = *state;
    publish(fixture);
    fixture_write(fixture, "papers/overrides.yaml",
                  "secret.txt:\n  withdraw: true\n"
                  "secrets.txt:\n  withdraw: true\n");
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_non_null(strstr(fixture->errors,
                           "overrides.yaml:3: no paper has the id or path "
                           "'secrets.txt', so nothing is withdrawn by it"));
    assert_null(strstr(fixture->errors, "'secret.txt'"));
    assert_int_equal(fixture_index(fixture, NULL), 0);
    assert_null(strstr(fixture->errors, "secrets.txt"));
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(what_is_withdrawn_is_in_older_generations_without_it),
        TEST(what_is_withdrawn_is_nowhere_after_it),
        TEST(it_also_purges_what_was_withdrawn_before),
        TEST(it_also_purges_what_never_was_a_document),
        TEST(what_is_pruned_is_purged),
        TEST(with_nothing_left_to_purge_nothing_is_published),
        TEST(there_is_nothing_to_roll_back_to_after_it),
        TEST(the_rest_is_as_it_was),
        TEST(what_is_withdrawn_no_more_is_read_again),
        TEST(a_moved_paper_stays_withdrawn_by_its_id),
        TEST(a_dry_run_removes_nothing),
        TEST(an_override_that_names_no_paper_is_warned_of_once),
        TEST(killed_at_any_moment_the_next_one_completes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
