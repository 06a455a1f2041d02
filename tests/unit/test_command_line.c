/* test_command_line.c - claims about what is typed after concord-search. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "terminal/command_line.h"

enum { WORDS_MAX = 16 };

static struct command_line line;
static struct concord_error err;
static char *argv[WORDS_MAX]; /* what the line's strings are borrowed from */
static int argc;

static void forget(void) {
    command_line_clear(&line);
    while (argc > 0)
        free(argv[--argc]);
}

static enum concord_status read_words(const char *const *words) {
    forget();
    argv[argc++] = strdup("concord-search");
    for (size_t i = 0; words[i] != NULL; i++)
        argv[argc++] = strdup(words[i]);
    return command_line_read(&line, argc, argv, &err);
}
#define READ(...) read_words((const char *const[]){__VA_ARGS__, NULL})

static const char *value_of(const char *name) {
    const char *value = NULL;
    for (size_t i = 0; i < line.parameters.count; i++)
        if (strcmp(line.parameters.items[i].name, name) == 0)
            value = line.parameters.items[i].value;
    return value;
}

static int clear(void **state) {
    (void)state;
    forget();
    return 0;
}

static void words_are_joined_in_their_order(void **state) {
    (void)state;
    assert_int_equal(READ("twelve", "--region", "london", "weeks"), CONCORD_OK);
    assert_string_equal(value_of("q"), "twelve weeks");
    assert_string_equal(value_of("region"), "london");
}

static void a_word_with_one_sign_before_it_is_excluded(void **state) {
    (void)state;
    assert_int_equal(READ("funding", "-council", "-i", "there"), CONCORD_OK);
    assert_string_equal(value_of("q"), "funding -council");
    assert_string_equal(line.index, "there");
}

static void forms_of_a_facet_are_spelt_as_options_are(void **state) {
    (void)state;
    assert_int_equal(READ("--topic-all=funding", "--not-topic", "health",
                          "--facet-size", "3"),
                     CONCORD_OK);
    assert_string_equal(value_of("topic_all"), "funding");
    assert_string_equal(value_of("-topic"), "health");
    assert_string_equal(value_of("facet_size"), "3");
}

static void a_switch_needs_no_value(void **state) {
    (void)state;
    assert_int_equal(READ("--broaden", "funding"), CONCORD_OK);
    assert_string_equal(value_of("broaden"), "true");
    assert_string_equal(value_of("q"), "funding");
}

static void behind_two_signs_all_is_words(void **state) {
    (void)state;
    assert_int_equal(READ("--", "--format", "-i"), CONCORD_OK);
    assert_string_equal(value_of("q"), "--format -i");
}

static void an_option_without_its_value_is_named(void **state) {
    (void)state;
    assert_int_equal(READ("funding", "--region"), CONCORD_BAD_REQUEST);
    assert_non_null(strstr(err.message, "--region"));
    assert_int_equal(READ("--index"), CONCORD_BAD_REQUEST);
    assert_non_null(strstr(err.message, "--index"));
}

static void facets_that_are_not_shown_are_not_counted(void **state) {
    (void)state;
    assert_int_equal(READ("funding"), CONCORD_OK);
    assert_string_equal(value_of("facets"), "none");
    assert_int_equal(READ("funding", "--facets=year"), CONCORD_OK);
    assert_true(line.facets);
    assert_string_equal(value_of("facets"), "year");
    assert_int_equal(READ("funding", "--format", "json"), CONCORD_OK);
    assert_null(value_of("facets"));
}

static void a_format_that_is_none_is_refused(void **state) {
    (void)state;
    assert_int_equal(READ("--format", "xml"), CONCORD_BAD_REQUEST);
    assert_non_null(strstr(err.message, "xml"));
}

int main(void) {
#define TEST(name) cmocka_unit_test_teardown(name, clear)
    const struct CMUnitTest tests[] = {
        TEST(words_are_joined_in_their_order),
        TEST(a_word_with_one_sign_before_it_is_excluded),
        TEST(forms_of_a_facet_are_spelt_as_options_are),
        TEST(a_switch_needs_no_value),
        TEST(behind_two_signs_all_is_words),
        TEST(an_option_without_its_value_is_named),
        TEST(facets_that_are_not_shown_are_not_counted),
        TEST(a_format_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
