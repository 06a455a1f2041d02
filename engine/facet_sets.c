/* facet_sets.c - filters and counts all that was found, a set at a time:
 * bitmaps against bitmaps where documents are many and values few, the columns
 * document by document where it is the other way round. */
#include <stdlib.h>
#include <string.h>

#include "facet_filters.h"
#include "wide_loops.h"

/* A value's bitmap is counted in the time in which about so many documents are
 * looked up for each 1,024 words of it. */
enum { DOCUMENTS_TO_1024_WORDS = 120 };

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

static bool has_bitmaps(const struct facet_counts *counts,
                        const struct filter_group *group) {
    for (unsigned i = 0; i < group->facet_count; i++)
        if (counts->filters[group->facets[i]].asked != NULL &&
            facet_bitmaps_of(counts->bitmaps, group->facets[i]) == NULL)
            return false;
    return !group->dates;
}

/* Or the documents of each value of which `bit` is asked into `bits`. */
static void gather(uint64_t *bits, const struct facet_filter *filter,
                   const uint64_t *const *bitmaps, unsigned char bit,
                   size_t words) {
    uint32_t values = filter->column->value_count;
    for (uint32_t i = 0; i < values; i++)
        if ((filter->asked[i] & bit) != 0)
            wide_or(bits, bits, bitmaps[i], words);
    if ((filter->asked_missing & bit) != 0)
        wide_or(bits, bits, bitmaps[values], words);
}

static bool narrow_by_facet(uint64_t *bits, const struct set_counting *counting,
                            unsigned facet) {
    const struct facet_counts *counts = counting->counts;
    const struct facet_filter *filter = &counts->filters[facet];
    size_t words = docset_words(counts->columns->limit);
    if (filter->asked == NULL)
        return true;
    const uint64_t *const *bitmaps = facet_bitmaps_of(counts->bitmaps, facet);
    uint64_t *wanted = arena_alloc(counting->arena, words * sizeof *wanted);
    uint64_t *excluded = arena_alloc(counting->arena, words * sizeof *excluded);
    if (wanted == NULL || excluded == NULL)
        return false;
    if (filter->any) {
        gather(wanted, filter, bitmaps, VALUE_WANTED, words);
        wide_and(bits, bits, wanted, words);
    }
    gather(excluded, filter, bitmaps, VALUE_EXCLUDED, words);
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
        bool bits = counting->found.bits != NULL && has_bitmaps(counts, group);
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

static void count_by_bits(struct facet_filter *filter,
                          const uint64_t *const *bitmaps,
                          const struct docset *set) {
    uint32_t values = filter->column->value_count;
    size_t words = docset_words(set->limit);
    for (uint32_t i = 0; i < values; i++)
        filter->counts[i] +=
            (uint32_t)wide_count_and(set->bits, bitmaps[i], words);
    filter->missing += wide_count_and(set->bits, bitmaps[values], words);
}

static bool is_cheaper_by_bits(const struct facet_filter *filter,
                               const struct docset *set) {
    size_t words = docset_words(set->limit) * (filter->column->value_count + 1);
    return set->bits != NULL &&
           words / 1024 * DOCUMENTS_TO_1024_WORDS < set->count;
}

static void count_by_columns(struct facet_filter *filter,
                             const uint32_t *docids, uint32_t count) {
    const uint32_t *starts = filter->column->starts;
    const uint32_t *ordinals = filter->column->ordinals;
    uint32_t *counts = filter->counts;
    uint64_t missing = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t end = starts[docids[i] + 1];
        missing += starts[docids[i]] == end;
        for (uint32_t at = starts[docids[i]]; at < end; at++)
            counts[ordinals[at]]++;
    }
    filter->missing += missing;
}

static uint32_t count_value(const struct facet_documents *all, uint32_t value,
                            const struct docset *set) {
    const uint32_t *starts = all->starts;
    size_t count = all->bits[value] != NULL
                       ? wide_count_and(set->bits, all->bits[value],
                                        docset_words(set->limit))
                       : wide_count_at(set->bits, all->docids + starts[value],
                                       starts[value + 1] - starts[value]);
    return (uint32_t)count;
}

/* Every document of every value is looked up in the set. */
static void count_by_values(struct facet_filter *filter,
                            const struct facet_documents *all,
                            const struct docset *set) {
    uint32_t values = filter->column->value_count;
    for (uint32_t i = 0; i < values; i++)
        filter->counts[i] += count_value(all, i, set);
    filter->missing += count_value(all, values, set);
}

static void count_everything(struct facet_filter *filter,
                             const struct facet_documents *all) {
    uint32_t values = filter->column->value_count;
    for (uint32_t i = 0; i < values; i++)
        filter->counts[i] += all->starts[i + 1] - all->starts[i];
    filter->missing += all->starts[values + 1] - all->starts[values];
}

/* Looking up each value of a document costs about so many times what looking up
 * a document of a value in a bitmap does. */
enum { DOCUMENTS_TO_VALUES = 64 };

static bool is_cheaper_by_values(const struct set_counting *counting,
                                 const struct facet_filter *filter,
                                 const struct docset *set) {
    size_t ordinals = filter->column->starts[set->limit];
    return set->bits != NULL &&
           ordinals + counting->counts->columns->live_count <
               (size_t)set->count * DOCUMENTS_TO_VALUES;
}

/* Whichever way is the cheapest. False when memory is out. */
static bool count_facet(const struct set_counting *counting, unsigned facet,
                        struct docset *set) {
    const struct facet_counts *counts = counting->counts;
    struct facet_filter *filter = &counting->counts->filters[facet];
    const uint64_t *const *bits = facet_bitmaps_of(counts->bitmaps, facet);
    const struct facet_documents *all =
        facet_bitmaps_documents(counts->bitmaps, facet);
    if (filter->counts == NULL)
        return true;
    if (bits != NULL && is_cheaper_by_bits(filter, set)) {
        count_by_bits(filter, bits, set);
        return true;
    }
    if (all != NULL && is_cheaper_by_values(counting, filter, set)) {
        if (set->count == counts->columns->live_count)
            count_everything(filter, all);
        else
            count_by_values(filter, all, set);
        return true;
    }
    set->docids = docset_list(set, counting->arena);
    if (set->docids == NULL)
        return false;
    count_by_columns(filter, set->docids, set->count);
    return true;
}

static bool count_all(const struct set_counting *counting,
                      const struct docset *passed) {
    struct facet_counts *counts = counting->counts;
    struct arena *arena = counting->arena;
    struct docset results;
    if (!docset_and_not(&results, arena, passed, &counting->alone))
        return false;
    counts->total += results.count;
    for (unsigned i = 0; i < counts->group_count; i++) {
        const struct filter_group *group = &counts->groups[i];
        struct docset aside;
        bool asked = group->asked && group->facet_count > 0;
        if (asked && (!pass(&aside, counting, i) ||
                      !docset_and_not(&aside, arena, &aside, &counting->alone)))
            return false;
        for (unsigned j = 0; j < group->facet_count; j++)
            if (!count_facet(counting, group->facets[j],
                             asked ? &aside : &results))
                return false;
    }
    return true;
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
