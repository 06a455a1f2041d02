/* plain_reading.c - see plain_reading.h. */
#include "plain_reading.h"

#include <stdlib.h>
#include <string.h>

/* ---- values ---- */

bool plain_has_any_value(const struct document *document, unsigned facet) {
    for (size_t i = 0; i < document->value_count; i++)
        if (document->values[i].facet == facet)
            return true;
    return false;
}

static bool meets(const struct document *document,
                  const struct facet_condition *condition) {
    if (condition->missing)
        return !plain_has_any_value(document, condition->facet);
    if (condition->value != NULL)
        return document_has_value(document, condition->facet, condition->value);
    int year = edtf_single_year(document->date);
    return year != 0 && year >= condition->first_year &&
           year <= condition->last_year;
}

/* What is asked of this one facet, `hard` or not. */
static bool passes(const struct search_request *request,
                   const struct document *document, unsigned facet, bool hard) {
    bool asked = false;
    bool met = false;
    for (size_t i = 0; i < request->condition_count; i++) {
        const struct facet_condition *condition = &request->conditions[i];
        if (condition->facet != facet ||
            (condition->kind == CONDITION_ALL) != hard)
            continue;
        bool meets_it = meets(document, condition);
        if (condition->kind == CONDITION_ANY) {
            asked = true;
            met |= meets_it;
        } else if (meets_it == (condition->kind == CONDITION_NONE)) {
            return false;
        }
    }
    return !asked || met;
}

/* ---- time ---- */

/* The first day asked for, or that it is known to have begun by, if that is
 * later: was it in force then? Ends come later than any day asked for, or
 * there are earlier days. */
static bool was_in_force(const struct time_conditions *time,
                         const struct plain_force *force) {
    bool possible = time->force_possible;
    edtf_day day = possible ? force->from.earliest : force->from.latest;
    if (day < time->in_force.earliest)
        day = time->in_force.earliest;
    bool begun = possible || force->from.latest != EDTF_OPEN_LATEST;
    bool lapsed = !possible && !edtf_is_undated(force->term) &&
                  day > force->term.earliest;
    bool replaced = !edtf_is_undated(force->superseded) &&
                    (possible ? force->superseded.latest != EDTF_OPEN_LATEST &&
                                    day >= force->superseded.latest
                              : day >= force->superseded.earliest);
    return force->is_agreement && begun && day <= time->in_force.latest &&
           !lapsed && !replaced;
}

static bool meets_a_date(const struct time_conditions *time,
                         struct edtf_date date) {
    bool met = time->date_count == 0;
    for (size_t i = 0; i < time->date_count; i++) {
        struct edtf_date when = time->dates[i].when;
        if (time->dates[i].missing)
            met |= edtf_is_undated(date);
        else if (!edtf_is_undated(date) && time->within)
            met |= date.earliest >= when.earliest && date.latest <= when.latest;
        else if (!edtf_is_undated(date))
            met |=
                !(date.latest < when.earliest || date.earliest > when.latest);
    }
    return met;
}

/* ---- filters ---- */

bool plain_judge(const struct plain_archive *archive,
                 const struct search_request *request, size_t index,
                 uint32_t *failed) {
    const struct plain_paper *paper = &archive->papers[index];
    const struct document *document = paper->document;
    const struct time_conditions *time = &request->time;
    unsigned year = (unsigned)schema_find_inferred(archive->schema, INFER_DATE);
    *failed = 0;
    if (document->date_certainty < time->certainty ||
        (time->asks_force && !was_in_force(time, &paper->force)))
        return false;
    if (!meets_a_date(time, document->date))
        *failed |= 1u << schema_facet(archive->schema, year)->filter;
    for (unsigned i = 0; i < schema_facet_count(archive->schema); i++) {
        if (!passes(request, document, i, true))
            return false;
        if (!passes(request, document, i, false))
            *failed |= 1u << schema_facet(archive->schema, i)->filter;
    }
    return true;
}

bool plain_passes_all_but(const struct plain_archive *archive,
                          const struct search_request *request, size_t index,
                          int aside) {
    uint32_t failed;
    uint32_t pardoned = aside < 0 ? 0 : 1u << aside;
    return plain_judge(archive, request, index, &failed) &&
           (failed & ~pardoned) == 0;
}

/* ---- order ---- */

/* Days since the one that comes first; what has no day comes last. */
static int64_t days_behind(struct edtf_date date, enum search_sort sort) {
    bool from = date.earliest != EDTF_OPEN_EARLIEST;
    bool to = date.latest != EDTF_OPEN_LATEST;
    if (!from && !to)
        return INT64_MAX;
    if (sort == SORT_OLDEST)
        return from ? date.earliest : date.latest;
    return -(int64_t)(to ? date.latest : date.earliest);
}

/* Which of two papers comes first; 0: the unique ids say. */
static int64_t compare(const struct plain_paper *a, const struct plain_paper *b,
                       enum search_sort sort) {
    if (sort == SORT_TITLE)
        return strcmp(a->title_key, b->title_key);
    if (sort == SORT_INDEXED)
        return strcmp(b->document->source.first_indexed,
                      a->document->source.first_indexed);
    int64_t days = days_behind(a->document->date, sort);
    int64_t others = days_behind(b->document->date, sort);
    return days == others ? 0 : days < others ? -1 : 1;
}

bool plain_comes_before(const struct plain_archive *archive,
                        enum search_sort sort, size_t a, size_t b) {
    const struct plain_paper *left = &archive->papers[a];
    const struct plain_paper *right = &archive->papers[b];
    int64_t order = compare(left, right, sort);
    return order != 0 ? order < 0
                      : strcmp(left->document->id, right->document->id) < 0;
}

size_t plain_collapse(const struct plain_archive *archive, size_t *indexes,
                      size_t count) {
    size_t kept = 0;
    bool *found = calloc(archive->count + 1, sizeof *found);
    bool *shown = calloc(archive->count + 1, sizeof *shown);
    if (found == NULL || shown == NULL)
        abort();
    for (size_t i = 0; i < count; i++)
        found[indexes[i]] = true;
    for (size_t i = 0; i < count; i++) {
        int leader = archive->papers[indexes[i]].leader;
        if (leader >= 0 && leader != (int)indexes[i] &&
            (found[leader] || shown[leader]))
            continue;
        if (leader >= 0)
            shown[leader] = true;
        indexes[kept++] = indexes[i];
    }
    free(found);
    free(shown);
    return kept;
}
