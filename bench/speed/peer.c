/* peer.c - reads questions, has threads answer them, writes answers. */
#include "peer.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *const peer_facets[PEER_FACETS] = {"type", "region", "topic", "year",
                                              "organisation"};

static const char *const kinds[] = {[PEER_WORD] = "word",
                                    [PEER_AND] = "and",
                                    [PEER_OR] = "or",
                                    [PEER_PHRASE] = "phrase",
                                    [PEER_ALL] = "all"};

int64_t peer_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* ---- questions ---- */

static bool read_kind(struct peer_question *question, const char *kind) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i], kind) == 0) {
            question->kind = (enum peer_kind)i;
            return true;
        }
    return false;
}

static void read_words(struct peer_question *question, char *words) {
    char *rest = NULL;
    for (char *word = strtok_r(words, " ", &rest);
         word != NULL && question->word_count < PEER_WORDS_MAX;
         word = strtok_r(NULL, " ", &rest))
        question->words[question->word_count++] = word;
}

static bool read_filter(struct peer_question *question, char *filter) {
    char *value = strchr(filter, '=');
    if (value == NULL || question->filter_count == PEER_FILTERS_MAX)
        return false;
    *value++ = '\0';
    for (unsigned i = 0; i < PEER_FACETS; i++)
        if (strcmp(peer_facets[i], filter) == 0) {
            question->filters[question->filter_count++] =
                (struct peer_filter){i, value};
            return true;
        }
    return false;
}

/* `line` is cut up, and the question points into it. */
static bool read_question(struct peer_question *question, char *line) {
    char *fields[3];
    char *rest = line;
    memset(question, 0, sizeof *question);
    for (size_t i = 0; i < 3; i++)
        if ((fields[i] = strsep(&rest, "\t")) == NULL)
            return false;
    if (!read_kind(question, fields[0]))
        return false;
    read_words(question, fields[1]);
    bool done = true;
    for (char *filter = strtok_r(fields[2], "|", &rest); filter != NULL && done;
         filter = strtok_r(NULL, "|", &rest))
        done = read_filter(question, filter);
    return done;
}

/* ---- answers ---- */

void peer_answer_id(struct peer_answer *answer, const char *id, size_t size) {
    if (answer->ids.size > 0)
        buffer_append_char(&answer->ids, ',');
    buffer_append(&answer->ids, id, size);
}

void peer_answer_count(struct peer_answer *answer, unsigned facet,
                       const char *value, size_t size, uint64_t count) {
    struct peer_counts *counts = &answer->counts[facet];
    if (count == 0)
        return;
    if ((counts->count & (counts->count + 1)) == 0) {
        struct peer_count *items = realloc(
            counts->items, (2 * counts->count + 1) * sizeof *counts->items);
        if (items == NULL) {
            answer->failed = true;
            return;
        }
        counts->items = items;
    }
    counts->items[counts->count++] =
        (struct peer_count){strndup(value, size), count};
}

static int compare_counts(const void *left, const void *right) {
    const struct peer_count *a = left;
    const struct peer_count *b = right;
    return a->count != b->count ? (a->count < b->count) - (a->count > b->count)
                                : strcmp(a->value, b->value);
}

static void print_counts(struct peer_answer *answer, struct buffer *out) {
    for (size_t i = 0; i < PEER_FACETS; i++) {
        struct peer_counts *counts = &answer->counts[i];
        if (counts->count > 0)
            qsort(counts->items, counts->count, sizeof *counts->items,
                  compare_counts);
        buffer_printf(out, "%s:", peer_facets[i]);
        for (size_t j = 0; j < counts->count && j < PEER_BUCKETS; j++)
            buffer_printf(out, "%s=%" PRIu64 ";", counts->items[j].value,
                          counts->items[j].count);
    }
}

/* FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t digest(const struct buffer *text) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < text->size; i++)
        hash = (hash ^ (unsigned char)text->data[i]) * 1099511628211u;
    return hash;
}

static void print_answer(const struct peer *peer, struct peer_answer *answer) {
    struct buffer counts = BUFFER_INIT(1024 * 1024);
    print_counts(answer, &counts);
    printf("%" PRIu64 "\t", answer->total);
    if (peer->show)
        printf("%s", counts.data);
    else
        printf("%016" PRIx64, digest(&counts));
    printf("\t%" PRId64 "\t%s\n", answer->nanoseconds,
           answer->ids.size > 0 ? answer->ids.data : "");
    buffer_destroy(&counts);
}

static void answer_clear(struct peer_answer *answer) {
    buffer_destroy(&answer->ids);
    for (size_t i = 0; i < PEER_FACETS; i++) {
        for (size_t j = 0; j < answer->counts[i].count; j++)
            free(answer->counts[i].items[j].value);
        free(answer->counts[i].items);
    }
}

/* ---- batches ---- */

