/* date.c - when the paper was made.
 *
 * Every date in it is read; those that claim to be its own compete, each kind
 * of paper with its own ranks. Without a claim a date may be derived from what
 * the text tells of its time, or bounded by the dated events and offices that
 * it names. Without that the paper is undated: a wrong year stated with
 * confidence is worse than none. */
#include <string.h>

#include "describe/date_bounds.h"
#include "describe/date_claims.h"
#include "describe/properties.h"
#include "describe/reading.h"
#include "describe/year.h"

static enum paper_kind kind_of_paper(const struct reading *reading) {
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    if (reading_is_agreement(reading))
        return PAPER_AGREEMENT;
    return facet != SCHEMA_NO_INDEX &&
                   document_has_value(reading->document, (unsigned)facet,
                                      "event")
               ? PAPER_EVENT
               : PAPER_OTHER;
}

/* The higher rank wins, then an exact day over a month. Of an agreement's own
 * dates of one rank the latest: it is the text's last revision. */
static bool is_better(const struct claim *claim, const struct claim *best,
                      enum paper_kind kind) {
    if (claim->rank != best->rank)
        return claim->rank > best->rank;
    if (claim->rank == 0)
        return false;
    return kind == PAPER_AGREEMENT &&
           claim->when.earliest > best->when.earliest;
}

/* A page on which many dates make one claim is a list of other papers. */
static bool is_a_list(const struct reading *reading,
                      const struct found_date *dates, size_t count,
                      const struct claim *best, enum paper_kind kind) {
    enum { YEARS_MAX = 2 };
    int seen[YEARS_MAX] = {0};
    size_t years = 0;
    for (size_t i = 0; i < count; i++) {
        struct claim claim = claim_of_date(reading, &dates[i], kind);
        int year = edtf_single_year(dates[i].when);
        if (claim.rank != best->rank || year == 0)
            continue;
        bool known = false;
        for (size_t j = 0; j < years; j++)
            known = known || seen[j] == year;
        if (!known && years == YEARS_MAX)
            return true;
        if (!known)
            seen[years++] = year;
    }
    return false;
}

static struct claim best_in_text(const struct reading *reading,
                                 const struct found_date *dates, size_t count,
                                 enum paper_kind kind) {
    struct claim best = {.rank = 0, .when = edtf_undated()};
    for (size_t i = 0; i < count; i++) {
        struct claim claim = claim_of_date(reading, &dates[i], kind);
        if (is_better(&claim, &best, kind))
            best = claim;
    }
    if (best.rank > 0 && kind != PAPER_AGREEMENT &&
        is_a_list(reading, dates, count, &best, kind))
        best.rank = 0;
    return best;
}

static struct claim best_in_address(const struct reading *reading,
                                    enum paper_kind kind) {
    const char *const addresses[] = {reading->document->source.address,
                                     reading->extract->address,
                                     reading->document->source.path};
    struct claim best = {.rank = 0, .when = edtf_undated()};
    for (size_t i = 0; i < 3 && best.rank == 0; i++)
        best = claim_of_address(addresses[i], kind);
    return best;
}

/* A dropped footer may say when the page was last updated. It is read as a
 * paper of one line. */
static enum concord_status read_dropped(struct reading *reading,
                                        const char *text, struct claim *claim,
                                        struct concord_error *err) {
    struct document line = *reading->document;
    struct block block = {BLOCK_PARAGRAPH, 0, 0, strlen(text)};
    line.text = text;
    line.text_size = block.end;
    line.blocks = &block;
    line.block_count = 1;
    struct reading inner = {.document = &line,
                            .schema = reading->schema,
                            .extract = reading->extract,
                            .stemmer = reading->stemmer};
    struct found_date *dates = NULL;
    size_t count = 0;
    enum concord_status status = reading_begin(&inner, err);
    if (status == CONCORD_OK)
        status = dates_find(&inner, &dates, &count, err);
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        struct claim found = claim_of_date(&inner, &dates[i], PAPER_OTHER);
        if (found.rule && strcmp(found.rule, "last-updated") == 0)
            *claim = found;
    }
    claim->source = EVIDENCE_BOILERPLATE;
    claim->outside = text;
    reading_end(&inner);
    return status;
}

static enum concord_status best_in_dropped(struct reading *reading,
                                           struct claim *best,
                                           struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < reading->document->dropped_count; i++) {
        const char *text = reading->document->dropped[i].text;
        if (best->rank == 0 && status == CONCORD_OK &&
            (strstr(text, "pdated") || strstr(text, "odified")))
            status = read_dropped(reading, text, best, err);
    }
    return status;
}

