/* date_labels.c - "Published:", "Date of meeting", bylines, and lines that say
 * when a text was last revised. */
#include "describe/date_labels.h"

#include <string.h>

#include "describe/date_imprint.h"
#include "describe/date_said.h"
#include "describe/lines.h"
#include "describe/words.h"
#include "schema/wordings.h"

/* What readers wrote stands under a line that counts it. */
static bool has_dropped_comments(const struct reading *reading) {
    for (size_t i = 0; i < reading->document->dropped_count; i++) {
        const struct dropped_block *dropped = &reading->document->dropped[i];
        if (strcmp(dropped->rule, "comments") == 0 &&
            strpbrk(dropped->text, "123456789"))
            return true;
    }
    return false;
}

static bool is_below_text(const struct reading *reading, size_t block) {
    enum { TEXT_WORDS = 15 };
    for (size_t i = 0; i < block; i++)
        if (reading->blocks[i].word_count >= TEXT_WORDS)
            return true;
    return false;
}

static bool is_below_comments(const struct reading *reading, size_t block) {
    static const char *const heads[] = {
        "comments",      "comment",   "responses to",    "leave a reply",
        "your comments", "responses", "reader comments", NULL};
    enum { WORDS_MAX = 4 };
    if (has_dropped_comments(reading) && is_below_text(reading, block))
        return true; /* the line that counts them is gone */
    for (size_t i = 1; i < block; i++) {
        size_t first = reading->blocks[i].first_word;
        size_t end = reading_block_end(reading, i);
        if (end - first > WORDS_MAX || first == end)
            continue;
        if (word_number(reading, first, 3) >= 0)
            first++;
        if (words_begin(reading, first, end, heads) > 0)
            return true;
    }
    return false;
}

/* Labels and bylines. */

/* The label of a meeting's day, which outranks when its papers were put out. */
static size_t meeting_label(const struct reading *reading, size_t first,
                            size_t end) {
    return words_begin(reading, first, end,
                       schema_wording(reading->schema, WORDING_MEETING_LABELS));
}

/* How many words from `first` on are a label of the paper's own date. */
static size_t own_label(const struct reading *reading, size_t first,
                        size_t end) {
    size_t count =
        words_begin(reading, first, end,
                    schema_wording(reading->schema, WORDING_DATE_LABELS));
    size_t meeting = meeting_label(reading, first, end);
    return count > meeting ? count : meeting;
}

/* The nearest word before the date that a label within the line would begin
 * with: after a bar or, where the line opens with a reference, a point. What
 * stands in brackets or after a title is said of that. */
static size_t label_before(const struct reading *reading,
                           const struct found_date *date) {
    static const char *const references[] = {
        "ref", "reference", "our", "version", "status", "contact", NULL};
    enum { NEAR = 6 };
    size_t first = reading->blocks[date->block].first_word;
    bool referred = word_in(reading, first, references);
    for (size_t i = 1; i <= NEAR && date->first_word > first + i; i++) {
        size_t word = date->first_word - i;
        struct gap gap = gap_after(reading, word - 1);
        size_t label = own_label(reading, word, date->first_word);
        bool marked =
            label > 0 && gap_has(gap_after(reading, word + label - 1), ":");
        if (word_has_capital(reading, word) &&
            (((referred || marked) && gap_has(gap, ".")) || gap_has(gap, "|") ||
             gap_has(gap, "·") || gap_has(gap, "•") || gap_has(gap, "\t")))
            return word;
    }
    return date->first_word;
}

/* "Date of next meeting: 11 January 2005", "Date for review": another day's
 * label that begins as the paper's own. */
bool label_is_anothers(const struct reading *reading, size_t first,
                       size_t end) {
    static const char *const signs[] = {
        "next",      "last",      "previous",  "future",          "review",
        "reviewed",  "closing",   "closes",    "completion",      "completed",
        "birth",     "start",     "end",       "expiry",          "expires",
        "due",       "effective", "deadline",  "implementation",  "target",
        "following", "return",    "responses", "to be confirmed", NULL};
    return words_find(reading, first, end, signs) < end;
}

