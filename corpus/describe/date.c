/* date.c - when the paper was made.
 *
 * Every date in it is read; those that claim to be its own compete, each kind
 * of paper with its own ranks. Without a claim a date may be derived from what
 * the text tells of its time, or bounded by the dated events and offices that
 * it names. Without that the paper is undated: a wrong year stated with
 * confidence is worse than none. */
#include <string.h>

#include "describe/date_address.h"
#include "describe/date_anniversary.h"
#include "describe/date_bounds.h"
#include "describe/date_claims.h"
#include "describe/date_dropped.h"
#include "describe/date_resolve.h"
#include "describe/date_roles.h"
#include "describe/date_told.h"
#include "describe/properties.h"
#include "describe/reading.h"
#include "describe/year.h"

/* The dates of a text, and what each claims. */
struct dated_text {
    enum paper_kind kind;
    struct found_date *dates;
    struct claim *claims;
    size_t count;
};

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

static enum concord_status read_dates(struct reading *reading,
                                      struct dated_text *out,
                                      struct concord_error *err) {
    *out = (struct dated_text){.kind = kind_of_paper(reading)};
    enum concord_status status =
        dates_find(reading, &out->dates, &out->count, err);
    if (status != CONCORD_OK)
        return status;
    out->claims =
        arena_alloc(&reading->arena, (out->count + 1) * sizeof *out->claims);
    if (!out->claims)
        return concord_no_memory(err);
    dates_resolve_by_neighbours(reading, out->dates, out->count);
    for (size_t i = 0; i < out->count; i++)
        out->claims[i] = claim_of_date(reading, &out->dates[i], out->kind);
    return CONCORD_OK;
}

/* Days on lines of their own make the head of one paper each. */
static bool has_many_heads(const struct dated_text *text,
                           const struct claim *best) {
    enum { DAYS_MAX = 3 };
    edtf_day seen[DAYS_MAX] = {0};
    size_t days = 0;
    if (strcmp(best->rule, "top-date-line") != 0)
        return false;
    for (size_t i = 0; i < text->count; i++) {
        bool known = text->claims[i].rank != best->rank ||
                     text->dates[i].form != DATE_DAY;
        for (size_t j = 0; j < days && !known; j++)
            known = seen[j] == text->claims[i].when.earliest;
        if (!known && days == DAYS_MAX)
            return true;
        if (!known)
            seen[days++] = text->claims[i].when.earliest;
    }
    return false;
}

