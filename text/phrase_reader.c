#include <stdlib.h>
#include <string.h>

#include "phrase_trie.h"

/* A phrase half read. */
struct walk {
    uint32_t node;
    size_t start;
    size_t first_word;
};

struct phrase_reader {
    const struct phrase_set *set;
    const char *text;
    size_t base;
    struct walk *walks; /* in the order of their starts */
    size_t walk_count;
    size_t word_index;
    phrase_found *found;
    void *context;
    /* Of the word at hand: its forms, and where a phrase begins with them. */
    uint32_t forms[PHRASE_MODES];
    uint32_t begun[PHRASE_MODES];
};

enum concord_status phrase_reader_create(struct phrase_reader **out,
                                         const struct phrase_set *set,
                                         struct concord_error *err) {
    *out = calloc(1, sizeof **out);
    /* At every word one walk a mode begins, and none outlives the longest
     * phrase. */
    struct walk *walks =
        calloc((set->longest + 1) * PHRASE_MODES, sizeof *walks);
    if (!*out || !walks) {
        free(walks);
        free(*out);
        *out = NULL;
        return concord_no_memory(err);
    }
    (*out)->set = set;
    (*out)->walks = walks;
    return CONCORD_OK;
}

void phrase_reader_destroy(struct phrase_reader *reader) {
    if (!reader)
        return;
    free(reader->walks);
    free(reader);
}

void phrase_reader_begin(struct phrase_reader *reader, phrase_found *found,
                         void *context) {
    reader->found = found;
    reader->context = context;
    reader->word_index = 0;
    reader->walk_count = 0;
}

void phrase_reader_paragraph(struct phrase_reader *reader, const char *text,
                             size_t base) {
    reader->text = text;
    reader->base = base;
    reader->walk_count = 0;
}

/* ---- forms ---- */

static uint32_t word_find(const struct phrase_set *set, const char *text,
                          size_t length) {
    const struct phrase_word_slot *slot = phrase_word_slot(
        set->words, set->word_capacity, text, length, hash_word(text, length));
    return slot->text ? slot->number : PHRASE_NONE;
}

/* The node that the word leads to from another, or 0. */
static uint32_t node_after(const struct phrase_set *set, uint32_t node,
                           uint32_t word) {
    return word == PHRASE_NONE ||
                   !(set->nodes[node].follows & phrase_follow_bit(word))
               ? 0
               : phrase_edge_slot(set->edges, set->edge_capacity, node, word)
                     ->to;
}

void phrase_set_find_forms(const struct phrase_set *set,
                           struct stemmer *stemmer, const char *folded,
                           size_t length, struct phrase_forms *out) {
    const char *stem = stemmer_stem(stemmer, folded, length);
    out->stem = word_find(set, stem, strlen(stem));
    const struct phrase_word_slot *slot =
        phrase_word_slot(set->words, set->word_capacity, folded, length,
                         hash_word(folded, length));
    out->folded = slot->text ? slot->number : PHRASE_NONE;
    out->has_spelling = slot->text && slot->has_spelling;
    for (uint32_t mode = 0; mode < PHRASE_MODES; mode++)
        out->begun[mode] = node_after(
            set, mode, mode == PHRASE_STEMS ? out->stem : out->folded);
}

/* The letters are the folded word where nothing in it was folded. */
static void find_letters(struct phrase_reader *reader,
                         const struct token *token) {
    char letters[PHRASE_LETTERS_MAX];
    if (phrase_token_is_plain(token, reader->text))
        return;
    size_t size = phrase_token_letters(token, reader->text, letters);
    uint32_t word = word_find(reader->set, letters, size);
    reader->forms[PHRASE_LETTERS] = word;
    reader->begun[PHRASE_LETTERS] =
        node_after(reader->set, PHRASE_LETTERS, word);
}

/* ---- walks ---- */

/* A name begins with a capital; a figure at its beginning ("1990 Trust") can
 * have none, and counts as one. */
static bool may_begin_name(const struct token *token) {
    return token->letters != TOKEN_LOWER ||
           strspn(token->word, "0123456789.") == token->length;
}

