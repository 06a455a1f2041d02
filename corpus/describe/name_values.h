/* name_values.h - the open facets: who and which bodies a paper names, and who
 * made it, once more as values to filter by. */
#ifndef CONCORD_CORPUS_DESCRIBE_NAME_VALUES_H
#define CONCORD_CORPUS_DESCRIBE_NAME_VALUES_H

#include "schema/document.h"
#include "schema/schema.h"

/* Longer than any name, and short enough to be a term of the index whole. */
enum { NAME_VALUE_MAX = 200 };

/* Give the document the names of its people, organisations and creators, in
 * place of any that it has; after everything that finds or takes away a name.
 * What is longer than NAME_VALUE_MAX bytes is no name and left out.
 * CONCORD_NO_MEMORY. */
enum concord_status name_values_give(struct document *document,
                                     const struct schema *schema,
                                     struct concord_error *err);

#endif
