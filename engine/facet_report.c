/* facet_report.c - lists what was counted, the values that matter first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facet_bar.h"
#include "facet_filters.h"
#include "wide_loops.h"

/* A facet's values as they will be listed, before the list is cut. */
struct listing {
    struct arena *arena;
    struct facet_bucket *buckets;
    size_t count;
    uint64_t rest_count; /* values with a count that are not listed */
    uint64_t rest_sum;   /* of their counts */
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

/* ---- the values worth listing ---- */

/* Values are numbered in the order of their bytes. */
static inline uint64_t rank_value(const struct facet_filter *filter,
                                  uint32_t place, enum facet_sort sort) {
    return facet_bar_rank(sort == FACET_SORT_COUNT ? filter->counts[place] : 0,
                          place);
}

/* So many counts at a time are passed over when all are small. */
enum { COUNTS_AT_ONCE = 64 };

/* Consider values from place `first` on and before `end`. By count, what comes
 * later ranks before what came earlier only when it has more: returns how many
 * no value that is among the first has. */
static uint32_t consider_values(struct facet_bar *bar,
                                const struct facet_filter *filter,
                                uint32_t first, uint32_t end, uint32_t enough,
                                enum facet_sort sort) {
    for (uint32_t i = first; i < end; i++) {
        if (filter->counts[i] <= enough)
            continue;
        facet_bar_consider(bar, rank_value(filter, i, sort));
        if (bar->size == bar->most)
            enough = sort == FACET_SORT_COUNT ? (uint32_t)facet_bar_least(bar)
                                              : UINT32_MAX;
    }
    return enough;
}

/* The ranks of the `most` first values with a count. */
static bool find_bar(struct facet_bar *bar, struct arena *arena,
                     const struct facet_filter *filter, size_t most,
                     enum facet_sort sort) {
    uint32_t values = filter->column->value_count;
    uint32_t enough = 0;
    if (!facet_bar_start(bar, arena, most < values ? most : values))
        return false;
    if (bar->most == 0)
        return true;
    for (uint32_t i = 0; i < values; i += COUNTS_AT_ONCE) {
        uint32_t end =
            values - i < COUNTS_AT_ONCE ? values : i + COUNTS_AT_ONCE;
        if (wide_greatest(filter->counts + i, end - i) > enough)
            enough = consider_values(bar, filter, i, end, enough, sort);
    }
    return true;
}

static bool is_first(const struct facet_bar *bar,
                     const struct facet_filter *filter, uint32_t place,
                     enum facet_sort sort) {
    return filter->counts[place] > 0 && bar->size > 0 &&
           rank_value(filter, place, sort) >= bar->heap[0];
}

/* What is listed is of the rest no more. */
static bool list_place(struct listing *listing,
                       const struct facet_filter *filter, uint32_t place) {
    uint32_t count = filter->counts[place];
    listing->rest_count -= count != 0;
    listing->rest_sum -= count;
    return list_value(listing, facet_column_name(filter->column, place), count,
                      filter->asked == NULL ? 0 : filter->asked[place]) != NULL;
}

/* The first values, and what was asked for; the rest in sum. */
static bool list_counted(struct listing *listing,
                         const struct facet_filter *filter,
                         const struct search_request *request) {
    struct facet_bar bar;
    enum facet_sort sort = request->facet_sort;
    if (!find_bar(&bar, listing->arena, filter, request->facet_size, sort))
        return false;
    size_t with = 0;
    listing->rest_sum =
        filter->rest_sum +
        wide_sum(filter->counts, filter->column->value_count, &with);
    listing->rest_count = filter->rest_count + with;
    for (size_t i = 0; i < bar.size; i++)
        if (!list_place(listing, filter, UINT32_MAX - (uint32_t)bar.heap[i]))
            return false;
    if (filter->asked == NULL)
        return true;
    for (uint32_t i = 0; i < filter->column->value_count; i++)
        if (filter->asked[i] != 0 && !is_first(&bar, filter, i, sort) &&
            !list_place(listing, filter, i))
            return false;
    return true;
}

/* ---- listing ---- */

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
            list_value(listing, value, 0,
                       facet_condition_bit(condition->kind)) == NULL)
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
    result->distinct += listing->rest_count;
    result->other += listing->rest_sum;
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

static bool is_of_years(const struct facet_counts *counts, unsigned facet) {
    return schema_facet(counts->schema, facet)->kind == FACET_YEAR;
}

bool facet_report_needs_all(const struct facet_counts *counts, unsigned facet) {
    const struct search_request *request = counts->request;
    return is_of_years(counts, facet) ||
           request->facet_sort == FACET_SORT_VALUE ||
           request->facet_size >= counts->filters[facet].column->value_count;
}

static bool report_facet(const struct facet_counts *counts, unsigned facet,
                         struct arena *arena, struct facet_result *result) {
    const struct facet_filter *filter = &counts->filters[facet];
    bool years = is_of_years(counts, facet);
    bool sorts_by_value =
        years || counts->request->facet_sort == FACET_SORT_VALUE;
    struct listing listing = {.arena = arena};
    result->facet = facet;
    result->missing = filter->counts[filter->column->value_count];
    if (!(years ? list_years(&listing, filter)
                : list_counted(&listing, filter, counts->request)) ||
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
