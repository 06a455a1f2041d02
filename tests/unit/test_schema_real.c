/* test_schema_real.c - claims about the vocabularies that Concord comes with.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "schema/wordings.h"
#include "sound_schema.h"

static void assert_values(const struct schema *schema, const char *name,
                          const char *const *values) {
    int index = schema_find_facet(schema, name);
    assert_int_not_equal(index, SCHEMA_NO_INDEX);
    const struct facet *facet = schema_facet(schema, (size_t)index);
    for (; *values; values++)
        if (facet_find_value(facet, *values) == SCHEMA_NO_INDEX)
            fail_msg("%s has no value %s", name, *values);
}

static void the_real_types_are_those_of_the_contract(void **state) {
    (void)state;
    static const char *const types[] = {"local-compact",
                                        "national-compact",
                                        "code-of-practice",
                                        "ministerial-letter",
                                        "letter",
                                        "case-study",
                                        "blog",
                                        "news",
                                        "committee-paper",
                                        "report",
                                        "annual-review",
                                        "guidance",
                                        "consultation",
                                        "parliamentary",
                                        "event",
                                        "other",
                                        NULL};
    struct schema *schema = schema_loaded_real();
    assert_values(schema, "type", types);
    schema_destroy(schema);
}

static void the_real_regions_are_those_of_the_contract(void **state) {
    (void)state;
    static const char *const regions[] = {"north-east",
                                          "north-west",
                                          "yorkshire-and-the-humber",
                                          "east-midlands",
                                          "west-midlands",
                                          "east-of-england",
                                          "london",
                                          "south-east",
                                          "south-west",
                                          "england",
                                          "wales",
                                          "scotland",
                                          "northern-ireland",
                                          "uk",
                                          NULL};
    struct schema *schema = schema_loaded_real();
    assert_values(schema, "region", regions);
    schema_destroy(schema);
}

static void the_real_sectors_are_those_of_the_contract(void **state) {
    (void)state;
    static const char *const sectors[] = {"health",
                                          "social-care",
                                          "local-government",
                                          "central-government",
                                          "voluntary-and-community",
                                          "police-and-justice",
                                          "fire-and-rescue",
                                          "education",
                                          "housing",
                                          "business",
                                          NULL};
    struct schema *schema = schema_loaded_real();
    assert_values(schema, "sector", sectors);
    schema_destroy(schema);
}

static void the_real_topics_are_those_of_the_contract(void **state) {
    (void)state;
    static const char *const topics[] = {"health",
                                         "social-care",
                                         "commissioning",
                                         "procurement",
                                         "funding",
                                         "full-cost-recovery",
                                         "decommissioning-and-cuts",
                                         "consultation",
                                         "volunteering",
                                         "equality",
                                         "black-and-minority-ethnic",
                                         "faith",
                                         "community-groups",
                                         "infrastructure-bodies",
                                         "children-and-young-people",
                                         "older-people",
                                         "crime-and-safety",
                                         "environment",
                                         "housing",
                                         "employment-and-skills",
                                         "localism",
                                         "social-value",
                                         "public-law",
                                         "independence-and-campaigning",
                                         "breach-and-advocacy",
                                         "codes-of-practice",
                                         "partnership-working",
                                         "local-strategic-partnerships",
                                         "training",
                                         "awards",
                                         "transparency",
                                         "compact-review",
                                         NULL};
    struct schema *schema = schema_loaded_real();
    assert_values(schema, "topic", topics);
    schema_destroy(schema);
}

static void the_real_region_and_place_are_one_filter(void **state) {
    (void)state;
    struct schema *schema = schema_loaded_real();
    int region = schema_find_inferred(schema, INFER_REGION);
    int place = schema_find_inferred(schema, INFER_PLACE);
    int year = schema_find_inferred(schema, INFER_DATE);
    assert_int_equal(schema_facet(schema, (size_t)region)->filter,
                     schema_facet(schema, (size_t)place)->filter);
    assert_int_not_equal(schema_facet(schema, (size_t)region)->filter,
                         schema_facet(schema, (size_t)year)->filter);
    schema_destroy(schema);
}

static void the_real_gazetteer_knows_herefordshire(void **state) {
    (void)state;
    struct schema *schema = schema_loaded_real();
    int index = schema_find_place(schema, "west-midlands/herefordshire");
    assert_int_not_equal(index, SCHEMA_NO_INDEX);
    const struct place *place = schema_place(schema, (size_t)index);
    assert_string_equal(place->name, "Herefordshire");
    assert_string_equal(place->gss, "E06000019");
    assert_int_equal(place->parent, SCHEMA_NO_INDEX);
    schema_destroy(schema);
}

static void every_real_place_is_found_by_its_path(void **state) {
    (void)state;
    struct schema *schema = schema_loaded_real();
    assert_true(schema_place_count(schema) > 1000);
    for (size_t i = 0; i < schema_place_count(schema); i++) {
        const struct place *place = schema_place(schema, i);
        assert_int_equal(schema_find_place(schema, place->path), i);
        assert_true(place->name_count > 0);
        assert_string_equal(place->names[0].name, place->name);
    }
    schema_destroy(schema);
}

static void every_real_place_is_below_its_parent(void **state) {
    (void)state;
    struct schema *schema = schema_loaded_real();
    for (size_t i = 0; i < schema_place_count(schema); i++) {
        const struct place *place = schema_place(schema, i);
        if (place->parent == SCHEMA_NO_INDEX)
            continue;
        const char *above = schema_place(schema, (size_t)place->parent)->path;
        assert_memory_equal(place->path, above, strlen(above));
        assert_null(strchr(place->path + strlen(above) + 1, '/'));
    }
    schema_destroy(schema);
}

static void every_list_of_phrases_is_in_the_real_schema(void **state) {
    (void)state;
    struct schema *schema = schema_loaded(CONCORD_ROOT "/schema/data");
    for (unsigned i = 0; i < WORDINGS; i++)
        assert_non_null(schema_wording(schema, (enum wording)i)[0]);
    schema_destroy(schema);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_real_types_are_those_of_the_contract),
        cmocka_unit_test(the_real_regions_are_those_of_the_contract),
        cmocka_unit_test(the_real_sectors_are_those_of_the_contract),
        cmocka_unit_test(the_real_topics_are_those_of_the_contract),
        cmocka_unit_test(the_real_region_and_place_are_one_filter),
        cmocka_unit_test(the_real_gazetteer_knows_herefordshire),
        cmocka_unit_test(every_real_place_is_found_by_its_path),
        cmocka_unit_test(every_real_place_is_below_its_parent),
        cmocka_unit_test(every_list_of_phrases_is_in_the_real_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
