/* What those see who run the daemon or write to it: metrics, request ids, the
 * access log, how to search. */
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
#include <unistd.h>

#include "client.h"
#include "daemon.h"

enum { TEXT_MAX = 64 * 1024, LINE_MAX_BYTES = 1024 };

static char folder[PATH_MAX];
static char log_path[PATH_MAX];
static struct daemon served;

/* ---- metrics ---- */

static double metric(const char *name) {
    return metric_get(&served, name);
}

static void assert_metric(const char *name, double expected) {
    double found = metric(name);
    if (found != expected)
        fail_msg("%s is %g, not %g", name, found, expected);
}

static void metrics_count_answers_by_route_and_status(void **state) {
    (void)state;
    static const char ok[] = "concord_http_requests_total{route=\"/v1/facets/"
                             "{facet}\",status=\"200\"}";
    static const char missing[] = "concord_http_requests_total{route=\"/v1/"
                                  "facets/{facet}\",status=\"404\"}";
    static const char timed[] = "concord_http_request_duration_seconds_count"
                                "{route=\"/v1/facets/{facet}\"}";
    double ok_before = metric(ok);
    double timed_before = metric(timed);
    assert_metric(missing, -1);
    json_decref(json_get(&served, "/v1/facets/topic"));
    json_decref(problem_get(&served, "/v1/facets/colour", 404));
    assert_metric(ok, ok_before + 1);
    assert_metric(missing, 1);
    assert_metric(timed, timed_before + 2);
}

static void metrics_tell_what_is_served(void **state) {
    (void)state;
    json_t *ready = json_get(&served, "/readyz");
    assert_metric("concord_ready", 1);
    assert_metric("concord_generation", 1);
    assert_metric(
        "concord_documents",
        (double)json_integer_value(json_object_get(ready, "documents")));
    assert_metric("concord_queue_length", 0);
    assert_true(metric("concord_queue_limit") >= 1);
    json_decref(ready);
}

static void metrics_count_open_connections(void **state) {
    (void)state;
    char reply[TEXT_MAX];
    int open[3];
    double before = metric("concord_open_connections");
    for (size_t i = 0; i < 3; i++) {
        static const char request[] =
            "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
        open[i] = raw_connect(&served);
        raw_send(open[i], request, strlen(request));
        raw_read_reply(open[i], reply, sizeof reply);
    }
    assert_metric("concord_open_connections", before + 3);
    for (size_t i = 0; i < 3; i++)
        close(open[i]);
}

/* Whatever is asked for, the labels are ours. */
static void metrics_have_no_labels_from_requests(void **state) {
    (void)state;
    static const char *const paths[] = {"/secret", "/v1/documents/secret",
                                        "/v1/facets/secret",
                                        "/v1/search?q=secret&secret=x"};
    struct reply reply;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        http_get(&reply, &served, paths[i]);
        reply_clear(&reply);
    }
    http_get(&reply, &served, "/metrics");
    assert_string_equal(reply_header(&reply, "Content-Type"),
                        "text/plain; version=0.0.4; charset=utf-8");
    assert_null(strstr(reply.body, "secret"));
    reply_clear(&reply);
}

/* A line of a sample: NAME, then perhaps {LABELS}, a space, a number. */
static void check_sample(const char *line, const char *family) {
    char *end = NULL;
    size_t size = strcspn(line, "{ ");
    if (strncmp(line, family, strlen(family)) != 0)
        fail_msg("%.80s stands under %s", line, family);
    if (line[size] == '{')
        size = (size_t)(strstr(line, "} ") - line) + 1;
    assert_int_equal(line[size], ' ');
    strtod(line + size + 1, &end);
    assert_true(end > line + size + 1);
    assert_int_equal(*end, '\n');
}

/* HELP and TYPE once, in this order, before the samples. */
static void metrics_are_in_the_text_format(void **state) {
    (void)state;
    struct reply reply;
    char family[256] = "";
    char typed[256] = "";
    http_get(&reply, &served, "/metrics");
    for (char *line = reply.body; *line; line = strchr(line, '\n') + 1) {
        if (strncmp(line, "# HELP ", 7) == 0)
            assert_int_equal(sscanf(line, "# HELP %255s ", family), 1);
        else if (strncmp(line, "# TYPE ", 7) == 0) {
            assert_int_equal(sscanf(line, "# TYPE %255s ", typed), 1);
            assert_string_equal(typed, family);
        } else {
            assert_string_equal(typed, family);
            check_sample(line, family);
        }
    }
    assert_int_equal(reply.body[reply.size - 1], '\n');
    reply_clear(&reply);
}

