/* survey.c - looks at files, reads what has changed, keeps what is in it. */
#include "survey.h"

#include <string.h>

#include "corpus/extract.h"
#include "corpus/extract_form.h"
#include "interruption.h"
#include "paper_file.h"
#include "people.h"
#include "schema/buffer.h"

enum { PACKED_BYTES_MAX = 256 * 1024 * 1024 };

/* What is to be done once a file has been looked at. */
enum follow_up { NOTHING, NOTE, KEEP };

/* One file under survey, and its record as it will be. */
struct look {
    const struct survey *survey;
    const struct source_file *file;
    bool known;                  /* the table has it */
    struct source_record before; /* as it has it, if it does */
    struct source_record now;
    struct arena arena;
    struct buffer kept; /* what goes into the store */
    enum follow_up then;
    enum concord_status status; /* of looking */
    struct concord_error err;
};

static struct look begin_look(const struct survey *survey,
                              const struct source_file *file,
                              const struct source_record *own) {
    struct look look = {.survey = survey,
                        .file = file,
                        .known = own != NULL,
                        .kept = BUFFER_INIT(PACKED_BYTES_MAX)};
    if (own != NULL)
        look.before = look.now = *own;
    look.now.root = file->root;
    look.now.path = file->path;
    return look;
}

static void end_look(struct look *look) {
    buffer_destroy(&look->kept);
    arena_clear(&look->arena);
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* ---- noting, by the owner of table and store ---- */

static bool is_news(const struct look *look) {
    const struct source_record *before = &look->before;
    const struct source_record *now = &look->now;
    return !look->known || !same_text(before->reason, now->reason) ||
           !same_text(before->own_id, now->own_id) ||
           !same_text(before->own_address, now->own_address) ||
           memcmp(before->sha256, now->sha256, SOURCE_HASH_SIZE) != 0 ||
           memcmp(&before->blob, &now->blob, sizeof before->blob) != 0;
}

static enum concord_status note(struct survey *survey, const struct look *look,
                                struct concord_error *err) {
    survey->news += is_news(look);
    return source_table_put(survey->table, &look->now, err);
}

static enum concord_status keep(struct survey *survey, struct look *look,
                                struct concord_error *err) {
    enum concord_status status = next_generation_keep(
        survey->next, look->kept.data, look->kept.size, &look->now.blob, err);
    if (status != CONCORD_OK)
        return status;
    memcpy(look->now.blob_sha256, look->now.sha256, SOURCE_HASH_SIZE);
    look->now.reason = NULL;
    return note(survey, look, err);
}

static enum concord_status follow_up(struct survey *survey, struct look *look,
                                     struct concord_error *err) {
    if (look->status != CONCORD_OK) {
        *err = look->err;
        return look->status;
    }
    if (look->then == KEEP)
        return keep(survey, look, err);
    return look->then == NOTE ? note(survey, look, err) : CONCORD_OK;
}

/* ---- reading, by any thread ---- */

static void take_facts(struct look *look, const struct paper_facts *facts) {
    look->now.size = facts->size;
    look->now.modified = facts->modified;
    look->now.changed = facts->changed;
    memcpy(look->now.sha256, facts->sha256, SOURCE_HASH_SIZE);
}

static enum concord_status refuse(struct look *look) {
    look->now.reason = look->err.message;
    look->then = NOTE;
    return CONCORD_OK;
}

static enum concord_status will_keep(struct look *look) {
    look->then = KEEP;
    return buffer_ok(&look->kept) ? CONCORD_OK : concord_no_memory(&look->err);
}

static enum concord_status keep_extract(struct look *look,
                                        const struct extract *extract) {
    enum concord_status status = people_note_paper(
        &look->now, &look->arena, extract, look->survey->schema, &look->err);
    if (status != CONCORD_OK)
        return status;
    extract_pack(&look->kept, extract);
    return will_keep(look);
}

static enum concord_status extract_paper(struct look *look,
                                         const struct paper_file *paper) {
    struct extract *extract = NULL;
    enum concord_status status =
        extract_pool_read(look->survey->extractors, &extract, look->file->path,
                          paper->bytes, (size_t)paper->facts.size, &look->err);
    if (status == CONCORD_BAD_INPUT)
        return refuse(look);
    /* None, and no fault: the run was interrupted. */
    if (status == CONCORD_OK && extract != NULL)
        status = keep_extract(look, extract);
    extract_destroy(extract);
    return status;
}

/* A sidecar or overrides: kept as they are. */
static enum concord_status keep_words(struct look *look,
                                      const struct paper_file *file) {
    size_t size = (size_t)file->facts.size;
    enum concord_status status =
        people_note_file(&look->now, &look->arena, file->bytes, size,
                         look->survey->schema, &look->err);
    if (status == CONCORD_BAD_INPUT)
        return refuse(look);
    if (status != CONCORD_OK)
        return status;
    buffer_append(&look->kept, file->bytes, size);
    return will_keep(look);
}

static enum concord_status take_in(struct look *look,
                                   const struct paper_file *paper) {
    bool same = look->known && memcmp(look->before.sha256, paper->facts.sha256,
                                      SOURCE_HASH_SIZE) == 0;
    take_facts(look, &paper->facts);
    if (same && !look->survey->anew) {
        look->then = NOTE;
        return CONCORD_OK;
    }
    return look->now.kind == SOURCE_IS_PAPER ? extract_paper(look, paper)
                                             : keep_words(look, paper);
}

static void read_file(struct look *look) {
    struct paper_file paper;
    look->status = paper_file_read(&paper, look->file->root, look->file->path,
                                   look->file->linked, &look->err);
    if (look->status == CONCORD_OK) {
        look->status = take_in(look, &paper);
    } else if (look->status == CONCORD_BAD_INPUT) {
        take_facts(look, &paper.facts);
        look->status = refuse(look);
    } else if (look->status == CONCORD_NOT_FOUND) {
        look->status = CONCORD_OK; /* it went after the walk: as if before */
    }
    paper_file_free(&paper);
}

/* ---- all files ---- */

/* Times are recorded as 0 when they are not to be trusted. */
static bool is_as_recorded(const struct source_record *own,
                           const struct source_file *file) {
    return own != NULL && own->changed != 0 && own->size == file->size &&
           own->modified == file->modified && own->changed == file->changed;
}

struct row {
    struct survey *survey;
    size_t next; /* of the worklist */
};

static bool is_to_be_looked_at(const struct survey *survey,
                               const struct source_file *file,
                               const struct source_record *own) {
    return file->outcome == SOURCE_REJECTED ||
           (file->outcome == SOURCE_FILE &&
            (survey->anew || !is_as_recorded(own, file)));
}

/* Most files are as recorded in most runs, and cost no more than that. */
static enum concord_status begin(void *context, void *thing, bool *any,
                                 struct concord_error *err) {
    struct row *row = context;
    struct survey *survey = row->survey;
    const struct worklist *worklist = survey->worklist;
    (void)err;
    for (*any = false;
         !*any && row->next < worklist->count && interruption_signal() == 0;
         row->next++) {
        const struct source_file *file = &worklist->files[row->next];
        const struct source_record *own =
            source_table_find(survey->table, file->root, file->path);
        *any = is_to_be_looked_at(survey, file, own);
        if (*any)
            *(struct look *)thing = begin_look(survey, file, own);
        else
            progress_step(survey->progress);
    }
    return CONCORD_OK;
}

static void work(void *context, unsigned worker, void *thing) {
    struct look *look = thing;
    (void)context;
    (void)worker;
    look->now.kind = people_kind_of(look->file->path);
    if (look->file->outcome != SOURCE_REJECTED) {
        read_file(look);
        return;
    }
    const struct paper_facts unread = {0};
    take_facts(look, &unread);
    look->now.reason = look->file->reason;
    look->then = NOTE;
}

static enum concord_status end(void *context, void *thing,
                               struct concord_error *err) {
    struct survey *survey = ((struct row *)context)->survey;
    progress_step(survey->progress);
    return follow_up(survey, thing, err);
}

static void clear(void *thing) {
    end_look(thing);
}

enum concord_status survey_files(struct survey *survey,
                                 struct concord_error *err) {
    struct row context = {.survey = survey};
    const struct crew_row row = {.context = &context,
                                 .size = sizeof(struct look),
                                 .begin = begin,
                                 .work = work,
                                 .end = end,
                                 .clear = clear};
    progress_begin(survey->progress, "reading", survey->worklist->count);
    enum concord_status status = crew_run(survey->crew, &row, err);
    progress_hide(survey->progress);
    return status;
}

/* ---- papers that are withdrawn no more ---- */

static enum concord_status read_again(struct survey *survey,
                                      const struct source_record *record,
                                      struct concord_error *err) {
    struct source_file file = {.root = record->root, .path = record->path};
    struct look look = begin_look(survey, &file, record);
    look.known = false;
    look.now.withdrawn = NULL;
    if (paper_file_look(&file))
        read_file(&look);
    enum concord_status status = follow_up(survey, &look, err);
    end_look(&look);
    return status;
}

enum concord_status survey_restored(struct survey *survey,
                                    struct people *people,
                                    struct concord_error *err) {
    const struct source_table *table = survey->table;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < source_table_count(table) && status == CONCORD_OK &&
                       interruption_signal() == 0;
         i++) {
        const struct source_record *record = source_table_at(table, i);
        bool withdrawn = true;
        if (record->kind != SOURCE_IS_PAPER || record->withdrawn == NULL ||
            record->blob.segment != 0)
            continue;
        status =
            people_withdraw(people, record, record->withdrawn, &withdrawn, err);
        if (status == CONCORD_OK && !withdrawn)
            status = read_again(survey, record, err);
    }
    return status;
}
