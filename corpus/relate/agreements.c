/* agreements.c - which agreements are editions of one, and which borrowed their
 * words from another place's.
 *
 * Editions are sought among agreements of one kind and place, of which there
 * are few; borrowed words among all agreements, by the least shingles of each,
 * which are the same sample of all texts. */
#include <stdlib.h>
#include <string.h>

#include "relate/papers.h"

enum {
    EDITION_SCAN = 32, /* of one place, in the order of their dates */
    BORROWED_SAMPLE = 64,
    BORROWED_SCAN = 8, /* of those that share a shingle: the earliest, and as
                        * many that come next before */
    BORROWED_TRIED = 8
};

/* Much of the same text: see copies.c for what is usual. Names that differ need
 * more of it. */
static const double EDITION_JACCARD = 0.20;
static const double EDITION_CONTAINED = 0.40;
static const double RENAMED_JACCARD = 0.50;
static const double BORROWED_JACCARD = 0.18;
static const double BORROWED_CONTAINED = 0.35;

/* The agreements, those of one kind and place side by side, by date. */

struct placed {
    const char *place;
    enum agreement kind;
    uint32_t rank;
    size_t paper;
};

static int compare_placed(const void *a, const void *b) {
    const struct placed *first = a;
    const struct placed *second = b;
    if (first->kind != second->kind)
        return first->kind < second->kind ? -1 : 1;
    int order = strcmp(first->place, second->place);
    if (order != 0)
        return order;
    return (first->rank > second->rank) - (first->rank < second->rank);
}

static const char *place_of(const struct paper *paper) {
    if (paper->agreement == AGREEMENT_NATIONAL)
        return "";
    if (paper->claim.places.count > 0)
        return paper->claim.places.items[0];
    return paper->claim.regions.count > 0 ? paper->claim.regions.items[0] : "";
}

static struct placed *place_agreements(struct relator *relator, size_t *count) {
    struct placed *list =
        arena_alloc(&relator->arena, relator->count * sizeof *list);
    *count = 0;
    for (size_t i = 0; list && i < relator->count; i++) {
        const struct paper *paper = &relator->papers[i];
        if (paper->agreement != AGREEMENT_NONE && paper_leads(relator, i))
            list[(*count)++] = (struct placed){
                place_of(paper), paper->agreement, relator->rank[i], i};
    }
    if (list && *count > 0)
        qsort(list, *count, sizeof *list, compare_placed);
    return list;
}

/* Editions. */

static bool parties_meet(const struct paper *a, const struct paper *b) {
    if (a->parties.count == 0 || b->parties.count == 0)
        return true;
    for (size_t i = 0; i < a->parties.count; i++)
        for (size_t j = 0; j < b->parties.count; j++)
            if (a->parties.hashes[i] == b->parties.hashes[j])
                return true;
    return false;
}

static bool share_a_name(const struct paper *a, const struct paper *b) {
    for (size_t i = 0; i < a->name_count; i++)
        for (size_t j = 0; j < b->name_count; j++)
            if (a->names[i].head != HEAD_NONE &&
                a->names[i].head == b->names[j].head &&
                name_words_equal(&a->names[i], &b->names[j]))
                return true;
    return false;
}

static bool are_named_apart(const struct paper *a, const struct paper *b) {
    return a->names[0].head != HEAD_NONE && b->names[0].head != HEAD_NONE &&
           !name_words_equal(&a->names[0], &b->names[0]);
}

static bool are_editions(const struct paper *a, const struct paper *b) {
    if (!parties_meet(a, b))
        return false;
    if (share_a_name(a, b))
        return true;
    struct likeness likeness =
        sketch_compare(&a->claim.print.sketch, &b->claim.print.sketch);
    if (are_named_apart(a, b))
        return likeness.jaccard >= RENAMED_JACCARD;
    return likeness.jaccard >= EDITION_JACCARD ||
           likeness.contained >= EDITION_CONTAINED;
}

/* Put `paper`, which is later than all, at the end of the series that `other`
 * is of. The first knows the last while the series grows. */
