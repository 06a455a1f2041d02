/* What is sent beside the JSON, and what need not be sent: entity tags, links,
 * gzip. */
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
#include <zlib.h>

#include "client.h"
#include "daemon.h"

enum { HEADER_MAX = 512, PLAIN_MAX = 1024 * 1024 };

static char folder[PATH_MAX];
static char index_folder[PATH_MAX];
static char papers[PATH_MAX];
static struct daemon served;

static const char *const tagged[] = {"/v1/search?q=compact", "/v1/facets",
                                     "/v1/facets/topic", "/openapi.json"};

enum { TAGGED = sizeof tagged / sizeof *tagged };

/* ---- entity tags ---- */

/* The ETag of what stands at `path`. */
static void get_tag(char out[HEADER_MAX], const char *path) {
    struct reply reply;
    http_get(&reply, &served, path);
    assert_int_equal(reply.status, 200);
    const char *tag = reply_header(&reply, "ETag");
    assert_non_null(tag);
    snprintf(out, HEADER_MAX, "%s", tag);
    reply_clear(&reply);
}

/* The answer to who holds `others` and `tag`. */
static long status_with(const char *path, const char *others, const char *tag) {
    char header[HEADER_MAX * 2];
    struct reply reply;
    snprintf(header, sizeof header, "If-None-Match: %s%s", others, tag);
    http_ask(&reply, &served, NULL, path, header);
    long status = reply.status;
    if (status == 304) {
        assert_int_equal(reply.size, 0);
        assert_null(reply_header(&reply, "Content-Type"));
        assert_non_null(reply_header(&reply, "ETag"));
        assert_string_equal(reply_header(&reply, "Cache-Control"), "no-cache");
        assert_string_equal(reply_header(&reply, "Vary"), "Accept-Encoding");
    }
    reply_clear(&reply);
    return status;
}

static void answers_carry_a_weak_tag(void **state) {
    (void)state;
    for (size_t i = 0; i < TAGGED; i++) {
        char tag[HEADER_MAX];
        get_tag(tag, tagged[i]);
        assert_int_equal(strncmp(tag, "W/\"", 3), 0);
    }
}

static void what_is_held_is_not_sent_again(void **state) {
    (void)state;
    for (size_t i = 0; i < TAGGED; i++) {
        char tag[HEADER_MAX];
        get_tag(tag, tagged[i]);
        assert_int_equal(status_with(tagged[i], "", tag), 304);
        assert_int_equal(status_with(tagged[i], "\"x\", ", tag), 304);
        assert_int_equal(status_with(tagged[i], "", strchr(tag, '"')), 304);
        assert_int_equal(status_with(tagged[i], "", "*"), 304);
        assert_int_equal(status_with(tagged[i], "", "\"x\""), 200);
    }
}

static void equal_searches_have_equal_tags(void **state) {
    char one[HEADER_MAX];
    char other[HEADER_MAX];
    (void)state;
    get_tag(one, "/v1/search?q=compact&topic=health&sort=newest");
    get_tag(other, "/v1/search?sort=newest&topic=health&q=compac%74");
    assert_string_equal(one, other);
    get_tag(other, "/v1/search?q=compact&topic=health&sort=oldest");
    assert_string_not_equal(one, other);
}

/* A star holds whatever there is, and there is nothing. */
static void what_is_wrong_is_said_whatever_is_held(void **state) {
    struct reply reply;
    (void)state;
    assert_int_equal(status_with("/v1/search?size=0", "", "*"), 400);
    assert_int_equal(status_with("/v1/documents/nobody", "", "*"), 404);
    http_get(&reply, &served, "/v1/documents/nobody");
    assert_null(reply_header(&reply, "ETag"));
    reply_clear(&reply);
}

static void await_generation(json_int_t number) {
    int64_t until = now_ms() + PATIENCE_MS;
    json_int_t now = 0;
    daemon_signal(&served, SIGHUP);
    while (now != number) {
        json_t *search = json_get(&served, "/v1/search?size=1");
        now = json_integer_value(json_at(search, "index/generation"));
        json_decref(search);
        assert_true(now_ms() < until);
        pause_briefly();
    }
}

