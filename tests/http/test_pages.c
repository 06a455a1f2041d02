/* The page for researchers, over HTTP, on the bundled archive: it says what the
 * API says, and every link in it leads somewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "daemon.h"

enum { LINKS_MAX = 400, LINK_MAX = 1024 };

static char links[LINKS_MAX][LINK_MAX];
static size_t link_count;

/* What stands in an attribute, without the references of HTML. */
static void take_link(const char *text, size_t size) {
    char *out = links[link_count];
    size_t length = 0;
    for (size_t i = 0; i < size && length + 1 < LINK_MAX; i++) {
        out[length++] = text[i];
        if (strncmp(text + i, "&amp;", 5) == 0)
            i += 4;
    }
    out[length] = '\0';
    for (size_t i = 0; i < link_count; i++)
        if (strcmp(links[i], out) == 0)
            return;
    link_count++;
}

static void gather_links(const char *page) {
    static const char before[] = " href=\"";
    link_count = 0;
    for (const char *at = strstr(page, before);
         at != NULL && link_count < LINKS_MAX; at = strstr(at, before)) {
        at += strlen(before);
        size_t size = strcspn(at, "\"");
        if (*at == '/')
            take_link(at, size);
    }
}

static void assert_links_lead_somewhere(const char *path) {
    struct reply page;
    http_get(&page, &sample, path);
    assert_int_equal(page.status, 200);
    gather_links(page.body);
    reply_clear(&page);
    assert_true(link_count > 10);
    for (size_t i = 0; i < link_count; i++) {
        http_get(&page, &sample, links[i]);
        if (page.status != 200)
            fail_msg("%s, of %s: %u", links[i], path, (unsigned)page.status);
        reply_clear(&page);
    }
}

static void every_link_leads_somewhere(void **state) {
    (void)state;
    assert_links_lead_somewhere("/");
    assert_links_lead_somewhere("/search?q=compact&region=london&size=5");
    assert_links_lead_somewhere("/search?topic=funding&size=3&page=2");
}

static void a_paper_is_shown_with_its_clauses_and_links(void **state) {
    (void)state;
    json_t *found =
        json_get(&sample, "/v1/search?type=local-compact&facets=none&size=5");
    size_t i = 0;
    json_t *result = NULL;
    json_array_foreach(json_object_get(found, "results"), i, result) {
        char path[LINK_MAX];
        struct reply page;
        snprintf(path, sizeof path, "/documents/%s", text_at(result, "id"));
        assert_links_lead_somewhere(path);
        snprintf(path, sizeof path, "/v1/documents/%s", text_at(result, "id"));
        json_t *card = json_get(&sample, path);
        http_get(&page, &sample, path + strlen("/v1"));
        size_t j = 0;
        json_t *clause = NULL;
        json_array_foreach(json_object_get(card, "clauses"), j, clause) {
            snprintf(path, sizeof path, "<a id=\"%s\">",
                     text_at(clause, "anchor"));
            assert_non_null(strstr(page.body, path));
        }
        reply_clear(&page);
        json_decref(card);
    }
    json_decref(found);
}

static void the_page_finds_what_the_api_finds(void **state) {
    (void)state;
    static const char *const asked[] = {"?q=compact",
                                        "?q=funding&region=london",
                                        "?type=blog&sort=oldest&size=3"};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        char path[LINK_MAX];
        char total[64];
        struct reply page;
        snprintf(path, sizeof path, "/v1/search%s", asked[i]);
        json_t *answer = json_get(&sample, path);
        http_get(&page, &sample, path + strlen("/v1"));
        snprintf(total, sizeof total, "<h1>%d paper",
                 (int)json_integer_value(json_object_get(answer, "total")));
        assert_non_null(strstr(page.body, total));
        size_t j = 0;
        json_t *result = NULL;
        const char *at = page.body;
        json_array_foreach(json_object_get(answer, "results"), j, result) {
            snprintf(path, sizeof path, "<h2><a href=\"/documents/%s\">",
                     text_at(result, "id"));
            if (json_is_true(json_object_get(result, "title_supplied")))
                snprintf(path, sizeof path, "<h2>[<a href=\"/documents/%s\">",
                         text_at(result, "id"));
            at = strstr(at, path);
            assert_non_null(at);
        }
        reply_clear(&page);
        json_decref(answer);
    }
}

/* Places are counted without the region that was chosen, years without the
 * date. */
