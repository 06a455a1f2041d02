/* relator.c - the relator's life: adding, running, asking. */
#include "corpus/relate.h"

#include <stdlib.h>
#include <string.h>

#include "relate/papers.h"
#include "text/head_sort.h"
#include "text/string_head.h"

enum concord_status relator_create(struct relator **out,
                                   const struct schema *schema,
                                   struct concord_error *err) {
    struct relator *relator = calloc(1, sizeof *relator);
    *out = NULL;
    if (!relator)
        return concord_no_memory(err);
    relator->schema = schema;
    enum concord_status status =
        place_names_create(&relator->place_names, &relator->arena, schema, err);
    if (status != CONCORD_OK) {
        relator_destroy(relator);
        return status;
    }
    *out = relator;
    return CONCORD_OK;
}

void relator_destroy(struct relator *relator) {
    while (relator) {
        struct relator *taken = relator->taken;
        arena_clear(&relator->arena);
        free(relator);
        relator = taken;
    }
}

/* Names and kind, read off the claim. */

static int compare_hashes(const void *a, const void *b) {
    uint32_t first = *(const uint32_t *)a;
    uint32_t second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

static bool hash_names(struct hash_list *out, struct arena *arena,
                       const struct claim_list *names) {
    out->hashes = arena_alloc(arena, names->count * sizeof *out->hashes);
    out->count = 0;
    if (!out->hashes)
        return false;
    for (size_t i = 0; i < names->count; i++)
        out->hashes[i] = name_hash(names->items[i]);
    if (names->count > 0)
        qsort(out->hashes, names->count, sizeof *out->hashes, compare_hashes);
    for (size_t i = 0; i < names->count; i++)
        if (out->count == 0 || out->hashes[out->count - 1] != out->hashes[i])
            out->hashes[out->count++] = out->hashes[i];
    return true;
}

static enum agreement agreement_of(const struct claim *claim) {
    static const struct {
        const char *type;
        enum agreement agreement;
    } kinds[] = {{"local-compact", AGREEMENT_LOCAL},
                 {"national-compact", AGREEMENT_NATIONAL},
                 {"code-of-practice", AGREEMENT_CODE}};
    for (size_t i = 0; claim->types.count > 0 && i < 3; i++)
        if (strcmp(claim->types.items[0], kinds[i].type) == 0)
            return kinds[i].agreement;
    return AGREEMENT_NONE;
}

/* An agreement that replaces one of its own kind is called what that one was:
 * its title may have no word of it. */
static bool is_also_called(const struct paper *paper,
                           const struct claim_relation *relation,
                           const struct paper_name *name) {
    enum name_head head =
        paper->agreement == AGREEMENT_CODE ? HEAD_CODE : HEAD_COMPACT;
    return (relation->type == RELATION_SUPERSEDES ||
            relation->type == RELATION_EDITION_OF) &&
           relation->subject.self && relation->object.title &&
           paper->agreement != AGREEMENT_NONE && name->head == head &&
           (name->word_count > 0 || name->place_count > 0);
}

static bool read_names(struct relator *relator, struct paper *paper) {
    enum { NAMES_MAX = 4 };
    const struct claim *claim = &paper->claim;
    size_t most = 1 + claim->relation_count;
    paper->names =
        arena_alloc(&relator->arena, (most < NAMES_MAX ? most : NAMES_MAX) *
                                         sizeof *paper->names);
    if (!paper->names)
        return false;
    name_read(&paper->names[paper->name_count++], relator->place_names,
              claim->title);
    for (size_t i = 0;
         i < claim->relation_count && paper->name_count < NAMES_MAX; i++) {
        const struct claim_relation *relation = &claim->relations[i];
        struct paper_name *name = &paper->names[paper->name_count];
        if (!relation->object.title)
            continue;
        name_read(name, relator->place_names, relation->object.title);
        paper->name_count += is_also_called(paper, relation, name);
    }
    return true;
}

static bool prepare(struct relator *relator, struct paper *paper) {
    struct arena *arena = &relator->arena;
    paper->agreement = agreement_of(&paper->claim);
    paper->title_hash = name_hash(paper->claim.title);
    paper->next_copy = NO_PAPER;
    paper->earlier = NO_PAPER;
    paper->later = NO_PAPER;
    paper->series = NO_PAPER;
    paper->next_in_series = NO_PAPER;
    paper->borrowed_from = NO_PAPER;
    paper->first_borrower = NO_PAPER;
    paper->next_borrower = NO_PAPER;
    return hash_names(&paper->parties, arena, &paper->claim.parties) &&
           hash_names(&paper->signatories, arena, &paper->claim.signatories) &&
           read_names(relator, paper);
}

bool relator_expect(struct relator *relator, size_t count) {
    enum { ROOM_MIN = 64 };
    size_t room = 2 * relator->room;
    if (count <= relator->room)
        return true;
    if (room < count)
        room = count < ROOM_MIN ? ROOM_MIN : count;
    struct paper *papers =
        arena_alloc_raw(&relator->arena, room * sizeof *papers);
    if (!papers)
        return false;
    if (relator->count > 0)
        memcpy(papers, relator->papers, relator->count * sizeof *papers);
    relator->papers = papers;
    relator->room = room;
    return true;
}

/* What was read before the fault stays in the arena, unused. */
enum concord_status relator_add(struct relator *relator, const void *claims,
                                size_t size, struct concord_error *err) {
    if (relator->has_run)
        return concord_fail(err, CONCORD_INTERNAL,
                            "claims are added to a relator that has run; "
                            "report this");
    const char *copy = arena_copy(&relator->arena, claims, size);
    if (!copy)
        return concord_no_memory(err);
    struct paper paper = {.agreement = AGREEMENT_NONE};
    enum concord_status status =
        claims_read(&paper.claim, &relator->arena, copy, size, err);
    if (status != CONCORD_OK)
        return status;
    if (!prepare(relator, &paper) ||
        !relator_expect(relator, relator->count + 1))
        return concord_no_memory(err);
    relator->papers[relator->count++] = paper;
    return CONCORD_OK;
}

enum concord_status relator_take(struct relator *relator, struct relator *other,
                                 struct concord_error *err) {
    if (!relator_expect(relator, relator->count + other->count))
        return concord_no_memory(err);
    if (other->count > 0)
        memcpy(relator->papers + relator->count, other->papers,
               other->count * sizeof *other->papers);
    relator->count += other->count;
    /* What the papers point to is in its arena still. */
    struct relator *last = relator;
    while (last->taken)
        last = last->taken;
    last->taken = other;
    return CONCORD_OK;
}

/* Running. */

static int compare_ids(const struct headed *a, const struct headed *b,
                       const void *papers) {
    const struct paper *all = papers;
    return strcmp(all[a->at].claim.id, all[b->at].claim.id);
}

/* The paper that belongs at `i` is at order[i].at. Each is moved once, along
 * the rings that the moves make. */
static void move_papers(struct paper *papers, struct headed *order,
                        size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct paper first = papers[i];
        size_t to = i;
        for (size_t from = order[to].at; from != i; from = order[to].at) {
            papers[to] = papers[from];
            order[to].at = (uint32_t)to;
            to = from;
        }
        papers[to] = first;
        order[to].at = (uint32_t)to;
    }
}

