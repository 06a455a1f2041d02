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
#include "describe/reading.h"
#include "describe/site_head.h"
#include "describe/title_above.h"
#include "describe/title_borders.h"
#include "describe/title_candidate.h"
#include "describe/title_lines.h"
#include "describe/words.h"

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
            line_is_prose(reading, at))
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
        return title_nothing();
    const struct block_facts *facts = &reading->blocks[next];
    if (facts->word_count < 2 || facts->word_count > SUBJECT_WORDS_MAX ||
        line_ends_like_prose(reading, next))
        return title_nothing();
    return title_of_block(reading, next, "subject-line");
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
            !line_ends_like_prose(reading, i) && !line_is_prose(reading, i))
            return title_of_block(reading, i, "opening-line");
    }
    return title_nothing();
}
/* A Markdown paper's own heading, whatever stands above it. */
static struct title_candidate main_heading(const struct reading *reading) {
    const char *format = reading->extract->format;
    if (!format || strcmp(format, "text/markdown") != 0)
        return title_nothing();
    for (size_t i = 0; i < title_top_end(reading); i++) {
        const struct block *block = &reading->document->blocks[i];
        if (block->kind == BLOCK_HEADING && block->level == 1 &&
            !line_is_no_title(reading, i) &&
            !line_opens_a_section(reading, i) &&
            (!line_is_letterhead(reading, i) ||
             line_names_a_series(reading, i)))
            return title_of_block(reading, i, "first-heading");
        if (line_is_prose(reading, i))
            break;
    }
    return title_nothing();
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
           !line_is_prose(reading, block + 1) &&
           !line_is_no_title(reading, block + 1) &&
           line_is_prose(reading, block + 2);
}

/* Where a site's name heads a page that was saved as text, its menus stand
 * between that and the title: which is the line above who posted it and when.
 * A post's byline tells so by itself. */
static struct title_candidate line_of_post(const struct reading *reading) {
    bool headed =
        reading->document->block_count > 0 && title_is_under_site(reading);
    for (size_t i = 1; i < title_top_end(reading); i++) {
        size_t title = i - 1;
        if (line_is_prose(reading, title))
            break;
        if (!is_posts_byline(reading, i) &&
            !(headed && title > 0 && is_posting_line(reading, i)))
            continue;
        if (title > 1 && is_bare_name(reading, title) &&
            reading->blocks[title - 1].word_count >
                reading->blocks[title].word_count)
            title--;
        if (line_names_a_blog(reading, title) && is_heading_below(reading, i))
            return title_of_block(reading, i + 1, "line-below-post");
        if (!line_is_no_title(reading, title))
            return title_of_block(reading, title, "line-above-post");
    }
    return title_nothing();
}

static struct title_candidate title_of_lines(const struct reading *reading) {
    size_t salutation = find_salutation(reading);
    struct title_candidate found = main_heading(reading);
    if (!title_is_found(&found))
        found = title_labelled(reading);
    if (title_is_found(&found))
        return found;
    if (salutation != READING_NOWHERE) {
        found = subject_line(reading, salutation);
        return title_is_found(&found) ? found
                                      : letters_heading(reading, salutation);
    }
    struct title_candidate heading = line_of_post(reading);
    if (!title_is_found(&heading))
        heading = title_of_format(reading);
    if (!title_is_found(&heading))
        heading = title_opening_line(reading);
    if (!title_is_found(&heading))
        heading = title_first_heading(reading, 1);
    if (heading.block == READING_NOWHERE)
        return heading;
    if (heading.block_count > 1)
        return heading;
    size_t lines = title_line_count(reading, heading.block);
    if (lines == 1)
        return title_take_second_line(reading, heading);
    return title_of_blocks(reading, heading.block, lines, heading.rule);
}

enum concord_status describe_title(struct reading *reading,
                                   struct concord_error *err) {
    struct title_candidate title = title_of_page(reading);
    if (!title_is_found(&title))
        title = title_of_lines(reading);
    title_leave_site_out(reading, &title);
    title_cut_borders(reading, &title);
    title_mark_blocks(reading, &title);
    if (!title_is_found(&title)) {
        reading->document->title_supplied = true;
        return CONCORD_OK;
    }
    return title_give(reading, &title, err);
}
