/* html.c - blocks from a page: what its tags mean.
 *
 * libxml2's parser reports tags and text as it goes and no tree is built, so
 * that depth costs nothing but the parser's own stack of names.
 *
 * Left out: scripts, styles, drawings and what fills in forms. Menus, footers
 * and headers stay: they name a publisher, and dropping boilerplate is a later
 * step's work, by what the page calls its parts (page_parts.h).
 *
 * Three searches of the parser's are as long as a stranger makes them: for the
 * element that an end tag closes, for the <body> that a start tag should stand
 * in, for an attribute given twice. They are counted, and a page that costs too
 * much is refused. */
#include "format/html.h"

#include <libxml/HTMLparser.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "charset.h"
#include "format/page.h"
#include "format/page_parts.h"
#include "format/page_properties.h"
#include "format/shape.h"
#include "format/tag_scan.h"
#include "schema/buffer.h"
#include "text/normal.h"

enum {
    CHUNK = 16 * 1024,
    ATTRIBUTES_MAX = 5000, /* of one tag */
    ADDRESS_BYTES = 2048
};

/* Names that the parser may compare in all its searches; a page of ours needs
 * some thousands. */
static const size_t SEARCH_MAX = 200 * 1000 * 1000;

enum role {
    ROLE_INLINE, /* anything unknown: part of the text around it */
    ROLE_PART,   /* of the page, as `part` says */
    ROLE_DROPPED,
    ROLE_BREAK,
    ROLE_IMAGE,
    ROLE_ANCHOR,
    ROLE_HEAD,
    ROLE_HEAD_PART, /* belongs in <head> and shows nothing */
    ROLE_TITLE,
    ROLE_LINK
};

struct element {
    const char *name;
    enum role role;
    enum page_part part;
    unsigned level;
};

/* Sorted by name. */
static const struct element ELEMENTS[] = {
    {"a", ROLE_ANCHOR, PAGE_BLOCK, 0},
    {"address", ROLE_PART, PAGE_BLOCK, 0},
    {"article", ROLE_PART, PAGE_BLOCK, 0},
    {"aside", ROLE_PART, PAGE_BLOCK, 0},
    {"audio", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"base", ROLE_HEAD_PART, PAGE_BLOCK, 0},
    {"blockquote", ROLE_PART, PAGE_BLOCK, 0},
    {"body", ROLE_PART, PAGE_BLOCK, 0},
    {"br", ROLE_BREAK, PAGE_BLOCK, 0},
    {"button", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"canvas", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"caption", ROLE_PART, PAGE_CAPTION, 0},
    {"center", ROLE_PART, PAGE_BLOCK, 0},
    {"datalist", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"dd", ROLE_PART, PAGE_BLOCK, 0},
    {"details", ROLE_PART, PAGE_BLOCK, 0},
    {"dialog", ROLE_PART, PAGE_BLOCK, 0},
    {"dir", ROLE_PART, PAGE_BLOCK, 0},
    {"div", ROLE_PART, PAGE_BLOCK, 0},
    {"dl", ROLE_PART, PAGE_BLOCK, 0},
    {"dt", ROLE_PART, PAGE_BLOCK, 0},
    {"fieldset", ROLE_PART, PAGE_BLOCK, 0},
    {"figcaption", ROLE_PART, PAGE_CAPTION, 0},
    {"figure", ROLE_PART, PAGE_BLOCK, 0},
    {"footer", ROLE_PART, PAGE_BLOCK, 0},
    {"form", ROLE_PART, PAGE_BLOCK, 0},
    {"frameset", ROLE_PART, PAGE_BLOCK, 0},
    {"h1", ROLE_PART, PAGE_HEADING, 1},
    {"h2", ROLE_PART, PAGE_HEADING, 2},
    {"h3", ROLE_PART, PAGE_HEADING, 3},
    {"h4", ROLE_PART, PAGE_HEADING, 4},
    {"h5", ROLE_PART, PAGE_HEADING, 5},
    {"h6", ROLE_PART, PAGE_HEADING, 6},
    {"head", ROLE_HEAD, PAGE_BLOCK, 0},
    {"header", ROLE_PART, PAGE_BLOCK, 0},
    {"hgroup", ROLE_PART, PAGE_BLOCK, 0},
    {"hr", ROLE_PART, PAGE_BLOCK, 0},
    {"html", ROLE_PART, PAGE_BLOCK, 0},
    {"iframe", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"img", ROLE_IMAGE, PAGE_BLOCK, 0},
    {"legend", ROLE_PART, PAGE_BLOCK, 0},
    {"li", ROLE_PART, PAGE_ITEM, 0},
    {"link", ROLE_LINK, PAGE_BLOCK, 0},
    {"listing", ROLE_PART, PAGE_PREFORMATTED, 0},
    {"main", ROLE_PART, PAGE_BLOCK, 0},
    {"menu", ROLE_PART, PAGE_BLOCK, 0},
    {"meta", ROLE_HEAD_PART, PAGE_BLOCK, 0},
    {"nav", ROLE_PART, PAGE_BLOCK, 0},
    {"noscript", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"ol", ROLE_PART, PAGE_BLOCK, 0},
    {"p", ROLE_PART, PAGE_BLOCK, 0},
    {"pre", ROLE_PART, PAGE_PREFORMATTED, 0},
    {"script", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"search", ROLE_PART, PAGE_BLOCK, 0},
    {"section", ROLE_PART, PAGE_BLOCK, 0},
    {"select", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"style", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"summary", ROLE_PART, PAGE_BLOCK, 0},
    {"svg", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"table", ROLE_PART, PAGE_TABLE, 0},
    {"tbody", ROLE_PART, PAGE_TABLE, 0},
    {"td", ROLE_PART, PAGE_CELL, 0},
    {"template", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"textarea", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"tfoot", ROLE_PART, PAGE_TABLE, 0},
    {"th", ROLE_PART, PAGE_CELL, 0},
    {"thead", ROLE_PART, PAGE_TABLE, 0},
    {"title", ROLE_TITLE, PAGE_BLOCK, 0},
    {"tr", ROLE_PART, PAGE_ROW, 0},
    {"ul", ROLE_PART, PAGE_BLOCK, 0},
    {"video", ROLE_DROPPED, PAGE_BLOCK, 0},
    {"xmp", ROLE_PART, PAGE_PREFORMATTED, 0},
};

