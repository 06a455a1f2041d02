/* test_describe_title.c - claims about what a paper calls itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "The parties to this agreement will meet in every year to see "            \
    "how it has been kept and what is to be done better.\n"

static void assert_title(struct paper paper, const char *title) {
    struct document *document = describe_paper(paper);
    assert_string_equal(document->title, title);
    assert_evidence_sound(document);
    document_destroy(document);
}

static void assert_title_of_text(const char *text, const char *title) {
    assert_title((struct paper){.text = text}, title);
}

static void a_page_is_called_by_its_heading(void **state) {
    (void)state;
    assert_title((struct paper){.text = "# Compact: second edition\n" PROSE,
                                .title = "Compact 2007 | Lakes Forum",
                                .format = "text/html"},
                 "Compact: second edition");
}

static void a_sites_name_is_no_pages_title(void **state) {
    (void)state;
    assert_title(
        (struct paper){.text = "# Barset Council\n## Our compact\n" PROSE,
                       .title = "Our compact - Barset Council",
                       .format = "text/html"},
        "Our compact");
    assert_title((struct paper){.text = PROSE,
                                .title = "Our compact | Barset Council",
                                .format = "text/html"},
                 "Our compact");
}

static void a_title_tag_with_the_sites_name_only_gives_way(void **state) {
    (void)state;
    assert_title(
        (struct paper){.text = "## “It is not kept”: says minister\n" PROSE,
                       .title = "Compact Watch",
                       .format = "text/html"},
        "“It is not kept”: says minister");
}

static void labels_and_dates_above_a_title_are_passed_over(void **state) {
    (void)state;
    assert_title_of_text("Case study\nHow the library was saved\n" PROSE,
                         "How the library was saved");
    assert_title_of_text("12 May 2004\nPORTFOLIO RESPONSIBILITY: HOUSING\n"
                         "A compact at last\n" PROSE,
                         "A compact at last");
}

static void a_line_of_parties_is_no_title(void **state) {
    (void)state;
    assert_title_of_text(
        "Between the Forum of Voluntary Bodies, Barset Council and the "
        "Barset Primary Care Trust.\nWorking well for Barset\n" PROSE,
        "Working well for Barset");
}

static void a_committee_paper_is_called_what_it_says_it_is(void **state) {
    (void)state;
    assert_title_of_text("BARSET COUNTY COUNCIL\nCABINET\n9 MAY 2010\n"
                         "Title: Notice periods\nPurpose of report\n" PROSE,
                         "Notice periods");
}

static void a_letter_is_called_by_its_matter(void **state) {
    (void)state;
    assert_title_of_text("12 High Street\n3 March 2006\nDear Ross\n"
                         "Changes to the grants budget\n" PROSE
                         "Yours sincerely\nAnn Other\n",
                         "Changes to the grants budget");
}

static void capitals_are_kept_as_a_titles_letters(void **state) {
    (void)state;
    assert_title_of_text("THE BARSET COMPACT\n" PROSE, "The Barset Compact");
    assert_title_of_text("CODE OF PRACTICE FOR THE NHS\n"
                         "What the NHS owes to its volunteers is set out "
                         "below, with what they owe to it in return.\n",
                         "Code of Practice for the NHS");
}

static void a_title_may_run_over_two_lines(void **state) {
    (void)state;
    assert_title_of_text(
        "Barset Compact\nAnnual Review and Action Plan\n" PROSE,
        "Barset Compact Annual Review and Action Plan");
    assert_title_of_text("Barset Compact\nCODE OF PRACTICE ON FUNDING\n" PROSE,
                         "Code of Practice on Funding");
}

static void a_paper_without_a_title_is_given_one_and_says_so(void **state) {
    (void)state;
    struct document *document =
        describe_text("Dear Ann\n" PROSE PROSE "Yours sincerely\nAnn Other\n");
    assert_true(document->title_supplied);
    assert_non_null(strstr(document->title, "Letter"));
    assert_null(strchr(document->title, '['));
    document_destroy(document);
}

static void a_title_never_passes_its_limit(void **state) {
    (void)state;
    char text[4096] = "# ";
    for (int i = 0; i < 300; i++)
        strncat(text, "émigré", sizeof text - strlen(text) - 1);
    struct document *document = describe_text(text);
    assert_true(strlen(document->title) <= DOCUMENT_TITLE_MAX);
    document_destroy(document);
}

static void a_site_named_first_does_not_name_the_page(void **state) {
    (void)state;
    assert_title((struct paper){.text = "# NEWS\n## Third given no notice of "
                                        "cuts\n" PROSE,
                                .title = "Barset Voice - NEWS - Third given",
                                .format = "text/html"},
                 "Third given no notice of cuts");
    assert_title((struct paper){.text = "## Barset signs up\n" PROSE,
                                .title = "News: Barset signs up | Voice",
                                .format = "text/html"},
                 "Barset signs up");
}

static void what_a_program_calls_a_page_is_not_its_title(void **state) {
    (void)state;
    assert_title((struct paper){.text = "A compact for Barset\n" PROSE,
                                .title = "Untitled Document",
                                .format = "text/html"},
                 "A compact for Barset");
}

static void a_form_on_a_page_is_called_by_its_subject(void **state) {
    (void)state;
    assert_title((struct paper){.text = "| Report to: | Barset Board\n"
                                        "| Subject: | Carrying on alone\n"
                                        "## Recommendation(s)\n" PROSE
                                        "## Background Papers\nNone\n",
                                .title = "Agenda item",
                                .format = "text/html"},
                 "Carrying on alone");
}

static void a_running_head_is_no_title(void **state) {
    (void)state;
    assert_title_of_text("24 Feb 2004 : Column 254WH\nVoluntary Sector\n" PROSE,
                         "Voluntary Sector");
    assert_title_of_text("Barset Institute Occasional note no. 7\n"
                         "Four compacts compared\n" PROSE,
                         "Four compacts compared");
}

static void who_a_letter_is_from_and_to_is_no_title(void **state) {
    (void)state;
    assert_title_of_text("From the Minister of State\n"
                         "To the Chairs of all Health Authorities\n"
                         "Your part in the compact\n" PROSE,
                         "Your part in the compact");
    assert_title_of_text("From the margins to the middle\n" PROSE PROSE,
                         "From the margins to the middle");
}

static void several_bodies_on_one_line_are_a_letterhead(void **state) {
    (void)state;
    assert_title_of_text("Luton Borough Council Bedfordshire Police "
                         "Bedfordshire Health Authority\n"
                         "A code for us all\n" PROSE,
                         "A code for us all");
}

static void assert_title_of_page(const char *text, const char *page_title,
                                 const char *title) {
    assert_title((struct paper){.text = text,
                                .title = page_title,
                                .format = "text/html"},
                 title);
}

static void a_sites_name_stands_before_a_colon_or_a_border(void **state) {
    (void)state;
    assert_title_of_page("# Barset Council\n## The scheme\n" PROSE,
                         "Barset Council: The scheme", "The scheme");
    assert_title_of_page("The scheme\n" PROSE,
                         "Welcome to Barset Council - The scheme",
                         "The scheme");
    assert_title_of_page(PROSE, "BBC NEWS | England | Charity wins case",
                         "Charity wins case");
}

static void a_colon_within_a_title_parts_nothing(void **state) {
    (void)state;
    assert_title_of_page(PROSE, "Case study: the hall is saved",
                         "Case study: the hall is saved");
    assert_title_of_page(PROSE, "Council signs up: at last | Barset CVS",
                         "Council signs up: at last");
}

static void a_body_over_another_heading_is_the_site(void **state) {
    (void)state;
    assert_title_of_page("# Barset Council\n## Our scheme at work\n" PROSE,
                         "Barset Council", "Our scheme at work");
    assert_title_of_page("# Latest news\n## Our scheme at work\n" PROSE,
                         "Barset CVS", "Our scheme at work");
    assert_title_of_page("# Our scheme at work\n## Who we are\n" PROSE,
                         "Barset CVS", "Our scheme at work");
}

static void a_middle_part_may_be_the_pages(void **state) {
    (void)state;
    assert_title_of_page("# Funding code\n" PROSE,
                         "Barset papers - Funding code - Barset Council",
                         "Funding code");
}

static void a_line_left_open_goes_on(void **state) {
    (void)state;
    assert_title_of_text("Working together: the scheme between\n"
                         "Barset County Council and the\n"
                         "Voluntary and Community Sector\n" PROSE,
                         "Working together: the scheme between Barset County "
                         "Council and the Voluntary and Community Sector");
    assert_title_of_text(
        "The Barset scheme:\nworking for a better town\n" PROSE,
        "The Barset scheme: working for a better town");
}

static void a_word_broken_over_two_lines_is_whole(void **state) {
    (void)state;
    assert_title_of_text("ENDING AGREEMENTS WITH ORGANISA-\n"
                         "TIONS: A PROTOCOL\n" PROSE,
                         "Ending Agreements with Organisations: A Protocol");
}

static void a_cover_in_capitals_is_read_to_its_noun(void **state) {
    (void)state;
    assert_title_of_text("BARSET\nVOLUNTARY SECTOR\nCOMPACT\n" PROSE,
                         "Barset Voluntary Sector Compact");
    assert_title_of_text("A HALL IS SAVED\nHOW IT WAS DONE\n" PROSE,
                         "A Hall Is Saved");
}

static void who_made_it_is_no_part_of_a_title(void **state) {
    (void)state;
    assert_title_of_text("A reply to the code of practice\n"
                         "from Barset All Nations\n" PROSE,
                         "A reply to the code of practice");
}

static void an_items_number_leads_to_the_title(void **state) {
    (void)state;
    assert_title_of_text("BARSET CARE TRUST\nGOVERNING BODY\n11 September "
                         "2012\nItem 11: A new deal for health\n"
                         "Presented by: Ann Other\n" PROSE,
                         "A new deal for health");
    assert_title_of_text("Title\nVoluntary sector grants\nDate\n3 May "
                         "2007\n" PROSE,
                         "Voluntary sector grants");
}

static void a_sitting_and_a_reference_are_no_title(void **state) {
    (void)state;
    assert_title_of_text("EXECUTIVE – 9 JULY 2008\nREPORT OF THE DIRECTOR OF "
                         "RESOURCES\nVOLUNTARY SECTOR GRANTS\n" PROSE,
                         "Voluntary Sector Grants");
    assert_title_of_text("CAB/107/10\n16 December 2010\nA new deal\n" PROSE,
                         "A new deal");
    assert_title_of_text("Compact 2010\n" PROSE, "Compact 2010");
}

static void a_letterhead_gives_way_to_what_stands_below(void **state) {
    (void)state;
    assert_title_of_text("Barset Voluntary Action\nRegistered charity 1122334\n"
                         "The hall is saved\n" PROSE,
                         "The hall is saved");
    assert_title_of_text("NHS BARSET\nHeld at the Guildhall, Barchester\n"
                         "PAPER C\nThe hall is saved\n" PROSE,
                         "The hall is saved");
}

static void minutes_are_called_by_who_met(void **state) {
    (void)state;
    assert_title_of_text("NORTH BARSET STEERING GROUP\nMinutes of the meeting "
                         "held at the Pods on Monday 19 November 2007\n"
                         "Present: Ann Other\n" PROSE,
                         "North Barset Steering Group");
}

static void an_open_letter_has_its_title_above_the_greeting(void **state) {
    (void)state;
    assert_title_of_text("An open letter to the Prime Minister\nDear Prime "
                         "Minister\n" PROSE PROSE "Yours sincerely\nAnn\n",
                         "An open letter to the Prime Minister");
}

static void a_line_of_a_saved_page_may_name_its_site(void **state) {
    (void)state;
    assert_title_of_text("Hall grants | Barset Council\nHall grants\n" PROSE,
                         "Hall grants");
    assert_title_of_text("Barset Council - Hall grants\n" PROSE, "Hall grants");
    assert_title_of_text("Partnership working - what it takes\n" PROSE,
                         "Partnership working - what it takes");
}

static void the_hosts_name_heads_every_page_of_it(void **state) {
    (void)state;
    assert_title((struct paper){.text = "The Barset Voice\nNews from our town\n"
                                        "A hall is saved\nPosted by Ann on "
                                        "Friday, 15 October 2010\n" PROSE,
                                .path = "barsetvoice-example.co.uk/hall.txt"},
                 "A hall is saved");
}

static void the_lower_of_two_headings_is_the_posts(void **state) {
    (void)state;
    assert_title_of_page("# The Minute Book\n## A hall is saved\n" PROSE,
                         "The Minute Book » Blog Archive » A hall is saved",
                         "A hall is saved");
}

static void a_markdown_paper_has_its_heading(void **state) {
    (void)state;
    assert_title((struct paper){.text = "What works · Ipswich\n# A hall is "
                                        "saved\n" PROSE,
                                .format = "text/markdown"},
                 "A hall is saved");
}

static void an_address_and_a_tongue_are_no_title(void **state) {
    (void)state;
    assert_title_of_text("Barset Council, Town Hall, South Bank Tel: (01642) "
                         "000000\nA hall is saved\n" PROSE,
                         "A hall is saved");
    assert_title_of_text("Casnewydd / Newport Mae'r adroddiad hwn ar gael yn "
                         "Gymraeg\nA hall is saved\n" PROSE,
                         "A hall is saved");
}

static void when_and_where_are_no_title(void **state) {
    (void)state;
    assert_title_of_text(
        "Barset Partnership Board\nThursday 3 May 2007, 2.00pm, "
        "Town Hall\nMINUTES\n" PROSE,
        "Barset Partnership Board");
    assert_title_of_text(
        "Eland House\nBressenden Place\nLondon SW1E 5DU\nA hall "
        "is saved\n" PROSE,
        "A hall is saved");
    assert_title_of_text("CONFIDENTIAL - DRAFT\nA hall is saved\n" PROSE,
                         "A hall is saved");
}

#define MENU "Home\nAbout us\nNews\nContact us\n"

/* A page saved as text: the site's name and its menus, then the page. */
static void a_title_stands_under_the_sites_menus(void **state) {
    (void)state;
    assert_title_of_text(
        "Barset Rural Voices\nSupporting groups since 1974\n" MENU
        "What the code says\n" PROSE,
        "What the code says");
    assert_title_of_text("Third Age Talk\nHome > Blogs\nSmall grants, big "
                         "difference\n" PROSE,
                         "Small grants, big difference");
    assert_title_of_text("BBC News\nEngland\nE-mail this to a friend\n"
                         "Printable version\nCharities ‘let down’\n" PROSE,
                         "Charities ‘let down’");
    assert_title_of_text("Third Age Talk\n" MENU "Groups win more time\nNews | "
                         "3 June 2011\n" PROSE,
                         "Groups win more time");
}

