/* page_properties.h - what a page's head and markup say of the paper.
 *
 *   property               from
 *   dc.*, dcterms.*,       <meta name="DC.date.issued">, in any letters, and
 *   egms.*                 with ":" for "." as well
 *   og.*, article.*        <meta property="og:title">
 *   author                 <meta name="author">
 *   lang                   <html lang>
 *   json-ld.headline, .datepublished, .datemodified
 *   json-ld.author, json-ld.publisher       with .person or .organization
 *                                            after it where the page says which
 *   time.published         <time datetime> with pubdate or
 *                          itemprop="datePublished", or in a byline or the
 *                          header of an <article>
 *   time.mentioned         any other <time datetime>
 *   itemprop.datepublished, .datemodified, .headline    <meta itemprop>
 *
 * One thread at a time. */
#ifndef CONCORD_CORPUS_FORMAT_PAGE_PROPERTIES_H
#define CONCORD_CORPUS_FORMAT_PAGE_PROPERTIES_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "corpus/extract.h"
#include "schema/buffer.h"

/* To be begun with page_properties_begin(). Depths are of the element in the
 * parser's stack, itself counted; 0 when none is open. */
struct page_properties {
    struct extract *extract;
    struct concord_error *err;
    enum concord_status status; /* the first failure */
    size_t article;
    size_t byline;
    bool in_json;
    struct buffer json;
    unsigned json_line;
};

/* For a page of `size` bytes; page_properties_clear() ends it. */
void page_properties_begin(struct page_properties *properties,
                           struct extract *extract, size_t size,
                           struct concord_error *err);
void page_properties_clear(struct page_properties *properties);

/* An element opens or closes at this depth, in this line. */
void page_properties_open(struct page_properties *properties, const char *name,
                          const xmlChar **attributes, size_t depth,
                          unsigned line);
void page_properties_close(struct page_properties *properties, const char *name,
                           size_t depth);

/* What a script holds, or a part of it. */
void page_properties_add_raw(struct page_properties *properties,
                             const char *text, size_t size);

/* The value of an attribute, or NULL. */
const char *page_attribute(const xmlChar **attributes, const char *name);

/* The word stands in a list of words, as in rel="canonical nofollow"; a list
 * may be NULL. */
bool page_lists_word(const char *list, const char *word);

#endif
