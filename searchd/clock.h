/* clock.h - the one clock that deadlines are told by: nanoseconds of
 * CLOCK_MONOTONIC. Any thread. */
#ifndef CONCORD_SEARCHD_CLOCK_H
#define CONCORD_SEARCHD_CLOCK_H

#include <pthread.h>
#include <stdint.h>
#include <time.h>

#define CLOCK_MILLISECOND INT64_C(1000000)
#define CLOCK_SECOND      INT64_C(1000000000)

static inline int64_t clock_now(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * CLOCK_SECOND + now.tv_nsec;
}

/* A condition whose timed waits are told by this clock. */
static inline void clock_condition_init(pthread_cond_t *condition) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
}

/* Wait for a signal, or until `when` at the longest. */
static inline void clock_wait_until(pthread_cond_t *condition,
                                    pthread_mutex_t *lock, int64_t when) {
    struct timespec until = {.tv_sec = when / CLOCK_SECOND,
                             .tv_nsec = when % CLOCK_SECOND};
    pthread_cond_timedwait(condition, lock, &until);
}

#endif
