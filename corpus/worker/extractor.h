/* extractor.h - one process of concord-extract, as the program that feeds it
 * has it. One thread at a time. */
#ifndef CONCORD_CORPUS_WORKER_EXTRACTOR_H
#define CONCORD_CORPUS_WORKER_EXTRACTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "schema/status.h"
#include "worker/channel.h"

/* Zero before first use. */
struct extractor {
    pid_t pid; /* 0: there is no process */
    struct channel channel;
    unsigned served; /* files */
};

/* Start `program` and wait until it is ready; there is no process yet. When it
 * fails there is none either. CONCORD_OK without one when it was stopped;
 * CONCORD_IO naming the program; CONCORD_NO_MEMORY. */
enum concord_status extractor_start(struct extractor *extractor,
                                    const char *program,
                                    struct patience *patience,
                                    struct concord_error *err);

/* Have it read a file; *answer, empty before, becomes its frame. After anything
 * but EXCHANGE_DONE it can only be ended. */
enum exchange extractor_ask(struct extractor *extractor, const char *name,
                            const char *bytes, size_t size,
                            struct buffer *answer, struct patience *patience);

enum {
    EXTRACTOR_ENDING_MAX = 80,
    EXTRACTOR_GRACE_MS = 1000 /* from the end of its pipe to its own */
};

/* Close its pipes, end it if it has not ended within `grace_ms`, and write how
 * it ended, as in "died of signal 9 (Killed)", to `how` of
 * EXTRACTOR_ENDING_MAX bytes, or NULL. */
void extractor_end(struct extractor *extractor, int grace_ms, char *how);

#endif
