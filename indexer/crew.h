/* crew.h - threads that do the same to a row of things, while one thread, the
 * owner, begins and ends each thing in the order of the row:
 *
 *   owner    begin 0, begin 1, ...      end 0, end 1, ...
 *   threads           work 1, work 0, work 2, ...
 *
 * So what comes of a row does not depend on how many threads there are. A
 * thread is started when there is something for it to do, and kept. */
#ifndef CONCORD_INDEXER_CREW_H
#define CONCORD_INDEXER_CREW_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/status.h"

struct crew;

/* What is done to each thing. `thing` is a piece of zeroed memory of the crew's
 * own. */
struct crew_row {
    void *context;
    size_t size; /* of a thing, in bytes */

    /* The owner's: the next thing; false when there is none. */
    enum concord_status (*begin)(void *context, void *thing, bool *any,
                                 struct concord_error *err);

    /* Any thread's, number `worker` from 0; several are at it at once. What
     * goes wrong is noted in the thing. */
    void (*work)(void *context, unsigned worker, void *thing);

    /* The owner's. */
    enum concord_status (*end)(void *context, void *thing,
                               struct concord_error *err);

    /* The owner's: give back what a thing holds; called for each that was
     * begun, also when that failed. */
    void (*clear)(void *thing);
};

/* Of `most` threads, one or more. The caller owns *out and frees it with
 * crew_destroy(). CONCORD_NO_MEMORY. */
enum concord_status crew_create(struct crew **out, unsigned most,
                                struct concord_error *err);
void crew_destroy(struct crew *crew);

/* Do a row. After a failure of begin() or end(), which is returned, nothing
 * more is begun or ended. CONCORD_NO_MEMORY, also when no thread can be
 * started. The owner is one thread, always the same. */
enum concord_status crew_run(struct crew *crew, const struct crew_row *row,
                             struct concord_error *err);

#endif
