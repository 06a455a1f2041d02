/* title.c - what the paper calls itself.
 *
 * Candidates, best first:
 *   labelled-title   "Title: Notice periods" near the top
 *   subject-line     the short line under a letter's greeting
 *   first-heading    the page's main heading
 *   page-metadata    what the page's properties call it
 *   page-title       the format's own title, less the name of the site
 *   opening-line     the first line that is no label, date, name or address
 * One in capitals is kept with the letters of a title. */
#include <string.h>

#include "describe/date_text.h"
#include "describe/lines.h"
#include "describe/page_title.h"
#include "describe/reading.h"
#include "describe/site_head.h"
#include "describe/title_above.h"
#include "describe/title_borders.h"
#include "describe/title_giving.h"
#include "describe/title_lines.h"
#include "describe/words.h"

enum { TITLE_WORDS_MAX = 40 }; /* a longer line is prose */

static struct title_candidate nothing(void) {
    return (struct title_candidate){.block = READING_NOWHERE};
}

static bool is_found(const struct title_candidate *candidate) {
    return candidate->block != READING_NOWHERE || candidate->outside;
}

static struct title_candidate whole_block(const struct reading *reading,
                                          size_t block, const char *rule) {
    const struct block *at = &reading->document->blocks[block];
    return (struct title_candidate){block, 1, at->start, at->end, NULL, rule};
}

static size_t top_end(const struct reading *reading) {
    size_t count = reading->document->block_count;
    return count < TITLE_TOP_BLOCKS ? count : TITLE_TOP_BLOCKS;
}

/* Prose has begun: what comes now has a title above it or none. */
static bool is_prose(const struct reading *reading, size_t block) {
    enum { LINE_WORDS_MAX = 30, SENTENCE_WORDS = 9 };
    size_t words = reading->blocks[block].word_count;
    return words > LINE_WORDS_MAX ||
           (words >= SENTENCE_WORDS && line_ends_like_prose(reading, block)) ||
           reading->blocks[block].list_item;
}

/* The format's own title. */

/* A block near the top that says what the format's title says, or a part of
 * it: then it is the paper's and not the site's. */
static struct title_candidate
block_of_page_title(const struct reading *reading) {
    for (size_t i = 0; i < top_end(reading); i++)
        if (page_title_is_said_by(reading, i) &&
            !page_title_has_site(reading, i) && !line_is_bare_label(reading, i))
            return whole_block(reading, i, "page-title");
    return nothing();
}

static struct title_candidate
heading_within_title(const struct reading *reading) {
    for (size_t i = 0; i < top_end(reading); i++)
        if (reading->document->blocks[i].kind == BLOCK_HEADING &&
            page_title_holds(reading, i))
            return whole_block(reading, i, "first-heading");
    return nothing();
}

static bool is_page(const struct reading *reading) {
    return reading->extract->format &&
           strcmp(reading->extract->format, "text/html") == 0;
}

/* It may be said in the text as well. */
static struct title_candidate property_title(const struct reading *reading) {
    const char *title = page_title_of_properties(reading);
    struct title_candidate found = nothing();
    if (!title)
        return found;
    for (size_t i = 0; i < top_end(reading); i++)
        if (page_title_block_is(reading, i, title))
            return whole_block(reading, i, "page-metadata");
    found.outside = title;
    found.end = strlen(title);
    found.rule = "page-metadata";
    return found;
}

static struct title_candidate page_title(const struct reading *reading) {
    size_t length = 0;
    const char *own = page_title_own(reading, &length);
    if (!is_page(reading) || length == 0)
        return nothing();
    return (struct title_candidate){READING_NOWHERE, 0,   0,
                                    length,          own, "page-title"};
}

/* Headings. */

static bool opens_a_section(const struct reading *reading, size_t block) {
    static const char *const names[] = {
        "introduction",    "background",  "purpose",   "contents",
        "foreword",        "summary",     "overview",  "contact",
        "comments",        "about",       "related",   "why",
        "context",         "aims",        "executive", "recommendation",
        "recommendations", "recommended", "reasons",   "decision",
        "decisions",       "wards",       "appendix",  "appendices",
        "conclusion",      "conclusions", "apologies", "present",
        "minutes",         NULL};
    static const char *const attendance[] = {"present",
                                             "apologies",
                                             "apologies for absence",
                                             "in attendance",
                                             "also present",
                                             "members present",
                                             "also in attendance",
                                             "officers present",
                                             NULL};
    size_t first = reading->blocks[block].first_word;
    size_t count = words_begin(reading, first,
                               reading_block_end(reading, block), attendance);
    if (count > 0 && gap_has(gap_after(reading, first + count - 1), ":"))
        return true;
    return word_in(reading, first, names) &&
           reading->blocks[block].word_count <= 3;
}