static enum concord_status give_date(struct reading *reading,
                                     const struct claim *claim,
                                     struct concord_error *err) {
    struct document *document = reading->document;
    char value[EDTF_TEXT_MAX];
    document->date = claim->when;
    document->date_certainty = claim->certainty;
    edtf_format(value, claim->when);
    enum concord_status status = year_give(document, reading->schema, err);
    if (status != CONCORD_OK)
        return status;
    if (claim->outside)
        return document_add_outside_evidence(document, "date", value,
                                             claim->source, claim->certainty,
                                             claim->rule, claim->outside, err);
    return document_add_evidence(document, "date", value, claim->certainty,
                                 claim->rule, claim->start, claim->end, err);
}

/* A month that an address states is made exact by a claim of the text to a day
 * in it. */
static void narrow(const struct reading *reading,
                   const struct found_date *dates, size_t count,
                   enum paper_kind kind, struct claim *best) {
    for (size_t i = 0; i < count && best->rank > 0; i++) {
        struct claim claim = claim_of_date(reading, &dates[i], kind);
        if (claim.rank > 0 && dates[i].form == DATE_DAY &&
            claim.when.earliest >= best->when.earliest &&
            claim.when.latest <= best->when.latest &&
            best->when.earliest < best->when.latest)
            *best = claim;
    }
}

/* The best claim of what is there to be read, the text before the rest. */
static enum concord_status best_claim(const struct reading *reading,
                                      const struct found_date *dates,
                                      size_t count, enum paper_kind kind,
                                      struct claim *best,
                                      struct concord_error *err) {
    struct claim properties;
    struct claim address = best_in_address(reading, kind);
    enum concord_status status =
        claim_of_properties(reading, kind, &properties, err);
    *best = best_in_text(reading, dates, count, kind);
    if (is_better(&properties, best, kind))
        *best = properties;
    if (is_better(&address, best, kind))
        *best = address;
    return status;
}

/* When the page was last changed, if that is all that there is. */
static enum concord_status last_resort(struct reading *reading,
                                       struct claim *best,
                                       struct concord_error *err) {
    enum concord_status status = best_in_dropped(reading, best, err);
    return status == CONCORD_OK && best->rank == 0
               ? claim_of_modified(reading, best, err)
               : status;
}

static enum concord_status give_bound(struct reading *reading,
                                      const struct date_bound *bound,
                                      struct concord_error *err) {
    char value[EDTF_TEXT_MAX];
    edtf_format(value, reading->document->date);
    return bound->rule
               ? document_add_evidence(reading->document, "date", value,
                                       reading->document->date_certainty,
                                       bound->rule, bound->start, bound->end,
                                       err)
               : CONCORD_OK;
}

/* A paper without a claim lies between what it names, or is undated. Bounded
 * on one side only, its date is not known. */
static enum concord_status give_bounds(struct reading *reading,
                                       const struct found_date *dates,
                                       size_t count,
                                       struct concord_error *err) {
    struct document *document = reading->document;
    struct date_bounds bounds;
    enum concord_status status =
        date_bounds_find(reading, dates, count, &bounds, err);
    if (status != CONCORD_OK)
        return status;
    document->date = (struct edtf_date){bounds.earliest.day, bounds.latest.day};
    document->date_certainty = bounds.earliest.rule && bounds.latest.rule
                                   ? CERTAINTY_DERIVED
                                   : CERTAINTY_UNKNOWN;
    if (document->date_certainty == CERTAINTY_DERIVED)
        status = year_give(document, reading->schema, err);
    if (status == CONCORD_OK)
        status = give_bound(reading, &bounds.earliest, err);
    if (status == CONCORD_OK)
        status = give_bound(reading, &bounds.latest, err);
    return status;
}

enum concord_status describe_date(struct reading *reading,
                                  struct concord_error *err) {
    struct found_date *dates = NULL;
    size_t count = 0;
    enum concord_status status = dates_find(reading, &dates, &count, err);
    if (status != CONCORD_OK)
        return status;
    enum paper_kind kind = kind_of_paper(reading);
    struct claim best;
    status = best_claim(reading, dates, count, kind, &best, err);
    if (status != CONCORD_OK)
        return status;
    narrow(reading, dates, count, kind, &best);
    if (best.rank == 0)
        best = claim_derived(reading, dates, count);
    if (best.rank == 0 && kind != PAPER_AGREEMENT)
        status = last_resort(reading, &best, err);
    if (status != CONCORD_OK)
        return status;
    return best.rank > 0 ? give_date(reading, &best, err)
                         : give_bounds(reading, dates, count, err);
}
