/* changes.c - joins the steps from files to the next index, and tells. */
#include "changes.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "identities.h"
#include "interruption.h"
#include "paper_file.h"
#include "papers.h"
#include "people.h"
#include "prune.h"
#include "summary.h"
#include "survey.h"
#include "update.h"

static const char gone_reason[] = "the file has gone; its document stays";
static const char pruned_reason[] = "the file has gone";
static const char words_reason[] = "what people say of papers, not a paper";
static const char lost_reason[] =
    "the index was damaged and the file has gone or cannot be looked at";

/* ---- telling ---- */

static enum concord_status tell(struct changes *changes,
                                const struct report_line *line,
                                struct concord_error *err) {
    if (changes->options->verbosity == VERBOSITY_VERBOSE)
        summary_write_line(line, stderr);
    return report_add(changes->report, line, err);
}

static enum concord_status tell_skipped(struct changes *changes,
                                        struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < changes->worklist->count && status == CONCORD_OK;
         i++) {
        const struct source_file *file = &changes->worklist->files[i];
        const struct source_record *own =
            source_table_find(changes->table, file->root, file->path);
        struct report_line line = {
            file->root,   file->path,      own == NULL ? NULL : own->id,
            file->reason, OUTCOME_SKIPPED, false};
        if (file->outcome == SOURCE_SKIPPED)
            status = tell(changes, &line, err);
    }
    return status;
}

/* Sidecars and overrides are no papers; those that cannot be used are told. */
static enum concord_status tell_words(struct changes *changes,
                                      struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0;
         i < source_table_count(changes->table) && status == CONCORD_OK; i++) {
        const struct source_record *record = source_table_at(changes->table, i);
        if (record->kind == SOURCE_IS_PAPER ||
            !worklist_has(changes->worklist, record->root, record->path))
            continue;
        const struct source_record *before =
            source_table_find(changes->known, record->root, record->path);
        bool refused = record->reason != NULL;
        struct report_line line = {
            record->root,
            record->path,
            NULL,
            refused ? record->reason : words_reason,
            refused ? OUTCOME_REJECTED : OUTCOME_SKIPPED,
            refused && (before == NULL || before->reason == NULL)};
        status = tell(changes, &line, err);
    }
    return status;
}

/* The paper itself, or what people say of it, is another than it was; that the
 * rules are others is no change of it. */
static bool has_changed(const struct changes *changes,
                        const struct paper *paper) {
    const struct source_record *before = paper->before;
    const struct source_record *now = &paper->now;
    return before->reason != NULL || strcmp(before->id, now->id) != 0 ||
           memcmp(before->blob_sha256, now->blob_sha256, SOURCE_HASH_SIZE) !=
               0 ||
           (paper->put && !changes->renewed && !changes->options->rebuild);
}

/* Judged by the file as the last generation had it. */
static enum outcome outcome_of(const struct changes *changes,
                               const struct paper *paper) {
    const struct source_record *before = paper->before;
    const struct source_record *now = &paper->now;
    bool had_document = before != NULL && before->id != NULL;
    if (now->withdrawn != NULL)
        return had_document ? OUTCOME_REMOVED : OUTCOME_SKIPPED;
    if (now->id == NULL)
        return OUTCOME_REJECTED;
    if (now->reason != NULL)
        return OUTCOME_STALE;
    if (!had_document)
        return paper->moved_from != NULL ? OUTCOME_MOVED : OUTCOME_ADDED;
    return has_changed(changes, paper) ? OUTCOME_CHANGED : OUTCOME_UNCHANGED;
}

static bool was_refused_so(const struct paper *paper) {
    const struct source_record *before = paper->before;
    return before != NULL && before->reason != NULL &&
           (before->id != NULL) == (paper->now.id != NULL) &&
           memcmp(before->sha256, paper->now.sha256, SOURCE_HASH_SIZE) == 0;
}

static enum concord_status tell_paper(struct changes *changes,
                                      const struct paper *paper,
                                      struct concord_error *err) {
    const struct source_record *now = &paper->now;
    struct report_line line = {now->root,
                               now->path,
                               now->withdrawn != NULL ? now->withdrawn
                                                      : now->id,
                               now->reason,
                               outcome_of(changes, paper),
                               false};
    line.news = line.reason != NULL && !was_refused_so(paper);
    if (paper->pruned) {
        line.reason = pruned_reason;
        line.outcome = OUTCOME_REMOVED;
    } else if (paper->gone) {
        line.reason = gone_reason;
        line.outcome = OUTCOME_UNCHANGED;
        changes->gone++;
    }
    return tell(changes, &line, err);
}

