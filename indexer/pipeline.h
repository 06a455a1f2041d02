/* pipeline.h - what is done with one paper's bytes: extract, describe, plan.
 * Each step is a pure function of the one before.
 *
 * As many threads as it has workers may ask it at once, each under a number of
 * its own. */
#ifndef CONCORD_INDEXER_PIPELINE_H
#define CONCORD_INDEXER_PIPELINE_H

#include "corpus/archive_facts.h"
#include "corpus/extract.h"
#include "corpus/metadata.h"
#include "engine/manifest.h"
#include "engine/posting_plan.h"
#include "schema/buffer.h"
#include "schema/schema.h"
#include "schema/status.h"

struct pipeline;

/* `workers` is one or more. The schema must outlive it. The caller owns *out
 * and frees it with pipeline_destroy(). CONCORD_NO_MEMORY. */
enum concord_status pipeline_create(struct pipeline **out,
                                    const struct schema *schema,
                                    unsigned workers,
                                    struct concord_error *err);
void pipeline_destroy(struct pipeline *pipeline);

/* What every step is, for the manifest. The strings are the schema's or
 * static. */
struct manifest_versions pipeline_versions(const struct pipeline *pipeline);

/* Describe what was extracted. `source` has path, sha256 and first_indexed; the
 * rest of it is filled in. `ruling` is what the archive says of it. Its claims
 * are appended to *claims. The caller owns *out and frees it with
 * document_destroy(). CONCORD_BAD_INPUT when nothing of the paper is left;
 * CONCORD_NO_MEMORY. */
enum concord_status pipeline_describe(
    struct pipeline *pipeline, unsigned worker, struct document **out,
    const char *id, const struct document_source *source,
    const struct extract *extract, const struct metadata *metadata,
    const struct archive_ruling *ruling, struct buffer *claims,
    struct concord_error *err);

/* Plan what the index holds of a document. The caller owns *out and frees it
 * with posting_plan_destroy(). CONCORD_NO_MEMORY. */
enum concord_status pipeline_plan(struct pipeline *pipeline, unsigned worker,
                                  struct posting_plan **out,
                                  const struct document *document,
                                  struct concord_error *err);

/* What the extract leaves to the facts of the archive; its edges are the
 * arena's. CONCORD_NO_MEMORY. */
enum concord_status pipeline_imprint(struct pipeline *pipeline, unsigned worker,
                                     struct imprint *out, struct arena *arena,
                                     const struct extract *extract,
                                     struct concord_error *err);

#endif
