/* update.c - finds the documents that differ, and writes those. */
#include "update.h"

#include <stdlib.h>
#include <string.h>

#include "describing.h"
#include "paper_file.h"

enum { DEPENDENCIES_MAX = 64 * 1024 };

static const unsigned char none[SOURCE_HASH_SIZE];
static const char withdrawn_reason[] = "withdrawn by overrides.yaml";
static const char unread_reason[] =
    "is withdrawn no more; the next run reads it";

/* ---- what a document depends on ---- */

static void depend_on(struct buffer *out, const char *text) {
    buffer_append_string(out, text);
    buffer_append_char(out, '\0');
}

/* They are the same for all documents. False when memory is out. */
static bool hash_versions(struct update *update) {
    const struct manifest_versions versions =
        pipeline_versions(update->pipeline);
    struct buffer *all = &update->dependencies;
    depend_on(all, versions.schema);
    depend_on(all, versions.stemmer);
    depend_on(all, versions.describer);
    depend_on(all, versions.formats);
    depend_on(all, versions.plan);
    if (buffer_ok(all))
        paper_hash(update->versions, all->data, all->size);
    return buffer_ok(all);
}

static enum concord_status hash_dependencies(struct update *update,
                                             struct source_record *now,
                                             struct concord_error *err) {
    struct buffer *all = &update->dependencies;
    buffer_clear(all);
    buffer_append(all, update->versions, SOURCE_HASH_SIZE);
    depend_on(all, now->id);
    depend_on(all, now->path);
    buffer_append(all, now->blob_sha256, SOURCE_HASH_SIZE);
    buffer_append(all, &now->ruling, sizeof now->ruling);
    enum concord_status status =
        people_depend(update->people, now, now->id, all, err);
    if (status == CONCORD_OK && !buffer_ok(all))
        status = concord_no_memory(err);
    if (status == CONCORD_OK)
        paper_hash(now->described, all->data, all->size);
    return status;
}

static bool same_described(const struct source_record *before,
                           const struct source_record *now) {
    return before != NULL &&
           memcmp(before->described, now->described, sizeof none) == 0;
}

static const struct block_ref nowhere = {0, 0, 0};

/* What is withdrawn keeps its id and date, should it ever come back, but not
 * its text: survey_restored() would read that again. */
static void withdraw(struct paper *paper) {
    paper->now.withdrawn = paper->now.id;
    paper->now.blob = nowhere;
    paper->now.claims = nowhere;
    paper->now.id = NULL;
    paper->now.reason = withdrawn_reason;
    memcpy(paper->now.described, none, sizeof none);
    paper->put = false;
}

/* It was withdrawn under another id than it has now, so the survey could not
 * know. The file is taken for one never seen before. */
static void read_next_time(struct paper *paper) {
    struct source_record *now = &paper->now;
    now->changed = now->modified = 0;
    memset(now->sha256, 0, sizeof now->sha256);
    paper_take_id_away(paper, unread_reason);
}

static const char *first_indexed(const struct update *update,
                                 const struct paper *paper,
                                 const struct source_record *before) {
    const struct source_record *own = paper->before;
    if (before != NULL)
        return before->first_indexed;
    return own != NULL && own->withdrawn != NULL &&
                   strcmp(own->withdrawn, paper->now.id) == 0
               ? own->first_indexed
               : update->time;
}

/* What the last generation had of the document, most often of the same file. */
static const struct source_record *find_document(const struct update *update,
                                                 const struct paper *paper) {
    const struct source_record *before = paper->before;
    bool same = before != NULL && before->id != NULL &&
                strcmp(before->id, paper->now.id) == 0;
    return same ? before : source_table_find_id(update->known, paper->now.id);
}

static enum concord_status compare_indexed(struct update *update,
                                           struct paper *paper,
                                           struct concord_error *err) {
    struct source_record *now = &paper->now;
    const struct source_record *before = find_document(update, paper);
    paper->kept = before != NULL;
    now->first_indexed = first_indexed(update, paper, before);
    enum concord_status status = hash_dependencies(update, now, err);
    paper->put =
        update->anew || update->damaged || !same_described(before, now);
    /* A moved file has a record of its own, which knows of no claims. */
    if (!paper->put && before != NULL)
        now->claims = before->claims;
    /* It held nothing the last time either. */
    if (paper->before != NULL && paper->before->id == NULL &&
        same_described(paper->before, now))
        paper_take_id_away(paper, paper->before->reason);
    return status;
}

