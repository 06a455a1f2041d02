/* test_originals.c - what is opened below a folder, and what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "originals.h"

static char folder[] = "/tmp/concord-originals-XXXXXX";
static char root[64];

static const char *under(const char *name) {
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put_file(const char *name) {
    FILE *file = fopen(under(name), "w");
    assert_non_null(file);
    fputs("words", file);
    fclose(file);
}

static int set_up(void **state) {
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(root, sizeof root, "%s/papers", folder);
    assert_int_equal(mkdir(under("papers"), 0700), 0);
    assert_int_equal(mkdir(under("papers/kent"), 0700), 0);
    assert_int_equal(mkfifo(under("papers/pipe"), 0600), 0);
    put_file("secret");
    put_file("papers/plain.txt");
    put_file("papers/kent/a b.txt");
    assert_int_equal(symlink("../secret", under("papers/link")), 0);
    assert_int_equal(symlink("plain.txt", under("papers/near")), 0);
    assert_int_equal(symlink("..", under("papers/up")), 0);
    return 0;
}

static int tear_down(void **state) {
    static const char *const names[] = {
        "papers/up",        "papers/near", "papers/link",
        "papers/plain.txt", "papers/pipe", "papers/kent/a b.txt",
        "papers/kent",      "papers",      "secret"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove(under(names[i]));
    return rmdir(folder);
}

static void assert_opened(const char *path) {
    int fd = -1;
    uint64_t size = 0;
    assert_int_equal(originals_open(&fd, &size, root, path, NULL), CONCORD_OK);
    assert_int_equal(size, 5);
    close(fd);
}

static void assert_not_found(const char *path) {
    int fd = -1;
    uint64_t size = 0;
    if (originals_open(&fd, &size, root, path, NULL) != CONCORD_NOT_FOUND)
        fail_msg("'%s' is opened", path);
    assert_int_equal(fd, -1);
}

static void plain_files_are_opened(void **state) {
    (void)state;
    assert_opened("plain.txt");
    assert_opened("kent/a b.txt");
}

static void nothing_outside_the_folder_is_opened(void **state) {
    (void)state;
    assert_not_found("../secret");
    assert_not_found("kent/../../secret");
    assert_not_found("kent/../plain.txt");
    assert_not_found("/etc/passwd");
    assert_not_found(folder);
}

static void links_are_not_followed(void **state) {
    (void)state;
    assert_not_found("link");
    assert_not_found("near");
    assert_not_found("up/secret");
}

static void what_is_no_plain_file_is_not_opened(void **state) {
    (void)state;
    assert_not_found("");
    assert_not_found("kent");
    assert_not_found("kent/");
    assert_not_found("kent//a b.txt");
    assert_not_found("./plain.txt");
    assert_not_found("plain.txt/more");
    assert_not_found("pipe");
    assert_not_found("nothing");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_files_are_opened),
        cmocka_unit_test(nothing_outside_the_folder_is_opened),
        cmocka_unit_test(links_are_not_followed),
        cmocka_unit_test(what_is_no_plain_file_is_not_opened),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
