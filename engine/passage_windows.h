/* passage_windows.h - the stretches of a text that could be passages, the best
 * first.
 *
 * From every hit two windows are tried: one that opens with its sentence, and
 * one that opens shortly before it, for what a long sentence leaves no room
 * for. Each ends where it is worth most. Pure; one thread at a time. */
#ifndef CONCORD_ENGINE_PASSAGE_WINDOWS_H
#define CONCORD_ENGINE_PASSAGE_WINDOWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "passage_text.h"
#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Words first..end of the stretch. */
struct passage_window {
    uint32_t first;
    uint32_t end;
    double worth;
    bool cut_before; /* it begins within a sentence */
    bool cut_after;
};

/* What a window has of one of the things asked for. */
struct window_met {
    uint32_t window; /* number of the window that met it last */
    unsigned times;
    double worth;
};

struct passage_windows {
    const struct passage_text *text;
    struct window_met *met; /* by sought_word.matter */
    uint32_t newest;        /* number of a window */
    struct passage_window *items;
    size_t count;
};

/* Make room for the windows of any stretch of `text`, which has been prepared
 * and must outlive *out, in `arena`. CONCORD_NO_MEMORY. */
enum concord_status passage_windows_prepare(struct passage_windows *out,
                                            struct arena *arena,
                                            const struct passage_text *text,
                                            struct concord_error *err);

/* The windows of the stretch that are worth something, the best first. */
void passage_windows_find(struct passage_windows *windows);

/* The best window that opens with word `first`, which is worth nothing when
 * nothing sought is in it. */
struct passage_window passage_windows_open(struct passage_windows *windows,
                                           uint32_t first);

#ifdef __cplusplus
}
#endif

#endif
