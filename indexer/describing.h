/* describing.h - describes papers, several at once, and puts them into the next
 * generation in their order. */
#ifndef CONCORD_INDEXER_DESCRIBING_H
#define CONCORD_INDEXER_DESCRIBING_H

#include "schema/status.h"
#include "update.h"

/* Every paper of the update that is to be put. Ends early, with CONCORD_OK,
 * when the run is interrupted. A paper that turns out to hold nothing loses its
 * id and gets the reason. CONCORD_IO, CONCORD_CORRUPT, CONCORD_NO_MEMORY. */
enum concord_status describe_papers(struct update *update,
                                    struct concord_error *err);

#endif