static bool walk_report(const struct phrase_reader *reader,
                        const struct walk *walk, size_t end) {
    const struct phrase_set *set = reader->set;
    struct phrase_match match = {
        .start = walk->start,
        .end = end,
        .first_word = walk->first_word,
        .word_count = reader->word_index - walk->first_word + 1,
    };
    uint32_t at = set->nodes[walk->node].payloads;
    for (; at != PHRASE_NONE; at = set->payloads[at].next) {
        match.payload = set->payloads[at].value;
        if (!reader->found(reader->context, &match))
            return false;
    }
    return true;
}

/* Report what ends at the walk's node, and keep the walk if it may go further,
 * as the one of that number. False when the caller has seen enough. */
static bool walk_settle(struct phrase_reader *reader, const struct walk *walk,
                        size_t *kept, size_t end) {
    const struct phrase_node *node = &reader->set->nodes[walk->node];
    if (node->payloads != PHRASE_NONE && !walk_report(reader, walk, end))
        return false;
    if (node->follows != 0)
        reader->walks[(*kept)++] = *walk;
    return true;
}

/* Take every walk over the word, and begin new ones. */
static bool walks_advance(struct phrase_reader *reader,
                          const struct token *token) {
    const struct phrase_set *set = reader->set;
    size_t end = reader->base + token->end;
    size_t kept = 0;
    for (size_t i = 0; i < reader->walk_count; i++) {
        struct walk walk = reader->walks[i];
        walk.node = node_after(set, walk.node,
                               reader->forms[set->nodes[walk.node].mode]);
        if (walk.node != 0 && !walk_settle(reader, &walk, &kept, end))
            return false;
    }
    for (uint32_t mode = 0; mode < PHRASE_MODES; mode++) {
        struct walk walk = {reader->begun[mode], reader->base + token->start,
                            reader->word_index};
        if (walk.node != 0 && (mode != PHRASE_NAME || may_begin_name(token)) &&
            !walk_settle(reader, &walk, &kept, end))
            return false;
    }
    reader->walk_count = kept;
    return true;
}

bool phrase_reader_word(struct phrase_reader *reader, const struct token *token,
                        const struct phrase_forms *forms) {
    reader->forms[PHRASE_STEMS] = forms->stem;
    reader->forms[PHRASE_NAME] = forms->folded;
    reader->forms[PHRASE_LETTERS] = forms->folded;
    memcpy(reader->begun, forms->begun, sizeof reader->begun);
    if (forms->has_spelling) {
        find_letters(reader, token);
    } else {
        reader->forms[PHRASE_LETTERS] = PHRASE_NONE;
        reader->begun[PHRASE_LETTERS] = 0;
    }
    bool goes_on = walks_advance(reader, token);
    reader->word_index++;
    return goes_on;
}

/* ---- a text whole ---- */

static bool has_paragraph_border(const char *text, size_t from, size_t to) {
    for (size_t at = from; at + 1 < to; at++)
        if (text[at] == '\n' && text[at + 1] == '\n')
            return true;
    return false;
}

enum concord_status phrase_set_read(const struct phrase_set *set,
                                    struct stemmer *stemmer, const char *text,
                                    size_t size, phrase_found *found,
                                    void *context, struct concord_error *err) {
    struct phrase_reader *reader = NULL;
    struct token_reader tokens;
    struct token token;
    struct phrase_forms forms;
    size_t end = 0;
    bool goes_on = true;
    enum concord_status status = phrase_reader_create(&reader, set, err);
    if (!reader)
        return status;
    phrase_reader_begin(reader, found, context);
    phrase_reader_paragraph(reader, text, 0);
    token_reader_begin(&tokens, text, size);
    while (goes_on && token_next(&tokens, &token)) {
        if (has_paragraph_border(text, end, token.start))
            phrase_reader_paragraph(reader, text, 0);
        end = token.end;
        phrase_set_find_forms(set, stemmer, token.word, token.length, &forms);
        goes_on = phrase_reader_word(reader, &token, &forms);
    }
    phrase_reader_destroy(reader);
    return CONCORD_OK;
}
