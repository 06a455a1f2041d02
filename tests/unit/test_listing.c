/* test_listing.c - claims about an answer set out for people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "terminal/listing.h"

static char *shown;

static const char *show(const char *json, bool color, bool facets) {
    size_t size = 0;
    free(shown);
    shown = NULL;
    FILE *out = open_memstream(&shown, &size);
    assert_non_null(out);
    json_t *answer = json_loads(json, 0, NULL);
    assert_non_null(answer);
    struct listing listing = {
        .out = out, .width = 60, .color = color, .facets = facets};
    listing_write(&listing, answer);
    json_decref(answer);
    fclose(out);
    return shown;
}

static int clear(void **state) {
    (void)state;
    free(shown);
    shown = NULL;
    return 0;
}

static const char one[] =
    "{\"query\": {\"notes\": [\"Read as words.\"], \"correction\": \"fund\"},"
    " \"total\": 12, \"page\": 2, \"size\": 5, \"results\": [{"
    "  \"id\": \"abc\", \"title\": \"Compact\\u001b[31m\\u009b of Barset\","
    "  \"title_supplied\": true, \"type\": [\"news\"],"
    "  \"date\": {\"value\": \"2007-04\"}, \"region\": [\"london\"],"
    "  \"place\": [\"london\", \"london/barnet\"],"
    "  \"passages\": [{\"html\": \"R&amp;D (<mark>full cost</mark>) &lt;b\"}]"
    "}], \"facets\": {\"year\": {\"values\": ["
    "  {\"value\": \"2006\", \"count\": 0, \"selected\": false},"
    "  {\"value\": \"2007\", \"count\": 10, \"selected\": true}],"
    "  \"missing\": 2}}}";

static void results_are_numbered_through_the_pages(void **state) {
    (void)state;
    assert_non_null(strstr(show(one, false, false), "  6. ["));
    assert_non_null(strstr(shown, "12 documents; 6 to 6"));
    assert_non_null(strstr(shown, "--page 3"));
}

static void notes_and_corrections_come_first(void **state) {
    (void)state;
    const char *text = show(one, false, false);
    const char *correction = strstr(text, "Did you mean: fund\n");
    assert_ptr_equal(strstr(text, "Read as words.\n"), text);
    assert_non_null(correction);
    assert_true(correction < strstr(text, "12 documents"));
}

static void a_title_of_our_own_stands_in_brackets(void **state) {
    (void)state;
    show(one, false, false);
    assert_non_null(strstr(shown, "[Compact"));
    assert_non_null(strstr(shown, "Barset]"));
}

static void a_papers_words_do_not_reach_the_terminal_as_orders(void **state) {
    (void)state;
    show(one, false, false);
    assert_null(strchr(shown, '\033'));
    assert_null(strstr(shown, "\xC2\x9B"));
    assert_non_null(strstr(shown, "Compact?[31m?"));
}

static void marks_are_shown_in_color_only(void **state) {
    (void)state;
    assert_non_null(strstr(show(one, false, false), "R&D (full cost) <b"));
    show(one, true, false);
    assert_non_null(strstr(shown, "(\033[1;33mfull cost\033[0m) <b"));
}

static void a_place_stands_for_those_above_it(void **state) {
    (void)state;
    show(one, false, false);
    assert_non_null(strstr(shown, "2007-04 | news | london/barnet\n"));
}

static void an_explanation_is_a_sum(void **state) {
    (void)state;
    assert_null(strstr(show(one, false, false), " = "));
    show("{\"total\": 1, \"page\": 1, \"size\": 5, \"results\": [{"
         "  \"id\": \"abc\", \"title\": \"A paper\", \"score\": 4.7117,"
         "  \"explanation\": {\"terms\": ["
         "    {\"term\": \"full\", \"weight\": 2.989},"
         "    {\"term\": \"cost\", \"weight\": 1.2855}],"
         "   \"second_stage\": 0.4372}}]}",
         false, false);
    assert_non_null(strstr(shown, "full 2.9890 + cost 1.2855"));
    assert_non_null(strstr(shown, "0.4372 = 4.7117\n"));
}

static void bars_leave_out_years_without_papers(void **state) {
    (void)state;
    show(one, false, true);
    assert_null(strstr(shown, "2006"));
    assert_non_null(strstr(shown, "2007     10 #####"));
    assert_non_null(strstr(shown, "without one: 2"));
}

int main(void) {
#define TEST(name) cmocka_unit_test_teardown(name, clear)
    const struct CMUnitTest tests[] = {
        TEST(results_are_numbered_through_the_pages),
        TEST(notes_and_corrections_come_first),
        TEST(a_title_of_our_own_stands_in_brackets),
        TEST(a_papers_words_do_not_reach_the_terminal_as_orders),
        TEST(marks_are_shown_in_color_only),
        TEST(a_place_stands_for_those_above_it),
        TEST(an_explanation_is_a_sum),
        TEST(bars_leave_out_years_without_papers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
