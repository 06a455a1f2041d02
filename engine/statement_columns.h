/* statement_columns.h - statements.bin: for each statement of the index whose
 * it is and what it is, so that a filter is an array look-up, and all of them
 * in the order in which they are shown.
 *
 *   header   struct statement_header of statement_columns.c
 *   parents  uint32 a docid of the statements: the docid of its document in
 *            columns.bin; 0: there is no such statement
 *   facts    a byte a docid, STATEMENT_FACTS()
 *   order    uint32 a statement: docids, newest document first, then by the
 *            document's id, then in the order of its text
 *   rank     uint32 a docid: its place in that order
 *
 * Little-endian, every part starts on 8 bytes, mapped read-only, immutable and
 * shared by threads once open. */
#ifndef CONCORD_ENGINE_STATEMENT_COLUMNS_H
#define CONCORD_ENGINE_STATEMENT_COLUMNS_H

#include <stddef.h>
#include <stdint.h>

#include "facet_columns.h"
#include "files.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { STATEMENT_COLUMNS_FORMAT = 1 };

struct statement_columns {
    uint32_t limit; /* every docid of a statement is below */
    uint32_t count;
    const uint32_t *parents;
    const uint8_t *facts;
    const uint32_t *order;
    const uint32_t *rank;
    struct mapped_file file; /* none: the generation has no statements */
};

static inline uint8_t statement_facts(unsigned of, unsigned kind,
                                      unsigned side) {
    return (uint8_t)(of | kind << 1 | side << 4);
}
static inline unsigned statement_facts_of(uint8_t facts) {
    return facts & 1u;
}
static inline unsigned statement_facts_kind(uint8_t facts) {
    return facts >> 1 & 7u;
}
static inline unsigned statement_facts_side(uint8_t facts) {
    return facts >> 4 & 3u;
}

/* Map the file; none there is no fault, and there are no statements then.
 * CONCORD_CORRUPT when a part is not wholly inside it, or speaks of what is not
 * in `documents`. Closing leaves *columns empty. */
enum concord_status
statement_columns_open(struct statement_columns *columns, const char *path,
                       const struct facet_columns *documents,
                       struct concord_error *err);
void statement_columns_close(struct statement_columns *columns);

/* ---- building ---- */

struct statement_entry {
    uint32_t docid; /* of the statement, from 1 */
    uint32_t parent;
    uint32_t position; /* in its document */
    uint8_t facts;
};

/* Write the file, for docids below `limit`. Sorts the entries. */
enum concord_status
statement_columns_write(const char *path, struct statement_entry *entries,
                        uint32_t count, uint32_t limit,
                        const struct facet_columns *documents,
                        struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
