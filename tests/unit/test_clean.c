/* test_clean.c - claims about which blocks are the paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

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

/* Furniture by its wording and by where it stands, on a page of prose. */
#define PAGE_OF(furniture)                                                     \
    "# A compact for Barset\n" PROSE PROSE PROSE furniture

static void furniture_of_many_wordings_is_dropped(void **state) {
    (void)state;
    static const char *const lines[] = {
        "We've placed cookies on your device to make this site better.",
        "This site uses cookies to store information on your computer.",
        "Cookies on our website: we use some essential cookies. Accept | "
        "Reject",
        "You are here: Home > News > A compact for Barset",
        "Home About us News Contact",
        "Home News Events Publications Links Contact us",
        "Print this page",
        "Email this page to a friend",
        "Page printed from barset-forum.example",
        "Was this page helpful?",
        "Share this: Facebook Twitter Like Loading...",
        "Sign up to receive our monthly bulletin",
        "Jump to main text",
        "Best viewed at 800 x 600",
        "You are visitor number 10482",
        "Barset Forum is a registered charity. © Barset Forum 2009",
        "Barset Forum, 2003. Site by Tin Roof",
        "← The week before Next week's meeting →",
        "Filed under: Compact, Funding",
        "Posted by admin. Tags: compact, grants",
        "Photo: Ann Other",
        "Log in / Register",
        "Forgotten your password?",
        "Page last reviewed: 4 May 2011"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[1024];
        snprintf(text, sizeof text, PAGE_OF("%s\n"), lines[i]);
        struct document *document = describe_page(text);
        if (!was_dropped(document, lines[i], NULL))
            fail_msg("kept: %s", lines[i]);
        document_destroy(document);
    }
}

static void what_is_the_papers_own_stays(void **state) {
    (void)state;
    static const char *const lines[] = {
        "Share your views",
        "Contact details",
        "News",
        "Members",
        "Volunteers and training",
        "Ann Other, Chair, Barset Forum",
        "Telephone 01632 960123",
        "Complaints procedure",
        "Developed by the Barset Compact Steering Group",
        "Health and social care",
        "Accept the result of the vote.",
        "The Council, the Trust and the Forum",
        "Approved by Cabinet, 4 May 2004. Barset County Council"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[1024];
        snprintf(text, sizeof text, PAGE_OF("%s\n" PROSE), lines[i]);
        struct document *document = describe_page(text);
        if (!strstr(document->text, lines[i]))
            fail_msg("dropped: %s", lines[i]);
        document_destroy(document);
    }
}

static void a_menu_run_together_stands_over_the_heading(void **state) {
    (void)state;
    struct document *document =
        describe_page("Search documents Calendar of days Your "
                      "councillors\nWhat the forum and the council owe "
                      "each other\n# A compact for Barset\n" PROSE);
    assert_true(was_dropped(
        document, "Search documents Calendar of days Your councillors",
        "menu-line"));
    assert_non_null(strstr(document->text, "owe each other"));
    document_destroy(document);
}

static void a_run_of_a_sites_words_is_its_menu(void **state) {
    (void)state;
    struct document *document =
        describe_page("# A compact for Barset\n" PROSE PROSE
                      "About us\nHire the minibus\nNews\nContact us\n");
    assert_true(was_dropped(document, "Hire the minibus", "navigation-list"));
    document_destroy(document);
    document = describe_page("# A compact for Barset\n" PROSE
                             "- Ask early\n- Training\n- Wait\n");
    assert_int_equal(document->dropped_count, 0);
    document_destroy(document);
}

static void links_to_other_stories_go_and_a_section_stays(void **state) {
    (void)state;
    struct document *document = describe_page(PAGE_OF(
        "## Latest news\nSeagull steals ring\nPier appeal: the total\n"));
    assert_true(was_dropped(document, "Seagull steals ring", NULL));
    assert_true(was_dropped(document, "Pier appeal: the total", NULL));
    document_destroy(document);
    document =
        describe_page(PAGE_OF("## Latest news\nThe grants are open\n" PROSE));
    assert_non_null(strstr(document->text, "The grants are open"));
    document_destroy(document);
}

