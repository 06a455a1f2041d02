/* archive_state.h - what the whole archive says of the blocks of each paper,
 * carried from run to run.
 *
 *   imprints.bin   of every paper with a document, by the hash of its bytes,
 *                  with a digest of which papers these are
 *
 * When the papers, their hosts and the rules are those of the last generation,
 * the digest tells, and nothing is read but that: the rulings on record hold.
 * Otherwise imprints of new papers are taken, all are held together, and every
 * paper has its ruling anew. So rulings are a function of what there is, and a
 * document is described again only where its own has changed. One thread. */
#ifndef CONCORD_INDEXER_ARCHIVE_STATE_H
#define CONCORD_INDEXER_ARCHIVE_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/archive_facts.h"
#include "next_generation.h"
#include "papers.h"
#include "pipeline.h"
#include "schema/arena.h"
#include "schema/status.h"

enum { ARCHIVE_DIGEST_SIZE = 32 };

/* Whoever makes it sets the first four, owns them and keeps them. */
struct archive_state {
    struct papers *papers;
    struct next_generation *next;
    struct pipeline *pipeline;
    bool anew; /* the last generation's imprints are not to be used */

    struct arena arena;
    struct archive_facts *facts; /* NULL until they are needed */
    struct kept_imprint *kept;   /* by hash, each once */
    size_t kept_count;
    unsigned char rules[ARCHIVE_DIGEST_SIZE];  /* that imprints are taken by */
    unsigned char digest[ARCHIVE_DIGEST_SIZE]; /* of the papers */
    bool same;                                 /* as the last generation's */
};

/* Set `now.ruling` of every paper. CONCORD_CORRUPT, CONCORD_IO,
 * CONCORD_NO_MEMORY. */
enum concord_status archive_state_settle(struct archive_state *state,
                                         struct concord_error *err);

/* What a paper's ruling says. Fails as archive_state_settle(). */
enum concord_status archive_state_rule(struct archive_state *state,
                                       const struct paper *paper,
                                       struct archive_ruling *out,
                                       struct concord_error *err);

/* Write imprints.bin into the folder of the generation being built. */
enum concord_status archive_state_write(struct archive_state *state,
                                        struct concord_error *err);

/* Give back what it holds. */
void archive_state_clear(struct archive_state *state);

#endif