static void a_site_says_its_pages_title_again(void **state) {
    (void)state;
    assert_title_of_text(
        "Third Age Talk\nChange in the North East\n" PROSE PROSE
        "2 thoughts on “Change in the North East”\nAnn\n",
        "Change in the North East");
    assert_title_of_text(
        "Third Age Talk\nHome > Blogs > What we heard\nWhat we "
        "heard\n" PROSE,
        "What we heard");
    /* What readers call the site is no title. */
    assert_title_of_text("What we heard in Barset\nThird Age Talk\n" PROSE PROSE
                         "2 comments on Third Age Talk today\nAnn\n",
                         "What we heard in Barset");
}

static void what_any_page_is_called_names_none(void **state) {
    (void)state;
    assert_title((struct paper){.text = "# News story\n## It is kept\n" PROSE,
                                .title = "News story - Barset Council",
                                .format = "text/html"},
                 "It is kept");
    assert_title((struct paper){.text = "How it is kept\n" PROSE,
                                .title = "barset_compact_v3.doc",
                                .format = "text/html"},
                 "How it is kept");
    assert_title(
        (struct paper){.text = "# Barset CVS\n## News\n## It is "
                               "kept\n" PROSE,
                       .title = "Barset CVS - home of groups in Barset",
                       .format = "text/html"},
        "It is kept");
}

