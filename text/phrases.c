#include "text/phrases.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "marks.h"
#include "schema/arena.h"
#include "text/normal.h"

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

enum { MODES = 3, LETTERS_MAX = 2 * TOKEN_WORD_MAX };

static const uint32_t NONE = UINT32_MAX; /* no word, no node, no payload */

struct word_slot {
    const char *text; /* NULL in an empty slot */
    uint32_t hash;
    uint32_t length;
    uint32_t number;
};

struct node {
    enum phrase_mode mode;
    uint32_t payloads; /* first of the chain, or NONE */
    bool goes_on;      /* has edges */
};

struct edge_slot {
    uint32_t from;
    uint32_t word;
    uint32_t to; /* 0, a root, in an empty slot: no edge leads there */
};

struct payload {
    uint32_t value;
    uint32_t next;
};

struct phrase_set {
    struct arena arena;      /* the words' letters */
    struct stemmer *stemmer; /* for phrase_set_add() alone */
    struct word_slot *words;
    size_t word_capacity;
    size_t word_count;
    struct node *nodes;
    size_t node_capacity;
    size_t node_count;
    struct edge_slot *edges;
    size_t edge_capacity;
    size_t edge_count;
    struct payload *payloads;
    size_t payload_capacity;
    size_t payload_count;
    size_t longest; /* words of the longest phrase */
    bool used[MODES];
};

/* A phrase half read. */
struct walk {
    uint32_t node;
    size_t start;
    size_t first_word;
};

struct reading {
    const struct phrase_set *set;
    struct stemmer *stemmer;
    const char *text;
    struct token token;
    uint32_t forms[MODES]; /* the token's numbers, or NONE */
    struct walk *walks;    /* in the order of their starts */
    size_t walk_count;
    size_t word_index;
    phrase_found *found;
    void *context;
};

static size_t hash_edge(uint32_t from, uint32_t word) {
    uint64_t key = ((uint64_t)from << 32 | word) * 0x9E3779B97F4A7C15U;
    return (size_t)(key >> 32);
}

/* Words. */

static struct word_slot *word_slot_of(struct word_slot *slots, size_t capacity,
                                      const char *text, size_t length,
                                      uint32_t hash) {
    size_t at = hash & (capacity - 1);
    while (slots[at].text &&
           (slots[at].hash != hash || slots[at].length != length ||
            memcmp(slots[at].text, text, length) != 0))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

static uint32_t word_find(const struct phrase_set *set, const char *text,
                          size_t length) {
    const struct word_slot *slot = word_slot_of(
        set->words, set->word_capacity, text, length, hash_word(text, length));
    return slot->text ? slot->number : NONE;
}

static bool words_grow(struct phrase_set *set) {
    size_t capacity = set->word_capacity ? set->word_capacity * 2 : 64;
    struct word_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < set->word_capacity; i++) {
        const struct word_slot *old = &set->words[i];
        if (old->text)
            *word_slot_of(slots, capacity, old->text, old->length, old->hash) =
                *old;
    }
    free(set->words);
    set->words = slots;
    set->word_capacity = capacity;
    return true;
}

/* The number of a word, new or known; NONE when memory is out. */
static uint32_t word_intern(struct phrase_set *set, const char *text,
                            size_t length) {
    uint32_t hash = hash_word(text, length);
    if (set->word_count * 2 >= set->word_capacity && !words_grow(set))
        return NONE;
    struct word_slot *slot =
        word_slot_of(set->words, set->word_capacity, text, length, hash);
    if (slot->text)
        return slot->number;
    const char *copy = arena_copy(&set->arena, text, length);
    if (!copy)
        return NONE;
    *slot = (struct word_slot){copy, hash, (uint32_t)length,
                               (uint32_t)set->word_count++};
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
        set->nodes[set->node_count++] = (struct node){mode, NONE, false};
    return room;
}

