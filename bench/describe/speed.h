/* speed.h - how many bytes of clean text a second one processor describes. */
#ifndef CONCORD_BENCH_SPEED_H
#define CONCORD_BENCH_SPEED_H

#include <stddef.h>
#include <stdint.h>

#include "schema/status.h"

enum { SPEED_ROUNDS_MAX = 100 };

struct speed_options {
    const char *schema;
    const char *const *papers; /* files and folders */
    size_t paper_count;
    unsigned rounds;  /* 1 to SPEED_ROUNDS_MAX */
    double megabytes; /* of clean text described in a round, at least */
};

struct speed {
    size_t papers;
    uint64_t paper_bytes; /* of clean text in all papers */
    uint64_t round_bytes; /* described in a round */
    unsigned rounds;
    double seconds[SPEED_ROUNDS_MAX]; /* of processor time, sorted */
};

/* Papers are extracted first and held in memory; only describing is timed, by
 * the processor time of the one thread. A paper that cannot be read is left
 * out. CONCORD_BAD_INPUT when none can be. */
enum concord_status speed_measure(struct speed *out,
                                  const struct speed_options *options,
                                  struct concord_error *err);

/* Megabytes (10^6) a second of the round in the middle. */
double speed_of(const struct speed *speed);

#endif
