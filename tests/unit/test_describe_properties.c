/* test_describe_properties.c - claims about how far a page's own properties are
 * believed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "describe_fixture.h"

#define PROSE                                                                  \
    "<p>The parties to this agreement will meet in every year to see how it "  \
    "has been kept and what is to be done better.</p>"

static struct document *describe_page(const char *page) {
    struct extract *extract = NULL;
    struct concord_error err = {0};
    if (extract_read(&extract, "page.html", page, strlen(page), &err) !=
        CONCORD_OK)
        fail_msg("%s", err.message);
    struct document *document = describe_extract(extract, "page.html");
    extract_destroy(extract);
    assert_evidence_sound(document);
    return document;
}

static void assert_title(const char *page, const char *title) {
    struct document *document = describe_page(page);
    assert_string_equal(document->title, title);
    document_destroy(document);
}

static void assert_page_date(const char *page, const char *date) {
    struct document *document = describe_page(page);
    assert_date(document, date, date[0] ? CERTAINTY_STATED : CERTAINTY_UNKNOWN);
    document_destroy(document);
}

/* ---- titles ---- */

static void a_heading_counts_more_than_a_property(void **state) {
    (void)state;
    assert_title("<meta name=DC.title content='Notes for the web'>"
                 "<h1>Keeping the compact</h1>" PROSE,
                 "Keeping the compact");
}

static void a_property_counts_more_than_the_head(void **state) {
    (void)state;
    assert_title(
        "<title>Case studies</title>"
        "<meta property='og:title' content='Keeping the compact'>" PROSE,
        "Keeping the compact");
}

static void a_sites_name_is_no_title(void **state) {
    (void)state;
    assert_title("<title>Keeping the compact | Barset Voice</title>"
                 "<meta property='og:site_name' content='Barset Voice'>"
                 "<meta property='og:title' content='Barset Voice'>" PROSE,
                 "Keeping the compact");
    assert_title("<title>Keeping the compact | Barset Voice</title>"
                 "<meta property='og:title' "
                 "content='Keeping the compact | Barset Voice'>" PROSE,
                 "Keeping the compact");
}

static void a_title_is_spelt_as_its_author_spelt_it(void **state) {
    (void)state;
    assert_title(
        "<meta property='og:title' content='\"Ten per cent\": a floor'>"
        "<h1>“Ten per cent\" – a floor</h1>" PROSE,
        "\"Ten per cent\": a floor");
    assert_title("<meta property='og:title' content='KEEPING THE COMPACT'>"
                 "<h1>Keeping the Compact</h1>" PROSE,
                 "Keeping the Compact");
}

/* ---- dates ---- */

static void a_page_says_when_it_was_issued(void **state) {
    static const char *const metas[] = {
        "<meta name=DC.date content='2007-11-05'>",
        "<meta name=DC.date.issued content='5 November 2007'>",
        "<meta name=DCTERMS.created content='05/11/2007'>",
        "<meta property='article:published_time' "
        "content='2007-11-05T09:30:00+00:00'>",
        "<p class=byline><time datetime='2007-11-05'>Guy Fawkes</time></p>",
        "<script type='application/ld+json'>{\"@type\":\"BlogPosting\","
        "\"datePublished\":\"2007-11-05\"}</script>"};
    (void)state;
    for (size_t i = 0; i < sizeof metas / sizeof metas[0]; i++) {
        char page[1000];
        snprintf(page, sizeof page,
                 "%s<meta name=DCTERMS.modified content='2012-01-01'>"
                 "<h1>Notes from Hull</h1>" PROSE,
                 metas[i]);
        assert_page_date(page, "2007-11-05");
    }
}

static void the_last_change_dates_a_page_for_want_of_better(void **state) {
    (void)state;
    assert_page_date("<meta name=DCTERMS.modified content='2012-01-02'>"
                     "<h1>Notes from Hull</h1>" PROSE,
                     "2012-01-02");
    assert_page_date("<meta name=DCTERMS.modified content='2012-01-02'>"
                     "<h1>Notes from Hull</h1><p>Posted 3 May 2009</p>" PROSE,
                     "2009-05-03");
}

static void what_programs_fill_in_is_no_date(void **state) {
    (void)state;
    assert_page_date("<meta name=DC.date content='1970-01-01'>"
                     "<meta name=DC.date.created content='0001-01-01'>"
                     "<meta name=DCTERMS.issued content='soon'>"
                     "<h1>Notes from Hull</h1>" PROSE,
                     "");
}

