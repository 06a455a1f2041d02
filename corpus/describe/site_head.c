#include "describe/site_head.h"

#include <ctype.h>
#include <string.h>

#include "describe/page_title.h"
#include <strings.h>

enum {
    HEAD_BLOCKS_MAX = 6, /* of the document; a longer head is the paper's */
    EXTRACTED_MAX = 60   /* a menu flattened to lines is long */
};

static bool is_among(const char *const *rules, const char *rule) {
    for (size_t i = 0; rules[i]; i++)
        if (strcmp(rules[i], rule) == 0)
            return true;
    return false;
}

/* What only sites have, and above their pages' titles; and what may as well
 * stand under them. */
static bool is_sites_rule(const char *rule, bool headed) {
    static const char *const rules[] = {
        "menu",        "menu-line",       "navigation-list", "breadcrumb",
        "site-header", "skip-to-content", "login",           NULL};
    static const char *const tools[] = {"print-page",     "share-links",
                                        "page-updated",   "last-updated",
                                        "furniture-line", NULL};
    return is_among(rules, rule) || (headed && is_among(tools, rule));
}

/* A running head may have bars as a menu has: "Barset Compact | Plan | 2". */
static bool is_sites_line(const struct dropped_block *dropped, bool headed) {
    static const char *const items[] = {"home",     "contact", "about", "news",
                                        "search",   "log in",  "login", "links",
                                        "site map", NULL};
    static const char *const lines[] = {"menu-line", "furniture-line", NULL};
    enum { BARS_MIN = 3 };
    size_t bars = 0;
    if (!is_among(lines, dropped->rule))
        return is_sites_rule(dropped->rule, headed);
    for (const char *at = strchr(dropped->text, '|'); at;
         at = strchr(at + 1, '|'))
        bars++;
    if (bars >= BARS_MIN && !strpbrk(dropped->text, "0123456789"))
        return true;
    for (size_t i = 0; items[i]; i++)
        if (strcasestr(dropped->text, items[i]))
            return true;
    return false;
}

static bool is_prose(const struct reading *reading, size_t block) {
    enum { WORDS_MIN = 16 };
    return reading->blocks[block].word_count >= WORDS_MIN;
}

/* What was dropped stands beside the document in its order. A block of which
 * only the beginning was dropped is kept as well. */
size_t site_head_end(const struct reading *reading, bool headed) {
    const struct extract *extract = reading->extract;
    const struct document *document = reading->document;
    size_t kept = 0;
    size_t dropped = 0;
    size_t end = 0;
    for (size_t i = 0; i < extract->block_count && i < EXTRACTED_MAX &&
                       kept < document->block_count;
         i++) {
        const char *text = extract->blocks[i].text;
        const struct dropped_block *next = dropped < document->dropped_count
                                               ? &document->dropped[dropped]
                                               : NULL;
        if (!next || strcmp(next->text, text) != 0) {
            dropped +=
                next && strncmp(next->text, text, strlen(next->text)) == 0;
            if (is_prose(reading, kept) || ++kept > HEAD_BLOCKS_MAX)
                break;
            continue;
        }
        dropped++;
        if (is_sites_line(next, headed))
            end = kept;
    }
    return end;
}

/* Without the marks around it. */
static size_t trimmed(const char *text, size_t size) {
    static const char *const marks[] = {"”", "’", "\"", "'", "»", " ", "."};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t mark = strlen(marks[i]);
        if (size > mark && memcmp(text + size - mark, marks[i], mark) == 0) {
            size -= mark;
            i = (size_t)-1; /* from the first again */
        }
    }
    return size;
}