static void a_menu_that_nobody_knew_is_no_title(void **state) {
    (void)state;
    assert_title_of_text("Third Age Talk\nHome | About | Contact\nToolkits\n"
                         "Model clauses\nWho's who near you\nThe trusts and "
                         "the Compact: what they ask\n" PROSE,
                         "The trusts and the Compact: what they ask");
    assert_title_of_text("Third Age Talk\nHome | About | Contact\nToolkits\n"
                         "All that groups near you ask of us\n" PROSE,
                         "Toolkits");
}

static void who_was_present_is_no_title(void **state) {
    (void)state;
    assert_title_of_text(
        "EXECUTIVE BOARD\nPresent: Councillor A Other and "
        "Councillor B Other\nApologies for absence: Councillor "
        "C Other\n" PROSE,
        "Executive Board");
}

static void a_short_title_is_not_lost_among_menus(void **state) {
    (void)state;
    assert_title_of_text(MENU
                         "You are here:\nHome\nGrants\nBarset Compact\n" PROSE,
                         "Barset Compact");
}

static void menus_under_a_title_do_not_take_its_place(void **state) {
    (void)state;
    assert_title_of_text("Get involved: a guide for parishes\nHome | About | "
                         "Contact\nBy Ann Other, 3 May 2010\n" PROSE,
                         "Get involved: a guide for parishes");
    assert_title_of_text("Get involved: a guide for parishes\n" MENU
                         "Introduction\n" PROSE,
                         "Get involved: a guide for parishes");
    assert_title_of_text("Get involved: a guide for parishes\n" PROSE MENU
                         "Another of our pages\n" PROSE,
                         "Get involved: a guide for parishes");
    /* The bars of a running head are no menu's. */
    assert_title_of_text("Barset Compact: plan for 2005/06\nBarset Compact | "
                         "Plan 2005/06 | 1\nObjective 1: it is known\n" PROSE,
                         "Barset Compact: plan for 2005/06");
}

