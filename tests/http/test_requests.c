/* What a request must be, whatever it asks for. None of this needs an index,
 * so the daemon has none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client.h"
#include "daemon.h"

enum { REPLY_MAX = 16 * 1024, REQUEST_MAX = 128 * 1024 };

static char folder[PATH_MAX];
static char no_index[PATH_MAX];
static struct daemon served;

/* ---- methods ---- */

static void health_needs_no_index(void **state) {
    (void)state;
    struct reply reply;
    http_get(&reply, &served, "/healthz");
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, "{\"status\":\"ok\"}");
    reply_clear(&reply);
}

static void only_reading_is_allowed(void **state) {
    static const char *const methods[] = {"POST",  "PUT", "DELETE", "PATCH",
                                          "TRACE", "get", "FROB"};
    (void)state;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        struct reply reply;
        http_ask(&reply, &served, methods[i], "/healthz", NULL);
        assert_int_equal(reply.status, 405);
        assert_string_equal(reply_header(&reply, "Allow"),
                            "GET, HEAD, OPTIONS");
        json_decref(reply_json(&reply, "application/problem+json"));
        reply_clear(&reply);
    }
}

static void head_is_get_without_its_body(void **state) {
    (void)state;
    struct reply reply;
    http_ask(&reply, &served, "HEAD", "/healthz", NULL);
    assert_int_equal(reply.status, 200);
    assert_int_equal(reply.size, 0);
    assert_string_equal(reply_header(&reply, "Content-Length"), "15");
    assert_string_equal(reply_header(&reply, "Content-Type"),
                        "application/json");
    reply_clear(&reply);
}

static void options_says_what_is_allowed(void **state) {
    (void)state;
    struct reply reply;
    http_ask(&reply, &served, "OPTIONS", "/v1/search", NULL);
    assert_int_equal(reply.status, 204);
    assert_int_equal(reply.size, 0);
    assert_string_equal(reply_header(&reply, "Allow"), "GET, HEAD, OPTIONS");
    assert_non_null(reply_header(&reply, "Access-Control-Allow-Methods"));
    assert_null(reply_header(&reply, "Content-Type"));
    reply_clear(&reply);
    http_ask(&reply, &served, "OPTIONS", "/nothing", NULL);
    assert_int_equal(reply.status, 404);
    reply_clear(&reply);
}

/* ---- headers of answers ---- */

static void every_answer_has_the_common_headers(void **state) {
    static const char *const paths[] = {"/healthz", "/readyz", "/v1/search",
                                        "/nothing", "/%zz"};
    (void)state;
    char before[64] = "";
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct reply reply;
        http_get(&reply, &served, paths[i]);
        assert_string_equal(reply_header(&reply, "X-Content-Type-Options"),
                            "nosniff");
        assert_string_equal(reply_header(&reply, "Cache-Control"),
                            reply_header(&reply, "ETag") != NULL ? "no-cache"
                                                                 : "no-store");
        assert_string_equal(
            reply_header(&reply, "Access-Control-Expose-Headers"),
            "ETag, Link");
        const char *id = reply_header(&reply, "X-Request-Id");
        assert_non_null(id);
        assert_string_not_equal(id, before);
        snprintf(before, sizeof before, "%s", id);
        reply_clear(&reply);
    }
}

static void any_page_may_read_by_default(void **state) {
    (void)state;
    struct reply reply;
    http_ask(&reply, &served, "GET", "/healthz", "Origin: https://a.example");
    assert_string_equal(reply_header(&reply, "Access-Control-Allow-Origin"),
                        "*");
    assert_null(reply_header(&reply, "Vary"));
    reply_clear(&reply);
}