enum { BATCH_MAX = 1 << 20 };

struct batch {
    const struct peer *peer;
    char **lines;
    struct peer_question *questions;
    struct peer_answer *answers;
    size_t count;
    atomic_size_t next;
    atomic_bool failed;
};

struct worker {
    struct batch *batch;
    void *context;
};

static void *work(void *started) {
    struct worker *worker = started;
    struct batch *batch = worker->batch;
    for (size_t i; (i = atomic_fetch_add(&batch->next, 1)) < batch->count;)
        if (!batch->peer->ask(worker->context, &batch->questions[i],
                              &batch->answers[i]) ||
            batch->answers[i].failed)
            batch->failed = true;
    return NULL;
}

static void answer_batch(struct batch *batch) {
    const struct peer *peer = batch->peer;
    struct worker workers[PEER_THREADS_MAX] = {{batch, peer->contexts[0]}};
    pthread_t threads[PEER_THREADS_MAX];
    int64_t start = peer_clock();
    for (unsigned i = 1; i < peer->threads; i++) {
        workers[i] = (struct worker){batch, peer->contexts[i]};
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
            abort();
    }
    work(&workers[0]);
    for (unsigned i = 1; i < peer->threads; i++)
        pthread_join(threads[i], NULL);
    int64_t took = peer_clock() - start;
    for (size_t i = 0; i < batch->count; i++)
        print_answer(peer, &batch->answers[i]);
    printf("=\t%" PRId64 "\n", took);
    fflush(stdout);
}

static bool batch_add(struct batch *batch, const char *line) {
    size_t count = batch->count;
    if ((count & (count - 1)) == 0) {
        size_t room = count == 0 ? 1 : 2 * count;
        char **lines = realloc(batch->lines, room * sizeof(char *));
        if (lines == NULL)
            return false;
        batch->lines = lines;
    }
    batch->lines[count] = strdup(line);
    batch->count += batch->lines[count] != NULL;
    return batch->count > count && batch->count < BATCH_MAX;
}

/* False at the end of the input. */
static bool batch_read(struct batch *batch) {
    char *line = NULL;
    size_t capacity = 0;
    bool more = false;
    while (getline(&line, &capacity, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        more = *line == '\0';
        if (more || !batch_add(batch, line))
            break;
    }
    free(line);
    return more;
}

static bool batch_begin(struct batch *batch) {
    batch->questions = calloc(batch->count + 1, sizeof *batch->questions);
    batch->answers = calloc(batch->count + 1, sizeof *batch->answers);
    if (batch->questions == NULL || batch->answers == NULL)
        return false;
    for (size_t i = 0; i < batch->count; i++) {
        batch->answers[i].ids = (struct buffer)BUFFER_INIT(64 * 1024);
        if (!read_question(&batch->questions[i], batch->lines[i])) {
            fprintf(stderr, "a question cannot be read: %s\n", batch->lines[i]);
            return false;
        }
    }
    return true;
}

static void batch_clear(struct batch *batch) {
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->answers != NULL)
            answer_clear(&batch->answers[i]);
        free(batch->lines[i]);
    }
    free(batch->lines);
    free(batch->questions);
    free(batch->answers);
}

bool peer_serve(const struct peer *peer) {
    bool more = true;
    bool good = true;
    size_t batches = 0;
    printf("ready\t%" PRId64 "\t%" PRIu64 "\n", peer->opened, peer->documents);
    fflush(stdout);
    while (more && good) {
        struct batch batch = {.peer = peer};
        more = batch_read(&batch);
        good = !more || batch_begin(&batch);
        if (more && good && batches++ > 0 && peer->refresh != NULL)
            good = peer->refresh(peer->engine);
        if (more && good) {
            answer_batch(&batch);
            good = !batch.failed;
        }
        batch_clear(&batch);
    }
    return good;
}
