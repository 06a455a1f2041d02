/* page.c - the blocks of a page, gathered while its elements open and close. */
#include "format/page.h"

#include <string.h>
#include <strings.h>

#include "charset.h"
#include "format/plain_text.h"
#include "format/shape.h"

enum {
    HEADING_BYTES = 400, /* longer, and its end tag was forgotten */
    LINE_BYTES = 120,    /* of a line that stands for itself */
    TITLED_BYTES = 200,  /* a line in a part that is called the title's */
    TITLED_LEVEL = 2,
    IMAGE_WORDS = 3 /* an image's text with fewer says nothing */
};

void page_begin(struct page *page, struct extract *extract, size_t size,
                struct concord_error *err) {
    /* An entity may be longer as a character, never by more than this. */
    const size_t most = size * 2 + 64;
    *page = (struct page){
        .extract = extract,
        .err = err,
        .status = CONCORD_OK,
        .text = BUFFER_INIT(most),
        .scratch = BUFFER_INIT(most * 2),
        .row = BUFFER_INIT(most),
    };
}

void page_clear(struct page *page) {
    buffer_destroy(&page->text);
    buffer_destroy(&page->scratch);
    buffer_destroy(&page->row);
}

void page_fail(struct page *page, enum concord_status status) {
    if (page->status == CONCORD_OK)
        page->status = status;
}

static void check(struct page *page, const struct buffer *buffer) {
    if (!buffer_ok(buffer))
        page_fail(page, concord_no_memory(page->err));
}

/* The blocks from `first` on stand in the part that is open. */
static void mark_part(const struct page *page, size_t first) {
    struct extract *extract = page->extract;
    for (size_t i = first; i < extract->block_count; i++)
        extract->blocks[i].part = page->part;
}

static void add_block(struct page *page, enum block_kind kind, unsigned level,
                      const char *text, size_t size) {
    size_t first = page->extract->block_count;
    if (page->status == CONCORD_OK)
        page_fail(page, extract_add_block(page->extract, kind, level, text,
                                          size, page->err));
    mark_part(page, first);
}

/* A paragraph that begins like an item of a list is one: word processors save
 * their lists so. */
static void add_paragraph(struct page *page, const char *text, size_t size) {
    shape_trim(&text, &size);
    struct list_mark mark = shape_list_mark(text, size);
    add_block(page, mark.size > 0 ? BLOCK_LIST_ITEM : BLOCK_PARAGRAPH, 0,
              text + mark.sign, size - mark.sign);
}

/* The row turns out to be layout: its cells are blocks. */
static void release_row(struct page *page) {
    const char *cell = page->row.data;
    size_t left = page->row.size;
    while (page->in_row && left > 0) {
        const char *end = memchr(cell, '\n', left);
        size_t size = end ? (size_t)(end - cell) : left;
        add_paragraph(page, cell, size);
        size += end != NULL;
        cell += size;
        left -= size;
    }
    page->in_row = false;
    buffer_clear(&page->row);
}

/* The row is whole: its cells are one block. */
static void finish_row(struct page *page) {
    if (!page->in_row || page->cells < 2) {
        release_row(page);
        return;
    }
    buffer_clear(&page->scratch);
    for (size_t i = 0; i < page->row.size; i++) {
        if (page->row.data[i] == '\n')
            buffer_append_string(&page->scratch, " | ");
        else
            buffer_append_char(&page->scratch, page->row.data[i]);
    }
    page->in_row = false;
    buffer_clear(&page->row);
    check(page, &page->scratch);
    add_block(page, BLOCK_TABLE_ROW, 0, page->scratch.data, page->scratch.size);
}

static void begin_row(struct page *page) {
    finish_row(page);
    page->in_row = true;
    page->cells = 0;
    page->cell_filled = false;
}

/* False when the cell has a paragraph already. */
static bool fill_cell(struct page *page, const char *text, size_t size) {
    if (page->cell_filled)
        return false;
    page->cell_filled = true;
    if (page->cells++ > 0)
        buffer_append_char(&page->row, '\n');
    for (size_t i = 0; i < size; i++)
        buffer_append_char(&page->row, text[i] == '\n' ? ' ' : text[i]);
    check(page, &page->row);
    return true;
}

