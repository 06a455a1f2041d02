/* copies.c - which papers are copies of one.
 *
 * Candidates are papers whose prints agree in a band; whether they are
 * copies is then told by their sketches and by what they say of themselves.
 * Being a copy is not transitive, so that groups are stars: papers are taken
 * the fullest first, then the earliest; each that no group has taken leads one,
 * and takes what is its copy and conflicts with none that it has taken.
 *
 * The thresholds stand in a wide gap. In the sample archive copies (on another
 * host, with another page round them) have 0.86 of their shingles of four words
 * in common or more; editions of one agreement and borrowed codes 0.27 to 0.63;
 * any other two papers less than 0.03. Templates filled in for another place
 * come as near as copies, and are parted by their names and years. */
#include <stdlib.h>
#include <string.h>

#include "hash_bits.h"
#include "hash_sort.h"
#include "relate/papers.h"

enum {
    TINY_WORDS = 12,  /* below: only the very same words and title */
    SHORT_WORDS = 60, /* below: the same title as well */
    MIDDLE_WORDS = 200,
    PAGE_DAYS = 31,     /* a paper put up again is dated some days later */
    MISSES_MAX = 256,   /* papers of a band that are no copies after all */
    STEPS_MAX = 16384,  /* in a band without a new copy */
    BANDS = PRINT_BANDS /* the last: the whole sketch */
};

static const double SHORT_JACCARD = 0.90;
static const double MIDDLE_JACCARD = 0.84;
static const double LONG_JACCARD = 0.76;
/* Of two agreements, one of them undated. */
static const double UNDATED_JACCARD = 0.95;
static const double WITHIN_CONTAINED = 0.97; /* a page that says more besides */
static const double WITHIN_JACCARD = 0.65;

/* Conflicts. */

/* Each has a party, or a signatory, that the other lacks. */
static bool hash_lists_part(const struct hash_list *a,
                            const struct hash_list *b) {
    size_t i = 0;
    size_t j = 0;
    bool only_a = false;
    bool only_b = false;
    while (i < a->count && j < b->count) {
        only_a |= a->hashes[i] < b->hashes[j];
        only_b |= a->hashes[i] > b->hashes[j];
        size_t step_a = a->hashes[i] <= b->hashes[j];
        j += a->hashes[i] >= b->hashes[j];
        i += step_a;
    }
    only_a |= i < a->count;
    only_b |= j < b->count;
    return a->count > 0 && b->count > 0 && only_a && only_b;
}

bool lists_meet(const struct claim_list *a, const struct claim_list *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (strcmp(a->items[i], b->items[j]) == 0)
                return true;
    return false;
}

static bool lists_part(const struct claim_list *a, const struct claim_list *b) {
    return a->count > 0 && b->count > 0 && !lists_meet(a, b);
}

static bool dates_conflict(const struct claim *a, const struct claim *b) {
    if (!date_is_firm(a) || !date_is_firm(b) || !dates_part(a->date, b->date))
        return false;
    int64_t gap = a->date.latest < b->date.earliest
                      ? (int64_t)b->date.earliest - a->date.latest
                      : (int64_t)a->date.earliest - b->date.latest;
    return !(a->page_date || b->page_date) || gap > PAGE_DAYS;
}

/* Two papers can be no copies of one: their dates, places, parties or
 * signatories do not agree. What one of them lacks is no conflict. */
static bool papers_conflict(const struct paper *a, const struct paper *b) {
    return dates_conflict(&a->claim, &b->claim) ||
           lists_part(&a->claim.places, &b->claim.places) ||
           lists_part(&a->claim.regions, &b->claim.regions) ||
           hash_lists_part(&a->parties, &b->parties) ||
           hash_lists_part(&a->signatories, &b->signatories);
}

/* Marks: a template's copies differ in names and years that each has and the
 * other has not. In a long text one may be a misprint, two are none. */

