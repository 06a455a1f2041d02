/* identities.h - which unique id each paper has.
 *
 * A paper that asks for an id, by its metadata or its address, gets it. Of two
 * that ask for the same one, the first in the order of papers.h does; the other
 * is refused, unless its file has gone: then it is the paper that moved, and is
 * dropped. A paper that asks for none keeps what it has; a new one is the gone
 * paper with the same bytes, moved, if there is one, and else has the id of its
 * path. A withdrawn paper keeps its id like any other, or it would come back by
 * moving. So ids depend on what there is, and not on the order of runs, but for
 * those that papers keep. */
#ifndef CONCORD_INDEXER_IDENTITIES_H
#define CONCORD_INDEXER_IDENTITIES_H

#include "papers.h"
#include "schema/status.h"

/* Set `now.id`, `holder`, `moved_from` and `dropped` of every paper with a
 * blob; one without has no id. CONCORD_NO_MEMORY. */
enum concord_status identities_settle(struct papers *papers,
                                      struct concord_error *err);

/* 16 hex digits of SHA-256 over `text`: how the contract makes an id of an
 * address or a path. NULL when memory is out. */
char *identity_of(struct arena *arena, const char *text);

#endif