bool line_is_echoed(const struct reading *reading, size_t block) {
    static const char *const rules[] = {"comments", "breadcrumb", "menu-line",
                                        "navigation-list", NULL};
    const struct block *at = &reading->document->blocks[block];
    const char *line = reading->document->text + at->start;
    size_t size = trimmed(line, at->end - at->start);
    for (size_t i = 0; i < reading->document->dropped_count; i++) {
        const struct dropped_block *dropped = &reading->document->dropped[i];
        size_t length = trimmed(dropped->text, strlen(dropped->text));
        if (is_among(rules, dropped->rule) && length > size + 2 &&
            strncasecmp(dropped->text + length - size, line, size) == 0 &&
            !isalnum((unsigned char)dropped->text[length - size - 1]) &&
            strcspn(dropped->text, ">»›/|“‘\"'") < length - size)
            return true;
    }
    return false;
}

/* The last of the steps of a line of where one is; NULL when it is not parted,
 * or is cut short. */
static const char *last_step(const char *crumbs) {
    static const char *const borders[] = {" > ", " » ", " › ",  " / ", " : ",
                                          " | ", " → ", " >> ", NULL};
    const char *last = NULL;
    for (size_t i = 0; borders[i]; i++)
        for (const char *at = strstr(crumbs, borders[i]); at;
             at = strstr(at + 1, borders[i]))
            if (!last || at + strlen(borders[i]) > last)
                last = at + strlen(borders[i]);
    return last && *last && !strstr(last, "...") && !strstr(last, "…") ? last
                                                                       : NULL;
}

static size_t block_of_step(const struct reading *reading, const char *step) {
    enum { TOP_BLOCKS = 20, WORDS_MIN = 2 };
    size_t count = reading->document->block_count;
    for (size_t i = 0; i < count && i < TOP_BLOCKS && !is_prose(reading, i);
         i++)
        if (page_title_block_is(reading, i, step) &&
            !title_is_nobodys(step, strlen(step)) &&
            (reading->blocks[i].word_count >= WORDS_MIN ||
             reading->document->blocks[i].kind == BLOCK_HEADING))
            return i;
    return READING_NOWHERE;
}

/* NULL when the block is no trail of crumbs. */
static const char *crumb_step(const struct dropped_block *dropped) {
    return strcmp(dropped->rule, "breadcrumb") == 0 ? last_step(dropped->text)
                                                    : NULL;
}

size_t site_crumb_block(const struct reading *reading) {
    const struct document *document = reading->document;
    for (size_t i = 0; i < document->dropped_count; i++) {
        const struct dropped_block *dropped = &document->dropped[i];
        const char *step = crumb_step(dropped);
        size_t block = step ? block_of_step(reading, step) : READING_NOWHERE;
        if (block != READING_NOWHERE)
            return block;
    }
    return READING_NOWHERE;
}

const char *site_crumb_title(const struct reading *reading, size_t *size) {
    enum { WORDS_MIN = 3, WORDS_MAX = 20 };
    const struct document *document = reading->document;
    *size = 0;
    for (size_t i = 0; i < document->dropped_count; i++) {
        const struct dropped_block *dropped = &document->dropped[i];
        const char *step = crumb_step(dropped);
        size_t length = step ? strlen(step) : 0;
        size_t words = step ? 1 : 0;
        for (const char *at = step; at && *at; at++)
            words += *at == ' ';
        if (words < WORDS_MIN || words > WORDS_MAX ||
            title_is_nobodys(step, length) ||
            title_is_sites(reading, step, length))
            continue;
        *size = length;
        return step;
    }
    return NULL;
}

/* A line of the text is a block as it was found, or its end. */
bool site_line_follows(const struct reading *reading, size_t block) {
    const struct extract *extract = reading->extract;
    const struct document *document = reading->document;
    size_t kept = 0;
    size_t dropped = 0;
    for (size_t i = 0; i < extract->block_count && kept <= block + 1; i++) {
        const struct dropped_block *next = dropped < document->dropped_count
                                               ? &document->dropped[dropped]
                                               : NULL;
        if (!next || strcmp(next->text, extract->blocks[i].text) != 0) {
            dropped += next && strncmp(next->text, extract->blocks[i].text,
                                       strlen(next->text)) == 0;
            kept++;
            continue;
        }
        dropped++;
        if (kept == block + 1)
            return true;
    }
    return false;
}
