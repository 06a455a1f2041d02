/* test_relate_relations.c - what papers say of each other, resolved; editions,
 * borrowed codes, times in force, what is not held, acronyms. The places are
 * real, the papers invented. Each test names the trap that it stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "relate_fixture.h"

#define ESSEX  "east-of-england/essex"
#define DORSET "south-west/dorset"

/* Long enough to be much of the same text, one with another. */
#define TERMS                                                                  \
    "We will publish our forward plans each spring and tell groups early "     \
    "what is to change. Grants are paid at the start of each quarter, and "    \
    "no group waits more than thirty days for an invoice to be settled. "      \
    "Where a service is to end we give six months of notice and meet those "   \
    "who run it. Each side names an officer who answers questions within ten " \
    "working days. Disputes go first to a meeting of the two officers, then "  \
    "to a panel of four chosen by both, whose finding is written and shared. " \
    "Monitoring is in proportion to the sum that is paid, and forms are "      \
    "agreed before the year begins. Volunteers have their expenses paid and "  \
    "are insured, and no group is asked to replace paid staff with them."

static struct told compact(const char *id, const char *title, const char *date,
                           const char *places) {
    return (struct told){.id = id,
                         .title = title,
                         .type = "local-compact",
                         .date = date,
                         .places = places,
                         .text = id};
}

/* A paper of that place and date that cites a title. */
static void cite(struct archive *archive, struct told told, const char *title,
                 const char *date) {
    struct document *document = told_document(&told);
    say(document, RELATION_CITES, "", title, date);
    archive_add(archive, document);
}

static struct told paper(const char *id, const char *date, const char *places) {
    return (struct told){.id = id,
                         .title = "Minutes",
                         .type = "committee-paper",
                         .date = date,
                         .places = places,
                         .text = id};
}

static void the_existing_compact_is_that_of_the_papers_place(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, compact("e", "Essex Health and Social Care Compact",
                                  "2004", ESSEX));
    archive_tell(archive, compact("d", "Dorset Health and Social Care Compact",
                                  "2004", DORSET));
    cite(archive, paper("p", "2006-05-01", ESSEX),
         "the existing Health and Social Care Compact", NULL);
    archive_relate(archive, NULL);
    assert_string_equal(object_of(archive, "p", "cites"), "e");
    assert_string_equal(object_of(archive, "e", "cites"), "e");
    assert_found(archive, "document/e", "relations 0 stated_by", "p");
    assert_null(relation_of(archive, "d", "cites"));
    archive_end(archive);
}

static void
a_title_that_names_no_compact_is_found_by_what_it_treats(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    struct told told =
        compact("e", "Working together for better health and care in Essex",
                "2004-04-01", ESSEX);
    told.subjects = "health|social-care";
    archive_tell(archive, told);
    archive_tell(archive, compact("g", "The Essex Compact", "2004", ESSEX));
    cite(archive, paper("p", "2006", ESSEX), "Health and Social Care Compact",
         NULL);
    archive_relate(archive, NULL);
    assert_string_equal(object_of(archive, "p", "cites"), "e");
    archive_end(archive);
}

static void what_a_compact_replaced_is_what_it_is_called(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    struct told told = compact("e", "Better together", "2007-04-01", ESSEX);
    struct document *document = told_document(&told);
    say(document, RELATION_SUPERSEDES, "",
        "Health and Social Care Compact agreement", "2004-03-31");
    archive_add(archive, document);
    told = paper("p", "2007-12-13", ESSEX);
    document = told_document(&told);
    say(document, RELATION_WILL_SUPERSEDE, "Essex Compact",
        "existing Health and Social Care Compact", NULL);
    archive_add(archive, document);
    archive_relate(archive, NULL);
    assert_string_equal(object_of(archive, "p", "will-supersede"), "e");
    assert_null(object_of(archive, "e", "supersedes"));
    assert_found(archive, "not-held/00000000", "title", "Essex Compact");
    assert_found(archive, "not-held/00000001", "date", "2004-03-31");
    archive_end(archive);
}