static void a_reader_begins_with_a_name_and_a_time(void **state) {
    (void)state;
    struct document *document = describe_page(
        "# A compact for Barset\nPosted by Ann at 9:15 on 3 May\n" PROSE PROSE
        "Posted by Sheila at 10:32\nWhat a load of rubbish this is.\n");
    assert_true(
        was_dropped(document, "What a load of rubbish this is.", "comment"));
    assert_non_null(strstr(document->text, "The parties to this"));
    document_destroy(document);
}

#define PAGE PROSE PROSE PROSE PROSE

static void a_running_head_stays_once(void **state) {
    (void)state;
    struct document *document = describe_text(
        "The Barset Health Compact\n" PAGE "The Barset Health Compact 2\n" PAGE
        "Page 3 The Barset Health Compact\n" PAGE);
    assert_true(
        was_dropped(document, "The Barset Health Compact 2", "running-head"));
    assert_int_equal(document->dropped_count, 2);
    assert_string_equal(document->title, "The Barset Health Compact");
    document_destroy(document);
}

static void a_label_that_comes_back_is_no_running_head(void **state) {
    (void)state;
    struct document *document =
        describe_text("Plan for the year\nBarset County Council\n" PROSE
                      "Barset County Council\n" PROSE PROSE
                      "Barset County Council\n" PAGE "Barset County Council\n");
    assert_int_equal(document->dropped_count, 0);
    document_destroy(document);
}

static void numbers_of_pages_go_and_a_figure_stays(void **state) {
    (void)state;
    struct document *document = describe_text(
        "The plan\n" PROSE "1\n" PAGE "2\n" PAGE "3\n" PROSE "41\n" PROSE);
    assert_int_equal(document->dropped_count, 3);
    assert_non_null(strstr(document->text, "\n\n41\n\n"));
    document_destroy(document);
}

static void a_pages_foot_with_its_number_goes(void **state) {
    (void)state;
    static const char *const feet[] = {
        "Page 2 of 4 The Barset Compact", "Page 12 of 14",
        "The Barset Compact Page 2 of 4", "Barset Trust Paper C page 1"};
    static const char *const stays[] = {
        "Page 2 of the code says so", "The terms are on page 4", "See page 12",
        "Page one of the Echo", "The Compact is printed in full on page 2."};
    for (size_t i = 0; i < sizeof feet / sizeof *feet; i++) {
        char text[512];
        snprintf(text, sizeof text, "The plan\n" PROSE "%s\n" PROSE, feet[i]);
        struct document *document = describe_text(text);
        assert_true(was_dropped(document, feet[i], "page-number"));
        document_destroy(document);
    }
    for (size_t i = 0; i < sizeof stays / sizeof *stays; i++) {
        char text[512];
        snprintf(text, sizeof text, "The plan\n" PROSE "%s\n" PROSE, stays[i]);
        struct document *document = describe_text(text);
        if (document->dropped_count != 0)
            fail_msg("dropped: %s", stays[i]);
        document_destroy(document);
    }
}

/* In a text, only where no prose follows, and not the paper's own lines. */
static void a_menu_without_a_mark_is_known_by_its_items(void **state) {
    (void)state;
    struct document *document = describe_text(
        "Barset Echo\nNews Sport Jobs Motors Homes Announcements Contact us\n"
        "A choir in a kitchen\n" PROSE "News of jobs and homes for sport\n");
    assert_true(was_dropped(
        document, "News Sport Jobs Motors Homes Announcements Contact us",
        NULL));
    assert_non_null(strstr(document->text, "News of jobs and homes for sport"));
    document_destroy(document);
}

