/* test_archive_facts.c - what recurs across an archive, and what only seems to.
 * Each test names the trap that it stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "corpus/archive_facts.h"
#include "describe_fixture.h"

enum { PAPERS_MAX = 24 };

/* An archive of invented papers, a block a line. */
struct archive {
    struct paper papers[PAPERS_MAX];
    const char *hosts[PAPERS_MAX];
    size_t count;
};

static void add(struct archive *archive, const char *host, const char *text) {
    assert_true(archive->count < PAPERS_MAX);
    archive->papers[archive->count] = (struct paper){.text = text};
    archive->hosts[archive->count++] = host;
}

static void add_page(struct archive *archive, const char *host,
                     const char *text) {
    add(archive, host, text);
    archive->papers[archive->count - 1].format = "text/html";
}

/* Describe paper `which` as one of the archive; *turn is where adding begins,
 * for the order must not matter. */
static struct document *describe_from(const struct archive *archive,
                                      size_t which, size_t turn) {
    struct concord_error err = {0};
    struct arena arena = {0};
    struct archive_facts *facts = NULL;
    struct extract extracts[PAPERS_MAX];
    struct imprint imprints[PAPERS_MAX];
    struct archive_ruling ruling;
    struct document *document = NULL;
    assert_int_equal(archive_facts_create(&facts, &err), CONCORD_OK);
    for (size_t i = 0; i < archive->count; i++) {
        size_t at = (i + turn) % archive->count;
        make_extract(&extracts[at], &archive->papers[at]);
        assert_int_equal(describer_imprint(fixture_describer, &imprints[at],
                                           &arena, &extracts[at], &err),
                         CONCORD_OK);
        assert_int_equal(
            archive_facts_add(facts, archive->hosts[at], &imprints[at], &err),
            CONCORD_OK);
    }
    assert_int_equal(archive_facts_settle(facts, &err), CONCORD_OK);
    archive_facts_judge(facts, archive->hosts[which], &imprints[which],
                        &ruling);
    assert_int_equal(document_create(&document, &err), CONCORD_OK);
    document->id = "0123456789abcdef";
    document->source.path = "paper.txt";
    assert_int_equal(describer_describe_in_archive(fixture_describer, document,
                                                   &extracts[which], NULL,
                                                   &ruling, &err),
                     CONCORD_OK);
    for (size_t i = 0; i < archive->count; i++)
        arena_clear(&extracts[i].arena);
    arena_clear(&arena);
    archive_facts_destroy(facts);
    return document;
}

static void assert_drops(const struct archive *archive, size_t which,
                         const char *text, const char *rule) {
    for (size_t turn = 0; turn < archive->count; turn++) {
        struct document *document = describe_from(archive, which, turn);
        if (!was_dropped(document, text, rule))
            print_error("paper %zu keeps: %s\n", which, text);
        assert_true(was_dropped(document, text, rule));
        assert_blocks_sound(document);
        document_destroy(document);
    }
}

static void assert_keeps(const struct archive *archive, const char *text) {
    for (size_t i = 0; i < archive->count; i++) {
        struct document *document = describe_from(archive, i, 0);
        if (strstr(archive->papers[i].text, text))
            assert_non_null(strstr(document->text, text));
        document_destroy(document);
    }
}

#define POTHOLES                                                               \
    "# Mending the lanes\n"                                                    \
    "The parish walked every lane in March and counted the holes that winter " \
    "had left between the church and the mill.\n"                              \
    "Volunteers from three villages then marked each of them on a map that "   \
    "hangs in the library until summer.\n"
#define LUNCHES                                                                \
    "# Lunch on Thursdays\n"                                                   \
    "Forty older neighbours come to the hall for soup and company, and the "   \
    "school sends its choir at Christmas.\n"                                   \
    "Money for the kitchen came from a bequest, a raffle and the district's "  \
    "small grants scheme last autumn.\n"
#define BUSES                                                                  \
    "# A bus on Sundays\n"                                                     \
    "Nobody could reach the hospital on a Sunday before drivers offered "      \
    "their own cars and a rota was made.\n"                                    \
    "Patients now telephone the office by Friday noon and are called for at "  \
    "their door by someone they know.\n"
#define GARDENS                                                                \
    "# Gardens for schools\n"                                                  \
    "Children dug six beds behind the gymnasium and sowed beans, marrows and " \
    "more sunflowers than anyone could count.\n"                               \
    "Retired growers visit once a week to weed with them and to tell which "   \
    "birds have eaten the seedlings.\n"
