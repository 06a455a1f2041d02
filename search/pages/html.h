/* html.h - what the pages are written with. Private to this room; pure. */
#ifndef CONCORD_SEARCH_PAGES_HTML_H
#define CONCORD_SEARCH_PAGES_HTML_H

#include <stdbool.h>

#include "schema/buffer.h"
#include "schema/schema.h"
#include "search/request.h"

/* Append text, escaped for where text or a quoted attribute may stand. NULL is
 * nothing. What is no character of XML becomes a space. */
void html_text(struct buffer *out, const char *text);
void html_bytes(struct buffer *out, const char *text, size_t size);

/* <NAME>text</NAME>, of a name that is ours. */
void html_element(struct buffer *out, const char *name, const char *text);

/* <a href="/search?PARAMETER=VALUE">text</a> */
void html_filter(struct buffer *out, const char *parameter, const char *value,
                 const char *text);

/* The same for a value of a facet, under the name that people read. */
void html_value(struct buffer *out, const struct schema *schema,
                const char *facet, const char *value);

/* What people call a facet; `name` itself when the schema has none of it. */
const char *html_facet_label(const struct schema *schema, const char *name);

/* <a href="/documents/ID">text</a> */
void html_document(struct buffer *out, const char *id, const char *text);

/* The head of a page, its search box and the beginning of its main part; the
 * end of both. `q` is what stands in the box. `feed` is the address of the same
 * search as a feed, or NULL. */
struct html_page {
    const char *title;
    const char *q;
    const char *feed;
    /* Kept by a new search from this page: all but words and places; NULL: none
     */
    const struct parameter_list *kept;
};
void html_begin(struct buffer *out, const struct html_page *page);
void html_end(struct buffer *out);

#endif
