/* test_describe_papers.c - claims about the dates of whole small papers, of
 * every kind that councils, trusts, departments and voluntary bodies made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "The library stands on the hill above the town, and the people "           \
    "who look after it meet there once in every week.\n"
#define LONG                                                                   \
    "The people who look after the library, and those who read in it, have "   \
    "long asked that it be open on more days than it is, and that somebody "   \
    "should sweep the steps before they are let in.\n"
#define COMPACT                                                                \
    "An agreement between Dudley Council and the voluntary sector of "         \
    "Dudley\n- We will consult early.\n- We will pay on time.\n"               \
    "- We recognise the worth of volunteers.\n"

/* A paper, and its date with its certainty: "2009-05-14 stated". */
struct dated_paper {
    const char *text;
    const char *date;
    const char *path;
};

static void assert_papers(const struct dated_paper *papers) {
    size_t wrong = 0;
    for (; papers->text; papers++) {
        char value[EDTF_TEXT_MAX];
        char found[EDTF_TEXT_MAX + 32];
        struct document *document = describe_paper(
            (struct paper){.text = papers->text, .path = papers->path});
        edtf_format(value, document->date);
        snprintf(found, sizeof found, "%s%s%s", value, value[0] ? " " : "",
                 certainty_name(document->date_certainty));
        assert_evidence_sound(document);
        if (strcmp(found, papers->date) != 0) {
            print_error("wanted %s, found %s: %.100s [%s]\n", papers->date,
                        found, papers->text, papers->path ? papers->path : "");
            wrong++;
        }
        document_destroy(document);
    }
    assert_int_equal(wrong, 0);
}

static void a_line_of_publication_has_many_shapes(void **state) {
    (void)state;
    static const struct dated_paper papers[] = {
        {"# The hill\nPosted 3 March 2010 in News\n" LONG, "2010-03-03 stated",
         NULL},
        {"# The hill\nNews | 3 March 2010\n" LONG, "2010-03-03 stated", NULL},
        {"# The hill\n3 March 2010 | News | 2 comments\n" LONG,
         "2010-03-03 stated", NULL},
        {"# The hill\nAnn Other | 3 March 2010\n" LONG, "2010-03-03 stated",
         NULL},
        {"# The hill\nby Ann Other on March 3, 2010 in Blog\n" LONG,
         "2010-03-03 stated", NULL},
        {"# The hill\nWed, 03/03/2010 - 14:05\n" LONG, "2010-03-03 stated",
         NULL},
        {"# Compact news\nIssue 12, Spring 2009\n" LONG,
         "[2009-03-01..2009-05-31] stated", NULL},
        {"# Compact news\nNo. 7 - June/July 2009\n" LONG,
         "[2009-06-01..2009-07-31] derived", NULL},
        {"# The hill\n" LONG "Published: March 2004 | Ref: BC/12\n",
         "2004-03 stated", NULL},
        {"# The hill\n" LONG LONG "Ref: BC/12. Published March 2004.\n",
         "2004-03 stated", NULL},
        {"# The hill\n" LONG "Published by Barset Council, March 2004\n",
         "2004-03 stated", NULL},
        {"# The hill\n" LONG "First published 2004\n", "2004 stated", NULL},
        {"# The hill\n" LONG "Published in 2004 by Barset Council\n",
         "2004 stated", NULL},
        {"Barset Council\nNews release 12/03\n14 May 2003\n# The hill\n" LONG,
         "2003-05-14 stated", NULL},
        {"PRESS RELEASE - 14 May 2003\n# The hill\n" LONG, "2003-05-14 stated",
         NULL},
        {"# The hill\nEmbargoed until 00.01 on Wednesday 14 May 2003\n" LONG,
         "2003-05-14 stated", NULL},
        {"# The hill\nSent on 14 May 2003 to all members\n" LONG,
         "2003-05-14 stated", NULL},
        {"# The hill\nPublished September 2011, updated January 2013 to take "
         "account of all that the people who read in the library have "
         "said.\n" LONG,
         "2013-01 stated", NULL},
        {"# The hill\nFirst printed May 2001. Second printing March 2002. "
         "Revised October 2002, following the review.\n" LONG,
         "2002-10 stated", NULL},
        {"# The hill\n" LONG "© Crown copyright 2004\n", "2004 derived", NULL},
        {NULL, NULL, NULL}};
    assert_papers(papers);
}

