/* document_writer.c - puts what is shown of documents, and their words, into
 * segments. */
#include <stdlib.h>
#include <string.h>

#include "document_store.h"
#include "schema/buffer.h"
#include "token_store.h"

struct document_writer {
    const char *directory;
    struct block_store *shown;
    struct block_store *tokens;
    struct token_words_growth *words;
    struct buffer blob; /* of tokens */
    struct buffer anew; /* the same, renumbered */
};

static enum concord_status open_stores(struct document_writer *writer,
                                       const char *parent_directory,
                                       struct concord_error *err) {
    enum concord_status status = block_store_open(
        &writer->shown, DOCUMENT_STORE_NAME, parent_directory, err);
    if (status == CONCORD_OK)
        status = block_store_begin(writer->shown, writer->directory, err);
    if (status == CONCORD_OK)
        status = block_store_open(&writer->tokens, TOKEN_STORE_NAME,
                                  parent_directory, err);
    if (status == CONCORD_OK)
        status = block_store_begin(writer->tokens, writer->directory, err);
    return status == CONCORD_OK
               ? token_words_begin(&writer->words, parent_directory, err)
               : status;
}

enum concord_status document_writer_open(struct document_writer **out,
                                         const char *directory,
                                         const char *parent_directory,
                                         struct concord_error *err) {
    *out = NULL;
    struct document_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL)
        return concord_no_memory(err);
    writer->blob = (struct buffer)BUFFER_INIT(BLOCK_BYTES_MAX);
    writer->anew = (struct buffer)BUFFER_INIT(BLOCK_BYTES_MAX);
    writer->directory = directory;
    enum concord_status status = open_stores(writer, parent_directory, err);
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
    block_store_close(writer->shown);
    block_store_close(writer->tokens);
    token_words_destroy(writer->words);
    buffer_destroy(&writer->blob);
    buffer_destroy(&writer->anew);
    free(writer);
}

enum concord_status document_writer_put(struct document_writer *writer,
                                        const struct posting_plan *plan,
                                        struct document_blobs *blobs,
                                        struct concord_error *err) {
    struct buffer *blob = &writer->blob;
    *blobs = (struct document_blobs){{0, 0, 0}, {0, 0, 0}};
    enum concord_status status = block_store_append(
        writer->shown, plan->shown, plan->shown_size, &blobs->shown, err);
    if (status == CONCORD_OK)
        status = token_blob_make(blob, plan, writer->words, err);
    return status == CONCORD_OK
               ? block_store_append(writer->tokens, blob->data, blob->size,
                                    &blobs->tokens, err)
               : status;
}

/* ---- forgetting words ---- */

static enum concord_status read_tokens(struct document_writer *writer,
                                       const struct document_blobs *blobs,
                                       struct concord_error *err) {
    struct buffer *blob = &writer->blob;
    buffer_clear(blob);
    enum concord_status status =
        block_store_read(writer->tokens, blobs->tokens, blob, err);
    if (status != CONCORD_OK ||
        token_blob_is_whole(blob->data, blob->size,
                            token_words_count(writer->words)))
        return status;
    return concord_fail(err, CONCORD_CORRUPT,
                        "%s/" TOKEN_STORE_NAME
                        ".%06u: is not whole at byte %llu; run concord-indexer "
                        "--rebuild",
                        writer->directory, blobs->tokens.segment,
                        (unsigned long long)blobs->tokens.offset);
}

/* Set numbers[n] of every word that a document has. */
static enum concord_status note_words(struct document_writer *writer,
                                      const struct document_blobs *blobs,
                                      size_t count, uint32_t *numbers,
                                      struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        if (blobs[i].tokens.segment == 0)
            continue;
        status = read_tokens(writer, &blobs[i], err);
        if (status == CONCORD_OK)
            token_blob_note(writer->blob.data, writer->blob.size, numbers);
    }
    return status;
}

