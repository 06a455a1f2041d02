/* imprinting.c - a crew's row of papers, from the store to their imprints. */
#include "imprinting.h"

#include "corpus/extract_form.h"
#include "schema/buffer.h"

enum { PACKED_BYTES_MAX = 256 * 1024 * 1024 };

struct row {
    const struct imprinting *imprinting;
    size_t next; /* of those wanted */
};

/* A thread's arenas are its own, so that what it took is handed over packed. */
struct taking {
    const struct wanted_imprint *wanted;
    struct buffer bytes; /* the packed extract, then the packed imprint */
    enum concord_status status;
    struct concord_error err;
};

static enum concord_status begin(void *context, void *thing, bool *any,
                                 struct concord_error *err) {
    struct row *row = context;
    const struct imprinting *imprinting = row->imprinting;
    struct taking *taking = thing;
    taking->bytes = (struct buffer)BUFFER_INIT(PACKED_BYTES_MAX);
    *any = row->next < imprinting->count;
    if (!*any)
        return CONCORD_OK;
    taking->wanted = &imprinting->wanted[row->next++];
    return block_store_get(imprinting->store, taking->wanted->record->blob,
                           &taking->bytes, err);
}

static enum concord_status take(struct taking *taking,
                                struct pipeline *pipeline, unsigned worker,
                                struct arena *arena) {
    struct extract *extract = NULL;
    struct imprint imprint;
    enum concord_status status = extract_unpack(
        &extract, taking->bytes.data, taking->bytes.size, &taking->err);
    if (status == CONCORD_OK)
        status = pipeline_imprint(pipeline, worker, &imprint, arena, extract,
                                  &taking->err);
    buffer_clear(&taking->bytes);
    if (status == CONCORD_OK)
        imprint_pack(&taking->bytes, &imprint);
    extract_destroy(extract);
    return status == CONCORD_OK && !buffer_ok(&taking->bytes)
               ? concord_no_memory(&taking->err)
               : status;
}

static void work(void *context, unsigned worker, void *thing) {
    const struct row *row = context;
    struct taking *taking = thing;
    struct arena arena = {0};
    taking->status = take(taking, row->imprinting->pipeline, worker, &arena);
    arena_clear(&arena);
}

static enum concord_status end(void *context, void *thing,
                               struct concord_error *err) {
    const struct row *row = context;
    const struct taking *taking = thing;
    const struct buffer *bytes = &taking->bytes;
    if (taking->status != CONCORD_OK) {
        *err = taking->err;
        return taking->status;
    }
    const char *kept =
        arena_copy(row->imprinting->arena, bytes->data, bytes->size);
    if (kept == NULL)
        return concord_no_memory(err);
    if (imprint_view(taking->wanted->out, kept, bytes->size))
        return CONCORD_OK;
    return concord_fail(err, CONCORD_INTERNAL,
                        "%s: leaves an imprint that is none; report this",
                        taking->wanted->record->path);
}

static void clear(void *thing) {
    buffer_destroy(&((struct taking *)thing)->bytes);
}

enum concord_status imprinting_run(const struct imprinting *imprinting,
                                   struct concord_error *err) {
    struct row context = {.imprinting = imprinting};
    const struct crew_row row = {.context = &context,
                                 .size = sizeof(struct taking),
                                 .begin = begin,
                                 .work = work,
                                 .end = end,
                                 .clear = clear};
    return crew_run(imprinting->crew, &row, err);
}
