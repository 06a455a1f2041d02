/* test_metadata.c - claims about what people say of papers: how it is read,
 * what is warned of, which of two words counts, and what a document becomes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "corpus/metadata.h"
#include "describe_fixture.h"

#define PROSE                                                                  \
    "The parties to this agreement will meet in every year to see "            \
    "how it has been kept and what is to be done better.\n"

struct words {
    struct arena arena;
    struct metadata metadata;
    struct metadata_warnings warnings;
};

static void clear_words(struct words *words) {
    metadata_warnings_clear(&words->warnings);
    arena_clear(&words->arena);
}

static struct words read_words(enum metadata_source source, const char *text) {
    struct words words = {0};
    struct concord_error err = {0};
    if (metadata_read(&words.metadata, &words.arena, source, "a.md", text,
                      strlen(text), fixture_schema, &words.warnings,
                      &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    return words;
}

/* The values of a key, parted by " + ", or "-" when it is not given. */
static void assert_said(const struct metadata *metadata, const char *key,
                        const char *expected) {
    char found[1024] = "";
    const struct metadata_entry *entry = metadata_find(metadata, key);
    for (size_t i = 0; entry && i < entry->value_count; i++) {
        if (i > 0)
            strncat(found, " + ", sizeof found - strlen(found) - 1);
        strncat(found, entry->values[i].value,
                sizeof found - strlen(found) - 1);
    }
    assert_string_equal(entry ? found : "-", expected);
}

static void assert_read(const char *text, const char *key,
                        const char *expected) {
    struct words words = read_words(METADATA_SIDECAR, text);
    if (words.warnings.count > 0)
        fail_msg("%s", words.warnings.texts[0]);
    assert_said(&words.metadata, key, expected);
    clear_words(&words);
}

/* One warning, which begins so, and no value for the key. */
static void assert_warned(const char *text, const char *key,
                          const char *beginning) {
    struct words words = read_words(METADATA_SIDECAR, text);
    assert_int_equal(words.warnings.count, 1);
    if (strncmp(words.warnings.texts[0], beginning, strlen(beginning)) != 0)
        fail_msg("%s", words.warnings.texts[0]);
    assert_said(&words.metadata, key, "-");
    clear_words(&words);
}

/* ---- values ---- */

static void a_value_is_known_by_name_or_label(void **state) {
    (void)state;
    assert_read("sector: local-government", "sector", "local-government");
    assert_read("sector: Local Government", "sector", "local-government");
    assert_read("sector: ' local_GOVERNMENT'", "sector", "local-government");
    assert_read("topic: [Employment & Skills, funding]", "topic",
                "employment-and-skills + funding");
    assert_read("region: Yorkshire and the Humber", "region",
                "yorkshire-and-the-humber");
    assert_read("Type: Local compact", "type", "local-compact");
}

static void one_value_and_a_list_of_one_are_alike(void **state) {
    (void)state;
    assert_read("title: A", "title", "A");
    assert_read("title: [A]", "title", "A");
    assert_read("creator:\n  - A\n  - B", "creator", "A + B");
}

static void a_place_is_known_by_path_or_name(void **state) {
    (void)state;
    assert_read("place: west-midlands/herefordshire", "place",
                "west-midlands/herefordshire");
    assert_read("place: Herefordshire", "place", "west-midlands/herefordshire");
    assert_read("place: [COVENTRY]", "place", "west-midlands/coventry");
}

static void a_name_that_several_places_have_is_none(void **state) {
    size_t shared = 0;
    (void)state;
    for (size_t i = 1; i < schema_place_count(fixture_schema); i++)
        for (size_t j = 0; j < i && shared == 0; j++)
            if (strcmp(schema_place(fixture_schema, i)->name,
                       schema_place(fixture_schema, j)->name) == 0 &&
                strcmp(schema_place(fixture_schema, i)->kind, "town") == 0 &&
                strcmp(schema_place(fixture_schema, j)->kind, "town") == 0)
                shared = i;
    char text[200];
    char path[200];
    assert_int_not_equal(shared, 0);
    snprintf(text, sizeof text, "place: %s",
             schema_place(fixture_schema, shared)->name);
    snprintf(path, sizeof path, "place: %s",
             schema_place(fixture_schema, shared)->path);
    assert_warned(text, "place", "a.md:1: several places are called '");
    assert_read(path, "place", path + strlen("place: "));
}

