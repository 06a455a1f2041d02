/* reply_parts.h - what the writers of answers share. Private to this room. */
#ifndef CONCORD_SEARCH_REPLY_PARTS_H
#define CONCORD_SEARCH_REPLY_PARTS_H

#include <jansson.h>

#include "schema/status.h"

/* Read a stored card, an object; the caller gives *out back with
 * json_decref(). CONCORD_CORRUPT when it is none, CONCORD_NO_MEMORY. */
enum concord_status reply_read_card(json_t **out, const char *card,
                                    struct concord_error *err);

#endif