static void assert_origin(const struct daemon *daemon, const char *header,
                          const char *allowed) {
    struct reply reply;
    http_ask(&reply, daemon, "GET", "/healthz", header);
    const char *found = reply_header(&reply, "Access-Control-Allow-Origin");
    if (allowed != NULL)
        assert_string_equal(found, allowed);
    else
        assert_null(found);
    assert_string_equal(reply_header(&reply, "Vary"), "Origin");
    reply_clear(&reply);
}

static void only_listed_origins_may_read(void **state) {
    static const char *const options[] = {"--cors-origin", "https://a.example",
                                          "--cors-origin",
                                          "https://b.example:8443", NULL};
    (void)state;
    struct daemon daemon;
    daemon_start(&daemon, no_index, options);
    assert_origin(&daemon, "Origin: https://a.example", "https://a.example");
    assert_origin(&daemon, "Origin: https://b.example:8443",
                  "https://b.example:8443");
    assert_origin(&daemon, "Origin: https://c.example", NULL);
    assert_origin(&daemon, "Origin: https://a.example.evil", NULL);
    assert_origin(&daemon, NULL, NULL);
    daemon_stop(&daemon);
}

/* ---- targets ---- */

static void what_is_not_there_is_not_found(void **state) {
    static const char *const paths[] = {
        "/web/",          "/nothing",      "/healthz/",
        "/v1/search/",    "/v1",           "/v1/documents",
        "/v1/documents/", "/HEALTHZ",      "/v1/documents/a/b",
        "//healthz",      "/v1/../healthz"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        json_decref(problem_get(&served, paths[i], 404));
}

static void a_path_is_decoded_once(void **state) {
    (void)state;
    struct reply reply;
    http_get(&reply, &served, "/%68ealthz");
    assert_int_equal(reply.status, 200);
    reply_clear(&reply);
    json_decref(problem_get(&served, "/%2568ealthz", 404));
}

static void a_target_that_hides_another_is_refused(void **state) {
    static const char *const paths[] = {
        "/v1%2fsearch", "/v1%2Fsearch", "/healthz%00",    "/healthz%zz",
        "/healthz%4",   "/healthz%",    "/healthz?a=%zz", "/healthz?a=%00"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        json_decref(problem_get(&served, paths[i], 400));
}

static void a_fault_in_a_value_names_its_parameter(void **state) {
    static const char *const paths[] = {"/v1/search?topic=a%00",
                                        "/v1/search?size=1&topic=%zz&q=a"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        json_t *problem = problem_get(&served, paths[i], 400);
        assert_string_equal(text_at(problem, "parameter"), "topic");
        json_decref(problem);
    }
    json_t *problem = problem_get(&served, "/v1/search?to%00=a", 400);
    assert_null(json_object_get(problem, "parameter"));
    json_decref(problem);
}

static void a_slash_in_a_parameter_is_no_path(void **state) {
    (void)state;
    struct reply reply;
    http_get(&reply, &served, "/healthz?place=a%2Fb");
    assert_int_equal(reply.status, 200);
    reply_clear(&reply);
}

static void assert_refused_for_length(size_t length, long status) {
    char *path = calloc(1, length + 1);
    assert_non_null(path);
    memset(path, 'a', length);
    path[0] = '/';
    json_decref(problem_get(&served, path, status));
    free(path);
}

static void a_long_address_is_refused(void **state) {
    (void)state;
    assert_refused_for_length(16 * 1024, 404);
    assert_refused_for_length(16 * 1024 + 1, 414);
    assert_refused_for_length(60 * 1000, 414);
}

/* There are more of them than the library has room for. */
static void thousands_of_parameters_get_an_answer(void **state) {
    (void)state;
    char path[16 * 1024] = "/healthz?";
    size_t size = strlen(path);
    while (size + 3 < sizeof path)
        size += (size_t)snprintf(path + size, sizeof path - size, "a&");
    struct reply reply;
    http_get(&reply, &served, path);
    assert_int_equal(reply.status, 200);
    reply_clear(&reply);
}

/* ---- heads ---- */

struct raw_case {
    const char *claim; /* what is wrong with it */
    const char *bytes;
    size_t size; /* there may be a NUL among them */
};

#define RAW(claim, bytes)                                                      \
    { claim, bytes, sizeof bytes - 1 }
#define GET_HEALTH "GET /healthz HTTP/1.1\r\n"
#define HOST       "Host: localhost\r\n"
#define NEXT       "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"

/* One answer, with this status, and the end of the connection: nothing that
 * followed was read as a request. */
static void assert_cut_off(const struct raw_case *item, const char *status) {
    char reply[REPLY_MAX];
    bool closed =
        raw_ask(&served, item->bytes, item->size, reply, sizeof reply);
    if (!closed || strncmp(reply, status, strlen(status)) != 0 ||
        strstr(reply, "\"status\":\"ok\"") != NULL)
        fail_msg("%s: %s", item->claim, reply);
}

static void a_smuggled_request_is_refused(void **state) {
    static const struct raw_case cases[] = {
        RAW("two lengths", GET_HEALTH HOST
            "Content-Length: 0\r\nContent-Length: 45\r\n\r\n" NEXT),
        RAW("two equal lengths", GET_HEALTH HOST
            "Content-Length: 0\r\nContent-Length: 0\r\n\r\n" NEXT),
        RAW("length and encoding", GET_HEALTH HOST
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
            "0\r\n\r\n" NEXT),
        RAW("encoding and length", GET_HEALTH HOST
            "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n"
            "0\r\n\r\n" NEXT),
        RAW("two encodings", GET_HEALTH HOST
            "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n"
            "0\r\n\r\n" NEXT),
        RAW("two hosts", GET_HEALTH HOST HOST "\r\n" NEXT),
        RAW("no host", GET_HEALTH "\r\n" NEXT),
        RAW("a space before the colon",
            GET_HEALTH HOST "Content-Length : 45\r\n\r\n" NEXT),
        RAW("a tab before the colon", GET_HEALTH HOST
            "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n" NEXT),
        RAW("a length that is none",
            GET_HEALTH HOST "Content-Length: 0, 45\r\n\r\n" NEXT),
        RAW("a CR within a value",
            GET_HEALTH HOST "X: a\rContent-Length: 45\r\n\r\n" NEXT),
        RAW("a header without a colon", GET_HEALTH HOST "X\r\n\r\n" NEXT),
        RAW("a NUL in the target",
            "GET /healthz\0/../v1 HTTP/1.1\r\n" HOST "\r\n" NEXT),
        RAW("a tab in the target",
            "GET /healthz\t HTTP/1.1\r\n" HOST "\r\n" NEXT),
        RAW("a space in the target",
            "GET /healthz a HTTP/1.1\r\n" HOST "\r\n" NEXT),
        RAW("two spaces", "GET  /healthz HTTP/1.1\r\n" HOST "\r\n" NEXT),
        RAW("a whole address as the target",
            "GET http://localhost/healthz HTTP/1.1\r\n" HOST "\r\n" NEXT),
        RAW("a target without a slash",
            "GET healthz HTTP/1.1\r\n" HOST "\r\n" NEXT),
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_cut_off(&cases[i], "HTTP/1.1 400 ");
}

static void a_request_with_a_body_is_refused(void **state) {
    static const struct raw_case with_length =
        RAW("a length", GET_HEALTH HOST "Content-Length: 45\r\n\r\n" NEXT);
    static const struct raw_case chunked =
        RAW("chunks",
            GET_HEALTH HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT);
    static const struct raw_case posted =
        RAW("a post", "POST /v1/search HTTP/1.1\r\n" HOST
                      "Content-Length: 45\r\n\r\n" NEXT);
    (void)state;
    assert_cut_off(&with_length, "HTTP/1.1 413 ");
    assert_cut_off(&chunked, "HTTP/1.1 413 ");
    assert_cut_off(&posted, "HTTP/1.1 405 ");
}

static void an_unknown_version_is_refused(void **state) {
    static const struct raw_case newer =
        RAW("1.2", "GET /healthz HTTP/1.2\r\n" HOST "\r\n" NEXT);
    static const struct raw_case another =
        RAW("2.0", "GET /healthz HTTP/2.0\r\n" HOST "\r\n" NEXT);
    (void)state;
    assert_cut_off(&newer, "HTTP/1.1 505 ");
    assert_cut_off(&another, "HTTP/1.1 505 ");
}

static void requests_follow_each_other_on_a_connection(void **state) {
    (void)state;
    char reply[REPLY_MAX];
    int fd = raw_connect(&served);
    for (int i = 0; i < 3; i++) {
        static const char search[] =
            "GET /v1/search?q=a HTTP/1.1\r\n" HOST "\r\n";
        raw_send(fd, NEXT, strlen(NEXT));
        assert_int_equal(raw_read_reply(fd, reply, sizeof reply), 200);
        raw_send(fd, search, strlen(search));
        assert_int_equal(raw_read_reply(fd, reply, sizeof reply), 503);
    }
    close(fd);
}

/* ---- the command line ---- */

static int run(const char *option, const char *value) {
    char log[PATH_MAX];
    const char *const arguments[] = {CONCORD_SEARCHD, "--index", no_index,
                                     option,          value,     NULL};
    path_make(log, "%.4000s/log", folder);
    return daemon_run(arguments, log);
}

static void a_wrong_command_line_ends_with_64(void **state) {
    (void)state;
    assert_int_equal(run("--frob", NULL), 64);
    assert_int_equal(run("word", NULL), 64);
    assert_int_equal(run("--threads", "0"), 64);
    assert_int_equal(run("--threads", "-1"), 64);
    assert_int_equal(run("--deadline", "2s"), 64);
    assert_int_equal(run("--listen", "8080"), 64);
    assert_int_equal(run("--listen", "::1:8080"), 64);
    assert_int_equal(run("--listen", "127.0.0.1:70000"), 64);
    assert_int_equal(run("--listen", "unix:"), 64);
    assert_int_equal(run("--cors-origin", "example.org"), 64);
}

static void a_port_in_use_ends_with_74(void **state) {
    (void)state;
    char log[PATH_MAX];
    path_make(log, "%.4000s/log", folder);
    assert_int_equal(run("--listen", served.url + strlen("http://")), 74);
    assert_true(file_has(log, "is in use already"));
}

static int start(void **state) {
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    folder_make(folder);
    path_make(no_index, "%.4000s/index", folder);
    daemon_start(&served, no_index, NULL);
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
        cmocka_unit_test(health_needs_no_index),
        cmocka_unit_test(only_reading_is_allowed),
        cmocka_unit_test(head_is_get_without_its_body),
        cmocka_unit_test(options_says_what_is_allowed),
        cmocka_unit_test(every_answer_has_the_common_headers),
        cmocka_unit_test(any_page_may_read_by_default),
        cmocka_unit_test(only_listed_origins_may_read),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(a_path_is_decoded_once),
        cmocka_unit_test(a_target_that_hides_another_is_refused),
        cmocka_unit_test(a_fault_in_a_value_names_its_parameter),
        cmocka_unit_test(a_slash_in_a_parameter_is_no_path),
        cmocka_unit_test(a_long_address_is_refused),
        cmocka_unit_test(thousands_of_parameters_get_an_answer),
        cmocka_unit_test(a_smuggled_request_is_refused),
        cmocka_unit_test(a_request_with_a_body_is_refused),
        cmocka_unit_test(an_unknown_version_is_refused),
        cmocka_unit_test(requests_follow_each_other_on_a_connection),
        cmocka_unit_test(a_wrong_command_line_ends_with_64),
        cmocka_unit_test(a_port_in_use_ends_with_74),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
