/* title_page.c - a title that a page's own markup gives. */
#include <string.h>

#include "describe/lines.h"
#include "describe/page_title.h"
#include "describe/title_above.h"
#include "describe/title_candidate.h"
#include "describe/words.h"

/* The format's own title. */

/* A block near the top that says what the format's title says, or a part of
 * it: then it is the paper's and not the site's. */
struct title_candidate title_of_format(const struct reading *reading) {
    for (size_t i = 0; i < title_top_end(reading); i++)
        if (page_title_is_said_by(reading, i) &&
            !page_title_has_site(reading, i) && !line_is_bare_label(reading, i))
            return title_of_block(reading, i, "page-title");
    return title_nothing();
}

static struct title_candidate
heading_within_title(const struct reading *reading) {
    for (size_t i = 0; i < title_top_end(reading); i++)
        if (reading->document->blocks[i].kind == BLOCK_HEADING &&
            page_title_holds(reading, i))
            return title_of_block(reading, i, "first-heading");
    return title_nothing();
}

/* It may be said in the text as well. */
static struct title_candidate property_title(const struct reading *reading) {
    const char *title = page_title_of_properties(reading);
    struct title_candidate found = title_nothing();
    if (!title)
        return found;
    for (size_t i = 0; i < title_top_end(reading); i++)
        if (page_title_block_is(reading, i, title))
            return title_of_block(reading, i, "page-metadata");
    found.outside = title;
    found.end = strlen(title);
    found.rule = "page-metadata";
    return found;
}

static struct title_candidate page_title(const struct reading *reading) {
    size_t length = 0;
    const char *own = page_title_own(reading, &length);
    if (!title_is_pages(reading) || length == 0)
        return title_nothing();
    return (struct title_candidate){READING_NOWHERE, 0,   0,
                                    length,          own, "page-title"};
}

/* Headings. */

struct title_candidate title_first_heading(const struct reading *reading,
                                           unsigned level_max) {
    for (size_t i = 0; i < reading->document->block_count; i++) {
        const struct block *block = &reading->document->blocks[i];
        if (block->kind == BLOCK_HEADING && block->level <= level_max &&
            reading->blocks[i].word_count <= TITLE_WORDS_MAX &&
            !page_title_has_site(reading, i) &&
            !line_is_bare_label(reading, i) && !line_is_date(reading, i) &&
            !line_opens_a_section(reading, i) && !line_is_nobodys(reading, i))
            return title_of_block(reading, i, "first-heading");
    }
    return title_nothing();
}

/* A heading of the first three levels that no prose stands above. */
static struct title_candidate
heading_above_prose(const struct reading *reading) {
    struct title_candidate heading = title_first_heading(reading, 3);
    for (size_t i = 0; title_is_found(&heading) && i < heading.block; i++)
        if (line_is_prose(reading, i))
            return title_nothing();
    return heading;
}

/* The body's whose site it is, or a name that any page may have. */
static bool is_sites_heading(const struct reading *reading, size_t block) {
    return (line_is_letterhead(reading, block) &&
            !line_names_a_series(reading, block)) ||
           page_title_begins_with(reading, block) ||
           page_title_is_block_and_kind(reading, block) ||
           page_title_block_is_site(reading, block) ||
           line_is_nobodys(reading, block);
}

/* A heading that stands below another one, and above all prose; else that one.
 */
static struct title_candidate
heading_under(const struct reading *reading,
              const struct title_candidate *over) {
    enum { LEVEL_MAX = 3 };
    for (size_t i = over->block + 1; i < title_top_end(reading); i++) {
        const struct block *block = &reading->document->blocks[i];
        if (line_is_prose(reading, i))
            break;
        if (block->kind == BLOCK_HEADING && block->level <= LEVEL_MAX &&
            !is_sites_heading(reading, i) &&
            !line_opens_a_section(reading, i) && !line_is_date(reading, i) &&
            !line_is_bare_label(reading, i))
            return title_of_block(reading, i, "first-heading");
    }
    return *over;
}

/* "Agenda item" over "Halls for hire": a page's kind, which its site gives, and
 * straight under it what the page is about. */
static struct title_candidate
heading_under_kind(const struct reading *reading) {
    for (size_t i = 0; i + 1 < title_top_end(reading); i++) {
        if (reading->document->blocks[i].kind != BLOCK_HEADING ||
            reading->document->blocks[i].level != 1)
            continue;
        struct title_candidate over =
            title_of_block(reading, i, "first-heading");
        struct title_candidate under = heading_under(reading, &over);
        return line_is_nobodys(reading, i) && under.block == i + 1
                   ? under
                   : title_nothing();
    }
    return title_nothing();
}

/* A line, and no heading, that names who issued the paper. */
static bool is_plain_letterhead(const struct reading *reading, size_t block) {
    return block != READING_NOWHERE &&
           reading->document->blocks[block].kind != BLOCK_HEADING &&
           line_is_letterhead(reading, block) &&
           !line_names_a_series(reading, block);
}

/* A page has a heading of its own, or a title that only its text explains. */
struct title_candidate title_of_page(const struct reading *reading) {
    if (!title_is_pages(reading))
        return title_nothing();
    struct title_candidate heading = title_first_heading(reading, 1);
    if (title_is_found(&heading) && is_sites_heading(reading, heading.block))
        heading = heading_under(reading, &heading);
    if (!title_is_found(&heading))
        heading = heading_under_kind(reading);
    if (!title_is_found(&heading) && reading->is_form)
        heading = title_labelled(reading);
    if (!title_is_found(&heading))
        heading = property_title(reading);
    if (!title_is_found(&heading))
        heading = title_of_format(reading);
    if (!title_is_found(&heading))
        heading = heading_within_title(reading);
    if (!title_is_found(&heading))
        heading = page_title_is_parted(reading)
                      ? heading_above_prose(reading)
                      : title_first_heading(reading, 6);
    size_t size = 0;
    const char *own = page_title_own(reading, &size);
    bool sites = own && title_is_sites(reading, own, size) &&
                 (!title_is_found(&heading) ||
                  page_title_block_is(reading, heading.block, own));
    if (sites || is_plain_letterhead(reading, heading.block))
        heading = title_opening_line(reading);
    return title_is_found(&heading) ? heading : page_title(reading);
}
