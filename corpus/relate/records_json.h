/* records_json.h - what was found out, as JSON. This is the one place that says
 * what the records of relate.h look like.
 *
 * Each gives a new object, or NULL when memory is out. */
#ifndef CONCORD_CORPUS_RELATE_RECORDS_JSON_H
#define CONCORD_CORPUS_RELATE_RECORDS_JSON_H

#include <jansson.h>

#include "relate/differ.h"
#include "relate/lineage.h"
#include "relate/papers.h"

/* What comes after in longer lists is left out; counts are whole. */
enum { RECORD_LIST_MAX = 500, RECORD_EDITIONS_MAX = 100 };

json_t *acronym_to_json(const struct relator *relator,
                        const struct acronym_entry *entry);

/* Whether there is anything to say of a paper. */
bool paper_has_record(const struct relator *relator, size_t index);
json_t *paper_to_json(const struct relator *relator, size_t index);

json_t *line_to_json(const struct relator *relator, const struct line *line,
                     const struct relatives *relatives, struct differ *differ);

json_t *not_held_to_json(const struct relator *relator,
                         const struct not_held *thing);

#endif