static void dates_are_read_as_people_write_them(void **state) {
    static const char *const dates[][2] = {
        {"2013-09-19", "2013-09-19"},
        {"19 September 2013", "2013-09-19"},
        {"Thursday 19th September, 2013", "2013-09-19"},
        {"19/09/2013", "2013-09-19"},
        {"2013-09-19T10:00:00+01:00", "2013-09-19"},
        {"September 2013", "2013-09"},
        {"2013", "2013"},
        {"'[2011-04-06..2012-09-04]'", "[2011-04-06..2012-09-04]"},
        {"'[2011-04-06..]'", "[2011-04-06..]"}};
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        char text[100];
        snprintf(text, sizeof text, "date: %s", dates[i][0]);
        assert_read(text, "date", dates[i][1]);
    }
}

static void people_may_have_roles(void **state) {
    (void)state;
    struct words words = read_words(
        METADATA_SIDECAR,
        "people:\n  - Jane Doe\n  - {name: John Roe, role: Chair,\n"
        "     organisation: Barset CVS}\ncreator: {name: A, kind: person}\n");
    assert_int_equal(words.warnings.count, 0);
    const struct metadata_entry *people =
        metadata_find(&words.metadata, "people");
    assert_int_equal(people->value_count, 2);
    assert_null(people->values[0].role);
    assert_string_equal(people->values[1].value, "John Roe");
    assert_string_equal(people->values[1].role, "Chair");
    assert_string_equal(people->values[1].organisation, "Barset CVS");
    assert_int_equal(people->values[1].line, 3);
    clear_words(&words);
}

static void text_is_cleaned(void **state) {
    (void)state;
    assert_read("title: \"Cafe\\u0301 \\n and  tea\"", "title", "Café and tea");
}

/* ---- warnings ---- */

static void an_unknown_key_costs_itself_only(void **state) {
    (void)state;
    struct words words =
        read_words(METADATA_FRONT_MATTER, "---\nlayout: post\ntitle: A\n");
    assert_int_equal(words.warnings.count, 1);
    assert_string_equal(
        words.warnings.texts[0],
        "a.md:2: unknown key 'layout'; known are id, title, date, people, "
        "organisations, creator, publisher, address, rights, supersedes, type, "
        "region, place, sector, topic");
    assert_said(&words.metadata, "title", "A");
    clear_words(&words);
}

static void an_unknown_value_costs_itself_only(void **state) {
    (void)state;
    struct words words =
        read_words(METADATA_SIDECAR, "topic:\n  - funding\n  - fund-raising\n");
    assert_int_equal(words.warnings.count, 1);
    const char *expected = "a.md:3: unknown topic 'fund-raising'; known are ";
    assert_memory_equal(words.warnings.texts[0], expected, strlen(expected));
    assert_non_null(strstr(words.warnings.texts[0], "full-cost-recovery"));
    assert_said(&words.metadata, "topic", "funding");
    clear_words(&words);
}

static void every_faulty_value_is_warned_of(void **state) {
    (void)state;
    assert_warned("date: last spring", "date", "a.md:1: 'last spring' is no ");
    assert_warned("date: 31 February 2007", "date", "a.md:1: '31 February");
    assert_warned("date: agreed 1 April 2007", "date", "a.md:1: 'agreed 1");
    assert_warned("place: Atlantis", "place", "a.md:1: unknown place 'Atl");
    assert_warned("address: barset.example", "address", "a.md:1: 'barset");
    assert_warned("id: a/b", "id", "a.md:1: 'a/b' is no id; ");
    assert_warned("id: a b", "id", "a.md:1: 'a b' is no id; ");
    assert_warned("id: ..", "id", "a.md:1: '..' is no id; ");
    assert_warned("title:", "title", "a.md:1: 'title' has no value; ");
    assert_warned("title: ''", "title", "a.md:1: 'title' has no value; ");
    assert_warned("title: {a: b}", "title", "a.md:1: a value of 'title' is ");
    assert_warned("people: [{role: Chair}]", "people", "a.md:1: one of 'peo");
    assert_warned("year: 2007", "year", "a.md:1: unknown key 'year'");
    assert_warned("- a\n- b\n", "title", "a.md:1: there are no keys here; ");
    assert_warned("withdraw: true", "withdraw", "a.md:1: 'withdraw' counts ");
}

