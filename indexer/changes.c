/* changes.c - finds out what changed and applies it. */
#include "changes.h"

#include <stdio.h>
#include <string.h>

#include "interruption.h"
#include "paper_file.h"
#include "paper_name.h"
#include "summary.h"

/* What goes through the steps for one file. */
struct step {
    struct changes *changes;
    struct claims *claims;
    const struct source_file *file;
    struct concord_error *err;
};

static const char gone_reason[] = "the file has gone; its document stays";
static const char lost_reason[] =
    "the index was damaged and the file has gone or cannot be looked at";

static const struct source_record *find_own(const struct step *step) {
    return source_table_find(step->changes->table, step->file->root,
                             step->file->path);
}

static const struct source_record *find_known(const struct step *step) {
    return source_table_find(step->changes->known, step->file->root,
                             step->file->path);
}

/* ---- telling ---- */

static enum concord_status tell(struct changes *changes,
                                const struct report_line *line,
                                struct concord_error *err) {
    if (changes->options->verbosity == VERBOSITY_VERBOSE)
        summary_write_line(line, stderr);
    return report_add(changes->report, line, err);
}

static enum concord_status tell_step(const struct step *step,
                                     enum outcome outcome, const char *id,
                                     const char *reason, bool news) {
    struct report_line line = {step->file->root, step->file->path, id,
                               reason,           outcome,          news};
    return tell(step->changes, &line, step->err);
}

static enum concord_status tell_gone(struct changes *changes,
                                     const struct source_record *record,
                                     struct concord_error *err) {
    struct report_line line = {record->root, record->path,      record->id,
                               gone_reason,  OUTCOME_UNCHANGED, false};
    changes->gone++;
    return tell(changes, &line, err);
}

/* ---- files that are as they were ---- */

static enum concord_status put_record(const struct step *step,
                                      struct source_record record,
                                      const struct paper_facts *facts) {
    record.root = step->file->root;
    record.path = step->file->path;
    record.size = facts->size;
    record.modified = facts->modified;
    record.changed = facts->changed;
    memcpy(record.sha256, facts->sha256, sizeof record.sha256);
    return source_table_put(step->changes->table, &record, step->err);
}

static struct paper_facts facts_of(const struct source_record *record) {
    struct paper_facts facts = {record->size, record->modified,
                                record->changed, {0}};
    memcpy(facts.sha256, record->sha256, sizeof facts.sha256);
    return facts;
}

/* The bytes are those of `record`, so it stands, with these facts. An id that it
 * waits for may have become free since. */
static enum concord_status let_stand(const struct step *step,
                                     const struct source_record *record,
                                     const struct paper_facts *facts) {
    if (record->wanted != NULL)
        return claims_wait(step->claims, step->file, record->wanted, facts,
                           step->err);
    enum outcome outcome = OUTCOME_UNCHANGED;
    if (record->reason != NULL)
        outcome = record->id != NULL ? OUTCOME_STALE : OUTCOME_REJECTED;
    return tell_step(step, outcome, record->id, record->reason, false);
}

/* Times are recorded as 0 when they are not to be trusted. */
static bool is_as_recorded(const struct source_file *file,
                           const struct source_record *record) {
    return record->changed != 0 && record->size == file->size &&
           record->modified == file->modified &&
           record->changed == file->changed;
}

/* The same bytes at other times. */
static enum concord_status touch(const struct step *step,
                                 const struct source_record *record,
                                 const struct paper_facts *facts) {
    enum concord_status status = put_record(step, *record, facts);
    return status == CONCORD_OK ? let_stand(step, record, facts) : status;
}

/* ---- files that give no document ---- */

static bool was_refused_so(const struct source_record *before,
                           const struct source_record *now) {
    return before != NULL && before->reason != NULL &&
           (before->id != NULL) == (now->id != NULL) &&
           memcmp(before->sha256, now->sha256, SOURCE_HASH_SIZE) == 0;
}

/* `wanted` is the id that is taken, or NULL when that is not the reason. */
static enum concord_status refuse(const struct step *step,
                                  const struct paper_facts *facts,
                                  const char *reason, const char *wanted) {
    struct changes *changes = step->changes;
    const struct source_record *own = find_own(step);
    struct source_record record = {.reason = reason, .wanted = wanted};
    memcpy(record.sha256, facts->sha256, sizeof record.sha256);
    if (own != NULL && own->id != NULL && !changes->damaged) {
        record.id = own->id;
        record.first_indexed = own->first_indexed;
    }
    bool news = !was_refused_so(find_known(step), &record);
    changes->any = changes->any || news;
    enum concord_status status = tell_step(
        step, record.id != NULL ? OUTCOME_STALE : OUTCOME_REJECTED, record.id,
        reason, news);
    return status == CONCORD_OK ? put_record(step, record, facts) : status;
}

