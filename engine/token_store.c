/* token_store.c - opens words and tokens together. */
#include "token_store.h"

#include <stdlib.h>

enum concord_status token_store_open(struct token_store *store,
                                     const char *directory,
                                     struct concord_error *err) {
    enum concord_status status =
        token_words_open(&store->words, directory, err);
    if (status != CONCORD_OK)
        return status;
    status =
        segment_map_open(&store->segments, TOKEN_STORE_NAME, directory, err);
    if (status != CONCORD_OK)
        token_words_close(&store->words);
    return status;
}

void token_store_close(struct token_store *store) {
    token_words_close(&store->words);
    segment_map_close(&store->segments);
}

/* `last` has the last document that each word was counted for. */
static void count_words(struct token_run run, uint32_t document, uint32_t words,
                        uint32_t *last, uint32_t *documents) {
    for (size_t at = 0; at < run.count;) {
        uint32_t number = token_run_next(run, &at);
        if (number > words || number == 0)
            continue;
        documents[number] += last[number] != document;
        last[number] = document;
    }
}

enum concord_status token_store_count(const struct token_store *store,
                                      const struct document_blobs *blobs,
                                      uint32_t limit, uint32_t *documents,
                                      struct concord_error *err) {
    uint32_t words = store->words.words.count;
    uint32_t *last = calloc((size_t)words + 1, sizeof *last);
    enum concord_status status = CONCORD_OK;
    if (last == NULL)
        return concord_no_memory(err);
    for (uint32_t i = 0; i < limit && status == CONCORD_OK; i++) {
        struct token_run run;
        if (blobs[i].tokens.size == 0)
            continue;
        if (token_store_run(store, &blobs[i], TOKEN_TEXT, &run))
            count_words(run, i + 1, words, last, documents);
        else
            status =
                segment_map_corrupt(&store->segments, blobs[i].tokens, err);
    }
    free(last);
    return status;
}

enum concord_status token_store_check(const struct token_store *store,
                                      const struct document_blobs *blobs,
                                      struct concord_error *err) {
    const void *blob = segment_map_at(&store->segments, blobs->tokens);
    return token_blob_is_whole(blob, blobs->tokens.size,
                               store->words.words.count)
               ? CONCORD_OK
               : segment_map_corrupt(&store->segments, blobs->tokens, err);
}