/* A page on which many dates make one claim is a list of other papers. */
static bool is_a_list(const struct dated_text *text, const struct claim *best) {
    enum { YEARS_MAX = 2 };
    int seen[YEARS_MAX] = {0};
    size_t years = 0;
    if (has_many_heads(text, best))
        return true;
    for (size_t i = 0; i < text->count; i++) {
        int year = edtf_single_year(text->dates[i].when);
        if (text->claims[i].rank != best->rank || year == 0)
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

static struct claim best_in_text(const struct dated_text *text) {
    struct claim best = {.rank = 0, .when = edtf_undated()};
    for (size_t i = 0; i < text->count; i++)
        if (is_better(&text->claims[i], &best, text->kind))
            best = text->claims[i];
    if (best.rank > 0 && text->kind != PAPER_AGREEMENT &&
        is_a_list(text, &best))
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
static void narrow(const struct dated_text *text, struct claim *best) {
    for (size_t i = 0; i < text->count && best->rank > 0; i++) {
        const struct claim *claim = &text->claims[i];
        if (claim->rank > 0 && text->dates[i].form == DATE_DAY &&
            claim->when.earliest >= best->when.earliest &&
            claim->when.latest <= best->when.latest &&
            best->when.earliest < best->when.latest)
            *best = *claim;
    }
}

/* What is claimed elsewhere than in the text. */
struct outside_claims {
    struct claim address;
    struct claim properties;
    struct claim modified;
    struct claim updated; /* by a dropped footer */
    struct claim posted;  /* by a dropped line of a page's */
};

static enum concord_status read_outside(struct reading *reading,
                                        enum paper_kind kind,
                                        struct outside_claims *out,
                                        struct concord_error *err) {
    out->address = best_in_address(reading, kind);
    enum concord_status status =
        claim_of_properties(reading, kind, &out->properties, err);
    return status == CONCORD_OK
               ? claim_of_modified(reading, &out->modified, err)
               : status;
}

/* A year that may be of what the paper is about falls where the text knows a
 * later one, and a folder's where it tells of one as past. */
static bool is_outdated(const struct reading *reading,
                        const struct dated_text *text,
                        const struct claim *claim) {
    if (claim->rank == 0 || claim->rank > RANK_FOLDERS_YEAR)
        return false;
    for (size_t i = 0; i < text->count; i++)
        if (!edtf_is_undated(text->dates[i].when) &&
            text->claims[i].rank != claim->rank &&
            text->dates[i].when.earliest > claim->when.latest &&
            (claim->rank <= RANK_WEAK ||
             words_tell_past(reading,
                             date_surroundings(reading, &text->dates[i]))))
            return true;
    return false;
}

/* Worked out from what the text tells of, for want of a claim. */
static struct claim worked_out(const struct reading *reading,
                               const struct dated_text *text) {
    struct claim claim = claim_derived(reading, text->dates, text->count);
    if (claim.rank == 0 && text->kind != PAPER_AGREEMENT)
        claim = claim_told_since(reading, text->dates, text->count);
    if (claim.rank == 0 && text->kind != PAPER_AGREEMENT)
        claim = claim_of_anniversary(reading, text->dates, text->count);
    return claim;
}

/* The best claim of what is there to be read, the text before the rest; when
 * the page was last changed, if that is all that there is. */
static struct claim best_claim(const struct reading *reading,
                               const struct dated_text *text,
                               const struct outside_claims *outside) {
    struct claim best = best_in_text(text);
    if (is_better(&outside->properties, &best, text->kind))
        best = outside->properties;
    if (is_better(&outside->address, &best, text->kind))
        best = outside->address;
    if (is_better(&outside->posted, &best, text->kind) &&
        text->kind != PAPER_AGREEMENT)
        best = outside->posted;
    if (is_outdated(reading, text, &best))
        best.rank = 0;
    narrow(text, &best);
    if (best.rank == 0)
        best = worked_out(reading, text);
    if (best.rank == 0 && text->kind != PAPER_AGREEMENT)
        best = outside->updated.rank > 0 ? outside->updated : outside->modified;
    if (best.rank == 0 && text->kind != PAPER_AGREEMENT)
        best = claim_announced(reading, text->dates, text->count);
    if (best.rank == 0 && text->kind == PAPER_OTHER)
        best = claim_news(reading, text->dates, text->count);
    return best;
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

static enum concord_status give_own(struct reading *reading,
                                    const struct dated_text *text,
                                    const struct outside_claims *outside,
                                    struct concord_error *err) {
    struct claim best = best_claim(reading, text, outside);
    return best.rank > 0 ? give_date(reading, &best, err)
                         : give_bounds(reading, text->dates, text->count, err);
}

/* All dates of the text, and after them those that stand elsewhere. */
static enum concord_status give_all(struct reading *reading,
                                    const struct dated_text *text,
                                    const struct outside_claims *outside,
                                    struct concord_error *err) {
    const struct claim *const claims[] = {
        &outside->address, &outside->properties, &outside->modified};
    dates_resolve_by_own(reading, text->dates, text->count);
    enum concord_status status =
        dates_give(reading, text->dates, text->claims, text->count, err);
    for (size_t i = 0; i < 3 && status == CONCORD_OK; i++)
        status = date_give_outside(reading->document, claims[i], err);
    return status;
}

enum concord_status describe_date(struct reading *reading,
                                  struct concord_error *err) {
    struct dated_text text;
    struct outside_claims outside;
    enum concord_status status = read_dates(reading, &text, err);
    if (status == CONCORD_OK)
        status = read_outside(reading, text.kind, &outside, err);
    struct dropped_dates footers = {NULL, 0};
    if (status == CONCORD_OK)
        status = dates_of_dropped(reading, &footers, &outside.updated,
                                  &outside.posted, err);
    if (status == CONCORD_OK)
        status = give_own(reading, &text, &outside, err);
    if (status == CONCORD_OK)
        status = give_all(reading, &text, &outside, err);
    return status == CONCORD_OK ? dropped_dates_give(reading, &footers, err)
                                : status;
}
