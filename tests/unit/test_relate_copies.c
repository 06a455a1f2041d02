/* test_relate_copies.c - which papers are copies of one, and which only look
 * so. Each test names the trap that it stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "relate_fixture.h"

/* Some hundred and fifty words that are the same in every paper. */
#define BODY                                                                   \
    "Volunteers from the allotment society met at the library to plan the "    \
    "spring planting and to hear how last year's harvest had been shared. "    \
    "The treasurer explained that three grants had come in late, that two "    \
    "of them were smaller than promised, and that the trustees had decided "   \
    "to buy tools before seed. A long discussion followed about water butts, " \
    "which everyone wanted and nobody had ordered. The chair asked each plot " \
    "holder to write down what they could lend, and to say when it was last "  \
    "repaired. It was agreed that the shed should be painted before the open " \
    "day, that the path be cleared of brambles, and that the bees be moved "   \
    "further from the gate. Several members offered to collect manure from "   \
    "the stables, weather allowing. The secretary reminded the meeting that "  \
    "subscriptions were due, and that those who could not pay should say so "  \
    "quietly and would not be pressed. Tea was served by the youth group."

#define MORE                                                                   \
    " After tea the youth group showed photographs of the pond that they had " \
    "dug, with newts, frogs and one astonished heron, and asked for a fence. " \
    "The meeting thanked them warmly and found money for posts but not for "   \
    "wire, which a farmer promised to bring on his trailer within the week. "  \
    "Nobody could say who had the key of the tool store, and it was left to "  \
    "the caretaker to have another one cut and to write down who takes it."

static void the_same_page_on_two_hosts_is_one(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a",
                                        .title = "Plots",
                                        .text = BODY MORE,
                                        .address = "http://one.example/1"});
    archive_tell(archive, (struct told){.id = "b",
                                        .title = "Plots | Two",
                                        .text = BODY MORE,
                                        .address = "http://two.example/1"});
    archive_relate(archive, NULL);
    assert_group(archive, "a", "a");
    assert_group(archive, "b", "a");
    assert_found(archive, "document/a", "variants 0 id", "b");
    assert_found(archive, "document/a", "variants 0 address",
                 "http://two.example/1");
    assert_found(archive, "document/b", "variants 0 id", "a");
    assert_found(archive, "document/b", "group", "a");
    archive_end(archive);
}

static void a_page_with_a_newer_footer_is_a_copy(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a",
                                        .title = "Plots",
                                        .text = BODY MORE "\nAll rights "
                                                          "reserved 2014"});
    archive_tell(archive, (struct told){.id = "b",
                                        .title = "Plots",
                                        .text = BODY MORE
                                        "\nAll rights reserved 2015. We moved "
                                        "to new rooms"});
    archive_relate(archive, NULL);
    assert_group(archive, "a", "b"); /* the fullest leads */
    archive_end(archive);
}

static void a_pdfs_split_words_do_not_hide_a_copy(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "html", .text = BODY MORE BODY});
    archive_tell(
        archive,
        (struct told){
            .id = "pdf",
            .text = "1\nVolun- teers from the allotment society\n" BODY MORE
                    "\n2\n" BODY});
    archive_relate(archive, NULL);
    assert_non_null(relator_group(archive->relator, "pdf"));
    assert_string_equal(relator_group(archive->relator, "pdf"),
                        relator_group(archive->relator, "html"));
    archive_end(archive);
}

static void a_template_filled_in_for_two_places_is_two(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a",
                                        .type = "local-compact",
                                        .text = BODY MORE,
                                        .places = "east-of-england/essex"});
    archive_tell(archive, (struct told){.id = "b",
                                        .type = "local-compact",
                                        .text = BODY MORE,
                                        .places = "east-of-england/suffolk"});
    archive_relate(archive, NULL);
    assert_group(archive, "a", NULL);
    assert_group(archive, "b", NULL);
    archive_end(archive);
}

