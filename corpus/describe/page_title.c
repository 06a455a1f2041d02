#include "describe/page_title.h"

#include <ctype.h>
#include <string.h>

#include "describe/properties.h"
#include "describe/title_case.h"

/* The bytes of a border between a page's name and its site's, or 0. */
static size_t site_border(const char *text) {
    static const char *const borders[] = {" | ", " - ",  " – ", " — ", " « ",
                                          " » ", " :: ", " > ", ""};
    for (size_t i = 0; borders[i][0]; i++)
        if (strncmp(text, borders[i], strlen(borders[i])) == 0)
            return strlen(borders[i]);
    return 0;
}

static size_t length_to_border(const char *text) {
    size_t length = 0;
    while (text[length] && site_border(text + length) == 0)
        length++;
    return length;
}

/* The same letters and figures, whatever stands between them. */
static bool same_letters(const char *a, size_t a_size, const char *b,
                         size_t b_size) {
    size_t i = 0;
    size_t j = 0;
    for (;;) {
        while (i < a_size && !isalnum((unsigned char)a[i]))
            i++;
        while (j < b_size && !isalnum((unsigned char)b[j]))
            j++;
        if (i == a_size || j == b_size)
            return i == a_size && j == b_size && i > 0;
        if (tolower((unsigned char)a[i]) != tolower((unsigned char)b[j]))
            return false;
        i++;
        j++;
    }
}

static bool block_is(const struct reading *reading, size_t block,
                     const char *text, size_t size) {
    const struct block *at = &reading->document->blocks[block];
    return same_letters(reading->document->text + at->start,
                        at->end - at->start, text, size);
}

/* What programs call a paper that nobody has named, and sites a page of any
 * kind. */
static bool is_nobodys(const char *title, size_t size) {
    static const char *const names[] = {"untitled",
                                        "untitled document",
                                        "untitled page",
                                        "new page 1",
                                        "new page",
                                        "document",
                                        "home",
                                        "home page",
                                        "homepage",
                                        "index",
                                        "page",
                                        "agenda item",
                                        "item",
                                        "report",
                                        "microsoft word document",
                                        "slide 1",
                                        "document1",
                                        "default",
                                        "welcome",
                                        "no title",
                                        "view page",
                                        "issue details",
                                        "print",
                                        "details",
                                        "news",
                                        "article",
                                        NULL};
    for (size_t i = 0; names[i]; i++)
        if (same_letters(title, size, names[i], strlen(names[i])))
            return true;
    return false;
}

size_t page_title_length(const struct reading *reading) {
    const char *title = reading->extract->title;
    size_t length = title ? length_to_border(title) : 0;
    return length > 0 && is_nobodys(title, length) ? 0 : length;
}

bool page_title_is_parted(const struct reading *reading) {
    const char *title = reading->extract->title;
    return title && title[length_to_border(title)] != '\0';
}

/* The block says a part of the title: the first one, or one of the others. */
static bool says_part(const struct reading *reading, size_t block, bool first) {
    const char *part = reading->extract->title;
    bool is_first = true;
    while (part && *part) {
        size_t length = length_to_border(part);
        if (is_first == first && block_is(reading, block, part, length))
            return true;
        is_first = false;
        part += length;
        part += site_border(part);
    }
    return false;
}

bool page_title_is_said_by(const struct reading *reading, size_t block) {
    const char *title = reading->extract->title;
    return title && (block_is(reading, block, title, strlen(title)) ||
                     says_part(reading, block, true) ||
                     says_part(reading, block, false));
}

bool page_title_has_site(const struct reading *reading, size_t block) {
    return says_part(reading, block, false) && !says_part(reading, block, true);
}

/* `text` begins with the letters of `part`, and may go on. */
static bool begins_with_letters(const char *text, size_t size, const char *part,
                                size_t part_size) {
    size_t i = 0;
    for (size_t j = 0; j < part_size; j++) {
        if (!isalnum((unsigned char)part[j]))
            continue;
        while (i < size && !isalnum((unsigned char)text[i]))
            i++;
        if (i == size ||
            tolower((unsigned char)text[i]) != tolower((unsigned char)part[j]))
            return false;
        i++;
    }
    return i > 0;
}

bool page_title_holds(const struct reading *reading, size_t block) {
    enum { WORDS_MIN = 2 };
    const struct block *at = &reading->document->blocks[block];
    const char *title = reading->extract->title;
    size_t size = page_title_length(reading);
    if (reading->blocks[block].word_count < WORDS_MIN)
        return false;
    for (size_t i = 0; i < size; i++)
        if ((i == 0 || !isalnum((unsigned char)title[i - 1])) &&
            begins_with_letters(title + i, size - i,
                                reading->document->text + at->start,
                                at->end - at->start))
            return true;
    return false;
}

/* Pages that nobody named are called as their site is. */
static bool names_the_site(const struct reading *reading, const char *title) {
    const char *site = property_site_name(reading->extract);
    const char *part = reading->extract->title;
    size_t size = strlen(title);
    if (site && same_letters(title, size, site, strlen(site)))
        return true;
    for (bool first = true; part && *part; first = false) {
        size_t length = length_to_border(part);
        if (!first && same_letters(title, size, part, length))
            return true;
        part += length;
        part += site_border(part);
    }
    return false;
}

const char *page_title_of_properties(const struct reading *reading) {
    const char *whole = reading->extract->title;
    bool parted = page_title_is_parted(reading);
    const char *title = NULL;
    size_t at = 0;
    while ((title = property_next_title(reading->extract, &at)) != NULL) {
        bool same =
            parted && same_letters(title, strlen(title), whole, strlen(whole));
        if (!same && !names_the_site(reading, title))
            return title;
    }
    return NULL;
}

const char *page_title_respelt(const struct reading *reading, const char *title,
                               size_t size) {
    const char *own = NULL;
    size_t at = 0;
    while ((own = property_next_title(reading->extract, &at)) != NULL)
        if (same_letters(own, strlen(own), title, size) &&
            !is_in_capitals(own, strlen(own)))
            return own;
    return NULL;
}

bool page_title_block_is(const struct reading *reading, size_t block,
                         const char *text) {
    return block_is(reading, block, text, strlen(text));
}