static void of_two_values_for_one_the_first_counts(void **state) {
    (void)state;
    struct words words =
        read_words(METADATA_SIDECAR, "title: [A, B]\ndate: 2007\ndate: 2008\n");
    assert_int_equal(words.warnings.count, 2);
    assert_string_equal(words.warnings.texts[0],
                        "a.md:1: 'title' has several values; the first one "
                        "counts");
    assert_string_equal(words.warnings.texts[1],
                        "a.md:3: 'date' is given twice; the first one counts");
    assert_said(&words.metadata, "title", "A");
    assert_said(&words.metadata, "date", "2007");
    clear_words(&words);
}

static void broken_yaml_is_one_warning(void **state) {
    (void)state;
    assert_warned("---\ntitle: Compact: a guide\n", "title", "a.md:2: ");
}

static void a_title_that_is_too_long_is_cut(void **state) {
    char text[1000] = "title: x";
    (void)state;
    for (unsigned i = 0; i < 300; i++)
        strcat(text, "é");
    struct words words = read_words(METADATA_SIDECAR, text);
    assert_int_equal(words.warnings.count, 1);
    const struct metadata_entry *title =
        metadata_find(&words.metadata, "title");
    assert_int_equal(strlen(title->values[0].value), DOCUMENT_TITLE_MAX - 1);
    clear_words(&words);
}

static void no_metadata_is_no_fault(void **state) {
    struct words words = {0};
    struct concord_error err = {0};
    (void)state;
    assert_int_equal(metadata_read(&words.metadata, &words.arena,
                                   METADATA_SIDECAR, "a.md", NULL, 0,
                                   fixture_schema, &words.warnings, &err),
                     CONCORD_OK);
    assert_int_equal(words.metadata.count, 0);
    words = read_words(METADATA_SIDECAR, "");
    assert_int_equal(words.metadata.count + words.warnings.count, 0);
    assert_null(metadata_id(&words.metadata));
    assert_null(metadata_address(&words.metadata));
    clear_words(&words);
}

/* ---- merging ---- */

static void of_each_key_the_last_layer_counts(void **state) {
    struct arena arena = {0};
    struct metadata merged;
    struct concord_error err = {0};
    (void)state;
    struct words front =
        read_words(METADATA_FRONT_MATTER, "title: A\ndate: 2001\nid: one\n");
    struct words sidecar =
        read_words(METADATA_SIDECAR, "date: 2002\nplace: Coventry\n");
    struct words override = read_words(METADATA_OVERRIDE, "date: 2003\n");
    const struct metadata *const layers[] = {&front.metadata, &sidecar.metadata,
                                             NULL, &override.metadata};
    assert_int_equal(metadata_merge(&merged, &arena, layers, 4, &err),
                     CONCORD_OK);
    assert_int_equal(merged.count, 4);
    assert_said(&merged, "title", "A");
    assert_said(&merged, "date", "2003");
    assert_said(&merged, "place", "west-midlands/coventry");
    assert_string_equal(metadata_id(&merged), "one");
    assert_int_equal(metadata_find(&merged, "date")->source, METADATA_OVERRIDE);
    arena_clear(&arena);
    clear_words(&front);
    clear_words(&sidecar);
    clear_words(&override);
}

static void an_unknown_value_does_not_hide_a_weaker_one(void **state) {
    struct arena arena = {0};
    struct metadata merged;
    struct concord_error err = {0};
    (void)state;
    struct words front = read_words(METADATA_FRONT_MATTER, "type: blog\n");
    struct words sidecar = read_words(METADATA_SIDECAR, "type: weblog\n");
    const struct metadata *const layers[] = {&front.metadata,
                                             &sidecar.metadata};
    assert_int_equal(metadata_merge(&merged, &arena, layers, 2, &err),
                     CONCORD_OK);
    assert_said(&merged, "type", "blog");
    arena_clear(&arena);
    clear_words(&front);
    clear_words(&sidecar);
}

/* ---- documents ---- */

static struct document *describe_with(const char *text, const char *yaml) {
    struct words words = read_words(METADATA_SIDECAR, yaml);
    struct paper paper = {.text = text};
    struct extract extract;
    struct document *document = NULL;
    struct concord_error err = {0};
    make_extract(&extract, &paper);
    assert_int_equal(document_create(&document, &err), CONCORD_OK);
    document->id = "0123456789abcdef";
    document->source.path = "paper.txt";
    assert_int_equal(describer_describe(fixture_describer, document, &extract,
                                        &words.metadata, &err),
                     CONCORD_OK);
    arena_clear(&extract.arena);
    clear_words(&words);
    return document;
}