/* The level of the heading that the text is, or 0. */
static unsigned heading_level(const struct page *page, const char *text,
                              size_t size) {
    if (page->heading > 0)
        return size <= HEADING_BYTES ? page->heading : 0;
    return page->titled && size <= TITLED_BYTES && text[size - 1] != '.'
               ? TITLED_LEVEL
               : 0;
}

/* Give the text of a block the kind that the open parts say. */
static void place_block(struct page *page, const char *text, size_t size) {
    unsigned heading = heading_level(page, text, size);
    bool plain = heading == 0 && page->captions == 0 && !page->item;
    if (plain && page->in_row && fill_cell(page, text, size))
        return;
    release_row(page);
    if (page->captions > 0)
        add_block(page, BLOCK_CAPTION, 0, text, size);
    else if (heading > 0)
        add_block(page, BLOCK_HEADING, heading, text, size);
    else if (page->item)
        add_block(page, BLOCK_LIST_ITEM, 0, text, size);
    else
        add_paragraph(page, text, size);
    page->item = false;
}

/* A break, until it is known whether its lines are parts of one sentence. */
static const char BREAK = '\v';

/* "of", "and": the line goes on in the next. */
static bool ends_open(const char *text, size_t size) {
    static const char *const OPEN[] = {" a",   " an",  " and", " at",  " by",
                                       " for", " in",  " of",  " on",  " or",
                                       " our", " the", " to",  " with"};
    for (size_t i = 0; i < sizeof OPEN / sizeof OPEN[0]; i++) {
        size_t length = strlen(OPEN[i]);
        if (size >= length &&
            strncasecmp(text + size - length, OPEN[i], length) == 0)
            return true;
    }
    return false;
}

/* The next line, without blanks, from *at on; false at the end. */
static bool next_line(const char *text, size_t size, size_t *at,
                      const char **line, size_t *line_size) {
    if (*at >= size)
        return false;
    const char *end = memchr(text + *at, BREAK, size - *at);
    *line = text + *at;
    *line_size = end ? (size_t)(end - *line) : size - *at;
    *at += *line_size + 1;
    shape_trim(line, line_size);
    return true;
}

/* Names under an agreement, an address: each line is short and begins as a line
 * of its own does. */
static bool lines_stand_alone(const char *text, size_t size) {
    const char *line = NULL;
    size_t line_size = 0;
    size_t lines = 0;
    bool open = false;
    for (size_t at = 0; next_line(text, size, &at, &line, &line_size);) {
        if (line_size == 0)
            continue;
        bool begins = line[0] < 'a' || line[0] > 'z';
        if (open || !begins || line_size > LINE_BYTES)
            return false;
        open = ends_open(line, line_size);
        lines++;
    }
    return lines > 1 && !open;
}

/* A paragraph, or the lines that stand in its place. */
static void place_lines(struct page *page, char *text, size_t size) {
    bool plain = page->heading == 0 && page->captions == 0 && !page->item &&
                 !page->in_row;
    if (!plain || !lines_stand_alone(text, size)) {
        for (size_t i = 0; i < size; i++)
            if (text[i] == BREAK)
                text[i] = ' ';
        place_block(page, text, size);
        return;
    }
    const char *line = NULL;
    size_t line_size = 0;
    for (size_t at = 0; next_line(text, size, &at, &line, &line_size);)
        if (line_size > 0)
            place_block(page, line, line_size);
}

/* What was gathered so far is a block, if there is anything in it. */
static void end_block(struct page *page) {
    const char *text = page->text.data;
    size_t size = page->text.size;
    page->breaks = 0;
    page->link_closed = false;
    page->unlinked = false;
    if (size == 0)
        return;
    shape_trim(&text, &size);
    buffer_clear(&page->scratch);
    charset_append_unmasked(&page->scratch, text, size);
    buffer_clear(&page->text);
    check(page, &page->scratch);
    if (page->status != CONCORD_OK || page->scratch.size == 0)
        return;
    if (page->preformatted == 0) {
        place_lines(page, page->scratch.data, page->scratch.size);
        return;
    }
    release_row(page);
    size_t first = page->extract->block_count;
    page_fail(page, plain_text_read(page->extract, page->scratch.data,
                                    page->scratch.size, page->err));
    mark_part(page, first);
}

