/* describe.h - from extracted blocks to a described document.
 *
 * clean.c decides which blocks are the paper; then each file in
 * corpus/describe/ infers one thing, with one contract: the document (its
 * blocks, clean text, title, source) and the schema in, values with evidence
 * out. Rules and word lists are data in the schema; code is for how to look.
 * A describer is built once from a schema and belongs to one thread. */
#ifndef CONCORD_CORPUS_DESCRIBE_H
#define CONCORD_CORPUS_DESCRIBE_H

#include "corpus/archive_facts.h"
#include "corpus/extract.h"
#include "corpus/metadata.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct describer;

/* The schema must outlive it. The caller owns *out and frees it with
 * describer_destroy(). */
enum concord_status describer_create(struct describer **out,
                                     const struct schema *schema,
                                     struct concord_error *err);
void describer_destroy(struct describer *describer);

/* Fill *document from what was extracted and from what people say of the paper,
 * which counts more; `metadata` may be NULL, and its front matter, sidecar and
 * overrides are merged. document->source must be set before, and its id.
 * Deterministic: the same blocks, metadata, source and schema give the same
 * description. CONCORD_BAD_INPUT when nothing of the paper is left;
 * CONCORD_NO_MEMORY. */
enum concord_status describer_describe(struct describer *describer,
                                       struct document *document,
                                       const struct extract *extract,
                                       const struct metadata *metadata,
                                       struct concord_error *err);

/* As describer_describe(), with what the archive says of this extract; NULL
 * for a paper on its own. */
enum concord_status describer_describe_in_archive(
    struct describer *describer, struct document *document,
    const struct extract *extract, const struct metadata *metadata,
    const struct archive_ruling *ruling, struct concord_error *err);

/* What the extract leaves to the facts of the archive; see archive_facts.h. Its
 * edges are the arena's. CONCORD_NO_MEMORY. */
enum concord_status describer_imprint(struct describer *describer,
                                      struct imprint *out, struct arena *arena,
                                      const struct extract *extract,
                                      struct concord_error *err);

/* Version of the code's rules; with schema_version() it says what described a
 * document. */
const char *describer_version(void);

#ifdef __cplusplus
}
#endif

#endif
