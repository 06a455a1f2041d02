/* confine.h - what concord-extract gives up before it looks at its first file:
 * whoever takes it over through a hostile one has little left to use. Once, at
 * the start, before there is a second thread. */
#ifndef CONCORD_CORPUS_WORKER_CONFINE_H
#define CONCORD_CORPUS_WORKER_CONFINE_H

#include "schema/status.h"

enum { CONFINE_MEMORY_MIB = 1024 };

/* Let go of
 *   every descriptor but the three standard ones,
 *   the signals that are meant for the program that started this one,
 *   life after that program's death, and with it the chance to be orphaned,
 *   new privileges, being traced or dumped,
 *   the working folder, which becomes "/",
 *   more than CONFINE_MEMORY_MIB of memory, writing to files, and more than a
 *   few descriptors.
 * A standard error that is a file is silent from then on. Time is not limited
 * here: RLIMIT_CPU would add up over all files that a process reads, so whoever
 * waits for an answer keeps the clock. CONCORD_IO names what the system would
 * not let go of, or a parent that is dead. */
enum concord_status confine_self(struct concord_error *err);

#endif
