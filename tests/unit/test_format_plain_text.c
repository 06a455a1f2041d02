/* test_format_plain_text.c - claims about where text without markup parts into
 * blocks, and of what kind they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract_fixture.h"

static void assert_text(const char *text, const char *expected) {
    assert_blocks("paper.txt", text, expected);
}

/* So long that nobody takes it for a line of its own. */
#define LONG                                                                   \
    "The parties to this agreement will meet twice a year and will say in "    \
    "public what each of them has done and has left undone since they met."

/* Lines that were broken at seventy columns. */
#define BROKEN                                                                 \
    "In a district where a village hall committee may also be the luncheon\n"  \
    "club, the car scheme and the flood wardens, most public services reach\n" \
    "somebody through a voluntary group. It seemed sensible to say how we\n"   \
    "mean to treat one another.\n"

static void blank_lines_part_paragraphs(void **state) {
    (void)state;
    assert_text(LONG "\n\n \t\n\xC2\xA0\n" LONG "\n",
                "P0 " LONG "\nP0 " LONG "\n");
}

static void a_posts_byline_does_not_go_on_from_its_title(void **state) {
    (void)state;
    assert_text("A new deal for choirs\nby ann on March 12th, 2009\n\n" LONG,
                "H1 A new deal for choirs\nP0 by ann on March 12th, 2009\n"
                "P0 " LONG "\n");
    assert_text("A new deal for choirs\nby the sea and the hills\n\n" LONG,
                "P0 A new deal for choirs by the sea and the hills\n"
                "P0 " LONG "\n");
}

static void every_kind_of_line_end_ends_a_line(void **state) {
    (void)state;
    assert_text(LONG "\r\n" LONG "\r" LONG "\n" LONG "\f" LONG
                     "\xE2\x80\xA8" LONG,
                "P0 " LONG "\nP0 " LONG "\nP0 " LONG "\nP0 " LONG "\nP0 " LONG
                "\nP0 " LONG "\n");
}

static void lines_broken_to_fit_are_joined(void **state) {
    (void)state;
    assert_text(BROKEN "\n" BROKEN,
                "P0 In a district where a village hall committee may also be "
                "the luncheon club, the car scheme and the flood wardens, most "
                "public services reach somebody through a voluntary group. It "
                "seemed sensible to say how we mean to treat one another.\n"
                "P0 In a district where a village hall committee may also be "
                "the luncheon club, the car scheme and the flood wardens, most "
                "public services reach somebody through a voluntary group. It "
                "seemed sensible to say how we mean to treat one another.\n");
}

static void short_lines_among_broken_ones_stay_apart(void **state) {
    (void)state;
    assert_text(BROKEN "\nSigned by\nMargery Tebay, Leader\nIvor Penruddock\n"
                       "18th March 2004\n",
                "P0 In a district where a village hall committee may also be "
                "the luncheon club, the car scheme and the flood wardens, most "
                "public services reach somebody through a voluntary group. It "
                "seemed sensible to say how we mean to treat one another.\n"
                "P0 Signed by Margery Tebay, Leader\nP0 Ivor Penruddock\n"
                "P0 18th March 2004\n");
}

static void a_word_broken_at_its_hyphen_is_one_word(void **state) {
    (void)state;
    assert_text(BROKEN "\nWe mean, by a paper that is short, to help the well-"
                       "\nbeing of people here and in the parishes round it.\n",
                "P0 In a district where a village hall committee may also be "
                "the luncheon club, the car scheme and the flood wardens, most "
                "public services reach somebody through a voluntary group. It "
                "seemed sensible to say how we mean to treat one another.\n"
                "P0 We mean, by a paper that is short, to help the well-being "
                "of people here and in the parishes round it.\n");
}

static void where_each_line_is_a_paragraph_each_is_a_block(void **state) {
    (void)state;
    assert_text(LONG "\nThe Minister reiterated that:\n" LONG "\n" LONG "\n",
                "P0 " LONG "\nP0 The Minister reiterated that:\nP0 " LONG
                "\nP0 " LONG "\n");
}

