/* papers.c - lists the papers of a run. */
#include "papers.h"

#include <stdlib.h>
#include <string.h>

#include "paper_file.h"
#include "paper_name.h"

/* The worklist has every file that is there under the SOURCEs. */
static bool has_gone(const struct source_record *record,
                     const struct worklist *worklist) {
    return worklist_covers(worklist, record->root, record->path) ||
           paper_file_has_gone(record->root, record->path);
}

static int by_presence(const void *left, const void *right) {
    const struct paper *a = left;
    const struct paper *b = right;
    if (a->gone != b->gone)
        return a->gone ? 1 : -1;
    return paper_name_compare(a->now.root, a->now.path, b->now.root,
                              b->now.path);
}

/* The table began as a copy of what is known, and most records are where they
 * were, with the same strings. */
static const struct source_record *
find_known(const struct source_table *known, const struct source_record *record,
           size_t place) {
    const struct source_record *there = place < source_table_count(known)
                                            ? source_table_at(known, place)
                                            : NULL;
    return there != NULL && there->root == record->root &&
                   there->path == record->path
               ? there
               : source_table_find(known, record->root, record->path);
}

/* As the table is read back and nothing has been added. */
static bool is_in_order(const struct papers *papers) {
    size_t i = 1;
    while (i < papers->count &&
           by_presence(&papers->items[i - 1], &papers->items[i]) <= 0)
        i++;
    return i >= papers->count;
}

enum concord_status papers_list(struct papers *papers,
                                const struct source_table *table,
                                const struct source_table *known,
                                const struct worklist *worklist,
                                struct concord_error *err) {
    papers->items = arena_alloc(&papers->arena, source_table_count(table) *
                                                    sizeof *papers->items);
    if (papers->items == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < source_table_count(table); i++) {
        const struct source_record *record = source_table_at(table, i);
        if (record->kind != SOURCE_IS_PAPER)
            continue;
        struct paper *paper = &papers->items[papers->count++];
        paper->now = *record;
        paper->record = record;
        paper->before = find_known(known, record, i);
        paper->listed = worklist_has(worklist, record->root, record->path);
        paper->gone = !paper->listed && has_gone(record, worklist);
        papers->present += !paper->gone;
    }
    if (!is_in_order(papers))
        qsort(papers->items, papers->count, sizeof *papers->items, by_presence);
    return CONCORD_OK;
}

void paper_take_id_away(struct paper *paper, const char *reason) {
    paper->now.id = NULL;
    paper->now.claims = (struct block_ref){0, 0, 0};
    paper->now.first_indexed = NULL;
    paper->now.reason = reason;
    paper->put = false;
}

void papers_clear(struct papers *papers) {
    arena_clear(&papers->arena);
    *papers = (struct papers){0};
}

/* A string that was said anew is another, also when it says the same: then it
 * is only written once more. */
static bool has_strings_of(const struct source_record *a,
                           const struct source_record *b) {
    return a->root == b->root && a->path == b->path && a->id == b->id &&
           a->own_id == b->own_id && a->own_address == b->own_address &&
           a->withdrawn == b->withdrawn && a->reason == b->reason &&
           a->first_indexed == b->first_indexed;
}

static bool is_at(struct block_ref a, struct block_ref b) {
    return a.segment == b.segment && a.offset == b.offset && a.size == b.size;
}

static bool is_as_listed(const struct paper *paper) {
    const struct source_record *now = &paper->now;
    const struct source_record *record = paper->record;
    return has_strings_of(now, record) && now->kind == record->kind &&
           now->size == record->size && now->modified == record->modified &&
           now->changed == record->changed && now->ruling == record->ruling &&
           is_at(now->blob, record->blob) &&
           is_at(now->claims, record->claims) &&
           memcmp(now->sha256, record->sha256, SOURCE_HASH_SIZE) == 0 &&
           memcmp(now->blob_sha256, record->blob_sha256, SOURCE_HASH_SIZE) ==
               0 &&
           memcmp(now->described, record->described, SOURCE_HASH_SIZE) == 0;
}

enum concord_status papers_store(const struct papers *papers,
                                 struct source_table *table,
                                 struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < papers->count && status == CONCORD_OK; i++) {
        const struct paper *paper = &papers->items[i];
        if (paper->dropped)
            source_table_remove(table, paper->now.root, paper->now.path);
        else if (!is_as_listed(paper))
            status = source_table_put(table, &paper->now, err);
    }
    return status;
}
