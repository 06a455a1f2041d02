/* test_format_html.c - claims about what a page's markup makes of its text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract_fixture.h"

static void assert_page(const char *text, const char *expected) {
    assert_blocks("page.html", text, expected);
}

static void elements_shown_as_blocks_end_a_block(void **state) {
    (void)state;
    assert_page("<p>one<p>two</p><div>three<section>four</section>five</div>"
                "<blockquote>six</blockquote>seven<hr>eight",
                "P0 one\nP0 two\nP0 three\nP0 four\nP0 five\nP0 six\n"
                "P0 seven\nP0 eight\n");
}

static void elements_within_a_line_do_not(void **state) {
    (void)state;
    assert_page("<p>A <b>b</b>o<i>l</i>d <span>w\nord</span>.<wbr></p>",
                "P0 A bold w ord.\n");
}

static void adjoining_links_are_words_apart(void **state) {
    (void)state;
    assert_page("<p><a href=1>One</a><a href=2>two</a>s, <a>three</a></p>",
                "P0 One twos, three\n");
}

static void headings_have_their_level(void **state) {
    (void)state;
    assert_page("<h1>Title</h1><h2><span>Part</span></h2>text<h6>x</h6>",
                "H1 Title\nH2 Part\nP0 text\nH6 x\n");
}

static void a_part_called_the_titles_is_a_heading(void **state) {
    (void)state;
    assert_page("<table><tr><td class=contentheading>Halls for hire</td></tr>"
                "</table><div class='blog PostTitle'>Grants cut</div>"
                "<div class=pagetitle><p>All of them. And this is said.</p>"
                "</div><div class=titles>none</div>",
                "H2 Halls for hire\nH2 Grants cut\n"
                "P0 All of them. And this is said.\nP0 none\n");
}

static void a_heading_that_never_ends_is_text(void **state) {
    (void)state;
    char page[2000] = "<h2>";
    char expected[2000] = "P0";
    for (unsigned i = 0; i < 100; i++) {
        strcat(page, "words ");
        strcat(expected, " words");
    }
    strcat(expected, "\n");
    assert_page(page, expected);
}

static void items_of_lists_are_items(void **state) {
    (void)state;
    assert_page("<ul><li>one<ul><li>inner</li></ul></li><li><p>two</p>"
                "<p>more of it</p></li></ul><ol><li>three</ol>after",
                "L0 one\nL0 inner\nL0 two\nP0 more of it\nL0 three\n"
                "P0 after\n");
}

static void a_paragraph_with_a_mark_is_an_item(void **state) {
    (void)state;
    assert_page("<p>&middot;&nbsp;&nbsp; We believe</p><p>1.1 Each body</p>"
                "<p>&bull;text</p>",
                "L0 We believe\nL0 1.1 Each body\nL0 text\n");
}

static void a_row_of_cells_is_one_block(void **state) {
    (void)state;
    assert_page("<table><caption>Who</caption><tr><th>Name<th>Post</tr>"
                "<tr><td><p>Jan\nFrances</p></td><td> Chair </td></tr></table>",
                "C0 Who\nT0 Name | Post\nT0 Jan Frances | Chair\n");
}

static void a_row_with_one_cell_is_a_paragraph(void **state) {
    (void)state;
    assert_page("<table><tr><td></td><td>alone</td></tr></table>",
                "P0 alone\n");
}

static void a_table_that_holds_a_page_together_is_no_table(void **state) {
    (void)state;
    assert_page("<table><tr><td>Side<td><h1>Title</h1><p>one</p></table>"
                "<table><tr><td>Side<td><p>one</p><p>two</p></table>"
                "<table><tr><td>Side<td><ul><li>item</ul></table>"
                "<table><tr><td>Side<td>left<table><tr><td>a<td>b</table>"
                "after</table>",
                "P0 Side\nH1 Title\nP0 one\nP0 Side\nP0 one\nP0 two\n"
                "P0 Side\nL0 item\nP0 Side\nP0 left\nT0 a | b\nP0 after\n");
}

static void a_break_is_a_space_and_two_end_a_block(void **state) {
    (void)state;
    assert_page("<p>one<br>line<br><br/>two<br> &nbsp; <br>three</p>",
                "P0 one line\nP0 two\nP0 three\n");
}

static void short_lines_between_breaks_stand_alone(void **state) {
    (void)state;
    assert_page("<p>Ann Other, Leader<br>Barset Council<br />The Hall</p>"
                "<p>Ann came on the<br>Monday after<br>it</p>"
                "<h2>One<br>Two</h2><ul><li>One<br>Two</ul>",
                "P0 Ann Other, Leader\nP0 Barset Council\nP0 The Hall\n"
                "P0 Ann came on the Monday after it\n"
                "H2 One Two\nL0 One Two\n");
}

static void preformatted_text_keeps_its_lines(void **state) {
    (void)state;
    assert_page("<pre>First Thing\n\n- an item\n- another</pre><p>after</p>",
                "H1 First Thing\nL0 an item\nL0 another\nP0 after\n");
}

static void scripts_styles_forms_parts_and_drawings_are_left_out(void **state) {
    (void)state;
    assert_page("<head><style>p{}</style><script>x</script></head><p>a"
                "<script>if (a<b) '</p>'</script>b<noscript>c</noscript>"
                "<svg><title>d</title><text>e</text></svg>"
                "<select><option>f</select><button>g</button>"
                "<textarea>h</textarea><template><p>i</p></template>"
                "<!-- j --></p>k",
                "P0 ab\nP0 k\n");
}

static void lines_of_nothing_but_links_are_a_list(void **state) {
    (void)state;
    assert_page("<td><a>Home</a><br><a>What is new</a><br>\n<a>Text only</a>"
                "</td>",
                "L0 Home\nL0 What is new\nP0 Text only\n");
    assert_page("<p>See <a>the code</a><br>and <a>the guide</a><br>first",
                "P0 See the code and the guide first\n");
    assert_page("<h2><a>The code</a><br><a>in full</a></h2>",
                "H2 The code in full\n");
}

/* The names of the parts around the block, the innermost first. */
static void assert_parts(const char *page, size_t block, const char *expected) {
    struct extract *extract = read_paper("page.html", page);
    char found[1024] = "";
    assert_true(block < extract->block_count);
    uint32_t part = extract->blocks[block].part;
    while (part > 0) {
        const struct extracted_part *at = &extract->parts[part - 1];
        size_t size = strlen(found);
        snprintf(found + size, sizeof found - size, "%s%s",
                 size > 0 ? " < " : "", at->names);
        assert_true(at->within < part);
        part = at->within;
    }
    assert_string_equal(found, expected);
    extract_destroy(extract);
}