static const char herefordshire[] =
    "# Herefordshire Compact\n"
    "This Compact was agreed on 1 April 2007 by Herefordshire Council.\n" PROSE
    "## Funding\nHerefordshire Council will pay voluntary organisations in "
    "time.\n";

/* Where the first evidence for a facet stands; the count without any. */
static size_t find_evidence(const struct document *document,
                            const char *facet) {
    size_t i = 0;
    while (i < document->evidence_count &&
           strcmp(document->evidence[i].facet, facet) != 0)
        i++;
    return i;
}

static void people_are_right_where_they_speak(void **state) {
    (void)state;
    struct document *document = describe_with(
        herefordshire, "title: Our paper\ntype: Guidance\ndate: 19 May 2001\n"
                       "topic: [transparency]\n");
    assert_string_equal(document->title, "Our paper");
    assert_false(document->title_supplied);
    assert_values(document, "type", "guidance");
    assert_values(document, "topic", "transparency");
    assert_date(document, "2001-05-19", CERTAINTY_STATED);
    assert_values(document, "year", "2001");
    assert_values(document, "place", "west-midlands/herefordshire");
    assert_evidence_sound(document);
    size_t at = find_evidence(document, "date");
    assert_true(at < document->evidence_count);
    const struct evidence *evidence = &document->evidence[at];
    assert_int_equal(evidence->source, EVIDENCE_METADATA);
    assert_int_equal(evidence->certainty, CERTAINTY_STATED);
    assert_string_equal(evidence->rule, "sidecar");
    assert_string_equal(evidence->quote, "19 May 2001");
    assert_string_equal(evidence->value, "2001-05-19");
    document_destroy(document);
}

static void a_place_brings_those_above_it_and_its_region(void **state) {
    (void)state;
    struct document *document = describe_with(
        herefordshire, "place: yorkshire-and-the-humber/north-yorkshire/"
                       "scarborough\n");
    assert_values(document, "place",
                  "yorkshire-and-the-humber/north-yorkshire/scarborough "
                  "yorkshire-and-the-humber/north-yorkshire");
    assert_values(document, "region", "yorkshire-and-the-humber");
    assert_evidence_sound(document);
    document_destroy(document);
}

static void a_given_region_is_not_the_places(void **state) {
    (void)state;
    struct document *document =
        describe_with(herefordshire, "place: Coventry\nregion: England\n");
    assert_values(document, "place", "west-midlands/coventry");
    assert_values(document, "region", "england");
    document_destroy(document);
    document = describe_with(herefordshire, "region: London\n");
    assert_values(document, "region", "london");
    assert_values(document, "place", "");
    assert_evidence_sound(document);
    document_destroy(document);
    document = describe_with(herefordshire, "region: England\n");
    assert_values(document, "place", "west-midlands/herefordshire");
    document_destroy(document);
}

static void an_empty_list_takes_away(void **state) {
    (void)state;
    struct document *document =
        describe_with(herefordshire, "place: []\ndate: []\ntitle: []\n");
    assert_values(document, "place", "");
    assert_values(document, "year", "");
    assert_date(document, "", CERTAINTY_UNKNOWN);
    assert_string_equal(document->title, "Herefordshire Compact");
    assert_int_equal(find_evidence(document, "date"), document->evidence_count);
    assert_int_equal(find_evidence(document, "place"),
                     document->evidence_count);
    document_destroy(document);
}

static void a_date_of_several_years_has_no_year(void **state) {
    (void)state;
    struct document *document =
        describe_with(herefordshire, "date: '[2007-04-01..2008-03-31]'\n");
    assert_date(document, "[2007-04-01..2008-03-31]", CERTAINTY_STATED);
    assert_values(document, "year", "");
    document_destroy(document);
    document = describe_with(herefordshire, "date: '[2011-04-06..]'\n");
    assert_date(document, "[2011-04-06..]", CERTAINTY_UNKNOWN);
    document_destroy(document);
}

static void a_title_in_brackets_is_supplied(void **state) {
    (void)state;
    struct document *document =
        describe_with(herefordshire, "title: '[Letter to funders]'\n");
    assert_string_equal(document->title, "Letter to funders");
    assert_true(document->title_supplied);
    document_destroy(document);
}

static void a_supplied_title_is_made_of_what_people_say(void **state) {
    (void)state;
    struct document *document = describe_with(
        "- To write to each other before deciding, and to say why it was.\n",
        "type: code-of-practice\nplace: Coventry\n");
    assert_true(document->title_supplied);
    assert_non_null(strstr(document->title, "Coventry"));
    document_destroy(document);
}

