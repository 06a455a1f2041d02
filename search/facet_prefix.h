/* facet_prefix.h - which of a facet's values begin as somebody types. Private
 * to this room; pure. */
#ifndef CONCORD_SEARCH_FACET_PREFIX_H
#define CONCORD_SEARCH_FACET_PREFIX_H

#include "engine/result_page.h"
#include "schema/arena.h"
#include "schema/schema.h"
#include "schema/status.h"

/* Leave in *facet the values that begin with `prefix`, or whose labels do, in
 * their order; the new list is the arena's. Words are compared as a search
 * compares them, so that case, accents, hyphens and slashes make no difference;
 * an empty prefix leaves all. CONCORD_NO_MEMORY. */
enum concord_status facet_prefix_narrow(struct facet_result *facet,
                                        struct arena *arena,
                                        const struct schema *schema,
                                        const char *prefix,
                                        struct concord_error *err);

#endif
