/* workers.h - the threads that search. Each keeps its own index_reader and
 * opens another when the generation that is served has changed. */
#ifndef CONCORD_SEARCHD_WORKERS_H
#define CONCORD_SEARCHD_WORKERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/index_reader.h"
#include "schema/status.h"
#include "serving.h"

struct workers;

/* Something to be done by a worker; part of what it is about. `run` is called
 * once, by one worker, and may free it. */
struct work {
    struct work *next; /* the queue's */
    /* `reader` is the worker's; NULL when there is nothing to search, and
     * `err` says why. */
    void (*run)(struct work *work, struct index_reader *reader,
                const struct concord_error *err);
};

/* Start `threads` of them with a queue of at most `queue`. `serving` must
 * outlive them. CONCORD_NO_MEMORY, or when not all threads can be had. */
enum concord_status workers_create(struct workers **out,
                                   struct serving *serving, unsigned threads,
                                   size_t queue, struct concord_error *err);

/* Queue `work`, from any thread. False when the queue is full or closed. */
bool workers_add(struct workers *workers, struct work *work);

/* The same for a piece of something large, which lets searches go first. */
bool workers_add_piece(struct workers *workers, struct work *work);

/* How many pieces of work wait, and how many may. Any thread. */
void workers_describe(struct workers *workers, size_t *waiting, size_t *limit);

/* Have the idle ones open the generation that is served now and let the old
 * one go. Any thread; `context` is the
 * struct workers: this is what serving_watch() calls. */
void workers_follow(void *context);

/* Take no more work, and wait until what was taken is done, until `deadline`
 * (clock.h) at the longest. True when it is; then the threads have ended. */
bool workers_finish(struct workers *workers, int64_t deadline);

/* Only after workers_finish() returned true. */
void workers_destroy(struct workers *workers);

#endif