static void an_open_sentence_goes_on_in_the_next_line(void **state) {
    (void)state;
    assert_text(LONG "\n\nPictured: partners from Redbridge accepting the \n"
                     "2014 award with Rob Wilson MP, as is fit,\n"
                     "Minister for Civil Society [fourth from left]\n"
                     "and Ross Diamond [second from right].\n",
                "P0 " LONG "\n"
                "P0 Pictured: partners from Redbridge accepting the 2014 award "
                "with Rob Wilson MP, as is fit, Minister for Civil Society "
                "[fourth from left] and Ross Diamond [second from right].\n");
}

static void names_under_an_agreement_are_a_block_each(void **state) {
    (void)state;
    assert_text("\xC2\xB7 The Compact will be reviewed every year, and how it "
                "can be made better, and by whom, will be looked at again.\n"
                " Sharon Menghini, Director, Herefordshire Council\n"
                " Jan Frances, Chair The Alliance\n"
                "1st April 2007\n"
                " " LONG "\n",
                "L0 The Compact will be reviewed every year, and how it can be "
                "made better, and by whom, will be looked at again.\n"
                "P0 Sharon Menghini, Director, Herefordshire Council\n"
                "P0 Jan Frances, Chair The Alliance\n"
                "P0 1st April 2007\nP0 " LONG "\n");
}

static void signs_of_items_are_dropped_and_numbers_kept(void **state) {
    (void)state;
    assert_text("\xC2\xB7 one\n\xE2\x80\xA2\ttwo\n- three\n* four\n"
                "\xE2\x80\x93 five\no six\n1. seven\n(a) eight\n- 1. nine\n"
                " - (b) ten\n1.2 Eleven\niv) twelve\n\xEF\x82\xB7thirteen\n",
                "L0 one\nL0 two\nL0 three\nL0 four\nL0 five\nL0 six\n"
                "L0 1. seven\nL0 (a) eight\nL0 1. nine\nL0 (b) ten\n"
                "L0 1.2 Eleven\nL0 iv) twelve\nL0 thirteen\n");
}

static void what_only_looks_like_a_mark_is_none(void **state) {
    (void)state;
    assert_text("-5 degrees.\n\n2.5 million pounds.\n\n1998. A year.\n\n"
                "A. Smith said no.\n\none word.\n\n(see below) Yes.\n\n"
                "*starred* words.\n\n10 Downing Street.\n",
                "P0 -5 degrees.\nP0 2.5 million pounds.\nP0 1998. A year.\n"
                "P0 A. Smith said no.\nP0 one word.\nP0 (see below) Yes.\n"
                "P0 *starred* words.\nP0 10 Downing Street.\n");
}

static void an_item_goes_on_in_lines_below_its_words(void **state) {
    (void)state;
    assert_text("- first item that\n  goes on. And\n  On again\n- second\n"
                "Not of the list.\n",
                "L0 first item that goes on. And On again\nL0 second\n"
                "P0 Not of the list.\n");
}

static void a_mark_alone_takes_the_next_line(void **state) {
    (void)state;
    assert_text("\xE2\x80\xA2\nFirst thing.\n2.\nSecond thing.\n",
                "L0 First thing.\nL0 2. Second thing.\n");
}

static void
a_number_that_begins_a_broken_line_by_chance_is_no_item(void **state) {
    (void)state;
    assert_text(BROKEN "\nIn a district of this size the forum has again met "
                       "in committee room\n3. It will meet there in the "
                       "autumn, if anybody has the key to it.\n",
                "P0 In a district where a village hall committee may also be "
                "the luncheon club, the car scheme and the flood wardens, most "
                "public services reach somebody through a voluntary group. It "
                "seemed sensible to say how we mean to treat one another.\n"
                "P0 In a district of this size the forum has again met in "
                "committee room 3. It will meet there in the autumn, if "
                "anybody has the key to it.\n");
}

static void a_short_line_above_text_is_a_heading(void **state) {
    (void)state;
    assert_text(LONG "\n\nWhat the Compact did\n\n" LONG "\nShared Principles\n"
                     "\xC2\xB7 an item\n\nWas it worth it?\n\n" LONG "\n",
                "P0 " LONG "\nH2 What the Compact did\nP0 " LONG
                "\nH2 Shared Principles\nL0 an item\nH2 Was it worth it?\n"
                "P0 " LONG "\n");
}