static bool is_nobodys(const struct reading *reading, size_t block) {
    const struct block *at = &reading->document->blocks[block];
    return line_is_a_house(reading, block) ||
           title_is_nobodys(reading->document->text + at->start,
                            at->end - at->start);
}

static struct title_candidate first_heading(const struct reading *reading,
                                            unsigned level_max) {
    for (size_t i = 0; i < reading->document->block_count; i++) {
        const struct block *block = &reading->document->blocks[i];
        if (block->kind == BLOCK_HEADING && block->level <= level_max &&
            reading->blocks[i].word_count <= TITLE_WORDS_MAX &&
            !page_title_has_site(reading, i) &&
            !line_is_bare_label(reading, i) && !line_is_date(reading, i) &&
            !opens_a_section(reading, i) && !is_nobodys(reading, i))
            return whole_block(reading, i, "first-heading");
    }
    return nothing();
}

/* A heading of the first three levels that no prose stands above. */
static struct title_candidate
heading_above_prose(const struct reading *reading) {
    struct title_candidate heading = first_heading(reading, 3);
    for (size_t i = 0; is_found(&heading) && i < heading.block; i++)
        if (is_prose(reading, i))
            return nothing();
    return heading;
}

/* "Subject: ...", or two cells of a table. */
static bool label_ends(struct gap gap) {
    return gap_has(gap, ":") || gap_has(gap, "|");
}

/* "Title" over the line that it labels, in a form. */
static bool is_under_label(const struct reading *reading, size_t block) {
    enum { WORDS_MIN = 2 };
    return block < top_end(reading) &&
           reading->blocks[block].word_count >= WORDS_MIN &&
           !is_prose(reading, block) && !line_is_date(reading, block) &&
           !line_is_labelled(reading, block);
}

/* Where the value ends that begins with the word: with its block, or before
 * the label that was run into its line. */
static size_t label_value_end(const struct reading *reading, size_t block,
                              size_t word) {
    size_t end = reading_block_end(reading, block);
    size_t next = next_label(reading, word + 1, end);
    return next < end ? reading->words[next - 1].end
                      : reading->document->blocks[block].end;
}

static struct title_candidate labelled_title(const struct reading *reading) {
    static const char *const labels[] = {"title",
                                         "subject",
                                         "report title",
                                         "title of report",
                                         "re",
                                         "heading",
                                         "report heading",
                                         "subject heading",
                                         "subject title",
                                         "report",
                                         "title of paper",
                                         "paper title",
                                         "subject of report",
                                         NULL};
    for (size_t i = 0; i < top_end(reading); i++) {
        const struct block_facts *facts = &reading->blocks[i];
        size_t end = reading_block_end(reading, i);
        size_t count = words_begin(reading, facts->first_word, end, labels);
        size_t item = after_item_label(reading, i);
        if (item < end)
            return (struct title_candidate){i,
                                            1,
                                            reading->words[item].start,
                                            reading->document->blocks[i].end,
                                            NULL,
                                            "item-title"};
        if (count > 0 && facts->word_count == count &&
            !word_is(reading, facts->first_word, "re") &&
            !word_is(reading, facts->first_word, "report") &&
            is_under_label(reading, i + 1))
            return whole_block(reading, i + 1, "labelled-title");
        if (count == 0 || facts->word_count == count ||
            facts->word_count > TITLE_WORDS_MAX ||
            !label_ends(gap_after(reading, facts->first_word + count - 1)))
            continue;
        return (struct title_candidate){
            i,
            1,
            reading->words[facts->first_word + count].start,
            label_value_end(reading, i, facts->first_word + count),
            NULL,
            "labelled-title"};
    }
    return nothing();
}

/* Lines. */

/* The greeting that opens the paper. One below a text, or below a site's menus,
 * opens a letter that the page shows. */
