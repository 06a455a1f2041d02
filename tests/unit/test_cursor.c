/* test_cursor.c - claims about the place that a cursor stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "cursor.h"

static struct parameter asked[] = {{"q", "grants"}, {"size", "100"}};
static const struct parameter_list parameters = {.items = asked, .count = 2};
static const struct cursor_scope scope = {"/v1/search", &parameters, 42};

static enum concord_status
read_as(const char *text, const struct cursor_scope *as, unsigned *page) {
    struct concord_error err = {0};
    enum concord_status status = cursor_read(page, text, as, &err);
    if (status != CONCORD_OK)
        assert_non_null(strstr(err.message, "cursor=*"));
    return status;
}

static void a_cursor_stands_for_its_page(void **state) {
    static const unsigned pages[] = {1, 2, 3, 1000, UINT32_MAX};
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char text[CURSOR_MAX];
        unsigned page = 0;
        cursor_write(text, &scope, pages[i]);
        assert_int_equal(read_as(text, &scope, &page), CONCORD_OK);
        assert_int_equal(page, pages[i]);
    }
}

static void a_walk_begins_with_a_star(void **state) {
    unsigned page = 0;
    (void)state;
    assert_int_equal(read_as(CURSOR_START, &scope, &page), CONCORD_OK);
    assert_int_equal(page, 1);
}

static void
another_request_is_refused_and_another_generation_is_gone(void **state) {
    static struct parameter others[] = {{"q", "grant"}, {"size", "100"}};
    static const struct parameter_list list = {.items = others, .count = 2};
    const struct cursor_scope words = {"/v1/search", &list, 42};
    const struct cursor_scope path = {"/v1/clauses", &parameters, 42};
    const struct cursor_scope later = {"/v1/search", &parameters, 43};
    char text[CURSOR_MAX];
    unsigned page = 0;
    (void)state;
    cursor_write(text, &scope, 7);
    assert_int_equal(read_as(text, &words, &page), CONCORD_BAD_REQUEST);
    assert_int_equal(read_as(text, &path, &page), CONCORD_BAD_REQUEST);
    assert_int_equal(read_as(text, &later, &page), CONCORD_GONE);
}

static void where_the_walk_is_makes_no_other_request(void **state) {
    static struct parameter more[] = {
        {"q", "grants"}, {"size", "100"}, {"cursor", "*"}};
    static const struct parameter_list list = {.items = more, .count = 3};
    const struct cursor_scope same = {"/v1/search", &list, 42};
    char text[CURSOR_MAX];
    unsigned page = 0;
    (void)state;
    cursor_write(text, &scope, 7);
    assert_int_equal(read_as(text, &same, &page), CONCORD_OK);
    assert_int_equal(page, 7);
}

static void no_other_text_is_a_cursor(void **state) {
    char text[CURSOR_MAX];
    unsigned page = 0;
    (void)state;
    cursor_write(text, &scope, 7);
    for (size_t i = 0; text[i] != '\0'; i++) {
        char kept = text[i];
        text[i] = kept == '0' ? '1' : '0';
        assert_int_not_equal(read_as(text, &scope, &page), CONCORD_OK);
        text[i] = kept;
    }
    text[strlen(text) - 1] = '\0';
    assert_int_equal(read_as(text, &scope, &page), CONCORD_BAD_REQUEST);
    assert_int_equal(read_as("", &scope, &page), CONCORD_BAD_REQUEST);
    assert_int_equal(read_as("**", &scope, &page), CONCORD_BAD_REQUEST);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cursor_stands_for_its_page),
        cmocka_unit_test(a_walk_begins_with_a_star),
        cmocka_unit_test(
            another_request_is_refused_and_another_generation_is_gone),
        cmocka_unit_test(where_the_walk_is_makes_no_other_request),
        cmocka_unit_test(no_other_text_is_a_cursor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