/* Another SOURCE's paper has taken its id. */
static bool has_lost_its_id(const struct paper *paper) {
    return paper->before != NULL && paper->before->id != NULL &&
           paper->now.id == NULL && !paper->gone;
}

/* A run tells of the files it was asked about, of those whose document it took
 * away, and of all when it reads all. */
static bool is_to_be_told(const struct changes *changes,
                          const struct paper *paper) {
    const struct source_record *now = &paper->now;
    return (!paper->dropped || paper->pruned) &&
           (changes->anew || has_lost_its_id(paper) || paper->listed ||
            worklist_covers(changes->worklist, now->root, now->path));
}

static enum concord_status tell_papers(struct changes *changes,
                                       const struct papers *papers,
                                       struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < papers->count && status == CONCORD_OK; i++)
        if (is_to_be_told(changes, &papers->items[i]))
            status = tell_paper(changes, &papers->items[i], err);
    return status;
}

/* ---- papers whose file has gone ---- */

/* One that was refused, or that has no blob, is of no interest any more. */
static void drop_refused(struct papers *papers) {
    for (size_t i = papers->present; i < papers->count; i++)
        if (papers->items[i].now.id == NULL)
            papers->items[i].dropped = true;
}

/* What people said is gone with its file, but that a paper whose own file has
 * gone keeps its sidecar. */
static bool has_lost_its_use(const struct changes *changes,
                             const struct source_record *record) {
    if (record->kind == SOURCE_IS_PAPER ||
        worklist_has(changes->worklist, record->root, record->path) ||
        !worklist_covers(changes->worklist, record->root, record->path))
        return false;
    if (record->kind == SOURCE_IS_OVERRIDES)
        return true;
    char path[PATH_MAX];
    size_t size = strlen(record->path) - strlen(METADATA_SIDECAR_ENDING);
    snprintf(path, sizeof path, "%.*s", (int)size, record->path);
    return worklist_has(changes->worklist, record->root, path) ||
           source_table_find(changes->table, record->root, path) == NULL;
}

static bool drop_gone_words(struct changes *changes) {
    bool found = false;
    for (size_t i = source_table_count(changes->table); i-- > 0;) {
        const struct source_record *record = source_table_at(changes->table, i);
        if (!has_lost_its_use(changes, record))
            continue;
        source_table_remove(changes->table, record->root, record->path);
        found = true;
    }
    return found;
}

/* A damaged index is not copied from, so only what can be read anew stays. */
static enum concord_status drop_lost(struct changes *changes,
                                     struct papers *papers,
                                     struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = papers->present; i < papers->count && status == CONCORD_OK;
         i++) {
        struct source_record *now = &papers->items[i].now;
        struct report_line line = {now->root,   now->path,       now->id,
                                   lost_reason, OUTCOME_REMOVED, true};
        papers->items[i].dropped = true;
        if (now->id != NULL)
            status = tell(changes, &line, err);
    }
    return status;
}

/* ---- the steps ---- */

static enum concord_status hear_claims(struct papers *papers,
                                       struct people *people,
                                       struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < papers->count && status == CONCORD_OK; i++)
        status = people_claim(people, &papers->arena, &papers->items[i].now,
                              &papers->items[i].claim, err);
    return status;
}

static enum concord_status prune(const struct changes *changes,
                                 struct papers *papers,
                                 struct concord_error *err) {
    const struct prune prune = {.worklist = changes->worklist,
                                .known = changes->known,
                                .limit = changes->options->prune_limit,
                                .forced = changes->options->force};
    return prune_papers(&prune, papers, err);
}

