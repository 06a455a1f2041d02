/* identities.c - settles who has which id. */
#include "identities.h"

#include <stdlib.h>
#include <string.h>

#include "paper_file.h"
#include "paper_name.h"
#include "schema/name_index.h"

enum { ID_DIGITS = 16 };

struct settling {
    struct papers *papers;
    struct name_index holders; /* papers that have an id so far, by id */
    struct paper **gone;       /* papers that may have moved, by their bytes */
    size_t gone_count;
    struct concord_error *err;
};

char *identity_of(struct arena *arena, const char *text) {
    unsigned char sha256[SOURCE_HASH_SIZE];
    char digits[ID_DIGITS + 1];
    paper_hash(sha256, text, strlen(text));
    paper_hash_hex(digits, sha256, ID_DIGITS);
    return arena_string(arena, digits);
}

/* ---- holding ---- */

struct wanted {
    const struct papers *papers;
    const char *id;
};

static bool has_id(const void *context, uint32_t place) {
    const struct wanted *wanted = context;
    return strcmp(wanted->papers->items[place].now.id, wanted->id) == 0;
}

static struct paper *find_holder(const struct settling *settling,
                                 const char *id) {
    const struct wanted wanted = {settling->papers, id};
    uint32_t place = name_index_find(&settling->holders,
                                     name_index_hash(id, ""), has_id, &wanted);
    return place == NAME_NOWHERE ? NULL : &settling->papers->items[place];
}

/* Give `id` to the paper if nobody has it yet; else note who does. */
static enum concord_status give(struct settling *settling, struct paper *paper,
                                const char *id, bool *given) {
    paper->holder = find_holder(settling, id);
    *given = paper->holder == NULL;
    if (!*given)
        return CONCORD_OK;
    paper->now.id = id;
    return name_index_add(&settling->holders, name_index_hash(id, ""),
                          (uint32_t)(paper - settling->papers->items))
               ? CONCORD_OK
               : concord_no_memory(settling->err);
}

/* It can have an id: it was extracted, though of one that is withdrawn nothing
 * is kept but that. */
static bool has_content(const struct source_record *record) {
    return record->blob.segment != 0 || record->withdrawn != NULL;
}

/* What is withdrawn goes on with its id. A reason that stands beside the blob
 * of the bytes last seen is not theirs but was found out after the survey, and
 * is found out again. */
static void forget_findings(struct papers *papers) {
    for (size_t i = 0; i < papers->count; i++) {
        struct source_record *now = &papers->items[i].now;
        if (!has_content(now))
            now->id = NULL;
        if (now->withdrawn != NULL)
            now->id = now->withdrawn;
        if (has_content(now) &&
            memcmp(now->sha256, now->blob_sha256, SOURCE_HASH_SIZE) == 0)
            now->reason = NULL;
    }
}

static enum concord_status explain_duplicate(struct settling *settling,
                                             struct paper *paper) {
    struct arena *arena = &settling->papers->arena;
    const struct source_record *holder = &paper->holder->now;
    const char *whole = paper_name_whole(arena, holder->root, holder->path);
    paper->now.reason = whole == NULL
                            ? NULL
                            : arena_printf(arena, "has the same id, %s, as %s",
                                           paper->claim, whole);
    return paper->now.reason != NULL ? CONCORD_OK
                                     : concord_no_memory(settling->err);
}

/* ---- those that ask for an id ---- */

/* Another has the id that it asks for. */
static enum concord_status turn_down(struct settling *settling,
                                     struct paper *paper) {
    if (!paper->gone)
        return explain_duplicate(settling, paper);
    paper->dropped = true;
    if (paper->before != NULL && paper->before->id != NULL &&
        strcmp(paper->before->id, paper->claim) == 0)
        paper->holder->moved_from = paper;
    return CONCORD_OK;
}

static enum concord_status settle_claims(struct settling *settling) {
    struct papers *papers = settling->papers;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < papers->count && status == CONCORD_OK; i++) {
        struct paper *paper = &papers->items[i];
        bool given = false;
        if (paper->claim == NULL || !has_content(&paper->now))
            continue;
        paper->now.id = NULL;
        status = give(settling, paper, paper->claim, &given);
        if (status == CONCORD_OK && !given)
            status = turn_down(settling, paper);
    }
    return status;
}

/* ---- those that moved ---- */

static bool may_have_moved(const struct paper *paper) {
    return paper->claim == NULL && has_content(&paper->now) &&
           paper->now.reason == NULL;
}

