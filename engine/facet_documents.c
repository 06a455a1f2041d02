/* facet_documents.c - a counting sort of the rows by ordinal. */
#include "facet_documents.h"

#include <stdlib.h>

#include "docset.h"
#include "wide_loops.h"

/* Words of a bitmap are counted in the time in which so many fewer documents
 * are looked up in one. */
enum { WORDS_TO_A_DOCUMENT = 4 };

/* Bitmaps start on a line of the processor's cache; its bytes. */
enum { CACHE_LINE = 64 };

/* The documents of an ordinal: bits when they are many, else docids. */
struct posting_set {
    uint64_t *bits;
    uint32_t *docids; /* padded, see below */
};

/* How many values of a facet each document has, as a bitmap for each binary
 * digit of that number, the least first. */
struct digits {
    uint64_t *bits;
    size_t count;
    size_t most; /* there is room for */
};

struct facet_documents {
    const struct facet_columns *columns;
    size_t words; /* of a bitmap */
    size_t costs[SCHEMA_FACETS_MAX];
    struct digits digits[SCHEMA_FACETS_MAX]; /* of those of many values */
    /* By ordinal: */
    uint32_t *counts;
    bool *copied;
    struct posting_set *sets;
    uint32_t *falling; /* the ordinals; in each facet those that the most
                        * documents have first, but that of none last */
    uint64_t *bits;    /* of all that have them */
    uint32_t *docids;
    uint32_t *sizes; /* of the lists in it, beside `falling` */
};

void facet_documents_destroy(struct facet_documents *all) {
    if (all == NULL)
        return;
    for (size_t i = 0; i < SCHEMA_FACETS_MAX; i++)
        free(all->digits[i].bits);
    free(all->counts);
    free(all->copied);
    free(all->falling);
    free(all->sets);
    free(all->bits);
    free(all->docids);
    free(all->sizes);
    free(all);
}

static bool is_many(const struct facet_documents *all, uint32_t ordinal) {
    return all->counts[ordinal] > all->words / WORDS_TO_A_DOCUMENT;
}

/* ---- in order ---- */

static int by_key(const void *left, const void *right) {
    const uint64_t *a = left;
    const uint64_t *b = right;
    return (*a > *b) - (*a < *b);
}

static bool sort_facet(struct facet_documents *all,
                       const struct facet_column *column) {
    uint64_t *keys = calloc((size_t)column->value_count + 1, sizeof *keys);
    if (keys == NULL)
        return false;
    for (uint32_t i = 0; i < column->value_count; i++) {
        uint32_t ordinal = column->first + i;
        keys[i] = (uint64_t)(UINT32_MAX - all->counts[ordinal]) << 32 | ordinal;
    }
    qsort(keys, column->value_count, sizeof *keys, by_key);
    for (uint32_t i = 0; i < column->value_count; i++)
        all->falling[column->first + i] = (uint32_t)keys[i];
    all->falling[column->first + column->value_count] =
        column->first + column->value_count;
    free(keys);
    return true;
}

static bool sort_ordinals(struct facet_documents *all,
                          const struct facet_columns *columns) {
    all->falling =
        calloc((size_t)columns->ordinal_limit + 1, sizeof *all->falling);
    bool done = all->falling != NULL;
    for (uint32_t i = 0; i < columns->facet_count && done; i++)
        done = sort_facet(all, &columns->facets[i]);
    return done;
}

/* ---- what has them ---- */

/* Lists are read so many docids at a time: the last of them is repeated. */
static uint32_t padded(uint32_t count) {
    uint32_t places = WIDE_PLACES_AT_ONCE;
    return (count + places - 1) / places * places;
}

/* Give each ordinal its part of the arrays, which are made here: those that are
 * looked at one after the other lie side by side. */
static bool share_room(struct facet_documents *all, uint32_t ordinals) {
    size_t many = 0;
    size_t few = 0;
    for (uint32_t i = 0; i < ordinals; i++)
        if (is_many(all, i))
            many++;
        else
            few += padded(all->counts[i]);
    size_t line = CACHE_LINE / sizeof *all->bits;
    size_t stride = (all->words + line - 1) / line * line;
    all->bits = calloc(many * stride + line, sizeof *all->bits);
    all->docids = calloc(few + 1, sizeof *all->docids);
    all->sizes = calloc((size_t)ordinals + 1, sizeof *all->sizes);
    if (all->bits == NULL || all->docids == NULL || all->sizes == NULL)
        return false;
    uint64_t *bits =
        all->bits + (CACHE_LINE - (uintptr_t)all->bits % CACHE_LINE) /
                        sizeof *all->bits % line;
    few = 0;
    for (uint32_t i = 0; i < ordinals; i++) {
        uint32_t ordinal = all->falling[i];
        if (is_many(all, ordinal)) {
            all->sets[ordinal].bits = bits;
            bits += stride;
        } else {
            all->sets[ordinal].docids = all->docids + few;
            all->sizes[i] = padded(all->counts[ordinal]);
            few += all->sizes[i];
        }
    }
    return true;
}

