/* extract_pool.h - extraction in processes of its own.
 *
 * A pool feeds files to concord-extract, one at a time to each of its
 * processes, which are started when they are first needed and then kept. A file
 * that makes its process die, stall or answer nonsense costs that file and that
 * process: the file is refused with the reason, the next one gets a new
 * process.
 *
 * Any thread may ask a pool; as many as it has processes are served at once,
 * the others wait. The system ends a process together with the thread whose
 * call started it, so let threads live for as long as they use the pool. */
#ifndef CONCORD_CORPUS_EXTRACT_POOL_H
#define CONCORD_CORPUS_EXTRACT_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/extract.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { EXTRACT_TIMEOUT_MS = 60 * 1000 };

struct extract_pool;

/* All but `workers` may be zero. */
struct extract_pool_options {
    const char *program; /* concord-extract; NULL for the one beside this
                          * program, else the one installed */
    unsigned workers;    /* processes at once, 1 or more */
    unsigned timeout_ms; /* for a file; 0 for EXTRACT_TIMEOUT_MS */
    /* Asked several times a second while a process is waited for, by any thread
     * that waits: no file is waited for once it is true. */
    bool (*is_stopped)(void);
};

/* The caller owns *out and frees it with extract_pool_destroy(). No process is
 * started yet. CONCORD_NO_MEMORY. */
enum concord_status extract_pool_create(struct extract_pool **out,
                                        const struct extract_pool_options *as,
                                        struct concord_error *err);

/* End all processes. No call may be under way. */
void extract_pool_destroy(struct extract_pool *pool);

/* As extract_read(), by one of the processes. The caller owns *out and frees it
 * with extract_destroy(). CONCORD_OK with *out NULL when it was stopped.
 * CONCORD_BAD_INPUT also when the process died of the file, took too long or
 * ran out of the memory that it may have; CONCORD_IO when none can be started,
 * naming the program and what to do; CONCORD_NO_MEMORY here. */
enum concord_status extract_pool_read(struct extract_pool *pool,
                                      struct extract **out, const char *name,
                                      const char *bytes, size_t size,
                                      struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
