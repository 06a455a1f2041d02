/* Which generation is served, while they come, change and break. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client.h"
#include "daemon.h"

enum {
    ASKERS = 4,
    PUBLICATIONS = 5,
    /* The contract's second, and time for a machine that is busy. */
    SERVED_WITHIN_MS = 5000
};

/* A new archive for each test. */
struct archive {
    char folder[PATH_MAX];
    char papers[PATH_MAX];
    char index[PATH_MAX];
};

static int make_archive(void **state) {
    struct archive *archive = calloc(1, sizeof *archive);
    assert_non_null(archive);
    folder_make(archive->folder);
    path_make(archive->papers, "%.4000s/papers", archive->folder);
    path_make(archive->index, "%.4000s/index", archive->folder);
    assert_int_equal(mkdir(archive->papers, 0700), 0);
    *state = archive;
    return 0;
}

static int remove_archive(void **state) {
    struct archive *archive = *state;
    folder_remove(archive->folder);
    free(archive);
    return 0;
}

static void publish(const struct archive *archive, int number) {
    char path[PATH_MAX];
    char text[256];
    path_make(path, "%.4000s/paper-%d.txt", archive->papers, number);
    snprintf(text, sizeof text,
             "The compact of district %d\n\nThe council of district %d and "
             "its voluntary groups agree on health and funding.\n",
             number, number);
    file_write(path, text);
    index_build(archive->index, archive->papers);
}

/* ---- what is served ---- */

static json_int_t generation_of(json_t *object) {
    return json_integer_value(json_object_get(object, "generation"));
}

static bool is_ready_with(const struct daemon *daemon, json_int_t generation,
                          json_int_t refused) {
    struct reply reply;
    http_get(&reply, daemon, "/readyz");
    json_t *ready = json_loads(reply.body, 0, NULL);
    json_t *other = json_object_get(ready, "refused");
    bool found = reply.status == 200 && generation_of(ready) == generation &&
                 generation_of(other) == refused;
    json_decref(ready);
    reply_clear(&reply);
    return found;
}

/* Until this generation is served, and that one, if it is not 0, refused. */
static void await_served(const struct daemon *daemon, json_int_t generation,
                         json_int_t refused) {
    int64_t until = now_ms() + SERVED_WITHIN_MS;
    while (!is_ready_with(daemon, generation, refused)) {
        assert_true(now_ms() < until);
        pause_briefly();
    }
}

/* Until searches are answered from this generation. */
static void await_searched(const struct daemon *daemon, json_int_t generation) {
    int64_t until = now_ms() + SERVED_WITHIN_MS;
    json_int_t found = 0;
    while (found != generation) {
        assert_true(now_ms() < until);
        json_t *page = json_get(daemon, "/v1/search?q=compact");
        assert_true(json_array_size(json_object_get(page, "results")) > 0);
        found = generation_of(json_object_get(page, "index"));
        json_decref(page);
    }
}

/* What /readyz says of the generation that is not served. */
static void assert_reason_names(const struct daemon *daemon, const char *file) {
    json_t *ready = json_get(daemon, "/readyz");
    json_t *refused = json_object_get(ready, "refused");
    const char *reason = json_string_value(json_object_get(refused, "reason"));
    assert_non_null(reason);
    assert_non_null(strstr(reason, file));
    json_decref(ready);
    assert_true(file_has(daemon->log, file));
}

static void generation_file(char path[PATH_MAX], const struct archive *archive,
                            int number, const char *name) {
    path_make(path, "%.4000s/generations/%06d/%s", archive->index, number,
              name);
}

/* Change one byte near the middle, which no header tells. */
static void flip_a_byte(const char *path) {
    struct stat facts;
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &facts), 0);
    assert_int_equal(fseek(file, (long)facts.st_size / 2, SEEK_SET), 0);
    int byte = fgetc(file);
    assert_int_equal(fseek(file, -1, SEEK_CUR), 0);
    assert_int_not_equal(fputc(byte ^ 1, file), EOF);
    assert_int_equal(fclose(file), 0);
}

/* ---- claims ---- */

static void an_index_that_comes_later_is_served(void **state) {
    const struct archive *archive = *state;
    struct daemon daemon;
    daemon_start(&daemon, archive->index, NULL);
    json_t *problem = problem_get(&daemon, "/readyz", 503);
    assert_non_null(
        strstr(json_string_value(json_object_get(problem, "detail")),
               "concord-indexer"));
    json_decref(problem);
    json_decref(problem_get(&daemon, "/v1/search", 503));
    publish(archive, 1);
    await_served(&daemon, 1, 0);
    await_searched(&daemon, 1);
    daemon_stop(&daemon);
}