/* ---- files that give one ---- */

/* The id is the file's now: nobody else has it, and it has no other. */
static enum concord_status hand_over(const struct step *step,
                                     const struct claim *claim) {
    struct changes *changes = step->changes;
    const struct source_record *own = find_own(step);
    const struct source_record *holder = claim->holder;
    enum concord_status status = CONCORD_OK;
    if (own != NULL && own->id != NULL && strcmp(own->id, claim->id) != 0)
        status = next_generation_remove(changes->next, own->id, step->err);
    if (status != CONCORD_OK || holder == NULL || holder == own)
        return status;
    if (paper_file_has_gone(holder->root, holder->path)) {
        source_table_remove(changes->table, holder->root, holder->path);
        return CONCORD_OK;
    }
    struct source_record without = *holder;
    without.id = NULL;
    without.first_indexed = NULL;
    return source_table_put(changes->table, &without, step->err);
}

/* Judged by the file as the last generation had it. */
static enum outcome outcome_of(const struct step *step,
                               const struct paper_facts *facts,
                               const struct claim *claim, bool moved) {
    const struct source_record *known = find_known(step);
    if (known == NULL || known->id == NULL)
        return moved ? OUTCOME_MOVED : OUTCOME_ADDED;
    bool same = known->reason == NULL && strcmp(known->id, claim->id) == 0 &&
                memcmp(known->sha256, facts->sha256, SOURCE_HASH_SIZE) == 0;
    return same ? OUTCOME_UNCHANGED : OUTCOME_CHANGED;
}

static enum concord_status record_document(const struct step *step,
                                           const struct paper_facts *facts,
                                           const struct claim *claim,
                                           const char *first_indexed) {
    const struct source_record *holder = claim->holder;
    bool moved = holder != NULL && holder != find_own(step) &&
                 paper_file_has_gone(holder->root, holder->path);
    struct source_record record = {.id = claim->id,
                                   .first_indexed = first_indexed};
    enum concord_status status = hand_over(step, claim);
    if (status == CONCORD_OK)
        status = put_record(step, record, facts);
    if (status == CONCORD_OK)
        status = tell_step(step, outcome_of(step, facts, claim, moved),
                           claim->id, NULL, false);
    step->changes->put_count++;
    step->changes->any = true;
    return status;
}

static enum concord_status index_paper(const struct step *step,
                                       const struct paper_facts *facts,
                                       const struct extract *extract,
                                       const struct claim *claim) {
    struct changes *changes = step->changes;
    char sha256[PAPER_SHA256_HEX];
    paper_hash_hex(sha256, facts->sha256, PAPER_SHA256_HEX - 1);
    const struct source_record *before =
        source_table_find_id(changes->known, claim->id);
    struct document_source source = {
        .path = step->file->path,
        .sha256 = sha256,
        .first_indexed =
            before != NULL ? before->first_indexed : changes->time};
    struct posting_plan *plan = NULL;
    enum concord_status status =
        pipeline_plan(changes->pipeline, &plan, claim->id, &source, extract,
                      step->err);
    if (status == CONCORD_BAD_INPUT)
        return refuse(step, facts, step->err->message, NULL);
    if (status == CONCORD_OK)
        status = next_generation_put(changes->next, plan, step->err);
    posting_plan_destroy(plan);
    return status == CONCORD_OK
               ? record_document(step, facts, claim, source.first_indexed)
               : status;
}

static enum concord_status take_in(const struct step *step,
                                   const struct paper_file *paper) {
    struct extract *extract = NULL;
    struct claim claim;
    enum concord_status status =
        extract_read(&extract, step->file->path, paper->bytes,
                     (size_t)paper->facts.size, step->err);
    if (status == CONCORD_BAD_INPUT)
        return refuse(step, &paper->facts, step->err->message, NULL);
    if (status == CONCORD_OK)
        status = claims_decide(step->claims, &claim, step->file,
                               paper->facts.sha256, extract->address,
                               step->err);
    if (status == CONCORD_OK && claim.granted)
        status = index_paper(step, &paper->facts, extract, &claim);
    else if (status == CONCORD_OK)
        status = claims_wait(step->claims, step->file, claim.id, &paper->facts,
                             step->err);
    extract_destroy(extract);
    return status;
}

