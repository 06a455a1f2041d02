#include "describe/date_years.h"

#include <string.h>

#include "describe/lines.h"
#include "describe/names.h"
#include "describe/words.h"

enum { TOP_BLOCKS = 8, END_BLOCKS = 8, SHORT_LINE_WORDS = 18 };

enum {
    RANK_LABELLED = 46,
    RANK_COVER = 44,
    RANK_AGREEMENTS_TITLE = 43,
    RANK_TITLE = RANK_WEAK,
    RANK_SERIES = RANK_WEAK - 1, /* of reports and plans, each year's */
    RANK_RIGHTS = RANK_WEAK - 2
};

static size_t after_date(const struct found_date *date) {
    return date->first_word + date->word_count;
}

static bool is_at_top(const struct reading *reading, size_t block) {
    enum { PROSE_WORDS = 30 };
    if (block >= TOP_BLOCKS)
        return false;
    for (size_t i = 0; i < block; i++)
        if (reading->blocks[i].word_count >= PROSE_WORDS)
            return false;
    return true;
}

static bool is_at_end(const struct reading *reading, size_t block) {
    return block + END_BLOCKS >= reading->document->block_count;
}

static bool ends_block(const struct reading *reading,
                       const struct found_date *date) {
    return after_date(date) == reading_block_end(reading, date->block);
}

/* What an agreement is dated by, and a page that tells of one is not. */
static const char *const agreed_labels[] = {
    "adopted",     "adopted in",   "agreed",    "agreed in", "launched",
    "launched in", "refreshed in", "refreshed", "signed",    "signed in",
    NULL};

static const char *const issued_labels[] = {"first published",
                                            "published",
                                            "published in",
                                            "first issued",
                                            "issued",
                                            "issued in",
                                            "printed",
                                            "printed in",
                                            "produced in",
                                            "produced",
                                            "revised",
                                            "revised in",
                                            "revised edition",
                                            "first edition",
                                            "second edition",
                                            "third edition",
                                            "updated in",
                                            "date",
                                            "date of publication",
                                            "publication date",
                                            "year",
                                            "year of publication",
                                            "version",
                                            "edition",
                                            "dated",
                                            "written in",
                                            "document date",
                                            "published by",
                                            "produced by",
                                            "reviewed in",
                                            NULL};

static bool is_page(const struct reading *reading) {
    const char *format = reading->document->source.format;
    return format && strcmp(format, "text/html") == 0;
}

/* The page offers the paper that it tells of: its year is that one's. */
static bool is_offered(const struct reading *reading, size_t block) {
    static const char *const offers[] = {
        "download", "pdf", "order a copy", "available from", "hard copy",
        "author",   NULL};
    static const char *const on_pages[] = {"isbn", NULL};
    enum { NEAR = 3 };
    size_t from = block > NEAR ? block - NEAR : 0;
    for (size_t i = from;
         i <= block + NEAR && i < reading->document->block_count; i++) {
        size_t end = reading_block_end(reading, i);
        size_t first = reading->blocks[i].first_word;
        if (reading->blocks[i].word_count <= SHORT_LINE_WORDS &&
            (words_find(reading, first, end, offers) < end ||
             (is_page(reading) &&
              words_find(reading, first, end, on_pages) < end)))
            return true;
    }
    return false;
}

/* "First published 2004", "Revised in 2006", "Version 2 (2005)". */
static bool is_labelled(const struct reading *reading,
                        const struct found_date *date, word_list labels) {
    enum { DISTANCE_MAX = 8 };
    const struct block_facts *facts = &reading->blocks[date->block];
    struct word_span in = reading_sentence(reading, date->first_word);
    size_t count = words_begin(reading, in.first, date->first_word, labels);
    if (count == 0 || facts->word_count > SHORT_LINE_WORDS ||
        !(is_at_top(reading, date->block) || is_at_end(reading, date->block)))
        return false;
    size_t from = in.first + count;
    if (date->first_word - from > DISTANCE_MAX)
        return false;
    for (size_t word = from; word < date->first_word; word++)
        if (!word_has_capital(reading, word) &&
            !word_has_class(reading, word, WORD_JOINER) &&
            word_number(reading, word, 2) < !word_is(reading, word, "in"))
            return false;
    return true;
}

