/* test_page_properties.c - claims about what a page's head and markup say of
 * the paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract_fixture.h"

/* The page's properties as "line name value", one below the other. */
static void assert_properties(const char *head, const char *expected) {
    struct buffer page = BUFFER_INIT(SIZE_MAX - 1);
    struct buffer found = BUFFER_INIT(SIZE_MAX - 1);
    buffer_printf(&page, "<html>\n%s\n<p>Text.</p></html>", head);
    struct extract *extract = read_paper("page.html", page.data);
    for (size_t i = 0; i < extract->property_count; i++) {
        const struct extracted_property *property = &extract->properties[i];
        buffer_printf(&found, "%u %s %s\n", property->line, property->name,
                      property->value);
    }
    assert_string_equal(found.data ? found.data : "", expected);
    extract_destroy(extract);
    buffer_destroy(&found);
    buffer_destroy(&page);
}

static void names_are_known_in_any_letters(void **state) {
    (void)state;
    assert_properties("<META NAME='DC.Date.Issued' CONTENT='2007-11-05'>\n"
                      "<meta name=dcterms:creator content='Barset CVS'/>\n"
                      "<meta name='eGMS.subject.category' content='Housing'>",
                      "2 dc.date.issued 2007-11-05\n"
                      "3 dcterms.creator Barset CVS\n"
                      "4 egms.subject.category Housing\n");
}

static void open_graph_is_read(void **state) {
    (void)state;
    assert_properties(
        "<meta property='og:title' content='A &amp;  B&#146;s'>\n"
        "<meta name='og:site_name' content='C'>\n"
        "<meta property='article:published_time' content='2010-07-22'>",
        "2 og.title A & B’s\n3 og.site_name C\n"
        "4 article.published_time 2010-07-22\n");
}

static void what_says_nothing_of_the_paper_is_left_out(void **state) {
    (void)state;
    assert_properties("<meta name=viewport content='width=1'>"
                      "<meta name=generator content=x>"
                      "<meta name='DC.title' content='  '>"
                      "<meta name='DC.title'>"
                      "<meta name='DC.a b' content=c>"
                      "<meta content=d>",
                      "");
}

/* The value of the only property of that name. */
static const char *value_of(const struct extract *extract, const char *name) {
    const char *value = NULL;
    for (size_t i = 0; i < extract->property_count; i++)
        if (strcmp(extract->properties[i].name, name) == 0) {
            assert_null(value);
            value = extract->properties[i].value;
        }
    assert_non_null(value);
    return value;
}

static void the_pages_language_is_kept(void **state) {
    struct extract *extract =
        read_paper("page.html", "<html lang=en-GB><p>Text.</p>");
    (void)state;
    assert_string_equal(value_of(extract, "lang"), "en-GB");
    extract_destroy(extract);
}

/* ---- <time> ---- */

static void a_time_is_of_the_page_only_where_it_says_so(void **state) {
    (void)state;
    assert_properties(
        "<time pubdate datetime='2001'>x</time>\n"
        "<time itemprop='datePublished' datetime='2002'>x</time>\n"
        "<time datetime='2003'>x</time>\n"
        "<time>2004</time>",
        "2 time.published 2001\n3 time.published 2002\n"
        "4 time.mentioned 2003\n");
}

static void the_time_of_a_byline_is_the_pages(void **state) {
    (void)state;
    assert_properties(
        "<article><header><p><time datetime='2001'>x</time></p></header>\n"
        "<p><time datetime='2002'>x</time></p></article>\n"
        "<header><time datetime='2003'>x</time></header>\n"
        "<p class='posted-on x'>by <b><time datetime='2004'>x</time></b></p>\n"
        "<p><time datetime='2005'>x</time>\n"
        "<div class=byline><time itemprop=dateModified datetime='2006'></time>",
        "2 time.published 2001\n3 time.mentioned 2002\n4 time.mentioned 2003\n"
        "5 time.published 2004\n6 time.mentioned 2005\n"
        "7 time.mentioned 2006\n");
}

static void a_byline_that_never_ends_is_not_the_rest_of_the_page(void **state) {
    (void)state;
    assert_properties("<p class=byline>by me<p><time datetime='2005'>x</time>",
                      "2 time.mentioned 2005\n");
}

/* ---- linked data ---- */

#define LD(json) "<script type='application/ld+json'>" json "</script>"

static void an_article_says_who_and_when(void **state) {
    (void)state;
    assert_properties(
        LD("{\"@context\":\"http://schema.org\",\"@type\":\"NewsArticle\","
           "\"headline\":\"H\",\"datePublished\":\"2014-10-02T08:15:00\","
           "\"author\":{\"@type\":\"Person\",\"name\":\"P Q\"},"
           "\"publisher\":{\"@type\":\"Organization\",\"name\":\"O\"}}"),
        "2 json-ld.headline H\n2 json-ld.datepublished 2014-10-02T08:15:00\n"
        "2 json-ld.author.person P Q\n2 json-ld.publisher.organization O\n");
}