static uint32_t mark_count(const struct text_print *print, uint32_t hash) {
    size_t low = 0;
    size_t high = print->mark_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (print->marks[middle].hash == hash)
            return print->marks[middle].count;
        if (print->marks[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static bool has_mark_of_its_own(const struct text_print *print,
                                const struct text_print *other,
                                uint32_t least) {
    for (size_t i = 0; i < print->mark_count; i++) {
        uint32_t count = print->marks[i].count;
        if (count >= least && count > 2 * other->mark_floor &&
            mark_count(other, print->marks[i].hash) == 0)
            return true;
    }
    return false;
}

static bool marks_part(const struct paper *a, const struct paper *b,
                       size_t words) {
    uint32_t least = words < MIDDLE_WORDS ? 1 : 2;
    return has_mark_of_its_own(&a->claim.print, &b->claim.print, least) &&
           has_mark_of_its_own(&b->claim.print, &a->claim.print, least);
}

/* Likeness. */

static double wanted_jaccard(const struct paper *a, const struct paper *b,
                             size_t words) {
    bool agreements =
        a->agreement != AGREEMENT_NONE || b->agreement != AGREEMENT_NONE;
    if (words < TINY_WORDS)
        return 1;
    if (agreements && date_is_firm(&a->claim) != date_is_firm(&b->claim))
        return UNDATED_JACCARD;
    if (words < SHORT_WORDS)
        return SHORT_JACCARD;
    return words < MIDDLE_WORDS ? MIDDLE_JACCARD : LONG_JACCARD;
}

static bool is_within(const struct paper *a, const struct paper *b,
                      size_t words, struct likeness likeness) {
    return words >= MIDDLE_WORDS && a->agreement == AGREEMENT_NONE &&
           b->agreement == AGREEMENT_NONE &&
           likeness.contained >= WITHIN_CONTAINED &&
           likeness.jaccard >= WITHIN_JACCARD;
}

static bool are_copies(const struct paper *a, const struct paper *b) {
    size_t words =
        a->claim.words < b->claim.words ? a->claim.words : b->claim.words;
    if (words == 0 || papers_conflict(a, b))
        return false;
    if (words < SHORT_WORDS && a->title_hash != b->title_hash)
        return false;
    struct likeness likeness =
        sketch_compare(&a->claim.print.sketch, &b->claim.print.sketch);
    return (likeness.jaccard >= wanted_jaccard(a, b, words) ||
            is_within(a, b, words, likeness)) &&
           !marks_part(a, b, words);
}

/* Candidates: papers' bands, those that agree side by side. Most bands are one
 * paper's alone and are left out.
 *
 *   places    of the paper at `order` k: places[k * BANDS + band] is how many
 *             entries there are up to its own, or 0 when it has none
 *   entries   (band and its rows, order) ascending */

struct band_entry {
    uint64_t key; /* first: the list is sorted by it */
    uint32_t order;
    uint32_t band;
};

struct candidates {
    struct band_entry *entries;
    size_t count;
    uint32_t *places;
};

static int compare_entries(const void *a, const void *b) {
    const struct band_entry *first = a;
    const struct band_entry *second = b;
    if (first->key != second->key)
        return first->key < second->key ? -1 : 1;
    if (first->band != second->band)
        return first->band < second->band ? -1 : 1;
    return (first->order > second->order) - (first->order < second->order);
}

/* Some of the bands of all papers: so few that the bits of their keys stay in
 * the cache. */
struct band_range {
    const struct packed_hash *const *bands; /* of the papers in their order */
    size_t papers;
    uint32_t first;
    uint32_t end;
};

/* A paper's bands, having sent for those of a paper to come. */
static const struct packed_hash *bands_at(const struct band_range *range,
                                          size_t k) {
    enum { AHEAD = 16 };
    if (k + AHEAD < range->papers)
        __builtin_prefetch(range->bands[k + AHEAD] + range->first);
    return range->bands[k];
}

/* Spread over all numbers, the greater ones too, as is sought and sorted by. */
static uint64_t band_key(struct packed_hash band) {
    return (uint64_t)unpack_hash(band) << 32;
}

/* The keys that several papers have, and some that only look as if. */
static void mark_common(struct hash_bits *met, struct hash_bits *common,
                        const struct band_range *range) {
    for (size_t k = 0; k < range->papers; k++) {
        const struct packed_hash *bands = bands_at(range, k);
        for (uint32_t band = range->first; band < range->end; band++) {
            uint64_t key = band_key(bands[band]);
            hash_bits_set(hash_bits_has(met, key) ? common : met, key);
        }
    }
}

static void list_common(struct candidates *out, const struct hash_bits *common,
                        const struct band_range *range) {
    for (uint32_t k = 0; k < range->papers; k++) {
        const struct packed_hash *bands = bands_at(range, k);
        for (uint32_t band = range->first; band < range->end; band++)
            if (hash_bits_has(common, band_key(bands[band])))
                out->entries[out->count++] =
                    (struct band_entry){band_key(bands[band]), k, band};
    }
}

static bool list_range(struct candidates *out, const struct band_range *range) {
    struct hash_bits met = {0};
    struct hash_bits common = {0};
    size_t most = range->papers * (range->end - range->first);
    bool good = hash_bits_create(&met, most) && hash_bits_create(&common, most);
    if (good) {
        mark_common(&met, &common, range);
        list_common(out, &common, range);
    }
    free(met.bits);
    free(common.bits);
    return good;
}

/* Entries of keys that are not a paper's alone. */
static bool list_entries(struct candidates *out, const struct relator *relator,
                         const uint32_t *order) {
    enum { AT_ONCE = 4 };
    size_t count = relator->count;
    const struct packed_hash **bands = malloc((count + 1) * sizeof *bands);
    out->entries = malloc((count * BANDS + 1) * sizeof *out->entries);
    bool good = bands && out->entries;
    for (size_t k = 0; good && k < count; k++)
        bands[k] = relator->papers[order[k]].claim.print.bands;
    for (uint32_t first = 0; good && first < BANDS; first += AT_ONCE) {
        uint32_t end = first + AT_ONCE < BANDS ? first + AT_ONCE : BANDS;
        good = list_range(out, &(struct band_range){bands, count, first, end});
    }
    free(bands);
    return good;
}

static bool candidates_make(struct candidates *out,
                            const struct relator *relator,
                            const uint32_t *order) {
    out->places = calloc(relator->count * BANDS + 1, sizeof *out->places);
    if (!out->places || !list_entries(out, relator, order))
        return false;
    hash_sort(out->entries, out->count, sizeof *out->entries, compare_entries);
    for (size_t i = 0; i < out->count; i++) {
        const struct band_entry *entry = &out->entries[i];
        out->places[entry->order * BANDS + entry->band] = (uint32_t)i + 1;
    }
    return true;
}

/* The fullest first, then the earliest, then by id. */

struct fullness {
    size_t words;
    uint32_t rank;
    uint32_t index;
};

static int compare_fullness(const void *a, const void *b) {
    const struct fullness *first = a;
    const struct fullness *second = b;
    if (first->words != second->words)
        return first->words > second->words ? -1 : 1;
    return (first->rank > second->rank) - (first->rank < second->rank);
}

static uint32_t *order_papers(struct relator *relator) {
    size_t count = relator->count;
    struct fullness *full = arena_alloc(&relator->arena, count * sizeof *full);
    uint32_t *order = arena_alloc(&relator->arena, count * sizeof *order);
    if (!full || !order)
        return NULL;
    for (size_t i = 0; i < count; i++)
        full[i] = (struct fullness){relator->papers[i].claim.words,
                                    relator->rank[i], (uint32_t)i};
    if (count > 0)
        qsort(full, count, sizeof *full, compare_fullness);
    for (size_t i = 0; i < count; i++)
        order[i] = full[i].index;
    return order;
}

/* Groups. */

/* The first of a group to have each thing that papers can conflict in: a paper
 * that agrees with these agrees with all. */
enum { WITNESSES = 5 };

struct group {
    struct relator *relator;
    size_t leader;
    size_t last;
    const struct paper *witnesses[WITNESSES];
};

static void group_witness(struct group *group, const struct paper *paper) {
    const bool has[WITNESSES] = {
        date_is_firm(&paper->claim), paper->claim.places.count > 0,
        paper->claim.regions.count > 0, paper->parties.count > 0,
        paper->signatories.count > 0};
    for (size_t i = 0; i < WITNESSES; i++)
        if (!group->witnesses[i] && has[i])
            group->witnesses[i] = paper;
}

static bool group_takes(const struct group *group, const struct paper *paper) {
    if (!are_copies(&group->relator->papers[group->leader], paper))
        return false;
    for (size_t i = 0; i < WITNESSES; i++)
        if (group->witnesses[i] && papers_conflict(group->witnesses[i], paper))
            return false;
    return true;
}

static void group_add(struct group *group, size_t index) {
    struct paper *papers = group->relator->papers;
    papers[index].leader = group->leader;
    papers[index].has_copies = true;
    papers[group->leader].has_copies = true;
    papers[group->last].next_copy = index;
    group->last = index;
    group_witness(group, &papers[index]);
}

/* One search for the copies of the paper at `k` of the order. */
struct search {
    struct group group;
    const struct candidates *candidates;
    const uint32_t *order;
    uint32_t *tried; /* for each paper: who tried it last, k + 1 */
    uint32_t k;
};

/* False when the group cannot have it. What another took, and what was tried
 * under another band, is passed over. */
static bool try_paper(struct search *search, size_t index) {
    struct relator *relator = search->group.relator;
    const struct paper *paper = &relator->papers[index];
    if (paper->has_copies || search->tried[index] == search->k + 1)
        return true;
    search->tried[index] = search->k + 1;
    if (!group_takes(&search->group, paper))
        return false;
    group_add(&search->group, index);
    return true;
}

/* The later papers that share the band with the leader. Only misses are
 * counted: a group may be as large as it is. */
static void try_band(struct search *search, uint32_t band) {
    const struct candidates *candidates = search->candidates;
    size_t next = candidates->places[search->k * BANDS + band];
    size_t misses = 0;
    size_t steps = 0;
    if (next == 0)
        return;
    const struct band_entry *own = &candidates->entries[next - 1];
    for (size_t i = next;
         i < candidates->count && candidates->entries[i].key == own->key &&
         candidates->entries[i].band == band && misses < MISSES_MAX;
         i++) {
        size_t index = search->order[candidates->entries[i].order];
        size_t last = search->group.last;
        misses += !try_paper(search, index);
        steps = search->group.last == last ? steps + 1 : 0;
        if (steps > STEPS_MAX)
            return;
    }
}

static void lead_group(struct relator *relator,
                       const struct candidates *candidates,
                       const uint32_t *order, uint32_t *tried, uint32_t k) {
    size_t leader = order[k];
    struct search search = {
        {.relator = relator, .leader = leader, .last = leader},
        candidates,
        order,
        tried,
        k};
    group_witness(&search.group, &relator->papers[leader]);
    for (uint32_t band = BANDS; band > 0; band--) /* the surest first */
        try_band(&search, band - 1);
}

static bool list_copies(struct relator *relator) {
    relator->copies =
        arena_alloc(&relator->arena, relator->count * sizeof *relator->copies);
    for (size_t i = 0; relator->copies && i < relator->count; i++)
        if (relator->papers[i].has_copies)
            relator->copies[relator->copy_count++] = (uint32_t)i;
    return relator->copies != NULL;
}

enum concord_status relate_copies(struct relator *relator,
                                  struct concord_error *err) {
    enum concord_status status = CONCORD_NO_MEMORY;
    struct candidates candidates = {0};
    uint32_t *tried = calloc(relator->count + 1, sizeof *tried);
    const uint32_t *order = order_papers(relator);
    if (tried && order && candidates_make(&candidates, relator, order)) {
        for (uint32_t k = 0; k < relator->count; k++)
            if (!relator->papers[order[k]].has_copies)
                lead_group(relator, &candidates, order, tried, k);
        status = list_copies(relator) ? CONCORD_OK : CONCORD_NO_MEMORY;
    }
    free(candidates.entries);
    free(candidates.places);
    free(tried);
    return status == CONCORD_OK ? CONCORD_OK : concord_no_memory(err);
}
