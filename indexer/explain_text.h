/* explain_text.h - a document set out for people: what it is, why, and what
 * was left out of it. One thread. */
#ifndef CONCORD_INDEXER_EXPLAIN_TEXT_H
#define CONCORD_INDEXER_EXPLAIN_TEXT_H

#include <stddef.h>
#include <stdio.h>

#include "schema/document.h"
#include "schema/schema.h"

/* `before` documents stand above it. */
void explain_text_write(const struct document *document,
                        const struct schema *schema, size_t width,
                        size_t before, FILE *out);

#endif
