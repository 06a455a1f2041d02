/* title_opening.c - the line that a text opens with. */
#include <string.h>

#include "describe/lines.h"
#include "describe/page_title.h"
#include "describe/site_head.h"
#include "describe/title_above.h"
#include "describe/title_borders.h"
#include "describe/title_candidate.h"
#include "describe/title_lines.h"
#include "describe/words.h"

/* "News > Local": the steps of where one is, without a home. */
static bool opens_with_way(const struct reading *reading, size_t block) {
    static const char *const ways[] = {"news",    "blog",     "blogs", "events",
                                       "stories", "features", NULL};
    size_t first = reading->blocks[block].first_word;
    return first + 1 < reading_block_end(reading, block) &&
           word_in(reading, first, ways) &&
           (gap_has(gap_after(reading, first), " > ") ||
            gap_has(gap_after(reading, first), " » ") ||
            gap_has(gap_after(reading, first), " / "));
}

/* "Link Up Barset" over "What's on": the site over the page's kind. */
static bool is_over_way(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 5 };
    if (block > 0 || reading->document->block_count < 2 ||
        reading->blocks[block].word_count > WORDS_MAX)
        return false;
    size_t end = reading_block_end(reading, block);
    for (size_t word = reading->blocks[block].first_word; word < end; word++)
        if (word_has_class(reading, word, WORD_PAPER_NOUN))
            return false;
    return line_is_way(reading, block + 1) ||
           opens_with_way(reading, block + 1);
}

/* "We support 300 groups.": said of somebody, and no title where there is
 * another. */
static bool is_sentence(const struct reading *reading, size_t block) {
    enum { WORDS_MIN = 5 };
    const struct block *at = &reading->document->blocks[block];
    return reading->blocks[block].word_count >= WORDS_MIN &&
           reading->document->text[at->end - 1] == '.';
}

/* "1. Introduction": the text begins, whatever is missing above it. */
static bool is_numbered_section(const struct reading *reading, size_t block) {
    return word_number(reading, reading->blocks[block].first_word, 2) >= 0 &&
           line_opens_a_section(reading, block);
}

static struct title_candidate first_line(const struct reading *reading) {
    struct title_candidate body = title_nothing();
    for (size_t i = 0; i < title_top_end(reading); i++) {
        if (title_is_found(&body) && line_opens_minutes(reading, i))
            return body;
        if (line_is_no_title(reading, i) || line_is_nobodys(reading, i))
            continue;
        if (line_is_prose(reading, i) || is_numbered_section(reading, i))
            break;
        if (title_is_found(&body) && (line_is_nobodys_minutes(reading, i) ||
                                      line_opens_a_section(reading, i)))
            return body;
        bool name = line_is_letterhead(reading, i) ||
                    line_is_person(reading, i) || is_over_way(reading, i) ||
                    line_is_masthead(reading, i) ||
                    title_is_strap(reading, i) || is_sentence(reading, i) ||
                    opens_with_way(reading, i);
        if (!name || line_names_a_series(reading, i))
            return title_of_block(reading, i, "opening-line");
        if (!title_is_found(&body) || line_names_a_committee(reading, i))
            body = title_of_block(reading, i, "opening-line");
    }
    return body;
}

/* "Barset Together the partnership for the county": the host's name, and what
 * the site says of itself in small letters. */
static bool is_host_and_slogan(const struct reading *reading, size_t block) {
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    for (size_t word = first + 1; word + 1 < end; word++)
        if (!word_has_capital(reading, word) &&
            word_has_capital(reading, word - 1))
            return title_is_host(
                reading, reading->document->text + reading->words[first].start,
                reading->words[word - 1].end - reading->words[first].start);
    return false;
}

/* Several short lines stand here, of which one at least is a way about the
 * site: menus that were not dropped. */
static bool are_menus(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 6, LINES_MIN = 4 };
    size_t at = block;
    bool way = false;
    for (; at < reading->document->block_count; at++) {
        if (reading->blocks[at].word_count > WORDS_MAX ||
            line_ends_like_prose(reading, at) || line_is_date(reading, at))
            break;
        way = way || line_is_way(reading, at);
    }
    return way && at - block >= LINES_MIN;
}

