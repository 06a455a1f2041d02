/* phrase_trie.h - what a phrase set is made of, for those who build it
 * (phrases.c) and read it (phrase_reader.c). Private to text/. */
#ifndef CONCORD_TEXT_PHRASE_TRIE_H
#define CONCORD_TEXT_PHRASE_TRIE_H

#include "hash.h"
#include "schema/arena.h"
#include "text/phrases.h"

/* The trie.
 *
 *   words    every form of a word that some phrase holds, numbered; a word of
 *            the text that is not among them follows no edge
 *   nodes    0, 1 and 2 are the roots, one a mode, so that a node knows which
 *            form of the next word it waits for
 *   edges    one open-addressing table from (node, word) to a node
 *   payloads chains of what the phrase that ends in a node reports
 *
 * Both tables are at most half full, and their capacity is a power of two. */

enum { PHRASE_LETTERS_MAX = 2 * TOKEN_WORD_MAX };

struct phrase_word_slot {
    const char *text; /* NULL in an empty slot */
    uint32_t hash;
    uint32_t length;
    uint32_t number;
    bool has_spelling; /* some phrase asks for this word's letters */
};

/* Most words that follow a node's words in a text are on no edge of it. The
 * node itself says so of nearly all of them: bit n of `follows` is set when
 * some edge's word leaves n over 64. It has none where the phrases end. */
struct phrase_node {
    uint64_t follows;
    uint32_t payloads; /* first of the chain, or PHRASE_NONE */
    enum phrase_mode mode;
};

static inline uint64_t phrase_follow_bit(uint32_t word) {
    return (uint64_t)1 << (word % 64);
}

struct phrase_edge_slot {
    uint32_t from;
    uint32_t word;
    uint32_t to; /* 0, a root, in an empty slot: no edge leads there */
};

struct phrase_payload {
    uint32_t value;
    uint32_t next;
};

struct phrase_set {
    struct arena arena;      /* the words' letters */
    struct stemmer *stemmer; /* for phrase_set_add() alone */
    struct phrase_word_slot *words;
    size_t word_capacity;
    size_t word_count;
    struct phrase_node *nodes;
    size_t node_capacity;
    size_t node_count;
    struct phrase_edge_slot *edges;
    size_t edge_capacity;
    size_t edge_count;
    struct phrase_payload *payloads;
    size_t payload_capacity;
    size_t payload_count;
    size_t longest; /* words of the longest phrase */
};

/* The slot of a word or of an edge, or the empty one where it belongs. */
struct phrase_word_slot *phrase_word_slot(struct phrase_word_slot *slots,
                                          size_t capacity, const char *text,
                                          size_t length, uint32_t hash);
struct phrase_edge_slot *phrase_edge_slot(struct phrase_edge_slot *slots,
                                          size_t capacity, uint32_t from,
                                          uint32_t word);

/* The letters of the text under the token, apostrophes made straight. Both a
 * phrase's word and a text's are cut at PHRASE_LETTERS_MAX. Returns their size.
 */
size_t phrase_token_letters(const struct token *token, const char *text,
                            char letters[PHRASE_LETTERS_MAX]);

/* The word stands in the text as it is folded, so that its letters are the
 * folded word. Most words are so. */
bool phrase_token_is_plain(const struct token *token, const char *text);

#endif