#define CHOIRS                                                                 \
    "# Singing for breath\n"                                                   \
    "Patients with bad lungs sing together on Mondays under a nurse who once " \
    "toured the country with an opera.\n"                                      \
    "Their breathing has been measured since spring and half of them climb "   \
    "stairs again without stopping.\n"

#define FOOTER                                                                 \
    "Share this\nBarset Voice, the people's forum\n"                           \
    "A thing of beauty made by Tin Roof\n© Barset Voice 2006–2021\n"

static void a_footer_of_two_papers_in_five_is_dropped(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "", POTHOLES FOOTER);
    add(&archive, "", LUNCHES);
    add(&archive, "", BUSES FOOTER);
    add(&archive, "", GARDENS);
    add(&archive, "", CHOIRS);
    assert_drops(&archive, 0, "A thing of beauty made by Tin Roof",
                 "recurs-in-archive");
    assert_drops(&archive, 2, "Barset Voice, the people's forum",
                 "recurs-in-archive");
    assert_drops(&archive, 2, "Share this", "share-links");
    assert_keeps(&archive, "Mending the lanes");
}

static void a_footer_of_plain_lines_is_dropped(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "",
        POTHOLES "Barset Voice\n3 Mill Lane, Barchester\n"
                 "01632 960 001\nOpen 9 to 5\n");
    add(&archive, "", LUNCHES);
    add(&archive, "",
        BUSES "Barset Voice\n3 Mill Lane, Barchester\n"
              "01632 960 001\nOpen 9 to 5\n");
    assert_drops(&archive, 0, "3 Mill Lane, Barchester", "recurs-in-archive");
}

static void a_line_that_one_paper_has_stays(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "", POTHOLES FOOTER);
    add(&archive, "", LUNCHES);
    assert_keeps(&archive, "A thing of beauty");
}

static void digits_make_no_difference_to_a_footer(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "",
        POTHOLES "Share this\nForum notes no. 12, volume 3\n"
                 "© Barset Voice 2006–2020\n");
    add(&archive, "",
        LUNCHES "Share this\nForum notes no. 4, volume 11\n"
                "© Barset Voice 2006–2021\n");
    assert_drops(&archive, 0, "Forum notes no. 12, volume 3", NULL);
}

#define BORROWED                                                               \
    "We will develop Codes of Good Practice on funding, volunteering and "     \
    "consultation within a year of this agreement.\n"

static void a_clause_borrowed_by_neighbours_stays(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "", POTHOLES BORROWED LUNCHES);
    add(&archive, "", BUSES BORROWED GARDENS);
    add(&archive, "", CHOIRS BORROWED);
    add(&archive, "", "# Other\n" BORROWED BUSES);
    assert_keeps(&archive, "We will develop Codes");
}

static void a_borrowed_last_clause_above_a_footer_stays(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "", POTHOLES BORROWED FOOTER);
    add(&archive, "", BUSES BORROWED FOOTER);
    add(&archive, "", CHOIRS);
    assert_keeps(&archive, "We will develop Codes");
    assert_drops(&archive, 0, "A thing of beauty made by Tin Roof", NULL);
}

static void a_borrowed_last_clause_stays_on_one_host_too(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add_page(&archive, "barset.gov.uk", POTHOLES BORROWED FOOTER);
    add_page(&archive, "barset.gov.uk", BUSES BORROWED FOOTER);
    add_page(&archive, "barset.gov.uk", LUNCHES BORROWED FOOTER);
    add_page(&archive, "barset.gov.uk", GARDENS BORROWED FOOTER);
    add_page(&archive, "barset.gov.uk", CHOIRS BORROWED FOOTER);
    assert_keeps(&archive, "We will develop Codes");
}

static void copies_are_one_witness(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "", POTHOLES "See you there\nBring a spade\nAnd a friend\n");
    add(&archive, "", POTHOLES "See you there\nBring a spade\nAnd a friend\n");
    add(&archive, "",
        POTHOLES "Updated\nSee you there\nBring a spade\n"
                 "And a friend\n© Barset Voice 2009\n");
    add(&archive, "", LUNCHES);
    assert_keeps(&archive, "Bring a spade");
    assert_keeps(&archive, "the church and the mill");
}

