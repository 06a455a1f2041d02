/* workers.c - a bounded queue and the threads that empty it. */
#include "workers.h"

#include <pthread.h>
#include <stdlib.h>

#include "clock.h"
#include "log.h"

/* A piece of an export waits while there are searches, but not for more than so
 * many of them. */
enum { SEARCHES_BEFORE_A_PIECE = 8 };

struct queue {
    struct work *first;
    struct work *last;
};

struct workers {
    struct serving *serving;
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t wake;  /* for workers: there is work, or another index */
    pthread_cond_t done;  /* for workers_finish() */
    struct queue searches;
    struct queue pieces;
    unsigned passed; /* searches taken before the piece that waits longest */
    size_t waiting;  /* in both queues */
    size_t running;  /* taken from them */
    size_t limit;
    unsigned changes; /* of generation, counted */
    bool closed;
    unsigned thread_count; /* those that run */
    pthread_t threads[];
};

/* What one thread keeps between its pieces of work. */
struct worker {
    struct workers *workers;
    struct index_reader *reader; /* NULL: nothing to search yet */
    uint64_t failed;  /* the generation that this reader could not follow to */
    unsigned changes; /* as of `reader` */
};

/* ---- the reader ---- */

static void note_failure(struct worker *worker, uint64_t number,
                         const struct concord_error *err) {
    if (worker->failed != number)
        log_line("generation %llu cannot be searched: %s",
                 (unsigned long long)number, err->message);
    worker->failed = number;
}

/* Move to the generation that is served. When that fails the reader stays with
 * the one before, whose files it holds open: no request fails at a change. */
static void follow(struct worker *worker, struct concord_error *err) {
    struct generation *served = NULL;
    struct index_reader *fresh = NULL;
    if (serving_borrow(worker->workers->serving, &served, err) != CONCORD_OK)
        return;
    bool current = worker->reader != NULL &&
                   index_reader_generation(worker->reader) == served;
    if (!current && index_reader_open(&fresh, served, err) == CONCORD_OK) {
        index_reader_close(worker->reader);
        worker->reader = fresh;
    } else if (!current) {
        note_failure(worker, generation_manifest(served)->number, err);
    }
    generation_release(served);
}

/* ---- the threads ---- */

static void queue_add(struct queue *queue, struct work *work) {
    work->next = NULL;
    if (queue->last != NULL)
        queue->last->next = work;
    else
        queue->first = work;
    queue->last = work;
}

static struct work *queue_take(struct queue *queue) {
    struct work *work = queue->first;
    queue->first = work->next;
    if (queue->first == NULL)
        queue->last = NULL;
    return work;
}

/* With the lock held, and something waiting. */
static struct work *take(struct workers *workers) {
    bool has_piece = workers->pieces.first != NULL;
    bool takes_piece =
        has_piece && (workers->searches.first == NULL ||
                      workers->passed >= SEARCHES_BEFORE_A_PIECE);
    workers->passed = has_piece && !takes_piece ? workers->passed + 1 : 0;
    workers->waiting--;
    workers->running++;
    return queue_take(takes_piece ? &workers->pieces : &workers->searches);
}

/* With the lock held, which is let go meanwhile. `work` may be NULL: then the
 * reader only follows the generation. */
static void work_on(struct worker *worker, struct work *work) {
    struct workers *workers = worker->workers;
    struct concord_error err = {0};
    worker->changes = workers->changes;
    pthread_mutex_unlock(&workers->lock);
    follow(worker, &err);
    if (work != NULL)
        work->run(work, worker->reader, &err);
    pthread_mutex_lock(&workers->lock);
}

static void *run_worker(void *context) {
    struct worker worker = {.workers = context};
    struct workers *workers = context;
    pthread_mutex_lock(&workers->lock);
    while (workers->waiting > 0 || !workers->closed) {
        if (workers->waiting > 0) {
            work_on(&worker, take(workers));
            workers->running--;
            pthread_cond_signal(&workers->done);
        } else if (worker.changes != workers->changes) {
            work_on(&worker, NULL);
        } else {
            pthread_cond_wait(&workers->wake, &workers->lock);
        }
    }
    pthread_mutex_unlock(&workers->lock);
    index_reader_close(worker.reader);
    return NULL;
}

/* ---- for the others ---- */

static enum concord_status start_threads(struct workers *workers,
                                         unsigned threads,
                                         struct concord_error *err) {
    for (; workers->thread_count < threads; workers->thread_count++)
        if (pthread_create(&workers->threads[workers->thread_count], NULL,
                           run_worker, workers) != 0)
            return concord_fail(err, CONCORD_NO_MEMORY,
                                "only %u of %u threads could be started; give "
                                "fewer --threads",
                                workers->thread_count, threads);
    return CONCORD_OK;
}

enum concord_status workers_create(struct workers **out,
                                   struct serving *serving, unsigned threads,
                                   size_t queue, struct concord_error *err) {
    struct workers *workers =
        calloc(1, sizeof *workers + threads * sizeof *workers->threads);
    *out = NULL;
    if (workers == NULL)
        return concord_no_memory(err);
    workers->serving = serving;
    workers->limit = queue;
    workers->changes = 1; /* so that each opens its reader at once */
    pthread_mutex_init(&workers->lock, NULL);
    clock_condition_init(&workers->wake);
    clock_condition_init(&workers->done);
    enum concord_status status = start_threads(workers, threads, err);
    if (status != CONCORD_OK) {
        workers_finish(workers, INT64_MAX);
        workers_destroy(workers);
        return status;
    }
    *out = workers;
    return CONCORD_OK;
}

static bool add_to(struct workers *workers, struct queue *queue,
                   struct work *work) {
    pthread_mutex_lock(&workers->lock);
    bool room = !workers->closed && workers->waiting < workers->limit;
    if (room) {
        queue_add(queue, work);
        workers->waiting++;
    }
    pthread_mutex_unlock(&workers->lock);
    /* Not under the lock, which who wakes takes first. */
    if (room)
        pthread_cond_signal(&workers->wake);
    return room;
}

bool workers_add(struct workers *workers, struct work *work) {
    return add_to(workers, &workers->searches, work);
}

bool workers_add_piece(struct workers *workers, struct work *work) {
    return add_to(workers, &workers->pieces, work);
}

void workers_describe(struct workers *workers, size_t *waiting, size_t *limit) {
    pthread_mutex_lock(&workers->lock);
    *waiting = workers->waiting;
    *limit = workers->limit;
    pthread_mutex_unlock(&workers->lock);
}

void workers_follow(void *context) {
    struct workers *workers = context;
    pthread_mutex_lock(&workers->lock);
    workers->changes++;
    pthread_cond_broadcast(&workers->wake);
    pthread_mutex_unlock(&workers->lock);
}

bool workers_finish(struct workers *workers, int64_t deadline) {
    pthread_mutex_lock(&workers->lock);
    workers->closed = true;
    pthread_cond_broadcast(&workers->wake);
    while (workers->waiting + workers->running > 0 && clock_now() < deadline)
        clock_wait_until(&workers->done, &workers->lock, deadline);
    bool done = workers->waiting + workers->running == 0;
    pthread_mutex_unlock(&workers->lock);
    if (!done)
        return false;
    for (; workers->thread_count > 0; workers->thread_count--)
        pthread_join(workers->threads[workers->thread_count - 1], NULL);
    return true;
}

void workers_destroy(struct workers *workers) {
    if (workers == NULL)
        return;
    pthread_cond_destroy(&workers->done);
    pthread_cond_destroy(&workers->wake);
    pthread_mutex_destroy(&workers->lock);
    free(workers);
}
