/* imprinting.h - takes the imprints of papers, several at once. */
#ifndef CONCORD_INDEXER_IMPRINTING_H
#define CONCORD_INDEXER_IMPRINTING_H

#include <stddef.h>

#include "corpus/archive_facts.h"
#include "crew.h"
#include "engine/block_store.h"
#include "engine/source_table.h"
#include "pipeline.h"
#include "schema/arena.h"
#include "schema/status.h"

/* One paper's record, and where its imprint goes. */
struct wanted_imprint {
    const struct source_record *record;
    struct imprint *out;
};

/* Whoever makes it sets all of it and keeps it. */
struct imprinting {
    struct block_store *store; /* has what was extracted of them */
    struct pipeline *pipeline;
    struct crew *crew;   /* of as many threads as the pipeline has workers */
    struct arena *arena; /* of the packed forms that imprints are views of */
    const struct wanted_imprint *wanted;
    size_t count;
};

/* CONCORD_IO, CONCORD_CORRUPT, CONCORD_NO_MEMORY. */
enum concord_status imprinting_run(const struct imprinting *imprinting,
                                   struct concord_error *err);

#endif
