/* document_writer.c - packs what is shown of documents into segments. */
#include <stdlib.h>
#include <string.h>

#include "document_store.h"
#include "schema/buffer.h"

struct document_writer {
    struct block_store *store;
    struct buffer text; /* title and text, joined */
    struct buffer blob;
};

enum concord_status document_writer_open(struct document_writer **out,
                                         const char *directory,
                                         const char *parent_directory,
                                         struct concord_error *err) {
    *out = NULL;
    struct document_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL)
        return concord_no_memory(err);
    writer->text = (struct buffer)BUFFER_INIT(BLOCK_BYTES_MAX);
    writer->blob = (struct buffer)BUFFER_INIT(BLOCK_PACKED_MAX);
    enum concord_status status = block_store_open(
        &writer->store, DOCUMENT_STORE_NAME, parent_directory, err);
    if (status == CONCORD_OK)
        status = block_store_begin(writer->store, directory, err);
    if (status != CONCORD_OK) {
        document_writer_close(writer);
        return status;
    }
    *out = writer;
    return CONCORD_OK;
}

void document_writer_close(struct document_writer *writer) {
    if (writer == NULL)
        return;
    block_store_close(writer->store);
    buffer_destroy(&writer->text);
    buffer_destroy(&writer->blob);
    free(writer);
}

static enum concord_status pack(struct document_writer *writer,
                                const struct posting_plan *plan,
                                struct concord_error *err) {
    uint32_t card_size = 0;
    buffer_clear(&writer->text);
    buffer_append(&writer->text, plan->title, strlen(plan->title) + 1);
    buffer_append(&writer->text, plan->text, plan->text_size);
    buffer_clear(&writer->blob);
    buffer_append(&writer->blob, &card_size, sizeof card_size);
    if (!buffer_ok(&writer->text) || !buffer_ok(&writer->blob))
        return concord_no_memory(err);
    enum concord_status status = block_store_pack(
        writer->store, plan->card, strlen(plan->card), &writer->blob, err);
    if (status != CONCORD_OK)
        return status;
    card_size = (uint32_t)(writer->blob.size - sizeof card_size);
    memcpy(writer->blob.data, &card_size, sizeof card_size);
    return block_store_pack(writer->store, writer->text.data, writer->text.size,
                            &writer->blob, err);
}

enum concord_status document_writer_put(struct document_writer *writer,
                                        const struct posting_plan *plan,
                                        struct document_blobs *blobs,
                                        struct concord_error *err) {
    *blobs = (struct document_blobs){{0, 0, 0}, {0, 0, 0}};
    enum concord_status status = pack(writer, plan, err);
    return status == CONCORD_OK
               ? block_store_append(writer->store, writer->blob.data,
                                    writer->blob.size, &blobs->shown, err)
               : status;
}

/* ---- what is alive ---- */

/* The caller frees *out. */
static enum concord_status list_shown(struct block_ref ***out, size_t *listed,
                                      struct document_blobs *blobs,
                                      size_t count, struct concord_error *err) {
    struct block_ref **live = calloc(count + 1, sizeof(struct block_ref *));
    *out = live;
    *listed = 0;
    if (live == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < count; i++)
        if (blobs[i].shown.segment != 0)
            live[(*listed)++] = &blobs[i].shown;
    return CONCORD_OK;
}

enum concord_status document_writer_finish(struct document_writer *writer,
                                           struct document_blobs *blobs,
                                           size_t count, bool forget,
                                           struct concord_error *err) {
    struct block_ref **live = NULL;
    size_t listed = 0;
    enum concord_status status = list_shown(&live, &listed, blobs, count, err);
    if (status == CONCORD_OK)
        status = forget ? block_store_compact(writer->store, live, listed, err)
                        : block_store_finish(writer->store, live, listed, err);
    free(live);
    return status;
}

enum concord_status
document_store_has_holes(const char *directory,
                         const struct facet_columns *columns, bool *holes,
                         struct concord_error *err) {
    struct segment_map segments;
    uint64_t used = 0;
    *holes = false;
    enum concord_status status =
        segment_map_open(&segments, DOCUMENT_STORE_NAME, directory, err);
    if (status != CONCORD_OK)
        return status;
    for (uint32_t i = 0; i < columns->limit; i++)
        used += columns->blobs[i].shown.size;
    *holes = used != segment_map_size(&segments);
    segment_map_close(&segments);
    return CONCORD_OK;
}
