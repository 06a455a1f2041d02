/* links.h - addresses of searches, relative to the server's root. Private to
 * this room; pure. */
#ifndef CONCORD_SEARCH_LINKS_H
#define CONCORD_SEARCH_LINKS_H

#include "schema/buffer.h"
#include "search/request.h"

/* Append "/v1/search?q=...": all of `parameters`, in their order, but for the
 * page, which is `page` and left out when that is the first. */
void link_to_search(struct buffer *out, const struct parameter_list *parameters,
                    unsigned page);

#endif
