#include "describe/date_dropped.h"

#include <string.h>

#include "describe/words.h"

/* Dropped blocks with dates in them that are read, and dates of one: a page has
 * few, and a hostile one may have a million. */
enum { BLOCKS_MAX = 64, DATES_OF_BLOCK_MAX = 16 };

/* The reading, what is found in it, and the line that is read. */
struct dropped_pass {
    struct reading *reading;
    struct dropped_dates *out;
    struct claim *updated;
    struct claim *posted;
    bool many;    /* claims to have been posted: other pages' among them */
    bool readers; /* what comes now was posted by readers */
    struct reading *line;
};

static enum concord_status add(struct dropped_pass *pass,
                               const struct found_date *date,
                               struct concord_error *err) {
    struct arena *arena = &pass->reading->arena;
    const char *quote =
        arena_copy(arena, pass->line->document->text + date->start,
                   date->end - date->start);
    struct document_date *added =
        quote ? arena_push(arena, &pass->out->dates, &pass->out->count,
                           sizeof *added)
              : NULL;
    if (!added)
        return concord_no_memory(err);
    *added = (struct document_date){.when = date->when,
                                    .certainty = date->certainty,
                                    .role = DATE_FOOTER,
                                    .quote = quote};
    return CONCORD_OK;
}

static void note(struct claim *out, const struct claim *claim,
                 const struct dropped_pass *pass) {
    *out = *claim;
    out->source = EVIDENCE_BOILERPLATE;
    out->outside = pass->line->document->text;
}

/* "3 March 2010 | News | 2 comments" is no text and still dates it. */
static bool is_posting(const struct claim *claim) {
    static const char *const rules[] = {"parted-line",      "labelled-date",
                                        "byline-date",      "column-line",
                                        "sent-in-sentence", "labelled-meeting",
                                        "revised-in-line",  "under-title"};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (claim->rule && strcmp(claim->rule, rules[i]) == 0)
            return true;
    return false;
}

static void note_claim(struct dropped_pass *pass,
                       const struct found_date *date) {
    enum { RANK_POSTED = 42 };
    struct claim claim = claim_of_date(pass->line, date, PAPER_OTHER);
    bool updated = claim.rule && (strcmp(claim.rule, "last-updated") == 0 ||
                                  strcmp(claim.rule, "copyright-year") == 0);
    if (updated && pass->updated->rank == 0)
        note(pass->updated, &claim, pass);
    if (!is_posting(&claim) || pass->readers)
        return;
    pass->many =
        pass->many || (pass->posted->rank > 0 &&
                       pass->posted->when.earliest != claim.when.earliest);
    note(pass->posted, &claim, pass);
    pass->posted->rank = RANK_POSTED;
}

static enum concord_status read_dates(struct dropped_pass *pass,
                                      struct concord_error *err) {
    struct found_date *dates = NULL;
    size_t count = 0;
    enum concord_status status = dates_find(pass->line, &dates, &count, err);
    for (size_t i = 0;
         i < count && i < DATES_OF_BLOCK_MAX && status == CONCORD_OK; i++) {
        if (edtf_is_undated(dates[i].when))
            continue;
        note_claim(pass, &dates[i]);
        status = add(pass, &dates[i], err);
    }
    return status;
}

/* A dropped block is read as a paper of one line. */
static enum concord_status read_block(struct dropped_pass *pass,
                                      const char *text,
                                      struct concord_error *err) {
    struct document paper = *pass->reading->document;
    struct block block = {BLOCK_PARAGRAPH, 0, 0, strlen(text)};
    paper.text = text;
    paper.text_size = block.end;
    paper.blocks = &block;
    paper.block_count = 1;
    struct reading line = {.document = &paper,
                           .schema = pass->reading->schema,
                           .extract = pass->reading->extract,
                           .stemmer = pass->reading->stemmer};
    pass->line = &line;
    enum concord_status status = reading_begin(&line, err);
    if (status == CONCORD_OK)
        status = read_dates(pass, err);
    reading_end(&line);
    pass->line = NULL;
    return status;
}

/* Four digits in a row, or two after a stroke: what dates have. */
static bool may_have_date(const char *text) {
    size_t digits = 0;
    bool stroke = false;
    for (; *text; text++) {
        bool digit = *text >= '0' && *text <= '9';
        stroke = digit ? stroke : *text == '/';
        digits = digit ? digits + 1 : 0;
        if (digits == 4 || (digits == 2 && stroke))
            return true;
    }
    return false;
}

enum concord_status dates_of_dropped(struct reading *reading,
                                     struct dropped_dates *out,
                                     struct claim *updated,
                                     struct claim *posted,
                                     struct concord_error *err) {
    struct dropped_pass pass = {
        .reading = reading, .out = out, .updated = updated, .posted = posted};
    enum concord_status status = CONCORD_OK;
    size_t read = 0;
    *out = (struct dropped_dates){NULL, 0};
    *updated = (struct claim){.rank = 0, .when = edtf_undated()};
    *posted = *updated;
    for (size_t i = 0; i < reading->document->dropped_count &&
                       read < BLOCKS_MAX && status == CONCORD_OK;
         i++) {
        const char *text = reading->document->dropped[i].text;
        if (!may_have_date(text)) {
            const char *rule = reading->document->dropped[i].rule;
            pass.readers = pass.readers || strcmp(rule, "comments") == 0;
            continue;
        }
        status = read_block(&pass, text, err);
        read++;
    }
    if (pass.many)
        posted->rank = 0;
    return status;
}

enum concord_status dropped_dates_give(struct reading *reading,
                                       const struct dropped_dates *dropped,
                                       struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < dropped->count && status == CONCORD_OK; i++)
        status = document_add_date(reading->document, dropped->dates[i], err);
    return status;
}