static void a_title_stands_above_who_posted_it_and_when(void **state) {
    (void)state;
    assert_title_of_text("Third Age Talk\nSearch\nHow small groups can use it\n"
                         "By Ann Other | 12 March 2012 | Comments (3)\n" PROSE,
                         "How small groups can use it");
    assert_title_of_text("Third Age Talk\nA word from us\nHow small groups can "
                         "use it\nAdded on 3 March 2012\n" PROSE,
                         "How small groups can use it");
    assert_title_of_text(
        "The Guardian\nSociety\nCharities warn of ‘broken "
        "promises’\nAnn Other\nWednesday 17 November 2004\n" PROSE,
        "Charities warn of ‘broken promises’");
    /* Of a cover, the first line is the title. */
    assert_title_of_text(
        "How small groups can use it\nFor the Barset Forum\nby "
        "Ann Other\nMarch 2012\n" PROSE,
        "How small groups can use it");
}

static void a_letterhead_above_a_pages_headings_is_the_sites(void **state) {
    (void)state;
    assert_title((struct paper){.text = "# Barset Voluntary Action\n## News\n"
                                        "## Council signs at last\n" PROSE,
                                .title = "Home",
                                .format = "text/html"},
                 "Council signs at last");
}

/* A program of committees prints what kind of page it is over what it is
 * about, and before that in the page's title. */
