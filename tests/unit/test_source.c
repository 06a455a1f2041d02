/* test_source.c - claims about which papers a walk finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "corpus/source.h"
#include "schema/buffer.h"

static char folder[PATH_MAX]; /* of the test, without links in its path */

static int make_folder(void **state) {
    (void)state;
    char name[] = "/tmp/concord-source-XXXXXX";
    return mkdtemp(name) && chmod(name, 0755) == 0 && realpath(name, folder)
               ? 0
               : -1;
}

/* rm, because nftw() gives up on paths that are too long. */
static int remove_folder(void **state) {
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        execlp("rm", "rm", "-rf", folder, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0 ? 0
                                                                           : -1;
}

static const char *in_folder(const char *path) {
    static char names[4][PATH_MAX + 64];
    static size_t turn;
    char *name = names[turn++ % 4];
    snprintf(name, sizeof names[0], "%s/%s", folder, path);
    return name;
}

static void make_file(const char *path, const char *content) {
    FILE *file = fopen(in_folder(path), "wb");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static void make_sub(const char *path) {
    assert_int_equal(mkdir(in_folder(path), 0755), 0);
}

static struct source_list walk_as(const char *const *sources, size_t count,
                                  unsigned flags) {
    struct source_list list;
    struct concord_error err = {0};
    if (source_list_walk(&list, sources, count, flags, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    return list;
}

static struct source_list walk(const char *const *sources, size_t count) {
    return walk_as(sources, count, 0);
}

static struct source_list walk_one(const char *source) {
    return walk(&source, 1);
}

/* "outcome path (reason)" for each, a line each; roots are left out. */
static char *describe(const struct source_list *list) {
    static const char *const OUTCOMES[] = {"file", "skipped", "rejected"};
    struct buffer text = BUFFER_INIT(1 << 20);
    for (size_t i = 0; i < list->count; i++) {
        const struct source_file *file = &list->files[i];
        buffer_printf(&text, "%s %s", OUTCOMES[file->outcome], file->path);
        if (file->reason)
            buffer_printf(&text, " (%s)", file->reason);
        buffer_append_char(&text, '\n');
    }
    return buffer_take(&text);
}

static void assert_walk_as(const char *const *sources, size_t count,
                           unsigned flags, const char *expected) {
    struct source_list list = walk_as(sources, count, flags);
    char *found = describe(&list);
    assert_string_equal(found, expected);
    free(found);
    source_list_clear(&list);
}

static void assert_walk(const char *const *sources, size_t count,
                        const char *expected) {
    assert_walk_as(sources, count, 0, expected);
}

/* The fixture's folder, links followed. */
static void assert_followed(const char *expected) {
    const char *source = folder;
    assert_walk_as(&source, 1, SOURCE_FOLLOW_LINKS, expected);
}

static void make_link(const char *target, const char *path) {
    assert_int_equal(symlink(target, in_folder(path)), 0);
}

static void files_are_listed_by_root_and_path_bytewise(void **state) {
    (void)state;
    make_sub("b");
    make_sub("a");
    make_file("b/2.txt", "");
    make_file("b/10.txt", "");
    make_file("a/x.txt", "");
    make_file("a.txt", "");
    make_file("B.txt", "");
    const char *sources[] = {in_folder("b"), in_folder("a"),
                             in_folder("B.txt")};
    struct source_list list = walk(sources, 3);
    assert_int_equal(list.count, 4);
    assert_string_equal(list.files[0].root, folder);
    assert_string_equal(list.files[0].path, "B.txt");
    assert_string_equal(list.files[1].path, "x.txt");
    assert_string_equal(list.files[2].path, "10.txt");
    assert_string_equal(list.files[3].path, "2.txt");
    source_list_clear(&list);
    const char *whole = folder;
    assert_walk(&whole, 1,
                "file B.txt\nfile a.txt\nfile a/x.txt\nfile b/10.txt\n"
                "file b/2.txt\n");
}

static void a_file_has_its_size_and_times(void **state) {
    (void)state;
    make_file("a.txt", "twelve bytes");
    struct timespec times[2] = {{0}, {.tv_sec = 1000, .tv_nsec = 7}};
    assert_int_equal(utimensat(AT_FDCWD, in_folder("a.txt"), times, 0), 0);
    struct source_list list = walk_one(folder);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.files[0].size, 12);
    assert_true(list.files[0].modified == 1000000000007);
    assert_true(list.files[0].changed > 1000000000000000000);
    source_list_clear(&list);
}

static void a_file_source_has_its_folder_for_root(void **state) {
    (void)state;
    make_sub("a");
    make_file("a/x.txt", "");
    struct source_list list = walk_one(in_folder("a/x.txt"));
    assert_int_equal(list.count, 1);
    assert_string_equal(list.files[0].root, in_folder("a"));
    assert_string_equal(list.files[0].path, "x.txt");
    source_list_clear(&list);
}

static void a_root_has_no_links_nor_dots(void **state) {
    (void)state;
    make_sub("a");
    make_file("a/x.txt", "");
    assert_int_equal(symlink("a", in_folder("link")), 0);
    struct source_list list = walk_one(in_folder("./link/../link"));
    assert_int_equal(list.count, 1);
    assert_string_equal(list.files[0].root, in_folder("a"));
    source_list_clear(&list);
}

static void links_within_a_source_are_skipped(void **state) {
    (void)state;
    make_sub("a");
    make_file("a/x.txt", "");
    assert_int_equal(symlink("..", in_folder("a/loop")), 0);
    assert_int_equal(symlink("x.txt", in_folder("a/y.txt")), 0);
    assert_int_equal(symlink("nowhere", in_folder("a/z.txt")), 0);
    const char *source = folder;
    assert_walk(&source, 1,
                "skipped a/loop (a symbolic link is not followed)\n"
                "file a/x.txt\n"
                "skipped a/y.txt (a symbolic link is not followed)\n"
                "skipped a/z.txt (a symbolic link is not followed)\n");
}

static void a_link_that_is_followed_is_read_under_its_own_name(void **state) {
    (void)state;
    make_sub("papers");
    make_sub("elsewhere");
    make_sub("elsewhere/deep");
    make_file("elsewhere/deep/x.txt", "four");
    make_file("elsewhere/y.txt", "");
    make_link("../elsewhere/deep", "papers/folder");
    make_link("../elsewhere/y.txt", "papers/z.txt");
    const char *source = in_folder("papers");
    struct source_list list = walk_as(&source, 1, SOURCE_FOLLOW_LINKS);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.files[0].root, in_folder("papers"));
    assert_string_equal(list.files[0].path, "folder/x.txt");
    assert_int_equal(list.files[0].size, 4);
    assert_true(list.files[0].linked);
    assert_string_equal(list.files[1].path, "z.txt");
    assert_true(list.files[1].linked);
    source_list_clear(&list);
}

static void what_has_a_name_of_its_own_keeps_it(void **state) {
    (void)state;
    make_sub("b");
    make_file("b/x.txt", "");
    make_link("b", "a");
    make_link("b/x.txt", "x.txt");
    assert_followed("skipped a (is read already, under another name)\n"
                    "file b/x.txt\n"
                    "skipped x.txt (is read already, under another name)\n");
}

static void two_links_to_one_file_are_one_paper(void **state) {
    (void)state;
    make_sub("papers");
    make_file("x.txt", "");
    make_sub("folder");
    make_file("folder/y.txt", "");
    make_link("../x.txt", "papers/1.txt");
    make_link("../x.txt", "papers/2.txt");
    make_link("../folder", "papers/3");
    make_link("../folder", "papers/4");
    const char *source = in_folder("papers");
    assert_walk_as(&source, 1, SOURCE_FOLLOW_LINKS,
                   "file 1.txt\n"
                   "skipped 2.txt (is read already, under another name)\n"
                   "file 3/y.txt\n"
                   "skipped 4 (is read already, under another name)\n");
}

static void no_loop_of_links_is_walked_twice(void **state) {
    (void)state;
    make_sub("a");
    make_sub("a/b");
    make_file("a/b/x.txt", "");
    make_link("..", "a/b/up");
    make_link(".", "a/here");
    make_link("self", "self");
    assert_followed("skipped a/b/up (is read already, under another name)\n"
                    "file a/b/x.txt\n"
                    "skipped a/here (is read already, under another name)\n"
                    "skipped self (a symbolic link that leads back to itself)"
                    "\n");
}

static void a_loop_outside_the_source_ends_as_well(void **state) {
    (void)state;
    make_sub("papers");
    make_sub("left");
    make_sub("right");
    make_file("right/x.txt", "");
    make_link("../right", "left/on");
    make_link("../left", "right/on");
    make_link("../left", "papers/in");
    const char *source = in_folder("papers");
    assert_walk_as(&source, 1, SOURCE_FOLLOW_LINKS,
                   "skipped in/on/on (is read already, under another name)\n"
                   "file in/on/x.txt\n");
}

static void a_link_that_leads_nowhere_is_skipped(void **state) {
    (void)state;
    make_link("nowhere", "a.txt");
    make_link("/dev/null", "b.txt");
    assert_followed("skipped a.txt (a symbolic link that leads nowhere)\n"
                    "skipped b.txt (a device is not read)\n");
}

static void hard_links_are_papers_of_their_own(void **state) {
    (void)state;
    make_file("a.txt", "");
    assert_int_equal(link(in_folder("a.txt"), in_folder("b.txt")), 0);
    assert_followed("file a.txt\nfile b.txt\n");
}

static void hidden_things_are_skipped_with_one_entry_each(void **state) {
    (void)state;
    make_sub(".git");
    make_file(".git/a", "");
    make_file(".git/b", "");
    make_file(".hidden.txt", "");
    const char *source = folder;
    assert_walk(&source, 1,
                "skipped .git (a hidden folder is not read)\n"
                "skipped .hidden.txt (a hidden file is not read)\n");
}

static void what_is_hidden_is_read_when_it_is_named(void **state) {
    (void)state;
    make_sub(".hid");
    make_file(".hid/a.txt", "");
    make_file(".b.txt", "");
    const char *sources[] = {in_folder(".hid"), folder, in_folder(".b.txt")};
    assert_walk(sources, 3,
                "file .b.txt\nskipped .hid (a hidden folder is not read)\n"
                "file a.txt\n");
}

static void images_and_the_like_are_skipped_by_their_endings(void **state) {
    (void)state;
    make_file("a.JPG", "");
    make_file("b.css", "");
    make_file("c.js", "");
    make_file("d.woff2", "");
    make_file("e.mp3", "");
    make_file("f.mp4", "");
    make_file("jpg", "");
    make_file("text.json", "");
    const char *source = folder;
    assert_walk(&source, 1,
                "skipped a.JPG (an image is not read)\n"
                "skipped b.css (a style sheet is not read)\n"
                "skipped c.js (a script is not read)\n"
                "skipped d.woff2 (a font is not read)\n"
                "skipped e.mp3 (a sound recording is not read)\n"
                "skipped f.mp4 (a film is not read)\n"
                "file jpg\nfile text.json\n");
}

static void pipes_and_sockets_are_skipped_and_never_opened(void **state) {
    (void)state;
    assert_int_equal(mkfifo(in_folder("pipe.txt"), 0644), 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s",
             in_folder("socket.txt"));
    int opened = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_true(opened >= 0);
    assert_int_equal(bind(opened, (struct sockaddr *)&address, sizeof address),
                     0);
    const char *sources[] = {folder, in_folder("pipe.txt"), "/dev/null"};
    assert_walk(sources, 3,
                "skipped null (a device is not read)\n"
                "skipped pipe.txt (a named pipe is not read)\n"
                "skipped socket.txt (a socket is not read)\n");
    close(opened);
}

static void
a_name_that_is_no_utf8_is_rejected_and_the_walk_goes_on(void **state) {
    (void)state;
    make_sub("d\xFE");
    make_file("d\xFE/below.txt", "");
    make_file("caf\xE9.txt", "");
    make_file("caf\xC3\xA9.txt", "");
    const char *source = folder;
    assert_walk(
        &source, 1,
        "rejected caf\\xe9.txt (the name \"caf\\xe9.txt\" is not UTF-8; rename "
        "it)\n"
        "file caf\xC3\xA9.txt\n"
        "rejected d\\xfe (the name \"d\\xfe\" is not UTF-8; rename it)\n");
}

static void any_other_name_is_walked(void **state) {
    (void)state;
    make_file("new\nline.txt", "");
    make_file("a b'c\"d\\.txt", "");
    make_file("-rf", "");
    struct source_list list = walk_one(folder);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.files[2].path, "new\nline.txt");
    source_list_clear(&list);
}

static void a_file_in_two_sources_belongs_to_the_first(void **state) {
    (void)state;
    make_sub("a");
    make_sub("a/b");
    make_file("a/b/x.txt", "");
    make_file("a/y.txt", "");
    const char *inner_first[] = {in_folder("a/b"), in_folder("a")};
    struct source_list list = walk(inner_first, 2);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.files[0].path, "y.txt");
    assert_string_equal(list.files[1].path, "x.txt");
    assert_string_equal(list.files[1].root, in_folder("a/b"));
    source_list_clear(&list);
    const char *outer_first[] = {in_folder("a"), in_folder("a/b"),
                                 in_folder("a/b/x.txt"), in_folder("a/")};
    assert_walk(outer_first, 4, "file b/x.txt\nfile y.txt\n");
}

