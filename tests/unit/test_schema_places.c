/* test_schema_places.c - claims about places, and shapes of boilerplate, that
 * are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "schema/buffer.h"
#include "sound_schema.h"

/* places.tsv whose line 3 is `line`. */
static void assert_place_refused(void **state, const char *line,
                                 const char *message) {
    char content[1024];
    snprintf(content, sizeof content, PLACES_HEADER PLACES_COUNTY "%s\n", line);
    assert_file_refused(state, "places.tsv", content, message);
}

static void assert_shape_refused(void **state, const char *shape,
                                 const char *message) {
    char content[512];
    snprintf(content, sizeof content, "shapes:\n%s", shape);
    assert_file_refused(state, "boilerplate.yaml", content, message);
}

/* --- places --- */

static void another_header_is_refused(void **state) {
    assert_file_refused(state, "places.tsv", "path,name\n",
                        "places.tsv:1: the header is not the columns' names; ");
    assert_file_refused(state, "places.tsv", "", "places.tsv:1: the header ");
}

static void a_row_of_too_few_or_many_columns_is_refused(void **state) {
    assert_place_refused(state, "london/camden\tCamden\ttown",
                         "places.tsv:3: there are fewer than 9 columns; ");
    assert_place_refused(state, "a\tb\tc\td\te\tf\tg\th\ti\tj",
                         "places.tsv:3: there are more than 9 columns; ");
    assert_place_refused(state, "", "places.tsv:3: the line is empty; ");
}

static void a_path_of_other_characters_is_refused(void **state) {
    static const char *const paths[] = {"",
                                        "london",
                                        "london/",
                                        "/camden",
                                        "London/camden",
                                        "london//camden",
                                        "london/cam den",
                                        "london/camden/"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char line[128];
        snprintf(line, sizeof line, "%s\tCamden\ttown\t\t\t\tlondon\t\torder",
                 paths[i]);
        assert_place_refused(state, line, "places.tsv:3: path '");
    }
}

static void a_path_given_twice_names_the_line_before(void **state) {
    assert_place_refused(
        state, "north-east/durham\tDurham\tcounty\t\t\t\tnorth-east\t\torder",
        "places.tsv:3: path 'north-east/durham' stands in "
        "line 2 already; ");
}

static void a_region_that_is_no_region_is_refused(void **state) {
    assert_place_refused(state,
                         "mercia/camden\tCamden\ttown\t\t\t\tmercia\t\torder",
                         "places.tsv:3: region 'mercia' is no value of facet "
                         "'region'; ");
}

static void a_path_outside_its_region_is_refused(void **state) {
    assert_place_refused(
        state, "london/camden\tCamden\ttown\t\t\t\tnorth-east\t\torder",
        "places.tsv:3: path 'london/camden' does not begin "
        "with its region 'north-east/'; ");
}

static void a_place_without_its_parent_is_refused(void **state) {
    assert_place_refused(
        state, "london/camden/kings-cross\tK\ttown\t\t\t\tlondon\t\torder",
        "places.tsv:3: no line has the path 'london/camden' above this place; "
        "add one");
}

static void an_unknown_kind_of_place_is_refused(void **state) {
    assert_place_refused(state,
                         "london/camden\tCamden\tcity\t\t\t\tlondon\t\torder",
                         "places.tsv:3: unknown kind 'city'; known are ");
}

static void a_code_of_another_shape_is_refused(void **state) {
    static const char *const codes[] = {"E0600001", "E060000199", "e06000019",
                                        "06000019", "E0600001X"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char line[128];
        snprintf(line, sizeof line,
                 "london/camden\tC\ttown\t%s\t\t\tlondon\t\torder", codes[i]);
        assert_place_refused(state, line, "places.tsv:3: gss '");
    }
}

