/* generation_list.h - which generations an index has. Takes no lock: one that
 * is removed meanwhile is left out. One thread. */
#ifndef CONCORD_ENGINE_GENERATION_LIST_H
#define CONCORD_ENGINE_GENERATION_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct listed_generation {
    uint64_t number;
    uint64_t parent;     /* 0: none */
    const char *created; /* RFC 3339, UTC; NULL: its manifest is damaged */
    uint64_t documents;
    uint64_t sources;
    uint64_t disk_bytes; /* taken; of files that others share, too */
    bool current;
};

/* By number. */
struct generation_list {
    struct arena arena;
    struct listed_generation *items;
    size_t count;
};

/* *list is zero before; the caller clears it, even after a failure.
 * CONCORD_NOT_FOUND when there is no index yet. */
enum concord_status generation_list_read(struct generation_list *list,
                                         const char *index_directory,
                                         struct concord_error *err);
void generation_list_clear(struct generation_list *list);

#ifdef __cplusplus
}
#endif

#endif