static enum concord_status settle(struct changes *changes,
                                  struct papers *papers,
                                  struct concord_error *err) {
    enum concord_status status = papers_list(
        papers, changes->table, changes->known, changes->worklist, err);
    if (status == CONCORD_OK && changes->damaged)
        status = drop_lost(changes, papers, err);
    if (status == CONCORD_OK)
        status = hear_claims(papers, changes->people, err);
    if (status == CONCORD_OK)
        status = identities_settle(papers, err);
    if (status == CONCORD_OK && changes->options->prune &&
        interruption_signal() == 0)
        status = prune(changes, papers, err);
    return status;
}

static enum concord_status tell_all(struct changes *changes,
                                    const struct papers *papers,
                                    struct concord_error *err) {
    enum concord_status status = tell_skipped(changes, err);
    if (status == CONCORD_OK)
        status = tell_words(changes, err);
    return status == CONCORD_OK ? tell_papers(changes, papers, err) : status;
}

/* Some files have changed, and most documents stay what they are. */
static bool is_small(const struct changes *changes, size_t news) {
    return news > 0 && 2 * news < source_table_count(changes->known) &&
           !changes->renewed && !changes->anew && !changes->damaged &&
           !changes->options->rebuild && interruption_signal() == 0;
}

static enum concord_status apply(struct changes *changes,
                                 struct concord_error *err) {
    struct papers *papers = &changes->papers;
    changes->archive = (struct archive_state){
        .papers = papers,
        .next = changes->next,
        .pipeline = changes->pipeline,
        .crew = changes->crew,
        .anew = changes->anew || changes->damaged || changes->options->rebuild};
    struct survey survey = {.worklist = changes->worklist,
                            .table = changes->table,
                            .next = changes->next,
                            .schema = changes->schema,
                            .extractors = changes->extractors,
                            .crew = changes->crew,
                            .progress = changes->progress,
                            .anew = changes->anew};
    struct update update = {.papers = papers,
                            .known = changes->known,
                            .people = changes->people,
                            .archive = &changes->archive,
                            .pipeline = changes->pipeline,
                            .next = changes->next,
                            .crew = changes->crew,
                            .progress = changes->progress,
                            .show = changes->show,
                            .shown_by = changes->shown_by,
                            .time = changes->time,
                            .anew = changes->options->rebuild,
                            .damaged = changes->damaged};
    enum concord_status status = survey_files(&survey, err);
    bool words_gone = drop_gone_words(changes);
    if (status == CONCORD_OK && is_small(changes, survey.news))
        status = next_generation_copy_ahead(changes->next, err);
    if (status == CONCORD_OK)
        status = survey_restored(&survey, changes->people, err);
    if (status == CONCORD_OK)
        status = settle(changes, papers, err);
    if (status == CONCORD_OK)
        status = update_index(&update, err);
    drop_refused(papers);
    if (status == CONCORD_OK)
        status = tell_all(changes, papers, err);
    if (status == CONCORD_OK)
        status = papers_store(papers, changes->table, err);
    if (status == CONCORD_OK)
        status = people_warn_of_strangers(changes->people, err);
    drop_gone_words(changes); /* of the papers that were pruned */
    changes->any = changes->renewed || changes->anew || words_gone ||
                   survey.news > 0 || update.found;
    return status;
}

static enum concord_status copy_known(struct changes *changes,
                                      struct concord_error *err) {
    enum concord_status status =
        source_table_copy(&changes->table, changes->known, err);
    if (status != CONCORD_OK || !changes->damaged)
        return status;
    for (size_t i = 0;
         i < source_table_count(changes->table) && status == CONCORD_OK; i++) {
        struct source_record record = *source_table_at(changes->table, i);
        record.blob = record.claims = (struct block_ref){0, 0, 0};
        status = source_table_put(changes->table, &record, err);
    }
    return status;
}

enum concord_status changes_apply(struct changes *changes,
                                  struct concord_error *err) {
    enum concord_status status = copy_known(changes, err);
    if (status == CONCORD_OK)
        status = people_create(&changes->people, changes->table, changes->known,
                               changes->next, changes->schema, err);
    if (status == CONCORD_OK)
        status = apply(changes, err);
    return status;
}

void changes_clear(struct changes *changes) {
    archive_state_clear(&changes->archive);
    papers_clear(&changes->papers);
}

size_t changes_document_count(const struct source_table *table) {
    size_t documents = 0;
    for (size_t i = 0; i < source_table_count(table); i++)
        documents += source_table_at(table, i)->id != NULL;
    return documents;
}
