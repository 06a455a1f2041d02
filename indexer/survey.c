/* survey.c - looks at files, reads what has changed, keeps what is in it. */
#include "survey.h"

#include <string.h>

#include "corpus/extract.h"
#include "corpus/extract_form.h"
#include "interruption.h"
#include "paper_file.h"
#include "people.h"

enum { PACKED_BYTES_MAX = 256 * 1024 * 1024 };

/* One file under survey, and its record as it will be. */
struct look {
    struct survey *survey;
    const struct source_file *file;
    const struct source_record *own; /* the table's, or NULL */
    struct source_record now;
    struct arena arena;
    struct concord_error *err;
};

static bool same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* ---- noting ---- */

static bool is_news(const struct look *look) {
    const struct source_record *own = look->own;
    const struct source_record *now = &look->now;
    return own == NULL || !same_text(own->reason, now->reason) ||
           !same_text(own->own_id, now->own_id) ||
           !same_text(own->own_address, now->own_address) ||
           memcmp(own->sha256, now->sha256, SOURCE_HASH_SIZE) != 0 ||
           memcmp(&own->blob, &now->blob, sizeof own->blob) != 0;
}

static enum concord_status note(struct look *look) {
    struct survey *survey = look->survey;
    survey->found = survey->found || is_news(look);
    return source_table_put(survey->table, &look->now, look->err);
}

static void take_facts(struct look *look, const struct paper_facts *facts) {
    look->now.size = facts->size;
    look->now.modified = facts->modified;
    look->now.changed = facts->changed;
    memcpy(look->now.sha256, facts->sha256, SOURCE_HASH_SIZE);
}

static enum concord_status refuse(struct look *look) {
    look->now.reason = look->err->message;
    return note(look);
}

/* ---- keeping ---- */

static enum concord_status keep(struct look *look, const void *bytes,
                                size_t size) {
    enum concord_status status = next_generation_keep(
        look->survey->next, bytes, size, &look->now.blob, look->err);
    if (status != CONCORD_OK)
        return status;
    memcpy(look->now.blob_sha256, look->now.sha256, SOURCE_HASH_SIZE);
    look->now.reason = NULL;
    return note(look);
}

static enum concord_status keep_extract(struct look *look,
                                        const struct extract *extract) {
    struct buffer packed = BUFFER_INIT(PACKED_BYTES_MAX);
    enum concord_status status = people_note_paper(
        &look->now, &look->arena, extract, look->survey->schema, look->err);
    extract_pack(&packed, extract);
    if (status == CONCORD_OK)
        status = buffer_ok(&packed) ? keep(look, packed.data, packed.size)
                                    : concord_no_memory(look->err);
    buffer_destroy(&packed);
    return status;
}

static enum concord_status extract_paper(struct look *look,
                                         const struct paper_file *paper) {
    struct extract *extract = NULL;
    enum concord_status status =
        extract_pool_read(look->survey->extractors, &extract, look->file->path,
                          paper->bytes, (size_t)paper->facts.size, look->err);
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
                         look->survey->schema, look->err);
    if (status == CONCORD_BAD_INPUT)
        return refuse(look);
    return status == CONCORD_OK ? keep(look, file->bytes, size) : status;
}

/* ---- looking ---- */

static enum concord_status take_in(struct look *look,
                                   const struct paper_file *paper) {
    bool same =
        look->own != NULL &&
        memcmp(look->own->sha256, paper->facts.sha256, SOURCE_HASH_SIZE) == 0;
    take_facts(look, &paper->facts);
    if (same && !look->survey->anew)
        return note(look);
    return look->now.kind == SOURCE_IS_PAPER ? extract_paper(look, paper)
                                             : keep_words(look, paper);
}

static enum concord_status read_file(struct look *look) {
    struct paper_file paper;
    enum concord_status status =
        paper_file_read(&paper, look->file->root, look->file->path,
                        look->file->linked, look->err);
    if (status == CONCORD_OK) {
        status = take_in(look, &paper);
    } else if (status == CONCORD_BAD_INPUT) {
        take_facts(look, &paper.facts);
        status = refuse(look);
    } else if (status == CONCORD_NOT_FOUND) {
        status = CONCORD_OK; /* it went after the walk: as if gone before */
    }
    paper_file_free(&paper);
    return status;
}

/* Times are recorded as 0 when they are not to be trusted. */
static bool is_as_recorded(const struct look *look) {
    const struct source_record *own = look->own;
    const struct source_file *file = look->file;
    return own != NULL && own->changed != 0 && own->size == file->size &&
           own->modified == file->modified && own->changed == file->changed;
}

static enum concord_status look_at(struct survey *survey,
                                   const struct source_file *file,
                                   struct concord_error *err) {
    struct look look = {.survey = survey, .file = file, .err = err};
    look.own = source_table_find(survey->table, file->root, file->path);
    if (look.own != NULL)
        look.now = *look.own;
    look.now.root = file->root;
    look.now.path = file->path;
    look.now.kind = people_kind_of(file->path);
    enum concord_status status = CONCORD_OK;
    if (file->outcome == SOURCE_REJECTED) {
        const struct paper_facts unread = {0};
        take_facts(&look, &unread);
        look.now.reason = file->reason;
        status = note(&look);
    } else if (file->outcome == SOURCE_FILE &&
               (survey->anew || !is_as_recorded(&look))) {
        status = read_file(&look);
    }
    arena_clear(&look.arena);
    return status;
}

enum concord_status survey_files(struct survey *survey,
                                 struct concord_error *err) {
    const struct worklist *worklist = survey->worklist;
    enum concord_status status = CONCORD_OK;
    progress_begin(survey->progress, "reading", worklist->count);
    for (size_t i = 0; i < worklist->count && status == CONCORD_OK &&
                       interruption_signal() == 0;
         i++) {
        status = look_at(survey, &worklist->files[i], err);
        progress_step(survey->progress);
    }
    progress_hide(survey->progress);
    return status;
}

/* ---- papers that are withdrawn no more ---- */

static enum concord_status read_again(struct survey *survey,
                                      const struct source_record *record,
                                      struct concord_error *err) {
    struct source_file file = {.root = record->root, .path = record->path};
    struct look look = {
        .survey = survey, .file = &file, .now = *record, .err = err};
    look.now.withdrawn = NULL;
    enum concord_status status =
        paper_file_look(&file) ? read_file(&look) : CONCORD_OK;
    arena_clear(&look.arena);
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
