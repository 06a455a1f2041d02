/* withdrawn.h - withdrawn.txt: the ids of documents that were taken back, one a
 * line, sorted by bytes, so that whoever asks for one hears that it is gone and
 * not that it never was. Immutable once read; may be shared by threads. */
#ifndef CONCORD_ENGINE_WITHDRAWN_H
#define CONCORD_ENGINE_WITHDRAWN_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WITHDRAWN_FILE "withdrawn.txt"

struct withdrawn {
    struct arena arena;
    const char **ids;
    size_t count;
};

/* *withdrawn is zero before, and cleared by withdrawn_clear(). No file is no
 * fault: nothing was withdrawn. CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status withdrawn_read(struct withdrawn *withdrawn,
                                   const char *path, struct concord_error *err);
void withdrawn_clear(struct withdrawn *withdrawn);

bool withdrawn_has(const struct withdrawn *withdrawn, const char *id);

#ifdef __cplusplus
}
#endif

#endif