static void a_new_generation_changes_every_tag(void **state) {
    char before[HEADER_MAX];
    char after[HEADER_MAX];
    char paper[PATH_MAX];
    (void)state;
    get_tag(before, "/v1/search?q=compact");
    path_make(paper, "%.4000s/late.txt", papers);
    file_write(paper, "A late paper\n\nIt says nothing of the matter.\n");
    index_build(index_folder, papers);
    await_generation(2);
    assert_int_equal(status_with("/v1/search?q=compact", "", before), 200);
    get_tag(after, "/v1/search?q=compact");
    assert_string_not_equal(before, after);
}

/* ---- links and methods ---- */

static void pages_are_linked_in_a_header(void **state) {
    struct reply reply;
    (void)state;
    http_get(&reply, &served, "/v1/search?page=2&size=1");
    assert_string_equal(reply_header(&reply, "Link"),
                        "</v1/search?size=1&page=2>; rel=\"self\", "
                        "</v1/search?size=1&page=3>; rel=\"next\", "
                        "</v1/search?size=1>; rel=\"prev\"");
    reply_clear(&reply);
    http_get(&reply, &served, "/v1/facets");
    assert_null(reply_header(&reply, "Link"));
    reply_clear(&reply);
}

/* A header may not be as long as an address: servers in between have little
 * room. */
static void a_long_search_has_its_links_in_the_body_only(void **state) {
    char path[8192] = "/v1/search?size=1";
    (void)state;
    for (int i = 0; i < 200; i++)
        snprintf(path + strlen(path), sizeof path - strlen(path),
                 "&place=a-place-that-is-not-there-%d", i);
    struct reply reply;
    http_get(&reply, &served, path);
    assert_int_equal(reply.status, 200);
    assert_null(reply_header(&reply, "Link"));
    reply_clear(&reply);
}

static void assert_same_header(const struct reply *one,
                               const struct reply *other, const char *name) {
    char value[1024] = "";
    const char *found = reply_header(one, name);
    snprintf(value, sizeof value, "%s", found ? found : "");
    found = reply_header(other, name);
    assert_string_equal(value, found ? found : "");
}

static void head_has_the_headers_of_get(void **state) {
    static const char *const names[] = {"Content-Type",
                                        "ETag",
                                        "Link",
                                        "Vary",
                                        "Cache-Control",
                                        "Content-Encoding",
                                        "Access-Control-Allow-Origin",
                                        "Access-Control-Expose-Headers"};
    static const char *const encodings[] = {NULL, "Accept-Encoding: gzip"};
    (void)state;
    for (size_t i = 0; i < TAGGED * 2; i++) {
        struct reply get;
        struct reply head;
        http_ask(&get, &served, NULL, tagged[i / 2], encodings[i % 2]);
        http_ask(&head, &served, "HEAD", tagged[i / 2], encodings[i % 2]);
        assert_int_equal(get.status, 200);
        assert_int_equal(head.status, 200);
        assert_int_equal(head.size, 0);
        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            assert_same_header(&get, &head, names[j]);
        assert_non_null(reply_header(&head, "Content-Length"));
        reply_clear(&get);
        reply_clear(&head);
    }
}

static void options_needs_no_index_and_no_query(void **state) {
    (void)state;
    for (size_t i = 0; i < TAGGED; i++) {
        struct reply reply;
        http_ask(&reply, &served, "OPTIONS", tagged[i],
                 "Access-Control-Request-Headers: if-none-match");
        assert_int_equal(reply.status, 204);
        assert_string_equal(
            reply_header(&reply, "Access-Control-Allow-Headers"),
            "If-None-Match");
        reply_clear(&reply);
    }
}

/* ---- gzip ---- */

/* `reply` unpacked, NUL-terminated, for the caller to free. */
static char *unpacked(const struct reply *reply) {
    char *plain = calloc(1, PLAIN_MAX);
    z_stream stream;
    assert_non_null(plain);
    memset(&stream, 0, sizeof stream);
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    stream.next_in = (Bytef *)reply->body;
    stream.avail_in = (uInt)reply->size;
    stream.next_out = (Bytef *)plain;
    stream.avail_out = PLAIN_MAX - 1;
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.avail_in, 0);
    inflateEnd(&stream);
    return plain;
}

