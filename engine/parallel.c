/* parallel.c - threads that take the next task until there is none. */
#include "engine/parallel.h"

#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

enum { THREADS_MAX = 8 };

struct crew {
    parallel_task *task;
    void *context;
    size_t count;
    pthread_mutex_t lock; /* guards what follows */
    size_t next;
    enum concord_status status;
    struct concord_error error; /* of the task `failed` */
    size_t failed;
};

static bool take(struct crew *crew, size_t *number) {
    pthread_mutex_lock(&crew->lock);
    bool taken = crew->status == CONCORD_OK && crew->next < crew->count;
    if (taken)
        *number = crew->next++;
    pthread_mutex_unlock(&crew->lock);
    return taken;
}

static void note_failure(struct crew *crew, size_t number,
                         enum concord_status status,
                         const struct concord_error *error) {
    pthread_mutex_lock(&crew->lock);
    if (crew->status == CONCORD_OK || number < crew->failed) {
        crew->status = status;
        crew->error = *error;
        crew->failed = number;
    }
    pthread_mutex_unlock(&crew->lock);
}

static void *work(void *context) {
    struct crew *crew = context;
    size_t number = 0;
    while (take(crew, &number)) {
        struct concord_error error = {0};
        enum concord_status status = crew->task(crew->context, number, &error);
        if (status != CONCORD_OK)
            note_failure(crew, number, status, &error);
    }
    return NULL;
}

static size_t thread_count(size_t tasks) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = processors < 1             ? 1
                  : processors > THREADS_MAX ? THREADS_MAX
                                             : (size_t)processors;
    return tasks < most ? tasks : most;
}

enum concord_status parallel_do(size_t count, parallel_task *task,
                                void *context, struct concord_error *err) {
    struct crew crew = {.task = task, .context = context, .count = count};
    pthread_t threads[THREADS_MAX];
    size_t started = 0;
    pthread_mutex_init(&crew.lock, NULL);
    while (started + 1 < thread_count(count) &&
           pthread_create(&threads[started], NULL, work, &crew) == 0)
        started++;
    work(&crew);
    while (started > 0)
        pthread_join(threads[--started], NULL);
    pthread_mutex_destroy(&crew.lock);
    if (crew.status != CONCORD_OK && err != NULL)
        *err = crew.error;
    return crew.status;
}
