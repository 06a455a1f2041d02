#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "files.h"

/* Everything written to it is lost for want of room. */
static const char full[] = "/dev/full";

static void a_write_that_fails_late_is_told_on_closing(void **state) {
    struct concord_error err = {0};
    FILE *file = NULL;
    (void)state;
    assert_int_equal(files_create(&file, full, &err), CONCORD_OK);
    fputs("few enough to wait in memory", file);
    assert_int_equal(files_close(file, full, &err), CONCORD_IO);
    assert_non_null(strstr(err.message, full));
    assert_non_null(strstr(err.message, "No space left"));
}

static void a_write_that_failed_before_is_told_on_closing(void **state) {
    struct concord_error err = {0};
    FILE *file = NULL;
    (void)state;
    assert_int_equal(files_create(&file, full, &err), CONCORD_OK);
    fputs("lost", file);
    assert_int_equal(fflush(file), EOF);
    assert_int_equal(files_close(file, full, &err), CONCORD_IO);
    assert_non_null(strstr(err.message, full));
}

static void a_file_in_a_folder_that_is_not_there_is_not_created(void **state) {
    struct concord_error err = {0};
    FILE *file = stdout;
    (void)state;
    assert_int_equal(files_create(&file, "/dev/null/file", &err), CONCORD_IO);
    assert_null(file);
    assert_non_null(strstr(err.message, "/dev/null/file"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_that_fails_late_is_told_on_closing),
        cmocka_unit_test(a_write_that_failed_before_is_told_on_closing),
        cmocka_unit_test(a_file_in_a_folder_that_is_not_there_is_not_created),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