/* ---- one file ---- */

/* It was there when the SOURCE was walked. */
static enum concord_status tell_vanished(const struct step *step) {
    const struct source_record *own = find_own(step);
    if (own == NULL || own->id == NULL)
        return CONCORD_OK;
    return tell_gone(step->changes, own, step->err);
}

/* `again` when the bytes matter even if they are as they were. */
static enum concord_status read_paper(const struct step *step, bool again) {
    const struct source_record *own = find_own(step);
    struct paper_file paper;
    enum concord_status status =
        paper_file_read(&paper, step->file->root, step->file->path, step->err);
    bool same = status == CONCORD_OK && own != NULL &&
                memcmp(own->sha256, paper.facts.sha256, SOURCE_HASH_SIZE) == 0;
    if (status == CONCORD_NOT_FOUND)
        status = tell_vanished(step);
    else if (status == CONCORD_BAD_INPUT)
        status = refuse(step, &paper.facts, step->err->message, NULL);
    else if (same && !again)
        status = touch(step, own, &paper.facts);
    else if (status == CONCORD_OK)
        status = take_in(step, &paper);
    paper_file_free(&paper);
    return status;
}

static enum concord_status look_at(const struct step *step) {
    const struct paper_facts none = {0};
    const struct source_file *file = step->file;
    const struct source_record *own = find_own(step);
    bool anew = step->changes->anew;
    if (file->outcome == SOURCE_SKIPPED)
        return tell_step(step, OUTCOME_SKIPPED, own == NULL ? NULL : own->id,
                         file->reason, false);
    if (file->outcome == SOURCE_REJECTED)
        return refuse(step, &none, file->reason, NULL);
    if (anew || own == NULL || !is_as_recorded(file, own))
        return read_paper(step, anew);
    struct paper_facts facts = facts_of(own);
    return let_stand(step, own, &facts);
}

/* ---- all of them ---- */

static enum concord_status look_at_all(struct changes *changes,
                                       struct claims *claims,
                                       struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < changes->worklist->count && status == CONCORD_OK &&
                       interruption_signal() == 0;
         i++) {
        struct step step = {changes, claims, &changes->worklist->files[i], err};
        status = look_at(&step);
    }
    return status;
}

/* One paper's id may come free when another gets its own, so go over those that
 * wait until none gets any further. */
static enum concord_status settle_waiting(struct changes *changes,
                                          struct claims *claims,
                                          struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    bool progress = true;
    while (progress) {
        progress = false;
        for (size_t i = 0; i < claims->waiting_count && status == CONCORD_OK &&
                           interruption_signal() == 0;
             i++) {
            struct waiting_paper *paper = &claims->waiting[i];
            struct step step = {changes, claims, paper->file, err};
            if (paper->settled || !claims_is_open(claims, paper))
                continue;
            paper->settled = true; /* unless it has to wait again */
            status = read_paper(&step, true);
            progress = progress || paper->settled;
        }
    }
    return status;
}

static enum concord_status refuse_duplicate(const struct step *step,
                                            const struct waiting_paper *paper) {
    const struct source_record *holder =
        source_table_find_id(step->changes->table, paper->id);
    struct arena arena = {0};
    char *whole = paper_name_whole(&arena, holder->root, holder->path);
    char *reason = whole == NULL ? NULL
                                 : arena_printf(&arena,
                                                "has the same id, %s, as %s",
                                                paper->id, whole);
    enum concord_status status =
        reason != NULL ? refuse(step, &paper->facts, reason, paper->id)
                       : concord_no_memory(step->err);
    arena_clear(&arena);
    return status;
}

static enum concord_status refuse_waiting(struct changes *changes,
                                          struct claims *claims,
                                          struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < claims->waiting_count && status == CONCORD_OK &&
                       interruption_signal() == 0;
         i++) {
        struct waiting_paper *paper = &claims->waiting[i];
        struct step step = {changes, claims, paper->file, err};
        if (!paper->settled)
            status = refuse_duplicate(&step, paper);
    }
    return status;
}

/* ---- files that no SOURCE led to ---- */

