/* header_deadlines.c - a list of connections and a thread that sleeps until
 * the first of their deadlines. */
#include "header_deadlines.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "clock.h"

enum { PIECE_SECONDS = 30 };

static const int64_t never = INT64_MAX;

struct header_watch {
    struct header_watch *next;
    struct header_watch *before;
    int64_t deadline;
    int fd;
};

struct header_deadlines {
    pthread_mutex_t lock; /* guards all below and every watch */
    pthread_cond_t sooner;
    struct header_watch *first;
    int64_t wake_at; /* when the thread looks next; it may find nothing due */
    bool stopping;
    int64_t header_time;
    int64_t keep_alive_time;
    pthread_t thread;
};

/* Cut off what is due; when the next is. A watch that is listed has an open
 * socket, and it stays listed while the lock is held. The library sees the end
 * of the stream and closes. */
static int64_t cut_off_due(struct header_deadlines *deadlines, int64_t now) {
    int64_t next = never;
    for (struct header_watch *watch = deadlines->first; watch != NULL;
         watch = watch->next) {
        if (watch->deadline <= now) {
            shutdown(watch->fd, SHUT_RDWR);
            watch->deadline = never;
        }
        if (watch->deadline < next)
            next = watch->deadline;
    }
    return next;
}

static void *watch_deadlines(void *context) {
    struct header_deadlines *deadlines = context;
    pthread_mutex_lock(&deadlines->lock);
    while (!deadlines->stopping) {
        deadlines->wake_at = cut_off_due(deadlines, clock_now());
        if (deadlines->wake_at == never)
            pthread_cond_wait(&deadlines->sooner, &deadlines->lock);
        else
            clock_wait_until(&deadlines->sooner, &deadlines->lock,
                             deadlines->wake_at);
    }
    pthread_mutex_unlock(&deadlines->lock);
    return NULL;
}

enum concord_status header_deadlines_create(struct header_deadlines **out,
                                            int64_t header_time,
                                            int64_t keep_alive_time,
                                            struct concord_error *err) {
    struct header_deadlines *deadlines = calloc(1, sizeof *deadlines);
    *out = NULL;
    if (deadlines == NULL)
        return concord_no_memory(err);
    deadlines->header_time = header_time;
    deadlines->keep_alive_time = keep_alive_time;
    deadlines->wake_at = never;
    pthread_mutex_init(&deadlines->lock, NULL);
    clock_condition_init(&deadlines->sooner);
    if (pthread_create(&deadlines->thread, NULL, watch_deadlines, deadlines) !=
        0) {
        pthread_cond_destroy(&deadlines->sooner);
        pthread_mutex_destroy(&deadlines->lock);
        free(deadlines);
        return concord_no_memory(err);
    }
    *out = deadlines;
    return CONCORD_OK;
}

void header_deadlines_destroy(struct header_deadlines *deadlines) {
    if (deadlines == NULL)
        return;
    pthread_mutex_lock(&deadlines->lock);
    deadlines->stopping = true;
    pthread_cond_signal(&deadlines->sooner);
    pthread_mutex_unlock(&deadlines->lock);
    pthread_join(deadlines->thread, NULL);
    pthread_cond_destroy(&deadlines->sooner);
    pthread_mutex_destroy(&deadlines->lock);
    free(deadlines);
}

/* With the lock held. The thread is woken only when it would sleep too long,
 * which is seldom: deadlines mostly move away. */
static void set_deadline(struct header_deadlines *deadlines,
                         struct header_watch *watch, int64_t deadline) {
    watch->deadline = deadline;
    if (deadline < deadlines->wake_at)
        pthread_cond_signal(&deadlines->sooner);
}

struct header_watch *header_deadlines_add(struct header_deadlines *deadlines,
                                          int fd) {
    struct header_watch *watch = calloc(1, sizeof *watch);
    if (watch == NULL)
        return NULL;
    watch->fd = fd;
    pthread_mutex_lock(&deadlines->lock);
    watch->next = deadlines->first;
    if (watch->next != NULL)
        watch->next->before = watch;
    deadlines->first = watch;
    set_deadline(deadlines, watch, clock_now() + deadlines->header_time);
    pthread_mutex_unlock(&deadlines->lock);
    return watch;
}

void header_deadlines_remove(struct header_deadlines *deadlines,
                             struct header_watch *watch) {
    if (watch == NULL)
        return;
    pthread_mutex_lock(&deadlines->lock);
    if (watch->before != NULL)
        watch->before->next = watch->next;
    else
        deadlines->first = watch->next;
    if (watch->next != NULL)
        watch->next->before = watch->before;
    pthread_mutex_unlock(&deadlines->lock);
    free(watch);
}

static void move_deadline(struct header_deadlines *deadlines,
                          struct header_watch *watch, int64_t deadline) {
    if (watch == NULL)
        return;
    pthread_mutex_lock(&deadlines->lock);
    set_deadline(deadlines, watch, deadline);
    pthread_mutex_unlock(&deadlines->lock);
}

void header_deadlines_line_in(struct header_deadlines *deadlines,
                              struct header_watch *watch) {
    if (watch == NULL)
        return;
    pthread_mutex_lock(&deadlines->lock);
    int64_t deadline = clock_now() + deadlines->header_time;
    if (deadline < watch->deadline)
        set_deadline(deadlines, watch, deadline);
    pthread_mutex_unlock(&deadlines->lock);
}

void header_deadlines_head_whole(struct header_deadlines *deadlines,
                                 struct header_watch *watch) {
    move_deadline(deadlines, watch, never);
}

void header_deadlines_piece_begun(struct header_deadlines *deadlines,
                                  struct header_watch *watch) {
    move_deadline(deadlines, watch, clock_now() + PIECE_SECONDS * CLOCK_SECOND);
}

void header_deadlines_piece_sent(struct header_deadlines *deadlines,
                                 struct header_watch *watch) {
    move_deadline(deadlines, watch, never);
}

void header_deadlines_answer_sent(struct header_deadlines *deadlines,
                                  struct header_watch *watch) {
    move_deadline(deadlines, watch,
                  clock_now() + deadlines->keep_alive_time +
                      deadlines->header_time);
}
