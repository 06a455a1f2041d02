#include "text/phrases.h"

#include <stdlib.h>
#include <string.h>

#include "marks.h"
#include "phrase_trie.h"
#include "text/normal.h"

static size_t hash_edge(uint32_t from, uint32_t word) {
    uint64_t key = ((uint64_t)from << 32 | word) * 0x9E3779B97F4A7C15U;
    return (size_t)(key >> 32);
}

/* Words. */

struct phrase_word_slot *phrase_word_slot(struct phrase_word_slot *slots,
                                          size_t capacity, const char *text,
                                          size_t length, uint32_t hash) {
    size_t at = hash & (capacity - 1);
    while (slots[at].text &&
           (slots[at].hash != hash || slots[at].length != length ||
            memcmp(slots[at].text, text, length) != 0))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

static bool words_grow(struct phrase_set *set) {
    size_t capacity = set->word_capacity ? set->word_capacity * 2 : 64;
    struct phrase_word_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < set->word_capacity; i++) {
        const struct phrase_word_slot *old = &set->words[i];
        if (old->text)
            *phrase_word_slot(slots, capacity, old->text, old->length,
                              old->hash) = *old;
    }
    free(set->words);
    set->words = slots;
    set->word_capacity = capacity;
    return true;
}

/* The number of a word, new or known; PHRASE_NONE when memory is out. */
static uint32_t word_intern(struct phrase_set *set, const char *text,
                            size_t length) {
    uint32_t hash = hash_word(text, length);
    if (set->word_count * 2 >= set->word_capacity && !words_grow(set))
        return PHRASE_NONE;
    struct phrase_word_slot *slot =
        phrase_word_slot(set->words, set->word_capacity, text, length, hash);
    if (slot->text)
        return slot->number;
    const char *copy = arena_copy(&set->arena, text, length);
    if (!copy)
        return PHRASE_NONE;
    *slot = (struct phrase_word_slot){copy, hash, (uint32_t)length,
                                      (uint32_t)set->word_count++, false};
    return slot->number;
}

/* Nodes and edges. */

/* Room for one more of `size` bytes in a plain array. */
static bool array_reserve(void **items, size_t *capacity, size_t count,
                          size_t size) {
    if (count < *capacity)
        return true;
    size_t more = *capacity ? *capacity * 2 : 64;
    void *grown = realloc(*items, more * size);
    if (!grown)
        return false;
    *items = grown;
    *capacity = more;
    return true;
}

static bool node_add(struct phrase_set *set, enum phrase_mode mode) {
    void *nodes = set->nodes;
    bool room = array_reserve(&nodes, &set->node_capacity, set->node_count,
                              sizeof *set->nodes);
    set->nodes = nodes;
    if (room)
        set->nodes[set->node_count++] =
            (struct phrase_node){0, PHRASE_NONE, mode};
    return room;
}

struct phrase_edge_slot *phrase_edge_slot(struct phrase_edge_slot *slots,
                                          size_t capacity, uint32_t from,
                                          uint32_t word) {
    size_t at = hash_edge(from, word) & (capacity - 1);
    while (slots[at].to && (slots[at].from != from || slots[at].word != word))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

static bool edges_grow(struct phrase_set *set) {
    size_t capacity = set->edge_capacity ? set->edge_capacity * 2 : 64;
    struct phrase_edge_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < set->edge_capacity; i++) {
        const struct phrase_edge_slot *old = &set->edges[i];
        if (old->to)
            *phrase_edge_slot(slots, capacity, old->from, old->word) = *old;
    }
    free(set->edges);
    set->edges = slots;
    set->edge_capacity = capacity;
    return true;
}

/* Follow the edge from *node, making it when it is not there yet. */
static bool edge_follow(struct phrase_set *set, uint32_t *node, uint32_t word) {
    if (set->edge_count * 2 >= set->edge_capacity && !edges_grow(set))
        return false;
    struct phrase_edge_slot *slot =
        phrase_edge_slot(set->edges, set->edge_capacity, *node, word);
    if (!slot->to) {
        if (!node_add(set, set->nodes[*node].mode))
            return false;
        *slot = (struct phrase_edge_slot){*node, word,
                                          (uint32_t)(set->node_count - 1)};
        set->nodes[*node].follows |= phrase_follow_bit(word);
        set->edge_count++;
    }
    *node = slot->to;
    return true;
}

