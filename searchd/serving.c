/* serving.c - the generation that is served, its watcher, its checker, its
 * warmer. */
#include "serving.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "clock.h"
#include "engine/index_reader.h"
#include "log.h"

enum {
    LOOK_EVERY_MS = 200,
    RETRY_AFTER_MS = 2000, /* what failed for want of memory, say, may not again
                            */
    LOOKS_AT_ONCE = 8,     /* while generations pass by as they are opened */
    OLDER_TRIED = 8,       /* numbers are skipped by runs that failed */
    THREADS = 3,
    WARMER_NICENESS = 19
};

/* The folder that `current` leads to. Numbers begin anew in an index that was
 * removed and made again, or put back from a copy; this tells it from the one
 * before. */
struct folder {
    dev_t device;
    ino_t inode;
    struct timespec written;
};

/* The generation that `current` points to and that is not served. */
struct refusal {
    uint64_t number; /* 0: none */
    struct folder folder;
    int64_t retry_at;
};

struct serving {
    const char *directory;
    struct posting_cache *postings;
    void (*changed)(void *context);
    void *context;

    struct refusal refusal;         /* the watcher's alone, once it runs */
    struct folder folder;           /* what is served; nothing after falling
                                     * back. The watcher's, too */
    enum concord_status last_fault; /* of looking; so that it is logged once */

    pthread_mutex_t lock;   /* guards all below */
    pthread_cond_t wake;    /* for the watcher: something is to be done */
    pthread_cond_t swapped; /* for the checker and the warmer */
    struct generation *generation; /* what is served; NULL: nothing yet */
    struct serving_report report;
    uint64_t broken; /* told by the checker to the watcher; 0: nothing */
    char broken_reason[CONCORD_MESSAGE_MAX];
    bool look_asked;
    bool stopping;
    unsigned thread_count; /* those that run: first the watcher */
    pthread_t threads[THREADS];
};

static uint64_t number_of(const struct generation *generation) {
    return generation_manifest(generation)->number;
}

/* ---- changing ---- */

/* All zero when there is none. */
static struct folder folder_now(const struct serving *serving) {
    struct folder folder = {0};
    struct stat facts;
    char path[PATH_MAX];
    int size = snprintf(path, sizeof path, "%s/current", serving->directory);
    if (size > 0 && (size_t)size < sizeof path && stat(path, &facts) == 0)
        folder = (struct folder){facts.st_dev, facts.st_ino, facts.st_mtim};
    return folder;
}

static bool is_same_folder(const struct folder *a, const struct folder *b) {
    return a->device == b->device && a->inode == b->inode &&
           a->written.tv_sec == b->written.tv_sec &&
           a->written.tv_nsec == b->written.tv_nsec;
}

/* Put `fresh`, which was found in `folder`, in the place of what is served. */
static void swap(struct serving *serving, struct generation *fresh,
                 const struct folder *folder) {
    const struct manifest *manifest = generation_manifest(fresh);
    serving->folder = *folder;
    pthread_mutex_lock(&serving->lock);
    struct generation *old = serving->generation;
    serving->generation = fresh;
    serving->report.ready = true;
    serving->report.generation = manifest->number;
    serving->report.documents = manifest->documents;
    pthread_cond_broadcast(&serving->swapped);
    pthread_mutex_unlock(&serving->lock);
    generation_release(old);
    log_line("serving generation %llu, %llu documents",
             (unsigned long long)manifest->number,
             (unsigned long long)manifest->documents);
    if (serving->changed != NULL)
        serving->changed(serving->context);
}

/* Open a generation and make sure that it can be searched, so that a request
 * is not the first to find out. */
static enum concord_status open_searchable(struct serving *serving,
                                           uint64_t number,
                                           struct generation **out,
                                           struct concord_error *err) {
    struct index_reader *reader = NULL;
    enum concord_status status =
        generation_open(out, serving->directory, number, err);
    if (status != CONCORD_OK)
        return status;
    generation_share_postings(*out, serving->postings);
    status = index_reader_open(&reader, *out, err);
    index_reader_close(reader);
    if (status != CONCORD_OK) {
        generation_release(*out);
        *out = NULL;
    }
    return status;
}