static void the_themed_compact_is_not_the_general_one(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, compact("e", "Essex Health Compact", "2004", ESSEX));
    cite(archive, paper("p", "2006", ESSEX), "the Essex Compact", NULL);
    archive_relate(archive, NULL);
    assert_null(object_of(archive, "p", "cites"));
    assert_found(archive, "not-held/00000000", "title", "Essex Compact");
    assert_found(archive, "not-held/00000000", "place", ESSEX);
    assert_found(archive, "not-held/00000000", "type", "local-compact");
    assert_found(archive, "not-held/00000000", "cited_by 0 id", "p");
    archive_end(archive);
}

static void another_places_compact_is_not_this_ones(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, compact("d", "Dorset Compact", "2004", DORSET));
    cite(archive, paper("p", "2006", ESSEX), "the local Compact", NULL);
    cite(archive, paper("q", "2006", ESSEX), "Dorset's Compact", NULL);
    archive_relate(archive, NULL);
    assert_null(object_of(archive, "p", "cites"));
    assert_string_equal(object_of(archive, "q", "cites"), "d");
    archive_end(archive);
}

static void the_compact_alone_is_nobodys(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, compact("e", "Essex Compact", "2004", ESSEX));
    cite(archive, paper("p", "2006", ESSEX), "the Compact", NULL);
    archive_relate(archive, NULL);
    assert_null(object_of(archive, "p", "cites"));
    archive_end(archive);
}

static void a_review_of_a_compact_is_no_compact(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, compact("e", "Essex Compact", "2004", ESSEX));
    cite(archive, paper("p", "2006", ESSEX), "Review of the Essex Compact",
         NULL);
    archive_relate(archive, NULL);
    assert_null(object_of(archive, "p", "cites"));
    archive_end(archive);
}

static void a_date_that_does_not_agree_is_another_agreement(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, compact("e", "Essex Compact", "2004", ESSEX));
    cite(archive, paper("p", "2006", ESSEX), "Essex Compact", "2001");
    cite(archive, paper("q", "2006", ESSEX), "Essex Compact 2004", NULL);
    archive_relate(archive, NULL);
    assert_null(object_of(archive, "p", "cites"));
    assert_string_equal(object_of(archive, "q", "cites"), "e");
    archive_end(archive);
}

static void of_two_editions_the_newest_of_its_time_is_meant(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, compact("a", "Essex Compact", "2001", ESSEX));
    archive_tell(archive, compact("b", "The Essex Compact", "2005", ESSEX));
    archive_tell(archive, compact("c", "Essex Compact", "2010", ESSEX));
    cite(archive, paper("p", "2007-06", ESSEX), "the Essex Compact", NULL);
    cite(archive, paper("u", "", ESSEX), "the Essex Compact", NULL);
    archive_relate(archive, NULL);
    assert_string_equal(object_of(archive, "p", "cites"), "b");
    assert_null(object_of(archive, "u", "cites")); /* held, but which? */
    assert_null(json_object_get(archive->records, "not-held/00000000"));
    archive_end(archive);
}

static void an_undated_paper_may_mean_the_one_before(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    struct told told = compact("e", "Essex Compact", "2007", ESSEX);
    struct document *document = told_document(&told);
    say(document, RELATION_SUPERSEDES, "", "Essex Compact", "2001");
    archive_add(archive, document);
    cite(archive, paper("u", "", ESSEX), "the Essex Compact", NULL);
    cite(archive, paper("p", "2009", ESSEX), "the Essex Compact", NULL);
    archive_relate(archive, NULL);
    assert_null(object_of(archive, "u", "cites"));
    assert_string_equal(object_of(archive, "p", "cites"), "e");
    archive_end(archive);
}

static void a_paper_is_not_its_own_object(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    struct told told = compact("e", "Essex Compact", "2007", ESSEX);
    struct document *document = told_document(&told);
    say(document, RELATION_SUPERSEDES, "", "Essex Compact", NULL);
    archive_add(archive, document);
    archive_relate(archive, NULL);
    assert_null(object_of(archive, "e", "supersedes"));
    archive_end(archive);
}

