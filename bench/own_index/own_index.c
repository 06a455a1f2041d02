/* own_index.c - from documents to a generation. */
#include "own_index.h"

#include <string.h>

#include "engine/generation.h"
#include "engine/index_writer.h"

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
    document->id = id;
    document->title = title;
    document->text = text;
    document->text_size = strlen(text);
    document->date = edtf_undated();
    document->source.path = id;
    status = cut_blocks(document, err);
    if (status != CONCORD_OK) {
        document_destroy(document);
        *out = NULL;
    }
    return status;
}

/* ---- writing ---- */

struct writing {
    const struct schema *schema;
    struct stemmer *stemmer;
    struct index_writer *writer;
};

static enum concord_status put_document(struct writing *writing,
                                        const struct document *document,
                                        struct concord_error *err) {
    struct posting_plan *plan = NULL;
    enum concord_status status = posting_plan_build(
        &plan, document, writing->schema, writing->stemmer, err);
    return status == CONCORD_OK ? index_writer_put(writing->writer, &plan, err)
                                : status;
}

static enum concord_status put_all(struct writing *writing,
                                   own_index_next *next, void *source,
                                   struct concord_error *err) {
    struct document *document = NULL;
    enum concord_status status = next(source, writing->schema, &document, err);
    while (status == CONCORD_OK && document != NULL) {
        status = put_document(writing, document, err);
        document_destroy(document);
        document = NULL;
        if (status == CONCORD_OK)
            status = next(source, writing->schema, &document, err);
    }
    return status;
}

static enum concord_status
write_all(struct writing *writing, const char *directory, own_index_next *next,
          void *source, uint64_t *documents, struct concord_error *err) {
    enum concord_status status = stemmer_create(&writing->stemmer, err);
    if (status == CONCORD_OK)
        status =
            index_writer_open(&writing->writer, directory, NULL, NULL, err);
    if (status == CONCORD_OK)
        status = put_all(writing, next, source, err);
    if (status == CONCORD_OK)
        status = index_writer_finish(writing->writer, writing->schema,
                                     documents, err);
    index_writer_destroy(writing->writer);
    stemmer_destroy(writing->stemmer);
    return status;
}

enum concord_status own_index_make(const char *directory,
                                   const char *schema_directory,
                                   own_index_next *next, void *source,
                                   struct concord_error *err) {
    struct generation_facts facts = {
        .versions = {"schema", "stemmer", "describer", "formats", "plan"}};
    struct schema *schema = NULL;
    struct generation_builder *builder = NULL;
    const char *generation = NULL;
    uint64_t number = 0;
    enum concord_status status = schema_load(&schema, schema_directory, err);
    if (status == CONCORD_OK)
        status = generation_builder_open(&builder, directory, err);
    if (status == CONCORD_OK)
        status = generation_builder_begin(builder, &generation, err);
    struct writing writing = {.schema = schema};
    if (status == CONCORD_OK)
        status = write_all(&writing, generation, next, source, &facts.documents,
                           err);
    if (status == CONCORD_OK)
        status = generation_builder_publish(builder, schema, schema_directory,
                                            &facts, &number, err);
    generation_builder_close(builder);
    schema_destroy(schema);
    return status;
}
