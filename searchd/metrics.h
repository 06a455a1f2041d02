/* metrics.h - what has been answered, counted for Prometheus (text format
 * 0.0.4). For the server's thread alone. Labels are routes of our own table and
 * statuses, never what somebody asked for. */
#ifndef CONCORD_SEARCHD_METRICS_H
#define CONCORD_SEARCHD_METRICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "answer_cache.h"
#include "engine/posting_cache.h"
#include "schema/buffer.h"
#include "schema/status.h"

struct metrics;

/* For routes numbered from 0, named by `name`; number `routes` stands for
 * whatever has none. CONCORD_NO_MEMORY. */
enum concord_status metrics_create(struct metrics **out, size_t routes,
                                   const char *(*name)(size_t route),
                                   struct concord_error *err);
void metrics_destroy(struct metrics *metrics);

/* One answer, `took` nanoseconds after its request began to come. */
void metrics_count(struct metrics *metrics, size_t route, unsigned http_status,
                   int64_t took);

/* How things stand at this moment. */
struct metrics_state {
    const char *version;
    bool ready;
    uint64_t generation; /* 0: none */
    uint64_t documents;
    size_t connections;      /* open */
    size_t queue;            /* searches that wait for a worker */
    size_t queue_limit;      /* and how many may */
    size_t exports;          /* that are being sent */
    uint64_t log_lines_lost; /* of the access log */
    struct answer_cache_numbers answers;
    struct posting_cache_numbers postings;
};

void metrics_write(struct buffer *out, const struct metrics *metrics,
                   const struct metrics_state *state);

#endif
