/* facet_bitmaps.c - turns a column into bitmaps, once. */
#include "facet_bitmaps.h"

#include <stdlib.h>

#include "columns_file.h"

struct facet_bitmaps {
    const struct facet_columns *columns;
    /* Of a facet of few values: pointers to its bitmaps, which follow them. */
    const uint64_t **facets[SCHEMA_FACETS_MAX];
    /* Of one of many. */
    struct facet_documents *documents[SCHEMA_FACETS_MAX];
};

static void free_documents(struct facet_documents *documents,
                           const struct facet_column *column) {
    if (documents == NULL)
        return;
    for (uint32_t i = 0; i <= column->value_count; i++)
        free((void *)(uintptr_t)documents->bits[i]);
    free((void *)documents->bits);
    free(documents);
}

void facet_bitmaps_destroy(struct facet_bitmaps *bitmaps) {
    if (bitmaps == NULL)
        return;
    for (unsigned i = 0; i < SCHEMA_FACETS_MAX; i++) {
        free((void *)bitmaps->facets[i]);
        free_documents(bitmaps->documents[i], &bitmaps->columns->facets[i]);
    }
    free(bitmaps);
}

static void set_bit(uint64_t *bits, uint32_t docid) {
    bits[docid / 64] |= UINT64_C(1) << (docid % 64);
}

static void fill(uint64_t *bits, const struct facet_columns *columns,
                 const struct facet_column *column) {
    size_t words = columns_live_words(columns->limit);
    for (uint32_t docid = 0; docid < columns->limit; docid++) {
        uint32_t start = column->starts[docid];
        uint32_t end = column->starts[docid + 1];
        for (uint32_t i = start; i < end; i++)
            set_bit(bits + column->ordinals[i] * words, docid);
        if (start == end && facet_columns_is_live(columns, docid))
            set_bit(bits + column->value_count * words, docid);
    }
}

static const uint64_t **make(const struct facet_columns *columns,
                             const struct facet_column *column) {
    size_t words = columns_live_words(columns->limit);
    size_t count = (size_t)column->value_count + 1;
    uint64_t *room = calloc(count * (words + 1), sizeof *room);
    if (room == NULL)
        return NULL;
    const uint64_t **each = (const uint64_t **)(void *)room;
    for (size_t i = 0; i < count; i++)
        each[i] = room + count + i * words;
    fill(room + count, columns, column);
    return each;
}

/* `next` has where the first document of each value goes. */
static void list_documents(uint32_t *next, uint32_t *docids,
                           const struct facet_columns *columns,
                           const struct facet_column *column) {
    for (uint32_t docid = 0; docid < columns->limit; docid++) {
        uint32_t start = column->starts[docid];
        uint32_t end = column->starts[docid + 1];
        for (uint32_t i = start; i < end; i++)
            docids[next[column->ordinals[i]]++] = docid;
        if (start == end && facet_columns_is_live(columns, docid))
            docids[next[column->value_count]++] = docid;
    }
}

/* A value of so many documents is counted quicker as bits. */
static bool is_common(const struct facet_documents *documents, uint32_t value,
                      size_t words) {
    return documents->starts[value + 1] - documents->starts[value] > words / 4;
}

static bool add_bits(struct facet_documents *documents, uint32_t values,
                     size_t words) {
    for (uint32_t i = 0; i <= values; i++) {
        if (!is_common(documents, i, words))
            continue;
        uint64_t *bits = calloc(words, sizeof *bits);
        documents->bits[i] = bits;
        if (bits == NULL)
            return false;
        for (uint32_t at = documents->starts[i]; at < documents->starts[i + 1];
             at++)
            set_bit(bits, documents->docids[at]);
    }
    return true;
}

/* A counting sort. What is returned has its arrays of numbers behind it. */
static struct facet_documents *turn_round(const struct facet_columns *columns,
                                          const struct facet_column *column) {
    uint32_t values = column->value_count;
    uint32_t ordinals = column->starts[columns->limit];
    size_t most = (size_t)ordinals + columns->live_count;
    struct facet_documents *documents =
        calloc(1, sizeof *documents + (values + 3 + most) * sizeof(uint32_t));
    if (documents == NULL)
        return NULL;
    uint32_t *starts = (uint32_t *)(void *)(documents + 1);
    documents->starts = starts;
    documents->docids = starts + values + 3;
    documents->bits = calloc((size_t)values + 1, sizeof *documents->bits);
    if (documents->bits == NULL) {
        free(documents);
        return NULL;
    }
    /* Two places on, so that a value's start is where its next one goes. */
    for (uint32_t i = 0; i < ordinals; i++)
        starts[column->ordinals[i] + 2]++;
    for (uint32_t i = 0; i < values + 2; i++)
        starts[i + 1] += starts[i];
    list_documents(starts + 1, starts + values + 3, columns, column);
    if (add_bits(documents, values, columns_live_words(columns->limit)))
        return documents;
    free_documents(documents, column);
    return NULL;
}

enum concord_status facet_bitmaps_create(struct facet_bitmaps **out,
                                         const struct facet_columns *columns,
                                         struct concord_error *err) {
    struct facet_bitmaps *bitmaps = *out = calloc(1, sizeof *bitmaps);
    bool done = bitmaps != NULL;
    for (uint32_t i = 0; done && i < columns->facet_count; i++) {
        const struct facet_column *column = &columns->facets[i];
        bitmaps->columns = columns;
        if (column->value_count <= FACET_BITMAPS_MOST)
            bitmaps->facets[i] = make(columns, column);
        else
            bitmaps->documents[i] = turn_round(columns, column);
        done = bitmaps->facets[i] != NULL || bitmaps->documents[i] != NULL;
    }
    if (done)
        return CONCORD_OK;
    facet_bitmaps_destroy(bitmaps);
    *out = NULL;
    return concord_no_memory(err);
}

const uint64_t *const *facet_bitmaps_of(const struct facet_bitmaps *bitmaps,
                                        uint32_t facet) {
    return bitmaps->facets[facet];
}

const struct facet_documents *
facet_bitmaps_documents(const struct facet_bitmaps *bitmaps, uint32_t facet) {
    return bitmaps->documents[facet];
}