static void a_report_is_found_by_most_of_its_title_only(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(
        archive,
        (struct told){.id = "r",
                      .title = "Strong Villages, Fair Funding: a report",
                      .type = "report",
                      .date = "2005",
                      .text = "r"});
    cite(archive, paper("p", "2006", ESSEX),
         "the report Strong villages, fair funding", NULL);
    cite(archive, paper("q", "2006", ESSEX), "Fair funding", NULL);
    archive_relate(archive, NULL);
    assert_string_equal(object_of(archive, "p", "cites"), "r");
    assert_null(object_of(archive, "q", "cites"));
    archive_end(archive);
}

static void one_thing_under_two_titles_is_one(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    cite(archive, paper("p", "2006", ESSEX), "the Funding and Procurement Code",
         NULL);
    cite(archive, paper("q", "2007", ESSEX),
         "Funding and Procurement Code of Good Practice", "2005-11");
    cite(archive, paper("r", "2007", ESSEX), "Consultation Code", NULL);
    archive_relate(archive, NULL);
    assert_int_equal(
        json_integer_value(found_at(archive, "not-held/00000000", "count")), 2);
    assert_found(archive, "not-held/00000000", "date", "2005-11");
    assert_found(archive, "not-held/00000000", "type", "code-of-practice");
    assert_found(archive, "not-held/00000001", "title", "Consultation Code");
    archive_end(archive);
}

static void two_places_compacts_of_one_name_are_two(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    cite(archive, paper("p", "2006", ESSEX), "the Health Compact", NULL);
    cite(archive, paper("q", "2006", DORSET), "the Health Compact", NULL);
    archive_relate(archive, NULL);
    assert_non_null(json_object_get(archive->records, "not-held/00000001"));
    assert_null(json_object_get(archive->records, "not-held/00000002"));
    archive_end(archive);
}

/* Editions and borrowed codes. */

static struct told agreement(const char *id, const char *title,
                             const char *date, const char *places,
                             const char *text) {
    struct told told = compact(id, title, date, places);
    told.text = text;
    return told;
}

static void the_next_edition_is_no_copy(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, agreement("new", "Working as one in Essex", "2007",
                                    ESSEX, TERMS " It was reviewed by all."));
    archive_tell(archive,
                 agreement("old", "Essex together", "2004", ESSEX, TERMS));
    archive_relate(archive, NULL);
    assert_group(archive, "new", NULL);
    assert_string_equal(object_of(archive, "new", "edition-of"), "old");
    assert_found(archive, "document/old", "editions 0 id", "new");
    assert_found(archive, "document/old", "in_force until", "2007");
    assert_found(archive, "document/old", "in_force certainty", "possible");
    archive_end(archive);
}

static void without_dates_no_direction_is_claimed(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive,
                 agreement("a", "Essex Compact", "2004", ESSEX, TERMS));
    archive_tell(archive, agreement("b", "Essex Compact", "", ESSEX,
                                    "Another text altogether." TERMS
                                    " With some more words at its end that "
                                    "make it another paper than that one."));
    archive_relate(archive, NULL);
    assert_null(relation_of(archive, "a", "edition-of"));
    assert_null(relation_of(archive, "b", "edition-of"));
    assert_found(archive, "document/a", "editions 0 id", "b");
    assert_true(json_is_null(found_at(archive, "document/b", "in_force from")));
    archive_end(archive);
}

static void a_neighbours_code_is_derived_and_no_edition(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive,
                 agreement("essex", "Funding Code", "2003", ESSEX, TERMS));
    archive_tell(archive, agreement("dorset", "Funding Code", "2005", DORSET,
                                    TERMS " It is reviewed in Dorset."));
    archive_relate(archive, NULL);
    assert_group(archive, "dorset", NULL);
    assert_null(relation_of(archive, "dorset", "edition-of"));
    assert_string_equal(object_of(archive, "dorset", "derived-from"), "essex");
    assert_string_equal(
        json_string_value(json_object_get(
            relation_of(archive, "essex", "derived-from"), "certainty")),
        "probable");
    archive_end(archive);
}