static void assert_counts_are_what_choosing_finds(const char *path,
                                                  const char *parameter) {
    static const char before[] = "\n<li><a href=\"";
    struct reply page;
    size_t tried = 0;
    http_get(&page, &sample, path);
    for (const char *at = strstr(page.body, before); at != NULL;
         at = strstr(at, before)) {
        char total[64];
        struct reply chosen;
        at += strlen(before);
        const char *end = strchr(at, '"');
        const char *count = strstr(end, "class=\"count\">");
        if (count == NULL || memmem(at, (size_t)(end - at), parameter,
                                    strlen(parameter)) == NULL)
            continue;
        link_count = 0;
        take_link(at, (size_t)(end - at));
        http_get(&chosen, &sample, links[0]);
        snprintf(total, sizeof total, "<h1>%d paper",
                 atoi(count + strlen("class=\"count\">")));
        if (strstr(chosen.body, total) == NULL)
            fail_msg("%s has not \"%s\"", links[0], total);
        reply_clear(&chosen);
        tried++;
    }
    assert_true(tried > 3);
    reply_clear(&page);
}

static void a_count_is_what_choosing_its_value_finds(void **state) {
    (void)state;
    assert_counts_are_what_choosing_finds("/search?q=funding&region=london",
                                          "place=");
    assert_counts_are_what_choosing_finds("/search?q=funding&date=2005-06",
                                          "year=");
    assert_counts_are_what_choosing_finds("/search?q=funding&type=blog",
                                          "topic=");
}

static void values_have_the_names_that_people_read(void **state) {
    (void)state;
    static const char *const pages[] = {"/", "/search?q=compact", NULL};
    struct reply page;
    for (size_t i = 0; pages[i] != NULL; i++) {
        http_get(&page, &sample, pages[i]);
        assert_non_null(strstr(page.body, ">Region</"));
        assert_non_null(strstr(page.body, ">Local compact</a>"));
        assert_null(strstr(page.body, ">local-compact</a>"));
        reply_clear(&page);
    }
}

static void filters_have_the_names_that_people_read(void **state) {
    (void)state;
    struct reply page;
    http_get(&page, &sample,
             "/search?region=south-west&-topic=funding&place=_missing");
    assert_non_null(strstr(page.body, ">Region: South West <"));
    assert_non_null(strstr(page.body, ">not Topic: Funding <"));
    assert_non_null(strstr(page.body, ">Place: none <"));
    reply_clear(&page);
}

static void every_value_of_a_facet_is_two_links_away(void **state) {
    (void)state;
    static const char more[] = "/search?facets=place&amp;facet_size=200\">more";
    struct reply page;
    http_get(&page, &sample, "/");
    assert_non_null(strstr(page.body, more));
    reply_clear(&page);
    json_t *facet = json_get(&sample, "/v1/facets/place?size=100&page=2");
    json_t *last =
        json_array_get(json_object_get(facet, "values"),
                       json_array_size(json_object_get(facet, "values")) - 1);
    char link[LINK_MAX];
    snprintf(link, sizeof link, "<li><a href=\"/search?place=%s\">",
             text_at(last, "value"));
    http_get(&page, &sample, "/search?facets=place&facet_size=200");
    assert_non_null(strstr(page.body, link));
    assert_null(strstr(page.body, ">more</a>"));
    reply_clear(&page);
    json_decref(facet);
}

static void dates_are_in_words_and_the_order_is_shown(void **state) {
    (void)state;
    struct reply page;
    http_get(&page, &sample, "/search?size=100&date=2015");
    assert_non_null(strstr(page.body, "<li>between 2015-"));
    assert_null(strstr(page.body, "<li>[20"));
    assert_non_null(strstr(page.body, " <a aria-current=\"true\" "
                                      "href=\"/search?size=100&amp;date=2015"
                                      "&amp;sort=newest\">newest</a>"));
    reply_clear(&page);
}

static void a_paper_does_not_point_to_itself(void **state) {
    (void)state;
    json_t *found =
        json_get(&sample, "/v1/search?type=code-of-practice&facets=none");
    size_t i = 0;
    size_t said = 0;
    json_t *result = NULL;
    json_array_foreach(json_object_get(found, "results"), i, result) {
        char path[LINK_MAX];
        struct reply page;
        snprintf(path, sizeof path, "/documents/%s", text_at(result, "id"));
        http_get(&page, &sample, path);
        said += strstr(page.body, "<li>this paper <b>") != NULL;
        snprintf(path, sizeof path, "<a href=\"/documents/%s\">",
                 text_at(result, "id"));
        assert_null(strstr(page.body, path));
        reply_clear(&page);
    }
    assert_true(said > 0);
    json_decref(found);
}

