/* maintenance.h - what is done to an index without reading a paper. One thread.
 */
#ifndef CONCORD_INDEXER_MAINTENANCE_H
#define CONCORD_INDEXER_MAINTENANCE_H

#include "options.h"
#include "schema/status.h"

/* Do what `action` of the options says, and tell:
 *   verify    read the current generation and name what is not as published;
 *             takes no lock. CONCORD_CORRUPT when there is such a thing
 *   list      which generations there are; takes no lock
 *   rollback  publish the previous generation again. CONCORD_NOT_FOUND when
 *             there is none; CONCORD_CORRUPT when it is not whole
 * CONCORD_NOT_FOUND when there is no index; CONCORD_BUSY, CONCORD_IO,
 * CONCORD_NO_MEMORY. A signal ends the program at once as long as there is
 * nothing to tidy up. */
enum concord_status maintenance_run(const struct options *options,
                                    struct concord_error *err);

#endif