static void editions_in_one_folder_keep_their_text(void **state) {
    (void)state;
    static const char *const years[] = {"2004", "2007", "2010"};
    static char texts[3][4096];
    struct archive archive = {.count = 0};
    for (size_t i = 0; i < 3; i++) {
        snprintf(texts[i], sizeof texts[i],
                 "# Barset Compact %s\n%s%s%s"
                 "In %s the partners met to look at it once more.\n"
                 "Respect\nHonesty\nOpenness\n",
                 years[i], BORROWED, POTHOLES, LUNCHES, years[i]);
        add(&archive, "barset.gov.uk", texts[i]);
    }
    assert_keeps(&archive, "Honesty");
    assert_keeps(&archive, "We will develop Codes");
}

static void the_headings_of_a_form_stay(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
#define FORM                                                                   \
    "Alternative Options\nThere are no Alternative Options.\nConsultees\n"     \
    "None\nAppendices\nNone\nBackground Papers\nNone\n"
    add(&archive, "barset.gov.uk", POTHOLES FORM);
    add(&archive, "barset.gov.uk", LUNCHES FORM);
    add(&archive, "barset.gov.uk", BUSES FORM);
    add(&archive, "barset.gov.uk", GARDENS FORM);
    add(&archive, "barset.gov.uk", CHOIRS FORM);
    assert_keeps(&archive, "There are no Alternative Options");
    assert_keeps(&archive, "Consultees");
    assert_keeps(&archive, "Background Papers\n\nNone");
}

static void those_who_signed_two_codes_stay(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
#define SIGNED                                                                 \
    "Ann Other, Chair, Barset Forum\nJo Bloggs, Leader of the Council\n"       \
    "Sam Small, Chief Executive, Barset Primary Care Trust\n"
    add(&archive, "", POTHOLES SIGNED);
    add(&archive, "", LUNCHES SIGNED "© Barset Forum 2004\n");
    add(&archive, "", BUSES SIGNED "© Barset Forum 2004\n");
    assert_keeps(&archive, "Ann Other");
    assert_keeps(&archive, "Sam Small");
}

static void the_title_of_a_series_stays(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "", "Minutes of the Compact Group\nMeeting 3\n" POTHOLES);
    add(&archive, "", "Minutes of the Compact Group\nMeeting 4\n" LUNCHES);
    add(&archive, "", "Minutes of the Compact Group\nMeeting 5\n" BUSES);
    add(&archive, "", "Minutes of the Compact Group\nMeeting 6\n" CHOIRS);
    assert_keeps(&archive, "Minutes of the Compact Group");
    assert_keeps(&archive, "Meeting 3");
}

static void a_sites_banner_goes_where_the_host_is_known(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
#define BANNER "Barset District, proud of its people\n"
    add_page(&archive, "barset.gov.uk", BANNER POTHOLES);
    add_page(&archive, "barset.gov.uk", BANNER LUNCHES);
    add_page(&archive, "barset.gov.uk", BANNER BUSES);
    add_page(&archive, "barset.gov.uk", BANNER GARDENS);
    add_page(&archive, "barset.gov.uk", BANNER CHOIRS);
    assert_drops(&archive, 3, "Barset District, proud of its people",
                 "recurs-on-host");
}

static void what_another_host_has_is_no_witness(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "barset.gov.uk", POTHOLES FOOTER);
    add(&archive, "loamshire.gov.uk", LUNCHES FOOTER);
    assert_keeps(&archive, "A thing of beauty");
}

static void a_date_under_a_paper_stays(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "", POTHOLES "Barset\nThe Old Mill\n13 December 2007\n");
    add(&archive, "", LUNCHES "Barset\nThe Old Mill\n2 December 2009\n");
    assert_keeps(&archive, "13 December 2007");
}

static void a_paper_of_nothing_but_what_recurs_is_kept(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "", POTHOLES FOOTER);
    add(&archive, "", LUNCHES FOOTER);
    add(&archive, "", FOOTER);
    struct document *document = describe_from(&archive, 2, 0);
    assert_non_null(strstr(document->text, "the people's forum"));
    document_destroy(document);
}

/* ---- words run together ---- */

/* What paper 0 says in the end. */
static void assert_says(const struct archive *archive, const char *text) {
    struct document *document = describe_from(archive, 0, 0);
    if (!strstr(document->text, text))
        print_error("not in: %s\n", document->text);
    assert_non_null(strstr(document->text, text));
    assert_blocks_sound(document);
    assert_evidence_sound(document);
    document_destroy(document);
}