static void set_refused(struct serving *serving, uint64_t number,
                        const char *reason) {
    pthread_mutex_lock(&serving->lock);
    serving->report.refused = number;
    snprintf(serving->report.reason, sizeof serving->report.reason, "%s",
             reason);
    pthread_mutex_unlock(&serving->lock);
}

/* Serve the newest generation before `number` that can be opened. */
static bool fall_back(struct serving *serving, uint64_t number) {
    for (uint64_t older = number - 1;
         older > 0 && number - older <= OLDER_TRIED; older--) {
        struct generation *fresh = NULL;
        struct concord_error err = {0};
        if (open_searchable(serving, older, &fresh, &err) == CONCORD_OK) {
            swap(serving, fresh, &(struct folder){0});
            return true;
        }
    }
    return false;
}

/* `number` is current and cannot be opened. It is logged the first time. */
static void refuse(struct serving *serving, uint64_t number,
                   const struct folder *folder,
                   const struct concord_error *why) {
    bool lasting =
        why->status == CONCORD_CORRUPT || why->status == CONCORD_BAD_SCHEMA;
    if (serving->refusal.number != number)
        log_line("generation %llu cannot be served: %s",
                 (unsigned long long)number, why->message);
    serving->refusal.number = number;
    serving->refusal.folder = *folder;
    serving->refusal.retry_at =
        lasting ? INT64_MAX : clock_now() + RETRY_AFTER_MS * CLOCK_MILLISECOND;
    set_refused(serving, number, why->message);
    if (serving->generation == NULL)
        fall_back(serving, number);
}

/* ---- looking ---- */

/* Nothing could be read at all: the index is not there yet, or is gone. What
 * is served stays. */
static void note_fault(struct serving *serving,
                       const struct concord_error *why) {
    if (serving->last_fault != why->status)
        log_line("%s", why->message);
    serving->last_fault = why->status;
    if (serving->generation == NULL)
        set_refused(serving, 0, why->message);
}

/* One that is served although it is broken is a refused one, so that it is
 * opened again when the refusal is forgotten. */
static bool is_known(const struct serving *serving, uint64_t number,
                     const struct folder *folder) {
    if (serving->report.ready && serving->report.generation == number &&
        is_same_folder(&serving->folder, folder))
        return true;
    return serving->refusal.number == number &&
           is_same_folder(&serving->refusal.folder, folder) &&
           clock_now() < serving->refusal.retry_at;
}

/* One look. True when another is due at once, because the index moved on while
 * a generation of it was opened. */
static bool look_once(struct serving *serving) {
    struct concord_error err = {0};
    struct generation *fresh = NULL;
    uint64_t number = 0;
    uint64_t now = 0;
    if (generation_current_number(serving->directory, &number, &err) !=
        CONCORD_OK) {
        note_fault(serving, &err);
        return false;
    }
    serving->last_fault = CONCORD_OK;
    /* Before it is opened: one that comes between is another at the next look.
     */
    struct folder folder = folder_now(serving);
    if (is_known(serving, number, &folder))
        return false;
    enum concord_status status = open_searchable(serving, number, &fresh, &err);
    if (status == CONCORD_OK) {
        serving->refusal = (struct refusal){0};
        swap(serving, fresh, &folder);
        set_refused(serving, 0, "");
        return false;
    }
    if (generation_current_number(serving->directory, &now, NULL) ==
            CONCORD_OK &&
        now != number)
        return true;
    refuse(serving, number, &folder, &err);
    return false;
}

static void look(struct serving *serving) {
    for (int i = 0; i < LOOKS_AT_ONCE && look_once(serving); i++)
        ;
}

/* The checker found `number` broken while it was served. Without another to
 * serve it stays, because most of it is good, but it is not called ready. */
