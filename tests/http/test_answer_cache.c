/* What is kept of answers, which nobody may notice but by the time it takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "daemon.h"

enum { DISTINCT = 400, PATH_SIZE = 256 };

static char folder[PATH_MAX];
static char index_folder[PATH_MAX];
static char papers[PATH_MAX];
static struct daemon served;
static struct daemon forgetful; /* keeps no answers */

static const char *const kept_paths[] = {
    "/v1/search?q=compact",
    "/v1/search?q=health&explain=true&size=3",
    "/v1/facets",
    "/v1/facets/topic",
    "/v1/suggest?q=comp",
    "/v1/crosstab?rows=region&columns=year",
    "/v1/quotations?size=2",
    "/v1/clauses?q=fund",
    "/v1/acronyms",
    "/v1/not-held",
    "/v1/feed?q=compact",
    "/",
    "/search?q=compact"};

enum { KEPT_PATHS = sizeof kept_paths / sizeof *kept_paths };

static double hits(const struct daemon *daemon) {
    return metric_get(daemon, "concord_answer_cache_hits_total");
}

/* ---- the same answer ---- */

/* The headers without those that each reply has of its own, in place. */
static void drop_own_headers(char *headers) {
    static const char *const own[] = {"Date:", "X-Request-Id:"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        char *line = strstr(headers, own[i]);
        assert_non_null(line);
        char *next = strchr(line, '\n') + 1;
        memmove(line, next, strlen(next) + 1);
    }
}

static void assert_same_reply(struct reply *one, struct reply *other) {
    assert_int_equal(one->status, other->status);
    assert_int_equal(one->size, other->size);
    assert_memory_equal(one->body, other->body, one->size);
    drop_own_headers(one->headers);
    drop_own_headers(other->headers);
    assert_string_equal(one->headers, other->headers);
}

static void ask_twice(const char *method, const char *path, const char *header,
                      double expected_hits) {
    struct reply made;
    struct reply kept;
    http_ask(&made, &served, method, path, header);
    double before = hits(&served);
    http_ask(&kept, &served, method, path, header);
    assert_true(hits(&served) == before + expected_hits);
    assert_same_reply(&made, &kept);
    reply_clear(&made);
    reply_clear(&kept);
}

static void a_kept_answer_is_the_answer_byte_for_byte(void **state) {
    (void)state;
    for (size_t i = 0; i < KEPT_PATHS; i++) {
        ask_twice(NULL, kept_paths[i], NULL, 1);
        ask_twice(NULL, kept_paths[i], "Accept-Encoding: gzip", 1);
        ask_twice("HEAD", kept_paths[i], NULL, 1);
        ask_twice("HEAD", kept_paths[i], "Accept-Encoding: gzip", 1);
    }
}

/* Asked of a daemon that makes each anew; how long it took aside. */
static void a_kept_answer_is_what_would_be_made(void **state) {
    (void)state;
    for (size_t i = 0; i < KEPT_PATHS; i++) {
        struct reply kept;
        struct reply made;
        http_get(&kept, &served, kept_paths[i]);
        reply_clear(&kept);
        http_get(&kept, &served, kept_paths[i]);
        http_get(&made, &forgetful, kept_paths[i]);
        char *took = strstr(made.body, "\"took_ms\":");
        size_t same = took != NULL ? (size_t)(took - made.body) : made.size;
        assert_memory_equal(kept.body, made.body, same);
        char tag[256];
        snprintf(tag, sizeof tag, "%s", reply_header(&made, "ETag"));
        assert_string_equal(reply_header(&kept, "ETag"), tag);
        reply_clear(&kept);
        reply_clear(&made);
    }
}

static void another_spelling_of_a_question_is_the_same_question(void **state) {
    struct reply one;
    struct reply other;
    (void)state;
    http_get(&one, &served, "/v1/search?q=spelling&topic=health");
    double before = hits(&served);
    http_get(&other, &served, "/v1/search?topic=heal%74h&q=spelling");
    assert_true(hits(&served) == before + 1);
    assert_same_reply(&one, &other);
    reply_clear(&one);
    reply_clear(&other);
}

static void what_is_held_is_not_sent_from_what_is_kept(void **state) {
    char header[512];
    struct reply reply;
    (void)state;
    http_get(&reply, &served, "/v1/search?q=held");
    snprintf(header, sizeof header, "If-None-Match: %s",
             reply_header(&reply, "ETag"));
    reply_clear(&reply);
    ask_twice(NULL, "/v1/search?q=held", header, 1);
    ask_twice(NULL, "/v1/search?q=held", "If-None-Match: *", 1);
    http_ask(&reply, &served, NULL, "/v1/search?q=held", header);
    assert_int_equal(reply.status, 304);
    assert_int_equal(reply.size, 0);
    reply_clear(&reply);
    ask_twice(NULL, "/v1/search?q=held", "If-None-Match: \"other\"", 1);
}

