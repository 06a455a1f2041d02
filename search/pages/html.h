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

/* A value of a facet under the name that people read; "_missing" is none. */
const char *html_value_label(const struct schema *schema, size_t facet,
                             const char *value);

/* A date of EDTF, in words. */
void html_date(struct buffer *out, const char *edtf);

/* Append "&amp;facet_size=N", of as many values as a facet may list. */
void html_listing_size(struct buffer *out);

/* Does a parameter say only how this page is shown: its place among the
 * results, or which facets are listed and how long? No link away keeps it. */
bool html_is_of_one_page(const char *parameter);

/* <a href="/documents/ID">text</a> */
void html_document(struct buffer *out, const char *id, const char *text);

/* The head of a page, its search box and the beginning of its main part; the
 * end of both. `q` is what stands in the box. `feed` is the address of the same
 * search as a feed, or NULL. */
struct html_page {
    const char *title;
    const char *q;
    const char *feed;
    /* Kept by a new search from this page: all but words and what is of one
     * page; NULL: none */
    const struct parameter_list *kept;
};
void html_begin(struct buffer *out, const struct html_page *page);
void html_end(struct buffer *out);

#endif
