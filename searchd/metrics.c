/* metrics.c - counters and histograms in Prometheus' words. */
#include "metrics.h"

#include <inttypes.h>
#include <stdlib.h>

#include "clock.h"

enum { STATUS_LIMIT = 600, BOUNDS = 11 };

/* Upper ends of the buckets, in seconds; behind the last there is +Inf. */
static const double bounds[BOUNDS] = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                      0.05,   0.1,   0.25,   1.0,   2.5};

struct route_metrics {
    uint64_t answers[STATUS_LIMIT]; /* by HTTP status */
    uint64_t buckets[BOUNDS + 1];   /* each answer in the first that holds it */
    double seconds;                 /* of all together */
};

struct metrics {
    size_t count; /* routes, and one for what has none */
    const char *(*name)(size_t route);
    struct route_metrics routes[];
};

enum concord_status metrics_create(struct metrics **out, size_t routes,
                                   const char *(*name)(size_t route),
                                   struct concord_error *err) {
    size_t count = routes + 1;
    struct metrics *metrics =
        calloc(1, sizeof *metrics + count * sizeof *metrics->routes);
    *out = metrics;
    if (metrics == NULL)
        return concord_no_memory(err);
    metrics->count = count;
    metrics->name = name;
    return CONCORD_OK;
}

void metrics_destroy(struct metrics *metrics) {
    free(metrics);
}

void metrics_count(struct metrics *metrics, size_t route, unsigned http_status,
                   int64_t took) {
    if (route >= metrics->count || http_status >= STATUS_LIMIT)
        return;
    struct route_metrics *counted = &metrics->routes[route];
    double seconds = (double)took / (double)CLOCK_SECOND;
    size_t bucket = 0;
    while (bucket < BOUNDS && seconds > bounds[bucket])
        bucket++;
    counted->answers[http_status]++;
    counted->buckets[bucket]++;
    counted->seconds += seconds;
}

/* ---- writing ---- */

static const char *route_name(const struct metrics *metrics, size_t route) {
    return route + 1 < metrics->count ? metrics->name(route) : "other";
}

static void write_head(struct buffer *out, const char *name, const char *type,
                       const char *help) {
    buffer_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* What was never answered is left out, but for 200, so that every route is
 * there from the start. */
static void write_answers(struct buffer *out, const struct metrics *metrics) {
    static const char name[] = "concord_http_requests_total";
    write_head(out, name, "counter", "Answers, by route and HTTP status.");
    for (size_t route = 0; route < metrics->count; route++)
        for (unsigned status = 0; status < STATUS_LIMIT; status++) {
            uint64_t count = metrics->routes[route].answers[status];
            if (count > 0 || status == 200)
                buffer_printf(out,
                              "%s{route=\"%s\",status=\"%u\"} %" PRIu64 "\n",
                              name, route_name(metrics, route), status, count);
        }
}

static void write_histogram(struct buffer *out, const char *name,
                            const char *route,
                            const struct route_metrics *counted) {
    uint64_t sum = 0;
    for (size_t i = 0; i < BOUNDS; i++) {
        sum += counted->buckets[i];
        buffer_printf(out, "%s_bucket{route=\"%s\",le=\"%g\"} %" PRIu64 "\n",
                      name, route, bounds[i], sum);
    }
    sum += counted->buckets[BOUNDS];
    buffer_printf(out,
                  "%s_bucket{route=\"%s\",le=\"+Inf\"} %" PRIu64 "\n"
                  "%s_sum{route=\"%s\"} %.9g\n"
                  "%s_count{route=\"%s\"} %" PRIu64 "\n",
                  name, route, sum, name, route, counted->seconds, name, route,
                  sum);
}

static void write_latencies(struct buffer *out, const struct metrics *metrics) {
    static const char name[] = "concord_http_request_duration_seconds";
    write_head(out, name, "histogram",
               "Seconds from a request's first line to its answer, by route.");
    for (size_t route = 0; route < metrics->count; route++)
        write_histogram(out, name, route_name(metrics, route),
                        &metrics->routes[route]);
}

static void write_gauge(struct buffer *out, const char *name, const char *help,
                        uint64_t value) {
    write_head(out, name, "gauge", help);
    buffer_printf(out, "%s %" PRIu64 "\n", name, value);
}

static void write_counter(struct buffer *out, const char *name,
                          const char *help, uint64_t value) {
    write_head(out, name, "counter", help);
    buffer_printf(out, "%s %" PRIu64 "\n", name, value);
}

static void write_answer_cache(struct buffer *out,
                               const struct answer_cache_numbers *answers) {
    write_counter(out, "concord_answer_cache_hits_total",
                  "Requests that were answered with an answer kept before.",
                  answers->hits);
    write_counter(out, "concord_answer_cache_misses_total",
                  "Requests whose answer was looked for there in vain.",
                  answers->misses);
    write_counter(out, "concord_answer_cache_evictions_total",
                  "Kept answers that were dropped for want of room.",
                  answers->evictions);
    write_gauge(out, "concord_answer_cache_answers", "Answers that are kept.",
                answers->answers);
    write_gauge(out, "concord_answer_cache_bytes", "Bytes that they take.",
                answers->bytes);
    write_gauge(out, "concord_answer_cache_limit_bytes",
                "Bytes that they may take; 0 when none are kept.",
                answers->limit);
}

static void write_posting_cache(struct buffer *out,
                                const struct posting_cache_numbers *postings) {
    write_counter(out, "concord_posting_cache_hits_total",
                  "Words whose decoded postings were there.", postings->hits);
    write_counter(out, "concord_posting_cache_misses_total",
                  "Words whose postings had to be decoded.", postings->misses);
    write_counter(out, "concord_posting_cache_evictions_total",
                  "Words whose decoded postings were dropped for want of room.",
                  postings->evicted);
    write_gauge(out, "concord_posting_cache_lists",
                "Words whose postings are decoded now.", postings->lists);
    write_gauge(out, "concord_posting_cache_bytes", "Bytes that they take.",
                postings->bytes);
    write_gauge(out, "concord_posting_cache_limit_bytes",
                "Bytes that they may take.", postings->limit);
}

static void write_state(struct buffer *out, const struct metrics_state *state) {
    write_gauge(out, "concord_ready", "1 when /readyz says so.", state->ready);
    write_gauge(out, "concord_generation",
                "Number of the generation that is served; 0 for none.",
                state->generation);
    write_gauge(out, "concord_documents", "Documents in that generation.",
                state->documents);
    write_gauge(out, "concord_open_connections", "Connections that are open.",
                state->connections);
    write_gauge(out, "concord_queue_length", "Searches that wait for a thread.",
                state->queue);
    write_gauge(out, "concord_queue_limit",
                "Searches that may wait; one more is answered with 503.",
                state->queue_limit);
    write_gauge(out, "concord_open_exports", "Exports that are being sent.",
                state->exports);
    write_counter(out, "concord_access_log_lost_total",
                  "Lines of the access log that could not be written.",
                  state->log_lines_lost);
    write_head(out, "concord_build_info", "gauge",
               "Always 1; the version that runs.");
    buffer_printf(out, "concord_build_info{version=\"%s\"} 1\n",
                  state->version);
}

void metrics_write(struct buffer *out, const struct metrics *metrics,
                   const struct metrics_state *state) {
    write_answers(out, metrics);
    write_latencies(out, metrics);
    write_state(out, state);
    write_answer_cache(out, &state->answers);
    write_posting_cache(out, &state->postings);
}
