/* cursor.h - a place in a walk through all results, as the parameter `cursor`:
 * opaque to who carries it, and good for the same request to the same
 * generation only, whose order never changes. Private to this room; pure. */
#ifndef CONCORD_SEARCH_CURSOR_H
#define CONCORD_SEARCH_CURSOR_H

#include <stdint.h>

#include "schema/status.h"
#include "search/request.h"

/* With the NUL. It has nothing that an address needs to escape. */
enum { CURSOR_MAX = 48 };

#define CURSOR_START "*"

/* What a cursor belongs to. */
struct cursor_scope {
    const char *path;                        /* "/v1/search" */
    const struct parameter_list *parameters; /* parameter_list_canonical() */
    uint64_t generation;                     /* fingerprint_manifest() */
};

/* The cursor of a page, from 1. */
void cursor_write(char out[CURSOR_MAX], const struct cursor_scope *scope,
                  unsigned page);

/* The page that the cursor stands for. CONCORD_BAD_REQUEST when it is none or
 * of another request, CONCORD_GONE when it is of another generation; both say
 * how to begin again. */
enum concord_status cursor_read(unsigned *page, const char *text,
                                const struct cursor_scope *scope,
                                struct concord_error *err);

#endif
