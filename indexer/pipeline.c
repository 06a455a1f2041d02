/* pipeline.c - a paper's way from blocks to terms. */
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/claims.h"
#include "corpus/describe.h"
#include "corpus/relate.h"
#include "schema/document.h"
#include "text/stem.h"

enum { RULES_MAX = 80, RULES_SCHEMA_DIGITS = 12 };

struct pipeline {
    const struct schema *schema;
    struct describer *describer;
    struct stemmer *stemmer;
    document_shown *show; /* or NULL */
    void *context;
    char rules[RULES_MAX]; /* the versions that a document carries */
    char describer_version[RULES_MAX]; /* and of what is done with it then */
};

enum concord_status pipeline_create(struct pipeline **out,
                                    const struct schema *schema,
                                    struct concord_error *err) {
    *out = NULL;
    struct pipeline *pipeline = calloc(1, sizeof *pipeline);
    if (pipeline == NULL)
        return concord_no_memory(err);
    pipeline->schema = schema;
    snprintf(pipeline->rules, sizeof pipeline->rules, "%.*s %s",
             RULES_SCHEMA_DIGITS, schema_version(schema), describer_version());
    snprintf(pipeline->describer_version, sizeof pipeline->describer_version,
             "%s %s %s", describer_version(), claims_version(),
             relator_version());
    enum concord_status status =
        describer_create(&pipeline->describer, schema, err);
    if (status == CONCORD_OK)
        status = stemmer_create(&pipeline->stemmer, err);
    if (status != CONCORD_OK) {
        pipeline_destroy(pipeline);
        return status;
    }
    *out = pipeline;
    return CONCORD_OK;
}

void pipeline_destroy(struct pipeline *pipeline) {
    if (pipeline == NULL)
        return;
    describer_destroy(pipeline->describer);
    stemmer_destroy(pipeline->stemmer);
    free(pipeline);
}

void pipeline_show(struct pipeline *pipeline, document_shown *show,
                   void *context) {
    pipeline->show = show;
    pipeline->context = context;
}

struct manifest_versions pipeline_versions(const struct pipeline *pipeline) {
    return (struct manifest_versions){.schema =
                                          schema_version(pipeline->schema),
                                      .stemmer = stemmer_version(),
                                      .describer = pipeline->describer_version,
                                      .formats = extract_version(),
                                      .plan = posting_plan_version()};
}

/* A document owns its strings, so they are copied; false when memory is out. */
static bool copy(struct document *document, const char **text) {
    if (*text == NULL)
        return true;
    *text = arena_string(&document->arena, *text);
    return *text != NULL;
}

static enum concord_status
name_document(const struct pipeline *pipeline, struct document *document,
              const char *id, const struct document_source *source,
              const struct extract *extract, struct concord_error *err) {
    struct document_source *own = &document->source;
    *own = *source;
    own->address = extract->address;
    own->format = extract->format;
    own->rules = pipeline->rules;
    document->id = id;
    const char **strings[] = {&document->id,       &own->path,   &own->member,
                              &own->address,       &own->format, &own->sha256,
                              &own->first_indexed, &own->rules};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (!copy(document, strings[i]))
            return concord_no_memory(err);
    return CONCORD_OK;
}

enum concord_status
pipeline_plan(struct pipeline *pipeline, struct posting_plan **out,
              const char *id, const struct document_source *source,
              const struct extract *extract, const struct metadata *metadata,
              const struct archive_ruling *ruling, struct buffer *claims,
              struct concord_error *err) {
    *out = NULL;
    struct document *document = NULL;
    enum concord_status status = document_create(&document, err);
    if (status == CONCORD_OK)
        status = name_document(pipeline, document, id, source, extract, err);
    if (status == CONCORD_OK)
        status = describer_describe_in_archive(pipeline->describer, document,
                                               extract, metadata, ruling, err);
    if (status == CONCORD_OK)
        status = claims_pack(claims, document, pipeline->schema, err);
    if (status == CONCORD_OK && pipeline->show != NULL)
        status = pipeline->show(pipeline->context, document, err);
    if (status == CONCORD_OK)
        status = posting_plan_build(out, document, pipeline->schema,
                                    pipeline->stemmer, err);
    document_destroy(document);
    return status;
}

enum concord_status pipeline_imprint(struct pipeline *pipeline,
                                     struct imprint *out, struct arena *arena,
                                     const struct extract *extract,
                                     struct concord_error *err) {
    return describer_imprint(pipeline->describer, out, arena, extract, err);
}