static void a_list_of_contents_goes_line_by_line(void **state) {
    (void)state;
    struct document *document = describe_text(
        "A compact for Barset\nShared principles ........ 4\n"
        "Money matters . . . . . 12\n" PROSE "Wait ... and see. There are 4\n");
    assert_true(
        was_dropped(document, "Shared principles ........ 4", "contents-line"));
    assert_true(
        was_dropped(document, "Money matters . . . . . 12", "contents-line"));
    assert_non_null(strstr(document->text, "Wait ... and see. There are 4"));
    document_destroy(document);
}

static void what_stands_under_a_pages_foot_stays(void **state) {
    (void)state;
    struct document *document = describe_text(
        "# A compact for Barset\n" PROSE "## Barset Trust Paper C page 1\n"
        "- The Panel upheld the complaint of the choir\n"
        "- It wrote to the choir\n" PROSE);
    assert_true(
        was_dropped(document, "Barset Trust Paper C page 1", "page-number"));
    assert_non_null(strstr(document->text, "It wrote to the choir"));
    document_destroy(document);
}

static void a_text_begins_under_where_one_is(void **state) {
    (void)state;
    struct document *document = describe_text(
        "Contact us\nSite map\nHome > Answers > May\nBarset Choir: Grants\n"
        "Cabinet Office answers\nAnn Other (Barset, Independent)\n" PROSE);
    assert_true(was_dropped(document, "Site map", NULL));
    assert_non_null(strstr(document->text, "Barset Choir: Grants"));
    assert_non_null(strstr(document->text, "Cabinet Office answers"));
    document_destroy(document);
}

static void a_saved_pages_foot_is_known_by_its_parts(void **state) {
    (void)state;
    struct document *document = describe_text(
        "A compact for Barset\n" PROSE PROSE
        "Barset Hall, Tel 01632 000000. Disclaimer | Site map | © 2005\n");
    assert_true(was_dropped(
        document,
        "Barset Hall, Tel 01632 000000. Disclaimer | Site map | © 2005", NULL));
    document_destroy(document);
    document = describe_text("A compact for Barset\n" PROSE PROSE
                             "Ann Other - Barset Hall - Tel 01632 000000\n");
    assert_non_null(strstr(document->text, "Ann Other - Barset Hall"));
    document_destroy(document);
}

static void links_to_stories_go_from_a_texts_end(void **state) {
    (void)state;
    struct document *document = describe_text(
        "Groups win more time\n" PROSE PROSE "Related articles\n"
        "Minister replies to our letter\nMore news\nHull signs at last\n"
        "Contact: Ann Other, 01234 567890\n");
    assert_true(was_dropped(document, "Minister replies to our letter",
                            "boilerplate-list"));
    assert_true(was_dropped(document, "Hull signs at last", NULL));
    assert_non_null(strstr(document->text, "Contact: Ann Other"));
    document_destroy(document);
    document = describe_text("Groups win more time\n" PROSE "Related articles\n"
                             "Minister replies to our letter\n" PROSE);
    assert_non_null(strstr(document->text, "Minister replies"));
    document_destroy(document);
}

static void a_line_with_a_day_is_no_menu(void **state) {
    (void)state;
    struct document *document = describe_text(
        "Groups win time\nBy Ann Other | 12 March 2012 | Comments\n" PROSE);
    assert_non_null(strstr(document->text, "By Ann Other"));
    document_destroy(document);
}

static void bars_of_a_menu_may_stand_close(void **state) {
    (void)state;
    struct document *document =
        describe_page("barset compact|home|news|contact\n"
                      "home ¦ stories ¦ who we are\n"
                      "# A compact for Barset\n" PROSE
                      "Year|2007|2009\nYes¦no, never.¦None\n");
    assert_true(
        was_dropped(document, "barset compact|home|news|contact", "menu-line"));
    assert_true(
        was_dropped(document, "home ¦ stories ¦ who we are", "menu-line"));
    assert_non_null(strstr(document->text, "Year|2007|2009"));
    assert_non_null(strstr(document->text, "no, never."));
    document_destroy(document);
}