/* ---- what is not kept ---- */

static void a_fault_is_found_whatever_is_kept(void **state) {
    (void)state;
    json_decref(json_get(&served, "/v1/search?size=5"));
    json_decref(problem_get(&served, "/v1/search?size=5&size=5", 400));
    json_decref(problem_get(&served, "/v1/search?size=5&size=5", 400));
    json_decref(json_get(&served, "/v1/search?q=&size=5"));
    json_decref(problem_get(&served, "/v1/search?size=5&size=5", 400));
}

static void only_whole_answers_of_the_index_are_kept(void **state) {
    static const char *const paths[] = {"/v1/documents/nobody",
                                        "/v1/search?size=0",
                                        "/v1/export?format=csv",
                                        "/healthz",
                                        "/readyz",
                                        "/openapi.json",
                                        "/web/style.css",
                                        "/nothing"};
    (void)state;
    double answers = metric_get(&served, "concord_answer_cache_answers");
    double before = hits(&served);
    for (size_t i = 0; i < 2 * sizeof paths / sizeof *paths; i++) {
        struct reply reply;
        http_get(&reply, &served, paths[i / 2]);
        reply_clear(&reply);
    }
    assert_true(hits(&served) == before);
    assert_true(metric_get(&served, "concord_answer_cache_answers") == answers);
}

/* A Link, a status, an origin: what stands around an answer is the request's.
 */
static void each_origin_is_told_its_own(void **state) {
    const char *const options[] = {"--cors-origin", "https://a.example",
                                   "--cors-origin", "https://b.example", NULL};
    static const char *const origins[] = {"https://a.example",
                                          "https://b.example"};
    struct daemon daemon;
    (void)state;
    daemon_start(&daemon, index_folder, options);
    for (size_t i = 0; i < 4; i++) {
        char header[64];
        struct reply reply;
        snprintf(header, sizeof header, "Origin: %s", origins[i % 2]);
        http_ask(&reply, &daemon, NULL, "/v1/facets", header);
        assert_string_equal(reply_header(&reply, "Access-Control-Allow-Origin"),
                            origins[i % 2]);
        reply_clear(&reply);
    }
    assert_true(hits(&daemon) == 3);
    daemon_stop(&daemon);
}

/* ---- room ---- */

static void distinct_path(char out[PATH_SIZE], int number) {
    snprintf(out, PATH_SIZE, "/v1/search?q=compact+-nothing%d&size=5", number);
}

static void answers_keep_to_their_room(void **state) {
    const char *const options[] = {"--memory", "1", NULL};
    struct daemon small;
    char path[PATH_SIZE];
    (void)state;
    daemon_start(&small, index_folder, options);
    double limit = metric_get(&small, "concord_answer_cache_limit_bytes");
    assert_true(limit == 1024.0 * 1024 / 8);
    for (int i = 0; i < DISTINCT; i++) {
        distinct_path(path, i);
        json_decref(json_get(&small, path));
        if (i % 50 == 0)
            assert_true(metric_get(&small, "concord_answer_cache_bytes") <=
                        limit);
    }
    assert_true(metric_get(&small, "concord_answer_cache_bytes") <= limit);
    assert_true(metric_get(&small, "concord_answer_cache_evictions_total") > 0);
    assert_true(metric_get(&small, "concord_answer_cache_answers") > 0);
    /* The last is there, the first is not. */
    double before = hits(&small);
    json_decref(json_get(&small, path));
    assert_true(hits(&small) == before + 1);
    distinct_path(path, 0);
    json_decref(json_get(&small, path));
    assert_true(hits(&small) == before + 1);
    daemon_stop(&small);
}

/* What is decoded has the rest; without any, searches find the same. */
static void decoded_postings_keep_to_theirs(void **state) {
    static const char *const options[][3] = {{"--memory", "1", NULL},
                                             {"--memory", "0", NULL}};
    static const double limits[] = {1024.0 * 1024 * 7 / 8, 0};
    static const char *const words[] = {"compact",  "council", "health",
                                        "funding",  "sector",  "local",
                                        "partners", "review"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct daemon small;
        daemon_start(&small, index_folder, options[i]);
        for (size_t j = 0; j < sizeof words / sizeof *words; j++) {
            char path[PATH_SIZE];
            snprintf(path, sizeof path, "/v1/search?size=1&q=%s", words[j]);
            json_t *one = json_get(&small, path);
            json_t *other = json_get(&served, path);
            assert_true(
                json_equal(json_at(one, "total"), json_at(other, "total")));
            assert_true(
                json_equal(json_at(one, "facets"), json_at(other, "facets")));
            json_decref(one);
            json_decref(other);
        }
        assert_true(metric_get(&small, "concord_posting_cache_limit_bytes") ==
                    limits[i]);
        assert_true(metric_get(&small, "concord_posting_cache_bytes") <=
                    limits[i]);
        assert_true((metric_get(&small, "concord_posting_cache_lists") > 0) ==
                    (limits[i] > 0));
        daemon_stop(&small);
    }
}