static void what_only_looks_like_publication_dates_nothing(void **state) {
    (void)state;
    static const struct dated_paper papers[] = {
        {"# The hill\n" LONG "© Barset Voice 2014\n", "unknown", NULL},
        {"# The hill\n" LONG
         "We published our plan in 2004 and nobody read it.\n",
         "unknown", NULL},
        {"# The hill\n" LONG "The report published in March 2004 said so.\n",
         "unknown", NULL},
        {"# Response to the Barset Compact 2004\n" LONG, "unknown", NULL},
        {"# What became of the 2004 Compact\n" LONG, "unknown", NULL},
        {"# The funding code\nPublished 2011\nDownload the code\n" LONG,
         "unknown", NULL},
        {"# The funding code\nThe funding code (published March 2011)\n" LONG,
         "unknown", NULL},
        {"# Looking back at 2004\n" LONG
         "In 2009 the library was opened again.\n",
         "unknown", NULL},
        {"# Old papers\n2004\n2005\n2006\n2007\n" LONG, "unknown", NULL},
        {"# Health and Social Care Act 2012\n" LONG, "[2012-03-27..] unknown",
         NULL},
        {NULL, NULL, NULL}};
    assert_papers(papers);
}

static void letters_are_dated_anywhere_in_their_head(void **state) {
    (void)state;
    static const struct dated_paper papers[] = {
        {"Barset CVS\n12 High Street\nBarset BA1 2CD\nOur ref: AO/12\n"
         "Your ref: none\nDate: 3rd March 2006\nDear Ross\n" LONG
         "Yours sincerely\nAnn Other\n",
         "2006-03-03 stated", NULL},
        {"Ann Other, Leader of the Council\nOur ref: AO/12 3 March 2006\n"
         "Dear Ross\n" LONG "Yours sincerely\nAnn Other\n",
         "2006-03-03 stated", NULL},
        {"Town Hall, Barset. Tel 01632 960355. 3 March 2006\nDear Ross\n" LONG
         "Yours sincerely\nAnn Other\n",
         "2006-03-03 stated", NULL},
        {"Dear Ross\n" LONG "Yours sincerely\nAnn Other\n3 March 2006\n",
         "2006-03-03 stated", NULL},
        {"Town Hall\nBarset\nDear Ross\nYour letter of 4 May 2005\n" LONG
         "Yours faithfully\nAnn Other\n",
         "unknown", NULL},
        {NULL, NULL, NULL}};
    assert_papers(papers);
}

static void minutes_are_dated_by_their_head(void **state) {
    (void)state;
    static const struct dated_paper papers[] = {
        {"Barset Compact Steering Group\nMinutes of the meeting held on "
         "Tuesday "
         "the 4th of May, 1999 at 2 pm\n# Present\nAnn Other, Bob Some\n" LONG,
         "1999-05-04 stated", NULL},
        {"# Barset Compact Steering Group\nheld on Tuesday the 4th of May, "
         "1999 "
         "at 2 pm in the Town Hall\n# Present\nAnn Other, Bob Some\n" LONG,
         "1999-05-04 stated", NULL},
        {"BARSET PRIMARY CARE TRUST\nBoard meeting\nDate of meeting: 14 May "
         "2009\nAgenda item: 7\n" LONG,
         "2009-05-14 stated", NULL},
        {"# Report to the Executive\nMeeting of the Executive - 14 May 2009\n"
         "# Purpose of report\n" LONG "# Recommendations\nThat it is noted.\n",
         "2009-05-14 stated", NULL},
        {"# Minutes\nTuesday 4 May 1999, 2.00 pm, Committee Room 1\n"
         "# Apologies\nNone.\n" LONG,
         "1999-05-04 stated", NULL},
        {"| Report to: | Cabinet |\n| Date: | 14 May 2009 |\n"
         "| Report of: | Head of Towns |\n# The compact\n" LONG,
         "2009-05-14 stated", NULL},
        {"# Decisions\nAt a meeting of the Cabinet held at the Town Hall on "
         "Thursday, 14 May 2009\n" LONG,
         "2009-05-14 stated", NULL},
        {NULL, NULL, NULL}};
    assert_papers(papers);
}

