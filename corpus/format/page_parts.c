#include "format/page_parts.h"

#include <stdbool.h>
#include <string.h>

#include "format/page_properties.h"

/* The names of a part while they are gathered. */
struct names {
    char text[EXTRACT_PART_BYTES + 1];
    size_t size;
};

static bool is_small(char byte) {
    return byte >= 'a' && byte <= 'z';
}

static bool is_capital(char byte) {
    return byte >= 'A' && byte <= 'Z';
}

static void add_byte(struct names *names, char byte) {
    if (names->size < EXTRACT_PART_BYTES)
        names->text[names->size++] = byte;
}

/* A hyphen, where one may stand: within a word. */
static void add_hyphen(struct names *names) {
    char last = names->size > 0 ? names->text[names->size - 1] : ' ';
    if (last != ' ' && last != '-')
        add_byte(names, '-');
}

static void end_word(struct names *names) {
    while (names->size > 0 && names->text[names->size - 1] == '-')
        names->size--;
    if (names->size > 0 && names->text[names->size - 1] != ' ')
        add_byte(names, ' ');
}

/* "leftNav page_menu" is "left-nav page-menu". */
static void add_words(struct names *names, const char *list) {
    char before = ' ';
    end_word(names);
    for (; list && *list; list++) {
        bool digit = *list >= '0' && *list <= '9';
        if (strchr(" \t\r\n", *list))
            end_word(names);
        else if (is_small(*list) || digit)
            add_byte(names, *list);
        else if (is_capital(*list)) {
            if (is_small(before))
                add_hyphen(names);
            add_byte(names, (char)(*list - 'A' + 'a'));
        } else
            add_hyphen(names);
        before = *list;
    }
    end_word(names);
}

/* Those that need no name to say what they are. */
static bool says_what_it_is(const char *element) {
    static const char *const elements[] = {
        "article", "aside", "footer", "header", "main", "nav", "section", NULL};
    for (size_t i = 0; elements[i]; i++)
        if (strcmp(element, elements[i]) == 0)
            return true;
    return false;
}

/* The whole page is no part of itself. */
static bool is_part(const char *element, const xmlChar **attributes) {
    if (strcmp(element, "body") == 0 || strcmp(element, "html") == 0)
        return false;
    return says_what_it_is(element) || page_attribute(attributes, "id") ||
           page_attribute(attributes, "class") ||
           page_attribute(attributes, "role");
}

/* What content systems call the cell or the division that has the page's
 * title, where they have no heading for it. */
static bool holds_title(const char *names) {
    static const char *const titles[] = {"contentheading",
                                         "content-heading",
                                         "content-title",
                                         "contenttitle",
                                         "article-title",
                                         "articletitle",
                                         "article-heading",
                                         "entry-title",
                                         "post-title",
                                         "page-title",
                                         "pagetitle",
                                         "page-heading",
                                         "pageheading",
                                         "story-title",
                                         "story-headline",
                                         "news-title",
                                         "newstitle",
                                         "headline",
                                         "node-title",
                                         "document-first-heading",
                                         "item-title",
                                         "event-title",
                                         "main-heading",
                                         "mainheading",
                                         NULL};
    for (size_t i = 0; titles[i]; i++)
        if (page_lists_word(names, titles[i]))
            return true;
    return false;
}

/* The innermost part that is open is the page's. */
static void look_at_open(const struct page_parts *parts, struct page *page) {
    bool any = parts->count > 0;
    page->part = any ? parts->open[parts->count - 1].part : 0;
    page->titled = any && parts->open[parts->count - 1].titled;
}

static void leave(struct page_parts *parts, struct page *page, size_t depth) {
    while (parts->count > 0 && parts->open[parts->count - 1].depth >= depth)
        parts->count--;
    look_at_open(parts, page);
}

static bool ends_menus(const char *element) {
    return strcmp(element, "h1") == 0 || strcmp(element, "article") == 0 ||
           strcmp(element, "main") == 0;
}

static bool is_menu(const char *element, const xmlChar **attributes) {
    return strcmp(element, "nav") == 0 ||
           page_lists_word(page_attribute(attributes, "role"), "navigation");
}

/* The outermost menu and all within it. */
static void leave_menus(struct page_parts *parts, struct page *page) {
    for (size_t i = 0; i < parts->count; i++)
        if (parts->open[i].menu)
            parts->count = i;
    look_at_open(parts, page);
}

void page_parts_open(struct page_parts *parts, struct page *page,
                     const char *element, const xmlChar **attributes,
                     size_t depth) {
    struct names names = {.size = 0};
    leave(parts, page, depth);
    if (ends_menus(element))
        leave_menus(parts, page);
    if (parts->count == PAGE_PARTS_OPEN_MAX || page->status != CONCORD_OK ||
        !is_part(element, attributes))
        return;
    add_words(&names, element);
    add_words(&names, page_attribute(attributes, "id"));
    add_words(&names, page_attribute(attributes, "class"));
    add_words(&names, page_attribute(attributes, "role"));
    while (names.size > 0 && strchr(" -", names.text[names.size - 1]))
        names.size--;
    names.text[names.size] = '\0';
    size_t before = page->extract->part_count;
    page_fail(page, extract_add_part(page->extract, names.text, page->part,
                                     page->err));
    if (page->extract->part_count == before)
        return;
    parts->open[parts->count].depth = depth;
    parts->open[parts->count].menu = is_menu(element, attributes);
    parts->open[parts->count].titled = holds_title(names.text);
    parts->open[parts->count++].part = (uint32_t)page->extract->part_count;
    look_at_open(parts, page);
}

void page_parts_close(struct page_parts *parts, struct page *page,
                      size_t depth) {
    leave(parts, page, depth);
}
