/* test_overrides.c - claims about what one file says of many papers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "corpus/metadata.h"
#include "schema_fixture.h"

struct fixture {
    struct arena arena;
    struct metadata_overrides overrides;
    struct metadata_warnings warnings;
};

static void set_up(struct fixture *fixture, const char *text) {
    struct concord_error err = {0};
    *fixture = (struct fixture){0};
    if (metadata_overrides_read(&fixture->overrides, &fixture->arena,
                                METADATA_OVERRIDES_NAME, text, strlen(text),
                                schema, &fixture->warnings, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
}

static void tear_down(struct fixture *fixture) {
    metadata_warnings_clear(&fixture->warnings);
    arena_clear(&fixture->arena);
}

static void a_paper_is_found_by_id_or_path(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture, "letters/a b.txt: {title: A}\n"
                     "0123456789abcdef: {title: B}\n"
                     "./c.zip!d.html: {title: C}\n");
    const struct metadata_overrides *all = &fixture.overrides;
    assert_string_equal(
        metadata_find(
            &metadata_overrides_find(all, "letters/a b.txt")->metadata, "title")
            ->values[0]
            .value,
        "A");
    assert_non_null(metadata_overrides_find(all, "0123456789abcdef"));
    assert_non_null(metadata_overrides_find(all, "c.zip!d.html"));
    assert_null(metadata_overrides_find(all, "letters"));
    assert_int_equal(fixture.warnings.count, 0);
    tear_down(&fixture);
}

static void an_id_of_digits_is_a_name(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture, "1234567890123456: {withdraw: true}\n");
    assert_true(metadata_overrides_find(&fixture.overrides, "1234567890123456")
                    ->metadata.withdrawn);
    tear_down(&fixture);
}

static void a_paper_is_withdrawn_when_it_is_said(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture, "a: {withdraw: true}\nb: {withdraw: no}\nc: {}\n"
                     "d: {withdraw: copyright}\n");
    const struct metadata_overrides *all = &fixture.overrides;
    assert_true(metadata_overrides_find(all, "a")->metadata.withdrawn);
    assert_false(metadata_overrides_find(all, "b")->metadata.withdrawn);
    assert_false(metadata_overrides_find(all, "c")->metadata.withdrawn);
    assert_true(metadata_overrides_find(all, "d")->metadata.withdrawn);
    assert_int_equal(fixture.warnings.count, 1);
    tear_down(&fixture);
}

static void a_warning_names_the_overrides_and_the_line(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture, "a:\n  title: A\n  colour: red\nb: words\n");
    assert_int_equal(fixture.warnings.count, 2);
    const char *key = "overrides.yaml:3: unknown key 'colour'; known are id";
    const char *map = "overrides.yaml:4: there are no keys here; ";
    assert_memory_equal(fixture.warnings.texts[0], key, strlen(key));
    assert_memory_equal(fixture.warnings.texts[1], map, strlen(map));
    tear_down(&fixture);
}

static void of_a_paper_named_twice_the_first_counts(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture, "b: {title: B}\na: {title: A}\n./b: {title: C}\n");
    assert_int_equal(fixture.overrides.count, 2);
    assert_int_equal(fixture.warnings.count, 1);
    assert_string_equal(
        fixture.warnings.texts[0],
        "overrides.yaml:3: 'b' is named twice; what line 1 says counts");
    assert_string_equal(
        metadata_find(
            &metadata_overrides_find(&fixture.overrides, "b")->metadata,
            "title")
            ->values[0]
            .value,
        "B");
    tear_down(&fixture);
}

static void an_empty_file_says_nothing(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture, "# nothing yet\n");
    assert_null(metadata_overrides_find(&fixture.overrides, "a"));
    tear_down(&fixture);
}

/* What was withdrawn must not come back with a slip of the pen. */
static void overrides_that_cannot_be_read_are_refused(void **state) {
    static const char *const texts[] = {"a: {withdraw: true\nb: c\n",
                                        "- a\n- b\n", "words\n"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct fixture fixture = {0};
        struct concord_error err = {0};
        assert_int_equal(metadata_overrides_read(
                             &fixture.overrides, &fixture.arena,
                             "overrides.yaml", texts[i], strlen(texts[i]),
                             schema, &fixture.warnings, &err),
                         CONCORD_BAD_INPUT);
        assert_memory_equal(err.message, "overrides.yaml:", 15);
        tear_down(&fixture);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paper_is_found_by_id_or_path),
        cmocka_unit_test(an_id_of_digits_is_a_name),
        cmocka_unit_test(a_paper_is_withdrawn_when_it_is_said),
        cmocka_unit_test(a_warning_names_the_overrides_and_the_line),
        cmocka_unit_test(of_a_paper_named_twice_the_first_counts),
        cmocka_unit_test(an_empty_file_says_nothing),
        cmocka_unit_test(overrides_that_cannot_be_read_are_refused),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