static void an_article_is_found_in_lists_and_graphs(void **state) {
    static const char expected[] = "2 json-ld.headline H\n";
    (void)state;
    assert_properties(
        LD("[{\"@type\":\"WebSite\",\"headline\":\"no\"},"
           "{\"@type\":[\"Thing\",\"http://schema.org/Report\"],"
           "\"headline\":\"H\"},{\"@type\":\"Article\",\"headline\":\"2\"}]"),
        expected);
    assert_properties(LD("{\"@graph\":[{\"@type\":\"WebPage\"},"
                         "{\"@type\":\"BlogPosting\",\"headline\":\"H\"}]}"),
                      expected);
    assert_properties(LD("{\"@type\":\"WebPage\",\"mainEntity\":"
                         "{\"@type\":\"Article\",\"headline\":\"H\"}}"),
                      expected);
}

static void authors_may_be_several_or_elsewhere(void **state) {
    (void)state;
    assert_properties(
        LD("{\"@graph\":[{\"@type\":\"Person\",\"@id\":\"#p\",\"name\":\"P\"},"
           "{\"@type\":\"Article\",\"author\":[\"A\",{\"@id\":\"#p\"},"
           "{\"@id\":\"#gone\"},7,{\"name\":8}]}]}"),
        "2 json-ld.author A\n2 json-ld.author.person P\n");
}

static void old_wrappings_do_not_hide_the_data(void **state) {
    (void)state;
    assert_properties(
        LD("\n//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"a\nb\"};\n"
           "//]]>\n"),
        "2 json-ld.headline a b\n");
    assert_properties(
        LD("<!--\n{\"@type\":\"Article\",\"headline\":\"H\"}\n-->"),
        "2 json-ld.headline H\n");
}

static void what_is_no_json_says_nothing(void **state) {
    (void)state;
    assert_properties(LD("{\"@type\":\"Article\",\"headline\":\"H\""), "");
    assert_properties(LD(""), "");
    assert_properties(LD("7"), "");
    assert_properties("<script>{\"@type\":\"Article\",\"headline\":\"H\"}"
                      "</script>",
                      "");
}

/* ---- limits ---- */

static void a_long_value_is_cut_where_a_character_ends(void **state) {
    struct buffer page = BUFFER_INIT(SIZE_MAX - 1);
    (void)state;
    buffer_append_string(&page, "<meta name=DC.title content='x");
    for (unsigned i = 0; i < EXTRACT_PROPERTY_BYTES; i++)
        buffer_append_string(&page, "é");
    buffer_append_string(&page, "'><p>Text.");
    struct extract *extract = read_paper("page.html", page.data);
    size_t size = strlen(extract->properties[0].value);
    assert_int_equal(size, EXTRACT_PROPERTY_BYTES - 1);
    assert_true(text_is_utf8(extract->properties[0].value, size));
    extract_destroy(extract);
    buffer_destroy(&page);
}

static void properties_without_end_are_not_kept(void **state) {
    struct buffer page = BUFFER_INIT(SIZE_MAX - 1);
    (void)state;
    for (unsigned i = 0; i < 1000; i++)
        buffer_append_string(&page, "<time datetime=2001>x</time> ");
    buffer_append_string(&page, "<time datetime=2002 pubdate>x</time>");
    for (unsigned i = 0; i < 1000; i++)
        buffer_append_string(&page, "<meta name=DC.title content=x>");
    struct extract *extract = read_paper("page.html", page.data);
    assert_int_equal(extract->property_count, EXTRACT_PROPERTIES_MAX);
    assert_string_equal(value_of(extract, "time.published"), "2002");
    extract_destroy(extract);
    buffer_destroy(&page);
}

static void any_page_is_read_or_refused(void **state) {
    (void)state;
    assert_survives(
        "page.html",
        "<html lang=en><meta name='DC.date' content='2007'>" LD(
            "{\"@graph\":[{\"@type\":\"Article\",\"headline\":\"H\","
            "\"author\":[{\"@id\":\"a\"}]}]}") "<article><header><p "
                                               "class=byline>"
                                               "<time datetime=2>x</time></p>"
                                               "</header>Text</article>",
        11, 3000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_known_in_any_letters),
        cmocka_unit_test(open_graph_is_read),
        cmocka_unit_test(what_says_nothing_of_the_paper_is_left_out),
        cmocka_unit_test(the_pages_language_is_kept),
        cmocka_unit_test(a_time_is_of_the_page_only_where_it_says_so),
        cmocka_unit_test(the_time_of_a_byline_is_the_pages),
        cmocka_unit_test(a_byline_that_never_ends_is_not_the_rest_of_the_page),
        cmocka_unit_test(an_article_says_who_and_when),
        cmocka_unit_test(an_article_is_found_in_lists_and_graphs),
        cmocka_unit_test(authors_may_be_several_or_elsewhere),
        cmocka_unit_test(old_wrappings_do_not_hide_the_data),
        cmocka_unit_test(what_is_no_json_says_nothing),
        cmocka_unit_test(a_long_value_is_cut_where_a_character_ends),
        cmocka_unit_test(properties_without_end_are_not_kept),
        cmocka_unit_test(any_page_is_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
