/* test_status.c - claims about failing with words. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "schema/status.h"

static void fail_returns_its_status_and_keeps_its_words(void **state) {
    (void)state;
    struct concord_error err = {.parameter = "old"};
    assert_int_equal(
        concord_fail(&err, CONCORD_IO, "%s: no space; free %d", "/x", 3),
        CONCORD_IO);
    assert_int_equal(err.status, CONCORD_IO);
    assert_string_equal(err.message, "/x: no space; free 3");
    assert_string_equal(err.parameter, "");
}

static void refuse_names_the_parameter(void **state) {
    (void)state;
    struct concord_error err = {0};
    assert_int_equal(concord_refuse(&err, "size", "%d is too many", 101),
                     CONCORD_BAD_REQUEST);
    assert_int_equal(err.status, CONCORD_BAD_REQUEST);
    assert_string_equal(err.parameter, "size");
    assert_string_equal(err.message, "101 is too many");
}

static void a_null_error_is_allowed(void **state) {
    (void)state;
    assert_int_equal(concord_fail(NULL, CONCORD_BUSY, "locked"), CONCORD_BUSY);
    assert_int_equal(concord_refuse(NULL, "q", "long"), CONCORD_BAD_REQUEST);
    assert_int_equal(concord_no_memory(NULL), CONCORD_NO_MEMORY);
}

static void a_long_message_is_cut_to_its_size(void **state) {
    (void)state;
    struct concord_error err = {0};
    concord_fail(&err, CONCORD_IO, "%0*d", 2 * CONCORD_MESSAGE_MAX, 0);
    assert_int_equal(strlen(err.message), CONCORD_MESSAGE_MAX - 1);
    concord_refuse(&err, "a-parameter-with-a-name-far-too-long-to-keep", "x");
    assert_int_equal(strlen(err.parameter), sizeof err.parameter - 1);
}

static void a_message_is_cut_between_characters(void **state) {
    (void)state;
    for (int lead = 0; lead < 4; lead++) {
        char text[4 * CONCORD_MESSAGE_MAX] = "";
        memset(text, 'x', (size_t)lead);
        for (int i = 0; i < CONCORD_MESSAGE_MAX; i++)
            strcat(text, "\xE2\x80\x99"); /* a curly apostrophe */
        struct concord_error err = {0};
        concord_fail(&err, CONCORD_IO, "%s", text);
        size_t size = strlen(err.message);
        assert_true(size > CONCORD_MESSAGE_MAX - 4);
        assert_int_equal((size - (size_t)lead) % 3, 0);
    }
}

static void a_message_may_quote_the_one_it_replaces(void **state) {
    (void)state;
    struct concord_error err = {0};
    concord_fail(&err, CONCORD_IO, "no space");
    concord_fail(&err, CONCORD_CORRUPT, "commit: %s", err.message);
    assert_string_equal(err.message, "commit: no space");
}

static void every_status_has_a_name_of_its_own(void **state) {
    (void)state;
    for (int i = CONCORD_OK; i <= CONCORD_INTERNAL; i++) {
        const char *name = concord_status_name((enum concord_status)i);
        assert_true(name[0] != '\0');
        for (int j = CONCORD_OK; j < i; j++)
            assert_string_not_equal(
                name, concord_status_name((enum concord_status)j));
    }
    assert_non_null(concord_status_name((enum concord_status)99));
}

static void a_full_disk_is_told_from_other_faults_of_files(void **state) {
    (void)state;
    struct concord_error err = {0};
    assert_int_equal(concord_fail_file(&err, "a/file", ENOSPC),
                     CONCORD_NO_SPACE);
    assert_string_equal(err.message, "a/file: No space left on device");
    assert_int_equal(concord_fail_file(&err, "a/file", EDQUOT),
                     CONCORD_NO_SPACE);
    assert_int_equal(concord_fail_file(&err, "a/file", 0), CONCORD_NO_SPACE);
    assert_int_equal(concord_fail_file(&err, "a/file", EACCES), CONCORD_IO);
    assert_string_equal(err.message, "a/file: Permission denied");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fail_returns_its_status_and_keeps_its_words),
        cmocka_unit_test(refuse_names_the_parameter),
        cmocka_unit_test(a_null_error_is_allowed),
        cmocka_unit_test(a_long_message_is_cut_to_its_size),
        cmocka_unit_test(a_message_is_cut_between_characters),
        cmocka_unit_test(a_message_may_quote_the_one_it_replaces),
        cmocka_unit_test(a_full_disk_is_told_from_other_faults_of_files),
        cmocka_unit_test(every_status_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
