/* describing.c - a crew's row of papers, from the store to the index. */
#include "describing.h"

#include "corpus/claims.h"
#include "corpus/extract_form.h"
#include "interruption.h"
#include "paper_file.h"

enum { PACKED_BYTES_MAX = 256 * 1024 * 1024 };

/* What is gone through, and how far. */
struct row {
    struct update *update;
    size_t next; /* of the papers */
};

/* One paper on its way. */
struct description {
    struct pipeline *pipeline;
    struct paper *paper;
    struct arena arena; /* of the metadata */
    struct extract *extract;
    struct metadata metadata;
    struct archive_ruling ruling;
    struct buffer claims;
    struct document *document;
    struct posting_plan *plan;
    enum concord_status status; /* of describing */
    struct concord_error err;
};

/* ---- before ---- */

static enum concord_status load_extract(const struct update *update,
                                        const struct paper *paper,
                                        struct extract **out,
                                        struct concord_error *err) {
    struct buffer packed = BUFFER_INIT(PACKED_BYTES_MAX);
    *out = NULL;
    enum concord_status status =
        block_store_get(update->next->store, paper->now.blob, &packed, err);
    if (status == CONCORD_OK)
        status = extract_unpack(out, packed.data, packed.size, err);
    buffer_destroy(&packed);
    return status;
}

static struct paper *next_paper(struct row *row) {
    struct papers *papers = row->update->papers;
    while (row->next < papers->count && !papers->items[row->next].put)
        row->next++;
    return row->next < papers->count && interruption_signal() == 0
               ? &papers->items[row->next++]
               : NULL;
}

static enum concord_status begin(void *context, void *thing, bool *any,
                                 struct concord_error *err) {
    struct row *row = context;
    struct update *update = row->update;
    struct description *description = thing;
    struct paper *paper = next_paper(row);
    *any = paper != NULL;
    if (paper == NULL)
        return CONCORD_OK;
    description->paper = paper;
    description->pipeline = update->pipeline;
    description->claims = (struct buffer)BUFFER_INIT(CLAIMS_SIZE_MAX);
    enum concord_status status =
        load_extract(update, paper, &description->extract, err);
    if (status == CONCORD_OK)
        status = people_say(update->people, &description->arena, &paper->now,
                            paper->now.id, description->extract,
                            &description->metadata, err);
    if (status == CONCORD_OK)
        archive_state_rule(update->archive, paper, &description->ruling);
    return status;
}

/* ---- describing ---- */

static enum concord_status describe(struct description *description,
                                    unsigned worker) {
    const struct source_record *now = &description->paper->now;
    char sha256[PAPER_SHA256_HEX];
    paper_hash_hex(sha256, now->blob_sha256, PAPER_SHA256_HEX - 1);
    const struct document_source source = {.path = now->path,
                                           .sha256 = sha256,
                                           .first_indexed = now->first_indexed};
    return pipeline_describe(
        description->pipeline, worker, &description->document, now->id, &source,
        description->extract, &description->metadata, &description->ruling,
        &description->claims, &description->err);
}

static void work(void *context, unsigned worker, void *thing) {
    (void)context;
    struct description *description = thing;
    description->status = describe(description, worker);
    if (description->status == CONCORD_OK)
        description->status =
            pipeline_plan(description->pipeline, worker, &description->plan,
                          description->document, &description->err);
}

/* ---- after ---- */

/* There is nothing in it to find, so it is no document. What it was described
 * from is kept, so that it is not tried again before that changes. */
static enum concord_status refuse(struct update *update, struct paper *paper,
                                  const char *reason,
                                  struct concord_error *err) {
    const char *id = paper->now.id;
    paper_take_id_away(paper, arena_string(&update->papers->arena, reason));
    if (paper->now.reason == NULL)
        return concord_no_memory(err);
    return source_table_find_id(update->known, id) == NULL ||
                   update->next->fresh
               ? CONCORD_OK
               : next_generation_remove(update->next, id, err);
}

static enum concord_status put(struct update *update,
                               struct description *description,
                               struct concord_error *err) {
    const struct buffer *claims = &description->claims;
    enum concord_status status = CONCORD_OK;
    if (update->show != NULL)
        status = update->show(update->shown_by, description->document, err);
    if (status == CONCORD_OK)
        status = next_generation_put(update->next, &description->plan, err);
    return status == CONCORD_OK
               ? next_generation_keep(update->next, claims->data, claims->size,
                                      &description->paper->now.claims, err)
               : status;
}

static enum concord_status end(void *context, void *thing,
                               struct concord_error *err) {
    struct update *update = ((struct row *)context)->update;
    struct description *description = thing;
    enum concord_status status = description->status;
    if (status == CONCORD_OK)
        status = put(update, description, err);
    else if (status == CONCORD_BAD_INPUT)
        status =
            refuse(update, description->paper, description->err.message, err);
    else
        *err = description->err;
    progress_step(update->progress);
    return status;
}

static void clear(void *thing) {
    struct description *description = thing;
    posting_plan_destroy(description->plan);
    document_destroy(description->document);
    buffer_destroy(&description->claims);
    extract_destroy(description->extract);
    arena_clear(&description->arena);
}

enum concord_status describe_papers(struct update *update,
                                    struct concord_error *err) {
    struct row context = {.update = update};
    const struct crew_row row = {.context = &context,
                                 .size = sizeof(struct description),
                                 .begin = begin,
                                 .work = work,
                                 .end = end,
                                 .clear = clear};
    size_t count = 0;
    bool ruled = false;
    for (size_t i = 0; i < update->papers->count; i++) {
        const struct paper *paper = &update->papers->items[i];
        count += paper->put;
        ruled = ruled || (paper->put && paper->now.ruling != 0);
    }
    progress_begin(update->progress, "describing", count);
    enum concord_status status =
        ruled ? archive_state_load(update->archive, err) : CONCORD_OK;
    if (status == CONCORD_OK)
        status = crew_run(update->crew, &row, err);
    progress_hide(update->progress);
    return status;
}