static void what_will_supersede_ends_nothing(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, compact("e", "Essex Compact", "2004", ESSEX));
    struct told told = paper("p", "2006", ESSEX);
    struct document *document = told_document(&told);
    say(document, RELATION_WILL_SUPERSEDE, "Essex Partnership Compact",
        "Essex Compact", NULL);
    archive_add(archive, document);
    archive_relate(archive, NULL);
    assert_string_equal(object_of(archive, "p", "will-supersede"), "e");
    assert_found(archive, "document/e", "in_force from", "2004");
    assert_true(
        json_is_null(found_at(archive, "document/e", "in_force until")));
    archive_end(archive);
}

static void a_dated_successor_ends_an_agreement(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, compact("old", "Essex Compact", "2004", ESSEX));
    struct told told =
        compact("new", "Essex Partnership Compact", "2009-05-01", ESSEX);
    struct document *document = told_document(&told);
    say(document, RELATION_SUPERSEDES, "", "Essex Compact", NULL);
    archive_add(archive, document);
    archive_relate(archive, NULL);
    assert_found(archive, "document/old", "in_force until", "2009-05-01");
    assert_found(archive, "document/old", "in_force superseded", "2009-05-01");
    assert_true(
        json_is_null(found_at(archive, "document/old", "in_force term")));
    assert_found(archive, "document/old", "in_force certainty", "stated");
    archive_end(archive);
}

static void a_term_in_the_title_ends_an_agreement(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, compact("a", "Essex Compact 2005-08", "2005", ESSEX));
    archive_relate(archive, NULL);
    assert_found(archive, "document/a", "in_force until", "2008-12-31");
    assert_found(archive, "document/a", "in_force term", "2008-12-31");
    archive_end(archive);
}

/* Acronyms. */

static void define_in(struct archive *archive, const char *id,
                      const char *acronym, const char *expansion) {
    struct told told = {.id = id, .text = id};
    struct document *document = told_document(&told);
    define(document, acronym, expansion);
    archive_add(archive, document);
}

static void an_acronyms_plural_is_the_same(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    define_in(archive, "aaa", "CCG", "Clinical Commissioning Group");
    define_in(archive, "bbb", "CCGs", "clinical commissioning groups");
    define_in(archive, "ccc", "CCG", "Clinical Commissioning Group");
    define_in(archive, "ddd", "CCG", "Compact Code Group");
    archive_relate(archive, NULL);
    assert_found(archive, "acronym/00000000", "acronym", "CCG");
    assert_found(archive, "acronym/00000000", "expansion",
                 "Clinical Commissioning Group");
    assert_count(archive, "acronym/00000000", "documents", 3);
    assert_found(archive, "acronym/00000001", "expansion",
                 "Compact Code Group");
    archive_end(archive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_existing_compact_is_that_of_the_papers_place),
        cmocka_unit_test(
            a_title_that_names_no_compact_is_found_by_what_it_treats),
        cmocka_unit_test(what_a_compact_replaced_is_what_it_is_called),
        cmocka_unit_test(the_themed_compact_is_not_the_general_one),
        cmocka_unit_test(another_places_compact_is_not_this_ones),
        cmocka_unit_test(the_compact_alone_is_nobodys),
        cmocka_unit_test(a_review_of_a_compact_is_no_compact),
        cmocka_unit_test(a_date_that_does_not_agree_is_another_agreement),
        cmocka_unit_test(of_two_editions_the_newest_of_its_time_is_meant),
        cmocka_unit_test(an_undated_paper_may_mean_the_one_before),
        cmocka_unit_test(a_paper_is_not_its_own_object),
        cmocka_unit_test(a_report_is_found_by_most_of_its_title_only),
        cmocka_unit_test(one_thing_under_two_titles_is_one),
        cmocka_unit_test(two_places_compacts_of_one_name_are_two),
        cmocka_unit_test(the_next_edition_is_no_copy),
        cmocka_unit_test(without_dates_no_direction_is_claimed),
        cmocka_unit_test(a_neighbours_code_is_derived_and_no_edition),
        cmocka_unit_test(what_will_supersede_ends_nothing),
        cmocka_unit_test(a_dated_successor_ends_an_agreement),
        cmocka_unit_test(a_term_in_the_title_ends_an_agreement),
        cmocka_unit_test(an_acronyms_plural_is_the_same),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
