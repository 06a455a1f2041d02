/* test_format_markdown.c - claims about what Markdown makes of its text, and
 * about the lines above it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <time.h>

#include "extract_fixture.h"

static void assert_text(const char *text, const char *expected) {
    assert_blocks("paper.md", text, expected);
}

/* ---- blocks ---- */

static void headings_have_their_level(void **state) {
    (void)state;
    assert_text("# One\n## Two *of* them\n###### Six\nSetext\n===\nLow\n---\n",
                "H1 One\nH2 Two of them\nH6 Six\nH1 Setext\nH2 Low\n");
}

static void lines_of_a_paragraph_are_joined(void **state) {
    (void)state;
    assert_text("One\ntwo  \nthree\\\nfour\n\nfive\n",
                "P0 One two three four\nP0 five\n");
}

static void items_within_items_are_items_of_their_own(void **state) {
    (void)state;
    assert_text("- one\n- two\n  - inner\n    1. deeper\n\n9. nine\n",
                "L0 one\nL0 two\nL0 inner\nL0 deeper\nL0 nine\n");
}

static void the_paragraph_of_a_loose_item_is_the_item(void **state) {
    (void)state;
    assert_text("- one\n\n- two\n\n  more of it\n",
                "L0 one\nL0 two\nP0 more of it\n");
}

static void a_done_task_is_an_item(void **state) {
    (void)state;
    assert_text("- [x] Agree it\n- [ ] Keep it\n", "L0 Agree it\nL0 Keep it\n");
}

static void a_tables_rows_are_as_a_pages(void **state) {
    (void)state;
    assert_text("| Body | Share |\n|:--|--:|\n| PCT | ten `%` |\n| Alone |\n",
                "T0 Body | Share\nT0 PCT | ten %\nP0 Alone\n");
}

static void code_is_paragraphs(void **state) {
    (void)state;
    assert_text("```text\nfirst line\nsecond line\n\nthird\n```\n\n"
                "    set in\n",
                "P0 first line second line\nP0 third\nP0 set in\n");
}

static void quotations_are_paragraphs(void **state) {
    (void)state;
    assert_text("> We *will*\n> meet.\n>\n> - Yearly\n",
                "P0 We will meet.\nL0 Yearly\n");
}

static void rules_and_definitions_say_nothing(void **state) {
    (void)state;
    assert_text("One\n\n---\n\n***\n\n[a]: http://x.example 'b'\n", "P0 One\n");
}

/* ---- within a line ---- */

static void emphasis_and_links_leave_their_text(void **state) {
    (void)state;
    assert_text("**A** _b_ ~~c~~ `d` [e *f*](http://g.example \"h\") "
                "<http://i.example> [j][k]\n\n[k]: http://l.example\n",
                "P0 A b c d e f http://i.example j\n");
}

static void entities_are_characters(void **state) {
    (void)state;
    assert_text("R&amp;D &pound;5 &#163;6 &#xA3;7 &rsquo; &#0; &nothing; AT&T",
                "P0 R&D £5 £6 £7 ’ \xEF\xBF\xBD &nothing; AT&T\n");
}

static void an_images_words_are_a_caption(void **state) {
    (void)state;
    assert_text("![A photo of the *signing* at Hull](a.png) Signed.\n",
                "C0 image of the signing at Hull\nP0 Signed.\n");
}

static void a_backslash_keeps_the_sign_after_it(void **state) {
    (void)state;
    assert_text("1\\. Not a list \\*at all\\*\n",
                "L0 1. Not a list *at all*\n");
}

/* ---- HTML ---- */

static void html_leaves_its_text(void **state) {
    (void)state;
    assert_text("Before <span class='x'>in</span><br>after<!-- no -->.\n",
                "P0 Before in after.\n");
}

static void a_block_of_html_is_read_as_a_page(void **state) {
    (void)state;
    assert_text("<table><tr><td>a</td><td>b</td></tr></table>\n\nText\n\n"
                "<script>\nno()\n</script>\n\n<!-- neither -->\n\n"
                "<div><h2>Part</h2><p>one<p>two</div>\n",
                "T0 a | b\nP0 Text\nH2 Part\nP0 one\nP0 two\n");
}

static void html_tags_do_not_glue_words(void **state) {
    (void)state;
    assert_text("one<br/>two<p>three<b>fo</b>ur\n", "P0 one two threefour\n");
}

/* ---- front matter ---- */

static void assert_front_matter(const char *text, const char *yaml,
                                const char *blocks) {
    struct extract *extract = read_paper("paper.md", text);
    char *found = list_blocks(extract);
    if (yaml)
        assert_string_equal(extract->front_matter, yaml);
    else
        assert_null(extract->front_matter);
    assert_string_equal(found, blocks);
    free(found);
    extract_destroy(extract);
}

static void front_matter_is_no_text(void **state) {
    (void)state;
    assert_front_matter("---\ntitle: A\n---\n# B\n", "---\ntitle: A\n",
                        "H1 B\n");
    assert_front_matter("---\r\ntitle: A\r\n...\r\nB\r\n",
                        "---\r\ntitle: A\r\n", "P0 B\n");
    assert_front_matter("\xEF\xBB\xBF---  \n\n# note\n'date': 2\n---\nB",
                        "---  \n\n# note\n'date': 2\n", "P0 B\n");
}

static void broken_front_matter_is_no_text_either(void **state) {
    (void)state;
    assert_front_matter("---\ntitle: A: b\n\t- c\n---\nB\n",
                        "---\ntitle: A: b\n\t- c\n", "P0 B\n");
}