static void assert_keeps_none(const char *const *options) {
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    for (int i = 0; i < 3; i++)
        json_decref(json_get(&daemon, "/v1/search?q=compact"));
    assert_true(hits(&daemon) == 0);
    assert_true(metric_get(&daemon, "concord_answer_cache_limit_bytes") == 0);
    daemon_stop(&daemon);
}

static void none_are_kept_where_that_is_asked_for(void **state) {
    static const char *const without_memory[] = {"--memory", "0", NULL};
    static const char *const without_cache[] = {"--no-answer-cache", NULL};
    (void)state;
    assert_keeps_none(without_memory);
    assert_keeps_none(without_cache);
}

static void memory_is_a_number_of_megabytes(void **state) {
    static const char *const wrong[] = {"-1", "x", "", "1.5", "1048577", "1G"};
    char log[PATH_MAX];
    (void)state;
    path_make(log, "%.4000s/failed", folder);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *const arguments[] = {CONCORD_SEARCHD, "--index",
                                         index_folder,    "--memory",
                                         wrong[i],        NULL};
        assert_int_equal(daemon_run(arguments, log), 64);
        assert_true(file_has(log, "--memory must be a whole number from 0 to "
                                  "1048576"));
    }
}

/* ---- the next generation ---- */

static json_int_t total_of(const char *path, json_int_t *generation) {
    json_t *search = json_get(&served, path);
    json_int_t total = json_integer_value(json_at(search, "total"));
    *generation = json_integer_value(json_at(search, "index/generation"));
    json_decref(search);
    return total;
}

/* Asked all the while: not one answer of the old generation comes once one of
 * the new has come. Last of the tests, for it changes the index. */
static void a_new_generation_leaves_nothing_of_the_old(void **state) {
    static const char path[] = "/v1/search?q=quince";
    json_int_t generation = 0;
    char paper[PATH_MAX];
    (void)state;
    assert_int_equal(total_of(path, &generation), 0);
    assert_int_equal(total_of(path, &generation), 0);
    assert_int_equal(generation, 1);
    path_make(paper, "%.4000s/quince.txt", papers);
    file_write(paper, "On quinces\n\nThis compact is about the quince.\n");
    index_build(index_folder, papers);
    daemon_signal(&served, SIGHUP);
    int64_t until = now_ms() + PATIENCE_MS;
    while (generation == 1) {
        json_int_t total = total_of(path, &generation);
        assert_int_equal(total, generation == 1 ? 0 : 1);
        assert_true(now_ms() < until);
    }
    double before = hits(&served);
    for (int i = 0; i < 100; i++)
        assert_int_equal(total_of(path, &generation), 1);
    assert_int_equal(generation, 2);
    assert_true(hits(&served) > before);
}

static int start(void **state) {
    static const char *const forgets[] = {"--no-answer-cache", NULL};
    char command[PATH_MAX * 2 + 64];
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    folder_make(folder);
    path_make(index_folder, "%.4000s/index", folder);
    path_make(papers, "%.4000s/papers", folder);
    snprintf(command, sizeof command, "cp -r '%s' '%s'", CONCORD_PAPERS,
             papers);
    assert_int_equal(system(command), 0);
    index_build(index_folder, papers);
    daemon_start(&served, index_folder, NULL);
    daemon_start(&forgetful, index_folder, forgets);
    return 0;
}

static int stop(void **state) {
    (void)state;
    daemon_stop(&served);
    daemon_stop(&forgetful);
    folder_remove(folder);
    curl_global_cleanup();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kept_answer_is_the_answer_byte_for_byte),
        cmocka_unit_test(a_kept_answer_is_what_would_be_made),
        cmocka_unit_test(another_spelling_of_a_question_is_the_same_question),
        cmocka_unit_test(what_is_held_is_not_sent_from_what_is_kept),
        cmocka_unit_test(a_fault_is_found_whatever_is_kept),
        cmocka_unit_test(only_whole_answers_of_the_index_are_kept),
        cmocka_unit_test(each_origin_is_told_its_own),
        cmocka_unit_test(answers_keep_to_their_room),
        cmocka_unit_test(decoded_postings_keep_to_theirs),
        cmocka_unit_test(none_are_kept_where_that_is_asked_for),
        cmocka_unit_test(memory_is_a_number_of_megabytes),
        cmocka_unit_test(a_new_generation_leaves_nothing_of_the_old),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
