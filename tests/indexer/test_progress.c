/* test_progress.c - the line that says how far a run is. */
#include "indexer_fixture.h"

#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "progress.h"
#include "schema/buffer.h"

/* ---- what it says ---- */

static const char *line_of(size_t done, size_t total, double seconds,
                           size_t width) {
    static char line[PROGRESS_LINE_MAX];
    struct progress progress = {
        .doing = "reading", .done = done, .total = total};
    progress_format(line, &progress, seconds, width);
    return line;
}

static void the_line_has_bar_count_rate_and_time_left(void **state) {
    (void)state;
    assert_string_equal(
        line_of(123, 456, 3.6, 60),
        "reading    [=====>                ] 123/456  34/s  0:10 left");
}

static void rate_and_time_left_wait_for_the_first_second(void **state) {
    (void)state;
    assert_null(strstr(line_of(50, 100, 0.5, 80), "/s"));
    assert_null(strstr(line_of(0, 100, 60, 80), "left"));
    assert_non_null(strstr(line_of(5, 100, 2, 80), "  2.5/s  0:38 left"));
}

static void long_times_are_hours_or_days(void **state) {
    (void)state;
    assert_non_null(strstr(line_of(100, 460000, 1, 80), "  1:16:39 left"));
    assert_non_null(strstr(line_of(1, 1000000, 10, 80), "  days left"));
}

static void no_width_is_passed(void **state) {
    (void)state;
    for (size_t width = 0; width < 300; width++) {
        assert_true(strlen(line_of(123, 456, 3.6, width)) <= width);
        assert_true(strlen(line_of(0, 0, 0, width)) <= width);
        assert_true(strlen(line_of(456, 456, 1e9, width)) <= width);
    }
    assert_string_equal(line_of(123, 456, 3.6, 10), "123/456");
}

static void a_finished_step_has_a_full_bar(void **state) {
    (void)state;
    assert_non_null(strstr(line_of(9, 9, 0, 30), "[=============] 9/9"));
}

/* ---- when it is drawn ---- */

static void write_papers(const struct fixture *fixture) {
    char name[64];
    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, "papers/%02d.txt", i);
        fixture_write_paper(fixture, name, name);
    }
}

static void what_is_no_terminal_gets_no_line(void **state) {
    struct fixture *fixture = *state;
    write_papers(fixture);
    assert_int_equal(RUN_INDEX(fixture, "papers"), 0);
    assert_null(strchr(fixture->errors, '\r'));
    assert_int_equal(RUN_INDEX(fixture, "--progress", "always", "papers"), 0);
    assert_non_null(strstr(fixture->errors, "\rreading "));
    assert_int_equal(RUN_INDEX(fixture, "--progress=never", "papers"), 0);
    assert_null(strchr(fixture->errors, '\r'));
    assert_int_equal(RUN_INDEX(fixture, "--progress=often", "papers"), 64);
}

/* What a terminal shows in the end: each line as it was drawn over last. */
static char *as_shown(const char *drawn) {
    static const char clear[] = "\r\033[K";
    struct buffer shown = BUFFER_INIT(1 << 20);
    size_t line = 0;
    for (; *drawn != '\0'; drawn++) {
        if (strncmp(drawn, clear, sizeof clear - 1) == 0) {
            shown.size = line;
            drawn += sizeof clear - 2;
        } else if (*drawn == '\r' && drawn[1] != '\n') {
            /* The line that follows is as long or clears the rest. */
            shown.size = line;
        } else if (strncmp(drawn, "\033[K", 3) == 0) {
            drawn += 2;
        } else if (*drawn != '\r') {
            buffer_append_char(&shown, *drawn);
            line = *drawn == '\n' ? shown.size : line;
        }
    }
    return buffer_take(&shown);
}

static void verbose_lines_and_the_summary_stand_alone(void **state) {
    struct fixture *fixture = *state;
    write_papers(fixture);
    assert_int_equal(RUN_INDEX(fixture, "-v", "papers"), 0);
    char *expected = strdup(fixture->errors);
    assert_int_equal(RUN(fixture, "--index", "other", "--schema", "schema",
                         "--progress=always", "-v", "papers"),
                     0);
    char *shown = as_shown(fixture->errors);
    *strstr(expected, "index: ") = '\0';
    *strstr(shown, "other: ") = '\0';
    assert_string_equal(shown, expected);
    free(expected);
    free(shown);
}

/* Run on a terminal `columns` wide; everything that it was sent. */
static char *run_on_terminal(const struct fixture *fixture,
                             unsigned short columns, const char *terminal,
                             const char *when) {
    struct winsize size = {.ws_row = 24, .ws_col = columns};
    struct buffer sent = BUFFER_INIT(1 << 20);
    char bytes[4096];
    int master = -1;
    int status = 0;
    pid_t child = forkpty(&master, NULL, NULL, &size);
    if (child == 0) {
        if (chdir(fixture->directory) == 0 && setenv("TERM", terminal, 1) == 0)
            execl(CONCORD_INDEXER, "concord-indexer", "--index", "index",
                  "--schema", "schema", "--progress", when, "--rebuild",
                  "papers", (char *)NULL);
        _exit(127);
    }
    assert_true(child > 0);
    for (ssize_t got; (got = read(master, bytes, sizeof bytes)) > 0;)
        buffer_append(&sent, bytes, (size_t)got);
    close(master);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    return buffer_take(&sent);
}

static void a_narrow_terminal_gets_a_narrow_line(void **state) {
    struct fixture *fixture = *state;
    write_papers(fixture);
    char *sent = run_on_terminal(fixture, 12, "xterm", "always");
    assert_non_null(strstr(sent, "\r0/20\033[K"));
    char *rest = NULL;
    for (char *line = strtok_r(sent, "\r", &rest);
         line != NULL && strstr(line, "index") == NULL;
         line = strtok_r(NULL, "\r", &rest))
        assert_true(strcspn(line, "\033") < 12);
    free(sent);
}

static void a_terminal_that_cannot_draw_gets_no_line(void **state) {
    struct fixture *fixture = *state;
    write_papers(fixture);
    char *sent = run_on_terminal(fixture, 80, "dumb", "auto");
    assert_null(strstr(sent, "\033"));
    free(sent);
}

static void nothing_is_left_of_the_line_on_a_terminal(void **state) {
    struct fixture *fixture = *state;
    write_papers(fixture);
    char *sent = run_on_terminal(fixture, 80, "xterm", "always");
    char *shown = as_shown(sent);
    assert_ptr_equal(strstr(shown, "index: generation 1"), shown);
    free(sent);
    free(shown);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_has_bar_count_rate_and_time_left),
        cmocka_unit_test(rate_and_time_left_wait_for_the_first_second),
        cmocka_unit_test(long_times_are_hours_or_days),
        cmocka_unit_test(no_width_is_passed),
        cmocka_unit_test(a_finished_step_has_a_full_bar),
        TEST(what_is_no_terminal_gets_no_line),
        TEST(verbose_lines_and_the_summary_stand_alone),
        TEST(a_narrow_terminal_gets_a_narrow_line),
        TEST(a_terminal_that_cannot_draw_gets_no_line),
        TEST(nothing_is_left_of_the_line_on_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