static void buckets_add_up(void **state) {
    (void)state;
    static const char prefix[] = "concord_http_request_duration_seconds_bucket"
                                 "{route=\"/healthz\",";
    struct reply reply;
    double before = 0;
    size_t buckets = 0;
    for (int i = 0; i < 5; i++)
        json_decref(json_get(&served, "/healthz"));
    http_get(&reply, &served, "/metrics");
    for (const char *line = strstr(reply.body, prefix); line != NULL;
         line = strstr(line + 1, prefix)) {
        double count = strtod(strstr(line, "} ") + 2, NULL);
        assert_true(count >= before);
        before = count;
        buckets++;
    }
    assert_true(buckets > 5);
    reply_clear(&reply);
    assert_metric("concord_http_request_duration_seconds_bucket"
                  "{route=\"/healthz\",le=\"+Inf\"}",
                  before);
    assert_metric("concord_http_request_duration_seconds_count"
                  "{route=\"/healthz\"}",
                  before);
}

/* ---- request ids ---- */

static void a_problem_has_the_requests_id(void **state) {
    (void)state;
    static const char *const paths[] = {"/nothing", "/v1/search?size=0",
                                        "/v1/documents/nobody", "/%zz"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct reply reply;
        http_get(&reply, &served, paths[i]);
        json_t *problem = reply_json(&reply, "application/problem+json");
        assert_string_equal(text_at(problem, "request_id"),
                            reply_header(&reply, "X-Request-Id"));
        json_decref(problem);
        reply_clear(&reply);
    }
}

/* ---- the access log ---- */

static void await_in(const char *path, const char *words) {
    int64_t until = now_ms() + PATIENCE_MS;
    while (!file_has(path, words)) {
        if (now_ms() > until)
            fail_msg("%s does not come to have %s", path, words);
        pause_briefly();
    }
}

/* The log's line of the request with this id. */
static void get_line(char out[LINE_MAX_BYTES], const char *id) {
    char key[64];
    bool found = false;
    snprintf(key, sizeof key, " %s ", id);
    await_in(log_path, key);
    FILE *file = fopen(log_path, "r");
    assert_non_null(file);
    while (!found && fgets(out, LINE_MAX_BYTES, file) != NULL)
        found = strstr(out, key) != NULL;
    fclose(file);
    assert_true(found);
}

static void a_request_has_its_line(void **state) {
    (void)state;
    struct reply reply;
    char line[LINE_MAX_BYTES];
    char expected[LINE_MAX_BYTES];
    http_get(&reply, &served, "/v1/search?q=compact&size=1");
    const char *id = reply_header(&reply, "X-Request-Id");
    get_line(line, id);
    snprintf(expected, sizeof expected,
             " %s 127.0.0.1 \"GET /v1/search?q=compact&size=1\" 200 %zu ", id,
             reply.size);
    if (strstr(line, expected) == NULL)
        fail_msg("%s has no %s", line, expected);
    double took = 0;
    unsigned generation = 0;
    assert_int_equal(sscanf(strstr(line, expected) + strlen(expected),
                            "%lf %u\n", &took, &generation),
                     2);
    assert_true(took > 0);
    assert_int_equal(generation, 1);
    assert_int_equal(line[10], 'T');
    assert_int_equal(line[23], 'Z');
    reply_clear(&reply);
}

static void what_has_no_body_or_generation_says_so(void **state) {
    (void)state;
    struct reply reply;
    char line[LINE_MAX_BYTES];
    http_ask(&reply, &served, "HEAD", "/healthz", NULL);
    get_line(line, reply_header(&reply, "X-Request-Id"));
    assert_non_null(strstr(line, "\"HEAD /healthz\" 200 0 "));
    assert_string_equal(strrchr(line, ' '), " -\n");
    reply_clear(&reply);
}

/* Nothing that is sent can end a line or close a quotation. */
static void hostile_targets_are_escaped(void **state) {
    (void)state;
    static const char request[] = "GET /a\"b\\c\x01\x7f\xff HTTP/1.1\r\n"
                                  "Host: x\r\n\r\n";
    char reply[TEXT_MAX];
    assert_true(
        raw_ask(&served, request, strlen(request), reply, sizeof reply));
    await_in(log_path, "\"GET /a\\x22b\\x5Cc\\x01\\x7F\\xFF\" 400 ");
}

