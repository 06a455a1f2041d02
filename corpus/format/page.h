/* page.h - the blocks of a page, gathered while its elements open and close.
 *
 * Text gathers until something ends its block: the opening or closing of any
 * part that browsers show as a block, or two line breaks in a row. Parts that
 * say what a block is count for as long as they are open.
 *
 * A table may hold data or only hold the page together. A row is gathered cell
 * by cell; as long as no cell has more than one paragraph it is a row of data,
 * written "first | second". The first heading, list, second paragraph or inner
 * table in a cell shows it to be layout: what was gathered and what comes are
 * blocks of their own. A row with one cell is a paragraph.
 *
 * A failure is kept, and nothing is done after it: callers look at `status`
 * when it suits them. One thread at a time. */
#ifndef CONCORD_CORPUS_FORMAT_PAGE_H
#define CONCORD_CORPUS_FORMAT_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "corpus/extract.h"
#include "schema/buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum page_part {
    PAGE_BLOCK, /* that says no more than that it is one */
    PAGE_HEADING,
    PAGE_ITEM,
    PAGE_CAPTION,
    PAGE_TABLE,
    PAGE_ROW,
    PAGE_CELL,
    PAGE_PREFORMATTED
};

struct page {
    struct extract *extract;
    struct concord_error *err;
    enum concord_status status; /* the first failure */

    struct buffer text; /* of the block being gathered */
    struct buffer scratch;
    unsigned heading;      /* level of the one that is open, or 0 */
    unsigned captions;     /* open */
    unsigned preformatted; /* open */
    bool item;             /* the next block is the first of a list item */
    bool in_link;
    bool link_closed; /* and nothing has come after it */
    bool unlinked;    /* some of the block's text is in no link */
    unsigned breaks;  /* in a row */

    struct buffer row; /* the cells so far, a newline between two */
    size_t cells;
    bool in_row;
    bool cell_filled;

    uint32_t part; /* number of the extract's part that is open, or 0 */
    bool titled;   /* the part is called one that holds the title */
};

/* For a page of `size` bytes, to be cleared with page_clear(). */
void page_begin(struct page *page, struct extract *extract, size_t size,
                struct concord_error *err);
/* The page has ended: write what is still being gathered. */
void page_finish(struct page *page);

void page_clear(struct page *page);

/* Keep the first failure. */
void page_fail(struct page *page, enum concord_status status);

/* `level` is a heading's. */
void page_open(struct page *page, enum page_part part, unsigned level);
void page_close(struct page *page, enum page_part part);

void page_add_text(struct page *page, const char *text, size_t size);
void page_add_break(struct page *page);

/* Adjoining links are words apart, even where only their boxes part them. Lines
 * that are links and nothing else are items of a list. */
void page_open_link(struct page *page);
void page_close_link(struct page *page);

/* An image's alternative text becomes a caption, "image of ..." whatever the
 * page called it, unless it is only a word or two. It ends no block: images
 * stand within paragraphs. */
void page_add_image(struct page *page, const char *alternative);

#ifdef __cplusplus
}
#endif

#endif