static const struct element UNKNOWN = {"", ROLE_INLINE, PAGE_BLOCK, 0};

struct reading {
    struct page page;
    struct page_properties properties;
    struct page_parts parts;
    htmlParserCtxtPtr parser;
    struct buffer title;
    bool in_head;
    bool in_title;
    unsigned dropped; /* depth within an element that is left out, or 0 */

    size_t searched; /* against SEARCH_MAX */
    size_t body;     /* depth of <body>, or 0 */
    size_t waiting;  /* where in the page begins the tag that the parser waits
                      * for the end of */
    struct tag_scan tag;
};

static int compare_name(const void *name, const void *element) {
    return strcmp(name, ((const struct element *)element)->name);
}

static const struct element *find_element(const xmlChar *name) {
    const struct element *element =
        bsearch(name, ELEMENTS, sizeof ELEMENTS / sizeof ELEMENTS[0],
                sizeof ELEMENTS[0], compare_name);
    return element ? element : &UNKNOWN;
}

/* Only a whole address says where the page is from; the first one counts. */
static void read_link(struct page *page, const xmlChar **attributes) {
    const char *href = page_attribute(attributes, "href");
    if (!href || page->extract->address ||
        !page_lists_word(page_attribute(attributes, "rel"), "canonical"))
        return;
    size_t size = strlen(href);
    shape_trim(&href, &size);
    if (size > ADDRESS_BYTES || memchr(href, ' ', size) ||
        (strncasecmp(href, "http://", 7) != 0 &&
         strncasecmp(href, "https://", 8) != 0))
        return;
    page->extract->address = arena_copy(&page->extract->arena, href, size);
    if (!page->extract->address)
        page_fail(page, concord_no_memory(page->err));
}

static void begin_shown(struct page *page, const struct element *element,
                        const xmlChar **attributes) {
    const char *alternative = NULL;
    switch (element->role) {
    case ROLE_BREAK:
        page_add_break(page);
        break;
    case ROLE_IMAGE:
        alternative = page_attribute(attributes, "alt");
        if (alternative)
            page_add_image(page, alternative);
        break;
    case ROLE_LINK:
        read_link(page, attributes);
        break;
    case ROLE_ANCHOR:
        page_open_link(page);
        break;
    case ROLE_PART:
    case ROLE_HEAD:
    case ROLE_TITLE:
        page_open(page, element->part, element->level);
        break;
    case ROLE_DROPPED:
    case ROLE_INLINE:
    case ROLE_HEAD_PART:
        break;
    }
}

static void end_shown(struct page *page, const struct element *element) {
    switch (element->role) {
    case ROLE_ANCHOR:
        page_close_link(page);
        break;
    case ROLE_PART:
    case ROLE_HEAD:
    case ROLE_TITLE:
        page_close(page, element->part);
        break;
    case ROLE_INLINE:
    case ROLE_DROPPED:
    case ROLE_BREAK:
    case ROLE_IMAGE:
    case ROLE_HEAD_PART:
    case ROLE_LINK:
        break;
    }
}

