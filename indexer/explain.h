/* explain.h - prints what documents are, one after the other, once all are
 * known: what one is depends on the others. Until then they are kept in a file
 * that has no name. One thread. */
#ifndef CONCORD_INDEXER_EXPLAIN_H
#define CONCORD_INDEXER_EXPLAIN_H

#include <stdio.h>

#include "corpus/relate.h"
#include "options.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "schema/status.h"

/* Whoever makes it sets the first four. */
struct explainer {
    FILE *out;
    const struct schema *schema;
    enum explain_format format;
    size_t width; /* of the text, in columns */
    size_t shown; /* documents so far */
    FILE *kept;   /* what is to be printed of each; NULL before the first */
};

/* Keep one document for printing. Its date of indexing is left out: it has
 * none. CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status explain_document(struct explainer *explainer,
                                     const struct document *document,
                                     struct concord_error *err);

/* Print all, in the order in which they were kept, as JSON in the form of
 * /v1/documents/{id} on one line each, or as text, with what a relator that
 * has run says of each. See that all of it has got out. CONCORD_IO, without
 * words when nobody reads on; CONCORD_NO_MEMORY. */
enum concord_status explain_all(struct explainer *explainer,
                                struct relator *relator,
                                struct concord_error *err);

void explain_clear(struct explainer *explainer);

#endif
