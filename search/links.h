/* links.h - addresses of pages, relative to the server's root. Private to this
 * room; pure. */
#ifndef CONCORD_SEARCH_LINKS_H
#define CONCORD_SEARCH_LINKS_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/buffer.h"
#include "search/request.h"

/* A page among its like. */
struct page_place {
    const char *path;                        /* "/v1/search" */
    const struct parameter_list *parameters; /* parameter_list_canonical() */
    unsigned page;                           /* from 1 */
    unsigned size;
    uint64_t total;      /* of what the pages are made of */
    uint64_t window;     /* pages past this many of them are named by cursors */
    bool by_cursor;      /* all of them are */
    uint64_t generation; /* fingerprint_manifest() */
};

enum neighbour { LINK_SELF, LINK_NEXT, LINK_PREVIOUS };

/* Append the address of a page; false, and nothing, where there is none. */
bool links_append_address(struct buffer *out, const struct page_place *place,
                          enum neighbour neighbour);

/* Append the keys "self", "next" and "prev" to an open object; null where there
 * is no such page. */
void links_write(struct buffer *out, const struct page_place *place);

/* Append the value of a Link header with the same. */
void links_write_header(struct buffer *out, const struct page_place *place);

/* The same search, asked for in another form. */
struct sibling {
    const char *path; /* "/v1/export" */
    enum asked_of of;
    const struct schema *schema;
    const char *format; /* the parameter's value, or NULL for none */
};

/* Append `key` and the address of the sibling of this page to an open object.
 */
void links_write_sibling(struct buffer *out, const char *key,
                         const struct page_place *place,
                         const struct sibling *sibling);

#endif