/* What the head holds; anything else ends it, closed or not. */
static bool belongs_in_head(enum role role) {
    return role == ROLE_HEAD_PART || role == ROLE_LINK || role == ROLE_TITLE ||
           role == ROLE_DROPPED;
}

static void refuse_tangle(struct reading *reading) {
    struct page *page = &reading->page;
    if (page->status == CONCORD_OK)
        page_fail(page,
                  concord_fail(page->err, CONCORD_BAD_INPUT,
                               "the page's tags are too tangled to be read"));
}

static void count_search(struct reading *reading, size_t compared) {
    reading->searched += compared;
    if (reading->searched > SEARCH_MAX)
        refuse_tangle(reading);
}

/* <body> is looked for from the bottom of the stack. */
static size_t body_cost(struct reading *reading, const xmlChar *name) {
    size_t depth = (size_t)reading->parser->nameNr;
    if (reading->body == 0 && strcmp((const char *)name, "body") == 0)
        reading->body = depth + 1;
    return reading->body > 0 ? reading->body : depth;
}

/* Each attribute was compared with those before it. */
static size_t attributes_cost(const xmlChar **attributes) {
    size_t count = 0;
    while (attributes && attributes[2 * count])
        count++;
    return count * count / 2;
}

static size_t depth_of(const struct reading *reading) {
    return (size_t)reading->parser->nameNr;
}

static unsigned line_of(const struct reading *reading) {
    const xmlParserInput *input = reading->parser->input;
    return input && input->line > 0 ? (unsigned)input->line : 0;
}

/* True when nothing is to be done any more; the parser is told. */
static bool has_failed(struct reading *reading) {
    page_fail(&reading->page, reading->properties.status);
    if (reading->page.status == CONCORD_OK)
        return false;
    xmlStopParser(reading->parser);
    return true;
}

static void on_start(void *context, const xmlChar *name,
                     const xmlChar **attributes) {
    struct reading *reading = context;
    const struct element *element = find_element(name);
    enum role role = element->role;
    count_search(reading, body_cost(reading, name));
    count_search(reading, attributes_cost(attributes));
    if (has_failed(reading))
        return;
    if (reading->dropped > 0) {
        reading->dropped++; /* only its depth is kept */
        return;
    }
    page_properties_open(&reading->properties, (const char *)name, attributes,
                         depth_of(reading), line_of(reading));
    reading->in_title = role == ROLE_TITLE && reading->title.size == 0;
    reading->in_head =
        role == ROLE_HEAD || (reading->in_head && belongs_in_head(role));
    if (role == ROLE_DROPPED) {
        reading->dropped = 1;
        return;
    }
    begin_shown(&reading->page, element, attributes);
    if (role == ROLE_PART)
        page_parts_open(&reading->parts, &reading->page, (const char *)name,
                        attributes, depth_of(reading));
}

static void on_end(void *context, const xmlChar *name) {
    struct reading *reading = context;
    const struct element *element = find_element(name);
    if (has_failed(reading))
        return;
    page_properties_close(&reading->properties, (const char *)name,
                          depth_of(reading));
    if (reading->dropped > 0) {
        reading->dropped--;
        return;
    }
    reading->in_title = false;
    if (element->role == ROLE_HEAD)
        reading->in_head = false;
    end_shown(&reading->page, element);
    page_parts_close(&reading->parts, &reading->page, depth_of(reading));
}

static void on_text(void *context, const xmlChar *characters, int length) {
    struct reading *reading = context;
    const char *text = (const char *)characters;
    if (has_failed(reading) || reading->dropped > 0)
        return;
    if (reading->in_title)
        buffer_append(&reading->title, text, (size_t)length);
    else if (!reading->in_head)
        page_add_text(&reading->page, text, (size_t)length);
}

/* What scripts and styles hold. */
static void on_raw(void *context, const xmlChar *text, int length) {
    struct reading *reading = context;
    page_properties_add_raw(&reading->properties, (const char *)text,
                            (size_t)length);
}

/* Pages are full of faults and all are borne. An end tag without its element
 * made the parser look through its whole stack. */
static void on_fault(void *context, xmlErrorPtr fault) {
    struct reading *reading = context;
    if (fault->code == XML_ERR_TAG_NAME_MISMATCH)
        count_search(reading, (size_t)reading->parser->nameNr);
    else if (fault->code == XML_ERR_NO_MEMORY)
        page_fail(&reading->page, concord_no_memory(reading->page.err));
    has_failed(reading);
}

/* What libxml2 would print before it has a parser to report to. */
static void ignore_message(void *context, const char *format, ...) {
    (void)context;
    (void)format;
}

