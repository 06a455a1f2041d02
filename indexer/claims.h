/* claims.h - which unique id a paper gets.
 *
 * A paper keeps the id that it has as long as its bytes stay the same. Else it
 * asks for the id of the address that it gives; without one it keeps what it
 * has; a new one asks for the id of its path.
 *
 * An id belongs to one file at a time. Another gets it when that file has gone
 * (the paper was moved), or when that file now holds another paper and is
 * itself waiting for that one's id: two pages that changed places. Else the
 * paper waits until all files were looked at, and is refused if the id is still
 * taken then. A new file with the bytes of one that has gone is that paper,
 * moved, and gets its id. One thread. */
#ifndef CONCORD_INDEXER_CLAIMS_H
#define CONCORD_INDEXER_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/source.h"
#include "engine/source_table.h"
#include "moved_papers.h"
#include "paper_file.h"
#include "schema/arena.h"
#include "schema/document.h"
#include "schema/status.h"

struct waiting_paper {
    const struct source_file *file;
    const char *id; /* what it asks for */
    struct paper_facts facts;
    bool settled; /* it waits no more */
};

/* Zero but for the tables; gives its memory back with claims_clear(). */
struct claims {
    const struct source_table *known; /* as the last generation left it */
    const struct source_table *table; /* as this run has it so far */
    struct arena arena;
    struct waiting_paper *waiting; /* in the order of the worklist */
    size_t waiting_count;
    struct moved_papers moved;
};

struct claim {
    char id[DOCUMENT_ID_MAX + 1];
    bool granted;
    const struct source_record *holder; /* in `table`: whose document it has
                                         * been, or NULL */
};

void claims_clear(struct claims *claims);

/* Decide for the paper in `file`, whose bytes hash to `sha256`; `address` may
 * be NULL. CONCORD_NO_MEMORY. */
enum concord_status claims_decide(struct claims *claims, struct claim *claim,
                                  const struct source_file *file,
                                  const unsigned char sha256[SOURCE_HASH_SIZE],
                                  const char *address,
                                  struct concord_error *err);

/* Let the paper wait for `id`; a second time replaces the first. Files are
 * given in the order of the worklist. */
enum concord_status claims_wait(struct claims *claims,
                                const struct source_file *file, const char *id,
                                const struct paper_facts *facts,
                                struct concord_error *err);

/* Whether a paper that waits would get its id now. */
bool claims_is_open(const struct claims *claims,
                    const struct waiting_paper *paper);

#endif