static size_t find_salutation(const struct reading *reading) {
    enum { LETTER_TOP = 20, TEXT_WORDS = 14 };
    size_t count = reading->document->block_count;
    size_t i = count > 0 ? site_head_end(reading, false) : 0;
    for (size_t at = i; at < count && at < LETTER_TOP; at++) {
        if (line_is_salutation(reading, at))
            return i > 0 && at > i ? READING_NOWHERE : at;
        if (reading->blocks[at].word_count >= TEXT_WORDS &&
            is_prose(reading, at))
            break;
    }
    return READING_NOWHERE;
}

/* A letter's matter stands under its greeting, sometimes over it. */
static struct title_candidate subject_line(const struct reading *reading,
                                           size_t salutation) {
    enum { SUBJECT_WORDS_MAX = 20 };
    size_t next = salutation + 1;
    if (next + 1 >= reading->document->block_count)
        return nothing();
    const struct block_facts *facts = &reading->blocks[next];
    if (facts->word_count < 2 || facts->word_count > SUBJECT_WORDS_MAX ||
        line_ends_like_prose(reading, next))
        return nothing();
    return whole_block(reading, next, "subject-line");
}

/* "An open letter to the Prime Minister", above its greeting. */
static struct title_candidate letters_heading(const struct reading *reading,
                                              size_t salutation) {
    static const char *const letters[] = {"letter", NULL};
    static const char *const prepositions[] = {"to",    "from", "on",
                                               "about", "for",  NULL};
    for (size_t i = 0; i < salutation; i++) {
        size_t first = reading->blocks[i].first_word;
        size_t end = reading_block_end(reading, i);
        size_t noun = words_find(reading, first, end, letters);
        if (noun + 1 < end && word_in(reading, noun + 1, prepositions) &&
            word_has_capital(reading, first) &&
            !line_ends_like_prose(reading, i) && !is_prose(reading, i))
            return whole_block(reading, i, "opening-line");
    }
    return nothing();
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
    return line_is_way(reading, block + 1);
}

static struct title_candidate first_line(const struct reading *reading) {
    struct title_candidate body = nothing();
    for (size_t i = 0; i < top_end(reading); i++) {
        if (is_found(&body) && line_opens_minutes(reading, i))
            return body;
        if (line_is_no_title(reading, i) || is_nobodys(reading, i))
            continue;
        if (is_prose(reading, i))
            break;
        if (is_found(&body) && (line_is_nobodys_minutes(reading, i) ||
                                opens_a_section(reading, i)))
            return body;
        bool name = line_is_letterhead(reading, i) ||
                    line_is_person(reading, i) || is_over_way(reading, i) ||
                    line_is_masthead(reading, i) || title_is_strap(reading, i);
        if (!name || line_names_a_series(reading, i))
            return whole_block(reading, i, "opening-line");
        if (!is_found(&body) || line_names_a_committee(reading, i))
            body = whole_block(reading, i, "opening-line");
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
    struct title_candidate last = nothing();
    for (; block < reading->document->block_count; block++) {
        if (is_prose(reading, block) || opens_a_section(reading, block))
            return last;
        if (!line_is_no_title(reading, block) && !is_nobodys(reading, block))
            last = whole_block(reading, block, "line-under-menus");
    }
    return nothing();
}

static bool is_headed_by_site(const struct reading *reading) {
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
        !is_prose(reading, block + 1))
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
                      ? site_head_end(reading, is_headed_by_site(reading))
                      : 0;
    struct title_candidate under = head > 0 && are_menus(reading, head)
                                       ? line_over_prose(reading, head)
                                       : nothing();
    if (is_found(&under))
        return under;
    size_t first = READING_NOWHERE;
    size_t menu = 0;
    for (size_t i = head; head > 0 && i < top_end(reading); i++) {
        if (is_prose(reading, i))
            break;
        if (line_is_no_title(reading, i) || is_nobodys(reading, i))
            continue;
        if (opens_a_section(reading, i))
            break;
        if (line_is_letterhead(reading, i) && !line_names_a_series(reading, i))
            continue;
        if (first == READING_NOWHERE || is_section_over(reading, first, i))
            first = i;
        if (reading->blocks[i].word_count <= SHORT_WORDS)
            menu++;
        else if (menu >= MENU_LINES)
            return whole_block(reading, i, "line-under-menus");
    }
    return first == READING_NOWHERE
               ? nothing()
               : whole_block(reading, first, "line-under-menus");
}