static pthread_once_t parser_ready = PTHREAD_ONCE_INIT;

static bool create_parser(struct reading *reading) {
    htmlSAXHandler handler = {
        .startElement = on_start,
        .endElement = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_raw,
        .serror = on_fault,
        .initialized = XML_SAX2_MAGIC,
    };
    pthread_once(&parser_ready, xmlInitParser);
    xmlSetGenericErrorFunc(NULL, ignore_message); /* of this thread */
    reading->parser = htmlCreatePushParserCtxt(&handler, reading, NULL, 0, NULL,
                                               XML_CHAR_ENCODING_UTF8);
    if (!reading->parser)
        return false;
    htmlCtxtUseOptions(reading->parser,
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                           HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                           HTML_PARSE_IGNORE_ENC);
    return true;
}

/* A chunk that ends within a character would look like another encoding. */
static size_t chunk_size(const char *text, size_t size) {
    if (size <= CHUNK)
        return size;
    size_t chunk = CHUNK;
    while ((text[chunk] & 0xC0) == 0x80)
        chunk--;
    return chunk;
}

/* What the parser waits with is a tag, and neither a comment nor a script. */
static bool begins_tag(const struct reading *reading, const char *text,
                       size_t size) {
    const char *open = (const char *)reading->parser->name;
    if (size < 2 || text[0] != '<' || text[1] == '!' || text[1] == '?')
        return false;
    return !open || (strcmp(open, "script") != 0 && strcmp(open, "style") != 0);
}

/* After text[0..fed]: look into the tag that the parser is waiting for, from
 * where `chunk` bytes ago this left off. */
static void check_waiting(struct reading *reading, const char *text, size_t fed,
                          size_t chunk) {
    const xmlParserInput *input = reading->parser->input;
    if (reading->page.status != CONCORD_OK || !input)
        return;
    size_t left = (size_t)(input->end - input->cur);
    size_t start = left < fed ? fed - left : 0;
    size_t from = fed - chunk;
    if (start != reading->waiting || chunk == fed) {
        reading->waiting = start;
        reading->tag = (struct tag_scan){0};
        from = start;
    }
    if (!begins_tag(reading, text + start, fed - start))
        return;
    tag_scan_read(&reading->tag, text + from, fed - from);
    if (reading->tag.attributes > ATTRIBUTES_MAX)
        refuse_tangle(reading);
}

static void feed(struct reading *reading, const char *text, size_t size) {
    size_t fed = 0;
    while (fed < size && reading->page.status == CONCORD_OK) {
        size_t chunk = chunk_size(text + fed, size - fed);
        htmlParseChunk(reading->parser, text + fed, (int)chunk, 0);
        fed += chunk;
        check_waiting(reading, text, fed, chunk);
    }
    if (reading->page.status == CONCORD_OK)
        htmlParseChunk(reading->parser, "", 0, 1);
    page_finish(&reading->page);
}

static enum concord_status keep_title(struct reading *reading) {
    struct extract *extract = reading->page.extract;
    struct concord_error *err = reading->page.err;
    struct buffer clean = BUFFER_INIT(reading->title.maximum * 2);
    struct buffer plain = BUFFER_INIT(reading->title.maximum * 2);
    enum concord_status status = CONCORD_OK;
    if (reading->title.size > 0)
        charset_append_unmasked(&plain, reading->title.data,
                                reading->title.size);
    if (!buffer_ok(&reading->title) || !buffer_ok(&plain))
        status = concord_no_memory(err);
    else if (plain.size > 0)
        status = text_clean(&clean, plain.data, plain.size, err);
    if (status == CONCORD_OK && clean.size > 0) {
        extract->title = arena_copy(&extract->arena, clean.data, clean.size);
        if (!extract->title)
            status = concord_no_memory(err);
    }
    buffer_destroy(&plain);
    buffer_destroy(&clean);
    return status;
}

enum concord_status html_read(struct extract *extract, const char *text,
                              size_t size, struct concord_error *err) {
    struct reading reading = {.title = BUFFER_INIT(size * 2 + 64)};
    if (!create_parser(&reading))
        return concord_no_memory(err);
    page_begin(&reading.page, extract, size, err);
    page_properties_begin(&reading.properties, extract, size, err);
    feed(&reading, text, size);
    page_fail(&reading.page, reading.properties.status);
    if (reading.page.status == CONCORD_OK)
        page_fail(&reading.page, keep_title(&reading));
    htmlFreeParserCtxt(reading.parser);
    enum concord_status status = reading.page.status;
    page_clear(&reading.page);
    page_properties_clear(&reading.properties);
    buffer_destroy(&reading.title);
    return status;
}
