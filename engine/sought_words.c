/* sought_words.c - gathers the leaves of a query and sorts their words, so that
 * a word of a text costs a binary search whatever is sought. */
#include "sought_words.h"

#include <stdlib.h>
#include <string.h>

struct collecting {
    struct sought_words *out;
    struct arena *arena;
    struct stemmer *stemmer;
    bool one_matter; /* what comes is another form of the same */
};

/* ---- items ---- */

static double weight_of(const struct query *query) {
    double form = query->weight > 0 ? query->weight : 1.0;
    return form * query_share(query);
}

static bool same_words(const struct sought_word *one,
                       const struct sought_word *other) {
    if (one->kind != other->kind || one->exact != other->exact ||
        one->window != other->window || one->word_count != other->word_count)
        return false;
    for (size_t i = 0; i < one->word_count; i++)
        if (strcmp(one->words[i], other->words[i]) != 0)
            return false;
    return true;
}

/* What is asked for twice is sought once. */
static bool is_known(struct sought_words *out, const struct sought_word *item) {
    for (size_t i = 0; i < out->count; i++) {
        if (!same_words(&out->items[i], item))
            continue;
        if (out->items[i].weight < item->weight)
            out->items[i].weight = item->weight;
        return true;
    }
    return false;
}

static enum concord_status add_item(struct collecting *collecting,
                                    struct sought_word item,
                                    struct concord_error *err) {
    struct sought_words *out = collecting->out;
    if (is_known(out, &item))
        return CONCORD_OK;
    struct sought_word *added =
        arena_push(collecting->arena, &out->items, &out->count, sizeof *added);
    if (added == NULL)
        return concord_no_memory(err);
    if (!collecting->one_matter)
        out->matters++;
    item.matter = out->matters - 1;
    if (item.kind == QUERY_NEAR) {
        item.near_one = out->near_ones;
        out->near_ones += (unsigned)item.word_count;
    }
    *added = item;
    return CONCORD_OK;
}

static enum concord_status add_word(struct collecting *collecting,
                                    const struct query *query, size_t index,
                                    struct concord_error *err) {
    bool prefix = query->kind == QUERY_PREFIX;
    struct sought_word item = {.kind = prefix ? QUERY_PREFIX : QUERY_WORD,
                               .words = &query->words[index],
                               .word_count = 1,
                               .weight = weight_of(query)};
    /* The word of a phrase of one, or of near, is not stemmed. */
    item.exact = query->exact || query->kind != QUERY_WORD;
    if (!item.exact) {
        const char *word = query->words[index];
        item.words = arena_alloc(collecting->arena, sizeof *item.words);
        if (item.words != NULL)
            item.words[0] = arena_string(
                collecting->arena,
                stemmer_stem(collecting->stemmer, word, strlen(word)));
        if (item.words == NULL || item.words[0] == NULL)
            return concord_no_memory(err);
    }
    return add_item(collecting, item, err);
}

static enum concord_status add_leaf(struct collecting *collecting,
                                    const struct query *query,
                                    struct concord_error *err) {
    bool several = query->word_count > 1 &&
                   (query->kind == QUERY_PHRASE || query->kind == QUERY_NEAR);
    if (several) {
        /* A form of a word is worth a share of the word, however long. */
        double words = query->weight > 0 ? 1.0 : (double)query->word_count;
        struct sought_word item = {.kind = query->kind,
                                   .exact = true,
                                   .words = query->words,
                                   .word_count = query->word_count,
                                   .weight = weight_of(query) * words};
        if (query->kind == QUERY_NEAR)
            item.window = query->window;
        return add_item(collecting, item, err);
    }
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < query->word_count && status == CONCORD_OK; i++)
        status = add_word(collecting, query, i, err);
    return status;
}

static enum concord_status add_tree(struct collecting *collecting,
                                    const struct query *query,
                                    struct concord_error *err) {
    if (query->child_count == 0)
        return query->field == QUERY_IN_TITLE
                   ? CONCORD_OK
                   : add_leaf(collecting, query, err);
    enum concord_status status = CONCORD_OK;
    size_t wanted = query->kind == QUERY_AND_NOT ? 1 : query->child_count;
    size_t before = collecting->out->count;
    for (size_t i = 0; i < wanted && status == CONCORD_OK; i++) {
        collecting->one_matter =
            query->kind == QUERY_SYNONYM && collecting->out->count > before;
        status = add_tree(collecting, query->children[i], err);
    }
    collecting->one_matter = false;
    return status;
}

/* ---- places ---- */

static int compare_places(const void *left, const void *right) {
    const struct sought_place *a = left;
    const struct sought_place *b = right;
    int order = strcmp(a->word, b->word);
    if (order != 0)
        return order;
    if (a->item != b->item)
        return a->item < b->item ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static struct sought_places *places_for(struct sought_words *out,
                                        const struct sought_word *item) {
    if (item->kind == QUERY_PREFIX)
        return &out->prefixes;
    return item->exact ? &out->exact : &out->stems;
}

static bool add_place(struct sought_words *out, struct arena *arena,
                      unsigned item, unsigned place) {
    struct sought_places *places = places_for(out, &out->items[item]);
    struct sought_place *added =
        arena_push(arena, &places->items, &places->count, sizeof *added);
    if (added == NULL)
        return false;
    added->word = out->items[item].words[place];
    added->item = item;
    added->place = place;
    places->begins[(unsigned char)added->word[0]] = true;
    return true;
}

static enum concord_status sort_places(struct sought_words *out,
                                       struct arena *arena,
                                       struct concord_error *err) {
    for (unsigned i = 0; i < out->count; i++)
        for (unsigned j = 0; j < out->items[i].word_count; j++)
            if (!add_place(out, arena, i, j))
                return concord_no_memory(err);
    struct sought_places *const all[] = {&out->exact, &out->stems,
                                         &out->prefixes};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i]->count > 1)
            qsort(all[i]->items, all[i]->count, sizeof *all[i]->items,
                  compare_places);
    return CONCORD_OK;
}

const struct sought_place *sought_places_find(const struct sought_places *among,
                                              const char *word, size_t *count) {
    *count = 0;
    if (!among->begins[(unsigned char)word[0]])
        return NULL;
    size_t first = 0;
    size_t end = among->count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (strcmp(among->items[middle].word, word) < 0)
            first = middle + 1;
        else
            end = middle;
    }
    while (first + *count < among->count &&
           strcmp(among->items[first + *count].word, word) == 0)
        ++*count;
    return *count > 0 ? &among->items[first] : NULL;
}

enum concord_status sought_words_collect(struct sought_words *out,
                                         struct arena *arena,
                                         const struct query *query,
                                         struct stemmer *stemmer,
                                         struct concord_error *err) {
    memset(out, 0, sizeof *out);
    if (query == NULL)
        return CONCORD_OK;
    struct collecting collecting = {out, arena, stemmer, false};
    enum concord_status status = add_tree(&collecting, query, err);
    return status == CONCORD_OK ? sort_places(out, arena, err) : status;
}
