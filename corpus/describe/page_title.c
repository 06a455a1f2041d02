#include "describe/page_title.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "describe/properties.h"
#include "describe/title_case.h"

/* The bytes of a border between a page's name and its site's, or 0. */
static size_t site_border(const char *text) {
    static const char *const borders[] = {" | ", " - ",   " – ", " — ", " « ",
                                          " » ", " :: ",  " > ", " ▶ ", " › ",
                                          " → ", "   » ", ""};
    if (text[0] != ' ') /* as they all begin */
        return 0;
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

/* "barset_compact_v3.doc": a word with a file's ending. */
static bool is_file_name(const char *title, size_t size) {
    static const char *const endings[] = {
        ".doc", ".docx", ".rtf", ".pdf", ".htm", ".html", ".txt", ".odt",
        ".ppt", ".pptx", ".xls", ".pub", ".qxd", ".indd", ".p65", NULL};
    for (size_t i = 0; endings[i]; i++) {
        size_t length = strlen(endings[i]);
        if (size > length && !memchr(title, ' ', size) &&
            strncasecmp(title + size - length, endings[i], length) == 0)
            return true;
    }
    return false;
}

/* What programs call a paper that nobody has named, and sites a page of any
 * kind. */
static const char *const nobodys_names[] = {
    "untitled",
    "untitled document",
    "untitled page",
    "minutes",
    "agenda",
    "agendas and minutes",
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
    "slide",
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
    "events",
    "blog archive",
    "news archive",
    "press releases",
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
    "pages",
    "archives",
    "categories",
    "links",
    "recent posts",
    "blogroll",
    "search",
    "menu",
    "site menu",
    "navigation",
    "meta",
    "share this",
    "in this section",
    "related pages",
    "related links",
    "news story",
    "news item",
    "news release",
    "news article",
    "news details",
    "full story",
    "story",
    "stories",
    "feature",
    "features",
    "opinion",
    "local news",
    "community news",
    "press release",
    "press office",
    "media centre",
    "blog",
    "blogs",
    "blog post",
    "case study",
    "event details",
    "document details",
    "downloads",
    "popular content",
    "user login",
    "you are here",
};

bool title_is_nobodys(const char *title, size_t size) {
    if (is_file_name(title, size))
        return true;
    while (size > 0 && strchr("0123456789() ", title[size - 1]))
        size--;       /* "Events (3)" */
    size_t first = 0; /* letter, which tells most from all of them */
    while (first < size && !isalnum((unsigned char)title[first]))
        first++;
    char letter =
        (char)(first < size ? tolower((unsigned char)title[first]) : 0);
    for (size_t i = 0; i < sizeof nobodys_names / sizeof *nobodys_names; i++) {
        const char *name = nobodys_names[i];
        if (name[0] == letter && same_letters(title, size, name, strlen(name)))
            return true;
    }
    return strncmp(title, "Microsoft Word - ", strlen("Microsoft Word - ")) ==
           0;
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

/* The letters and figures of a part, small, without "the" before them; how
 * many there are. */
static size_t letters_of(char *out, size_t size, const char *text,
                         size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length && count + 1 < size; i++)
        if (isalnum((unsigned char)text[i]))
            out[count++] = (char)tolower((unsigned char)text[i]);
    out[count] = '\0';
    if (count > 3 && strncmp(out, "the", 3) == 0) {
        memmove(out, out + 3, count - 2);
        count -= 3;
    }
    return count;
}

/* The name of the host begins with the letters of the part: "The Barset Voice"
 * of www.barsetvoice.org. */
static bool is_the_host(const struct reading *reading, struct part part) {
    enum { LETTERS_MIN = 6, LETTERS_MAX = 64 };
    const char *address = reading->document->source.address;
    const char *host = address ? strstr(address, "://") : NULL;
    char name[LETTERS_MAX];
    char letters[LETTERS_MAX];
    host = host ? host + 3 : reading->document->source.path;
    if (!host || part.size >= LETTERS_MAX || !strchr(host, '/'))
        return false;
    if (strncmp(host, "www.", 4) == 0)
        host += 4;
    size_t size = strcspn(host, "./");
    if (host[size] != '.')
        return false;
    size_t count = letters_of(letters, sizeof letters, part.text, part.size);
    letters_of(name, sizeof name, host, size);
    return count >= LETTERS_MIN && strncmp(name, letters, count) == 0 &&
           count * 2 > strlen(name);
}

/* The page's dropped foot has "© " and the part, and years at most. */
static bool has_the_rights(const struct reading *reading, struct part part) {
    static const char years[] = "0123456789-– .,|";
    enum { LETTERS_MIN = 5, FOOT_BLOCKS = 40 };
    static const char mark[] = "©";
    size_t count = reading->document->dropped_count;
    for (size_t i = count > FOOT_BLOCKS ? count - FOOT_BLOCKS : 0; i < count;
         i++) {
        const char *at = strstr(reading->document->dropped[i].text, mark);
        if (!at || part.size < LETTERS_MIN)
            continue;
        at += sizeof mark - 1;
        at += strspn(at, years);
        if (strncmp(at, part.text, part.size) == 0 &&
            !isalpha((unsigned char)at[part.size + (at[part.size] == ' ')]))
            return true;
    }
    return false;
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
    if (is_the_host(reading, part) || has_the_rights(reading, part))
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

/* "Home Office - News Release": who issued the page and what kind it is, of
 * which there are many. */
static bool names_only_kinds(const struct parts *parts) {
    static const char *const kinds[] = {
        "press release", "press releases", "news release",  "news releases",
        "press notice",  "press notices",  "media release", "press office",
        "media centre",  "news room",      "newsroom",      NULL};
    for (size_t i = 1; i < parts->count; i++) {
        size_t kind = 0;
        while (kinds[kind] &&
               !same_letters(parts->list[i].text, parts->list[i].size,
                             kinds[kind], strlen(kinds[kind])))
            kind++;
        if (!kinds[kind])
            return false;
    }
    return parts->count > 1;
}

/* The last heading near the top that says the part, plus one; 0 for none. */
static size_t heading_of(const struct reading *reading, struct part part) {
    enum { TOP_BLOCKS = 14 };
    size_t found = 0;
    for (size_t i = 0; i < reading->document->block_count && i < TOP_BLOCKS;
         i++)
        if (reading->document->blocks[i].kind == BLOCK_HEADING &&
            block_is(reading, i, part.text, part.size))
            found = i + 1;
    return found;
}

/* What a heading says, that is no site's name, and the lowest of them: a site
 * stands above its page. Else the first part, or the last where the site is
 * named first. */
static size_t own_part(const struct reading *reading,
                       const struct parts *parts) {
    size_t last = parts->count - 1;
    size_t lowest = 0;
    size_t own = 0;
    for (size_t i = 0; i < parts->count && parts->count > 1; i++) {
        size_t heading = heading_of(reading, parts->list[i]);
        if (heading > lowest && !is_sites(reading, parts->list[i]) &&
            !title_is_nobodys(parts->list[i].text, parts->list[i].size)) {
            lowest = heading;
            own = i;
        }
    }
    if (lowest > 0)
        return own;
    for (size_t i = 0; i < last; i++)
        if (title_is_nobodys(parts->list[i].text, parts->list[i].size) &&
            !is_sites(reading, parts->list[i + 1]))
            return i + 1; /* "Agenda item - Halls for hire" */
    if (parts->count < 2 || !is_sites(reading, parts->list[0]) ||
        is_sites(reading, parts->list[last]) ||
        title_is_nobodys(parts->list[last].text, parts->list[last].size))
        return 0;
    return last;
}

static struct parts split(const struct reading *reading, const char *at,
                          size_t size, bool at_colons) {
    const char *end = at + size;
    struct parts parts = {.count = 0};
    struct part part = {at, 0};
    while (at < end) {
        size_t border = parts.count + 1 >= PARTS_MAX ? 0
                        : at_colons ? border_at(reading, part, at)
                                    : site_border(at);
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
    return parts;
}

static struct parts parts_of_title(const struct reading *reading) {
    const char *title = reading->extract->title;
    struct parts parts = title ? split(reading, title, strlen(title), true)
                               : (struct parts){.count = 0};
    parts.own = parts.count > 0 ? own_part(reading, &parts) : 0;
    return parts;
}

const char *page_title_own(const struct reading *reading, size_t *size) {
    struct parts parts = parts_of_title(reading);
    struct part own =
        parts.count > 0 ? parts.list[parts.own] : (struct part){NULL, 0};
    bool named = own.size > 0 && !title_is_nobodys(own.text, own.size) &&
                 !names_only_kinds(&parts);
    *size = named ? own.size : 0;
    return named ? own.text : NULL;
}

/* A bar parts a page from its site wherever it stands, a dash many things. */
static bool is_parted_by_bar(const struct part *before,
                             const struct part *after) {
    const char *border = before->text + before->size;
    return memchr(border, '|', (size_t)(after->text - border)) != NULL;
}

static bool is_nobodys_part(struct part part) {
    return title_is_nobodys(part.text, part.size);
}

/* The format's title has the whole of `title`, from a border on. */
static bool says_title(const struct reading *reading, const char *title,
                       size_t size) {
    const char *page = reading->extract->title;
    struct parts parts = parts_of_title(reading);
    const char *end = page + strlen(page);
    for (size_t i = 0; i < parts.count; i++)
        if (begins_with_letters(parts.list[i].text,
                                (size_t)(end - parts.list[i].text), title,
                                size))
            return true;
    return false;
}

const char *title_without_site(const struct reading *reading, const char *title,
                               size_t *size) {
    struct parts parts = split(reading, title, *size, false);
    size_t own_size = 0;
    const char *own = page_title_own(reading, &own_size);
    const char *page = reading->extract->title;
    if (page && says_title(reading, title, *size))
        own = NULL; /* the page is called by the whole of it */
    for (size_t i = 0; own && i < parts.count && parts.count > 1; i++)
        if (same_letters(parts.list[i].text, parts.list[i].size, own,
                         own_size)) {
            *size = parts.list[i].size;
            return parts.list[i].text;
        }
    size_t first = 0;
    size_t last = parts.count;
    while (first + 1 < last && (is_sites(reading, parts.list[first]) ||
                                is_nobodys_part(parts.list[first])))
        first++;
    while (last > first + 1 && is_sites(reading, parts.list[last - 1]) &&
           (is_parted_by_bar(&parts.list[last - 2], &parts.list[last - 1]) ||
            is_the_host(reading, parts.list[last - 1])))
        last--;
    if (parts.count < 2 || last - first == parts.count ||
        is_sites(reading, parts.list[first]) ||
        is_nobodys_part(parts.list[first]))
        return title;
    const struct part *end = &parts.list[last - 1];
    *size = (size_t)(end->text + end->size - parts.list[first].text);
    return parts.list[first].text;
}

bool title_is_host(const struct reading *reading, const char *title,
                   size_t size) {
    struct parts parts = split(reading, title, size, false);
    return parts.count > 0 && is_the_host(reading, parts.list[0]);
}

bool title_is_sites(const struct reading *reading, const char *title,
                    size_t size) {
    return is_sites(reading, (struct part){title, size});
}

bool page_title_is_block_and_kind(const struct reading *reading, size_t block) {
    const struct block *at = &reading->document->blocks[block];
    const char *title = reading->extract->title;
    size_t size = at->end - at->start;
    if (!title || strlen(title) <= size + 1 ||
        strncmp(title, reading->document->text + at->start, size) != 0 ||
        isalnum((unsigned char)title[size]))
        return false;
    const char *rest = title + size;
    rest += strspn(rest, " :|-");
    return rest > title + size + 1 && title_is_nobodys(rest, strlen(rest));
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

/* "Agenda item - Grants to groups": what any page may be called goes. */
static const char *without_nobodys(const char *title) {
    for (const char *at = title; *at; at++) {
        size_t border = site_border(at);
        if (border == 0)
            continue;
        return at[border] && title_is_nobodys(title, (size_t)(at - title))
                   ? at + border
                   : title;
    }
    return title;
}

bool page_title_block_is_site(const struct reading *reading, size_t block) {
    const char *site = property_site_name(reading->extract);
    return site && block_is(reading, block, site, strlen(site));
}

const char *page_title_of_properties(const struct reading *reading) {
    const char *whole = reading->extract->title;
    bool parted = page_title_is_parted(reading);
    const char *title = NULL;
    size_t at = 0;
    while ((title = property_next_title(reading->extract, &at)) != NULL) {
        title = without_nobodys(title);
        bool same =
            parted && same_letters(title, strlen(title), whole, strlen(whole));
        if (!same && !names_the_site(reading, title))
            return title;
    }
    return NULL;
}

bool page_title_begins_with(const struct reading *reading, size_t block) {
    const struct block *at = &reading->document->blocks[block];
    const char *title = reading->extract->title;
    return title && is_sites(reading, (struct part){title, strlen(title)}) &&
           begins_with_letters(title, strlen(title),
                               reading->document->text + at->start,
                               at->end - at->start);
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
