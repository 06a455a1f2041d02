#include "layout.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_web_page(const struct extract *extract) {
    return extract->format && strcmp(extract->format, "text/html") == 0;
}

bool layout_is_prose(const struct extracted_block *block) {
    enum { PROSE_WORDS = 12 };
    return block->kind != BLOCK_HEADING &&
           !shape_words_at_most(block->text, strlen(block->text),
                                PROSE_WORDS - 1);
}

static struct verdict dropped(const char *rule) {
    return (struct verdict){rule, 0, false};
}

enum { MENU_ITEM_WORDS = 5, LIST_ITEM_WORDS = 4, NAVIGATION_ITEMS = 3 };

/* "|" or "¦", with no space needed beside it: its bytes, or 0. */
static size_t bar(const char *text) {
    static const char broken[] = "¦";
    return text[0] == '|'                                  ? 1
           : strncmp(text, broken, sizeof broken - 1) == 0 ? sizeof broken - 1
                                                           : 0;
}

/* The bytes of a separator of menu items at `text`, or 0. */
static size_t separator(const char *text) {
    if (text[0] != ' ')
        return bar(text);
    static const char *const marks[] = {" | ", " » ", " > ", " / ", " › ", ""};
    if (isalnum((unsigned char)text[1])) /* as most often */
        return 0;
    for (size_t i = 0; marks[i][0]; i++)
        if (strncmp(text, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    return 0;
}

static bool is_menu_item(const char *text, size_t size) {
    return shape_words_at_most(text, size, MENU_ITEM_WORDS) &&
           !memchr(text, ',', size) && !(size > 0 && text[size - 1] == '.');
}

static bool has_month(const char *text) {
    static const char *const months[] = {"jan", "feb", "mar", "apr",
                                         "may", "jun", "jul", "aug",
                                         "sep", "oct", "nov", "dec"};
    for (const char *at = text; *at; at++)
        for (size_t i = 0; i < sizeof months / sizeof *months; i++)
            if ((at == text || !isalpha((unsigned char)at[-1])) &&
                strncasecmp(at, months[i], 3) == 0)
                return true;
    return false;
}

/* "News | 3 June 2011": a day, as posts have it and menus do not. */
static bool has_day(const char *text) {
    size_t numbers = 0;
    bool year = false;
    for (const char *at = text; *at; at++) {
        if (!isdigit((unsigned char)*at))
            continue;
        size_t digits = strspn(at, "0123456789");
        numbers++;
        year = year || (digits == 4 && (*at == '1' || *at == '2'));
        at += digits - 1;
    }
    return year && numbers >= 2 && has_month(text);
}

/* "Home | About us | Contact", "home|news|contact". Figures between bars that
 * stand close are a table's. */
static bool is_menu_line(const struct extracted_block *block) {
    static const char firsts[] = {' ', '|', '\xC2', '\0'}; /* of separators */
    if (block->kind == BLOCK_TABLE_ROW || block->kind == BLOCK_HEADING)
        return false;
    size_t separators = 0;
    bool close = false;
    const char *item = block->text;
    for (const char *at = strpbrk(item, firsts); at;
         at = strpbrk(at + 1, firsts)) {
        size_t size = separator(at);
        if (size == 0)
            continue;
        if (!is_menu_item(item, (size_t)(at - item)))
            return false;
        separators++;
        close = close || *at != ' ';
        item = at + size;
        at = item - 1;
    }
    return separators >= 2 && is_menu_item(item, strlen(item)) &&
           !(close && strpbrk(block->text, "0123456789")) &&
           !has_day(block->text);
}

static bool is_short_item(const struct extracted_block *block) {
    size_t size = strlen(block->text);
    return block->kind == BLOCK_LIST_ITEM &&
           shape_words_at_most(block->text, size, LIST_ITEM_WORDS) &&
           !strchr(".;,", block->text[size - 1]);
}

static size_t run_of_short_items(const struct extract *extract, size_t first) {
    size_t end = first;
    while (end < extract->block_count && is_short_item(&extract->blocks[end]))
        end++;
    return end - first;
}

static size_t first_heading(const struct extract *extract) {
    size_t i = 0;
    while (i < extract->block_count && extract->blocks[i].kind != BLOCK_HEADING)
        i++;
    return i;
}

/* A run of short lines, most of which stand in any site's menu. */
static bool is_menu_run_line(const struct extracted_block *block,
                             const struct verdict *verdict) {
    size_t size = strlen(block->text);
    return (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_LIST_ITEM) &&
           (verdict->rule ||
            (shape_words_at_most(block->text, size, LIST_ITEM_WORDS) &&
             !strchr(".;,:", block->text[size - 1])));
}

/* A line that stands last in a run and above the text heads the text, when it
 * is not known for a menu's: it has more words than most items, or nothing else
 * is left above the text. */
static bool heads_text(const struct extract *extract,
                       const struct verdict *verdicts, size_t first, size_t i) {
    enum { WORDS_MIN = 3, TOP_BLOCKS = 60 };
    const struct extracted_block *block = &extract->blocks[i];
    if (verdicts[i].rule || verdicts[i].item || i > TOP_BLOCKS ||
        i + 1 >= extract->block_count || block->kind == BLOCK_LIST_ITEM)
        return false;
    bool alone = true;
    for (size_t j = 0; j < first; j++) {
        alone = alone && verdicts[j].rule;
        if (layout_is_prose(&extract->blocks[j]))
            return false;
    }
    const struct extracted_block *next = &extract->blocks[i + 1];
    return (alone ||
            shape_count_words(block->text, strlen(block->text)) >= WORDS_MIN) &&
           !verdicts[i + 1].rule &&
           (layout_is_prose(next) || has_day(next->text));
}

/* Where one is, and the ways to the pages beside it, stand under the menus and
 * right above the page's own lines. */
static bool ends_menus(const struct verdict *verdict) {
    static const char *const rules[] = {"breadcrumb", "pager", "back-to-list",
                                        NULL};
    for (size_t i = 0; verdict->rule && rules[i]; i++)
        if (strcmp(verdict->rule, rules[i]) == 0)
            return true;
    return false;
}

static void judge_menu_runs(const struct extract *extract,
                            struct verdict *verdicts) {
    for (size_t i = 0; i < extract->block_count; i++) {
        size_t end = i;
        size_t known = 0;
        while (end < extract->block_count &&
               is_menu_run_line(&extract->blocks[end], &verdicts[end]) &&
               !(has_day(extract->blocks[end].text) && !verdicts[end].rule)) {
            known += verdicts[end].item || verdicts[end].rule;
            if (ends_menus(&verdicts[end++]))
                break;
        }
        bool is_menu = end - i >= NAVIGATION_ITEMS &&
                       known >= NAVIGATION_ITEMS && known * 2 >= end - i;
        size_t last = end;
        if (is_menu && heads_text(extract, verdicts, i, end - 1))
            last--;
        for (size_t j = i; is_menu && j < last; j++)
            if (!verdicts[j].rule)
                verdicts[j] = dropped("navigation-list");
        i = end > i ? end - 1 : i;
    }
}

static bool is_about_comments(const char *rule) {
    return strcmp(rule, "comments") == 0;
}

/* Only a page has navigation, and only when something is its heading. */
static void judge_navigation(const struct extract *extract,
                             struct verdict *verdicts) {
    size_t heading = first_heading(extract);
    if (!is_web_page(extract) || heading == extract->block_count)
        return;
    for (size_t i = 0; i < heading; i++) {
        size_t run = run_of_short_items(extract, i);
        for (size_t j = i; run >= NAVIGATION_ITEMS && j < i + run; j++)
            if (!verdicts[j].rule)
                verdicts[j] = dropped("navigation-list");
        i += run;
    }
}

/* What a printed page has over and under its text is among it, not above it. */
static bool is_of_printed_page(const char *rule) {
    return strcmp(rule, "page-number") == 0 ||
           strcmp(rule, "running-head") == 0 ||
           strcmp(rule, "contents-line") == 0;
}

/* Links to other pages stand under such a heading, as items or as lines. */
static bool heads_links(const struct extracted_block *block,
                        const struct verdict *verdict) {
    return verdict->rule && !is_of_printed_page(verdict->rule) &&
           (block->kind == BLOCK_HEADING ||
            strcmp(verdict->rule, "related-links") == 0);
}

/* Titles of other pages in a row: "Rates relief | Apprentices: five myths". */
static bool is_row_of_links(const struct extracted_block *block) {
    const char *text = block->text;
    return block->kind == BLOCK_PARAGRAPH && strstr(text, " | ") &&
           text[strlen(text) - 1] != '.';
}

/* No prose follows, only what sites put under their pages. */
static bool is_tail(const struct extract *extract,
                    const struct verdict *verdicts, size_t i) {
    for (; i < extract->block_count; i++)
        if (!verdicts[i].rule && layout_is_prose(&extract->blocks[i]))
            return false;
    return true;
}

/* A page's line that is no sentence. */
static bool is_link_line(const struct extract *extract, size_t i) {
    enum { WORDS_MAX = 16 };
    const struct extracted_block *block = &extract->blocks[i];
    size_t size = strlen(block->text);
    if (block->kind == BLOCK_TABLE_ROW)
        return false;
    return is_row_of_links(block) ||
           (shape_words_at_most(block->text, size, WORDS_MAX) &&
            !strchr(".;,", block->text[size - 1]));
}

/* In a text, how to reach somebody and when may follow the links. */
static bool is_story_line(const struct extract *extract, size_t i) {
    enum { WORDS_MIN = 2, DIGITS_MAX = 3 };
    static const char *const labels[] = {
        "tel",    "fax",     "email",      "e-mail",   "contact",    "phone",
        "date",   "author",  "officer",    "address",  "name",       "report",
        "signed", "appendi", "background", "for more", "for further"};
    const char *text = extract->blocks[i].text;
    size_t digits = 0;
    for (const char *at = text; *at; at++)
        digits += isdigit((unsigned char)*at) != 0;
    for (size_t j = 0; j < sizeof labels / sizeof *labels; j++)
        if (strncasecmp(text, labels[j], strlen(labels[j])) == 0)
            return false;
    return is_link_line(extract, i) && digits <= DIGITS_MAX &&
           shape_count_words(text, strlen(text)) >= WORDS_MIN &&
           !strchr(text, '@');
}

/* One past the lines of links that follow block i - 1; i when they lead to
 * prose, which then is what they head. */
static size_t end_of_links(const struct extract *extract,
                           const struct verdict *verdicts, size_t i) {
    size_t end = i;
    bool page = is_web_page(extract);
    if (!page && !is_tail(extract, verdicts, i))
        return i;
    while (end < extract->block_count &&
           (verdicts[end].rule || (page ? is_link_line(extract, end)
                                        : is_story_line(extract, end))) &&
           (extract->blocks[end].kind != BLOCK_HEADING || !page))
        end++;
    if (!page)
        return end;
    bool leads_to_prose = end < extract->block_count &&
                          extract->blocks[end].kind != BLOCK_HEADING;
    return leads_to_prose ? i : end;
}

static void judge_lists_under(const struct extract *extract,
                              struct verdict *verdicts) {
    bool under = false;
    for (size_t i = 0; i < extract->block_count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        if (heads_links(block, &verdicts[i])) {
            under = true;
            if (strcmp(verdicts[i].rule, "related-links") != 0)
                continue;
            size_t end = end_of_links(extract, verdicts, i + 1);
            for (size_t j = i + 1; j < end; j++)
                if (!verdicts[j].rule)
                    verdicts[j] = dropped("boilerplate-list");
        } else if (block->kind == BLOCK_HEADING) {
            under = false;
        } else if (block->kind != BLOCK_LIST_ITEM) {
            under = under && verdicts[i].rule;
        } else if (under && !verdicts[i].rule) {
            verdicts[i] = dropped("boilerplate-list");
        }
    }
}

/* A heading of one or two words ("Complaints") may be a section's of the paper
 * as well as a menu's. What follows tells: a section has prose. */
static void spare_sections(const struct extract *extract,
                           struct verdict *verdicts) {
    for (size_t i = 0; i + 1 < extract->block_count; i++) {
        const struct extracted_block *next = &extract->blocks[i + 1];
        if (extract->blocks[i].kind == BLOCK_HEADING && verdicts[i].rule &&
            !is_about_comments(verdicts[i].rule) && !verdicts[i + 1].rule &&
            layout_is_prose(next) && !is_row_of_links(next))
            verdicts[i] = (struct verdict){NULL, 0, false};
    }
}

/* "2 comments", "Comments (7)": how many there are, so they follow. */
static bool counts_comments(const struct extracted_block *block,
                            const struct verdict *verdict) {
    return verdict->rule && is_about_comments(verdict->rule) &&
           strpbrk(block->text, "123456789");
}

/* "10:32", "9.05pm". */
static bool has_time(const char *text) {
    for (const char *at = strpbrk(text, ":."); at; at = strpbrk(at + 1, ":."))
        if (at > text && isdigit((unsigned char)at[-1]) &&
            isdigit((unsigned char)at[1]) && isdigit((unsigned char)at[2]) &&
            !isdigit((unsigned char)at[3]))
            return true;
    return false;
}

/* "Posted by Sheila at 10:32", "Sheila says: 3 May 2011 at 9:05": a reader
 * begins. */
static bool heads_comment(const struct extracted_block *block) {
    static const char *const marks[] = {"osted by ", "omment by ", " says",
                                        " said",     " wrote",     NULL};
    enum { WORDS_MAX = 14 };
    if (!shape_words_at_most(block->text, strlen(block->text), WORDS_MAX) ||
        !has_time(block->text))
        return false;
    for (size_t i = 0; marks[i]; i++)
        if (strstr(block->text, marks[i]))
            return true;
    return false;
}

/* What readers wrote under a page is not the page's. Only what stands under
 * its text is a reader's: over it, the same line tells who wrote the page. */
static void judge_comments(const struct extract *extract,
                           struct verdict *verdicts) {
    enum { PROSE_MIN = 2 };
    bool under = false;
    size_t prose = 0;
    for (size_t i = 0; i < extract->block_count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        bool is_heading = block->kind == BLOCK_HEADING;
        bool begins = counts_comments(block, &verdicts[i]) &&
                      (is_heading || prose >= PROSE_MIN);
        if (is_heading)
            under = begins;
        else if (begins || (is_web_page(extract) && prose >= PROSE_MIN &&
                            heads_comment(block)))
            under = true;
        if (under && !verdicts[i].rule)
            verdicts[i] = dropped("comment");
        prose += !verdicts[i].rule && layout_is_prose(block);
    }
}

enum concord_status layout_judge(struct shape_set *set,
                                 const struct extract *extract,
                                 struct verdict *verdicts,
                                 struct concord_error *err) {
    enum concord_status status =
        page_regions_judge(set, extract, verdicts, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < extract->block_count; i++)
        if (!verdicts[i].rule && is_menu_line(&extract->blocks[i]))
            verdicts[i] = dropped("menu-line");
    page_spares_judge(extract, verdicts);
    judge_navigation(extract, verdicts);
    judge_menu_runs(extract, verdicts);
    spare_sections(extract, verdicts);
    if (!is_web_page(extract))
        running_heads_judge(extract, verdicts);
    status =
        page_edges_judge(set, extract, is_web_page(extract), verdicts, err);
    judge_lists_under(extract, verdicts);
    judge_comments(extract, verdicts);
    return status;
}