static void large_answers_are_packed_for_who_takes_that(void **state) {
    (void)state;
    struct reply plain;
    struct reply packed;
    http_get(&plain, &served, "/openapi.json");
    http_ask(&packed, &served, NULL, "/openapi.json",
             "Accept-Encoding: br, gzip;q=0.5");
    assert_null(reply_header(&plain, "Content-Encoding"));
    assert_string_equal(reply_header(&packed, "Content-Encoding"), "gzip");
    assert_same_header(&plain, &packed, "ETag");
    assert_same_header(&plain, &packed, "Vary");
    assert_true(packed.size < plain.size / 2);
    char *text = unpacked(&packed);
    assert_string_equal(text, plain.body);
    free(text);
    reply_clear(&plain);
    reply_clear(&packed);
}

static void assert_not_packed(const char *path, const char *header) {
    struct reply reply;
    http_ask(&reply, &served, NULL, path, header);
    assert_null(reply_header(&reply, "Content-Encoding"));
    reply_clear(&reply);
}

static void nobody_gets_gzip_against_their_will(void **state) {
    (void)state;
    assert_not_packed("/openapi.json", "Accept-Encoding: gzip;q=0");
    assert_not_packed("/openapi.json", "Accept-Encoding: gzip;q=0, *");
    assert_not_packed("/openapi.json", "Accept-Encoding: identity");
    assert_not_packed("/openapi.json", "Accept-Encoding;");
}

static void small_answers_are_sent_as_they_are(void **state) {
    (void)state;
    assert_not_packed("/healthz", "Accept-Encoding: gzip");
    assert_not_packed("/v1/facets?facets=none", "Accept-Encoding: gzip");
}

static void a_packed_search_is_the_search(void **state) {
    (void)state;
    struct reply packed;
    http_ask(&packed, &served, NULL, "/v1/search?size=100",
             "Accept-Encoding: gzip");
    char *text = unpacked(&packed);
    json_t *page = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(page);
    assert_true(json_array_size(json_object_get(page, "results")) > 0);
    json_decref(page);
    free(text);
    reply_clear(&packed);
}

static void with_listed_origins_both_are_varied_by(void **state) {
    static const char *const options[] = {"--cors-origin", "https://a.example",
                                          NULL};
    struct daemon daemon;
    struct reply reply;
    (void)state;
    daemon_start(&daemon, index_folder, options);
    http_get(&reply, &daemon, "/v1/facets");
    assert_string_equal(reply_header(&reply, "Vary"),
                        "Accept-Encoding, Origin");
    reply_clear(&reply);
    daemon_stop(&daemon);
}

static void copy_papers(void) {
    char command[PATH_MAX * 2 + 64];
    snprintf(command, sizeof command, "cp -r '%s' '%s'", CONCORD_PAPERS,
             papers);
    assert_int_equal(system(command), 0);
}

static int start(void **state) {
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    folder_make(folder);
    path_make(index_folder, "%.4000s/index", folder);
    path_make(papers, "%.4000s/papers", folder);
    copy_papers();
    index_build(index_folder, papers);
    daemon_start(&served, index_folder, NULL);
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
        cmocka_unit_test(answers_carry_a_weak_tag),
        cmocka_unit_test(what_is_held_is_not_sent_again),
        cmocka_unit_test(equal_searches_have_equal_tags),
        cmocka_unit_test(what_is_wrong_is_said_whatever_is_held),
        cmocka_unit_test(a_new_generation_changes_every_tag),
        cmocka_unit_test(pages_are_linked_in_a_header),
        cmocka_unit_test(a_long_search_has_its_links_in_the_body_only),
        cmocka_unit_test(head_has_the_headers_of_get),
        cmocka_unit_test(options_needs_no_index_and_no_query),
        cmocka_unit_test(large_answers_are_packed_for_who_takes_that),
        cmocka_unit_test(nobody_gets_gzip_against_their_will),
        cmocka_unit_test(small_answers_are_sent_as_they_are),
        cmocka_unit_test(a_packed_search_is_the_search),
        cmocka_unit_test(with_listed_origins_both_are_varied_by),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
