/* reply_parts.h - what the writers of answers share. Private to this room. */
#ifndef CONCORD_SEARCH_REPLY_PARTS_H
#define CONCORD_SEARCH_REPLY_PARTS_H

#include <jansson.h>

#include "links.h"
#include "schema/status.h"
#include "search/reply.h"

/* Read a stored card, an object; the caller gives *out back with
 * json_decref(). CONCORD_CORRUPT when it is none, CONCORD_NO_MEMORY. */
enum concord_status reply_read_card(json_t **out, const char *card,
                                    struct concord_error *err);

/* Each appends one key and its value to an open object. */
void reply_write_query(struct buffer *out, const struct asked *asked,
                       const struct reply_frame *frame);
void reply_write_facets(struct buffer *out, const struct result_page *page,
                        const struct schema *schema);
void reply_write_took(struct buffer *out, const struct reply_frame *frame);
void reply_write_index(struct buffer *out, const struct reply_frame *frame);

/* Where the page that was asked for stands among those of `total`. */
struct page_place reply_search_place(const struct asked *asked, uint64_t total,
                                     const struct reply_frame *frame);
struct page_place reply_facet_place(const struct asked *asked, uint64_t total,
                                    const struct reply_frame *frame);

#endif