static void join_series(struct paper *papers, size_t other, size_t paper) {
    if (papers[other].series == NO_PAPER) {
        papers[other].series = other;
        papers[other].last_in_series = other;
    }
    struct paper *first = &papers[papers[other].series];
    papers[first->last_in_series].next_in_series = paper;
    first->last_in_series = paper;
    papers[paper].series = papers[other].series;
}

/* The edition before is the last one whose date lies wholly before: without
 * firm dates there is no before. Only so many before are looked at. */
static void link_editions(struct paper *papers, size_t first) {
    size_t recent[EDITION_SCAN];
    size_t count = 0;
    for (size_t later = first; later != NO_PAPER;
         later = papers[later].next_in_series) {
        size_t before = NO_PAPER;
        if (!date_is_firm(&papers[later].claim))
            continue;
        for (size_t i = count; i > 0 && count - i < EDITION_SCAN; i--) {
            size_t earlier = recent[(i - 1) % EDITION_SCAN];
            if (papers[earlier].claim.date.latest <
                papers[later].claim.date.earliest) {
                before = earlier;
                break;
            }
        }
        recent[count++ % EDITION_SCAN] = later;
        papers[later].earlier = before;
        if (before != NO_PAPER && papers[before].later == NO_PAPER)
            papers[before].later = later;
    }
}

static bool of_one_place(const struct placed *a, const struct placed *b) {
    return a->kind == b->kind && strcmp(a->place, b->place) == 0;
}

static void find_editions(struct relator *relator, const struct placed *list,
                          size_t count) {
    struct paper *papers = relator->papers;
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && i - j < EDITION_SCAN &&
                           of_one_place(&list[j - 1], &list[i]);
             j--)
            if (are_editions(&papers[list[j - 1].paper],
                             &papers[list[i].paper])) {
                join_series(papers, list[j - 1].paper, list[i].paper);
                break;
            }
    for (size_t i = 0; i < count; i++)
        if (papers[list[i].paper].series == list[i].paper)
            link_editions(papers, list[i].paper);
}

/* Borrowed words. */

struct sampled {
    uint32_t hash;
    uint32_t rank;
    size_t paper;
};

static int compare_sampled(const void *a, const void *b) {
    const struct sampled *first = a;
    const struct sampled *second = b;
    if (first->hash != second->hash)
        return first->hash < second->hash ? -1 : 1;
    return (first->rank > second->rank) - (first->rank < second->rank);
}

struct samples {
    struct sampled *items;
    size_t count;
};

static size_t sample_size(const struct paper *paper) {
    size_t count = paper->claim.print.sketch.count;
    return count < BORROWED_SAMPLE ? count : BORROWED_SAMPLE;
}

static bool sample_agreements(struct samples *out, struct relator *relator,
                              const struct placed *list, size_t count) {
    out->count = 0;
    out->items = arena_alloc(&relator->arena,
                             count * BORROWED_SAMPLE * sizeof *out->items);
    if (!out->items)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct paper *paper = &relator->papers[list[i].paper];
        for (size_t j = 0; j < sample_size(paper); j++)
            out->items[out->count++] = (struct sampled){
                unpack_hash(paper->claim.print.sketch.hashes[j]), list[i].rank,
                list[i].paper};
    }
    if (out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, compare_sampled);
    return true;
}

