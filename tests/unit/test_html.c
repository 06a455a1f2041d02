/* test_html.c - claims about the words of papers in a page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "pages/html.h"

enum { PAGE_BYTES_MAX = 16 * 1024 };

static struct buffer out = BUFFER_INIT(PAGE_BYTES_MAX);

static int clear(void **state) {
    (void)state;
    buffer_destroy(&out);
    return 0;
}

static void assert_text(const char *text, const char *expected) {
    buffer_clear(&out);
    html_text(&out, text);
    assert_string_equal(out.size > 0 ? out.data : "", expected);
}

static void what_would_be_read_as_html_is_escaped(void **state) {
    (void)state;
    assert_text("<b a=\"x\" c='y'>R&D</b>",
                "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;R&amp;D&lt;/b&gt;");
    assert_text("Caf\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D",
                "Caf\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D");
    assert_text("", "");
    assert_text(NULL, "");
}

static void what_no_page_may_hold_becomes_a_space(void **state) {
    (void)state;
    assert_text("a\x01"
                "b\x1B[31mc",
                "a b [31mc");
    assert_text("line\nline\tend", "line\nline\tend");
}

static void bytes_end_where_they_are_said_to(void **state) {
    (void)state;
    html_bytes(&out, "<<<<", 2);
    assert_string_equal(out.data, "&lt;&lt;");
}

static void a_link_keeps_its_value_whatever_it_is(void **state) {
    (void)state;
    html_filter(&out, "person", "O'Neil & \"Sons\"/<x>", "O'Neil");
    assert_null(strchr(out.data + strlen("<a href=\""), '\''));
    assert_null(strstr(out.data, "<x>"));
    assert_non_null(strstr(out.data, "?person=O%27Neil%20%26%20%22Sons%22/"));
    assert_non_null(strstr(out.data, "\">O&#39;Neil</a>"));
}

static void a_new_search_keeps_filters_and_no_place(void **state) {
    (void)state;
    struct parameter items[] = {{"q", "old"},        {"region", "london"},
                                {"page", "3"},       {"cursor", "*"},
                                {"facets", "place"}, {"facet_size", "200"}};
    struct parameter_list list = {.items = items, .count = 6};
    struct html_page page = {.title = "<t>", .q = "old", .kept = &list};
    html_begin(&out, &page);
    assert_non_null(strstr(out.data, "<title>&lt;t&gt;</title>"));
    assert_non_null(strstr(out.data, "name=\"region\" value=\"london\""));
    assert_null(strstr(out.data, "name=\"page\""));
    assert_null(strstr(out.data, "name=\"cursor\""));
    assert_null(strstr(out.data, "name=\"facets\""));
    assert_null(strstr(out.data, "name=\"facet_size\""));
}

#define HTML_TEST(name) cmocka_unit_test_teardown(name, clear)

int main(void) {
    const struct CMUnitTest tests[] = {
        HTML_TEST(what_would_be_read_as_html_is_escaped),
        HTML_TEST(what_no_page_may_hold_becomes_a_space),
        HTML_TEST(bytes_end_where_they_are_said_to),
        HTML_TEST(a_link_keeps_its_value_whatever_it_is),
        HTML_TEST(a_new_search_keeps_filters_and_no_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