static bool order_by_id(struct relator *relator) {
    size_t count = relator->count;
    struct headed *order = malloc((count + 1) * sizeof *order);
    if (!order)
        return false;
    for (size_t i = 0; i < count; i++)
        order[i] =
            (struct headed){.head = string_head(relator->papers[i].claim.id),
                            .at = (uint32_t)i};
    head_sort(order, count, compare_ids, relator->papers);
    move_papers(relator->papers, order, count);
    free(order);
    return true;
}

struct dated {
    struct edtf_date date;
    uint32_t index;
};

static int compare_dates(const void *a, const void *b) {
    const struct dated *first = a;
    const struct dated *second = b;
    bool first_undated = edtf_is_undated(first->date);
    bool second_undated = edtf_is_undated(second->date);
    if (first_undated != second_undated)
        return first_undated ? 1 : -1;
    if (first->date.latest != second->date.latest)
        return first->date.latest < second->date.latest ? -1 : 1;
    if (first->date.earliest != second->date.earliest)
        return first->date.earliest < second->date.earliest ? -1 : 1;
    return first->index < second->index ? -1 : 1;
}

static bool rank_papers(struct relator *relator) {
    size_t count = relator->count;
    struct dated *order = arena_alloc(&relator->arena, count * sizeof *order);
    relator->rank = arena_alloc(&relator->arena, count * sizeof(uint32_t));
    if (!order || !relator->rank)
        return false;
    for (size_t i = 0; i < count; i++)
        order[i] = (struct dated){relator->papers[i].claim.date, (uint32_t)i};
    if (count > 0)
        qsort(order, count, sizeof *order, compare_dates);
    for (size_t i = 0; i < count; i++)
        relator->rank[order[i].index] = (uint32_t)i;
    return true;
}

static enum concord_status sort_papers(struct relator *relator,
                                       struct concord_error *err) {
    if (!order_by_id(relator))
        return concord_no_memory(err);
    for (size_t i = 0; i < relator->count; i++) {
        relator->papers[i].leader = i;
        if (i > 0 && strcmp(relator->papers[i - 1].claim.id,
                            relator->papers[i].claim.id) == 0)
            return concord_fail(err, CONCORD_CORRUPT,
                                "two documents have the id %s; rebuild",
                                relator->papers[i].claim.id);
    }
    return rank_papers(relator) ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status relator_run(struct relator *relator,
                                struct concord_error *err) {
    typedef enum concord_status relate_step(struct relator *,
                                            struct concord_error *);
    static relate_step *const steps[] = {
        sort_papers,     relate_copies,   relate_agreements, relate_statements,
        relate_not_held, relate_acronyms, relate_lineage};
    enum concord_status status = CONCORD_OK;
    relator->has_run = true;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == CONCORD_OK;
         i++)
        status = steps[i](relator, err);
    return status;
}

/* Asking. */

/* Most papers have no copies, and many are asked for. */
const char *relator_group(const struct relator *relator, const char *id) {
    size_t low = 0;
    size_t high = relator->copy_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct paper *paper = &relator->papers[relator->copies[middle]];
        int order = strcmp(paper->claim.id, id);
        if (order == 0)
            return relator->papers[paper->leader].claim.id;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const char *relator_version(void) {
    return "2";
}
