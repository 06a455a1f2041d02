/* test_negotiation.c - claims about what request headers say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "negotiation.h"

static const char mine[] = "W/\"4-ab\"";

static void a_tag_is_found_in_a_list_by_weak_comparison(void **state) {
    (void)state;
    assert_true(tag_is_held("W/\"4-ab\"", mine));
    assert_true(tag_is_held("\"4-ab\"", mine));
    assert_true(tag_is_held("\"x\", W/\"y\" ,\t\"4-ab\"", mine));
    assert_true(tag_is_held(",, \"\",\"a,b\",W/\"4-ab\",", mine));
    assert_true(tag_is_held("W/\"4-ab\"", "\"4-ab\""));
}

static void other_tags_are_not_held(void **state) {
    static const char *const fields[] = {
        "",           " ",        "\"4-a\"",
        "\"4-abc\"",  "\"4-AB\"", "4-ab",
        "w/\"4-ab\"", "\"4-ab",   "\"x, \"4-ab\"",
        "*",          "W/4-ab",   "\"x\" junk \"4-ab\""};
    (void)state;
    assert_false(tag_is_held(NULL, mine));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (tag_is_held(fields[i], mine))
            fail_msg("%s holds %s", fields[i], mine);
}

static void a_star_alone_holds_anything(void **state) {
    (void)state;
    assert_true(any_is_held("*"));
    assert_true(any_is_held(" *\t"));
    assert_false(any_is_held(NULL));
    assert_false(any_is_held(""));
    assert_false(any_is_held("\"*\""));
    assert_false(any_is_held("*, \"a\""));
}

static void gzip_is_accepted_by_name_or_by_star(void **state) {
    static const char *const fields[] = {"gzip",
                                         "GZip",
                                         "x-gzip",
                                         "deflate, gzip, br",
                                         "gzip;q=1.0",
                                         "gzip ; q=0.001",
                                         "identity;q=0.5,\tgzip;Q=0.5",
                                         "*",
                                         "br;q=1.0, *;q=0.1",
                                         "gzip, *;q=0"};
    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!gzip_is_accepted(fields[i]))
            fail_msg("%s refuses gzip", fields[i]);
}

static void gzip_is_refused_by_zero_or_by_silence(void **state) {
    static const char *const fields[] = {"",
                                         "identity",
                                         "br, deflate",
                                         "gzip;q=0",
                                         "gzip;q=0.000",
                                         "gzip; q=0, *",
                                         "*, gzip;q=0.0",
                                         "*;q=0",
                                         "gzipped",
                                         "gzip;q=",
                                         "gzip;level=9",
                                         ",;q=1,"};
    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (gzip_is_accepted(fields[i]))
            fail_msg("%s accepts gzip", fields[i]);
}

static void html_is_accepted_by_its_name_alone(void **state) {
    (void)state;
    assert_true(html_is_accepted(
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
    assert_true(html_is_accepted("application/json;q=0.5, Text/HTML;q=0.1"));
    assert_false(html_is_accepted("*/*"));
    assert_false(html_is_accepted("application/json"));
    assert_false(html_is_accepted("text/html;q=0"));
    assert_false(html_is_accepted("text/html5"));
    assert_false(html_is_accepted(""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_is_found_in_a_list_by_weak_comparison),
        cmocka_unit_test(other_tags_are_not_held),
        cmocka_unit_test(a_star_alone_holds_anything),
        cmocka_unit_test(gzip_is_accepted_by_name_or_by_star),
        cmocka_unit_test(gzip_is_refused_by_zero_or_by_silence),
        cmocka_unit_test(html_is_accepted_by_its_name_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
