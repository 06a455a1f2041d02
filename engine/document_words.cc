// document_words.cc - finds the words of a document in their segment.
#include "document_words.h"

static const struct document_blobs *blobs_of(const struct index_reader *reader,
                                             uint32_t docid) {
    return &generation_columns(reader->generation)->blobs[docid];
}

static struct concord_error corrupt(const struct token_store *tokens,
                                    const struct document_blobs *blobs) {
    struct concord_error err = {};
    segment_map_corrupt(&tokens->segments, blobs->tokens, &err);
    return err;
}

struct token_run document_words(const struct index_reader *reader,
                                enum token_section section, uint32_t docid) {
    const struct token_store *tokens = generation_tokens(reader->generation);
    const struct document_blobs *blobs = blobs_of(reader, docid);
    struct token_run run;
    if (!token_store_run(tokens, blobs, section, &run))
        throw corrupt(tokens, blobs);
    return run;
}

void document_words_fetch(const struct index_reader *reader, uint32_t docid,
                          uint32_t bytes) {
    const struct token_store *tokens = generation_tokens(reader->generation);
    const struct document_blobs *blobs = blobs_of(reader, docid);
    const auto *words = static_cast<const char *>(
        segment_map_at(&tokens->segments, blobs->tokens));
    for (uint32_t at = 0;
         words != nullptr && at < blobs->tokens.size && at < bytes; at += 64)
        __builtin_prefetch(words + at);
}