/* The line right above the prose, and not above the block. */
static struct title_candidate line_over_prose(const struct reading *reading,
                                              size_t block) {
    struct title_candidate last = title_nothing();
    for (; block < reading->document->block_count; block++) {
        if (line_is_prose(reading, block) ||
            line_opens_a_section(reading, block))
            return last;
        if (!line_is_no_title(reading, block) &&
            !line_is_nobodys(reading, block))
            last = title_of_block(reading, block, "line-under-menus");
    }
    return title_nothing();
}

bool title_is_under_site(const struct reading *reading) {
    const struct block *at = reading->document->blocks;
    return line_is_publishers(reading, 0) || is_host_and_slogan(reading, 0) ||
           title_is_sites(reading, reading->document->text + at->start,
                          at->end - at->start);
}

/* "Active communities" over "Funding guidance for the voluntary sector": a part
 * of the site over the page that stands in it, right above the prose. */
static bool is_section_over(const struct reading *reading, size_t section,
                            size_t block) {
    enum { SECTION_WORDS_MAX = 2, TITLE_WORDS_MIN = 4 };
    size_t first = reading->blocks[section].first_word;
    if (block != section + 1 || block + 1 >= reading->document->block_count ||
        reading->blocks[section].word_count > SECTION_WORDS_MAX ||
        reading->blocks[block].word_count < TITLE_WORDS_MIN ||
        !line_is_prose(reading, block + 1))
        return false;
    for (size_t word = first; word < reading_block_end(reading, section);
         word++)
        if (word_has_class(reading, word, WORD_PAPER_NOUN))
            return false;
    return true;
}

/* Under a site's name and its menus, and above the prose: the first line, but
 * under several short ones, which are a menu that nobody knew, the first long
 * one. */
static struct title_candidate line_under_menus(const struct reading *reading) {
    enum { SHORT_WORDS = 5, MENU_LINES = 3 };
    size_t head = reading->document->block_count > 0
                      ? site_head_end(reading, title_is_under_site(reading))
                      : 0;
    struct title_candidate under = head > 0 && are_menus(reading, head)
                                       ? line_over_prose(reading, head)
                                       : title_nothing();
    if (title_is_found(&under))
        return under;
    size_t first = READING_NOWHERE;
    size_t menu = 0;
    for (size_t i = head; head > 0 && i < title_top_end(reading); i++) {
        if (line_is_prose(reading, i))
            break;
        if (line_is_no_title(reading, i) || line_is_nobodys(reading, i))
            continue;
        if (line_opens_a_section(reading, i))
            break;
        if (line_is_letterhead(reading, i) && !line_names_a_series(reading, i))
            continue;
        if (first == READING_NOWHERE || is_section_over(reading, first, i))
            first = i;
        if (reading->blocks[i].word_count <= SHORT_WORDS)
            menu++;
        else if (menu >= MENU_LINES)
            return title_of_block(reading, i, "line-under-menus");
    }
    return first == READING_NOWHERE
               ? title_nothing()
               : title_of_block(reading, first, "line-under-menus");
}

static struct title_candidate echoed_line(const struct reading *reading) {
    enum { WORDS_MIN = 2 };
    for (size_t i = 1; i < title_top_end(reading) && !line_is_prose(reading, i);
         i++)
        if (reading->blocks[i].word_count >= WORDS_MIN &&
            !line_is_no_title(reading, i) && line_is_echoed(reading, i) &&
            !line_is_letterhead(reading, i))
            return title_of_block(reading, i, "echoed-line");
    return title_nothing();
}

/* Where no line is the title, the site's line of where one is names it last. */
static struct title_candidate last_crumb(const struct reading *reading) {
    struct title_candidate found = title_nothing();
    found.outside = site_crumb_title(reading, &found.end);
    found.rule = "breadcrumb";
    return found;
}

struct title_candidate title_opening_line(const struct reading *reading) {
    size_t step = site_crumb_block(reading);
    if (step != READING_NOWHERE)
        return title_of_block(reading, step, "breadcrumb");
    size_t echo = title_echo_block(reading);
    if (echo != READING_NOWHERE)
        return title_of_block(reading, echo, "echoed-line");
    struct title_candidate found = echoed_line(reading);
    if (!title_is_found(&found))
        found = line_under_menus(reading);
    if (!title_is_found(&found))
        found = title_of_cover(reading);
    if (!title_is_found(&found))
        found = first_line(reading);
    return title_is_found(&found) ? found : last_crumb(reading);
}