static void a_block_knows_the_parts_that_it_stands_in(void **state) {
    (void)state;
    assert_parts("<body id=top><div id=leftNav class='Block  page_menu'><ul>"
                 "<li>Home</ul></div><p>text",
                 0, "div left-nav block page-menu");
    assert_parts("<body><div id=a><div class=b role=main><p>text", 0,
                 "div b main < div a");
    assert_parts("<body><div id=a>one</div><div>two</div>", 1, "");
    assert_parts("<body><div class='--!!--'>one</div>", 0, "div");
    assert_parts("<table class=t><tr><td class=left>one<br><br>two<td>three"
                 "</table>",
                 0, "td left < table t");
}

static void a_menu_that_never_ends_holds_no_paper(void **state) {
    (void)state;
    assert_parts("<nav><a>Home</a><h1>Title</h1><p>text", 0, "nav");
    assert_parts("<nav><a>Home</a><h1>Title</h1><p>text", 1, "");
    assert_parts("<nav><a>Home</a><article>text", 1, "article");
}

static void headers_and_footers_stay(void **state) {
    (void)state;
    assert_page("<header>Irwell Voices</header><p>a<footer>&copy; Irwell "
                "Voices</footer><aside>b</aside>",
                "P0 Irwell Voices\nP0 a\nP0 \xC2\xA9 Irwell Voices\nP0 b\n");
}

static void an_images_words_are_a_caption(void **state) {
    (void)state;
    assert_page("<p>be<img alt='photograph of Dev, blog author'>fore</p>"
                "<img alt='Monika at work'><img alt='logo'><img>"
                "<figure><figcaption>A dog</figcaption></figure>",
                "C0 image of Dev, blog author\nP0 before\n"
                "C0 image of Monika at work\nC0 A dog\n");
}

static void the_title_is_kept_apart_from_the_blocks(void **state) {
    (void)state;
    struct extract *extract = read_paper(
        "a.html", "<title>\n  What we\n learnt &laquo; Voices</title><p>text"
                  "<svg><title>no</title></svg>");
    assert_string_equal(extract->title, "What we learnt \xC2\xAB Voices");
    assert_int_equal(extract->block_count, 1);
    extract_destroy(extract);
    extract = read_paper("a.html", "<title> </title><p>text");
    assert_null(extract->title);
    extract_destroy(extract);
}

static void the_canonical_address_is_kept_when_it_is_whole(void **state) {
    (void)state;
    struct extract *extract = read_paper(
        "a.html", "<link rel='x Canonical' href=' http://a.example/b?c&amp;d '>"
                  "<link rel=canonical href='http://second.example/'>text");
    assert_string_equal(extract->address, "http://a.example/b?c&d");
    extract_destroy(extract);
    extract = read_paper("a.html", "<link rel=canonical href='/b'><link "
                                   "rel=stylesheet href='http://c/'>text");
    assert_null(extract->address);
    extract_destroy(extract);
}

