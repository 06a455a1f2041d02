/* test_document.c - claims about a document and its JSON. The vocabularies
 * are the real ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "schema/document.h"

struct fixture {
    struct schema *schema;
    struct document *document;
    unsigned type;
    unsigned place;
};

static int open_schema(void **state) {
    static struct fixture fixture;
    struct concord_error err = {0};
    if (schema_load(&fixture.schema, CONCORD_ROOT "/schema/data", &err) !=
        CONCORD_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    fixture.type = (unsigned)schema_find_facet(fixture.schema, "type");
    fixture.place = (unsigned)schema_find_facet(fixture.schema, "place");
    *state = &fixture;
    return 0;
}

static int close_schema(void **state) {
    struct fixture *fixture = *state;
    schema_destroy(fixture->schema);
    return 0;
}

static int create(void **state) {
    struct fixture *fixture = *state;
    struct concord_error err = {0};
    enum concord_status status = document_create(&fixture->document, &err);
    if (status == CONCORD_OK) {
        fixture->document->id = "a1";
        fixture->document->title = "Herefordshire Compact";
        fixture->document->text = "Here follows the compact.";
        fixture->document->text_size = 25;
    }
    return status == CONCORD_OK ? 0 : -1;
}

static int destroy(void **state) {
    struct fixture *fixture = *state;
    document_destroy(fixture->document);
    return 0;
}

static void add_value(struct document *document, unsigned facet,
                      const char *value) {
    struct concord_error err = {0};
    assert_int_equal(document_add_value(document, facet, value, &err),
                     CONCORD_OK);
}

static json_t *to_json(const struct fixture *fixture) {
    json_t *json = document_to_json(fixture->document, fixture->schema);
    assert_non_null(json);
    return json;
}

static void assert_text(const json_t *object, const char *key,
                        const char *expected) {
    const json_t *value = json_object_get(object, key);
    assert_non_null(value);
    if (expected)
        assert_string_equal(json_string_value(value), expected);
    else
        assert_true(json_is_null(value));
}

static void a_new_document_is_undated_and_unknown(void **state) {
    const struct fixture *fixture = *state;
    assert_true(edtf_is_undated(fixture->document->date));
    assert_int_equal(fixture->document->date_certainty, CERTAINTY_UNKNOWN);
}

static void a_value_given_twice_is_held_once(void **state) {
    struct fixture *fixture = *state;
    add_value(fixture->document, fixture->type, "letter");
    add_value(fixture->document, fixture->type, "blog");
    add_value(fixture->document, fixture->type, "letter");
    assert_int_equal(fixture->document->value_count, 2);
    assert_string_equal(fixture->document->values[0].value, "letter");
}

static void the_same_value_of_two_facets_is_two_values(void **state) {
    struct fixture *fixture = *state;
    add_value(fixture->document, 3, "health");
    assert_false(document_has_value(fixture->document, 4, "health"));
    add_value(fixture->document, 4, "health");
    assert_int_equal(fixture->document->value_count, 2);
}

static void a_value_is_copied(void **state) {
    struct fixture *fixture = *state;
    char value[] = "letter";
    add_value(fixture->document, fixture->type, value);
    value[0] = 'x';
    assert_true(document_has_value(fixture->document, fixture->type, "letter"));
}

static void evidence_quotes_what_stands_in_the_text(void **state) {
    struct fixture *fixture = *state;
    struct concord_error err = {0};
    assert_int_equal(document_add_evidence(fixture->document, "type",
                                           "local-compact", CERTAINTY_STATED,
                                           "cue", 17, 24, &err),
                     CONCORD_OK);
    const struct evidence *evidence = fixture->document->evidence;
    assert_string_equal(evidence->quote, "compact");
    assert_int_equal(evidence->source, EVIDENCE_TEXT);
    assert_int_equal(evidence->start, 17);
    assert_int_equal(evidence->end, 24);
}

static void evidence_outside_the_text_is_refused(void **state) {
    struct fixture *fixture = *state;
    struct concord_error err = {0};
    assert_int_equal(document_add_evidence(fixture->document, "type", "letter",
                                           CERTAINTY_STATED, "cue", 20, 26,
                                           &err),
                     CONCORD_INTERNAL);
    assert_int_equal(document_add_evidence(fixture->document, "type", "letter",
                                           CERTAINTY_STATED, "cue", 9, 8, &err),
                     CONCORD_INTERNAL);
    assert_int_equal(fixture->document->evidence_count, 0);
}

static void json_has_every_key_of_the_contract(void **state) {
    struct fixture *fixture = *state;
    static const char *const keys[] = {
        "id",         "title",   "title_supplied", "type",
        "date",       "dates",   "region",         "place",
        "places",     "sector",  "topic",          "creator",
        "publisher",  "rights",  "people",         "organisations",
        "quotations", "clauses", "relations",      "evidence",
        "acronyms",   "source",  "variants",       "editions"};
    json_t *json = to_json(fixture);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!json_object_get(json, keys[i]))
            fail_msg("no key %s", keys[i]);
    assert_int_equal(json_object_size(json), sizeof keys / sizeof *keys);
    json_decref(json);
}

static void json_of_an_undated_document_has_nulls(void **state) {
    json_t *json = to_json(*state);
    const json_t *date = json_object_get(json, "date");
    assert_text(date, "value", NULL);
    assert_text(date, "earliest", NULL);
    assert_text(date, "latest", NULL);
    assert_text(date, "year", NULL);
    assert_text(date, "certainty", "unknown");
    json_decref(json);
}

static void json_of_a_month_has_its_bounds_and_its_year(void **state) {
    struct fixture *fixture = *state;
    fixture->document->date = edtf_month(2007, 4);
    fixture->document->date_certainty = CERTAINTY_STATED;
    json_t *json = to_json(fixture);
    const json_t *date = json_object_get(json, "date");
    assert_text(date, "value", "2007-04");
    assert_text(date, "earliest", "2007-04-01");
    assert_text(date, "latest", "2007-04-30");
    assert_int_equal(json_integer_value(json_object_get(date, "year")), 2007);
    assert_text(date, "certainty", "stated");
    json_decref(json);
}

static void json_of_a_half_open_date_has_no_year(void **state) {
    struct fixture *fixture = *state;
    assert_true(edtf_parse(&fixture->document->date, "[2011-04-06..]"));
    json_t *json = to_json(fixture);
    const json_t *date = json_object_get(json, "date");
    assert_text(date, "value", "[2011-04-06..]");
    assert_text(date, "earliest", "2011-04-06");
    assert_text(date, "latest", NULL);
    assert_text(date, "year", NULL);
    json_decref(json);
}

static void json_lists_the_main_type_first(void **state) {
    struct fixture *fixture = *state;
    add_value(fixture->document, fixture->type, "news");
    add_value(fixture->document, fixture->place, "west-midlands/herefordshire");
    add_value(fixture->document, fixture->type, "blog");
    json_t *json = to_json(fixture);
    const json_t *types = json_object_get(json, "type");
    assert_int_equal(json_array_size(types), 2);
    assert_string_equal(json_string_value(json_array_get(types, 0)), "news");
    assert_string_equal(json_string_value(json_array_get(types, 1)), "blog");
    json_decref(json);
}

static void json_names_the_places(void **state) {
    struct fixture *fixture = *state;
    add_value(fixture->document, fixture->place, "west-midlands/herefordshire");
    json_t *json = to_json(fixture);
    const json_t *places = json_object_get(json, "places");
    assert_int_equal(json_array_size(places), 1);
    const json_t *place = json_array_get(places, 0);
    assert_text(place, "value", "west-midlands/herefordshire");
    assert_text(place, "name", "Herefordshire");
    assert_text(place, "gss", "E06000019");
    assert_text(place, "role", "subject");
    json_decref(json);
}

static void json_of_a_place_unknown_to_the_gazetteer_has_no_code(void **state) {
    struct fixture *fixture = *state;
    add_value(fixture->document, fixture->place, "west-midlands/nowhere");
    json_t *json = to_json(fixture);
    const json_t *place = json_array_get(json_object_get(json, "places"), 0);
    assert_text(place, "name", "west-midlands/nowhere");
    assert_text(place, "gss", NULL);
    json_decref(json);
}

static void json_gives_offsets_to_evidence_of_the_text_only(void **state) {
    struct fixture *fixture = *state;
    struct concord_error err = {0};
    document_add_evidence(fixture->document, "type", "local-compact",
                          CERTAINTY_DERIVED, "cue", 0, 4, &err);
    document_add_outside_evidence(fixture->document, "date", "2007",
                                  EVIDENCE_ADDRESS, CERTAINTY_STATED,
                                  "address-date", NULL, &err);
    json_t *json = to_json(fixture);
    const json_t *list = json_object_get(json, "evidence");
    assert_int_equal(json_array_size(list), 2);
    const json_t *text = json_array_get(list, 0);
    assert_text(text, "source", "text");
    assert_text(text, "quote", "Here");
    assert_text(text, "certainty", "derived");
    assert_int_equal(json_integer_value(json_object_get(text, "end")), 4);
    const json_t *address = json_array_get(list, 1);
    assert_text(address, "source", "address");
    assert_text(address, "quote", NULL);
    assert_text(address, "start", NULL);
    json_decref(json);
}

static void a_path_that_is_not_utf8_is_mended_in_json(void **state) {
    struct fixture *fixture = *state;
    fixture->document->source.path = "caf\xE9/\xED\xA0\x80.txt";
    json_t *json = to_json(fixture);
    assert_text(json_object_get(json, "source"), "path",
                "caf\xEF\xBF\xBD/\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD.txt");
    json_decref(json);
}

static void boilerplate_stands_apart_from_the_document(void **state) {
    struct fixture *fixture = *state;
    struct dropped_block dropped[] = {{"Share this", "share-links"}};
    fixture->document->dropped = dropped;
    fixture->document->dropped_count = 1;
    json_t *json = to_json(fixture);
    assert_null(json_object_get(json, "boilerplate"));
    json_decref(json);
    json_t *list = document_boilerplate_to_json(fixture->document);
    assert_int_equal(json_array_size(list), 1);
    assert_text(json_array_get(list, 0), "text", "Share this");
    assert_text(json_array_get(list, 0), "rule", "share-links");
    json_decref(list);
}

static void sources_of_evidence_have_names(void **state) {
    (void)state;
    for (int i = EVIDENCE_TEXT; i <= EVIDENCE_SCHEMA; i++)
        assert_non_null(evidence_source_name((enum evidence_source)i));
}

#define DOCUMENT_TEST(name)                                                    \
    cmocka_unit_test_setup_teardown(name, create, destroy)

int main(void) {
    const struct CMUnitTest tests[] = {
        DOCUMENT_TEST(a_new_document_is_undated_and_unknown),
        DOCUMENT_TEST(a_value_given_twice_is_held_once),
        DOCUMENT_TEST(the_same_value_of_two_facets_is_two_values),
        DOCUMENT_TEST(a_value_is_copied),
        DOCUMENT_TEST(evidence_quotes_what_stands_in_the_text),
        DOCUMENT_TEST(evidence_outside_the_text_is_refused),
        DOCUMENT_TEST(json_has_every_key_of_the_contract),
        DOCUMENT_TEST(json_of_an_undated_document_has_nulls),
        DOCUMENT_TEST(json_of_a_month_has_its_bounds_and_its_year),
        DOCUMENT_TEST(json_of_a_half_open_date_has_no_year),
        DOCUMENT_TEST(json_lists_the_main_type_first),
        DOCUMENT_TEST(json_names_the_places),
        DOCUMENT_TEST(json_of_a_place_unknown_to_the_gazetteer_has_no_code),
        DOCUMENT_TEST(json_gives_offsets_to_evidence_of_the_text_only),
        DOCUMENT_TEST(a_path_that_is_not_utf8_is_mended_in_json),
        DOCUMENT_TEST(boilerplate_stands_apart_from_the_document),
        cmocka_unit_test(sources_of_evidence_have_names),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
