/* papers.h - the papers of one run, each with what it is now and what the last
 * generation had of it. Made from the table after the survey; what is found out
 * of them is written back into the table. One thread. */
#ifndef CONCORD_INDEXER_PAPERS_H
#define CONCORD_INDEXER_PAPERS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/source_table.h"
#include "schema/arena.h"
#include "schema/status.h"
#include "worklist.h"

struct paper {
    struct source_record
        now; /* strings are the table's or the list's arena's */
    const struct source_record *record; /* the table's, as it was listed */
    const struct source_record *before; /* of this file, or NULL */
    const char *claim;                  /* the id that it asks for, or NULL */
    struct paper *holder; /* who has the id that it asks for, or NULL */
    const struct paper *moved_from; /* the gone paper that it is, or NULL */
    bool listed;                    /* it is one of the worklist's */
    bool gone;                      /* its file is not there any more */
    bool dropped;   /* it leaves the table: another is this paper now, or
                     * nothing is */
    bool pruned;    /* dropped, because its file has gone */
    bool kept;      /* the last generation has a document with its id */
    bool put;       /* it goes into the index anew */
    bool taken;     /* back: the overrides withdraw it */
    bool held;      /* together with the others, to find what recurs */
    size_t imprint; /* index of it among those held, see archive_state.h */
};

/* Those that are there first, then those that have gone; each by root and
 * path. That order decides who gets an id that two ask for. */
struct papers {
    struct arena arena;
    struct paper *items;
    size_t count;
    size_t present; /* items[0..present] are there */
};

/* Every paper of `table`. `known` is the last generation's table; both must
 * outlive *papers, which is zero before and cleared by papers_clear(). */
enum concord_status papers_list(struct papers *papers,
                                const struct source_table *table,
                                const struct source_table *known,
                                const struct worklist *worklist,
                                struct concord_error *err);
void papers_clear(struct papers *papers);

/* It is no document, for that reason; the text must outlive the paper. */
void paper_take_id_away(struct paper *paper, const char *reason);

/* Write every `now` that is another than its record back into the table, and
 * take the dropped ones out. */
enum concord_status papers_store(const struct papers *papers,
                                 struct source_table *table,
                                 struct concord_error *err);

#endif
