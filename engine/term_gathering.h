/* term_gathering.h - the terms of one thing of the index, document or
 * statement, while they are found word by word. posting_plan.h draws the terms.
 * One thread at a time. */
#ifndef CONCORD_ENGINE_TERM_GATHERING_H
#define CONCORD_ENGINE_TERM_GATHERING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/posting_plan.h"
#include "schema/arena.h"
#include "schema/status.h"
#include "text/stem.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Begin with the arena and the stemmer, the rest zero; end with
 * gathering_finish(), whatever happens between. */
struct gathering {
    struct arena *arena; /* of what is handed over */
    struct stemmer *stemmer;
    struct arena scratch;
    struct gathered_term **slots; /* by hash; a power of two of them */
    size_t slot_count;
    struct gathered_term **terms; /* as they came */
    size_t term_count;
    size_t position_count;
    bool failed;
};

/* Join the two; a term over the limit keeps its beginning and is closed with 16
 * hex digits of the whole, so that two long terms stay two. Returns the size.
 */
size_t term_join(char out[PLAN_TERM_MAX + 1], const char *prefix,
                 const char *text);

/* Count a term `weight` times; position 0 is none. */
void gather(struct gathering *gathering, const char *text, size_t size,
            uint32_t weight, uint32_t position);

/* As gather() for prefix and text, without count or position: to filter by. */
void gather_label(struct gathering *gathering, const char *prefix,
                  const char *text);

/* The words of a name behind `prefix`, without count, from position *position
 * on, which is left so far behind that no phrase reaches the next name. */
void gather_name(struct gathering *gathering, const char *prefix,
                 const char *name, uint32_t *position);

/* The words of a stretch of text, from position *position on, and their stems;
 * without a position, their stems alone. */
void gather_text(struct gathering *gathering, const char *text, size_t size,
                 const char *prefix, uint32_t weight, uint32_t *position);

/* Hand over what was gathered, sorted by bytes; it is the arena's. The
 * gathering can only be begun anew afterwards. */
enum concord_status gathering_finish(struct gathering *gathering,
                                     const struct planned_term **terms,
                                     size_t *count, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
