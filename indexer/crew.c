/* crew.c - a ring of things between the owner and the threads.
 *
 *   ended | first ... next | next ... last | free
 *           at work, done    waiting
 *
 * The three count things since the row began; a thing is in the slot of its
 * number modulo the slots. */
#include "crew.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* Slots for each thread: enough for the others to go on while one of them is
 * long at work. */
enum { SLOTS_EACH = 8 };

struct worker {
    struct crew *crew;
    unsigned number;
    pthread_t thread;
};

struct crew {
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t waiting;
    pthread_cond_t done;
    const struct crew_row *row; /* under way */
    char *things;
    bool *is_done; /* of each slot */
    size_t first;
    size_t next;
    size_t last;
    bool ended;
    unsigned started; /* the owner's, as what follows */
    unsigned most;
    struct worker workers[];
};

static size_t slot_count(const struct crew *crew) {
    return (size_t)crew->most * SLOTS_EACH;
}

static void *thing_at(const struct crew *crew, size_t number) {
    return crew->things + number % slot_count(crew) * crew->row->size;
}

/* ---- the threads ---- */

static void *work(void *argument) {
    const struct worker *worker = argument;
    struct crew *crew = worker->crew;
    pthread_mutex_lock(&crew->lock);
    for (;;) {
        while (!crew->ended && crew->next == crew->last)
            pthread_cond_wait(&crew->waiting, &crew->lock);
        if (crew->ended)
            break;
        size_t number = crew->next++;
        pthread_mutex_unlock(&crew->lock);
        crew->row->work(crew->row->context, worker->number,
                        thing_at(crew, number));
        pthread_mutex_lock(&crew->lock);
        crew->is_done[number % slot_count(crew)] = true;
        pthread_cond_signal(&crew->done);
    }
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

/* Signals are the owner's. */
static bool start_thread(struct crew *crew) {
    struct worker *worker = &crew->workers[crew->started];
    sigset_t all;
    sigset_t before;
    *worker = (struct worker){.crew = crew, .number = crew->started};
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    bool good = pthread_create(&worker->thread, NULL, work, worker) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    crew->started += good;
    return good;
}

enum concord_status crew_create(struct crew **out, unsigned most,
                                struct concord_error *err) {
    struct crew *crew = calloc(1, sizeof *crew + most * sizeof *crew->workers);
    *out = crew;
    if (crew == NULL)
        return concord_no_memory(err);
    crew->most = most;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->waiting, NULL);
    pthread_cond_init(&crew->done, NULL);
    return CONCORD_OK;
}

void crew_destroy(struct crew *crew) {
    if (crew == NULL)
        return;
    pthread_mutex_lock(&crew->lock);
    crew->ended = true;
    pthread_cond_broadcast(&crew->waiting);
    pthread_mutex_unlock(&crew->lock);
    for (unsigned i = 0; i < crew->started; i++)
        pthread_join(crew->workers[i].thread, NULL);
    pthread_cond_destroy(&crew->done);
    pthread_cond_destroy(&crew->waiting);
    pthread_mutex_destroy(&crew->lock);
    free(crew);
}

/* ---- the owner ---- */

/* Let the threads have the thing that was begun last. One of them is enough, so
 * that only the first has to start. */
static enum concord_status hand_over(struct crew *crew,
                                     struct concord_error *err) {
    pthread_mutex_lock(&crew->lock);
    crew->last++;
    bool all_busy = crew->last - crew->first > crew->started;
    pthread_cond_signal(&crew->waiting);
    pthread_mutex_unlock(&crew->lock);
    if (all_busy && crew->started < crew->most && !start_thread(crew) &&
        crew->started == 0)
        return concord_no_memory(err);
    return CONCORD_OK;
}

/* Begin things while there is room. */
static enum concord_status fill(struct crew *crew, bool *more,
                                struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    while (*more && status == CONCORD_OK &&
           crew->last - crew->first < slot_count(crew)) {
        void *thing = thing_at(crew, crew->last);
        memset(thing, 0, crew->row->size);
        crew->is_done[crew->last % slot_count(crew)] = false;
        status = crew->row->begin(crew->row->context, thing, more, err);
        if (status == CONCORD_OK && *more)
            status = hand_over(crew, err);
        else
            crew->row->clear(thing);
    }
    return status;
}

static void await_first(struct crew *crew) {
    pthread_mutex_lock(&crew->lock);
    while (!crew->is_done[crew->first % slot_count(crew)])
        pthread_cond_wait(&crew->done, &crew->lock);
    pthread_mutex_unlock(&crew->lock);
}

static enum concord_status end_first(struct crew *crew,
                                     struct concord_error *err) {
    await_first(crew);
    void *thing = thing_at(crew, crew->first);
    enum concord_status status = crew->row->end(crew->row->context, thing, err);
    crew->row->clear(thing);
    pthread_mutex_lock(&crew->lock);
    crew->first++;
    pthread_mutex_unlock(&crew->lock);
    return status;
}

/* Nobody wants what is left; threads may still be at some of it. */
static void give_up(struct crew *crew) {
    pthread_mutex_lock(&crew->lock);
    for (size_t i = crew->next; i < crew->last; i++)
        crew->is_done[i % slot_count(crew)] = true;
    crew->next = crew->last;
    pthread_mutex_unlock(&crew->lock);
    for (; crew->first < crew->last; crew->first++) {
        await_first(crew);
        crew->row->clear(thing_at(crew, crew->first));
    }
}

static enum concord_status run_row(struct crew *crew,
                                   struct concord_error *err) {
    bool more = true;
    enum concord_status status = fill(crew, &more, err);
    while (status == CONCORD_OK && crew->first < crew->last) {
        status = end_first(crew, err);
        if (status == CONCORD_OK)
            status = fill(crew, &more, err);
    }
    give_up(crew);
    return status;
}

enum concord_status crew_run(struct crew *crew, const struct crew_row *row,
                             struct concord_error *err) {
    size_t slots = slot_count(crew);
    enum concord_status status = CONCORD_OK;
    pthread_mutex_lock(&crew->lock);
    crew->row = row;
    crew->first = crew->next = crew->last = 0;
    pthread_mutex_unlock(&crew->lock);
    crew->things = calloc(slots, row->size);
    crew->is_done = calloc(slots, sizeof *crew->is_done);
    if (crew->things == NULL || crew->is_done == NULL)
        status = concord_no_memory(err);
    else
        status = run_row(crew, err);
    free(crew->things);
    free(crew->is_done);
    return status;
}