static void
words_run_together_are_parted_and_the_original_is_kept(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "",
        "# News\nHe met the blog authorI asked and the forumThe "
        "group agreed with the council.The rest went home.\n");
    add(&archive, "",
        "# Old\nThe author of that blog told the forum and the "
        "council, and the rest of them heard it.\n");
    assert_says(&archive, "the blog author I asked and the forum The group "
                          "agreed with the council. The rest");
    struct document *document = describe_from(&archive, 0, 0);
    assert_int_equal(document->mended_count, 3);
    for (size_t i = 0; i < document->mended_count; i++)
        assert_int_equal(document->text[document->mended[i].place], ' ');
    assert_string_equal(document->mended[0].original, "authorI");
    assert_string_equal(document->mended[2].original, "council.The");
    document_destroy(document);
}

static void two_bodies_run_together_come_out_as_two(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "",
        "# Talks\nThe forum has been helping One North "
        "BarsetHealthwatch East and the Loam Network with talks "
        "on health.\nSince then One North Barset have met.\n");
    add(&archive, "",
        "# Other\nThe Barset forum asked Healthwatch for help "
        "with its own affairs in the new year.\n");
    assert_says(&archive, "One North Barset Healthwatch East and");
}

static void a_name_of_one_word_stays_one(void **state) {
    (void)state;
    static const char *const names[] = {
        "BarsetCVS", "ReFRS",     "eConsult", "YouTube",        "McDonald",
        "iPad",      "NAVCAnews", "LinkedIn", "www.Barset.Gov", "JustGiving",
        "openForum", "OneVoice",  "PhD",      "e.g.The"};
    static char text[4096];
    struct archive archive = {.count = 0};
    int size = snprintf(text, sizeof text, "# Names\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        size += snprintf(text + size, sizeof text - (size_t)size,
                         "We read of Our %s here.\n", names[i]);
    add(&archive, "", text);
    add(&archive, "",
        "# Words\nBarset CVS and you and the tube, an e-mail to "
        "consult Donald, the pad, news, linked in, just giving, "
        "open forum, one voice, Our Just, Our One.\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], "JustGiving") != 0 &&
            strcmp(names[i], "OneVoice") != 0)
            assert_says(&archive, names[i]);
}

static void a_form_that_comes_back_is_a_name(void **state) {
    (void)state;
    struct archive archive = {.count = 0};
    add(&archive, "", POTHOLES "We asked Our BarsetVoice today.\n");
    add(&archive, "", LUNCHES "He rang Our BarsetVoice as well.\n");
    add(&archive, "", BUSES "The voice of Our Barset is heard.\n");
    assert_says(&archive, "Our BarsetVoice today");
    archive.count = 0;
    add(&archive, "", POTHOLES "We asked Our BarsetVoice today.\n");
    add(&archive, "", BUSES "The voice of Our Barset is heard.\n");
    assert_says(&archive, "Our Barset Voice today");
}

/* ---- hosts ---- */

static void assert_host(const char *address, const char *path,
                        const char *expected) {
    char host[ARCHIVE_HOST_MAX + 1];
    archive_host(host, address, path);
    assert_string_equal(host, expected);
}

static void a_host_is_the_addresss_or_the_mirrors_folder(void **state) {
    (void)state;
    assert_host("https://WWW.Barset.gov.uk:8080/a/b?c", "a.txt",
                "barset.gov.uk");
    assert_host(NULL, "cvs.barset.example/blog/a.html", "cvs.barset.example");
    assert_host(NULL, "papers/a.txt", "");
    assert_host(NULL, "a.txt", "");
    assert_host(NULL, "2009.12/a.txt", "");
    assert_host("about:blank", ".hidden/a.txt", "");
}

/* ---- packed ---- */

static void an_imprint_comes_back_as_it_was(void **state) {
    (void)state;
    struct concord_error err = {0};
    struct arena arena = {0};
    struct extract extract;
    struct imprint imprint;
    struct imprint back;
    struct buffer packed = BUFFER_INIT(1 << 20);
    struct buffer again = BUFFER_INIT(1 << 20);
    make_extract(&extract, &(struct paper){.text = POTHOLES
                                           "the councilThe forum\n" FOOTER});
    assert_int_equal(
        describer_imprint(fixture_describer, &imprint, &arena, &extract, &err),
        CONCORD_OK);
    imprint_pack(&packed, &imprint);
    assert_true(imprint_view(&back, packed.data, packed.size));
    imprint_pack(&again, &back);
    assert_int_equal(packed.size, again.size);
    assert_memory_equal(packed.data, again.data, again.size);
    for (size_t cut = 0; cut < packed.size; cut++)
        assert_false(imprint_view(&back, packed.data, cut));
    buffer_destroy(&packed);
    buffer_destroy(&again);
    arena_clear(&extract.arena);
    arena_clear(&arena);
}