static void count_documents(struct facet_documents *all,
                            const struct facet_columns *columns) {
    uint32_t end = columns->starts[columns->limit];
    for (uint32_t i = 0; i < end; i++)
        all->counts[columns->ordinals[i]]++;
}

/* Leaves the docids of each ordinal's list behind their end. */
static void place_documents(struct facet_documents *all,
                            const struct facet_columns *columns) {
    for (uint32_t docid = 0; docid < columns->limit; docid++) {
        uint32_t end = columns->starts[docid + 1];
        for (uint32_t i = columns->starts[docid]; i < end; i++) {
            struct posting_set *set = &all->sets[columns->ordinals[i]];
            if (set->bits != NULL)
                set->bits[docid / 64] |= UINT64_C(1) << (docid % 64);
            else
                *set->docids++ = docid;
        }
    }
}

/* A document half as long again as they are on average. */
static uint32_t long_length(const struct facet_columns *columns) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < columns->limit; i++)
        sum += columns->length[i];
    uint64_t documents = columns->live_count == 0 ? 1 : columns->live_count;
    return (uint32_t)(sum * 3 / 2 / documents);
}

/* Long documents are found by the most words: let a list begin with some, and
 * whether any of it is in a set is mostly known at once. */
static void put_long_first(uint32_t *docids, uint32_t count,
                           const uint32_t *lengths, uint32_t least) {
    uint32_t front = 0;
    for (uint32_t i = 0; i < count && front < WIDE_PLACES_AT_ONCE; i++) {
        uint32_t docid = docids[i];
        if (lengths[docid] < least)
            continue;
        docids[i] = docids[front];
        docids[front++] = docid;
    }
}

static void close_lists(struct facet_documents *all, uint32_t ordinals) {
    uint32_t least = long_length(all->columns);
    for (uint32_t i = 0; i < ordinals; i++) {
        struct posting_set *set = &all->sets[i];
        if (set->bits != NULL || all->counts[i] == 0)
            continue;
        for (size_t at = all->counts[i]; at < padded(all->counts[i]); at++)
            set->docids[at - all->counts[i]] = set->docids[-1];
        set->docids -= all->counts[i];
        put_long_first(set->docids, all->counts[i], all->columns->length,
                       least);
    }
}

static void mark_copied(struct facet_documents *all,
                        const struct facet_columns *columns) {
    for (uint32_t i = 0; i < columns->grouped_count; i++) {
        uint32_t docid = columns->grouped[i];
        for (uint32_t j = columns->starts[docid];
             j < columns->starts[docid + 1]; j++)
            all->copied[columns->ordinals[j]] = true;
    }
}

/* ---- how many each document has ---- */

/* Add one to the numbers of the documents in `carry`, which are of this word of
 * the bitmaps. Rows of a damaged file may have a value more than once. */
static void add_one(struct digits *digits, size_t words, size_t word,
                    uint64_t carry) {
    for (size_t i = 0; carry != 0 && i < digits->most; i++) {
        uint64_t *at = &digits->bits[i * words + word];
        uint64_t both = *at & carry;
        *at ^= carry;
        carry = both;
        if (i == digits->count)
            digits->count++;
    }
}

static bool add_up(struct facet_documents *all, uint32_t facet,
                   const struct facet_column *column) {
    struct digits *digits = &all->digits[facet];
    while (column->value_count >> digits->most != 0)
        digits->most++;
    digits->bits = calloc(digits->most * all->words + 1, sizeof *digits->bits);
    if (digits->bits == NULL)
        return false;
    for (uint32_t i = 0; i < column->value_count; i++) {
        const struct posting_set *set = &all->sets[column->first + i];
        for (size_t j = 0; set->bits != NULL && j < all->words; j++)
            add_one(digits, all->words, j, set->bits[j]);
        for (size_t j = 0;
             set->bits == NULL && j < all->counts[column->first + i]; j++)
            add_one(digits, all->words, set->docids[j] / 64,
                    UINT64_C(1) << (set->docids[j] % 64));
    }
    return true;
}