/* "Barset Council 2005", "2005" below a title: a cover's line. */
static bool is_on_cover(const struct reading *reading,
                        const struct found_date *date) {
    enum { NAME_WORDS_MAX = 10, ALONE_BLOCKS = 4 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t first = facts->first_word;
    bool top = is_at_top(reading, date->block);
    if (facts->title || !ends_block(reading, date) ||
        facts->word_count > NAME_WORDS_MAX || facts->list_item)
        return false;
    if (date->first_word == first)
        return top && date->block > 0 && date->block < ALONE_BLOCKS;
    const struct name_run *name = name_of(reading, first);
    bool last =
        date->block + 2 >= reading->document->block_count && !is_page(reading);
    return (top || last) && name && name->kind == NAME_BODY &&
           name->first_word == first &&
           first + name->word_count >= date->first_word;
}

/* Words that make a title's year that of what the paper is about. */
static bool is_about_another(const struct reading *reading, size_t first,
                             size_t end) {
    static const char *const signs[] = {
        "response", "responses", "reply", "replies",  "comments", "since",
        "after",    "before",    "to",    "act",      "bill",     "act's",
        "what",     "why",       "how",   "election", "history",  "looking",
        "back",     "from",      "on",    "against",  "breach",   NULL};
    return words_find(reading, first, end, signs) < end;
}

static bool has_paper_noun(const struct reading *reading, size_t first,
                           size_t end) {
    for (size_t word = first; word < end; word++)
        if (word_has_class(reading, word, WORD_PAPER_NOUN))
            return true;
    return false;
}

/* "The Barset Compact 2005", "Survey of compacts (2003)". */
static bool is_in_title(const struct reading *reading,
                        const struct found_date *date) {
    static const char *const links[] = {"in",    "of",  "for", "by",
                                        "until", "the", NULL};
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t first = facts->first_word;
    return facts->title && ends_block(reading, date) &&
           date->first_word > first &&
           !word_in(reading, date->first_word - 1, links) &&
           has_paper_noun(reading, first, date->first_word) &&
           !is_about_another(reading, first, date->first_word);
}

bool date_ends_a_year(const struct reading *reading,
                      const struct found_date *date) {
    static const char *const ends[] = {
        "year ended",    "year ending", "year to",      "period ended",
        "period ending", "months to",   "months ended", "year end",
        "ended",         NULL};
    enum { DISTANCE = 3 };
    size_t first = reading->blocks[date->block].first_word;
    size_t from = date->first_word - first > DISTANCE
                      ? date->first_word - DISTANCE
                      : first;
    return date->form == DATE_DAY &&
           words_find(reading, from, date->first_word, ends) < date->first_word;
}

/* A report of each year, or its plan: by the nouns of the line. */
enum series { SERIES_NONE, SERIES_REPORT, SERIES_PLAN };

static enum series series_of(const struct reading *reading,
                             const struct found_date *date) {
    static const char *const reports[] = {
        "annual report",        "annual review",
        "report and accounts",  "annual reports",
        "end of year",          "progress report",
        "annual survey",        "review of the year",
        "compact review",       "impact report",
        "financial statements", "yearly report",
        "trustees report",      NULL};
    static const char *const plans[] = {
        "action plan",   "work plan",         "workplan",
        "business plan", "work programme",    "annual plan",
        "delivery plan", "programme of work", NULL};
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t end = reading_block_end(reading, date->block);
    if (!(facts->title || is_at_top(reading, date->block)) ||
        facts->word_count > SHORT_LINE_WORDS || facts->list_item ||
        is_about_another(reading, facts->first_word, date->first_word))
        return SERIES_NONE;
    if (words_find(reading, facts->first_word, end, reports) < end)
        return SERIES_REPORT;
    return words_find(reading, facts->first_word, end, plans) < end
               ? SERIES_PLAN
               : SERIES_NONE;
}

/* Reports come out in the year in which theirs ended, plans in that in which
 * theirs begins: mostly, so that it is probable. */
static bool claim_of_series(const struct reading *reading,
                            const struct found_date *date, struct claim *out) {
    enum { YEAR_DAYS = 366 };
    enum series series = series_of(reading, date);
    struct edtf_date when = date->when;
    int first = 0;
    int last = 0;
    if (series == SERIES_NONE || edtf_is_undated(when))
        return false;
    if (date->goes_on) /* "April 2008 to March 2009" */
        when.latest = date[1].when.latest;
    edtf_day_to_civil(when.earliest, &first, NULL, NULL);
    edtf_day_to_civil(when.latest, &last, NULL, NULL);
    bool yearly =
        when.latest > when.earliest && when.latest - when.earliest <= YEAR_DAYS;
    if (date->form == DATE_DAY)
        yearly = date_ends_a_year(reading, date);
    bool crosses = last == first + 1;
    out->rank = RANK_SERIES;
    out->rule = "year-of-a-series";
    out->certainty = CERTAINTY_PROBABLE;
    bool ended = date_ends_a_year(reading, date);
    if (series == SERIES_PLAN && !ended)
        out->when = edtf_year(first);
    else if (ended || crosses)
        out->when = edtf_year(last);
    else
        out->when = (struct edtf_date){edtf_month(first, 7).earliest,
                                       edtf_year(first + 1).latest};
    return yearly;
}

/* "© Crown copyright 2004": a printed paper's, where a page's foot has the year
 * in which it was fetched. */
static bool is_of_rights(const struct reading *reading,
                         const struct found_date *date) {
    static const char *const crown[] = {"crown copyright", NULL};
    enum { LINE_WORDS = 14 };
    const struct block_facts *facts = &reading->blocks[date->block];
    size_t end = reading_block_end(reading, date->block);
    return facts->word_count <= LINE_WORDS && !is_page(reading) &&
           words_find(reading, facts->first_word, end, crown) < end;
}

/* "31/02/2007": what is left of a day that is none. */
static bool is_within_figures(const struct reading *reading,
                              const struct found_date *date) {
    size_t word = date->first_word;
    return word > reading->blocks[date->block].first_word &&
           word_number(reading, word - 1, 4) >= 0 &&
           !gap_has(gap_after(reading, word - 1), " ");
}

static void take(struct claim *claim, int rank, const char *rule,
                 enum certainty certainty) {
    claim->rank = rank;
    claim->rule = rule;
    claim->certainty = certainty;
}

/* "First published 2004, revised 2009": the text is that of the last. */
static bool is_revised(const struct reading *reading,
                       const struct found_date *date) {
    static const char *const issues[] = {
        "first published", "published",      "first issued",  "issued",
        "produced",        "first produced", "written",       "printed",
        "agreed",          "adopted",        "first printed", NULL};
    static const char *const revisions[] = {"revised",   "updated",  "amended",
                                            "refreshed", "reissued", "renewed",
                                            "reprinted", NULL};
    static const char *const links[] = {"in", NULL};
    size_t first = reading->blocks[date->block].first_word;
    size_t verb = date->first_word - 1;
    if (reading->blocks[date->block].word_count > SHORT_LINE_WORDS ||
        !(is_at_top(reading, date->block) || is_at_end(reading, date->block)) ||
        words_begin(reading, first, date->first_word, issues) == 0)
        return false;
    if (word_in(reading, verb, links))
        verb--;
    return verb > first && word_in(reading, verb, revisions) &&
           !is_offered(reading, date->block);
}

static void claim_of_year(const struct reading *reading,
                          const struct found_date *date, enum paper_kind kind,
                          struct claim *out) {
    bool revised = is_revised(reading, date);
    bool issued = !revised && is_labelled(reading, date, issued_labels) &&
                  !is_offered(reading, date->block);
    if (issued || (!revised && kind == PAPER_AGREEMENT &&
                   is_labelled(reading, date, agreed_labels)))
        take(out, RANK_LABELLED, "labelled-year",
             is_page(reading) ? CERTAINTY_DERIVED : CERTAINTY_STATED);
    else if (revised)
        take(out, RANK_LABELLED + 1, "revised-year",
             is_page(reading) ? CERTAINTY_DERIVED : CERTAINTY_STATED);
    else if (is_on_cover(reading, date))
        take(out, RANK_COVER, "cover-year",
             is_at_top(reading, date->block) ? CERTAINTY_STATED
                                             : CERTAINTY_DERIVED);
    else if (is_in_title(reading, date) && kind == PAPER_AGREEMENT)
        take(out, RANK_AGREEMENTS_TITLE, "title-year", CERTAINTY_STATED);
    else if (is_in_title(reading, date))
        take(out, RANK_TITLE, "title-year", CERTAINTY_DERIVED);
    else if (is_of_rights(reading, date))
        take(out, RANK_RIGHTS, "copyright-year", CERTAINTY_DERIVED);
}

/* "2008 - 2011" by itself, at the top. */
static bool is_line_at_top(const struct reading *reading,
                           const struct found_date *date) {
    enum { SPAN_WORDS_MAX = 3 };
    return is_at_top(reading, date->block) &&
           date->first_word == reading->blocks[date->block].first_word &&
           reading->blocks[date->block].word_count <= SPAN_WORDS_MAX;
}

/* "The Barset Compact 2008 - 2011": mostly agreed as its term began. */
static bool is_term_in_title(const struct reading *reading,
                             const struct found_date *date) {
    enum { TERM_DAYS_MIN = 366, TERM_DAYS_MAX = 4018 };
    int days = date->when.latest - date->when.earliest;
    return date->form == DATE_SPAN && days > TERM_DAYS_MIN &&
           days <= TERM_DAYS_MAX &&
           (is_in_title(reading, date) || is_line_at_top(reading, date));
}

static struct edtf_date first_year(struct edtf_date when) {
    int year = 0;
    edtf_day_to_civil(when.earliest, &year, NULL, NULL);
    return edtf_year(year);
}

struct claim claim_of_years(const struct reading *reading,
                            const struct found_date *date,
                            enum paper_kind kind) {
    struct claim claim = {.rank = 0,
                          .when = date->when,
                          .certainty = date->certainty,
                          .start = date->start,
                          .end = date->end,
                          .source = EVIDENCE_TEXT};
    if (reading->words[date->first_word].quoted ||
        reading->blocks[date->block].cited || edtf_is_undated(date->when))
        return claim;
    if (!claim_of_series(reading, date, &claim)) {
        claim.rank = 0;
        claim.when = date->when;
        if (kind == PAPER_AGREEMENT && is_term_in_title(reading, date)) {
            take(&claim, RANK_TITLE, "term-in-title", CERTAINTY_PROBABLE);
            claim.when = first_year(date->when);
        }
        if (date->form == DATE_YEAR && !is_within_figures(reading, date))
            claim_of_year(reading, date, kind, &claim);
    }
    return claim;
}