static void names_that_no_gazetteer_has_part_a_template_too(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive,
                 (struct told){.id = "a",
                               .text = BODY " It is held in Barset and was "
                                            "paid for by Barset Parish." MORE});
    archive_tell(archive,
                 (struct told){.id = "b",
                               .text = BODY " It is held in Loam and was paid "
                                            "for by Loam Parish." MORE});
    archive_relate(archive, NULL);
    assert_group(archive, "a", NULL);
    archive_end(archive);
}

static void papers_of_two_years_are_two(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(
        archive,
        (struct told){.id = "a", .text = BODY MORE, .date = "2004-03-31"});
    archive_tell(archive,
                 (struct told){.id = "b", .text = BODY MORE, .date = "2007"});
    archive_tell(archive, (struct told){.id = "c",
                                        .text = BODY MORE,
                                        .date = "2004",
                                        .certainty = CERTAINTY_DERIVED});
    archive_relate(archive, NULL);
    assert_group(archive, "b", NULL);
    assert_group(archive, "c", "a");
    archive_end(archive);
}

static void a_guessed_date_is_no_conflict(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive,
                 (struct told){.id = "a", .text = BODY MORE, .date = "2004"});
    archive_tell(archive, (struct told){.id = "b",
                                        .text = BODY MORE,
                                        .date = "2006",
                                        .certainty = CERTAINTY_PROBABLE});
    archive_relate(archive, NULL);
    assert_group(archive, "b", "a");
    archive_end(archive);
}

static void a_page_put_up_again_some_days_later_is_a_copy(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a",
                                        .text = BODY MORE,
                                        .date = "2012-12-18",
                                        .page_date = true});
    archive_tell(archive, (struct told){.id = "b",
                                        .text = BODY MORE,
                                        .date = "2012-12-20",
                                        .page_date = true});
    archive_tell(archive, (struct told){.id = "c",
                                        .text = BODY MORE,
                                        .date = "2013-12-20",
                                        .page_date = true});
    archive_relate(archive, NULL);
    assert_group(archive, "b", "a");
    assert_group(archive, "c", NULL);
    archive_end(archive);
}

static void other_signatories_make_another_paper(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a",
                                        .text = BODY MORE,
                                        .signatories = "Ann Lee|Bo Hart"});
    archive_tell(archive, (struct told){.id = "b",
                                        .text = BODY MORE,
                                        .signatories = "Ann Lee|Cy Marsh"});
    archive_tell(archive, (struct told){.id = "c",
                                        .text = BODY MORE,
                                        .parties = "X Council|The Alliance"});
    archive_tell(archive, (struct told){.id = "d",
                                        .text = BODY MORE,
                                        .parties = "Y Council|The Alliance"});
    archive_relate(archive, NULL);
    assert_group(archive, "a", "a");
    assert_group(archive, "b", "b"); /* with what c left over */
    assert_group(archive, "c", "a");
    assert_group(archive, "d", "b");
    archive_end(archive);
}

static void a_scan_that_lost_a_signatory_is_still_a_copy(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a",
                                        .text = BODY MORE,
                                        .signatories = "Ann Lee|Bo Hart"});
    archive_tell(
        archive,
        (struct told){.id = "b", .text = BODY MORE, .signatories = "Ann Lee"});
    archive_relate(archive, NULL);
    assert_group(archive, "b", "a");
    archive_end(archive);
}

static void short_pages_need_the_same_title(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    const char *text = "The page that you asked for has moved. Please use the "
                       "search box above or go to the home page, where all "
                       "sections of the site are listed in order.";
    archive_tell(archive,
                 (struct told){.id = "a", .title = "Funding", .text = text});
    archive_tell(archive,
                 (struct told){.id = "b", .title = "Training", .text = text});
    archive_tell(archive, (struct told){
                              .id = "c", .title = "The funding", .text = text});
    archive_relate(archive, NULL);
    assert_group(archive, "b", NULL);
    assert_group(archive, "c", "a");
    archive_end(archive);
}

static void papers_without_text_are_no_copies(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a", .title = "x"});
    archive_tell(archive, (struct told){.id = "b", .title = "x"});
    archive_relate(archive, NULL);
    assert_group(archive, "a", NULL);
    assert_int_equal(json_object_size(archive->records), 0);
    archive_end(archive);
}