static void entities_are_read_as_meant(void **state) {
    (void)state;
    assert_page("<p>don&#146;t &ldquo;x&rdquo; &#8211; &amp;amp; &pound;5 "
                "&nonesuch; &#x2019; R&D</p>",
                "P0 don\xE2\x80\x99t \xE2\x80\x9Cx\xE2\x80\x9D \xE2\x80\x93 "
                "&amp; \xC2\xA3"
                "5 &nonesuch; \xE2\x80\x99 R&D\n");
}

static void a_head_that_never_ends_does_not_swallow_the_paper(void **state) {
    (void)state;
    assert_page("<html><head><meta name=a><article>text</article>",
                "P0 text\n");
    assert_page("<html><head><title>T<p>text</p>", "P0 text\n");
}

static void a_declared_set_does_not_reach_the_parser(void **state) {
    (void)state;
    assert_page("<meta charset=iso-8859-1><p>caf\xC3\xA9</p>",
                "P0 caf\xC3\xA9\n");
}

/* `count` times `piece` between `before` and `after`. */
static struct buffer repeat(const char *before, const char *piece, size_t count,
                            const char *after) {
    struct buffer page = BUFFER_INIT(EXTRACT_BYTES_MAX);
    buffer_append_string(&page, before);
    while (count-- > 0)
        buffer_append_string(&page, piece);
    buffer_append_string(&page, after);
    assert_true(buffer_ok(&page));
    return page;
}

static void depth_costs_neither_text_nor_time(void **state) {
    (void)state;
    static const char *const PIECES[] = {"<div>", "<span>", "<table><tr><td>",
                                         "<ul><li>", "<blockquote><p>"};
    for (size_t i = 0; i < sizeof PIECES / sizeof PIECES[0]; i++) {
        struct buffer page = repeat("<html><body>", PIECES[i], 200000, "deep");
        struct extract *extract = read_bytes("a.html", page.data, page.size);
        assert_int_equal(extract->block_count, 1);
        assert_string_equal(extract->blocks[0].text, "deep");
        extract_destroy(extract);
        buffer_destroy(&page);
    }
}

static void tangled_tags_are_refused_in_time(void **state) {
    (void)state;
    struct buffer deep = repeat("<html><body>", "<span>", 200000, "");
    struct buffer framed = repeat("<html>", "<frameset>", 200000, "");
    struct buffer pages[] = {
        repeat(deep.data, "</i>", 200000, "text"),
        repeat(framed.data, "<b>x</b>", 200000, "text"),
    };
    for (size_t i = 0; i < 2; i++) {
        assert_refused("a.html", pages[i].data, pages[i].size,
                       "the page's tags are too tangled to be read");
        buffer_destroy(&pages[i]);
    }
    buffer_destroy(&deep);
    buffer_destroy(&framed);
}

