/* facet_sets.c - filters and counts all that was found, a set at a time: the
 * documents of each value against the set where it has many, the row of each
 * document where it has few. */
#include <stdlib.h>
#include <string.h>

#include "facet_bar.h"
#include "facet_filters.h"
#include "wide_loops.h"

/* Reading what a document has takes about so many times as long as looking one
 * up in a bitmap. */
enum { LOOKUPS_TO_A_ROW = 40 };

/* So far ahead the processor is told what will be read: a row, and before that
 * where it is. */
enum { ROWS_AHEAD = 8, STARTS_AHEAD = 16 };

struct set_counting {
    struct facet_counts *counts;
    struct arena *arena;
    struct docset found; /* less what counts nowhere */
    struct docset alone; /* members of groups, which are counted by group */
    struct docset
        passing[SCHEMA_FACETS_MAX + 1]; /* each filter that is asked */
};

/* ---- filters ---- */

/* Those of `from` that pass the filter; without one, what always must be. */
static bool keep(struct docset *out, const struct set_counting *counting,
                 const struct docset *from, const struct filter_group *group) {
    const struct facet_counts *counts = counting->counts;
    const uint32_t *docids = docset_list(from, counting->arena);
    uint32_t *kept =
        arena_alloc_raw(counting->arena, (size_t)from->count * sizeof *kept);
    uint32_t count = 0;
    if (docids == NULL || kept == NULL)
        return false;
    for (uint32_t i = 0; i < from->count; i++) {
        kept[count] = docids[i];
        count += group == NULL ? facet_passes_always(counts, docids[i])
                               : facet_passes_group(counts, group, docids[i]);
    }
    return docset_of_list(out, counting->arena, kept, count, from->limit);
}

/* Or the documents of each value of which `bit` is asked into `bits`. */
static void gather(uint64_t *bits, const struct facet_counts *counts,
                   const struct facet_filter *filter, unsigned char bit) {
    const struct facet_column *column = filter->column;
    for (uint32_t i = 0; i < column->value_count; i++)
        if ((filter->asked[i] & bit) != 0)
            facet_documents_add(counts->documents, column->first + i, bits);
    if ((filter->asked_missing & bit) != 0)
        facet_documents_add(counts->documents,
                            column->first + column->value_count, bits);
}

static bool narrow_by_facet(uint64_t *bits, const struct set_counting *counting,
                            unsigned facet) {
    const struct facet_counts *counts = counting->counts;
    const struct facet_filter *filter = &counts->filters[facet];
    size_t words = docset_words(counts->columns->limit);
    if (filter->asked == NULL)
        return true;
    uint64_t *wanted = arena_alloc(counting->arena, words * sizeof *wanted);
    uint64_t *excluded = arena_alloc(counting->arena, words * sizeof *excluded);
    if (wanted == NULL || excluded == NULL)
        return false;
    if (filter->any) {
        gather(wanted, counts, filter, VALUE_WANTED);
        wide_and(bits, bits, wanted, words);
    }
    gather(excluded, counts, filter, VALUE_EXCLUDED);
    wide_and_not(bits, bits, excluded, words);
    return true;
}

static bool keep_bits(struct docset *out, const struct set_counting *counting,
                      const struct filter_group *group) {
    const struct docset *found = &counting->found;
    size_t words = docset_words(found->limit);
    uint64_t *bits = arena_alloc_raw(counting->arena, words * sizeof *bits);
    if (bits == NULL)
        return false;
    memcpy(bits, found->bits, words * sizeof *bits);
    for (unsigned i = 0; i < group->facet_count; i++)
        if (!narrow_by_facet(bits, counting, group->facets[i]))
            return false;
    return docset_of_bits(out, counting->arena, bits, found->limit);
}

static bool ask_filters(struct set_counting *counting,
                        const struct docset *found) {
    struct facet_counts *counts = counting->counts;
    const struct time_conditions *time = &counts->request->time;
    counting->found = *found;
    if ((counts->has_required || time->certainty != CERTAINTY_UNKNOWN ||
         time->asks_force) &&
        !keep(&counting->found, counting, found, NULL))
        return false;
    for (unsigned i = 0; i < counts->group_count; i++) {
        const struct filter_group *group = &counts->groups[i];
        struct docset *passing = &counting->passing[i];
        if (!group->asked)
            continue;
        bool bits = counting->found.bits != NULL && !group->dates;
        if (!(bits ? keep_bits(passing, counting, group)
                   : keep(passing, counting, &counting->found, group)))
            return false;
    }
    return true;
}

/* What passes all filters but that of number `aside`. */
static bool pass(struct docset *out, const struct set_counting *counting,
                 unsigned aside) {
    const struct facet_counts *counts = counting->counts;
    *out = counting->found;
    for (unsigned i = 0; i < counts->group_count; i++)
        if (i != aside && counts->groups[i].asked &&
            !docset_and(out, counting->arena, out, &counting->passing[i]))
            return false;
    return true;
}

