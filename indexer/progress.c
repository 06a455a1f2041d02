/* progress.c - draws how far a run is. */
#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    WIDTH_UNKNOWN = 80,
    BAR_LEAST = 10,
    BAR_MOST = 40,
    DOING_WIDTH = 10,
    DRAWS_PER_SECOND = 10,
    TELL_RATE_AFTER = 1 /* second; before that it says nothing */
};

static double seconds_between(const struct timespec *from,
                              const struct timespec *to) {
    return (double)(to->tv_sec - from->tv_sec) +
           (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

/* ---- what it says ---- */

static double rate_of(const struct progress *progress, double seconds) {
    return seconds >= TELL_RATE_AFTER ? (double)progress->done / seconds : 0;
}

static void format_rate(char *out, size_t size, double rate) {
    if (rate > 0)
        snprintf(out, size, rate < 10 ? "  %.1f/s" : "  %.0f/s", rate);
    else
        out[0] = '\0';
}

static void format_left(char *out, size_t size, double seconds) {
    const double hour = 3600;
    unsigned long whole = (unsigned long)(seconds + 0.5);
    if (seconds < hour)
        snprintf(out, size, "  %lu:%02lu left", whole / 60, whole % 60);
    else if (seconds < 100 * hour)
        snprintf(out, size, "  %lu:%02lu:%02lu left", whole / 3600,
                 whole / 60 % 60, whole % 60);
    else
        snprintf(out, size, "  days left");
}

static size_t share_of(const struct progress *progress, size_t most) {
    double part = (double)progress->done / (double)progress->total;
    size_t share = (size_t)(part * (double)most);
    return share < most ? share : most;
}

static void format_bar(char *out, const struct progress *progress,
                       size_t width) {
    size_t filled = share_of(progress, width);
    *out++ = '[';
    memset(out, ' ', width);
    memset(out, '=', filled);
    if (filled < width)
        out[filled] = '>';
    memcpy(out + width, "] ", sizeof "] ");
}

/* Pieces are left out from the least needed to the most until the rest fits. */
void progress_format(char out[PROGRESS_LINE_MAX],
                     const struct progress *progress, double seconds,
                     size_t width) {
    char doing[DOING_WIDTH + 2];
    char bar[BAR_MOST + sizeof "[] "] = "";
    char count[64];
    char rate[32];
    char left[32] = "";
    double per_second = rate_of(progress, seconds);
    snprintf(doing, sizeof doing, "%-*.*s ", DOING_WIDTH, DOING_WIDTH,
             progress->doing);
    snprintf(count, sizeof count, "%zu/%zu", progress->done, progress->total);
    format_rate(rate, sizeof rate, per_second);
    if (per_second > 0)
        format_left(left, sizeof left,
                    (double)(progress->total - progress->done) / per_second);
    size_t room = width < PROGRESS_LINE_MAX ? width : PROGRESS_LINE_MAX - 1;
    if (strlen(doing) + strlen(count) + strlen(rate) + strlen(left) > room)
        rate[0] = '\0';
    if (strlen(doing) + strlen(count) + strlen(left) > room)
        left[0] = '\0';
    if (strlen(doing) + strlen(count) > room)
        doing[0] = '\0';
    size_t used = strlen(doing) + strlen(count) + strlen(rate) + strlen(left);
    size_t most =
        room > used + sizeof "[] " - 1 ? room - used - (sizeof "[] " - 1) : 0;
    if (most >= BAR_LEAST && progress->total > 0)
        format_bar(bar, progress, most < BAR_MOST ? most : BAR_MOST);
    snprintf(out, PROGRESS_LINE_MAX, "%s%s%s%s%s", doing, bar, count, rate,
             left);
    out[room] = '\0';
}

/* ---- drawing ---- */

static size_t terminal_width(void) {
    struct winsize size = {0};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
               ? size.ws_col
               : WIDTH_UNKNOWN;
}

/* The last column stays free: writing there makes some terminals go on to the
 * next line. */
static void draw(struct progress *progress, const struct timespec *now) {
    char line[PROGRESS_LINE_MAX];
    progress_format(line, progress, seconds_between(&progress->begun, now),
                    terminal_width() - 1);
    fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
    progress->drawn = true;
    progress->last = *now;
}

static bool can_draw(void) {
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && terminal != NULL && terminal[0] != '\0' &&
           strcmp(terminal, "dumb") != 0;
}

void progress_open(struct progress *progress, enum progress_when when) {
    *progress = (struct progress){0};
    progress->wanted =
        when == PROGRESS_ALWAYS || (when == PROGRESS_AUTO && can_draw());
    progress->at_once = when == PROGRESS_ALWAYS;
}

void progress_begin(struct progress *progress, const char *doing,
                    size_t total) {
    progress_hide(progress);
    progress->doing = doing;
    progress->total = total;
    progress->done = 0;
    clock_gettime(CLOCK_MONOTONIC, &progress->begun);
    progress->last = progress->begun;
    if (progress->at_once && total > 0)
        draw(progress, &progress->begun);
}

/* The first tenth of a second shows nothing unless it must, so that a short run
 * does not flicker. */
void progress_step(struct progress *progress) {
    struct timespec now;
    progress->done++;
    if (!progress->wanted)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds_between(&progress->last, &now) >= 1.0 / DRAWS_PER_SECOND)
        draw(progress, &now);
}

void progress_hide(struct progress *progress) {
    if (!progress->drawn)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    progress->drawn = false;
}