static void a_year_in_a_title_gives_what_it_can(void **state) {
    (void)state;
    static const struct dated_paper papers[] = {
        {"# The Dudley Compact 2005\n" COMPACT, "2005 stated", NULL},
        {"# The Dudley Compact\n2005\n" COMPACT, "2005 stated", NULL},
        {"# The Dudley Compact (2005)\n" COMPACT, "2005 stated", NULL},
        {"# Barset Compact Annual Review 2006-07\n" LONG, "2007 probable",
         NULL},
        {"# Annual Report 2006/07\n" LONG, "2007 probable", NULL},
        {"# Annual Report 2006\n" LONG, "[2006-07-01..2007-12-31] probable",
         NULL},
        {"# Barset CVS\nAnnual report and accounts for the year ended 31 March "
         "2007\n" LONG,
         "2007 probable", NULL},
        {"# Compact Action Plan 2008/09\n" LONG, "2008 probable", NULL},
        {"# Compact Week 2012\n" LONG, "2012 derived", NULL},
        {"# Barset Compact Conference 2008: what was said\n" LONG,
         "2008 derived", NULL},
        {"# Survey of compacts 2003\n" LONG, "2003 derived", NULL},
        {NULL, NULL, NULL}};
    assert_papers(papers);
}

static void a_cover_has_a_body_and_a_year(void **state) {
    (void)state;
    static const struct dated_paper papers[] = {
        {"# Working together\nBarset Council 2005\n" LONG, "2005 stated", NULL},
        {"# Working together\nVersion 2 (2005)\n" LONG, "2005 stated", NULL},
        {"# Working together\nRevised 2005\n" LONG, "2005 stated", NULL},
        {"# Working together\nFinal draft - October 2005\n" LONG,
         "2005-10 stated", NULL},
        {"# Working together\n" LONG LONG "Barset Council, 2005\n",
         "2005 derived", NULL},
        {NULL, NULL, NULL}};
    assert_papers(papers);
}

static void today_and_yesterday_are_counted_from_their_day(void **state) {
    (void)state;
    static const struct dated_paper papers[] = {
        {"# The hill\nThe library was opened today (14 May 2009) by the "
         "mayor.\n" LONG,
         "2009-05-14 derived", NULL},
        {"# The hill\nYesterday, 14 May 2009, the library was opened.\n" LONG,
         "2009-05-15 derived", NULL},
        {"# The hill\nThe library was opened last week, on 14 May 2009.\n" LONG,
         "[2009-05-15..2009-05-24] derived", NULL},
        {"# The hill\nThe library was opened last month (May 2009).\n" LONG,
         "2009-06 derived", NULL},
        {"# The hill\nThe Localism Act 2011 became law last month.\n" LONG,
         "2011-12 derived", NULL},
        {NULL, NULL, NULL}};
    assert_papers(papers);
}

static void what_is_announced_bounds_the_paper(void **state) {
    (void)state;
    static const struct dated_paper papers[] = {
        {"# The draft code\nThis consultation runs from 3 March 2008 to 26 May "
         "2008.\n" LONG,
         "[2008-03-03..2008-05-26] derived", NULL},
        {"# The draft code\nThe consultation opened on 3 March 2008.\n" LONG
         "The closing date for responses is 26 May 2008.\n",
         "[2008-03-03..2008-05-26] derived", NULL},
        {"# The draft code\n" LONG
         "Please send your comments by Friday 31 October 2008.\n",
         "[2008-08-01..2008-10-31] derived", NULL},
        {"# Compact training\nJoin us for a free workshop at the Town Hall on "
         "6 "
         "November 2008.\n" LONG,
         "[2008-08-07..2008-11-06] derived", NULL},
        {"# The draft code\n" LONG
         "Please send your comments by Friday 13 March 2009.\n",
         "[2008-11-13..2009-03-13] probable", NULL},
        {"# The draft code\n" LONG
         "The consultation closed on Friday 31 October 2008.\n",
         "unknown", NULL},
        {"# The hill\n" LONG "The lease will end by 31 October 2058.\n",
         "unknown", NULL},
        {NULL, NULL, NULL}};
    assert_papers(papers);
}

