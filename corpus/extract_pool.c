/* extract_pool.c - shares files out among processes of concord-extract, and
 * judges what they answer. */
#include "corpus/extract_pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "corpus/extract_form.h"
#include "text/normal.h"
#include "worker/confine.h"
#include "worker/extractor.h"
#include "worker/frames.h"

enum {
    PROGRAM_MAX = 4096,
    /* A process is replaced after so many files, so that what one of them did
     * to it, or a library forgot to free, does not add up. */
    FILES_EACH = 1000
};

struct extract_pool {
    char program[PROGRAM_MAX];
    unsigned timeout_ms;
    bool (*is_stopped)(void);
    pthread_mutex_t lock; /* guards the idle ones */
    pthread_cond_t given_back;
    struct extractor **idle; /* the last one used is the first to be taken, so
                              * that no more are started than are needed */
    unsigned idle_count;
    unsigned count;
    struct extractor extractors[];
};

/* ---- the pool ---- */

/* Beside the program that runs; that is where a build puts it, too. */
static void find_program(char out[PROGRAM_MAX]) {
    static const char name[] = "concord-extract";
    ssize_t size = readlink("/proc/self/exe", out, PROGRAM_MAX - sizeof name);
    out[size > 0 ? size : 0] = '\0';
    char *slash = strrchr(out, '/');
    if (slash != NULL) {
        memcpy(slash + 1, name, sizeof name);
        if (access(out, X_OK) == 0)
            return;
    }
    snprintf(out, PROGRAM_MAX, "%s", CONCORD_EXTRACT_INSTALLED);
}

static struct extract_pool *allocate(unsigned workers) {
    struct extract_pool *pool =
        calloc(1, sizeof *pool + workers * sizeof *pool->extractors);
    if (pool == NULL)
        return NULL;
    pool->idle = calloc(workers, sizeof(struct extractor *));
    if (pool->idle == NULL) {
        free(pool);
        return NULL;
    }
    pool->count = workers;
    pool->idle_count = workers;
    for (unsigned i = 0; i < workers; i++)
        pool->idle[i] = &pool->extractors[i];
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->given_back, NULL);
    return pool;
}

enum concord_status extract_pool_create(struct extract_pool **out,
                                        const struct extract_pool_options *as,
                                        struct concord_error *err) {
    *out = NULL;
    if (as->program != NULL && strlen(as->program) >= PROGRAM_MAX)
        return concord_fail(err, CONCORD_IO, "%s: is too long for a path",
                            as->program);
    struct extract_pool *pool = allocate(as->workers);
    if (pool == NULL)
        return concord_no_memory(err);
    pool->timeout_ms = as->timeout_ms > 0 ? as->timeout_ms : EXTRACT_TIMEOUT_MS;
    pool->is_stopped = as->is_stopped;
    if (as->program != NULL)
        memcpy(pool->program, as->program, strlen(as->program) + 1);
    else
        find_program(pool->program);
    *out = pool;
    return CONCORD_OK;
}

void extract_pool_destroy(struct extract_pool *pool) {
    if (pool == NULL)
        return;
    for (unsigned i = 0; i < pool->count; i++)
        if (pool->extractors[i].pid != 0)
            extractor_end(&pool->extractors[i], EXTRACTOR_GRACE_MS, NULL);
    pthread_cond_destroy(&pool->given_back);
    pthread_mutex_destroy(&pool->lock);
    free(pool->idle);
    free(pool);
}

static struct extractor *take(struct extract_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    while (pool->idle_count == 0)
        pthread_cond_wait(&pool->given_back, &pool->lock);
    struct extractor *extractor = pool->idle[--pool->idle_count];
    pthread_mutex_unlock(&pool->lock);
    return extractor;
}

static void give_back(struct extract_pool *pool, struct extractor *extractor) {
    pthread_mutex_lock(&pool->lock);
    pool->idle[pool->idle_count++] = extractor;
    pthread_cond_signal(&pool->given_back);
    pthread_mutex_unlock(&pool->lock);
}

/* ---- what was answered ---- */

static enum concord_status refuse_nonsense(struct concord_error *err) {
    return concord_fail(err, CONCORD_BAD_INPUT,
                        "the extractor's answer on this file makes no sense");
}

/* The reason goes to terminals and into reports. */
static bool is_reason(const char *text, size_t size) {
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7F)
            return false;
    return size > 0 && size < CONCORD_MESSAGE_MAX && text_is_utf8(text, size);
}

