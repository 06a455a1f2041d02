/* test_edtf.c - claims about dates and the form in which they are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "schema/edtf.h"

static edtf_day day_of(int year, int month, int day) {
    edtf_day out = 0;
    assert_true(edtf_day_from_civil(&out, year, month, day));
    return out;
}

static void assert_date(const char *text, edtf_day earliest, edtf_day latest) {
    struct edtf_date date = edtf_undated();
    assert_true(edtf_parse(&date, text));
    assert_int_equal(date.earliest, earliest);
    assert_int_equal(date.latest, latest);
}

static void assert_refused(const char *text) {
    struct edtf_date date = edtf_year(2000);
    if (edtf_parse(&date, text))
        fail_msg("'%s' was read as a date", text);
    assert_true(edtf_is_undated(date));
}

static void assert_round_trip(struct edtf_date date) {
    char text[EDTF_TEXT_MAX];
    memset(text, 'x', sizeof text);
    edtf_format(text, date);
    assert_non_null(memchr(text, '\0', sizeof text));
    struct edtf_date back = edtf_year(1);
    assert_int_equal(edtf_parse(&back, text), !edtf_is_undated(date));
    assert_int_equal(back.earliest, date.earliest);
    assert_int_equal(back.latest, date.latest);
}

static void assert_form(struct edtf_date date, const char *expected) {
    char text[EDTF_TEXT_MAX];
    edtf_format(text, date);
    assert_string_equal(text, expected);
}

static void days_are_counted_from_1970(void **state) {
    (void)state;
    assert_int_equal(day_of(1970, 1, 1), 0);
    assert_int_equal(day_of(1969, 12, 31), -1);
    assert_int_equal(day_of(2000, 3, 1), 11017);
    assert_int_equal(day_of(1, 1, 1), -719162);
    assert_int_equal(day_of(9999, 12, 31), 2932896);
}

static void every_day_of_9999_years_follows_the_one_before(void **state) {
    (void)state;
    edtf_day expected = day_of(1, 1, 1);
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            int days = edtf_days_in_month(year, month);
            for (int day = 1; day <= days; day++, expected++) {
                int back[3] = {0};
                if (day_of(year, month, day) != expected)
                    fail_msg("%d-%d-%d is misplaced", year, month, day);
                edtf_day_to_civil(expected, &back[0], &back[1], &back[2]);
                if (back[0] != year || back[1] != month || back[2] != day)
                    fail_msg("day %d came back as %d-%d-%d", expected, back[0],
                             back[1], back[2]);
            }
        }
    }
}

static void february_has_29_days_in_leap_years_only(void **state) {
    (void)state;
    assert_int_equal(edtf_days_in_month(2000, 2), 29);
    assert_int_equal(edtf_days_in_month(1900, 2), 28);
    assert_int_equal(edtf_days_in_month(2004, 2), 29);
    assert_int_equal(edtf_days_in_month(2007, 2), 28);
    assert_int_equal(edtf_days_in_month(2007, 13), 0);
}

static void civil_dates_out_of_the_calendar_are_refused(void **state) {
    (void)state;
    edtf_day day = 7;
    assert_false(edtf_day_from_civil(&day, 0, 1, 1));
    assert_false(edtf_day_from_civil(&day, 10000, 1, 1));
    assert_false(edtf_day_from_civil(&day, 2007, 0, 1));
    assert_false(edtf_day_from_civil(&day, 2007, 13, 1));
    assert_false(edtf_day_from_civil(&day, 2007, 4, 31));
    assert_false(edtf_day_from_civil(&day, 2007, 4, 0));
    assert_int_equal(day, 7);
}

static void weekdays_run_from_sunday(void **state) {
    (void)state;
    assert_int_equal(edtf_weekday(day_of(1970, 1, 1)), 4);
    assert_int_equal(edtf_weekday(day_of(2007, 4, 1)), 0);
    assert_int_equal(edtf_weekday(day_of(1969, 12, 27)), 6);
    assert_int_equal(edtf_weekday(day_of(1, 1, 1)), 1);
}

static void edtf_reads_days_months_and_years(void **state) {
    (void)state;
    edtf_day day = day_of(2007, 4, 1);
    assert_date("2007-04-01", day, day);
    assert_date("2007-04", day, day_of(2007, 4, 30));
    assert_date("2007", day_of(2007, 1, 1), day_of(2007, 12, 31));
    assert_date("0001", day_of(1, 1, 1), day_of(1, 12, 31));
    assert_date("2004-02-29", day_of(2004, 2, 29), day_of(2004, 2, 29));
}

static void edtf_reads_sets_bounded_on_one_side_or_both(void **state) {
    (void)state;
    edtf_day first = day_of(2011, 4, 6);
    edtf_day last = day_of(2012, 9, 4);
    assert_date("[2011-04-06..2012-09-04]", first, last);
    assert_date("[2011-04-06..]", first, EDTF_OPEN_LATEST);
    assert_date("[..2012-09-04]", EDTF_OPEN_EARLIEST, last);
    assert_date("[2011..2012-09]", day_of(2011, 1, 1), day_of(2012, 9, 30));
}

static void edtf_reads_spans(void **state) {
    (void)state;
    assert_date("2004/2007", day_of(2004, 1, 1), day_of(2007, 12, 31));
    assert_date("2004-06/2007-02", day_of(2004, 6, 1), day_of(2007, 2, 28));
    assert_date("2004-06-03/2007", day_of(2004, 6, 3), day_of(2007, 12, 31));
}

static void edtf_refuses_the_thirtieth_of_february(void **state) {
    (void)state;
    assert_refused("2008-02-30");
    assert_refused("2007-02-29");
    assert_refused("1900-02-29");
    assert_refused("2007-04-31");
    assert_refused("2007-13");
    assert_refused("2007-00");
    assert_refused("2007-04-00");
    assert_refused("0000");
}

static void edtf_refuses_what_ends_before_it_begins(void **state) {
    (void)state;
    assert_refused("[2012-09-04..2011-04-06]");
    assert_refused("2007/2004");
}

static void edtf_refuses_every_other_form(void **state) {
    (void)state;
    static const char *const forms[] = {"",
                                        " ",
                                        "2007 ",
                                        " 2007",
                                        "207",
                                        "20070",
                                        "2007-4",
                                        "2007-04-1",
                                        "2007-04-011",
                                        "2007/04/01",
                                        "01/04/2007",
                                        "2007-",
                                        "2007-04-",
                                        "-2007",
                                        "+2007",
                                        "2007?",
                                        "2007~",
                                        "200X",
                                        "20XX",
                                        "2007-04-01T00:00",
                                        "[..]",
                                        "[]",
                                        "[2007]",
                                        "[2007..2008",
                                        "2007..2008]",
                                        "[2007.2008]",
                                        "[2007...2008]",
                                        "[2007,2008]",
                                        "2007/",
                                        "/2007",
                                        "2007/..",
                                        "../2007",
                                        "2004/2005/2006",
                                        "[2004..2005]x",
                                        "April 2007",
                                        "[2004/2005]"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        assert_refused(forms[i]);
    assert_refused(NULL);
}

static void every_prefix_of_a_set_is_refused(void **state) {
    (void)state;
    const char *whole = "[2011-04-06..2012-09-04]";
    for (size_t size = 0; size < strlen(whole); size++) {
        char cut[EDTF_TEXT_MAX] = "";
        memcpy(cut, whole, size);
        assert_refused(cut);
    }
}

static void the_shortest_form_is_written(void **state) {
    (void)state;
    edtf_day first = day_of(2011, 4, 6);
    assert_form(edtf_year(2007), "2007");
    assert_form(edtf_month(2007, 4), "2007-04");
    assert_form((struct edtf_date){first, first}, "2011-04-06");
    assert_form((struct edtf_date){first, EDTF_OPEN_LATEST}, "[2011-04-06..]");
    assert_form((struct edtf_date){EDTF_OPEN_EARLIEST, first},
                "[..2011-04-06]");
    assert_form((struct edtf_date){first, day_of(2012, 9, 4)},
                "[2011-04-06..2012-09-04]");
    assert_form((struct edtf_date){day_of(2004, 1, 1), day_of(2007, 12, 31)},
                "[2004-01-01..2007-12-31]");
    assert_form(edtf_undated(), "");
}

static void every_day_month_and_year_comes_back_from_its_form(void **state) {
    (void)state;
    edtf_day last = day_of(9999, 12, 31);
    for (edtf_day day = day_of(1, 1, 1); day <= last; day += 17)
        assert_round_trip((struct edtf_date){day, day});
    for (int year = 1; year <= 9999; year++) {
        assert_round_trip(edtf_year(year));
        assert_round_trip(edtf_month(year, year % 12 + 1));
    }
}

/* A linear congruential generator with a fixed seed: a failure comes again. */
static uint32_t next_number(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static edtf_day any_day(uint64_t *seed) {
    edtf_day first = day_of(1, 1, 1);
    uint32_t days = (uint32_t)(day_of(9999, 12, 31) - first) + 1;
    return first + (edtf_day)(next_number(seed) % days);
}

static void every_interval_comes_back_from_its_form(void **state) {
    (void)state;
    uint64_t seed = 1998;
    for (int i = 0; i < 200000; i++) {
        edtf_day a = any_day(&seed);
        edtf_day b = any_day(&seed);
        struct edtf_date date = {a < b ? a : b, a < b ? b : a};
        assert_round_trip(date);
        assert_round_trip((struct edtf_date){a, EDTF_OPEN_LATEST});
        assert_round_trip((struct edtf_date){EDTF_OPEN_EARLIEST, b});
    }
    assert_round_trip(edtf_undated());
}

static void a_single_year_needs_both_bounds_within_it(void **state) {
    (void)state;
    edtf_day first = day_of(2011, 4, 6);
    assert_int_equal(edtf_single_year(edtf_year(2007)), 2007);
    assert_int_equal(edtf_single_year((struct edtf_date){first, first}), 2011);
    assert_int_equal(
        edtf_single_year((struct edtf_date){first, day_of(2012, 1, 1)}), 0);
    assert_int_equal(
        edtf_single_year((struct edtf_date){first, EDTF_OPEN_LATEST}), 0);
    assert_int_equal(edtf_single_year(edtf_undated()), 0);
}

static void an_open_bound_is_written_as_nothing(void **state) {
    (void)state;
    char text[EDTF_TEXT_MAX];
    edtf_format_day(text, EDTF_OPEN_EARLIEST);
    assert_string_equal(text, "");
    edtf_format_day(text, EDTF_OPEN_LATEST);
    assert_string_equal(text, "");
    edtf_format_day(text, 0);
    assert_string_equal(text, "1970-01-01");
}

static void certainties_have_names_that_read_back(void **state) {
    (void)state;
    for (int i = CERTAINTY_UNKNOWN; i <= CERTAINTY_STATED; i++) {
        enum certainty back = CERTAINTY_UNKNOWN;
        assert_true(
            certainty_from_name(&back, certainty_name((enum certainty)i)));
        assert_int_equal(back, i);
    }
    enum certainty kept = CERTAINTY_DERIVED;
    assert_false(certainty_from_name(&kept, "certain"));
    assert_int_equal(kept, CERTAINTY_DERIVED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_counted_from_1970),
        cmocka_unit_test(every_day_of_9999_years_follows_the_one_before),
        cmocka_unit_test(february_has_29_days_in_leap_years_only),
        cmocka_unit_test(civil_dates_out_of_the_calendar_are_refused),
        cmocka_unit_test(weekdays_run_from_sunday),
        cmocka_unit_test(edtf_reads_days_months_and_years),
        cmocka_unit_test(edtf_reads_sets_bounded_on_one_side_or_both),
        cmocka_unit_test(edtf_reads_spans),
        cmocka_unit_test(edtf_refuses_the_thirtieth_of_february),
        cmocka_unit_test(edtf_refuses_what_ends_before_it_begins),
        cmocka_unit_test(edtf_refuses_every_other_form),
        cmocka_unit_test(every_prefix_of_a_set_is_refused),
        cmocka_unit_test(the_shortest_form_is_written),
        cmocka_unit_test(every_day_month_and_year_comes_back_from_its_form),
        cmocka_unit_test(every_interval_comes_back_from_its_form),
        cmocka_unit_test(a_single_year_needs_both_bounds_within_it),
        cmocka_unit_test(an_open_bound_is_written_as_nothing),
        cmocka_unit_test(certainties_have_names_that_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
