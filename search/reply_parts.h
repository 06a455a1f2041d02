/* reply_parts.h - what the writers of answers share. Private to this room. */
#ifndef CONCORD_SEARCH_REPLY_PARTS_H
#define CONCORD_SEARCH_REPLY_PARTS_H

#include "card_text.h"
#include "links.h"
#include "search/reply.h"

/* Each appends one key and its value to an open object. */
void reply_write_query(struct buffer *out, const struct asked *asked,
                       const struct reply_frame *frame);
void reply_write_facets(struct buffer *out, const struct result_page *page,
                        const struct schema *schema);
void reply_write_took(struct buffer *out, const struct reply_frame *frame);
void reply_write_index(struct buffer *out, const struct reply_frame *frame);

/* A result as in a search, with its creators, its publisher and the address of
 * its page here. */
void reply_write_export_result(struct buffer *out, const struct result *result,
                               struct card_text *card,
                               const struct schema *schema,
                               const char *permanent);

/* "query", "total", "page", "size", "took_ms" and "links" of a page that knows
 * its neighbours and nothing else. */
void reply_write_page(struct buffer *out, const struct asked *asked,
                      const struct page_place *place,
                      const struct reply_frame *frame);

/* Where the page that was asked for stands among those of `total`. */
struct page_place reply_search_place(const struct asked *asked, uint64_t total,
                                     const struct reply_frame *frame);
struct page_place reply_facet_place(const struct asked *asked, uint64_t total,
                                    const struct reply_frame *frame);

#endif
