/* test_data_folder.c - claims about where a program finds its data. A copy of
 * this very program, put elsewhere, says where it would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "folder_tree.h"
#include "schema/data_folder.h"

static char prefix[] = "/tmp/concord-prefix-XXXXXX";
static char copy[64];

static int set_up(void **state) {
    char command[256];
    (void)state;
    assert_non_null(mkdtemp(prefix));
    snprintf(copy, sizeof copy, "%s/bin/program", prefix);
    snprintf(command, sizeof command,
             "mkdir -p %s/bin %s/share/concord/web && cp /proc/%ld/exe %s",
             prefix, prefix, (long)getpid(), copy);
    return system(command);
}

static int tear_down(void **state) {
    (void)state;
    return folder_tree_remove(prefix);
}

static void assert_said(const char *program, const char *name,
                        const char *expected) {
    char command[PATH_MAX + 32];
    char said[PATH_MAX] = "";
    snprintf(command, sizeof command, "%s %s", program, name);
    FILE *out = popen(command, "r");
    assert_non_null(out);
    assert_non_null(fgets(said, sizeof said, out));
    assert_int_equal(pclose(out), 0);
    assert_string_equal(said, expected);
}

static void an_installed_program_has_what_was_installed_with_it(void **state) {
    char expected[PATH_MAX];
    (void)state;
    snprintf(expected, sizeof expected, "%s/bin/../share/concord/web", prefix);
    assert_said(copy, "web", expected);
}

static void a_program_without_such_a_folder_has_its_sources(void **state) {
    char own[PATH_MAX];
    (void)state;
    assert_said(copy, "schema", "/the/source");
    assert_string_equal(data_folder(own, "web", "/the/source"), "/the/source");
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_installed_program_has_what_was_installed_with_it),
        cmocka_unit_test(a_program_without_such_a_folder_has_its_sources),
    };
    char own[PATH_MAX];
    if (argc == 2)
        return fputs(data_folder(own, argv[1], "/the/source"), stdout) < 0;
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