/* ---- groups of copies ---- */

static unsigned char judge(const struct set_counting *counting,
                           uint32_t docid) {
    const struct facet_counts *counts = counting->counts;
    unsigned verdict = VERDICT_PASSES;
    if (!docset_has(&counting->found, docid))
        return VERDICT_NONE;
    for (unsigned i = 0; i < counts->group_count; i++) {
        if (!counts->groups[i].asked ||
            docset_has(&counting->passing[i], docid))
            continue;
        if (verdict != VERDICT_PASSES)
            return VERDICT_NONE;
        verdict = VERDICT_FAILS + i;
    }
    return (unsigned char)verdict;
}

static bool set_members_apart(struct set_counting *counting) {
    const struct facet_counts *counts = counting->counts;
    const struct facet_columns *columns = counts->columns;
    counting->alone = (struct docset){.limit = columns->limit};
    if (counts->verdicts == NULL)
        return true;
    uint64_t *bits = arena_alloc(counting->arena,
                                 docset_words(columns->limit) * sizeof *bits);
    if (bits == NULL)
        return false;
    for (uint32_t i = 0; i < columns->grouped_count; i++) {
        uint32_t docid = columns->grouped[i];
        bits[docid / 64] |= UINT64_C(1) << (docid % 64);
        counts->verdicts[docid] = judge(counting, docid);
    }
    return docset_of_bits(&counting->alone, counting->arena, bits,
                          columns->limit);
}

/* ---- counting ---- */

/* How many of the set have each ordinal of the facet. */
static void count_every_value(const struct facet_counts *counts, unsigned facet,
                              const struct docset *set) {
    const struct facet_column *column = counts->filters[facet].column;
    const uint32_t *of_all = facet_documents_counts(counts->documents);
    bool everything = set->count == counts->columns->live_count;
    uint32_t end = column->first + column->value_count + 1;
    for (uint32_t i = column->first; i < end; i++)
        counts->counts[i] +=
            everything
                ? of_all[i]
                : facet_documents_count_in(counts->documents, i, set->bits);
}

/* How many of the set have the value: it is of the rest no more. */
static uint32_t count_value(const struct facet_counts *counts,
                            struct facet_filter *filter, uint32_t ordinal,
                            const struct docset *set) {
    uint32_t count =
        facet_documents_count_in(counts->documents, ordinal, set->bits);
    counts->counts[ordinal] = count;
    filter->rest_sum -= count;
    return count;
}

/* Of the rest, those that are listed whatever their count, and those whose
 * counts copies will add to. */
static void count_needed_values(const struct facet_counts *counts,
                                struct facet_filter *filter,
                                const uint32_t *falling, uint32_t from,
                                const struct docset *set) {
    const bool *copied = facet_documents_copied(counts->documents);
    uint32_t first = filter->column->first;
    if (filter->asked == NULL && counts->columns->grouped_count == 0)
        return;
    for (uint32_t at = from; at < filter->column->value_count; at++)
        if (copied[falling[at]] ||
            (filter->asked != NULL && filter->asked[falling[at] - first] != 0))
            filter->rest_count -=
                count_value(counts, filter, falling[at], set) > 0;
}

/* Values come with falling numbers of documents. Once fewer have one than each
 * of the first has in the set, it cannot be among these: that it has any there
 * is all that is asked, and sums are known without it. */
static bool count_first_values(const struct set_counting *counting,
                               unsigned facet, const struct docset *set) {
    struct facet_counts *counts = counting->counts;
    const struct facet_documents *documents = counts->documents;
    struct facet_filter *filter = &counts->filters[facet];
    uint32_t first = filter->column->first;
    uint32_t value_count = filter->column->value_count;
    const uint32_t *falling = facet_documents_falling(documents, facet);
    const uint32_t *of_all = facet_documents_counts(documents);
    uint32_t at = 0;
    struct facet_bar bar;
    if (!facet_bar_start(&bar, counting->arena, counts->request->facet_size))
        return false;
    filter->rest_sum = facet_documents_sum_in(documents, facet, set->bits);
    for (; at < value_count && of_all[falling[at]] >= facet_bar_least(&bar);
         at++) {
        uint32_t count = count_value(counts, filter, falling[at], set);
        facet_bar_consider(&bar, facet_bar_rank(count, falling[at] - first));
    }
    filter->rest_count =
        facet_documents_with_any(documents, facet, at, set->bits);
    count_needed_values(counts, filter, falling, at, set);
    uint32_t missing = first + value_count;
    counts->counts[missing] =
        facet_documents_count_in(documents, missing, set->bits);
    return true;
}

