/* token_store.h - the words of a generation's documents, in order: phrases and
 * neighbours are looked for in them, not in positions of the database. An open
 * store is immutable and shared by threads; nothing allocates. */
#ifndef CONCORD_ENGINE_TOKEN_STORE_H
#define CONCORD_ENGINE_TOKEN_STORE_H

#include "document_blobs.h"
#include "segment_map.h"
#include "token_blob.h"
#include "token_words.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOKEN_STORE_NAME "tokens"

/* Begin as zero. */
struct token_store {
    struct token_words words;
    struct segment_map segments;
};

/* Of the generation in `directory`, which must outlive the store.
 * CONCORD_CORRUPT, CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status token_store_open(struct token_store *store,
                                     const char *directory,
                                     struct concord_error *err);
void token_store_close(struct token_store *store);

/* The number of a folded word; 0: no document has it. */
static inline uint32_t token_store_find(const struct token_store *store,
                                        const char *word, size_t length) {
    return word_list_find(&store->words.words, word, length);
}

/* The words of a document's section. False when they are not whole, which
 * segment_map_corrupt(&store->segments, blobs->tokens, err) says. A changed
 * byte among them is found by generation_check() alone. */
static inline bool token_store_run(const struct token_store *store,
                                   const struct document_blobs *blobs,
                                   enum token_section section,
                                   struct token_run *out) {
    return token_blob_section(out,
                              segment_map_at(&store->segments, blobs->tokens),
                              blobs->tokens.size, section);
}

/* The document may have these pairs of words in title or text: see
 * token_blob_may_have(). */
static inline bool token_store_may_have(const struct token_store *store,
                                        const struct document_blobs *blobs,
                                        const struct token_pairs *pairs) {
    return token_blob_may_have(segment_map_at(&store->segments, blobs->tokens),
                               blobs->tokens.size, pairs);
}

/* Add to documents[number] how many of the documents with these blobs, `limit`
 * of them, zero where there is none, have the word in title or text;
 * documents[] goes up to the last word's number. CONCORD_CORRUPT,
 * CONCORD_NO_MEMORY. */
enum concord_status token_store_count(const struct token_store *store,
                                      const struct document_blobs *blobs,
                                      uint32_t limit, uint32_t *documents,
                                      struct concord_error *err);

/* All of a document's words are as they were written: CONCORD_CORRUPT when they
 * are not. */
enum concord_status token_store_check(const struct token_store *store,
                                      const struct document_blobs *blobs,
                                      struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
