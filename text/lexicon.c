#include "text/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "schema/arena.h"

/* Open addressing, at most half full, the capacity a power of two. At the
 * limit a lexicon takes about 30 MB. */
enum {
    CAPACITY_FIRST = 4096,
    WORDS_KEPT_MAX = 128 * 1024,
    QUESTION_SLOTS = 2 * LEXICON_QUESTIONS
};

struct question {
    const void *about; /* NULL in an empty slot */
    const void *first;
    unsigned sort;
    int number;
};

struct lexicon {
    const struct phrase_set *set;
    struct stemmer *stemmer;
    word_classifier *classify;
    const void *context;
    struct arena arena;          /* the words */
    struct lexicon_word **slots; /* NULL in an empty one */
    size_t capacity;
    size_t count;
    struct question questions[QUESTION_SLOTS];
    int question_count;
};

static bool make_room(struct lexicon *lexicon, size_t capacity) {
    struct lexicon_word **slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < lexicon->capacity; i++) {
        struct lexicon_word *word = lexicon->slots[i];
        size_t at = word ? word->hash & (capacity - 1) : 0;
        while (word && slots[at])
            at = (at + 1) & (capacity - 1);
        if (word)
            slots[at] = word;
    }
    free(lexicon->slots);
    lexicon->slots = slots;
    lexicon->capacity = capacity;
    return true;
}

enum concord_status
lexicon_create(struct lexicon **out, const struct phrase_set *set,
               struct stemmer *stemmer, word_classifier *classify,
               const void *context, struct concord_error *err) {
    *out = calloc(1, sizeof **out);
    if (!*out || !make_room(*out, CAPACITY_FIRST)) {
        lexicon_destroy(*out);
        *out = NULL;
        return concord_no_memory(err);
    }
    (*out)->set = set;
    (*out)->stemmer = stemmer;
    (*out)->classify = classify;
    (*out)->context = context;
    return CONCORD_OK;
}

void lexicon_destroy(struct lexicon *lexicon) {
    if (!lexicon)
        return;
    arena_clear(&lexicon->arena);
    free(lexicon->slots);
    free(lexicon);
}

static struct lexicon_word *
word_create(struct lexicon *lexicon, const struct token *token, uint32_t hash) {
    struct lexicon_word *word = arena_alloc(&lexicon->arena, sizeof *word);
    const char *folded =
        word ? arena_copy(&lexicon->arena, token->word, token->length) : NULL;
    if (!folded)
        return NULL;
    word->folded = folded;
    word->length = (uint32_t)token->length;
    word->hash = hash;
    lexicon->classify(lexicon->context, word);
    phrase_set_find_forms(lexicon->set, lexicon->stemmer, folded, token->length,
                          &word->forms);
    return word;
}

struct lexicon_word *lexicon_find(struct lexicon *lexicon,
                                  const struct token *token) {
    uint32_t hash = hash_word(token->word, token->length);
    size_t at = hash & (lexicon->capacity - 1);
    for (; lexicon->slots[at]; at = (at + 1) & (lexicon->capacity - 1)) {
        struct lexicon_word *word = lexicon->slots[at];
        if (word->hash == hash && word->length == token->length &&
            memcmp(word->folded, token->word, token->length) == 0)
            return word;
    }
    struct lexicon_word *added = word_create(lexicon, token, hash);
    if (!added)
        return NULL;
    lexicon->slots[at] = added;
    lexicon->count++;
    if (lexicon->count * 2 > lexicon->capacity &&
        !make_room(lexicon, lexicon->capacity * 2))
        return NULL;
    return added;
}

int lexicon_question(struct lexicon *lexicon, const void *about,
                     const void *first, unsigned sort) {
    uint64_t key = (uint64_t)(uintptr_t)about + sort;
    size_t at = (size_t)(key * 0x9E3779B97F4A7C15U >> 32) % QUESTION_SLOTS;
    for (; lexicon->questions[at].about; at = (at + 1) % QUESTION_SLOTS) {
        const struct question *known = &lexicon->questions[at];
        if (known->about == about && known->first == first &&
            known->sort == sort)
            return known->number;
    }
    if (lexicon->question_count == LEXICON_QUESTIONS)
        return -1;
    lexicon->questions[at] =
        (struct question){about, first, sort, lexicon->question_count};
    return lexicon->question_count++;
}

void lexicon_trim(struct lexicon *lexicon) {
    if (lexicon->count <= WORDS_KEPT_MAX)
        return;
    memset(lexicon->slots, 0, lexicon->capacity * sizeof *lexicon->slots);
    arena_clear(&lexicon->arena);
    lexicon->count = 0;
}
