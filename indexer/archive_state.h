/* archive_state.h - what the whole archive says of the blocks of each paper,
 * carried from run to run.
 *
 * On record (imprint_record.h) are the imprints of every paper with a document,
 * by the hash of its bytes, with a digest of which papers these are. When the
 * papers, their hosts and the rules are those of the last generation, the
 * digest tells, and nothing is read but that: the rulings on record hold.
 * Otherwise imprints of new papers are taken, all are held together, and every
 * paper has its ruling anew. So rulings are a function of what there is, and a
 * document is described again only where its own has changed. One thread. */
#ifndef CONCORD_INDEXER_ARCHIVE_STATE_H
#define CONCORD_INDEXER_ARCHIVE_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/archive_facts.h"
#include "crew.h"
#include "imprint_record.h"
#include "next_generation.h"
#include "papers.h"
#include "pipeline.h"
#include "schema/arena.h"
#include "schema/status.h"

/* Whoever makes it sets what stands before the arena, owns and keeps it. */
struct archive_state {
    struct papers *papers;
    struct next_generation *next;
    struct pipeline *pipeline;
    struct crew *crew; /* of as many threads as the pipeline has workers */
    bool anew;         /* the last generation's imprints are not to be used */

    struct arena arena;
    struct archive_facts *facts;  /* NULL until they are needed */
    struct imprint_record record; /* the last generation's */
    struct imprint_entry *kept;   /* by hash, each once */
    struct imprint *imprints;     /* one an entry */
    size_t kept_count;
    unsigned char rules[IMPRINT_DIGEST_SIZE];  /* that imprints are taken by */
    unsigned char digest[IMPRINT_DIGEST_SIZE]; /* of the papers */
};

/* Set `now.ruling` of every paper. CONCORD_CORRUPT, CONCORD_IO,
 * CONCORD_NO_MEMORY. */
enum concord_status archive_state_settle(struct archive_state *state,
                                         struct concord_error *err);

/* Have the facts that archive_state_rule() asks for papers with a ruling. The
 * crew must be at nothing else. Fails as archive_state_settle(). */
enum concord_status archive_state_load(struct archive_state *state,
                                       struct concord_error *err);

/* What a paper's ruling says. */
void archive_state_rule(const struct archive_state *state,
                        const struct paper *paper, struct archive_ruling *out);

/* Write what is on record into the folder of the generation being built. After
 * it the state can only be cleared. */
enum concord_status archive_state_write(struct archive_state *state,
                                        struct concord_error *err);

/* Give back what it holds. */
void archive_state_clear(struct archive_state *state);

#endif