static void a_pages_kind_is_not_its_title(void **state) {
    (void)state;
    assert_title_of_page("# Agenda item\n## The Compact - a year on\n" PROSE,
                         "Agenda item - The Compact - a year on | Barset "
                         "Council",
                         "The Compact - a year on");
    assert_title_of_page(PROSE,
                         "Decision details - Halls for hire | Barset "
                         "Council",
                         "Halls for hire");
    assert_title_of_page(
        "Westminster Hall\nTuesday 31 March 2009\n## Voluntary "
        "Sector (Recession)\n" PROSE,
        "House of Commons Hansard Debates", "Voluntary Sector (Recession)");
    assert_title_of_page("HALLS TO BE HELD OPEN\n" PROSE,
                         "Home Office - Press Office - News Release",
                         "Halls to Be Held Open");
    /* A title that has such a word keeps it. */
    assert_title_of_page("# Agenda items that matter\n## Halls\n" PROSE, "Home",
                         "Agenda items that matter");
}

static void a_page_of_minutes_is_called_by_who_met(void **state) {
    (void)state;
    assert_title_of_page("EXECUTIVE BOARD\n7 OCTOBER 2002\nPresent: Councillor "
                         "A Other in the chair\nEB61 Declarations\n" PROSE,
                         "Barset Council - Minutes", "Executive Board");
    /* A report to a board is called by its matter. */
    assert_title_of_text("Barset Partnership Board\n7 October 2002\nHalls for "
                         "hire\n" PROSE,
                         "Halls for hire");
}

static void labels_run_into_one_line_end_the_title(void **state) {
    (void)state;
    assert_title_of_text("Title: Halls for hire Section: Policy > Halls Ref: "
                         "OTS/7\n" PROSE,
                         "Halls for hire");
    assert_title_of_text("Report title: Halls for hire: a review\n" PROSE,
                         "Halls for hire: a review");
}

static void a_heading_that_is_whose_it_is_gives_way(void **state) {
    (void)state;
    assert_title((struct paper){.text = "# Blackburn with Darwen Voluntary "
                                        "Service\nResponse to the Office's "
                                        "consultation\n12 October 2009\n" PROSE,
                                .format = "text/markdown"},
                 "Response to the Office's consultation");
}

static void a_cover_may_name_its_code_in_two_lines(void **state) {
    (void)state;
    assert_title_of_text("Barset Compact\nFUNDING AND HALLS\nCODE OF "
                         "PRACTICE\nRevised Edition\n" PROSE,
                         "Funding and Halls Code of Practice");
    assert_title_of_text("Barset Compact\nFunding and Halls\nCode of "
                         "Practice\nRevised Edition\n" PROSE,
                         "Barset Compact Funding and Halls Code of Practice");
    assert_title_of_text("BARSET COMPACT\nCOMPACT BARSET\nAction Plan 2008 - "
                         "2011 / Cynllun Gweithredu\n" PROSE,
                         "Action Plan 2008 - 2011 / Cynllun Gweithredu");
    assert_title_of_text(
        "Barset Compact\nWorking together\nIntroduction\n" PROSE,
        "Barset Compact");
}

