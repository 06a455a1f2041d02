/* not_held.c - what papers speak of and the archive lacks: a finding aid.
 *
 * Papers call one thing by differing titles. Those are one whose words and head
 * are the same and whose places and dates do not conflict; what says no place
 * or no date joins what does only if there is one such thing alone. */
#include <stdlib.h>
#include <string.h>

#include "relate/papers.h"

enum { CLUSTERS_SCAN = 64 };

/* One mention of a thing, with what tells it from others. */
struct wanting {
    uint64_t key;      /* of its words and head */
    const char *place; /* or NULL */
    struct edtf_date date;
    enum name_head head;
    bool national;
    size_t cluster;
    struct not_held_citation citation;
};

struct wantings {
    struct relator *relator;
    struct wanting *items;
    size_t count;
    struct not_held *clusters;
    size_t cluster_count;
};

static uint64_t name_key(const struct paper_name *name, bool is_bare) {
    uint64_t key = (uint64_t)name->head * 2 + is_bare + 1;
    for (size_t i = 0; i < name->word_count; i++) {
        key = (key ^ name->words[i]) * 0xff51afd7ed558ccdULL;
        key ^= key >> 32;
    }
    return key;
}

/* A compact without a place in its name is that of the paper's place, unless it
 * has nothing to tell it from the country's. */
static const char *place_of(const struct relator *relator,
                            const struct paper_name *name,
                            const struct paper *paper, bool is_bare) {
    if (name->place_count == 1)
        return schema_place(relator->schema, (size_t)name->places[0])->path;
    for (size_t i = 0; i < name->place_count; i++) {
        const char *path =
            schema_place(relator->schema, (size_t)name->places[i])->path;
        const struct claim_list one = {&path, 1};
        if (lists_meet(&one, &paper->claim.places))
            return path;
    }
    bool adopts = name->head == HEAD_COMPACT && !name->national && !is_bare &&
                  name->place_count == 0 && paper->claim.places.count > 0;
    return adopts ? paper->claim.places.items[0] : NULL;
}

static bool want(struct wantings *wantings, size_t index, size_t number,
                 const struct claim_end *end, struct looked_up found) {
    const struct relator *relator = wantings->relator;
    const struct paper *paper = &relator->papers[index];
    if (end->self || found.paper != NO_PAPER || found.ambiguous ||
        !end->title || end->title[0] == '\0')
        return true;
    struct paper_name name;
    name_read(&name, relator->place_names, end->title);
    struct wanting *added =
        arena_push(&wantings->relator->arena, &wantings->items,
                   &wantings->count, sizeof *added);
    if (!added)
        return false;
    bool is_bare = name.word_count == 0 && name.place_count == 0 &&
                   !name.local && !name.national;
    *added = (struct wanting){
        .key = name_key(&name, is_bare || name.national),
        .place = place_of(relator, &name, paper, is_bare),
        .date = relation_end_date(&paper->claim,
                                  &paper->claim.relations[number], end, &name),
        .head = name.head,
        .national = name.national,
        .citation = {index, number, end->title}};
    return true;
}

static bool collect(struct wantings *wantings) {
    const struct relator *relator = wantings->relator;
    for (size_t i = 0; i < relator->count; i++) {
        const struct paper *paper = &relator->papers[i];
        for (size_t j = 0;
             paper_leads(relator, i) && j < paper->claim.relation_count; j++) {
            const struct claim_relation *relation = &paper->claim.relations[j];
            const struct statement *said = &paper->statements[j];
            if (!want(wantings, i, j, &relation->subject, said->subject) ||
                !want(wantings, i, j, &relation->object, said->object))
                return false;
        }
    }
    return true;
}

/* Those with a place first, then those with a date. */

static int compare_numbers(size_t a, size_t b) {
    return (a > b) - (a < b);
}

static int compare_wanted_dates(struct edtf_date a, struct edtf_date b) {
    bool a_undated = edtf_is_undated(a);
    bool b_undated = edtf_is_undated(b);
    if (a_undated != b_undated)
        return a_undated ? 1 : -1;
    if (a.earliest != b.earliest)
        return a.earliest < b.earliest ? -1 : 1;
    return (a.latest > b.latest) - (a.latest < b.latest);
}

static int compare_wantings(const void *a, const void *b) {
    const struct wanting *first = a;
    const struct wanting *second = b;
    if (first->key != second->key)
        return first->key < second->key ? -1 : 1;
    if (!first->place != !second->place)
        return first->place ? -1 : 1;
    int order = first->place ? strcmp(first->place, second->place) : 0;
    if (order == 0)
        order = compare_wanted_dates(first->date, second->date);
    if (order == 0)
        order = compare_numbers(first->citation.paper, second->citation.paper);
    return order != 0 ? order
                      : compare_numbers(first->citation.statement,
                                        second->citation.statement);
}

/* Clusters. */

