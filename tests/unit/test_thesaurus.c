/* test_thesaurus.c - what words stand for, by the schema and by the archive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/thesaurus.h"
#include "engine_fixture.h"

static const struct fixture_record records[] = {
    {"acronym/00000000",
     "{\"acronym\":\"ACT\",\"expansion\":\"Archway Care Trust\",\"count\":3}"},
    {"acronym/00000001",
     "{\"acronym\":\"BVF\",\"expansion\":\"Barset Voluntary "
     "Forum\",\"count\":10}"},
    {"acronym/00000002",
     "{\"acronym\":\"BVF\",\"expansion\":\"Board for Volunteer "
     "Futures\",\"count\":2}"},
    {"acronym/00000003", "{\"acronym\":\"BVF\",\"expansion\":\"Borough Village "
                         "Fete\",\"count\":1}"},
    {"acronym/00000004", "{\"acronym\":\"MM\",\"expansion\":\"Mean "
                         "Aim\",\"count\":1}"},
    {"acronym/00000005", "{\"acronym\":\"MM\",\"expansion\":\"Mean "
                         "Bim\",\"count\":1}"},
    {"acronym/00000006", "{\"acronym\":\"MM\",\"expansion\":\"Mean "
                         "Cim\",\"count\":1}"},
    {"acronym/00000007", "{\"acronym\":\"MM\",\"expansion\":\"Mean "
                         "Dim\",\"count\":1}"},
    {"acronym/00000008", "{\"acronym\":\"MM\",\"expansion\":\"Mean "
                         "Eim\",\"count\":1}"},
    {"acronym/00000009", "{\"acronym\":\"PCT\",\"expansion\":\"Primary Care "
                         "Trusts\",\"count\":9}"},
    {"acronym/00000010",
     "{\"acronym\":\"TS\",\"expansion\":\"third sector\",\"count\":2}"},
    {"acronym/00000011", "[\"no acronym\"]"},
    {NULL, NULL}};

static struct fixture fixture;
static struct index_reader *reader;

static int set_up(void **state) {
    (void)state;
    fixture_create(&fixture);
    fixture.records = records;
    reader = fixture_index(&fixture, NULL, 0);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    index_reader_close(reader);
    fixture_destroy(&fixture);
    return 0;
}

static const struct thesaurus_entry *find(const char *text) {
    char copy[128];
    const char *words[16];
    size_t count = 0;
    snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
        words[count++] = word;
    return thesaurus_find(generation_thesaurus(index_reader_generation(reader)),
                          index_reader_stemmer(reader), words, count);
}

/* What `text` stands for, joined by ", ". */
static void assert_terms(const char *text, const char *expected) {
    const struct thesaurus_entry *entry = find(text);
    char found[512] = "";
    for (size_t i = 0; entry && i < entry->term_count; i++) {
        size_t size = strlen(found);
        snprintf(found + size, sizeof found - size, "%s%s", i ? ", " : "",
                 entry->terms[i].text);
    }
    assert_string_equal(found, expected);
}

static void an_acronym_stands_for_its_words_and_they_for_it(void **state) {
    (void)state;
    assert_terms("lsp", "local strategic partnership");
    assert_terms("lsps", "local strategic partnership");
    assert_terms("local strategic partnerships", "lsp");
    assert_terms("local strategic", "");
    assert_terms("strategic", "");
    assert_terms("", "");
}

static void what_the_archive_writes_out_is_known(void **state) {
    (void)state;
    assert_terms("barset voluntary forum", "bvf");
    assert_int_equal(find("bvf")->terms[0].sources, THESAURUS_ACRONYMS);
}

static void meanings_that_few_papers_have_are_left_out(void **state) {
    (void)state;
    assert_terms("bvf", "barset voluntary forum, board for volunteer futures");
    assert_terms("borough village fete", "");
    assert_int_equal(find("mm")->term_count, THESAURUS_MEANINGS_MAX);
}

static void meanings_of_an_acronym_do_not_stand_for_each_other(void **state) {
    (void)state;
    assert_terms("barset voluntary forum", "bvf");
    assert_terms("council for voluntary service", "cvs");
}

static void a_plain_word_is_no_acronym(void **state) {
    (void)state;
    assert_terms("act", "");
    assert_terms("archway care trust", "");
}

static void the_same_term_from_two_places_is_one(void **state) {
    (void)state;
    assert_terms("pct", "primary care trust");
    assert_terms("primary care trust", "pct");
}

static void synonyms_stand_for_each_other(void **state) {
    (void)state;
    const struct thesaurus_entry *entry = find("third sector");
    bool found = false;
    assert_non_null(entry);
    for (size_t i = 0; i < entry->term_count; i++)
        found =
            found || (strcmp(entry->terms[i].text, "voluntary sector") == 0 &&
                      entry->terms[i].sources == THESAURUS_SYNONYMS);
    assert_true(found);
    assert_non_null(find("voluntary sector"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_acronym_stands_for_its_words_and_they_for_it),
        cmocka_unit_test(what_the_archive_writes_out_is_known),
        cmocka_unit_test(meanings_that_few_papers_have_are_left_out),
        cmocka_unit_test(meanings_of_an_acronym_do_not_stand_for_each_other),
        cmocka_unit_test(a_plain_word_is_no_acronym),
        cmocka_unit_test(the_same_term_from_two_places_is_one),
        cmocka_unit_test(synonyms_stand_for_each_other),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