/* Hang `value` at the end of the node's chain unless it is there. */
static bool payload_add(struct phrase_set *set, uint32_t node, uint32_t value) {
    void *payloads = set->payloads;
    bool room = array_reserve(&payloads, &set->payload_capacity,
                              set->payload_count, sizeof *set->payloads);
    set->payloads = payloads;
    if (!room)
        return false;
    uint32_t *link = &set->nodes[node].payloads;
    while (*link != PHRASE_NONE && set->payloads[*link].value != value)
        link = &set->payloads[*link].next;
    if (*link == PHRASE_NONE) {
        set->payloads[set->payload_count] =
            (struct phrase_payload){value, PHRASE_NONE};
        *link = (uint32_t)set->payload_count++;
    }
    return true;
}

enum concord_status phrase_set_create(struct phrase_set **out,
                                      struct concord_error *err) {
    *out = NULL;
    struct phrase_set *set = calloc(1, sizeof *set);
    if (!set || stemmer_create(&set->stemmer, NULL) != CONCORD_OK ||
        !words_grow(set) || !edges_grow(set) || !node_add(set, PHRASE_STEMS) ||
        !node_add(set, PHRASE_NAME) || !node_add(set, PHRASE_LETTERS)) {
        phrase_set_destroy(set);
        return concord_no_memory(err);
    }
    *out = set;
    return CONCORD_OK;
}

void phrase_set_destroy(struct phrase_set *set) {
    if (!set)
        return;
    arena_clear(&set->arena);
    stemmer_destroy(set->stemmer);
    free(set->words);
    free(set->nodes);
    free(set->edges);
    free(set->payloads);
    free(set);
}

size_t phrase_token_letters(const struct token *token, const char *text,
                            char letters[PHRASE_LETTERS_MAX]) {
    size_t size = 0;
    size_t at = token->start;
    while (at < token->end && size < PHRASE_LETTERS_MAX) {
        const char *piece = text + at;
        size_t begin = at;
        bool mark =
            mark_is_apostrophe(text_next_character(text, token->end, &at));
        size_t length = mark ? 1 : at - begin;
        if (length > PHRASE_LETTERS_MAX - size)
            break;
        memcpy(letters + size, mark ? "'" : piece, length);
        size += length;
    }
    return size;
}

bool phrase_token_is_plain(const struct token *token, const char *text) {
    return token->end - token->start == token->length &&
           memcmp(token->word, text + token->start, token->length) == 0;
}

/* The form of a word that an edge of this mode is made of. `letters` is room
 * for it; the form stands until the stemmer is used again. */
static const char *token_form(const struct token *token, const char *text,
                              enum phrase_mode mode, struct stemmer *stemmer,
                              char letters[PHRASE_LETTERS_MAX],
                              size_t *length) {
    const char *form = token->word;
    *length = token->length;
    if (mode == PHRASE_STEMS) {
        form = stemmer_stem(stemmer, token->word, token->length);
        *length = strlen(form);
    } else if (mode == PHRASE_LETTERS && !phrase_token_is_plain(token, text)) {
        form = letters;
        *length = phrase_token_letters(token, text, letters);
    }
    return form;
}

/* Note of the folded word that one of its spellings matters; false when memory
 * is out. */
static bool spelling_add(struct phrase_set *set, const struct token *token) {
    if (word_intern(set, token->word, token->length) == PHRASE_NONE)
        return false;
    phrase_word_slot(set->words, set->word_capacity, token->word, token->length,
                     hash_word(token->word, token->length))
        ->has_spelling = true;
    return true;
}

/* Lead from the mode's root to the node of the phrase; false when memory is
 * out, which leaves at worst a path that reports nothing. */
static bool path_add(struct phrase_set *set, const char *phrase,
                     enum phrase_mode mode, uint32_t *node, size_t *words) {
    struct token_reader reader;
    struct token token;
    char letters[PHRASE_LETTERS_MAX];
    *node = (uint32_t)mode;
    *words = 0;
    token_reader_begin(&reader, phrase, strlen(phrase));
    while (token_next(&reader, &token)) {
        size_t length = 0;
        const char *form =
            token_form(&token, phrase, mode, set->stemmer, letters, &length);
        if (mode == PHRASE_LETTERS && !spelling_add(set, &token))
            return false;
        uint32_t word = word_intern(set, form, length);
        if (word == PHRASE_NONE || !edge_follow(set, node, word))
            return false;
        ++*words;
    }
    return true;
}

enum concord_status phrase_set_add(struct phrase_set *set, const char *phrase,
                                   enum phrase_mode mode, uint32_t payload,
                                   struct concord_error *err) {
    uint32_t node = 0;
    size_t words = 0;
    if (!path_add(set, phrase, mode, &node, &words))
        return concord_no_memory(err);
    if (words == 0)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "the phrase \"%s\" has no word; give it a letter "
                            "or a digit",
                            phrase);
    if (!payload_add(set, node, payload))
        return concord_no_memory(err);
    if (words > set->longest)
        set->longest = words;
    return CONCORD_OK;
}
