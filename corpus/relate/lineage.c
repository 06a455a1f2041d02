/* lineage.c - see lineage.h.
 *
 * Candidates share shingles. A shingle that very many clauses have ("the
 * voluntary and community sector") would make the cost grow with the square of
 * the archive; so of each shingle only the earliest clauses are looked at, for
 * that is where words come from, and those next before and after by date. */
#include "relate/lineage.h"

#include <stdlib.h>
#include <string.h>

#include "relate/differ.h"

enum {
    EARLIEST_SCAN = 32, /* of the classes that share a shingle */
    NEAR_SCAN = 16,     /* next before, and next after */
    VERIFIED_MAX = 128, /* of those that share the most */
    SHARED_MIN = 2,
    SHORT_WORDS = 15,
    WITHIN_WORDS = 12
};

static const double SIMILAR = 0.65;
static const double SIMILAR_SHORT = 0.80;
static const double WITHIN = 0.90; /* of the shorter, within the longer */

/* Lines. */

static uint64_t hash_line(const struct hashed_word *words, size_t count) {
    uint64_t hash = count;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ words[i].hash) * 0xff51afd7ed558ccdULL;
        hash ^= hash >> 32;
    }
    return hash;
}

static enum concord_status read_line(struct lineage *lineage,
                                     struct relator *relator,
                                     struct arena *scratch, size_t paper,
                                     uint32_t number,
                                     struct concord_error *err) {
    const char *text = relator->papers[paper].claim.clauses[number].text;
    struct hashed_words words;
    enum concord_status status =
        words_hash(&words, scratch, text, strlen(text), err);
    if (status != CONCORD_OK || words.count < LINEAGE_WORDS_MIN)
        return status;
    size_t size = words.count * sizeof *words.words;
    struct hashed_word *kept = arena_alloc(&relator->arena, size);
    struct line *line = arena_push(&relator->arena, &lineage->lines,
                                   &lineage->line_count, sizeof *line);
    if (!kept || !line)
        return concord_no_memory(err);
    memcpy(kept, words.words, size);
    *line = (struct line){.paper = paper,
                          .number = number,
                          .hash = hash_line(kept, words.count),
                          .leads = paper_leads(relator, paper),
                          .words = kept,
                          .word_count = words.count};
    return CONCORD_OK;
}

static enum concord_status read_lines(struct lineage *lineage,
                                      struct relator *relator,
                                      struct concord_error *err) {
    struct arena scratch = {0};
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < relator->count; i++) {
        size_t count = relator->papers[i].claim.clause_count;
        for (uint32_t j = 0; j < count && status == CONCORD_OK; j++) {
            status = read_line(lineage, relator, &scratch, i, j, err);
            arena_clear(&scratch);
        }
    }
    return status;
}

/* Sorting needs the ranks of papers, and qsort() takes no context. */
struct sortable {
    struct line line;
    uint32_t rank;
};

static int compare_lines(const void *a, const void *b) {
    const struct sortable *first = a;
    const struct sortable *second = b;
    if (first->line.hash != second->line.hash)
        return first->line.hash < second->line.hash ? -1 : 1;
    if (first->line.leads != second->line.leads)
        return first->line.leads ? -1 : 1;
    if (first->rank != second->rank)
        return first->rank < second->rank ? -1 : 1;
    return (first->line.number > second->line.number) -
           (first->line.number < second->line.number);
}

static bool sort_lines(struct lineage *lineage, const struct relator *relator) {
    struct sortable *list = malloc((lineage->line_count + 1) * sizeof *list);
    if (!list)
        return false;
    for (size_t i = 0; i < lineage->line_count; i++)
        list[i] = (struct sortable){lineage->lines[i],
                                    relator->rank[lineage->lines[i].paper]};
    qsort(list, lineage->line_count, sizeof *list, compare_lines);
    for (size_t i = 0; i < lineage->line_count; i++)
        lineage->lines[i] = list[i].line;
    free(list);
    return true;
}

/* Classes. */

struct sortable_class {
    struct line_class line_class;
    uint32_t rank;
    uint32_t number;
};

static int compare_classes(const void *a, const void *b) {
    const struct sortable_class *first = a;
    const struct sortable_class *second = b;
    if (first->rank != second->rank)
        return first->rank < second->rank ? -1 : 1;
    return (first->number > second->number) - (first->number < second->number);
}