static void a_tag_with_countless_attributes_is_refused_in_time(void **state) {
    (void)state;
    static const char *const FORMS[] = {" a%u", " a%u=1", " a%u=\"x\"",
                                        " $=\" a%u"};
    for (size_t i = 0; i < sizeof FORMS / sizeof FORMS[0]; i++) {
        struct buffer page = BUFFER_INIT(EXTRACT_BYTES_MAX);
        buffer_append_string(&page, "<html><body><a");
        for (unsigned n = 0; n < 300000; n++) {
            char piece[40] = "";
            /* The form is one of four above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            snprintf(piece, sizeof piece, FORMS[i], n);
#pragma GCC diagnostic pop
            buffer_append_string(&page, piece);
        }
        buffer_append_string(&page, ">text");
        assert_refused("a.html", page.data, page.size,
                       "the page's tags are too tangled to be read");
        buffer_destroy(&page);
    }
}

static void a_long_attribute_comment_or_script_is_no_tangle(void **state) {
    (void)state;
    static const char *const PAIRS[][2] = {
        {"<html><p title=\"", "\">text</p>"},
        {"<html><!--", "--><p>text</p>"},
        {"<html><script><b ", "</script><p>text</p>"}};
    for (size_t i = 0; i < 3; i++) {
        struct buffer page =
            repeat(PAIRS[i][0], "a word=1 ", 20000, PAIRS[i][1]);
        struct extract *extract = read_bytes("a.html", page.data, page.size);
        assert_int_equal(extract->block_count, 1);
        assert_string_equal(extract->blocks[0].text, "text");
        extract_destroy(extract);
        buffer_destroy(&page);
    }
}

static void a_long_page_is_read_to_its_end_whatever_its_letters(void **state) {
    (void)state;
    struct buffer page =
        repeat("<html><body>", "<p>\xE2\x80\x9C \xC3\xA9 x\xE2\x80\x99s</p>",
               50000, "<p>end");
    struct extract *extract = read_bytes("a.html", page.data, page.size);
    assert_int_equal(extract->block_count, 50001);
    for (size_t i = 0; i < 50000; i++)
        assert_string_equal(extract->blocks[i].text,
                            "\xE2\x80\x9C \xC3\xA9 x\xE2\x80\x99s");
    assert_string_equal(extract->blocks[50000].text, "end");
    extract_destroy(extract);
    buffer_destroy(&page);
}

static void boilerplate_of_a_real_page_is_still_there(void **state) {
    (void)state;
    size_t size = 0;
    char *bytes = read_shared("data/formats/tika-boilerplate.html", &size);
    if (!bytes) {
        print_message("skipped: no shared folder\n");
        skip();
    }
    struct extract *extract = read_bytes("a.html", bytes, size);
    char *found = list_blocks(extract);
    assert_string_equal(
        found, "T0 boilerplate | text\n"
               "P0 This is the real meat of the page, and represents the text "
               "we want. It has lots of juicy content. We assume that it won't "
               "get filtered out. And that all of the lines will be in the "
               "output.\n"
               "P0 Here's another paragraph of text. This is the end of the "
               "text.\n"
               "P0 footer\n");
    free(found);
    free(bytes);
    extract_destroy(extract);
}

static void no_mutation_of_a_page_breaks_it(void **state) {
    (void)state;
    assert_survives(
        "page.html",
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>T &amp; "
        "U</title><link rel=\"canonical\" href=\"http://a.example/\"></head>"
        "<body class='a b'><nav><ul><li>Home</li></ul></nav><h1>Title</h1>"
        "<img alt='photo of a man'><p>one <b>two</b><br><br>three&#146;s</p>"
        "<table><tr><td>a</td><td>b</td></tr></table><pre>x\n\n- y</pre>"
        "<ul><li>\xE2\x80\x9Citem\xE2\x80\x9D</li></ul><script>s</script>"
        "<footer>\xC2\xA9</footer></body></html>",
        11, 20000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_shown_as_blocks_end_a_block),
        cmocka_unit_test(elements_within_a_line_do_not),
        cmocka_unit_test(adjoining_links_are_words_apart),
        cmocka_unit_test(headings_have_their_level),
        cmocka_unit_test(a_part_called_the_titles_is_a_heading),
        cmocka_unit_test(a_heading_that_never_ends_is_text),
        cmocka_unit_test(items_of_lists_are_items),
        cmocka_unit_test(a_paragraph_with_a_mark_is_an_item),
        cmocka_unit_test(a_row_of_cells_is_one_block),
        cmocka_unit_test(a_row_with_one_cell_is_a_paragraph),
        cmocka_unit_test(a_table_that_holds_a_page_together_is_no_table),
        cmocka_unit_test(a_break_is_a_space_and_two_end_a_block),
        cmocka_unit_test(short_lines_between_breaks_stand_alone),
        cmocka_unit_test(preformatted_text_keeps_its_lines),
        cmocka_unit_test(scripts_styles_forms_parts_and_drawings_are_left_out),
        cmocka_unit_test(lines_of_nothing_but_links_are_a_list),
        cmocka_unit_test(a_block_knows_the_parts_that_it_stands_in),
        cmocka_unit_test(a_menu_that_never_ends_holds_no_paper),
        cmocka_unit_test(headers_and_footers_stay),
        cmocka_unit_test(an_images_words_are_a_caption),
        cmocka_unit_test(the_title_is_kept_apart_from_the_blocks),
        cmocka_unit_test(the_canonical_address_is_kept_when_it_is_whole),
        cmocka_unit_test(entities_are_read_as_meant),
        cmocka_unit_test(a_head_that_never_ends_does_not_swallow_the_paper),
        cmocka_unit_test(a_declared_set_does_not_reach_the_parser),
        cmocka_unit_test(depth_costs_neither_text_nor_time),
        cmocka_unit_test(tangled_tags_are_refused_in_time),
        cmocka_unit_test(a_tag_with_countless_attributes_is_refused_in_time),
        cmocka_unit_test(a_long_attribute_comment_or_script_is_no_tangle),
        cmocka_unit_test(a_long_page_is_read_to_its_end_whatever_its_letters),
        cmocka_unit_test(boilerplate_of_a_real_page_is_still_there),
        cmocka_unit_test(no_mutation_of_a_page_breaks_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