static struct title_candidate echoed_line(const struct reading *reading) {
    enum { WORDS_MIN = 2 };
    for (size_t i = 1; i < top_end(reading) && !is_prose(reading, i); i++)
        if (reading->blocks[i].word_count >= WORDS_MIN &&
            !line_is_no_title(reading, i) && line_is_echoed(reading, i) &&
            !line_is_letterhead(reading, i))
            return whole_block(reading, i, "echoed-line");
    return nothing();
}

/* Where no line is the title, the site's line of where one is names it last. */
static struct title_candidate last_crumb(const struct reading *reading) {
    struct title_candidate found = nothing();
    found.outside = site_crumb_title(reading, &found.end);
    found.rule = "breadcrumb";
    return found;
}

static struct title_candidate opening_line(const struct reading *reading) {
    size_t step = site_crumb_block(reading);
    if (step != READING_NOWHERE)
        return whole_block(reading, step, "breadcrumb");
    size_t echo = title_echo_block(reading);
    if (echo != READING_NOWHERE)
        return whole_block(reading, echo, "echoed-line");
    struct title_candidate found = echoed_line(reading);
    if (!is_found(&found))
        found = line_under_menus(reading);
    if (!is_found(&found))
        found = first_line(reading);
    return is_found(&found) ? found : last_crumb(reading);
}

/* The body's whose site it is, or a name that any page may have. */
static bool is_sites_heading(const struct reading *reading, size_t block) {
    return (line_is_letterhead(reading, block) &&
            !line_names_a_series(reading, block)) ||
           page_title_begins_with(reading, block) ||
           page_title_block_is_site(reading, block) ||
           is_nobodys(reading, block);
}

/* A heading that stands below another one, and above all prose; else that one.
 */
static struct title_candidate
heading_under(const struct reading *reading,
              const struct title_candidate *over) {
    enum { LEVEL_MAX = 3 };
    for (size_t i = over->block + 1; i < top_end(reading); i++) {
        const struct block *block = &reading->document->blocks[i];
        if (is_prose(reading, i))
            break;
        if (block->kind == BLOCK_HEADING && block->level <= LEVEL_MAX &&
            !is_sites_heading(reading, i) && !opens_a_section(reading, i) &&
            !line_is_date(reading, i) && !line_is_bare_label(reading, i))
            return whole_block(reading, i, "first-heading");
    }
    return *over;
}

/* "Agenda item" over "Halls for hire": a page's kind, which its site gives, and
 * straight under it what the page is about. */
static struct title_candidate
heading_under_kind(const struct reading *reading) {
    for (size_t i = 0; i + 1 < top_end(reading); i++) {
        if (reading->document->blocks[i].kind != BLOCK_HEADING ||
            reading->document->blocks[i].level != 1)
            continue;
        struct title_candidate over = whole_block(reading, i, "first-heading");
        struct title_candidate under = heading_under(reading, &over);
        return is_nobodys(reading, i) && under.block == i + 1 ? under
                                                              : nothing();
    }
    return nothing();
}

/* A line, and no heading, that names who issued the paper. */
static bool is_plain_letterhead(const struct reading *reading, size_t block) {
    return block != READING_NOWHERE &&
           reading->document->blocks[block].kind != BLOCK_HEADING &&
           line_is_letterhead(reading, block) &&
           !line_names_a_series(reading, block);
}

/* A page has a heading of its own, or a title that only its text explains. */
static struct title_candidate title_of_page(const struct reading *reading) {
    if (!is_page(reading))
        return nothing();
    struct title_candidate heading = first_heading(reading, 1);
    if (is_found(&heading) && is_sites_heading(reading, heading.block))
        heading = heading_under(reading, &heading);
    if (!is_found(&heading))
        heading = heading_under_kind(reading);
    if (!is_found(&heading) && reading->is_form)
        heading = labelled_title(reading);
    if (!is_found(&heading))
        heading = property_title(reading);
    if (!is_found(&heading))
        heading = block_of_page_title(reading);
    if (!is_found(&heading))
        heading = heading_within_title(reading);
    if (!is_found(&heading))
        heading = page_title_is_parted(reading) ? heading_above_prose(reading)
                                                : first_heading(reading, 6);
    size_t size = 0;
    const char *own = page_title_own(reading, &size);
    bool sites = own && title_is_sites(reading, own, size) &&
                 (!is_found(&heading) ||
                  page_title_block_is(reading, heading.block, own));
    if (sites || is_plain_letterhead(reading, heading.block))
        heading = opening_line(reading);
    return is_found(&heading) ? heading : page_title(reading);
}