static void a_source_that_is_missing_is_named(void **state) {
    (void)state;
    const char *sources[] = {folder, in_folder("nowhere")};
    struct source_list list;
    struct concord_error err = {0};
    assert_int_equal(source_list_walk(&list, sources, 2, 0, &err),
                     CONCORD_NOT_FOUND);
    assert_non_null(strstr(err.message, sources[1]));
    assert_int_equal(list.count, 0);
    source_list_clear(&list);
}

static void a_folder_that_cannot_be_opened_is_rejected(void **state) {
    (void)state;
    make_sub("open");
    make_sub("shut");
    make_file("open/x.txt", "");
    make_file("shut/y.txt", "");
    assert_int_equal(chmod(in_folder("shut"), 0), 0);
    /* Nothing is shut to the superuser. */
    uid_t user = geteuid();
    if (user == 0)
        assert_int_equal(seteuid(65534), 0);
    struct source_list list = walk_one(folder);
    struct source_list alone = walk_one(in_folder("shut"));
    if (user == 0)
        assert_int_equal(seteuid(0), 0);
    char *found = describe(&list);
    assert_string_equal(found,
                        "file open/x.txt\n"
                        "rejected shut (cannot be read: Permission denied)\n");
    free(found);
    found = describe(&alone);
    assert_string_equal(found,
                        "rejected . (cannot be read: Permission denied)\n");
    free(found);
    source_list_clear(&list);
    source_list_clear(&alone);
    assert_int_equal(chmod(in_folder("shut"), 0755), 0);
}