static void the_first_line_is_a_heading_though_it_is_long(void **state) {
    (void)state;
    assert_text("Secretary of State for Health encourages all NHS "
                "organisations to sign up to local Compacts\n" LONG "\n",
                "H1 Secretary of State for Health encourages all NHS "
                "organisations to sign up to local Compacts\nP0 " LONG "\n");
    assert_text(
        "Case study\n\nNobody's interpreter: how five groups in "
        "Bristol won a contract for health together\n\nThe problem\n\n" LONG
        "\n",
        "H1 Case study\nH2 Nobody's interpreter: how five groups in "
        "Bristol won a contract for health together\n"
        "H2 The problem\nP0 " LONG "\n");
}

static void a_letters_head_is_no_heading(void **state) {
    (void)state;
    assert_text("Harriet Lowndes\nMinister for the Third Sector\n"
                "Cabinet Office\n70 Whitehall\nLondon SW1A 2AS\n\n"
                "14 November 2008\n\nDear colleague\n\nFUNDING\n\n" LONG
                "\n\nYours sincerely,\n\nHarriet Lowndes\n",
                "P0 Harriet Lowndes\nP0 Minister for the Third Sector\n"
                "P0 Cabinet Office\nP0 70 Whitehall\nP0 London SW1A 2AS\n"
                "P0 14 November 2008\nP0 Dear colleague\nH2 FUNDING\nP0 " LONG
                "\nP0 Yours sincerely,\nP0 Harriet Lowndes\n");
}

static void a_numbered_line_above_its_clauses_is_a_heading(void **state) {
    (void)state;
    assert_text(LONG "\n\n1. FUNDING\n\n1.1 " LONG "\n\n2. Consultation\n\n"
                     "2.1 " LONG "\n",
                "P0 " LONG "\nH2 1. FUNDING\nL0 1.1 " LONG
                "\nH2 2. Consultation\nL0 2.1 " LONG "\n");
}

static void numbered_lines_in_a_row_are_a_list(void **state) {
    (void)state;
    assert_text(LONG "\n\n1. Grants register\n\n2. Joint training\n\n"
                     "3. Rates relief\n\n" LONG "\n",
                "P0 " LONG "\nL0 1. Grants register\nL0 2. Joint training\n"
                "L0 3. Rates relief\nP0 " LONG "\n");
}

static void a_word_between_two_headings_is_text(void **state) {
    (void)state;
    assert_text("THE COMPACT\n\n" LONG "\n\nConsultees\n\nNone\n\n"
                "Appendices\n\n" LONG "\n",
                "H1 THE COMPACT\nP0 " LONG "\nH2 Consultees\nP0 None\n"
                "H2 Appendices\nP0 " LONG "\n");
}

static void a_rule_under_a_line_makes_it_a_heading(void **state) {
    (void)state;
    assert_text(LONG "\n\nabout this paper\n================\n" LONG
                     "\n----------\n" LONG "\n",
                "P0 " LONG "\nH2 about this paper\nP0 " LONG "\nP0 " LONG "\n");
}

static void the_last_line_heads_nothing(void **state) {
    (void)state;
    assert_text(LONG "\n\nCharity web development by Pedalo\n",
                "P0 " LONG "\nP0 Charity web development by Pedalo\n");
}

/* How many blocks of a kind a shared paper has. */
static void assert_seed(const char *name, size_t headings, size_t items,
                        size_t blocks) {
    size_t size = 0;
    char path[200];
    snprintf(path, sizeof path, "seeds/%s", name);
    char *bytes = read_shared(path, &size);
    if (!bytes) {
        print_message("skipped: no %s in the shared folder\n", path);
        skip();
    }
    struct extract *extract = read_bytes(name, bytes, size);
    size_t counts[BLOCK_CAPTION + 1] = {0};
    for (size_t i = 0; i < extract->block_count; i++)
        counts[extract->blocks[i].kind]++;
    assert_sound(extract);
    assert_int_equal(counts[BLOCK_HEADING], headings);
    assert_int_equal(counts[BLOCK_LIST_ITEM], items);
    assert_int_equal(extract->block_count, blocks);
    extract_destroy(extract);
    free(bytes);
}