static size_t gather_classes(struct sortable_class *list,
                             const struct lineage *lineage,
                             const struct relator *relator) {
    size_t count = 0;
    for (uint32_t i = 0; i < lineage->line_count; i++) {
        const struct line *line = &lineage->lines[i];
        if (i == 0 || line[-1].hash != line->hash)
            list[count++] = (struct sortable_class){
                {.first = i}, relator->rank[line->paper], line->number};
        list[count - 1].line_class.count++;
        list[count - 1].line_class.leading += line->leads;
    }
    return count;
}

static bool make_classes(struct lineage *lineage, struct relator *relator) {
    struct sortable_class *list =
        malloc((lineage->line_count + 1) * sizeof *list);
    if (!list)
        return false;
    size_t count = gather_classes(list, lineage, relator);
    qsort(list, count, sizeof *list, compare_classes);
    lineage->class_count = count;
    lineage->classes =
        arena_alloc(&relator->arena, count * sizeof *lineage->classes);
    for (uint32_t i = 0; lineage->classes && i < count; i++) {
        lineage->classes[i] = list[i].line_class;
        for (uint32_t j = 0; j < list[i].line_class.count; j++)
            lineage->lines[list[i].line_class.first + j].line_class = i;
    }
    free(list);
    return lineage->classes != NULL;
}

/* Which classes have a shingle. */

struct posting {
    uint32_t hash;
    uint32_t line_class;
};

struct postings {
    struct posting *items;
    size_t count;
};

static int compare_postings(const void *a, const void *b) {
    const struct posting *first = a;
    const struct posting *second = b;
    if (first->hash != second->hash)
        return first->hash < second->hash ? -1 : 1;
    return (first->line_class > second->line_class) -
           (first->line_class < second->line_class);
}

static const struct sketch *shingles_of(const struct lineage *lineage,
                                        const struct relator *relator,
                                        uint32_t line_class) {
    const struct line *line =
        &lineage->lines[lineage->classes[line_class].first];
    return &relator->papers[line->paper].claim.clauses[line->number].shingles;
}

static bool postings_make(struct postings *out, const struct lineage *lineage,
                          const struct relator *relator) {
    out->count = 0;
    out->items = malloc((lineage->class_count * CLAUSE_SHINGLES_MAX + 1) *
                        sizeof *out->items);
    for (uint32_t i = 0; out->items && i < lineage->class_count; i++) {
        const struct sketch *shingles = shingles_of(lineage, relator, i);
        if (lineage->classes[i].leading == 0)
            continue;
        for (size_t j = 0; j < shingles->count; j++)
            out->items[out->count++] =
                (struct posting){unpack_hash(shingles->hashes[j]), i};
    }
    if (out->items)
        qsort(out->items, out->count, sizeof *out->items, compare_postings);
    return out->items != NULL;
}