void page_finish(struct page *page) {
    end_block(page);
    finish_row(page);
}

void page_open(struct page *page, enum page_part part, unsigned level) {
    end_block(page);
    switch (part) {
    case PAGE_BLOCK:
        break;
    case PAGE_HEADING:
        page->heading = level;
        break;
    case PAGE_ITEM:
        page->item = true;
        break;
    case PAGE_CAPTION:
        page->captions++;
        break;
    case PAGE_TABLE:
        /* Within a cell, it shows the row to be layout. */
        release_row(page);
        break;
    case PAGE_ROW:
        begin_row(page);
        break;
    case PAGE_CELL:
        page->cell_filled = false;
        break;
    case PAGE_PREFORMATTED:
        page->preformatted++;
        break;
    }
}

void page_close(struct page *page, enum page_part part) {
    end_block(page);
    switch (part) {
    case PAGE_BLOCK:
    case PAGE_CELL:
        break;
    case PAGE_HEADING:
        page->heading = 0;
        break;
    case PAGE_ITEM:
        page->item = false;
        break;
    case PAGE_CAPTION:
        page->captions -= page->captions > 0;
        break;
    case PAGE_TABLE:
    case PAGE_ROW:
        finish_row(page);
        break;
    case PAGE_PREFORMATTED:
        page->preformatted -= page->preformatted > 0;
        break;
    }
}

static bool is_blank(const char *text, size_t size) {
    size_t at = 0;
    for (size_t blank; (blank = shape_blank(text + at, size - at)) > 0;)
        at += blank;
    return at == size;
}

void page_add_text(struct page *page, const char *text, size_t size) {
    bool blank = is_blank(text, size);
    if (blank && page->text.size == 0)
        return;
    if (!blank)
        page->breaks = 0;
    page->unlinked = page->unlinked || (!blank && !page->in_link);
    page->link_closed = page->link_closed && blank;
    buffer_append(&page->text, text, size);
    check(page, &page->text);
}

void page_add_break(struct page *page) {
    bool preformatted = page->preformatted > 0;
    if (page->link_closed && !page->unlinked && !preformatted &&
        page->heading == 0 && page->text.size > 0) {
        page->item = true;
        end_block(page);
        return;
    }
    buffer_append_char(&page->text, preformatted ? '\n' : BREAK);
    if (++page->breaks >= 2 && !preformatted)
        end_block(page);
}

void page_open_link(struct page *page) {
    if (page->link_closed)
        buffer_append_char(&page->text, ' ');
    page->link_closed = false;
    page->in_link = true;
}

void page_close_link(struct page *page) {
    page->in_link = false;
    page->link_closed = true;
}

/* Bytes of "photograph of " and the like at the beginning, or 0. */
static size_t image_lead(const char *text, size_t size) {
    static const char *const LEADS[] = {
        "image of ",     "picture of ",      "photograph of ", "photo of ",
        "a picture of ", "a photograph of ", "a photo of ",    "portrait of "};
    for (size_t i = 0; i < sizeof LEADS / sizeof LEADS[0]; i++) {
        size_t lead = strlen(LEADS[i]);
        if (size > lead && strncasecmp(text, LEADS[i], lead) == 0)
            return lead;
    }
    return 0;
}

void page_add_image(struct page *page, const char *alternative) {
    size_t size = strlen(alternative);
    shape_trim(&alternative, &size);
    size_t words = size > 0;
    for (size_t at = 0; at + 1 < size; at++)
        words += alternative[at] == ' ' && alternative[at + 1] != ' ';
    if (words < IMAGE_WORDS)
        return;
    size_t lead = image_lead(alternative, size);
    buffer_clear(&page->scratch);
    buffer_append_string(&page->scratch, "image of ");
    charset_append_unmasked(&page->scratch, alternative + lead, size - lead);
    check(page, &page->scratch);
    add_block(page, BLOCK_CAPTION, 0, page->scratch.data, page->scratch.size);
}
