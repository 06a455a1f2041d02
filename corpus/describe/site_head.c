#include "describe/site_head.h"

#include <string.h>

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
    if (strcmp(dropped->rule, "menu-line") != 0)
        return is_sites_rule(dropped->rule, headed);
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