/* Short: the line, or the sentence that opens it. */
static bool is_short_statement(const struct reading *reading,
                               const struct found_date *date) {
    enum { WORDS_MAX = 18 };
    size_t first = reading->blocks[date->block].first_word;
    struct word_span in = reading_sentence(reading, date->first_word);
    return reading->blocks[date->block].word_count <= WORDS_MAX ||
           (in.first == first && in.end - first <= WORDS_MAX &&
            is_last_line(reading, date->block));
}

/* Nothing but names, figures and small words between a label and its date:
 * "Draft Compact to Cabinet 3 June" is a plan's. */
static bool only_small_between(const struct reading *reading, size_t first,
                               size_t end) {
    static const char *const small[] = {
        "on",     "in",       "at",     "by",     "the",       "of",
        "for",    "and",      "v",      "am",     "pm",        "no",
        "gmt",    "version",  "number", "draft",  "this",      "to be",
        "agreed", "approved", "dated",  "issued", "published", NULL};
    for (size_t word = first; word < end; word++)
        if (!word_has_capital(reading, word) &&
            word_number(reading, word, 4) < 0 &&
            !word_in(reading, word, small) &&
            !word_is(reading, word - 1, "by") && /* a writer's sign */
            reading->words[word].folded[0] > '9')
            return false;
    return true;
}