static bool add_up_long_facets(struct facet_documents *all,
                               const struct facet_columns *columns) {
    bool done = true;
    for (uint32_t i = 0; i < columns->facet_count && done; i++) {
        const struct facet_column *column = &columns->facets[i];
        if (column->value_count == 0)
            continue;
        uint32_t least = all->falling[column->first + column->value_count - 1];
        if (all->sets[least].bits == NULL)
            done = add_up(all, i, column);
    }
    return done;
}

/* ---- making ---- */

static void add_costs(struct facet_documents *all,
                      const struct facet_columns *columns) {
    for (uint32_t i = 0; i < columns->facet_count; i++) {
        const struct facet_column *column = &columns->facets[i];
        for (uint32_t j = 0; j <= column->value_count; j++) {
            const struct posting_set *set = &all->sets[column->first + j];
            all->costs[i] += set->bits != NULL
                                 ? all->words / WORDS_TO_A_DOCUMENT
                                 : all->counts[column->first + j];
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
    all->columns = columns;
    all->words = docset_words(columns->limit);
    all->counts = calloc((size_t)ordinals + 1, sizeof *all->counts);
    all->copied = calloc((size_t)ordinals + 1, sizeof *all->copied);
    all->sets = calloc((size_t)ordinals + 1, sizeof *all->sets);
    bool done = all->counts != NULL && all->copied != NULL && all->sets != NULL;
    if (done)
        count_documents(all, columns);
    done = done && sort_ordinals(all, columns) && share_room(all, ordinals);
    if (done) {
        place_documents(all, columns);
        close_lists(all, ordinals);
        mark_copied(all, columns);
        add_costs(all, columns);
        done = add_up_long_facets(all, columns);
    }
    if (done)
        return CONCORD_OK;
    facet_documents_destroy(all);
    *out = NULL;
    return concord_no_memory(err);
}

const uint32_t *facet_documents_counts(const struct facet_documents *all) {
    return all->counts;
}

uint32_t facet_documents_count_in(const struct facet_documents *all,
                                  uint32_t ordinal, const uint64_t *bits) {
    const struct posting_set *set = &all->sets[ordinal];
    return (
        uint32_t)(set->bits != NULL
                      ? wide_count_and(bits, set->bits, all->words)
                      : wide_count_at(bits, set->docids, all->counts[ordinal]));
}

void facet_documents_add(const struct facet_documents *all, uint32_t ordinal,
                         uint64_t *bits) {
    const struct posting_set *set = &all->sets[ordinal];
    if (set->bits != NULL)
        wide_or(bits, bits, set->bits, all->words);
    else
        for (uint32_t i = 0; i < all->counts[ordinal]; i++)
            bits[set->docids[i] / 64] |= UINT64_C(1) << (set->docids[i] % 64);
}

size_t facet_documents_cost(const struct facet_documents *all, uint32_t facet) {
    return all->costs[facet];
}

const uint32_t *facet_documents_falling(const struct facet_documents *all,
                                        uint32_t facet) {
    return all->digits[facet].bits != NULL
               ? all->falling + all->columns->facets[facet].first
               : NULL;
}

uint64_t facet_documents_sum_in(const struct facet_documents *all,
                                uint32_t facet, const uint64_t *bits) {
    const struct digits *digits = &all->digits[facet];
    uint64_t sum = 0;
    for (size_t i = 0; i < digits->count; i++)
        sum += (uint64_t)wide_count_and(bits, digits->bits + i * all->words,
                                        all->words)
               << i;
    return sum;
}

uint32_t facet_documents_with_any(const struct facet_documents *all,
                                  uint32_t facet, uint32_t from,
                                  const uint64_t *bits) {
    const struct facet_column *column = &all->columns->facets[facet];
    const uint32_t *falling = all->falling + column->first;
    uint32_t with = 0;
    for (; from < column->value_count; from++) {
        const struct posting_set *set = &all->sets[falling[from]];
        if (set->bits == NULL)
            return with + (uint32_t)wide_lists_with_any(
                              bits, set->docids,
                              all->sizes + column->first + from,
                              column->value_count - from);
        with += wide_any_and(bits, set->bits, all->words);
    }
    return with;
}

const bool *facet_documents_copied(const struct facet_documents *all) {
    return all->copied;
}