static void addresses_give_days_and_years(void **state) {
    (void)state;
    static const char plain[] = "# The hill\n" LONG;
    static const struct dated_paper papers[] = {
        {plain, "2009 stated", "www.barset.example/2009/news/hill.html"},
        {plain, "2009 stated", "barset.example/news/2009/hill.html"},
        {plain, "2009-03 stated", "barset.example/news/2009/mar/hill.html"},
        {plain, "2009-03 stated", "barset.example/news/2009/march/hill.html"},
        {plain, "2009-03-14 stated", "barset.example/2009/mar/14/hill.html"},
        {plain, "[2004-04-01..2005-03-31] derived",
         "barset.example/archive/2004-05/hill.html"},
        {plain, "2009-12-14 stated", "barset.example/20091214_minutes.txt"},
        {plain, "2009-12-14 stated", "barset.example/minutes-14122009.txt"},
        {plain, "2009-12-14 stated", "barset.example/minutes_14-12-2009.txt"},
        {plain, "2009-12-14 stated", "b.example/minutes-14-december-2009.txt"},
        {plain, "2009-12-14 stated", "b.example/minutes_14_Dec_09.txt"},
        {plain, "2009-12 stated", "barset.example/newsletter-dec-2009.txt"},
        {plain, "2009-12-14 stated", "x.example/files/20091214_minutes.txt"},
        {plain, "2007-12-13 probable", "barset.example/cabinet-131207.txt"},
        {plain, "1998-12-28 derived", "barset.example/cabinet_281298.txt"},
        {plain, "2006 derived", "barset.example/compact_2006.txt"},
        {plain, "unknown", "x.example/wp-content/uploads/2012/03/box.html"},
        {"# The hill\n" LONG "It was opened in May 2012.\n", "unknown",
         "barset.example/news/2009/hill.html"},
        {plain, "unknown", "barset.example/page-2012345.html"},
        {plain, "unknown", "barset.example/item-200345.html"},
        {plain, "unknown", "barset.example/2000-voices/box.html"},
        {"# The hill\n" LONG "It was opened in 2009.\n", "unknown",
         "barset.example/compact_2006.txt"},
        {"# Response to the Compact of 2006\n" LONG, "unknown",
         "barset.example/response-to-compact-2006.txt"},
        {"# The hill\nPosted on 3 March 2010\n" LONG, "2010-03-03 stated",
         "barset.example/news/2010/hill.html"},
        {NULL, NULL, NULL}};
    assert_papers(papers);
}

static void news_is_told_soon_after(void **state) {
    (void)state;
    static const struct dated_paper papers[] = {
        {"PRESS RELEASE\n# Library saved\nAt a meeting on 14 May 2009 the "
         "Board agreed "
         "to keep the library.\n" LONG,
         "[2009-05-14..2009-07-14] probable", NULL},
        {NULL, NULL, NULL}};
    assert_papers(papers);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_of_publication_has_many_shapes),
        cmocka_unit_test(what_only_looks_like_publication_dates_nothing),
        cmocka_unit_test(letters_are_dated_anywhere_in_their_head),
        cmocka_unit_test(minutes_are_dated_by_their_head),
        cmocka_unit_test(a_year_in_a_title_gives_what_it_can),
        cmocka_unit_test(a_cover_has_a_body_and_a_year),
        cmocka_unit_test(today_and_yesterday_are_counted_from_their_day),
        cmocka_unit_test(what_is_announced_bounds_the_paper),
        cmocka_unit_test(addresses_give_days_and_years),
        cmocka_unit_test(news_is_told_soon_after),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
