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

/* What a thread needs for itself; made when it is first asked. */
struct desk {
    struct describer *describer;
    struct stemmer *stemmer;
};

struct pipeline {
    const struct schema *schema;
    char rules[RULES_MAX]; /* the versions that a document carries */
    char describer_version[RULES_MAX]; /* and of what is done with it then */
    unsigned workers;
    struct desk desks[];
};

enum concord_status pipeline_create(struct pipeline **out,
                                    const struct schema *schema,
                                    unsigned workers,
                                    struct concord_error *err) {
    struct pipeline *pipeline =
        calloc(1, sizeof *pipeline + workers * sizeof *pipeline->desks);
    *out = pipeline;
    if (pipeline == NULL)
        return concord_no_memory(err);
    pipeline->workers = workers;
    pipeline->schema = schema;
    snprintf(pipeline->rules, sizeof pipeline->rules, "%.*s %s",
             RULES_SCHEMA_DIGITS, schema_version(schema), describer_version());
    snprintf(pipeline->describer_version, sizeof pipeline->describer_version,
             "%s %s %s", describer_version(), claims_version(),
             relator_version());
    return CONCORD_OK;
}

void pipeline_destroy(struct pipeline *pipeline) {
    if (pipeline == NULL)
        return;
    for (unsigned i = 0; i < pipeline->workers; i++) {
        describer_destroy(pipeline->desks[i].describer);
        stemmer_destroy(pipeline->desks[i].stemmer);
    }
    free(pipeline);
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

static enum concord_status open_desk(struct pipeline *pipeline, unsigned worker,
                                     struct desk **out,
                                     struct concord_error *err) {
    struct desk *desk = &pipeline->desks[worker];
    enum concord_status status = CONCORD_OK;
    *out = desk;
    if (desk->describer == NULL)
        status = describer_create(&desk->describer, pipeline->schema, err);
    if (status == CONCORD_OK && desk->stemmer == NULL)
        status = stemmer_create(&desk->stemmer, err);
    return status;
}

static enum concord_status
describe(struct pipeline *pipeline, struct desk *desk,
         struct document *document, const struct extract *extract,
         const struct metadata *metadata, const struct archive_ruling *ruling,
         struct buffer *claims, struct concord_error *err) {
    enum concord_status status = describer_describe_in_archive(
        desk->describer, document, extract, metadata, ruling, err);
    return status == CONCORD_OK
               ? claims_pack(claims, document, pipeline->schema, err)
               : status;
}

enum concord_status pipeline_describe(
    struct pipeline *pipeline, unsigned worker, struct document **out,
    const char *id, const struct document_source *source,
    const struct extract *extract, const struct metadata *metadata,
    const struct archive_ruling *ruling, struct buffer *claims,
    struct concord_error *err) {
    *out = NULL;
    struct desk *desk = NULL;
    struct document *document = NULL;
    enum concord_status status = open_desk(pipeline, worker, &desk, err);
    if (status == CONCORD_OK)
        status = document_create(&document, err);
    if (status == CONCORD_OK)
        status = name_document(pipeline, document, id, source, extract, err);
    if (status == CONCORD_OK)
        status = describe(pipeline, desk, document, extract, metadata, ruling,
                          claims, err);
    if (status == CONCORD_OK)
        *out = document;
    else
        document_destroy(document);
    return status;
}

enum concord_status pipeline_plan(struct pipeline *pipeline, unsigned worker,
                                  struct posting_plan **out,
                                  const struct document *document,
                                  struct concord_error *err) {
    *out = NULL;
    struct desk *desk = NULL;
    enum concord_status status = open_desk(pipeline, worker, &desk, err);
    return status == CONCORD_OK
               ? posting_plan_build(out, document, pipeline->schema,
                                    desk->stemmer, err)
               : status;
}

enum concord_status pipeline_imprint(struct pipeline *pipeline, unsigned worker,
                                     struct imprint *out, struct arena *arena,
                                     const struct extract *extract,
                                     struct concord_error *err) {
    struct desk *desk = NULL;
    enum concord_status status = open_desk(pipeline, worker, &desk, err);
    return status == CONCORD_OK
               ? describer_imprint(desk->describer, out, arena, extract, err)
               : status;
}
