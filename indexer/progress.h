/* progress.h - a line on standard error that says how far a run is.
 *
 *   reading    [=========>          ] 123/456  34/s  0:10 left
 *
 * It is drawn ten times a second at most, over itself, and is gone when
 * something else is to be written there. One thread. */
#ifndef CONCORD_INDEXER_PROGRESS_H
#define CONCORD_INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

enum progress_when {
    PROGRESS_AUTO, /* on a terminal that can draw over itself */
    PROGRESS_ALWAYS,
    PROGRESS_NEVER
};

struct progress {
    bool wanted;
    bool at_once;      /* even when the run may be over in no time */
    bool drawn;        /* there is something to clear */
    const char *doing; /* static */
    size_t total;
    size_t done;
    struct timespec begun; /* both monotonic */
    struct timespec last;  /* when it was drawn */
};

void progress_open(struct progress *progress, enum progress_when when);

/* A step with `total` parts begins; the one before it is over. */
void progress_begin(struct progress *progress, const char *doing, size_t total);

/* One part more is done. */
void progress_step(struct progress *progress);

/* Take the line away; the next step that is drawn brings it back. */
void progress_hide(struct progress *progress);

/* What the line says after `seconds`, in at most `width` columns and without a
 * newline; the narrower the less. Pure. */
enum { PROGRESS_LINE_MAX = 256 };
void progress_format(char out[PROGRESS_LINE_MAX],
                     const struct progress *progress, double seconds,
                     size_t width);

#endif