/* A title over two lines. */

/* A line that says what kind of paper the one above it is. */
static bool names_a_paper(const struct reading *reading, size_t block) {
    static const char *const nouns[] = {
        "code",     "review",    "plan",    "report",    "protocol",
        "guide",    "guidance",  "charter", "agreement", "survey",
        "strategy", "framework", "toolkit", NULL};
    enum { WORDS_MAX = 14 };
    const struct block_facts *facts = &reading->blocks[block];
    if (facts->word_count < 2 || facts->word_count > WORDS_MAX ||
        line_ends_like_prose(reading, block) ||
        line_is_no_title(reading, block))
        return false;
    for (size_t i = 0; i < facts->word_count; i++)
        if (word_in(reading, facts->first_word + i, nouns) &&
            word_has_capital(reading, facts->first_word + i))
            return true;
    return false;
}

static struct title_candidate several_blocks(const struct reading *reading,
                                             size_t first, size_t count,
                                             const char *rule) {
    const struct block *blocks = reading->document->blocks;
    return (struct title_candidate){
        first, count, blocks[first].start, blocks[first + count - 1].end,
        NULL,  rule};
}

/* "Funding" over "Code of Practice": a line that names no paper by itself, and
 * one that does nothing else. */
static bool is_a_codes_name(const struct reading *reading, size_t block) {
    static const char *const kinds[] = {"code of practice",
                                        "code of good practice",
                                        "codes of practice",
                                        "action plan",
                                        "annual report",
                                        "annual review",
                                        "good practice guide",
                                        "guidelines",
                                        "protocol",
                                        "guidance",
                                        "toolkit",
                                        NULL};
    enum { WORDS_MAX = 7 };
    size_t next = block + 1;
    if (next >= reading->document->block_count ||
        reading->blocks[block].word_count > WORDS_MAX ||
        line_ends_like_prose(reading, block) ||
        line_is_no_title(reading, block) ||
        line_is_letterhead(reading, block) || opens_a_section(reading, block))
        return false;
    size_t first = reading->blocks[next].first_word;
    size_t end = reading_block_end(reading, next);
    return first < end &&
           words_begin(reading, first, end, kinds) == end - first;
}

/* The same words in another order: the name in the paper's other tongue. */
static bool has_the_same_words(const struct reading *reading, size_t a,
                               size_t b) {
    size_t end = reading_block_end(reading, b);
    if (reading->blocks[a].word_count != reading->blocks[b].word_count)
        return false;
    for (size_t i = reading->blocks[a].first_word;
         i < reading_block_end(reading, a); i++) {
        size_t at = reading->blocks[b].first_word;
        while (at < end && !word_is(reading, at, reading->words[i].folded))
            at++;
        if (at == end)
            return false;
    }
    return true;
}

/* "Barset Compact" over "Annual Review" is one title. Over "CODE OF PRACTICE"
 * it is the series that the paper belongs to. */
static struct title_candidate take_second_line(const struct reading *reading,
                                               struct title_candidate first) {
    enum { FIRST_WORDS_MAX = 5 };
    size_t next = first.block + 1;
    const struct block_facts *facts = &reading->blocks[first.block];
    if (first.block == READING_NOWHERE || is_page(reading) ||
        facts->word_count > FIRST_WORDS_MAX ||
        next + 1 >= reading->document->block_count ||
        !word_is(reading, facts->first_word + facts->word_count - 1, "compact"))
        return first;
    if (has_the_same_words(reading, first.block, next) &&
        names_a_paper(reading, next + 1))
        return whole_block(reading, next + 1, first.rule);
    size_t lines = 0;
    if (names_a_paper(reading, next))
        lines = title_line_count(reading, next);
    else if (is_a_codes_name(reading, next))
        lines = 2;
    if (lines == 0)
        return first;
    if (block_in_capitals(reading, next) &&
        !block_in_capitals(reading, first.block))
        return several_blocks(reading, next, lines, first.rule);
    return several_blocks(reading, first.block, lines + 1, first.rule);
}

/* A Markdown paper's own heading, whatever stands above it. */
static struct title_candidate main_heading(const struct reading *reading) {
    const char *format = reading->extract->format;
    if (!format || strcmp(format, "text/markdown") != 0)
        return nothing();
    for (size_t i = 0; i < top_end(reading); i++) {
        const struct block *block = &reading->document->blocks[i];
        if (block->kind == BLOCK_HEADING && block->level == 1 &&
            !line_is_no_title(reading, i) && !opens_a_section(reading, i) &&
            (!line_is_letterhead(reading, i) ||
             line_names_a_series(reading, i)))
            return whole_block(reading, i, "first-heading");
        if (is_prose(reading, i))
            break;
    }
    return nothing();
}