static enum concord_status tell_missing(struct changes *changes,
                                        struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0;
         i < source_table_count(changes->table) && status == CONCORD_OK; i++) {
        const struct source_record *record =
            source_table_at(changes->table, i);
        const char *root = record->root;
        const char *path = record->path;
        if (record->id != NULL &&
            !worklist_has(changes->worklist, root, path) &&
            (changes->anew ||
             worklist_covers(changes->worklist, root, path)) &&
            paper_file_has_gone(root, path))
            status = tell_gone(changes, record, err);
    }
    return status;
}

/* A file that was refused and has gone since is of no interest any more. */
static void forget_refused(struct changes *changes) {
    for (size_t i = source_table_count(changes->table); i-- > 0;) {
        const struct source_record *record =
            source_table_at(changes->table, i);
        const char *root = record->root;
        const char *path = record->path;
        if (record->id == NULL &&
            !worklist_has(changes->worklist, root, path) &&
            worklist_covers(changes->worklist, root, path) &&
            paper_file_has_gone(root, path))
            source_table_remove(changes->table, root, path);
    }
}

/* A damaged index is not copied from, so only what can be read anew stays. */
static enum concord_status drop_lost(struct changes *changes,
                                     struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = source_table_count(changes->table);
         i-- > 0 && status == CONCORD_OK;) {
        const struct source_record *record =
            source_table_at(changes->table, i);
        struct report_line line = {record->root, record->path,    record->id,
                                   lost_reason,  OUTCOME_REMOVED, true};
        if (record->id == NULL ||
            worklist_has(changes->worklist, record->root, record->path))
            continue;
        status = tell(changes, &line, err);
        source_table_remove(changes->table, record->root, record->path);
    }
    return status;
}

/* ---- the whole ---- */

static enum concord_status go_through(struct changes *changes,
                                      struct claims *claims,
                                      struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    if (changes->damaged)
        status = drop_lost(changes, err);
    if (status == CONCORD_OK)
        status = look_at_all(changes, claims, err);
    if (status == CONCORD_OK)
        status = settle_waiting(changes, claims, err);
    if (status == CONCORD_OK)
        status = refuse_waiting(changes, claims, err);
    if (status == CONCORD_OK)
        status = tell_missing(changes, err);
    if (status == CONCORD_OK)
        forget_refused(changes);
    return status;
}

size_t changes_document_count(const struct source_table *table) {
    size_t documents = 0;
    for (size_t i = 0; i < source_table_count(table); i++)
        documents += source_table_at(table, i)->id != NULL;
    return documents;
}

static enum concord_status copy_known(struct changes *changes,
                                      struct concord_error *err) {
    const struct source_table *known = changes->known;
    source_table_destroy(changes->table);
    changes->table = NULL;
    enum concord_status status = source_table_create(&changes->table, err);
    for (size_t i = 0; i < source_table_count(known) && status == CONCORD_OK;
         i++)
        status =
            source_table_put(changes->table, source_table_at(known, i), err);
    return status;
}

static enum concord_status attempt(struct changes *changes,
                                   struct concord_error *err) {
    report_clear(changes->report);
    changes->put_count = 0;
    changes->gone = 0;
    changes->any = changes->anew || changes->next->parent == NULL;
    enum concord_status status = copy_known(changes, err);
    struct claims claims = {.known = changes->known, .table = changes->table};
    if (status == CONCORD_OK)
        status = go_through(changes, &claims, err);
    claims_clear(&claims);
    return status;
}

/* Every document of the last generation looks as if it could be read anew, so
 * that a database from nothing would have them all. */
static bool is_all_to_be_read(const struct changes *changes) {
    if (!changes->anew && changes->next->parent != NULL)
        return false;
    if (changes->damaged)
        return true;
    for (size_t i = 0; i < source_table_count(changes->known); i++) {
        const struct source_record *record =
            source_table_at(changes->known, i);
        if (record->id != NULL &&
            (record->reason != NULL ||
             !worklist_has(changes->worklist, record->root, record->path)))
            return false;
    }
    return true;
}

/* A database from nothing that then lacks a document, because its file cannot
 * be read any more, is given up for a copy of the last generation's. */
enum concord_status changes_apply(struct changes *changes,
                                  struct concord_error *err) {
    changes->next->fresh = is_all_to_be_read(changes);
    enum concord_status status = attempt(changes, err);
    if (status != CONCORD_OK || !changes->next->fresh ||
        interruption_signal() != 0 ||
        changes->put_count == changes_document_count(changes->table))
        return status;
    next_generation_begin_again(changes->next);
    return attempt(changes, err);
}