/* Two files on every five hundredth level, some below a path that is longer
 * than the system takes. */
static void a_tree_may_be_deeper_than_a_path_may_be_long(void **state) {
    (void)state;
    enum { LEVELS = 3000, EVERY = 500 };
    int at = open(folder, O_RDONLY | O_DIRECTORY);
    for (int level = 1; level <= LEVELS; level++) {
        assert_int_equal(mkdirat(at, "deep", 0755), 0);
        int below = openat(at, "deep", O_RDONLY | O_DIRECTORY);
        assert_true(below >= 0);
        close(at);
        at = below;
        if (level % EVERY == 0) {
            assert_int_equal(mkdirat(at, "aside", 0755), 0);
            int aside = openat(at, "aside", O_RDONLY | O_DIRECTORY);
            close(openat(aside, "a.txt", O_CREAT | O_WRONLY, 0644));
            close(aside);
            close(openat(at, "b.txt", O_CREAT | O_WRONLY, 0644));
        }
    }
    close(at);
    struct source_list list = walk_one(folder);
    assert_int_equal(list.count, 2 * LEVELS / EVERY);
    size_t longest = 0;
    for (size_t i = 0; i < list.count; i++) {
        size_t length = strlen(list.files[i].path);
        assert_int_equal(list.files[i].outcome, SOURCE_FILE);
        longest = length > longest ? length : longest;
    }
    assert_int_equal(longest, LEVELS * strlen("deep/") + strlen("aside/a.txt"));
    source_list_clear(&list);
}

