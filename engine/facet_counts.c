/* facet_counts.c - filters and counts while the match runs. */
#include "facet_counts.h"

#include <stdlib.h>
#include <string.h>

#include "facet_filters.h"
#include "generation_files.h"
#include "time_filter.h"

/* ---- conditions by value ---- */

unsigned char facet_condition_bit(enum condition_kind kind) {
    switch (kind) {
    case CONDITION_NONE:
        return VALUE_EXCLUDED;
    case CONDITION_ALL:
        return VALUE_REQUIRED;
    case CONDITION_ANY:
        break;
    }
    return VALUE_WANTED;
}

static void ask_value(struct facet_filter *filter, const char *value,
                      unsigned char bit) {
    uint32_t place = facet_column_find(filter->column, value);
    bool known = place < filter->column->value_count;
    if (bit == VALUE_REQUIRED) {
        filter->impossible |= !known;
        /* Asked for twice, it is still one value. */
        if (known && (filter->asked[place] & VALUE_REQUIRED) == 0)
            filter->required++;
    }
    if (known)
        filter->asked[place] |= bit;
}

static void ask_years(struct facet_filter *filter,
                      const struct facet_condition *condition,
                      unsigned char bit) {
    for (uint32_t i = 0; i < filter->column->value_count; i++) {
        int year = atoi(facet_column_name(filter->column, i));
        if (year >= condition->first_year && year <= condition->last_year)
            filter->asked[i] |= bit;
    }
}

static enum concord_status ask(struct facet_counts *counts,
                               const struct facet_condition *condition,
                               struct concord_error *err) {
    if (condition->facet >= counts->columns->facet_count)
        return concord_fail(err, CONCORD_INTERNAL,
                            "a condition on a facet that is not there");
    struct facet_filter *filter = &counts->filters[condition->facet];
    unsigned char bit = facet_condition_bit(condition->kind);
    if (filter->asked == NULL)
        filter->asked = arena_alloc(
            &counts->arena,
            (size_t)counts->columns->facets[condition->facet].value_count + 1);
    if (filter->asked == NULL)
        return concord_no_memory(err);
    filter->any |= bit == VALUE_WANTED;
    if (condition->missing)
        filter->asked_missing |= bit;
    else if (condition->value != NULL)
        ask_value(filter, condition->value, bit);
    else
        ask_years(filter, condition, bit);
    counts->has_required |= bit == VALUE_REQUIRED;
    return CONCORD_OK;
}

/* ---- groups ---- */

static struct filter_group *group_of(struct facet_counts *counts,
                                     unsigned filter) {
    for (unsigned i = 0; i < counts->group_count; i++) {
        unsigned first = counts->groups[i].facets[0];
        if (schema_facet(counts->schema, first)->filter == filter)
            return &counts->groups[i];
    }
    return &counts->groups[counts->group_count++];
}

/* Dates belong to years; without a facet of years they stand alone. */
static void ask_dates(struct facet_counts *counts) {
    int year = schema_find_inferred(counts->schema, INFER_DATE);
    struct filter_group *group = &counts->groups[counts->group_count];
    if (year != SCHEMA_NO_INDEX)
        group = group_of(counts,
                         schema_facet(counts->schema, (size_t)year)->filter);
    else
        counts->group_count++;
    group->asked = true;
    group->dates = true;
}

static void make_groups(struct facet_counts *counts) {
    for (unsigned i = 0; i < counts->columns->facet_count; i++) {
        struct filter_group *group =
            group_of(counts, schema_facet(counts->schema, i)->filter);
        group->facets[group->facet_count++] = i;
        group->asked |= counts->filters[i].asked != NULL;
    }
    if (counts->request->time.date_count > 0)
        ask_dates(counts);
}

/* ---- making ---- */

