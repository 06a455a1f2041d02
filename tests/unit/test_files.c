#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files.h"

/* Everything written to it is lost for want of room. */
static const char full[] = "/dev/full";

static void a_write_that_fails_late_is_told_on_closing(void **state) {
    struct concord_error err = {0};
    FILE *file = NULL;
    (void)state;
    assert_int_equal(files_create(&file, full, &err), CONCORD_OK);
    fputs("few enough to wait in memory", file);
    assert_int_equal(files_close(file, full, &err), CONCORD_NO_SPACE);
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
    assert_int_equal(files_close(file, full, &err), CONCORD_NO_SPACE);
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

/* Not a multiple of the pieces in which files are read. */
static void a_copy_has_the_bytes_of_its_file(void **state) {
    enum { SIZE = 600 * 1000 };
    char from[] = "/tmp/concord-files-XXXXXX";
    char to[] = "/tmp/concord-files-XXXXXX";
    char hex[2][FILES_SHA256_HEX];
    uint64_t size = 0;
    (void)state;
    int file = mkstemp(from);
    close(mkstemp(to));
    for (int i = 0; i < SIZE; i += 4)
        assert_int_equal(write(file, &i, sizeof i), sizeof i);
    close(file);
    assert_int_equal(files_copy(from, to, NULL), CONCORD_OK);
    assert_int_equal(files_hash(from, &size, hex[0], NULL), CONCORD_OK);
    assert_int_equal(files_hash(to, &size, hex[1], NULL), CONCORD_OK);
    assert_int_equal(size, SIZE);
    assert_string_equal(hex[0], hex[1]);
    unlink(from);
    unlink(to);
}

static void a_copy_that_does_not_fit_is_a_fault_of_its_place(void **state) {
    struct concord_error err = {0};
    (void)state;
    assert_int_equal(files_copy("/proc/self/exe", full, &err),
                     CONCORD_NO_SPACE);
    assert_non_null(strstr(err.message, full));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_that_fails_late_is_told_on_closing),
        cmocka_unit_test(a_write_that_failed_before_is_told_on_closing),
        cmocka_unit_test(a_file_in_a_folder_that_is_not_there_is_not_created),
        cmocka_unit_test(a_copy_has_the_bytes_of_its_file),
        cmocka_unit_test(a_copy_that_does_not_fit_is_a_fault_of_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
