/* facet_counts.c - filters and counts while the match runs. */
#include "facet_counts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the conditions say of a value, as bits. */
enum { VALUE_WANTED = 1, VALUE_EXCLUDED = 2, VALUE_REQUIRED = 4 };

/* What is asked of one facet, by ordinal. */
struct facet_filter {
    const struct facet_column *column;
    unsigned char *asked; /* one a value; NULL: nothing is asked */
    unsigned char asked_missing;
    bool any;          /* some value, or none at all, is wanted */
    unsigned required; /* values that all must be there */
    bool impossible;   /* one of these no document has */
    uint32_t *counts;  /* one a value; NULL: not counted */
    uint64_t missing;
};

/* The facets that count as one filter. */
struct filter_group {
    unsigned facets[SCHEMA_FACETS_MAX];
    unsigned facet_count;
    bool asked;
};

struct facet_counts {
    struct arena arena;
    const struct facet_columns *columns;
    const struct schema *schema;
    const struct search_request *request;
    struct facet_filter filters[SCHEMA_FACETS_MAX];
    struct filter_group groups[SCHEMA_FACETS_MAX];
    unsigned group_count;
    bool has_required;
    uint64_t total;
};

/* ---- conditions by ordinal ---- */

static unsigned char condition_bit(enum condition_kind kind) {
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
    uint32_t ordinal = facet_column_find(filter->column, value);
    bool known = ordinal < filter->column->value_count;
    if (bit == VALUE_REQUIRED) {
        filter->impossible |= !known;
        /* Asked for twice, it is still one value. */
        if (known && (filter->asked[ordinal] & VALUE_REQUIRED) == 0)
            filter->required++;
    }
    if (known)
        filter->asked[ordinal] |= bit;
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
    unsigned char bit = condition_bit(condition->kind);
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

static void make_groups(struct facet_counts *counts) {
    for (unsigned i = 0; i < counts->columns->facet_count; i++) {
        struct filter_group *group =
            group_of(counts, schema_facet(counts->schema, i)->filter);
        group->facets[group->facet_count++] = i;
        group->asked |= counts->filters[i].asked != NULL;
    }
}

/* ---- making ---- */

static enum concord_status prepare(struct facet_counts *counts,
                                   struct concord_error *err) {
    const struct search_request *request = counts->request;
    for (unsigned i = 0; i < counts->columns->facet_count; i++) {
        struct facet_filter *filter = &counts->filters[i];
        filter->column = &counts->columns->facets[i];
        if ((request->facets >> i & 1) == 0)
            continue;
        filter->counts = arena_alloc(&counts->arena,
                                     ((size_t)filter->column->value_count + 1) *
                                         sizeof *filter->counts);
        if (filter->counts == NULL)
            return concord_no_memory(err);
    }
    for (size_t i = 0; i < request->condition_count; i++) {
        enum concord_status status = ask(counts, &request->conditions[i], err);
        if (status != CONCORD_OK)
            return status;
    }
    make_groups(counts);
    return CONCORD_OK;
}

enum concord_status facet_counts_create(struct facet_counts **out,
                                        const struct facet_columns *columns,
                                        const struct schema *schema,
                                        const struct search_request *request,
                                        struct concord_error *err) {
    *out = NULL;
    struct facet_counts *counts = calloc(1, sizeof *counts);
    if (counts == NULL)
        return concord_no_memory(err);
    counts->columns = columns;
    counts->schema = schema;
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
static unsigned char values_asked(const struct facet_filter *filter,
                                  uint32_t docid, unsigned *required) {
    const struct facet_column *column = filter->column;
    uint32_t start = column->starts[docid];
    uint32_t end = column->starts[docid + 1];
    unsigned char asked = start == end ? filter->asked_missing : 0;
    *required = (asked & VALUE_REQUIRED) != 0;
    for (uint32_t i = start; i < end; i++) {
        unsigned char value = filter->asked[column->ordinals[i]];
        asked |= value;
        *required += (value & VALUE_REQUIRED) != 0;
    }
    return asked;
}

static bool passes_facet(const struct facet_filter *filter, uint32_t docid) {
    if (filter->asked == NULL)
        return true;
    unsigned required;
    unsigned char asked = values_asked(filter, docid, &required);
    return (asked & VALUE_EXCLUDED) == 0 &&
           (!filter->any || (asked & VALUE_WANTED) != 0);
}

static bool passes_group(const struct facet_counts *counts,
                         const struct filter_group *group, uint32_t docid) {
    for (unsigned i = 0; i < group->facet_count; i++)
        if (!passes_facet(&counts->filters[group->facets[i]], docid))
            return false;
    return true;
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
        values_asked(filter, docid, &found);
        if (found < wanted)
            return false;
    }
    return true;
}

static void count_facet(struct facet_filter *filter, uint32_t docid) {
    if (filter->counts == NULL)
        return;
    const struct facet_column *column = filter->column;
    uint32_t start = column->starts[docid];
    uint32_t end = column->starts[docid + 1];
    filter->missing += start == end;
    for (uint32_t i = start; i < end; i++)
        filter->counts[column->ordinals[i]]++;
}

static void count_group(struct facet_counts *counts,
                        const struct filter_group *group, uint32_t docid) {
    for (unsigned i = 0; i < group->facet_count; i++)
        count_facet(&counts->filters[group->facets[i]], docid);
}

bool facet_counts_add(struct facet_counts *counts, uint32_t docid) {
    if (docid >= counts->columns->limit ||
        (counts->has_required && !has_required(counts, docid)))
        return false;
    const struct filter_group *failed = NULL;
    for (unsigned i = 0; i < counts->group_count; i++) {
        const struct filter_group *group = &counts->groups[i];
        if (!group->asked || passes_group(counts, group, docid))
            continue;
        if (failed != NULL)
            return false;
        failed = group;
    }
    if (failed != NULL) {
        count_group(counts, failed, docid);
        return false;
    }
    for (unsigned i = 0; i < counts->group_count; i++)
        count_group(counts, &counts->groups[i], docid);
    counts->total++;
    return true;
}

uint64_t facet_counts_total(const struct facet_counts *counts) {
    return counts->total;
}

/* ---- the report ---- */

/* A facet's values as they will be listed, before the list is cut. */
struct listing {
    struct arena *arena;
    struct facet_bucket *buckets;
    size_t count;
};

static struct facet_bucket *list_value(struct listing *listing,
                                       const char *value, uint64_t count,
                                       unsigned char asked) {
    struct facet_bucket *bucket =
        arena_push(listing->arena, &listing->buckets, &listing->count,
                   sizeof *listing->buckets);
    const char *copy = arena_string(listing->arena, value);
    if (bucket == NULL || copy == NULL)
        return NULL;
    bucket->value = copy;
    bucket->count = count;
    bucket->selected = (asked & (VALUE_WANTED | VALUE_REQUIRED)) != 0;
    bucket->excluded = (asked & VALUE_EXCLUDED) != 0;
    return bucket;
}

static int by_count(const void *left, const void *right) {
    const struct facet_bucket *a = left;
    const struct facet_bucket *b = right;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return strcmp(a->value, b->value);
}

static int by_value(const void *left, const void *right) {
    const struct facet_bucket *a = left;
    const struct facet_bucket *b = right;
    return strcmp(a->value, b->value);
}

static bool list_counted(struct listing *listing,
                         const struct facet_filter *filter) {
    for (uint32_t i = 0; i < filter->column->value_count; i++) {
        unsigned char asked = filter->asked == NULL ? 0 : filter->asked[i];
        if (filter->counts[i] == 0 && asked == 0)
            continue;
        if (list_value(listing, facet_column_name(filter->column, i),
                       filter->counts[i], asked) == NULL)
            return false;
    }
    return true;
}

static bool listed(const struct listing *listing, const char *value) {
    for (size_t i = 0; i < listing->count; i++)
        if (strcmp(listing->buckets[i].value, value) == 0)
            return true;
    return false;
}

/* What was asked for and no document of the archive has. A range of years names
 * none of them. */
static const char *asked_value(struct arena *arena,
                               const struct facet_condition *condition) {
    if (condition->missing)
        return NULL;
    if (condition->value != NULL)
        return condition->value;
    return condition->first_year == condition->last_year
               ? arena_printf(arena, "%04d", condition->first_year)
               : NULL;
}

static bool list_unknown(struct listing *listing,
                         const struct search_request *request, unsigned facet) {
    for (size_t i = 0; i < request->condition_count; i++) {
        const struct facet_condition *condition = &request->conditions[i];
        if (condition->facet != facet)
            continue;
        const char *value = asked_value(listing->arena, condition);
        if (value != NULL && !listed(listing, value) &&
            list_value(listing, value, 0, condition_bit(condition->kind)) ==
                NULL)
            return false;
    }
    return true;
}

/* The first `facet_size` of the values with a count, and whatever was selected
 * or excluded. */
static void cut_listing(struct facet_result *result, struct listing *listing,
                        unsigned facet_size) {
    size_t kept = 0;
    for (size_t i = 0; i < listing->count; i++) {
        struct facet_bucket bucket = listing->buckets[i];
        if (result->distinct < facet_size || bucket.selected || bucket.excluded)
            listing->buckets[kept++] = bucket;
        else
            result->other += bucket.count;
        result->distinct += bucket.count > 0;
    }
    result->buckets = listing->buckets;
    result->bucket_count = kept;
}

/* Every year from the archive's first to its last, with its zeros. */
static bool list_years(struct listing *listing,
                       const struct facet_filter *filter) {
    const struct facet_column *column = filter->column;
    if (column->value_count == 0)
        return true;
    int year = atoi(facet_column_name(column, 0));
    for (uint32_t i = 0; i < column->value_count; i++) {
        for (; year < atoi(facet_column_name(column, i)); year++) {
            char name[16];
            snprintf(name, sizeof name, "%04d", year);
            if (list_value(listing, name, 0, 0) == NULL)
                return false;
        }
        if (list_value(listing, facet_column_name(column, i), filter->counts[i],
                       filter->asked == NULL ? 0 : filter->asked[i]) == NULL)
            return false;
        year++;
    }
    return true;
}

static bool report_facet(const struct facet_counts *counts, unsigned facet,
                         struct arena *arena, struct facet_result *result) {
    const struct facet_filter *filter = &counts->filters[facet];
    bool years = schema_facet(counts->schema, facet)->kind == FACET_YEAR;
    bool sorts_by_value =
        years || counts->request->facet_sort == FACET_SORT_VALUE;
    struct listing listing = {arena, NULL, 0};
    result->facet = facet;
    result->missing = filter->missing;
    if (!(years ? list_years(&listing, filter)
                : list_counted(&listing, filter)) ||
        !list_unknown(&listing, counts->request, facet))
        return false;
    if (listing.count > 0)
        qsort(listing.buckets, listing.count, sizeof *listing.buckets,
              sorts_by_value ? by_value : by_count);
    cut_listing(result, &listing,
                years ? UINT32_MAX : counts->request->facet_size);
    return true;
}

enum concord_status facet_counts_report(const struct facet_counts *counts,
                                        struct result_page *page,
                                        struct concord_error *err) {
    unsigned facet_count = counts->columns->facet_count;
    struct facet_result *results =
        arena_alloc(&page->arena, (facet_count + 1) * sizeof *results);
    if (results == NULL)
        return concord_no_memory(err);
    size_t count = 0;
    for (unsigned i = 0; i < facet_count; i++) {
        if (counts->filters[i].counts == NULL)
            continue;
        if (!report_facet(counts, i, &page->arena, &results[count++]))
            return concord_no_memory(err);
    }
    page->facets = results;
    page->facet_count = count;
    return CONCORD_OK;
}
