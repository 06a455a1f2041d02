/* facet_documents.c - a counting sort of the rows by ordinal. */
#include "facet_documents.h"

#include <stdlib.h>

#include "docset.h"
#include "wide_loops.h"

/* Words of a bitmap are counted in the time in which so many fewer documents
 * are looked up in one. */
enum { WORDS_TO_A_DOCUMENT = 4 };

/* The documents of an ordinal: bits when they are many, else docids. */
struct posting_set {
    uint64_t *bits;
    uint32_t *docids;
    uint32_t count;
};

struct facet_documents {
    size_t words; /* of a bitmap */
    size_t costs[SCHEMA_FACETS_MAX];
    struct posting_set *sets; /* by ordinal */
    uint64_t *bits;           /* of all that have them */
    uint32_t *docids;
};

void facet_documents_destroy(struct facet_documents *all) {
    if (all == NULL)
        return;
    free(all->sets);
    free(all->bits);
    free(all->docids);
    free(all);
}

static bool is_many(const struct facet_documents *all, uint32_t ordinal) {
    return all->sets[ordinal].count > all->words / WORDS_TO_A_DOCUMENT;
}

/* Give each ordinal its part of the arrays, which are made here. */
static bool share_room(struct facet_documents *all, uint32_t ordinals) {
    size_t many = 0;
    size_t few = 0;
    for (uint32_t i = 0; i < ordinals; i++)
        if (is_many(all, i))
            many++;
        else
            few += all->sets[i].count;
    all->bits = calloc(many * all->words + 1, sizeof *all->bits);
    all->docids = calloc(few + 1, sizeof *all->docids);
    if (all->bits == NULL || all->docids == NULL)
        return false;
    many = few = 0;
    for (uint32_t i = 0; i < ordinals; i++)
        if (is_many(all, i)) {
            all->sets[i].bits = all->bits + many++ * all->words;
        } else {
            all->sets[i].docids = all->docids + few;
            few += all->sets[i].count;
        }
    return true;
}

static void count_documents(struct facet_documents *all,
                            const struct facet_columns *columns) {
    uint32_t end = columns->starts[columns->limit];
    for (uint32_t i = 0; i < end; i++)
        all->sets[columns->ordinals[i]].count++;
}

static void place_documents(struct facet_documents *all,
                            const struct facet_columns *columns) {
    for (uint32_t i = 0; i < columns->ordinal_limit; i++)
        all->sets[i].count = 0;
    for (uint32_t docid = 0; docid < columns->limit; docid++) {
        uint32_t end = columns->starts[docid + 1];
        for (uint32_t i = columns->starts[docid]; i < end; i++) {
            struct posting_set *set = &all->sets[columns->ordinals[i]];
            if (set->bits != NULL)
                set->bits[docid / 64] |= UINT64_C(1) << (docid % 64);
            else
                set->docids[set->count] = docid;
            set->count++;
        }
    }
}

static void add_costs(struct facet_documents *all,
                      const struct facet_columns *columns) {
    for (uint32_t i = 0; i < columns->facet_count; i++) {
        const struct facet_column *column = &columns->facets[i];
        for (uint32_t j = 0; j <= column->value_count; j++) {
            const struct posting_set *set = &all->sets[column->first + j];
            all->costs[i] += set->bits != NULL
                                 ? all->words / WORDS_TO_A_DOCUMENT
                                 : set->count;
        }
    }
}

enum concord_status facet_documents_create(struct facet_documents **out,
                                           const struct facet_columns *columns,
                                           struct concord_error *err) {
    uint32_t ordinals = columns->ordinal_limit;
    struct facet_documents *all = *out = calloc(1, sizeof *all);
    if (all == NULL)
        return concord_no_memory(err);
    all->words = docset_words(columns->limit);
    all->sets = calloc((size_t)ordinals + 1, sizeof *all->sets);
    if (all->sets != NULL)
        count_documents(all, columns);
    if (all->sets == NULL || !share_room(all, ordinals)) {
        facet_documents_destroy(all);
        *out = NULL;
        return concord_no_memory(err);
    }
    place_documents(all, columns);
    add_costs(all, columns);
    return CONCORD_OK;
}

uint32_t facet_documents_count(const struct facet_documents *all,
                               uint32_t ordinal) {
    return all->sets[ordinal].count;
}

uint32_t facet_documents_count_in(const struct facet_documents *all,
                                  uint32_t ordinal, const uint64_t *bits) {
    const struct posting_set *set = &all->sets[ordinal];
    return (uint32_t)(set->bits != NULL
                          ? wide_count_and(bits, set->bits, all->words)
                          : wide_count_at(bits, set->docids, set->count));
}

void facet_documents_add(const struct facet_documents *all, uint32_t ordinal,
                         uint64_t *bits) {
    const struct posting_set *set = &all->sets[ordinal];
    if (set->bits != NULL)
        wide_or(bits, bits, set->bits, all->words);
    else
        for (uint32_t i = 0; i < set->count; i++)
            bits[set->docids[i] / 64] |= UINT64_C(1) << (set->docids[i] % 64);
}

size_t facet_documents_cost(const struct facet_documents *all, uint32_t facet) {
    return all->costs[facet];
}