static void where_one_is_tells_the_title(void **state) {
    (void)state;
    assert_title_of_text("Newtown Partners - The Compact\nYou are in: Home > "
                         "Compact > Refreshed Compact 2011\nWhat is it?\n"
                         "Refreshed Compact 2011\nAgreed by all\n" PROSE,
                         "Refreshed Compact 2011");
    /* One word may be a menu's. */
    assert_title_of_text("You are in: Home > Compact\nThe Barset agreement\n"
                         "Compact\n" PROSE,
                         "The Barset agreement");
}

static void menus_that_were_left_stand_above_the_title(void **state) {
    (void)state;
    assert_title_of_text("Barset Voluntary Action\nYou are here: Home : "
                         "Tools : FAQs\nTools\nFAQs\nClauses we like\nLinks\n"
                         "Who is who\nTrusts: what is often asked\n" PROSE,
                         "Trusts: what is often asked");
    assert_title((struct paper){.text =
                                    "Barset Together the local partnership\n"
                                    "home about themes compact events "
                                    "contact\nthe compact what it is what "
                                    "is next\nYou said, we listened\n" PROSE,
                                .path = "barsettogether-example.org/fb.txt"},
                 "You said, we listened");
    assert_title_of_text("Home Page What's New Publications Text only Search\n"
                         "50 Fleet Lane Switchboard 020 7000 0000\n044/2001 26 "
                         "February 2001\nMore halls for hire\n" PROSE,
                         "More halls for hire");
    /* Under menus, lines of a cover. */
    assert_title_of_text("Barset Voluntary Action\nHome > Codes > More\nWhat "
                         "the code says\nA short guide\nFor trustees\nSecond "
                         "edition\n" PROSE,
                         "What the code says");
}

static void a_saved_pages_first_line_may_name_its_site_too(void **state) {
    (void)state;
    assert_title_of_text("Halls: have your say | Barset Choirs\n"
                         "Halls: have your say\n" PROSE,
                         "Halls: have your say");
    assert_title_of_text("Fewer halls for choirs - News - Barset Sings\n" PROSE,
                         "Fewer halls for choirs");
    assert_title_of_text("What it means for choirs in Barset - Barset Song "
                         "Link\n" PROSE,
                         "What it means for choirs in Barset");
    assert_title_of_text("The Barset Compact - One Year On\n" PROSE,
                         "The Barset Compact - One Year On");
    assert_title_of_text(
        "What it means for choirs - The Barset Compact\n" PROSE,
        "What it means for choirs - The Barset Compact");
}

static void a_day_before_a_title_is_no_part_of_it(void **state) {
    (void)state;
    assert_title_of_text("23/04/2013 - Choirs join the compact\n" PROSE,
                         "Choirs join the compact");
    assert_title_of_text("23 April 2013 changed Barset\n" PROSE,
                         "23 April 2013 changed Barset");
}

static void what_is_over_all_papers_of_a_publisher_is_no_title(void **state) {
    (void)state;
    assert_title_of_text("Chorus\nThe magazine of the choirs of Barset\n"
                         "A new deal for choirs\n" PROSE,
                         "A new deal for choirs");
    assert_title_of_text(
        "Choirs Today, 4 June 2008\nA new deal for choirs\n" PROSE,
        "A new deal for choirs");
    assert_title_of_text("Song Links | Briefing\nA new deal for choirs\n" PROSE,
                         "A new deal for choirs");
    assert_title_of_text("Ann's blog\nPosted by Ann Other on 4 March 2011\n"
                         "A new deal for choirs\n" PROSE,
                         "A new deal for choirs");
    assert_title_of_text("Launch of the Barset Compact, Plumstead, 2 May 2003\n"
                         "Some of the choirs sang\n" PROSE,
                         "Launch of the Barset Compact, Plumstead, 2 May 2003");
}

static void a_count_beside_a_pages_kind_leaves_it_one(void **state) {
    (void)state;
    assert_title_of_text(
        "News (14)\nEvents (3)\nThe day the letter came\n" PROSE,
        "The day the letter came");
}

static void a_letter_shown_on_a_page_does_not_name_it(void **state) {
    (void)state;
    assert_title_of_text("Choirs that were told too late\n"
                         "Ann Other asked the council how many choirs had been "
                         "told too late, and this is what it said.\n"
                         "Dear Ms Other\nINFORMATION REQUEST 44\n" PROSE,
                         "Choirs that were told too late");
}

