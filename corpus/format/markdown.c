/* markdown.c - blocks from a Markdown text: what md4c's callbacks mean.
 *
 * Blocks are gathered by page.c as those of a page are, so that a table's rows
 * and a list's items come out alike from both. Emphasis and links leave their
 * text, an image its words. HTML within the text is read as a page is; HTML
 * within a line leaves its text. Code is paragraphs.
 *
 * md4c fills a table's short rows with empty cells and hands over an address at
 * every link that refers to it, so that a small text can make work without end.
 * Both are counted against the text's size. */
#include "format/markdown.h"

#include <libxml/HTMLparser.h>
#include <md4c.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "format/html.h"
#include "format/page.h"

enum {
    WORK_MIN = 1000 * 1000, /* what any text may cost */
    WORK_PER_BYTE = 16,
    HTML_WORK = 500, /* a parser of its own is made */
    ENTITY_BYTES = 12
};

struct reading {
    struct page page;
    struct buffer html; /* of the block of HTML that is open */
    size_t work;        /* what may still be done */
    bool in_code;
    bool in_html;
    unsigned images; /* open, one in another's words */
    struct buffer image;
};

/* What a callback returns: other than 0, and md4c stops. */
static int outcome(const struct reading *reading) {
    return reading->page.status == CONCORD_OK ? 0 : 1;
}

static void count_work(struct reading *reading, size_t work) {
    struct page *page = &reading->page;
    if (work <= reading->work) {
        reading->work -= work;
        return;
    }
    reading->work = 0;
    page_fail(page, concord_fail(page->err, CONCORD_BAD_INPUT,
                                 "the text's tables or links make far more of "
                                 "it than its size"));
}

static void check(struct reading *reading, const struct buffer *buffer) {
    if (!buffer_ok(buffer))
        page_fail(&reading->page, concord_no_memory(reading->page.err));
}

/* What a part of the text is to a page; false for HTML, which is none. */
static bool part_of(MD_BLOCKTYPE type, enum page_part *part) {
    *part = PAGE_BLOCK;
    switch (type) {
    case MD_BLOCK_LI:
        *part = PAGE_ITEM;
        return true;
    case MD_BLOCK_H:
        *part = PAGE_HEADING;
        return true;
    case MD_BLOCK_TABLE:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        *part = PAGE_TABLE;
        return true;
    case MD_BLOCK_TR:
        *part = PAGE_ROW;
        return true;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        *part = PAGE_CELL;
        return true;
    case MD_BLOCK_HTML:
        return false;
    case MD_BLOCK_DOC:
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_HR:
    case MD_BLOCK_CODE:
    case MD_BLOCK_P:
        return true;
    }
    return true;
}

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *context) {
    struct reading *reading = context;
    enum page_part part;
    unsigned level = 0;
    count_work(reading, 1);
    if (type == MD_BLOCK_H)
        level = ((const MD_BLOCK_H_DETAIL *)detail)->level;
    reading->in_code = type == MD_BLOCK_CODE;
    reading->in_html = type == MD_BLOCK_HTML;
    if (part_of(type, &part))
        page_open(&reading->page, part, level);
    return outcome(reading);
}

/* A block of HTML is a small page of its own. */
static void finish_html(struct reading *reading) {
    struct page *page = &reading->page;
    page_open(page, PAGE_BLOCK, 0);
    check(reading, &reading->html);
    count_work(reading, HTML_WORK);
    if (page->status == CONCORD_OK && reading->html.size > 0)
        page_fail(page, html_read(page->extract, reading->html.data,
                                  reading->html.size, page->err));
    buffer_clear(&reading->html);
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *context) {
    struct reading *reading = context;
    enum page_part part;
    (void)detail;
    reading->in_code = false;
    reading->in_html = false;
    if (part_of(type, &part))
        page_close(&reading->page, part);
    else
        finish_html(reading);
    return outcome(reading);
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *context) {
    struct reading *reading = context;
    if (type == MD_SPAN_A) {
        const MD_SPAN_A_DETAIL *link = detail;
        count_work(reading, link->href.size + link->title.size);
        page_open_link(&reading->page);
    } else if (type == MD_SPAN_IMG) {
        const MD_SPAN_IMG_DETAIL *image = detail;
        count_work(reading, image->src.size + image->title.size);
        reading->images++;
    }
    return outcome(reading);
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *context) {
    struct reading *reading = context;
    (void)detail;
    if (type == MD_SPAN_A)
        page_close_link(&reading->page);
    if (type == MD_SPAN_IMG && --reading->images == 0) {
        check(reading, &reading->image);
        if (reading->image.size > 0 && reading->page.status == CONCORD_OK)
            page_add_image(&reading->page, reading->image.data);
        buffer_clear(&reading->image);
    }
    return outcome(reading);
}