/* Hold two papers together of which one left this, and clean by what follows
 * from it. */
static void clean_by(const struct imprint *imprint,
                     const struct extract *extract) {
    struct concord_error err = {0};
    struct archive_facts *facts = NULL;
    struct archive_ruling ruling;
    struct document *document = NULL;
    assert_int_equal(archive_facts_create(&facts, &err), CONCORD_OK);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(archive_facts_add(facts, "a.example", imprint, &err),
                         CONCORD_OK);
    assert_int_equal(archive_facts_settle(facts, &err), CONCORD_OK);
    archive_facts_judge(facts, "a.example", imprint, &ruling);
    assert_int_equal(document_create(&document, &err), CONCORD_OK);
    document->id = "0123456789abcdef";
    document->source.path = "paper.txt";
    assert_int_equal(describer_describe_in_archive(fixture_describer, document,
                                                   extract, NULL, &ruling,
                                                   &err),
                     CONCORD_OK);
    assert_blocks_sound(document);
    document_destroy(document);
    archive_facts_destroy(facts);
}

/* Imprints on record may be damaged: what is said of a block or of a place in
 * one is not believed further than the paper goes. */
static void a_garbled_imprint_leads_nowhere_outside_the_paper(void **state) {
    (void)state;
    struct concord_error err = {0};
    struct arena arena = {0};
    struct extract extract;
    struct imprint imprint;
    struct buffer packed = BUFFER_INIT(1 << 20);
    make_extract(&extract, &(struct paper){.text = POTHOLES
                                           "the councilThe forum\n" FOOTER});
    assert_int_equal(
        describer_imprint(fixture_describer, &imprint, &arena, &extract, &err),
        CONCORD_OK);
    imprint_pack(&packed, &imprint);
    for (size_t at = 0; at < packed.size; at++) {
        struct imprint back;
        packed.data[at] = (char)(packed.data[at] ^ 0x55);
        if (imprint_view(&back, packed.data, packed.size))
            clean_by(&back, &extract);
        packed.data[at] = (char)(packed.data[at] ^ 0x55);
    }
    buffer_destroy(&packed);
    arena_clear(&extract.arena);
    arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_footer_of_two_papers_in_five_is_dropped),
        cmocka_unit_test(a_footer_of_plain_lines_is_dropped),
        cmocka_unit_test(a_line_that_one_paper_has_stays),
        cmocka_unit_test(digits_make_no_difference_to_a_footer),
        cmocka_unit_test(a_clause_borrowed_by_neighbours_stays),
        cmocka_unit_test(a_borrowed_last_clause_above_a_footer_stays),
        cmocka_unit_test(a_borrowed_last_clause_stays_on_one_host_too),
        cmocka_unit_test(copies_are_one_witness),
        cmocka_unit_test(editions_in_one_folder_keep_their_text),
        cmocka_unit_test(the_headings_of_a_form_stay),
        cmocka_unit_test(those_who_signed_two_codes_stay),
        cmocka_unit_test(the_title_of_a_series_stays),
        cmocka_unit_test(a_sites_banner_goes_where_the_host_is_known),
        cmocka_unit_test(what_another_host_has_is_no_witness),
        cmocka_unit_test(a_date_under_a_paper_stays),
        cmocka_unit_test(a_paper_of_nothing_but_what_recurs_is_kept),
        cmocka_unit_test(
            words_run_together_are_parted_and_the_original_is_kept),
        cmocka_unit_test(two_bodies_run_together_come_out_as_two),
        cmocka_unit_test(a_name_of_one_word_stays_one),
        cmocka_unit_test(a_form_that_comes_back_is_a_name),
        cmocka_unit_test(a_host_is_the_addresss_or_the_mirrors_folder),
        cmocka_unit_test(an_imprint_comes_back_as_it_was),
        cmocka_unit_test(a_garbled_imprint_leads_nowhere_outside_the_paper),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
