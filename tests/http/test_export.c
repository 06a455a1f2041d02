/* What is taken away over HTTP: exports of the bundled archive, in more than
 * one piece, and the files themselves. */
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
#include <zlib.h>

#include "client.h"
#include "daemon.h"

enum { QUERY_MAX = 512, PATH_AND_QUERY_MAX = 1024, LEAVERS = 100 };

static char folder[PATH_MAX];
static struct daemon served;

static size_t count_lines(const char *text) {
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += *text == '\n';
    return count;
}

/* The ids of all pages of a search, by links.next, with a space behind each. */
static char *ids_of_pages(const char *query) {
    char path[PATH_AND_QUERY_MAX];
    char *ids = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&ids, &size);
    snprintf(path, sizeof path, "/v1/search?size=7&facets=none&%s", query);
    while (path[0] != '\0') {
        json_t *page = json_get(&served, path);
        json_t *next = json_at(page, "links/next");
        size_t index;
        json_t *result;
        json_array_foreach(json_object_get(page, "results"), index, result) {
            fprintf(out, "%s ", text_at(result, "id"));
        }
        snprintf(path, sizeof path, "%s",
                 json_is_string(next) ? json_string_value(next) : "");
        json_decref(page);
    }
    fclose(out);
    return ids;
}

/* The same of an export as JSON Lines. */
static char *ids_of_export(const char *query) {
    char path[PATH_AND_QUERY_MAX];
    struct reply reply;
    char *ids = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&ids, &size);
    snprintf(path, sizeof path, "/v1/export?format=jsonl&%s", query);
    http_get(&reply, &served, path);
    assert_int_equal(reply.status, 200);
    for (char *line = strtok(reply.body, "\n"); line != NULL;
         line = strtok(NULL, "\n")) {
        json_t *result = json_loads(line, 0, NULL);
        assert_non_null(result);
        fprintf(out, "%s ", text_at(result, "id"));
        json_decref(result);
    }
    fclose(out);
    reply_clear(&reply);
    return ids;
}

static void an_export_is_all_pages_in_a_row(void **state) {
    static const char *const queries[] = {
        "",
        "q=compact",
        "q=compact&cursor=*",
        "q=funding+OR+health&sort=title&duplicates=show",
        "sort=oldest&type=blog&type=news&duplicates=show&cursor=*",
        "q=nowhere+funding&region=_missing"};
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        char query[QUERY_MAX];
        snprintf(query, sizeof query, "%s", queries[i]);
        char *pages = ids_of_pages(query);
        char *cursor = strstr(query, "cursor=*");
        if (cursor != NULL)
            cursor[-1] = '\0';
        char *exported = ids_of_export(query);
        assert_string_equal(pages, exported);
        free(pages);
        free(exported);
    }
}

static void assert_form(const char *form, const char *content_type,
                        const char *file_name) {
    char path[PATH_AND_QUERY_MAX];
    struct reply reply;
    snprintf(path, sizeof path, "/v1/export?format=%s&q=compact", form);
    http_get(&reply, &served, path);
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply_header(&reply, "Content-Type"), content_type);
    assert_non_null(
        strstr(reply_header(&reply, "Content-Disposition"), file_name));
    assert_non_null(strstr(reply.body, "https://archive.example/documents/"));
    reply_clear(&reply);
}

static void each_form_has_its_type_and_its_name(void **state) {
    (void)state;
    assert_form("csv", "text/csv; charset=utf-8; header=present",
                "\"concord.csv\"");
    assert_form("jsonl", "application/x-ndjson", "\"concord.jsonl\"");
    assert_form("bibtex", "application/x-bibtex; charset=utf-8",
                "\"concord.bib\"");
    assert_form("ris", "application/x-research-info-systems; charset=utf-8",
                "\"concord.ris\"");
}

static void what_goes_wrong_at_first_is_a_problem(void **state) {
    (void)state;
    json_t *problem = problem_get(&served, "/v1/export", 400);
    assert_string_equal(text_at(problem, "parameter"), "format");
    json_decref(problem);
    problem = problem_get(&served, "/v1/export?format=csv&topic=frob", 400);
    assert_string_equal(text_at(problem, "parameter"), "topic");
    json_decref(problem);
}

static void an_export_that_the_client_has_is_not_sent(void **state) {
    struct reply reply;
    char header[256];
    (void)state;
    http_ask(&reply, &served, "HEAD", "/v1/export?format=csv", NULL);
    assert_int_equal(reply.status, 200);
    snprintf(header, sizeof header, "If-None-Match: %s",
             reply_header(&reply, "ETag"));
    reply_clear(&reply);
    http_ask(&reply, &served, NULL, "/v1/export?format=csv", header);
    assert_int_equal(reply.status, 304);
    reply_clear(&reply);
    http_ask(&reply, &served, NULL, "/v1/export?format=csv",
             "If-None-Match: *");
    assert_int_equal(reply.status, 304);
    reply_clear(&reply);
}

static void descriptions_begin_with_the_public_address(void **state) {
    struct reply reply;
    (void)state;
    http_get(&reply, &served, "/opensearch.xml");
    assert_non_null(strstr(reply.body, "\"https://archive.example/v1/feed?q="));
    reply_clear(&reply);
}

