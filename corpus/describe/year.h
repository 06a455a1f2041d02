/* year.h - the facet of years: the date once more, when it falls in one. */
#ifndef CONCORD_CORPUS_DESCRIBE_YEAR_H
#define CONCORD_CORPUS_DESCRIBE_YEAR_H

#include "schema/document.h"
#include "schema/schema.h"

/* Give the document the year of its date, in place of any that it has.
 * CONCORD_NO_MEMORY. */
enum concord_status year_give(struct document *document,
                              const struct schema *schema,
                              struct concord_error *err);

#endif
