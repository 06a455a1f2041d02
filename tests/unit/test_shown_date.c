/* test_shown_date.c - claims about how people are told a date. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "search/shown_date.h"

static void assert_shown(const char *edtf, const char *wanted) {
    struct buffer out = BUFFER_INIT(100);
    shown_date(&out, edtf);
    assert_true(buffer_ok(&out));
    assert_string_equal(out.data, wanted);
    buffer_destroy(&out);
}

static void a_day_a_month_and_a_year_are_shown_as_they_are(void **state) {
    (void)state;
    assert_shown("2007-04-01", "2007-04-01");
    assert_shown("2007-04", "2007-04");
    assert_shown("2007", "2007");
}

static void an_interval_is_told_by_its_bounds(void **state) {
    (void)state;
    assert_shown("[2007-04-01..2007-09-02]",
                 "between 2007-04-01 and 2007-09-02");
    assert_shown("[2011-04-06..]", "2011-04-06 or later");
    assert_shown("[..2010]", "2010 or earlier");
    assert_shown("2004/2007", "2004 to 2007");
}

static void what_has_no_date_says_so(void **state) {
    (void)state;
    assert_shown("", "no date");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_a_month_and_a_year_are_shown_as_they_are),
        cmocka_unit_test(an_interval_is_told_by_its_bounds),
        cmocka_unit_test(what_has_no_date_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