bool date_is_labelled(const struct reading *reading,
                      const struct found_date *date) {
    enum { DISTANCE_MAX = 7 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t first = facts->first_word;
    size_t end = reading_block_end(reading, date->block);
    size_t count = own_label(reading, first, end);
    if (count == 0 || first + count > date->first_word ||
        label_is_anothers(reading, first, first + count)) {
        /* "Ref: BC/12. Published March 2004." */
        first = label_before(reading, date);
        count = own_label(reading, first, date->first_word);
    }
    if (count == 0 || !is_short_statement(reading, date) ||
        !block_is_at_an_end(reading, date->block) ||
        is_below_comments(reading, date->block))
        return false;
    static const char *const copies[] = {"printed on", "printed from", NULL};
    size_t after = first + count;
    struct gap gap = gap_after(reading, after - 1);
    bool count_is_marked = gap_has(gap, ":") || gap_has(gap, "|");
    return date->first_word - after <= DISTANCE_MAX &&
           words_begin(reading, first, end, copies) == 0 &&
           (count_is_marked ||
            only_small_between(reading, after, date->first_word)) &&
           !words_turn_date(reading, after, date->first_word) &&
           !label_is_anothers(reading, after, date->first_word);
}

bool date_is_labelled_meeting(const struct reading *reading,
                              const struct found_date *date) {
    enum { WORDS_MAX = 14 };
    const struct block_facts *facts = &reading->blocks[date->block];
    return date->form == DATE_DAY && facts->word_count <= WORDS_MAX &&
           meeting_label(reading, facts->first_word, date->first_word) > 0 &&
           date_is_labelled(reading, date);
}

/* "First published 2001; revised and agreed by the Partnership on", before the
 * date: `first` is the second part's. */
static bool is_revised_by(const struct reading *reading, size_t first,
                          const struct found_date *date, word_list issues,
                          word_list revisions) {
    static const char *const links[] = {"on", "in", NULL};
    enum { DISTANCE_MAX = 12 };
    size_t opening = reading->blocks[date->block].first_word;
    return word_in(reading, first, revisions) &&
           words_find(reading, opening, first, issues) < first &&
           block_is_at_an_end(reading, date->block) &&
           date->first_word - first <= DISTANCE_MAX &&
           word_in(reading, date->first_word - 1, links) &&
           !words_turn_date(reading, first, date->first_word) &&
           !date_goes_on_to_tell(reading, date);
}

/* "Published September 2011, updated January 2013 to ...": the text is that of
 * its last revision. */
bool date_is_revision(const struct reading *reading,
                      const struct found_date *date) {
    static const char *const issues[] = {
        "published", "first published", "issued",        "first issued",
        "produced",  "written",         "adopted",       "agreed",
        "launched",  "printed",         "first printed", NULL};
    static const char *const revisions[] = {"updated",   "revised",   "amended",
                                            "refreshed", "reissued",  "renewed",
                                            "edited",    "corrected", NULL};
    static const char *const links[] = {"in", "on", NULL};
    struct word_span in = reading_sentence(reading, date->first_word);
    size_t verb = date->first_word - 1;
    size_t first = reading->blocks[date->block].first_word;
    if (in.first > first && date->first_word <= in.first + 2 &&
        word_in(reading, in.first, revisions) &&
        words_begin(reading, first, in.first, issues) > 0)
        return true; /* "First printed May 2001. Revised October 2002." */
    if (is_revised_by(reading, in.first, date, issues, revisions))
        return true;
    if (date->first_word < in.first + 3 ||
        words_begin(reading, in.first, date->first_word, issues) == 0)
        return false;
    static const char *const versions[] = {"this version", "this edition",
                                           "current version", "present version",
                                           NULL};
    enum { NEAR = 4 };
    size_t near =
        date->first_word - in.first > NEAR ? date->first_word - NEAR : in.first;
    if (words_find(reading, near, date->first_word, versions) <
        date->first_word)
        return true; /* "First issued October 2006, this version (4) May 2008"
                      */
    if (word_in(reading, verb, links))
        verb--;
    return word_in(reading, verb, revisions);
}

bool date_is_byline(const struct reading *reading,
                    const struct found_date *date) {
    return block_is_at_an_end(reading, date->block) &&
           line_is_byline(reading, date->block) &&
           !is_below_comments(reading, date->block);
}

/* "Submitted by admin on Wed, 08/02/2012 - 11:14": when it was put on a site,
 * which is not when an agreement was made. */
bool date_is_posted(const struct reading *reading,
                    const struct found_date *date) {
    static const char *const openers[] = {
        "submitted by", "posted by", "added by",    "uploaded by", "created by",
        "uploaded on",  "posted on", "uploaded",    "posted",      "added on",
        "page created", "added",     "date posted", "date added",  NULL};
    size_t first = reading->blocks[date->block].first_word;
    return words_begin(reading, first, date->first_word, openers) > 0;
}

/* "Last updated 4 February 2011": it dates the page, for want of another. */
/* Past "at 10:22 GMT, Thursday," between a label and its date. */
static size_t after_hour(const struct reading *reading, size_t word,
                         size_t end) {
    static const char *const small[] = {"at", "gmt", "bst", "am",
                                        "pm", "on",  "hrs", NULL};
    while (word < end && (word_number(reading, word, 2) >= 0 ||
                          word_in(reading, word, small)))
        word++;
    return word;
}

bool date_is_updated(const struct reading *reading,
                     const struct found_date *date) {
    static const char *const openers[] = {"last updated",
                                          "page last updated",
                                          "last modified",
                                          "last reviewed",
                                          "this page was last updated",
                                          "updated",
                                          "page updated",
                                          "page last reviewed",
                                          "page last modified",
                                          "last reviewed on",
                                          "content last updated",
                                          "last edited",
                                          "last amended",
                                          "date updated",
                                          "date modified",
                                          "updated on",
                                          "modified",
                                          "this page was last modified",
                                          "this page was last reviewed",
                                          "last update",
                                          "date last updated",
                                          "page reviewed",
                                          NULL};
    static const char *const reviews[] = {"reviewed",      "page reviewed",
                                          "last reviewed", "updated",
                                          "last updated",  NULL};
    size_t first = reading_sentence(reading, date->first_word).first;
    size_t count = words_begin(reading, first, date->first_word, openers);
    if (count == 0) { /* "Page owner: A. Other · Reviewed July 2013" */
        first = label_before(reading, date);
        count = words_begin(reading, first, date->first_word, reviews);
    }
    return count > 0 && date->first_word >= first + count &&
           after_hour(reading, first + count, date->first_word) + 2 >=
               date->first_word;
}