/* What follows them would be taken for the next answer's. */
static void the_head_of_an_export_has_no_bytes_behind_it(void **state) {
    static const char request[] = "HEAD /v1/export?format=csv HTTP/1.1\r\n"
                                  "Host: here\r\n\r\n";
    char reply[4096];
    (void)state;
    assert_true(
        raw_ask(&served, request, sizeof request - 1, reply, sizeof reply));
    const char *end = strstr(reply, "\r\n\r\n");
    assert_non_null(end);
    assert_string_equal(end, "\r\n\r\n");
    assert_null(strstr(reply, "chunked"));
}

/* More than may be open at once: what a client left is given back. */
static void an_export_of_many_pieces_is_packed_as_one(void **state) {
    enum { PLAIN_MAX = 4 * 1024 * 1024 };
    static const char path[] = "/v1/export?format=jsonl";
    struct reply plain;
    struct reply packed;
    z_stream stream;
    (void)state;
    http_get(&plain, &served, path);
    http_ask(&packed, &served, NULL, path, "Accept-Encoding: gzip");
    assert_null(reply_header(&plain, "Content-Encoding"));
    assert_string_equal(reply_header(&packed, "Content-Encoding"), "gzip");
    assert_true(packed.size < plain.size / 2);
    char *text = calloc(1, PLAIN_MAX);
    assert_non_null(text);
    memset(&stream, 0, sizeof stream);
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    stream.next_in = (Bytef *)packed.body;
    stream.avail_in = (uInt)packed.size;
    stream.next_out = (Bytef *)text;
    stream.avail_out = PLAIN_MAX;
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.avail_in, 0);
    assert_int_equal(stream.total_out, plain.size);
    assert_memory_equal(text, plain.body, plain.size);
    inflateEnd(&stream);
    free(text);
    reply_clear(&plain);
    reply_clear(&packed);
}

static void exports_that_are_left_hold_nothing(void **state) {
    static const char request[] = "GET /v1/export?format=jsonl HTTP/1.1\r\n"
                                  "Host: here\r\n\r\n";
    struct reply reply;
    (void)state;
    for (unsigned i = 0; i < LEAVERS; i++) {
        int fd = raw_connect(&served);
        raw_send(fd, request, strlen(request));
        close(fd);
    }
    int64_t patience = now_ms() + PATIENCE_MS;
    do {
        http_get(&reply, &served, "/v1/export?format=csv&duplicates=show");
        long status = reply.status;
        size_t lines = count_lines(reply.body);
        reply_clear(&reply);
        if (status == 200) {
            assert_true(lines > 50);
            return;
        }
        pause_briefly();
    } while (now_ms() < patience);
    fail_msg("no export is given any more");
}

/* ---- originals ---- */

static void an_original_is_sent_to_be_saved(void **state) {
    struct reply reply;
    char path[PATH_AND_QUERY_MAX];
    char file[PATH_MAX];
    (void)state;
    json_t *page = json_get(&served, "/v1/search?size=1&facets=none");
    const char *id = text_at(page, "results/0/id");
    snprintf(path, sizeof path, "/v1/documents/%s", id);
    json_t *document = json_get(&served, path);
    snprintf(path, sizeof path, "/v1/documents/%s/original", id);
    http_get(&reply, &served, path);
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply_header(&reply, "Content-Type"),
                        text_at(document, "source/format"));
    assert_non_null(
        strstr(reply_header(&reply, "Content-Security-Policy"), "sandbox"));
    assert_int_equal(
        strncmp(reply_header(&reply, "Content-Disposition"), "attachment", 10),
        0);
    path_make(file, "%s/%s", CONCORD_PAPERS, text_at(document, "source/path"));
    FILE *original = fopen(file, "rb");
    assert_non_null(original);
    for (size_t i = 0; i < reply.size; i++)
        assert_int_equal(fgetc(original), (unsigned char)reply.body[i]);
    assert_int_equal(fgetc(original), EOF);
    fclose(original);
    reply_clear(&reply);
    json_decref(document);
    json_decref(page);
}

static int set_up(void **state) {
    static const char *const options[] = {"--public-url",
                                          "https://archive.example/",
                                          "--originals", CONCORD_PAPERS, NULL};
    char index[PATH_MAX];
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    folder_make(folder);
    path_make(index, "%s/index", folder);
    index_build(index, CONCORD_PAPERS);
    daemon_start(&served, index, options);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    daemon_stop(&served);
    folder_remove(folder);
    curl_global_cleanup();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_export_is_all_pages_in_a_row),
        cmocka_unit_test(each_form_has_its_type_and_its_name),
        cmocka_unit_test(what_goes_wrong_at_first_is_a_problem),
        cmocka_unit_test(an_export_that_the_client_has_is_not_sent),
        cmocka_unit_test(descriptions_begin_with_the_public_address),
        cmocka_unit_test(the_head_of_an_export_has_no_bytes_behind_it),
        cmocka_unit_test(an_export_of_many_pieces_is_packed_as_one),
        cmocka_unit_test(exports_that_are_left_hold_nothing),
        cmocka_unit_test(an_original_is_sent_to_be_saved),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