static void a_place_with_a_date_of_no_calendar_is_refused(void **state) {
    assert_place_refused(
        state, "london/camden\tC\ttown\t\t1998-02-30\t\tlondon\t\torder",
        "places.tsv:3: from '1998-02-30' is no EDTF date; ");
    assert_place_refused(state,
                         "london/camden\tC\ttown\t\t\tsoon\tlondon\t\torder",
                         "places.tsv:3: to 'soon' is no EDTF date; ");
    assert_place_refused(
        state, "london/camden\tC\ttown\t\t1998\t1997\tlondon\t\torder",
        "places.tsv:3: 'to' 1997 is before 'from' 1998; ");
}

static void a_place_without_a_known_source_is_refused(void **state) {
    assert_place_refused(state, "london/camden\tC\ttown\t\t\t\tlondon\t\t",
                         "places.tsv:3: source '' is not in sources.yaml; ");
    assert_place_refused(state,
                         "london/camden\tC\ttown\t\t\t\tlondon\t\thearsay",
                         "places.tsv:3: source 'hearsay' is not in "
                         "sources.yaml; ");
}

static void empty_and_repeated_names_are_refused(void **state) {
    static const char *const names[] = {"A||B", "A|", "~", " A", "A ", "|A"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char line[128];
        snprintf(line, sizeof line,
                 "london/camden\tC\ttown\t\t\t\tlondon\t%s\torder", names[i]);
        assert_place_refused(state, line, "places.tsv:3: name '");
    }
    assert_place_refused(state,
                         "london/camden\tC\ttown\t\t\t\tlondon\t~C\torder",
                         "places.tsv:3: name 'C' is given twice; ");
    assert_place_refused(state, "london/camden\t\ttown\t\t\t\tlondon\tC\torder",
                         "places.tsv:3: name '' is empty ");
}

static void a_sixty_fifth_name_is_refused(void **state) {
    struct buffer row = BUFFER_INIT(1024);
    buffer_append_string(&row, "london/camden\tC\ttown\t\t\t\tlondon\tn");
    for (int i = 0; i < 63; i++)
        buffer_printf(&row, "|n%d", i);
    buffer_append_string(&row, "\torder");
    assert_place_refused(state, row.data,
                         "places.tsv:3: there are more than 64 names; ");
    buffer_destroy(&row);
}

/* --- shapes --- */

static void a_shape_has_one_phrase(void **state) {
    assert_shape_refused(
        state, "  - rule: a\n",
        "boilerplate.yaml:2: a shape has one of whole, begins, "
        "contains, item and part; give one, not 0");
    assert_shape_refused(
        state, "  - rule: a\n    whole: b\n    begins: c\n",
        "boilerplate.yaml:2: a shape has one of whole, begins, "
        "contains, item and part; give one, not 2");
    assert_shape_refused(
        state, "  - rule: a\n    matches: b\n",
        "boilerplate.yaml:3: unknown key 'matches'; known "
        "keys are rule, whole, begins, contains, item, part, max-words");
    assert_shape_refused(state, "  - rule: a\n    whole: b\n    max-words: x\n",
                         "boilerplate.yaml:4: max-words 'x' is no whole ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(another_header_is_refused),
        FOLDER_TEST(a_row_of_too_few_or_many_columns_is_refused),
        FOLDER_TEST(a_path_of_other_characters_is_refused),
        FOLDER_TEST(a_path_given_twice_names_the_line_before),
        FOLDER_TEST(a_region_that_is_no_region_is_refused),
        FOLDER_TEST(a_path_outside_its_region_is_refused),
        FOLDER_TEST(a_place_without_its_parent_is_refused),
        FOLDER_TEST(an_unknown_kind_of_place_is_refused),
        FOLDER_TEST(a_code_of_another_shape_is_refused),
        FOLDER_TEST(a_place_with_a_date_of_no_calendar_is_refused),
        FOLDER_TEST(a_place_without_a_known_source_is_refused),
        FOLDER_TEST(empty_and_repeated_names_are_refused),
        FOLDER_TEST(a_sixty_fifth_name_is_refused),
        FOLDER_TEST(a_shape_has_one_phrase),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