struct asker {
    const char *url;
    pthread_t thread;
    unsigned long asked;
    unsigned long failed;
};

static atomic_bool asking;

static void *ask_on_and_on(void *context) {
    struct asker *asker = context;
    while (atomic_load(&asking)) {
        struct reply reply;
        bool answered = http_try_get(&reply, asker->url,
                                     "/v1/search?q=compact+health&size=3");
        asker->asked++;
        if (!answered || reply.status != 200)
            asker->failed++;
        reply_clear(&reply);
    }
    return NULL;
}

/* More generations than are kept come while searches run, as fast as the
 * indexer can publish them. */
static void a_new_generation_is_served_without_a_failed_request(void **state) {
    const struct archive *archive = *state;
    static struct asker askers[ASKERS]; /* they may outlive a failed test */
    struct daemon daemon;
    publish(archive, 1);
    daemon_start(&daemon, archive->index, NULL);
    atomic_store(&asking, true);
    for (size_t i = 0; i < ASKERS; i++) {
        askers[i] = (struct asker){.url = daemon.url};
        assert_int_equal(
            pthread_create(&askers[i].thread, NULL, ask_on_and_on, &askers[i]),
            0);
    }
    for (int i = 0; i < PUBLICATIONS; i++)
        publish(archive, 2 + i);
    await_served(&daemon, 1 + PUBLICATIONS, 0);
    await_searched(&daemon, 1 + PUBLICATIONS);
    atomic_store(&asking, false);
    for (size_t i = 0; i < ASKERS; i++) {
        assert_int_equal(pthread_join(askers[i].thread, NULL), 0);
        assert_true(askers[i].asked > 0);
        assert_int_equal(askers[i].failed, 0);
    }
    daemon_stop(&daemon);
}

/* A byte that no size and no header tells is told by its hash. */
static void a_damaged_generation_gives_way_to_the_one_before(void **state) {
    const struct archive *archive = *state;
    char path[PATH_MAX];
    struct daemon daemon;
    publish(archive, 1);
    publish(archive, 2);
    generation_file(path, archive, 2, "xapian/termlist.glass");
    flip_a_byte(path);
    daemon_start(&daemon, archive->index, NULL);
    await_served(&daemon, 1, 2);
    assert_reason_names(&daemon, "termlist.glass");
    await_searched(&daemon, 1);
    flip_a_byte(path); /* a run begins nothing from damaged tables */
    publish(archive, 3);
    await_served(&daemon, 3, 0);
    daemon_stop(&daemon);
}

/* Searches hold its files open; an export would have to open them. */
static void an_export_of_what_was_purged_is_asked_for_again(void **state) {
    const struct archive *archive = *state;
    char path[PATH_MAX];
    char aside[PATH_MAX];
    struct daemon daemon;
    struct reply reply;
    publish(archive, 1);
    path_make(path, "%.4000s/generations/000001", archive->index);
    path_make(aside, "%.4000s/aside", archive->folder);
    daemon_start(&daemon, archive->index, NULL);
    await_searched(&daemon, 1);
    assert_int_equal(rename(path, aside), 0);
    http_get(&reply, &daemon, "/v1/search?q=funding");
    assert_int_equal(reply.status, 200);
    reply_clear(&reply);
    http_get(&reply, &daemon, "/v1/export?format=csv&q=funding");
    assert_int_equal(reply.status, 503);
    assert_string_equal(reply_header(&reply, "Retry-After"), "1");
    reply_clear(&reply);
    assert_int_equal(rename(aside, path), 0);
    http_get(&reply, &daemon, "/v1/export?format=csv&q=funding");
    assert_int_equal(reply.status, 200);
    reply_clear(&reply);
    daemon_stop(&daemon);
}

/* Without another to serve, it is served, but it is not called ready. */
static void a_damaged_generation_alone_is_not_ready(void **state) {
    const struct archive *archive = *state;
    char path[PATH_MAX];
    struct daemon daemon;
    struct reply reply = {.status = 200};
    publish(archive, 1);
    generation_file(path, archive, 1, "xapian/termlist.glass");
    flip_a_byte(path);
    daemon_start(&daemon, archive->index, NULL);
    int64_t until = now_ms() + SERVED_WITHIN_MS;
    while (reply.status != 503) {
        assert_true(now_ms() < until);
        reply_clear(&reply);
        http_get(&reply, &daemon, "/readyz");
    }
    assert_non_null(strstr(reply.body, "termlist.glass"));
    reply_clear(&reply);
    flip_a_byte(path);
    daemon_signal(&daemon, SIGHUP);
    await_served(&daemon, 1, 0);
    daemon_stop(&daemon);
}

