/* serving.h - which generation is served, and the change to the next.
 *
 * A watcher looks at the index five times a second. A new generation, one of
 * another number or in another folder, is opened aside, then put in the place
 * of the old one, which lives until its last reader lets it go: no request
 * meets a generation half open or gone. One that cannot be opened is refused,
 * once in the log, and the old one goes on. The hashes of what is served are
 * checked by another thread; a mismatch refuses the generation too, and the
 * newest before it that can be opened is served. A third decodes the postings
 * of common words before they are asked for.
 *
 * Any thread may call any function but serving_create(), serving_watch() and
 * serving_destroy(), which are for the one that starts the daemon. */
#ifndef CONCORD_SEARCHD_SERVING_H
#define CONCORD_SEARCHD_SERVING_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/generation.h"
#include "schema/status.h"

struct serving;

/* What there is to say of it on /readyz. */
struct serving_report {
    bool ready;          /* something is served and is not known to be broken */
    uint64_t generation; /* served; 0: none */
    uint64_t documents;
    uint64_t refused; /* the generation that should be served; 0: it is */
    char reason[CONCORD_MESSAGE_MAX]; /* why it is not, or why none is */
};

/* Look at the index once; that nothing is there yet, or nothing that can be
 * opened, is no failure. All generations keep their decoded postings in
 * `postings`. It and `directory` must outlive what is served.
 * CONCORD_NO_MEMORY.
 */
enum concord_status serving_create(struct serving **out, const char *directory,
                                   struct posting_cache *postings,
                                   struct concord_error *err);

/* Start to watch. `changed` is called, from the watcher, after each change of
 * generation. CONCORD_NO_MEMORY when no thread can be had. */
enum concord_status serving_watch(struct serving *serving,
                                  void (*changed)(void *context), void *context,
                                  struct concord_error *err);

/* Stop watching: `changed` is not called any more. This waits for the file
 * whose hash is being checked, and for the word that is being decoded. */
void serving_stop(struct serving *serving);

/* What is borrowed stays good. */
void serving_destroy(struct serving *serving);

/* The generation to search, for the caller to release with
 * generation_release(). CONCORD_NOT_FOUND, with what to do, when there is
 * none. */
enum concord_status serving_borrow(struct serving *serving,
                                   struct generation **out,
                                   struct concord_error *err);

/* Look at once, and forget what was refused: it may have been mended. Returns
 * before it is done. */
void serving_look_now(struct serving *serving);

void serving_describe(struct serving *serving, struct serving_report *out);

#endif
