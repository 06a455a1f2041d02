/* own_index.c - from documents to a generation. */
#include "own_index.h"

#include <pthread.h>
#include <string.h>

#include "engine/generation.h"
#include "engine/index_writer.h"
#include "engine/posting_plan.h"

enum { OWN_INDEX_JOBS_MAX = 64 };

static enum concord_status cut_blocks(struct document *document,
                                      struct concord_error *err) {
    const char *text = document->text;
    for (size_t start = 0; start < document->text_size;) {
        const char *border = strstr(text + start, "\n\n");
        size_t end =
            border == NULL ? document->text_size : (size_t)(border - text);
        struct block *block = arena_push(&document->arena, &document->blocks,
                                         &document->block_count, sizeof *block);
        if (block == NULL)
            return concord_no_memory(err);
        *block = (struct block){BLOCK_PARAGRAPH, 0, start, end};
        start = border == NULL ? end : end + 2;
    }
    return CONCORD_OK;
}

enum concord_status own_document(struct document **out, const char *id,
                                 const char *title, const char *text,
                                 struct concord_error *err) {
    enum concord_status status = document_create(out, err);
    if (status != CONCORD_OK)
        return status;
    struct document *document = *out;
    struct arena *arena = &document->arena;
    document->id = arena_string(arena, id);
    document->title = arena_string(arena, title);
    document->text = arena_string(arena, text);
    document->text_size = strlen(text);
    document->date = edtf_undated();
    document->source.path = document->id;
    status = document->id != NULL && document->title != NULL &&
                     document->text != NULL
                 ? cut_blocks(document, err)
                 : concord_no_memory(err);
    if (status != CONCORD_OK) {
        document_destroy(document);
        *out = NULL;
    }
    return status;
}

/* ---- writing ---- */

/* What the threads share. Planning, the most of the work, is done outside the
 * lock; reading and handing over are done in it. */
struct writing {
    const struct own_index_options *options;
    const struct schema *schema;
    own_index_next *next;
    void *source;
    struct index_writer *writer;
    pthread_mutex_t lock;
    enum concord_status status; /* of the first failure */
    struct concord_error err;
};

static void writing_fail(struct writing *writing, enum concord_status status,
                         const struct concord_error *err) {
    if (status == CONCORD_OK || writing->status != CONCORD_OK)
        return;
    writing->status = status;
    writing->err = *err;
}

static struct document *take_document(struct writing *writing) {
    struct document *document = NULL;
    struct concord_error err = {0};
    pthread_mutex_lock(&writing->lock);
    if (writing->status == CONCORD_OK)
        writing_fail(
            writing,
            writing->next(writing->source, writing->schema, &document, &err),
            &err);
    pthread_mutex_unlock(&writing->lock);
    return document;
}

static void put_document(struct writing *writing,
                         const struct document *document,
                         struct stemmer *stemmer) {
    struct posting_plan *plan = NULL;
    struct concord_error err = {0};
    enum concord_status status =
        posting_plan_build(&plan, document, writing->schema, stemmer, &err);
    pthread_mutex_lock(&writing->lock);
    if (status == CONCORD_OK && writing->status == CONCORD_OK)
        status = index_writer_put(writing->writer, &plan, &err);
    writing_fail(writing, status, &err);
    pthread_mutex_unlock(&writing->lock);
    posting_plan_destroy(plan);
}

static void *put_all(void *shared) {
    struct writing *writing = shared;
    struct stemmer *stemmer = NULL;
    struct document *document = NULL;
    struct concord_error err = {0};
    enum concord_status status = stemmer_create(&stemmer, &err);
    pthread_mutex_lock(&writing->lock);
    writing_fail(writing, status, &err);
    pthread_mutex_unlock(&writing->lock);
    while ((document = take_document(writing)) != NULL) {
        put_document(writing, document, stemmer);
        document_destroy(document);
    }
    stemmer_destroy(stemmer);
    return NULL;
}

static enum concord_status put_with_jobs(struct writing *writing,
                                         struct concord_error *err) {
    pthread_t others[OWN_INDEX_JOBS_MAX];
    unsigned jobs = writing->options->jobs;
    unsigned started = 0;
    while (started + 1 < jobs && started < OWN_INDEX_JOBS_MAX &&
           pthread_create(&others[started], NULL, put_all, writing) == 0)
        started++;
    put_all(writing);
    while (started > 0)
        pthread_join(others[--started], NULL);
    if (writing->status != CONCORD_OK)
        *err = writing->err;
    return writing->status;
}

static enum concord_status write_all(struct writing *writing,
                                     const char *directory, uint64_t *documents,
                                     struct concord_error *err) {
    const struct index_writer_options as = {.jobs = writing->options->jobs};
    enum concord_status status =
        index_writer_open(&writing->writer, directory, NULL, &as, err);
    if (status == CONCORD_OK)
        status = put_with_jobs(writing, err);
    if (status == CONCORD_OK)
        status = index_writer_finish(writing->writer, writing->schema,
                                     documents, err);
    index_writer_destroy(writing->writer);
    return status;
}

enum concord_status own_index_make(const struct own_index_options *options,
                                   own_index_next *next, void *source,
                                   struct concord_error *err) {
    struct generation_facts facts = {.versions = {"schema", "stemmer",
                                                  "describer", "formats",
                                                  posting_plan_version()}};
    struct schema *schema = NULL;
    struct generation_builder *builder = NULL;
    const char *generation = NULL;
    uint64_t number = 0;
    enum concord_status status = schema_load(&schema, options->schema, err);
    if (status == CONCORD_OK)
        status = generation_builder_open(&builder, options->directory, err);
    if (status == CONCORD_OK)
        status = generation_builder_begin(builder, &generation, err);
    struct writing writing = {.options = options,
                              .schema = schema,
                              .next = next,
                              .source = source,
                              .lock = PTHREAD_MUTEX_INITIALIZER};
    if (status == CONCORD_OK)
        status = write_all(&writing, generation, &facts.documents, err);
    if (status == CONCORD_OK)
        status = generation_builder_publish(builder, schema, options->schema,
                                            &facts, &number, err);
    generation_builder_close(builder);
    schema_destroy(schema);
    return status;
}