static void found_papers_part_where_a_reader_would_part_them(void **state) {
    (void)state;
    assert_seed("000_77c720bc2555c675.txt", 1, 0, 10);
    assert_seed("001_10f53a1e949649ff.txt", 1, 3, 21);
    assert_seed("002_997478e3e00191be.txt", 5, 12, 32);
    assert_seed("003_7351fc585929e58e.txt", 1, 0, 22);
    assert_seed("004_d3bc472500b127a3.txt", 15, 10, 39);
}

static void no_mutation_of_a_paper_breaks_it(void **state) {
    (void)state;
    assert_survives("paper.txt",
                    "THE COMPACT\n\n1. Purpose\n\n" BROKEN
                    "\n- item one\n  goes on\n- item two\n\n\xC2\xB7 three\n"
                    "(a) four \xE2\x80\x93 and more\n\nNames\n=====\n" LONG,
                    7, 20000);
}

static void a_menus_verb_an_annex_and_a_host_join_nothing(void **state) {
    (void)state;
    assert_text("Log in\nThe unit\nAnnex A\nHow it works\nWednesday 3 May "
                "2006\nbarset-news.co.uk\n",
                "P0 Log in\nP0 The unit\nP0 Annex A\nP0 How it works\n"
                "P0 Wednesday 3 May 2006\nP0 barset-news.co.uk\n");
    assert_text("Of those who came in\nThe Annex we made a\nlist.\n",
                "P0 Of those who came in The Annex we made a list.\n");
}

/* Under a title that is written small, as the menu below it is. */
static void a_menu_with_bars_joins_no_line(void **state) {
    (void)state;
    assert_text("Barset Compact : review of the year\n"
                "barset compact|home|news|contact\n",
                "H1 Barset Compact : review of the year\n"
                "P0 barset compact|home|news|contact\n");
    assert_text(
        "barset voice: news from the hill\nhome ¦ stories ¦ who we are\n",
        "P0 barset voice: news from the hill\n"
        "P0 home ¦ stories ¦ who we are\n");
    assert_text("One who came in late and a\nman with a|bar sat there.\n",
                "P0 One who came in late and a man with a|bar sat there.\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blank_lines_part_paragraphs),
        cmocka_unit_test(a_posts_byline_does_not_go_on_from_its_title),
        cmocka_unit_test(every_kind_of_line_end_ends_a_line),
        cmocka_unit_test(lines_broken_to_fit_are_joined),
        cmocka_unit_test(a_menus_verb_an_annex_and_a_host_join_nothing),
        cmocka_unit_test(a_menu_with_bars_joins_no_line),
        cmocka_unit_test(short_lines_among_broken_ones_stay_apart),
        cmocka_unit_test(a_word_broken_at_its_hyphen_is_one_word),
        cmocka_unit_test(where_each_line_is_a_paragraph_each_is_a_block),
        cmocka_unit_test(an_open_sentence_goes_on_in_the_next_line),
        cmocka_unit_test(names_under_an_agreement_are_a_block_each),
        cmocka_unit_test(signs_of_items_are_dropped_and_numbers_kept),
        cmocka_unit_test(what_only_looks_like_a_mark_is_none),
        cmocka_unit_test(an_item_goes_on_in_lines_below_its_words),
        cmocka_unit_test(a_mark_alone_takes_the_next_line),
        cmocka_unit_test(
            a_number_that_begins_a_broken_line_by_chance_is_no_item),
        cmocka_unit_test(a_short_line_above_text_is_a_heading),
        cmocka_unit_test(the_first_line_is_a_heading_though_it_is_long),
        cmocka_unit_test(a_letters_head_is_no_heading),
        cmocka_unit_test(a_numbered_line_above_its_clauses_is_a_heading),
        cmocka_unit_test(numbered_lines_in_a_row_are_a_list),
        cmocka_unit_test(a_word_between_two_headings_is_text),
        cmocka_unit_test(a_rule_under_a_line_makes_it_a_heading),
        cmocka_unit_test(the_last_line_heads_nothing),
        cmocka_unit_test(found_papers_part_where_a_reader_would_part_them),
        cmocka_unit_test(no_mutation_of_a_paper_breaks_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