static void give_up(struct serving *serving, uint64_t number,
                    const char *reason) {
    log_line("generation %llu is damaged: %s", (unsigned long long)number,
             reason);
    if (serving->refusal.number == 0)
        serving->refusal = (struct refusal){
            .number = number, .folder = serving->folder, .retry_at = INT64_MAX};
    set_refused(serving, serving->refusal.number, reason);
    if (fall_back(serving, number))
        return;
    log_line("no generation before %llu can be served; build the index anew "
             "with concord-indexer --rebuild",
             (unsigned long long)number);
    pthread_mutex_lock(&serving->lock);
    serving->report.ready = false;
    pthread_mutex_unlock(&serving->lock);
}

/* With the lock held, which is let go meanwhile. */
static void do_what_is_due(struct serving *serving) {
    char reason[CONCORD_MESSAGE_MAX];
    uint64_t broken = serving->broken;
    bool forget = serving->look_asked;
    const struct generation *served = serving->generation;
    memcpy(reason, serving->broken_reason, sizeof reason);
    serving->broken = 0;
    serving->look_asked = false;
    pthread_mutex_unlock(&serving->lock);
    if (forget)
        serving->refusal = (struct refusal){0};
    look(serving);
    if (broken != 0 && serving->generation == served)
        give_up(serving, broken, reason);
    pthread_mutex_lock(&serving->lock);
}

static void *watch(void *context) {
    struct serving *serving = context;
    pthread_mutex_lock(&serving->lock);
    while (!serving->stopping) {
        do_what_is_due(serving);
        int64_t next = clock_now() + LOOK_EVERY_MS * CLOCK_MILLISECOND;
        while (!serving->stopping && !serving->look_asked &&
               serving->broken == 0 && clock_now() < next)
            clock_wait_until(&serving->wake, &serving->lock, next);
    }
    pthread_mutex_unlock(&serving->lock);
    return NULL;
}

/* ---- what is done for each generation, beside searches ---- */

static bool is_wanted(struct serving *serving,
                      const struct generation *generation) {
    pthread_mutex_lock(&serving->lock);
    bool wanted = !serving->stopping && serving->generation == generation;
    pthread_mutex_unlock(&serving->lock);
    return wanted;
}

/* File by file, so that it can be left off between two of them. CONCORD_OK,
 * too, when it was. */
static enum concord_status check_hashes(struct serving *serving,
                                        const struct generation *generation,
                                        struct concord_error *err) {
    const struct manifest *manifest = generation_manifest(generation);
    struct manifest one = *manifest;
    one.file_count = 1;
    for (size_t i = 0; i < manifest->file_count; i++) {
        if (!is_wanted(serving, generation))
            return CONCORD_OK;
        one.files = &manifest->files[i];
        enum concord_status status =
            manifest_check_hashes(&one, generation_directory(generation), err);
        if (status != CONCORD_OK)
            return status;
    }
    return CONCORD_OK;
}

/* A file that could not be read for another reason than damage says nothing
 * about the generation: an old one's folder may have been removed. */
static void check(struct serving *serving, struct generation *generation) {
    struct concord_error err = {0};
    enum concord_status status = check_hashes(serving, generation, &err);
    if (status != CONCORD_OK && status != CONCORD_CORRUPT)
        log_line("generation %llu could not be checked: %s",
                 (unsigned long long)number_of(generation), err.message);
    pthread_mutex_lock(&serving->lock);
    if (status == CONCORD_CORRUPT && serving->generation == generation) {
        serving->broken = number_of(generation);
        memcpy(serving->broken_reason, err.message,
               sizeof serving->broken_reason);
        pthread_cond_signal(&serving->wake);
    }
    pthread_mutex_unlock(&serving->lock);
}

struct warming {
    struct serving *serving;
    const struct generation *generation;
};

static bool is_in_vain(void *context) {
    const struct warming *warming = context;
    return !is_wanted(warming->serving, warming->generation);
}

/* A search that comes sooner decodes what it needs itself. */
static void warm(struct serving *serving, struct generation *generation) {
    struct warming warming = {serving, generation};
    struct concord_error err = {0};
    if (generation_warm_postings(generation, is_in_vain, &warming, &err) !=
        CONCORD_OK)
        log_line("generation %llu could not be warmed: %s",
                 (unsigned long long)number_of(generation), err.message);
}