static void names_are_the_documents(void **state) {
    (void)state;
    struct document *document = describe_with(
        herefordshire,
        "creator: [{name: Jane Doe, kind: person}, Jane Doe]\n"
        "publisher: Barset Press\nrights: Crown copyright\n"
        "people: [{name: John Roe, role: Chair, organisation: Barset CVS}]\n"
        "organisations: [{name: Barset CVS, acronym: BCVS}]\n"
        "supersedes: [Barset Compact 2004]\n"
        "address: https://barset.example/compact\n");
    assert_values(document, "creator", "Jane Doe");
    assert_values(document, "person", "John Roe");
    assert_values(document, "organisation", "Barset CVS");
    json_t *json = document_to_json(document, fixture_schema);
    assert_null(json_object_get(json, "person"));
    assert_null(json_object_get(json, "organisation"));
    json_t *expected = json_pack(
        "{s[{ssss}]ssss s[{sssssssb}] s[{sssnsnsbsbs[]s[]}]}", "creator",
        "name", "Jane Doe", "kind", "person", "publisher", "Barset Press",
        "rights", "Crown copyright", "people", "name", "John Roe", "role",
        "Chair", "organisation", "Barset CVS", "signatory", 0, "organisations",
        "name", "Barset CVS", "acronym", "kind", "party", 0, "signed", 0,
        "successors", "predecessors");
    json_t *body =
        json_array_get(json_object_get(expected, "organisations"), 0);
    json_object_set_new(body, "acronym", json_string("BCVS"));
    const char *key;
    json_t *value;
    json_object_foreach(expected, key, value) {
        assert_true(json_equal(json_object_get(json, key), value));
    }
    json_t *relation = json_array_get(json_object_get(json, "relations"), 0);
    assert_string_equal(json_string_value(json_object_get(relation, "type")),
                        "supersedes");
    assert_string_equal(json_string_value(json_object_get(
                            json_object_get(relation, "object"), "title")),
                        "Barset Compact 2004");
    assert_string_equal(document->source.address,
                        "https://barset.example/compact");
    json_decref(expected);
    json_decref(json);
    document_destroy(document);
}

static void describing_without_metadata_changes_nothing(void **state) {
    (void)state;
    struct document *document = describe_with(herefordshire, "");
    struct document *plain = describe_text(herefordshire);
    json_t *left = document_to_json(document, fixture_schema);
    json_t *right = document_to_json(plain, fixture_schema);
    json_object_del(left, "source");
    json_object_del(right, "source");
    assert_true(json_equal(left, right));
    json_decref(left);
    json_decref(right);
    document_destroy(document);
    document_destroy(plain);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_known_by_name_or_label),
        cmocka_unit_test(one_value_and_a_list_of_one_are_alike),
        cmocka_unit_test(a_place_is_known_by_path_or_name),
        cmocka_unit_test(a_name_that_several_places_have_is_none),
        cmocka_unit_test(dates_are_read_as_people_write_them),
        cmocka_unit_test(people_may_have_roles),
        cmocka_unit_test(text_is_cleaned),
        cmocka_unit_test(an_unknown_key_costs_itself_only),
        cmocka_unit_test(an_unknown_value_costs_itself_only),
        cmocka_unit_test(every_faulty_value_is_warned_of),
        cmocka_unit_test(of_two_values_for_one_the_first_counts),
        cmocka_unit_test(broken_yaml_is_one_warning),
        cmocka_unit_test(a_title_that_is_too_long_is_cut),
        cmocka_unit_test(no_metadata_is_no_fault),
        cmocka_unit_test(of_each_key_the_last_layer_counts),
        cmocka_unit_test(an_unknown_value_does_not_hide_a_weaker_one),
        cmocka_unit_test(people_are_right_where_they_speak),
        cmocka_unit_test(a_place_brings_those_above_it_and_its_region),
        cmocka_unit_test(a_given_region_is_not_the_places),
        cmocka_unit_test(an_empty_list_takes_away),
        cmocka_unit_test(a_date_of_several_years_has_no_year),
        cmocka_unit_test(a_title_in_brackets_is_supplied),
        cmocka_unit_test(a_supplied_title_is_made_of_what_people_say),
        cmocka_unit_test(names_are_the_documents),
        cmocka_unit_test(describing_without_metadata_changes_nothing),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
