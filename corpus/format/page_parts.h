/* page_parts.h - what a page calls its parts: the sidebar, the footer, the
 * readers' comments. They are noted as the page names them; what the names
 * mean is for a later step. One thread at a time. */
#ifndef CONCORD_CORPUS_FORMAT_PAGE_PARTS_H
#define CONCORD_CORPUS_FORMAT_PAGE_PARTS_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "format/page.h"

enum { PAGE_PARTS_OPEN_MAX = 100 /* deeper ones are not noted */ };

/* Zero-initialise before the page's first element. Depths are of the element
 * in the parser's stack, itself counted. */
struct page_parts {
    struct {
        size_t depth;
        uint32_t part;
        bool menu;
        bool titled;
    } open[PAGE_PARTS_OPEN_MAX];
    size_t count;
};

/* An element opens: what is added to the page from now on stands in it, when
 * it has an id, a class or a role or is one that pages are made of. What opens
 * no deeper than another shows that the other one has ended, and an <h1>,
 * <article> or <main> ends a menu that was not closed. The page is told when
 * the part is called one that holds the title ("contentheading"). */
void page_parts_open(struct page_parts *parts, struct page *page,
                     const char *element, const xmlChar **attributes,
                     size_t depth);
void page_parts_close(struct page_parts *parts, struct page *page,
                      size_t depth);

#endif