static size_t find_posting(const struct postings *postings,
                           struct posting wanted) {
    size_t low = 0;
    size_t high = postings->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_postings(&postings->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Finding what is alike. */

struct shared {
    uint32_t line_class;
    uint32_t count;
};

struct search {
    struct relator *relator;
    struct lineage *lineage;
    struct postings postings;
    struct differ *differ;
    uint32_t *counts; /* of shingles shared with a class; all 0 between */
    struct shared *touched;
    size_t touched_count;
    struct alike found[VERIFIED_MAX + 1];
};

static void touch(struct search *search, size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
        uint32_t line_class = search->postings.items[i].line_class;
        if (search->counts[line_class]++ == 0)
            search->touched[search->touched_count++].line_class = line_class;
    }
}

/* The classes that have the shingle: the earliest, and those by its own place.
 */
static void touch_shingle(struct search *search, uint32_t hash,
                          uint32_t line_class) {
    const struct postings *postings = &search->postings;
    struct posting own = {hash, line_class};
    size_t first = find_posting(postings, (struct posting){hash, 0});
    size_t at = find_posting(postings, own);
    size_t end = at;
    while (end < postings->count && end - at <= NEAR_SCAN &&
           postings->items[end].hash == hash)
        end++;
    size_t near = at - first > NEAR_SCAN ? at - NEAR_SCAN : first;
    size_t early = near - first > EARLIEST_SCAN ? first + EARLIEST_SCAN : near;
    touch(search, first, early);
    touch(search, near, end);
}

static int compare_shared(const void *a, const void *b) {
    const struct shared *first = a;
    const struct shared *second = b;
    if (first->count != second->count)
        return first->count > second->count ? -1 : 1;
    return (first->line_class > second->line_class) -
           (first->line_class < second->line_class);
}

/* Those that share enough, the most first. */
static size_t gather_shared(struct search *search, uint32_t line_class) {
    size_t kept = 0;
    for (size_t i = 0; i < search->touched_count; i++) {
        struct shared shared = search->touched[i];
        shared.count = search->counts[shared.line_class];
        search->counts[shared.line_class] = 0;
        if (shared.count >= SHARED_MIN && shared.line_class != line_class)
            search->touched[kept++] = shared;
    }
    if (kept > 1)
        qsort(search->touched, kept, sizeof *search->touched, compare_shared);
    search->touched_count = 0;
    return kept < VERIFIED_MAX ? kept : VERIFIED_MAX;
}

/* As many words may differ as leave the two alike. */
static int32_t changes_allowed(size_t less, size_t more) {
    double similar = less < SHORT_WORDS ? SIMILAR_SHORT : SIMILAR;
    double allowed = (double)(less + more) * (1 - similar);
    if (less >= WITHIN_WORDS) {
        double within = (double)(more - less) + 2 * (1 - WITHIN) * (double)less;
        allowed = within > allowed ? within : allowed;
    }
    return allowed < DIFFER_CHANGES_MAX ? (int32_t)allowed : DIFFER_CHANGES_MAX;
}

/* From 0 to 1, of all words of both; 0 when they are not alike. */
static double similarity(struct differ *differ, const struct line *a,
                         const struct line *b) {
    size_t less = a->word_count < b->word_count ? a->word_count : b->word_count;
    size_t more = a->word_count + b->word_count - less;
    int32_t allowed = changes_allowed(less, more);
    if (more - less > (size_t)allowed)
        return 0;
    int32_t changes = differ_search(differ, a->words, a->word_count, b->words,
                                    b->word_count, allowed);
    if (changes == DIFFER_NONE)
        return 0;
    return 1 - (double)changes / (double)(less + more);
}

static bool find_alike(struct search *search, uint32_t index) {
    struct lineage *lineage = search->lineage;
    struct line_class *line_class = &lineage->classes[index];
    const struct sketch *shingles =
        shingles_of(lineage, search->relator, index);
    size_t count = 0;
    for (size_t i = 0; i < shingles->count; i++)
        touch_shingle(search, unpack_hash(shingles->hashes[i]), index);
    size_t shared = gather_shared(search, index);
    search->found[count++] = (struct alike){index, 1};
    for (size_t i = 0; i < shared; i++) {
        uint32_t other = search->touched[i].line_class;
        double like =
            similarity(search->differ, &lineage->lines[line_class->first],
                       &lineage->lines[lineage->classes[other].first]);
        if (like > 0)
            search->found[count++] = (struct alike){other, (float)like};
    }
    struct alike *kept =
        arena_alloc(&search->relator->arena, count * sizeof *kept);
    if (!kept)
        return false;
    memcpy(kept, search->found, count * sizeof *kept);
    line_class->alike = kept;
    line_class->alike_count = count;
    return true;
}

static bool find_all_alike(struct relator *relator, struct lineage *lineage) {
    struct search search = {.relator = relator, .lineage = lineage};
    size_t room = lineage->class_count + 1;
    search.differ = malloc(sizeof *search.differ);
    search.counts = calloc(room, sizeof *search.counts);
    search.touched = malloc(room * sizeof *search.touched);
    bool done = search.differ && search.counts && search.touched &&
                postings_make(&search.postings, lineage, relator);
    for (uint32_t i = 0; done && i < lineage->class_count; i++)
        done = find_alike(&search, i);
    free(search.postings.items);
    free(search.touched);
    free(search.counts);
    free(search.differ);
    return done;
}

enum concord_status relate_lineage(struct relator *relator,
                                   struct concord_error *err) {
    struct lineage *lineage = arena_alloc(&relator->arena, sizeof *lineage);
    if (!lineage)
        return concord_no_memory(err);
    relator->lineage = lineage;
    enum concord_status status = read_lines(lineage, relator, err);
    if (status != CONCORD_OK)
        return status;
    if (!sort_lines(lineage, relator) || !make_classes(lineage, relator) ||
        !find_all_alike(relator, lineage))
        return concord_no_memory(err);
    return CONCORD_OK;
}

/* Relatives of one line. */

struct family {
    struct relatives *out;
    const struct relator *relator;
    size_t leader; /* of the line's paper: its own group is not elsewhere */
};

static bool add_relative(struct family *family, struct relative relative) {
    struct relatives *out = family->out;
    if (out->count == out->room) {
        size_t room = out->room ? out->room * 2 : LINEAGE_RESULTS_MAX;
        struct relative *grown = realloc(out->items, room * sizeof *grown);
        if (!grown)
            return false;
        out->items = grown;
        out->room = room;
    }
    out->items[out->count++] = relative;
    return true;
}

/* The leading lines of a class that are of the family's own paper: they stand
 * side by side, for those lines are in the order of their papers' ranks. */
struct own_lines {
    uint32_t first;
    uint32_t count;
};

static struct own_lines find_own(const struct family *family,
                                 const struct line_class *line_class) {
    const struct relator *relator = family->relator;
    const struct line *lines = &relator->lineage->lines[line_class->first];
    uint32_t wanted = relator->rank[family->leader];
    uint32_t low = 0;
    uint32_t high = line_class->leading;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (relator->rank[lines[middle].paper] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    struct own_lines own = {.first = low};
    while (low + own.count < line_class->leading &&
           lines[low + own.count].paper == family->leader)
        own.count++;
    return own;
}

/* Of one class no more than can be given need be looked at: a clause that very
 * many papers have would else cost its square. */
static bool add_class(struct family *family, const struct alike *alike,
                      bool same) {
    const struct lineage *lineage = family->relator->lineage;
    const struct line_class *line_class = &lineage->classes[alike->line_class];
    const struct own_lines own = find_own(family, line_class);
    const uint32_t others = line_class->leading - own.count;
    for (uint32_t i = 0; i < others && i < LINEAGE_RESULTS_MAX; i++) {
        uint32_t at = i < own.first ? i : i + own.count;
        if (!add_relative(family, (struct relative){
                                      &lineage->lines[line_class->first + at],
                                      alike->similarity, same}))
            return false;
    }
    family->out->total += others;
    return true;
}

static int compare_relatives(const struct relator *relator,
                             const struct relative *a,
                             const struct relative *b) {
    uint32_t first = relator->rank[a->line->paper];
    uint32_t second = relator->rank[b->line->paper];
    if (first != second)
        return first < second ? -1 : 1;
    return (a->line->number > b->line->number) -
           (a->line->number < b->line->number);
}

/* qsort_r() is not everywhere the same; the lists are short. A heap keeps it
 * from growing with the square. */
static void sift(const struct relator *relator, struct relative *items,
                 size_t root, size_t count) {
    for (size_t child = root * 2 + 1; child < count; child = root * 2 + 1) {
        if (child + 1 < count &&
            compare_relatives(relator, &items[child], &items[child + 1]) < 0)
            child++;
        if (compare_relatives(relator, &items[root], &items[child]) >= 0)
            return;
        struct relative moved = items[root];
        items[root] = items[child];
        items[child] = moved;
        root = child;
    }
}

static void sort_relatives(const struct relator *relator,
                           struct relative *items, size_t count) {
    for (size_t i = count / 2; i > 0; i--)
        sift(relator, items, i - 1, count);
    for (size_t end = count; end > 1; end--) {
        struct relative last = items[end - 1];
        items[end - 1] = items[0];
        items[0] = last;
        sift(relator, items, 0, end - 1);
    }
}

bool lineage_relatives(struct relatives *out, const struct relator *relator,
                       const struct line *line) {
    const struct line_class *line_class =
        &relator->lineage->classes[line->line_class];
    struct family family = {.out = out,
                            .relator = relator,
                            .leader = relator->papers[line->paper].leader};
    out->count = 0;
    out->total = 0;
    for (size_t i = 0; i < line_class->alike_count; i++)
        if (!add_class(&family, &line_class->alike[i], i == 0))
            return false;
    sort_relatives(relator, out->items, out->count);
    if (out->count > LINEAGE_RESULTS_MAX)
        out->count = LINEAGE_RESULTS_MAX;
    return true;
}