/* Documents of values are looked up in the set. */
static bool count_by_values(const struct set_counting *counting, unsigned facet,
                            const struct docset *set) {
    const struct facet_counts *counts = counting->counts;
    if (facet_documents_falling(counts->documents, facet) != NULL &&
        set->count < counts->columns->live_count &&
        !facet_report_needs_all(counts, facet))
        return count_first_values(counting, facet, set);
    count_every_value(counts, facet, set);
    return true;
}

/* The ordinals from `first` on and below `end` that the documents have. */
static void count_by_rows(const struct facet_counts *counts, uint32_t first,
                          uint32_t end, const struct docset *set) {
    const uint32_t *starts = counts->columns->starts;
    const uint32_t *ordinals = counts->columns->ordinals;
    const uint32_t *docids = set->docids;
    for (uint32_t i = 0; i < set->count; i++) {
        if (i + STARTS_AHEAD < set->count)
            __builtin_prefetch(starts + docids[i + STARTS_AHEAD]);
        if (i + ROWS_AHEAD < set->count) {
            __builtin_prefetch(ordinals + starts[docids[i + ROWS_AHEAD]]);
            __builtin_prefetch(ordinals + starts[docids[i + ROWS_AHEAD] + 1]);
        }
        uint32_t last = starts[docids[i] + 1];
        for (uint32_t at = starts[docids[i]]; at < last; at++)
            if (ordinals[at] - first < end - first)
                counts->counts[ordinals[at]]++;
    }
}

/* Facets side by side are counted together; those that nobody asked for may be
 * counted with them, and are, so that few rows are cut. */
static void count_rows_of(const struct facet_counts *counts, uint32_t facets,
                          const struct docset *set) {
    const struct facet_column *columns = counts->columns->facets;
    uint32_t count = counts->columns->facet_count;
    uint32_t may = facets | ~counts->request->facets;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = i;
        bool any = false;
        for (; i < count && (may >> i & 1) != 0; i++)
            any |= (facets >> i & 1) != 0;
        if (any)
            count_by_rows(counts, columns[first].first,
                          columns[i - 1].first + columns[i - 1].value_count + 1,
                          set);
    }
}

/* Count these facets, as bits, whichever way is the cheaper. False when memory
 * is out. */
static bool count_facets(const struct set_counting *counting, uint32_t facets,
                         struct docset *set) {
    const struct facet_counts *counts = counting->counts;
    uint32_t count = counts->columns->facet_count;
    size_t cost = 0;
    for (uint32_t i = 0; i < count; i++)
        if ((facets >> i & 1) != 0)
            cost += facet_documents_cost(counts->documents, i);
    if (set->bits != NULL && cost < (size_t)set->count * LOOKUPS_TO_A_ROW) {
        bool done = true;
        for (uint32_t i = 0; i < count && done; i++)
            if ((facets >> i & 1) != 0)
                done = count_by_values(counting, i, set);
        return done;
    }
    set->docids = docset_list(set, counting->arena);
    if (set->docids == NULL)
        return false;
    count_rows_of(counts, facets, set);
    return true;
}

/* Those of the group that are counted, as bits. */
static uint32_t counted_facets(const struct facet_counts *counts,
                               const struct filter_group *group) {
    uint32_t facets = 0;
    for (unsigned i = 0; i < group->facet_count; i++)
        facets |= UINT32_C(1) << group->facets[i];
    return facets & counts->request->facets;
}

/* The facets of a filter that is asked, as if it were not. */
static bool count_aside(const struct set_counting *counting, unsigned group,
                        uint32_t facets) {
    struct docset aside;
    return pass(&aside, counting, group) &&
           docset_and_not(&aside, counting->arena, &aside, &counting->alone) &&
           count_facets(counting, facets, &aside);
}

static bool count_all(const struct set_counting *counting,
                      const struct docset *passed) {
    struct facet_counts *counts = counting->counts;
    struct docset results;
    uint32_t of_results = 0;
    if (!docset_and_not(&results, counting->arena, passed, &counting->alone))
        return false;
    counts->total += results.count;
    for (unsigned i = 0; i < counts->group_count; i++) {
        uint32_t facets = counted_facets(counts, &counts->groups[i]);
        if (!counts->groups[i].asked)
            of_results |= facets;
        else if (facets != 0 && !count_aside(counting, i, facets))
            return false;
    }
    return of_results == 0 || count_facets(counting, of_results, &results);
}

enum concord_status facet_counts_add_set(struct facet_counts *counts,
                                         const struct docset *found,
                                         struct docset *passed,
                                         struct arena *arena,
                                         struct concord_error *err) {
    struct set_counting *counting = arena_alloc(arena, sizeof *counting);
    if (counting == NULL)
        return concord_no_memory(err);
    counting->counts = counts;
    counting->arena = arena;
    bool done = ask_filters(counting, found) &&
                pass(passed, counting, UINT32_MAX) &&
                set_members_apart(counting) && count_all(counting, passed);
    return done ? CONCORD_OK : concord_no_memory(err);
}