/* CONCORD_CORRUPT when it is no answer. */
static enum concord_status read_answer(struct extract **out,
                                       const struct buffer *answer,
                                       struct concord_error *err) {
    const size_t before = FRAME_HEAD_SIZE + FRAME_NUMBER_SIZE;
    if (answer->size < before)
        return CONCORD_CORRUPT;
    const char *rest = answer->data + before;
    size_t size = answer->size - before;
    switch (frame_read_number(answer->data + FRAME_HEAD_SIZE)) {
    case FRAME_EXTRACTED:
        return extract_unpack(out, rest, size, err);
    case FRAME_REFUSED:
        return is_reason(rest, size)
                   ? concord_fail(err, CONCORD_BAD_INPUT, "%s", rest)
                   : CONCORD_CORRUPT;
    case FRAME_NO_MEMORY:
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "reading it takes more than the %d MiB of memory "
                            "that an extractor may have",
                            CONFINE_MEMORY_MIB);
    default:
        return CONCORD_CORRUPT;
    }
}

/* A process that ran out of memory is not to be trusted to have got over it. */
static bool is_spent(const struct extractor *extractor,
                     const struct buffer *answer) {
    return extractor->served >= FILES_EACH ||
           frame_read_number(answer->data + FRAME_HEAD_SIZE) == FRAME_NO_MEMORY;
}

static enum concord_status judge(struct extractor *extractor,
                                 struct extract **out,
                                 const struct buffer *answer,
                                 struct concord_error *err) {
    enum concord_status status = read_answer(out, answer, err);
    if (status == CONCORD_CORRUPT || is_spent(extractor, answer))
        extractor_end(extractor, 0, NULL);
    return status == CONCORD_CORRUPT ? refuse_nonsense(err) : status;
}

/* After an exchange that came to no answer; the process is ended. */
static enum concord_status refuse(struct extract_pool *pool,
                                  struct extractor *extractor,
                                  enum exchange exchange,
                                  struct concord_error *err) {
    char how[EXTRACTOR_ENDING_MAX];
    extractor_end(extractor,
                  exchange == EXCHANGE_ENDED ? EXTRACTOR_GRACE_MS : 0, how);
    switch (exchange) {
    case EXCHANGE_DONE:
    case EXCHANGE_STOPPED:
        return CONCORD_OK;
    case EXCHANGE_ENDED:
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "the extractor %s on this file", how);
    case EXCHANGE_LATE:
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "reading it took longer than %g s",
                            pool->timeout_ms / 1000.0);
    case EXCHANGE_SENSELESS:
        return refuse_nonsense(err);
    case EXCHANGE_NO_MEMORY:
        break;
    }
    return concord_no_memory(err);
}

/* ---- reading ---- */

/* See that there is a process, and that it is as it was left. */
static enum concord_status prepare(struct extract_pool *pool,
                                   struct extractor *extractor,
                                   struct concord_error *err) {
    if (extractor->pid != 0 && !channel_is_quiet(&extractor->channel))
        extractor_end(extractor, 0, NULL);
    if (extractor->pid != 0)
        return CONCORD_OK;
    struct patience patience = patience_of(pool->timeout_ms, pool->is_stopped);
    return extractor_start(extractor, pool->program, &patience, err);
}

static enum concord_status read_by(struct extract_pool *pool,
                                   struct extractor *extractor,
                                   struct extract **out, const char *name,
                                   const char *bytes, size_t size,
                                   struct concord_error *err) {
    struct buffer answer = BUFFER_INIT(CHANNEL_RECEIVED_MAX);
    struct patience patience = patience_of(pool->timeout_ms, pool->is_stopped);
    enum exchange exchange =
        extractor_ask(extractor, name, bytes, size, &answer, &patience);
    enum concord_status status = exchange == EXCHANGE_DONE
                                     ? judge(extractor, out, &answer, err)
                                     : refuse(pool, extractor, exchange, err);
    buffer_destroy(&answer);
    return status;
}

enum concord_status extract_pool_read(struct extract_pool *pool,
                                      struct extract **out, const char *name,
                                      const char *bytes, size_t size,
                                      struct concord_error *err) {
    *out = NULL;
    enum concord_status status = extract_check_size(size, err);
    if (status != CONCORD_OK)
        return status;
    struct extractor *extractor = take(pool);
    status = prepare(pool, extractor, err);
    if (status == CONCORD_OK && extractor->pid != 0)
        status = read_by(pool, extractor, out, name, bytes, size, err);
    give_back(pool, extractor);
    return status;
}