static void a_committee_is_named_before_its_council(void **state) {
    (void)state;
    assert_title_of_text("BARSET COUNTY COUNCIL\nHEALTH SCRUTINY COMMITTEE\n"
                         "Minutes of the meeting held on 28 November 2006\n"
                         "Present: Councillors Other and Another\n" PROSE,
                         "Health Scrutiny Committee");
}

static void where_one_is_is_the_last_that_names_a_page(void **state) {
    (void)state;
    assert_title_of_text(
        "You are here: Home > Policy > What choirs may ask\n" PROSE,
        "What choirs may ask");
}

static void a_pages_title_may_be_its_sites_and_a_kind(void **state) {
    (void)state;
    assert_title((struct paper){.text = "# Barset Sings\n## News\n"
                                        "## A choir in a kitchen\n" PROSE,
                                .title = "Barset Sings: News",
                                .format = "text/html"},
                 "A choir in a kitchen");
    assert_title(
        (struct paper){.text = "# Barset Sings\n## Out of tune\n" PROSE,
                       .title = "Barset Sings: a choir",
                       .format = "text/html"},
        "Barset Sings");
}

static void who_has_the_rights_is_no_title(void **state) {
    (void)state;
    assert_title(
        (struct paper){.text = "A choir in a kitchen\n12 March 2009\n" PROSE
                               "© 2009 Barset Sings\n",
                       .title = "Barset Sings",
                       .format = "text/html"},
        "A choir in a kitchen");
}

static void a_cover_may_end_with_its_noun_alone(void **state) {
    (void)state;
    assert_title_of_text("Plumstead\nSinging Together\nThe Plumstead District\n"
                         "Compact\n" PROSE,
                         "The Plumstead District Compact");
    assert_title_of_text("The Barset\nChoirs and Bands\nCompact\n" PROSE,
                         "The Barset Choirs and Bands Compact");
    assert_title_of_text(
        "Barset\nCompact\nCode of Practice on\nSinging\n" PROSE,
        "Barset Compact Code of Practice on Singing");
    assert_title_of_text("A COMPACT\nFOR BARSET\n2003\n" PROSE,
                         "A Compact for Barset");
    assert_title_of_text("The Barset agreement\nCompact\n" PROSE,
                         "The Barset agreement");
}

static void a_label_in_capitals_needs_no_colon(void **state) {
    (void)state;
    assert_title_of_text("ITEM NO: 65.00\nTITLE Choirs: an annual update\n"
                         "WARD None specific\n" PROSE,
                         "Choirs: an annual update");
    assert_title_of_text(
        "AGENDA MANAGEMENT SHEET\nReport Title\nBarset choirs\n" PROSE,
        "Barset choirs");
}

static void what_a_record_prints_over_its_items_is_no_title(void **state) {
    (void)state;
    assert_title_of_text("Lords Hansard text for 14 Oct 2008\nChoirs: Grants\n"
                         "Question\n" PROSE,
                         "Choirs: Grants");
    assert_title_of_text("Early day motion 1204\nCHOIRS AND GRANTS\n" PROSE,
                         "Choirs and Grants");
    assert_title_of_text("Contents\n1 Introduction 2\n2 Choirs 3\n"
                         "The Barset Compact\n" PROSE,
                         "The Barset Compact");
}

static void a_section_over_a_pages_own_line_is_the_sites(void **state) {
    (void)state;
    assert_title_of_text("Barset Sings\nStories\nA choir in a kitchen\n" PROSE,
                         "A choir in a kitchen");
    assert_title_of_text(
        "Barset Sings\nNews > Local\nA hall must close\n" PROSE,
        "A hall must close");
    assert_title_of_text("Our Compact\nNews\n" PROSE, "Our Compact");
}