/* Members of groups wait until all are found. */
static enum concord_status prepare_groups(struct facet_counts *counts,
                                          struct concord_error *err) {
    const struct facet_columns *columns = counts->columns;
    if (counts->request->show_duplicates || columns->grouped_count == 0)
        return CONCORD_OK;
    counts->verdicts = arena_alloc(&counts->arena, columns->limit);
    bool done = counts->verdicts != NULL;
    for (unsigned i = 0; i < columns->facet_count && done; i++) {
        struct facet_filter *filter = &counts->filters[i];
        if (filter->counts == NULL)
            continue;
        filter->counted_for = arena_alloc(
            &counts->arena, ((size_t)filter->column->value_count + 1) *
                                sizeof *filter->counted_for);
        done = filter->counted_for != NULL;
    }
    return done ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status prepare(struct facet_counts *counts,
                                   struct concord_error *err) {
    const struct search_request *request = counts->request;
    if (request->facets != 0) {
        counts->counts =
            arena_alloc(&counts->arena, (size_t)counts->columns->ordinal_limit *
                                            sizeof *counts->counts);
        if (counts->counts == NULL)
            return concord_no_memory(err);
    }
    for (unsigned i = 0; i < counts->columns->facet_count; i++) {
        struct facet_filter *filter = &counts->filters[i];
        filter->column = &counts->columns->facets[i];
        if ((request->facets >> i & 1) != 0)
            filter->counts = counts->counts + filter->column->first;
    }
    for (size_t i = 0; i < request->condition_count; i++) {
        enum concord_status status = ask(counts, &request->conditions[i], err);
        if (status != CONCORD_OK)
            return status;
    }
    make_groups(counts);
    return prepare_groups(counts, err);
}

enum concord_status facet_counts_create(struct facet_counts **out,
                                        const struct generation *generation,
                                        const struct search_request *request,
                                        struct concord_error *err) {
    *out = NULL;
    struct facet_counts *counts = calloc(1, sizeof *counts);
    if (counts == NULL)
        return concord_no_memory(err);
    counts->columns = generation_columns(generation);
    counts->documents = generation_facet_documents(generation);
    counts->schema = generation_schema(generation);
    counts->request = request;
    enum concord_status status = prepare(counts, err);
    if (status != CONCORD_OK) {
        facet_counts_destroy(counts);
        return status;
    }
    *out = counts;
    return CONCORD_OK;
}

void facet_counts_destroy(struct facet_counts *counts) {
    if (counts == NULL)
        return;
    arena_clear(&counts->arena);
    free(counts);
}

/* ---- one document ---- */

/* Everything the conditions say of this document's values, and how many of
 * the required ones it has. */
static unsigned char values_asked(const struct facet_counts *counts,
                                  const struct facet_filter *filter,
                                  uint32_t docid, unsigned *required) {
    const struct facet_column *column = filter->column;
    struct facet_values values =
        facet_columns_values(counts->columns, column, docid);
    unsigned char asked = values.count == 0 ? filter->asked_missing : 0;
    *required = (asked & VALUE_REQUIRED) != 0;
    for (uint32_t i = 0; i < values.count; i++) {
        unsigned char value = filter->asked[values.ordinals[i] - column->first];
        asked |= value;
        *required += (value & VALUE_REQUIRED) != 0;
    }
    return asked;
}

static bool passes_facet(const struct facet_counts *counts,
                         const struct facet_filter *filter, uint32_t docid) {
    if (filter->asked == NULL)
        return true;
    unsigned required;
    unsigned char asked = values_asked(counts, filter, docid, &required);
    return (asked & VALUE_EXCLUDED) == 0 &&
           (!filter->any || (asked & VALUE_WANTED) != 0);
}

bool facet_passes_group(const struct facet_counts *counts,
                        const struct filter_group *group, uint32_t docid) {
    for (unsigned i = 0; i < group->facet_count; i++)
        if (!passes_facet(counts, &counts->filters[group->facets[i]], docid))
            return false;
    return !group->dates || time_filter_passes_dates(&counts->request->time,
                                                     counts->columns, docid);
}

static bool has_required(const struct facet_counts *counts, uint32_t docid) {
    for (unsigned i = 0; i < counts->columns->facet_count; i++) {
        const struct facet_filter *filter = &counts->filters[i];
        unsigned wanted =
            filter->required + ((filter->asked_missing & VALUE_REQUIRED) != 0);
        unsigned found = 0;
        if (filter->impossible)
            return false;
        if (wanted == 0)
            continue;
        values_asked(counts, filter, docid, &found);
        if (found < wanted)
            return false;
    }
    return true;
}

bool facet_passes_always(const struct facet_counts *counts, uint32_t docid) {
    return (!counts->has_required || has_required(counts, docid)) &&
           time_filter_passes_rest(&counts->request->time, counts->columns,
                                   docid);
}

static void count_facet(struct facet_counts *counts, unsigned facet,
                        uint32_t docid) {
    const struct facet_filter *filter = &counts->filters[facet];
    if (filter->counts == NULL)
        return;
    struct facet_values values =
        facet_columns_values(counts->columns, filter->column, docid);
    for (uint32_t i = 0; i < values.count; i++)
        counts->counts[values.ordinals[i]]++;
    filter->counts[filter->column->value_count] += values.count == 0;
}

static void count_group(struct facet_counts *counts,
                        const struct filter_group *group, uint32_t docid) {
    for (unsigned i = 0; i < group->facet_count; i++)
        count_facet(counts, group->facets[i], docid);
}

/* What the filters say of a document; `verdict` as in facet_filters.h. */
static unsigned judge(const struct facet_counts *counts, uint32_t docid) {
    unsigned verdict = VERDICT_PASSES;
    if (docid >= counts->columns->limit || !facet_passes_always(counts, docid))
        return VERDICT_NONE;
    for (unsigned i = 0; i < counts->group_count; i++) {
        const struct filter_group *group = &counts->groups[i];
        if (!group->asked || facet_passes_group(counts, group, docid))
            continue;
        if (verdict != VERDICT_PASSES)
            return VERDICT_NONE;
        verdict = VERDICT_FAILS + i;
    }
    return verdict;
}

bool facet_counts_add(struct facet_counts *counts, uint32_t docid) {
    unsigned verdict = judge(counts, docid);
    if (verdict != VERDICT_NONE && counts->verdicts != NULL &&
        counts->columns->leader[docid] != 0) {
        counts->verdicts[docid] = (unsigned char)verdict;
        return verdict == VERDICT_PASSES;
    }
    if (verdict >= VERDICT_FAILS)
        count_group(counts, &counts->groups[verdict - VERDICT_FAILS], docid);
    if (verdict != VERDICT_PASSES)
        return false;
    for (unsigned i = 0; i < counts->group_count; i++)
        count_group(counts, &counts->groups[i], docid);
    counts->total++;
    return true;
}

/* ---- copies ---- */

/* A value counts once for a group, whichever of its members have it. */
static void count_facet_of_group(const struct facet_columns *columns,
                                 struct facet_filter *filter,
                                 const uint32_t *members, size_t count,
                                 uint32_t leader) {
    const struct facet_column *column = filter->column;
    bool missing = false;
    if (filter->counts == NULL)
        return;
    for (size_t i = 0; i < count; i++) {
        struct facet_values values =
            facet_columns_values(columns, column, members[i]);
        missing |= values.count == 0;
        for (uint32_t j = 0; j < values.count; j++) {
            uint32_t place = values.ordinals[j] - column->first;
            filter->counts[place] += filter->counted_for[place] != leader;
            filter->counted_for[place] = leader;
        }
    }
    filter->counts[column->value_count] += missing;
}

/* Those of the members that pass all filters but that of number `aside`, which
 * may be none of them, into `chosen`. */
static size_t choose(const struct facet_counts *counts, const uint32_t *members,
                     size_t count, unsigned aside, uint32_t *chosen) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned verdict = counts->verdicts[members[i]];
        if (verdict == VERDICT_PASSES || verdict == VERDICT_FAILS + aside)
            chosen[kept++] = members[i];
    }
    return kept;
}