static void a_charity_over_its_letter_is_the_letters_head(void **state) {
    (void)state;
    struct document *document =
        describe_text("BARSET FORUM\n\n1 High Street, Barset\n\n"
                      "Registered charity 1190321\n\n3 May 2006\n\n"
                      "Dear Ms Other\n\n" PROSE "\nYours sincerely\n\n"
                      "Ann Other\n\nRegistered charity 1190322\n");
    assert_non_null(strstr(document->text, "Registered charity 1190321"));
    assert_null(strstr(document->text, "1190322"));
    document_destroy(document);
    document = describe_text("BARSET FORUM\n\nRegistered charity 1190321\n\n"
                             "A compact for Barset\n\n" PROSE "\n" PROSE
                             "\nDear Ms Other\n\n" PROSE);
    assert_null(strstr(document->text, "1190321"));
    document_destroy(document);
}

static void tables_and_charities_amid_the_text_stay(void **state) {
    (void)state;
    struct document *document = describe_text(
        "A compact for Barset\n" PROSE PROSE
        "Issue | Decision | Who\nRent | Agreed | Ann\nHall | Refused | Bob\n"
        "The Barset Forum is a registered charity and has members in every "
        "part of the town.\n" PROSE PROSE
        "Home | News | Contact\nBarset Forum is a registered charity, number "
        "1190321, and has members.\n");
    assert_non_null(strstr(document->text, "Rent | Agreed | Ann"));
    assert_non_null(strstr(document->text, "members in every"));
    assert_null(strstr(document->text, "Home | News"));
    assert_null(strstr(document->text, "1190321"));
    document_destroy(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_footers_years_do_not_keep_it_in),
        cmocka_unit_test(a_pages_foot_with_its_number_goes),
        cmocka_unit_test(a_long_sentence_that_begins_like_furniture_stays),
        cmocka_unit_test(a_caption_glued_to_a_sentence_is_cut_where_they_meet),
        cmocka_unit_test(several_pieces_of_furniture_on_one_line_are_furniture),
        cmocka_unit_test(a_menu_is_known_by_its_bars),
        cmocka_unit_test(a_menu_without_a_mark_is_known_by_its_items),
        cmocka_unit_test(a_list_of_contents_goes_line_by_line),
        cmocka_unit_test(what_stands_under_a_pages_foot_stays),
        cmocka_unit_test(a_text_begins_under_where_one_is),
        cmocka_unit_test(a_saved_pages_foot_is_known_by_its_parts),
        cmocka_unit_test(links_to_stories_go_from_a_texts_end),
        cmocka_unit_test(bars_of_a_menu_may_stand_close),
        cmocka_unit_test(a_charity_over_its_letter_is_the_letters_head),
        cmocka_unit_test(tables_and_charities_amid_the_text_stay),
        cmocka_unit_test(a_line_with_a_day_is_no_menu),
        cmocka_unit_test(a_row_of_a_table_is_no_menu),
        cmocka_unit_test(links_above_the_heading_are_navigation),
        cmocka_unit_test(a_section_called_as_menus_are_stays_with_its_prose),
        cmocka_unit_test(the_list_under_a_dropped_heading_goes_with_it),
        cmocka_unit_test(readers_comments_are_not_the_paper),
        cmocka_unit_test(a_paper_of_nothing_but_furniture_is_kept_whole),
        cmocka_unit_test(blocks_are_joined_and_counted_by_bytes),
        cmocka_unit_test(a_paper_without_blocks_is_refused),
        cmocka_unit_test(furniture_of_many_wordings_is_dropped),
        cmocka_unit_test(what_is_the_papers_own_stays),
        cmocka_unit_test(a_menu_run_together_stands_over_the_heading),
        cmocka_unit_test(a_run_of_a_sites_words_is_its_menu),
        cmocka_unit_test(links_to_other_stories_go_and_a_section_stays),
        cmocka_unit_test(a_reader_begins_with_a_name_and_a_time),
        cmocka_unit_test(a_running_head_stays_once),
        cmocka_unit_test(a_label_that_comes_back_is_no_running_head),
        cmocka_unit_test(numbers_of_pages_go_and_a_figure_stays),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