static struct edge_slot *edge_slot_of(struct edge_slot *slots, size_t capacity,
                                      uint32_t from, uint32_t word) {
    size_t at = hash_edge(from, word) & (capacity - 1);
    while (slots[at].to && (slots[at].from != from || slots[at].word != word))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

static bool edges_grow(struct phrase_set *set) {
    size_t capacity = set->edge_capacity ? set->edge_capacity * 2 : 64;
    struct edge_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < set->edge_capacity; i++) {
        const struct edge_slot *old = &set->edges[i];
        if (old->to)
            *edge_slot_of(slots, capacity, old->from, old->word) = *old;
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
    struct edge_slot *slot =
        edge_slot_of(set->edges, set->edge_capacity, *node, word);
    if (!slot->to) {
        if (!node_add(set, set->nodes[*node].mode))
            return false;
        *slot =
            (struct edge_slot){*node, word, (uint32_t)(set->node_count - 1)};
        set->nodes[*node].goes_on = true;
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
    while (*link != NONE && set->payloads[*link].value != value)
        link = &set->payloads[*link].next;
    if (*link == NONE) {
        set->payloads[set->payload_count] = (struct payload){value, NONE};
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

/* The letters of the text under the token, apostrophes made straight. Both a
 * phrase's word and a text's are cut at LETTERS_MAX. Returns their size. */
static size_t token_letters(const struct token *token, const char *text,
                            char letters[LETTERS_MAX]) {
    size_t size = 0;
    size_t at = token->start;
    while (at < token->end && size < LETTERS_MAX) {
        const char *piece = text + at;
        size_t begin = at;
        bool mark =
            mark_is_apostrophe(text_next_character(text, token->end, &at));
        size_t length = mark ? 1 : at - begin;
        if (length > LETTERS_MAX - size)
            break;
        memcpy(letters + size, mark ? "'" : piece, length);
        size += length;
    }
    return size;
}

/* The word stands in the text as it is folded, so that its letters are the
 * folded word. Most words are so. */
static bool token_is_plain(const struct token *token, const char *text) {
    return token->end - token->start == token->length &&
           memcmp(token->word, text + token->start, token->length) == 0;
}

/* The form of a word that an edge of this mode is made of. `letters` is room
 * for it; the form stands until the stemmer is used again. */
static const char *token_form(const struct token *token, const char *text,
                              enum phrase_mode mode, struct stemmer *stemmer,
                              char letters[LETTERS_MAX], size_t *length) {
    const char *form = token->word;
    *length = token->length;
    if (mode == PHRASE_STEMS) {
        form = stemmer_stem(stemmer, token->word, token->length);
        *length = strlen(form);
    } else if (mode == PHRASE_LETTERS && !token_is_plain(token, text)) {
        form = letters;
        *length = token_letters(token, text, letters);
    }
    return form;
}

/* Lead from the mode's root to the node of the phrase; false when memory is
 * out, which leaves at worst a path that reports nothing. */
static bool path_add(struct phrase_set *set, const char *phrase,
                     enum phrase_mode mode, uint32_t *node, size_t *words) {
    struct token_reader reader;
    struct token token;
    char letters[LETTERS_MAX];
    *node = (uint32_t)mode;
    *words = 0;
    token_reader_begin(&reader, phrase, strlen(phrase));
    while (token_next(&reader, &token)) {
        size_t length = 0;
        const char *form =
            token_form(&token, phrase, mode, set->stemmer, letters, &length);
        uint32_t word = word_intern(set, form, length);
        if (word == NONE || !edge_follow(set, node, word))
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
    set->used[mode] = true;
    return CONCORD_OK;
}

/* Reading. */

static void forms_find(struct reading *reading) {
    const struct token *token = &reading->token;
    char letters[LETTERS_MAX];
    for (int mode = 0; mode < MODES; mode++) {
        size_t length = 0;
        reading->forms[mode] = NONE;
        if (!reading->set->used[mode])
            continue;
        const char *form =
            token_form(token, reading->text, (enum phrase_mode)mode,
                       reading->stemmer, letters, &length);
        reading->forms[mode] = word_find(reading->set, form, length);
    }
}

/* A name begins with a capital; a figure at its beginning ("1990 Trust") can
 * have none, and counts as one. */
static bool may_begin_name(const struct token *token) {
    return token->letters != TOKEN_LOWER ||
           strspn(token->word, "0123456789.") == token->length;
}

static void walks_begin(struct reading *reading) {
    for (uint32_t mode = 0; mode < MODES; mode++)
        if (reading->forms[mode] != NONE &&
            (mode != PHRASE_NAME || may_begin_name(&reading->token)))
            reading->walks[reading->walk_count++] =
                (struct walk){mode, reading->token.start, reading->word_index};
}

static bool walk_report(const struct reading *reading,
                        const struct walk *walk) {
    const struct phrase_set *set = reading->set;
    struct phrase_match match = {
        .start = walk->start,
        .end = reading->token.end,
        .first_word = walk->first_word,
        .word_count = reading->word_index - walk->first_word + 1,
    };
    uint32_t at = set->nodes[walk->node].payloads;
    for (; at != NONE; at = set->payloads[at].next) {
        match.payload = set->payloads[at].value;
        if (!reading->found(reading->context, &match))
            return false;
    }
    return true;
}

/* Take every walk over the token, and keep those that may go further. False
 * when the caller has seen enough. */
static bool walks_advance(struct reading *reading) {
    const struct phrase_set *set = reading->set;
    size_t kept = 0;
    for (size_t i = 0; i < reading->walk_count; i++) {
        struct walk walk = reading->walks[i];
        uint32_t word = reading->forms[set->nodes[walk.node].mode];
        if (word == NONE)
            continue;
        walk.node =
            edge_slot_of(set->edges, set->edge_capacity, walk.node, word)->to;
        if (walk.node == 0)
            continue;
        if (!walk_report(reading, &walk))
            return false;
        if (set->nodes[walk.node].goes_on)
            reading->walks[kept++] = walk;
    }
    reading->walk_count = kept;
    return true;
}

static bool has_paragraph_border(const char *text, size_t from, size_t to) {
    for (size_t at = from; at + 1 < to; at++)
        if (text[at] == '\n' && text[at + 1] == '\n')
            return true;
    return false;
}

static void read_words(struct reading *reading, size_t size) {
    struct token_reader reader;
    size_t end = 0;
    token_reader_begin(&reader, reading->text, size);
    while (token_next(&reader, &reading->token)) {
        if (reading->walk_count > 0 &&
            has_paragraph_border(reading->text, end, reading->token.start))
            reading->walk_count = 0;
        end = reading->token.end;
        forms_find(reading);
        walks_begin(reading);
        if (!walks_advance(reading))
            return;
        reading->word_index++;
    }
}

enum concord_status phrase_set_read(const struct phrase_set *set,
                                    struct stemmer *stemmer, const char *text,
                                    size_t size, phrase_found *found,
                                    void *context, struct concord_error *err) {
    struct reading reading = {.set = set,
                              .stemmer = stemmer,
                              .text = text,
                              .found = found,
                              .context = context};
    /* At every word one walk a mode begins, and none outlives the longest
     * phrase. */
    reading.walks = calloc((set->longest + 1) * MODES, sizeof *reading.walks);
    if (!reading.walks)
        return concord_no_memory(err);
    read_words(&reading, size);
    free(reading.walks);
    return CONCORD_OK;
}