static void settle_group(struct facet_counts *counts, const uint32_t *members,
                         size_t count, uint32_t leader, uint32_t *chosen) {
    counts->total +=
        choose(counts, members, count, SCHEMA_FACETS_MAX, chosen) > 0;
    for (unsigned i = 0; i < counts->group_count; i++) {
        const struct filter_group *group = &counts->groups[i];
        size_t kept = choose(counts, members, count, i, chosen);
        for (unsigned j = 0; j < group->facet_count && kept > 0; j++)
            count_facet_of_group(counts->columns,
                                 &counts->filters[group->facets[j]], chosen,
                                 kept, leader);
    }
}

enum concord_status facet_counts_settle(struct facet_counts *counts,
                                        struct concord_error *err) {
    const struct facet_columns *columns = counts->columns;
    if (counts->verdicts == NULL)
        return CONCORD_OK;
    uint32_t *chosen = arena_alloc(
        &counts->arena, ((size_t)columns->grouped_count + 1) * sizeof *chosen);
    if (chosen == NULL)
        return concord_no_memory(err);
    for (size_t start = 0; start < columns->grouped_count;) {
        uint32_t leader = columns->leader[columns->grouped[start]];
        size_t end = start;
        while (end < columns->grouped_count &&
               columns->leader[columns->grouped[end]] == leader)
            end++;
        settle_group(counts, columns->grouped + start, end - start, leader,
                     chosen);
        start = end;
    }
    return CONCORD_OK;
}

uint64_t facet_counts_total(const struct facet_counts *counts) {
    return counts->total;
}