/* An image's words are gathered apart: they are its caption. */
static void add_text(struct reading *reading, const char *text, size_t size) {
    if (reading->images > 0)
        buffer_append(&reading->image, text, size);
    else
        page_add_text(&reading->page, text, size);
}

/* Append the character that a number stands for, as UTF-8. */
static void add_character(struct reading *reading, unsigned long code) {
    char bytes[4];
    size_t size = 0;
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = 0xFFFD;
    if (code < 0x80) {
        bytes[size++] = (char)code;
    } else if (code < 0x800) {
        bytes[size++] = (char)(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        bytes[size++] = (char)(0xE0 | code >> 12);
        bytes[size++] = (char)(0x80 | (code >> 6 & 0x3F));
    } else {
        bytes[size++] = (char)(0xF0 | code >> 18);
        bytes[size++] = (char)(0x80 | (code >> 12 & 0x3F));
        bytes[size++] = (char)(0x80 | (code >> 6 & 0x3F));
    }
    if (code >= 0x80)
        bytes[size++] = (char)(0x80 | (code & 0x3F));
    add_text(reading, bytes, size);
}

/* "&amp;", "&#163;", "&#xA3;". One that nobody knows is what it looks like. */
static void add_entity(struct reading *reading, const char *text, size_t size) {
    char name[ENTITY_BYTES];
    if (size > 2 && text[1] == '#') {
        bool hex = text[2] == 'x' || text[2] == 'X';
        add_character(reading, hex ? strtoul(text + 3, NULL, 16)
                                   : strtoul(text + 2, NULL, 10));
        return;
    }
    const htmlEntityDesc *entity = NULL;
    if (size > 2 && size - 2 < sizeof name) {
        memcpy(name, text + 1, size - 2);
        name[size - 2] = '\0';
        entity = htmlEntityLookup((const xmlChar *)name);
    }
    if (entity)
        add_character(reading, entity->value);
    else
        add_text(reading, text, size);
}

static bool parts_words(const char *tag, size_t size) {
    static const char *const names[] = {"br", "p",  "div", "hr",    "li",
                                        "td", "th", "tr",  "table", "dd",
                                        "dt", "ul", "ol"};
    size_t start = size > 1 && tag[1] == '/' ? 2 : 1;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t length = strlen(names[i]);
        if (start + length < size &&
            strncasecmp(tag + start, names[i], length) == 0 &&
            strchr(" \t\n/>", tag[start + length]))
            return true;
    }
    return false;
}

/* HTML within a line comes tag by tag, that of a block as it stands. */
static void add_html(struct reading *reading, const char *text, size_t size) {
    if (reading->in_html)
        buffer_append(&reading->html, text, size);
    else if (reading->images == 0 && parts_words(text, size))
        page_add_break(&reading->page);
}

/* A blank line parts two paragraphs of code. */
static void add_code(struct reading *reading, const char *text, size_t size) {
    if (reading->in_code && size == 1 && text[0] == '\n')
        page_add_break(&reading->page);
    else
        add_text(reading, text, size);
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size,
                   void *context) {
    struct reading *reading = context;
    switch (type) {
    case MD_TEXT_NULLCHAR:
        break;
    case MD_TEXT_BR:
        page_add_break(&reading->page);
        break;
    case MD_TEXT_SOFTBR:
        add_text(reading, " ", 1);
        break;
    case MD_TEXT_ENTITY:
        add_entity(reading, text, size);
        break;
    case MD_TEXT_HTML:
        add_html(reading, text, size);
        break;
    case MD_TEXT_CODE:
        add_code(reading, text, size);
        break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_LATEXMATH:
        add_text(reading, text, size);
        break;
    }
    return outcome(reading);
}

enum concord_status markdown_read(struct extract *extract, const char *text,
                                  size_t size, struct concord_error *err) {
    const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
        .enter_block = on_enter_block,
        .leave_block = on_leave_block,
        .enter_span = on_enter_span,
        .leave_span = on_leave_span,
        .text = on_text,
    };
    struct reading reading = {.html = BUFFER_INIT(size + 64),
                              .image = BUFFER_INIT(size * 2 + 64),
                              .work = WORK_MIN + size * WORK_PER_BYTE};
    page_begin(&reading.page, extract, size, err);
    int result = md_parse(text, (MD_SIZE)size, &parser, &reading);
    if (result != 0 && reading.page.status == CONCORD_OK)
        page_fail(&reading.page, concord_no_memory(err));
    page_finish(&reading.page);
    enum concord_status status = reading.page.status;
    page_clear(&reading.page);
    buffer_destroy(&reading.html);
    buffer_destroy(&reading.image);
    return status;
}
