/* explain.h - prints what documents are, one after the other. One thread. */
#ifndef CONCORD_INDEXER_EXPLAIN_H
#define CONCORD_INDEXER_EXPLAIN_H

#include <stdio.h>

#include "options.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "schema/status.h"

/* Whoever makes it sets these, but for `shown`. */
struct explainer {
    FILE *out;
    const struct schema *schema;
    enum explain_format format;
    size_t width; /* of the text, in columns */
    size_t shown; /* documents so far */
};

/* A width for text on `out`: its terminal's within reason, else 80. */
size_t explain_width(FILE *out);

/* Print one document, as JSON in the form of /v1/documents/{id} on one line, or
 * as text. Its date of indexing is left out: it has none. CONCORD_IO, without
 * words when nobody reads on; CONCORD_NO_MEMORY. */
enum concord_status explain_document(struct explainer *explainer,
                                     const struct document *document,
                                     struct concord_error *err);

/* See that all of it has got out. Fails as explain_document(). */
enum concord_status explain_finish(const struct explainer *explainer,
                                   struct concord_error *err);

#endif