static void a_walk_costs_no_descriptors(void **state) {
    (void)state;
    make_sub("a");
    int before = dup(0);
    close(before);
    struct source_list list = walk_one(folder);
    int after = dup(0);
    close(after);
    assert_int_equal(before, after);
    assert_int_equal(list.count, 0);
    source_list_clear(&list);
}

static void no_sources_are_no_files(void **state) {
    (void)state;
    assert_walk(NULL, 0, "");
}

int main(void) {
#define CLAIM(test)                                                            \
    cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        CLAIM(files_are_listed_by_root_and_path_bytewise),
        CLAIM(a_file_has_its_size_and_times),
        CLAIM(a_file_source_has_its_folder_for_root),
        CLAIM(a_root_has_no_links_nor_dots),
        CLAIM(links_within_a_source_are_skipped),
        CLAIM(a_link_that_is_followed_is_read_under_its_own_name),
        CLAIM(what_has_a_name_of_its_own_keeps_it),
        CLAIM(two_links_to_one_file_are_one_paper),
        CLAIM(no_loop_of_links_is_walked_twice),
        CLAIM(a_loop_outside_the_source_ends_as_well),
        CLAIM(a_link_that_leads_nowhere_is_skipped),
        CLAIM(hard_links_are_papers_of_their_own),
        CLAIM(hidden_things_are_skipped_with_one_entry_each),
        CLAIM(what_is_hidden_is_read_when_it_is_named),
        CLAIM(images_and_the_like_are_skipped_by_their_endings),
        CLAIM(pipes_and_sockets_are_skipped_and_never_opened),
        CLAIM(a_name_that_is_no_utf8_is_rejected_and_the_walk_goes_on),
        CLAIM(any_other_name_is_walked),
        CLAIM(a_file_in_two_sources_belongs_to_the_first),
        CLAIM(a_source_that_is_missing_is_named),
        CLAIM(a_folder_that_cannot_be_opened_is_rejected),
        CLAIM(a_tree_may_be_deeper_than_a_path_may_be_long),
        CLAIM(a_walk_costs_no_descriptors),
        CLAIM(no_sources_are_no_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