/* What is withdrawn says nothing of the others either. */
static enum concord_status settle_archive(struct update *update,
                                          struct concord_error *err) {
    struct papers *papers = update->papers;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < papers->count && status == CONCORD_OK; i++) {
        struct paper *paper = &papers->items[i];
        if (paper->now.id != NULL && !paper->dropped)
            status = people_withdraw(update->people, &paper->now, paper->now.id,
                                     &paper->taken, err);
    }
    return status == CONCORD_OK ? archive_state_settle(update->archive, err)
                                : status;
}

static enum concord_status compare(struct update *update, struct paper *paper,
                                   struct concord_error *err) {
    struct source_record *now = &paper->now;
    memcpy(now->described, none, sizeof none);
    /* One that was withdrawn and lost its id as well is not forgotten: its text
     * is to be read again once nobody withdraws it any more. */
    if (now->id != NULL || now->blob.segment != 0)
        now->withdrawn = NULL;
    if (now->id == NULL || paper->dropped) {
        now->first_indexed = NULL;
        now->claims = nowhere;
        return CONCORD_OK;
    }
    enum concord_status status = compare_indexed(update, paper, err);
    if (paper->taken)
        withdraw(paper);
    else if (now->blob.segment == 0)
        read_next_time(paper);
    return status;
}

static enum concord_status compare_all(struct update *update,
                                       struct concord_error *err) {
    struct papers *papers = update->papers;
    update->dependencies = (struct buffer)BUFFER_INIT(DEPENDENCIES_MAX);
    enum concord_status status =
        hash_versions(update) ? CONCORD_OK : concord_no_memory(err);
    for (size_t i = 0; i < papers->count && status == CONCORD_OK; i++)
        status = compare(update, &papers->items[i], err);
    buffer_destroy(&update->dependencies);
    return status;
}

/* ---- documents that are no more ---- */

static int by_id(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Whether some document of the last generation is no paper's any more. */
static bool has_lost(const struct update *update) {
    size_t lost = 0;
    for (size_t i = 0; i < source_table_count(update->known); i++)
        lost += source_table_at(update->known, i)->id != NULL;
    for (size_t i = 0; i < update->papers->count; i++) {
        const struct paper *paper = &update->papers->items[i];
        lost -= paper->kept && paper->now.id != NULL && !paper->dropped;
    }
    return lost > 0;
}

/* The ids that papers have now, sorted; the caller frees the list. */
static const char **list_ids(const struct papers *papers, size_t *count) {
    const char **ids = calloc(papers->count + 1, sizeof *ids);
    *count = 0;
    for (size_t i = 0; ids != NULL && i < papers->count; i++)
        if (papers->items[i].now.id != NULL && !papers->items[i].dropped)
            ids[(*count)++] = papers->items[i].now.id;
    if (ids != NULL && *count > 0)
        qsort(ids, *count, sizeof *ids, by_id);
    return ids;
}

static enum concord_status remove_old(struct update *update,
                                      struct concord_error *err) {
    size_t count = 0;
    const char **ids = list_ids(update->papers, &count);
    enum concord_status status =
        ids != NULL ? CONCORD_OK : concord_no_memory(err);
    for (size_t i = 0;
         i < source_table_count(update->known) && status == CONCORD_OK; i++) {
        const char *id = source_table_at(update->known, i)->id;
        if (id == NULL || bsearch(&id, ids, count, sizeof *ids, by_id) != NULL)
            continue;
        update->found = true;
        if (!update->next->fresh)
            status = next_generation_remove(update->next, id, err);
    }
    free(ids);
    return status;
}

/* ---- the whole ---- */

/* With nothing to carry over, a database from nothing is quicker and smaller
 * than a copy in which everything is replaced. */
static void decide_fresh(struct update *update) {
    bool carried = false;
    for (size_t i = 0; i < update->papers->count; i++) {
        const struct paper *paper = &update->papers->items[i];
        carried = carried ||
                  (paper->now.id != NULL && !paper->dropped && !paper->put);
        update->found = update->found || paper->put;
    }
    update->next->fresh = !carried && !update->next->ahead.begun;
}

enum concord_status update_index(struct update *update,
                                 struct concord_error *err) {
    enum concord_status status = settle_archive(update, err);
    if (status == CONCORD_OK)
        status = compare_all(update, err);
    decide_fresh(update);
    if (status == CONCORD_OK && !update->damaged && has_lost(update))
        status = remove_old(update, err);
    return status == CONCORD_OK ? describe_papers(update, err) : status;
}
