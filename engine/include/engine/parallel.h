/* parallel.h - does tasks that do not depend on each other at one time. */
#ifndef CONCORD_ENGINE_PARALLEL_H
#define CONCORD_ENGINE_PARALLEL_H

#include <stddef.h>

#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Do the task of that number. Called by several threads. */
typedef enum concord_status parallel_task(void *context, size_t number,
                                          struct concord_error *err);

/* Do the tasks 0 to count - 1, on as many threads as there are processors, this
 * one among them, and wait for all. Once one has failed no other is begun; the
 * failure of the lowest number is the result. A thread that cannot be had is
 * done without. */
enum concord_status parallel_do(size_t count, parallel_task *task,
                                void *context, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
