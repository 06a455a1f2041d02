/* document_ranks.c - see document_ranks.h. */
#include "document_ranks.h"

#include <stdlib.h>
#include <string.h>

#include "text/head_sort.h"
#include "text/string_head.h"

/* Documents are sorted by a number, and where that is the same, by what it is
 * the head of, and then by their ids: lists are of indexes of sort keys, and
 * those are in the order of ids. */
typedef uint64_t ranked_head(const struct sort_key *key);
typedef int ranked_order(const struct sort_key *a, const struct sort_key *b);

struct ranking {
    ranked_head *head;
    ranked_order *order; /* NULL: the head is all */
};

static uint64_t head_of_id(const struct sort_key *key) {
    return string_head(key->id);
}

static uint64_t head_of_title(const struct sort_key *key) {
    return string_head(key->title);
}

static uint64_t head_of_indexed(const struct sort_key *key) {
    return ~string_head(key->indexed); /* the latest first */
}

/* As numbers without a sign are ordered. */
static uint64_t head_of_day(int64_t day) {
    return (uint64_t)day ^ (uint64_t)1 << 63;
}

static uint64_t head_of_newest(const struct sort_key *key) {
    return head_of_day(key->newest);
}

static uint64_t head_of_oldest(const struct sort_key *key) {
    return head_of_day(key->oldest);
}

static int by_id(const struct sort_key *a, const struct sort_key *b) {
    return strcmp(a->id, b->id);
}

static int by_title(const struct sort_key *a, const struct sort_key *b) {
    return strcmp(a->title, b->title);
}

/* Most papers share the string with the one added before. */
static int by_indexed(const struct sort_key *a, const struct sort_key *b) {
    return a->indexed == b->indexed ? 0 : strcmp(b->indexed, a->indexed);
}

struct ranking_context {
    const struct sort_key *keys;
    ranked_order *order;
};

static int compare_ranked(const struct headed *a, const struct headed *b,
                          const void *context) {
    const struct ranking_context *ranking = context;
    return ranking->order(&ranking->keys[a->at], &ranking->keys[b->at]);
}

static void sort_ranked(struct headed *list, const struct sort_key *keys,
                        size_t count, const struct ranking *ranking) {
    struct ranking_context context = {keys, ranking->order};
    for (size_t i = 0; i < count; i++)
        list[i] =
            (struct headed){.head = ranking->head(&keys[i]), .at = (uint32_t)i};
    head_sort(list, count, ranking->order == NULL ? NULL : compare_ranked,
              &context);
}

static bool sort_keys(struct sort_key *keys, size_t count,
                      struct headed *list) {
    static const struct ranking ids = {head_of_id, by_id};
    struct sort_key *sorted = malloc((count + 1) * sizeof *sorted);
    if (sorted == NULL)
        return false;
    sort_ranked(list, keys, count, &ids);
    for (size_t i = 0; i < count; i++)
        sorted[i] = keys[list[i].at];
    if (count > 0)
        memcpy(keys, sorted, count * sizeof *keys);
    free(sorted);
    return true;
}

static void rank_by(uint32_t *ranks, const struct sort_key *keys, size_t count,
                    struct headed *list, const struct ranking *ranking) {
    sort_ranked(list, keys, count, ranking);
    for (size_t i = 0; i < count; i++)
        ranks[keys[list[i].at].docid] = (uint32_t)i;
}

bool document_ranks_settle(const struct document_ranks *ranks,
                           struct sort_key *keys, size_t count) {
    static const struct ranking titles = {head_of_title, by_title};
    static const struct ranking indexed = {head_of_indexed, by_indexed};
    static const struct ranking newest = {head_of_newest, NULL};
    static const struct ranking oldest = {head_of_oldest, NULL};
    struct headed *list = malloc((count + 1) * sizeof *list);
    bool sorted = list != NULL && sort_keys(keys, count, list);
    if (sorted) {
        for (size_t i = 0; i < count; i++)
            ranks->id[keys[i].docid] = (uint32_t)i;
        rank_by(ranks->title, keys, count, list, &titles);
        rank_by(ranks->indexed, keys, count, list, &indexed);
        rank_by(ranks->newest, keys, count, list, &newest);
        rank_by(ranks->oldest, keys, count, list, &oldest);
    }
    free(list);
    return sorted;
}