static void an_excerpt_is_no_copy(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a", .text = BODY MORE});
    archive_tell(archive, (struct told){.id = "b", .text = BODY});
    archive_relate(archive, NULL);
    assert_group(archive, "b", NULL);
    archive_end(archive);
}

static void a_group_is_as_large_as_its_copies_are_many(void **state) {
    enum { COPIES = 700 };
    struct archive *archive = archive_open();
    char id[16];
    char text[4096];
    (void)state;
    for (int i = 0; i < COPIES; i++) {
        snprintf(id, sizeof id, "p%03d", i);
        snprintf(text, sizeof text, "%s Number %d.", BODY MORE,
                 i % 2 == 0 ? 0 : i);
        archive_tell(archive, (struct told){.id = id, .text = text});
    }
    archive_relate(archive, NULL);
    for (int i = 0; i < COPIES; i++) {
        snprintf(id, sizeof id, "p%03d", i);
        assert_group(archive, id, "p000");
    }
    archive_end(archive);
}

static void an_undated_copy_does_not_join_two_editions(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a",
                                        .text = BODY MORE " One word more.",
                                        .title = "Undated"});
    archive_tell(archive,
                 (struct told){.id = "b", .text = BODY MORE, .date = "2004"});
    archive_tell(archive,
                 (struct told){.id = "c", .text = BODY MORE, .date = "2007"});
    archive_relate(archive, NULL);
    assert_group(archive, "a", "a");
    assert_group(archive, "b", "a");
    assert_group(archive, "c", NULL);
    archive_end(archive);
}

static void of_copies_as_full_the_earliest_leads(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a", .text = BODY});
    archive_tell(archive, (struct told){.id = "b",
                                        .text = BODY,
                                        .date = "2005",
                                        .certainty = CERTAINTY_PROBABLE});
    archive_relate(archive, NULL);
    assert_group(archive, "a", "b");
    archive_end(archive);
}

static void unknown_ids_are_in_no_group(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, (struct told){.id = "a", .text = BODY});
    archive_relate(archive, NULL);
    assert_group(archive, "zzz", NULL);
    archive_end(archive);
}

static void two_documents_of_one_id_are_refused(void **state) {
    struct archive *archive = archive_open();
    struct concord_error err = {0};
    (void)state;
    archive_tell(archive, (struct told){.id = "a", .text = BODY});
    assert_int_equal(relator_create(&archive->relator, schema, &err),
                     CONCORD_OK);
    for (int i = 0; i < 2; i++)
        assert_int_equal(relator_add(archive->relator, archive->claims[0].data,
                                     archive->claims[0].size, &err),
                         CONCORD_OK);
    assert_int_equal(relator_run(archive->relator, &err), CONCORD_CORRUPT);
    archive_end(archive);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_page_on_two_hosts_is_one),
        cmocka_unit_test(a_page_with_a_newer_footer_is_a_copy),
        cmocka_unit_test(a_pdfs_split_words_do_not_hide_a_copy),
        cmocka_unit_test(a_template_filled_in_for_two_places_is_two),
        cmocka_unit_test(names_that_no_gazetteer_has_part_a_template_too),
        cmocka_unit_test(papers_of_two_years_are_two),
        cmocka_unit_test(a_guessed_date_is_no_conflict),
        cmocka_unit_test(a_page_put_up_again_some_days_later_is_a_copy),
        cmocka_unit_test(other_signatories_make_another_paper),
        cmocka_unit_test(a_scan_that_lost_a_signatory_is_still_a_copy),
        cmocka_unit_test(short_pages_need_the_same_title),
        cmocka_unit_test(papers_without_text_are_no_copies),
        cmocka_unit_test(an_excerpt_is_no_copy),
        cmocka_unit_test(a_group_is_as_large_as_its_copies_are_many),
        cmocka_unit_test(an_undated_copy_does_not_join_two_editions),
        cmocka_unit_test(of_copies_as_full_the_earliest_leads),
        cmocka_unit_test(unknown_ids_are_in_no_group),
        cmocka_unit_test(two_documents_of_one_id_are_refused),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
