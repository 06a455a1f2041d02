/* force_spans.h - on which days an agreement was in force, from what the
 * archive knows of it (engine/archive_file.h). Pure; any thread.
 *
 * Of an agreement from `from`, with the last day `term` that its own words give
 * it, and another in its place on `superseded`, each an interval, or unknown:
 *
 *   known     from the last day on which it can have begun to the day before
 *             the first on which it can have ended, by term or by successor
 *   possible  from the first day on which it can have begun to the day before
 *             the last on which its successor can have come: agreements are
 *             often kept to after their term
 *
 * So what is not known to have ended goes on, and an agreement without a date
 * is known to have been in force on no day. */
#ifndef CONCORD_ENGINE_FORCE_SPANS_H
#define CONCORD_ENGINE_FORCE_SPANS_H

#include <stdbool.h>

#include "engine/archive_file.h"
#include "schema/edtf.h"

#ifdef __cplusplus
extern "C" {
#endif

struct force_spans {
    struct edtf_date known; /* none of both when the last is before the first */
    struct edtf_date possible;
};

/* Of the document with that id; false when it is no agreement. */
bool force_spans_find(struct force_spans *out,
                      const struct archive_file *archive, const char *id);

#ifdef __cplusplus
}
#endif

#endif