static void a_renamed_log_is_begun_anew(void **state) {
    (void)state;
    char old[PATH_MAX];
    struct reply reply;
    path_make(old, "%.4000s.1", log_path);
    http_get(&reply, &served, "/before");
    reply_clear(&reply);
    await_in(log_path, "/before");
    assert_int_equal(rename(log_path, old), 0);
    daemon_signal(&served, SIGHUP);
    int64_t until = now_ms() + PATIENCE_MS;
    while (access(log_path, F_OK) != 0) {
        assert_true(now_ms() < until);
        pause_briefly();
    }
    http_get(&reply, &served, "/after");
    reply_clear(&reply);
    await_in(log_path, "/after");
    assert_false(file_has(log_path, "/before"));
    assert_false(file_has(old, "/after"));
}

static void a_log_that_cannot_be_opened_ends_with_74(void **state) {
    (void)state;
    char log[PATH_MAX];
    const char *const arguments[] = {
        CONCORD_SEARCHD, "--index",      folder,       "--listen",
        "127.0.0.1:0",   "--access-log", "/no/log/at", NULL};
    path_make(log, "%.4000s/failed", folder);
    assert_int_equal(daemon_run(arguments, log), 74);
    assert_true(file_has(log, "/no/log/at"));
}

static void a_folder_that_is_not_there_ends_with_64(void **state) {
    (void)state;
    static const char *const names[] = {"--web", "--originals"};
    char log[PATH_MAX];
    path_make(log, "%.4000s/failed", folder);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *const arguments[] = {
            CONCORD_SEARCHD, "--index", folder,       "--listen",
            "127.0.0.1:0",   names[i],  "/no/folder", NULL};
        assert_int_equal(daemon_run(arguments, log), 64);
        assert_true(file_has(log, names[i]));
    }
}

/* What was asked before the end is in the log after it. */
static void the_log_is_whole_at_the_end(void **state) {
    (void)state;
    char index[PATH_MAX];
    char path[PATH_MAX];
    const char *const options[] = {"--access-log", path, NULL};
    struct daemon daemon;
    struct reply reply;
    path_make(index, "%.4000s/index", folder);
    path_make(path, "%.4000s/last.log", folder);
    daemon_start(&daemon, index, options);
    for (int i = 0; i < 50; i++) {
        http_get(&reply, &daemon, i < 49 ? "/healthz" : "/last");
        reply_clear(&reply);
    }
    daemon_stop(&daemon);
    assert_true(file_has(path, "/last"));
}

/* ---- how to search here ---- */

static void browsers_are_told_how_to_search(void **state) {
    char address[PATH_MAX];
    struct reply reply;
    (void)state;
    http_get(&reply, &served, "/opensearch.xml");
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply_header(&reply, "Content-Type"),
                        "application/opensearchdescription+xml");
    path_make(address, "template=\"%s/v1/search?q={searchTerms}\"", served.url);
    assert_non_null(strstr(reply.body, address));
    reply_clear(&reply);
}

static void a_host_that_is_none_is_not_repeated(void **state) {
    struct reply reply;
    (void)state;
    http_ask(&reply, &served, NULL, "/opensearch.xml", "Host: a\"><b");
    assert_int_equal(reply.status, 400);
    assert_null(strstr(reply.body, "<b"));
    reply_clear(&reply);
}

static int start(void **state) {
    char index[PATH_MAX];
    const char *const options[] = {"--access-log", log_path, NULL};
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    folder_make(folder);
    path_make(index, "%.4000s/index", folder);
    path_make(log_path, "%.4000s/access.log", folder);
    index_build(index, CONCORD_PAPERS);
    daemon_start(&served, index, options);
    return 0;
}

static int stop(void **state) {
    (void)state;
    daemon_stop(&served);
    folder_remove(folder);
    curl_global_cleanup();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metrics_count_answers_by_route_and_status),
        cmocka_unit_test(metrics_tell_what_is_served),
        cmocka_unit_test(metrics_count_open_connections),
        cmocka_unit_test(metrics_have_no_labels_from_requests),
        cmocka_unit_test(metrics_are_in_the_text_format),
        cmocka_unit_test(buckets_add_up),
        cmocka_unit_test(a_problem_has_the_requests_id),
        cmocka_unit_test(a_request_has_its_line),
        cmocka_unit_test(what_has_no_body_or_generation_says_so),
        cmocka_unit_test(hostile_targets_are_escaped),
        cmocka_unit_test(a_renamed_log_is_begun_anew),
        cmocka_unit_test(a_log_that_cannot_be_opened_ends_with_74),
        cmocka_unit_test(a_folder_that_is_not_there_ends_with_64),
        cmocka_unit_test(the_log_is_whole_at_the_end),
        cmocka_unit_test(browsers_are_told_how_to_search),
        cmocka_unit_test(a_host_that_is_none_is_not_repeated),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