static void a_sentence_gives_way_to_a_title(void **state) {
    (void)state;
    assert_title_of_text("Acknowledgements\nWe thank all who took part.\n"
                         "The Barset Choirs Review\n" PROSE,
                         "The Barset Choirs Review");
    assert_title_of_text("A choir is for everybody who sings.\n" PROSE,
                         "A choir is for everybody who sings.");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_called_by_its_heading),
        cmocka_unit_test(a_sites_name_is_no_pages_title),
        cmocka_unit_test(a_title_tag_with_the_sites_name_only_gives_way),
        cmocka_unit_test(labels_and_dates_above_a_title_are_passed_over),
        cmocka_unit_test(a_line_of_parties_is_no_title),
        cmocka_unit_test(a_committee_paper_is_called_what_it_says_it_is),
        cmocka_unit_test(a_letter_is_called_by_its_matter),
        cmocka_unit_test(capitals_are_kept_as_a_titles_letters),
        cmocka_unit_test(a_title_may_run_over_two_lines),
        cmocka_unit_test(a_paper_without_a_title_is_given_one_and_says_so),
        cmocka_unit_test(a_title_never_passes_its_limit),
        cmocka_unit_test(a_site_named_first_does_not_name_the_page),
        cmocka_unit_test(what_a_program_calls_a_page_is_not_its_title),
        cmocka_unit_test(a_form_on_a_page_is_called_by_its_subject),
        cmocka_unit_test(a_running_head_is_no_title),
        cmocka_unit_test(who_a_letter_is_from_and_to_is_no_title),
        cmocka_unit_test(several_bodies_on_one_line_are_a_letterhead),
        cmocka_unit_test(a_sites_name_stands_before_a_colon_or_a_border),
        cmocka_unit_test(a_colon_within_a_title_parts_nothing),
        cmocka_unit_test(a_body_over_another_heading_is_the_site),
        cmocka_unit_test(a_middle_part_may_be_the_pages),
        cmocka_unit_test(a_line_left_open_goes_on),
        cmocka_unit_test(a_word_broken_over_two_lines_is_whole),
        cmocka_unit_test(a_cover_in_capitals_is_read_to_its_noun),
        cmocka_unit_test(who_made_it_is_no_part_of_a_title),
        cmocka_unit_test(an_items_number_leads_to_the_title),
        cmocka_unit_test(a_sitting_and_a_reference_are_no_title),
        cmocka_unit_test(a_letterhead_gives_way_to_what_stands_below),
        cmocka_unit_test(minutes_are_called_by_who_met),
        cmocka_unit_test(an_open_letter_has_its_title_above_the_greeting),
        cmocka_unit_test(a_line_of_a_saved_page_may_name_its_site),
        cmocka_unit_test(the_hosts_name_heads_every_page_of_it),
        cmocka_unit_test(the_lower_of_two_headings_is_the_posts),
        cmocka_unit_test(a_markdown_paper_has_its_heading),
        cmocka_unit_test(an_address_and_a_tongue_are_no_title),
        cmocka_unit_test(when_and_where_are_no_title),
        cmocka_unit_test(a_title_stands_under_the_sites_menus),
        cmocka_unit_test(a_site_says_its_pages_title_again),
        cmocka_unit_test(what_any_page_is_called_names_none),
        cmocka_unit_test(a_menu_that_nobody_knew_is_no_title),
        cmocka_unit_test(who_was_present_is_no_title),
        cmocka_unit_test(a_short_title_is_not_lost_among_menus),
        cmocka_unit_test(menus_under_a_title_do_not_take_its_place),
        cmocka_unit_test(a_title_stands_above_who_posted_it_and_when),
        cmocka_unit_test(a_letterhead_above_a_pages_headings_is_the_sites),
        cmocka_unit_test(a_pages_kind_is_not_its_title),
        cmocka_unit_test(a_page_of_minutes_is_called_by_who_met),
        cmocka_unit_test(labels_run_into_one_line_end_the_title),
        cmocka_unit_test(a_heading_that_is_whose_it_is_gives_way),
        cmocka_unit_test(a_cover_may_name_its_code_in_two_lines),
        cmocka_unit_test(where_one_is_tells_the_title),
        cmocka_unit_test(menus_that_were_left_stand_above_the_title),
        cmocka_unit_test(a_saved_pages_first_line_may_name_its_site_too),
        cmocka_unit_test(a_day_before_a_title_is_no_part_of_it),
        cmocka_unit_test(what_is_over_all_papers_of_a_publisher_is_no_title),
        cmocka_unit_test(a_count_beside_a_pages_kind_leaves_it_one),
        cmocka_unit_test(a_letter_shown_on_a_page_does_not_name_it),
        cmocka_unit_test(a_committee_is_named_before_its_council),
        cmocka_unit_test(where_one_is_is_the_last_that_names_a_page),
        cmocka_unit_test(a_pages_title_may_be_its_sites_and_a_kind),
        cmocka_unit_test(who_has_the_rights_is_no_title),
        cmocka_unit_test(a_cover_may_end_with_its_noun_alone),
        cmocka_unit_test(a_label_in_capitals_needs_no_colon),
        cmocka_unit_test(what_a_record_prints_over_its_items_is_no_title),
        cmocka_unit_test(a_section_over_a_pages_own_line_is_the_sites),
        cmocka_unit_test(a_sentence_gives_way_to_a_title),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
