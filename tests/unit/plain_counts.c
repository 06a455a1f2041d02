/* plain_counts.c - see plain_counts.h. */
#include "plain_counts.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A value of a facet, or having none. */
struct counted {
    unsigned facet;
    const char *value; /* NULL: none */
    uint64_t count;
    int last; /* the paper, or leader of copies, that was counted last */
};

struct plain_counts {
    const struct plain_archive *archive;
    struct counted *values; /* sorted, each once */
    size_t value_count;
    size_t *order; /* papers, those of a group side by side */
    size_t **held; /* of each paper its values and lacks, by their places */
    size_t *held_counts;
    uint64_t total;
    int last;
};

static void *zeroed(size_t count, size_t size) {
    void *memory = calloc(count + 1, size);
    assert_non_null(memory);
    return memory;
}

static int compare(const void *left, const void *right) {
    const struct counted *a = left;
    const struct counted *b = right;
    if (a->facet != b->facet)
        return a->facet < b->facet ? -1 : 1;
    if (a->value == NULL || b->value == NULL)
        return (a->value != NULL) - (b->value != NULL);
    return strcmp(a->value, b->value);
}

static struct counted *find(const struct plain_counts *counts, unsigned facet,
                            const char *value) {
    struct counted key = {.facet = facet, .value = value};
    return bsearch(&key, counts->values, counts->value_count,
                   sizeof *counts->values, compare);
}

/* ---- making ---- */

static void list_values(struct plain_counts *counts) {
    const struct plain_archive *archive = counts->archive;
    size_t facets = schema_facet_count(archive->schema);
    size_t most = facets;
    size_t kept = 0;
    for (size_t i = 0; i < archive->count; i++)
        most += archive->papers[i].document->value_count;
    struct counted *values = zeroed(most, sizeof *values);
    size_t count = 0;
    for (unsigned facet = 0; facet < facets; facet++)
        values[count++].facet = facet;
    for (size_t i = 0; i < archive->count; i++) {
        const struct document *document = archive->papers[i].document;
        for (size_t j = 0; j < document->value_count; j++)
            values[count++] =
                (struct counted){.facet = document->values[j].facet,
                                 .value = document->values[j].value};
    }
    qsort(values, count, sizeof *values, compare);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || compare(&values[kept - 1], &values[i]) != 0)
            values[kept++] = values[i];
    counts->values = values;
    counts->value_count = kept;
}

static void note_values(struct plain_counts *counts, size_t index) {
    const struct document *document = counts->archive->papers[index].document;
    size_t facets = schema_facet_count(counts->archive->schema);
    size_t *held = zeroed(document->value_count + facets, sizeof *held);
    size_t count = 0;
    for (size_t i = 0; i < document->value_count; i++)
        held[count++] = (size_t)(find(counts, document->values[i].facet,
                                      document->values[i].value) -
                                 counts->values);
    for (unsigned facet = 0; facet < facets; facet++)
        if (!plain_has_any_value(document, facet))
            held[count++] =
                (size_t)(find(counts, facet, NULL) - counts->values);
    counts->held[index] = held;
    counts->held_counts[index] = count;
}

static int leader_of(const struct plain_archive *archive, size_t index) {
    int leader = archive->papers[index].leader;
    return leader < 0 ? (int)index : leader;
}

/* A counting sort. */
static void put_copies_together(struct plain_counts *counts) {
    const struct plain_archive *archive = counts->archive;
    size_t *starts = zeroed(archive->count + 1, sizeof *starts);
    for (size_t i = 0; i < archive->count; i++)
        starts[leader_of(archive, i) + 1]++;
    for (size_t i = 0; i < archive->count; i++)
        starts[i + 1] += starts[i];
    for (size_t i = 0; i < archive->count; i++)
        counts->order[starts[leader_of(archive, i)]++] = i;
    free(starts);
}

struct plain_counts *plain_counts_create(const struct plain_archive *archive) {
    struct plain_counts *counts = zeroed(1, sizeof *counts);
    counts->archive = archive;
    counts->order = zeroed(archive->count, sizeof *counts->order);
    counts->held = zeroed(archive->count, sizeof *counts->held);
    counts->held_counts = zeroed(archive->count, sizeof *counts->held_counts);
    list_values(counts);
    for (size_t i = 0; i < archive->count; i++)
        note_values(counts, i);
    put_copies_together(counts);
    return counts;
}

void plain_counts_destroy(struct plain_counts *counts) {
    for (size_t i = 0; i < counts->archive->count; i++)
        free(counts->held[i]);
    free(counts->held);
    free(counts->held_counts);
    free(counts->order);
    free(counts->values);
    free(counts);
}

/* ---- counting ---- */

static void take_paper(struct plain_counts *counts,
                       const struct search_request *request, size_t index) {
    const struct plain_archive *archive = counts->archive;
    uint32_t failed;
    int unit =
        request->show_duplicates ? (int)index : leader_of(archive, index);
    if (!plain_judge(archive, request, index, &failed))
        return;
    if (failed == 0) {
        counts->total += counts->last != unit;
        counts->last = unit;
    }
    for (size_t i = 0; i < counts->held_counts[index]; i++) {
        struct counted *value = &counts->values[counts->held[index][i]];
        uint32_t own =
            1u << schema_facet(archive->schema, value->facet)->filter;
        if ((failed & ~own) != 0)
            continue;
        value->count += value->last != unit;
        value->last = unit;
    }
}

void plain_counts_take(struct plain_counts *counts,
                       const struct search_request *request,
                       const bool *found) {
    counts->total = 0;
    counts->last = -1;
    for (size_t i = 0; i < counts->value_count; i++) {
        counts->values[i].count = 0;
        counts->values[i].last = -1;
    }
    for (size_t i = 0; i < counts->archive->count; i++)
        if (found[counts->order[i]])
            take_paper(counts, request, counts->order[i]);
}

uint64_t plain_counts_total(const struct plain_counts *counts) {
    return counts->total;
}

uint64_t plain_counts_of(const struct plain_counts *counts, unsigned facet,
                         const char *value) {
    const struct counted *found = find(counts, facet, value);
    return found == NULL ? 0 : found->count;
}

uint64_t plain_counts_before(const struct plain_counts *counts, unsigned facet,
                             const char *value, enum facet_sort sort) {
    uint64_t count = plain_counts_of(counts, facet, value);
    uint64_t before = 0;
    for (size_t i = 0; i < counts->value_count; i++) {
        const struct counted *other = &counts->values[i];
        if (other->facet != facet || other->value == NULL || other->count == 0)
            continue;
        bool ties = sort == FACET_SORT_VALUE || other->count == count;
        before += ties ? strcmp(other->value, value) < 0 : other->count > count;
    }
    return before;
}

uint64_t plain_counts_distinct(const struct plain_counts *counts,
                               unsigned facet) {
    uint64_t distinct = 0;
    for (size_t i = 0; i < counts->value_count; i++)
        distinct += counts->values[i].facet == facet &&
                    counts->values[i].value != NULL &&
                    counts->values[i].count > 0;
    return distinct;
}

uint64_t plain_counts_sum(const struct plain_counts *counts, unsigned facet) {
    uint64_t sum = 0;
    for (size_t i = 0; i < counts->value_count; i++)
        if (counts->values[i].facet == facet && counts->values[i].value != NULL)
            sum += counts->values[i].count;
    return sum;
}