/* "12:00am Thursday 3rd September 2009", "Posted by Ann on 3 May" */
static bool is_posting_line(const struct reading *reading, size_t block) {
    return line_is_byline(reading, block) ||
           (line_is_date(reading, block) &&
            reading->blocks[block].word_count >= 4);
}

/* "By Ann Other | 12 March 2012", "Posted by Ann on 3 May 2011", and no
 * cover's "by Ann Other". */
static bool is_posts_byline(const struct reading *reading, size_t block) {
    size_t end = reading_block_end(reading, block);
    bool dated = false;
    for (size_t word = reading->blocks[block].first_word; word < end; word++) {
        struct found_date date;
        dated = dated ||
                (date_at(reading, word, end, &date) && date.form == DATE_DAY);
    }
    return dated && line_is_byline(reading, block);
}

/* A writer's name by itself: "Ann Other". */
static bool is_bare_name(const struct reading *reading, size_t block) {
    enum { WORDS_MIN = 2, WORDS_MAX = 3 };
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    if (end - first < WORDS_MIN || end - first > WORDS_MAX)
        return false;
    for (size_t word = first; word < end; word++)
        if (!word_has_capital(reading, word) ||
            word_has_class(reading, word, WORD_PAPER_NOUN))
            return false;
    return !block_in_capitals(reading, block);
}

/* The line below the block is no prose, and prose follows it. */
static bool is_heading_below(const struct reading *reading, size_t block) {
    return block + 2 < reading->document->block_count &&
           !is_prose(reading, block + 1) &&
           !line_is_no_title(reading, block + 1) &&
           is_prose(reading, block + 2);
}

/* Where a site's name heads a page that was saved as text, its menus stand
 * between that and the title: which is the line above who posted it and when.
 * A post's byline tells so by itself. */
static struct title_candidate line_of_post(const struct reading *reading) {
    bool headed =
        reading->document->block_count > 0 && is_headed_by_site(reading);
    for (size_t i = 1; i < top_end(reading); i++) {
        size_t title = i - 1;
        if (is_prose(reading, title))
            break;
        if (!is_posts_byline(reading, i) &&
            !(headed && title > 0 && is_posting_line(reading, i)))
            continue;
        if (title > 1 && is_bare_name(reading, title) &&
            reading->blocks[title - 1].word_count >
                reading->blocks[title].word_count)
            title--;
        if (line_names_a_blog(reading, title) && is_heading_below(reading, i))
            return whole_block(reading, i + 1, "line-below-post");
        if (!line_is_no_title(reading, title))
            return whole_block(reading, title, "line-above-post");
    }
    return nothing();
}

static struct title_candidate title_of_lines(const struct reading *reading) {
    size_t salutation = find_salutation(reading);
    struct title_candidate found = main_heading(reading);
    if (!is_found(&found))
        found = labelled_title(reading);
    if (is_found(&found))
        return found;
    if (salutation != READING_NOWHERE) {
        found = subject_line(reading, salutation);
        return is_found(&found) ? found : letters_heading(reading, salutation);
    }
    struct title_candidate heading = line_of_post(reading);
    if (!is_found(&heading))
        heading = block_of_page_title(reading);
    if (!is_found(&heading))
        heading = opening_line(reading);
    if (!is_found(&heading))
        heading = first_heading(reading, 1);
    if (heading.block == READING_NOWHERE)
        return heading;
    size_t lines = title_line_count(reading, heading.block);
    if (lines == 1)
        return take_second_line(reading, heading);
    return several_blocks(reading, heading.block, lines, heading.rule);
}

enum concord_status describe_title(struct reading *reading,
                                   struct concord_error *err) {
    struct title_candidate title = title_of_page(reading);
    if (!is_found(&title))
        title = title_of_lines(reading);
    title_leave_site_out(reading, &title);
    title_cut_borders(reading, &title);
    title_mark_blocks(reading, &title);
    if (!is_found(&title)) {
        reading->document->title_supplied = true;
        return CONCORD_OK;
    }
    return title_give(reading, &title, err);
}