/* Index of the first sample that is not before (hash, rank). */
static size_t find_sample(const struct samples *samples, uint32_t hash,
                          uint32_t rank) {
    const struct sampled wanted = {hash, rank, 0};
    size_t low = 0;
    size_t high = samples->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_sampled(&samples->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Earlier agreements by how many samples they share with one. */
struct sharer {
    uint32_t rank;
    uint32_t shared;
    size_t paper;
};

struct sharers {
    struct sharer items[2 * BORROWED_SCAN * BORROWED_SAMPLE];
    size_t count;
};

static void take_sharer(struct sharers *sharers, const struct sampled *sample) {
    sharers->items[sharers->count++] =
        (struct sharer){sample->rank, 1, sample->paper};
}

static int compare_sharer_ranks(const void *a, const void *b) {
    const struct sharer *first = a;
    const struct sharer *second = b;
    return (first->rank > second->rank) - (first->rank < second->rank);
}

static int compare_sharers(const void *a, const void *b) {
    const struct sharer *first = a;
    const struct sharer *second = b;
    if (first->shared != second->shared)
        return first->shared > second->shared ? -1 : 1;
    return compare_sharer_ranks(a, b);
}

static void find_sharers(struct sharers *sharers, const struct relator *relator,
                         const struct samples *samples, size_t index) {
    const struct paper *paper = &relator->papers[index];
    sharers->count = 0;
    for (size_t i = 0; i < sample_size(paper); i++) {
        uint32_t hash = unpack_hash(paper->claim.print.sketch.hashes[i]);
        size_t first = find_sample(samples, hash, 0);
        size_t own = find_sample(samples, hash, relator->rank[index]);
        size_t near = own - first > BORROWED_SCAN ? own - BORROWED_SCAN : first;
        for (size_t j = first; j < near && j - first < BORROWED_SCAN; j++)
            take_sharer(sharers, &samples->items[j]);
        for (size_t j = near; j < own; j++)
            take_sharer(sharers, &samples->items[j]);
    }
    if (sharers->count == 0)
        return;
    qsort(sharers->items, sharers->count, sizeof sharers->items[0],
          compare_sharer_ranks);
    size_t kept = 0;
    for (size_t i = 0; i < sharers->count; i++) {
        if (kept > 0 && sharers->items[kept - 1].rank == sharers->items[i].rank)
            sharers->items[kept - 1].shared++;
        else
            sharers->items[kept++] = sharers->items[i];
    }
    sharers->count = kept;
    qsort(sharers->items, kept, sizeof sharers->items[0], compare_sharers);
}

/* A later one of another place; what is national lends to every place. */
static bool may_borrow(const struct paper *later, const struct paper *earlier) {
    const struct claim_list *places = &later->claim.places;
    const struct claim_list *others = &earlier->claim.places;
    return date_is_firm(&later->claim) && date_is_firm(&earlier->claim) &&
           earlier->claim.date.latest < later->claim.date.earliest &&
           later->agreement != AGREEMENT_NATIONAL && places->count > 0 &&
           !lists_meet(places, others) &&
           (others->count > 0 || earlier->agreement != AGREEMENT_LOCAL);
}

static void find_borrowed(struct relator *relator,
                          const struct samples *samples, size_t index,
                          struct sharers *sharers) {
    struct paper *paper = &relator->papers[index];
    double best = 0;
    find_sharers(sharers, relator, samples, index);
    for (size_t i = 0, tried = 0; i < sharers->count && tried < BORROWED_TRIED;
         i++) {
        const struct paper *other = &relator->papers[sharers->items[i].paper];
        if (!may_borrow(paper, other))
            continue;
        struct likeness likeness = sketch_compare(&paper->claim.print.sketch,
                                                  &other->claim.print.sketch);
        tried++;
        if ((likeness.jaccard >= BORROWED_JACCARD ||
             likeness.contained >= BORROWED_CONTAINED) &&
            likeness.jaccard > best) {
            best = likeness.jaccard;
            paper->borrowed_from = sharers->items[i].paper;
        }
    }
}

/* The other way round, in the order of ids. */
static void list_borrowers(struct relator *relator) {
    struct paper *papers = relator->papers;
    for (size_t i = relator->count; i > 0; i--) {
        size_t lender = papers[i - 1].borrowed_from;
        if (lender == NO_PAPER)
            continue;
        papers[i - 1].next_borrower = papers[lender].first_borrower;
        papers[lender].first_borrower = i - 1;
    }
}

enum concord_status relate_agreements(struct relator *relator,
                                      struct concord_error *err) {
    size_t count = 0;
    const struct placed *list = place_agreements(relator, &count);
    struct samples samples = {0};
    struct sharers *sharers = arena_alloc(&relator->arena, sizeof *sharers);
    if (!list || !sharers || !sample_agreements(&samples, relator, list, count))
        return concord_no_memory(err);
    find_editions(relator, list, count);
    for (size_t i = 0; i < count; i++)
        find_borrowed(relator, &samples, list[i].paper, sharers);
    list_borrowers(relator);
    return CONCORD_OK;
}
