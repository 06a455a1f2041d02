/* test_memory_available.c - what the kernel's files say of memory, in a folder
 * that stands for them. */
#include "memory_available.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h wants what stands before it. */
#include <cmocka.h>

#include "files.h"

static char root[] = "/tmp/concord-memory-XXXXXX";

static void put(const char *folder, const char *name, const char *text) {
    char path[4096];
    for (const char *end = folder; (end = strchr(end + 1, '/')) != NULL;) {
        snprintf(path, sizeof path, "%s%.*s", root, (int)(end - folder),
                 folder);
        assert_int_equal(files_make_directory(path, NULL), CONCORD_OK);
    }
    snprintf(path, sizeof path, "%s%s%s", root, folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int set_up(void **state) {
    (void)state;
    strcpy(root, "/tmp/concord-memory-XXXXXX");
    return mkdtemp(root) == NULL;
}

static int tear_down(void **state) {
    (void)state;
    return files_remove(root, NULL) != CONCORD_OK;
}

static void put_meminfo(void) {
    put("/proc/", "meminfo",
        "MemTotal: 4000 kB\nMemFree: 100 kB\nMemAvailable:    3000 kB\n");
}

static void a_system_that_does_not_say_has_none(void **state) {
    (void)state;
    assert_int_equal(memory_available_below(root), 0);
}

static void without_groups_it_is_what_is_available(void **state) {
    (void)state;
    put_meminfo();
    assert_int_equal(memory_available_below(root), 3000 * 1024);
}

static void a_group_without_a_limit_changes_nothing(void **state) {
    (void)state;
    put_meminfo();
    put("/proc/self/", "cgroup", "0::/a/b\n");
    put("/sys/fs/cgroup/a/b/", "memory.max", "max\n");
    assert_int_equal(memory_available_below(root), 3000 * 1024);
}

static void the_least_limit_of_the_groups_around_counts(void **state) {
    (void)state;
    put_meminfo();
    put("/proc/self/", "cgroup", "1:name=x:/\n0::/a/b\n");
    put("/sys/fs/cgroup/a/b/", "memory.max", "2000000\n");
    assert_int_equal(memory_available_below(root), 2000000);
    put("/sys/fs/cgroup/a/", "memory.max", "1000000\n");
    assert_int_equal(memory_available_below(root), 1000000);
    put("/sys/fs/cgroup/", "memory.max", "500000\n");
    assert_int_equal(memory_available_below(root), 500000);
}

/* As a container sees its own group. */
static void a_group_at_the_root_has_its_limit_there(void **state) {
    (void)state;
    put_meminfo();
    put("/proc/self/", "cgroup", "0::/\n");
    put("/sys/fs/cgroup/", "memory.max", "500000\n");
    assert_int_equal(memory_available_below(root), 500000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_system_that_does_not_say_has_none),
        TEST(without_groups_it_is_what_is_available),
        TEST(a_group_without_a_limit_changes_nothing),
        TEST(the_least_limit_of_the_groups_around_counts),
        TEST(a_group_at_the_root_has_its_limit_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
