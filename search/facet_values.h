/* facet_values.h - what may be asked of a facet, as it is typed. Private to
 * this room; pure. */
#ifndef CONCORD_SEARCH_FACET_VALUES_H
#define CONCORD_SEARCH_FACET_VALUES_H

#include "engine/search_request.h"
#include "schema/schema.h"
#include "search/request.h"

/* Read a facet's value, "_missing", or years (2007, 2005..2010, ..2010,
 * 2010..) into *out, whose kind is left to the caller; its value is the
 * item's. CONCORD_BAD_REQUEST for an empty one, for one that a closed facet
 * does not list, and for years that are none. */
enum concord_status facet_value_read(struct facet_condition *out,
                                     const struct schema *schema,
                                     unsigned facet,
                                     const struct parameter *item,
                                     struct concord_error *err);

#endif
