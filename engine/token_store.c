/* token_store.c - opens words and tokens together. */
#include "token_store.h"

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

enum concord_status token_store_check(const struct token_store *store,
                                      const struct document_blobs *blobs,
                                      struct concord_error *err) {
    const void *blob = segment_map_at(&store->segments, blobs->tokens);
    return token_blob_is_whole(blob, blobs->tokens.size,
                               store->words.words.count)
               ? CONCORD_OK
               : segment_map_corrupt(&store->segments, blobs->tokens, err);
}