/* Copies move in the order of their names. */
static int by_bytes(const void *left, const void *right) {
    const struct paper *a = *(struct paper *const *)left;
    const struct paper *b = *(struct paper *const *)right;
    int order =
        memcmp(a->now.blob_sha256, b->now.blob_sha256, SOURCE_HASH_SIZE);
    return order != 0 ? order
                      : paper_name_compare(a->now.root, a->now.path,
                                           b->now.root, b->now.path);
}

static enum concord_status list_gone(struct settling *settling) {
    struct papers *papers = settling->papers;
    for (size_t i = papers->present; i < papers->count; i++) {
        struct paper *paper = &papers->items[i];
        if (!may_have_moved(paper) || paper->now.id == NULL)
            continue;
        struct paper **slot = arena_push(&papers->arena, &settling->gone,
                                         &settling->gone_count, sizeof *slot);
        if (slot == NULL)
            return concord_no_memory(settling->err);
        *slot = paper;
    }
    if (settling->gone_count > 0)
        qsort(settling->gone, settling->gone_count, sizeof *settling->gone,
              by_bytes);
    return CONCORD_OK;
}

/* The first gone paper with the same bytes that has not been found yet. */
static struct paper *find_gone(const struct settling *settling,
                               const struct paper *paper) {
    size_t low = 0;
    size_t high = settling->gone_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(settling->gone[middle]->now.blob_sha256,
                   paper->now.blob_sha256, SOURCE_HASH_SIZE) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < settling->gone_count; low++) {
        struct paper *gone = settling->gone[low];
        if (memcmp(gone->now.blob_sha256, paper->now.blob_sha256,
                   SOURCE_HASH_SIZE) != 0)
            return NULL;
        if (!gone->dropped)
            return gone;
    }
    return NULL;
}

static void settle_moves(struct settling *settling) {
    struct papers *papers = settling->papers;
    for (size_t i = 0; i < papers->present; i++) {
        struct paper *paper = &papers->items[i];
        if (!may_have_moved(paper) || paper->now.id != NULL)
            continue;
        struct paper *from = find_gone(settling, paper);
        if (from == NULL)
            continue;
        from->dropped = true;
        paper->moved_from = from;
        paper->now.id = from->now.id;
    }
}

/* ---- those that have one, and the new ---- */

static enum concord_status keep_id(struct settling *settling,
                                   struct paper *paper) {
    bool given = false;
    const char *id = paper->now.id;
    paper->now.id = NULL;
    return id == NULL ? CONCORD_OK : give(settling, paper, id, &given);
}

/* A path's id may have gone on with a paper that moved away from there. */
static enum concord_status give_new(struct settling *settling,
                                    struct paper *paper) {
    struct arena *arena = &settling->papers->arena;
    bool given = false;
    enum concord_status status = CONCORD_OK;
    for (unsigned turn = 1; !given && status == CONCORD_OK; turn++) {
        const char *text =
            turn == 1 ? paper->now.path
                      : arena_printf(arena, "%s\n%u", paper->now.path, turn);
        const char *id = text == NULL ? NULL : identity_of(arena, text);
        status = id == NULL ? concord_no_memory(settling->err)
                            : give(settling, paper, id, &given);
    }
    return status;
}

static bool wants_no_special(const struct paper *paper) {
    return paper->claim == NULL && has_content(&paper->now) && !paper->dropped;
}

static enum concord_status settle_rest(struct settling *settling) {
    struct papers *papers = settling->papers;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < papers->count && status == CONCORD_OK; i++)
        if (wants_no_special(&papers->items[i]))
            status = keep_id(settling, &papers->items[i]);
    for (size_t i = 0; i < papers->count && status == CONCORD_OK; i++)
        if (wants_no_special(&papers->items[i]) &&
            papers->items[i].now.id == NULL)
            status = give_new(settling, &papers->items[i]);
    return status;
}

enum concord_status identities_settle(struct papers *papers,
                                      struct concord_error *err) {
    struct settling settling = {.papers = papers, .err = err};
    forget_findings(papers);
    enum concord_status status = settle_claims(&settling);
    if (status == CONCORD_OK)
        status = list_gone(&settling);
    if (status == CONCORD_OK) {
        settle_moves(&settling);
        status = settle_rest(&settling);
    }
    name_index_clear(&settling.holders);
    return status;
}
