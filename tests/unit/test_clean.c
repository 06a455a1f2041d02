/* test_clean.c - claims about which blocks are the paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "The parties to this agreement will meet in every year to see "            \
    "how it has been kept and what is to be done better.\n"

static struct document *describe_page(const char *text) {
    return describe_paper((struct paper){.text = text, .format = "text/html"});
}

static void a_footers_years_do_not_keep_it_in(void **state) {
    (void)state;
    struct document *document = describe_text("# A compact for Barset\n" PROSE
                                              "© Barset Voice 2006–2021\n");
    assert_true(was_dropped(document, "© Barset Voice 2006–2021", NULL));
    assert_null(strstr(document->text, "2021"));
    document_destroy(document);
}

static void a_long_sentence_that_begins_like_furniture_stays(void **state) {
    (void)state;
    struct document *document = describe_text(
        "# Pictures\nPhoto of the week is a prize that goes to the volunteer "
        "who has taken the best picture of a neighbour at work.\n");
    assert_non_null(strstr(document->text, "Photo of the week"));
    assert_int_equal(document->dropped_count, 0);
    document_destroy(document);
}

static void a_caption_glued_to_a_sentence_is_cut_where_they_meet(void **state) {
    (void)state;
    struct document *document = describe_text(
        "# My week\nimage of Ann, blog authorI went to see the forum on the "
        "hill and it rained all day, which did not matter to anyone there.\n");
    assert_true(was_dropped(document, "image of Ann, blog author", NULL));
    assert_non_null(strstr(document->text, "\n\nI went to see"));
    document_destroy(document);
}

static void
several_pieces_of_furniture_on_one_line_are_furniture(void **state) {
    (void)state;
    struct document *document = describe_page(
        "# A compact for Barset\n" PROSE
        "Back to top. © Barset Watch 2006–2021. Site by Tin Roof\n"
        "Share this: Facebook Twitter Delicious\n");
    assert_int_equal(document->dropped_count, 2);
    assert_int_equal(document->block_count, 2);
    document_destroy(document);
}

static void a_menu_is_known_by_its_bars(void **state) {
    (void)state;
    struct document *document =
        describe_page("Forum | Minibus hire | Newsletter | Find a group\n"
                      "# A compact for Barset\n" PROSE);
    assert_true(was_dropped(document,
                            "Forum | Minibus hire | Newsletter | Find a group",
                            "menu-line"));
    document_destroy(document);
}

static void a_row_of_a_table_is_no_menu(void **state) {
    (void)state;
    struct document *document = describe_page(
        "# Who signed\n| Ann Other | Chair | Barset Forum\n" PROSE);
    assert_int_equal(document->dropped_count, 0);
    document_destroy(document);
}

static void links_above_the_heading_are_navigation(void **state) {
    (void)state;
    struct document *document = describe_page(
        "- About the Forum\n- Hire the minibus\n- Find a group\n"
        "# A compact for Barset\n" PROSE "- Ask early\n- Ask twice\n- Wait\n");
    assert_true(was_dropped(document, "Hire the minibus", "navigation-list"));
    assert_non_null(strstr(document->text, "Ask twice"));
    document_destroy(document);
}

static void a_section_called_as_menus_are_stays_with_its_prose(void **state) {
    (void)state;
    struct document *document =
        describe_page("# A compact for Barset\n" PROSE "## Complaints\n" PROSE);
    assert_non_null(strstr(document->text, "Complaints"));
    document_destroy(document);
}

static void the_list_under_a_dropped_heading_goes_with_it(void **state) {
    (void)state;
    struct document *document =
        describe_page("# A compact for Barset\n" PROSE
                      "## Most read\n- Seagull steals ring\n- Pier appeal\n");
    assert_true(was_dropped(document, "Seagull steals ring", NULL));
    document_destroy(document);
}

static void readers_comments_are_not_the_paper(void **state) {
    (void)state;
    struct document *document =
        describe_page("# A compact for Barset\n" PROSE
                      "## 2 comments\nSheila says: good luck with it all\n");
    assert_true(
        was_dropped(document, "Sheila says: good luck with it all", "comment"));
    document_destroy(document);
}

static void a_paper_of_nothing_but_furniture_is_kept_whole(void **state) {
    (void)state;
    struct document *document = describe_text("Share this\nBack to top\n");
    assert_string_equal(document->text, "Share this\n\nBack to top");
    assert_int_equal(document->dropped_count, 0);
    document_destroy(document);
}

static void blocks_are_joined_and_counted_by_bytes(void **state) {
    (void)state;
    struct document *document =
        describe_text("# Café society\n" PROSE "- one\n- two\nShare this\n");
    assert_blocks_sound(document);
    document_destroy(document);
}

static void a_paper_without_blocks_is_refused(void **state) {
    (void)state;
    struct extract extract = {.format = "text/plain"};
    struct document *document = NULL;
    struct concord_error err = {0};
    assert_int_equal(document_create(&document, &err), CONCORD_OK);
    assert_int_equal(
        describer_describe(fixture_describer, document, &extract, NULL, &err),
        CONCORD_BAD_INPUT);
    document_destroy(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_footers_years_do_not_keep_it_in),
        cmocka_unit_test(a_long_sentence_that_begins_like_furniture_stays),
        cmocka_unit_test(a_caption_glued_to_a_sentence_is_cut_where_they_meet),
        cmocka_unit_test(several_pieces_of_furniture_on_one_line_are_furniture),
        cmocka_unit_test(a_menu_is_known_by_its_bars),
        cmocka_unit_test(a_row_of_a_table_is_no_menu),
        cmocka_unit_test(links_above_the_heading_are_navigation),
        cmocka_unit_test(a_section_called_as_menus_are_stays_with_its_prose),
        cmocka_unit_test(the_list_under_a_dropped_heading_goes_with_it),
        cmocka_unit_test(readers_comments_are_not_the_paper),
        cmocka_unit_test(a_paper_of_nothing_but_furniture_is_kept_whole),
        cmocka_unit_test(blocks_are_joined_and_counted_by_bytes),
        cmocka_unit_test(a_paper_without_blocks_is_refused),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
