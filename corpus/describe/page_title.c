#include "describe/page_title.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

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
bool title_is_nobodys(const char *title, size_t size) {
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
                                        "latest news",
                                        "news archive",
                                        "press releases",
                                        "blog archive",
                                        "decision details",
                                        "issue items at meetings",
                                        "item details",
                                        "agenda item details",
                                        "meeting details",
                                        "search results",
                                        "main content",
                                        "powerpoint presentation",
                                        "case studies",
                                        "publications",
                                        "resources",
                                        NULL};
    for (size_t i = 0; names[i]; i++)
        if (same_letters(title, size, names[i], strlen(names[i])))
            return true;
    return strncmp(title, "Microsoft Word - ", strlen("Microsoft Word - ")) ==
           0;
}

/* ---- the parts of the format's title ---- */

enum { PARTS_MAX = 8 };

/* A run of bytes of the title between two borders. */
struct part {
    const char *text;
    size_t size;
};

struct parts {
    struct part list[PARTS_MAX];
    size_t count;
    size_t own; /* which is the page's name */
};

/* The part begins or ends with the words. */
static bool begins_or_ends(struct part part, const char *words) {
    size_t size = strlen(words);
    if (part.size < size)
        return false;
    const char *tail = part.text + part.size - size;
    bool ends = strncasecmp(tail, words, size) == 0 &&
                (part.size == size || !isalnum((unsigned char)tail[-1]));
    bool begins = strncasecmp(part.text, words, size) == 0 &&
                  !isalnum((unsigned char)part.text[size]);
    return words[size - 1] == ' ' ? begins : ends;
}

/* The part has the letters of the host: "Barset Voice" of barsetvoice.org. */
static bool is_the_host(const struct reading *reading, struct part part) {
    enum { LETTERS_MIN = 5 };
    const char *address = reading->document->source.address;
    const char *host = address ? strstr(address, "://") : NULL;
    host = host ? host + 3 : reading->document->source.path;
    if (!host || part.size < LETTERS_MIN)
        return false;
    if (strncmp(host, "www.", 4) == 0)
        host += 4;
    size_t size = strcspn(host, "./");
    return host[size] == '.' && same_letters(part.text, part.size, host, size);
}

/* The name of a site, or of whose it is: a body's, a newspaper's. A blank at
 * its end says that a word begins the name. */
static bool is_sites(const struct reading *reading, struct part part) {
    enum { BYTES_MAX = 60 };
    static const char *const words[] = {
        "welcome to ", "council",     "cvs",
        "website",     "web site",    "online",
        "home page",   "association", "voluntary action",
        "bbc news",    "bbc news ",   "the guardian",
        "hansard",     "parliament",  "gov.uk",
        "org.uk",      "co.uk",       "homepage",
        "foundation",  "federation",  "home",
        NULL};
    const char *site = property_site_name(reading->extract);
    if (site && same_letters(part.text, part.size, site, strlen(site)))
        return true;
    if (is_the_host(reading, part))
        return true;
    for (size_t i = 0; words[i] && part.size <= BYTES_MAX; i++)
        if (begins_or_ends(part, words[i]))
            return true;
    return false;
}

/* "Barset Council: The Compact" is parted where a site's name stands before
 * the colon; "Case study: the hall" is not. */
static size_t border_at(const struct reading *reading, struct part before,
                        const char *at) {
    size_t border = site_border(at);
    return border == 0 && strncmp(at, ": ", 2) == 0 && before.size > 0 &&
                   is_sites(reading, before)
               ? 2
               : border;
}

/* A heading near the top says the part. */
static bool is_a_heading(const struct reading *reading, struct part part) {
    enum { TOP_BLOCKS = 14 };
    for (size_t i = 0; i < reading->document->block_count && i < TOP_BLOCKS;
         i++)
        if (reading->document->blocks[i].kind == BLOCK_HEADING &&
            block_is(reading, i, part.text, part.size))
            return true;
    return false;
}

/* What a heading says, that is no site's name; else the first part, or the last
 * where the site is named first. */
static size_t own_part(const struct reading *reading,
                       const struct parts *parts) {
    size_t last = parts->count - 1;
    for (size_t i = 0; i < parts->count && parts->count > 1; i++)
        if (!is_sites(reading, parts->list[i]) &&
            !title_is_nobodys(parts->list[i].text, parts->list[i].size) &&
            is_a_heading(reading, parts->list[i]))
            return i;
    if (parts->count < 2 || !is_sites(reading, parts->list[0]) ||
        is_sites(reading, parts->list[last]) ||
        title_is_nobodys(parts->list[last].text, parts->list[last].size))
        return 0;
    return last;
}

static struct parts parts_of_title(const struct reading *reading) {
    const char *at = reading->extract->title;
    struct parts parts = {.count = 0};
    struct part part = {at, 0};
    while (at && *at) {
        size_t border =
            parts.count + 1 < PARTS_MAX ? border_at(reading, part, at) : 0;
        if (border > 0) {
            if (part.size > 0)
                parts.list[parts.count++] = part;
            at += border;
            part = (struct part){at, 0};
        } else {
            part.size++;
            at++;
        }
    }
    if (part.size > 0)
        parts.list[parts.count++] = part;
    parts.own = parts.count > 0 ? own_part(reading, &parts) : 0;
    return parts;
}

const char *page_title_own(const struct reading *reading, size_t *size) {
    struct parts parts = parts_of_title(reading);
    struct part own =
        parts.count > 0 ? parts.list[parts.own] : (struct part){NULL, 0};
    bool named = own.size > 0 && !title_is_nobodys(own.text, own.size);
    *size = named ? own.size : 0;
    return named ? own.text : NULL;
}

bool page_title_is_parted(const struct reading *reading) {
    return parts_of_title(reading).count > 1;
}

/* The block says a part of the title: the page's own, or one of the others. */
static bool says_part(const struct reading *reading, size_t block, bool own) {
    struct parts parts = parts_of_title(reading);
    for (size_t i = 0; i < parts.count; i++)
        if ((i == parts.own) == own &&
            block_is(reading, block, parts.list[i].text, parts.list[i].size))
            return true;
    return false;
}

bool page_title_is_said_by(const struct reading *reading, size_t block) {
    const char *title = reading->extract->title;
    return title && (block_is(reading, block, title, strlen(title)) ||
                     says_part(reading, block, true) ||
                     says_part(reading, block, false));
}

bool page_title_has_site(const struct reading *reading, size_t block) {
    const struct block *at = &reading->document->blocks[block];
    struct part whole = {reading->document->text + at->start,
                         at->end - at->start};
    if (says_part(reading, block, true))
        return false;
    return says_part(reading, block, false) ||
           (whole.size > 10 &&
            strncmp(whole.text, "Welcome to ", strlen("Welcome to ")) == 0);
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
    size_t size = 0;
    const char *title = page_title_own(reading, &size);
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
    size_t size = strlen(title);
    if (site && same_letters(title, size, site, strlen(site)))
        return true;
    struct parts parts = parts_of_title(reading);
    for (size_t i = 0; i < parts.count; i++)
        if (i != parts.own &&
            same_letters(title, size, parts.list[i].text, parts.list[i].size))
            return true;
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