/* Do `task` for every generation that comes to be served. */
static void do_for_each(struct serving *serving,
                        void (*task)(struct serving *serving,
                                     struct generation *generation)) {
    struct generation *done = NULL;
    pthread_mutex_lock(&serving->lock);
    while (!serving->stopping) {
        if (serving->generation == done) {
            pthread_cond_wait(&serving->swapped, &serving->lock);
            continue;
        }
        struct generation *before = done;
        done = generation_retain(serving->generation);
        pthread_mutex_unlock(&serving->lock);
        generation_release(before);
        task(serving, done);
        pthread_mutex_lock(&serving->lock);
    }
    pthread_mutex_unlock(&serving->lock);
    generation_release(done);
}

static void *check_each(void *context) {
    do_for_each(context, check);
    return NULL;
}

/* Only in time that nobody else wants: niceness is a thread's own here. */
static void *warm_each(void *context) {
    setpriority(PRIO_PROCESS, 0, WARMER_NICENESS);
    do_for_each(context, warm);
    return NULL;
}

/* ---- for the others ---- */

enum concord_status serving_create(struct serving **out, const char *directory,
                                   struct posting_cache *postings,
                                   struct concord_error *err) {
    struct serving *serving = calloc(1, sizeof *serving);
    *out = serving;
    if (serving == NULL)
        return concord_no_memory(err);
    serving->directory = directory;
    serving->postings = postings;
    pthread_mutex_init(&serving->lock, NULL);
    clock_condition_init(&serving->wake);
    clock_condition_init(&serving->swapped);
    look(serving);
    return CONCORD_OK;
}

enum concord_status serving_watch(struct serving *serving,
                                  void (*changed)(void *context), void *context,
                                  struct concord_error *err) {
    static void *(*const tasks[THREADS])(void *) = {watch, check_each,
                                                    warm_each};
    serving->changed = changed;
    serving->context = context;
    for (size_t i = 0; i < THREADS; i++) {
        if (pthread_create(&serving->threads[i], NULL, tasks[i], serving) != 0)
            return concord_no_memory(err);
        serving->thread_count++;
    }
    return CONCORD_OK;
}

void serving_stop(struct serving *serving) {
    pthread_mutex_lock(&serving->lock);
    serving->stopping = true;
    pthread_cond_broadcast(&serving->wake);
    pthread_cond_broadcast(&serving->swapped);
    pthread_mutex_unlock(&serving->lock);
    for (; serving->thread_count > 0; serving->thread_count--)
        pthread_join(serving->threads[serving->thread_count - 1], NULL);
}

void serving_destroy(struct serving *serving) {
    if (serving == NULL)
        return;
    serving_stop(serving);
    generation_release(serving->generation);
    pthread_cond_destroy(&serving->swapped);
    pthread_cond_destroy(&serving->wake);
    pthread_mutex_destroy(&serving->lock);
    free(serving);
}

enum concord_status serving_borrow(struct serving *serving,
                                   struct generation **out,
                                   struct concord_error *err) {
    pthread_mutex_lock(&serving->lock);
    *out = serving->generation;
    enum concord_status status =
        *out != NULL ? CONCORD_OK
                     : concord_fail(err, CONCORD_NOT_FOUND, "%s",
                                    serving->report.reason);
    if (*out != NULL)
        generation_retain(*out);
    pthread_mutex_unlock(&serving->lock);
    return status;
}

void serving_look_now(struct serving *serving) {
    pthread_mutex_lock(&serving->lock);
    serving->look_asked = true;
    pthread_cond_signal(&serving->wake);
    pthread_mutex_unlock(&serving->lock);
}

void serving_describe(struct serving *serving, struct serving_report *out) {
    pthread_mutex_lock(&serving->lock);
    *out = serving->report;
    pthread_mutex_unlock(&serving->lock);
}