static bool same_place(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The one cluster from `first` on that does not conflict, if there is one
 * alone; clusters of the same place, when the wanting has a place. */
static size_t find_cluster(const struct wantings *wantings, size_t first,
                           const struct wanting *wanting) {
    size_t found = NO_PAPER;
    bool open = edtf_is_undated(wanting->date);
    if (wantings->cluster_count - first > CLUSTERS_SCAN)
        first = wantings->cluster_count - CLUSTERS_SCAN;
    for (size_t i = first; i < wantings->cluster_count; i++) {
        const struct not_held *cluster = &wantings->clusters[i];
        bool exact = same_place(cluster->place, wanting->place);
        if ((wanting->place && !exact) ||
            dates_part(cluster->date, wanting->date))
            continue;
        if (exact && open == edtf_is_undated(cluster->date))
            return i;
        if (found != NO_PAPER)
            return NO_PAPER;
        found = i;
    }
    return found;
}

static const char *type_of(const struct wanting *wanting) {
    if (wanting->head == HEAD_CODE)
        return "code-of-practice";
    if (wanting->head != HEAD_COMPACT)
        return NULL;
    if (wanting->national)
        return "national-compact";
    return wanting->place ? "local-compact" : NULL;
}

static bool join_cluster(struct wantings *wantings, size_t first,
                         struct wanting *wanting) {
    size_t index = find_cluster(wantings, first, wanting);
    if (index == NO_PAPER) {
        index = wantings->cluster_count;
        struct not_held *added =
            arena_push(&wantings->relator->arena, &wantings->clusters,
                       &wantings->cluster_count, sizeof *added);
        if (!added)
            return false;
        *added = (struct not_held){.type = type_of(wanting),
                                   .place = wanting->place,
                                   .date = wanting->date};
    }
    struct not_held *cluster = &wantings->clusters[index];
    if (wanting->date.earliest > cluster->date.earliest)
        cluster->date.earliest = wanting->date.earliest;
    if (wanting->date.latest < cluster->date.latest)
        cluster->date.latest = wanting->date.latest;
    wanting->cluster = index;
    return true;
}

static bool cluster_all(struct wantings *wantings) {
    size_t first = 0;
    for (size_t i = 0; i < wantings->count; i++) {
        if (i > 0 && wantings->items[i].key != wantings->items[i - 1].key)
            first = wantings->cluster_count;
        if (!join_cluster(wantings, first, &wantings->items[i]))
            return false;
    }
    return true;
}

/* The title that most papers have, without its article; then the longest. */

static const char *without_article(const char *title) {
    bool article =
        strncmp(title, "the ", 4) == 0 || strncmp(title, "The ", 4) == 0;
    return article ? title + 4 : title;
}

static int compare_citations(const void *a, const void *b) {
    const struct wanting *first = a;
    const struct wanting *second = b;
    int order = compare_numbers(first->cluster, second->cluster);
    if (order == 0)
        order = compare_numbers(first->citation.paper, second->citation.paper);
    return order != 0 ? order
                      : compare_numbers(first->citation.statement,
                                        second->citation.statement);
}

static int compare_titles(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_better_title(const char *title, size_t times, const char *best,
                            size_t best_times) {
    if (!best || times != best_times)
        return !best || times > best_times;
    return strlen(title) > strlen(best);
}

static const char *common_title(const char **titles, size_t count) {
    const char *best = NULL;
    size_t best_times = 0;
    qsort(titles, count, sizeof *titles, compare_titles);
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && strcmp(titles[i], titles[end]) == 0)
            end++;
        if (is_better_title(titles[i], end - i, best, best_times)) {
            best = titles[i];
            best_times = end - i;
        }
        i = end;
    }
    return best;
}

static bool settle_cluster(struct wantings *wantings, size_t first,
                           size_t end) {
    struct relator *relator = wantings->relator;
    struct not_held *cluster =
        &wantings->clusters[wantings->items[first].cluster];
    const char **titles = malloc((end - first) * sizeof *titles);
    if (!titles)
        return false;
    cluster->first = first;
    cluster->count = end - first;
    for (size_t i = first; i < end; i++) {
        const struct not_held_citation *citation = &wantings->items[i].citation;
        relator->citations[i] = *citation;
        titles[i - first] = without_article(citation->title);
        cluster->papers +=
            i == first ||
            wantings->items[i - 1].citation.paper != citation->paper;
    }
    cluster->title = common_title(titles, end - first);
    free(titles);
    return true;
}

static int compare_not_held(const void *a, const void *b) {
    const struct not_held *first = a;
    const struct not_held *second = b;
    if (first->papers != second->papers)
        return first->papers > second->papers ? -1 : 1;
    int order = strcmp(first->title, second->title);
    return order != 0 ? order : compare_numbers(first->first, second->first);
}

static bool settle(struct wantings *wantings) {
    struct relator *relator = wantings->relator;
    size_t count = wantings->count;
    relator->citations =
        arena_alloc(&relator->arena, count * sizeof *relator->citations);
    if (!relator->citations)
        return false;
    if (count > 0)
        qsort(wantings->items, count, sizeof *wantings->items,
              compare_citations);
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count &&
               wantings->items[end].cluster == wantings->items[i].cluster)
            end++;
        if (!settle_cluster(wantings, i, end))
            return false;
        i = end;
    }
    if (wantings->cluster_count > 0)
        qsort(wantings->clusters, wantings->cluster_count,
              sizeof *wantings->clusters, compare_not_held);
    relator->citation_count = count;
    relator->not_held = wantings->clusters;
    relator->not_held_count = wantings->cluster_count;
    return true;
}

enum concord_status relate_not_held(struct relator *relator,
                                    struct concord_error *err) {
    struct wantings wantings = {.relator = relator};
    if (!collect(&wantings))
        return concord_no_memory(err);
    if (wantings.count > 0)
        qsort(wantings.items, wantings.count, sizeof *wantings.items,
              compare_wantings);
    if (!cluster_all(&wantings) || !settle(&wantings))
        return concord_no_memory(err);
    return CONCORD_OK;
}
