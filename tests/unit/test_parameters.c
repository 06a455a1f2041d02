/* test_parameters.c - claims about the part of an address behind '?'. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "schema_fixture.h"
#include "search/request.h"

/* "name=value|name=value" of what is read from `query`. */
static void assert_read(const char *query, const char *expected) {
    struct parameter_list list;
    struct concord_error err = {0};
    char text[1024] = "";
    if (parameter_list_parse(&list, query, &err) != CONCORD_OK)
        fail_msg("%s: %s", query, err.message);
    for (size_t i = 0; i < list.count; i++) {
        size_t size = strlen(text);
        snprintf(text + size, sizeof text - size, "%s%s=%s", i > 0 ? "|" : "",
                 list.items[i].name, list.items[i].value);
    }
    assert_string_equal(text, expected);
    parameter_list_clear(&list);
}

static void assert_refused(const char *query, const char *parameter,
                           const char *reason) {
    struct parameter_list list;
    struct concord_error err = {0};
    assert_int_equal(parameter_list_parse(&list, query, &err),
                     CONCORD_BAD_REQUEST);
    assert_string_equal(err.parameter, parameter);
    if (!strstr(err.message, reason))
        fail_msg("%s: %s", query, err.message);
    assert_int_equal(list.count, 0);
    assert_null(list.items);
}

static void names_and_values_are_read_in_their_order(void **state) {
    (void)state;
    assert_read(NULL, "");
    assert_read("", "");
    assert_read("q=health", "q=health");
    assert_read("b=2&a=1&b=3", "b=2|a=1|b=3");
    assert_read("a=b=c", "a=b=c");
    assert_read("-topic=funding", "-topic=funding");
}

static void what_is_left_out_is_empty(void **state) {
    (void)state;
    assert_read("q", "q=");
    assert_read("q=", "q=");
    assert_read("=x", "=x");
    assert_read("&&q=a&&&b=c&", "q=a|b=c");
    assert_read("&", "");
}

static void escapes_and_plus_are_undone_once(void **state) {
    (void)state;
    assert_read("q=a+b", "q=a b");
    assert_read("q=a%20b", "q=a b");
    assert_read("q=a%2Bb", "q=a+b");
    assert_read("q=a%2bb", "q=a+b");
    assert_read("q=%2541", "q=%41");
    assert_read("q=a%26b%3Dc", "q=a&b=c");
    assert_read("%71=%C3%A9", "q=é");
    assert_read("q=é", "q=é");
    assert_read("place=east-of-england%2Fessex", "place=east-of-england/essex");
    assert_read("q=%0A%7F", "q=\n\x7F");
}

static void broken_escapes_are_refused_by_name(void **state) {
    (void)state;
    assert_refused("q=100%", "q", "'%'");
    assert_refused("q=%4", "q", "'%'");
    assert_refused("q=%zz", "q", "'%'");
    assert_refused("q=%4g", "q", "'%'");
    assert_refused("q=%%41", "q", "'%'");
    assert_refused("q=%-1", "q", "'%'");
    assert_refused("a=b&%=c", "", "parameter 2");
}

static void nul_is_refused(void **state) {
    (void)state;
    assert_refused("q=a%00b", "q", "%00");
    assert_refused("q%00=a", "", "%00");
}

static void what_is_no_utf8_is_refused(void **state) {
    (void)state;
    assert_refused("q=%FF", "q", "UTF-8");
    assert_refused("q=%C3", "q", "UTF-8");
    assert_refused("q=%ED%A0%80", "q", "UTF-8");
    assert_refused("q=%C0%AF", "q", "UTF-8");
    assert_refused("q=\xFF", "q", "UTF-8");
    assert_refused("%FF=a", "", "UTF-8");
}

static void too_many_are_refused(void **state) {
    char query[4 * PARAMETERS_MAX];
    size_t size = 0;
    struct parameter_list list;
    (void)state;
    for (int i = 0; i <= PARAMETERS_MAX; i++)
        size += (size_t)snprintf(query + size, sizeof query - size, "a=&");
    assert_refused(query, "", "256");
    query[size - 3] = '\0';
    assert_int_equal(parameter_list_parse(&list, query, NULL), CONCORD_OK);
    assert_int_equal(list.count, PARAMETERS_MAX);
    parameter_list_clear(&list);
}

static void too_many_bytes_are_refused(void **state) {
    char *query = malloc(PARAMETERS_BYTES_MAX + 2);
    struct parameter_list list;
    (void)state;
    assert_non_null(query);
    memset(query, 'a', PARAMETERS_BYTES_MAX + 1);
    query[PARAMETERS_BYTES_MAX + 1] = '\0';
    assert_refused(query, "", "16384");
    query[PARAMETERS_BYTES_MAX] = '\0';
    assert_int_equal(parameter_list_parse(&list, query, NULL), CONCORD_OK);
    parameter_list_clear(&list);
    free(query);
}

static void assert_canonical(const char *query, const char *expected) {
    struct parameter_list list;
    struct parameter_list canonical;
    char text[1024] = "";
    assert_int_equal(parameter_list_parse(&list, query, NULL), CONCORD_OK);
    assert_int_equal(parameter_list_canonical(&canonical, &list, schema, NULL),
                     CONCORD_OK);
    for (size_t i = 0; i < canonical.count; i++) {
        size_t size = strlen(text);
        snprintf(text + size, sizeof text - size, "%s%s=%s", i > 0 ? "&" : "",
                 canonical.items[i].name, canonical.items[i].value);
    }
    assert_string_equal(text, expected);
    parameter_list_clear(&canonical);
    parameter_list_clear(&list);
}

static void canonical_order_does_not_depend_on_the_typed_one(void **state) {
    (void)state;
    assert_canonical("", "");
    assert_canonical("page=2&topic=a&sort=title&q=x", "q=x&topic=a&sort=title"
                                                      "&page=2");
    assert_canonical("-topic=a&topic_all=b&topic=c&region=d",
                     "region=d&topic=c&topic_all=b&-topic=a");
    assert_canonical("passages=2&relax=none&facet_size=3&facets=none&size=5",
                     "size=5&facets=none&facet_size=3&relax=none&passages=2");
}

static void canonical_values_keep_their_order_and_are_said_once(void **state) {
    (void)state;
    assert_canonical("region=b&q=x&region=a&region=b", "q=x&region=b&region=a");
    assert_canonical("q=&page=3", "page=3");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_values_are_read_in_their_order),
        cmocka_unit_test(what_is_left_out_is_empty),
        cmocka_unit_test(escapes_and_plus_are_undone_once),
        cmocka_unit_test(broken_escapes_are_refused_by_name),
        cmocka_unit_test(nul_is_refused),
        cmocka_unit_test(what_is_no_utf8_is_refused),
        cmocka_unit_test(too_many_are_refused),
        cmocka_unit_test(too_many_bytes_are_refused),
        cmocka_unit_test(canonical_order_does_not_depend_on_the_typed_one),
        cmocka_unit_test(canonical_values_keep_their_order_and_are_said_once),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
