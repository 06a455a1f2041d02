#include "text/lexicon.h"

#include <stddef.h>
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

/* The hash tells nearly all other words apart without a look at them. */
struct slot {
    struct lexicon_word *word; /* NULL in an empty one */
    uint32_t hash;
};

struct lexicon {
    const struct phrase_set *set;
    struct stemmer *stemmer;
    word_classifier *classify;
    const void *context;
    struct arena arena; /* the words */
    struct slot *slots;
    size_t capacity;
    size_t count;
    struct question questions[QUESTION_SLOTS];
    int question_count;
};

static bool make_room(struct lexicon *lexicon, size_t capacity) {
    struct slot *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < lexicon->capacity; i++) {
        const struct slot *old = &lexicon->slots[i];
        size_t at = old->hash & (capacity - 1);
        while (old->word && slots[at].word)
            at = (at + 1) & (capacity - 1);
        if (old->word)
            slots[at] = *old;
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

/* Its letters stand right before the word: what lexicon_find() looks at are
 * neighbours. */
static struct lexicon_word *word_create(struct lexicon *lexicon,
                                        const struct token *token) {
    const size_t alignment = _Alignof(max_align_t);
    size_t letters = (token->length / alignment + 1) * alignment;
    char *folded =
        arena_alloc(&lexicon->arena, letters + sizeof(struct lexicon_word));
    if (!folded)
        return NULL;
    struct lexicon_word *word = (void *)(folded + letters);
    memcpy(folded, token->word, token->length);
    word->folded = folded;
    word->length = (uint32_t)token->length;
    lexicon->classify(lexicon->context, word);
    phrase_set_find_forms(lexicon->set, lexicon->stemmer, folded, token->length,
                          &word->forms);
    return word;
}

struct lexicon_word *lexicon_find(struct lexicon *lexicon,
                                  const struct token *token) {
    uint32_t hash = hash_word(token->word, token->length);
    size_t at = hash & (lexicon->capacity - 1);
    for (; lexicon->slots[at].word; at = (at + 1) & (lexicon->capacity - 1)) {
        struct lexicon_word *word = lexicon->slots[at].word;
        if (lexicon->slots[at].hash == hash && word->length == token->length &&
            memcmp(word->folded, token->word, token->length) == 0)
            return word;
    }
    struct lexicon_word *added = word_create(lexicon, token);
    if (!added)
        return NULL;
    lexicon->slots[at] = (struct slot){added, hash};
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