static void a_generation_that_cannot_be_opened_is_refused(void **state) {
    const struct archive *archive = *state;
    char path[PATH_MAX];
    struct daemon daemon;
    publish(archive, 1);
    publish(archive, 2);
    generation_file(path, archive, 2, "columns.bin");
    assert_int_equal(truncate(path, 1), 0);
    daemon_start(&daemon, archive->index, NULL);
    await_served(&daemon, 1, 2);
    assert_reason_names(&daemon, "columns.bin");
    await_searched(&daemon, 1);
    daemon_stop(&daemon);
}

/* It is published while another is served, which goes on. */
static void a_broken_publication_changes_nothing(void **state) {
    const struct archive *archive = *state;
    char next[PATH_MAX];
    char current[PATH_MAX];
    char folder[PATH_MAX];
    struct daemon daemon;
    publish(archive, 1);
    daemon_start(&daemon, archive->index, NULL);
    await_served(&daemon, 1, 0);
    path_make(next, "%.4000s/next", archive->index);
    path_make(current, "%.4000s/current", archive->index);
    generation_file(folder, archive, 2, "");
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(symlink("generations/000002", next), 0);
    assert_int_equal(rename(next, current), 0);
    await_served(&daemon, 1, 2);
    await_searched(&daemon, 1);
    daemon_stop(&daemon);
}

/* The index's folder may be emptied under a daemon that serves it. */
static void an_index_that_goes_away_is_still_served(void **state) {
    const struct archive *archive = *state;
    struct daemon daemon;
    publish(archive, 1);
    daemon_start(&daemon, archive->index, NULL);
    await_searched(&daemon, 1);
    folder_remove(archive->index);
    daemon_signal(&daemon, SIGHUP);
    await_searched(&daemon, 1);
    assert_true(is_ready_with(&daemon, 1, 0));
    daemon_stop(&daemon);
}

/* Until that many documents are, and the generation with them is number 1. */
static void await_documents(const struct daemon *daemon, json_int_t wanted) {
    int64_t until = now_ms() + SERVED_WITHIN_MS;
    json_int_t found = 0;
    while (found != wanted) {
        struct reply reply;
        assert_true(now_ms() < until);
        http_get(&reply, daemon, "/readyz");
        json_t *ready = json_loads(reply.body, 0, NULL);
        if (reply.status == 200 && generation_of(ready) == 1)
            found = json_integer_value(json_object_get(ready, "documents"));
        json_decref(ready);
        reply_clear(&reply);
    }
}

/* Its generations have the numbers of the one before. */
static void an_index_that_is_made_anew_is_served(void **state) {
    const struct archive *archive = *state;
    struct daemon daemon;
    publish(archive, 1);
    daemon_start(&daemon, archive->index, NULL);
    await_documents(&daemon, 1);
    folder_remove(archive->index);
    publish(archive, 2);
    await_documents(&daemon, 2);
    json_t *page = json_get(&daemon, "/v1/search?q=compact");
    assert_int_equal(json_integer_value(json_object_get(page, "total")), 2);
    json_decref(page);
    daemon_stop(&daemon);
}

static void a_damaged_index_that_is_made_anew_is_served(void **state) {
    const struct archive *archive = *state;
    char path[PATH_MAX];
    struct daemon daemon;
    publish(archive, 1);
    generation_file(path, archive, 1, "columns.bin");
    assert_int_equal(truncate(path, 1), 0);
    daemon_start(&daemon, archive->index, NULL);
    json_decref(problem_get(&daemon, "/readyz", 503));
    folder_remove(archive->index);
    publish(archive, 2);
    await_documents(&daemon, 2);
    daemon_stop(&daemon);
}

#define ARCHIVE_TEST(claim)                                                    \
    cmocka_unit_test_setup_teardown(claim, make_archive, remove_archive)

int main(void) {
    const struct CMUnitTest tests[] = {
        ARCHIVE_TEST(an_index_that_comes_later_is_served),
        ARCHIVE_TEST(a_new_generation_is_served_without_a_failed_request),
        ARCHIVE_TEST(a_damaged_generation_gives_way_to_the_one_before),
        ARCHIVE_TEST(an_export_of_what_was_purged_is_asked_for_again),
        ARCHIVE_TEST(a_damaged_generation_alone_is_not_ready),
        ARCHIVE_TEST(a_generation_that_cannot_be_opened_is_refused),
        ARCHIVE_TEST(a_broken_publication_changes_nothing),
        ARCHIVE_TEST(an_index_that_goes_away_is_still_served),
        ARCHIVE_TEST(an_index_that_is_made_anew_is_served),
        ARCHIVE_TEST(a_damaged_index_that_is_made_anew_is_served),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    curl_global_cleanup();
    return failed;
}