static void nothing_found_offers_nothing_to_sort_or_save(void **state) {
    (void)state;
    struct reply page;
    http_get(&page, &sample, "/search?q=zzyzx&relax=none");
    assert_int_equal(page.status, 200);
    assert_non_null(strstr(page.body, "<h1>0 papers</h1>"));
    assert_non_null(strstr(page.body, "No paper has all of this"));
    assert_null(strstr(page.body, "Sort by"));
    assert_null(strstr(page.body, "<summary>"));
    assert_null(strstr(page.body, "/v1/export"));
    reply_clear(&page);
}

static void what_is_typed_comes_back_as_text(void **state) {
    (void)state;
    struct reply page;
    http_get(&page, &sample,
             "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&relax=none");
    assert_int_equal(page.status, 200);
    assert_null(strstr(page.body, "<script>alert"));
    assert_non_null(strstr(page.body, "&quot;&gt;&lt;script&gt;alert(1)"));
    reply_clear(&page);
    http_get(&page, &sample, "/search?%3Cscript%3E=1");
    assert_int_equal(page.status, 400);
    assert_null(strstr(page.body, "<script>"));
    reply_clear(&page);
}

static void what_goes_wrong_is_a_page_too(void **state) {
    (void)state;
    struct reply page;
    http_get(&page, &sample, "/documents/nobody");
    assert_int_equal(page.status, 404);
    assert_non_null(strstr(page.body, "<!DOCTYPE html>"));
    assert_non_null(strstr(page.body, "nobody"));
    reply_clear(&page);
    http_get(&page, &sample, "/search?region=atlantis");
    assert_int_equal(page.status, 400);
    assert_non_null(strstr(page.body, "atlantis"));
    reply_clear(&page);
}

/* A dot would lead out of the folder. */
static void an_address_of_nothing_is_told_to_people_as_a_page(void **state) {
    struct reply page;
    (void)state;
    http_ask(&page, &sample, NULL, "/serach?q=a",
             "Accept: text/html,*/*;q=0.8");
    assert_int_equal(page.status, 404);
    assert_string_equal(reply_header(&page, "Content-Type"),
                        "text/html; charset=utf-8");
    assert_non_null(strstr(page.body, "nothing stands at /serach"));
    reply_clear(&page);
    http_ask(&page, &sample, NULL, "/v1/serach", "Accept: text/html");
    assert_string_equal(reply_header(&page, "Content-Type"),
                        "application/problem+json");
    reply_clear(&page);
    json_decref(problem_get(&sample, "/serach?q=a", 404));
}

static void only_the_pages_own_files_are_served(void **state) {
    (void)state;
    static const char *const paths[] = {"/web/..", "/web/page.c",
                                        "/web/..%2fpages.c", "/web/none.css",
                                        "/web/.css"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct reply reply;
        http_get(&reply, &sample, paths[i]);
        assert_true(reply.status == 404 || reply.status == 400);
        reply_clear(&reply);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_link_leads_somewhere),
        cmocka_unit_test(a_paper_is_shown_with_its_clauses_and_links),
        cmocka_unit_test(the_page_finds_what_the_api_finds),
        cmocka_unit_test(a_count_is_what_choosing_its_value_finds),
        cmocka_unit_test(values_have_the_names_that_people_read),
        cmocka_unit_test(filters_have_the_names_that_people_read),
        cmocka_unit_test(every_value_of_a_facet_is_two_links_away),
        cmocka_unit_test(dates_are_in_words_and_the_order_is_shown),
        cmocka_unit_test(a_paper_does_not_point_to_itself),
        cmocka_unit_test(nothing_found_offers_nothing_to_sort_or_save),
        cmocka_unit_test(what_is_typed_comes_back_as_text),
        cmocka_unit_test(what_goes_wrong_is_a_page_too),
        cmocka_unit_test(an_address_of_nothing_is_told_to_people_as_a_page),
        cmocka_unit_test(only_the_pages_own_files_are_served),
    };
    return cmocka_run_group_tests(tests, sample_start, sample_stop);
}
