/* token_blob.h - the words of one document, in order: what tokens.NNNNNN has of
 * it.
 *
 *   checksum   uint32, little-endian, of all that follows
 *   title      uint32: units of the title's words; they are the first of
 *   text       uint32: units of title and text, a border between blocks
 *   speakers   uint32: units of the names of who is quoted
 *   pairs      token_pairs_bits() of the text: which of its words stand side
 *              by side
 *   units      uint16: text, speakers, and to the end the names of bodies
 *
 * The places of words are those of the positions that posting_plan.h draws, a
 * border standing for PLAN_BLOCK_GAP of them. Pure. */
#ifndef CONCORD_ENGINE_TOKEN_BLOB_H
#define CONCORD_ENGINE_TOKEN_BLOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/posting_plan.h"
#include "schema/buffer.h"
#include "schema/status.h"
#include "token_pairs.h"
#include "token_run.h"
#include "token_words.h"

#ifdef __cplusplus
extern "C" {
#endif

enum token_section {
    TOKEN_TITLE,
    TOKEN_TEXT, /* the title first */
    TOKEN_SPEAKERS,
    TOKEN_ORGANISATIONS
};

/* The blob of a document, anew into *out; its words get numbers of `words`. */
enum concord_status token_blob_make(struct buffer *out,
                                    const struct posting_plan *plan,
                                    struct token_words_growth *words,
                                    struct concord_error *err);

/* Where the words of a section are in a blob. False when it is too short for
 * what it says. */
bool token_blob_section(struct token_run *out, const void *blob, size_t size,
                        enum token_section section);

/* The document may have all these pairs in title or text: false is certain, and
 * true when the blob is too short for what it says. */
bool token_blob_may_have(const void *blob, size_t size,
                         const struct token_pairs *pairs);

/* Every byte is as it was written, and every word is one of 1..`words`. */
bool token_blob_is_whole(const void *blob, size_t size, uint32_t words);

/* Note in seen[number] each word of a blob that is whole. */
void token_blob_note(const void *blob, size_t size, uint32_t *seen);

/* The same words with the numbers that numbers[] has for them, into *out. */
enum concord_status token_blob_renumber(struct buffer *out, const void *blob,
                                        size_t size, const uint32_t *numbers,
                                        struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