static void a_pages_date_does_not_date_an_agreement(void **state) {
    static const char text[] =
        "<h1>Herefordshire Compact</h1>"
        "<p>This Compact was agreed on 1 April 2007 by Herefordshire Council "
        "and the voluntary and community sector.</p><h2>Our commitments</h2>"
        "<p>Herefordshire Council will consult for twelve weeks.</p>" PROSE;
    char page[2000];
    (void)state;
    snprintf(page, sizeof page,
             "<meta property='article:published_time' content='2012-03-04'>%s",
             text);
    assert_page_date(page, "2007-04-01");
    snprintf(page, sizeof page,
             "<meta name='DC.date.issued' content='2012-03-04'>%s", text);
    assert_page_date(page, "2007-04-01");
}

static void markup_gives_the_year_that_the_text_leaves_out(void **state) {
    (void)state;
    assert_page_date("<meta name=DCTERMS.modified content='2019-08-30'>"
                     "<h1>Notes from Hull</h1><p>Posted on "
                     "<time datetime='2015-02-12'>12 February</time></p>" PROSE,
                     "2015-02-12");
    assert_page_date("<h1>Notes from Hull</h1><p>Posted on 13 February</p>"
                     "<p><time datetime='2015-02-12'>A day</time></p>" PROSE,
                     "");
}

/* ---- names and subjects ---- */

static void authors_and_publishers_are_kept(void **state) {
    (void)state;
    struct document *document = describe_page(
        "<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":"
        "{\"@type\":\"Person\",\"name\":\"Jane Doe\"}}</script>"
        "<meta name=author content='Jane Doe'>"
        "<meta name=DC.creator content='Barset CVS'>"
        "<meta name=DC.creator content='admin'>"
        "<meta property=article:author content='https://f.example/jane'>"
        "<meta name=DC.publisher content='Barset Press'>"
        "<meta name=DC.rights content='Crown copyright'>"
        "<h1>Notes</h1>" PROSE);
    assert_int_equal(document->creator_count, 2);
    assert_string_equal(document->creators[0].name, "Jane Doe");
    assert_string_equal(document->creators[0].kind, "person");
    assert_string_equal(document->creators[1].name, "Barset CVS");
    assert_null(document->creators[1].kind);
    assert_string_equal(document->publisher, "Barset Press");
    assert_string_equal(document->rights, "Crown copyright");
    document_destroy(document);
}

static void a_subject_counts_when_it_is_a_topic(void **state) {
    (void)state;
    struct document *document =
        describe_page("<meta name=DC.subject content='Housing; Faith, "
                      "Community development'><h1>Notes</h1>" PROSE);
    assert_true(has_value(document, "topic", "housing"));
    assert_true(has_value(document, "topic", "faith"));
    document_destroy(document);
}

static void a_type_counts_where_none_was_found(void **state) {
    (void)state;
    struct document *document =
        describe_page("<meta name=DC.type content=Text><meta name=DC.type "
                      "content='case study'><h1>Notes</h1>" PROSE);
    assert_values(document, "type", "case-study");
    document_destroy(document);
    document = describe_page("<meta name=DC.type content='case study'>"
                             "<h1>Herefordshire Compact: code of practice on "
                             "funding</h1>" PROSE);
    assert_false(has_value(document, "type", "case-study"));
    document_destroy(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heading_counts_more_than_a_property),
        cmocka_unit_test(a_property_counts_more_than_the_head),
        cmocka_unit_test(a_sites_name_is_no_title),
        cmocka_unit_test(a_title_is_spelt_as_its_author_spelt_it),
        cmocka_unit_test(a_page_says_when_it_was_issued),
        cmocka_unit_test(the_last_change_dates_a_page_for_want_of_better),
        cmocka_unit_test(what_programs_fill_in_is_no_date),
        cmocka_unit_test(a_pages_date_does_not_date_an_agreement),
        cmocka_unit_test(markup_gives_the_year_that_the_text_leaves_out),
        cmocka_unit_test(a_type_counts_where_none_was_found),
        cmocka_unit_test(authors_and_publishers_are_kept),
        cmocka_unit_test(a_subject_counts_when_it_is_a_topic),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
