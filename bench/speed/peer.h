/* peer.h - what a program under measurement is asked and answers, the same for
 * every engine, by lines.
 *
 * It reads batches of questions from standard input, each closed by an empty
 * line:
 *   kind, words, filters
 * with a tab between (questions.h says what they are), and answers a batch with
 * a line for each question, in their order, and a line for the whole:
 *   total, digest, nanoseconds, ids
 *   =, nanoseconds
 * The digest is over the ten most frequent values of each of the five facets
 * with their exact counts, each facet counted under every filter but its own;
 * engines that agree have the same. The clock is read right around the engine's
 * work: from words to ids and counts in memory. Before the first batch it
 * writes
 *   ready, nanoseconds that opening took, documents */
#ifndef CONCORD_BENCH_PEER_H
#define CONCORD_BENCH_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    PEER_FACETS = 5,
    PEER_BUCKETS = 10,
    PEER_RESULTS = 10,
    PEER_WORDS_MAX = 8,
    PEER_FILTERS_MAX = 32,
    PEER_THREADS_MAX = 64
};

extern const char *const peer_facets[PEER_FACETS];

enum peer_kind { PEER_WORD, PEER_AND, PEER_OR, PEER_PHRASE, PEER_ALL };

struct peer_filter {
    unsigned facet; /* index in peer_facets */
    const char *value;
};

struct peer_question {
    enum peer_kind kind;
    const char *words[PEER_WORDS_MAX];
    size_t word_count;
    struct peer_filter filters[PEER_FILTERS_MAX]; /* those of a facet are
                                                   * joined by OR */
    size_t filter_count;
};

struct peer_count {
    char *value;
    uint64_t count;
};

struct peer_counts {
    struct peer_count *items;
    size_t count;
};

struct peer_answer {
    uint64_t total;
    int64_t nanoseconds;
    struct buffer ids; /* with commas between */
    struct peer_counts counts[PEER_FACETS];
    bool failed;
};

/* For the engine, after its clock has stopped. */
void peer_answer_id(struct peer_answer *answer, const char *id, size_t size);
void peer_answer_count(struct peer_answer *answer, unsigned facet,
                       const char *value, size_t size, uint64_t count);

/* CLOCK_MONOTONIC. */
int64_t peer_clock(void);

/* One engine, opened. `ask` is called with the context of its thread; false
 * when it failed, having said why on standard error. */
struct peer {
    bool (*ask)(void *context, const struct peer_question *question,
                struct peer_answer *answer);
    void *contexts[PEER_THREADS_MAX];
    unsigned threads;
    /* Called with `engine` between one batch of questions and the next, unless
     * it is NULL; false as above. */
    bool (*refresh)(void *engine);
    void *engine;
    int64_t opened; /* nanoseconds that opening took */
    uint64_t documents;
    bool show; /* the counts in place of their digest */
};

/* Answer until standard input ends; false when a question could not be. */
bool peer_serve(const struct peer *peer);

#ifdef __cplusplus
}
#endif

#endif