static void a_rule_above_a_text_opens_no_front_matter(void **state) {
    (void)state;
    assert_front_matter("---\nWe agreed: yes\n---\n", NULL,
                        "H2 We agreed: yes\n");
    assert_front_matter("---\ntitle: A\n\nwith no end\n", NULL,
                        "P0 title: A\nP0 with no end\n");
    assert_front_matter("Text\n---\ntitle: A\n---\n", NULL,
                        "H2 Text\nH2 title: A\n");
    assert_front_matter("----\ntitle: A\n----\nB", NULL, "H2 title: A\nP0 B\n");
}

static void other_formats_have_front_matter_too(void **state) {
    struct extract *extract =
        read_paper("paper.txt", "---\ntitle: A\n---\nText.\n");
    (void)state;
    assert_string_equal(extract->front_matter, "---\ntitle: A\n");
    assert_int_equal(extract->block_count, 1);
    extract_destroy(extract);
    extract = read_paper("p.html", "---\ntitle: A\n---\n<p>Text.</p>\n");
    assert_string_equal(extract->front_matter, "---\ntitle: A\n");
    extract_destroy(extract);
}

static void front_matter_alone_is_no_paper(void **state) {
    static const char paper[] = "---\ntitle: A\n---\n";
    (void)state;
    assert_refused("paper.md", paper, sizeof paper - 1,
                   "there is no text in it");
}

/* ---- formats ---- */

static void the_name_says_what_is_markdown(void **state) {
    static const char *const names[] = {"a.md", "a.MD", "b.markdown"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct extract *extract = read_paper(names[i], "*A* <html>\n");
        assert_string_equal(extract->format, "text/markdown");
        extract_destroy(extract);
    }
    assert_blocks("a.txt", "*A* b\n", "P0 *A* b\n");
}

/* ---- what strangers send ---- */

static void a_table_cannot_outgrow_its_text(void **state) {
    struct buffer text = BUFFER_INIT(1024 * 1024);
    (void)state;
    for (unsigned i = 0; i < 20000; i++)
        buffer_append_string(&text, "|a");
    buffer_append_string(&text, "\n");
    for (unsigned i = 0; i < 20000; i++)
        buffer_append_string(&text, "|---");
    for (unsigned i = 0; i < 20000; i++)
        buffer_append_string(&text, "\n|b|");
    assert_true(buffer_ok(&text));
    clock_t begun = clock();
    assert_refused("a.md", text.data, text.size,
                   "the text's tables or links make far more of it than its "
                   "size");
    assert_true(clock() - begun < 5 * CLOCKS_PER_SEC);
    buffer_destroy(&text);
}

static void a_links_address_is_not_repeated_without_end(void **state) {
    struct buffer text = BUFFER_INIT(1024 * 1024);
    (void)state;
    for (unsigned i = 0; i < 50000; i++)
        buffer_append_string(&text, "[a] ");
    buffer_append_string(&text, "\n\n[a]: http://");
    for (unsigned i = 0; i < 100000; i++)
        buffer_append_string(&text, "x");
    buffer_append_string(&text, "\n");
    assert_true(buffer_ok(&text));
    assert_refused("a.md", text.data, text.size,
                   "the text's tables or links make far more of it than its "
                   "size");
    buffer_destroy(&text);
}

static void any_bytes_are_read_or_refused(void **state) {
    (void)state;
    assert_survives("a.md",
                    "---\ntitle: A\n---\n# One *two*\n\n- a\n  - b\n\n"
                    "| a | b |\n|---|---|\n| c | d |\n\n> q\n\n```\nx\n```\n"
                    "<div>e</div>\n\n[f](g) ![h i j](k) &amp; <b>l</b>\n",
                    7, 3000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_have_their_level),
        cmocka_unit_test(lines_of_a_paragraph_are_joined),
        cmocka_unit_test(items_within_items_are_items_of_their_own),
        cmocka_unit_test(the_paragraph_of_a_loose_item_is_the_item),
        cmocka_unit_test(a_done_task_is_an_item),
        cmocka_unit_test(a_tables_rows_are_as_a_pages),
        cmocka_unit_test(code_is_paragraphs),
        cmocka_unit_test(quotations_are_paragraphs),
        cmocka_unit_test(rules_and_definitions_say_nothing),
        cmocka_unit_test(emphasis_and_links_leave_their_text),
        cmocka_unit_test(entities_are_characters),
        cmocka_unit_test(an_images_words_are_a_caption),
        cmocka_unit_test(a_backslash_keeps_the_sign_after_it),
        cmocka_unit_test(html_leaves_its_text),
        cmocka_unit_test(a_block_of_html_is_read_as_a_page),
        cmocka_unit_test(html_tags_do_not_glue_words),
        cmocka_unit_test(front_matter_is_no_text),
        cmocka_unit_test(broken_front_matter_is_no_text_either),
        cmocka_unit_test(a_rule_above_a_text_opens_no_front_matter),
        cmocka_unit_test(other_formats_have_front_matter_too),
        cmocka_unit_test(front_matter_alone_is_no_paper),
        cmocka_unit_test(the_name_says_what_is_markdown),
        cmocka_unit_test(a_table_cannot_outgrow_its_text),
        cmocka_unit_test(a_links_address_is_not_repeated_without_end),
        cmocka_unit_test(any_bytes_are_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
