/* test_page_regions.c - claims about what the names of a page's parts do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "describe_fixture.h"
#include "extract_fixture.h"

#define PROSE                                                                  \
    "<p>The parties to this agreement will meet in every year to see how it "  \
    "has been kept and what is to be done better in the year to come.</p>"
#define ARTICLE "<h1>How we keep our word</h1>" PROSE PROSE

static struct document *describe_html(const char *text) {
    struct extract *extract = read_paper("page.html", text);
    struct document *document = describe_extract(extract, "page.html");
    extract_destroy(extract);
    return document;
}

static const char *rule_of(const struct document *document, const char *text) {
    for (size_t i = 0; i < document->dropped_count; i++)
        if (strstr(document->dropped[i].text, text))
            return document->dropped[i].rule;
    return "kept";
}

static void assert_rule(const char *page, const char *text, const char *rule) {
    struct document *document = describe_html(page);
    assert_string_equal(rule_of(document, text), rule);
    assert_int_equal(strstr(document->text, text) == NULL,
                     strcmp(rule, "kept") != 0);
    document_destroy(document);
}

static void assert_title(const char *page, const char *title) {
    struct document *document = describe_html(page);
    assert_string_equal(document->title, title);
    document_destroy(document);
}

static void what_templates_call_no_paper_is_none(void **state) {
    (void)state;
    static const char *const parts[][2] = {
        {"<div id=sidebar>", "sidebar"},
        {"<div class='col widget-area secondary'>", "sidebar"},
        {"<div id=rightColumn>", "sidebar"},
        {"<aside>", "sidebar"},
        {"<div id=block-poll-0 class=block>", "sidebar"},
        {"<div id=main-nav>", "navigation-list"},
        {"<nav>", "navigation-list"},
        {"<div role=navigation>", "navigation-list"},
        {"<p class=crumbs>", "navigation-list"},
        {"<section class=related_posts>", "related-links"},
        {"<div class='addthis toolbox'>", "share-links"},
        {"<div id=comments-list>", "comment"},
        {"<div id=cookieBar>", "cookie-notice"},
        {"<div class=ms-pagefooter>", "footer-line"},
        {"<div id=masthead>", "site-header"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char page[2048];
        snprintf(page, sizeof page, "<body>%sThe ducks of Barset pond%s",
                 parts[i][0], "</div></aside></nav></section></p>" ARTICLE);
        assert_rule(page, "The ducks", parts[i][1]);
    }
}

static void what_holds_the_paper_is_no_sidebar(void **state) {
    (void)state;
    assert_rule("<body><div class=right-sidebar>" ARTICLE
                "<div id=sidebar>The ducks of Barset pond</div></div>",
                "The parties", "kept");
    assert_rule("<body><div class=right-sidebar>" ARTICLE
                "<div id=sidebar>The ducks of Barset pond</div></div>",
                "The ducks", "sidebar");
    assert_rule(
        "<body><div class=no-sidebar>The ducks of Barset pond</div>" ARTICLE,
        "The ducks", "kept");
    assert_rule("<body class='sidebar-left'>The ducks of Barset pond" ARTICLE,
                "The ducks", "kept");
}

static void a_column_of_links_at_the_side_goes(void **state) {
    (void)state;
    assert_rule("<body><div id=left><ul><li>Calendar<li>The ducks<li>Mayors"
                "</ul></div>" ARTICLE,
                "The ducks", "side-list");
    assert_rule("<body>" ARTICLE "<div class=right><p>The ducks of Barset"
                "</div>" PROSE,
                "The ducks", "kept");
    assert_rule("<body>" ARTICLE "<div class=left><p>The ducks<p>of<p>Barset"
                "</p>" PROSE "</div>" PROSE,
                "The ducks", "kept");
}

static void a_menu_that_never_ends_does_not_swallow_the_paper(void **state) {
    (void)state;
    assert_rule("<body><nav><a>Find help</a>" ARTICLE, "The parties", "kept");
    assert_rule("<body><nav><a>Find help</a>" ARTICLE, "Find help",
                "navigation-list");
    assert_rule("<body><nav><a>Find help</a><article><p>The ducks of Barset "
                "pond</p>" PROSE,
                "The ducks", "kept");
}

static void an_articles_own_header_and_box_stay(void **state) {
    (void)state;
    assert_rule("<body><article><header><h1>Ducks</h1><p>The ducks of Barset "
                "pond</p></header>" PROSE PROSE "</article>",
                "The ducks", "kept");
    assert_rule("<body><main>" ARTICLE "<aside><p>The ducks of Barset pond</p>"
                "</aside></main>",
                "The ducks", "kept");
    assert_rule("<body><div class=post>" ARTICLE "<div class=post-footer>The "
                "ducks of Barset pond</div></div>",
                "The ducks", "kept");
    assert_rule("<body><div id=content>" ARTICLE "<div id=footer>The ducks of "
                "Barset pond</div></div>",
                "The ducks", "footer-line");
}

static void readers_may_write_more_than_the_paper(void **state) {
    (void)state;
    assert_rule("<body>" ARTICLE "<div id=comments>" PROSE PROSE PROSE PROSE
                "<p>Ducks, says a reader.</p></div>",
                "Ducks, says", "comment");
    assert_rule(
        "<body><div id=comments><h1>Your comments on the code</h1>" PROSE
        "<p>Ducks, says a reader.</p></div>",
        "Ducks, says", "kept");
}

static void a_page_that_is_a_list_of_links_keeps_it(void **state) {
    (void)state;
    assert_rule("<body><div id=nav>Find help</div><div id=content><h1>Local "
                "compacts</h1><ul><li>Barset<li>Loamshire<li>Wessex</ul></div>",
                "Loamshire", "kept");
    assert_rule("<body><div class=sidebar><p>The ducks of Barset</p></div>",
                "The ducks", "kept");
}

static void a_sites_heading_stands_in_its_header(void **state) {
    (void)state;
    assert_title("<title>Barset Voice: Ducks and drakes</title><div id=header>"
                 "<h1>Barset Voice</h1><h2>News from the pond</h2></div>"
                 "<h3>Ducks and drakes</h3>" PROSE PROSE,
                 "Ducks and drakes");
    assert_title("<title>Ducks and drakes &laquo; Notes</title><header>"
                 "<h1>The Quiet Barsetian</h1></header>"
                 "<h2>Ducks and drakes</h2>" PROSE PROSE,
                 "Ducks and drakes");
}

static void a_papers_title_may_stand_in_the_pages_header(void **state) {
    (void)state;
    assert_title("<title>Ducks and drakes - Barset Voice</title><div id=header>"
                 "<h1>Ducks and drakes</h1></div><h2>Who may swim</h2>" PROSE,
                 "Ducks and drakes");
    assert_title("<div id=header><h1>Ducks and drakes</h1></div>" PROSE PROSE,
                 "Ducks and drakes");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_templates_call_no_paper_is_none),
        cmocka_unit_test(what_holds_the_paper_is_no_sidebar),
        cmocka_unit_test(a_column_of_links_at_the_side_goes),
        cmocka_unit_test(a_menu_that_never_ends_does_not_swallow_the_paper),
        cmocka_unit_test(an_articles_own_header_and_box_stay),
        cmocka_unit_test(readers_may_write_more_than_the_paper),
        cmocka_unit_test(a_page_that_is_a_list_of_links_keeps_it),
        cmocka_unit_test(a_sites_heading_stands_in_its_header),
        cmocka_unit_test(a_papers_title_may_stand_in_the_pages_header),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