static enum concord_status renumber(struct document_writer *writer,
                                    struct document_blobs *blobs,
                                    const uint32_t *numbers,
                                    struct concord_error *err) {
    struct buffer *anew = &writer->anew;
    enum concord_status status = read_tokens(writer, blobs, err);
    if (status == CONCORD_OK)
        status = token_blob_renumber(anew, writer->blob.data, writer->blob.size,
                                     numbers, err);
    return status == CONCORD_OK
               ? block_store_append(writer->tokens, anew->data, anew->size,
                                    &blobs->tokens, err)
               : status;
}

static bool all_are_used(const uint32_t *numbers, uint32_t words) {
    for (uint32_t number = 1; number <= words; number++)
        if (numbers[number] == 0)
            return false;
    return true;
}

/* A word that no document has any more leaves the list, and those behind it get
 * other numbers, wherever they stand. */
static enum concord_status forget_words(struct document_writer *writer,
                                        struct document_blobs *blobs,
                                        size_t count,
                                        struct concord_error *err) {
    uint32_t words = token_words_count(writer->words);
    uint32_t *numbers = calloc((size_t)words + 1, sizeof *numbers);
    if (numbers == NULL)
        return concord_no_memory(err);
    enum concord_status status = note_words(writer, blobs, count, numbers, err);
    if (status == CONCORD_OK && !all_are_used(numbers, words)) {
        struct token_words_growth *kept = NULL;
        status = token_words_keep(&kept, writer->words, numbers, err);
        for (size_t i = 0; i < count && status == CONCORD_OK; i++)
            if (blobs[i].tokens.segment != 0)
                status = renumber(writer, &blobs[i], numbers, err);
        if (status == CONCORD_OK) {
            token_words_destroy(writer->words);
            writer->words = kept;
        } else {
            token_words_destroy(kept);
        }
    }
    free(numbers);
    return status;
}

/* ---- finishing ---- */

static struct block_ref *shown_of(struct document_blobs *blobs) {
    return &blobs->shown;
}

static struct block_ref *tokens_of(struct document_blobs *blobs) {
    return &blobs->tokens;
}

static enum concord_status
finish_store(struct block_store *store,
             struct block_ref *(*part)(struct document_blobs *),
             struct document_blobs *blobs, size_t count, bool forget,
             struct concord_error *err) {
    struct block_ref **live = calloc(count + 1, sizeof(struct block_ref *));
    size_t listed = 0;
    if (live == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < count; i++)
        if (part(&blobs[i])->segment != 0)
            live[listed++] = part(&blobs[i]);
    enum concord_status status =
        forget ? block_store_compact(store, live, listed, err)
               : block_store_finish(store, live, listed, err);
    free(live);
    return status;
}

enum concord_status document_writer_finish(struct document_writer *writer,
                                           struct document_blobs *blobs,
                                           size_t count, bool forget,
                                           struct concord_error *err) {
    enum concord_status status =
        forget ? forget_words(writer, blobs, count, err) : CONCORD_OK;
    if (status == CONCORD_OK)
        status =
            finish_store(writer->shown, shown_of, blobs, count, forget, err);
    if (status == CONCORD_OK)
        status =
            finish_store(writer->tokens, tokens_of, blobs, count, forget, err);
    return status == CONCORD_OK
               ? token_words_write(writer->words, writer->directory, err)
               : status;
}

static enum concord_status add_size(uint64_t *total, const char *name,
                                    const char *directory,
                                    struct concord_error *err) {
    struct segment_map segments;
    enum concord_status status =
        segment_map_open(&segments, name, directory, err);
    if (status != CONCORD_OK)
        return status;
    *total += segment_map_size(&segments);
    segment_map_close(&segments);
    return CONCORD_OK;
}

enum concord_status
document_store_has_holes(const char *directory,
                         const struct facet_columns *columns, bool *holes,
                         struct concord_error *err) {
    uint64_t total = 0;
    uint64_t used = 0;
    enum concord_status status =
        add_size(&total, DOCUMENT_STORE_NAME, directory, err);
    if (status == CONCORD_OK)
        status = add_size(&total, TOKEN_STORE_NAME, directory, err);
    for (uint32_t i = 0; i < columns->limit; i++)
        used += (uint64_t)columns->blobs[i].shown.size +
                columns->blobs[i].tokens.size;
    *holes = status == CONCORD_OK && used != total;
    return status;
}
